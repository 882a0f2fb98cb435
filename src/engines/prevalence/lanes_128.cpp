#include "engines/prevalence/lanes_kernel.hpp"

namespace soria::prevalence {
void fit_lanes_128(LaneRows& s) { fit(s); }
void sum_graph_128(GraphBlock& g) { graph_share(g); }
}  // namespace soria::prevalence
