#pragma once
// Periods, dates and places of a source as people write them, in English and in Norwegian (nb); any other language reads
// English. What the pack itself says it says in its own texts.
#include <string>
#include <string_view>

#include "base/core/date.hpp"

namespace soria::pack {

std::string period_in_words(Period, std::string_view language);                 // "6 months", "1 år"
std::string date_in_words(Date, std::string_view language);                     // "1 December 2006", "1. desember 2006"
std::string place_in_words(std::string_view where, std::string_view language);  // "section 5.3", "tiltak 7"
std::string lines_in_words(int first, int last, std::string_view language);     // "lines 935-937", "linje 118"

}  // namespace soria::pack
