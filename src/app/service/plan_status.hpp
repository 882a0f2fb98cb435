#pragma once
// Where a measure stands, by rule and not by mood: each status with its reason and what it rests on.
#include <optional>
#include <string>

#include "base/core/date.hpp"

namespace soria::app {

// Events of some types: how many, and the last of them.
struct Recorded_ {
    int64_t n = 0;
    std::string event;                   // the type of the last; empty: none
    Date last;
    bool people = false;                 // it happened to somebody
    void add(const std::string& type, int64_t count, Date day, bool of_people) {
        n += count;
        if (count <= 0 || (!event.empty() && day < last)) return;
        event = type, last = day, people = of_people;
    }
};
struct Standing_ {
    std::string kind = "works";          // what the measure promises: works, once, considers
    int from = 0, until = 0;             // the first and the last year of its period
    Date day;                            // as of
    Recorded_ begun, last_year;          // what is recorded of its work: in all, and in the year up to that day
    Recorded_ delivered;                 // what delivers it
    Recorded_ due, reached, late, caught_up, concluded;   // of its own plan: milestones set, reached, overdue, reached after that; conclusions published
};
// not-begun, under-way, delivered, late, continuing; the text that says why; the event it rests on, and its day, or the year alone of
// what happened to somebody.
struct PlanStatus {
    std::string status, reason, event = {}, when = {};
    std::string title = {};              // of the milestone that is late, with the day it was due
    std::optional<Date> due = {};
};
PlanStatus status_of(const Standing_&);

}  // namespace soria::app
