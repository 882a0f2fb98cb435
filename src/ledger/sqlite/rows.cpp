#include "ledger/sqlite/rows.hpp"

#include <algorithm>
#include <shared_mutex>

#include "ledger/memory_rows.hpp"

namespace soria::ledger::sqlite {
namespace {

std::string name(const Table& t) { return "view_" + std::string(t.name); }
std::string column(const Table& t, size_t i) { return "\"" + std::string(t.columns[i].name) + "\""; }
std::string list(const Table& t, size_t from, size_t to, std::string_view after = {}) {
    std::string s;
    for (size_t i = from; i < to; ++i) s += (i > from ? ", " : "") + column(t, i) + std::string(after);
    return s;
}
std::string marks(size_t n) {
    std::string s;
    for (size_t i = 0; i < n; ++i) s += i ? ", ?" : "?";
    return s;
}

enum What : uint8_t { get_row, put_row, insert_row, remove_row, scan_rows, range_rows, sum_rows };

std::string where_key(const Table& t) {
    std::string where;
    for (size_t i = 0; i < t.key_columns; ++i) where += (i ? " AND " : " WHERE ") + column(t, i) + " = ?";
    return where;
}
Result<Statement> statement(Db& db, const Table& t, What what) {
    return db.prepare({&t, {}, what, 0, 0}, [&]() -> std::string {
        switch (what) {
            case get_row: return "SELECT " + list(t, 0, t.columns.size()) + " FROM " + name(t) + where_key(t);
            case put_row: return "INSERT OR REPLACE INTO " + name(t) + " VALUES(" + marks(t.columns.size()) + ")";
            case insert_row: return "INSERT INTO " + name(t) + " VALUES(" + marks(t.columns.size()) + ")";
            default: return "DELETE FROM " + name(t) + where_key(t);
        }
    });
}

Row row_of(const Statement& s, size_t columns) {
    Row r;
    r.reserve(columns);
    for (size_t i = 0; i < columns; ++i) r.push_back(s.value(int(i)));
    return r;
}
Result<std::vector<Row>> rows_of(Statement& s, const Table& t) {
    std::vector<Row> rows;
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return rows;
        rows.push_back(row_of(s, t.columns.size()));
    }
}

std::string in_order(const Table& t, const std::vector<size_t>& order) {
    std::string by = " ORDER BY ";
    for (size_t i = 0; i < order.size(); ++i) by += (i ? ", " : "") + column(t, order[i]);
    return by + " LIMIT ?";
}
// The index's own name, whose bytes stay where they are.
std::string_view own_name(const Table& t, std::string_view index) {
    for (const auto& i : t.indexes)
        if (i.name == index) return i.name;
    return {};
}

}  // namespace

const std::vector<size_t>& order_of(const Table& t, std::string_view index) {
    static std::shared_mutex mutex;
    static std::map<std::pair<const Table*, std::string_view>, std::vector<size_t>> known;
    std::pair key(&t, own_name(t, index));
    {
        std::shared_lock lock(mutex);
        if (auto k = known.find(key); k != known.end()) return k->second;
    }
    auto order = order_columns(t, index);
    std::unique_lock lock(mutex);
    return known.emplace(key, std::move(order)).first->second;
}

Status create_table(Db& db, const Table& t) {
    std::string sql = "CREATE TABLE IF NOT EXISTS " + name(t) + "(";
    for (size_t i = 0; i < t.columns.size(); ++i) {
        sql += column(t, i);
        sql += t.columns[i].type == ColumnType::integer ? " INTEGER" : t.columns[i].type == ColumnType::text ? " TEXT" : " BLOB";
        sql += ", ";
    }
    TRY(db.exec(sql + "PRIMARY KEY(" + list(t, 0, t.key_columns) + ")) WITHOUT ROWID"));
    for (const auto& i : t.indexes) {
        std::string columns;
        for (size_t c : i.columns) columns += (columns.empty() ? "" : ", ") + column(t, c);
        TRY(db.exec("CREATE INDEX IF NOT EXISTS " + name(t) + "_" + std::string(i.name) + " ON " + name(t) + "(" + columns + ")"));
    }
    return {};
}

Status put(Db& db, const Table& t, const Row& row, bool fresh) {
    auto s = TRY(statement(db, t, fresh ? insert_row : put_row));
    for (const auto& v : row) s.bind(v);
    return s.run();
}
Status remove(Db& db, const Table& t, const Row& key) {
    auto s = TRY(statement(db, t, remove_row));
    for (size_t i = 0; i < t.key_columns; ++i) s.bind(key[i]);
    return s.run();
}
Status clear(Db& db, const Table& t) { return db.exec("DELETE FROM " + name(t)); }

