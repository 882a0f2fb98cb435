#include "domain/prevention/proportions.hpp"

#include <cmath>

namespace soria::domain {
namespace {

constexpr double z_two_sided = 1.959963984540054;     // 5 %
constexpr double z_power = 0.8416212335729143;        // 80 %

struct Limits { double p, low, high; };
Limits wilson(int64_t part, int64_t whole) {
    double n = double(whole), p = double(part) / n, zz = z_two_sided * z_two_sided;
    double middle = (p + zz / (2 * n)) / (1 + zz / n), half = z_two_sided * std::sqrt(p * (1 - p) / n + zz / (4 * n * n)) / (1 + zz / n);
    return {p, middle - half, middle + half};
}

}  // namespace

Difference difference(int64_t agreed_before, int64_t asked_before, int64_t agreed_after, int64_t asked_after) {
    Limits b = wilson(agreed_before, asked_before), a = wilson(agreed_after, asked_after);
    double d = a.p - b.p;
    return {d, d - std::hypot(a.p - a.low, b.high - b.p), d + std::hypot(a.high - a.p, b.p - b.low)};
}

int64_t sample_needed(double before, double after) {
    double d = std::abs(after - before), p = (before + after) / 2;
    double root = z_two_sided * std::sqrt(2 * p * (1 - p)) + z_power * std::sqrt(before * (1 - before) + after * (1 - after));
    double n = root * root / (d * d), whole = 1 + std::sqrt(1 + 4 / (n * d));
    return int64_t(std::ceil(n / 4 * whole * whole));
}

}  // namespace soria::domain
