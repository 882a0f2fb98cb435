#include "app/pages/session.hpp"

#include <sodium.h>

#include <algorithm>

namespace soria::app {

std::string random_hex(size_t bytes) {
    std::vector<unsigned char> raw(bytes);
    randombytes_buf(raw.data(), raw.size());
    std::string text(2 * bytes + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), raw.data(), raw.size());
    text.pop_back();
    return text;
}

Sessions::Key Sessions::key_of(std::string_view token) {
    Key k;
    crypto_generichash(k.data(), k.size(), reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr, 0);
    return k;
}

Sessions::Held* Sessions::held(std::string_view token) {
    auto s = sessions_.find(key_of(token));
    return s == sessions_.end() ? nullptr : &s->second;
}

void Sessions::sweep(int64_t now_s) {
    std::erase_if(sessions_, [&](auto& s) { return now_s - s.second.used_s > idle_seconds_max || now_s - s.second.began_s > age_seconds_max; });
}

// The session that was idle longest leaves first: of this user when they have many, else of anybody.
void Sessions::make_room(const std::string& user) {
    auto of_user = std::count_if(sessions_.begin(), sessions_.end(), [&](auto& s) { return s.second.session.user == user; });
    bool own = size_t(of_user) >= of_user_max;
    if (!own && sessions_.size() < sessions_max) return;
    auto oldest = sessions_.end();
    for (auto s = sessions_.begin(); s != sessions_.end(); ++s)
        if ((!own || s->second.session.user == user) && (oldest == sessions_.end() || s->second.used_s < oldest->second.used_s)) oldest = s;
    if (oldest != sessions_.end()) sessions_.erase(oldest);
}

std::string Sessions::begin(const std::string& user, const std::string& language, const std::string& csrf, int64_t now_s) {
    std::string token = random_hex(32);
    std::lock_guard lock(mutex_);
    sweep(now_s);
    make_room(user);
    sessions_[key_of(token)] = {{user, "", language, csrf, {}}, now_s, now_s};
    return token;
}

std::optional<Session> Sessions::find(std::string_view token, int64_t now_s, bool used) {
    if (token.empty()) return std::nullopt;
    std::lock_guard lock(mutex_);
    auto* h = held(token);
    if (!h) return std::nullopt;
    if (now_s - h->used_s > idle_seconds_max || now_s - h->began_s > age_seconds_max) {
        sessions_.erase(key_of(token));
        return std::nullopt;
    }
    if (used) h->used_s = now_s;
    return h->session;
}

void Sessions::end(std::string_view token) {
    std::lock_guard lock(mutex_);
    sessions_.erase(key_of(token));
}
void Sessions::set_language(std::string_view token, const std::string& language) {
    std::lock_guard lock(mutex_);
    if (auto* h = held(token)) h->session.language = language;
}
bool Sessions::set_purpose(std::string_view token, const std::string& purpose) {
    std::lock_guard lock(mutex_);
    auto* h = held(token);
    if (h) h->session.purpose = purpose;
    return h != nullptr;
}
std::string Sessions::add_notice(std::string_view token, const std::string& text) {
    std::lock_guard lock(mutex_);
    auto* h = held(token);
    if (!h) return {};
    auto& list = h->session.notices;
    if (list.size() >= notices_max) list.erase(list.begin());
    list.emplace_back(random_hex(8), text);
    return list.back().first;
}
size_t Sessions::size() const {
    std::lock_guard lock(mutex_);
    return sessions_.size();
}

std::string cookie(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        size_t end = std::min(header.find(';'), header.size());
        auto one = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        size_t eq = one.find('=');
        if (eq != std::string_view::npos && one.substr(0, eq) == name) return std::string(one.substr(eq + 1));
    }
    return {};
}

}  // namespace soria::app
