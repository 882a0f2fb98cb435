#pragma once
// One spelling for names in every script: lower-case ASCII words with single blanks, and a key for what they sound like.
#include <string>
#include <string_view>

namespace soria::matching {

// Letters and digits of any script, transliterated; apostrophes vanish, everything else parts words.
std::string fold(std::string_view utf8);

// What is left when transliterations differ: consonants by class, vowels only at the beginning. Empty when too short to say
// anything. Takes a folded string.
std::string sound_key(std::string_view folded);

}  // namespace soria::matching
