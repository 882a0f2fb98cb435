#pragma once
// An answer by one of the methods, with its interval; and the picture of every model, without which no answer is honest.
#include <optional>

#include "engines/prevalence/bootstrap.hpp"

namespace soria::prevalence {

enum class Method { stepwise, bic, aic, downhill, fixed, decomposable, threshold, latent };
std::string_view name_of(Method);
Result<Method> parse_method(std::string_view);
inline bool bayesian(Method m) { return m == Method::decomposable || m == Method::threshold || m == Method::latent; }

struct Limits { double lower = 0, upper = 0; };

struct Settings {
    Method method = Method::stepwise;
    size_t resamples = 1000;
    uint64_t seed = 1;
    int order = 0;                       // of interactions; 0: all but the highest up to five lists, pairs beyond
    double p = 0.02;                     // stepwise adds what is less probable
    double level = 0.95;
    std::string model;                   // of the fixed method
    size_t top = 0;                      // models ranked anew in each resample; 0: all while that is at most 10,000,000 fits, else 1,000
    std::vector<std::vector<double>> given;      // resamples to use instead of drawn ones
    double delta = 0;                    // decomposable: of the prior; 0: 2^-lists
    size_t unseen_max = 0;               // decomposable: the grid's end; 0: 20 times the known, at least 1,000
    size_t draws = 10'000;               // threshold and latent
    int classes = 10, chains = 4;        // latent
};
int order_of(const Settings&, int lists);

// What is particular to the methods that give a distribution.
struct Posterior {
    double mean = 0, median = 0, mode = 0, sd = 0;
    double mass_at_upper_edge = 0;       // decomposable
    double r_hat = 0, effective_draws = 0;       // latent, threshold
    struct Weighted { std::string model; double probability, estimate; };
    std::vector<Weighted> models;        // decomposable: the most probable graphs
    struct Prior { std::string prior; double median, lower, upper; };
    std::vector<Prior> other_priors;     // the same with another prior
};

struct Answer {
    Method method = Method::stepwise;
    double known = 0, estimate = 0;
    Limits interval, narrower;           // at the level asked for, and at 80 %
    std::string interval_is;             // "BCa, choosing the model anew in each resample"
    std::optional<Limits> naive;         // as if the model had been known beforehand
    std::optional<Limits> unconditional; // BCa as `interval`, and how many persons are seen varies too; see varied() in answer.cpp
    std::optional<Profile> profile;
    Model model;
    size_t resamples = 0, dropped = 0;
    double z0 = 0, acceleration = 0;
    std::vector<double> replicates;      // NaN: dropped
    struct ByTop { Limits limits, narrower; };
    std::vector<ByTop> by_top;
    size_t ranked_anew = 0;              // bic and aic: so many models in each resample
    std::vector<Step> steps;             // stepwise
    std::vector<Model> path;             // downhill
    size_t considered = 0;               // downhill: models looked at
    std::optional<Fitted> fitted;        // of the model
    std::optional<Posterior> posterior;
};
// Every model of a family on one table: millions need not be fitted twice.
struct Enumerated { Family family; std::vector<Candidate> all; };
// `keep`: where the enumeration of the methods bic and aic goes.
Result<Answer> answer(const Overlaps&, const Settings&, const Run&, std::optional<Enumerated>* keep = nullptr);
Result<Answer> bayesian_answer(const Sums&, const Settings&, const Run&);

struct Pictured {
    Model model;
    Existence existence = exists;
    double estimate = 0, bic = 0, aic = 0, away = 0;     // away: from the best BIC; nothing of these unless it exists
};
struct Span { double away = 0; double lower = 0, upper = 0; size_t models = 0; };
struct Picture {
    int order = 0;
    bool every_model = false;            // else those that the downhill search looked at
    size_t looked_at = 0, with_estimate = 0;
    std::vector<Pictured> models;        // best BIC first, those without an estimate last; at most as many as asked for
    std::vector<Span> spans;             // within 2, 6 and 10 of the best
    size_t held_back = 0;                // not among the models for what they would tell; see protect.hpp
};
void spans(Picture&);                    // from its models
Result<Picture> picture(const Overlaps&, int order, size_t models_max, const Run&, std::optional<Enumerated> already = {});

}  // namespace soria::prevalence
