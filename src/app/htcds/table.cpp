#include "app/htcds/table.hpp"

#include <algorithm>

#include "base/csv.hpp"

namespace soria::app::htcds {
namespace {

constexpr size_t rows_max = 1'000'000;

struct Column {
    const pack::HtcdsField* field = nullptr;
    std::string value;                // of a field with a column for each of its values
    bool record = false;
};

bool own_prefix(std::string_view name) {
    for (std::string_view p : {"org_", "prs_", "vic_", "per_", "cas_", "cco_", "hte_", "spl_", "con_"})
        if (name.substr(0, p.size()) == p) return true;
    return false;
}

std::string_view trimmed(std::string_view s) {
    auto from = s.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return s.substr(from, s.find_last_not_of(" \t\r\n") - from + 1);
}

// "field", "group/field", "group-field", "field/value".
Column column_of(const Standard& standard, std::string_view header) {
    auto name = trimmed(header);
    auto last = [](std::string_view s) { return s.substr(std::min(s.find_last_of("/-") + 1, s.size())); };
    for (std::string_view id : {"_uuid", "instanceID", "KEY"})
        if (last(name) == id) return {nullptr, "", true};
    if (const auto* f = standard.named(last(name))) return {f, "", false};
    auto slash = name.rfind('/');
    if (slash == std::string_view::npos) return {};
    const auto* f = standard.named(last(name.substr(0, slash)));
    return f && f->type == "multiselect" ? Column{f, std::string(name.substr(slash + 1)), false} : Column{};
}

Result<std::vector<Column>> columns_of(const Standard& standard, const csv::Record& header, Table& t) {
    std::vector<Column> columns;
    for (size_t i = 0; i < header.cells.size(); ++i) {
        std::string place = std::to_string(header.line) + ":" + std::to_string(i + 1);
        auto c = column_of(standard, header.cells[i]);
        std::string shown = "'" + std::string(trimmed(header.cells[i])).substr(0, 60) + "'";
        if (!c.field && !c.record) {
            auto name = trimmed(header.cells[i]);
            if (own_prefix(name.substr(std::min(name.find_last_of("/-") + 1, name.size())))) return invalid("the column " + shown + " is no field of HTCDS 2.0", place);
            if (!name.empty()) t.strangers.emplace_back(name.substr(0, 60));
        }
        for (const auto& before : columns) {
            bool same = (c.field && before.field == c.field && before.value == c.value) || (c.record && before.record);
            if (same) return invalid("the column " + shown + " is there twice", place);
        }
        if (c.field && std::find(t.columns.begin(), t.columns.end(), c.field->field) == t.columns.end()) t.columns.push_back(c.field->field);
        columns.push_back(std::move(c));
    }
    bool held = std::any_of(columns.begin(), columns.end(), [](auto& c) { return c.field && !c.field->held.empty(); });
    if (!held) return invalid("no column is a field of HTCDS that Soria holds", std::to_string(header.line) + ":1");
    return columns;
}

bool ticked(std::string_view cell) { return cell == "1" || cell == "TRUE" || cell == "True" || cell == "true"; }

std::string plain_lines(std::string_view cell) {
    std::string out;
    for (size_t i = 0; i < cell.size(); ++i)
        if (cell[i] != '\r' || i + 1 >= cell.size() || cell[i + 1] != '\n') out += cell[i];
    return out;
}

Result<Row> row_of(const csv::Record& r, const std::vector<Column>& columns) {
    if (r.cells.size() != columns.size())
        return invalid("has " + std::to_string(r.cells.size()) + " cells, the header has " + std::to_string(columns.size()), std::to_string(r.line) + ":1");
    Row row;
    row.line = r.line;
    std::map<std::string, std::string, std::less<>> of_values;
    for (size_t i = 0; i < columns.size(); ++i) {
        const auto& c = columns[i];
        auto cell = trimmed(r.cells[i]);
        if (cell.empty()) continue;
        if (c.record) {
            row.record = cell;
        } else if (c.field && c.value.empty()) {
            for (unsigned char x : cell)
                if ((x < 0x20 && x != '\n' && x != '\r' && x != '\t') || x == 0x7F) return invalid("holds a control character", row.place(c.field->field));
            row.cells[c.field->field] = plain_lines(cell);
        } else if (c.field && ticked(cell)) {
            auto& all = of_values[c.field->field];
            all += (all.empty() ? "" : ";") + c.value;
        } else if (c.field && cell != "0" && cell != "FALSE" && cell != "False" && cell != "false") {
            return invalid("'" + std::string(cell.substr(0, 40)) + "' is neither yes nor no", row.place(c.field->field + "/" + c.value));
        }
    }
    for (auto& [field, values] : of_values) row.cells.emplace(field, values);   // the column for all of them says more
    return row;
}

}  // namespace

std::vector<std::string> several(std::string_view cell) {
    std::vector<std::string> values;
    std::string_view between = cell.find(';') != std::string_view::npos ? ";" : " \t\n";
    for (size_t at = 0; at < cell.size();) {
        size_t end = std::min(cell.find_first_of(between, at), cell.size());
        if (auto v = trimmed(cell.substr(at, end - at)); !v.empty()) values.emplace_back(v);
        at = end + 1;
    }
    return values;
}

Result<Table> read_table(const Standard& standard, std::string_view text) {
    Table t;
    csv::Reader reader(text);
    auto header = TRY(reader.next());
    if (!header) return invalid("the file is empty");
    auto columns = TRY(columns_of(standard, *header, t));
    for (;;) {
        auto r = reader.next();
        if (r && !*r) break;
        if (t.rows.size() + t.faults.size() >= rows_max) return fail(Fault::limit, "a file has at most a million rows");
        auto row = r ? row_of(**r, columns) : Result<Row>(tl::unexpected(r.error()));
        if (!row) {
            t.faults.push_back(row.error());
            continue;
        }
        for (const auto& [field, cell] : row->cells)
            if (standard.named(field)->held.empty()) ++t.not_held[field];
        t.rows.push_back(std::move(*row));
    }
    return t;
}

}  // namespace soria::app::htcds
