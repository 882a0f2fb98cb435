#pragma once
// JSON Schema of what the API answers.
#include <string_view>

#include "base/json.hpp"

namespace soria::app {

json::bj::object schemas();                             // every named one, for components/schemas
json::bj::object answer_of(std::string_view command);   // of a command that was recorded
json::bj::object answer_repeated();                     // of one that was done already

}  // namespace soria::app
