#pragma once
// The views made anew from the events, against inserting the same rows by hand.
#include <filesystem>

#include "tools.hpp"

namespace soria::bench {

object run_rebuild(const std::filesystem::path& dir);
// In the order in which the events made them; or sorted by table and key, the easiest order there is for a B-tree.
object run_raw_rows(const std::filesystem::path& dir, bool sorted);

// What the counts cost that figures are computed from: the first events folded into every view, and into the counts alone.
object run_counting(const std::filesystem::path& dir, uint64_t events);

}  // namespace soria::bench
