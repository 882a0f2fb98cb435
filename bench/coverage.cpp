// How often a 95 % interval has the truth, by simulation: the true model known beforehand, chosen stepwise, and with records whose
// matching is uncertain.
#include <atomic>
#include <cmath>
#include <thread>

#include "engines/prevalence/linkage.hpp"
#include "prevalence.hpp"

namespace soria::bench {
namespace {

using namespace soria::prevalence;

// Four lists of which the first two depend on one another; the model that makes them is [12,3,4].
struct World {
    const char* name;
    int persons;
    double chance[4];
    double together;                     // of those on the first list, on the second
};
constexpr World little_seen{"little_seen", 8000, {0.09, 0.08, 0.06, 0.06}, 0.16};       // about a quarter are on a list
constexpr World well_seen{"well_seen", 1000, {0.3, 0.25, 0.2, 0.2}, 0.35};              // about two thirds are

// Who stands on which list.
std::vector<Mask> population(const World& w, Random& r) {
    std::vector<Mask> on(size_t(w.persons), 0);
    for (auto& m : on) {
        bool first = r.uniform() < w.chance[0];
        unsigned bits = first;
        bits |= unsigned(r.uniform() < (first ? w.together : w.chance[1])) << 1;
        for (int l = 2; l < 4; ++l) bits |= unsigned(r.uniform() < w.chance[l]) << l;
        m = Mask(bits);
    }
    return on;
}

const std::vector<std::string> names{"A", "B", "C", "D"};

Overlaps counted(const std::vector<Mask>& on) {
    std::vector<int64_t> count(16, 0);
    for (Mask m : on) ++count[m];
    count[0] = 0;
    return must(from_counts(names, count), "counting");
}

// Records of those persons, and a matcher that is right about its own doubt. Of the persons with two records every third is doubtful,
// and as many pairs of strangers are; each doubtful pair has a score, whose means are two standard deviations apart for those who
// are the same and those who are not, and the odds that this score gives. Everybody else is matched for certain.
struct Recorded {
    Records records{names, {}};
    std::vector<Link> links;
    size_t doubtful = 0;
};
Recorded recorded(const std::vector<Mask>& on, Random& r) {
    Recorded out;
    std::vector<uint32_t> strangers;
    auto doubt = [&](uint32_t a, uint32_t b, bool same) {
        constexpr double apart = 2;
        double score = r.normal() + (same ? apart / 2 : -apart / 2);
        out.links.push_back({a, b, std::exp(apart * score)});
        ++out.doubtful;
    };
    for (Mask m : on) {
        auto first = uint32_t(out.records.list.size());
        for (int l = 0; l < 4; ++l)
            if (m >> l & 1) out.records.list.push_back(uint8_t(l));
        auto n = uint32_t(out.records.list.size()) - first;
        if (n == 1) strangers.push_back(first);
        if (n == 2 && r.below(3) == 0) {
            doubt(first, first + 1, true);
            continue;
        }
        for (uint32_t a = 0; a < n; ++a)
            for (uint32_t b = a + 1; b < n; ++b) out.links.push_back({first + a, first + b, 1e9});
    }
    for (size_t false_ones = out.doubtful; false_ones > 0 && strangers.size() > 1; --false_ones) {
        auto take = [&] {
            size_t i = r.below(strangers.size());
            std::swap(strangers[i], strangers.back());
            uint32_t s = strangers.back();
            strangers.pop_back();
            return s;
        };
        uint32_t a = take(), b = take();
        if (out.records.list[a] == out.records.list[b]) {      // two of one list are not doubtful: another pair
            strangers.push_back(a);
            ++false_ones;
            continue;
        }
        doubt(a, b, false);
    }
    return out;
}

struct Tally {
    std::atomic<int> met{0}, tried{0};
    void add(bool has) { ++tried, met += has; }
    object said() const { return {{"studies", tried.load()}, {"met", tried ? double(met) / tried : 0.0}}; }
};

void parallel(int n, const std::function<void(int)>& study) {
    std::atomic<int> next{0};
    auto work = [&] {
        for (int i; (i = next++) < n;) study(i);
    };
    std::vector<std::thread> others;
    for (unsigned t = 1; t < std::max(1u, std::thread::hardware_concurrency()); ++t) others.emplace_back(work);
    work();
    for (auto& t : others) t.join();
}

}  // namespace

namespace {

object study(const World& w, int studies) {
    Tally wald, profiled, known, chosen, certain, matched, known_varied, chosen_varied;
    std::atomic<int64_t> seen{0};
    auto has = [&](const Limits& l) { return l.lower <= w.persons && w.persons <= l.upper; };
    parallel(studies, [&](int i) {
        Random r(11, uint64_t(i));
        auto o = counted(population(w, r));
        seen += o.known;
        Settings s;
        s.seed = uint64_t(i) + 1;
        s.resamples = 500;
        s.method = Method::fixed;
        s.model = "[12,3,4]";
        auto fixed = answer(o, s, one_after_another);
        if (fixed) known.add(has(fixed->interval)), known_varied.add(has(*fixed->unconditional)), wald.add(has(*fixed->naive));
        if (fixed && fixed->profile) profiled.add(has({fixed->profile->lower, fixed->profile->upper}));
        s.method = Method::stepwise;
        s.model.clear();
        auto free = answer(o, s, one_after_another);
        if (free) chosen.add(has(free->interval)), chosen_varied.add(has(*free->unconditional));
    });
    std::vector<double> shares(size_t(studies), 0.0);
    parallel(studies, [&](int i) {
        Random r(12, uint64_t(i));
        auto data = recorded(population(w, r), r);
        ChainSettings chain;
        chain.partitions = 40;
        chain.thinning = 3;
        chain.burn_in = 10;
        chain.seed = uint64_t(i) + 1;
        std::vector<Overlaps> draws;
        auto partitions = must(draw_partitions(data.records, data.links, chain), "drawing partitions");
        for (const auto& p : partitions) draws.push_back(must(overlaps_of(data.records, p), "overlaps"));
        Settings s;
        s.seed = uint64_t(i) + 1;
        s.resamples = 100;
        s.method = Method::fixed;
        s.model = "[12,3,4]";
        auto p = pool(draws, s, one_after_another);
        if (p) matched.add(has(p->interval)), certain.add(has(p->one_draw)), shares[size_t(i)] = p->share;
    });
    double share = 0;
    for (double x : shares) share += x / studies;
    return {{"world", w.name}, {"persons", w.persons}, {"known", double(seen) / studies}, {"wald", wald.said()}, {"profile", profiled.said()}, {"bca", known.said()},
            {"bca_unconditional", known_varied.said()}, {"chosen_stepwise", chosen.said()}, {"chosen_unconditional", chosen_varied.said()}, {"matching_drawn", matched.said()}, {"matching_as_if_certain", certain.said()}, {"share_of_variance", share}};
}

}  // namespace

object coverage(const std::vector<std::string>& args) {
    int studies = args.size() > 1 ? std::stoi(args[1]) : 1000;
    Span span;
    json::bj::array worlds;
    for (const auto& w : {little_seen, well_seen}) worlds.push_back(study(w, studies));
    return {{"worlds", std::move(worlds)}, {"cpu_s", span.cpu_s_used()}, {"wall_s", span.wall_s_used()}};
}

}  // namespace soria::bench
