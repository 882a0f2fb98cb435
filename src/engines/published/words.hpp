#pragma once
// The words of published tables, English and Norwegian: which category is which, what lies within what, and what is no part of a total.
#include <string>
#include <string_view>

namespace soria::published {

std::string lower(std::string_view);                              // with the Norwegian letters
// Without blanks around it, every blank and every dash in one spelling.
std::string plain(std::string_view);
// Whether the text has the phrase as whole words: "rate" is not in "directorate". Both in small letters.
bool names(std::string_view text, std::string_view phrase);
// Takes the phrase, as whole words, from the beginning or from the end, and the blanks and the colon beside it.
bool take(std::string& text, std::string_view phrase);
bool take_end(std::string& text, std::string_view phrase);

// A category in one spelling: "children" for minors and for barn; empty for a total.
std::string spelt(std::string category);
bool takes_of_which(std::string& category);                       // "of whom", "herav"
bool names_edition(std::string_view category);
bool names_total(std::string_view category);
bool names_whole(std::string_view category);                      // "europe total unaccompanied missing", "all persons", not "total nights"
bool names_everybody(std::string_view category);                  // "all persons", "both sexes"
bool many_in_each(std::string_view text);                         // a case, a project: of several at once, and fewer than the people in them

bool is_people(const std::string& part);                          // women, children, female
// "sex", "sex and age", "form", "country"; empty for a category that is none of these.
std::string dimension_of(const std::string& part);
// The same, where each part is told for itself: "of whom women" may be of every age.
std::string dimension_alone(const std::string& part);
bool of_places(std::string_view dimension);
// The country in one spelling: "nigeria" for Nigerians, nigeriansk and nationals of Nigeria; empty for what is no one country.
std::string country_of(const std::string& name);
// A country or several, a continent or its people.
bool is_place(const std::string& name);
// Not what is a mean, a share, or a count of what waits.
bool adds_up(std::string_view text);
// Counts of something else than the people of the total: nights, calls, nationalities.
bool counts_else(std::string_view part);
bool counts_kinds(std::string_view part);                         // nationalities, countries: a longer time has not their sum
// A category of no breakdown that is a part of the total all the same: a country, newly identified, unaccompanied minors.
bool part_of_total(const std::string& part);

enum class Lies { apart, within, across };                        // across: they overlap, or may
Lies lies(const std::string& a, const std::string& b);            // a in b

}  // namespace soria::published
