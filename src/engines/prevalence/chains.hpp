#pragma once
// What is said about Markov chains: do they agree (R-hat), and how many independent draws are they worth.
#include <cstddef>
#include <vector>

namespace soria::prevalence {

// Split R-hat: each chain's halves count as chains of their own. 1 when they agree.
double r_hat(const std::vector<std::vector<double>>& chains);

// Geyer's initial positive sequence over all chains.
double effective_draws(const std::vector<std::vector<double>>& chains);

}  // namespace soria::prevalence
