#pragma once
// What the engine asks of whoever calls it: to run independent pieces, in any order and on any number of threads, and to
// stay below so many bytes.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>

#include "base/core/result.hpp"

namespace soria::matching {

// Calls piece(0) ... piece(n - 1), each once; returns when all are done.
using Run = std::function<void(size_t n, const std::function<void(size_t)>& piece)>;
inline void run_here(size_t n, const std::function<void(size_t)>& piece) {
    for (size_t i = 0; i < n; ++i) piece(i);
}

// Progress in plain words; may be empty.
using Say = std::function<void(const std::string&)>;

// Bytes that the engine holds, asked for before they are taken.
class Memory {
public:
    explicit Memory(size_t limit_bytes = 0) : limit_(limit_bytes) {}   // 0: no limit
    Status take(size_t bytes, const char* what) {
        if (limit_ && held_ + bytes > limit_)
            return fail(Fault::limit, "needs " + mib(held_ + bytes) + " for " + what + ", and --memory allows " + mib(limit_));
        held_ += bytes;
        most_ = std::max(most_, held_);
        return {};
    }
    void give_back(size_t bytes) { held_ -= std::min(bytes, held_); }
    // Told of every large block before it is first touched: a system may keep it in larger pages.
    std::function<void(void*, size_t)> on_large;
    void large(void* at, size_t bytes) const {
        if (on_large) on_large(at, bytes);
    }
    size_t limit() const { return limit_; }
    size_t held() const { return held_; }
    size_t most() const { return most_; }

private:
    static std::string mib(size_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }
    size_t limit_, held_ = 0, most_ = 0;
};

}  // namespace soria::matching
