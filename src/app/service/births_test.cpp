// Who was born between two days.
#include "app/service/births.hpp"

#include <doctest/doctest.h>

using namespace soria;
using namespace soria::app;

TEST_CASE("those born on the first day and on the last are among them, nobody else, and nobody who is gone") {
    Births b;
    auto id = [](uint8_t n) { return PersonId{Id{n}}; };
    auto day = [](const char* d) { return *Date::parse(d); };
    b.add(id(1), day("1990-05-03"));
    b.add(id(2), day("1990-05-04"));
    b.add(id(3), day("1990-06-01"));
    b.add(id(4), day("1990-06-02"));
    b.add(id(5), day("1990-05-10"));
    b.remove(id(5));
    b.remove(id(9));
    CHECK(b.between(day("1990-05-04"), day("1990-06-01"), 10) == std::vector<PersonId>{id(2), id(3)});
    CHECK(b.between(day("1990-05-04"), day("1990-06-01"), 1) == std::vector<PersonId>{id(2)});
    b.add(id(2), day("1980-01-01"));                // told otherwise: the last counts
    CHECK(b.between(day("1990-05-04"), day("1990-06-01"), 10) == std::vector<PersonId>{id(3)});
    CHECK(b.between(day("1990-06-02"), day("1990-06-01"), 10).empty());
}
