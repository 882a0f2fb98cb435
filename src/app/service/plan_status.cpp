#include "app/service/plan_status.hpp"

namespace soria::app {
namespace {

Date first_of(int year) { return Date::of(year, 1, 1).value(); }

PlanStatus resting(const char* status, const char* reason, const Recorded_& on) {
    PlanStatus s{status, reason, on.event, {}};
    if (!on.event.empty()) s.when = on.people ? std::to_string(int(on.last.civil().year())) : on.last.text();
    return s;
}
bool all_reached(const Standing_& s) { return s.due.n > 0 && s.reached.n >= s.due.n; }

PlanStatus of_what_goes_on(const Standing_& s, bool over) {
    if (s.last_year.n > 0 && (over || all_reached(s)))
        return resting("continuing", over ? "period-over-and-work-goes-on" : "all-reached-and-work-goes-on", s.last_year);
    if (over) return s.begun.n > 0 ? resting("delivered", "period-over-and-work-done", s.begun) : PlanStatus{"late", "period-over-and-nothing-done"};
    if (all_reached(s)) return resting("delivered", "all-milestones-reached", s.reached);
    return {"", ""};
}

}  // namespace

PlanStatus status_of(const Standing_& s) {
    bool over = s.day >= first_of(s.until + 1);
    if (s.kind == "considers" && s.concluded.n + s.delivered.n > 0) return resting("delivered", "conclusion-published", s.concluded.n ? s.concluded : s.delivered);
    if (s.kind == "once" && s.delivered.n > 0) return resting("delivered", "what-was-promised-is-there", s.delivered);
    if (s.late.n > s.caught_up.n) return resting("late", "milestone-past-its-day", s.late);
    if (s.kind == "works")
        if (auto p = of_what_goes_on(s, over); !p.status.empty()) return p;
    if (s.kind == "once" && all_reached(s)) return resting("delivered", "all-milestones-reached", s.reached);
    if (over) return {"late", s.kind == "considers" ? "period-over-and-no-conclusion" : "period-over-and-not-delivered"};
    if (s.begun.n > 0) return resting("under-way", "figures-show-work", s.begun);
    if (s.day < first_of(s.from)) return {"not-begun", "period-not-begun"};
    return {"not-begun", "nothing-recorded"};
}

}  // namespace soria::app
