#pragma once
// What a browser is answered to a form lies here for one look: the browser is sent on to it (303), so that what Back leads to is a page
// that can be asked for again and not a form that the browser would have to send twice. In memory only.
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/http/message.hpp"
#include "views/forms.hpp"

namespace soria::app {

class Answers {
public:
    static constexpr size_t kept_max = 4096, bytes_max = 32 * 1024 * 1024, sent_max = 10'000;
    static constexpr int64_t age_seconds_max = 30 * 60;

    struct Kept {
        http::Response page;             // gone after its first look
        std::string session;             // whose form it was; empty: of nobody who has signed in, then nothing but path and key stays
        std::string path, key;           // of the form: where it was sent, and the key by which it counts once
        views::Given form;               // what was sent, for its writer to go on with
        bool looked = false, sent = false;
    };
    std::string keep(Kept, int64_t now_s);                                    // its name, which cannot be guessed
    // With its page the first time, without it afterwards. Nothing when it is not there any more, or is somebody else's.
    std::optional<Kept> look(std::string_view name, std::string_view session, int64_t now_s);
    void sent(std::string_view key);                                          // what has that key is done
    size_t size() const;

private:
    struct Held {
        Kept kept;
        int64_t at_s = 0;
        uint64_t number = 0;
    };
    using Place = std::map<std::string, Held, std::less<>>::iterator;
    static size_t bytes_of(const Kept&);
    void drop(Place);
    mutable std::mutex mutex_;
    std::map<std::string, Held, std::less<>> held_;
    std::map<uint64_t, std::string> by_age_;
    std::set<std::string, std::less<>> sent_;
    std::map<uint64_t, std::string> sent_by_age_;
    uint64_t next_ = 0;
    size_t bytes_ = 0;
};

}  // namespace soria::app
