#include "engines/published/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace soria::published {
namespace {

using Words = std::vector<const char*>;

bool is_letter(char c) {
    auto u = static_cast<unsigned char>(c);
    return (u >= '0' && u <= '9') || (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || u >= 0x80;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
// Side by side, so that "ca100" is two words.
bool one_word(char a, char b) { return is_letter(a) && is_letter(b) && is_digit(a) == is_digit(b); }
bool any_of(std::string_view text, const Words& phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](const char* p) { return names(text, p); });
}
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out(1);
    for (char c : text) {
        if (is_letter(c)) out.back() += c;
        else if (!out.back().empty()) out.emplace_back();
    }
    if (out.back().empty()) out.pop_back();
    return out;
}
void trim(std::string& s) {
    auto beside = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == ':' || c == ','; };
    while (!s.empty() && beside(s.back())) s.pop_back();
    size_t from = 0;
    while (from < s.size() && beside(s[from])) ++from;
    s.erase(0, from);
}

const std::map<std::string, std::string> same_word{
    {"minors", "children"}, {"minor", "children"}, {"child", "children"}, {"children under 18", "children"}, {"0 to 17 years", "children"},
    {"under 18", "children"}, {"girls and boys", "children"}, {"boys and girls", "children"}, {"barn", "children"},
    {"mindreårige", "children"}, {"mindreårig", "children"}, {"under 18 år", "children"},
    {"adult", "adults"}, {"18 years or over", "adults"}, {"voksne", "adults"}, {"voksen", "adults"}, {"over 18 år", "adults"},
    {"woman", "women"}, {"kvinner", "women"}, {"kvinne", "women"}, {"man", "men"}, {"menn", "men"}, {"mann", "men"},
    {"girl", "girls"}, {"jenter", "girls"}, {"jente", "girls"}, {"boy", "boys"}, {"gutter", "boys"}, {"gutt", "boys"},
    {"females", "female"}, {"women and girls", "female"}, {"kvinner og jenter", "female"},
    {"males", "male"}, {"men and boys", "male"}, {"menn og gutter", "male"}, {"newly identified in year", "newly identified"}};

const std::set<std::string> total_words{"", "total", "totals", "all", "in all", "overall", "sum", "grand total", "altogether",
                                        "totalt", "i alt", "alle", "samlet", "til sammen", "tilsammen"};
const Words in_totals{"total", "totalt", "in all", "i alt", "overall", "altogether", "til sammen"};
const Words parts_follow{"of which", "of whom", "of these", "of them", "whereof", "herav", "hvorav", "av disse"};

// Grown women, grown men, girls, boys, as bits.
const std::map<std::string, unsigned> people{{"women", 1}, {"men", 2},       {"girls", 4},  {"boys", 8},
                                             {"adults", 3}, {"children", 12}, {"female", 5}, {"male", 10}};

// A form of exploitation is called by one of the first, and by nothing else than these.
const std::set<std::string> forms{"prostitution", "sexual", "labour", "labor", "begging", "servitude", "criminal", "criminality", "organ", "organs",
                                  "slavery", "marriage", "prostitusjon", "seksuell", "tvangsarbeid", "tvangstjenester", "tigging", "kriminalitet",
                                  "organfjerning", "tvangsekteskap"};
const std::set<std::string> beside_forms{"exploitation", "trafficking", "forced", "services", "domestic", "activity", "activities",
                                         "removal", "other", "incl", "including", "and", "or", "of", "for", "only", "work", "utnytting", "utnyttelse",
                                         "og", "eller", "tvungen", "annen"};
const Words narrowing{" of ", " in ", " among ", " by ", " (", ", ", ": ", " av ", " i ", " blant "};
const std::set<std::string> what_is_left{"other", "others", "unknown", "not known", "mixed", "andre", "annet", "ukjent"};

const Words not_added{"mean", "median", "average", "days", "percent", "per cent", "percentage", "%", "share", "proportion", "rate", "rates", "ratio",
                      "waiting", "outstanding", "backlog", "gjennomsnitt", "gjennomsnittlig", "dager", "prosent", "andel", "ventetid", "venter",
                      "restanser"};
