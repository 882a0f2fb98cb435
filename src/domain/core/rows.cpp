#include "domain/core/rows.hpp"

namespace soria::domain {

Table table_from(RowColumns columns, std::string_view name, size_t key_columns, std::vector<Index> indexes) {
    Table t;
    t.name = name;
    t.key_columns = key_columns;
    for (const auto& c : columns) t.columns.push_back({c.name, c.what->type, c.what->cls});
    t.indexes = std::move(indexes);
    return t;
}

Row to_row(RowColumns columns, const void* r) {
    Row row;
    row.reserve(columns.size());
    for (const auto& c : columns) row.push_back(c.what->put(c.in(r)));
    return row;
}

void from_row(RowColumns columns, void* r, const Row& row) {
    for (size_t i = 0; i < columns.size(); ++i) columns[i].what->take(columns[i].in(r), row[i]);
}

}  // namespace soria::domain
