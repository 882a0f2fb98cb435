#pragma once
// Which day an instant belongs to: days end at midnight in the pack's zone, whatever the machine's zone is.
#include <string>

#include "base/core/date.hpp"

namespace date {
class time_zone;
}

namespace soria {

class Zone {
public:
    static Result<Zone> find(const std::string& iana_name);
    Date day_of(Instant) const;
    Instant start_of(Date) const;      // its first instant
    std::string time_of(Instant) const;    // what a clock shows: 14:05

private:
    const ::date::time_zone* zone_ = nullptr;
};

}  // namespace soria
