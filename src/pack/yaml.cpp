#include "pack/yaml.hpp"

#include <algorithm>

namespace soria::pack {
namespace {

constexpr size_t text_bytes_max = 4000;

bool good_id(std::string_view id) {
    if (id.empty() || id.size() > 100) return false;
    return std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

}  // namespace

void Reading_::fault(YAML::Mark m, std::string what) {
    if (findings.size() < 1000) findings.push_back({file, m.is_null() ? 0 : m.line + 1, m.is_null() ? 0 : m.column + 1, std::move(what)});
}

void Reading_::define(std::string kind, const std::string& id, const YAML::Node& at) {
    if (!defined[kind].insert(id).second) fault(at.Mark(), "the " + kind + " '" + id + "' is there twice");
}

void Reading_::names(std::string kind, const std::string& id, const YAML::Node& at) {
    named.push_back({file, std::move(kind), id, at.Mark()});
}

void Reading_::resolve() {
    auto known = [&](const std::string& kind, const std::string& id) {
        if (kind == "fact") return vocabulary.facts.count(id) > 0;
        if (kind == "event") return vocabulary.events.count(id) > 0;
        if (kind == "command") return vocabulary.commands.count(id) > 0;
        if (kind == "class") return vocabulary.classes.count(id) > 0;
        if (kind == "relation") return vocabulary.relations.count(id) > 0;
        return defined[kind].count(id) > 0;
    };
    std::string here = file;
    for (const auto& n : named)
        if (!known(n.kind, n.id)) {
            file = n.file;
            fault(n.mark, "there is no " + n.kind + " '" + n.id + "'");
        }
    file = here;
}

Entry::Entry(Reading_& r, const YAML::Node& node, std::string what) : r_(r), node_(node), what_(std::move(what)) {
    if (!node_.IsMap()) {
        r_.fault(node_.Mark(), what_ + " must be a mapping");
        return;
    }
    std::set<std::string> seen;
    for (const auto& m : node_) {
        if (!m.first.IsScalar()) r_.fault(m.first.Mark(), "a key must be a plain word");
        else if (!seen.insert(m.first.Scalar()).second) r_.fault(m.first.Mark(), "the key '" + m.first.Scalar() + "' is there twice");
    }
}

Entry::~Entry() {
    if (!node_.IsMap()) return;
    for (const auto& m : node_)
        if (m.first.IsScalar() && !used_.count(m.first.Scalar()))
            r_.fault(m.first.Mark(), "unknown key '" + m.first.Scalar().substr(0, 60) + "' in " + what_);
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
    if (!n.IsScalar() || n.Scalar().size() > text_bytes_max) {
        r_.fault(n.Mark(), "'" + std::string(key) + "' must be a text of at most 4000 bytes");
        return {};
    }
    return n.Scalar();
}

std::string Entry::str(const char* key, bool required) {
    auto s = scalar(key, required);
    if (s.empty() && has(key) && node_[key].IsScalar()) fault("'" + std::string(key) + "' is empty", key);
    return s;
}

std::string Entry::id(const char* kind) {
    auto s = str("id");
    if (s.empty()) return s;
    if (!good_id(s)) fault("the id '" + s.substr(0, 60) + "' must be lower-case letters, digits, dashes and dots", "id");
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
        if (n.IsScalar() && !n.Scalar().empty()) list.push_back(n.Scalar());
        else r_.fault(n.Mark(), "'" + std::string(key) + "' must be a list of words");
    }, required);
    return list;
}

std::vector<std::string> Entry::refs(const char* key, const char* kind, std::initializer_list<const char*> besides, bool required) {
    std::vector<std::string> list;
    each(key, [&](const YAML::Node& n) {
        if (!n.IsScalar() || n.Scalar().empty()) return r_.fault(n.Mark(), "'" + std::string(key) + "' must be a list of words");
        list.push_back(n.Scalar());
        if (std::find(besides.begin(), besides.end(), n.Scalar()) != besides.end()) return;
        std::string name = n.Scalar();
        if (std::string_view(kind) == "fact" && name.rfind("not ", 0) == 0) name = name.substr(4);
        r_.names(kind, name, n);
    }, required);
    return list;
}

