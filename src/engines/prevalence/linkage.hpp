#pragma once
// Who is the same person is not known for sure: the overlaps are drawn, many times, and the estimate is made of every draw.
#include "engines/prevalence/answer.hpp"

namespace soria::prevalence {

inline constexpr size_t records_max = 1'000'000, partitions_max = 10'000, pooled_max = 50'000'000;

struct Records {
    std::vector<std::string> lists;
    std::vector<uint8_t> list;               // of each record
};
// Which records are one person: records with the same number are.
using Partition = std::vector<uint32_t>;

Result<Overlaps> overlaps_of(const Records&, const Partition&);

// Two records that may be one person. Pairs that are not named have `otherwise` for odds.
struct Link { uint32_t a = 0, b = 0; double odds = 1; };
struct ChainSettings {
    size_t partitions = 100, thinning = 10, burn_in = 100;       // sweeps over all records between and before those kept
    double otherwise = 1e-6;
    uint64_t seed = 1;
};
// A Markov chain over partitions whose stationary probability is proportional to the product of the odds of every pair inside a
// cluster: each record in turn leaves its cluster and joins one that it has a link into, or stands alone, with the probabilities
// that the product gives (Gibbs sampling). Only records with a link ever move.
Result<std::vector<Partition>> draw_partitions(const Records&, const std::vector<Link>&, const ChainSettings&);

struct Pooled {
    size_t draws = 0, resamples = 0, dropped = 0;       // dropped: of all resamples of all draws
    double known_least = 0, known_most = 0;
    double estimate = 0;                                // the median of the draws' own estimates
    size_t middle = 0;                                  // the draw that has it, or the next lower
    Limits interval, narrower;                          // quantiles of all resamples of all draws
    Limits one_draw;                                    // of the middle draw's resamples alone: as if the matching were certain
    double share = 0;                                   // of the variance of the logarithm of the unseen that the matching brings
    std::vector<double> estimates;                      // by draw; NaN: none
};
// By stepwise selection, or another method with resamples. Draws stand beside each other, each with resamples of its own.
Result<Pooled> pool(const std::vector<Overlaps>& draws, const Settings&, const Run&);

// A record a row: `list`, and a column for each draw with the number or name of the person that it is there.
struct Matched { Records records; std::vector<Partition> partitions; };
Result<Matched> read_matched(std::string_view csv);

}  // namespace soria::prevalence
