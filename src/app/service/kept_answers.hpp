#pragma once
// Answers that are costly to make and follow from a key alone: the newest few are kept, and one is made at a time. Any thread.
#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>

namespace soria::app {

template <class Answer> class KeptAnswers {
public:
    static constexpr size_t kept_max = 16;
    std::shared_ptr<const Answer> find(const std::string& key) const {
        std::lock_guard lock(mutex_);
        for (const auto& [k, a] : kept_)
            if (k == key) return a;
        return nullptr;
    }
    void put(std::string key, std::shared_ptr<const Answer> a) {
        std::lock_guard lock(mutex_);
        kept_.emplace_front(std::move(key), std::move(a));
        if (kept_.size() > kept_max) kept_.pop_back();
    }
    // One at a time makes an answer: held until the pointer is let go, null when another took longer than that.
    std::shared_ptr<void> turn(std::chrono::milliseconds wait_max) {
        std::unique_lock lock(mutex_);
        if (!free_.wait_for(lock, wait_max, [&] { return !making_; })) return nullptr;
        making_ = true;
        return {this, [](void* me) {
            auto* kept = static_cast<KeptAnswers*>(me);
            {
                std::lock_guard held(kept->mutex_);
                kept->making_ = false;
            }
            kept->free_.notify_one();
        }};
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable free_;
    bool making_ = false;
    std::list<std::pair<std::string, std::shared_ptr<const Answer>>> kept_;
};

}  // namespace soria::app
