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
    // Most instants that are asked for one after the other are of one day.
    struct Last {
        const ::date::time_zone* zone = nullptr;
        int64_t from_us = 0, until_us = 0;
        Date day;
    };
    static thread_local Last last;
    if (last.zone == zone_ && i.us >= last.from_us && i.us < last.until_us) return last.day;
    auto local = zone_->to_local(sys_time<microseconds>(microseconds(i.us)));
    Date day(int32_t(::date::floor<::date::days>(local).time_since_epoch().count()));
    last = {zone_, start_of(day).us, start_of(day.plus_days(1)).us, day};
    return day;
}

std::string Zone::time_of(Instant i) const {
    using namespace std::chrono;
    auto local = zone_->to_local(sys_time<microseconds>(microseconds(i.us)));
    auto minutes = floor<std::chrono::minutes>(local - ::date::floor<::date::days>(local)).count();
    auto two = [](int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

Instant Zone::start_of(Date d) const {
    using namespace std::chrono;
    ::date::local_days day{::date::days(d.days())};
    auto at = zone_->to_sys(day, ::date::choose::earliest);
    return Instant{duration_cast<microseconds>(at.time_since_epoch()).count()};
}

}  // namespace soria
