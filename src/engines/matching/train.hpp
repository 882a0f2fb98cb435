#pragma once
// The model from the rows themselves, without labels: u from the frequencies of values, m by expectation and maximisation over
// counted patterns of agreement in several training blocks, the prior from what these found.
#include "engines/matching/blocks.hpp"

namespace soria::matching {

struct TrainOptions {
    double pairs_per_row = 40;             // the budget of pairs that the passes may look at
    size_t pairs_a_block = 60'000;         // looked at in one training block
    double unknown_more = 0;               // for an index: questions leave out more than the rows do; a chance for each attribute
    size_t rows_for_u = 2500;
};
Result<Model> train(const Table&, const TrainOptions&, const Run&, Memory&, const Say&);

}  // namespace soria::matching
