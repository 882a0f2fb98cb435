#pragma once
// Work on the plan's measures, for its own looks and for a measure's page.
#include <set>

#include "app/service/moment.hpp"

namespace soria::app {

struct WorkList {
    json::bj::array list;
    std::string next;                    // a cursor; empty: there is no more
};
// Of a measure and a kind (empty: of all), whose title has those words; as of the day asked.
Result<WorkList> works(Folder&, const Asked&, const std::string& measure, const std::string& kind, const std::string& words);

// Which agencies have recorded something in the work on a measure, by the day asked.
Result<std::set<std::string>> who_recorded(Folder&, const Asked&, const std::string& measure);

}  // namespace soria::app
