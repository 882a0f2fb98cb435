#include "app/jobs/jobs.hpp"

namespace soria::app {
Result<StoryResult> run_story(const std::filesystem::path& file, const std::filesystem::path&) { return fail(Fault::absent, "no", file.string()); }
Result<StoryResult> run_story_text(std::string_view, const std::string&, const std::filesystem::path&) { return fail(Fault::absent, "no"); }
}  // namespace soria::app
