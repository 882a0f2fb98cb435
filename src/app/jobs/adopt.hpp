#pragma once
// A folder follows another edition of its pack.
#include <filesystem>

#include "base/json.hpp"

namespace soria::app {

// From now on; what was decided keeps its dates and its rule. Needs the folder to itself. Refused: the pack that is followed
// already, another pack's id, and an edition that lacks what the one before had, for records name it (`soria pack explain`).
Result<json::bj::object> adopt_pack(const std::filesystem::path& data, const std::filesystem::path& pack);

}  // namespace soria::app
