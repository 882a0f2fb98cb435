#include "ledger/memory_rows.hpp"

#include <algorithm>

namespace soria::ledger {

std::string key_bytes(const Table& t, std::span<const Value> row) {
    constexpr size_t usual_bytes = 60;
    std::string s;
    s.reserve(usual_bytes);
    for (size_t i = 0; i < t.key_columns; ++i) {
        const Value& v = row[i];
        s += char(v.index());
        if (auto n = std::get_if<int64_t>(&v)) {
            uint64_t bits = uint64_t(*n) ^ (uint64_t(1) << 63);
            for (int shift = 56; shift >= 0; shift -= 8) s += char(bits >> shift);
        } else if (auto t = std::get_if<std::string>(&v)) {
            (s += *t) += '\0';
        } else if (auto b = std::get_if<Blob>(&v)) {
            (s += b->bytes) += '\0';
        }
    }
    return s;
}

bool below(const Value& a, const Value& b) {
    if (a.index() != b.index()) return a.index() < b.index();
    if (auto n = std::get_if<int64_t>(&a)) return *n < std::get<int64_t>(b);
    if (auto t = std::get_if<std::string>(&a)) return *t < std::get<std::string>(b);
    if (auto x = std::get_if<Blob>(&a)) return x->bytes < std::get<Blob>(b).bytes;
    return false;
}

std::vector<size_t> order_columns(const Table& t, std::string_view index) {
    std::vector<size_t> order;
    for (const auto& i : t.indexes)
        if (i.name == index) order = i.columns;
    for (size_t k = 0; k < t.key_columns; ++k)
        if (std::find(order.begin(), order.end(), k) == order.end()) order.push_back(k);
    return order;
}

bool row_below(const std::vector<size_t>& order, const Row& a, const Row& b) {
    for (size_t c : order) {
        if (below(a[c], b[c])) return true;
        if (below(b[c], a[c])) return false;
    }
    return false;
}

bool scanned(const Row& r, const std::vector<size_t>& order, std::span<const Value> prefix, std::span<const Value> after) {
    for (size_t i = 0; i < prefix.size(); ++i)
        if (r[order[i]] != prefix[i]) return false;
    for (size_t i = 0; i < after.size(); ++i) {
        if (below(after[i], r[order[i]])) return true;
        if (below(r[order[i]], after[i])) return false;
    }
    return after.empty();
}

bool ranged(const Row& r, const std::vector<size_t>& order, std::span<const Value> prefix, const Value& lower, const Value& upper) {
    for (size_t i = 0; i < prefix.size(); ++i)
        if (r[order[i]] != prefix[i]) return false;
    const Value& v = r[order[prefix.size()]];
    return !below(v, lower) && below(v, upper);
}

Result<std::optional<Row>> MemoryRows::get(const Table& t, std::span<const Value> key) {
    auto rows = tables_.find(&t);
    if (rows == tables_.end()) return std::optional<Row>{};
    auto row = rows->second.find(key_bytes(t, key));
    if (row == rows->second.end()) return std::optional<Row>{};
    return std::optional<Row>(row->second);
}

std::vector<Row> MemoryRows::wanted(const Table& t, std::string_view index, size_t limit,
                                    const std::function<bool(const Row&, const std::vector<size_t>&)>& wants) const {
    std::vector<Row> found;
    auto rows = tables_.find(&t);
    if (rows == tables_.end()) return found;
    auto order = order_columns(t, index);
    for (const auto& [key, row] : rows->second)
        if (wants(row, order)) found.push_back(row);
    std::sort(found.begin(), found.end(), [&](auto& a, auto& b) { return row_below(order, a, b); });
    if (found.size() > limit) found.resize(limit);
    return found;
}

Result<std::vector<Row>> MemoryRows::scan(const Table& t, std::string_view index, std::span<const Value> prefix, std::span<const Value> after, size_t limit) {
    return wanted(t, index, limit, [&](auto& row, auto& order) { return scanned(row, order, prefix, after); });
}

Result<std::vector<Row>> MemoryRows::range(const Table& t, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                           const Value& upper, size_t limit) {
    return wanted(t, index, limit, [&](auto& row, auto& order) { return ranged(row, order, prefix, lower, upper); });
}

void MemoryRows::apply(Change c) {
    auto& rows = tables_[c.table];
    std::string key = key_bytes(*c.table, c.row);
    switch (c.kind) {
        case Change::Kind::put: rows[key] = std::move(c.row); break;
        case Change::Kind::remove: rows.erase(key); break;
        case Change::Kind::add: {
            auto [at, fresh] = rows.try_emplace(key, c.row);
            if (!fresh) add_last(at->second, c.row);
        }
    }
}

}  // namespace soria::ledger
