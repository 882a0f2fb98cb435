#include "pack/yaml.hpp"

#include "base/core/utf8.hpp"

#include <algorithm>

#include "base/core/utf8.hpp"

namespace soria::pack {
namespace {

constexpr size_t text_bytes_max = 4000, findings_max = 1000;
constexpr int line_max = 1'000'000;

bool good_id(std::string_view id) {
    if (id.empty() || id.size() > 100) return false;
    return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

bool blank(std::string_view s) { return s.find_first_not_of(" \t\n") == std::string_view::npos; }

// Quoted YAML can write any character, so what a file may not hold a text may not hold either.
bool plain(std::string_view s) {
    return valid_utf8(s) && std::none_of(s.begin(), s.end(), [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7F; });
}

std::string shown(std::string_view s) { return plain(s) ? std::string(s.substr(0, 60)) : "?"; }

std::optional<int64_t> whole(std::string_view s) {
    bool ok = !s.empty() && s.size() <= 15 && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    return ok ? std::optional<int64_t>(std::stoll(std::string(s))) : std::nullopt;
}

}  // namespace

bool never_for_help(std::string_view fact) {
    static const std::set<std::string_view> never{"complaint.made", "person.complaint_made", "testimony.given", "person.investigation_initiated",
                                                  "person.reflection_period_granted", "person.reflection_period_running", "person.permit_granted"};
    return never.count(fact.substr(0, 4) == "not " ? fact.substr(4) : fact) > 0;
}

void Reading_::fault(YAML::Mark m, std::string what) { fault(Place{file, m}, std::move(what)); }

void Reading_::fault(const Place& p, std::string what) {
    const auto& m = p.mark;
    if (findings.size() < findings_max) findings.push_back({p.file, m.is_null() ? 0 : m.line + 1, m.is_null() ? 0 : m.column + 1, std::move(what)});
}

void Reading_::define(std::string kind, const std::string& id, const YAML::Node& at) {
    auto [first, fresh] = defined[kind].emplace(id, Place{file, at.Mark()});
    if (!fresh)
        fault(at.Mark(), "the " + kind + " '" + shown(id) + "' is there twice; first in " + first->second.file + ":" + std::to_string(first->second.mark.line + 1));
}

void Reading_::names(std::string kind, const std::string& id, const YAML::Node& at) { named.push_back({std::move(kind), id, {file, at.Mark()}}); }

void Reading_::resolve() {
    auto known = [&](const std::string& kind, const std::string& id) {
        if (kind == "fact") return vocabulary.facts.count(id) > 0;
        if (kind == "event") return vocabulary.events.count(id) > 0;
        if (kind == "command") return vocabulary.commands.count(id) > 0;
        if (kind == "class") return vocabulary.classes.count(id) > 0;
        if (kind == "relation") return vocabulary.relations.count(id) > 0;
        auto k = defined.find(kind);
        return k != defined.end() && k->second.count(id) > 0;
    };
    for (const auto& n : named)
        if (!known(n.kind, n.id)) fault(n.place, "there is no " + n.kind + " '" + shown(n.id) + "'");
}

Entry::Entry(Reading_& r, const YAML::Node& node, std::string what) : r_(r), node_(node), what_(std::move(what)) {
    if (!node_.IsMap()) {
        r_.fault(node_.Mark(), what_ + " must be a mapping");
        return;
    }
    std::set<std::string> seen;
    for (const auto& m : node_) {
        if (!m.first.IsScalar()) r_.fault(m.first.Mark(), "a key must be a plain word");
        else if (!seen.insert(m.first.Scalar()).second) r_.fault(m.first.Mark(), "the key '" + shown(m.first.Scalar()) + "' is there twice");
    }
}

Entry::~Entry() {
    if (!node_.IsMap()) return;
    for (const auto& m : node_)
        if (m.first.IsScalar() && !used_.count(m.first.Scalar())) r_.fault(m.first.Mark(), "unknown key '" + shown(m.first.Scalar()) + "' in " + what_);
}

YAML::Node Entry::at(const char* key, bool required) {
    used_.insert(key);
    if (has(key)) return node_[key];
    if (required && node_.IsMap()) r_.fault(node_.Mark(), "'" + std::string(key) + "' is missing in " + what_);
    return YAML::Node(YAML::NodeType::Undefined);
}

void Entry::fault(std::string what, const char* key) {
    r_.fault(key && has(key) ? node_[key].Mark() : node_.Mark(), std::move(what));
}

std::string Entry::scalar(const char* key, bool required) {
    auto n = at(key, required);
    if (!n.IsDefined()) return {};
    if (n.IsScalar() && n.Scalar().size() <= text_bytes_max && plain(n.Scalar())) return n.Scalar();
    r_.fault(n.Mark(), "'" + std::string(key) + "' must be a text of at most 4000 bytes without control characters");
    return {};
}

std::string Entry::str(const char* key, bool required) {
    auto s = scalar(key, required);
    if (blank(s) && has(key) && node_[key].IsScalar() && plain(node_[key].Scalar())) fault("'" + std::string(key) + "' is empty", key);
    return s;
}

std::string Entry::id(const char* kind) {
    auto s = str("id");
    if (s.empty()) return s;
    if (!good_id(s)) fault("the id '" + shown(s) + "' must be lower-case letters, digits, dashes and dots", "id");
    r_.define(kind, s, node_["id"]);
    return s;
}

std::string Entry::ref(const char* key, const char* kind, bool required) {
    auto s = str(key, required);
    if (!s.empty()) r_.names(kind, s, node_[key]);
    return s;
}

std::vector<std::string> Entry::strings(const char* key, bool required) {
    std::vector<std::string> list;
    each(key, [&](const YAML::Node& n) {
        if (!n.IsScalar() || blank(n.Scalar()) || !plain(n.Scalar())) return r_.fault(n.Mark(), "'" + std::string(key) + "' must be a list of words");
        if (std::find(list.begin(), list.end(), n.Scalar()) != list.end()) return r_.fault(n.Mark(), "'" + shown(n.Scalar()) + "' is there twice in '" + key + "'");
        list.push_back(n.Scalar());
    }, required);
    return list;
}

std::vector<std::string> Entry::refs(const char* key, const char* kind, std::initializer_list<const char*> besides, bool required) {
    auto list = strings(key, required);
    if (list.empty()) return list;
    for (const auto& n : node_[key]) {
        if (!n.IsScalar() || std::find(besides.begin(), besides.end(), n.Scalar()) != besides.end()) continue;
        std::string name = n.Scalar();
        if (std::string_view(kind) == "fact" && name.rfind("not ", 0) == 0) name = name.substr(4);
        if (std::find(list.begin(), list.end(), n.Scalar()) != list.end()) r_.names(kind, name, n);
    }
    return list;
}

bool Entry::flag(const char* key, bool required) {
    auto s = str(key, required);
    if (s != "true" && s != "false" && !s.empty()) fault("'" + std::string(key) + "' must be true or false", key);
    return s == "true";
}

int64_t Entry::number(const char* key, int64_t min, int64_t max, bool required) {
    auto s = str(key, required);
    if (s.empty()) return 0;
    auto n = whole(s);
    if (n && *n >= min && *n <= max) return *n;
    fault("'" + std::string(key) + "' must be a whole number from " + std::to_string(min) + " to " + std::to_string(max), key);
    return min;
}

Text read_text(Reading_& r, const YAML::Node& n, const std::string& what) {
    Text t;
    if (!n.IsMap()) {
        r.fault(n.Mark(), what + " must have a text for each language");
        return t;
    }
    std::set<std::string> seen;
    for (const auto& m : n) {
        std::string language = m.first.IsScalar() ? m.first.Scalar() : "";
        if (std::find(r.languages.begin(), r.languages.end(), language) == r.languages.end())
            r.fault(m.first.Mark(), "'" + shown(language) + "' is not a language of this pack");
        else if (!seen.insert(language).second)
            r.fault(m.first.Mark(), "the language '" + language + "' is there twice");
        else if (!m.second.IsScalar() || blank(m.second.Scalar()) || m.second.Scalar().size() > text_bytes_max || !plain(m.second.Scalar()))
            r.fault(m.second.Mark(), what + " must be a text of 1 to 4000 bytes without control characters");
        else
            t.by_language.emplace(language, m.second.Scalar());
    }
    for (const auto& language : r.languages)
        if (!seen.count(language)) r.fault(n.Mark(), what + " has no translation into " + language);
    return t;
}

Text Entry::text(const char* key, bool required) {
    auto n = at(key, required);
    return n.IsDefined() ? read_text(r_, n, "'" + std::string(key) + "'") : Text{};
}

Basis Entry::basis(const char* key, bool required) {
    auto n = at(key, required);
    Basis b;
    if (!n.IsDefined()) return b;
    Entry e(r_, n, "a basis");
    b.source = e.str("source");
    b.where = e.str("where", b.source != "assumption");
    b.note = e.text("note", b.source == "assumption");
    auto lines = e.at("lines", false);
    if (b.source == "assumption") {
        if (!b.where.empty() || lines.IsDefined()) e.fault("an assumption has no place: it has a note");
    } else if (!b.source.empty()) {
        r_.names("source", b.source, n["source"]);
        r_.cited.push_back({b.source, b.where, 0, {r_.file, n.Mark()}});
    }
    if (!lines.IsDefined()) return b;
    auto at = [&](size_t i) { return lines.IsSequence() && lines.size() == 2 && lines[i].IsScalar() ? whole(lines[i].Scalar()).value_or(0) : 0; };
    int64_t first = at(0), last = at(1);
    if (b.source != "assumption" && !b.source.empty()) r_.cited.back().last_line = std::max<int64_t>(last, 1);
    if (first >= 1 && first <= last && last <= line_max) b.line_first = int(first), b.line_last = int(last);
    else r_.fault(lines.Mark(), "'lines' must be [first, last]");
    return b;
}

std::optional<Period> Entry::period(const char* key, bool required) {
    auto s = str(key, required);
    if (s.empty()) return std::nullopt;
    auto p = Period::parse(s);
    if (p) return *p;
    fault("'" + std::string(key) + "': " + p.error().because, key);
    return std::nullopt;
}

std::string Entry::one_of(const char* key, std::initializer_list<const char*> values, bool required) {
    auto s = str(key, required);
    if (s.empty() || std::find(values.begin(), values.end(), s) != values.end()) return s;
    std::string list;
    for (auto v : values) list += (list.empty() ? "" : ", ") + std::string(v);
    fault("'" + std::string(key) + "' must be one of: " + list, key);
    return s;
}

Standing Entry::standing(const Basis& basis, bool implied) {
    auto s = one_of("standing", {"in force", "announced", "proposed", "considered", "assumption"}, !(implied && basis.assumption()));
    if (s.empty() && implied && basis.assumption()) s = "assumption";
    if (!s.empty() && !basis.source.empty() && basis.assumption() != (s == "assumption"))
        fault(basis.assumption() ? "no source sets this: its standing is 'assumption'" : "a source is named: 'assumption' is no standing of it", "standing");
    return s == "announced" ? Standing::announced : s == "proposed" ? Standing::proposed : s == "considered" ? Standing::considered
         : s == "assumption" ? Standing::assumption : Standing::in_force;
}

void Entry::each(const char* key, const std::function<void(const YAML::Node&)>& fn, bool required) {
    auto n = at(key, required);
    if (!n.IsDefined()) return;
    if (!n.IsSequence()) return r_.fault(n.Mark(), "'" + std::string(key) + "' must be a list");
    for (const auto& e : n) fn(e);
}

}  // namespace soria::pack