const Words kinds{"nationalities", "countries", "languages", "nasjonaliteter", "land", "språk"};
const Words other_things{"nights", "enquiries", "inquiries", "calls", "contacts", "visits", "meetings", "sessions", "hours", "consultations",
                         "conversations", "messages", "letters", "beds", "places", "kroner", "nok", "overnattinger", "døgn", "henvendelser",
                         "samtaler", "kontakter", "besøk", "møter", "timer", "plasser"};
// A total of these may be smaller than the number of people in them.
const Words with_many_in_each{"cases", "reports", "decisions", "applications", "convictions", "offences", "investigations", "projects", "budget",
                              "cost", "saker", "anmeldelser", "vedtak", "søknader", "dommer"};
const Words newly{"new", "newly identified", "newly registered", "nye", "nyregistrerte"};
// A whole that is not called a total: counted are all of them.
const std::set<std::string> everybody{"victims", "persons", "people", "all victims", "all persons", "all people", "number of victims", "number of persons",
                                      "both sexes", "all ages", "all nationalities", "all countries", "all forms", "-", "ofre", "personer", "alle ofre",
                                      "alle personer", "antall ofre", "antall personer", "begge kjønn", "alle aldre", "alle nasjonaliteter", "alle land"};
const Words prepositions{"of", "from", "to", "with", "for", "by", "per", "among", "about", "in", "av", "fra", "til", "med", "om", "blant", "i"};

bool is_form(std::string part) {
    if (part == "both" || part == "sex trafficking") return true;
    for (const char* n : {" of ", " in ", " (", " av ", " i "})            // "sexual exploitation of children"
        if (auto at = part.find(n); at != std::string::npos && part.find("removal") == std::string::npos) part.erase(at);
    auto words = words_of(part);
    bool any = std::any_of(words.begin(), words.end(), [](auto& w) { return forms.count(w) > 0; });
    return any && std::all_of(words.begin(), words.end(), [](auto& w) { return forms.count(w) || beside_forms.count(w); });
}

}  // namespace

std::string lower(std::string_view s) {
    std::string out(s);
    for (size_t i = 0; i < out.size(); ++i) {
        auto c = static_cast<unsigned char>(out[i]);
        bool latin = i > 0 && static_cast<unsigned char>(out[i - 1]) == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97;   // Å
        if ((c >= 'A' && c <= 'Z') || latin) out[i] = char(c + 32);
    }
    return out;
}

