#pragma once
// What agencies do together: courses, forums, conferences, lessons, surveys of services, organisations of users, guidance, data that are
// released. People are counted in it, never named.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct CoursePlanned1 {
    static constexpr uint16_t type = 133;
    static constexpr std::string_view name = "CoursePlanned", becomes = "planned", answers = "course";
    static constexpr StreamKind stream = StreamKind::course;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"profession">> profession;
    Statistical<Code<"region">> region;
    Public<int32_t> planned;             // places
};
BOOST_DESCRIBE_STRUCT(CoursePlanned1, (), (code, measure, agency, title, profession, region, planned))

struct CoursePlanned {
    static constexpr uint16_t type = 133, type_version = 2;
    static constexpr std::string_view name = "CoursePlanned", becomes = "planned", answers = "course";
    static constexpr StreamKind stream = StreamKind::course;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"profession">> profession;
    Statistical<Code<"region">> region;
    Public<int32_t> planned;             // places
    Statistical<Code<"training-module">> module;
    using Before = CoursePlanned1;
    static CoursePlanned from(Before b) {
        return {std::move(b.code), std::move(b.measure), std::move(b.agency), std::move(b.title), std::move(b.profession), std::move(b.region), std::move(b.planned), {}};
    }
};
BOOST_DESCRIBE_STRUCT(CoursePlanned, (), (code, measure, agency, title, profession, region, planned, module))

struct CourseEnrolled {
    static constexpr uint16_t type = 134;
    static constexpr std::string_view name = "CourseEnrolled", becomes = "enrolling";
    static constexpr StreamKind stream = StreamKind::course;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;            // whose people
    Statistical<Code<"profession">> profession;
    Statistical<Code<"region">> region;
    Statistical<int32_t> enrolled;
};
BOOST_DESCRIBE_STRUCT(CourseEnrolled, (), (measure, agency, profession, region, enrolled))

struct CourseCertified1 {
    static constexpr uint16_t type = 135;
    static constexpr std::string_view name = "CourseCertified", becomes = "held";
    static constexpr StreamKind stream = StreamKind::course;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"profession">> profession;
    Statistical<Code<"region">> region;
    Statistical<int32_t> people;         // who have completed it
    Statistical<int32_t> right_before, asked_before, right_after, asked_after;   // answers to the same questions
};
BOOST_DESCRIBE_STRUCT(CourseCertified1, (), (measure, agency, profession, region, people, right_before, asked_before, right_after, asked_after))

struct CourseCertified {
    static constexpr uint16_t type = 135, type_version = 2;
    static constexpr std::string_view name = "CourseCertified", becomes = "held";
    static constexpr StreamKind stream = StreamKind::course;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"profession">> profession;
    Statistical<Code<"region">> region;
    Statistical<int32_t> people;         // who have completed it
    Statistical<int32_t> right_before, asked_before, right_after, asked_after;   // answers to the same questions
    Statistical<Code<"training-module">> module;
    using Before = CourseCertified1;
    static CourseCertified from(Before b) {
        return {std::move(b.measure), std::move(b.agency), std::move(b.profession), std::move(b.region), std::move(b.people), std::move(b.right_before), std::move(b.asked_before), std::move(b.right_after), std::move(b.asked_after), {}};
    }
};
BOOST_DESCRIBE_STRUCT(CourseCertified, (), (measure, agency, profession, region, people, right_before, asked_before, right_after, asked_after, module))

struct DeploymentRecorded1 {
    static constexpr uint16_t type = 136;
    static constexpr std::string_view name = "DeploymentRecorded", becomes = "recorded", answers = "deployment";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // the mission
    Statistical<Code<"personnel">> kind;
    Public<Name> unit;
    Statistical<int32_t> deployed, trained;
};
BOOST_DESCRIBE_STRUCT(DeploymentRecorded1, (), (code, measure, agency, title, kind, unit, deployed, trained))

