#pragma once
// The plan at a glance, one measure, and what the country sees today: tables, and plots made of the same numbers.
#include "views/plots.hpp"

namespace soria::views {

struct PlanFigure { std::string name, value, why, which; };      // which: of the national figures it is
struct PlanMeasure { int64_t number = 0; std::string title, ministries, status, because, color, state; std::vector<PlanFigure> figures; bool new_in_list = false, new_in_chapter = false; std::string goal; };
struct PlanStatus { std::string name, state; int64_t n = 0; };
struct PlanReading { std::string says, place; };
struct PlanContradiction { std::string about; std::vector<PlanReading> readings; std::vector<std::string> titles; };      // titles: whole lines
// What of a piece of work a page lists; `due` and `day` may be empty.
struct WorkLine { std::string code, kind, title, agency, state, due, since; int64_t planned = 0, done = 0; };
struct MoneyYear { std::string year; int64_t set_aside = 0, paid = 0, agreed = 0, instalments = 0, to_organisations = 0; };
// What is owed until a day, and by whom.
struct PlanNext { std::string code, kind, what, agency, due, measure; bool overdue = false; };
struct StepLine { std::string name, days, of, waiting; double days_n = 0, waiting_n = 0; };
struct PlanPage {
    std::string as_of, asked;            // asked: the day that was asked for, which the links keep; empty: today
    std::vector<PlanStatus> statuses;
    std::vector<std::pair<std::string, std::string>> goals;      // id, name
    std::vector<PlanMeasure> measures;
    std::vector<MoneyYear> money;
    std::vector<StepLine> steps;
    std::vector<PlanContradiction> contradictions;
    std::vector<Begin> acts;
};
Html plan_page(const PlanPage&, const Words&);

struct GroupLine { std::string code, before, after, change, sure; };     // code: of the work that it is about
struct QuarterLine { std::string quarter; std::vector<std::pair<std::string, std::string>> parts; };      // city, how many
struct FigurePage { std::string id, name, value, which, sure, how, limits, source, why; std::vector<Bar> by_year; std::vector<std::pair<std::string, std::vector<Bar>>> by; std::string target; std::vector<GroupLine> groups; std::vector<Bar> by_quarter;
    std::string quarters_by;             // what the lines' parts are
    std::vector<QuarterLine> quarter_lines;
};
struct TriedLaw { std::string name, effect, source; };       // another law on past cases
struct MeasurePage {
    PlanMeasure measure;
    std::string as_of, asked, period, contributing, who_may_plan;
    std::vector<PlanNext> next;
    std::vector<Begin> acts;
    std::vector<FigurePage> figures;
    std::vector<WorkLine> milestones, published, work;
    std::vector<std::string> evaluations, budgets, cited;               // whole lines
    std::vector<MoneyYear> money;
    std::vector<TriedLaw> tried;
    bool more_work = false;
};
Html measure_page(const MeasurePage&, const Words&);
Html figure_part(const FigurePage&, int level, const Words&, std::string_view asked = {});    // with a link to its own page when it has an id
Html day_form(const Href& to, std::string_view day, const Words&);      // the same page as of another day
Href as_of(Href to, std::string_view asked);
Html steps_part(const std::vector<StepLine>&, std::string_view time, const Words&);      // time: a year; empty: all of it
Html plan_acts(const std::vector<Begin>&, const Words&);
Html next_table(std::string_view title, const std::vector<PlanNext>&, const Words&);     // nothing when there is none
Html work_table(std::string_view title, const std::vector<WorkLine>&, const Words&);   // nothing when there is none

struct NationalPart { std::string title, rests_on; std::vector<Bar> rows; };
struct NationalPage { std::string as_of; std::vector<NationalPart> parts; bool estimates = false; };       // estimates: who reads may see them
Html national_page(const NationalPage&, const Words&);

struct HouseLine { std::string code, audience, region; int64_t beds = 0, free = 0; };
Html houses_page(const std::vector<HouseLine>&, const Words&);

}  // namespace soria::views
