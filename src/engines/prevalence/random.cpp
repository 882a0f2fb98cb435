#include "engines/prevalence/random.hpp"

#include <algorithm>

namespace soria::prevalence {
namespace {

// log(k!) less its Stirling approximation: what rejection needs, without lgamma, which is not the same everywhere.
double stirling_rest(double k) {
    static const double small[] = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
                                   0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871};
    if (k < 10) return small[int(k)];
    double x = 1 / (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 * x * x) * x * x) * x;
}

}  // namespace

double Random::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    for (;;) {                                           // Marsaglia's polar method
        double a = 2 * uniform() - 1, b = 2 * uniform() - 1, r = a * a + b * b;
        if (r >= 1 || r == 0) continue;
        double by = std::sqrt(-2 * std::log(r) / r);
        spare_ = b * by;
        has_spare_ = true;
        return a * by;
    }
}

double Random::gamma(double shape) {
    if (shape < 1) return gamma(shape + 1) * std::pow(uniform(), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {                                           // Marsaglia and Tsang
        double x = normal(), v = 1 + c * x;
        if (v <= 0) continue;
        v = v * v * v;
        double u = uniform();
        if (u < 1 - 0.0331 * x * x * x * x) return d * v;
        if (std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) return d * v;
    }
}

double Random::log_gamma_variate(double shape) {
    if (shape < 1) return std::log(gamma(shape + 1)) + std::log(uniform()) / shape;
    return std::log(gamma(shape));
}

double Random::beta(double a, double b) {
    double x = gamma(a), y = gamma(b);
    return x / (x + y);
}

double Random::poisson(double mean) {
    if (mean <= 0) return 0;
    if (mean < 30) {
        double limit = std::exp(-mean), p = uniform(), k = 0;
        for (; p > limit; ++k) p *= uniform();
        return k;
    }
    // Hörmann's PTRS: transformed rejection with a squeeze.
    double root = std::sqrt(mean), b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b, inverse = 1.1239 + 1.1328 / (b - 3.4), fast = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        double u = uniform() - 0.5, v = uniform(), us = 0.5 - std::abs(u), k = std::floor((2 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= fast) return k;
        if (k < 0 || (us < 0.013 && v > us)) continue;
        double log_k = (k + 0.5) * std::log(k + 1) - (k + 1) + 0.91893853320467274178 + stirling_rest(k);
        if (std::log(v * inverse / (a / (us * us) + b)) <= k * std::log(mean) - mean - log_k) return k;
    }
}

double Random::binomial(double n, double p) {
    if (n <= 0 || p <= 0) return 0;
    if (p >= 1) return n;
    if (p > 0.5) return n - binomial(n, 1 - p);
    if (n * p < 10) {                                    // inversion; nothing is likelier than 1 - np, which needs no logarithm
        double u = uniform();
        if (u <= 1 - n * p) return 0;
        double q = 1 - p, odds = p / q, at = std::exp(n * std::log1p(-p)), k = 0;
        while (u > at && k < n) {
            u -= at;
            at *= odds * (n - k) / (k + 1);
            ++k;
        }
        return k;
    }
    // Hörmann's BTRS.
    double q = 1 - p, spread = std::sqrt(n * p * q), b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
    double fast = 0.92 - 4.2 / b, odds = p / q, alpha = (2.83 + 5.1 / b) * spread, m = std::floor((n + 1) * p);
    for (;;) {
        double u = uniform() - 0.5, v = uniform(), us = 0.5 - std::abs(u), k = std::floor((2 * a / us + b) * u + c);
        if (k < 0 || k > n) continue;
        if (us >= 0.07 && v <= fast) return k;
        v = std::log(v * alpha / (a / (us * us) + b));
        double limit = (m + 0.5) * std::log((m + 1) / (odds * (n - m + 1))) + (n + 1) * std::log((n - m + 1) / (n - k + 1)) +
                       (k + 0.5) * std::log(odds * (n - k + 1) / (k + 1)) + stirling_rest(m) + stirling_rest(n - m) - stirling_rest(k) - stirling_rest(n - k);
        if (v <= limit) return k;
    }
}

void Random::multinomial(double n, const double* weight, int parts, double* out) {
    double left = 0;
    for (int i = 0; i < parts; ++i) left += weight[i];
    for (int i = 0; i < parts; ++i) {
        bool last = i + 1 == parts;
        out[i] = n <= 0 || weight[i] <= 0 ? 0 : last ? n : binomial(n, std::min(1.0, weight[i] / left));
        n -= out[i];
        left -= weight[i];
    }
}

}  // namespace soria::prevalence
