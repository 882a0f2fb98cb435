#pragma once
// What agencies record of what they do together. People are counted, never named.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct PlanCourse {
    SORIA_COMMAND(PlanCourse, "cooperation", "plan-course", "Plan a course: for which profession, in which region, with how many places.");
    MeasureRef measure;
    Name title;
    Code<"profession"> profession;
    Code<"region"> region;
    int32_t places = 0;
    std::optional<Code<"training-module">> module;
};
BOOST_DESCRIBE_STRUCT(PlanCourse, (), (measure, title, profession, region, places, module))

struct EnrolInCourse {
    SORIA_COMMAND(EnrolInCourse, "cooperation", "enrol-in-course", "Enrol people of the own agency in a course, as a number of a profession.");
    Ref<CourseId> course;
    Code<"profession"> profession;
    Code<"region"> region;
    int32_t people = 0;
};
BOOST_DESCRIBE_STRUCT(EnrolInCourse, (), (course, profession, region, people))

struct CertifyCourse {
    SORIA_COMMAND(CertifyCourse, "cooperation", "certify-course", "Record how many of a profession completed a course, and how many answers to "
                  "the same questions were right before and after it.");
    Ref<CourseId> course;
    Code<"profession"> profession;
    Code<"region"> region;
    int32_t people = 0;
    int32_t right_before = 0;
    int32_t asked_before = 0;
    int32_t right_after = 0;
    int32_t asked_after = 0;
};
BOOST_DESCRIBE_STRUCT(CertifyCourse, (), (course, profession, region, people, right_before, asked_before, right_after, asked_after))

struct RecordDeployment {
    SORIA_COMMAND(RecordDeployment, "cooperation", "record-deployment", "Record how many of a unit left for an international operation, and how "
                  "many of them were trained before they left.");
    MeasureRef measure;
    Name mission;
    Code<"personnel"> kind;
    Name unit;
    int32_t deployed = 0;
    int32_t trained = 0;
    std::optional<Code<"rank">> rank;
};
BOOST_DESCRIBE_STRUCT(RecordDeployment, (), (measure, mission, kind, unit, deployed, trained, rank))

struct FoundForum {
    SORIA_COMMAND(FoundForum, "cooperation", "found-forum", "Found a forum or a working group: at which level, and which agencies and "
                  "organisations have a seat.");
    MeasureRef measure;
    Name title;
    Code<"forum-level"> level;
    Code<"region"> region;
    Some<AgencyRef> seats;
};
BOOST_DESCRIBE_STRUCT(FoundForum, (), (measure, title, level, region, seats))

struct GiveSeat {
    SORIA_COMMAND(GiveSeat, "cooperation", "give-seat", "Give a registered organisation, like one of users, a seat in a forum.");
    Ref<ForumId> forum;
    Ref<OrganisationId> organisation;
};
BOOST_DESCRIBE_STRUCT(GiveSeat, (), (forum, organisation))

struct HoldMeeting {
    SORIA_COMMAND(HoldMeeting, "cooperation", "hold-meeting", "Record a meeting of a forum: what it was about. Cases are not discussed here.");
    Ref<ForumId> forum;
    std::string subject;
};
BOOST_DESCRIBE_STRUCT(HoldMeeting, (), (forum, subject))

struct DecideInForum {
    SORIA_COMMAND(DecideInForum, "cooperation", "decide-in-forum", "Record a decision of a forum: what, who owes it, until when.");
    Ref<ForumId> forum;
    std::string what;
    AgencyRef owner;
    Date due;
};
BOOST_DESCRIBE_STRUCT(DecideInForum, (), (forum, what, owner, due))

