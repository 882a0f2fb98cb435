#pragma once
// What may leave of a report from which small numbers are held back. Digits enough would let anybody fit the models again and find the
// number; and several questions about one period could be subtracted from one another.
#include "engines/prevalence/report.hpp"

namespace soria::prevalence {

// Persons to the nearest multiple of `small`, whatever is asked: what is somebody is never told as nobody. Without `small` as they are.
int64_t counted(int64_t persons, int64_t small);

// Combinations of two lists or more that somebody, but fewer than `small` persons stand on.
std::vector<Mask> held_back(const Overlaps&, int64_t small);

// Every figure to two significant ones, every number of persons as `counted`. The estimate of a model without a term that is held back does not
// depend on it; models with one leave the picture and are counted, and distances are from the best that is told.
void protect(Report&, int64_t small);

}  // namespace soria::prevalence
