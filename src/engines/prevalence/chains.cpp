#include "engines/prevalence/chains.hpp"

#include <algorithm>
#include <cmath>

namespace soria::prevalence {
namespace {

double mean(const double* x, size_t n) {
    double s = 0;
    for (size_t i = 0; i < n; ++i) s += x[i];
    return s / double(n);
}
double variance(const double* x, size_t n) {
    double m = mean(x, n), s = 0;
    for (size_t i = 0; i < n; ++i) s += (x[i] - m) * (x[i] - m);
    return n > 1 ? s / double(n - 1) : 0;
}

// Within the chains, and what it would be between them too.
struct Spread { double within = 0, all = 0; };
Spread spread(const std::vector<const double*>& begins, size_t n) {
    std::vector<double> means;
    Spread s;
    for (const double* b : begins) {
        means.push_back(mean(b, n));
        s.within += variance(b, n) / double(begins.size());
    }
    double between = begins.size() > 1 ? variance(means.data(), means.size()) : 0;
    s.all = s.within * double(n - 1) / double(n) + between;
    return s;
}

}  // namespace

double r_hat(const std::vector<std::vector<double>>& chains) {
    size_t half = chains.empty() ? 0 : chains[0].size() / 2;
    if (half < 2) return 1;
    std::vector<const double*> halves;
    for (const auto& c : chains) halves.push_back(c.data()), halves.push_back(c.data() + c.size() - half);
    Spread s = spread(halves, half);
    return s.within > 0 ? std::sqrt(s.all / s.within) : 1;
}

double effective_draws(const std::vector<std::vector<double>>& chains) {
    if (chains.empty() || chains[0].size() < 4) return 0;
    size_t n = chains[0].size(), m = chains.size();
    std::vector<const double*> begins;
    std::vector<double> means;
    for (const auto& c : chains) begins.push_back(c.data()), means.push_back(mean(c.data(), n));
    Spread s = spread(begins, n);
    double total = double(n * m);
    if (!(s.all > 0)) return total;
    auto correlation = [&](size_t lag) {
        double sum = 0;
        for (size_t c = 0; c < m; ++c)
            for (size_t i = 0; i + lag < n; ++i) sum += (begins[c][i] - means[c]) * (begins[c][i + lag] - means[c]);
        double at = sum / double(n) / double(m);
        return 1 - (s.within - at) / s.all;
    };
    double tau = -1, before = HUGE_VAL;
    for (size_t lag = 0; lag + 1 < n; lag += 2) {
        double pair = correlation(lag) + correlation(lag + 1);
        if (pair <= 0) break;
        before = std::min(before, pair);
        tau += 2 * before;
    }
    return std::min(total, total / std::max(tau, 1.0 / total));
}

}  // namespace soria::prevalence