Result<Hash> digest(Db& db, const Table& t) {
    auto s = TRY(db.prepare("SELECT " + list(t, 0, t.columns.size()) + " FROM " + name(t) + " ORDER BY " + list(t, 0, t.key_columns)));
    Sha256 h;
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return h.done();
        for (size_t i = 0; i < t.columns.size(); ++i) {
            Value v = s.value(int(i));
            uint8_t kind = uint8_t(v.index());
            h.add(&kind, 1);
            std::string bytes;
            if (auto n = std::get_if<int64_t>(&v)) bytes.assign(reinterpret_cast<const char*>(n), 8);
            else if (auto x = std::get_if<std::string>(&v)) bytes = *x;
            else if (auto b = std::get_if<Blob>(&v)) bytes = b->bytes;
            uint64_t size = bytes.size();
            h.add(&size, 8);
            h.add(bytes);
        }
    }
}

Result<std::optional<Row>> DbRows::get(const Table& t, std::span<const Value> key) {
    auto s = TRY(statement(db_, t, get_row));
    for (const auto& v : key) s.bind(v);
    bool found = TRY(s.step());
    if (!found) return std::optional<Row>{};
    return std::optional<Row>(row_of(s, t.columns.size()));
}

Result<std::vector<Row>> DbRows::scan(const Table& t, std::string_view index, std::span<const Value> prefix,
                                      std::span<const Value> after, size_t limit) {
    // What the prefix fixes is not compared again: the rest alone lets SQLite begin in the middle of the index.
    size_t skip = after.size() > prefix.size() ? prefix.size() : 0;
    Db::Use use{&t, own_name(t, index), scan_rows, uint8_t(prefix.size()), uint8_t(after.size())};
    auto s = TRY(db_.prepare(use, [&] {
        const auto& order = order_of(t, index);
        std::string sql = "SELECT " + list(t, 0, t.columns.size()) + " FROM " + name(t) + " WHERE 1", tuple;
        for (size_t i = 0; i < prefix.size(); ++i) sql += " AND " + column(t, order[i]) + " = ?";
        for (size_t i = skip; i < after.size(); ++i) tuple += (i > skip ? ", " : "") + column(t, order[i]);
        if (!after.empty()) sql += " AND (" + tuple + ") > (" + marks(after.size() - skip) + ")";
        return sql + in_order(t, order);
    }));
    for (const auto& v : prefix) s.bind(v);
    for (const auto& v : after.subspan(skip)) s.bind(v);
    s.bind(int64_t(limit));
    return rows_of(s, t);
}

Result<std::vector<Row>> DbRows::range(const Table& t, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                       const Value& upper, size_t limit) {
    Db::Use use{&t, own_name(t, index), range_rows, uint8_t(prefix.size()), 0};
    auto s = TRY(db_.prepare(use, [&] {
        const auto& order = order_of(t, index);
        std::string sql = "SELECT " + list(t, 0, t.columns.size()) + " FROM " + name(t) + " WHERE 1";
        for (size_t i = 0; i < prefix.size(); ++i) sql += " AND " + column(t, order[i]) + " = ?";
        std::string on = column(t, order[prefix.size()]);
        return sql + " AND " + on + " >= ? AND " + on + " < ?" + in_order(t, order);
    }));
    for (const auto& v : prefix) s.bind(v);
    s.bind(lower).bind(upper).bind(int64_t(limit));
    return rows_of(s, t);
}

Result<std::vector<Row>> DbRows::sums(const Table& t, std::span<const Value> prefix, size_t by, const Value& lower, const Value& upper) {
    auto s = TRY(db_.prepare({&t, {}, sum_rows, uint8_t(prefix.size()), uint8_t(by)}, [&] {
        std::string key = list(t, 0, by), sql = "SELECT " + key + ", SUM(" + column(t, t.columns.size() - 1) + "), MAX(" + column(t, by) + ") FROM " + name(t) + " WHERE 1";
        for (size_t i = 0; i < prefix.size(); ++i) sql += " AND " + column(t, i) + " = ?";
        return sql + " AND " + column(t, by) + " >= ? AND " + column(t, by) + " < ? GROUP BY " + key + " ORDER BY " + key;
    }));
    for (const auto& v : prefix) s.bind(v);
    s.bind(lower).bind(upper);
    std::vector<Row> sums;
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return sums;
        sums.push_back(row_of(s, by + 2));
    }
}

}  // namespace soria::ledger::sqlite
