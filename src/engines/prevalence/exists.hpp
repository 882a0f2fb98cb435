#pragma once
// Does the (extended) maximum-likelihood estimate exist, and is it the only one? Fienberg and Rinaldo's linear programme and the
// rank of the design over the combinations that stay.
#include "engines/prevalence/lanes.hpp"

namespace soria::prevalence {

enum Existence : int { exists = 0, no_estimate = 1, not_identified = 2, neither = 3 };

// The full answer by linear programme and rank. A converged fit with every count above nothing is a certificate for 0, and
// spares this (see Lanes::Outcome::certain).
Existence existence(const Sums&, const Mask* terms, int n);

std::string_view reason(Existence);

}  // namespace soria::prevalence