struct DeploymentRecorded {
    static constexpr uint16_t type = 136, type_version = 2;
    static constexpr std::string_view name = "DeploymentRecorded", becomes = "recorded", answers = "deployment";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // the mission
    Statistical<Code<"personnel">> kind;
    Public<Name> unit;
    Statistical<int32_t> deployed, trained;
    Statistical<Code<"rank">> rank;
    Statistical<Name> mission;
    using Before = DeploymentRecorded1;
    static DeploymentRecorded from(Before b) {
        return {std::move(b.code), std::move(b.measure), std::move(b.agency), std::move(b.title), std::move(b.kind), std::move(b.unit), std::move(b.deployed), std::move(b.trained), {Code<"rank">{"unknown"}}, {}};
    }
};
BOOST_DESCRIBE_STRUCT(DeploymentRecorded, (), (code, measure, agency, title, kind, unit, deployed, trained, rank, mission))

struct ForumFounded {
    static constexpr uint16_t type = 137;
    static constexpr std::string_view name = "ForumFounded", becomes = "founded", answers = "forum";
    static constexpr StreamKind stream = StreamKind::forum;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"forum-level">> level;
    Statistical<Code<"region">> region;
    Statistical<std::vector<AgencyRef>> seats;
};
BOOST_DESCRIBE_STRUCT(ForumFounded, (), (code, measure, agency, title, level, region, seats))

// A registered organisation has a seat besides the agencies. The forum's state stays as it is.
struct SeatGiven {
    static constexpr uint16_t type = 190;
    static constexpr std::string_view name = "SeatGiven", becomes = "";
    static constexpr StreamKind stream = StreamKind::forum;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> organisation;           // its code
    Public<Name> seat;                   // its name
};
BOOST_DESCRIBE_STRUCT(SeatGiven, (), (measure, agency, organisation, seat))

struct ForumMet {
    static constexpr uint16_t type = 138;
    static constexpr std::string_view name = "ForumMet", becomes = "meeting";
    static constexpr StreamKind stream = StreamKind::forum;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<std::string> subject;
};
BOOST_DESCRIBE_STRUCT(ForumMet, (), (measure, agency, subject))

struct ForumDecided {
    static constexpr uint16_t type = 139;
    static constexpr std::string_view name = "ForumDecided", becomes = "meeting", answers = "decision";
    static constexpr StreamKind stream = StreamKind::forum;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<int32_t> item;
    Public<AgencyRef> owner;
    Public<Date> due;
    Public<std::string> what;
};
BOOST_DESCRIBE_STRUCT(ForumDecided, (), (measure, agency, item, owner, due, what))