struct CompleteDecision {
    SORIA_COMMAND(CompleteDecision, "cooperation", "complete-decision", "Record that a forum's decision is carried out, with the evidence.");
    Ref<ForumId> forum;
    int32_t decision = 0;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(CompleteDecision, (), (forum, decision, evidence))

struct PlanConference {
    SORIA_COMMAND(PlanConference, "cooperation", "plan-conference", "Plan a conference: on which day, with a call for experience.");
    MeasureRef measure;
    Name title;
    Date day;
    std::string call;
};
BOOST_DESCRIBE_STRUCT(PlanConference, (), (measure, title, day, call))

struct SetProgramme {
    SORIA_COMMAND(SetProgramme, "cooperation", "set-programme", "Set the programme of a conference: its sessions, in words. A new one takes the "
                  "place of the one before.");
    Ref<ConferenceId> conference;
    std::string programme;
};
BOOST_DESCRIBE_STRUCT(SetProgramme, (), (conference, programme))

struct RecordParticipants {
    SORIA_COMMAND(RecordParticipants, "cooperation", "record-participants", "Record how many of a profession from a country took part in a "
                  "conference. Nobody is named.");
    Ref<ConferenceId> conference;
    CountryRef country;
    Code<"profession"> profession;
    int32_t participants = 0;
};
BOOST_DESCRIBE_STRUCT(RecordParticipants, (), (conference, country, profession, participants))

struct ConcludeConference {
    SORIA_COMMAND(ConcludeConference, "cooperation", "conclude-conference", "Record a conclusion of a conference: what, who owes it, until when.");
    Ref<ConferenceId> conference;
    std::string what;
    AgencyRef owner;
    Date due;
};
BOOST_DESCRIBE_STRUCT(ConcludeConference, (), (conference, what, owner, due))

struct FollowUpConclusion {
    SORIA_COMMAND(FollowUpConclusion, "cooperation", "follow-up-conclusion", "Record that a conclusion of a conference is followed up, with the "
                  "evidence.");
    Ref<ConferenceId> conference;
    int32_t conclusion = 0;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(FollowUpConclusion, (), (conference, conclusion, evidence))

struct WriteLesson {
    SORIA_COMMAND(WriteLesson, "cooperation", "write-lesson", "Write what was learnt from cases, so that nobody can be known from it. What still "
                  "identifies somebody is shown, and nothing is kept until it is out.");
    MeasureRef measure;
    Name title;
    Code<"lesson-theme"> theme;
    Code<"region"> region;
    std::string lesson;
};
BOOST_DESCRIBE_STRUCT(WriteLesson, (), (measure, title, theme, region, lesson))

struct SurveyService {
    SORIA_COMMAND(SurveyService, "cooperation", "survey-service", "Record a survey among users of a service: how many were asked, answered, and "
                  "were satisfied.");
    MeasureRef measure;
    Name title;
    ServiceRef service;
    int32_t asked = 0;
    int32_t answered = 0;
    int32_t satisfied = 0;
};
BOOST_DESCRIBE_STRUCT(SurveyService, (), (measure, title, service, asked, answered, satisfied))

struct RegisterOrganisation {
    SORIA_COMMAND(RegisterOrganisation, "cooperation", "register-organisation", "Register an organisation of users or of volunteers that takes "
                  "part in a measure.");
    MeasureRef measure;
    Name title;
    Code<"organisation"> kind;
};
BOOST_DESCRIBE_STRUCT(RegisterOrganisation, (), (measure, title, kind))

struct SupportOrganisation {
    SORIA_COMMAND(SupportOrganisation, "cooperation", "support-organisation", "Record support to a registered organisation: for what, and how "
                  "much if it is money.");
    Ref<OrganisationId> organisation;
    Name purpose;
    std::optional<Nok> amount;
};
BOOST_DESCRIBE_STRUCT(SupportOrganisation, (), (organisation, purpose, amount))

struct IssueGuidance {
    SORIA_COMMAND(IssueGuidance, "cooperation", "issue-guidance", "Issue a circular, brochure, module or report: for whom, in which language, in "
                  "which edition.");
    MeasureRef measure;
    Name title;
    Code<"guidance"> kind;
    Code<"profession"> profession;
    LanguageRef language;
    Name edition;
};
BOOST_DESCRIBE_STRUCT(IssueGuidance, (), (measure, title, kind, profession, language, edition))

struct ReviseGuidance {
    SORIA_COMMAND(ReviseGuidance, "cooperation", "revise-guidance", "Issue a new edition of guidance, and say what changed. Who was given the one "
                  "before is known.");
    Ref<GuidanceId> guidance;
    Name edition;
    std::string changes;
};
BOOST_DESCRIBE_STRUCT(ReviseGuidance, (), (guidance, edition, changes))

struct GiveGuidance {
    SORIA_COMMAND(GiveGuidance, "cooperation", "give-guidance", "Record which agency was given guidance, how many people there, and which edition: "
                  "the newest when none is named.");
    Ref<GuidanceId> guidance;
    AgencyRef to;
    int32_t people = 0;
    std::optional<Name> edition;
};
BOOST_DESCRIBE_STRUCT(GiveGuidance, (), (guidance, to, people, edition))

struct ReleaseData {
    SORIA_COMMAND(ReleaseData, "cooperation", "release-data", "Record that data were released: to which organisation, what, for what, how "
                  "persons are protected in it, and by which right.");
    MeasureRef measure;
    Name title;
    Name receiver;
    std::string purpose;
    Code<"release-safeguard"> kind;
    std::string grounds;
};
BOOST_DESCRIBE_STRUCT(ReleaseData, (), (measure, title, receiver, purpose, kind, grounds))

struct RecordInspection {
    SORIA_COMMAND(RecordInspection, "cooperation", "record-inspection", "Record an inspection of work places: in which industry and region, how many "
                  "workers were met, how many of them were reported to those who help, and how many employers to the police. Nobody is named.");
    MeasureRef measure;
    Name title;
    Code<"industry"> industry;
    Code<"region"> region;
    int32_t workers = 0;
    int32_t reported_workers = 0;
    int32_t reported_employers = 0;
};
BOOST_DESCRIBE_STRUCT(RecordInspection, (), (measure, title, industry, region, workers, reported_workers, reported_employers))

struct RecordConductCase {
    SORIA_COMMAND(RecordConductCase, "cooperation", "record-conduct-case", "Record a decided case of conduct on an international operation: which personnel, "
                  "what it concerned, what came of it. Nobody is named.");
    MeasureRef measure;
    Name mission;
    Code<"personnel"> kind;
    Code<"conduct"> subject;
    Code<"conduct-outcome"> outcome;
};
BOOST_DESCRIBE_STRUCT(RecordConductCase, (), (measure, mission, kind, subject, outcome))

SORIA_DECIDE(PlanCourse) SORIA_DECIDE(EnrolInCourse) SORIA_DECIDE(CertifyCourse) SORIA_DECIDE(RecordDeployment) SORIA_DECIDE(FoundForum) SORIA_DECIDE(GiveSeat)
SORIA_DECIDE(HoldMeeting) SORIA_DECIDE(DecideInForum) SORIA_DECIDE(CompleteDecision) SORIA_DECIDE(PlanConference) SORIA_DECIDE(ConcludeConference)
SORIA_DECIDE(FollowUpConclusion) SORIA_DECIDE(WriteLesson) SORIA_DECIDE(SurveyService) SORIA_DECIDE(RegisterOrganisation)
SORIA_DECIDE(SupportOrganisation) SORIA_DECIDE(IssueGuidance) SORIA_DECIDE(ReviseGuidance) SORIA_DECIDE(GiveGuidance)
SORIA_DECIDE(ReleaseData) SORIA_DECIDE(SetProgramme) SORIA_DECIDE(RecordParticipants) SORIA_DECIDE(RecordInspection) SORIA_DECIDE(RecordConductCase)

}  // namespace soria::domain
