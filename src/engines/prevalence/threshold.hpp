#pragma once
// Silverman 2020: a Bayesian log-linear model with every pair of lists, of which only those effects stay that are far from nothing.
#include "engines/prevalence/random.hpp"
#include "engines/prevalence/select.hpp"

namespace soria::prevalence {

struct ThresholdSettings {
    double effect_sd = 1;            // of the prior of a pair's effect; of the others it is 100
    double threshold = 2;            // mean over standard deviation of those that stay
    size_t draws = 10'000;           // kept, over all chains
    size_t chains = 4;
    uint64_t seed = 1;
};
struct Thresholded {
    Model model;                     // with the pairs that stayed
    std::vector<double> draws;       // of the whole population, sorted
    double r_hat = 1, effective_draws = 0, accepted = 0;
};
Result<Thresholded> threshold(const Sums&, const ThresholdSettings&, const Run&);

}  // namespace soria::prevalence
