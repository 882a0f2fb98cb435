#pragma once
// What is kept ready of the help somebody gets (support_events.hpp).
#include "domain/protection/events.hpp"
#include "domain/protection/views.hpp"

namespace soria::domain {

struct ThreatRow {
    static constexpr std::string_view table = "threats";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    StatusOf<int32_t> threat;
    StatusOf<Name> state;   // stands, over
    Staff<AgencyRef> agency;
    Sealed<Class::care, bool> family_at_risk;
    Sealed<Class::story, std::string> feared, what, over_why;
};
BOOST_DESCRIBE_STRUCT(ThreatRow, (), (id, threat, state, agency, family_at_risk, feared, what, over_why))

struct SafetyPlanRow {
    static constexpr std::string_view table = "safety_plans";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    Staff<AgencyRef> agency;
    StatusOf<Date> agreed;   // recorded
    Sealed<Class::contact, std::string> safe_times, safe_channels;
    Sealed<Class::care, std::string> plan;
};
BOOST_DESCRIBE_STRUCT(SafetyPlanRow, (), (id, agency, agreed, safe_times, safe_channels, plan))

struct NeedRow {
    static constexpr std::string_view table = "needs";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    StatusOf<ServiceRef> service;
    StatusOf<Name> state;   // open, met
    Staff<AgencyRef> agency;
    StatusOf<Date> since;   // recorded
    StatusOf<std::optional<Date>> met;
    Sealed<Class::care, std::string> what;
};
BOOST_DESCRIBE_STRUCT(NeedRow, (), (id, service, state, agency, since, met, what))

struct StepRow {
    static constexpr std::string_view table = "steps";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    StatusOf<int32_t> step;
    StatusOf<Name> state;   // planned, reached, dropped
    Statistical<Code<"pathway">> kind;
    Staff<AgencyRef> agency;
    Sealed<Class::care, std::string> goal, why;
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (id, step, state, kind, agency, goal, why))

struct LetterRow {
    static constexpr std::string_view table = "letters";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_case", {1}}}; }
    StatusOf<Name> letter;
    Public<CaseId> id;
    Statistical<Code<"letter">> entitlement;
    StatusOf<Date> issued, until;
    StatusOf<bool> revoked;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(LetterRow, (), (letter, id, entitlement, issued, until, revoked, agency))

struct RedressRow {
    static constexpr std::string_view table = "redress";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    StatusOf<int64_t> number;   // of the event
    Statistical<Code<"redress">> kind;
    Statistical<Code<"redress-step">> step;
    Staff<AgencyRef> agency;
    Sealed<Class::story, std::string> note;
};
BOOST_DESCRIBE_STRUCT(RedressRow, (), (id, number, kind, step, agency, note))

struct FollowUpRow {
    static constexpr std::string_view table = "follow_ups";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    StatusOf<int64_t> number;   // of the event
    Statistical<Code<"follow-up">> outcome;
    Staff<AgencyRef> agency;
    StatusOf<Date> day;   // recorded
    Sealed<Class::care, std::string> note;
};
BOOST_DESCRIBE_STRUCT(FollowUpRow, (), (id, number, outcome, agency, day, note))

struct RelationRow {
    static constexpr std::string_view table = "relations";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<PersonId> id;
    StatusOf<int64_t> number;   // of the event
    Sealed<Class::identity, PersonId> to;
    Sealed<Class::identity, Code<"relation">> relation;
};
BOOST_DESCRIBE_STRUCT(RelationRow, (), (id, number, to, relation))

struct CounselRow {
    static constexpr std::string_view table = "counsel";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {{"by_counsel", {1}}}; }
    Public<CaseId> id;
    Staff<AgencyRef> counsel;
    StatusOf<Code<"counsel-task">> task;
    Staff<AgencyRef> by;
};
BOOST_DESCRIBE_STRUCT(CounselRow, (), (id, counsel, task, by))

struct ReturnChannelRow {
    static constexpr std::string_view table = "return_channels";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    Staff<AgencyRef> agency;
    Sealed<Class::contact, std::string> channel;
};
BOOST_DESCRIBE_STRUCT(ReturnChannelRow, (), (id, agency, channel))

struct ReviewRow {
    static constexpr std::string_view table = "reviews";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<PersonId> id;
    Staff<AgencyRef> of;
    StatusOf<Name> state;   // asked, answered
    Staff<AgencyRef> agency;
    Sealed<Class::care, std::string> why;
};
BOOST_DESCRIBE_STRUCT(ReviewRow, (), (id, of, state, agency, why))

// Editions of derived lists; the last is the one that is used.
struct DerivedListRow {
    static constexpr std::string_view table = "derived_lists";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {{"by_agency", {2}}}; }
    Public<ListId> id;
    Statistical<int32_t> edition;
    Staff<AgencyRef> agency;
    StatusOf<Name> code;
    Statistical<ListRef> from;
    Staff<Name> title;
    Statistical<std::string> indicators;           // ids with spaces between
    StatusOf<Date> since;
    Statistical<int32_t> screenings;
};
BOOST_DESCRIBE_STRUCT(DerivedListRow, (), (id, edition, agency, code, from, title, indicators, since, screenings))

