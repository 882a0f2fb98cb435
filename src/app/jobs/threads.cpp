#include "app/jobs/threads.hpp"

namespace soria::app {

Threads::Threads(size_t count) {
    for (size_t i = 1; i < count; ++i) workers_.emplace_back([this] { work(); });
}

Threads::~Threads() {
    {
        std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    for (auto& w : workers_) w.join();
}

void Threads::pieces() {
    for (;;) {
        size_t i;
        {
            std::lock_guard lock(mutex_);
            if (next_ >= n_) return;
            i = next_++;
        }
        (*piece_)(i);
    }
}

void Threads::work() {
    uint64_t seen = 0;
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stop_ || round_ != seen; });
            if (stop_) return;
            seen = round_;
            if (next_ >= n_) continue;
            ++busy_;
        }
        pieces();
        std::lock_guard lock(mutex_);
        if (--busy_ == 0) done_.notify_all();
    }
}

void Threads::run(size_t n, const std::function<void(size_t)>& piece) {
    if (n == 0) return;
    if (workers_.empty() || n == 1) {
        for (size_t i = 0; i < n; ++i) piece(i);
        return;
    }
    {
        std::lock_guard lock(mutex_);
        piece_ = &piece;
        n_ = n;
        next_ = 0;
        ++round_;
    }
    wake_.notify_all();
    pieces();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return busy_ == 0; });
    n_ = 0;
}

}  // namespace soria::app
