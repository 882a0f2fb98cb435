#pragma once
// What happens while somebody is helped: threats and the safety plan, needs, steps on a way, letters, redress, counsel, family,
// and the time after a return.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct ReferralCompleted {
    static constexpr uint16_t type = 71;
    static constexpr std::string_view name = "ReferralCompleted";
    static constexpr StreamKind stream = StreamKind::case_;
    StatusOf<int32_t> referral;
    Staff<AgencyRef> agency;
    Care<std::string> outcome;
};
BOOST_DESCRIBE_STRUCT(ReferralCompleted, (), (referral, agency, outcome))

struct ReferralWithdrawn {
    static constexpr uint16_t type = 72;
    static constexpr std::string_view name = "ReferralWithdrawn";
    static constexpr StreamKind stream = StreamKind::case_;
    StatusOf<int32_t> referral;
    Staff<AgencyRef> agency;
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ReferralWithdrawn, (), (referral, agency, why))

struct LeadHandedOver {
    static constexpr uint16_t type = 73;
    static constexpr std::string_view name = "LeadHandedOver";
    static constexpr StreamKind stream = StreamKind::case_;
    Staff<AgencyRef> from, to;
};
BOOST_DESCRIBE_STRUCT(LeadHandedOver, (), (from, to))

struct ThreatRecorded {
    static constexpr uint16_t type = 74;
    static constexpr std::string_view name = "ThreatRecorded";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr bool opens = true;
    static constexpr Class tells = Class::story;
    StatusOf<int32_t> threat;
    Staff<AgencyRef> agency;
    Care<bool> family_at_risk;
    Identity<PersonId> feared_person;   // zero: nobody whom the register knows
    Story<std::string> feared, what;
};
BOOST_DESCRIBE_STRUCT(ThreatRecorded, (), (threat, agency, family_at_risk, feared_person, feared, what))

struct ThreatEnded {
    static constexpr uint16_t type = 75;
    static constexpr std::string_view name = "ThreatEnded";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::story;
    StatusOf<int32_t> threat;
    Staff<AgencyRef> agency;
    Story<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ThreatEnded, (), (threat, agency, why))

struct SafetyPlanAgreed {
    static constexpr uint16_t type = 76;
    static constexpr std::string_view name = "SafetyPlanAgreed";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    Staff<AgencyRef> agency;
    Contact<std::string> safe_times, safe_channels;
    Care<std::string> plan;
};
BOOST_DESCRIBE_STRUCT(SafetyPlanAgreed, (), (agency, safe_times, safe_channels, plan))

struct HouseMarked {
    static constexpr uint16_t type = 77;
    static constexpr std::string_view name = "HouseMarked";
    static constexpr StreamKind stream = StreamKind::house;
    static constexpr Class tells = Class::whereabouts;
    StatusOf<Code<"house-warning">> warning;
    Staff<AgencyRef> agency;
    Whereabouts<std::string> why;
};
BOOST_DESCRIBE_STRUCT(HouseMarked, (), (warning, agency, why))

struct NeedRecorded {
    static constexpr uint16_t type = 78;
    static constexpr std::string_view name = "NeedRecorded";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<ServiceRef> service;
    Staff<AgencyRef> agency;
    Care<std::string> what;
};
BOOST_DESCRIBE_STRUCT(NeedRecorded, (), (service, agency, what))

