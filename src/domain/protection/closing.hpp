#pragma once
// What becomes of one case when an agency of the pack has had its last day.
#include "domain/core/command_type.hpp"

namespace soria::domain {

// The successor takes the agency's place on the team and as lead; what it had been asked to do and had not done comes back to
// whoever asked, as a duty of the pack says. No event when the case has nothing of that agency.
Result<Decision> agency_closes(const World&, const CaseId&, const pack::Agency&, const Context&);

}  // namespace soria::domain
