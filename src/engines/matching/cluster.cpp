#include "engines/matching/cluster.hpp"

#include <algorithm>

namespace soria::matching {
namespace {

struct Groups {
    std::vector<uint32_t> up;
    explicit Groups(size_t n) : up(n) {
        for (size_t i = 0; i < n; ++i) up[i] = uint32_t(i);
    }
    uint32_t of(uint32_t r) {
        while (up[r] != r) r = up[r] = up[up[r]];
        return r;
    }
    void join(uint32_t a, uint32_t b) { up[std::max(a, b)] = std::min(a, b); }
};

}  // namespace

std::vector<uint32_t> clusters(const Table& t, const Model& m, const Scorer& s, const Distinct& d, const std::vector<Edge>& edges) {
    Groups g(t.rows);
    float enough = Scorer::bits_of(m.threshold);
    for (auto [copy, of] : d.copies)
        if (s.full(t.row(copy), t.row(of)) >= enough) g.join(copy, of);
    for (const auto& e : edges)
        if (e.bits >= enough) {
            uint32_t a = g.of(e.a), b = g.of(e.b);
            if (a != b) g.join(a, b);
        }
    std::vector<uint32_t> out(t.rows);
    for (size_t r = 0; r < t.rows; ++r) out[r] = g.of(uint32_t(r));
    return out;
}

}  // namespace soria::matching
