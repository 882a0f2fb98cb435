#include "engines/matching/similar.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace soria::matching {
namespace {

// The distance of what is left when the common ends are gone; exact up to 2. Only five diagonals matter.
int banded(std::string_view a, std::string_view b) {
    constexpr int far = 3, reach = 2;
    std::array<int, 2 * reach + 1> row{}, above{}, before{};
    for (int k = 0; k <= 2 * reach; ++k) row[size_t(k)] = k >= reach ? std::min(far, k - reach) : far;
    int n = int(a.size()), m = int(b.size());
    for (int i = 1; i <= n; ++i) {
        before = above;
        above = row;
        for (int k = 0; k <= 2 * reach; ++k) {
            int j = i + k - reach, best = far;
            if (j < 0 || j > m) {
                row[size_t(k)] = far;
                continue;
            }
            if (j == 0) best = std::min(far, i);
            else {
                best = above[size_t(k)] + (a[size_t(i - 1)] != b[size_t(j - 1)]);
                if (k < 2 * reach) best = std::min(best, above[size_t(k + 1)] + 1);
                if (k > 0) best = std::min(best, row[size_t(k - 1)] + 1);
                if (i > 1 && j > 1 && a[size_t(i - 1)] == b[size_t(j - 2)] && a[size_t(i - 2)] == b[size_t(j - 1)])
                    best = std::min(best, before[size_t(k)] + 1);
            }
            row[size_t(k)] = std::min(far, best);
        }
    }
    int k = m - n + reach;
    return k < 0 || k > 2 * reach ? far : row[size_t(k)];
}

}  // namespace

uint64_t letter_mask(std::string_view s) {
    uint64_t mask = 0;
    for (char c : s) {
        if (c >= 'a' && c <= 'z') {
            uint64_t bit = 1ull << (c - 'a');
            mask |= mask & bit ? bit << 26 : bit;
        } else if (c >= '0' && c <= '9') {
            mask |= 1ull << (52 + c - '0');
        }
    }
    return mask;
}

int edits(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 2) return 3;
    while (!a.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    if (a.empty()) return int(b.size());
    if (b.size() == 1) return 1;
    if (a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0]) return 1;
    return banded(a, b);
}

double jaro_winkler(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    size_t na = a.size(), nb = b.size();
    if (na == 0 || nb == 0) return 0;
    if (na > 64 || nb > 64) a = a.substr(0, 64), b = b.substr(0, 64), na = a.size(), nb = b.size();
    size_t window = std::max(na, nb) / 2;
    window = window > 0 ? window - 1 : 0;
    uint64_t used_a = 0, used_b = 0;
    for (size_t i = 0; i < na; ++i) {
        size_t from = i > window ? i - window : 0, to = std::min(nb, i + window + 1);
        for (size_t j = from; j < to; ++j)
            if (a[i] == b[j] && !(used_b >> j & 1)) {
                used_a |= 1ull << i, used_b |= 1ull << j;
                break;
            }
    }
    int common = std::popcount(used_a);
    if (common == 0) return 0;
    int misplaced = 0;
    for (uint64_t x = used_a, y = used_b; x; x &= x - 1, y &= y - 1) misplaced += a[size_t(std::countr_zero(x))] != b[size_t(std::countr_zero(y))];
    double m = common, jaro = (m / double(na) + m / double(nb) + (m - misplaced / 2) / m) / 3;
    size_t prefix = 0;
    while (prefix < 4 && prefix < na && prefix < nb && a[prefix] == b[prefix]) ++prefix;
    return jaro + double(prefix) * 0.1 * (1 - jaro);
}

uint64_t hash_of(std::string_view s) {
    uint64_t h = s.size() * 0x9E3779B97F4A7C15ull;
    const char* p = s.data();
    size_t n = s.size();
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t w;
        std::memcpy(&w, p, 8);
        h = mix(h, w);
    }
    uint64_t w = 0;
    std::memcpy(&w, p, n);
    return mix(h, w ^ 0xA0761D6478BD642Full);
}

}  // namespace soria::matching
