#pragma once
// What people ask for while somebody is helped (support_events.hpp).
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct CompleteReferral {
    SORIA_COMMAND(CompleteReferral, "protection", "complete-referral", "Record that what a referral was for is done. The addressee no longer sees the case by it.");
    Ref<CaseId> case_;
    int32_t referral = 0;
    std::optional<std::string> outcome;
};
BOOST_DESCRIBE_STRUCT(CompleteReferral, (), (case_, referral, outcome))

struct WithdrawReferral {
    SORIA_COMMAND(WithdrawReferral, "protection", "withdraw-referral", "Withdraw a referral; its addressee no longer sees the case by it.");
    Ref<CaseId> case_;
    int32_t referral = 0;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(WithdrawReferral, (), (case_, referral, why))

struct HandOverLead {
    SORIA_COMMAND(HandOverLead, "protection", "hand-over-lead", "Hand the lead of a case to another agency on its team.");
    Ref<CaseId> case_;
    AgencyRef to;
};
BOOST_DESCRIBE_STRUCT(HandOverLead, (), (case_, to))

struct RecordThreat {
    SORIA_COMMAND(RecordThreat, "protection", "record-threat", "Record a threat: who is feared, what was said or done. Housing is looked at anew.");
    Ref<CaseId> case_;
    std::string feared;
    std::string what;
    bool family_at_risk = false;
    std::optional<Ref<PersonId>> feared_person;
};
BOOST_DESCRIBE_STRUCT(RecordThreat, (), (case_, feared, what, family_at_risk, feared_person))

struct EndThreat {
    SORIA_COMMAND(EndThreat, "protection", "end-threat", "Record that a threat no longer stands.");
    Ref<CaseId> case_;
    int32_t threat = 0;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(EndThreat, (), (case_, threat, why))

struct AgreeSafetyPlan {
    SORIA_COMMAND(AgreeSafetyPlan, "protection", "agree-safety-plan", "Agree a safety plan with the person: safe times, safe ways to reach them, what to do. The pack says when it is looked at again.");
    Ref<CaseId> case_;
    std::string safe_times;
    std::string safe_channels;
    std::string plan;
};
BOOST_DESCRIBE_STRUCT(AgreeSafetyPlan, (), (case_, safe_times, safe_channels, plan))

struct MarkHouse {
    SORIA_COMMAND(MarkHouse, "protection", "mark-house", "Warn of a house: whoever holds a bed there is told. Nobody is refused a bed by it.");
    Ref<HouseId> house;
    Code<"house-warning"> warning;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(MarkHouse, (), (house, warning, why))

struct RecordNeed {
    SORIA_COMMAND(RecordNeed, "protection", "record-need", "Record a need for a service; the days until it is met are counted.");
    Ref<CaseId> case_;
    ServiceRef service;
    std::optional<std::string> what;
};
BOOST_DESCRIBE_STRUCT(RecordNeed, (), (case_, service, what))

struct AcceptOrder {
    SORIA_COMMAND(AcceptOrder, "protection", "accept-order", "Accept an order for a service.");
    Ref<CaseId> case_;
    int32_t order = 0;
};
BOOST_DESCRIBE_STRUCT(AcceptOrder, (), (case_, order))

struct DeclineOrder {
    SORIA_COMMAND(DeclineOrder, "protection", "decline-order", "Decline an order for a service, with a reason.");
    Ref<CaseId> case_;
    int32_t order = 0;
    Code<"decline-reason"> reason;
};
BOOST_DESCRIBE_STRUCT(DeclineOrder, (), (case_, order, reason))

struct AppointCounsel {
    SORIA_COMMAND(AppointCounsel, "protection", "appoint-counsel", "Appoint counsel for a person, for a task.");
    Ref<CaseId> case_;
    AgencyRef counsel;
    Code<"counsel-task"> task;
};
BOOST_DESCRIBE_STRUCT(AppointCounsel, (), (case_, counsel, task))

struct PlanStep {
    SORIA_COMMAND(PlanStep, "protection", "plan-step", "Plan a step on the way to school, work or activity.");
    Ref<CaseId> case_;
    Code<"pathway"> kind;
    std::string goal;
};
BOOST_DESCRIBE_STRUCT(PlanStep, (), (case_, kind, goal))

struct ReachStep {
    SORIA_COMMAND(ReachStep, "protection", "reach-step", "Record that a planned step was reached.");
    Ref<CaseId> case_;
    int32_t step = 0;
};
BOOST_DESCRIBE_STRUCT(ReachStep, (), (case_, step))

struct DropStep {
    SORIA_COMMAND(DropStep, "protection", "drop-step", "Drop a planned step, with the reason.");
    Ref<CaseId> case_;
    int32_t step = 0;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(DropStep, (), (case_, step, why))

struct IssueLetter {
    SORIA_COMMAND(IssueLetter, "protection", "issue-letter", "Issue a letter that proves an entitlement until a day. Whoever has its code can check what and until when, never why.");
    Ref<CaseId> case_;
    Code<"letter"> entitlement;
    Date until;
};
BOOST_DESCRIBE_STRUCT(IssueLetter, (), (case_, entitlement, until))

struct RevokeLetter {
    SORIA_COMMAND(RevokeLetter, "protection", "revoke-letter", "Revoke a letter.");
    Ref<CaseId> case_;
    Name letter;
};
BOOST_DESCRIBE_STRUCT(RevokeLetter, (), (case_, letter))

struct RecordRedress {
    SORIA_COMMAND(RecordRedress, "protection", "record-redress", "Record a step towards compensation, wages or other redress.");
    Ref<CaseId> case_;
    Code<"redress"> kind;
    Code<"redress-step"> step;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(RecordRedress, (), (case_, kind, step, note))

struct ChooseReturnChannel {
    SORIA_COMMAND(ChooseReturnChannel, "protection", "choose-return-channel", "Record the way in which a person who returns wishes to be reached afterwards.");
    Ref<CaseId> case_;
    std::string channel;
};
BOOST_DESCRIBE_STRUCT(ChooseReturnChannel, (), (case_, channel))

struct FollowUpReturn {
    SORIA_COMMAND(FollowUpReturn, "protection", "follow-up-return", "Record how it went after a return. In full anonymity only when the person chose a way to be reached.");
    Ref<CaseId> case_;
    Code<"follow-up"> outcome;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(FollowUpReturn, (), (case_, outcome, note))

struct AddPerson {
    SORIA_COMMAND(AddPerson, "protection", "add-person", "Add a person to a report: a child who came along, a partner. Each has a file of their own.");
    Ref<ReportId> report;
    PersonSeen person;
};
BOOST_DESCRIBE_STRUCT(AddPerson, (), (report, person))

struct RecordRelation {
    SORIA_COMMAND(RecordRelation, "protection", "record-relation", "Record how two people are related.");
    Ref<CaseId> case_;
    Ref<PersonId> to;
    Code<"relation"> relation;
};
BOOST_DESCRIBE_STRUCT(RecordRelation, (), (case_, to, relation))

struct RecordPregnancy {
    SORIA_COMMAND(RecordPregnancy, "protection", "record-pregnancy", "Record a pregnancy.");
    Ref<CaseId> case_;
    std::optional<Happened> due;
};
BOOST_DESCRIBE_STRUCT(RecordPregnancy, (), (case_, due))

struct AskReview {
    SORIA_COMMAND(AskReview, "protection", "ask-review", "Ask an agency to look at its finding again. No service stops meanwhile.");
    Ref<CaseId> case_;
    AgencyRef of;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(AskReview, (), (case_, of, why))

struct InformationTold {
    Code<"information"> how;
    LanguageRef language;
};
BOOST_DESCRIBE_STRUCT(InformationTold, (), (how, language))

struct LogContact {
    SORIA_COMMAND(LogContact, "protection", "log-contact", "Log a contact in outreach, without a name: where, how many, what they were told, in which language.");
    Code<"region"> region;
    std::optional<Code<"city">> city;
    Code<"arena"> arena;
    int32_t women = 0;
    int32_t men = 0;
    std::vector<InformationTold> information;
    std::optional<bool> help_offered;
    std::optional<AgencyRef> referred_to;
    std::optional<Name> agent;
    std::optional<bool> agent_checked;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(LogContact, (), (region, city, arena, women, men, information, help_offered, referred_to, agent, agent_checked, note))

struct RecordTurnedAway {
    SORIA_COMMAND(RecordTurnedAway, "protection", "record-turned-away", "Record that somebody who asked for a bed got none, without a name and "
                  "without a case: for whom it was, where, why.");
    Code<"audience"> audience;
    Code<"region"> region;
    Code<"turned-away"> reason;
};
BOOST_DESCRIBE_STRUCT(RecordTurnedAway, (), (audience, region, reason))

struct CorrectResidenceStart {
    SORIA_COMMAND(CorrectResidenceStart, "protection", "correct-residence-start", "Correct the first day of a granted reflection period or permit. Its clock moves by the law of the corrected day, and the answer says what changed.");
    Ref<CaseId> case_;
    Name residence;
    Date from;
    std::optional<Date> until;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(CorrectResidenceStart, (), (case_, residence, from, until, why))

struct DeriveList {
    SORIA_COMMAND(DeriveList, "protection", "derive-list", "Derive a list of indicators for this agency from one of the pack's: the signs that its people meet.");
    ListRef from;
    Name title;
    std::vector<IndicatorRef> indicators;
};
BOOST_DESCRIBE_STRUCT(DeriveList, (), (from, title, indicators))

struct ReviseList {
    SORIA_COMMAND(ReviseList, "protection", "revise-list", "Make the next edition of a derived list. What was screened with the one before stays so.");
    Ref<ListId> list;
    std::vector<IndicatorRef> indicators;
};
BOOST_DESCRIBE_STRUCT(ReviseList, (), (list, indicators))

SORIA_DECIDE(DeriveList) SORIA_DECIDE(ReviseList) SORIA_DECIDE(CorrectResidenceStart) SORIA_DECIDE(LogContact) SORIA_DECIDE(RecordTurnedAway) SORIA_DECIDE(CompleteReferral) SORIA_DECIDE(WithdrawReferral) SORIA_DECIDE(HandOverLead) SORIA_DECIDE(RecordThreat)
SORIA_DECIDE(EndThreat) SORIA_DECIDE(AgreeSafetyPlan) SORIA_DECIDE(MarkHouse) SORIA_DECIDE(RecordNeed)
SORIA_DECIDE(AcceptOrder) SORIA_DECIDE(DeclineOrder) SORIA_DECIDE(AppointCounsel) SORIA_DECIDE(PlanStep)
SORIA_DECIDE(ReachStep) SORIA_DECIDE(DropStep) SORIA_DECIDE(IssueLetter) SORIA_DECIDE(RevokeLetter)
SORIA_DECIDE(RecordRedress) SORIA_DECIDE(ChooseReturnChannel) SORIA_DECIDE(FollowUpReturn) SORIA_DECIDE(AddPerson)
SORIA_DECIDE(RecordRelation) SORIA_DECIDE(RecordPregnancy) SORIA_DECIDE(AskReview)

}  // namespace soria::domain
