#include "app/service/plan_status.hpp"

namespace soria::app {
namespace {

Date first_of(int year) { return Date::of(year, 1, 1).value(); }

PlanStatus of_what_goes_on(const Standing_& s, bool over) {
    bool all_reached = s.due > 0 && s.reached >= s.due;
    if (s.last_year > 0 && (over || all_reached)) return {"continuing", over ? "period-over-and-work-goes-on" : "all-reached-and-work-goes-on"};
    if (over) return s.begun > 0 ? PlanStatus{"delivered", "period-over-and-work-done"} : PlanStatus{"late", "period-over-and-nothing-done"};
    if (all_reached) return {"delivered", "all-milestones-reached"};
    return {"", ""};
}

}  // namespace

PlanStatus status_of(const Standing_& s) {
    bool over = s.day >= first_of(s.until + 1);
    if (s.kind == "considers" && s.concluded + s.delivered > 0) return {"delivered", "conclusion-published"};
    if (s.kind == "once" && s.delivered > 0) return {"delivered", "what-was-promised-is-there"};
    if (s.late > 0) return {"late", "milestone-past-its-day"};
    if (s.kind == "works")
        if (auto p = of_what_goes_on(s, over); !p.status.empty()) return p;
    if (s.kind == "once" && s.due > 0 && s.reached >= s.due) return {"delivered", "all-milestones-reached"};
    if (over) return {"late", s.kind == "considers" ? "period-over-and-no-conclusion" : "period-over-and-not-delivered"};
    if (s.begun > 0) return {"under-way", "figures-show-work"};
    if (s.day < first_of(s.from)) return {"not-begun", "period-not-begun"};
    return {"not-begun", "nothing-recorded"};
}

}  // namespace soria::app
