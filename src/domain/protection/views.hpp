#pragma once
// What is kept ready to be looked at. A column of a sealed class keeps the event's sealed bytes; nothing here is opened.
#include "domain/core/rows.hpp"
#include "domain/protection/events.hpp"

namespace soria::domain {

// Which thing a spoken code names.
struct CodeRow {
    static constexpr std::string_view table = "codes";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    StatusOf<Name> code;
    StatusOf<int32_t> kind;
    Public<Id> id;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (code, kind, id))

struct ReportRow {
    static constexpr std::string_view table = "reports";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_accepted", {3}}}; }
    Public<ReportId> id;
    StatusOf<Name> code;
    Staff<AgencyRef> agency;
    StatusOf<int32_t> accepted;          // cases opened from it
    Statistical<Code<"channel">> channel;
    Statistical<Code<"region">> region;
    Statistical<Code<"form">> form;
    Statistical<Name> period;
    Statistical<int32_t> screenings;
    Sealed<Class::identity, std::vector<PersonId>> people;
    Sealed<Class::story, std::string> seen;
    Sealed<Class::whereabouts, std::string> place;
};
BOOST_DESCRIBE_STRUCT(ReportRow, (), (id, code, agency, accepted, channel, region, form, period, screenings, people, seen, place))

struct PersonRow {
    static constexpr std::string_view table = "persons";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    Public<PersonId> id;
    StatusOf<Name> code;
    Statistical<Code<"gender">> gender;
    Statistical<Code<"age-band">> age_band;
    Statistical<Code<"citizenship-group">> citizenship_group;
    StatusOf<bool> age_in_doubt, presumed, identified, erased;
    StatusOf<Name> residence;            // none, reflection-period, or a permit
    StatusOf<std::optional<Date>> residence_from, residence_until;
    StatusOf<RuleRef> residence_rule;
    StatusOf<bool> complaint, broke_away, investigation;
    StatusOf<int32_t> legal_aid_granted_minutes, legal_aid_used_minutes;
    Staff<std::optional<AgencyRef>> representative;
    Sealed<Class::identity, Name> full_name;
    Sealed<Class::identity, std::optional<Happened>> born;
    Sealed<Class::identity, CountryRef> citizenship;
    Sealed<Class::identity, LanguageRef> language;
    Sealed<Class::contact, std::string> contact;
    Sealed<Class::child, Name> representative_name;
    Sealed<Class::health, std::optional<Happened>> child_due;
    Sealed<Class::identity, std::vector<Name>> other_names;
    Sealed<Class::identity, std::vector<DocumentHeld>> documents;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (id, code, gender, age_band, citizenship_group, age_in_doubt, presumed, identified, erased, residence, residence_from, residence_until, residence_rule, complaint, broke_away, investigation, legal_aid_granted_minutes, legal_aid_used_minutes, representative, full_name, born, citizenship, language, contact, representative_name, child_due, other_names, documents))

struct FindingRow {
    static constexpr std::string_view table = "findings";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<PersonId> person;
    StatusOf<int64_t> number;            // of the event
    Statistical<Code<"finding">> finding;
    Staff<AgencyRef> agency;
    StatusOf<RuleRef> rule;
    Sealed<Class::care, std::string> grounds;
};
BOOST_DESCRIBE_STRUCT(FindingRow, (), (person, number, finding, agency, rule, grounds))

struct ConsentRow {
    static constexpr std::string_view table = "consents";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {}; }
    Public<PersonId> person;
    Staff<AgencyRef> to;
    StatusOf<Code<"purpose">> purpose;
    StatusOf<Name> classes;              // names with spaces between
    StatusOf<std::optional<Date>> until;
    Statistical<LanguageRef> language;
    Sealed<Class::care, std::string> words;
};
BOOST_DESCRIBE_STRUCT(ConsentRow, (), (person, to, purpose, classes, until, language, words))

struct CaseRow {
    static constexpr std::string_view table = "cases";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    Public<CaseId> id;
    StatusOf<Name> code;
    Staff<AgencyRef> lead;
    StatusOf<Name> phase;                // open, returning, returned, closed
    Statistical<Code<"audience">> audience;
    Statistical<Code<"region">> region;
    Statistical<Code<"form">> form;
    Statistical<Name> period;
    StatusOf<Name> going_home;           // empty, wished, obliged
    StatusOf<std::optional<bool>> risk_acceptable;
    StatusOf<bool> carer_named;
    Sealed<Class::identity, PersonId> person;
    Sealed<Class::identity, ReportId> report;
    Sealed<Class::whereabouts, HouseId> house;
    Sealed<Class::whereabouts, int32_t> bed;
    Sealed<Class::whereabouts, CountryRef> country;
    Sealed<Class::child, Name> carer;
};
BOOST_DESCRIBE_STRUCT(CaseRow, (), (id, code, lead, phase, audience, region, form, period, going_home, risk_acceptable, carer_named, person, report, house, bed, country, carer))

struct TeamRow {
    static constexpr std::string_view table = "teams";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {{"by_case", {1}}}; }
    Staff<AgencyRef> agency;             // first, so that a desk reads its own cases in one scan
    Public<CaseId> id;
    Staff<bool> lead;
};
BOOST_DESCRIBE_STRUCT(TeamRow, (), (agency, id, lead))

