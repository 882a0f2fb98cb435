#pragma once
// How far two values agree: levels from "the same" to "other". Which level two values have depends on them alone; what a level
// is worth is learnt (model.hpp).
#include <string_view>

#include "engines/matching/table.hpp"

namespace soria::matching {

enum Level : uint8_t {
    unknown = 0,              // one of the two is not known: says nothing
    exact = 1,
    // words; short: up to 4 letters, middle: 5 to 7, long: from 8 (the shorter of the two)
    edit_long = 2, edit_middle = 3, edit_short = 4, sound_long = 5, sound_short = 6, part = 7, initial = 8, edits_long = 9, edits_middle = 10, close = 11,
    consonants = 12,          // of which one is written in a script without vowels
    // dates
    day_month_swapped = 2, one_digit = 3, day_unknown = 4, two_digits = 5, other_year = 6, same_month = 7, same_year = 8,
    other = 13,
};
inline constexpr size_t levels_count = 14;

std::string_view level_words(Family, uint8_t level);   // in plain words
std::string_view level_name(Family, uint8_t level);    // a name for files
bool level_used(Family, uint8_t level);
// What sounds the same is never taken as if it were different, however seldom a file has it.
inline bool level_of_sound(Family f, uint8_t v) { return f == Family::words && (v == sound_long || v == sound_short || v == consonants); }

// Of two different values of one store.
uint8_t words_level(const Store&, uint32_t a, uint32_t b);
uint8_t dates_level(const Value& a, const Value& b);

inline uint8_t level_of(Family family, const Store& s, uint32_t a, uint32_t b) {
    if (a == 0 || b == 0) return unknown;
    if (a == b) return exact;
    if (family == Family::plain) return other;
    if (family == Family::date) return dates_level(s.values[a], s.values[b]);
    return words_level(s, a, b);
}

}  // namespace soria::matching
