#include <doctest/doctest.h>

#include <cmath>

#include "engines/prevalence/protect.hpp"

using namespace soria::prevalence;

namespace {

Overlaps table(std::vector<std::string> lists, std::vector<std::pair<unsigned, int64_t>> counts) {
    std::vector<int64_t> all(size_t(1) << lists.size(), 0);
    for (auto [m, n] : counts) all[m] = n;
    return from_counts(std::move(lists), std::move(all)).value();
}
// Two of five hundred are on both the first and the second; other pairs have more.
Overlaps few_on_a_pair() {
    return table({"A", "B", "C", "D"}, {{1, 90}, {2, 80}, {4, 70}, {8, 60}, {3, 2}, {5, 17}, {6, 14}, {9, 13}, {10, 12}, {12, 11}, {13, 6}, {14, 7}});
}
Report made(Overlaps o, const std::function<void(ReportOptions&)>& with = {}) {
    ReportOptions options;
    options.settings.resamples = 100;
    if (with) with(options);
    Input in;
    in.all = std::move(o);
    auto r = report(in, options, one_after_another);
    REQUIRE(r);
    return std::move(*r);
}
bool says(const Report& r, const std::string& rule, const std::string& what = "") {
    for (const auto& why : r.reasons)
        if (why.rule == rule && (what.empty() || why.facts.at(0).second == what)) return true;
    return false;
}
bool two_figures(double x) {
    if (!std::isfinite(x) || x == 0) return true;
    double by = std::pow(10.0, std::max(0.0, std::floor(std::log10(x)) - 1));
    return std::abs(x / by - std::round(x / by)) < 1e-9;
}

}  // namespace

TEST_CASE("small numbers: what leaves of a report cannot be fitted again") {
    auto o = few_on_a_pair();
    CHECK(held_back(o, 5) == std::vector<Mask>{3});
    Report exact = made(o);
    Report r = exact;
    protect(r, 5);
    // Before, a model with the pair gives the number away: only one value fits the digits. After, no such model is told.
    bool found = false;
    for (const auto& m : exact.picture.models) found |= m.model.has(3) && m.existence == exists;
    REQUIRE(found);
    for (const auto& m : r.picture.models) {
        CHECK_FALSE(m.model.has(3));
        CHECK(two_figures(m.estimate));
        CHECK((m.existence != exists || std::abs(m.away * 10 - std::round(m.away * 10)) < 1e-9));
        CHECK((m.existence != exists || m.bic == m.away));
    }
    CHECK(r.picture.held_back + r.picture.models.size() == exact.picture.models.size());
    CHECK(r.picture.models.at(0).away == 0);
    size_t near = 0;
    for (const auto& m : r.picture.models) near += m.existence == exists && m.away <= 10;
    CHECK(r.picture.spans.at(2).models == near);
    const auto& a = r.answer;
    for (double x : {a.estimate, a.interval.lower, a.interval.upper, a.narrower.lower, a.narrower.upper, a.naive->lower, a.naive->upper}) CHECK(two_figures(x));
    CHECK(a.steps.empty());
    CHECK_FALSE(a.fitted);
    CHECK(a.replicates.empty());
    CHECK(int64_t(a.known) % 5 == 0);
    for (const auto* list : {&r.without_list, &r.merged, &r.held_out})
        for (const auto& t : *list) {
            for (double x : {t.estimate, t.interval.lower, t.interval.upper}) CHECK(two_figures(x));
            CHECK(int64_t(t.truth) % 5 == 0);
        }
    CHECK(r.merged.at(0).why_not.find("held back") != std::string::npos);      // A and B as one are as long as both less who stands on both
    Report same = exact;
    protect(same, 0);
    CHECK(same.answer.estimate == exact.answer.estimate);
    CHECK(same.picture.models.size() == exact.picture.models.size());
}

TEST_CASE("small numbers: a count is told to the nearest five, somebody never as nobody") {
    for (int64_t n = 0; n < 200; ++n) {
        auto said = counted(n, 5);
        CHECK(said % 5 == 0);
        CHECK((said == 0) == (n == 0));
        CHECK((n < 5 || std::abs(said - n) <= 2));
        CHECK(counted(n, 0) == n);
    }
}

TEST_CASE("the verdict: lists alone, and few persons, found nothing") {
    auto two = made(table({"A", "B"}, {{1, 300}, {2, 200}, {3, 100}}));
    CHECK(two.verdict == Verdict::none);
    CHECK(says(two, "lists"));
    auto few = made(table({"A", "B", "C"}, {{1, 8}, {2, 7}, {4, 6}, {3, 5}, {5, 4}, {6, 4}, {7, 3}}));
    CHECK(few.verdict == Verdict::none);
    CHECK(says(few, "known"));
}

