#pragma once
// CSV as RFC 4180 has it, read strictly from memory: a byte-order mark and CRLF are taken, quotes are honoured, and every
// fault says line and column. Text must be UTF-8 without NUL.
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.hpp"

namespace soria::csv {

inline constexpr size_t columns_max = 200;
inline constexpr size_t cell_bytes_max = 10'000;

struct Record {
    size_t line = 0;                       // where it begins, from 1
    std::vector<std::string> cells;
};

class Reader {
public:
    explicit Reader(std::string_view text, char separator = ',');
    // The next record; no value at the end. After an error the reader stands at the next line.
    Result<std::optional<Record>> next();

private:
    Result<Record> read();
    void skip_line();
    std::string_view text_;
    char separator_;
    size_t at_ = 0, line_ = 1;
};

// Places of the wanted columns in a header: a missing or doubled one is an error that names it. Others are passed over.
Result<std::vector<size_t>> columns(const Record& header, const std::vector<std::string>& wanted);

}  // namespace soria::csv