std::string plain(std::string_view text) {
    static const std::vector<std::pair<std::string_view, char>> spellings{
        {"\xC2\xA0", ' '}, {"\xE2\x80\xAF", ' '}, {"\xE2\x80\x89", ' '}, {"\xE2\x80\x87", ' '}, {"\t", ' '}, {"\r", ' '}, {"\n", ' '},
        {"\xE2\x80\x90", '-'}, {"\xE2\x80\x91", '-'}, {"\xE2\x80\x92", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x80\x94", '-'}, {"\xE2\x88\x92", '-'}};
    std::string out;
    while (!text.empty()) {
        char c = text[0];
        size_t bytes = 1;
        for (const auto& [other, one] : spellings)
            if (text.substr(0, other.size()) == other) c = one, bytes = other.size();
        text.remove_prefix(bytes);
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

bool names(std::string_view text, std::string_view phrase) {
    for (size_t at = text.find(phrase); at != text.npos; at = text.find(phrase, at + 1)) {
        size_t end = at + phrase.size();
        bool begins = at == 0 || !is_letter(text[at - 1]) || !is_letter(phrase.front());
        bool ends = end == text.size() || !is_letter(text[end]) || !is_letter(phrase.back());
        if (begins && ends) return true;
    }
    return false;
}

bool take(std::string& text, std::string_view phrase) {
    if (text.compare(0, phrase.size(), phrase) != 0) return false;
    if (text.size() > phrase.size() && one_word(phrase.back(), text[phrase.size()])) return false;
    text.erase(0, phrase.size());
    trim(text);
    return true;
}
bool take_end(std::string& text, std::string_view phrase) {
    if (text.size() <= phrase.size() || text.compare(text.size() - phrase.size(), phrase.size(), phrase) != 0) return false;
    if (one_word(text[text.size() - phrase.size() - 1], phrase.front())) return false;
    text.erase(text.size() - phrase.size());
    trim(text);
    return true;
}

std::string spelt(std::string s) {
    if (total_words.count(s)) return "";
    auto known = [](const std::string& name) {
        auto k = same_word.find(name);
        return k == same_word.end() ? name : k->second;
    };
    // "total women" and "number of women" are the women.
    std::string rest = s;
    bool shorter = false;
    for (const char* word : {"total number of", "number of", "antall", "in total", "in all", "i alt", "total", "totalt"})
        shorter = take(rest, word) || take_end(rest, word) || shorter;
    if (shorter && !dimension_of(known(rest)).empty()) s = rest;
    s = known(s);
    auto country = is_people(s) ? std::string() : country_of(s);
    return country.empty() ? s : country;
}
bool takes_of_which(std::string& category) {
    for (const char* word : parts_follow)
        if (take(category, word) || take_end(category, std::string("(") + word + ")")) return true;
    return false;
}
bool names_edition(std::string_view category) {
    return any_of(category, {"publication", "edition", "restatement", "restated", "revised", "revision"});
}
bool names_total(std::string_view category) { return any_of(category, in_totals); }
bool names_everybody(std::string_view category) { return everybody.count(std::string(category)) > 0; }
bool many_in_each(std::string_view text) { return any_of(text, with_many_in_each); }
bool names_whole(std::string_view category) {
    if (names_everybody(category)) return true;
    return names_total(category) && !counts_else(category) && !many_in_each(category);
}

bool is_people(const std::string& part) { return people.count(part) > 0; }
std::string dimension_of(const std::string& part) {
    if (is_people(part)) return part == "female" || part == "male" ? "sex" : "sex and age";
    if (is_form(part)) return "form";
    return country_of(part).empty() ? "" : "country";
}
std::string dimension_alone(const std::string& part) {
    if (part == "women" || part == "men") return "sex";
    return part == "adults" || part == "children" ? "age" : dimension_of(part);
}
bool of_places(std::string_view dimension) {
    return any_of(dimension, {"citizenship", "nationality", "nationalities", "country", "origin", "region", "location", "statsborgerskap", "land"});
}
bool adds_up(std::string_view text) { return !any_of(text, not_added); }
bool counts_kinds(std::string_view part) { return any_of(part, kinds); }
bool counts_else(std::string_view part) { return counts_kinds(part) || any_of(part, other_things); }

bool part_of_total(const std::string& part) {
    if (counts_else(part) || names_total(part)) return false;
    if (std::any_of(newly.begin(), newly.end(), [&](const char* w) { return part == w; })) return true;
    std::string name = part;
    for (const char* age : {" under ", " over ", " aged "})              // "girls under 15"
        if (auto at = name.find(age); at != std::string::npos) name.erase(at);
    auto words = words_of(name);
    if (words.empty()) return false;
    auto last = same_word.find(words.back());
    bool of_people = people.count(last == same_word.end() ? words.back() : last->second) > 0;
    if (of_people && !any_of(name, prepositions)) return true;           // "unaccompanied minors", not "calls from women"
    return is_place(name);
}

Lies lies(const std::string& a, const std::string& b) {
    if (a == b) return Lies::apart;
    auto x = people.find(a), y = people.find(b);
    if (x != people.end() && y != people.end()) {
        unsigned common = x->second & y->second;
        if (common == 0 || common == y->second) return Lies::apart;     // or the other lies in this one
        return common == x->second ? Lies::within : Lies::across;
    }
    bool sold = a == "sex trafficking" || a == "prostitution" || a == "prostitusjon";
    if (sold && (names(b, "sexual exploitation") || names(b, "seksuell"))) return Lies::across;
    if (!names(a, b) || what_is_left.count(b)) return Lies::apart;
    auto next = [&](const char* n) { return a.compare(b.size(), std::string_view(n).size(), n) == 0; };
    bool narrows = a.compare(0, b.size(), b) == 0 && std::any_of(narrowing.begin(), narrowing.end(), next);
    return narrows ? Lies::within : Lies::across;
}

}  // namespace soria::published
