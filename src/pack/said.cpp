// What the program says in English, in the pack's words for it: a text whose id begins with "said." is a sentence with {0}, {1} for
// what is filled in.
#include <optional>

#include "pack/pack.hpp"

namespace soria::pack {
namespace {

constexpr std::string_view prefix = "said.";
constexpr int within_max = 4;                 // a sentence within a sentence

// What stands in the places of {0}, {1}, ... of `form`; nothing when the text is another.
std::optional<std::vector<std::string>> filled_in(std::string_view form, std::string_view text, size_t& literal) {
    std::vector<std::string> out;
    literal = 0;
    bool first = true;
    while (true) {
        size_t open = form.find('{');
        auto before = form.substr(0, open);
        literal += before.size();
        bool last = open == form.npos;
        size_t at = first ? (text.substr(0, before.size()) == before ? 0 : text.npos) : before.empty() ? text.size() : text.find(before, 1);
        if (last && !first && !before.empty()) at = text.size() > before.size() && text.substr(text.size() - before.size()) == before ? text.size() - before.size() : text.npos;
        if (at == text.npos || (!first && at == 0)) return std::nullopt;
        if (!first) out.emplace_back(text.substr(0, at));
        text.remove_prefix(at + before.size());
        if (last) return text.empty() ? std::optional(std::move(out)) : std::nullopt;
        form.remove_prefix(form.find('}', open) + 1);
        first = false;
    }
}

std::optional<std::string> in_words(const Pack& p, const std::string& text, std::string_view language, int depth) {
    const Text* best = nullptr;
    std::vector<std::string> parts;
    size_t most = 0;
    for (auto t = p.texts.lower_bound(std::string(prefix)); t != p.texts.end() && t->first.rfind(prefix, 0) == 0; ++t) {
        size_t literal = 0;
        auto found = filled_in(t->second.in("en"), text, literal);
        if (!found || (best && literal <= most)) continue;
        best = &t->second, parts = std::move(*found), most = literal;
    }
    if (!best) return std::nullopt;
    std::string out = best->in(std::string(language));
    for (size_t i = 0; i < parts.size(); ++i) {
        auto inner = depth > 0 ? in_words(p, parts[i], language, depth - 1) : std::nullopt;
        auto place = "{" + std::to_string(i) + "}";
        if (auto at = out.find(place); at != out.npos) out.replace(at, place.size(), inner.value_or(parts[i]));
    }
    return out;
}

}  // namespace

std::string Pack::said(const std::string& english, std::string_view language) const {
    if (language == "en" || english.empty()) return english;
    if (auto whole = in_words(*this, english, language, within_max)) return *whole;
    auto at = english.find("; ");
    return at == english.npos ? english : said(english.substr(0, at), language) + "; " + said(english.substr(at + 2), language);
}

}  // namespace soria::pack
