// CSV: ends; lines ascend; cells keep their limits and are UTF-8 without NUL; a record written again reads the same.
#include "base/csv.hpp"
#include "fuzz.hpp"

namespace {

using namespace soria;
using fuzz::must;

std::string quoted(const std::vector<std::string>& cells) {
    std::string out;
    for (const auto& cell : cells) {
        out += out.empty() ? "\"" : ",\"";
        for (char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
        out += '"';
    }
    return out;
}

void check_record(const csv::Record& r) {
    must(!r.cells.empty() && r.cells.size() <= csv::columns_max, "a record has 1 to 200 cells");
    for (const auto& c : r.cells) {
        must(c.size() <= csv::cell_bytes_max, "a cell keeps its limit");
        must(c.find('\0') == std::string::npos && fuzz::is_utf8(c), "a cell is UTF-8 without NUL");
    }
    for (const char* end : {"", "\n", "\r\n"}) {
        std::string text = quoted(r.cells) + end;
        csv::Reader again(text);
        auto second = again.next();
        must(second && *second && (*second)->cells == r.cells, "a record written again reads the same");
        auto after = again.next();
        must(after && !*after, "a record written again is one record");
    }
    auto places = csv::columns(r, {r.cells[0]});
    if (places) must(r.cells[places->at(0)] == r.cells[0], "a column is found where it stands");
    else fuzz::must_explain(places.error());
}

void run(std::string_view text) {
    csv::Reader reader(text);
    size_t line = 0, steps = 0;
    for (;;) {
        must(++steps <= text.size() + 2, "the reader comes to its end");
        auto r = reader.next();
        if (!r) {
            fuzz::must_explain(r.error());
            must(r.error().where.find(':') != std::string::npos, "a fault says line and column");
            continue;
        }
        if (!*r) break;
        must((*r)->line > line, "lines ascend");
        line = (*r)->line;
        check_record(**r);
    }
    auto end = reader.next();
    must(end && !*end, "the end stays the end");
}

}  // namespace

SORIA_FUZZ_TARGET(run)
