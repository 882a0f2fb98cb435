#pragma once
// From what a browser posts to what a command takes.
#include "base/json.hpp"
#include "domain/core/field_shape.hpp"
#include "views/form_result.hpp"

namespace soria::app {

// views::compacted for the lists of a command.
views::Given compacted(const std::vector<domain::FieldShape>&, views::Given);

// A day written 24.12.2009, or a month 12.2009, becomes 2009-12-24 or 2009-12 where the form asks for one.
views::Given with_days(const views::Form&, views::Given);

// The command's JSON. What is blank is left out; what is no number stays a text, so that the decoder names it.
json::bj::object json_of(const std::vector<domain::FieldShape>&, const views::Given&);

// Where a fault is, as the form names its fields: "people[0].gender" is people.0.gender.
std::string field_at(std::string_view where);

}  // namespace soria::app
