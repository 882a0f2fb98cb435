#include "engines/prevalence/lanes_kernel.hpp"

namespace soria::prevalence {
void fit_lanes_256(LaneRows& s) { fit(s); }
void sum_graph_256(GraphBlock& g) { graph_share(g); }
}  // namespace soria::prevalence
