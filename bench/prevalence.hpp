#pragma once
// `script/bench prevalence`: the figures of the estimates, and the study of how often an interval has the truth.
#include "tools.hpp"

namespace soria::bench {

// Parts: models FILE ORDER, stepwise FILE RESAMPLES, ranked FILE ORDER RESAMPLES, graphs FILE GRID, latent FILE, matching FILE, seven.
object prevalence(const std::vector<std::string>& args);
// coverage STUDIES: a true model that is known, one that is chosen, and records whose matching is uncertain.
object coverage(const std::vector<std::string>& args);

}  // namespace soria::bench
