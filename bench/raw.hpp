#pragma once
// The raw arm: what a competent person writes by hand with SQLite's C API to keep the same bytes.
#include "trace.hpp"

namespace soria::bench {

// Writes the trace into a copy of the folder it began from: 64 threads hand in commands and wait until they are durable,
// one writer commits the same batches. Prepared statements, synchronous=FULL, the product's page and cache sizes.
object run_raw(const std::filesystem::path& dir, const Trace&);

}  // namespace soria::bench
