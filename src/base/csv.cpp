#include "base/csv.hpp"

#include <optional>

#include "base/core/utf8.hpp"

namespace soria::csv {
namespace {

std::string place(size_t line, size_t column) { return std::to_string(line) + ":" + std::to_string(column); }

}  // namespace

Reader::Reader(std::string_view text, char separator) : text_(text), separator_(separator) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
}

void Reader::skip_line() {
    auto end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    ++line_;
}

Result<std::optional<Record>> Reader::next() {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n")) skip_line();   // blank lines
    if (at_ >= text_.size()) return std::optional<Record>{};
    size_t at = at_, line = line_;
    auto r = read();
    if (!r) {
        at_ = at;
        line_ = line;
        skip_line();
        return tl::unexpected(r.error());
    }
    return std::optional<Record>(std::move(*r));
}

Result<Record> Reader::read() {
    Record r;
    r.line = line_;
    for (;;) {
        std::string cell;
        size_t column = r.cells.size() + 1;
        if (column > columns_max) return fail(Fault::limit, "more than 200 columns", place(line_, column));
        if (at_ < text_.size() && text_[at_] == '"') {
            ++at_;
            for (;; ++at_) {
                if (at_ >= text_.size()) return invalid("a quote is not closed", place(r.line, column));
                if (text_[at_] == '\n') ++line_;
                if (text_[at_] == '"') {
                    if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
                    ++at_;
                }
                cell += text_[at_];
                if (cell.size() > cell_bytes_max) return fail(Fault::limit, "a cell has at most 10000 bytes", place(r.line, column));
            }
            ++at_;
            if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_.substr(at_, 2) != "\r\n")
                return invalid("something stands after a closing quote", place(line_, column));
        } else {
            const char ends[] = {separator_, '\n', '"', 0};
            size_t end = text_.find_first_of(ends, at_);
            if (end == std::string_view::npos) end = text_.size();
            if (end < text_.size() && text_[end] == '"') return invalid("a quote inside a cell that does not begin with one", place(line_, column));
            cell = std::string(text_.substr(at_, end - at_));
            if (!cell.empty() && cell.back() == '\r' && (end == text_.size() || text_[end] == '\n')) cell.pop_back();
            if (cell.size() > cell_bytes_max) return fail(Fault::limit, "a cell has at most 10000 bytes", place(line_, column));
            at_ = end;
        }
        if (cell.find('\0') != std::string::npos) return invalid("a NUL byte", place(r.line, column));
        if (!valid_utf8(cell)) return invalid("is not UTF-8", place(r.line, column));
        r.cells.push_back(std::move(cell));
        if (at_ >= text_.size()) return r;
        if (text_[at_] == separator_) {
            ++at_;
            continue;
        }
        at_ += text_[at_] == '\r' ? 2 : 1;
        ++line_;
        return r;
    }
}

Result<std::vector<size_t>> columns(const Record& header, const std::vector<std::string>& wanted) {
    std::vector<size_t> places;
    for (const auto& w : wanted) {
        size_t found = header.cells.size(), count = 0;
        for (size_t i = 0; i < header.cells.size(); ++i)
            if (header.cells[i] == w) found = i, ++count;
        if (count == 0) return invalid("the column '" + w + "' is missing", place(header.line, 1));
        if (count > 1) return invalid("the column '" + w + "' is there " + std::to_string(count) + " times", place(header.line, found + 1));
        places.push_back(found);
    }
    return places;
}

}  // namespace soria::csv
