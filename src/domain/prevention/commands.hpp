#pragma once
// What is recorded of projects, campaigns, guidelines and time series.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct ProposeProject {
    SORIA_COMMAND(ProposeProject, "prevention", "propose-project", "Propose a project abroad: partner, country, whom it is for, what it asks for, "
                  "and the foreign mission that found it.");
    MeasureRef measure;
    Name title;
    Name partner;
    CountryRef country;
    Code<"target-group"> target;
    Nok amount;
    std::optional<Name> mission;
};
BOOST_DESCRIBE_STRUCT(ProposeProject, (), (measure, title, partner, country, target, amount, mission))

struct ChooseProject {
    SORIA_COMMAND(ChooseProject, "prevention", "choose-project", "Choose a proposed project, with the reason: it is next to be agreed. A project may "
                  "be agreed without.");
    Ref<ProjectId> project;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(ChooseProject, (), (project, why))

struct AgreeProject {
    SORIA_COMMAND(AgreeProject, "prevention", "agree-project", "Agree a project: how much, until when.");
    Ref<ProjectId> project;
    Nok amount;
    Date until;
};
BOOST_DESCRIBE_STRUCT(AgreeProject, (), (project, amount, until))

struct DeclineProject {
    SORIA_COMMAND(DeclineProject, "prevention", "decline-project", "Decline a proposed project, with the reason.");
    Ref<ProjectId> project;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(DeclineProject, (), (project, why))

struct PayInstalment {
    SORIA_COMMAND(PayInstalment, "prevention", "pay-instalment", "Record an instalment of an agreed project. Never more than was agreed.");
    Ref<ProjectId> project;
    Name part;
    Nok amount;
};
BOOST_DESCRIBE_STRUCT(PayInstalment, (), (project, part, amount))

struct RecordResult {
    SORIA_COMMAND(RecordResult, "prevention", "record-result", "Record a result of a project: what, and how many people it reached as the partner "
                  "counts them.");
    Ref<ProjectId> project;
    int32_t reached = 0;
    std::string result;
};
BOOST_DESCRIBE_STRUCT(RecordResult, (), (project, reached, result))

struct CloseProject {
    SORIA_COMMAND(CloseProject, "prevention", "close-project", "Close an agreed project with what came of it. It is owed no more, and no instalment "
                  "follows.");
    Ref<ProjectId> project;
    Code<"project-outcome"> outcome;
    std::string result;
};
BOOST_DESCRIBE_STRUCT(CloseProject, (), (project, outcome, result))

struct PlanCampaign {
    SORIA_COMMAND(PlanCampaign, "prevention", "plan-campaign", "Plan a campaign with the question that its surveys ask before and after. The "
                  "answer says how many each survey must ask to see the change that is hoped for.");
    MeasureRef measure;
    Name title;
    Code<"target-group"> target;
    std::string question;
    int32_t percent_before = 0;
    int32_t percent_after = 0;
};
BOOST_DESCRIBE_STRUCT(PlanCampaign, (), (measure, title, target, question, percent_before, percent_after))

struct SurveyCampaign {
    SORIA_COMMAND(SurveyCampaign, "prevention", "survey-campaign", "Record a survey before or after a campaign: how many were asked, how many "
                  "agreed.");
    Ref<CampaignId> campaign;
    Code<"wave"> wave;
    int32_t asked = 0;
    int32_t agreed = 0;
};
BOOST_DESCRIBE_STRUCT(SurveyCampaign, (), (campaign, wave, asked, agreed))

struct AdoptGuideline {
    SORIA_COMMAND(AdoptGuideline, "prevention", "adopt-guideline", "Record that a state body or an enterprise has adopted ethical guidelines.");
    MeasureRef measure;
    Name body;
    Code<"body"> kind;
};
BOOST_DESCRIBE_STRUCT(AdoptGuideline, (), (measure, body, kind))

struct FollowSeries {
    SORIA_COMMAND(FollowSeries, "prevention", "follow-series", "Begin to follow a number over time, with a target.");
    MeasureRef measure;
    Name title;
    Code<"series"> series;
    int32_t target = 0;
};
BOOST_DESCRIBE_STRUCT(FollowSeries, (), (measure, title, series, target))

struct RecordValue {
    SORIA_COMMAND(RecordValue, "prevention", "record-value", "Record a value of a series on a day, with where it was published.");
    Ref<SeriesId> series;
    Date on;
    int32_t value = 0;
    Name reference;
};
BOOST_DESCRIBE_STRUCT(RecordValue, (), (series, on, value, reference))

SORIA_DECIDE(ProposeProject) SORIA_DECIDE(ChooseProject) SORIA_DECIDE(CloseProject) SORIA_DECIDE(AgreeProject) SORIA_DECIDE(DeclineProject) SORIA_DECIDE(PayInstalment) SORIA_DECIDE(RecordResult)
SORIA_DECIDE(PlanCampaign) SORIA_DECIDE(SurveyCampaign) SORIA_DECIDE(AdoptGuideline) SORIA_DECIDE(FollowSeries) SORIA_DECIDE(RecordValue)

}  // namespace soria::domain
