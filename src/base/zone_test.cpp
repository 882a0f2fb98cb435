// Midnight, and the two nights of a year on which a day has 23 hours or 25.
#include "base/zone.hpp"

#include <doctest/doctest.h>

using namespace soria;

namespace {
constexpr int64_t hour_us = 3'600'000'000;
Date day(const char* d) { return *Date::parse(d); }
}  // namespace

TEST_CASE("a day ends with its last microsecond") {
    auto oslo = *Zone::find("Europe/Oslo");
    Instant begins = oslo.start_of(day("2007-02-05"));
    CHECK(oslo.day_of(begins) == day("2007-02-05"));
    CHECK(oslo.day_of(Instant{begins.us - 1}) == day("2007-02-04"));
    CHECK(oslo.day_of(Instant{begins.us + 24 * hour_us - 1}) == day("2007-02-05"));
    CHECK(oslo.day_of(Instant{begins.us + 24 * hour_us}) == day("2007-02-06"));
    CHECK(begins.text() == "2007-02-04T23:00:00.000000Z");
}

TEST_CASE("the time of day") {
    auto oslo = *Zone::find("Europe/Oslo");
    CHECK(oslo.time_of(oslo.start_of(day("2007-02-05"))) == "00:00");
    CHECK(oslo.time_of(Instant{oslo.start_of(day("2007-02-05")).us - 1}) == "23:59");
    CHECK(oslo.time_of(Instant{oslo.start_of(day("2007-03-25")).us + 5 * hour_us}) == "06:00");
}

TEST_CASE("summer time makes one day an hour shorter and one an hour longer") {
    auto oslo = *Zone::find("Europe/Oslo");
    auto hours = [&](const char* d) { return (oslo.start_of(day(d).plus_days(1)).us - oslo.start_of(day(d)).us) / hour_us; };
    CHECK(hours("2007-03-25") == 23);
    CHECK(hours("2007-10-28") == 25);
    CHECK(hours("2007-03-26") == 24);
    // The hour that comes twice belongs to that day both times.
    Instant begins = oslo.start_of(day("2007-10-28"));
    for (int h = 0; h < 25; ++h) CHECK(oslo.day_of(Instant{begins.us + h * hour_us}) == day("2007-10-28"));
    CHECK(oslo.day_of(Instant{begins.us + 25 * hour_us}) == day("2007-10-29"));
}

TEST_CASE("every day of forty years begins where the day before ends") {
    auto oslo = *Zone::find("Europe/Oslo");
    int wrong = 0;
    for (Date d = day("1990-01-01"); d < day("2030-01-01"); d = d.plus_days(1)) {
        Instant begins = oslo.start_of(d);
        wrong += oslo.day_of(begins) != d || oslo.day_of(Instant{begins.us - 1}) != d.plus_days(-1);
    }
    CHECK(wrong == 0);
}

TEST_CASE("a zone that is none is refused") { CHECK_FALSE(Zone::find("Europe/Osl")); }
