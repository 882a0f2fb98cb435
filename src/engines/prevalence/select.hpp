#pragma once
// Choosing a model: forward stepwise by Poisson probabilities, every model by BIC or AIC, and the downhill search.
#include <functional>

#include "engines/prevalence/fit.hpp"

namespace soria::prevalence {

// Carries out pieces 0 to n-1, each once, in any order and number at a time; false when whoever runs them gave up.
using Run = std::function<bool(std::string_view what, size_t n, const std::function<void(size_t)>& piece)>;
bool one_after_another(std::string_view, size_t n, const std::function<void(size_t)>& piece);
// Pieces inside a piece of `run`: one after another, and before each `run` may give up. Such pieces have no name.
Run inside(const Run& run);
inline tl::unexpected<Error> stopped() { return fail(Fault::busy, "stopped before the end"); }

// One step of the search, for whoever wants to follow it.
struct Step {
    Mask term;
    double probability;
    double estimate;       // after it
};

struct Chosen {
    bool estimable = false;         // false: not even the model of independent lists has an estimate
    Model model;
    double estimate = 0;
    std::vector<Step> steps;
};

// Forward stepwise from independent lists, the same for up to eight tables of one width at a time. Never removes a term.
class Stepwise {
public:
    explicit Stepwise(int lists);
    // Results in `out[0..n)`; tables that stand beside each other have no influence on one another.
    void search(const Sums* const* tables, int n, double p, Chosen* out, bool with_steps = false);

private:
    struct Searching;
    bool next_candidate(Searching&) const;
    int lists_;
    std::vector<Mask> pairs_;
    Lanes lanes_;
};

Chosen stepwise(const Sums&, double p);

struct Candidate {
    size_t model = 0;               // in its family
    Existence existence = exists;
    double estimate = 0, log_likelihood = 0;
    int parameters = 0;
};
enum class Criterion { bic, aic };
double criterion(const Candidate&, Criterion, double known);

// Every model of the family, by its number in it.
Result<std::vector<Candidate>> fit_all(const Sums&, const Family&, const Run&);
// Numbers into `all` of those that have an estimate, best first; of equals the one with the lower number.
std::vector<size_t> ranked(const std::vector<Candidate>& all, Criterion, double known);

struct Visited {
    Model model;
    Existence existence = exists;
    double estimate = 0, log_likelihood = 0;
};
struct Descent {
    Visited best;
    std::vector<Visited> visited;      // every model that was looked at, in the order of looking
    std::vector<Model> path;
};
// From independent lists to the best neighbour until none is better: add a term whose parts are all there, or drop a generator.
// Of neighbours equally good, the first added one.
Result<Descent> downhill(const Sums&, int order, Criterion);

}  // namespace soria::prevalence
