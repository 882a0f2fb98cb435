#include "engines/matching/match.hpp"

#include <algorithm>

#include "engines/matching/rules.hpp"

namespace soria::matching {
namespace {

// Of rows with the same cells so many are written as pairs of their own; of more, each with the first.
constexpr size_t copies_paired_max = 64;

// The pairs of rows that stand behind the pairs of distinct rows.
Status spread(const Table& t, const Scorer& s, const Distinct& d, const std::vector<Edge>& edges, float from, const Rules* rules,
              std::vector<Pair>& out, Memory& memory) {
    std::vector<std::vector<uint32_t>> groups;
    std::vector<std::pair<uint32_t, uint32_t>> place;  // of a row, its group
    auto by_first = d.copies;
    std::sort(by_first.begin(), by_first.end(), [](auto& x, auto& y) { return x.second != y.second ? x.second < y.second : x.first < y.first; });
    for (auto [copy, of] : by_first) {
        if (groups.empty() || groups.back()[0] != of) place.emplace_back(of, uint32_t(groups.size())), groups.push_back({of});
        groups.back().push_back(copy);
    }
    auto members = [&](uint32_t r) {
        auto at = std::lower_bound(place.begin(), place.end(), r, [](auto& x, uint32_t y) { return x.first < y; });
        std::vector<uint32_t> list{r};
        if (at != place.end() && at->first == r) list = groups[at->second];
        if (list.size() > copies_paired_max) list.resize(1);
        return list;
    };
    size_t many = edges.size() + d.copies.size() * 2;
    TRY(memory.take(many * sizeof(Pair), "the pairs"));
    // Of two files a pair is always one row of each.
    auto put = [&](uint32_t a, uint32_t b, float bits) {
        if (t.source.empty() || t.source[a] != t.source[b]) out.push_back({std::min(a, b), std::max(a, b), bits});
    };
    for (const auto& g : groups) {
        float bits = s.full(t.row(g[0]), t.row(g[0]));
        if (bits < from || (rules && !rules->finds(t, g[1], g[0]))) continue;
        for (size_t i = 0; i < (g.size() > copies_paired_max ? 1 : g.size()); ++i)
            for (size_t j = i + 1; j < g.size(); ++j) put(g[i], g[j], bits);
    }
    for (const auto& e : edges) {
        if (e.bits < from) continue;
        if (groups.empty()) {
            put(e.a, e.b, e.bits);
            continue;
        }
        for (auto a : members(e.a))
            for (auto b : members(e.b)) put(a, b, e.bits);
    }
    std::sort(out.begin(), out.end(), [](const Pair& x, const Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return {};
}

// Of two files: the surest pair first, each row once.
void keep_one_to_one(std::vector<Pair>& pairs, size_t rows) {
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) { return x.bits > y.bits; });
    std::vector<bool> taken(rows);
    std::erase_if(pairs, [&](const Pair& p) {
        if (taken[p.a] || taken[p.b]) return true;
        taken[p.a] = taken[p.b] = true;
        return false;
    });
    std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
}

uint64_t pairs_of(std::vector<uint64_t> keys) {
    std::sort(keys.begin(), keys.end());
    uint64_t sum = 0;
    for (size_t i = 0; i < keys.size();) {
        size_t from = i;
        while (i < keys.size() && keys[i] == keys[from]) ++i;
        sum += uint64_t(i - from) * (i - from - 1) / 2;
    }
    return sum;
}

}  // namespace

Result<Model> learn(const Table& t, const MatchOptions& o, const Run& run, Memory& memory, const Say& say) {
    if (o.model) return fitted(*o.model, t);
    return train(t, o.train, run, memory, say);
}

Result<Matched> match(const Table& t, const MatchOptions& o, const Run& run, Memory& memory, const Say& say) {
    Matched out;
    out.model = TRY(learn(t, o, run, memory, say));
    TRY(memory.take(t.rows * 2 * sizeof(Item), "finding rows that are the same"));
    auto distinct = distinct_rows(t);
    memory.give_back(t.rows * 2 * sizeof(Item));
    Scorer scorer(t, out.model, distinct);
    TRY(memory.take(scorer.bytes() + distinct.rows.size() * 4 + distinct.copies.size() * 8, "the weights"));
    out.shared = discount_shared(t, out.model, scorer);
    float enough = Scorer::bits_of(out.model.threshold), from = enough;
    if (o.keep_pairs) from = std::min(from, Scorer::bits_of(o.pairs_from));
    auto found = TRY(find_pairs(t, out.model, scorer, distinct, from, run, memory, say));
    out.looked_at = found.looked_at;
    out.left_out = found.left_out;
    out.every_pair = found.every_pair;
    scorer.exact_from(-1e9f);
    TRY(memory.take(t.rows * 12 + found.edges.size() * sizeof(Edge), "the clusters"));
    out.cluster = clusters(t, out.model, scorer, distinct, found.edges);
    for (size_t r = 0; r < t.rows; ++r) out.persons += out.cluster[r] == r;
    if (o.keep_pairs) TRY(spread(t, scorer, distinct, found.edges, Scorer::bits_of(o.pairs_from), out.model.rules.get(), out.pairs, memory));
    if (o.one_to_one) keep_one_to_one(out.pairs, t.rows);
    return out;
}

Agreed agreement(const std::vector<uint32_t>& clusters, const std::vector<uint32_t>& labels) {
    std::vector<uint64_t> c(clusters.begin(), clusters.end()), l(labels.begin(), labels.end()), both(clusters.size());
    for (size_t i = 0; i < clusters.size(); ++i) both[i] = uint64_t(clusters[i]) << 32 | labels[i];
    return {pairs_of(std::move(both)), pairs_of(std::move(c)), pairs_of(std::move(l))};
}

}  // namespace soria::matching