// What a screening of a report found, with what was seen beside each sign.
struct ScreeningRow {
    static constexpr std::string_view table = "screenings";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<ReportId> id;
    StatusOf<int64_t> number;   // of the event
    Staff<AgencyRef> agency;
    Statistical<ListRef> list;
    Statistical<int32_t> seen, listed;
    Statistical<bool> derived;
    StatusOf<Date> day;   // recorded
    Sealed<Class::story, std::vector<IndicatorSeen>> indicators;
    Sealed<Class::story, std::string> note;
};
BOOST_DESCRIBE_STRUCT(ScreeningRow, (), (id, number, agency, list, seen, listed, derived, day, indicators, note))

// A concern about somebody, until they have a case.
struct ConcernRow {
    static constexpr std::string_view table = "concerns";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_to", {1, 2}}}; }
    Public<PersonId> id;
    Staff<AgencyRef> to;
    StatusOf<Name> state;                // waiting, accepted
};
BOOST_DESCRIBE_STRUCT(ConcernRow, (), (id, to, state))

// A new threat, for each agency that was on the team: until it is over, or they have looked at the case (which the journal knows).
struct AlertRow {
    static constexpr std::string_view table = "alerts";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {{"by_case", {1, 2}}}; }
    Staff<AgencyRef> agency;
    Public<CaseId> id;
    StatusOf<int32_t> threat;
    StatusOf<int64_t> since_us;          // recorded
};
BOOST_DESCRIBE_STRUCT(AlertRow, (), (agency, id, threat, since_us))

// What was answered to a referral, for the agency that offered it: its desk shows it for so many days (the pack's `desk`), until
// they have looked at the case.
struct AnswerRow {
    static constexpr std::string_view table = "referral_answers";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {{"by_day", {0, 3}}}; }
    Staff<AgencyRef> agency;             // that offered it
    Public<CaseId> id;
    StatusOf<int32_t> referral;
    StatusOf<Date> day;                  // recorded
    StatusOf<Name> answer;               // accepted, declined
    Staff<AgencyRef> by;
    StatusOf<ServiceRef> service;
    StatusOf<int64_t> since_us;          // the same as `day`, to the microsecond
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (agency, id, referral, day, answer, by, service, since_us))

// What was written beside an event, for whoever sees its class.
struct NoteRow {
    static constexpr std::string_view table = "notes";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<Id> id;                       // of the person or the case
    StatusOf<int64_t> number;            // of the event
    StatusOf<Name> event;                // its type
    Staff<AgencyRef> agency;
    StatusOf<Date> day;                  // recorded
    Sealed<Class::care, std::string> care;
    Sealed<Class::story, std::string> story;
    Sealed<Class::child, std::string> child, view_of_the_child;
};
BOOST_DESCRIBE_STRUCT(NoteRow, (), (id, number, event, agency, day, care, story, child, view_of_the_child))

}  // namespace soria::domain
