#pragma once
// Persons of several hidden kinds, each with its own chances to be on each list (Manrique-Vallier 2016): a Dirichlet process cut
// off at a number of classes. Gibbs sampling, with moves between that the unseen do not hold back.
#include "engines/prevalence/random.hpp"
#include "engines/prevalence/select.hpp"

namespace soria::prevalence {

struct LatentSettings {
    int classes = 10, chains = 4;
    double a = 0.25, b = 0.25;           // of the gamma prior of the concentration
    size_t draws = 10'000;               // kept, over all chains
    size_t thinning = 20, burn_in = 3'000;       // sweeps
    uint64_t seed = 1;
    int moves = 2;                      // beside each Gibbs sweep; 0: Gibbs sampling alone
};
struct Latent {
    std::vector<std::vector<double>> chains;     // of the whole population
    double r_hat = 1, effective_draws = 0;
};
Result<Latent> latent_classes(const Sums&, const LatentSettings&, const Run&);

}  // namespace soria::prevalence
