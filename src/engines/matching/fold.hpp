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

// Whether the text is in a script that writes few vowels or none: Arabic, Hebrew, Syriac; Thai, Lao, Khmer, Burmese.
bool unvowelled(std::string_view utf8);
// The consonants alone, by class, without the Arabic article and without doubles: what is the same in "mhmd" and "mohammed". Takes a
// folded string; empty when fewer than two are left.
std::string skeleton(std::string_view folded);

}  // namespace soria::matching
