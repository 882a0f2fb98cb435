#include "engines/prevalence/fit.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>

namespace soria::prevalence {

double normal_quantile(double p) {
    if (p <= 0) return -std::numeric_limits<double>::infinity();
    if (p >= 1) return std::numeric_limits<double>::infinity();
    return -std::sqrt(2.0) * boost::math::erfc_inv(2 * p);
}
double normal_probability(double z) { return std::isinf(z) ? (z > 0 ? 1.0 : 0.0) : 0.5 * boost::math::erfc(-z / std::sqrt(2.0)); }

double bic_of(double log_likelihood, int terms, double known) { return terms * std::log(known) - 2 * log_likelihood; }
double aic_of(double log_likelihood, int terms) { return 2.0 * terms - 2 * log_likelihood; }

namespace {

double saturated(const Sums& s) {
    double ll = -s.log_factorials;
    for (double y : s.y)
        if (y > 0) ll += y * std::log(y) - y;
    return ll;
}

// The constant's variance where R's glm leaves it: from the weights of the last step but one, the steps ending when the deviance
// moves by less than 1e-8 of itself. At the very end it would differ in the fifth figure; so it can be compared with theirs.
double variance_as_glm(Lanes& lanes, const Sums& s, const Model& model) {
    constexpr int glm_steps_max = 25;
    double known = saturated(s), before = 0;
    auto after = [&](int steps, bool variance) {
        lanes.clear();
        lanes.put(0, s, model.terms.data(), int(model.size()));
        lanes.run(variance, steps);
        return lanes.outcome(0);
    };
    int k = 1;
    for (; k <= glm_steps_max; ++k) {
        double deviance = 2 * (known - after(k, false).log_likelihood);
        if (k > 1 && std::abs(deviance - before) < 1e-8 * (std::abs(deviance) + 0.1)) break;
        before = deviance;
    }
    return after(std::max(0, k - 2), true).variance;
}

}  // namespace

Fitted fit(const Sums& s, const Model& model, double level) {
    Fitted f;
    f.model = model;
    int n = int(model.size());
    Lanes lanes(s.lists, n);
    lanes.put(0, s, model.terms.data(), n);
    lanes.run();
    auto o = lanes.outcome(0);
    if (!o.certain) f.existence = existence(s, model.terms.data(), n);
    f.dark = std::exp(o.constant);
    f.estimate = s.known + f.dark;
    f.log_likelihood = o.log_likelihood;
    f.bic = bic_of(f.log_likelihood, n, s.known);
    f.aic = aic_of(f.log_likelihood, n);
    f.deviance = 2 * (saturated(s) - f.log_likelihood);
    for (int k = 0; k < n; ++k)
        f.parameters.push_back({model.terms[size_t(k)], lanes.lives(0, k) ? lanes.parameter(0, k) : -std::numeric_limits<double>::infinity()});
    if (f.existence != exists) return f;
    f.variance = variance_as_glm(lanes, s, model);
    double reach = normal_quantile(0.5 + level / 2) * std::sqrt(f.variance);
    f.lower = s.known + std::exp(o.constant - reach);
    f.upper = s.known + std::exp(o.constant + reach);
    return f;
}

namespace {

// The multinomial log-likelihood of the whole population's size, its probabilities maximised out, less what never changes.
class ProfileLikelihood {
public:
    ProfileLikelihood(const Sums& s, const Model& m, std::vector<double> start) : s_(s), m_(m), lanes_(s.lists, int(m.size())), start_(std::move(start)) {}
    double operator()(double unseen) {
        lanes_.clear();
        lanes_.put(0, s_, m_.terms.data(), int(m_.size()), start_.data());
        lanes_.count_unseen(0, unseen);
        lanes_.run();
        auto o = lanes_.outcome(0);
        good = good && o.converged;
        double all = s_.known + unseen;
        return std::lgamma(all + 1) - std::lgamma(unseen + 1) + o.log_likelihood + all - all * std::log(all);
    }
    bool good = true;

private:
    const Sums& s_;
    const Model& m_;
    Lanes lanes_;
    std::vector<double> start_;
};

}  // namespace

Profile profile(const Sums& s, const Model& model, double level) {
    Profile out;
    Fitted f = fit(s, model, level);
    if (f.existence != exists) return out;
    std::vector<double> start;
    for (const auto& p : f.parameters) start.push_back(std::isinf(p.value) ? 0 : p.value);
    ProfileLikelihood at(s, model, start);
    double low = std::log(f.dark) - 2, high = low + 4;    // golden section on the logarithm of the unseen
    const double part = 0.6180339887498949;
    double a = high - part * (high - low), b = low + part * (high - low), fa = at(std::exp(a)), fb = at(std::exp(b));
    for (int i = 0; i < 60; ++i) {
        if (fa > fb) high = b, b = a, fb = fa, a = high - part * (high - low), fa = at(std::exp(a));
        else low = a, a = b, fa = fb, b = low + part * (high - low), fb = at(std::exp(b));
    }
    double top = (low + high) / 2, z = normal_quantile(0.5 + level / 2), least = at(std::exp(top)) - z * z / 2;
    auto limit = [&](double towards) {
        double in = top, out_ = top + towards;
        for (int i = 0; i < 40 && at(std::exp(out_)) > least; ++i) out_ += towards;
        for (int i = 0; i < 60; ++i) {
            double middle = (in + out_) / 2;
            (at(std::exp(middle)) > least ? in : out_) = middle;
        }
        return s.known + std::exp((in + out_) / 2);
    };
    out.estimate = s.known + std::exp(top);
    out.lower = limit(-0.5);
    out.upper = limit(0.5);
    out.found = at.good;
    return out;
}

}  // namespace soria::prevalence
