#pragma once
// How many may come through a door that asks nobody who they are. Of all together: an address is neither kept nor looked at.
#include <algorithm>
#include <cstdint>
#include <mutex>

namespace soria::app {

class Rate {
public:
    static constexpr int64_t at_once_max = 30, seconds_each = 20;      // then one more every twenty seconds: 180 an hour

    // Takes one, or says in how many seconds there is one. `now_s` counts seconds of a clock that only goes forward.
    int64_t take(int64_t now_s) {
        std::lock_guard lock(mutex_);
        int64_t fresh = (now_s - since_s_) / seconds_each;
        left_ = std::min(at_once_max, left_ + fresh);
        since_s_ = left_ == at_once_max ? now_s : since_s_ + fresh * seconds_each;
        if (left_ == 0) return seconds_each - (now_s - since_s_);
        --left_;
        return 0;
    }

private:
    std::mutex mutex_;
    int64_t left_ = at_once_max, since_s_ = 0;
};

}  // namespace soria::app
