#pragma once
// `soria plan check`: a file of published figures, read and told.
#include "base/json.hpp"

namespace soria::app {

// What contradicts itself in a file of published figures; without reading any folder.
Result<json::bj::object> check_published(const std::string& file);

}  // namespace soria::app
