#pragma once
// Who has signed in with a browser. In memory only: a restart signs everybody out. A session is found by the hash of its
// token, so that what lies in memory opens nothing.
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soria::app {

std::string random_hex(size_t bytes);

struct Session {
    std::string user, purpose, language;     // an empty purpose is the role's first
    std::string csrf;                        // every post carries it
    // What was just done, told once or more on the page that follows; the newest last.
    std::vector<std::pair<std::string, std::string>> notices;
};

class Sessions {
public:
    static constexpr size_t sessions_max = 10'000, of_user_max = 200, notices_max = 16;
    static constexpr int64_t idle_seconds_max = 30 * 60, age_seconds_max = 12 * 60 * 60;
    static constexpr const char* cookie_name = "soria";

    // `now_s` counts seconds of a clock that only goes forward.
    std::string begin(const std::string& user, const std::string& language, const std::string& csrf, int64_t now_s);       // the token
    // `used`: somebody asked; what a page asks for by itself keeps no session awake.
    std::optional<Session> find(std::string_view token, int64_t now_s, bool used = true);
    void end(std::string_view token);
    void set_language(std::string_view token, const std::string& language);
    bool set_purpose(std::string_view token, const std::string& purpose);
    std::string add_notice(std::string_view token, const std::string& text);                      // its id
    size_t size() const;

private:
    struct Held {
        Session session;
        int64_t began_s = 0, used_s = 0;
    };
    using Key = std::array<unsigned char, 32>;
    static Key key_of(std::string_view token);
    Held* held(std::string_view token);
    void sweep(int64_t now_s);
    void make_room(const std::string& user);
    mutable std::mutex mutex_;
    std::map<Key, Held> sessions_;
};

// The value of a cookie in a Cookie header; empty when it is not there.
std::string cookie(std::string_view header, std::string_view name);

}  // namespace soria::app