struct OrderAccepted {
    static constexpr uint16_t type = 79;
    static constexpr std::string_view name = "OrderAccepted";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> order;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(OrderAccepted, (), (order, agency))

struct OrderDeclined {
    static constexpr uint16_t type = 80;
    static constexpr std::string_view name = "OrderDeclined";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> order;
    Staff<AgencyRef> agency;
    StatusOf<Code<"decline-reason">> reason;
};
BOOST_DESCRIBE_STRUCT(OrderDeclined, (), (order, agency, reason))

struct CounselAppointed {
    static constexpr uint16_t type = 81;
    static constexpr std::string_view name = "CounselAppointed";
    static constexpr StreamKind stream = StreamKind::case_;
    Staff<AgencyRef> counsel, by;
    StatusOf<Code<"counsel-task">> task;
};
BOOST_DESCRIBE_STRUCT(CounselAppointed, (), (counsel, by, task))

struct StepPlanned {
    static constexpr uint16_t type = 82;
    static constexpr std::string_view name = "StepPlanned";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> step;
    Statistical<Code<"pathway">> kind;
    Staff<AgencyRef> agency;
    Care<std::string> goal;
};
BOOST_DESCRIBE_STRUCT(StepPlanned, (), (step, kind, agency, goal))

struct StepReached {
    static constexpr uint16_t type = 83;
    static constexpr std::string_view name = "StepReached";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> step;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(StepReached, (), (step, agency))

struct StepDropped {
    static constexpr uint16_t type = 84;
    static constexpr std::string_view name = "StepDropped";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<int32_t> step;
    Staff<AgencyRef> agency;
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(StepDropped, (), (step, agency, why))

struct LetterIssued {
    static constexpr uint16_t type = 85;
    static constexpr std::string_view name = "LetterIssued";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<Name> letter;
    Statistical<Code<"letter">> entitlement;
    StatusOf<Date> until;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(LetterIssued, (), (letter, entitlement, until, agency))

struct LetterRevoked {
    static constexpr uint16_t type = 86;
    static constexpr std::string_view name = "LetterRevoked";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    StatusOf<Name> letter;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(LetterRevoked, (), (letter, agency))

struct RedressRecorded {
    static constexpr uint16_t type = 87;
    static constexpr std::string_view name = "RedressRecorded";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::story;
    Statistical<Code<"redress">> kind;
    Statistical<Code<"redress-step">> step;
    Staff<AgencyRef> agency;
    Story<std::string> note;
};
BOOST_DESCRIBE_STRUCT(RedressRecorded, (), (kind, step, agency, note))

struct ReturnChannelChosen {
    static constexpr uint16_t type = 88;
    static constexpr std::string_view name = "ReturnChannelChosen";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::contact;
    Staff<AgencyRef> agency;
    Contact<std::string> channel;
};
BOOST_DESCRIBE_STRUCT(ReturnChannelChosen, (), (agency, channel))

struct ReturnFollowedUp {
    static constexpr uint16_t type = 89;
    static constexpr std::string_view name = "ReturnFollowedUp";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    Statistical<Code<"follow-up">> outcome;
    Staff<AgencyRef> agency;
    Care<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ReturnFollowedUp, (), (outcome, agency, note))

// A report turns out to be about one more person.
struct PersonAdded {
    static constexpr uint16_t type = 90;
    static constexpr std::string_view name = "PersonAdded";
    static constexpr StreamKind stream = StreamKind::report;
    static constexpr bool opens = true;
    Identity<PersonId> person;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(PersonAdded, (), (person, agency))

struct RelationRecorded {
    static constexpr uint16_t type = 91;
    static constexpr std::string_view name = "RelationRecorded";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr bool opens = true;
    static constexpr Class tells = Class::identity;
    Identity<PersonId> to;
    Identity<Code<"relation">> relation;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(RelationRecorded, (), (to, relation, agency))

struct PregnancyRecorded {
    static constexpr uint16_t type = 92;
    static constexpr std::string_view name = "PregnancyRecorded";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::health;
    Health<std::optional<Happened>> due;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(PregnancyRecorded, (), (due, agency))

struct ReviewAsked {
    static constexpr uint16_t type = 93;
    static constexpr std::string_view name = "ReviewAsked";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::care;
    Staff<AgencyRef> of, agency;
    Care<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ReviewAsked, (), (of, agency, why))

struct InformationGiven {
    Code<"information"> how;
    LanguageRef language;
};
BOOST_DESCRIBE_STRUCT(InformationGiven, (), (how, language))

// Somebody was met in the street, indoors or online. Nobody is named; what is in the clear is as coarse as the figures.
struct ContactLogged1 {
    static constexpr uint16_t type = 94;
    static constexpr std::string_view name = "ContactLogged";
    static constexpr StreamKind stream = StreamKind::contact;
    Staff<AgencyRef> agency;
    Statistical<Code<"region">> region;
    Statistical<Code<"arena">> arena;
    Statistical<int32_t> women, men;
    Statistical<std::vector<InformationGiven>> information;
    Statistical<bool> agent_took_part, help_offered;
    Staff<AgencyRef> referred_to;                  // empty: nowhere
    Identity<Name> agent;                          // the cultural agent
    Story<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ContactLogged1, (), (agency, region, arena, women, men, information, agent_took_part, help_offered, referred_to, agent, note))

struct ContactLogged {
    static constexpr uint16_t type = 94, type_version = 2;
    static constexpr std::string_view name = "ContactLogged";
    static constexpr StreamKind stream = StreamKind::contact;
    Staff<AgencyRef> agency;
    Statistical<Code<"region">> region;
    Statistical<Code<"arena">> arena;
    Statistical<int32_t> women, men;
    Statistical<std::vector<InformationGiven>> information;
    Statistical<bool> agent_took_part, help_offered;
    Staff<AgencyRef> referred_to;                  // empty: nowhere
    Identity<Name> agent;                          // the cultural agent
    Story<std::string> note;
    Statistical<Code<"city">> city;                // or elsewhere: never finer
    Statistical<bool> referred;                    // to somebody
    using Before = ContactLogged1;
    static ContactLogged from(Before b) {
        return {std::move(b.agency), std::move(b.region), std::move(b.arena), std::move(b.women), std::move(b.men), std::move(b.information), std::move(b.agent_took_part), std::move(b.help_offered), std::move(b.referred_to), std::move(b.agent), std::move(b.note), {Code<"city">{"elsewhere"}}, {false}};
    }
};
BOOST_DESCRIBE_STRUCT(ContactLogged, (), (agency, region, arena, women, men, information, agent_took_part, help_offered, referred_to, agent, note, city, referred))

// Somebody asked for a bed and got none. Nobody is named and no case is meant; what is in the clear is as coarse as the figures.
struct TurnedAway {
    static constexpr uint16_t type = 192;
    static constexpr std::string_view name = "TurnedAway";
    static constexpr StreamKind stream = StreamKind::contact;
    Staff<AgencyRef> agency;
    Statistical<Code<"audience">> audience;
    Statistical<Code<"region">> region;
    Statistical<Code<"turned-away">> reason;
};
BOOST_DESCRIBE_STRUCT(TurnedAway, (), (agency, audience, region, reason))

// A list for one agency, taken from one of the pack's: the signs that its people meet, in the order of the common list.
struct ListDerived {
    static constexpr uint16_t type = 98;
    static constexpr std::string_view name = "ListDerived";
    static constexpr StreamKind stream = StreamKind::list;
    StatusOf<Name> code;
    Staff<AgencyRef> agency;
    Statistical<ListRef> from;
    Staff<Name> title;
    Statistical<std::vector<IndicatorRef>> indicators;
};
BOOST_DESCRIBE_STRUCT(ListDerived, (), (code, agency, from, title, indicators))

// Its next edition; those before stay what was screened with.
struct ListRevised {
    static constexpr uint16_t type = 99;
    static constexpr std::string_view name = "ListRevised";
    static constexpr StreamKind stream = StreamKind::list;
    Statistical<int32_t> edition;                  // from 2 on
    Statistical<std::vector<IndicatorRef>> indicators;
};
BOOST_DESCRIBE_STRUCT(ListRevised, (), (edition, indicators))

// Beside ReportScreened, when it was a derived list.
struct DerivedListUsed {
    static constexpr uint16_t type = 100;
    static constexpr std::string_view name = "DerivedListUsed";
    static constexpr StreamKind stream = StreamKind::report;
    Staff<ListId> list;
    StatusOf<Name> code;
    Statistical<int32_t> edition;
};
BOOST_DESCRIBE_STRUCT(DerivedListUsed, (), (list, code, edition))

// What an agency that was closed had been asked to do and had not done comes back to whoever asked.
struct WorkReturned {
    static constexpr uint16_t type = 101;
    static constexpr std::string_view name = "WorkReturned";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::care;
    Staff<AgencyRef> from, successor;
    StatusOf<int32_t> referrals, orders;
};
BOOST_DESCRIBE_STRUCT(WorkReturned, (), (from, successor, referrals, orders))

}  // namespace soria::domain
