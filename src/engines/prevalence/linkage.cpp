#include "engines/prevalence/linkage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "base/csv.hpp"

namespace soria::prevalence {

Result<Overlaps> overlaps_of(const Records& records, const Partition& partition) {
    if (partition.size() != records.list.size()) return invalid("a partition has a number for each record");
    std::unordered_map<uint32_t, Mask> on;
    on.reserve(partition.size());
    for (size_t i = 0; i < partition.size(); ++i) {
        auto& m = on[partition[i]];
        m = Mask(m | (1u << records.list[i]));
    }
    std::vector<int64_t> count(size_t(1) << records.lists.size(), 0);
    for (const auto& [person, m] : on) ++count[m];
    return from_counts(records.lists, std::move(count));
}

namespace {

// Clusters with their members, and each record's links.
class PartitionChain {
public:
    PartitionChain(size_t records, const std::vector<Link>& links, const ChainSettings& s) : s_(s), random_(s.seed, 4'000'000), cluster_(records), members_(records), links_(records) {
        std::iota(cluster_.begin(), cluster_.end(), 0u);
        for (uint32_t i = 0; i < records; ++i) members_[i] = {i};
        for (const auto& l : links) {
            links_[l.a].push_back({l.b, l.odds});
            links_[l.b].push_back({l.a, l.odds});
        }
        for (uint32_t i = 0; i < records; ++i)
            if (!links_[i].empty()) moving_.push_back(i);
    }
    void sweep() {
        for (uint32_t i : moving_) move(i);
    }
    const Partition& now() const { return cluster_; }

private:
    void leave(uint32_t i) {
        auto& old = members_[cluster_[i]];
        *std::find(old.begin(), old.end(), i) = old.back();
        old.pop_back();
    }
    void join(uint32_t i, uint32_t cluster) {
        members_[cluster].push_back(i);
        cluster_[i] = cluster;
    }
    // A cluster's number that nobody has: its own, or that which its own's taker left behind.
    uint32_t alone(uint32_t i) {
        if (members_[i].empty()) return i;
        uint32_t c = cluster_[i];
        if (members_[c].empty()) return c;
        for (uint32_t k = 0; k < members_.size(); ++k, ++empty_)
            if (members_[empty_ % members_.size()].empty()) return uint32_t(empty_ % members_.size());
        return i;
    }
    void move(uint32_t i) {
        leave(i);
        targets_.clear();
        odds_.clear();
        targets_.push_back(alone(i));
        odds_.push_back(1);
        for (const auto& [j, ignored] : links_[i]) {
            uint32_t c = cluster_[j];
            if (std::find(targets_.begin() + 1, targets_.end(), c) != targets_.end()) continue;
            double product = 1;
            for (uint32_t m : members_[c]) product *= odds_of(i, m);
            targets_.push_back(c);
            odds_.push_back(product);
        }
        double u = random_.uniform() * std::accumulate(odds_.begin(), odds_.end(), 0.0);
        size_t k = 0;
        while (k + 1 < odds_.size() && (u -= odds_[k]) > 0) ++k;
        join(i, targets_[k]);
    }
    double odds_of(uint32_t i, uint32_t j) const {
        for (const auto& [other, odds] : links_[i])
            if (other == j) return odds;
        return s_.otherwise;
    }
    ChainSettings s_;
    Random random_;
    Partition cluster_;
    std::vector<std::vector<uint32_t>> members_;
    std::vector<std::vector<std::pair<uint32_t, double>>> links_;
    std::vector<uint32_t> moving_, targets_;
    std::vector<double> odds_;
    size_t empty_ = 0;
};

}  // namespace

Result<std::vector<Partition>> draw_partitions(const Records& records, const std::vector<Link>& links, const ChainSettings& s) {
    size_t n = records.list.size();
    if (n == 0 || n > records_max) return fail(Fault::limit, "between one and a million records");
    if (s.partitions > partitions_max) return fail(Fault::limit, "at most 10000 draws");
    for (const auto& l : links) {
        if (l.a >= n || l.b >= n || l.a == l.b) return invalid("a link joins two records that are there");
        if (!(l.odds > 0) || !std::isfinite(l.odds)) return invalid("a link's odds are above nothing");
    }
    PartitionChain chain(n, links, s);
    for (size_t i = 0; i < s.burn_in; ++i) chain.sweep();
    std::vector<Partition> out;
    for (size_t d = 0; d < s.partitions; ++d) {
        for (size_t i = 0; i < s.thinning; ++i) chain.sweep();
        out.push_back(chain.now());
    }
    return out;
}

namespace {

struct Moments { double n = 0, mean = 0, variance = 0; };
Moments moments(const std::vector<double>& x) {
    Moments m;
    for (double v : x)
        if (std::isfinite(v)) ++m.n, m.mean += v;
    m.mean /= std::max(1.0, m.n);
    for (double v : x)
        if (std::isfinite(v)) m.variance += (v - m.mean) * (v - m.mean);
    m.variance /= std::max(1.0, m.n - 1);
    return m;
}

// Of the variance of the logarithm of the unseen: what lies between draws, less what the resamples of each bring into it.
double share_of_matching(const std::vector<std::vector<double>>& replicates, const std::vector<Overlaps>& draws) {
    std::vector<double> means;
    double within = 0, noise = 0, n = 0;
    for (size_t d = 0; d < replicates.size(); ++d) {
        std::vector<double> logs;
        for (double x : replicates[d])
            if (std::isfinite(x) && x > double(draws[d].known)) logs.push_back(std::log(x - double(draws[d].known)));
        if (logs.size() < 2) continue;
        Moments m = moments(logs);
        means.push_back(m.mean);
        within += m.variance;
        noise += m.variance / m.n;
        ++n;
    }
    if (n < 2) return 0;
    within /= n;
    double between = std::max(0.0, moments(means).variance - noise / n);
    return between + within > 0 ? between / (between + within) : 0;
}

}  // namespace

Result<Pooled> pool(const std::vector<Overlaps>& draws, const Settings& s, const Run& run) {
    if (draws.empty() || draws.size() > partitions_max) return fail(Fault::limit, "between one and ten thousand draws");
    if (draws.size() * s.resamples > pooled_max) return fail(Fault::limit, "at most 50000000 resamples of all draws together");
    if (bayesian(s.method)) return invalid("draws of the matching are pooled with resamples: the method must have them");
    if (s.resamples == 0) return invalid("draws of the matching are pooled with resamples: at least one");
    std::vector<std::vector<double>> replicates(draws.size());
    std::vector<Error> faults(draws.size());
    Pooled out;
    out.estimates.assign(draws.size(), std::numeric_limits<double>::quiet_NaN());
    bool whole = run("draws of the matching", draws.size(), [&](size_t d) {
        Settings own = s;
        own.seed = s.seed + 0x9e3779b97f4a7c15 * (d + 1);          // another stream for each draw
        auto a = answer(draws[d], own, inside(run));
        if (!a) {
            faults[d] = a.error();
            return;
        }
        out.estimates[d] = a->estimate;
        replicates[d] = a->replicates;
    });
    bool gave_up = std::any_of(faults.begin(), faults.end(), [](const Error& e) { return e.fault == Fault::busy; });
    if (!whole || gave_up) return stopped();
    std::vector<double> all, own;
    out.draws = draws.size();
    out.known_least = out.known_most = double(draws[0].known);
    for (size_t d = 0; d < draws.size(); ++d) {
        out.known_least = std::min(out.known_least, double(draws[d].known));
        out.known_most = std::max(out.known_most, double(draws[d].known));
        out.resamples += s.resamples;
        for (double x : replicates[d])
            if (std::isfinite(x)) all.push_back(x);
        if (std::isfinite(out.estimates[d])) own.push_back(out.estimates[d]);
    }
    if (own.empty()) return tl::unexpected(faults[0]);
    if (all.empty()) return invalid("no resample of any draw has an estimate");
    out.dropped = out.resamples - all.size();
    std::sort(all.begin(), all.end());
    std::sort(own.begin(), own.end());
    out.estimate = quantile(own, 0.5);
    out.interval = {quantile(all, 0.5 - s.level / 2), quantile(all, 0.5 + s.level / 2)};
    out.narrower = {quantile(all, 0.1), quantile(all, 0.9)};
    double middle = own[(own.size() - 1) / 2];
    for (size_t d = draws.size(); d-- > 0;)
        if (out.estimates[d] == middle) out.middle = d;
    auto one = replicates[out.middle];
    std::erase_if(one, [](double x) { return !std::isfinite(x); });
    std::sort(one.begin(), one.end());
    out.one_draw = {quantile(one, 0.5 - s.level / 2), quantile(one, 0.5 + s.level / 2)};
    out.share = share_of_matching(replicates, draws);
    return out;
}

Result<Matched> read_matched(std::string_view text) {
    csv::Reader reader(text);
    auto header = TRY(reader.next());
    if (!header) return invalid("the file is empty");
    auto list = TRY(csv::columns(*header, {"list"}));
    size_t columns = header->cells.size();
    if (columns < 2) return invalid("no column is a draw", "1:1");
    Matched m;
    m.partitions.resize(columns - 1);
    std::vector<std::unordered_map<std::string, uint32_t>> numbers(columns - 1);
    for (;;) {
        auto r = TRY(reader.next());
        if (!r) break;
        auto at = [&](size_t c) { return std::to_string(r->line) + ":" + std::to_string(c + 1); };
        if (r->cells.size() != columns) return invalid("the row has another number of cells than the header", at(0));
        if (m.records.list.size() >= records_max) return fail(Fault::limit, "more than a million records", at(0));
        const auto& name = r->cells[list[0]];
        if (name.empty()) return invalid("a record is on a list", at(list[0]));
        size_t l = size_t(std::find(m.records.lists.begin(), m.records.lists.end(), name) - m.records.lists.begin());
        if (l == m.records.lists.size()) {
            if (l >= size_t(lists_max)) return fail(Fault::limit, "more than 12 lists", at(list[0]));
            m.records.lists.push_back(name);
        }
        m.records.list.push_back(uint8_t(l));
        for (size_t c = 0, d = 0; c < columns; ++c) {
            if (c == list[0]) continue;
            if (r->cells[c].empty()) return invalid("a record is some person in each draw", at(c));
            m.partitions[d].push_back(numbers[d].emplace(r->cells[c], uint32_t(numbers[d].size())).first->second);
            ++d;
        }
    }
    if (m.records.list.empty()) return invalid("the file has no record");
    return m;
}

}  // namespace soria::prevalence
