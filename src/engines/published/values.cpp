#include <algorithm>
#include <cmath>

#include "engines/published/published.hpp"
#include "engines/published/words.hpp"

namespace soria::published {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// Digits, with blanks, commas or points between thousands, and a fraction. Exactly three digits behind a comma or a point are thousands
// whichever of the two is decimal, unless both are there: nobody counts people in thousandths.
std::optional<double> number_in(const std::string& s, bool decimal_comma) {
    std::string digits;
    bool fraction = false;
    for (size_t i = 0; i < s.size(); ++i) {
        bool three = i + 3 < s.size() && std::all_of(s.begin() + long(i) + 1, s.begin() + long(i) + 4, digit);
        bool grouped = three && (i + 4 == s.size() || !digit(s[i + 4])) && !fraction && !digits.empty() && digits != "0";
        bool apart = s[i] == ' ' || s[i] == ',' || (s[i] == '.' && (decimal_comma || s.find(',') == s.npos));
        bool point = s[i] == '.' || (decimal_comma && s[i] == ',');
        if (digit(s[i])) digits += s[i];
        else if (apart && grouped) continue;
        else if (point && !fraction && !digits.empty() && i + 1 < s.size()) digits += '.', fraction = true;
        else return std::nullopt;
    }
    if (digits.empty() || digits.size() > 15) return std::nullopt;
    return std::stod(digits);
}
constexpr double tenth = 0.1;            // what "approximately" may be off by, at most
constexpr double unbounded = 1e15;

enum class Bound { about, just_under, under, up_to, just_over, from };
struct Word { const char* word; Bound bound; };
// The longer before what it begins with.
constexpr Word before[]{
    {"approximately", Bound::about}, {"approx.", Bound::about}, {"approx", Bound::about}, {"about", Bound::about}, {"around", Bound::about},
    {"roughly", Bound::about}, {"circa", Bound::about}, {"ca.", Bound::about}, {"ca", Bound::about}, {"c.", Bound::about},
    {"some", Bound::about}, {"nearly", Bound::about}, {"almost", Bound::about}, {"~", Bound::about}, {"≈", Bound::about},
    {"omtrent", Bound::about}, {"cirka", Bound::about},
    {"om lag", Bound::about}, {"rundt", Bound::about}, {"nesten", Bound::about},
    {"just under", Bound::just_under}, {"i underkant av", Bound::just_under},
    {"<=", Bound::up_to}, {"≤", Bound::up_to}, {"up to", Bound::up_to}, {"at most", Bound::up_to}, {"no more than", Bound::up_to},
    {"not more than", Bound::up_to}, {"maximum", Bound::up_to}, {"opptil", Bound::up_to}, {"inntil", Bound::up_to}, {"høyst", Bound::up_to},
    {"<", Bound::under}, {"fewer than", Bound::under}, {"less than", Bound::under}, {"under", Bound::under}, {"below", Bound::under},
    {"færre enn", Bound::under}, {"mindre enn", Bound::under},
    {"just over", Bound::just_over}, {"i overkant av", Bound::just_over},
    {">=", Bound::from}, {"≥", Bound::from}, {">", Bound::from}, {"at least", Bound::from}, {"more than", Bound::from}, {"over", Bound::from},
    {"no fewer than", Bound::from}, {"minst", Bound::from}, {"mer enn", Bound::from}, {"flere enn", Bound::from}};
constexpr Word after[]{{"+", Bound::from}, {"or more", Bound::from}, {"eller flere", Bound::from}, {"eller mer", Bound::from},
                       {"or fewer", Bound::up_to}, {"or less", Bound::up_to}, {"eller færre", Bound::up_to}};

Range bounded(Bound bound, double n, bool share) {
    double less = share || n != std::floor(n) || n < 1 ? n : n - 1;
    double low = std::floor(n * (1 - tenth)), high = std::ceil(n * (1 + tenth) - 1e-6);
    switch (bound) {
    case Bound::about: return {low, high, true};
    case Bound::just_under: return {low, less, true};
    case Bound::under: return {0, less};
    case Bound::up_to: return {0, n};
    case Bound::just_over: return {n, high, true};
    case Bound::from: break;
    }
    return {n, unbounded};
}

std::optional<Range> value_of(std::string s, bool share, bool decimal_comma) {
    auto number = [&](const std::string& text) { return number_in(text, decimal_comma); };
    auto within = [&](Bound bound) {
        auto n = number(s);
        return n ? std::optional<Range>(bounded(bound, *n, share)) : std::nullopt;
    };
    for (const auto& w : before)
        if (take(s, w.word)) return within(w.bound);
    for (const auto& w : after)
        if (take_end(s, w.word)) return within(w.bound);
    for (const char* word : {"between", "mellom"}) take(s, word);
    for (std::string_view between : {"-", " to ", " and ", " til ", " og "})
        if (auto at = s.find(between); at != std::string::npos && at > 0) {
            auto low = number(plain(s.substr(0, at))), high = number(plain(s.substr(at + between.size())));
            return low && high && *low <= *high ? std::optional<Range>({*low, *high}) : std::nullopt;
        }
    auto n = number(s);
    return n ? std::optional<Range>({*n, *n}) : std::nullopt;
}

std::optional<int> year_in(std::string_view s) {
    if (s.size() != 4 || !std::all_of(s.begin(), s.end(), digit)) return std::nullopt;
    return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
}

}  // namespace

