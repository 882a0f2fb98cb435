#pragma once
// Answers that are costly to make and follow from a key alone: the newest few are kept, and one is made at a time. Any thread.
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
    std::timed_mutex& making() { return making_; }

private:
    mutable std::mutex mutex_;
    std::timed_mutex making_;
    std::list<std::pair<std::string, std::shared_ptr<const Answer>>> kept_;
};

}  // namespace soria::app
