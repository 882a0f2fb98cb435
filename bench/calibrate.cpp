// A fixed piece of work, so that two reports from two machines, or from one machine on two days, can be laid side by side:
// a radix sort of 10^8 keys of 32 bits and a scan of 100 MB of CSV. One thread.
#include "calibrate.hpp"

#include <cstring>

namespace soria::bench {
namespace {

constexpr size_t keys_count = 100'000'000;
constexpr size_t csv_bytes = 100'000'000;

uint64_t next(uint64_t& s) {   // splitmix64
    uint64_t z = (s += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

void radix_sort(std::vector<uint32_t>& a, std::vector<uint32_t>& b) {
    for (int shift = 0; shift < 32; shift += 8) {
        size_t at[256] = {};
        for (uint32_t k : a) ++at[(k >> shift) & 255];
        size_t sum = 0;
        for (auto& n : at) {
            size_t count = n;
            n = sum;
            sum += count;
        }
        for (uint32_t k : a) b[at[(k >> shift) & 255]++] = k;
        a.swap(b);
    }
}

object sort_part() {
    std::vector<uint32_t> keys(keys_count), other(keys_count);
    uint64_t seed = 1;
    for (auto& k : keys) k = uint32_t(next(seed));
    Span s;
    radix_sort(keys, other);
    object o{{"wall_s", s.wall_s_used()}, {"cpu_s", s.cpu_s_used()}};
    if (!std::is_sorted(keys.begin(), keys.end())) stop("the calibrator's sort is wrong");
    return o;
}

// Rows of five fields, one in eight quoted with a doubled quote and a comma inside.
std::string made_csv() {
    std::string t;
    t.reserve(csv_bytes + 200);
    uint64_t seed = 2;
    while (t.size() < csv_bytes)
        for (int field = 0; field < 5; ++field) {
            uint64_t n = next(seed);
            if (n % 8 == 0) t += "\"a \"\"b\"\", c\"";
            else t += std::to_string(n % 1'000'000);
            t += field == 4 ? '\n' : ',';
        }
    return t;
}

object scan_part() {
    std::string text = made_csv();
    Span s;
    uint64_t rows = 0, fields = 0, digits = 0;
    bool quoted = false;
    for (char c : text) {
        if (c == '"') quoted = !quoted;
        else if (quoted) continue;
        else if (c == ',') ++fields;
        else if (c == '\n') ++rows, ++fields;
        else digits += uint64_t(c - '0');
    }
    object o{{"wall_s", s.wall_s_used()}, {"cpu_s", s.cpu_s_used()}, {"rows", rows}, {"check", digits}};
    if (fields != rows * 5) stop("the calibrator's scan is wrong");
    return o;
}

}  // namespace

object calibrate() {
    object o{{"threads", 1}};
    o["radix_sort_1e8"] = sort_part();
    o["csv_100_mb"] = scan_part();
    return o;
}

}  // namespace soria::bench
