#include "engines/matching/csv_feed.hpp"

#include <cstring>

#include "base/core/utf8.hpp"

namespace soria::matching {
namespace {

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}
std::string place(size_t line) { return "line " + std::to_string(line); }

bool plain(std::string_view s) {   // ASCII without NUL
    for (char c : s)
        if (c <= 0) return false;
    return true;
}

}  // namespace

Status CsvFeed::feed(std::string_view chunk) {
    if (first_ && carry_.empty() && chunk.substr(0, 3) == "\xEF\xBB\xBF") chunk.remove_prefix(3);
    size_t begin = 0;
    for (size_t at = 0; at < chunk.size();) {
        const char* end = static_cast<const char*>(std::memchr(chunk.data() + at, '\n', chunk.size() - at));
        size_t stop = end ? size_t(end - chunk.data()) : chunk.size();
        for (const char* q = chunk.data() + at; (q = static_cast<const char*>(std::memchr(q, '"', size_t(chunk.data() + stop - q)))); ++q) in_quotes_ = !in_quotes_;
        if (carry_.size() + stop - begin > row_bytes_max)
            return fail(Fault::limit, "a row has at most " + std::to_string(row_bytes_max) + " bytes (is a quote not closed?)", place(line_));
        if (!end) break;
        at = stop + 1;
        if (in_quotes_) {
            ++lines_in_row_;
            continue;
        }
        if (carry_.empty()) TRY(take(chunk.substr(begin, stop - begin)));
        else {
            carry_.append(chunk, begin, stop - begin);
            TRY(take(carry_));
            carry_.clear();
        }
        begin = at;
    }
    carry_.append(chunk, begin);
    return {};
}

Status CsvFeed::finish() {
    if (in_quotes_) return invalid("a quote is not closed", place(line_));
    if (carry_.empty()) return {};
    std::string last;
    std::swap(last, carry_);
    return take(last);
}

Status CsvFeed::take(std::string_view row) {
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    size_t line = line_;
    line_ += 1 + lines_in_row_;
    lines_in_row_ = 0;
    if (row.empty()) return {};
    if (!plain(row)) {
        if (row.find('\0') != std::string_view::npos) return invalid("a NUL byte", place(line));
        if (!valid_utf8(row)) return invalid("is not UTF-8: save the file as UTF-8", place(line));
    }
    if (first_) {
        first_ = false;
        if (row.find(',') == std::string_view::npos) comma_ = row.find(';') != std::string_view::npos ? ';' : row.find('\t') != std::string_view::npos ? '\t' : ',';
    }
    cells_.clear();
    auto parted = row.find('"') == std::string_view::npos ? split(row) : quoted(row);
    if (!parted) {
        Error e = parted.error();
        e.where = place(line) + (e.where.empty() ? "" : ", " + e.where);
        return tl::unexpected(std::move(e));
    }
    for (const auto& c : cells_)
        if (c.size() > cell_bytes_max)
            return fail(Fault::limit, "a cell has at most " + std::to_string(cell_bytes_max) + " bytes",
                        place(line) + ", column " + std::to_string(&c - cells_.data() + 1));
    return row_(cells_, line);
}

Status CsvFeed::split(std::string_view row) {
    const char *p = row.data(), *end = p + row.size(), *cell = p;
    for (;; ++p) {
        if (p != end && *p != comma_) continue;
        if (cells_.size() == cells_max) return fail(Fault::limit, "more than " + std::to_string(cells_max) + " columns");
        cells_.push_back(trimmed({cell, size_t(p - cell)}));
        if (p == end) return {};
        cell = p + 1;
    }
}

Status CsvFeed::quoted(std::string_view row) {
    scratch_.clear();
    scratch_.reserve(row.size());                      // so that the views stay
    for (size_t at = 0;;) {
        if (cells_.size() == cells_max) return fail(Fault::limit, "more than " + std::to_string(cells_max) + " columns");
        while (at < row.size() && row[at] == ' ') ++at;
        size_t from = scratch_.size();
        std::string column = "column " + std::to_string(cells_.size() + 1);
        if (at < row.size() && row[at] == '"') {
            for (++at;; ++at) {
                if (at >= row.size()) return invalid("a quote is not closed", column);
                if (row[at] == '"' && (at + 1 >= row.size() || row[at + 1] != '"')) break;
                if (row[at] == '"') ++at;
                scratch_ += row[at];
            }
            ++at;
            while (at < row.size() && row[at] == ' ') ++at;
            if (at < row.size() && row[at] != comma_) return invalid("something stands after a closing quote", column);
        } else {
            for (; at < row.size() && row[at] != comma_; ++at) {
                if (row[at] == '"') return invalid("a quote inside a cell that does not begin with one", column);
                scratch_ += row[at];
            }
        }
        cells_.push_back(trimmed(std::string_view(scratch_).substr(from)));
        if (at >= row.size()) return {};
        ++at;
    }
}

}  // namespace soria::matching
