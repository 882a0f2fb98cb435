#pragma once
// The whole of it: from a table to scored pairs and persons.
#include <optional>

#include "engines/matching/cluster.hpp"
#include "engines/matching/shared.hpp"
#include "engines/matching/train.hpp"

namespace soria::matching {

struct MatchOptions {
    std::optional<Model> model;            // else it is learnt from the table
    TrainOptions train;
    bool keep_pairs = false;               // or only what the clusters need
    double pairs_from = 0.5;               // probability
    bool one_to_one = false;               // of two files: a row has at most one partner
};

struct Pair {
    uint32_t a = 0, b = 0;                 // rows
    float bits = 0;
};

struct Matched {
    Model model;
    std::vector<uint32_t> cluster;         // by row: the first row of its person
    std::vector<Pair> pairs;               // by a, then b
    std::vector<SharedValue> shared;
    uint64_t looked_at = 0, left_out = 0;
    bool every_pair = false;               // was looked at: the file is small
    size_t persons = 0;
};
Result<Matched> match(const Table&, const MatchOptions&, const Run&, Memory&, const Say&);

// What training needs and nothing else.
Result<Model> learn(const Table&, const MatchOptions&, const Run&, Memory&, const Say&);

// Pairs in the same cluster against pairs that are labelled so: of two lists of (row, label), by the same rows.
struct Agreed {
    uint64_t in_both = 0, in_clusters = 0, in_labels = 0;
    double precision() const { return in_clusters ? double(in_both) / double(in_clusters) : 1; }
    double recall() const { return in_labels ? double(in_both) / double(in_labels) : 1; }
    double f1() const { return in_clusters + in_labels ? 2 * double(in_both) / double(in_clusters + in_labels) : 1; }
};
Agreed agreement(const std::vector<uint32_t>& clusters, const std::vector<uint32_t>& labels);

}  // namespace soria::matching
