#include "engines/matching/cluster.hpp"

#include <algorithm>

#include "engines/matching/rules.hpp"

namespace soria::matching {
namespace {

// Two groups are joined by a sure pair only when the pairs across, on the whole, do not speak against it: the mean of their
// bits, each within these bounds, is at least this. So one weak pair never joins two families.
constexpr float bound_bits = 8, mean_bits_min = -4;
constexpr size_t asked_max = 12;           // members of a group that are asked

// Groups whose members are a ring.
struct Groups {
    std::vector<uint32_t> up, next;
    explicit Groups(size_t n) : up(n), next(n) {
        for (size_t i = 0; i < n; ++i) up[i] = next[i] = uint32_t(i);
    }
    uint32_t of(uint32_t r) {
        while (up[r] != r) r = up[r] = up[up[r]];
        return r;
    }
    void join(uint32_t a, uint32_t b) {                // of two first members
        up[std::max(a, b)] = std::min(a, b);
        std::swap(next[a], next[b]);
    }
    size_t members(uint32_t first, std::array<uint32_t, asked_max>& out) const {
        size_t n = 0;
        for (uint32_t r = first; n < asked_max;) {
            out[n++] = r;
            if ((r = next[r]) == first) break;
        }
        return n;
    }
};

bool agree(const Table& t, const Scorer& s, const Groups& g, uint32_t a, uint32_t b) {
    if (g.next[a] == a && g.next[b] == b) return true; // two rows: the pair itself
    std::array<uint32_t, asked_max> left, right;
    size_t n = g.members(a, left), m = g.members(b, right);
    float sum = 0;
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < m; ++j) sum += std::clamp(s.full(t.row(left[i]), t.row(right[j])), -bound_bits, bound_bits);
    return sum >= mean_bits_min * float(n * m);
}

}  // namespace

std::vector<uint32_t> clusters(const Table& t, const Model& m, const Scorer& s, const Distinct& d, std::vector<Edge> edges) {
    Groups g(t.rows);
    float enough = Scorer::bits_of(m.threshold);
    std::erase_if(edges, [&](const Edge& e) { return e.bits < enough; });
    std::sort(edges.begin(), edges.end(), [](const Edge& x, const Edge& y) { return x.bits != y.bits ? x.bits > y.bits : x.a != y.a ? x.a < y.a : x.b < y.b; });
    for (const auto& e : edges) {
        uint32_t a = g.of(e.a), b = g.of(e.b);
        if (a != b && agree(t, s, g, a, b)) g.join(a, b);
    }
    // Rows that are the same in everything stand for each other; they come last, so that they have one voice. Given rules join only whom they
    // find: two copies whom they do not are together where they find a third with both.
    std::vector<bool> with_another(m.rules ? t.rows : 0);
    if (m.rules)
        for (const auto& e : edges)
            if (g.of(e.a) == g.of(e.b)) with_another[e.a] = with_another[e.b] = true;
    auto may_join = [&](uint32_t copy, uint32_t of) { return !m.rules || with_another[of] || m.rules->finds(t, copy, of); };
    for (auto [copy, of] : d.copies)
        if (s.full(t.row(copy), t.row(of)) >= enough && may_join(copy, of)) g.join(copy, g.of(of));
    std::vector<uint32_t> out(t.rows);
    for (size_t r = 0; r < t.rows; ++r) out[r] = g.of(uint32_t(r));
    return out;
}

}  // namespace soria::matching
