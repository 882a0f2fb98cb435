#pragma once
// An answer that goes on: pieces follow its head until one side ends it. Of what waits to be sent only the newest is kept, so that a
// slow reader costs one piece and no more.
#include <functional>
#include <mutex>
#include <string>
#include <utility>

namespace soria::http {

class Pieces {
public:
    // --- whoever has something to say; any thread ---
    void say(std::string piece) {
        change([&] { waiting_ = std::move(piece); });
    }
    void end() {
        change([&] { ended_ = true; });
    }
    bool gone() const {                  // nobody reads any more
        std::lock_guard lock(mutex_);
        return gone_;
    }

    // --- the server ---
    void on_change(std::function<void()> wake) {
        change([&] { wake_ = std::move(wake); });
    }
    // What is to be sent now, and whether that is the last of it.
    std::pair<std::string, bool> take() {
        std::lock_guard lock(mutex_);
        return {std::exchange(waiting_, {}), ended_};
    }
    void leave() {
        std::lock_guard lock(mutex_);
        gone_ = true;
        wake_ = {};
    }

private:
    template <class F> void change(F f) {
        std::function<void()> wake;
        {
            std::lock_guard lock(mutex_);
            f();
            wake = wake_;
        }
        if (wake) wake();
    }
    mutable std::mutex mutex_;
    std::string waiting_;
    bool ended_ = false, gone_ = false;
    std::function<void()> wake_;
};

}  // namespace soria::http
