#include "engines/prevalence/lanes_kernel.hpp"

namespace soria::prevalence {
void fit_lanes_256(LaneRows& s) { fit(s); }
}  // namespace soria::prevalence
