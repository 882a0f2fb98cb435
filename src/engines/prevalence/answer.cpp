#include "engines/prevalence/answer.hpp"

#include <algorithm>
#include <cmath>

namespace soria::prevalence {
namespace {

constexpr std::string_view method_names[] = {"stepwise", "bic", "aic", "downhill", "fixed", "decomposable", "threshold", "latent"};
constexpr size_t fits_max = 10'000'000, top_otherwise = 1'000;
constexpr size_t pictured_max = 100'000;     // beyond so many models the picture is drawn only when asked for

std::vector<double> alphas_of(double level) { return {0.5 - level / 2, 0.1, 0.9, 0.5 + level / 2}; }
Limits outer(const Bca& b) { return {b.limits[0], b.limits[3]}; }
Limits inner(const Bca& b) { return {b.limits[1], b.limits[2]}; }

}  // namespace

std::string_view name_of(Method m) { return method_names[size_t(m)]; }
Result<Method> parse_method(std::string_view name) {
    for (size_t i = 0; i < std::size(method_names); ++i)
        if (method_names[i] == name) return Method(i);
    return invalid("there is no method '" + std::string(name.substr(0, 30)) + "'");
}

int order_of(const Settings& s, int lists) {
    if (s.order > 0) return std::min(s.order, lists);
    return lists <= 5 ? std::max(1, lists - 1) : 2;
}

namespace {

Resamples resamples_of(const Overlaps& o, const Settings& s) { return s.given.empty() ? Resamples(o, s.resamples, s.seed) : Resamples(o, s.given); }

Result<Bootstrap> bootstrap(const Overlaps& o, const Sums& sums, const Settings& s, Answer& a, const std::optional<Enumerated>& models, std::vector<size_t> top,
                            const Run& run) {
    auto resamples = resamples_of(o, s);
    auto alphas = alphas_of(s.level);
    Criterion by = s.method == Method::aic ? Criterion::aic : Criterion::bic;
    switch (s.method) {
        case Method::stepwise: return bootstrap_stepwise(sums, resamples, s.p, alphas, run);
        case Method::downhill: return bootstrap_downhill(sums, order_of(s, o.width()), by, resamples, alphas, run);
        case Method::bic:
        case Method::aic: {
            size_t keep = s.top ? s.top : top.size() * resamples.size() <= fits_max ? top.size() : top_otherwise;
            top.resize(std::min(top.size(), keep));
            a.ranked_anew = top.size();
            return bootstrap_ranked(sums, models->family, top, by, resamples, alphas, run);
        }
        default: return bootstrap_fixed(sums, a.model, resamples, alphas, run);
    }
}

void take(Answer& a, const Bootstrap& b) {
    a.resamples = b.replicates.size();
    a.dropped = b.dropped;
    a.replicates = b.replicates;
    a.z0 = b.bca.z0;
    a.acceleration = b.bca.acceleration;
    if (b.dropped == b.replicates.size()) return;
    a.interval = outer(b.bca);
    a.narrower = inner(b.bca);
    for (const auto& top : b.by_top) a.by_top.push_back({outer(top), inner(top)});
    a.interval_is = a.method == Method::fixed ? "BCa; the model was given" : "BCa, choosing the model anew in each resample";
}

// Resamples have as many persons as the table. How many would have been seen varies as well, and where most are that is much of the
// doubt: each resample's estimate is taken times a draw of that number over the number itself. For a given model this is what a
// resample of that size would have given, for the fit of a multiple of a table is the multiple of its fit; for a chosen one, nearly.
std::optional<Limits> varied(const Overlaps& o, const Settings& s, const Bootstrap& b) {
    double known = double(o.known), total = std::round(b.estimate);
    if (b.dropped == b.replicates.size() || !(total >= known) || total > 1e12) return std::nullopt;
    Random random(s.seed, 5'000'000);
    auto replicates = b.replicates;
    for (auto& x : replicates) x *= random.binomial(total, known / total) / known;
    std::vector<double> weights;
    for (size_t m = 1; m < o.count.size(); ++m)
        if (o.count[m] > 0) weights.push_back(double(o.count[m]));
    auto limits = bca(b.estimate, std::move(replicates), b.left_out, weights, {0.5 - s.level / 2, 0.5 + s.level / 2}).limits;
    return Limits{std::max(limits[0], known), limits[1]};
}

// The fit of the model that was chosen, as if it had been known beforehand.
Status naive(Answer& a, const Sums& sums, const Settings& s) {
    Fitted f = fit(sums, a.model, s.level);
    if (f.existence != exists) return invalid(std::string(reason(f.existence)), name_of(a.model, sums.lists));
    a.estimate = f.estimate;
    a.naive = Limits{f.lower, f.upper};
    a.interval = *a.naive;
    a.interval_is = "Wald, as if the model had been known beforehand";
    double reach = normal_quantile(0.9) * std::sqrt(f.variance);
    a.narrower = {f.estimate - f.dark + f.dark * std::exp(-reach), f.estimate - f.dark + f.dark * std::exp(reach)};
    Profile p = profile(sums, a.model, s.level);
    if (p.found) a.profile = p;
    a.fitted = std::move(f);
    return {};
}

}  // namespace

Result<Answer> answer(const Overlaps& o, const Settings& s, const Run& run, std::optional<Enumerated>* keep) {
    TRY(fit_to_estimate(o));
    Sums sums(o);
    if (bayesian(s.method)) return bayesian_answer(sums, s, run);
    Answer a;
    a.method = s.method;
    a.known = sums.known;
    Criterion by = s.method == Method::aic ? Criterion::aic : Criterion::bic;
    std::optional<Enumerated> models;
    std::vector<size_t> top;
    if (s.method == Method::stepwise) {
        Chosen c = stepwise(sums, s.p);
        if (!c.estimable) return invalid(std::string(reason(no_estimate)), "independent lists");
        a.model = c.model;
        a.steps = c.steps;
    } else if (s.method == Method::downhill) {
        Descent d = TRY(downhill(sums, order_of(s, o.width()), by));
        a.model = d.best.model;
        a.path = d.path;
        a.considered = d.visited.size();
    } else if (s.method == Method::fixed) {
        a.model = TRY(parse_model(s.model, o.width()));
    } else {
        Family family = TRY(Family::of(o.width(), order_of(s, o.width())));
        auto all = TRY(fit_all(sums, family, run));
        top = ranked(all, by, sums.known);
        if (top.empty()) return invalid("no model has an estimate");
        a.model = family.model(top[0]);
        models = Enumerated{std::move(family), std::move(all)};
    }
    TRY(naive(a, sums, s));
    if (s.resamples > 0 || !s.given.empty()) {
        Bootstrap b = TRY(bootstrap(o, sums, s, a, models, std::move(top), run));
        take(a, b);
        a.unconditional = varied(o, s, b);
    }
    if (keep) *keep = std::move(models);
    return a;
}

void spans(Picture& p) {
    p.spans.clear();
    for (double away : {2.0, 6.0, 10.0}) {
        Span span{away};
        for (const auto& m : p.models) {
            if (m.existence != exists || m.away > away) continue;
            span.lower = span.models ? std::min(span.lower, m.estimate) : m.estimate;
            span.upper = span.models ? std::max(span.upper, m.estimate) : m.estimate;
            ++span.models;
        }
        p.spans.push_back(span);
    }
}

namespace {

void sort(Picture& p, size_t models_max) {
    std::stable_sort(p.models.begin(), p.models.end(), [](const Pictured& a, const Pictured& b) {
        if ((a.existence == exists) != (b.existence == exists)) return a.existence == exists;
        return a.existence == exists && a.bic < b.bic;
    });
    p.looked_at = p.models.size();
    p.with_estimate = size_t(std::count_if(p.models.begin(), p.models.end(), [](const Pictured& m) { return m.existence == exists; }));
    for (auto& m : p.models)
        if (m.existence == exists) m.away = m.bic - p.models[0].bic;
    spans(p);
    if (p.models.size() > models_max) p.models.resize(models_max);
}

Pictured pictured(Model m, Existence e, double estimate, double log_likelihood, double known) {
    int n = int(m.size());
    return {std::move(m), e, estimate, bic_of(log_likelihood, n, known), aic_of(log_likelihood, n), 0};
}

}  // namespace

Result<Picture> picture(const Overlaps& o, int order, size_t models_max, const Run& run, std::optional<Enumerated> already) {
    TRY(fit_to_estimate(o));
    Sums sums(o);
    Picture p;
    p.order = order;
    if (!already) {
        auto family = Family::of(o.width(), order);
        if (family && (family->size() <= pictured_max || o.width() <= 6)) {
            auto all = TRY(fit_all(sums, *family, run));
            already = Enumerated{std::move(*family), std::move(all)};
        }
    }
    if (already) {
        const auto& family = already->family;
        const auto& all = already->all;
        auto best = ranked(all, Criterion::bic, sums.known);
        p.every_model = true;
        // Only what will be shown becomes a model with a name: a family may have millions.
        double least = best.empty() ? 0 : criterion(all[best[0]], Criterion::bic, sums.known);
        for (const auto& c : all) {
            bool near = c.existence == exists && criterion(c, Criterion::bic, sums.known) - least <= 10;
            if (near || all.size() <= pictured_max) p.models.push_back(pictured(family.model(c.model), c.existence, c.estimate, c.log_likelihood, sums.known));
        }
        size_t looked_at = all.size(), with_estimate = best.size();
        sort(p, models_max);
        p.looked_at = looked_at;
        p.with_estimate = with_estimate;
        return p;
    }
    Descent d = TRY(downhill(sums, order, Criterion::bic));
    for (const auto& v : d.visited) p.models.push_back(pictured(v.model, v.existence, v.estimate, v.log_likelihood, sums.known));
    sort(p, models_max);
    return p;
}

}  // namespace soria::prevalence
