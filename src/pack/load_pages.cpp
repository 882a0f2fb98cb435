// The words of the pages: pages/<language>.yaml, one file a language.
#include <algorithm>

#include "base/core/utf8.hpp"
#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

constexpr size_t word_bytes_max = 2000;
constexpr std::array forms{"zero", "one", "two", "few", "many", "other"};

bool is_key(std::string_view s) {
    return !s.empty() && s.size() <= 100 && std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
}

// One line of the catalogue. A text has no line feed and no tab: the catalogue is made of them.
void put(Reading_& r, std::string& out, const std::string& key, const YAML::Node& n) {
    if (!n.IsScalar() || n.Scalar().empty()) return r.fault(n.Mark(), "'" + key + "' must be a text");
    const auto& text = n.Scalar();
    if (text.size() > word_bytes_max) return r.fault(n.Mark(), "'" + key + "' is longer than 2000 bytes");
    if (text.find_first_of("\n\t\r") != std::string::npos) return r.fault(n.Mark(), "'" + key + "' has a line feed or a tab");
    out += key + "\t" + text + "\n";
}

void read_words(Reading_& r, const std::string& language, std::string& out, const YAML::Node& words) {
    if (!words.IsMap()) return r.fault(words.Mark(), "'words' must be a mapping");
    std::set<std::string> seen;
    for (const auto& m : words) {
        auto key = m.first.IsScalar() ? m.first.Scalar() : "";
        if (!is_key(key)) r.fault(m.first.Mark(), "a key is made of small letters, digits, dots, dashes and underscores");
        else if (!seen.insert(key).second) r.fault(m.first.Mark(), "'" + key + "' is there twice");
        else if (r.defined["words in " + language].emplace(key, Reading_::Place{r.file, m.first.Mark()}); !m.second.IsMap()) put(r, out, key, m.second);
        else {
            for (const auto& f : m.second) {
                auto form = f.first.IsScalar() ? f.first.Scalar() : "";
                if (std::find(forms.begin(), forms.end(), form) == forms.end()) r.fault(f.first.Mark(), "a plural's form is zero, one, two, few, many or other");
                else put(r, out, key + "[" + form + "]", f.second);
            }
            if (!m.second["other"].IsDefined()) r.fault(m.second.Mark(), "'" + key + "' lacks the form 'other'");
        }
    }
}

// key without its form -> the {placeholders} of all its forms.
std::map<std::string, std::set<std::string>> keys_of(const std::string& catalogue) {
    std::map<std::string, std::set<std::string>> keys;
    for (size_t at = 0; at < catalogue.size();) {
        size_t end = std::min(catalogue.find('\n', at), catalogue.size()), tab = catalogue.find('\t', at);
        std::string key = catalogue.substr(at, tab - at);
        auto& names = keys[key.substr(0, key.find('['))];
        for (size_t open = catalogue.find('{', tab); open < end; open = catalogue.find('{', open + 1))
            if (size_t close = catalogue.find('}', open); close < end) names.insert(catalogue.substr(open + 1, close - open - 1));
        at = end + 1;
    }
    return keys;
}

}  // namespace

bool is_pages_file(std::string_view path) {
    if (path.substr(0, 6) != "pages/" || path.size() < 13 || path.size() > 14 || path.substr(path.size() - 5) != ".yaml") return false;
    auto language = path.substr(6, path.size() - 11);
    return std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void read_pages(Reading_& r, Pack& p, const std::string& key, const YAML::Node& n) {
    std::string language = r.file.substr(6, r.file.size() - 11);
    auto& out = p.pages[language];
    r.defined["pages"].emplace(language, Reading_::Place{r.file, n.Mark()});
    if (key == "words") return read_words(r, language, out, n);
    put(r, out, key == "name" ? "@language" : "@read_by", n);
}

// code.LIST.VALUE says a value of a code list in a language that the pack itself does not speak.
bool names_code(const Pack& p, const std::string& key) {
    if (key.rfind("code.", 0) != 0) return false;
    auto dot = key.find('.', 5);
    return dot != std::string::npos && p.has_code(key.substr(5, dot - 5), key.substr(dot + 1));
}

Reading_::Place place_of(Reading_& r, const std::string& language, const std::string& key) {
    const auto& words = r.defined["words in " + language];
    auto at = words.find(key);
    return at == words.end() ? r.defined["pages"].at(language) : at->second;
}

// The card's words are about what the pack has: card.right.ID a service, clock, entitlement or age, card.help.ID an agency. When there
// is a card it tells every route of residence.
void check_card(Reading_& r, const Pack& p, const std::map<std::string, std::set<std::string>>& english) {
    bool any = false;
    for (const auto& [key, names] : english) {
        auto place = place_of(r, "en", key);
        auto is = [&](std::string_view part) { return key.rfind(part, 0) == 0; };
        auto known = [&](std::initializer_list<const char*> kinds) {
            auto id = key.substr(key.find('.', 5) + 1);
            return std::any_of(kinds.begin(), kinds.end(), [&](auto kind) { return r.defined[kind].count(id) > 0; });
        };
        any = any || is("card.right.");
        if (is("card.right.") && !known({"service", "clock", "entitlement", "age"})) r.fault(place, "'" + key + "' is about no service, clock, entitlement or age");
        if (is("card.help.") && !known({"agency"})) r.fault(place, "'" + key + "' is about no agency");
        if (is("card.route.") && !known({"route"})) r.fault(place, "'" + key + "' is about no route of residence");
    }
    for (const auto& route : p.routes)
        if (any && !english.count("card.route." + route.id)) r.fault(r.defined["route"].at(route.id), "the pages have no words 'card.route." + route.id + "'");
}

// Norwegian and English have every key that either has; no language has a key or a placeholder that English has not.
void check_pages(Reading_& r, const Pack& p) {
    if (p.pages.empty()) return;
    for (const auto& language : std::set<std::string>{"en", p.languages[0]})
        if (!p.pages.count(language)) return r.fault(r.top.count("pack") ? r.top.at("pack") : Reading_::Place{"pack.yaml", YAML::Mark{}}, "the pages have no words in '" + language + "'");
    auto english = keys_of(p.pages.at("en"));
    check_card(r, p, english);
    for (const auto& [language, catalogue] : p.pages) {
        auto own = keys_of(catalogue);
        const auto& place = r.defined["pages"].at(language);
        for (const char* about : {"@language", "@read_by"})
            if (!own.count(about)) r.fault(place, std::string("lacks '") + (about[1] == 'l' ? "name" : "read_by") + "'");
        for (const auto& [key, names] : own) {
            auto e = english.find(key);
            bool spoken = std::find(p.languages.begin(), p.languages.end(), language) != p.languages.end();
            if (!spoken && names_code(p, key)) continue;
            if (e == english.end()) r.fault(place_of(r, language, key), "'" + key + "' is not in English");
            else if (names != e->second && key[0] != '@') r.fault(place_of(r, language, key), "'" + key + "' has other {placeholders} than in English");
        }
        if (std::find(p.languages.begin(), p.languages.end(), language) == p.languages.end()) continue;
        for (const auto& [key, names] : english)
            if (!own.count(key)) r.fault(place, "there is no '" + key + "' in this language");
    }
}

}  // namespace soria::pack
