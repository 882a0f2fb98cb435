#include "domain/prevention/proportions.hpp"

#include <cmath>

namespace soria::domain {
namespace {

constexpr double z_two_sided = 1.959963984540054;     // 5 %
constexpr double z_power = 0.8416212335729143;        // 80 %

// k: the sum of w^2 / n, by which a variance at any proportion follows.
struct Limits { double p, low, high, k; };
struct Part { double weight, p, n; };
Limits wilson(double p, double n, double z) {
    double zz = z * z;
    double middle = (p + zz / (2 * n)) / (1 + zz / n), half = z * std::sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n);
    return {p, middle - half, middle + half, 1 / n};
}
Limits stratified(const std::vector<Part>& parts) {
    double squares = 0, roots = 0;
    for (const auto& s : parts) {
        double v = s.p * (1 - s.p) / s.n;
        squares += s.weight * s.weight * v;
        roots += s.weight * std::sqrt(v);
    }
    double z = roots > 0 ? z_two_sided * std::sqrt(squares) / roots : z_two_sided;
    Limits all{0, 0, 0, 0};
    for (const auto& s : parts) {
        auto l = wilson(s.p, s.n, z);
        all.p += s.weight * l.p, all.low += s.weight * l.low, all.high += s.weight * l.high, all.k += s.weight * s.weight * l.k;
    }
    return all;
}

}  // namespace

Difference difference(const std::vector<TwoProportions>& strata) {
    double sum = 0;
    auto weight = [](const TwoProportions& s) { return double(s.asked_before) * double(s.asked_after) / double(s.asked_before + s.asked_after); };
    for (const auto& s : strata) sum += weight(s);
    std::vector<Part> before, after;
    for (const auto& s : strata) {
        double w = weight(s) / sum, n1 = double(s.asked_before), n2 = double(s.asked_after);
        before.push_back({w, double(s.agreed_before) / n1, n1});
        after.push_back({w, double(s.agreed_after) / n2, n2});
    }
    Limits b = stratified(before), a = stratified(after);
    double d = a.p - b.p;
    auto away = [](const Limits& x, double at, const Limits& y, double to) { return z_two_sided * std::sqrt(x.k * at * (1 - at) + y.k * to * (1 - to)); };
    return {d, d - away(a, a.low, b, b.high), d + away(a, a.high, b, b.low)};
}

int64_t sample_needed(double before, double after) {
    double d = std::abs(after - before), p = (before + after) / 2;
    double root = z_two_sided * std::sqrt(2 * p * (1 - p)) + z_power * std::sqrt(before * (1 - before) + after * (1 - after));
    double n = root * root / (d * d), whole = 1 + std::sqrt(1 + 4 / (n * d));
    return int64_t(std::ceil(n / 4 * whole * whole));
}

}  // namespace soria::domain
