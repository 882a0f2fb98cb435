#pragma once
// A JSON answer for people: tables, or CSV, or as it is.
#include "base/json.hpp"

namespace soria::app {

enum class Format { table, json, csv };
std::string printed(const json::bj::value&, Format);
// The national figures as a page: what is due first, and what each figure rests on.
std::string printed_national(const json::bj::object&);

}  // namespace soria::app
