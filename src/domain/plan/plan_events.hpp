#pragma once
// What ministries owe on the plan's measures, and what is known of it: milestones, money, studies, conclusions. Nothing in it is about a person.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct MilestoneSet {
    static constexpr uint16_t type = 123;
    static constexpr std::string_view name = "MilestoneSet", becomes = "set", answers = "milestone";
    static constexpr StreamKind stream = StreamKind::milestone;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<Date> due;
};
BOOST_DESCRIBE_STRUCT(MilestoneSet, (), (code, measure, agency, title, due))

struct MilestoneReached {
    static constexpr uint16_t type = 124;
    static constexpr std::string_view name = "MilestoneReached", becomes = "reached";
    static constexpr StreamKind stream = StreamKind::milestone;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(MilestoneReached, (), (measure, agency, evidence))

// Reached after it was overdue: a type of its own, so that what is still overdue is a difference of two counts.
struct MilestoneReachedLate {
    static constexpr uint16_t type = 125;
    static constexpr std::string_view name = "MilestoneReachedLate", becomes = "reached";
    static constexpr StreamKind stream = StreamKind::milestone;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(MilestoneReachedLate, (), (measure, agency, evidence))

struct MilestoneOverdue {
    static constexpr uint16_t type = 126;
    static constexpr std::string_view name = "MilestoneOverdue", becomes = "overdue";
    static constexpr StreamKind stream = StreamKind::milestone;
    Public<MeasureRef> measure;
};
BOOST_DESCRIBE_STRUCT(MilestoneOverdue, (), (measure))

struct FundsAppropriated {
    static constexpr uint16_t type = 127;
    static constexpr std::string_view name = "FundsAppropriated", becomes = "appropriated", answers = "appropriation";
    static constexpr StreamKind stream = StreamKind::budget;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<Name> budget;                 // of the pack, when the plan itself sets the money aside; else empty
    Public<int32_t> year;
    Statistical<Nok> planned;
};
BOOST_DESCRIBE_STRUCT(FundsAppropriated, (), (code, measure, agency, title, budget, year, planned))

struct FundsDisbursed {
    static constexpr uint16_t type = 128;
    static constexpr std::string_view name = "FundsDisbursed", becomes = "disbursed";
    static constexpr StreamKind stream = StreamKind::budget;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> purpose;
    Statistical<Nok> amount;
};
BOOST_DESCRIBE_STRUCT(FundsDisbursed, (), (measure, agency, purpose, amount))

struct StudyCommissioned {
    static constexpr uint16_t type = 129;
    static constexpr std::string_view name = "StudyCommissioned", becomes = "commissioned", answers = "study";
    static constexpr StreamKind stream = StreamKind::study;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"study">> kind;
    Public<Name> by;
    Public<Date> due;
};
BOOST_DESCRIBE_STRUCT(StudyCommissioned, (), (code, measure, agency, title, kind, by, due))

struct StudyPublished {
    static constexpr uint16_t type = 130;
    static constexpr std::string_view name = "StudyPublished", becomes = "published";
    static constexpr StreamKind stream = StreamKind::study;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"study">> kind;
    Public<std::string> conclusion;
    Public<Name> reference;
};
BOOST_DESCRIBE_STRUCT(StudyPublished, (), (measure, agency, kind, conclusion, reference))

// What a measure that promised to consider or to review came to, whatever it was.
struct ConclusionPublished {
    static constexpr uint16_t type = 131;
    static constexpr std::string_view name = "ConclusionPublished", becomes = "published", answers = "conclusion";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"conclusion">> kind;
    Public<std::string> conclusion;
};
BOOST_DESCRIBE_STRUCT(ConclusionPublished, (), (code, measure, agency, title, kind, conclusion))

struct MeasureUpdated {
    static constexpr uint16_t type = 132;
    static constexpr std::string_view name = "MeasureUpdated", becomes = "recorded", answers = "update";
    static constexpr StreamKind stream = StreamKind::measure;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(MeasureUpdated, (), (code, measure, agency, title, evidence))

// The comparative review: a provision of another country's law, what is proposed here after it, and what the ministry says to that.
struct LawCompared {
    static constexpr uint16_t type = 201;
    static constexpr std::string_view name = "LawCompared", becomes = "under-review", answers = "comparison";
    static constexpr StreamKind stream = StreamKind::study;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // the provision
    Public<CountryRef> country;
    Public<std::string> proposal;
    Public<std::string> position;
    Statistical<Code<"proposal-status">> kind;
};
BOOST_DESCRIBE_STRUCT(LawCompared, (), (code, measure, agency, title, country, proposal, position, kind))

// A proposal leaves one status when it takes the next: two types, so that how many stand in each is a difference of two counts.
struct ProposalLeft {
    static constexpr uint16_t type = 202;
    static constexpr std::string_view name = "ProposalLeft", becomes = "";
    static constexpr StreamKind stream = StreamKind::study;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Statistical<Code<"proposal-status">> kind;
};
BOOST_DESCRIBE_STRUCT(ProposalLeft, (), (measure, agency, country, kind))

struct ProposalMoved {
    static constexpr uint16_t type = 203;
    static constexpr std::string_view name = "ProposalMoved", becomes = "under-review";
    static constexpr bool changes_kind = true;
    static constexpr StreamKind stream = StreamKind::study;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Statistical<Code<"proposal-status">> kind;
    Public<std::string> position;
};
BOOST_DESCRIBE_STRUCT(ProposalMoved, (), (measure, agency, country, kind, position))

using PlanEvents = boost::mp11::mp_list<MilestoneSet, MilestoneReached, MilestoneReachedLate, MilestoneOverdue, FundsAppropriated, FundsDisbursed, StudyCommissioned,
                                        StudyPublished, ConclusionPublished, MeasureUpdated, LawCompared, ProposalLeft, ProposalMoved>;

}  // namespace soria::domain
