#pragma once
// What ministries and the coordinating unit record of the plan's measures.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct SetMilestone {
    SORIA_COMMAND(SetMilestone, "plan", "set-milestone", "Set a milestone of a measure: what will be there, until which day. Past its day it is "
                  "overdue by itself.");
    MeasureRef measure;
    Name title;
    Date due;
};
BOOST_DESCRIBE_STRUCT(SetMilestone, (), (measure, title, due))

struct ReachMilestone {
    SORIA_COMMAND(ReachMilestone, "plan", "reach-milestone", "Record that a milestone was reached, with the evidence.");
    Ref<MilestoneId> milestone;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(ReachMilestone, (), (milestone, evidence))

struct AppropriateFunds {
    SORIA_COMMAND(AppropriateFunds, "plan", "appropriate-funds", "Record money set aside for a measure in a year, in kroner; with the pack's "
                  "budget when the plan itself sets it aside.");
    MeasureRef measure;
    Name title;
    int32_t year = 0;
    Nok amount;
    std::optional<Name> budget;
};
BOOST_DESCRIBE_STRUCT(AppropriateFunds, (), (measure, title, year, amount, budget))

struct DisburseFunds {
    SORIA_COMMAND(DisburseFunds, "plan", "disburse-funds", "Record money paid out of an appropriation: to what, how much. Never more than was set "
                  "aside.");
    Ref<BudgetId> appropriation;
    Name purpose;
    Nok amount;
};
BOOST_DESCRIBE_STRUCT(DisburseFunds, (), (appropriation, purpose, amount))

struct CommissionStudy {
    SORIA_COMMAND(CommissionStudy, "plan", "commission-study", "Commission an evaluation, research or a review: of what, by whom, until when.");
    MeasureRef measure;
    Code<"study"> kind;
    Name title;
    Name by;
    Date due;
};
BOOST_DESCRIBE_STRUCT(CommissionStudy, (), (measure, kind, title, by, due))

struct PublishStudy {
    SORIA_COMMAND(PublishStudy, "plan", "publish-study", "Record that a study is published: what it concludes, and where it can be read.");
    Ref<StudyId> study;
    std::string conclusion;
    Name reference;
};
BOOST_DESCRIBE_STRUCT(PublishStudy, (), (study, conclusion, reference))

struct PublishConclusion {
    SORIA_COMMAND(PublishConclusion, "plan", "publish-conclusion", "Publish what a measure that promised to consider or review has come to, "
                  "whatever it is. With it the measure is delivered.");
    MeasureRef measure;
    Code<"conclusion"> kind;
    Name title;
    std::string conclusion;
};
BOOST_DESCRIBE_STRUCT(PublishConclusion, (), (measure, kind, title, conclusion))

struct UpdateMeasure {
    SORIA_COMMAND(UpdateMeasure, "plan", "update-measure", "Record how a measure goes, with the evidence for it. Its status follows from what is "
                  "done, never from an update.");
    MeasureRef measure;
    Name title;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(UpdateMeasure, (), (measure, title, evidence))

struct CompareLaw {
    SORIA_COMMAND(CompareLaw, "plan", "compare-law", "Enter a provision of another country's law beside ours: what is proposed after it, what the "
                  "ministry says to that, and how far it has come.");
    MeasureRef measure;
    Name title;
    CountryRef country;
    std::string proposal;
    std::string position;
    Code<"proposal-status"> state;
};
BOOST_DESCRIBE_STRUCT(CompareLaw, (), (measure, title, country, proposal, position, state))

struct MoveProposal {
    SORIA_COMMAND(MoveProposal, "plan", "move-proposal", "Record that a proposal of the comparative review has come further, or is not pursued, and "
                  "what the ministry says.");
    Ref<StudyId> comparison;
    Code<"proposal-status"> state;
    std::string position;
};
BOOST_DESCRIBE_STRUCT(MoveProposal, (), (comparison, state, position))

SORIA_DECIDE(SetMilestone) SORIA_DECIDE(ReachMilestone) SORIA_DECIDE(AppropriateFunds) SORIA_DECIDE(DisburseFunds)
SORIA_DECIDE(CommissionStudy) SORIA_DECIDE(PublishStudy) SORIA_DECIDE(PublishConclusion) SORIA_DECIDE(UpdateMeasure)
SORIA_DECIDE(CompareLaw) SORIA_DECIDE(MoveProposal)

}  // namespace soria::domain