TEST_CASE("the verdict: what is switched off is said and founds nothing") {
    // Independent: 1,000 persons, chances 0.4, 0.3, 0.3.
    auto independent_lists = table({"A", "B", "C"}, {{1, 196}, {2, 126}, {4, 126}, {3, 84}, {5, 84}, {6, 54}, {7, 36}});
    auto whole = made(independent_lists);
    CHECK(whole.verdict == Verdict::founded);
    auto unchecked = made(independent_lists, [](auto& o) { o.checks = false; });
    CHECK(unchecked.verdict == Verdict::fragile);
    CHECK(says(unchecked, "not-looked-at", "held-out"));
    for (size_t n : {0, 20, 99}) {
        auto without = made(independent_lists, [&](auto& o) { o.settings.resamples = n; });
        CHECK(without.verdict == Verdict::fragile);
        CHECK(says(without, "not-looked-at", "dropped"));
    }
    auto given = made(independent_lists, [](auto& o) { o.settings.method = Method::fixed, o.settings.model = "[1,2,3]"; });
    CHECK(given.verdict == Verdict::fragile);
    CHECK(says(given, "not-looked-at", "selection"));
    auto graphs = made(independent_lists, [](auto& o) { o.settings.method = Method::decomposable; });
    CHECK(graphs.verdict != Verdict::founded);
    CHECK(says(graphs, "not-looked-at", "dropped"));
}

TEST_CASE("the verdict: a lower order hides no model from it") {
    auto torn = table({"A", "B", "C"}, {{1, 60}, {2, 50}, {4, 40}, {3, 2}, {5, 6}, {6, 3}, {7, 1}});
    auto all = made(torn), pairs_unseen = made(torn, [](auto& o) { o.settings.order = 1; });
    CHECK(says(all, "spread"));
    CHECK(pairs_unseen.picture.models.size() == 1);
    CHECK(says(pairs_unseen, "spread"));
    CHECK(pairs_unseen.verdict == all.verdict);
}

TEST_CASE("the verdict: a prior that moves the middle") {
    Report r = made(table({"A", "B", "C"}, {{1, 196}, {2, 126}, {4, 126}, {3, 84}, {5, 84}, {6, 54}, {7, 36}}), [](auto& o) { o.settings.method = Method::decomposable; });
    r.answer.estimate = 1000, r.answer.interval = {900, 1100};
    r.answer.posterior->other_priors = {{"delta 1", 1400, 1, 1}};
    judge(r, {});
    CHECK_FALSE(says(r, "prior"));
    r.answer.posterior->other_priors[0].median = 600;
    judge(r, {});
    CHECK(says(r, "prior"));
    CHECK(r.verdict == Verdict::fragile);
    r.answer.posterior->other_priors[0].median = 300;
    judge(r, {});
    CHECK(r.verdict == Verdict::none);
    r.answer.posterior->other_priors.clear();
    r.answer.interval = {400, 1300};
    judge(r, {});
    CHECK(says(r, "wide"));
    CHECK(r.verdict == Verdict::none);
    r.answer.interval = {900, 1100};
    r.answer.estimate = 50'000;
    judge(r, {});
    CHECK(says(r, "outside"));
}

TEST_CASE("who runs an estimate may give up within a draw, a check, a prior") {
    auto o = few_on_a_pair();
    Input in;
    in.all = o;
    for (auto method : {Method::stepwise, Method::bic, Method::latent, Method::threshold}) {
        ReportOptions options;
        options.settings.method = method;
        options.settings.resamples = 100;
        options.settings.draws = 200;
        size_t calls = 0, all = 0;
        Run counting = [&](std::string_view, size_t n, const std::function<void(size_t)>& piece) {
            ++all;
            return one_after_another({}, n, piece);
        };
        REQUIRE(report(in, options, counting));
        CHECK(all > 10);
        for (size_t last : {all / 3, all / 2, all - 1}) {
            calls = 0;
            Run stopping = [&](std::string_view, size_t n, const std::function<void(size_t)>& piece) { return ++calls > last ? false : one_after_another({}, n, piece); };
            auto r = report(in, options, stopping);
            REQUIRE_FALSE(r);
            CHECK(r.error().fault == soria::Fault::busy);
        }
    }
    ReportOptions options;
    options.settings.resamples = 100;
    size_t named = 0, calls = 0;
    Run counting = [&](std::string_view what, size_t n, const std::function<void(size_t)>& piece) {
        ++calls, named += what == "draws of the matching" ? n : 0;
        return one_after_another({}, n, piece);
    };
    REQUIRE(report_matched(std::vector<Overlaps>{o, o, o}, options, counting));
    CHECK(named == 3);
    CHECK(calls > 9);            // and within each draw
    size_t seen = 0;
    Run within = [&](std::string_view, size_t n, const std::function<void(size_t)>& piece) { return ++seen > 3 ? false : one_after_another({}, n, piece); };
    auto r = report_matched(std::vector<Overlaps>{o, o, o}, options, within);
    REQUIRE_FALSE(r);
    CHECK(r.error().fault == soria::Fault::busy);
}
