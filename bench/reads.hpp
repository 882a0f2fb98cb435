#pragma once
// Looks at a folder: case pages with and without their record in the journal of reads, desks, loading and judging.
#include <filesystem>

#include "tools.hpp"

namespace soria::bench {

// As many readers as a server has handlers tell what a look takes; more of them, how long they wait for one.
object run_case_pages(const std::filesystem::path& dir, int looks, int rounds, int readers);
object run_desks(const std::filesystem::path& dir, int looks);
object run_figures(const std::filesystem::path& dir, int looks);   // every figure of every measure, in a process that has just begun
object run_load_and_decide(const std::filesystem::path& dir, int cases);
std::vector<std::string> case_codes(const std::filesystem::path& dir, int count);   // of people with twenty events, anywhere in the tables

}  // namespace soria::bench
