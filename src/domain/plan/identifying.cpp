#include "domain/plan/identifying.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/core/ids.hpp"

namespace soria::domain {
namespace {

constexpr size_t digits_of_a_number = 8; // a telephone number in Norway; a birth number has eleven

struct Word {
    size_t from, until; // signs, counted in bytes
    std::string_view text;
};
bool in_word(unsigned char c) { return std::isalnum(c) || c >= 0x80 || c == '-' || c == '@' || c == '.' || c == '+' || c == '_' || c == '\''; }

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    for (size_t at = 0; at < text.size();) {
        while (at < text.size() && !in_word(uint8_t(text[at]))) ++at;
        size_t end = at;
        while (end < text.size() && in_word(uint8_t(text[end]))) ++end;
        size_t bare = end; // a full stop after a word is not of it
        while (bare > at && (text[bare - 1] == '.' || text[bare - 1] == '-' || text[bare - 1] == '\'')) --bare;
        if (bare > at) words.push_back({at, bare, text.substr(at, bare - at)});
        at = end;
    }
    return words;
}
std::string at(size_t from, size_t until, const char* what) {
    return "signs " + std::to_string(from + 1) + " to " + std::to_string(until) + ": " + what;
}

bool all_digits(std::string_view s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isdigit(c); });
}
std::string lower(std::string_view s) {
    std::string out(s);
    for (auto& c : out) c = char(std::tolower(uint8_t(c)));
    return out;
}
bool one_of(std::string_view s, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), s) != list.end(); }

// Numbers with spaces, dashes or dots between their digits are one; dates and amounts with an "NOK" before them are none.
void numbers(std::string_view text, std::vector<std::string>& found) {
    for (size_t i = 0; i < text.size();) {
        if (!std::isdigit(uint8_t(text[i]))) {
            ++i;
            continue;
        }
        size_t end = i, digits = 0, last = i;
        while (end < text.size() && (std::isdigit(uint8_t(text[end])) || text[end] == ' ' || text[end] == '-')) {
            if (std::isdigit(uint8_t(text[end]))) ++digits, last = end;
            ++end;
        }
        bool money = i >= 4 && lower(text.substr(i - 4, 3)) == "nok";
        money = money || lower(text.substr(last + 1, 7)) == " kroner";
        bool years = digits == 8 && last - i == 8 && text[i + 4] == '-';      // 2006-2009
        bool day = last - i == 9 && text[i + 4] == '-' && text[i + 7] == '-'; // 2007-03-12
        if (digits >= digits_of_a_number && !money && !years && !day)
            found.push_back(at(i, last + 1, "a number long enough for a telephone or a birth number"));
        i = std::max(last + 1, i + 1);
    }
}

bool is_month(std::string_view s) {
    return one_of(s, {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
                         "januar", "februar", "mars", "mai", "juni", "juli", "oktober", "desember"});
}
// 2007-03-12, 12.03.2007, 12 March.
bool is_day(const Word& w, const Word* next) {
    const auto s = w.text;
    auto digit = [&](size_t i) { return std::isdigit(uint8_t(s[i])) != 0; };
    if (s.size() == 10 && s[4] == '-' && s[7] == '-' && digit(0) && digit(9)) return true;
    size_t dot = s.find('.');
    if (dot != std::string_view::npos && dot <= 2 && all_digits(s.substr(0, dot)))
        if (size_t second = s.find('.', dot + 1);
            second != std::string_view::npos && all_digits(s.substr(dot + 1, second - dot - 1)) && all_digits(s.substr(second + 1)))
            return true;
    return next && s.size() <= 2 && all_digits(s) && is_month(lower(next->text));
}
// "17 years", "aged 17", "17-year-old", "17-åring".
bool is_age(const Word* before, const Word& w, const Word* next) {
    auto s = lower(w.text);
    if (s.size() > 3 && std::isdigit(uint8_t(s[0])) && std::isdigit(uint8_t(s[1])) && (s.substr(2, 5) == "-year" || s.substr(2) == "-\u00e5ring"))
        return true;
    if (s.size() > 2 || !all_digits(s)) return false;
    if (before && one_of(lower(before->text), {"aged", "age"})) return true;
    return next && one_of(lower(next->text), {"years", "year", "\u00e5r"});
}
// "N1234567": one to three capitals, then six to nine digits.
bool is_document(std::string_view s) {
    size_t letters = 0;
    while (letters < s.size() && std::isupper(uint8_t(s[letters]))) ++letters;
    return letters >= 1 && letters <= 3 && s.size() >= letters + 6 && s.size() <= letters + 9 && all_digits(s.substr(letters));
}
// "K.A": two to four capitals with full stops between them; what follows the last one is not of the word.
bool is_initials(std::string_view s) {
    if (s.size() < 3 || s.size() > 7 || s.size() % 2 == 0) return false;
    for (size_t i = 0; i < s.size(); ++i)
        if (i % 2 ? s[i] != '.' : !std::isupper(uint8_t(s[i]))) return false;
    return true;
}
bool begins_large(std::string_view s) {
    return s.size() > 1 && (std::isupper(uint8_t(s[0])) || (uint8_t(s[0]) == 0xC3 && uint8_t(s[1]) >= 0x80 && uint8_t(s[1]) <= 0x9E));
}
// A small word that begins a sentence is no first name.
bool is_small(std::string_view s) { return one_of(lower(s), {"the", "an", "in", "at", "on", "but", "when", "den", "det", "de", "en", "et"}); }
bool is_street(std::string_view s) {
    auto l = lower(s);
    auto ends = [&](std::string_view e) { return l.size() > e.size() && l.substr(l.size() - e.size()) == e; };
    return one_of(l, {"street", "road", "avenue", "gate", "vei"}) || ends("gata") || ends("gaten") || ends("gate") || ends("veien") || ends("veg") || ends("vegen");
}

} // namespace

std::vector<std::string> marks_of_a_person(std::string_view text) {
    std::vector<std::string> found;
    for (const auto& w : words_of(text)) {
        if (w.text.size() == 9 && w.text[3] == '-' && w.text[7] == '-' && parse_code(w.text))
            found.push_back(at(w.from, w.until, "a code of the register"));
        if (is_document(w.text)) found.push_back(at(w.from, w.until, "a number like that of a passport"));
        size_t sign = w.text.find('@');
        if (sign != std::string_view::npos && sign > 0 && w.text.find('.', sign) != std::string_view::npos)
            found.push_back(at(w.from, w.until, "an electronic address"));
    }
    numbers(text, found);
    return found;
}

std::vector<std::string> still_identifying(std::string_view text) {
    auto found = marks_of_a_person(text);
    auto words = words_of(text);
    for (size_t i = 0; i < words.size(); ++i) {
        const Word& w = words[i];
        const Word* next = i + 1 < words.size() ? &words[i + 1] : nullptr;
        const Word* before = i > 0 ? &words[i - 1] : nullptr;
        if (is_day(w, next)) found.push_back(at(w.from, w.until, "a date to the day; a year or a season says enough"));
        if (is_initials(w.text)) found.push_back(at(w.from, w.until, "initials: a name?"));
        if (is_age(before, w, next)) found.push_back(at(w.from, w.until, "an exact age; an age band says enough"));
        if (next && !is_small(w.text) && begins_large(w.text) && begins_large(next->text) && words[i + 1].from == w.until + 1)
            found.push_back(at(w.from, next->until, "two words in a row with a capital: a name?"));
        if (next && is_street(w.text) && all_digits(next->text)) found.push_back(at(w.from, next->until, "a street with a number"));
    }
    return found;
}

} // namespace soria::domain
