#pragma once
// The events of work, of every room.
#include "domain/cooperation/events.hpp"
#include "domain/international/events.hpp"
#include "domain/plan/plan_events.hpp"
#include "domain/prevention/events.hpp"

namespace soria::domain {

using WorkEvents = boost::mp11::mp_append<PlanEvents, CooperationEvents, PreventionEvents, InternationalEvents>;

}  // namespace soria::domain
