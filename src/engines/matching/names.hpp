#pragma once
// The parts of a name. In Chinese characters or in Hangul the family name comes first, and often without a blank.
#include <optional>
#include <string>
#include <string_view>

namespace soria::matching {

struct FamilyFirst { std::string family, given; };
// The two parts of a name in those scripts; nothing for a name in another script, and for one that cannot be parted.
std::optional<FamilyFirst> family_first(std::string_view full_name);

// Given names and surname, as a full name is written: the surname last, or first and before a comma.
struct NameParts { std::string given, surname; };
NameParts given_and_surname(std::string_view full_name);
// What somebody is called beside their full name, in one word, stands in the given name's place.
NameParts called_so(NameParts other, const NameParts& full);

// As fold(), and the syllables of one name in these scripts are one word, as they are in Latin letters: "xiaoming".
std::string fold_name(std::string_view utf8);

}  // namespace soria::matching
