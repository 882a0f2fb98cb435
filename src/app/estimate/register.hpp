#pragma once
// What the ledger says of who named, presumed, took up and referred whom; read once, from the first event on.
#include <unordered_map>

#include "app/service/folder.hpp"

namespace soria::app {

struct Deed {
    uint64_t number = 0;                 // of the event
    Date first, last;                    // the days it may have happened on
};

struct Register {
    struct Finding { uint16_t agency; bool presumed; Date recorded; Deed act; };
    struct Person {
        uint64_t registered = 0;
        std::string gender, age_band;
        bool erased = false;
        std::vector<Finding> findings;
    };
    struct Named { Id person; uint16_t by; Deed act; };
    struct Report { uint16_t agency = 0; uint64_t number = 0; std::string form; std::vector<Named> people; };
    struct Referral { uint16_t from = 0, to = 0; uint64_t offered = 0; std::optional<Deed> accepted; };
    struct Case { Id person{}, report{}; uint16_t lead = 0; Deed opened; std::map<int32_t, Referral> referrals; };
    struct Match { Id first{}, second{}; bool merged = false, not_same = false; };

    std::vector<std::string> agencies;   // what the numbers stand for
    std::unordered_map<Id, Person, IdHash> persons;
    std::unordered_map<Id, Report, IdHash> reports;
    std::unordered_map<Id, Case, IdHash> cases;
    std::unordered_map<Id, Match, IdHash> matches;
};

inline constexpr uint64_t register_events_max = 3'000'000;
// As far as event `until`, but for the erasures, which hold for every day.
Result<Register> read_register(Folder&, uint64_t until);

}  // namespace soria::app
