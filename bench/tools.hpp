#pragma once
// What every part of the bench needs: clocks, percentiles, and a way to stop when something fails.
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/core/result.hpp"
#include "base/json_out.hpp"

namespace soria::bench {

using json::bj::object;

[[noreturn]] void stop(const std::string& why);
template <class T> T must(Result<T> r, const char* doing) {
    if (!r) stop(std::string(doing) + ": " + r.error().text());
    return std::move(*r);
}
inline void must(Status r, const char* doing) {
    if (!r) stop(std::string(doing) + ": " + r.error().text());
}

inline double seconds(clockid_t clock) {
    timespec t;
    clock_gettime(clock, &t);
    return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}
inline double wall_s() { return seconds(CLOCK_MONOTONIC); }
inline double process_cpu_s() { return seconds(CLOCK_PROCESS_CPUTIME_ID); }
inline double thread_cpu_s() { return seconds(CLOCK_THREAD_CPUTIME_ID); }

struct Span {
    double wall = wall_s(), cpu = process_cpu_s();
    double wall_s_used() const { return wall_s() - wall; }
    double cpu_s_used() const { return process_cpu_s() - cpu; }
};

// The value below which that part of the list lies; sorts the list.
inline double percentile(std::vector<double>& v, double part) {
    if (v.empty()) return 0;
    std::sort(v.begin(), v.end());
    return v[std::min(v.size() - 1, size_t(part * double(v.size())))];
}
inline double median(std::vector<double> v) {
    if (v.empty()) return 0;
    std::sort(v.begin(), v.end());
    return v.size() % 2 ? v[v.size() / 2] : (v[v.size() / 2 - 1] + v[v.size() / 2]) / 2;
}

double number(const object&, std::string_view name);
double resident_mb();        // of this process, now
double resident_peak_mb();
std::string machine();       // processor, cores, kernel

// How long each flush to the disk took, by the name of the file; the bench stands between SQLite and the C library.
void flushes_clear();
std::vector<double> flushes_s(const std::string& file_name_ends);

}  // namespace soria::bench
