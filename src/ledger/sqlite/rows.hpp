#pragma once
// View tables in SQLite: generated from base/core/table.hpp.
#include "base/core/table.hpp"
#include "ledger/hash.hpp"
#include "ledger/sqlite/db.hpp"

namespace soria::ledger::sqlite {

Status create_table(Db&, const Table&);
// The same for a row; `fresh`: the table is known to have no such row.
Status put(Db&, const Table&, const Row&, bool fresh);
Status remove(Db&, const Table&, const Row& key);
// The columns a scan orders by: the index's, then the key's that are not among them.
const std::vector<size_t>& order_of(const Table&, std::string_view index);
Status clear(Db&, const Table&);
Result<Hash> digest(Db&, const Table&);   // SHA-256 over every row ordered by key

class DbRows : public RowReader {
public:
    explicit DbRows(Db& db) : db_(db) {}
    Result<std::optional<Row>> get(const Table&, std::span<const Value> key) override;
    Result<std::vector<Row>> scan(const Table&, std::string_view index, std::span<const Value> prefix, std::span<const Value> after,
                                  size_t limit) override;
    Result<std::vector<Row>> range(const Table&, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                   const Value& upper, size_t limit) override;
    Result<std::vector<Row>> sums(const Table&, std::span<const Value> prefix, size_t by, const Value& lower, const Value& upper) override;

private:
    Db& db_;
};

}  // namespace soria::ledger::sqlite
