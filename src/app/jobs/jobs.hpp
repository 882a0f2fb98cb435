#pragma once
// Work that fills a folder: demonstration data, imports.
#include <iosfwd>

#include "app/service/command.hpp"

namespace soria::app {

// Made-up people, the same for the same seed: from a report to a return, over the ten months before 2007-07-01. Nobody in
// it exists. Prints progress.
Result<json::bj::object> make_demonstration(const std::filesystem::path& dir, uint64_t seed, int cases, std::ostream& progress);

// The CTDC's synthetic file of victims: each row a report, a derived screening and a case. Idempotent by file hash and row.
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
