#pragma once
// Made-up names: parts invented for each language, put together. A part is no name of anybody we know of; the whole is nobody's.
#include <string>
#include <string_view>
#include <vector>

#include "app/jobs/demo/dice.hpp"

namespace soria::app::demo {

struct MadeUpName {
    std::string native, latin;        // in its own script, and in Latin letters without accents
};

// In the language of a country; where the country is unknown, in English.
std::string language_of(std::string_view country);
MadeUpName made_up_name(std::string_view language, bool man, Dice&);
// The same name as another agency hears it: in Latin letters, turned round, with a letter lost, doubled or exchanged.
std::string heard_otherwise(const MadeUpName&, Dice&);
// Whether a name is put together of these parts, as it stands in either script.
bool is_made_up_name(std::string_view);
// Every name there can be, in Latin letters.
std::vector<std::string> all_made_up_names();

}  // namespace soria::app::demo
