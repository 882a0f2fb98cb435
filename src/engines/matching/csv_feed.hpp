#pragma once
// CSV from a stream: chunks of bytes in, rows of cells out, in memory for one row only. The same rules as base/csv.hpp (a
// byte-order mark and CRLF are taken, quotes are honoured, text must be UTF-8 without NUL), and every fault says its line.
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.hpp"

namespace soria::matching {

inline constexpr size_t cell_bytes_max = 10'000;
inline constexpr size_t cells_max = 200;
inline constexpr size_t row_bytes_max = 1 << 18;

class CsvFeed {
public:
    // The cells live until the call returns.
    using Row = std::function<Status(std::span<const std::string_view> cells, size_t line)>;
    explicit CsvFeed(Row row) : row_(std::move(row)) {}
    Status feed(std::string_view chunk);
    Status finish();

private:
    Status take(std::string_view row);                 // one row without its line feed
    Status split(std::string_view row);
    Status quoted(std::string_view row);
    Row row_;
    std::string carry_;                                // a row that the last chunk began
    bool in_quotes_ = false, first_ = true;
    char comma_ = ',';
    size_t line_ = 1, lines_in_row_ = 0;
    std::string scratch_;
    std::vector<std::string_view> cells_;
};

}  // namespace soria::matching
