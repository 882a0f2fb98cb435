// Other names and documents, sentence by sentence.
#include "app/story/filling.hpp"

namespace soria::app::story {
namespace {

using json::bj::array;
using json::bj::object;

void append(object& o, std::string_view list, json::bj::value v) {
    if (!o.contains(list)) o[list] = array{};
    o[list].get_array().push_back(std::move(v));
}

Status learnt(Teller& t, const Gaps& g, object& f) {
    constexpr std::string_view not_theirs = "not theirs ";
    for (std::string_view rest = g[1]; !rest.empty();) {
        auto one = rest.substr(0, rest.find(", "));
        rest.remove_prefix(std::min(rest.size(), one.size() + 2));
        if (one.substr(0, not_theirs.size()) == not_theirs) append(f, "not_theirs", json::bj::string(one.substr(not_theirs.size())));
        else if (!identity_of(t.pack(), one, f)) return invalid("\"" + std::string(one) + "\" is neither another name, nor a document, nor what is not theirs");
    }
    return {};
}

}  // namespace

bool identity_of(const pack::Pack& p, std::string_view text, object& to) {
    constexpr std::string_view also = "also called ";
    if (text.substr(0, also.size()) == also) {
        append(to, "other_names", json::bj::string(text.substr(also.size())));
        return true;
    }
    const auto* kinds = p.code_list("document-kind");
    if (!kinds) return false;
    for (const auto& k : kinds->values) {
        auto word = k.name.in("en") + " ";
        if (text.substr(0, word.size()) != word) continue;
        auto number = text.substr(word.size());
        object document{{"kind", k.id}};
        if (auto of = number.rfind(" of "); of != std::string_view::npos) {
            document["country"] = json::bj::string(number.substr(of + 4));
            number = number.substr(0, of);
        }
        document["number"] = json::bj::string(number);
        append(to, "documents", std::move(document));
        return true;
    }
    return false;
}

void identity(std::vector<Phrase>& l) { l.push_back(of_case("learns of {case}: {text}", "state-identity", 0, learnt)); }

}  // namespace soria::app::story
