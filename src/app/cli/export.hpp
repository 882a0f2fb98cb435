#pragma once
// Answers that come in pages, as one file.
#include <iosfwd>
#include <string>

#include "app/cli/door.hpp"

namespace soria::app {

struct ExportOptions {
    std::string names = "standard", to;             // to: a file that does not exist yet; empty: out
    http::Request request;                          // with the headers of who asks
};
// Every page of the export as CSV; answers the report.
Result<json::bj::object> export_htcds(Door&, const ExportOptions&, std::ostream& out);

}  // namespace soria::app
