#pragma once
// A row of the standard as the commands that say the same. Pure: nothing is recorded here.
#include "access/policy.hpp"
#include "app/htcds/table.hpp"
#include "base/json.hpp"
#include "pack/law.hpp"

namespace soria::app::htcds {

// Who imports, and when it all happened.
struct Importer {
    const Standard& standard;
    const access::Policy& policy;
    const pack::Law& law;
    access::Viewer viewer;
    Date day;
};

struct Lost {
    std::string where, what;          // of a field that is held, what is not
};
struct Plan {
    size_t line = 0;
    json::bj::object report;          // of receive-report
    std::vector<std::string> means;   // indicators of htcds-means
    std::string audience, finding;    // empty: no case, no finding
    bool closed = false;
    std::string why_closed;
    std::vector<Lost> lost;
};

// Everything that can be known to be wrong is found here, so that a row is recorded whole or not at all.
Result<Plan> plan_of(const Importer&, const Row&);

}  // namespace soria::app::htcds
