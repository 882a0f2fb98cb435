#pragma once
// The kernel: eight Poisson log-linear fits side by side, one in each lane of a vector. Newton's method without a design matrix:
// the linear predictor is the sum of the parameters over a combination's subsets, the score and the Hessian are sums of the
// fitted counts over supersets. Each lane's result depends on nothing but its own input, and is the same on every processor.
#include <cstddef>
#include <memory>

#include "engines/prevalence/model.hpp"

namespace soria::prevalence {

// What one table gives to every fit on it.
struct Sums {
    int lists = 0;
    double known = 0;
    double log_factorials = 0;            // sum of log(count!)
    std::vector<double> y;                // by combination
    std::vector<double> over;             // persons on all lists of a combination, whatever else
    std::vector<double> w, wz;            // weights and weighted responses that the first step starts from

    explicit Sums(const Overlaps&);
    explicit Sums(int lists);
    void take(const double* counts);      // the same size; nothing is allocated
};
double log_factorial(int64_t);

// Memory of the kernel, each row with one value a lane.
struct LaneRows {
    static constexpr int width = 8;
    using Row = double[width];

    int lists = 0, p = 0;                 // p: the most terms of any lane
    bool same_terms = false;              // every lane has the terms of the first
    bool warm = false;                    // start from `alpha`
    bool variance = false;                // wanted: of the constant
    int steps_max = 60;
    Mask (*term)[width] = nullptr;        // [p]; a lane with fewer terms has `none` in the rest
    Row *keep = nullptr;                  // [cells] 1, or 0 for a combination that the fit leaves out
    Row *w = nullptr, *wz = nullptr;      // [cells]
    Row *over = nullptr, *live = nullptr; // [p] 0 in `live`: the parameter is minus infinity, or none
    Row *alpha = nullptr;                 // [p]
    Row *sums = nullptr;                  // [2 * cells] fitted supersets' sums; the upper half is 0
    Row *work = nullptr;                  // of the kernel
    alignas(64) Row objective;
    alignas(64) Row smallest;
    alignas(64) Row decrement;
    alignas(64) Row constant_variance;
    alignas(64) Row singular;             // 0 or 1
    alignas(64) Row done;
    Mask none() const { return Mask(1u << lists); }
};

// Numbers of unseen [from, to), a multiple of eight of them: rows are added and taken, and the exponential goes to `mass`.
struct GraphBlock {
    const double *common, *more, *add[8], *take[8];
    int adds = 0, takes = 0;
    double constant = 0, extra = 0;
    size_t from = 0, to = 0;
    double* mass = nullptr;
    double sum = 0, first = 0;            // grow by the block's mass and first moment
};

void sum_graph(GraphBlock&);
void fit_lanes(LaneRows&);                // the fastest way that this processor has
void fit_lanes_with(LaneRows&, int vector_bits);   // 128, 256 or 512: for the test that they agree
bool has_vectors(int bits);

// Eight places for a table and a model, filled, run and read.
class Lanes {
public:
    Lanes(int lists, int terms_max);
    void clear();                                                     // every lane is free
    // Lane `i` fits these terms (the constant first, parts before wholes or any order) to that table.
    void put(int i, const Sums&, const Mask* terms, int n, const double* start = nullptr);
    void put_all(const Mask* terms, int n);                           // the same terms in all lanes: then give each its table
    void put_table(int i, const Sums&, const double* start = nullptr);
    void count_unseen(int i, double unseen);                          // as if so many on no list had been counted; starts warm
    void run(bool variance = false, int steps_max = 60);

    struct Outcome {
        bool certain = false;             // converged with every fitted count well above nothing: it exists and is identified
        bool converged = false;
        double constant = 0, log_likelihood = 0, variance = 0;
    };
    Outcome outcome(int i) const;
    double parameter(int i, int k) const { return rows_.alpha[k][i]; }
    bool lives(int i, int k) const { return rows_.live[k][i] != 0; }
    double fitted_over(int i, Mask m) const { return rows_.sums[m][i]; }

private:
    void drop(int i, const Sums&, int n);
    LaneRows rows_;
    int terms_max_, used_terms_[LaneRows::width];
    bool cold_ = false, taken_[LaneRows::width];
    const Sums* table_[LaneRows::width];
    std::unique_ptr<LaneRows::Row[], void (*)(LaneRows::Row*)> memory_;
    std::vector<Mask> terms_;
};

}  // namespace soria::prevalence
