#pragma once
// Madigan and York: the average over every decomposable graph of which lists depend on which, under a hyper-Dirichlet prior.
#include "engines/prevalence/select.hpp"

namespace soria::prevalence {

struct Graph {
    std::vector<Mask> cliques, separators;     // separators without the empty one, as often as they stand between cliques
};
// Every chordal graph on so many lists: 8, 61, 822, 18,154 and 617,675 for three to seven.
inline constexpr int graph_lists_max = 7;
inline constexpr double graph_persons_max = 1'000'000;
inline constexpr size_t graph_unseen_max = 2'000'000;
std::vector<Graph> chordal_graphs(int lists);

struct GraphAverage {
    double mean = 0, sd = 0;
    double mode = 0, median = 0;
    double mass_at_upper_edge = 0;             // of the largest number of unseen that was tried
    std::vector<double> probability;           // of 1, 2, ... unseen
    struct One { Model model; double probability, mean; };
    std::vector<One> best;                     // most probable first, at most 20
    size_t graphs = 0, summed = 0;             // summed: those not too improbable to matter
};
double quantile(const GraphAverage&, double known, double p);      // on the grid

// Fault::limit when the largest number of unseen still has more than a ten-thousandth of the mass.
Result<GraphAverage> average_over_graphs(const Sums&, double delta, size_t unseen_max, const Run&);

}  // namespace soria::prevalence
