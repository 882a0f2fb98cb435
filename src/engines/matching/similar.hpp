#pragma once
// How alike two short strings are: Jaro-Winkler, the optimal string alignment distance up to two, and a mask of letters that
// tells at once when two strings cannot be near.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>

namespace soria::matching {

// Bits for each letter's first and second occurrence and for each digit: one edit changes at most two of them.
uint64_t letter_mask(std::string_view);
// At most four bits: two edits may explain them.
inline bool few_bits(uint64_t x) {
    for (int i = 0; i < 4; ++i) x &= x - 1;
    return x == 0;
}
// std::popcount without the processor's own instruction is a call.
inline int bits_in(uint64_t x) {
    x -= x >> 1 & 0x5555555555555555ull;
    x = (x & 0x3333333333333333ull) + (x >> 2 & 0x3333333333333333ull);
    return int(((x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Full) * 0x0101010101010101ull >> 56);
}

// 0, 1, 2, or 3 for more: insertions, deletions, substitutions and swaps of neighbours.
int edits(std::string_view a, std::string_view b);

double jaro_winkler(std::string_view a, std::string_view b);
// Never below jaro_winkler: from lengths, masks and the most letters that they may begin with in common.
inline double jaro_winkler_at_most(int size_a, uint64_t mask_a, int size_b, uint64_t mask_b, int beginning) {
    int common = std::min(size_a - bits_in(mask_a & ~mask_b), size_b - bits_in(mask_b & ~mask_a));
    if (common <= 0) return 0;
    double m = common, jaro = std::min(1.0, (m / size_a + m / size_b + 1) / 3);
    return jaro + beginning * 0.1 * (1 - jaro);
}

// A hash of its own, the same on every machine of one byte order.
uint64_t hash_of(std::string_view);
inline uint64_t mix(uint64_t a, uint64_t b) {
    auto p = static_cast<unsigned __int128>(a ^ 0x9E3779B97F4A7C15ull) * (b ^ 0xD6E8FEB86659FD93ull);
    return uint64_t(p) ^ uint64_t(p >> 64);
}

}  // namespace soria::matching
