// The three methods that give a distribution: decomposable graphs, thresholding, latent classes; each with other priors beside.
#include <algorithm>
#include <bit>
#include <cmath>

#include "engines/prevalence/answer.hpp"
#include "engines/prevalence/decomposable.hpp"
#include "engines/prevalence/latent.hpp"
#include "engines/prevalence/threshold.hpp"

namespace soria::prevalence {
namespace {

std::string written(double x) {
    std::string s = std::to_string(x);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
}

// A posterior as sorted draws.
void take(Answer& a, const std::vector<double>& draws, double level, const std::string& what) {
    Posterior p = a.posterior.value_or(Posterior{});
    double sum = 0, squares = 0, n = double(draws.size());
    for (double x : draws) sum += x;
    p.mean = sum / n;
    for (double x : draws) squares += (x - p.mean) * (x - p.mean);
    p.sd = std::sqrt(squares / std::max(1.0, n - 1));
    p.median = quantile(draws, 0.5);
    a.estimate = p.median;
    a.interval = {quantile(draws, 0.5 - level / 2), quantile(draws, 0.5 + level / 2)};
    a.narrower = {quantile(draws, 0.1), quantile(draws, 0.9)};
    a.interval_is = "posterior: " + what;
    a.posterior = std::move(p);
}

Posterior::Prior beside(std::string prior, const std::vector<double>& draws, double level) {
    return {std::move(prior), quantile(draws, 0.5), quantile(draws, 0.5 - level / 2), quantile(draws, 0.5 + level / 2)};
}

Status by_graphs(Answer& a, const Sums& sums, const Settings& s, const Run& run) {
    double delta = s.delta > 0 ? s.delta : std::ldexp(1.0, -sums.lists);
    size_t most = s.unseen_max ? s.unseen_max : size_t(std::clamp(20 * sums.known, 1'000.0, double(graph_unseen_max)));
    GraphAverage g = TRY(average_over_graphs(sums, delta, most, run));
    Posterior p;
    p.mean = g.mean;
    p.sd = g.sd;
    p.mode = g.mode;
    p.median = a.estimate = g.median;
    p.mass_at_upper_edge = g.mass_at_upper_edge;
    for (const auto& one : g.best) p.models.push_back({name_of(one.model, sums.lists), one.probability, one.mean});
    a.model = g.best.at(0).model;
    a.interval = {quantile(g, sums.known, 0.5 - s.level / 2), quantile(g, sums.known, 0.5 + s.level / 2)};
    a.narrower = {quantile(g, sums.known, 0.1), quantile(g, sums.known, 0.9)};
    a.interval_is = "posterior: every decomposable graph, delta " + written(delta);
    if (sums.lists < graph_lists_max)                     // seven lists take too long to be tried thrice
        for (double other : {delta / 2, 0.5}) {
            auto o = average_over_graphs(sums, other, most, run);
            if (o) p.other_priors.push_back({"delta " + written(other), o->median, quantile(*o, sums.known, 0.5 - s.level / 2), quantile(*o, sums.known, 0.5 + s.level / 2)});
        }
    a.posterior = std::move(p);
    return {};
}

Status by_threshold(Answer& a, const Sums& sums, const Settings& s, const Run& run) {
    ThresholdSettings settings;
    settings.draws = s.draws;
    settings.seed = s.seed;
    Thresholded t = TRY(threshold(sums, settings, run));
    a.model = t.model;
    a.posterior.emplace();
    a.posterior->r_hat = t.r_hat;
    a.posterior->effective_draws = t.effective_draws;
    take(a, t.draws, s.level, "the pairs whose effect is more than two standard deviations from nothing");
    for (double sd : {0.5, 2.0}) {
        settings.effect_sd = sd;
        auto o = threshold(sums, settings, run);
        if (o) a.posterior->other_priors.push_back(beside("standard deviation " + written(sd) + " of a pair's effect", o->draws, s.level));
    }
    return {};
}

std::vector<double> sorted(const Latent& l) {
    std::vector<double> all;
    for (const auto& c : l.chains) all.insert(all.end(), c.begin(), c.end());
    std::sort(all.begin(), all.end());
    return all;
}

Status by_latent_classes(Answer& a, const Sums& sums, const Settings& s, const Run& run) {
    LatentSettings settings;
    settings.classes = s.classes;
    settings.chains = s.chains;
    settings.draws = s.draws;
    settings.seed = s.seed;
    Latent l = TRY(latent_classes(sums, settings, run));
    a.posterior.emplace();
    a.posterior->r_hat = l.r_hat;
    a.posterior->effective_draws = l.effective_draws;
    take(a, sorted(l), s.level, "persons of at most " + std::to_string(s.classes) + " hidden kinds");
    settings.draws = std::max<size_t>(s.draws / 4, 100);
    for (double ab : {1.0, 0.1}) {
        settings.a = settings.b = ab;
        auto o = latent_classes(sums, settings, run);
        if (o) a.posterior->other_priors.push_back(beside("gamma(" + written(ab) + ", " + written(ab) + ") of the concentration", sorted(*o), s.level));
    }
    return {};
}

}  // namespace

Result<Answer> bayesian_answer(const Sums& sums, const Settings& s, const Run& run) {
    Answer a;
    a.method = s.method;
    a.known = sums.known;
    // The methods' own priors make any lists answer; lists that say nothing without a prior are refused like by the others.
    Fitted f = fit(sums, independent(sums.lists));
    if (f.existence != exists) return invalid(std::string(reason(f.existence)), "independent lists");
    if (s.method == Method::decomposable) TRY(by_graphs(a, sums, s, run));
    else if (s.method == Method::threshold) TRY(by_threshold(a, sums, s, run));
    else TRY(by_latent_classes(a, sums, s, run));
    return a;
}

}  // namespace soria::prevalence
