#pragma once
// Two files whose headings differ and whose columns hold the same: given_name and first_name, dob and date of birth, a whole name and its parts.
#include "engines/matching/columns.hpp"

namespace soria::matching {

struct Holding {                           // a column
    std::string name;
    Kind kind = Kind::ignored;
    bool sure = false;                     // by its heading or as told; or by values that can be nothing else
    int only_in = -1;                      // the file that has it; -1: both
};
struct HeldAlike {                         // one attribute from two columns
    struct From { size_t column, part; };  // part 0, 1: the given names or the surname of a whole name; 2: all of it
    Kind kind = Kind::ignored;
    std::vector<From> from;                // the first file's first
};
struct Alike {
    std::vector<HeldAlike> joined;
    std::vector<std::pair<size_t, std::string>> unclear;   // columns that are left out though the other file holds the like, and why
};
Alike held_alike(std::span<const Holding>);

}  // namespace soria::matching
