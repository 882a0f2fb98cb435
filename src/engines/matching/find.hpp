#pragma once
// Pairs worth writing down, found in a stream: pass by pass, block by block; no table of all pairs is ever made.
#include "engines/matching/blocks.hpp"
#include "engines/matching/score.hpp"

namespace soria::matching {

struct Edge {
    uint32_t a = 0, b = 0;                 // rows, a < b
    float bits = 0;                        // log2 of the odds that they are one person
};

struct Found {
    std::vector<Edge> edges;               // by a, then b; identical rows are not among them (Distinct::copies)
    uint64_t looked_at = 0;                // pairs
    uint64_t left_out = 0;                 // pairs in blocks too large to compare wholly
    bool every_pair = false;               // the file is small: no pass chose what to look at
};
// Every pair that a pass finds, or of a small file every pair, and that scores at least `from_bits`.
Result<Found> find_pairs(const Table&, const Model&, Scorer&, const Distinct&, float from_bits, const Run&, Memory&, const Say&);

}  // namespace soria::matching
