#pragma once
// How alike two short strings are: Jaro-Winkler, the optimal string alignment distance up to two, and a mask of letters that
// tells at once when two strings cannot be near.
#include <bit>
#include <cstdint>
#include <string_view>

namespace soria::matching {

// Bits for each letter's first and second occurrence and for each digit: one edit changes at most two of them.
uint64_t letter_mask(std::string_view);
inline int mask_distance(uint64_t a, uint64_t b) { return std::popcount(a ^ b); }

// 0, 1, 2, or 3 for more: insertions, deletions, substitutions and swaps of neighbours.
int edits(std::string_view a, std::string_view b);

double jaro_winkler(std::string_view a, std::string_view b);
// Never below jaro_winkler: from lengths, masks and the common beginning alone.
double jaro_winkler_at_most(std::string_view a, uint64_t mask_a, std::string_view b, uint64_t mask_b);

// A hash of its own, the same on every machine of one byte order.
uint64_t hash_of(std::string_view);
inline uint64_t mix(uint64_t a, uint64_t b) {
    auto p = static_cast<unsigned __int128>(a ^ 0x9E3779B97F4A7C15ull) * (b ^ 0xD6E8FEB86659FD93ull);
    return uint64_t(p) ^ uint64_t(p >> 64);
}

}  // namespace soria::matching
