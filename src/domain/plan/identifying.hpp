#pragma once
// What in a text may still say who somebody is. A machine finds what has a form (a number, a code, a date, an address); what has none,
// like a story that only one person has, is found by people.
#include <string>
#include <string_view>
#include <vector>

namespace soria::domain {

// What identifies by itself: a code of the register, a number of eight digits or more, an electronic address. Each is told by its
// place and kind, never by its own words: "signs 5 to 14: a code of the register".
std::vector<std::string> marks_of_a_person(std::string_view text);
// The same, and what identifies somebody in a lesson from a case: a date to the day, an exact age, two names in a row, a street with a number.
std::vector<std::string> still_identifying(std::string_view text);

}  // namespace soria::domain
