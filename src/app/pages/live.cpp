#include "app/pages/live.hpp"

#include <sodium.h>

#include <algorithm>

namespace soria::app {
namespace {

using Clock = std::chrono::steady_clock;

int64_t now_s() { return std::chrono::duration_cast<std::chrono::seconds>(Clock::now().time_since_epoch()).count(); }

}  // namespace

Live::Live(Folder& f, Sessions& s) : folder_(f), sessions_(s) {}

Live::~Live() {
    {
        std::lock_guard lock(mutex_);
        stop_ = true;
        for (auto& d : desks_) d.pieces->end();
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::string Live::hash_of(const json::bj::object& desk) {
    auto text = json::write(json::bj::value(desk));
    std::array<unsigned char, 16> hash;
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
    std::string out(2 * hash.size() + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
    out.pop_back();
    return out;
}

std::string Live::hash_of_case(json::bj::object look) {
    for (const char* key : {"as_of", "houses", "more_houses"}) look.erase(key);
    if (auto* clocks = look.if_contains("clocks"))
        for (auto& c : clocks->get_array()) c.get_object().erase("days_left");
    return hash_of(look);
}

std::shared_ptr<http::Pieces> Live::open(const access::Viewer& viewer, const std::string& token, const std::string& of, const std::string& seen, int64_t now_s) {
    std::lock_guard lock(mutex_);
    std::erase_if(desks_, [](auto& d) { return d.pieces->gone(); });
    auto of_session = std::count_if(desks_.begin(), desks_.end(), [&](auto& d) { return d.token == token; });
    if (stop_ || desks_.size() >= desks_max || size_t(of_session) >= of_session_max) return nullptr;
    desks_.push_back({viewer, token, of, seen, now_s, std::make_shared<http::Pieces>()});
    fresh_ = true;
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    wake_.notify_all();
    return desks_.back().pieces;
}

size_t Live::size() const {
    std::lock_guard lock(mutex_);
    return size_t(std::count_if(desks_.begin(), desks_.end(), [](auto& d) { return !d.pieces->gone(); }));
}

// Sleeps while no desk is open.
void Live::run() {
    uint64_t seen = 0;
    auto breath = Clock::now();
    auto rest = std::chrono::milliseconds(look_every_ms);
    for (;;) {
        bool fresh = false;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stop_ || !desks_.empty(); });
            wake_.wait_for(lock, rest, [&] { return stop_; });
            if (stop_) return;
            fresh = std::exchange(fresh_, false);
        }
        auto began = Clock::now();
        uint64_t size = folder_.ledger().size();
        bool breathe = began - breath >= std::chrono::milliseconds(breathe_ms);
        if (breathe) breath = began;
        if (fresh || breathe || size != seen) round(fresh || size != seen, breathe);
        seen = size;
        auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
        rest = std::max(std::chrono::milliseconds(look_every_ms), rest_factor * took);
    }
}

void Live::round(bool changed, bool breathe) {
    std::vector<Desk> desks;
    {
        std::lock_guard lock(mutex_);
        desks = desks_;
    }
    std::vector<std::shared_ptr<http::Pieces>> over;
    for (auto& d : desks)
        if (!told(d, changed, breathe)) over.push_back(d.pieces);
    std::lock_guard lock(mutex_);
    for (auto& held : desks_)
        for (const auto& d : desks)
            if (d.pieces == held.pieces) held.seen = d.seen;
    std::erase_if(desks_, [&](auto& d) { return d.pieces->gone() || std::find(over.begin(), over.end(), d.pieces) != over.end(); });
}

// Who they are is asked again each time, and what they may see with it.
bool Live::told(Desk& d, bool changed, bool breathe) {
    if (d.pieces->gone()) return false;
    auto session = sessions_.find(d.token, now_s(), false);
    auto viewer = session ? folder_.viewer(session->user, session->purpose) : Result<access::Viewer>(fail(Fault::forbidden, "nobody has signed in"));
    if (!viewer) {
        d.pieces->say("event: ended\ndata: -\n\n");
        d.pieces->end();
        return false;
    }
    if (now_s() - d.began_s > desk_seconds_max) {
        d.pieces->end();
        return false;
    }
    viewer->language = d.viewer.language;
    if (changed) {
        Asked asked{*viewer, std::nullopt, "", 50};
        auto look = d.of.empty() ? look_desk(folder_, asked) : look_case(folder_, asked, d.of);
        if (!look && look.error().fault == Fault::absent) {      // no more theirs to see: no word of it
            d.pieces->end();
            return false;
        }
        auto hash = !look ? d.seen : d.of.empty() ? hash_of(look->body) : hash_of_case(look->body);
        if (hash != d.seen) {
            d.seen = hash;
            d.pieces->say(d.of.empty() ? "event: desk\ndata: -\n\n" : "event: case\ndata: -\n\n");
            return true;
        }
    }
    if (breathe) d.pieces->say(":\n\n");
    return true;
}

}  // namespace soria::app
