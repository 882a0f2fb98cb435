#pragma once
// A JSON answer for people: tables, or CSV, or as it is.
#include "base/json.hpp"

namespace soria::app {

enum class Format { table, json, csv };
std::string printed(const json::bj::value&, Format);

}  // namespace soria::app
