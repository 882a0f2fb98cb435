#include "base/zone.hpp"

#include <date/tz.h>

namespace soria {

Result<Zone> Zone::find(const std::string& name) {
    Zone z;
    try {
        z.zone_ = ::date::locate_zone(name);
    } catch (const std::exception&) {
        return invalid("is no time zone that this machine knows: " + name);
    }
    return z;
}

Date Zone::day_of(Instant i) const {
    using namespace std::chrono;
    auto local = zone_->to_local(sys_time<microseconds>(microseconds(i.us)));
    return Date(int32_t(::date::floor<::date::days>(local).time_since_epoch().count()));
}

Instant Zone::start_of(Date d) const {
    using namespace std::chrono;
    ::date::local_days day{::date::days(d.days())};
    auto at = zone_->to_sys(day, ::date::choose::earliest);
    return Instant{duration_cast<microseconds>(at.time_since_epoch()).count()};
}

}  // namespace soria
