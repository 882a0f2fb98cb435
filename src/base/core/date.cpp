#include "base/core/date.hpp"

#include <array>
#include <cstdio>

namespace soria {
namespace {

constexpr int year_min = 1875, year_max = 2200;   // nobody alive was born before; nothing here is planned beyond

std::optional<int> digits(std::string_view s) {
    if (s.empty() || s.size() > 9) return std::nullopt;
    int n = 0;
    for (char c : s) {
        if (c < '0' || c > '9') return std::nullopt;
        n = n * 10 + (c - '0');
    }
    return n;
}

template <class... A> std::string format(const char* f, A... a) {
    std::array<char, 64> b{};
    int n = std::snprintf(b.data(), b.size(), f, a...);
    return std::string(b.data(), size_t(n));
}

std::string quoted(std::string_view s) {
    std::string q = "\"";
    q += s.substr(0, 40);
    return q + (s.size() > 40 ? "...\"" : "\"");
}

Date clamped(std::chrono::year_month m, std::chrono::day d) {
    auto last = std::chrono::year_month_day_last(m.year(), std::chrono::month_day_last(m.month())).day();
    return Date(std::chrono::sys_days(m / (d > last ? last : d)));
}

}  // namespace

Result<Period> Period::parse(std::string_view iso) {
    auto wrong = [&] { return invalid(quoted(iso) + " is not a period like P45D, P6M or P1Y"); };
    if (iso.size() < 3 || iso[0] != 'P') return wrong();
    int32_t months = 0, days = 0;
    std::string_view rest = iso.substr(1), order = "YMWD";
    while (!rest.empty()) {
        size_t end = rest.find_first_not_of("0123456789");
        if (end == 0 || end == std::string_view::npos || end > 5) return wrong();
        int n = *digits(rest.substr(0, end));
        size_t unit = order.find(rest[end]);
        if (unit == std::string_view::npos) return wrong();
        switch (order[unit]) {
            case 'Y': months += 12 * n; break;
            case 'M': months += n; break;
            case 'W': days += 7 * n; break;
            default: days += n;
        }
        order.remove_prefix(unit + 1);
        rest.remove_prefix(end + 1);
    }
    if (months > 2400 || days > 73000) return invalid(quoted(iso) + " is longer than 200 years");
    return Period{months, days};
}

std::string Period::text() const {
    std::string s = "P";
    if (months / 12) s += std::to_string(months / 12) + "Y";
    if (months % 12) s += std::to_string(months % 12) + "M";
    if (days || s == "P") s += std::to_string(days) + "D";
    return s;
}

Result<Date> Date::of(int year, unsigned month, unsigned day) {
    if (year < year_min || year > year_max)
        return invalid("the year " + format("%04d", year) + " is not between 1875 and 2200");
    if (month < 1 || month > 12) return invalid("there is no month " + std::to_string(month));
    std::chrono::year_month_day d{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!d.ok()) return invalid("there is no " + format("%04d-%02u-%02u", year, month, day) + " in the calendar");
    return Date(std::chrono::sys_days(d));
}

Result<Date> Date::parse(std::string_view t) {
    if (t.size() == 10 && t[4] == '-' && t[7] == '-') {
        auto y = digits(t.substr(0, 4)), m = digits(t.substr(5, 2)), d = digits(t.substr(8, 2));
        if (y && m && d) return of(*y, unsigned(*m), unsigned(*d));
    }
    return invalid(quoted(t) + " is not a date like 2007-02-05");
}

std::chrono::year_month_day Date::civil() const { return std::chrono::sys_days(std::chrono::days(days_)); }
std::string Date::text() const {
    auto c = civil();
    return format("%04d-%02u-%02u", int(c.year()), unsigned(c.month()), unsigned(c.day()));
}
std::string Date::month_text() const { return Month::of(*this).text(); }
int Date::year() const { return int(civil().year()); }

Date operator+(Date from, Period p) {
    auto c = from.civil();
    auto m = std::chrono::year_month(c.year(), c.month()) + std::chrono::months(p.months);
    return clamped(m, c.day()).plus_days(p.days);
}
Date operator-(Date from, Period p) {
    auto c = from.civil();
    auto m = std::chrono::year_month(c.year(), c.month()) - std::chrono::months(p.months);
    return clamped(m, c.day()).plus_days(-p.days);
}

Month Month::of(Date d) {
    auto c = d.civil();
    return {(int(c.year()) - 1970) * 12 + int(unsigned(c.month())) - 1};
}
Result<Month> Month::parse(std::string_view t) {
    if (t.size() != 7) return invalid(quoted(t) + " is not a month like 2007-02");
    auto d = Date::parse(std::string(t) + "-01");
    if (!d) return invalid(quoted(t) + " is not a month like 2007-02");
    return of(*d);
}
std::string Month::text() const {
    int y = 1970 + (index >= 0 ? index / 12 : -((11 - index) / 12));
    return format("%04d-%02d", y, index - (y - 1970) * 12 + 1);
}

std::string Instant::text() const {
    int64_t day = us / 86'400'000'000, rest = us % 86'400'000'000;
    if (rest < 0) rest += 86'400'000'000, --day;
    int64_t s = rest / 1'000'000;
    return Date(int32_t(day)).text() +
           format("T%02d:%02d:%02d.%06dZ", int(s / 3600), int(s / 60 % 60), int(s % 60), int(rest % 1'000'000));
}
Result<Instant> Instant::parse(std::string_view t) {
    auto wrong = [&] { return invalid(quoted(t) + " is not an instant like 2007-02-05T10:00:00Z"); };
    if (t.size() < 20 || t[10] != 'T' || t.back() != 'Z' || t[13] != ':' || t[16] != ':') return wrong();
    auto d = Date::parse(t.substr(0, 10));
    auto h = digits(t.substr(11, 2)), m = digits(t.substr(14, 2)), s = digits(t.substr(17, 2));
    if (!d || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return wrong();
    int64_t us = 0;
    auto frac = t.substr(19, t.size() - 20);
    if (!frac.empty()) {
        if (frac[0] != '.' || frac.size() < 2 || frac.size() > 7) return wrong();
        auto n = digits(frac.substr(1));
        if (!n) return wrong();
        us = *n;
        for (size_t i = frac.size(); i < 7; ++i) us *= 10;
    }
    return Instant{int64_t(d->days()) * 86'400'000'000 + (int64_t(*h) * 3600 + *m * 60 + *s) * 1'000'000 + us};
}

Result<Happened> Happened::parse(std::string_view t) {
    if (t.size() == 7) {
        auto m = TRY(Date::parse(std::string(t) + "-01"));
        return Happened{m, Precision::month};
    }
    if (t.size() == 4) {
        auto y = TRY(Date::parse(std::string(t) + "-01-01"));
        return Happened{y, Precision::year};
    }
    auto d = TRY(Date::parse(t));
    return Happened{d, Precision::day};
}
std::string Happened::text() const {
    auto t = date.text();
    return precision == Precision::day ? t : precision == Precision::month ? t.substr(0, 7) : t.substr(0, 4);
}

}  // namespace soria
