#pragma once
// Random numbers from a seed and a stream: the same on every machine and for any number of threads, since each piece of work has
// a stream of its own. xoshiro256++, seeded by splitmix64.
#include <cmath>
#include <cstdint>

namespace soria::prevalence {

class Random {
public:
    Random(uint64_t seed, uint64_t stream) {
        uint64_t x = mix(seed) ^ mix(stream + 0x632be59bd9b4e019);
        for (auto& s : s_) s = mix(x += 0x9e3779b97f4a7c15);
    }
    uint64_t bits() {
        uint64_t r = turn(s_[0] + s_[3], 23) + s_[0], t = s_[1] << 17;
        s_[2] ^= s_[0];
        s_[3] ^= s_[1];
        s_[1] ^= s_[2];
        s_[0] ^= s_[3];
        s_[2] ^= t;
        s_[3] = turn(s_[3], 45);
        return r;
    }
    double uniform() { return (double(bits() >> 11) + 0.5) * 0x1p-53; }      // between 0 and 1, neither of them
    uint64_t below(uint64_t n) { return uint64_t((static_cast<unsigned __int128>(bits()) * n) >> 64); }
    double exponential() { return -std::log(uniform()); }
    double normal();
    double gamma(double shape);                          // scale 1
    double log_gamma_variate(double shape);              // its logarithm, for shapes so small that it would be 0
    double beta(double a, double b);
    double poisson(double mean);
    double binomial(double n, double p);                 // a whole number
    // A multinomial: `out[i]` of n, by weights that need not sum to 1. Returns nothing for weights that sum to 0.
    void multinomial(double n, const double* weight, int parts, double* out);

private:
    static uint64_t mix(uint64_t x) {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
        x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
    static uint64_t turn(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
    uint64_t s_[4];
    double spare_ = 0;
    bool has_spare_ = false;
};

}  // namespace soria::prevalence
