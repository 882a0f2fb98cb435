#include "ledger/sqlite/draft.hpp"

#include <algorithm>

namespace soria::ledger::sqlite {
namespace {

// A key as bytes that sort as the key does.
void add(std::string& s, const Value& v) {
    s += char(v.index());
    if (auto n = std::get_if<int64_t>(&v)) {
        uint64_t bits = uint64_t(*n) ^ (uint64_t(1) << 63);
        for (int i = 56; i >= 0; i -= 8) s += char(bits >> i);
    } else if (auto t = std::get_if<std::string>(&v)) {
        (s += *t) += '\0';
    } else if (auto b = std::get_if<Blob>(&v)) {
        (s += b->bytes) += '\0';
    }
}
std::string key_of(const Table& t, std::span<const Value> row) {
    std::string s;
    for (size_t i = 0; i < t.key_columns; ++i) add(s, row[i]);
    return s;
}

bool below(const Value& a, const Value& b) {   // as SQLite orders: nothing, integers, texts, bytes
    if (a.index() != b.index()) return a.index() < b.index();
    if (auto n = std::get_if<int64_t>(&a)) return *n < std::get<int64_t>(b);
    if (auto t = std::get_if<std::string>(&a)) return *t < std::get<std::string>(b);
    if (auto x = std::get_if<Blob>(&a)) return x->bytes < std::get<Blob>(b).bytes;
    return false;
}

}  // namespace

Result<std::optional<Row>> Draft::get(const Table& t, std::span<const Value> key) {
    auto [at, fresh] = tables_[&t].try_emplace(key_of(t, key));
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
    auto [at, fresh] = tables_[&t].try_emplace(key_of(t, c.row));
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
        auto s = slots->second.find(key_of(t, r));
        return s != slots->second.end() && s->second.ahead;
    });
    for (const auto& a : ahead_)
        if (a.table == &t && a.slot->second.there && wanted(a.slot->second.row, order)) found.push_back(a.slot->second.row);
    std::sort(found.begin(), found.end(), [&](const Row& a, const Row& b) {
        for (size_t c : order) {
            if (below(a[c], b[c])) return true;
            if (below(b[c], a[c])) return false;
        }
        return false;
    });
    if (found.size() > limit) found.resize(limit);
    return found;
}

Result<std::vector<Row>> Draft::scan(const Table& t, std::string_view index, std::span<const Value> prefix, std::span<const Value> after,
                                     size_t limit) {
    auto found = TRY(file_.scan(t, index, prefix, after, limit + ahead_of(t)));
    return merged(t, index, std::move(found), limit, [&](const Row& r, const std::vector<size_t>& order) {
        for (size_t i = 0; i < prefix.size(); ++i)
            if (r[order[i]] != prefix[i]) return false;
        for (size_t i = 0; i < after.size(); ++i) {
            if (below(after[i], r[order[i]])) return true;
            if (below(r[order[i]], after[i])) return false;
        }
        return after.empty();
    });
}

Result<std::vector<Row>> Draft::range(const Table& t, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                      const Value& upper, size_t limit) {
    auto found = TRY(file_.range(t, index, prefix, lower, upper, limit + ahead_of(t)));
    return merged(t, index, std::move(found), limit, [&](const Row& r, const std::vector<size_t>& order) {
        for (size_t i = 0; i < prefix.size(); ++i)
            if (r[order[i]] != prefix[i]) return false;
        const Value& v = r[order[prefix.size()]];
        return !below(v, lower) && below(v, upper);
    });
}

}  // namespace soria::ledger::sqlite
