#pragma once
// What the process knows without asking the file: what streams have come to by their events, and which thing a spoken code
// names. Bounded; what has not been asked for lately goes first. Whoever decides by it is checked by the writer, which
// compares versions; whoever shows it compares them with a snapshot. Any thread.
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <variant>

#include "domain/protection/state.hpp"

namespace soria::app {

struct StreamHash {
    size_t operator()(const Stream& s) const { return IdHash()(s.id) + size_t(s.kind); }
};

// Two maps: what is asked for moves into the young one; when that is full it becomes the old one, and the old one is let go.
template <class K, class V, class H, size_t YoungMax> class Recent {
public:
    V* find(const K& k) {
        if (auto y = young_.find(k); y != young_.end()) return &y->second;
        auto o = old_.find(k);
        if (o == old_.end()) return nullptr;
        V& v = put(k, std::move(o->second));
        old_.erase(k);
        return &v;
    }
    V& put(const K& k, V v) {
        if (young_.size() >= YoungMax) {
            old_ = std::move(young_);
            young_.clear();
        }
        return young_[k] = std::move(v);
    }
    void erase(const K& k) {
        young_.erase(k);
        old_.erase(k);
    }
    void clear() {
        young_.clear();
        old_.clear();
    }

private:
    std::unordered_map<K, V, H> young_, old_;
};

class States {
public:
    using State = std::variant<std::monostate, domain::Report, domain::Person, domain::Case, domain::House, domain::DerivedList, domain::Match, domain::Work, domain::Peer>;
    struct Known {
        uint32_t folded = 0;                                     // the state's version; 0: none
        std::shared_ptr<const State> state;
        std::vector<std::shared_ptr<const EventRecord>> newer;   // committed since, in order
        uint64_t last = 0;                                       // the number of its last event
        uint64_t whole_until = 0;                                // no event of the stream up to that number is missing; 0: not known
        uint32_t version() const { return folded + uint32_t(newer.size()); }
        // It is what the stream was when the ledger had so many events.
        bool as_of(uint64_t size) const { return last <= size && size <= whole_until; }
    };
    std::optional<Known> find(const Stream&);
    // A state by its stream's events up to number `last`, read when the ledger had `size` events (0: not read at one moment).
    struct Made { uint32_t version = 0; uint64_t last = 0, size = 0; };
    // Keeps it unless forget() came since `era` was asked.
    void keep(const Stream&, const Made&, State, uint64_t era);
    // It was found to be whole when the ledger had so many events.
    void confirm(const Stream&, const Made&);
    uint64_t era();
    void begin(uint64_t size);                         // the ledger's events before the first that happened() tells
    void happened(const std::vector<EventRecord*>&);   // committed, in their order; takes their contents
    void forget();                                     // a key was destroyed: what it had opened must not be known any longer

private:
    std::mutex mutex_;
    Recent<Stream, Known, StreamHash, 4096> known_;
    uint64_t era_ = 0;
    uint64_t told_ = UINT64_MAX;                       // the last event that happened; until begin(), nothing is known to be whole
};

class Codes {
public:
    std::optional<Stream> find(const std::string& code);
    void keep(const std::string& code, const Stream&);

private:
    std::mutex mutex_;
    Recent<std::string, Stream, std::hash<std::string>, 8192> known_;
};

}  // namespace soria::app
