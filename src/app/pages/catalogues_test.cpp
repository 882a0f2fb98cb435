// The words of every language held against English and against ICU's CLDR.
#include <doctest/doctest.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/plurrule.h>
#include <unicode/smpdtfmt.h>
#include <unicode/strenum.h>

#include <map>
#include <set>

#include "app/service/folder.hpp"
#include "views/words.hpp"

using namespace soria;

namespace {

const pack::Pack& norway_pages() {
    static const auto pack = pack::load_folder(std::filesystem::path(SORIA_ROOT) / "packs/norway-2006", app::vocabulary())->pack;
    REQUIRE(pack);
    return *pack;
}

// key -> forms; the empty form is of a text without plurals.
using Entries = std::map<std::string, std::map<std::string, std::string>>;
Entries entries(const std::string& catalogue) {
    Entries all;
    for (size_t at = 0; at < catalogue.size();) {
        size_t end = catalogue.find('\n', at), tab = catalogue.find('\t', at);
        auto key = catalogue.substr(at, tab - at);
        auto open = key.find('[');
        auto form = open == std::string::npos ? std::string() : key.substr(open + 1, key.size() - open - 2);
        all[key.substr(0, open)][form] = catalogue.substr(tab + 1, end - tab - 1);
        at = end + 1;
    }
    return all;
}
std::multiset<std::string> placeholders(const std::string& text) {
    std::multiset<std::string> names;
    for (size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) names.insert(text.substr(open, text.find('}', open) - open + 1));
    return names;
}

std::string utf8(const icu::UnicodeString& s) {
    std::string out;
    s.toUTF8String(out);
    return out;
}
std::set<std::string> forms_of(const std::string& language) {
    UErrorCode e = U_ZERO_ERROR;
    std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(icu::Locale(language.c_str()), e));
    std::unique_ptr<icu::StringEnumeration> words(rules->getKeywords(e));
    std::set<std::string> out;
    while (const auto* w = words->snext(e)) out.insert(utf8(*w));
    REQUIRE(U_SUCCESS(e));
    return out;
}

// Days are of the calendar that the forms ask in, in the digits that codes are written in; English is the kingdom's, and Thai says
// which of its two eras it means.
std::string icu_day(const std::string& language, int month, bool with_day) {
    std::string name = (language == "en" ? "en_GB" : language) + "@calendar=gregorian;numbers=latn";
    icu::Locale in(name.c_str());
    UErrorCode e = U_ZERO_ERROR;
    std::unique_ptr<icu::DateTimePatternGenerator> patterns(icu::DateTimePatternGenerator::createInstance(in, e));
    std::string skeleton = std::string(language == "th" ? "G" : "") + (with_day ? "yMMMMd" : "yMMMM");
    icu::SimpleDateFormat format(patterns->getBestPattern(icu::UnicodeString::fromUTF8(skeleton), e), in, e);
    std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(*icu::TimeZone::getGMT(), in, e));
    format.setTimeZone(*icu::TimeZone::getGMT());
    calendar->set(2007, month - 1, 5, 12, 0, 0);
    icu::UnicodeString out;
    format.format(calendar->getTime(e), out);
    REQUIRE(U_SUCCESS(e));
    return utf8(out);
}

}  // namespace

TEST_CASE("every language has every word, with its placeholders, in the plural's forms that it has") {
    auto english = entries(norway_pages().pages.at("en"));
    CHECK(norway_pages().pages.size() == 11);
    std::map<std::string, std::set<std::string>> codes;
    for (const auto& [language, catalogue] : norway_pages().pages) {
        auto forms = forms_of(language);
        auto own = entries(catalogue);
        for (const auto& [key, texts] : english) {
            CHECK_MESSAGE(own.count(key), language << " lacks " << key);
            std::set<std::string> has;
            for (const auto& [form, text] : own[key]) {
                if (!form.empty()) has.insert(form);
                if (key[0] != '@') CHECK_MESSAGE(placeholders(text) == placeholders(texts.rbegin()->second), language << " " << key << ": " << text);
            }
            CHECK_MESSAGE(has == (texts.count("") ? std::set<std::string>{} : forms), language << " " << key);
        }
        for (const auto& [key, texts] : own)
            if (!english.count(key)) codes[language].insert(key);
    }
    // What the pack itself does not say in a language, all others say alike.
    CHECK(codes.size() == 9);
    for (const auto& [language, keys] : codes) CHECK_MESSAGE(keys == codes.begin()->second, language);
    for (const char* list : {"gender", "age-band", "form", "region", "citizenship-group"})
        for (const auto& value : norway_pages().code_list(list)->values) CHECK_MESSAGE(codes.begin()->second.count("code." + std::string(list) + "." + value.id), list << " " << value.id);
}

TEST_CASE("plurals, days and directions are CLDR's in every language") {
    views::Words english("en", norway_pages().pages.at("en"));
    for (const auto& [language, catalogue] : norway_pages().pages) {
        views::Words w(language, catalogue, language == "en" ? nullptr : &english);
        icu::Locale locale(language.c_str());
        UErrorCode e = U_ZERO_ERROR;
        std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(locale, e));
        for (int n = 0; n < 1300; ++n) CHECK_MESSAGE(views::plural(language, n) == utf8(rules->select(n)), language << " " << n);
        CHECK(views::right_to_left(language) == bool(locale.isRightToLeft()));
        CHECK(w.missing() == 0);
        CHECK(w.read_by_nobody());
        for (int month = 1; month <= 12; ++month) {
            std::string iso = std::string("2007-") + (month < 10 ? "0" : "") + std::to_string(month);
            CHECK(w.day(iso + "-05") == icu_day(language, month, true));
            CHECK(w.day(iso) == icu_day(language, month, false));
        }
    }
}
