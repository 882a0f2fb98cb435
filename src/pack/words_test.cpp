#include <doctest/doctest.h>

#include "pack/pack.hpp"
#include "pack/words.hpp"

using namespace soria;
using namespace soria::pack;

TEST_CASE("periods, dates and places in words") {
    CHECK(period_in_words(*Period::parse("P1D"), "en") == "1 day");
    CHECK(period_in_words(*Period::parse("P1Y6M3D"), "en") == "1 year and 6 months and 3 days");
    CHECK(period_in_words(*Period::parse("P2M"), "nb") == "2 måneder");
    CHECK(period_in_words(Period{}, "nb") == "samme dag");
    CHECK(date_in_words(*Date::parse("2006-12-01"), "en") == "1 December 2006");
    CHECK(place_in_words("5.3", "nb") == "punkt 5.3");
    CHECK(place_in_words("1", "en") == "chapter 1");
    CHECK(place_in_words("chapters 4 to 9", "nb") == "kapitlene 4 til 9");
    CHECK(place_in_words("list of measures", "nb") == "listen over tiltak");
    CHECK(place_in_words("article 10(3)", "nb") == "artikkel 10(3)");
    CHECK(lines_in_words(7, 7, "en") == "line 7");
    Basis b;
    b.source = "plan", b.where = "5.5", b.line_first = 1042, b.line_last = 1045;
    CHECK(b.text() == "plan, 5.5, lines 1042-1045");
    CHECK(b.text("nb") == "plan, punkt 5.5, linje 1042-1045");
}
