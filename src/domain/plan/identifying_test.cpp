#include <doctest/doctest.h>

#include "base/core/ids.hpp"
#include "domain/plan/identifying.hpp"

using namespace soria;
using namespace soria::domain;

namespace {
bool tells(const std::vector<std::string>& found, std::string_view what) {
    for (const auto& f : found)
        if (f.find(what) != std::string::npos) return true;
    return false;
}
} // namespace

TEST_CASE("what identifies by itself is found, and told by its place") {
    CHECK(tells(marks_of_a_person("case " + spoken_code(7) + " is open"), "signs 6 to 14: a code of the register"));
    CHECK(tells(marks_of_a_person("call 22 33 44 55"), "signs 6 to 16"));
    CHECK(tells(marks_of_a_person("born 12038512345"), "birth number"));
    CHECK(tells(marks_of_a_person("write to her@example.org."), "signs 10 to 24: an electronic address"));
    CHECK(tells(marks_of_a_person("passport N1234567 was found"), "signs 10 to 17: a number like that of a passport"));
    for (const char* plain : {"NOK 22500000 in 2006-2009", "22 500 000 kroner", "the course of 2007-03-12", "Circular Q-11/2006 B", "measure 29, lines 1913-1914",
             "K7M-4QX", "ABC-DEF-2 is no code", ""})
        CHECK_MESSAGE(marks_of_a_person(plain).empty(), plain);
}

TEST_CASE("a lesson says nobody's name, day, age or street") {
    CHECK(tells(still_identifying("Mercy Okafor came"), "signs 1 to 12: two words in a row"));
    CHECK(tells(still_identifying("she met \u00d8ystein \u00c5rnes there"), "a name?"));
    for (const char* day : {"on 2007-03-12 she", "on 12.03.2007 she", "on 12 March she", "den 12. mars kom"})
        CHECK_MESSAGE(tells(still_identifying(day), "a date to the day"), day);
    for (const char* age : {"a girl of 16 years", "aged 17 she", "a 17-year-old", "en 17-\u00e5ring"})
        CHECK_MESSAGE(tells(still_identifying(age), "an exact age"), age);
    for (const char* street : {"lived in Storgata 12 then", "bor i Storgaten 5"}) CHECK_MESSAGE(tells(still_identifying(street), "a street with a number"), street);
    CHECK(tells(still_identifying("K.A., 16, came alone"), "signs 1 to 3: initials"));
    for (const char* plain : {"A child who meets the same adult each time speaks sooner.", "Three of five centres did it in 2007.",
             "Child welfare in Oslo answered within 24 hours.", "The Directorate answered. Police came later.", "between 9 and 17"})
        CHECK_MESSAGE(still_identifying(plain).empty(), plain);
}
