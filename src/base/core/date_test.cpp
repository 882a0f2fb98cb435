#include "base/core/date.hpp"

#include <doctest/doctest.h>

#include "base/core/ids.hpp"

using namespace soria;

TEST_CASE("dates that do not exist are refused, and say why") {
    CHECK(Date::parse("2007-02-05")->text() == "2007-02-05");
    CHECK(Date::parse("2008-02-29")->text() == "2008-02-29");
    CHECK(Date::parse("2007-02-31").error().because == "there is no 2007-02-31 in the calendar");
    CHECK(Date::parse("0206-02-01").error().because == "the year 0206 is not between 1875 and 2200");
    for (auto wrong : {"", "2007-2-5", "2007-13-01", "2007-00-10", "2007-02-30", "2007-02-05x", "20070205", "abcd-ef-gh"})
        CHECK_FALSE(Date::parse(wrong));
}

TEST_CASE("months clamp, days are calendar days") {
    auto plus = [](const char* d, const char* p) { return (*Date::parse(d) + *Period::parse(p)).text(); };
    CHECK(plus("2007-08-31", "P6M") == "2008-02-29");
    CHECK(plus("2006-10-17", "P45D") == "2006-12-01");
    CHECK(plus("2008-02-29", "P1Y") == "2009-02-28");
    CHECK(plus("2007-12-31", "P2M") == "2008-02-29");
    CHECK((*Date::parse("2007-08-05") - *Period::parse("P30D")).text() == "2007-07-06");
    CHECK(Period::parse("P1Y6M")->text() == "P1Y6M");
    for (auto wrong : {"", "P", "45D", "P45", "PD", "P1D1M", "P-1D", "P999999D"}) CHECK_FALSE(Period::parse(wrong));
}

TEST_CASE("every day of a century goes to text and back") {
    for (Date d = *Date::parse("1950-01-01"); d < *Date::parse("2050-01-01"); d = d.plus_days(1)) {
        REQUIRE(*Date::parse(d.text()) == d);
        REQUIRE(Month::of(d).text() == d.text().substr(0, 7));
    }
}

TEST_CASE("an instant goes to text and back") {
    for (int64_t us : {0LL, 1LL, 1170669600000000LL, 1170669600123456LL, 86399999999LL})
        CHECK(Instant::parse(Instant{us}.text())->us == us);
    CHECK_FALSE(Instant::parse("2007-02-05T24:00:00Z"));
    CHECK_FALSE(Instant::parse("2007-02-31T10:00:00Z"));
}

TEST_CASE("a spoken code finds every wrong sign and every swap of neighbours") {
    std::string signs = "23456789BCDFGHJKMNPQRSTVWXYZA";
    int wrong = 0;
    for (uint64_t seed : {1ULL, 123456789ULL, 594823320ULL}) {
        std::string code = spoken_code(seed);
        REQUIRE(*parse_code(code) == code);
        for (size_t i = 0; i < code.size(); ++i) {
            if (code[i] == '-') continue;
            for (char c : signs) {
                if (c == code[i]) continue;
                std::string other = code;
                other[i] = c;
                wrong += !parse_code(other).has_value();
                CHECK_FALSE(parse_code(other));
            }
        }
        std::string plain = code.substr(0, 3) + code.substr(4, 3) + code.back();
        for (size_t i = 0; i + 1 < plain.size(); ++i) {
            std::string other = plain;
            std::swap(other[i], other[i + 1]);
            if (other != plain) CHECK_FALSE(parse_code(other));
        }
    }
    CHECK(wrong == 3 * 7 * 28);
}
