#pragma once
// Threads that wait for work: the engine's pieces, each done once, in any order.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace soria::app {

class Threads {
public:
    explicit Threads(size_t count);                    // the caller's own is one of them
    ~Threads();
    void run(size_t n, const std::function<void(size_t)>& piece);
    size_t count() const { return workers_.size() + 1; }

private:
    void work();
    void pieces();
    std::vector<std::thread> workers_;
    std::mutex mutex_;
    std::condition_variable wake_, done_;
    const std::function<void(size_t)>* piece_ = nullptr;
    size_t n_ = 0, next_ = 0, busy_ = 0;
    uint64_t round_ = 0;
    bool stop_ = false;
};

}  // namespace soria::app
