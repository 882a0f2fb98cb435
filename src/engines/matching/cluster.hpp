#pragma once
// Rows to persons: pairs are joined from the surest on, and two groups only when what speaks for it outweighs what speaks
// against it, over all that is known of both.
#include "engines/matching/find.hpp"

namespace soria::matching {

// For each row the first row of its cluster.
std::vector<uint32_t> clusters(const Table&, const Model&, const Scorer&, const Distinct&, std::vector<Edge>);

}  // namespace soria::matching
