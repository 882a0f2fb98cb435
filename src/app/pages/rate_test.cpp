#include "app/pages/rate.hpp"

#include <doctest/doctest.h>

using soria::app::Rate;

TEST_CASE("so many at once, then one more at a time, and never more than at first") {
    Rate rate;
    for (int i = 0; i < Rate::at_once_max; ++i) CHECK(rate.take(1000) == 0);
    CHECK(rate.take(1000) == Rate::seconds_each);
    CHECK(rate.take(1001) == Rate::seconds_each - 1);
    CHECK(rate.take(1000 + Rate::seconds_each) == 0);
    CHECK(rate.take(1000 + Rate::seconds_each) == Rate::seconds_each);
    CHECK(rate.take(1000 + 3 * Rate::seconds_each) == 0);
    CHECK(rate.take(1000 + 3 * Rate::seconds_each) == 0);
    CHECK(rate.take(1000 + 3 * Rate::seconds_each) > 0);
    for (int i = 0; i < Rate::at_once_max; ++i) CHECK(rate.take(1'000'000) == 0);
    CHECK(rate.take(1'000'000) == Rate::seconds_each);
}
