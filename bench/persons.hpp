#pragma once
// Made-up people and what is recorded about them: fourteen commands, twenty events a person, from the report to the day the
// bed is free again. The same for the same number of the person.
#include "base/core/date.hpp"
#include "tools.hpp"

namespace soria::bench {

struct Codes {
    std::string report, person, case_, house;
};
struct Step {
    const char* user;
    const char* command;
    object fields;
};

constexpr int steps_full = 14, events_full = 20;
constexpr int steps_short = 5, events_short = 9;   // until the reflection period; nineteen of twenty people in the large folder
inline bool is_full(uint64_t person) { return person % 20 == 0; }

Step step(int place, uint64_t person, const Codes&, Date today);
// The step's place in the short list, where screening is left out.
inline int short_place(int i) { return i == 0 ? 0 : i + 1; }

}  // namespace soria::bench
