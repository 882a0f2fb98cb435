#pragma once
// What the law adds to a decision: facts, safeguards before it, and the clocks and duties that follow from its events.
#include "domain/core/command_type.hpp"

namespace soria::domain {

// Every fact that a pack may name, computed from what is recorded. A pack that names another does not pass its check.
pack::Facts facts_of(const World&, const Person*, const Case*, const Report*, const Context&);
const std::vector<std::string_view>& fact_names();

// The safeguards of the command, on the person and case it concerns.
Status permits(const World&, std::string_view command, const std::vector<RefSlot>&, const Context&);

// Adds to a decision what the law says follows: clocks started and ended, duties that arise, are done or fall to another agency. A date known
// only to its month or year starts no clock of days.
Status follow(const World& before, const Context&, Decision&);

// What the day brings to a person or a case: warnings, expiries, duties overdue; nothing twice. `person`, on a person's stream: what is
// owed to a child ends when they are none.
Events pass_day(const Stream&, const Promises&, const Person*, Date today, const pack::Law&);

}  // namespace soria::domain
