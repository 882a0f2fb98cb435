#pragma once
// Names that are written in Chinese characters or in Hangul: the family name comes first, and often without a blank.
#include <optional>
#include <string>
#include <string_view>

namespace soria::matching {

struct FamilyFirst { std::string family, given; };
// The two parts of such a name; nothing for a name in another script, and for one that cannot be parted.
std::optional<FamilyFirst> family_first(std::string_view full_name);

// As fold(), and the syllables of one name in these scripts are one word, as they are in Latin letters: "xiaoming".
std::string fold_name(std::string_view utf8);

}  // namespace soria::matching