std::optional<Range> read_value(std::string_view text, bool decimal_comma) {
    std::string s = lower(plain(text));
    if (auto bracket = s.find(" ("); bracket != std::string::npos) s.erase(bracket);
    bool share = false;
    for (const char* word : {"%", "per cent", "percent", "prosent", "pct", "pst."}) share = take_end(s, word) || share;
    auto r = value_of(s, share, decimal_comma);
    if (!r || !share) return r;
    r->share = true;
    // 45 % is what 45.3 % is called in whole numbers.
    auto point = s.find_last_of(decimal_comma ? "," : ".");
    size_t decimals = 0;
    while (point != std::string::npos && point + 1 + decimals < s.size() && digit(s[point + 1 + decimals])) ++decimals;
    r->rounded = 0.4999 * std::pow(10, -double(decimals));
    return r;
}

std::optional<Period> read_period(std::string_view text) {
    std::string s = lower(plain(text));
    bool yearly = false;
    for (const char* word : {"per year", "a year", "each year", "yearly", "annually", "per år", "hvert år", "i året", "årlig"})
        yearly = take_end(s, word) || yearly;
    for (auto at = s.find(" - "); at != std::string::npos; at = s.find(" - ")) s.replace(at, 3, "-");
    if (auto y = year_in(s)) return Period{*y * 12, *y * 12 + 12};
    auto first = year_in(std::string_view(s).substr(0, 4));
    if (!first) return std::nullopt;
    std::string rest = plain(s.substr(4));
    if (rest.size() == 2 && rest[0] == 'q' && rest[1] >= '1' && rest[1] <= '4') {
        int from = *first * 12 + 3 * (rest[1] - '1');
        return Period{from, from + 3};
    }
    if (rest == "h1" || rest == "h2") {
        int from = *first * 12 + (rest == "h2" ? 6 : 0);
        return Period{from, from + 6};
    }
    if (rest.size() != 5 || rest[0] != '-') {
        // "2003-06/2013": from the beginning of the one to that month of the other.
        auto last = rest.size() == 8 && rest[0] == '-' && rest[3] == '/' ? year_in(std::string_view(rest).substr(4)) : std::nullopt;
        auto month = last ? number_in(rest.substr(1, 2), false) : std::nullopt;
        if (!month || *month < 1 || *month > 12) return std::nullopt;
        return Period{*first * 12, *last * 12 + int(*month), yearly};
    }
    auto last = year_in(std::string_view(rest).substr(1));
    if (!last || *last < *first) return std::nullopt;
    return Period{*first * 12, *last * 12 + 12, yearly};
}

}  // namespace soria::published
