#pragma once
// How sure: bias-corrected and accelerated limits from resamples, each of which chooses its model anew.
#include "engines/prevalence/random.hpp"
#include "engines/prevalence/select.hpp"

namespace soria::prevalence {

// Resamples of a table: multinomial draws from a seed, or given ones (each `2^lists` counts).
class Resamples {
public:
    static constexpr size_t resamples_max = 1'000'000;
    Resamples(const Overlaps&, size_t n, uint64_t seed);
    Resamples(const Overlaps&, std::vector<std::vector<double>> given);
    size_t size() const { return n_; }
    size_t deletions() const { return held_.size(); }               // combinations that somebody stands on
    double weight(size_t deletion) const { return count_[held_[deletion]]; }
    // Item i: a resample, and from size() on the table with one person of a combination left out. `room` is 2^lists doubles.
    void fill(size_t i, double* room) const;
    double known() const { return known_; }

private:
    std::vector<double> count_;
    std::vector<Mask> held_;
    std::vector<double> held_count_;
    size_t n_;
    uint64_t seed_ = 0;
    double known_ = 0;
    std::vector<std::vector<double>> given_;
};
// Saved resamples as CSV: a column for each combination, named by its 0s and 1s; other columns are passed over.
Result<std::vector<std::vector<double>>> read_resamples(std::string_view csv, int lists);

struct Bca {
    double z0 = 0, acceleration = 0;
    std::vector<double> limits;                 // one for each alpha
};
Bca bca(double estimate, std::vector<double> replicates, const std::vector<double>& left_out, const std::vector<double>& weights, const std::vector<double>& alphas);
double quantile(const std::vector<double>& sorted, double p);       // type 8

struct Bootstrap {
    double estimate = 0;
    std::vector<double> replicates;             // NaN: dropped, since no model had an estimate there
    std::vector<double> left_out;               // likewise
    size_t dropped = 0;
    Bca bca;
    std::vector<Bca> by_top;                    // choosing among the best 1, 2, ... models only (at most top_reported of them)
};

Result<Bootstrap> bootstrap_stepwise(const Sums&, const Resamples&, double p, const std::vector<double>& alphas, const Run&);
Result<Bootstrap> bootstrap_fixed(const Sums&, const Model&, const Resamples&, const std::vector<double>& alphas, const Run&);

// The models `top` of the family, best first in the table itself, are ranked anew in each resample.
inline constexpr size_t top_reported = 200;                 // and no more than fit with their resamples into 20,000,000 numbers
Result<Bootstrap> bootstrap_ranked(const Sums&, const Family&, const std::vector<size_t>& top, Criterion, const Resamples&, const std::vector<double>& alphas,
                                   const Run&);
// The downhill search anew in each resample.
Result<Bootstrap> bootstrap_downhill(const Sums&, int order, Criterion, const Resamples&, const std::vector<double>& alphas, const Run&);

}  // namespace soria::prevalence
