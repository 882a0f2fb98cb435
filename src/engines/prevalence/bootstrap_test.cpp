#include "engines/prevalence/bootstrap.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace soria::prevalence;

namespace {

const std::vector<double> alphas{0.025, 0.1, 0.5, 0.9, 0.975};

Overlaps three() { return from_counts({"A", "B", "C"}, {0, 150, 120, 28, 90, 22, 19, 9}).value(); }

// Runs the pieces backwards, as some number of threads might.
bool backwards(std::string_view, size_t n, const std::function<void(size_t)>& piece) {
    for (size_t i = n; i-- > 0;) piece(i);
    return true;
}

bool same(const std::vector<double>& a, const std::vector<double>& b) { return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * 8) == 0; }

}  // namespace

TEST_CASE("quantiles of type 8") {
    std::vector<double> x{1, 2, 4, 8};
    CHECK(quantile(x, 0.5) == doctest::Approx(3));
    CHECK(quantile(x, 0.25) == doctest::Approx(1 + 5.0 / 12));
    CHECK(quantile(x, 0) == 1);
    CHECK(quantile(x, 1) == 8);
}

TEST_CASE("BCa with no bias and no acceleration is the quantiles") {
    std::vector<double> x;
    for (int i = 1; i <= 200; ++i) x.push_back(i);
    Bca b = bca(100.5, x, {5, 5, 5}, {1, 1, 1}, {0.025, 0.5});
    CHECK(b.z0 == doctest::Approx(0));
    CHECK(b.acceleration == 0);
    CHECK(b.limits[0] == doctest::Approx(quantile(x, 0.025)));
    CHECK(b.limits[1] == doctest::Approx(100.5));
    // Weighted by hand: mean 2, deviations 1 (three times) and -3.
    CHECK(bca(100.5, x, {1, 5}, {3, 1}, {0.5}).acceleration == doctest::Approx((3.0 - 27) / (6 * std::pow(12.0, 1.5))));
}

TEST_CASE("resamples keep the number of persons, come from the seed, and deletions take one person") {
    auto o = three();
    Resamples r(o, 500, 7);
    std::vector<double> a(8), b(8), sum(8, 0.0);
    for (size_t i = 0; i < 500; ++i) {
        r.fill(i, a.data());
        double n = 0;
        for (size_t m = 0; m < 8; ++m) n += a[m], sum[m] += a[m];
        CHECK(n == o.known);
    }
    for (size_t m = 1; m < 8; ++m) {
        double expected = 500.0 * double(o.count[m]);
        CHECK(std::abs(sum[m] - expected) < 6 * std::sqrt(expected));
    }
    Resamples(o, 500, 7).fill(499, b.data());
    CHECK(same(a, b));
    Resamples(o, 500, 8).fill(499, b.data());
    CHECK_FALSE(same(a, b));
    CHECK(r.deletions() == 7);
    r.fill(502, a.data());
    CHECK(a[3] == 27);
}

TEST_CASE("binomial, Poisson and gamma variates have their mean and variance") {
    Random r(3, 1);
    auto check = [&](double mean, double variance, auto draw) {
        const int n = 40000;
        double sum = 0, squares = 0;
        for (int i = 0; i < n; ++i) {
            double x = draw();
            sum += x, squares += x * x;
        }
        double m = sum / n, v = squares / n - m * m;
        CHECK(std::abs(m - mean) < 5 * std::sqrt(variance / n));
        CHECK(v == doctest::Approx(variance).epsilon(0.06));
    };
    for (auto [n, p] : {std::pair{20.0, 0.1}, {50.0, 0.5}, {2744.0, 0.33}, {400.0, 0.93}}) check(n * p, n * p * (1 - p), [&, n = n, p = p] { return r.binomial(n, p); });
    for (double mean : {0.7, 12.0, 45.0, 900.0}) check(mean, mean, [&] { return r.poisson(mean); });
    for (double shape : {0.4, 1.0, 7.5}) check(shape, shape, [&] { return r.gamma(shape); });
    check(0.25, 0.25 * 0.75 / 9, [&] { return r.beta(2, 6); });
}

