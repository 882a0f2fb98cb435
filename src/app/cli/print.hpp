#pragma once
// A JSON answer for people: tables, or CSV, or as it is.
#include "base/json.hpp"

namespace soria::app {

enum class Format { table, json, csv };
std::string printed(const json::bj::value&, Format);
// Rows of one shape as one table of CSV, with a head.
std::string csv_table(const json::bj::array&);
// A list of an answer as CSV. Beside the numbers of a report stand its questions that cannot be answered, each with why.
std::string csv_part(const json::bj::object& answer, std::string_view list);
// 1.5, not 1.5E0.
std::string decimal(double);
// The national figures as a page: what is due first, and what each figure rests on.
std::string printed_national(const json::bj::object&);
// Every measure: where it stands and why, who owes it, its figures in a line each.
std::string printed_plan(const json::bj::object&);

}  // namespace soria::app