struct ForumDecisionDone1 {
    static constexpr uint16_t type = 140;
    static constexpr std::string_view name = "ForumDecisionDone", becomes = "meeting";
    static constexpr StreamKind stream = StreamKind::forum;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<int32_t> item;
    Statistical<bool> in_time;
    Public<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(ForumDecisionDone1, (), (measure, agency, item, in_time, evidence))

struct ForumDecisionDone {
    static constexpr uint16_t type = 140, type_version = 2;
    static constexpr std::string_view name = "ForumDecisionDone", becomes = "meeting";
    static constexpr StreamKind stream = StreamKind::forum;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<int32_t> item;
    Statistical<bool> in_time;
    Public<std::string> evidence;
    Public<std::optional<Date>> was_due;
    using Before = ForumDecisionDone1;
    static ForumDecisionDone from(Before b) { return {b.measure, b.agency, b.item, b.in_time, std::move(b.evidence), {}}; }
};
BOOST_DESCRIBE_STRUCT(ForumDecisionDone, (), (measure, agency, item, in_time, evidence, was_due))

struct ConferencePlanned {
    static constexpr uint16_t type = 141;
    static constexpr std::string_view name = "ConferencePlanned", becomes = "planned", answers = "conference";
    static constexpr StreamKind stream = StreamKind::conference;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<Date> due;                    // the day it is held
    Public<std::string> call;
};
BOOST_DESCRIBE_STRUCT(ConferencePlanned, (), (code, measure, agency, title, due, call))

// The conference's state stays as it is: a programme may be set anew until it is held.
struct ProgrammeSet {
    static constexpr uint16_t type = 194;
    static constexpr std::string_view name = "ProgrammeSet", becomes = "";
    static constexpr StreamKind stream = StreamKind::conference;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<std::string> programme;       // its sessions
};
BOOST_DESCRIBE_STRUCT(ProgrammeSet, (), (measure, agency, programme))

struct ParticipantsRecorded {
    static constexpr uint16_t type = 195;
    static constexpr std::string_view name = "ParticipantsRecorded", becomes = "";
    static constexpr StreamKind stream = StreamKind::conference;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<CountryRef> country;
    Statistical<Code<"profession">> profession;
    Statistical<int32_t> participants;
};
BOOST_DESCRIBE_STRUCT(ParticipantsRecorded, (), (measure, agency, country, profession, participants))

struct ConferenceConcluded {
    static constexpr uint16_t type = 142;
    static constexpr std::string_view name = "ConferenceConcluded", becomes = "concluded", answers = "conclusion";
    static constexpr StreamKind stream = StreamKind::conference;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<int32_t> item;
    Public<AgencyRef> owner;
    Public<Date> due;
    Public<std::string> what;
};
BOOST_DESCRIBE_STRUCT(ConferenceConcluded, (), (measure, agency, item, owner, due, what))

struct ConclusionFollowedUp1 {
    static constexpr uint16_t type = 143;
    static constexpr std::string_view name = "ConclusionFollowedUp", becomes = "followed-up";
    static constexpr StreamKind stream = StreamKind::conference;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<int32_t> item;
    Statistical<bool> in_time;
    Public<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(ConclusionFollowedUp1, (), (measure, agency, item, in_time, evidence))

struct ConclusionFollowedUp {
    static constexpr uint16_t type = 143, type_version = 2;
    static constexpr std::string_view name = "ConclusionFollowedUp", becomes = "followed-up";
    static constexpr StreamKind stream = StreamKind::conference;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<int32_t> item;
    Statistical<bool> in_time;
    Public<std::string> evidence;
    Public<std::optional<Date>> was_due;
    using Before = ConclusionFollowedUp1;
    static ConclusionFollowedUp from(Before b) { return {b.measure, b.agency, b.item, b.in_time, std::move(b.evidence), {}}; }
};
BOOST_DESCRIBE_STRUCT(ConclusionFollowedUp, (), (measure, agency, item, in_time, evidence, was_due))

struct LessonWritten {
    static constexpr uint16_t type = 144;
    static constexpr std::string_view name = "LessonWritten", becomes = "written", answers = "lesson";
    static constexpr StreamKind stream = StreamKind::lesson;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"lesson-theme">> theme;
    Statistical<Code<"region">> region;
    Public<std::string> lesson;
};
BOOST_DESCRIBE_STRUCT(LessonWritten, (), (code, measure, agency, title, theme, region, lesson))

struct ServiceSurveyed {
    static constexpr uint16_t type = 145;
    static constexpr std::string_view name = "ServiceSurveyed", becomes = "surveyed", answers = "survey";
    static constexpr StreamKind stream = StreamKind::study;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<ServiceRef> service;
    Statistical<int32_t> asked, answered, satisfied;
};
BOOST_DESCRIBE_STRUCT(ServiceSurveyed, (), (code, measure, agency, title, service, asked, answered, satisfied))

struct OrganisationRegistered {
    static constexpr uint16_t type = 146;
    static constexpr std::string_view name = "OrganisationRegistered", becomes = "registered", answers = "organisation";
    static constexpr StreamKind stream = StreamKind::organisation;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"organisation">> kind;
};
BOOST_DESCRIBE_STRUCT(OrganisationRegistered, (), (code, measure, agency, title, kind))

struct OrganisationSupported {
    static constexpr uint16_t type = 147;
    static constexpr std::string_view name = "OrganisationSupported", becomes = "supported";
    static constexpr StreamKind stream = StreamKind::organisation;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> purpose;
    Statistical<Nok> amount;             // nothing: support of another kind
};
BOOST_DESCRIBE_STRUCT(OrganisationSupported, (), (measure, agency, purpose, amount))

struct GuidanceIssued {
    static constexpr uint16_t type = 148;
    static constexpr std::string_view name = "GuidanceIssued", becomes = "issued", answers = "guidance";
    static constexpr StreamKind stream = StreamKind::guidance;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"guidance">> kind;
    Statistical<Code<"profession">> profession;   // whom it is for
    Public<LanguageRef> language;
    Public<Name> edition;
};
BOOST_DESCRIBE_STRUCT(GuidanceIssued, (), (code, measure, agency, title, kind, profession, language, edition))

struct GuidanceRevised {
    static constexpr uint16_t type = 149;
    static constexpr std::string_view name = "GuidanceRevised", becomes = "revised";
    static constexpr StreamKind stream = StreamKind::guidance;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> edition;
    Public<std::string> changes;
};
BOOST_DESCRIBE_STRUCT(GuidanceRevised, (), (measure, agency, edition, changes))

struct GuidanceGiven1 {
    static constexpr uint16_t type = 150;
    static constexpr std::string_view name = "GuidanceGiven", becomes = "given";
    static constexpr StreamKind stream = StreamKind::guidance;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<AgencyRef> to;
    Statistical<int32_t> people;
};
BOOST_DESCRIBE_STRUCT(GuidanceGiven1, (), (measure, agency, to, people))

// Which edition somebody has: whoever was given an older one is known when it is revised.
struct GuidanceGiven {
    static constexpr uint16_t type = 150, type_version = 2;
    static constexpr std::string_view name = "GuidanceGiven", becomes = "given";
    static constexpr StreamKind stream = StreamKind::guidance;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<AgencyRef> to;
    Statistical<int32_t> people;
    Statistical<Name> edition;           // empty when it was not noted
    using Before = GuidanceGiven1;
    static GuidanceGiven from(Before b) { return {b.measure, b.agency, b.to, b.people, {}}; }
};
BOOST_DESCRIBE_STRUCT(GuidanceGiven, (), (measure, agency, to, people, edition))

// Data that went to somebody outside: what, to whom, for what, how persons are protected in it, and by which right.
struct DataReleased {
    static constexpr uint16_t type = 193;
    static constexpr std::string_view name = "DataReleased", becomes = "given", answers = "release";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // what was released
    Statistical<Code<"release-safeguard">> kind;
    Public<Name> receiver;               // an organisation
    Public<std::string> purpose, grounds;
};
BOOST_DESCRIBE_STRUCT(DataReleased, (), (code, measure, agency, title, kind, receiver, purpose, grounds))

// An inspection of work places: counts of those who were met and reported, never who they are.
struct InspectionRecorded {
    static constexpr uint16_t type = 196;
    static constexpr std::string_view name = "InspectionRecorded", becomes = "recorded", answers = "inspection";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // what was looked into
    Statistical<Code<"industry">> industry;
    Statistical<Code<"region">> region;
    Statistical<int32_t> workers, reported_workers, reported_employers;
};
BOOST_DESCRIBE_STRUCT(InspectionRecorded, (), (code, measure, agency, title, industry, region, workers, reported_workers, reported_employers))

// A case of conduct on a mission: what it concerned and what came of it, never who it was.
struct ConductCaseRecorded {
    static constexpr uint16_t type = 197;
    static constexpr std::string_view name = "ConductCaseRecorded", becomes = "recorded", answers = "conduct";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // the mission
    Statistical<Code<"personnel">> kind;
    Statistical<Code<"conduct">> subject;
    Statistical<Code<"conduct-outcome">> outcome;
};
BOOST_DESCRIBE_STRUCT(ConductCaseRecorded, (), (code, measure, agency, title, kind, subject, outcome))

using CooperationEvents = boost::mp11::mp_list<
    CoursePlanned, CourseEnrolled, CourseCertified, DeploymentRecorded, ForumFounded, SeatGiven, ForumMet, ForumDecided,
    ForumDecisionDone, ConferencePlanned, ProgrammeSet, ParticipantsRecorded, ConferenceConcluded, ConclusionFollowedUp, LessonWritten,
    ServiceSurveyed,
    OrganisationRegistered, OrganisationSupported, GuidanceIssued, GuidanceRevised, GuidanceGiven,
    DataReleased, InspectionRecorded, ConductCaseRecorded>;

}  // namespace soria::domain