TEST_CASE("a bootstrap is the same in any order of its pieces, and says what it dropped") {
    auto o = three();
    Sums s(o);
    Resamples r(o, 300, 1);
    auto a = bootstrap_stepwise(s, r, 0.02, alphas, one_after_another).value(), b = bootstrap_stepwise(s, r, 0.02, alphas, backwards).value();
    CHECK(same(a.replicates, b.replicates));
    CHECK(same(a.bca.limits, b.bca.limits));
    CHECK(a.dropped == 0);
    CHECK(a.bca.limits[0] < a.estimate);
    CHECK(a.estimate < a.bca.limits[4]);
    auto family = Family::of(3, 2).value();
    auto all = fit_all(s, family, one_after_another).value();
    auto top = ranked(all, Criterion::bic, s.known);
    auto c = bootstrap_ranked(s, family, top, Criterion::bic, r, alphas, one_after_another).value(), d = bootstrap_ranked(s, family, top, Criterion::bic, r, alphas, backwards).value();
    CHECK(same(c.replicates, d.replicates));
    CHECK(c.by_top.size() == top.size());
    CHECK(same(c.by_top.back().limits, c.bca.limits));
    // Among the best model alone, nothing is chosen anew.
    auto fixed = bootstrap_fixed(s, family.model(top[0]), r, alphas, one_after_another).value();
    for (size_t i = 0; i < alphas.size(); ++i) CHECK(c.by_top[0].limits[i] == doctest::Approx(fixed.bca.limits[i]).epsilon(1e-9));
    // One person on two lists: many resamples have nobody there, and no estimate.
    auto thin = from_counts({"A", "B"}, {0, 30, 20, 1}).value();
    auto e = bootstrap_stepwise(Sums(thin), Resamples(thin, 1000, 1), 0.02, alphas, one_after_another).value();
    CHECK(e.dropped > 300);
    CHECK(e.dropped < 440);
    auto stop = [](std::string_view, size_t, const std::function<void(size_t)>&) { return false; };
    CHECK(bootstrap_stepwise(s, r, 0.02, alphas, stop).error().fault == soria::Fault::busy);
}

TEST_CASE("each resample is chosen for as if it stood alone") {
    auto o = three();
    Resamples r(o, 64, 5);
    auto b = bootstrap_stepwise(Sums(o), r, 0.02, alphas, one_after_another).value();
    std::vector<double> room(8);
    for (size_t i = 0; i < 64; ++i) {
        Sums s(3);
        r.fill(i, room.data());
        s.take(room.data());
        Chosen alone = stepwise(s, 0.02);
        CHECK(alone.estimate == doctest::Approx(b.replicates[i]).epsilon(1e-12));
    }
}

TEST_CASE("the downhill search ends where no neighbour is better") {
    Sums s(three());
    auto d = downhill(s, 2, Criterion::bic).value();
    auto family = Family::of(3, 2).value();
    auto all = fit_all(s, family, one_after_another).value();
    double least = criterion(all[ranked(all, Criterion::bic, s.known)[0]], Criterion::bic, s.known);
    CHECK(bic_of(d.best.log_likelihood, int(d.best.model.size()), s.known) >= least - 1e-9);
    CHECK(d.visited.size() >= 4);
    CHECK(d.path.front() == independent(3));
    CHECK(d.path.back() == d.best.model);
}

TEST_CASE("saved resamples are read by the names of their columns") {
    auto r = read_resamples("100,010,110,estimate\n3,4,5,17.5\n1,2,0,9\n", 3).value();
    REQUIRE(r.size() == 2);
    CHECK(r[0] == std::vector<double>{0, 3, 4, 5, 0, 0, 0, 0});
    CHECK_FALSE(read_resamples("a,b\n1,2\n", 3).has_value());
    CHECK(read_resamples("100,010\n1,-2\n", 3).error().where == "2:2");
}
