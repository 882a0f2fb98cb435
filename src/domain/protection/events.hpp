#pragma once
// What happens in protection: reports, persons, cases, houses. A field's class is its type; what is not sealed is coarse.
// Numbers are for ever; tests/event_fingerprints.txt holds every released declaration.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct ReportReceived {
    static constexpr uint16_t type = 8;
    static constexpr std::string_view name = "ReportReceived";
    static constexpr StreamKind stream = StreamKind::report;
    static constexpr bool opens = true;
    StatusOf<Name> code;
    Staff<AgencyRef> agency;
    Statistical<Code<"channel">> channel;
    Statistical<Code<"region">> region;
    Statistical<Code<"form">> form;
    Statistical<Name> period;                      // the month it happened in, or the year
    Statistical<bool> by_reception_centre;
    Statistical<Name> origin;                      // empty, or the import it came from
    Identity<std::vector<PersonId>> people;
    Story<std::string> seen;
    Whereabouts<std::string> place;
};
BOOST_DESCRIBE_STRUCT(ReportReceived, (), (code, agency, channel, region, form, period, by_reception_centre, origin, people, seen, place))

struct IndicatorSeen {
    IndicatorRef indicator;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(IndicatorSeen, (), (indicator, evidence))

struct ReportScreened {
    static constexpr uint16_t type = 9;
    static constexpr std::string_view name = "ReportScreened";
    static constexpr StreamKind stream = StreamKind::report;
    Staff<AgencyRef> agency;
    Statistical<ListRef> list;
    Statistical<int32_t> seen, listed;
    Statistical<bool> derived;                     // from an import's columns: nobody screened
    Story<std::vector<IndicatorSeen>> indicators;
    Story<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReportScreened, (), (agency, list, seen, listed, derived, indicators, note))

struct ReportAccepted {
    static constexpr uint16_t type = 10;
    static constexpr std::string_view name = "ReportAccepted";
    static constexpr StreamKind stream = StreamKind::report;
    static constexpr bool opens = true;
    Staff<AgencyRef> agency;
    Identity<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(ReportAccepted, (), (agency, case_))

struct PersonRegistered {
    static constexpr uint16_t type = 11;
    static constexpr std::string_view name = "PersonRegistered";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr bool opens = true;
    StatusOf<Name> code;
    Statistical<Code<"gender">> gender;
    Statistical<Code<"age-band">> age_band;
    Statistical<Code<"citizenship-group">> citizenship_group;
    Statistical<bool> maybe_child;                 // under 18, or nobody can say
    Statistical<Name> means_of_control;            // of an import: its collapsed group
    Identity<Name> full_name;
    Identity<std::optional<Happened>> born;
    Identity<CountryRef> citizenship;
    Identity<LanguageRef> language;
    Contact<std::string> contact;
    Identity<ReportId> report;                     // that named the person first
};
BOOST_DESCRIBE_STRUCT(PersonRegistered, (), (code, gender, age_band, citizenship_group, maybe_child, means_of_control, full_name, born, citizenship, language, contact, report))

struct DocumentHeld {
    Code<"document-kind"> kind;
    Name number;                                   // as it was written
    CountryRef country;                            // that issued it; empty: not known
};
BOOST_DESCRIBE_STRUCT(DocumentHeld, (), (kind, number, country))

// Everything that holds from now on, and not what is new: a view shows its sealed fields as they are.
struct IdentityStated {
    static constexpr uint16_t type = 191;
    static constexpr std::string_view name = "IdentityStated";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::identity;
    static constexpr bool opens = true;
    Staff<AgencyRef> agency;
    Identity<std::vector<Name>> other_names;
    Identity<std::vector<DocumentHeld>> documents;
};
BOOST_DESCRIBE_STRUCT(IdentityStated, (), (agency, other_names, documents))

struct FindingRecorded {
    static constexpr uint16_t type = 12;
    static constexpr std::string_view name = "FindingRecorded";
    static constexpr StreamKind stream = StreamKind::person;
    Statistical<Code<"finding">> finding;
    Staff<AgencyRef> agency;
    StatusOf<RuleRef> rule;
    Care<std::string> grounds;
};
BOOST_DESCRIBE_STRUCT(FindingRecorded, (), (finding, agency, rule, grounds))

struct ConsentGiven {
    static constexpr uint16_t type = 13;
    static constexpr std::string_view name = "ConsentGiven";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> to;
    StatusOf<Code<"purpose">> purpose;
    StatusOf<std::vector<ClassRef>> classes;
    StatusOf<std::optional<Date>> until;           // the last day it holds
    Statistical<LanguageRef> language;
    Care<std::string> words;
};
BOOST_DESCRIBE_STRUCT(ConsentGiven, (), (to, purpose, classes, until, language, words))

struct ConsentWithdrawn {
    static constexpr uint16_t type = 14;
    static constexpr std::string_view name = "ConsentWithdrawn";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> to;
    StatusOf<Code<"purpose">> purpose;
};
BOOST_DESCRIBE_STRUCT(ConsentWithdrawn, (), (to, purpose))

// Ended by a rule, not by the person: an adult's consent, when they turn out to be a child.
struct ConsentEnded {
    static constexpr uint16_t type = 179;
    static constexpr std::string_view name = "ConsentEnded";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> to;
    StatusOf<Code<"purpose">> purpose;
    StatusOf<RuleRef> rule;
};
BOOST_DESCRIBE_STRUCT(ConsentEnded, (), (to, purpose, rule))

struct ReflectionPeriodGranted {
    static constexpr uint16_t type = 15;
    static constexpr std::string_view name = "ReflectionPeriodGranted";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Date> from, until;
    StatusOf<RuleRef> rule;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ReflectionPeriodGranted, (), (from, until, rule, agency))

struct ResidencePermitGranted {
    static constexpr uint16_t type = 16;
    static constexpr std::string_view name = "ResidencePermitGranted";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Code<"permit">> permit;
    StatusOf<Date> from, until;
    StatusOf<RuleRef> rule;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ResidencePermitGranted, (), (permit, from, until, rule, agency))

struct ResidenceWithdrawn {
    static constexpr uint16_t type = 17;
    static constexpr std::string_view name = "ResidenceWithdrawn";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> agency;
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ResidenceWithdrawn, (), (agency, why))

struct ResidenceStartCorrected {
    static constexpr uint16_t type = 95;
    static constexpr std::string_view name = "ResidenceStartCorrected";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Name> residence;                      // reflection-period, or the permit
    StatusOf<Date> from_before, until_before;
    StatusOf<RuleRef> rule_before;
    StatusOf<Date> from, until;
    StatusOf<RuleRef> rule;
    Staff<AgencyRef> agency;
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ResidenceStartCorrected, (), (residence, from_before, until_before, rule_before, from, until, rule, agency, why))

struct ComplaintMade {
    static constexpr uint16_t type = 18;
    static constexpr std::string_view name = "ComplaintMade";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ComplaintMade, (), (agency))

struct LegalAidGranted {
    static constexpr uint16_t type = 19;
    static constexpr std::string_view name = "LegalAidGranted";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<int32_t> minutes;
    StatusOf<RuleRef> rule;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(LegalAidGranted, (), (minutes, rule, agency))

struct LegalAidUsed {
    static constexpr uint16_t type = 20;
    static constexpr std::string_view name = "LegalAidUsed";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<int32_t> minutes, left;
    Staff<AgencyRef> agency;
    Care<std::string> note;
};
BOOST_DESCRIBE_STRUCT(LegalAidUsed, (), (minutes, left, agency, note))

struct BrokeAway {
    static constexpr uint16_t type = 21;
    static constexpr std::string_view name = "BrokeAway";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> agency;
    Story<std::string> note;
};
BOOST_DESCRIBE_STRUCT(BrokeAway, (), (agency, note))

struct InvestigationInitiated {
    static constexpr uint16_t type = 22;
    static constexpr std::string_view name = "InvestigationInitiated";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(InvestigationInitiated, (), (agency))

struct CaseLinked {
    static constexpr uint16_t type = 23;
    static constexpr std::string_view name = "CaseLinked";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr bool opens = true;
    Identity<CaseId> case_;
};
BOOST_DESCRIBE_STRUCT(CaseLinked, (), (case_))

struct CaseOpened1 {
    static constexpr uint16_t type = 24;
    static constexpr std::string_view name = "CaseOpened";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr bool opens = true;
    StatusOf<Name> code;
    Staff<AgencyRef> lead;
    Statistical<Code<"audience">> audience;
    Statistical<Code<"region">> region;
    Statistical<Code<"form">> form;
    Statistical<bool> maybe_child;
    Statistical<Name> period;
    Identity<PersonId> person;
    Identity<ReportId> report;
};
BOOST_DESCRIBE_STRUCT(CaseOpened1, (), (code, lead, audience, region, form, maybe_child, period, person, report))

struct CaseOpened {
    static constexpr uint16_t type = 24, type_version = 2;
    static constexpr std::string_view name = "CaseOpened";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr bool opens = true;
    StatusOf<Name> code;
    Staff<AgencyRef> lead;
    Statistical<Code<"audience">> audience;
    Statistical<Code<"region">> region;
    Statistical<Code<"form">> form;
    Statistical<bool> maybe_child;
    Statistical<Name> period;
    Identity<PersonId> person;
    Identity<ReportId> report;
    Statistical<Code<"industry">> industry;          // of forced labour; empty: not said
    using Before = CaseOpened1;
    static CaseOpened from(Before b) {
        return {std::move(b.code), std::move(b.lead), std::move(b.audience), std::move(b.region), std::move(b.form), std::move(b.maybe_child), std::move(b.period), std::move(b.person), std::move(b.report), {}};
    }
};
BOOST_DESCRIBE_STRUCT(CaseOpened, (), (code, lead, audience, region, form, maybe_child, period, person, report, industry))

struct TeamJoined {
    static constexpr uint16_t type = 25;
    static constexpr std::string_view name = "TeamJoined";
    static constexpr StreamKind stream = StreamKind::case_;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(TeamJoined, (), (agency))

struct TeamLeft {
    static constexpr uint16_t type = 26;
    static constexpr std::string_view name = "TeamLeft";
    static constexpr StreamKind stream = StreamKind::case_;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(TeamLeft, (), (agency))

struct ReferralOffered {
    static constexpr uint16_t type = 27;
    static constexpr std::string_view name = "ReferralOffered";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> referral;                    // 1, 2, ... in its case
    Staff<AgencyRef> from, to;
    StatusOf<ServiceRef> service;
    StatusOf<std::vector<ClassRef>> parts;         // what travels
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ReferralOffered, (), (referral, from, to, service, parts, why))

struct ReferralAccepted {
    static constexpr uint16_t type = 28;
    static constexpr std::string_view name = "ReferralAccepted";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> referral;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ReferralAccepted, (), (referral, agency))

struct ReferralDeclined {
    static constexpr uint16_t type = 29;
    static constexpr std::string_view name = "ReferralDeclined";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> referral;
    Staff<AgencyRef> agency;
    StatusOf<Code<"decline-reason">> reason;
};
BOOST_DESCRIBE_STRUCT(ReferralDeclined, (), (referral, agency, reason))

struct ServiceOrdered {
    static constexpr uint16_t type = 30;
    static constexpr std::string_view name = "ServiceOrdered";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> order;                       // 1, 2, ... in its case
    Staff<AgencyRef> provider;
    StatusOf<ServiceRef> service;
    Care<std::string> need;
};
BOOST_DESCRIBE_STRUCT(ServiceOrdered, (), (order, provider, service, need))

struct ServiceDelivered {
    static constexpr uint16_t type = 31;
    static constexpr std::string_view name = "ServiceDelivered";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> order;
    Staff<AgencyRef> provider;
    Care<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ServiceDelivered, (), (order, provider, note))

struct BedAssigned {
    static constexpr uint16_t type = 32;
    static constexpr std::string_view name = "BedAssigned";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::whereabouts;
    static constexpr bool opens = true;
    Whereabouts<HouseId> house;
    Whereabouts<int32_t> bed;
};
BOOST_DESCRIBE_STRUCT(BedAssigned, (), (house, bed))

struct BedLeft {
    static constexpr uint16_t type = 33;
    static constexpr std::string_view name = "BedLeft";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::whereabouts;
    Whereabouts<HouseId> house;
};
BOOST_DESCRIBE_STRUCT(BedLeft, (), (house))

struct ReturnPlanned {
    static constexpr uint16_t type = 34;
    static constexpr std::string_view name = "ReturnPlanned";
    static constexpr StreamKind stream = StreamKind::case_;
    StatusOf<Code<"return-kind">> kind;
    StatusOf<bool> anonymous;
    Staff<AgencyRef> agency;
    Whereabouts<CountryRef> country;
};
BOOST_DESCRIBE_STRUCT(ReturnPlanned, (), (kind, anonymous, agency, country))

struct ReturnRiskAssessed {
    static constexpr uint16_t type = 35;
    static constexpr std::string_view name = "ReturnRiskAssessed";
    static constexpr StreamKind stream = StreamKind::case_;
    StatusOf<bool> acceptable;
    Staff<AgencyRef> agency;
    Care<std::string> grounds;
};
BOOST_DESCRIBE_STRUCT(ReturnRiskAssessed, (), (acceptable, agency, grounds))

struct Departed {
    static constexpr uint16_t type = 37;
    static constexpr std::string_view name = "Departed";
    static constexpr StreamKind stream = StreamKind::case_;
    Statistical<Code<"return-kind">> kind;
    Statistical<bool> child;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(Departed, (), (kind, child, agency))

struct CaseClosed {
    static constexpr uint16_t type = 38;
    static constexpr std::string_view name = "CaseClosed";
    static constexpr StreamKind stream = StreamKind::case_;
    Staff<AgencyRef> agency;
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(CaseClosed, (), (agency, why))

struct HouseOpened {
    static constexpr uint16_t type = 39;
    static constexpr std::string_view name = "HouseOpened";
    static constexpr StreamKind stream = StreamKind::house;
    StatusOf<Name> code;
    Statistical<Code<"audience">> audience;
    Statistical<Code<"region">> region;
    Statistical<int32_t> beds;
    Staff<AgencyRef> run_by;
    Whereabouts<std::string> address;
};
BOOST_DESCRIBE_STRUCT(HouseOpened, (), (code, audience, region, beds, run_by, address))

struct BedHeld {
    static constexpr uint16_t type = 40;
    static constexpr std::string_view name = "BedHeld";
    static constexpr StreamKind stream = StreamKind::house;
    static constexpr bool opens = true;
    StatusOf<int32_t> bed;
    Staff<AgencyRef> agency;
    Whereabouts<CaseId, Owner::case_> case_;
};
BOOST_DESCRIBE_STRUCT(BedHeld, (), (bed, agency, case_))

struct BedUsed {
    static constexpr uint16_t type = 41;
    static constexpr std::string_view name = "BedUsed";
    static constexpr StreamKind stream = StreamKind::house;
    StatusOf<int32_t> bed;
    Whereabouts<Happened, Owner::case_> first_night;
};
BOOST_DESCRIBE_STRUCT(BedUsed, (), (bed, first_night))

struct ApplicationLodged {
    static constexpr uint16_t type = 43;
    static constexpr std::string_view name = "ApplicationLodged";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Code<"application">> application;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ApplicationLodged, (), (application, agency))

struct ApplicationDecided {
    static constexpr uint16_t type = 44;
    static constexpr std::string_view name = "ApplicationDecided";
    static constexpr StreamKind stream = StreamKind::person;
    StatusOf<Code<"application">> application;
    StatusOf<bool> granted;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(ApplicationDecided, (), (application, granted, agency))

struct BedReleased {
    static constexpr uint16_t type = 42;
    static constexpr std::string_view name = "BedReleased";
    static constexpr StreamKind stream = StreamKind::house;
    StatusOf<int32_t> bed;
};
BOOST_DESCRIBE_STRUCT(BedReleased, (), (bed))

}  // namespace soria::domain
