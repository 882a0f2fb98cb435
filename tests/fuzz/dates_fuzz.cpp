// Dates, periods, instants, months and spoken codes: what is read and written reads the same; days are added in order.
#include <cstring>

#include "base/core/date.hpp"
#include "base/core/ids.hpp"
#include "base/zone.hpp"
#include "fuzz.hpp"

namespace {

using namespace soria;
using fuzz::must;

// Whose text is the only way to write it.
template <class T> void one_way(std::string_view in, const char* property) {
    auto t = T::parse(in);
    if (!t) return fuzz::must_explain(t.error());
    must(t->text() == in, property, t->text());
}

// Which may be written in several ways, but is written in one.
template <class T> void many_ways(std::string_view in, const char* property) {
    auto t = T::parse(in);
    if (!t) return fuzz::must_explain(t.error());
    auto again = T::parse(t->text());
    must(again && *again == *t && again->text() == t->text(), property, t->text());
}

void code(std::string_view in) {
    auto c = parse_code(in);
    if (!c) return fuzz::must_explain(c.error());
    must(c->size() == 9, "a code is written like K7M-4QX-Z", *c);
    auto again = parse_code(*c);
    must(again && *again == *c, "a code read is read again", *c);
    for (size_t i : {0u, 1u, 2u, 4u, 5u, 6u, 8u})
        for (char sign : std::string_view("23456789BCDFGHJKMNPQRSTVWXYZA")) {
            std::string wrong = *c;
            if (wrong[i] == sign) continue;
            wrong[i] = sign;
            must(!parse_code(wrong), "every single wrong sign of a code is found", wrong);
        }
}

void id(std::string_view in) {
    auto i = parse_id(in);
    if (!i) return fuzz::must_explain(i.error());
    must(id_text(*i) == in, "an id is written as it was read");
}

void made_code(std::string_view in) {
    uint64_t bits = 0;
    std::memcpy(&bits, in.data(), std::min(in.size(), sizeof bits));
    auto made = spoken_code(bits);
    auto c = parse_code(made);
    must(c && *c == made, "a code that was made is one", made);
}

void sums(std::string_view in) {
    if (in.size() < 16) return;
    int32_t n[4];
    std::memcpy(n, in.data(), sizeof n);
    auto low = [](int32_t v, int32_t m) { return int32_t(uint32_t(v) % uint32_t(m)); };
    Date a(low(n[0], 115'000) - 34'000), b(low(n[1], 115'000) - 34'000);   // 1876 to 2191
    Period p{low(n[2], 2401), low(n[3], 73'001)};
    must(a + Period{} == a && a - Period{} == a, "nothing added changes nothing");
    if (b < a) std::swap(a, b);
    must(a + p <= b + p && a - p <= b - p, "adding keeps the order", a.text() + " " + b.text() + " " + p.text());
    must(a.plus_days(days_between(a, b)) == b, "days between two days lead from one to the other");
    must(days_between(a, a + p) >= p.days && (p == Period{} || a < a + p), "a period leads forward", a.text() + " " + p.text());
    must((a + Period{p.months, 0}).civil().day() <= a.civil().day(), "months never lead beyond the day of the month");
    for (Date d : {a, b}) {
        auto t = Date::parse(d.text());
        must(t && *t == d, "a day that was written is read", d.text());
        must(Month::of(d).text() == d.month_text() && d.text().substr(0, 7) == d.month_text(), "a day lies in its month");
    }
    static const auto oslo = Zone::find("Europe/Oslo");
    must(oslo.has_value(), "Europe/Oslo is known");
    must(oslo->day_of(oslo->start_of(a)) == a && oslo->day_of({oslo->start_of(a).us - 1}) == a.plus_days(-1), "a day begins at its beginning", a.text());
}

void run(std::string_view in) {
    switch (fuzz::take_byte(in)) {
        case 'd': return one_way<Date>(in, "a date is written as it was read");
        case 'm': return one_way<Month>(in, "a month is written as it was read");
        case 'h': return one_way<Happened>(in, "a date with its precision is written as it was read");
        case 'p': return many_ways<Period>(in, "a period that was written is read again");
        case 'i': return many_ways<Instant>(in, "an instant that was written is read again");
        case 'c': return code(in);
        case 'C': return made_code(in);
        case 'x': return id(in);
        case 's': return sums(in);
        default: return;
    }
}

}  // namespace

SORIA_FUZZ_TARGET(run)
