#pragma once
// What people in protection ask for. Every command's fields, in the order a form asks them; `happened`, the actor and the
// purpose come with every command and are not repeated here.
#include "domain/core/command_type.hpp"

#define SORIA_COMMAND(Type, Room, Name, Summary)                  \
    static constexpr std::string_view name = Name, room = Room;   \
    static constexpr std::string_view summary = Summary

namespace soria::domain {

struct DocumentSeen {
    Code<"document-kind"> kind;
    Name number;
    std::optional<CountryRef> country;             // that issued it
};
BOOST_DESCRIBE_STRUCT(DocumentSeen, (), (kind, number, country))

struct PersonSeen {
    Code<"gender"> gender;
    Code<"age-band"> age;
    Code<"citizenship-group"> citizenship_group;
    std::optional<Name> full_name;
    std::vector<Name> other_names;
    std::optional<Happened> born;
    std::optional<CountryRef> citizenship;
    std::optional<LanguageRef> language;
    std::optional<std::string> contact;
    std::vector<DocumentSeen> documents;
};
BOOST_DESCRIBE_STRUCT(PersonSeen, (), (gender, age, citizenship_group, full_name, other_names, born, citizenship, language, contact, documents))

struct ReceiveReport {
    SORIA_COMMAND(ReceiveReport, "protection", "receive-report", "Receive a report: what was seen, about whom. Never refused for want of a rule.");
    Code<"channel"> channel;
    Code<"region"> region;
    Code<"form"> form;
    Some<PersonSeen> people;
    std::string seen;
    std::optional<std::string> place;
};
BOOST_DESCRIBE_STRUCT(ReceiveReport, (), (channel, region, form, people, seen, place))

struct IndicatorGiven {
    IndicatorRef indicator;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(IndicatorGiven, (), (indicator, evidence))

struct ScreenReport {
    SORIA_COMMAND(ScreenReport, "protection", "screen-report", "Screen a report with a list of the pack, with evidence beside each indicator. A list never decides.");
    Ref<ReportId> report;
    ListRef list;
    std::optional<Ref<ListId>> derived;            // the agency's own list, derived from that one
    std::vector<IndicatorGiven> indicators;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ScreenReport, (), (report, list, derived, indicators, note))

struct OpenCase {
    SORIA_COMMAND(OpenCase, "protection", "open-case", "Accept a report as a case for one of its people; the actor's agency leads.");
    Ref<ReportId> report;
    std::optional<Ref<PersonId>> person;
    Code<"audience"> audience;
    std::optional<Code<"industry">> industry;
};
BOOST_DESCRIBE_STRUCT(OpenCase, (), (report, person, audience, industry))

struct JoinTeam {
    SORIA_COMMAND(JoinTeam, "protection", "join-team", "Add an agency to a case's team.");
    Ref<CaseId> case_;
    AgencyRef agency;
};
BOOST_DESCRIBE_STRUCT(JoinTeam, (), (case_, agency))

struct LeaveTeam {
    static constexpr bool takes_away = true;
    SORIA_COMMAND(LeaveTeam, "protection", "leave-team", "Take an agency off a case's team.");
    Ref<CaseId> case_;
    AgencyRef agency;
};
BOOST_DESCRIBE_STRUCT(LeaveTeam, (), (case_, agency))

struct RecordFinding {
    SORIA_COMMAND(RecordFinding, "protection", "record-finding", "Record what this agency finds: presumed, identified or not found. Stands beside other agencies' findings.");
    Ref<CaseId> case_;
    Code<"finding"> finding;
    std::optional<std::string> grounds;
};
BOOST_DESCRIBE_STRUCT(RecordFinding, (), (case_, finding, grounds))

struct StateIdentity {
    SORIA_COMMAND(StateIdentity, "protection", "state-identity", "Record what other names a person goes by and their documents, or that one of these is not theirs.");
    Ref<CaseId> case_;
    std::vector<Name> other_names;
    std::vector<DocumentSeen> documents;
    std::vector<Name> not_theirs;                  // other names, and numbers of documents, that are recorded
};
BOOST_DESCRIBE_STRUCT(StateIdentity, (), (case_, other_names, documents, not_theirs))

struct GiveConsent {
    SORIA_COMMAND(GiveConsent, "protection", "give-consent", "Record an adult's consent: one agency, one purpose, named classes, in the person's words and language.");
    Ref<CaseId> case_;
    AgencyRef to;
    Code<"purpose"> purpose;
    Some<ClassRef> classes;
    LanguageRef language;
    std::string words;
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(GiveConsent, (), (case_, to, purpose, classes, language, words, until))

struct WithdrawConsent {
    static constexpr bool takes_away = true;
    SORIA_COMMAND(WithdrawConsent, "protection", "withdraw-consent", "Withdraw a consent; it has effect on the next request.");
    Ref<CaseId> case_;
    AgencyRef to;
    Code<"purpose"> purpose;
};
BOOST_DESCRIBE_STRUCT(WithdrawConsent, (), (case_, to, purpose))

struct OfferReferral {
    SORIA_COMMAND(OfferReferral, "protection", "offer-referral", "Offer a case to an agency, with the parts that travel.");
    Ref<CaseId> case_;
    AgencyRef to;
    ServiceRef service;
    std::vector<ClassRef> parts;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(OfferReferral, (), (case_, to, service, parts, why))

struct AcceptReferral {
    SORIA_COMMAND(AcceptReferral, "protection", "accept-referral", "Accept a referral offered to the actor's agency.");
    Ref<CaseId> case_;
    int32_t referral = 0;
};
BOOST_DESCRIBE_STRUCT(AcceptReferral, (), (case_, referral))

struct DeclineReferral {
    SORIA_COMMAND(DeclineReferral, "protection", "decline-referral", "Decline a referral, with a reason.");
    Ref<CaseId> case_;
    int32_t referral = 0;
    Code<"decline-reason"> reason;
};
BOOST_DESCRIBE_STRUCT(DeclineReferral, (), (case_, referral, reason))

struct GrantReflectionPeriod {
    SORIA_COMMAND(GrantReflectionPeriod, "protection", "grant-reflection-period", "Grant a presumed victim a reflection period from a day on; the law of that day gives its end.");
    Ref<CaseId> case_;
    Date from;
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(GrantReflectionPeriod, (), (case_, from, until))

struct GrantPermit {
    SORIA_COMMAND(GrantPermit, "protection", "grant-permit", "Grant a residence permit; a running reflection period ends by it.");
    Ref<CaseId> case_;
    Code<"permit"> permit;
    Date from;
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(GrantPermit, (), (case_, permit, from, until))

struct WithdrawResidence {
    SORIA_COMMAND(WithdrawResidence, "protection", "withdraw-residence", "Withdraw a reflection period or permit.");
    Ref<CaseId> case_;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(WithdrawResidence, (), (case_, why))

struct RecordApplication {
    SORIA_COMMAND(RecordApplication, "protection", "record-application", "Record that an application for asylum or residence, or an appeal, is pending.");
    Ref<CaseId> case_;
    Code<"application"> application;
};
BOOST_DESCRIBE_STRUCT(RecordApplication, (), (case_, application))

struct RecordApplicationDecided {
    SORIA_COMMAND(RecordApplicationDecided, "protection", "record-application-decided", "Record that a pending application or appeal was decided.");
    Ref<CaseId> case_;
    Code<"application"> application;
    bool granted = false;
};
BOOST_DESCRIBE_STRUCT(RecordApplicationDecided, (), (case_, application, granted))

struct RecordBreakingAway {
    SORIA_COMMAND(RecordBreakingAway, "protection", "record-breaking-away", "Record that the person has broken away from those responsible.");
    Ref<CaseId> case_;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(RecordBreakingAway, (), (case_, note))

struct RecordInvestigation {
    SORIA_COMMAND(RecordInvestigation, "protection", "record-investigation", "Record that the police have begun an investigation of those responsible.");
    Ref<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(RecordInvestigation, (), (case_))

struct RecordComplaint {
    SORIA_COMMAND(RecordComplaint, "protection", "record-complaint", "Record that the person has complained to the police.");
    Ref<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(RecordComplaint, (), (case_))

struct OrderService {
    SORIA_COMMAND(OrderService, "protection", "order-service", "Order a service of a provider.");
    Ref<CaseId> case_;
    ServiceRef service;
    AgencyRef provider;
    std::optional<std::string> need;
};
BOOST_DESCRIBE_STRUCT(OrderService, (), (case_, service, provider, need))

struct DeliverService {
    SORIA_COMMAND(DeliverService, "protection", "deliver-service", "Record that an ordered service was delivered.");
    Ref<CaseId> case_;
    int32_t order = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(DeliverService, (), (case_, order, note))

struct OpenHouse {
    SORIA_COMMAND(OpenHouse, "protection", "open-house", "Open a house with beds; its address is sealed and known by a code.");
    Code<"audience"> audience;
    Code<"region"> region;
    int32_t beds = 0;
    std::string address;
};
BOOST_DESCRIBE_STRUCT(OpenHouse, (), (audience, region, beds, address))

struct HoldBed {
    SORIA_COMMAND(HoldBed, "protection", "hold-bed", "Hold a bed in a house for a case.");
    Ref<HouseId> house;
    Ref<CaseId> case_;
    std::optional<int32_t> bed;
};
BOOST_DESCRIBE_STRUCT(HoldBed, (), (house, case_, bed))

struct UseBed {
    SORIA_COMMAND(UseBed, "protection", "use-bed", "Record the first night in a held bed.");
    Ref<HouseId> house;
    Ref<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(UseBed, (), (house, case_))

struct ReleaseBed {
    SORIA_COMMAND(ReleaseBed, "protection", "release-bed", "Free a held or used bed.");
    Ref<HouseId> house;
    Ref<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(ReleaseBed, (), (house, case_))

struct GrantLegalAid {
    SORIA_COMMAND(GrantLegalAid, "protection", "grant-legal-aid", "Grant legal aid to decide whether to complain to the police.");
    Ref<CaseId> case_;
    std::optional<int32_t> minutes;
};
BOOST_DESCRIBE_STRUCT(GrantLegalAid, (), (case_, minutes))

struct UseLegalAid {
    SORIA_COMMAND(UseLegalAid, "protection", "use-legal-aid", "Record minutes of legal aid used.");
    Ref<CaseId> case_;
    int32_t minutes = 0;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(UseLegalAid, (), (case_, minutes, note))

struct PlanReturn {
    SORIA_COMMAND(PlanReturn, "protection", "plan-return", "Plan a return, wished or obliged.");
    Ref<CaseId> case_;
    Code<"return-kind"> kind;
    CountryRef country;
    bool anonymous = false;
};
BOOST_DESCRIBE_STRUCT(PlanReturn, (), (case_, kind, country, anonymous))

struct AssessReturnRisk {
    SORIA_COMMAND(AssessReturnRisk, "protection", "assess-return-risk", "Record the risk assessment of a planned return.");
    Ref<CaseId> case_;
    bool acceptable = false;
    std::string grounds;
};
BOOST_DESCRIBE_STRUCT(AssessReturnRisk, (), (case_, acceptable, grounds))

struct RecordDeparture {
    SORIA_COMMAND(RecordDeparture, "protection", "record-departure", "Record that the person has travelled home. Every safeguard must hold.");
    Ref<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(RecordDeparture, (), (case_))

struct CloseCase {
    SORIA_COMMAND(CloseCase, "protection", "close-case", "Close a case.");
    Ref<CaseId> case_;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(CloseCase, (), (case_, why))

#define SORIA_DECIDE(C) Result<Decision> decide(const World&, const C&, const Context&);
SORIA_DECIDE(ReceiveReport) SORIA_DECIDE(ScreenReport) SORIA_DECIDE(OpenCase) SORIA_DECIDE(JoinTeam) SORIA_DECIDE(LeaveTeam)
SORIA_DECIDE(RecordFinding) SORIA_DECIDE(StateIdentity) SORIA_DECIDE(GiveConsent) SORIA_DECIDE(WithdrawConsent) SORIA_DECIDE(OfferReferral)
SORIA_DECIDE(AcceptReferral) SORIA_DECIDE(DeclineReferral) SORIA_DECIDE(GrantReflectionPeriod) SORIA_DECIDE(GrantPermit)
SORIA_DECIDE(WithdrawResidence) SORIA_DECIDE(RecordApplication) SORIA_DECIDE(RecordApplicationDecided)
SORIA_DECIDE(RecordBreakingAway) SORIA_DECIDE(RecordInvestigation) SORIA_DECIDE(RecordComplaint)
SORIA_DECIDE(OrderService) SORIA_DECIDE(DeliverService) SORIA_DECIDE(OpenHouse) SORIA_DECIDE(HoldBed) SORIA_DECIDE(UseBed)
SORIA_DECIDE(ReleaseBed) SORIA_DECIDE(GrantLegalAid) SORIA_DECIDE(UseLegalAid) SORIA_DECIDE(PlanReturn)
SORIA_DECIDE(AssessReturnRisk) SORIA_DECIDE(RecordDeparture) SORIA_DECIDE(CloseCase)

}  // namespace soria::domain
