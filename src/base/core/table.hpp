#pragma once
// A view's table is a described struct. fold() reads rows and returns changes; a store carries them out. Nothing here knows
// SQL (docs/decisions/0019-views-as-structs.md).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/core/classes.hpp"
#include "base/core/date.hpp"
#include "base/core/ids.hpp"
#include "base/core/result.hpp"

namespace soria {

// Bytes that stay sealed: header (owner of the key, stream, version, event type, field), nonce and ciphertext, copied from
// the event as they are. Whoever holds them cannot read them; docs/format/ledger.md says how they are laid out.
struct Blob {
    std::string bytes;
    bool operator==(const Blob&) const = default;
};

// A column of a sealed class: never sorted, filtered or joined.
template <Class C, class T> struct Sealed {
    static_assert(is_sealed(C));
    Blob blob;                        // empty when the event had no such value
    bool empty() const { return blob.bytes.empty(); }
};
template <Class C, class T> struct class_of<Sealed<C, T>> {
    static constexpr Class value = C;
    static constexpr Owner owner = Owner::stream;
    using type = T;
};

using Value = std::variant<std::monostate, int64_t, std::string, Blob>;   // absent, integer, text, bytes
using Row = std::vector<Value>;

enum class ColumnType : uint8_t { integer, text, bytes };
struct Column {
    std::string_view name;
    ColumnType type;
    Class cls;
};
struct Index {
    std::string_view name;
    std::vector<size_t> columns;      // positions in Table::columns
};
struct Table {
    std::string_view name;
    std::vector<Column> columns;      // the first key_columns are the primary key
    size_t key_columns = 1;
    std::vector<Index> indexes;
};

struct Change {
    enum class Kind : uint8_t { put, remove, add } kind = Kind::put;
    const Table* table = nullptr;
    Row row;                          // put and add: every column; remove: the key's columns
};
// What an add does to the row that is there: its last column, an integer, grows by the change's. A row that is not there is
// the change's own. A fold that counts need not read what it counts onto.
inline void add_last(Row& there, const Row& change) { std::get<int64_t>(there.back()) += std::get<int64_t>(change.back()); }

// Reads rows as of the events folded so far in this transaction.
class RowReader {
public:
    virtual ~RowReader() = default;
    virtual Result<std::optional<Row>> get(const Table&, std::span<const Value> key) = 0;
    // Rows whose index columns begin with `prefix`, in the order of index then primary key, strictly after the row `after`
    // (empty: from the start; else index columns followed by key columns), at most `limit`. An empty index name is the key.
    virtual Result<std::vector<Row>> scan(const Table&, std::string_view index, std::span<const Value> prefix,
                                          std::span<const Value> after, size_t limit) = 0;
    // Like scan, but from `lower` (included) to `upper` (excluded) on the first index column after the prefix.
    virtual Result<std::vector<Row>> range(const Table&, std::string_view index, std::span<const Value> prefix,
                                           const Value& lower, const Value& upper, size_t limit) = 0;
    // The last column added up for each value of the first `by` key columns, over the rows that begin with `prefix` and whose
    // next key column, an integer, is from `lower` (included) to `upper` (excluded): those columns, the sum, and the greatest value of
    // that next column, in the key's order.
    virtual Result<std::vector<Row>> sums(const Table&, std::span<const Value> prefix, size_t by, const Value& lower, const Value& upper);
};

}  // namespace soria
