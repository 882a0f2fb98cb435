#pragma once
// The plan at a glance, one measure, and what the country sees today: tables, and plots made of the same numbers.
#include "views/shell.hpp"

namespace soria::views {

struct PlanFigure { std::string name, value, why; };
struct PlanMeasure { int64_t number = 0; std::string title, ministries, status, because, color; std::vector<PlanFigure> figures; bool new_in_list = false, new_in_chapter = false; };
struct PlanStatus { std::string name, color; int64_t n = 0; };
struct PlanReading { std::string says, place; };
struct PlanContradiction { std::string about; std::vector<PlanReading> readings; };
struct PlanPage { std::string as_of; std::vector<PlanStatus> statuses; std::vector<PlanMeasure> measures; std::vector<PlanContradiction> contradictions; };
Html plan_page(const PlanPage&, const Words&);

// `shown` is what stands beside it, else the number.
struct Bar { std::string label; double n = 0; std::string shown = {}; };
struct FigurePage { std::string name, value, how, limits, source, why; std::vector<Bar> by_year; std::vector<std::pair<std::string, std::vector<Bar>>> by; };
struct MeasurePage { PlanMeasure measure; std::string as_of; std::vector<FigurePage> figures; };
Html measure_page(const MeasurePage&, const Words&);

struct NationalPart { std::string title, rests_on; std::vector<Bar> rows; };
struct NationalPage { std::string as_of; std::vector<NationalPart> parts; bool estimates = false; };       // estimates: who reads may see them
Html national_page(const NationalPage&, const Words&);

struct HouseLine { std::string code, audience, region; int64_t beds = 0, free = 0; };
Html houses_page(const std::vector<HouseLine>&, const Words&);

// Bars with their numbers, as a drawing that says nothing the table beside it does not.
Html bars(std::string_view title, const std::vector<Bar>&);

}  // namespace soria::views
