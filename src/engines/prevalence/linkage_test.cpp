#include "engines/prevalence/linkage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

using namespace soria::prevalence;

namespace {

// Persons who stand on each of three lists by chance, a record for each time; record i of person p.
struct World {
    Records records{{"A", "B", "C"}, {}};
    Partition truth;
};
World world(int persons, uint64_t seed) {
    World w;
    Random r(seed, 0);
    for (int p = 0; p < persons; ++p)
        for (uint8_t l = 0; l < 3; ++l)
            if (r.uniform() < 0.35) w.records.list.push_back(l), w.truth.push_back(uint32_t(p));
    return w;
}

}  // namespace

TEST_CASE("a partition of records gives the overlaps of persons") {
    Records r{{"A", "B", "C"}, {0, 1, 2, 0, 1, 0}};
    auto o = overlaps_of(r, {7, 7, 3, 3, 9, 9}).value();
    CHECK(o.count == std::vector<int64_t>{0, 0, 0, 2, 0, 1, 0, 0});
    CHECK(overlaps_of(r, {0, 0, 0, 0, 0, 0}).value().count[7] == 1);
    CHECK_FALSE(overlaps_of(r, {1, 2}).has_value());
}

TEST_CASE("the chain over partitions goes where the odds say") {
    // Three records, each pair linked: the probability of each of the five partitions is known.
    Records r{{"A", "B", "C"}, {0, 1, 2}};
    double ab = 2, ac = 0.5, bc = 3;
    ChainSettings s;
    s.partitions = 10'000;
    s.thinning = 1;
    auto draws = draw_partitions(r, {{0, 1, ab}, {0, 2, ac}, {1, 2, bc}}, s).value();
    std::map<std::vector<bool>, double> seen;
    for (const auto& p : draws) ++seen[{p[0] == p[1], p[0] == p[2], p[1] == p[2]}];
    double all = 1 + ab + ac + bc + ab * ac * bc;
    auto near = [&](std::vector<bool> kind, double weight) {
        double p = weight / all;
        CHECK(std::abs(seen[kind] / 10'000 - p) < 5 * std::sqrt(3 * p * (1 - p) / 10'000));
    };
    near({false, false, false}, 1);
    near({true, false, false}, ab);
    near({false, true, false}, ac);
    near({false, false, true}, bc);
    near({true, true, true}, ab * ac * bc);
    CHECK(draw_partitions(r, {{0, 3, 1}}, s).error().because == "a link joins two records that are there");
    CHECK(draw_partitions(r, {{0, 1, -1}}, s).error().because == "a link's odds are above nothing");
    // Nobody moves without a link.
    CHECK(draw_partitions(r, {}, s).value().back() == Partition{0, 1, 2});
}

TEST_CASE("draws pooled: certain matching brings no variance, uncertain matching some, and a wider interval") {
    World w = world(600, 4);
    std::vector<Overlaps> certain(20, overlaps_of(w.records, w.truth).value());
    Settings s;
    s.resamples = 200;
    auto a = pool(certain, s, one_after_another).value();
    CHECK(a.share < 0.05);
    CHECK(a.resamples == 4000);
    CHECK(a.interval.lower < 600);
    CHECK(a.interval.upper > 600);
    // Each true link is believed with odds 3 to 1 only.
    std::vector<Link> links;
    for (uint32_t i = 0; i < w.truth.size(); ++i)
        for (uint32_t j = i + 1; j < w.truth.size() && w.truth[j] == w.truth[i]; ++j) links.push_back({i, j, 3});
    ChainSettings chain;
    chain.partitions = 20;
    std::vector<Overlaps> uncertain;
    auto partitions = draw_partitions(w.records, links, chain).value();
    for (const auto& p : partitions) uncertain.push_back(overlaps_of(w.records, p).value());
    auto b = pool(uncertain, s, one_after_another).value();
    CHECK(b.share > 0.1);
    CHECK(b.share < 0.9);
    CHECK(b.known_least < b.known_most);
    CHECK(b.interval.upper - b.interval.lower > b.one_draw.upper - b.one_draw.lower);
    // The order in which draws are worked on changes nothing.
    auto backwards = [](std::string_view, size_t n, const std::function<void(size_t)>& piece) {
        for (size_t i = n; i-- > 0;) piece(i);
        return true;
    };
    auto c = pool(uncertain, s, backwards).value();
    CHECK(c.interval.lower == b.interval.lower);
    CHECK(c.share == b.share);
    s.resamples = pooled_max;
    CHECK(pool(uncertain, s, one_after_another).error().fault == soria::Fault::limit);
    s.resamples = 10;
    s.method = Method::latent;
    CHECK_FALSE(pool(uncertain, s, one_after_another).has_value());
}

TEST_CASE("records with draws are read") {
    auto m = read_matched("list,d1,d2\nA,x,1\nB,x,2\nB,y,1\n").value();
    CHECK(m.records.lists == std::vector<std::string>{"A", "B"});
    CHECK(m.partitions == std::vector<Partition>{{0, 0, 1}, {0, 1, 0}});
    CHECK(read_matched("list\nA\n").error().because == "no column is a draw");
    CHECK(read_matched("list,d\nA,\n").error().where == "2:2");
    CHECK(read_matched("d\nA\n").error().because == "the column 'list' is missing");
}
