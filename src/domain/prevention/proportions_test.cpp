// Against what others have published, and against the binomial itself, summed.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "domain/prevention/proportions.hpp"

using namespace soria::domain;

namespace {

std::vector<double> binomial(int64_t n, double p) {
    std::vector<double> list;
    for (int64_t k = 0; k <= n; ++k)
        list.push_back(std::exp(std::lgamma(double(n) + 1) - std::lgamma(double(k) + 1) - std::lgamma(double(n - k) + 1) + double(k) * std::log(p) + double(n - k) * std::log(1 - p)));
    return list;
}

// How often the chi-square test with Yates' correction, of two samples of n, finds a difference: every pair of counts is tried.
double power(int64_t n, double before, double after) {
    auto a = binomial(n, before), b = binomial(n, after);
    double found = 0;
    for (int64_t i = 0; i <= n; ++i)
        for (int64_t j = 0; j <= n; ++j) {
            double yes = double(i + j), no = double(2 * n) - yes, m = double(n);
            if (yes == 0 || no == 0) continue;
            double apart = std::abs(double(i) * (m - double(j)) - double(j) * (m - double(i))) - m;
            if (apart > 0 && 2 * m * apart * apart / (m * m * yes * no) >= 3.841458820694124) found += a[size_t(i)] * b[size_t(j)];
        }
    return found;
}

}  // namespace

TEST_CASE("Newcombe's interval is his own in his own examples") {
    // R. G. Newcombe, Statistics in Medicine 17 (1998), table II, method 10: 56/70 and 48/80, 9/10 and 3/10, 10/10 and 0/20.
    auto near = [](Difference d, double low, double high) { return std::abs(d.low - low) < 5e-5 && std::abs(d.high - high) < 5e-5; };
    CHECK(near(difference({{48, 80, 56, 70}}), 0.0524, 0.3339));
    CHECK(near(difference({{3, 10, 9, 10}}), 0.1705, 0.8090));
    CHECK(near(difference({{0, 20, 10, 10}}), 0.6791, 1.0000));
    auto back = difference({{56, 70, 48, 80}});
    CHECK(std::abs(back.high + 0.0524) < 5e-5);
}

TEST_CASE("campaigns are compared each with itself, and the interval of all holds the truth as often as it says") {
    // Answers differ between two campaigns by far more than either changed: all answers together would tell a change that nobody had.
    std::vector<TwoProportions> two{{160, 200, 170, 200}, {10, 100, 84, 600}};
    auto all = difference(two);
    CHECK(all.value > 0);
    CHECK(254.0 / 800 < 170.0 / 300);       // pooled, the share fell
    CHECK(all.low < all.value);
    CHECK(all.high > all.value);
    // Split into two halves that answered alike, one pair of surveys tells what it told.
    auto one = difference({{48, 80, 56, 70}}), halves = difference({{24, 40, 28, 35}, {24, 40, 28, 35}});
    CHECK(std::abs(one.value - halves.value) < 1e-12);
    CHECK(std::abs(one.low - halves.low) < 0.005);
    CHECK(std::abs(one.high - halves.high) < 0.005);
    // Coverage, exactly: every pair of counts of two strata of 12 and 15 with a change of .2 in each.
    auto a1 = binomial(12, 0.3), a2 = binomial(12, 0.5), b1 = binomial(15, 0.5), b2 = binomial(15, 0.7);
    double held = 0;
    for (int64_t i = 0; i <= 12; ++i)
        for (int64_t j = 0; j <= 12; ++j)
            for (int64_t k = 0; k <= 15; ++k)
                for (int64_t l = 0; l <= 15; ++l) {
                    auto d = difference({{i, 12, j, 12}, {k, 15, l, 15}});
                    if (d.low <= 0.2 && 0.2 <= d.high) held += a1[size_t(i)] * a2[size_t(j)] * b1[size_t(k)] * b2[size_t(l)];
                }
    CHECK(held > 0.94);
    CHECK(held < 0.975);
    auto same = difference({{0, 10, 0, 10}});        // nobody agreed, before or after: no variance to weigh by
    CHECK(same.value == 0);
    CHECK(same.low < 0);
    CHECK(same.high > 0);
}

TEST_CASE("the sample that is asked for finds the change four times in five") {
    CHECK(sample_needed(0.5, 0.6) == 408);
    for (auto [before, after] : {std::pair{0.5, 0.6}, {0.3, 0.45}, {0.1, 0.2}, {0.45, 0.25}}) {
        int64_t n = sample_needed(before, after);
        CHECK(power(n, before, after) > 0.79);
        CHECK(power(n, before, after) < 0.83);
        CHECK(power(n * 3 / 4, before, after) < 0.75);
    }
}
