#pragma once
// UTF-8 as Unicode has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#include <cstddef>
#include <string_view>

namespace soria {

bool valid_utf8(std::string_view);
size_t signs_in(std::string_view);       // code points of what is valid
bool valid_text(std::string_view);      // and without NUL: what a text in the ledger is

}  // namespace soria
