#pragma once
// Where a measure stands, by rule and not by mood: each status with its reason.
#include <string>

#include "base/core/date.hpp"

namespace soria::app {

struct Standing_ {
    std::string kind = "works";          // what the measure promises: works, once, considers
    int from = 0, until = 0;             // the first and the last year of its period
    Date day;                            // as of
    int64_t begun = 0, last_year = 0;    // what its figures count: in all, and in the year up to that day
    int64_t delivered = 0;               // what delivers it
    int64_t due = 0, reached = 0, late = 0, concluded = 0;   // of its own plan: milestones set, reached, overdue; conclusions published
};
struct PlanStatus { std::string status, reason; };   // not-begun, under-way, delivered, late, continuing; and the text that says why
PlanStatus status_of(const Standing_&);

}  // namespace soria::app
