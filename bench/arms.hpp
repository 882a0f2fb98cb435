#pragma once
// The two arms that go through the product: 64 threads calling it, and 64 connections over HTTP from another process.
#include <filesystem>

#include "tools.hpp"

namespace soria::bench {

constexpr int clients = 64;

// Each client records so many people, step by step, waiting for each answer. What was committed together goes to
// `dir`/batches: one line a batch, the number of its last event and how many commands it held.
object run_inprocess(const std::filesystem::path& dir, int people_each);
object run_http(const std::filesystem::path& dir, int people_each);

}  // namespace soria::bench
