// Dates as people write them: numbers in several orders, months by name in several languages, digits of several scripts.
#include <array>

#include "engines/matching/fold.hpp"
#include "engines/matching/values.hpp"

namespace soria::matching {
namespace {

int number(std::string_view s) {
    int n = 0;
    for (char c : s) {
        if (c < '0' || c > '9' || n > 99'999'999) return -1;
        n = n * 10 + (c - '0');
    }
    return s.empty() ? -1 : n;
}

uint32_t checked(int year, int month, int day) {
    static constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1800 || year > 2200 || month < 0 || month > 12 || day < 0) return 0;
    if (month == 0) return day == 0 ? date_of(year, 0, 0) : 0;
    if (day > days[month - 1]) return 0;
    return date_of(year, month, day);
}

// A year of two digits is the last such year that makes no date later than that.
uint32_t of_two_digits(int year, int month, int day, uint32_t latest) {
    int century = year_of(latest) / 100 * 100;
    auto d = checked(century + year, month, day);
    return d > latest ? checked(century - 100 + year, month, day) : d;
}

uint32_t eight_digits(std::string_view s) {
    if (auto d = checked(number(s.substr(0, 4)), number(s.substr(4, 2)), number(s.substr(6, 2))); d && day_of(d)) return d;
    auto d = checked(number(s.substr(4, 4)), number(s.substr(2, 2)), number(s.substr(0, 2)));
    return day_of(d) ? d : 0;
}

struct Part { int n; size_t size; };
uint32_t of_parts(const std::array<Part, 3>& p, size_t count, uint32_t latest) {
    if (count == 1) return p[0].size == 4 ? checked(p[0].n, 0, 0) : 0;
    if (count == 2) {
        if (p[0].size == 4 && p[1].size <= 2) return checked(p[0].n, p[1].n, 0);
        return p[1].size == 4 && p[0].size <= 2 ? checked(p[1].n, p[0].n, 0) : 0;
    }
    if (p[0].size == 4) return checked(p[0].n, p[1].n, p[2].n);
    if (p[0].size > 2 || p[1].size > 2) return 0;
    if (p[2].size == 2 && p[0].n > 31) return of_two_digits(p[0].n, p[1].n, p[2].n, latest);
    int day = p[0].n, month = p[1].n;
    if (month > 12) std::swap(day, month);             // month first
    if (p[2].size == 2) return of_two_digits(p[2].n, month, day, latest);
    return p[2].size == 4 ? checked(p[2].n, month, day) : 0;
}

uint32_t of_numbers(std::string_view s, uint32_t latest) {
    if (s.size() == 8 && number(s) > 0) return eight_digits(s);
    std::array<Part, 3> parts{};
    size_t count = 0;
    for (;;) {
        auto end = std::min(s.find_first_of("-/."), s.size());
        if (count == 3 || end > 4) return 0;
        parts[count] = {number(s.substr(0, end)), end};
        if (parts[count++].n < 0) return 0;
        if (end == s.size()) return of_parts(parts, count, latest);
        s.remove_prefix(end + 1);
        while (!s.empty() && s[0] == ' ') s.remove_prefix(1);          // "13. 2. 1990"
        if (s.empty()) return of_parts(parts, count, latest);          // "13.2.1990." and "1990-2-"
    }
}

struct Month { std::string_view begins; int month; };
// English, Norwegian, Danish, Swedish, German, Dutch, French, Spanish: what a folded name begins with, the longest first.
constexpr Month months[] = {{"juin", 6}, {"juil", 7}, {"jan", 1}, {"janv", 1}, {"ene", 1}, {"jen", 1}, {"feb", 2}, {"fev", 2}, {"mar", 3}, {"maa", 3}, {"mrz", 3},
                            {"apr", 4}, {"avr", 4}, {"abr", 4}, {"may", 5}, {"mai", 5}, {"maj", 5}, {"mei", 5}, {"jun", 6}, {"jul", 7}, {"aug", 8}, {"aou", 8},
                            {"ago", 8}, {"sep", 9}, {"set", 9}, {"okt", 10}, {"oct", 10}, {"nov", 11}, {"des", 12}, {"dec", 12}, {"dez", 12}, {"dic", 12}};
constexpr std::string_view small_words[] = {"st", "nd", "rd", "th", "of", "de", "del", "den", "der", "le", "er", "e", "the"};

int month_named(std::string_view word) {
    for (const auto& [begins, month] : months)
        if (word.substr(0, begins.size()) == begins) return month;
    return 0;
}

// One month by its name, a year, and perhaps a day.
uint32_t of_words(std::string_view folded, uint32_t latest) {
    std::array<Part, 3> numbers{};
    size_t count = 0;
    int month = 0;
    bool month_first = false;
    for (size_t at = 0; at < folded.size();) {
        if (folded[at] == ' ') {
            ++at;
            continue;
        }
        bool digit = folded[at] >= '0' && folded[at] <= '9';
        size_t end = at;
        while (end < folded.size() && folded[end] != ' ' && (folded[end] >= '0' && folded[end] <= '9') == digit) ++end;
        auto token = folded.substr(at, end - at);
        at = end;
        if (digit) {
            if (count == 2 || token.size() > 4) return 0;
            numbers[count++] = {number(token), token.size()};
            continue;
        }
        bool small = false;
        for (auto w : small_words) small |= w == token;
        if (small) continue;
        if (month || !(month = month_named(token))) return 0;
        month_first = count == 0;
    }
    if (!month || count == 0) return 0;
    if (count == 1) return numbers[0].size == 4 ? checked(numbers[0].n, month, 0) : 0;
    auto [first, second] = std::pair{numbers[0], numbers[1]};
    if (first.size == 4 && !month_first) return second.size <= 2 && second.n > 0 ? checked(first.n, month, second.n) : 0;
    if (first.size > 2 || first.n == 0) return 0;
    if (second.size == 2) return of_two_digits(second.n, month, first.n, latest);
    return second.size == 4 ? checked(second.n, month, first.n) : 0;
}

// Digits of other scripts as ours; the signs for year, month and day as strokes between them.
std::string with_our_digits(std::string_view s) {
    std::string out;
    for (size_t i = 0; i < s.size(); ++i) {
        auto at = [&](size_t k) { return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u; };
        unsigned a = at(0), b = at(1), c = at(2);
        if (a == 0xD9 && b >= 0xA0 && b <= 0xA9) out += char('0' + b - 0xA0), i += 1;                  // Arabic
        else if (a == 0xDB && b >= 0xB0 && b <= 0xB9) out += char('0' + b - 0xB0), i += 1;             // Persian
        else if (a == 0xE0 && b == 0xA5 && c >= 0xA6 && c <= 0xAF) out += char('0' + c - 0xA6), i += 2;        // Devanagari
        else if (a == 0xE0 && b == 0xB9 && c >= 0x90 && c <= 0x99) out += char('0' + c - 0x90), i += 2;        // Thai
        else if (a == 0xEF && b == 0xBC && c >= 0x90 && c <= 0x99) out += char('0' + c - 0x90), i += 2;        // full width
        else if (s.substr(i, 3) == "\xE5\xB9\xB4" || s.substr(i, 3) == "\xE6\x9C\x88") out += '-', i += 2;     // year, month
        else if (s.substr(i, 3) == "\xE6\x97\xA5") i += 2;                                             // day
        else out += char(a);
    }
    return out;
}

bool ascii(std::string_view s) {
    for (char c : s)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

}  // namespace

uint32_t parse_date(std::string_view s, uint32_t latest) {
    constexpr size_t longest = 60;
    if (s.empty() || s.size() > longest) return 0;
    if (!ascii(s)) {
        auto ours = with_our_digits(s);
        if (ascii(ours)) return parse_date(ours, latest);
        return of_words(fold(ours), latest);
    }
    // A time of day behind it.
    if (auto t = s.find_first_of("Tt "); t != std::string_view::npos && t >= 8)
        if (auto d = of_numbers(s.substr(0, t), latest)) return d;
    if (auto d = of_numbers(s, latest)) return d;
    bool letter = false, digit = false;
    for (char c : s) letter |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), digit |= c >= '0' && c <= '9';
    return letter && digit ? of_words(fold(s), latest) : 0;
}

std::string date_text(uint64_t d) {
    auto two = [](int n) { return std::string(n < 10 ? "-0" : "-") + std::to_string(n); };
    return std::to_string(year_of(d)) + (month_of(d) ? two(month_of(d)) : "") + (day_of(d) ? two(day_of(d)) : "");
}

}  // namespace soria::matching
