#pragma once
// What streams have come to by their events, kept for the next command or look, which then reads only what is newer. Bounded;
// what has not been asked for lately goes first. Any thread.
#include <memory>
#include <mutex>
#include <unordered_map>
#include <variant>

#include "domain/protection/state.hpp"

namespace soria::app {

class States {
public:
    struct Known {
        uint32_t version = 0;
        std::variant<domain::Report, domain::Person, domain::Case, domain::House> state;
    };
    std::shared_ptr<const Known> find(const Stream&);
    // Keeps it unless forget() came since `era` was asked.
    void keep(const Stream&, Known, uint64_t era);
    uint64_t era();
    void forget();                       // a key was destroyed: what it had opened must not be known any longer

private:
    struct Hash {
        size_t operator()(const Stream& s) const { return IdHash()(s.id) + size_t(s.kind); }
    };
    using Map = std::unordered_map<Stream, std::shared_ptr<const Known>, Hash>;
    static constexpr size_t young_max = 4096;
    std::mutex mutex_;
    Map young_, old_;
    uint64_t era_ = 0;
};

}  // namespace soria::app
