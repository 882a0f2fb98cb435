#pragma once
// Promises: clocks, duties and what follows from time. They stand on the stream of the event that started them.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct ClockStarted {
    static constexpr uint16_t type = 48;
    static constexpr std::string_view name = "ClockStarted";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> clock;
    StatusOf<Date> from, ends;
    StatusOf<RuleRef> rule;
    Staff<AgencyRef> agency;          // who is warned
};
BOOST_DESCRIBE_STRUCT(ClockStarted, (), (clock, from, ends, rule, agency))

struct ClockWarned {
    static constexpr uint16_t type = 49;
    static constexpr std::string_view name = "ClockWarned";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> clock;
    StatusOf<Date> day;
    StatusOf<int32_t> days_left;
};
BOOST_DESCRIBE_STRUCT(ClockWarned, (), (clock, day, days_left))

struct ClockExpired {
    static constexpr uint16_t type = 50;
    static constexpr std::string_view name = "ClockExpired";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> clock;
    StatusOf<Date> day;
};
BOOST_DESCRIBE_STRUCT(ClockExpired, (), (clock, day))

struct ClockEnded {
    static constexpr uint16_t type = 51;
    static constexpr std::string_view name = "ClockEnded";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> clock;
    StatusOf<Date> day;
    StatusOf<Name> by;                // the type of event that ended it
};
BOOST_DESCRIBE_STRUCT(ClockEnded, (), (clock, day, by))

struct DutyArose {
    static constexpr uint16_t type = 52;
    static constexpr std::string_view name = "DutyArose";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    StatusOf<Date> from, due;
    StatusOf<RuleRef> rule;
    Staff<Name> holder;               // a kind of agency
};
BOOST_DESCRIBE_STRUCT(DutyArose, (), (duty, from, due, rule, holder))

struct DutyDone1 {
    static constexpr uint16_t type = 53;
    static constexpr std::string_view name = "DutyDone";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    StatusOf<Date> day;
    StatusOf<Name> by;
};
BOOST_DESCRIBE_STRUCT(DutyDone1, (), (duty, day, by))

// `in_time`: it was not overdue when it was done. One that an older program recorded does not say so.
struct DutyDone {
    static constexpr uint16_t type = 53, type_version = 2;
    static constexpr std::string_view name = "DutyDone";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    StatusOf<Date> day;
    StatusOf<Name> by;
    StatusOf<std::optional<bool>> in_time;
    using Before = DutyDone1;
    static DutyDone from(Before b) { return {b.duty, b.day, b.by, {}}; }
};
BOOST_DESCRIBE_STRUCT(DutyDone, (), (duty, day, by, in_time))

struct DutyOverdue {
    static constexpr uint16_t type = 54;
    static constexpr std::string_view name = "DutyOverdue";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    StatusOf<Date> day;
};
BOOST_DESCRIBE_STRUCT(DutyOverdue, (), (duty, day))

// The day on which something began was corrected: the clock runs by the law of the corrected day, and what was before stays told.
struct ClockMoved {
    static constexpr uint16_t type = 96;
    static constexpr std::string_view name = "ClockMoved";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> clock;
    StatusOf<Date> from_before, ends_before;
    StatusOf<RuleRef> rule_before;
    StatusOf<Date> from, ends;
    StatusOf<RuleRef> rule;
    StatusOf<bool> runs_again;        // it had run out, and by the corrected day has not
};
BOOST_DESCRIBE_STRUCT(ClockMoved, (), (clock, from_before, ends_before, rule_before, from, ends, rule, runs_again))

struct DutyMoved {
    static constexpr uint16_t type = 97;
    static constexpr std::string_view name = "DutyMoved";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    StatusOf<Date> from_before, due_before;
    StatusOf<Date> from, due;
    StatusOf<RuleRef> rule;
};
BOOST_DESCRIBE_STRUCT(DutyMoved, (), (duty, from_before, due_before, from, due, rule))

// Whose it is now: the lead went to another agency, or whoever owed it left the case. `holder`: a kind of agency, "lead" or "asked".
struct ClockLaidOn {
    static constexpr uint16_t type = 176;
    static constexpr std::string_view name = "ClockLaidOn";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> clock;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ClockLaidOn, (), (clock, agency))

struct DutyLaidOn {
    static constexpr uint16_t type = 177;
    static constexpr std::string_view name = "DutyLaidOn";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    Staff<Name> holder;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(DutyLaidOn, (), (duty, holder, agency))

// What it was owed for holds no longer: nobody owes it, and nobody did it.
struct DutyEnded {
    static constexpr uint16_t type = 178;
    static constexpr std::string_view name = "DutyEnded";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> duty;
    StatusOf<Date> day;
    StatusOf<Name> by;                // the type of event that ended it
};
BOOST_DESCRIBE_STRUCT(DutyEnded, (), (duty, day, by))

}  // namespace soria::domain
