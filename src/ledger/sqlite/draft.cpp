#include "ledger/sqlite/draft.hpp"

#include <algorithm>

#include "ledger/memory_rows.hpp"

namespace soria::ledger::sqlite {

Result<std::optional<Row>> Draft::get(const Table& t, std::span<const Value> key) {
    auto [at, fresh] = tables_[&t].try_emplace(key_bytes(t, key));
    Slot& s = at->second;
    if (fresh) {
        auto row = file_.get(t, key);
        if (!row) {
            tables_[&t].erase(at);
            return row;
        }
        ++slots_count_;
        s.known = true;
        s.in_file = s.there = row->has_value();
        if (s.there) s.row = std::move(**row);
    }
    s.read = true;
    if (!s.there) return std::optional<Row>{};
    return std::optional<Row>(s.row);
}

void Draft::apply(Change c) {
    const Table& t = *c.table;
    auto [at, fresh] = tables_[&t].try_emplace(key_bytes(t, c.row));
    Slot& s = at->second;
    slots_count_ += fresh;
    undo_.push_back({&t, at->first, {std::move(s.row), s.there, s.ahead, s.read, s.in_file, s.known}, fresh});
    s.there = c.kind == Change::Kind::put;
    s.row = std::move(c.row);            // of a removed row: its key
    if (s.ahead) return;
    s.ahead = true;
    ahead_.push_back({&t, &*at});
}

void Draft::keep() {
    undo_.clear();
    kept_ahead_ = ahead_.size();
}

void Draft::undo() {
    ahead_.resize(kept_ahead_);
    for (; !undo_.empty(); undo_.pop_back()) {
        Before& b = undo_.back();
        auto& slots = tables_[b.table];
        auto at = slots.find(b.key);
        if (b.fresh) {
            slots.erase(at);
            --slots_count_;
        } else {
            at->second = std::move(b.slot);
        }
    }
}

Status Draft::write() {
    constexpr size_t worth_sorting = 2000;   // neighbours in the file then share pages
    if (ahead_.size() > worth_sorting)
        std::sort(ahead_.begin(), ahead_.end(), [](const Ahead& a, const Ahead& b) {
            return a.table != b.table ? a.table < b.table : a.slot->first < b.slot->first;
        });
    for (const auto& [table, slot] : ahead_) {
        Slot& s = slot->second;
        if (!s.there && s.known && !s.in_file) continue;
        TRY(s.there ? put(db_, *table, s.row, s.known && !s.in_file) : remove(db_, *table, s.row));
    }
    let_go();
    return {};
}

void Draft::let_go() {
    bool all = slots_count_ > rows_max_;
    if (all) {
        for (auto& [t, slots] : tables_) slots.clear();
        slots_count_ = 0;
    } else {
        for (const auto& [table, slot] : ahead_) {
            Slot& s = slot->second;
            s.ahead = false;
            s.known = true;
            s.in_file = s.there;
            if (s.read) continue;
            auto& slots = tables_[table];
            slots.erase(slots.find(slot->first));
            --slots_count_;
        }
    }
    ahead_.clear();
    kept_ahead_ = 0;
}

void Draft::forget() {
    tables_.clear();
    ahead_.clear();
    undo_.clear();
    kept_ahead_ = slots_count_ = 0;
}

size_t Draft::ahead_of(const Table& t) const {
    return size_t(std::count_if(ahead_.begin(), ahead_.end(), [&](const Ahead& a) { return a.table == &t; }));
}

std::vector<Row> Draft::merged(const Table& t, std::string_view index, std::vector<Row> found, size_t limit, const Wanted& wanted) const {
    const auto& order = order_of(t, index);
    auto slots = tables_.find(&t);
    if (slots == tables_.end()) return found;
    std::erase_if(found, [&](const Row& r) {
        auto s = slots->second.find(key_bytes(t, r));
        return s != slots->second.end() && s->second.ahead;
    });
    for (const auto& a : ahead_)
        if (a.table == &t && a.slot->second.there && wanted(a.slot->second.row, order)) found.push_back(a.slot->second.row);
    std::sort(found.begin(), found.end(), [&](const Row& a, const Row& b) { return row_below(order, a, b); });
    if (found.size() > limit) found.resize(limit);
    return found;
}

Result<std::vector<Row>> Draft::scan(const Table& t, std::string_view index, std::span<const Value> prefix, std::span<const Value> after,
                                     size_t limit) {
    auto found = TRY(file_.scan(t, index, prefix, after, limit + ahead_of(t)));
    return merged(t, index, std::move(found), limit, [&](auto& r, auto& order) { return scanned(r, order, prefix, after); });
}

Result<std::vector<Row>> Draft::range(const Table& t, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                      const Value& upper, size_t limit) {
    auto found = TRY(file_.range(t, index, prefix, lower, upper, limit + ahead_of(t)));
    return merged(t, index, std::move(found), limit, [&](auto& r, auto& order) { return ranged(r, order, prefix, lower, upper); });
}

}  // namespace soria::ledger::sqlite
