#pragma once
// Reports that are filled from the ledger: the annual report, what a ministry owes, a measure's sheet, a return for somebody abroad. Each
// is data: questions, numbers with their provenance, and the work that stands behind. Internal to the looks.
#include "app/service/look_work.hpp"
#include "app/service/plan.hpp"

namespace soria::app {

// What a report takes of the work on the measures that it is about.
struct WorkIn {
    json::bj::array milestones, published, budgets, money;
};
// Of these measures; `from`: what was concluded or fell due before is left out.
Result<WorkIn> work_in(Folder&, const Asked&, PlanView&, const std::vector<const pack::Measure*>&, Date from);
// Of all measures together, year by year.
Result<json::bj::array> money_by_year(Folder&, const Asked&, PlanView&);

}  // namespace soria::app
