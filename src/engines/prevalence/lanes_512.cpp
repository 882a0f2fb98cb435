#include "engines/prevalence/lanes_kernel.hpp"

namespace soria::prevalence {
void fit_lanes_512(LaneRows& s) { fit(s); }
void sum_graph_512(GraphBlock& g) { graph_share(g); }
}  // namespace soria::prevalence
