#pragma once
// What ties an agency to a case or a report, from what is recorded; and the command's first line of access.
#include "access/policy.hpp"
#include "domain/protection/state.hpp"

namespace soria::domain {

access::Bond bond_with(const World&, const Case&, const access::Viewer&, Date on);
access::Bond bond_with(const World&, const Report&, const access::Viewer&, Date on);
access::Bond bond_with(const World&, const Person&, const access::Viewer&, Date on);
access::Bond bond_with(const Match&, const access::Viewer&);
// An order ties a provider to that order, not to what lies around it.
access::Bond without_orders(access::Bond);

}  // namespace soria::domain
