#pragma once
// Draws that are the same on every machine: SplitMix64, seeded by the demonstration's seed and the number of a life. Each life has
// dice of its own, so that lives may be told beside each other.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace soria::app::demo {

class Dice {
public:
    Dice(uint64_t seed, uint64_t stream) : state_(seed * 0x9E3779B97F4A7C15ull ^ (stream + 1) * 0xD1B54A32D192ED03ull) { next(), next(); }
    uint64_t next() {
        uint64_t z = state_ += 0x9E3779B97F4A7C15ull;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    // From 0 to n - 1; the bias of the remainder is below 1 in 10^15 for what is drawn here.
    int below(int n) { return int(next() % uint64_t(n)); }
    int between(int low, int high) { return low + below(high - low + 1); }
    double unit() { return double(next() >> 11) / 9007199254740992.0; }
    // Days until something is done, of which half are over within `half`, half of the others within as many again, and so on; at most
    // eight times as long. Whole days that have passed.
    int wait(double half) {
        constexpr double halves_max = 8;
        return int(half * std::min(-std::log2(1 - unit()), halves_max));
    }
    template <size_t N> const char* one(const char* const (&list)[N]) { return list[below(int(N))]; }

private:
    uint64_t state_;
};

}  // namespace soria::app::demo
