#pragma once
// Made-up people registered several times, with the errors that registers have. Nobody in it exists; the same for the same seed.
#include <cstdint>
#include <string>

#include "tools.hpp"

namespace soria::bench {

struct PeopleOptions {
    uint64_t rows = 100'000, seed = 1;
    double rescripted = 0;                 // part of the rows whose names are written in Cyrillic, Arabic or Greek, or came back from there
    double errors = 1;                     // all rates of error times this
    uint64_t errors_seed = 0;              // another gives the same people with other errors
};
// Writes a CSV file: unique_id, cluster, and seven columns.
void make_people(const std::string& file, const PeopleOptions&);
// Of any such file: for each column, rows without a value, and pairs of one person that are the same, differ, or are not known.
object errors_of(const std::string& file);

}  // namespace soria::bench
