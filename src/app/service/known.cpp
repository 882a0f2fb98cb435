#include "app/service/known.hpp"

namespace soria::app {
namespace {

constexpr size_t newer_max = 64;

// Streams whose events happened() passes on. No other is kept: it would grow old unnoticed.
bool has_state(StreamKind k) {
    return k == StreamKind::report || k == StreamKind::person || k == StreamKind::case_ || k == StreamKind::house || k == StreamKind::list || k == StreamKind::match ||
           k == StreamKind::peer || domain::of_work(k);
}

}  // namespace

std::optional<States::Known> States::find(const Stream& s) {
    std::lock_guard lock(mutex_);
    auto* k = known_.find(s);
    if (!k) return std::nullopt;
    Known found = *k;
    if (found.whole_until > 0) found.whole_until = told_;        // whatever happened since was told, and is in it
    return found;
}

void States::keep(const Stream& s, const Made& made, State state, uint64_t era) {
    if (!has_state(s.kind)) return;
    auto kept = std::make_shared<const State>(std::move(state));
    std::lock_guard lock(mutex_);
    if (era != era_) return;
    auto* k = known_.find(s);
    if (!k) {
        known_.put(s, {made.version, std::move(kept), {}, made.last, made.size >= told_ ? made.size : 0});
        return;
    }
    if (made.version == k->version() && made.size >= told_) k->whole_until = made.size;
    if (k->folded >= made.version) return;
    std::erase_if(k->newer, [&](auto& e) { return e->version <= made.version; });
    k->folded = made.version;
    k->last = std::max(k->last, made.last);
    k->state = std::move(kept);
}

void States::confirm(const Stream& s, const Made& made) {
    std::lock_guard lock(mutex_);
    auto* k = known_.find(s);
    if (k && made.version == k->version() && made.size >= told_) k->whole_until = made.size;
}

uint64_t States::era() {
    std::lock_guard lock(mutex_);
    return era_;
}

void States::begin(uint64_t size) {
    std::lock_guard lock(mutex_);
    told_ = size;
}

void States::happened(const std::vector<EventRecord*>& events) {
    std::lock_guard lock(mutex_);
    for (auto* e : events) {
        told_ = e->number;
        if (!has_state(e->stream.kind)) continue;
        Stream s = e->stream;
        auto* k = known_.find(s);
        if (!k && e->version == 1) k = &known_.put(s, {});
        if (!k) continue;
        if (k->version() + 1 != e->version || k->newer.size() >= newer_max) {
            known_.erase(s);
            continue;
        }
        k->last = k->whole_until = e->number;
        k->newer.push_back(std::make_shared<const EventRecord>(std::move(*e)));
    }
}

void States::forget() {
    std::lock_guard lock(mutex_);
    ++era_;
    known_.clear();
}

std::optional<Stream> Codes::find(const std::string& code) {
    std::lock_guard lock(mutex_);
    auto* s = known_.find(code);
    if (!s) return std::nullopt;
    return *s;
}

void Codes::keep(const std::string& code, const Stream& s) {
    std::lock_guard lock(mutex_);
    known_.put(code, s);
}

}  // namespace soria::app
