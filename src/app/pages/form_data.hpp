#pragma once
// From what a browser posts to what a command takes.
#include "base/json.hpp"
#include "domain/core/field_shape.hpp"
#include "views/form_text.hpp"

namespace soria::app {

// views::compacted for the lists of a command.
views::Given compacted(const std::vector<domain::FieldShape>&, views::Given);

// The command's JSON. What is blank is left out; what is no number stays a text, so that the decoder names it.
json::bj::object json_of(const std::vector<domain::FieldShape>&, const views::Given&);

// Where a fault is, as the form names its fields: "people[0].gender" is people.0.gender.
std::string field_at(std::string_view where);

}  // namespace soria::app
