#pragma once
// The state of one piece of work on a measure of the plan: a course, a forum, a project, a milestone. All are alike in this: somebody
// opens it under a code, it has a state, money or people are counted on it, and what was decided in it is owed by somebody until a day.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/core/date.hpp"
#include "base/core/event.hpp"

namespace soria::domain {

// Kinds of streams whose state is a Work.
inline bool of_work(StreamKind k) {
    return k == StreamKind::project || k == StreamKind::measure || (k >= StreamKind::milestone && k <= StreamKind::commitment);
}

struct Owed {
    std::string owner, what;          // the agency; what it is to do
    Date due;
    bool done = false;
};
struct Wave { int64_t agreed = 0, asked = 0; };
struct Work {
    Stream stream;
    uint32_t version = 0;
    std::string code, measure, agency, about, title, region, state;
    std::string country;              // of a project, a step of a treaty, a dialogue
    std::string module;               // of a course: what is taught
    std::string budget;               // of an appropriation: the pack's budget that it is taken from, and the year it is for
    int32_t year = 0;
    std::optional<Date> due;
    int64_t planned = 0, done = 0;    // kroner, or people
    int64_t enrolled = 0;             // of a course
    int64_t last = 0;                 // of a series: the value of its latest day
    std::optional<Date> last_on;      // that day
    std::map<std::string, int64_t> paid;     // by what it was for: a part of a budget, an instalment
    std::map<int32_t, Owed> owed;     // decisions and conclusions, by number
    std::vector<std::string> editions;   // of guidance, the newest last
    std::set<std::string> seats;      // of a forum: codes of organisations
    std::map<std::string, Wave> waves;   // of a campaign's survey: before, after
};

}  // namespace soria::domain
