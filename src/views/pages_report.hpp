#pragma once
// A report for those who read it on paper, the page behind a figure, and the work on the measures.
#include "views/forms.hpp"
#include "views/pages_plan.hpp"

namespace soria::views {

// `group` is empty for the figure itself; `sure`: of how many, and the interval.
struct PlanNumber { std::string figure, name, group, value, period, sure, which, how, limits; };
struct PlanQuestion { std::string asks, answered, color, cannot, place; std::vector<PlanNumber> numbers; };
struct PlanSection { std::string name; std::vector<PlanQuestion> questions; };
struct PlanReport {
    std::string name, lead, place, time;      // time: the year it is of; empty for none
    Href csv = Href::to({});
    std::vector<PlanMeasure> measures;
    std::vector<WorkLine> milestones, published;
    std::vector<std::string> budgets, evaluations;
    std::vector<StepLine> steps;
    std::vector<PlanSection> sections;
};
Html report_of_plan(const PlanReport&, const Words&);

struct PlanChoice { std::string name; Href to = Href::to({}); };
struct PlanReports { std::vector<PlanChoice> annual, ministries, returns; };
Html reports_of_plan(const PlanReports&, const Words&);

struct BehindLine { std::string name, code, about; Href to = Href::to({}); int64_t times = 0; std::vector<std::string> events; };
struct BehindPage { FigurePage figure; std::string as_of, asked, next; std::vector<BehindLine> lines; };
Html behind_page(const BehindPage&, const Words&);

struct WorksPage { std::string measure, kind, words, next; std::vector<Option> measures, kinds; std::vector<WorkLine> works; std::vector<Begin> acts; };
Html works_page(const WorksPage&, const Words&);
struct WorkPage { WorkLine work; std::string measure, measure_name, as_of; std::vector<std::pair<std::string, std::string>> facts; std::vector<std::vector<std::string>> owed; std::vector<std::pair<std::string, std::string>> history; std::vector<Bar> surveys; std::string change; std::vector<Begin> acts; };
Html work_page(const WorkPage&, const Words&);

}  // namespace soria::views