struct ReferralRow {
    static constexpr std::string_view table = "referrals";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {{"by_to", {4, 2}}}; }
    Public<CaseId> id;
    StatusOf<int32_t> referral;
    StatusOf<Name> state;                // offered, accepted, declined, completed, withdrawn
    Staff<AgencyRef> from, to;
    StatusOf<ServiceRef> service;
    StatusOf<Name> parts;
    StatusOf<Name> reason;
    Sealed<Class::care, std::string> why;
};
BOOST_DESCRIBE_STRUCT(ReferralRow, (), (id, referral, state, from, to, service, parts, reason, why))

struct OrderRow {
    static constexpr std::string_view table = "orders";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {{"by_provider", {3, 2}}}; }
    Public<CaseId> id;
    StatusOf<int32_t> order;
    StatusOf<Name> state;                // ordered, accepted, declined, delivered
    Staff<AgencyRef> provider;
    StatusOf<ServiceRef> service;
    StatusOf<Name> reason;               // of a declined one
    Sealed<Class::care, std::string> need, note;
};
BOOST_DESCRIBE_STRUCT(OrderRow, (), (id, order, state, provider, service, reason, need, note))

struct HouseRow {
    static constexpr std::string_view table = "houses";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_audience", {2, 3, 7}}, {"by_free", {7}}, {"by_audience_free", {2, 7}}, {"by_warning", {9}}}; }
    Public<HouseId> id;
    StatusOf<Name> code;
    Statistical<Code<"audience">> audience;
    Statistical<Code<"region">> region;
    Statistical<int32_t> beds, held, used, free;
    Staff<AgencyRef> run_by;
    StatusOf<Name> warning;              // what it was marked with, spaces between
    Sealed<Class::whereabouts, std::string> address;
};
BOOST_DESCRIBE_STRUCT(HouseRow, (), (id, code, audience, region, beds, held, used, free, run_by, warning, address))

struct BedRow {
    static constexpr std::string_view table = "beds";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Public<HouseId> house;
    StatusOf<int32_t> bed;
    StatusOf<Name> state;                // held, used
    Staff<AgencyRef> agency;
    Sealed<Class::whereabouts, CaseId> held_for;
    Sealed<Class::whereabouts, Happened> first_night;
};
BOOST_DESCRIBE_STRUCT(BedRow, (), (house, bed, state, agency, held_for, first_night))

// Clocks and duties of persons and cases.
struct ClockRow {
    static constexpr std::string_view table = "clocks";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {{"by_ends", {3, 5}}, {"by_agency", {3, 7, 5}}, {"by_clock", {2, 4}}}; }
    StatusOf<int32_t> kind;              // of the stream
    Public<Id> id;
    StatusOf<Name> clock;
    StatusOf<Name> state;                // running, expired, ended
    StatusOf<Date> from, ends;
    StatusOf<RuleRef> rule;
    Staff<AgencyRef> agency;             // who is warned
    StatusOf<Name> ended_by;
};
BOOST_DESCRIBE_STRUCT(ClockRow, (), (kind, id, clock, state, from, ends, rule, agency, ended_by))

// How many clocks run that end on a day: the sum of the changes recorded until the day one looks from.
struct ClockDayRow {
    static constexpr std::string_view table = "clock_days";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {}; }
    StatusOf<Name> clock;
    StatusOf<Date> ends;
    Statistical<Date> day;               // recorded
    Statistical<int64_t> delta;
};
BOOST_DESCRIBE_STRUCT(ClockDayRow, (), (clock, ends, day, delta))

struct DutyRow {
    static constexpr std::string_view table = "duties";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {{"by_due", {3, 5}}, {"by_holder", {3, 7, 5}}, {"by_agency", {3, 7, 8, 5}}}; }
    StatusOf<int32_t> kind;
    Public<Id> id;
    StatusOf<Name> duty;
    StatusOf<Name> state;                // due, overdue, done, ended
    StatusOf<Date> from, due;
    StatusOf<RuleRef> rule;
    Staff<Name> holder;                  // a kind of agency, "lead" or "asked"
    Staff<AgencyRef> agency;             // whose it is, when the holder is no kind; else whose act it arose from
};
BOOST_DESCRIBE_STRUCT(DutyRow, (), (kind, id, duty, state, from, due, rule, holder, agency))

// A figure is a sum of changes: as of any day it is the sum up to that day, which is its total less what came later.
struct FigureRow {
    static constexpr std::string_view table = "figures";
    static constexpr size_t key_columns = 2;
    static std::vector<Index> indexes() { return {}; }
    Statistical<Name> cell;              // "persons.gender.woman"
    Statistical<Date> day;               // recorded
    Statistical<int64_t> delta;
};
BOOST_DESCRIBE_STRUCT(FigureRow, (), (cell, day, delta))

struct TotalRow {
    static constexpr std::string_view table = "totals";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    Statistical<Name> cell;
    Statistical<int64_t> total;
};
BOOST_DESCRIBE_STRUCT(TotalRow, (), (cell, total))

// The folder's own facts: kind, pack, last day begun.
struct FolderRow {
    static constexpr std::string_view table = "folder";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {}; }
    StatusOf<Name> name;
    StatusOf<Name> text;
    StatusOf<int64_t> number;
};
BOOST_DESCRIBE_STRUCT(FolderRow, (), (name, text, number))

const std::vector<const Table*>& view_tables();

// The clock or duty that an event of theirs is about; else no name.
Result<Name> promise_of(const EventRecord&);

// Event x Rows -> Changes. Depends on nothing but the event and the rows, among them the pack that is active.
Result<std::vector<Change>> fold(const EventRecord&, RowReader&, BlobOf, const DayOf&);

}  // namespace soria::domain
