#include "tools.hpp"

#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

namespace soria::bench {

void stop(const std::string& why) {
    std::fprintf(stderr, "bench: %s\n", why.c_str());
    std::_Exit(1);
}

double number(const object& o, std::string_view name) {
    const auto* v = o.if_contains(name);
    if (!v || !v->is_number()) stop("a part of the bench did not report " + std::string(name));
    return v->to_number<double>();
}

namespace {
double status_mb(const char* key) {
    std::ifstream f("/proc/self/status");
    for (std::string line; std::getline(f, line);)
        if (line.rfind(key, 0) == 0) return std::atof(line.c_str() + std::string(key).size()) / 1024;
    return 0;
}
}  // namespace
double resident_mb() { return status_mb("VmRSS:"); }
double resident_peak_mb() { return status_mb("VmHWM:"); }

std::string machine() {
    std::ifstream f("/proc/cpuinfo");
    std::string model = "unknown processor";
    for (std::string line; std::getline(f, line);)
        if (line.rfind("model name", 0) == 0) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    utsname u;
    uname(&u);
    return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores, Linux " + u.release;
}

namespace {
std::mutex flush_mutex;
std::map<std::string, std::vector<double>> flush_times;
std::map<int, std::vector<double>*> flush_of;      // an open file's, so that its name is asked for once

void remember(int fd, double took) {
    std::lock_guard lock(flush_mutex);
    auto& times = flush_of[fd];
    if (!times) {
        char link[64], path[4096];
        std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t n = ::readlink(link, path, sizeof path - 1);
        if (n < 0) return;
        times = &flush_times[std::string(path, size_t(n))];
    }
    times->push_back(took);
}
int timed(long call, int fd) {
    double began = wall_s();
    int rc = int(::syscall(call, fd));
    remember(fd, wall_s() - began);
    return rc;
}
}  // namespace
int timed_fdatasync(int fd) { return timed(SYS_fdatasync, fd); }
int timed_fsync(int fd) { return timed(SYS_fsync, fd); }

void flushes_clear() {
    std::lock_guard lock(flush_mutex);
    flush_times.clear();
    flush_of.clear();
}
std::vector<double> flushes_s(const std::string& ends) {
    std::lock_guard lock(flush_mutex);
    std::vector<double> all;
    for (auto& [path, list] : flush_times)
        if (path.size() >= ends.size() && path.compare(path.size() - ends.size(), ends.size(), ends) == 0)
            all.insert(all.end(), list.begin(), list.end());
    return all;
}

}  // namespace soria::bench

// SQLite's calls arrive here first: the program's own symbols come before the C library's.
extern "C" int fdatasync(int fd) { return soria::bench::timed_fdatasync(fd); }
extern "C" int fsync(int fd) { return soria::bench::timed_fsync(fd); }
