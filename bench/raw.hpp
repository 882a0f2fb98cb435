#pragma once
// The raw arm: what a competent person writes by hand with SQLite's C API to keep the same bytes.
#include <memory>

#include "trace.hpp"

namespace soria::bench {

// Writes the trace into a copy of the folder it began from: 64 threads hand in commands and wait until they are durable,
// one writer commits the same batches. Prepared statements, synchronous=FULL, the product's page and cache sizes.
object run_raw(const std::filesystem::path& dir, const Trace&);

// One connection with the product's settings.
class RawWriter {
public:
    explicit RawWriter(const std::filesystem::path& dir);
    ~RawWriter();
    void exec(const std::string& sql);
    void write_row(const ViewRow&);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace soria::bench
