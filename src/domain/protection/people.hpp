#pragma once
// A person as somebody saw them, on the way into the register; and what most decisions about a case begin with.
#include "domain/children/events.hpp"
#include "domain/protection/commands.hpp"
#include "domain/protection/events.hpp"

namespace soria::domain {

constexpr size_t report_people_max = 20, other_names_max = 8, documents_max = 4;     // of a report; of a person

// What is recorded of them; refused when the birth lies after the day of the report. `path` is before the field's name.
Result<PersonRegistered> person_seen(const PersonSeen&, const ReportId&, const Context&, const std::string& path);

// The doubt that is in what was told itself: a child's age, and an adult's birth. No value: none. Doubt counts as a child.
Result<std::optional<AgeDoubted>> age_doubt(const PersonSeen&, const Context&);

// The other names and documents of somebody seen; no value: none were told. Refused when there are too many, or one twice.
Result<std::optional<IdentityStated>> identity_seen(const PersonSeen&, const Context&, const std::string& path);

// Whether that may be the number of a document.
Status can_be_a_number(std::string_view, const std::string& path);

// Whom to call about a report, at most three: child welfare where somebody may be a child, else those who house and may presume (report.cpp).
std::vector<const pack::Agency*> whom_to_call(const pack::Law&, Date, bool child);

// Days of a decision that can be meant (residence.cpp).
Status plausible_days(Date from, std::optional<Date> until, const Person&, const Context&);

// What is recorded late, or is for whoever follows up, is not refused: it is asked about.
constexpr std::string_view has_departed = "warning: the person has departed: is this from before, or for whoever follows up?";

// The case, when it is not closed.
inline Result<const Case*> open_case(const World& w, const Ref<CaseId>& ref) {
    const Case& c = w.cases.at(ref.id.value);
    if (c.closed) return refuse("case-closed", "the case is closed");
    return &c;
}
// "by the clinic on 2007-02-01"; an agency that is not the viewer's to know is another one.
std::string by_whom(const std::string& agency, Date on, bool may_know, const Context&);
// Refuses an agency at which nobody could see a case; with `lead`, one at which nobody could open one (access.yaml).
Status works_on_cases(const AgencyRef&, bool lead, const Context&);

// The number of the next order, referral, threat, step of a case.
template <class Map> int32_t next_number(const Map& m) { return m.empty() ? 1 : m.rbegin()->first + 1; }

}  // namespace soria::domain
