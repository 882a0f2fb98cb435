#pragma once
// What a viewer may do with the plan and the work on it, with what is known filled in; and what is owed in it next. Internal to the looks.
#include "app/service/moment.hpp"
#include "domain/plan/views.hpp"

namespace soria::app {

// Commands that begin work: on a measure, or on any when there is none.
json::bj::array acts_of_plan(Folder&, const access::Viewer&, const pack::Measure*);
// Commands that go on with a piece of work, in the state it is in.
json::bj::array acts_on_work(Folder&, const access::Viewer&, const domain::WorkRow&, const domain::Work&, Date);

// What of a measure is not done yet and has a day, the first first; of everybody.
Result<json::bj::array> next_in_measure(Folder&, const Moment&, const pack::Measure&);
// What of the plan waits for the viewer's agency: milestones, commitments and studies that are overdue or soon due, and what forums and
// conferences have laid on it.
Result<json::bj::array> plan_on_desk(Folder&, const Moment&, const access::Viewer&);

// A row as it stood at the moment; nothing when it was not there yet.
Result<std::optional<domain::WorkRow>> work_as_of(Folder&, const Moment&, domain::WorkRow);
// The work itself, with what is owed in it, at that moment.
Result<domain::Work> work_at(Folder&, const Moment&, const domain::WorkRow&);

}  // namespace soria::app
