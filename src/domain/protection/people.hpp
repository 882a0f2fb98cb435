#pragma once
// A person as somebody saw them, on the way into the register.
#include "domain/protection/commands.hpp"
#include "domain/protection/events.hpp"

namespace soria::domain {

constexpr size_t report_people_max = 20;

// What is recorded of them; refused when the birth lies after the day of the report. `path` is before the field's name.
Result<PersonRegistered> person_seen(const PersonSeen&, const ReportId&, const Context&, const std::string& path);

}  // namespace soria::domain
