#pragma once
// What the pages of the plan share: parts of a look's body as the views want them.
#include "app/pages/screens.hpp"
#include "views/pages_report.hpp"

namespace soria::app {

views::PlanMeasure plan_measure_in(const Visit&, const json::bj::object&);
views::FigurePage plan_figure_in(const Visit&, const json::bj::object&);
std::vector<views::WorkLine> works_in(const Visit&, const json::bj::object&, std::string_view list);
std::vector<views::MoneyYear> money_in(const json::bj::object&);                 // by year, all of the list's measures together
std::vector<views::StepLine> steps_in(const Visit&, const json::bj::object&);
std::vector<std::string> budgets_in(const Visit&, const json::bj::object&, std::string_view list);
std::vector<std::string> places_in(const Visit&, const json::bj::object&, std::string_view list);      // whole lines: what, and where the plan says it
std::string place_in(const Visit&, const json::bj::object&);                     // of a place or basis
std::string decimal_in(const json::bj::object&, std::string_view key);           // 12, 1.5; empty for none
std::string kind_word(const Visit&, std::string_view kind);                      // of work: course, forum
std::string work_word(const Visit&, const std::string& state);                   // the state that work is in
std::string title_of_work(const Visit&, const json::bj::object&);
std::string state_of_work(const Visit&, const json::bj::object&);
std::string about_work(const Visit&, const json::bj::object&);                   // "Treaty: ratified, Romania"
std::string which_of(const Visit&, const json::bj::object& number);              // of the national figures it is, and whether a person may be in it twice
std::string asked_day(const Visit&);                                             // the day that the address names; empty: today
using Query = std::vector<std::pair<std::string, std::string>>;
Query as_of_query(const Visit&);
std::string sure_of(const Visit&, const json::bj::object& number);               // of how many, and the interval
std::vector<views::Begin> plan_acts_in(const Visit&, const json::bj::object& body);
std::vector<views::PlanNext> plan_next_in(const Visit&, const json::bj::object& body, std::string_view list);

}  // namespace soria::app
