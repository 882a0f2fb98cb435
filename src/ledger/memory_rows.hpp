#pragma once
// Rows in memory alone: for a few streams folded anew, where making tables would cost more than the rows.
#include <functional>
#include <map>
#include <span>

#include "base/core/table.hpp"

namespace soria::ledger {

// A row's key as bytes that sort as the key does, and how SQLite orders values: nothing, integers, texts, bytes.
std::string key_bytes(const Table&, std::span<const Value> row);
bool below(const Value&, const Value&);
// The columns a scan orders by: the index's, then the key's that are not among them.
std::vector<size_t> order_columns(const Table&, std::string_view index);
bool row_below(const std::vector<size_t>& order, const Row&, const Row&);
// What scan() and range() ask of a row.
bool scanned(const Row&, const std::vector<size_t>& order, std::span<const Value> prefix, std::span<const Value> after);
bool ranged(const Row&, const std::vector<size_t>& order, std::span<const Value> prefix, const Value& lower, const Value& upper);

class MemoryRows final : public RowReader {
public:
    Result<std::optional<Row>> get(const Table&, std::span<const Value> key) override;
    Result<std::vector<Row>> scan(const Table&, std::string_view index, std::span<const Value> prefix, std::span<const Value> after,
                                  size_t limit) override;
    Result<std::vector<Row>> range(const Table&, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                   const Value& upper, size_t limit) override;
    void apply(Change);

private:
    std::vector<Row> wanted(const Table&, std::string_view index, size_t limit, const std::function<bool(const Row&, const std::vector<size_t>&)>&) const;
    std::map<const Table*, std::map<std::string, Row>> tables_;
};

}  // namespace soria::ledger
