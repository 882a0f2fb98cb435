// What other names a person goes by, and their documents: as they were seen first, and as it is learnt later that they are theirs, or not.
#include <algorithm>

#include "domain/protection/people.hpp"

namespace soria::domain {
namespace {

constexpr size_t document_number_signs_max = 60;

std::string without_ends(std::string_view s) {
    auto first = s.find_first_not_of(" \t\n");
    if (first == std::string_view::npos) return {};
    return std::string(s.substr(first, s.find_last_not_of(" \t\n") + 1 - first));
}

// A number is the same with a space, a dash or a small letter in it.
std::string bare_number(std::string_view s) {
    std::string out;
    for (char c : s) {
        bool small = c >= 'a' && c <= 'z', kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (small) out += char(c - 'a' + 'A');
        else if (kept) out += c;
    }
    return out;
}
// Joins what is told to what holds already.
class Stating {
public:
    explicit Stating(std::string full_name) : full_name_(std::move(full_name)) {}
    explicit Stating(const Person& p) : full_name_(p.full_name) {
        for (const auto& n : p.other_names) names_.push_back(Name{n});
        for (const auto& d : p.documents) documents_.push_back({Code<"document-kind">{d.kind}, Name{d.number}, CountryRef{d.country}});
    }
    Status add(const std::vector<Name>& names, const std::string& path) {
        for (size_t i = 0; i < names.size(); ++i) {
            std::string name = without_ends(names[i].value), at = path + "[" + std::to_string(i) + "]";
            if (name.empty()) return invalid("is empty", at);
            if (name == without_ends(full_name_)) return invalid("is the full name", at);
            if (std::find(names_.begin(), names_.end(), Name{name}) != names_.end()) return invalid("stands there already", at);
            if (names_.size() == other_names_max) return fail(Fault::limit, "a person has at most " + std::to_string(other_names_max) + " other names", at);
            names_.push_back(Name{name});
        }
        return {};
    }
    Status add(const std::vector<DocumentSeen>& documents, const std::string& path) {
        for (size_t i = 0; i < documents.size(); ++i) {
            const auto& d = documents[i];
            std::string number = without_ends(d.number.value), at = path + "[" + std::to_string(i) + "]";
            TRY(can_be_a_number(number, at + ".number"));
            auto same = [&](const DocumentHeld& h) { return h.kind == d.kind && bare_number(h.number.value) == bare_number(number); };
            if (std::any_of(documents_.begin(), documents_.end(), same)) return invalid("stands there already", at + ".number");
            if (documents_.size() == documents_max) return fail(Fault::limit, "a person has at most " + std::to_string(documents_max) + " documents", at);
            documents_.push_back({d.kind, Name{number}, d.country.value_or(CountryRef{})});
        }
        return {};
    }
    Status take_off(const std::vector<Name>& wrong, const std::string& path) {
        for (size_t i = 0; i < wrong.size(); ++i) {
            std::string said = without_ends(wrong[i].value), number = bare_number(said);
            auto gone = std::erase(names_, Name{said});
            gone += std::erase_if(documents_, [&](const DocumentHeld& d) { return bare_number(d.number.value) == number; });
            if (!gone) return invalid("is none of the other names, nor the number of a document", path + "[" + std::to_string(i) + "]");
        }
        return {};
    }
    IdentityStated stated(const Context& x) const { return {AgencyRef{x.actor.agency}, names_, documents_}; }

private:
    std::string full_name_;
    std::vector<Name> names_;
    std::vector<DocumentHeld> documents_;
};

}  // namespace

Status can_be_a_number(std::string_view number, const std::string& path) {
    if (bare_number(number).empty()) return invalid("has neither a letter nor a digit", path);
    return json::at_most(number, document_number_signs_max, path);
}

Result<std::optional<IdentityStated>> identity_seen(const PersonSeen& seen, const Context& x, const std::string& path) {
    if (seen.other_names.empty() && seen.documents.empty()) return std::optional<IdentityStated>{};
    Stating s(seen.full_name.value_or(Name{}).value);
    TRY(s.add(seen.other_names, path + "other_names"));
    TRY(s.add(seen.documents, path + "documents"));
    return std::optional<IdentityStated>(s.stated(x));
}

Result<Decision> decide(const World& w, const StateIdentity& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (c.other_names.empty() && c.documents.empty() && c.not_theirs.empty())
        return invalid("say another name, a document, or what is not theirs", "other_names");
    Stating s(w.person_of(*k));
    TRY(s.take_off(c.not_theirs, "not_theirs"));
    TRY(s.add(c.other_names, "other_names"));
    TRY(s.add(c.documents, "documents"));
    Decision d;
    d.events.add(k->person.value, s.stated(x));
    return d;
}

}  // namespace soria::domain
