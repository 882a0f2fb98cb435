#pragma once
// A story: what happened, as a caseworker tells it, with what must then be true (docs/stories.md). It is read first and run
// afterwards against a folder of its own, through the same API that everybody uses.
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/date.hpp"
#include "base/core/result.hpp"

namespace soria::app {

inline constexpr size_t story_bytes_max = 256 * 1024, story_line_bytes_max = 1000, story_lines_max = 5000;

// A sentence that was understood: which phrase, and what stood in its gaps, in their order. A gap that was not said is empty.
struct Sentence {
    size_t phrase = 0;
    std::vector<std::string> gaps;
};
struct Act {
    size_t line = 0;
    std::string actor;                   // a user of the pack, or a case whose person acts
    Sentence says;
    std::optional<Happened> happened;    // "; it happened 2007-02-03"
};
struct Expectation {
    size_t line = 0;
    Sentence says;
};
struct Step {
    size_t line = 0;
    Date day;
    bool at_once = false;                // its acts are sent before any is answered
    std::vector<Act> acts;               // none: only the day passes
    std::vector<Expectation> then;
};
struct Story {
    std::string title, pack;
    size_t pack_line = 0;
    std::vector<Step> steps;
};

// Fault::invalid with "name:line" for the first line that is not understood.
Result<Story> parse_story(std::string_view text, const std::string& name);

// The phrases there are, for docs/stories.md and its test: "grants {case} a reflection period[ from {day}][ until {day}]".
std::vector<std::string> story_phrases();

struct StoryResult {
    std::string title;
    size_t acts = 0, expectations = 0;
    std::set<std::string> rules;         // of the pack, cited in what was recorded, refused or explained
    std::set<std::string> refusals;      // "command rule@version", or "command" and a rule of the program
};
// Runs it in a folder of its own that is removed afterwards. Fails naming the line whose expectation is wrong. `packs`: the
// folder that holds the pack it names.
Result<StoryResult> run_story(const std::filesystem::path& file, const std::filesystem::path& packs);

}  // namespace soria::app
