#pragma once
// What of a person is compared blindly. Only what is the same to the letter meets, so each person has several keys: spellings by
// their sound, names in any order and without a middle one, a day that changed places with its month. No key without a year of birth.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soria::matching::blind {

inline constexpr size_t keys_max = 16;                 // of a person
enum class KeyKind : uint8_t { names_day, sounds_day, sounds_swapped, names_year };       // the surest first

struct PersonKey {
    KeyKind kind;
    std::string element;                               // what goes into psi.hpp: the same bytes on both sides
    bool other_name = false;                           // of a name beside the full one
};
// Of the full name and of the others, the surest to find somebody first: a name's second key comes after each name's first.
std::vector<PersonKey> keys_of(std::string_view full_name, std::span<const std::string> other_names, std::string_view born);

}  // namespace soria::matching::blind
