#include "engines/prevalence/lanes_kernel.hpp"

namespace soria::prevalence {
void fit_lanes_128(LaneRows& s) { fit(s); }
}  // namespace soria::prevalence
