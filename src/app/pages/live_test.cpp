#include "app/pages/live.hpp"

#include <doctest/doctest.h>

using namespace soria;
using namespace soria::app;

TEST_CASE("the hash of a desk is the same for the same desk and another for another") {
    json::bj::object one{{"today", "2007-02-05"}, {"referrals_to_answer", json::bj::array{}}}, same = one, other = one;
    other["referrals_to_answer"].get_array().push_back(json::bj::object{{"case", "K7M-4QX-Z"}});
    CHECK(Live::hash_of(one) == Live::hash_of(same));
    CHECK(Live::hash_of(one) != Live::hash_of(other));
    CHECK(Live::hash_of(one).size() == 32);
}

TEST_CASE("the hash of a case is of the case: another day or another free bed is no change, what is recorded is") {
    auto seen = [](const char* day, int left, const char* house, const char* phase) {
        json::bj::array clocks{json::bj::object{{"clock", "reflection"}, {"days_left", left}}}, houses{json::bj::object{{"code", house}}};
        return Live::hash_of_case({{"as_of", day}, {"phase", phase}, {"clocks", clocks}, {"houses", houses}});
    };
    CHECK(seen("2007-02-05", 9, "H1", "open") == seen("2007-02-06", 8, "H2", "open"));
    CHECK(seen("2007-02-05", 9, "H1", "open") != seen("2007-02-05", 9, "H1", "closed"));
}

TEST_CASE("a session that is only asked about is not kept awake") {
    Sessions s;
    auto token = s.begin("rosa", "en", "mark", 0);
    CHECK(s.find(token, Sessions::idle_seconds_max, false));
    CHECK(!s.find(token, Sessions::idle_seconds_max + 1, false));
    token = s.begin("rosa", "en", "mark", 0);
    CHECK(s.find(token, Sessions::idle_seconds_max));
    CHECK(s.find(token, Sessions::idle_seconds_max + 1));
}