bool Entry::flag(const char* key, bool required) {
    auto s = scalar(key, required);
    if (s.empty() || s == "false") return false;
    if (s != "true") fault("'" + std::string(key) + "' must be true or false", key);
    return s == "true";
}

int64_t Entry::number(const char* key, int64_t min, int64_t max, bool required) {
    auto s = scalar(key, required);
    if (s.empty()) return 0;
    int64_t n = 0;
    bool ok = s.size() <= 15 && std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (ok) n = std::stoll(s);
    if (!ok || n < min || n > max) {
        fault("'" + std::string(key) + "' must be a whole number from " + std::to_string(min) + " to " + std::to_string(max), key);
        return min;
    }
    return n;
}

Text read_text(Reading_& r, const YAML::Node& n, const std::string& what) {
    Text t;
    if (!n.IsMap()) {
        r.fault(n.Mark(), what + " must have a text for each language");
        return t;
    }
    for (const auto& m : n) {
        std::string language = m.first.IsScalar() ? m.first.Scalar() : "";
        if (std::find(r.languages.begin(), r.languages.end(), language) == r.languages.end())
            r.fault(m.first.Mark(), "'" + language.substr(0, 20) + "' is not a language of this pack");
        else if (!m.second.IsScalar() || m.second.Scalar().empty() || m.second.Scalar().size() > text_bytes_max)
            r.fault(m.second.Mark(), what + " must be a text of 1 to 4000 bytes");
        else if (!t.by_language.emplace(language, m.second.Scalar()).second)
            r.fault(m.first.Mark(), "the language '" + language + "' is there twice");
    }
    for (const auto& language : r.languages)
        if (!t.by_language.count(language)) r.fault(n.Mark(), what + " has no translation into " + language);
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
    b.note = e.str("note", b.source == "assumption");
    if (b.source != "assumption" && !b.source.empty()) r_.names("source", b.source, n["source"]);
    auto lines = e.at("lines", false);
    if (!lines.IsDefined()) return b;
    try {
        auto pair = lines.as<std::vector<int>>();
        if (pair.size() == 2 && pair[0] >= 1 && pair[0] <= pair[1]) b.line_first = pair[0], b.line_last = pair[1];
        else r_.fault(lines.Mark(), "'lines' must be [first, last]");
    } catch (const YAML::Exception&) {
        r_.fault(lines.Mark(), "'lines' must be [first, last]");
    }
    return b;
}

std::optional<Period> Entry::period(const char* key, bool required) {
    auto s = str(key, required);
    if (s.empty()) return std::nullopt;
    auto p = Period::parse(s);
    if (!p) {
        fault("'" + std::string(key) + "': " + p.error().because, key);
        return std::nullopt;
    }
    return *p;
}

std::string Entry::one_of(const char* key, std::initializer_list<const char*> values, bool required) {
    auto s = str(key, required);
    if (s.empty() || std::find(values.begin(), values.end(), s) != values.end()) return s;
    std::string list;
    for (auto v : values) list += (list.empty() ? "" : ", ") + std::string(v);
    fault("'" + std::string(key) + "' must be one of: " + list, key);
    return s;
}

Standing Entry::standing(const char* key, bool required) {
    auto s = one_of(key, {"in force", "announced", "proposed", "considered"}, required);
    return s == "announced" ? Standing::announced : s == "proposed" ? Standing::proposed : s == "considered" ? Standing::considered : Standing::in_force;
}

void Entry::each(const char* key, const std::function<void(const YAML::Node&)>& fn, bool required) {
    auto n = at(key, required);
    if (!n.IsDefined()) return;
    if (!n.IsSequence()) return r_.fault(n.Mark(), "'" + std::string(key) + "' must be a list");
    for (const auto& e : n) fn(e);
}

}  // namespace soria::pack
