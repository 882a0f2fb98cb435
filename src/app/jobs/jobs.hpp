#pragma once
// Work that fills a folder: demonstration data, imports.
#include <iosfwd>

#include "app/service/command.hpp"

namespace soria::app {

// Made-up people in a made-up country over the plan's four years, 2006 to 2009; the same stories for the same seed. Its margins are
// the pack's (demonstration.yaml). Nobody in it exists. Prints progress; `observer` sees every command before it is given.
using DemonstrationObserver = std::function<void(const std::string& user, const std::string& command, const json::bj::object& fields)>;
Result<json::bj::object> make_demonstration(const std::filesystem::path& dir, uint64_t seed, int cases, std::ostream& progress, DemonstrationObserver observer = {});

// The CTDC's synthetic file of victims: each row a report, a derived screening and a case. Idempotent by what a row says
// and how many equal rows stand before it.
struct ImportOptions { bool go_on = false; };   // go on after a bad row, and report it
Result<json::bj::object> import_ctdc(const std::filesystem::path& dir, const std::filesystem::path& file, ImportOptions, std::ostream& progress);

// A file of the HTCDS standard, by a user: each row a report, and a case and a finding where the row says so, by the commands
// that user may give. Idempotent by what a row says: the same row in another file is the same row.
struct HtcdsOptions {
    std::string user, purpose, language = "en", happened;  // happened: a day; empty: today
    bool go_on = false;
};
Result<json::bj::object> import_htcds(const std::filesystem::path& dir, const std::filesystem::path& file, HtcdsOptions);

}  // namespace soria::app
