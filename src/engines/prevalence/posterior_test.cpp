#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "engines/prevalence/chains.hpp"
#include "engines/prevalence/decomposable.hpp"
#include "engines/prevalence/latent.hpp"
#include "engines/prevalence/threshold.hpp"

using namespace soria::prevalence;

namespace {

Sums three() { return Sums(from_counts({"A", "B", "C"}, {0, 50, 40, 18, 30, 12, 9, 14}).value()); }
double mean(const std::vector<double>& x) { return std::accumulate(x.begin(), x.end(), 0.0) / double(x.size()); }

}  // namespace

TEST_CASE("there are as many chordal graphs as counted by others") {
    CHECK(chordal_graphs(2).size() == 2);
    CHECK(chordal_graphs(3).size() == 8);
    CHECK(chordal_graphs(4).size() == 61);
    CHECK(chordal_graphs(5).size() == 822);
    CHECK(chordal_graphs(6).size() == 18154);
    // One clique more than separators for each part that hangs together, and no clique inside another.
    for (const auto& g : chordal_graphs(4)) {
        Mask all = 0;
        for (Mask c : g.cliques) all = Mask(all | c);
        CHECK(all == 15);
        CHECK(g.cliques.size() > g.separators.size());
        for (Mask a : g.cliques)
            for (Mask b : g.cliques) CHECK_FALSE((&a != &b && a != b && (a & b) == a));
    }
}

TEST_CASE("two lists: the average over both graphs, computed by hand") {
    Sums s(from_counts({"A", "B"}, {0, 12, 9, 6}).value());
    const double delta = 0.25;
    auto a = average_over_graphs(s, delta, 400, one_after_another).value();
    // Saturated: one Dirichlet over four cells; independent: one over two for each list.
    std::vector<double> p(400);
    double total = 0;
    for (int u = 1; u <= 400; ++u) {
        double n = 27 + u, common = std::lgamma(n + 1) - std::lgamma(u + 1.0) - std::log(n);
        double saturated = std::lgamma(4 * delta) - std::lgamma(n + 4 * delta);
        for (double y : {double(u), 12.0, 9.0, 6.0}) saturated += std::lgamma(y + delta) - std::lgamma(delta);
        double independent = 0;
        for (double yes : {18.0, 15.0})
            independent += std::lgamma(4 * delta) - std::lgamma(n + 4 * delta) + std::lgamma(yes + 2 * delta) + std::lgamma(n - yes + 2 * delta) - 2 * std::lgamma(2 * delta);
        total += p[size_t(u - 1)] = std::exp(common + saturated + 150) + std::exp(common + independent + 150);
    }
    double first = 0;
    for (int u = 1; u <= 400; ++u) {
        CHECK(a.probability[size_t(u - 1)] == doctest::Approx(p[size_t(u - 1)] / total).epsilon(1e-9));
        first += (27 + u) * p[size_t(u - 1)] / total;
    }
    CHECK(a.mean == doctest::Approx(first).epsilon(1e-10));
    CHECK(a.graphs == 2);
    CHECK(a.best[0].probability + a.best[1].probability == doctest::Approx(1));
    CHECK(average_over_graphs(s, delta, graph_unseen_max + 1, one_after_another).error().fault == soria::Fault::limit);
    // A grid that ends where there is still mass is refused.
    auto cut = average_over_graphs(s, delta, 24, one_after_another);
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error().fault == soria::Fault::limit);
}

TEST_CASE("chains that agree have R-hat 1, and independent draws are worth themselves") {
    std::vector<std::vector<double>> same(4), apart(4), slow(4);
    for (size_t c = 0; c < 4; ++c) {
        Random r(1, c);
        double x = 0;
        for (int i = 0; i < 4000; ++i) {
            double z = r.normal();
            same[c].push_back(z);
            apart[c].push_back(z + double(c));
            x = 0.9 * x + std::sqrt(1 - 0.81) * z;
            slow[c].push_back(x);
        }
    }
    CHECK(r_hat(same) < 1.003);
    CHECK(r_hat(apart) > 1.4);
    CHECK(effective_draws(same) > 14000);
    // First-order autoregression: n (1 - 0.9) / (1 + 0.9).
    CHECK(effective_draws(slow) == doctest::Approx(16000 * 0.1 / 1.9).epsilon(0.25));
}

TEST_CASE("thresholding keeps the pair that was put in, and the posterior is about the fit") {
    // Independent lists of 1,000 persons but for A and B, which share twice as many as by chance.
    Sums s(from_counts({"A", "B", "C"}, {0, 210, 140, 190, 140, 90, 60, 81}).value());
    ThresholdSettings settings;
    settings.draws = 4000;
    auto t = threshold(s, settings, one_after_another).value();
    CHECK(t.model == parse_model("[12,3]", 3).value());
    CHECK(t.r_hat < 1.02);
    CHECK(t.effective_draws > 800);
    CHECK(mean(t.draws) == doctest::Approx(fit(s, t.model).estimate).epsilon(0.04));
    CHECK(threshold(s, settings, one_after_another).value().draws == t.draws);
    settings.seed = 2;
    CHECK(threshold(s, settings, one_after_another).value().draws != t.draws);
}

TEST_CASE("latent classes: the moves beside Gibbs sampling change how fast, not where to") {
    LatentSettings settings;
    settings.classes = 3;
    settings.draws = 6000;
    settings.thinning = 20;
    settings.burn_in = 500;
    auto with_moves = latent_classes(three(), settings, one_after_another).value();
    settings.moves = 0;
    auto gibbs_alone = latent_classes(three(), settings, one_after_another).value();
    CHECK(with_moves.r_hat < 1.02);
    CHECK(gibbs_alone.r_hat < 1.02);
    auto pooled = [](const Latent& l) {
        double m = 0, v = 0, n = 0;
        for (const auto& c : l.chains)
            for (double x : c) m += x, ++n;
        m /= n;
        for (const auto& c : l.chains)
            for (double x : c) v += (x - m) * (x - m) / n;
        return std::pair{m, std::sqrt(v / l.effective_draws)};
    };
    auto [a, a_error] = pooled(with_moves);
    auto [b, b_error] = pooled(gibbs_alone);
    CHECK(std::abs(a - b) < 4.5 * std::hypot(a_error, b_error));
    // One class is independent lists; the prior on the size is 1/N, so the mean stands near the fit.
    settings.classes = 1;
    CHECK(pooled(latent_classes(three(), settings, one_after_another).value()).first == doctest::Approx(fit(three(), independent(3)).estimate).epsilon(0.05));
}

TEST_CASE("latent classes: the same numbers from the same seed, whatever the order of the chains") {
    LatentSettings settings;
    settings.draws = 400;
    settings.burn_in = 100;
    auto backwards = [](std::string_view, size_t n, const std::function<void(size_t)>& piece) {
        for (size_t i = n; i-- > 0;) piece(i);
        return true;
    };
    auto a = latent_classes(three(), settings, one_after_another).value();
    CHECK(a.chains == latent_classes(three(), settings, backwards).value().chains);
    settings.seed = 9;
    CHECK(a.chains != latent_classes(three(), settings, backwards).value().chains);
}
