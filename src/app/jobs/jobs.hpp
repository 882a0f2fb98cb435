#pragma once
// Work that fills a folder: demonstration data, imports, stories.
#include <iosfwd>

#include "app/service/command.hpp"

namespace soria::app {

// Made-up people, the same for the same seed: from a report to a return, over the ten months before 2007-07-01. Nobody in
// it exists. Prints progress.
Result<json::bj::object> make_demonstration(const std::filesystem::path& dir, uint64_t seed, int cases, std::ostream& progress);

// The CTDC's synthetic file of victims: each row a report, a derived screening and a case. Idempotent by file hash and row.
struct ImportOptions { bool go_on = false; };   // go on after a bad row, and report it
Result<json::bj::object> import_ctdc(const std::filesystem::path& dir, const std::filesystem::path& file, ImportOptions, std::ostream& progress);

// A plain-text story: docs/stories.md. Fails naming the line whose expectation is wrong.
struct StoryResult { std::string title; int steps = 0, expectations = 0; };
Result<StoryResult> run_story(const std::filesystem::path& file, const std::filesystem::path& pack_dir);
Result<StoryResult> run_story_text(std::string_view text, const std::string& name, const std::filesystem::path& packs_dir);

}  // namespace soria::app
