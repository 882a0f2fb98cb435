#include "ledger/sqlite/draft.hpp"

#include <algorithm>
#include <bit>

#include "ledger/memory_rows.hpp"

namespace soria::ledger::sqlite {

// Two bytes an event, whose rows are one or two: about one key in a hundred is a "maybe" in vain. At most 16 MiB, then more are.
Written::Written(uint64_t events) : words_(std::bit_ceil(std::clamp<size_t>(events / 4, 1024, size_t(1) << 21))) {}

template <class Fn> bool Written::each_bit(const Table& t, const std::string& key, Fn fn) const {
    constexpr size_t probes = 4;
    uint64_t hash = std::hash<std::string>()(key) ^ std::hash<const Table*>()(&t) * 0x9E3779B97F4A7C15, step = (hash >> 32 | hash << 32) | 1;
    for (size_t i = 0; i < probes; ++i, hash += step)
        if (!fn(hash % (words_.size() * 64))) return false;
    return true;
}
void Written::add(const Table& t, const std::string& key) {
    each_bit(t, key, [&](size_t bit) { return words_[bit / 64] |= uint64_t(1) << bit % 64, true; });
}
bool Written::maybe(const Table& t, const std::string& key) const {
    return each_bit(t, key, [&](size_t bit) { return (words_[bit / 64] >> bit % 64 & 1) != 0; });
}

// The row's slot, from the file the first time.
Result<Draft::Found> Draft::look(const Table& t, std::span<const Value> key) {
    auto& slots = tables_[&t];
    auto [at, fresh] = slots.try_emplace(key_bytes(t, key));
    if (!fresh) return Found{&*at, false};
    auto row = written_ && !written_->maybe(t, at->first) ? Result<std::optional<Row>>(std::nullopt) : file_.get(t, key);
    if (!row) {
        slots.erase(at);
        return tl::unexpected(row.error());
    }
    ++slots_count_;
    Slot& s = at->second;
    s.known = true;
    s.in_file = s.there = row->has_value();
    if (s.there) s.row = std::move(**row);
    return Found{&*at, true};
}

Result<std::optional<Row>> Draft::get(const Table& t, std::span<const Value> key) {
    auto found = TRY(look(t, key));
    Slot& s = found.at->second;
    s.read = true;
    if (!s.there) return std::optional<Row>{};
    return std::optional<Row>(s.row);
}

Status Draft::apply(Change c) {
    const Table& t = *c.table;
    bool adds = c.kind == Change::Kind::add;
    Found found;
    if (adds) {
        found = TRY(look(t, std::span(c.row).first(t.key_columns)));
    } else {
        auto [at, fresh] = tables_[&t].try_emplace(key_bytes(t, c.row));
        slots_count_ += fresh;
        found = {&*at, fresh};
    }
    Slot& s = found.at->second;
    if (adds && s.there) add_last(c.row, s.row);
    if (adds) s.read = true;             // what is counted once is counted again
    if (!written_) undo_.push_back({&t, found.at, {std::move(s.row), s.there, s.ahead, s.read, s.in_file, s.known}, found.fresh});
    s.there = c.kind != Change::Kind::remove;
    s.row = std::move(c.row);            // of a removed row: its key
    if (s.ahead) return {};
    s.ahead = true;
    ahead_.push_back({&t, found.at});
    return {};
}

void Draft::keep() {
    undo_.clear();
    kept_ahead_ = ahead_.size();
}

void Draft::undo() {
    ahead_.resize(kept_ahead_);
    for (; !undo_.empty(); undo_.pop_back()) {
        Before& b = undo_.back();
        if (b.fresh) {
            auto& slots = tables_[b.table];
            slots.erase(slots.find(b.at->first));
            --slots_count_;
        } else {
            b.at->second = std::move(b.slot);
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
        bool absent = s.known ? !s.in_file : written_ && !written_->maybe(*table, slot->first);
        if (!s.there && absent) continue;
        TRY(s.there ? put(db_, *table, s.row, absent) : remove(db_, *table, s.row));
        if (written_ && absent) written_->add(*table, slot->first);
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
