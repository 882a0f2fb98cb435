#include "pack/words.hpp"

#include <algorithm>
#include <array>

namespace soria::pack {
namespace {

constexpr std::array months_en{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
constexpr std::array months_nb{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"};

std::string counted(int n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

bool numbered(std::string_view s) {
    return !s.empty() && std::all_of(s.begin(), s.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

}  // namespace

std::string period_in_words(Period p, std::string_view language) {
    bool nb = language == "nb";
    std::string s;
    auto add = [&](int n, const char* one, const char* many, const char* ett, const char* flere) {
        if (n) s += (s.empty() ? "" : nb ? " og " : " and ") + (nb ? counted(n, ett, flere) : counted(n, one, many));
    };
    add(p.months / 12, "year", "years", "år", "år");
    add(p.months % 12, "month", "months", "måned", "måneder");
    add(p.days, "day", "days", "dag", "dager");
    return s.empty() ? (nb ? "samme dag" : "the same day") : s;
}

std::string date_in_words(Date d, std::string_view language) {
    auto c = d.civil();
    std::string day = std::to_string(unsigned(c.day())), year = std::to_string(int(c.year()));
    size_t month = unsigned(c.month()) - 1;
    return language == "nb" ? day + ". " + months_nb[month] + " " + year : day + " " + months_en[month] + " " + year;
}

std::string place_in_words(std::string_view where, std::string_view language) {
    bool nb = language == "nb";
    std::string s(where);
    if (numbered(where)) return (where.find('.') == std::string_view::npos ? (nb ? "kapittel " : "chapter ") : (nb ? "punkt " : "section ")) + s;
    if (!nb) return s == "preface" || s == "list of measures" ? "the " + s : s;
    if (s == "preface") return "forordet";
    if (s == "list of measures") return "listen over tiltak";
    for (auto [en, no] : {std::pair<std::string_view, std::string_view>{"measure ", "tiltak "}, {"chapters ", "kapitlene "}, {"chapter ", "kapittel "}, {"article ", "artikkel "}})
        if (s.rfind(en, 0) == 0) s = std::string(no) + s.substr(en.size());
    if (auto to = s.find(" to "); to != std::string::npos) s.replace(to, 4, " til ");
    return s;
}

std::string lines_in_words(int first, int last, std::string_view language) {
    std::string line = language == "nb" ? "linje " : first == last ? "line " : "lines ";
    return line + std::to_string(first) + (first == last ? "" : "-" + std::to_string(last));
}

}  // namespace soria::pack
