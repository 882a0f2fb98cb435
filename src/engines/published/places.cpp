// Countries and their people, in English and Norwegian, each in one spelling.
#include <unicode/locid.h>
#include <unicode/region.h>
#include <unicode/strenum.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <memory>
#include <vector>

#include "engines/published/words.hpp"

namespace soria::published {
namespace {

using Names = std::map<std::string, std::string>;      // what it is called -> one spelling
struct Called { const char* region; std::vector<const char*> as; };

// What a rule of endings does not make of the country's name: names that the United Nations use, and what the people are called.
const std::vector<Called>& otherwise_called() {
    static const std::vector<Called> all{
        {"AE", {"emirati", "emiratis"}}, {"AF", {"afghan", "afghans", "afghansk", "afghanske", "afghanere", "afghaner"}}, {"AR",
        {"argentine", "argentinian"}},
        {"BA", {"bosnia", "bosnian", "bosnians", "bosnia and herzegovina", "bosnisk", "bosniske", "bosniere"}}, {"BE",
        {"belgian", "belgians", "belgisk"}},
        {"BO", {"bolivia (plurinational state of)"}}, {"BY", {"hviterussisk", "hviterussland"}}, {"CD",
        {"democratic republic of the congo", "dr congo", "drc"}},
        {"CG", {"republic of the congo"}}, {"CH", {"swiss", "sveitsisk"}}, {"CI",
        {"ivory coast", "cote d'ivoire", "côte d'ivoire", "ivorian", "ivorians"}},
        {"CN", {"kinesisk", "kinesiske", "kinesere"}}, {"CV", {"cabo verde"}}, {"CY", {"cypriot", "cypriots"}},
        {"CZ", {"czech republic", "czech", "czechs", "tsjekkisk", "tsjekkiske"}}, {"DE", {"german", "germans", "tysk", "tyske", "tyskere"}},
        {"DK", {"danish", "danes", "dansk", "danske", "dansker"}}, {"EE", {"estisk", "estiske"}}, {"EG", {"egyptisk", "egyptiske"}},
        {"ES", {"spanish", "spaniards", "spansk", "spanske", "spanjoler"}}, {"FI", {"finnish", "finns", "finsk", "finske"}}, {"FR",
        {"french", "fransk", "franske"}},
        {"GB", {"uk", "great britain", "british", "britons", "britisk", "britiske", "briter"}}, {"GH",
        {"ghanesisk", "ghanesiske", "ghanesere", "ghansk"}},
        {"GR", {"greek", "greeks", "gresk", "greske", "grekere"}}, {"HR", {"croat", "croats"}}, {"HU", {"ungarsk", "ungarske", "ungarere"}},
        {"IN", {"indisk", "indiske", "indere"}}, {"IE", {"irish", "irsk", "irske"}}, {"IQ", {"irakisk", "irakiske", "irakere"}}, {"IS",
        {"icelander", "icelanders", "icelandic"}},
        {"IT", {"italiensk", "italienske", "italienere"}}, {"KG", {"kyrgyz", "kirgisisk"}}, {"KP",
        {"democratic people's republic of korea", "north korea", "north korean"}},
        {"KR", {"republic of korea", "south korea", "south korean"}}, {"KZ", {"kazakh", "kazakhs"}}, {"LA",
        {"lao people's democratic republic", "lao", "laotian"}},
        {"LB", {"lebanese", "libanesisk", "libanesiske"}}, {"LK", {"srilankisk", "srilankiske", "srilankere"}},
        {"LT", {"litauisk", "litauiske", "litauer", "litauere"}}, {"MA", {"moroccan", "moroccans", "marokkansk", "marokkanske", "marokkanere"}},
        {"MD", {"republic of moldova"}}, {"MG", {"malagasy"}}, {"MK", {"macedonia", "macedonian", "macedonians", "makedonia", "makedonsk"}},
        {"MM", {"myanmar", "burma", "burmese", "burmesisk"}}, {"NE", {"nigerien"}}, {"NL", {"holland", "dutch"}},
        {"NO", {"norwegian", "norwegians", "norsk", "norske", "nordmenn", "nationals", "own nationals"}}, {"NP", {"nepali", "nepalis", "nepalsk"}},
        {"PE", {"peruvian", "peruvians"}}, {"PH", {"filipino", "filipinos", "filipina", "filipinas", "philippine", "filippiner", "filippinere"}},
        {"PL", {"polish", "poles", "polsk", "polske", "polakker"}}, {"PS",
        {"palestine", "state of palestine", "palestinian", "palestinians", "palestinsk"}},
        {"PT", {"portuguese", "portugisisk", "portugisiske"}}, {"RO", {"rumania", "rumensk", "rumenske", "rumener", "rumenere"}},
        {"RU", {"russian federation", "russian", "russians", "russisk", "russiske", "russere"}}, {"SE",
        {"swedish", "swedes", "svensk", "svenske", "svensker"}},
        {"SI", {"slovene", "slovenes"}}, {"SK", {"slovak", "slovaks"}}, {"SN", {"senegalese"}}, {"SO",
        {"somali", "somalis", "somalier", "somaliere"}},
        {"SY", {"syrian arab republic"}}, {"SZ", {"swaziland"}}, {"TH", {"thai", "thais", "thaier"}}, {"TJ", {"tajik", "tajiks"}}, {"TM",
        {"turkmen", "turkmens"}},
        {"TR", {"turkey", "türkiye", "turkish", "turks", "tyrkisk", "tyrkiske", "tyrkere"}}, {"TZ", {"united republic of tanzania"}},
        {"UA", {"ukrainian", "ukrainians"}}, {"US", {"usa", "united states of america", "us"}}, {"UZ", {"uzbek", "uzbeks", "usbekisk"}},
        {"VE", {"venezuela (bolivarian republic of)"}}, {"VN", {"viet nam"}}, {"XK", {"kosovan", "kosovar", "kosovars"}}};
    return all;
}
const std::vector<const char*> wider{"africa", "america", "asia", "europe", "afrika", "amerika", "europa", "latin america", "middle east",
        "midtøsten",
                                     "england", "scotland", "wales", "english", "scottish", "welsh", "congolese", "kongolesisk", "korean",
                                     "american", "amerikansk",
                                     "eu", "eea", "eøs", "eu/eea", "eu/eøs"};

void straighten(std::string& s) {
    for (size_t at; (at = s.find("\xE2\x80\x99")) != std::string::npos;) s.replace(at, 3, "'");
}
std::string shown_in(const char* region, const icu::Locale& language) {
    icu::UnicodeString shown;
    std::string name;
    icu::Locale("", region).getDisplayCountry(language, shown).toUTF8String(name);
    std::string out = lower(plain(name));
    straighten(out);
    return out;
}

const Names& countries() {
    static const Names all = [] {
        Names out{{"stateless", "stateless"}, {"statsløs", "stateless"}, {"statsløse", "stateless"}};
        UErrorCode code = U_ZERO_ERROR;
        std::unique_ptr<icu::StringEnumeration> regions(icu::Region::getAvailable(URGN_TERRITORY, code));
        if (U_FAILURE(code) || !regions) return out;
        while (const char* region = regions->next(nullptr, code)) {
            std::string english = shown_in(region, icu::Locale::getEnglish()), norwegian = shown_in(region, icu::Locale("nb"));
            for (std::string name : {english, norwegian}) {
                if (name.size() <= 3) continue;
                out[name] = english;
                if (auto at = name.find(" & "); at != std::string::npos) out[name.replace(at, 3, " and ")] = english;
            }
        }
        for (const auto& c : otherwise_called())
            for (const char* name : c.as) out[name] = shown_in(c.region, icu::Locale::getEnglish());
        return out;
    }();
    return all;
}

bool take_any(std::string& name, std::initializer_list<const char*> words, bool from_end) {
    return std::any_of(words.begin(), words.end(), [&](const char* w) { return from_end ? take_end(name, w) : take(name, w); });
}
// "nationals of the Republic of Moldova" is Moldova.
void strip(std::string& name) {
    while (take_any(name, {"nationals", "citizens", "victims", "persons", "people", "statsborgere", "ofre", "personer"}, true)) {}
    while (take_any(name, {"nationals", "citizens", "victims", "persons", "people", "statsborgere", "ofre", "personer", "from", "of", "fra",
        "av", "the"}, false)) {}
}
// By the country's name and an ending of people or their adjective: the longest stem first, so that a Nigerian is no Nigerien.
std::string by_ending(const std::string& name, const Names& all) {
    constexpr size_t stem_min = 3;
    for (std::string_view ending : {"n", "an", "i", "is", "ns", "sk", "er", "ske", "nsk", "ner", "ere", "isk", "ian", "ans", "ese", "nske",
        "nere", "iske", "ians",
                                    "ansk", "iansk", "ianer", "ianere", "esisk", "esiske", "esere"}) {
        if (name.size() <= ending.size() + stem_min || std::string_view(name).substr(name.size() - ending.size()) != ending) continue;
        std::string stem = name.substr(0, name.size() - ending.size());
        for (const char* lost : {"", "a", "ia", "ie", "ene"}) {
            bool norwegian = ending.find("sk") != ending.npos || ending.find("er") != ending.npos;
            if (std::string_view(lost).size() > 1 && !norwegian) continue;
            if (auto c = all.find(stem + lost); c != all.end()) return c->second;
        }
    }
    return {};
}

}  // namespace

namespace {
std::string find_country(std::string name) {
    const auto& all = countries();
    straighten(name);
    auto known = [&](const std::string& n) -> std::string {
        auto c = all.find(n);
        return c == all.end() ? by_ending(n, all) : c->second;
    };
    if (auto c = known(name); !c.empty()) return c;
    strip(name);
    if (auto c = known(name); !c.empty()) return c;
    // "Netherlands (Kingdom of the)", "Iran (Islamic Republic of)"
    if (auto open = name.find(" ("); open != std::string::npos && name.back() == ')' && names(name, "of")) return known(name.substr(0, open));
    for (const char* of : {"republic of", "kingdom of", "state of", "republic of the", "people's republic of", "islamic republic of",
        "federal republic of"})
        if (std::string rest = name; take(rest, of))
            if (auto c = known(rest); !c.empty()) return c;
    return {};
}

}  // namespace

std::string country_of(const std::string& name) {
    constexpr size_t kept_max = 10'000;
    static thread_local Names kept;                    // a file names the same few again and again
    if (auto k = kept.find(name); k != kept.end()) return k->second;
    if (kept.size() >= kept_max) kept.clear();
    return kept[name] = find_country(name);
}

bool is_place(const std::string& name) {
    if (!country_of(name).empty()) return true;
    static const Names parts = [] {
        Names out;
        for (const char* w : wider) out[w] = w;
        return out;
    }();
    std::string rest = name;
    strip(rest);
    if (parts.count(rest) || !by_ending(rest, parts).empty()) return true;
    for (const char* side : {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "south-east", "nord",
        "sør", "øst", "vest", "other"})
        if (take(rest, side)) return is_place(rest);
    for (const char* between : {" and ", " og ", "/", " & ", ", "})
        if (auto at = rest.find(between); at != std::string::npos && at > 0) {
            std::string second = rest.substr(at + std::string_view(between).size());
            return !second.empty() && is_place(rest.substr(0, at)) && is_place(second);
        }
    return false;
}

}  // namespace soria::published
