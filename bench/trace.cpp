#include "trace.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>

#include "app/service/folder.hpp"
#include "ledger/hash.hpp"
#include "ledger/memory_rows.hpp"
#include "ledger/sqlite/rows.hpp"

namespace soria::bench {
namespace {

namespace fs = std::filesystem;
using ledger::sqlite::Db;

std::string key_text(const Table& t, std::span<const Value> key) { return std::string(t.name) + ' ' + ledger::key_bytes(t, key); }

std::string values_text(std::span<const Value> values) {
    std::string s;
    for (const auto& v : values) {
        if (auto n = std::get_if<int64_t>(&v)) (s += std::to_string(*n)) += '\0';
        else if (auto text = std::get_if<std::string>(&v)) (s += *text) += '\0';
        else if (auto b = std::get_if<Blob>(&v)) (s += b->bytes) += '\0';
        else s += '\0';
    }
    return s;
}
std::string values_text(const Row& row, const std::vector<size_t>& order, size_t columns) {
    std::vector<Value> values;
    for (size_t i = 0; i < columns; ++i) values.push_back(row[order[i]]);
    return values_text(values);
}

std::unique_ptr<Db> read(const fs::path& file) { return must(Db::open(file.string(), Db::Mode::read_write), "opening a file"); }

ledger::MerkleTree tree_of(Db& db) {
    auto s = must(db.prepare("SELECT bytes FROM meta WHERE name = 'tree'"), "the tree");
    must(s.step(), "the tree");
    return must(ledger::MerkleTree::parse(s.bytes_at(0)), "the tree");
}

std::vector<RequestRow> requests_after(Db& db, uint64_t last) {
    std::vector<RequestRow> list;
    auto s = must(db.prepare("SELECT actor, key, request, first, last, at_us FROM idempotency WHERE first > ? ORDER BY first"), "the requests");
    s.bind(int64_t(last));
    while (must(s.step(), "the requests"))
        list.push_back({std::string(s.bytes_at(0)), std::string(s.bytes_at(1)), std::string(s.bytes_at(2)), s.integer(3), s.integer(4), s.integer(5)});
    return list;
}

std::map<std::string, KeyRow> keys_of(Db& db) {
    std::map<std::string, KeyRow> m;
    auto s = must(db.prepare("SELECT owner, epoch, wrapped FROM keys"), "the keys");
    while (must(s.step(), "the keys")) m[std::string(s.bytes_at(0))] = {std::string(s.bytes_at(0)), std::string(s.bytes_at(2)), s.integer(1)};
    return m;
}

}  // namespace

Result<std::optional<Row>> Ahead::get(const Table& t, std::span<const Value> key) {
    std::string k = key_text(t, key);
    if (auto known = rows_.find(k); known != rows_.end()) return known->second.row;
    std::optional<Row> row;
    if (under_) row = TRY(under_->get(t, key));
    rows_[k] = {row, row.has_value(), false};
    return row;
}
void Ahead::Prefixes::add(const Row& row, const std::string& text) {
    for (auto& [columns, by_values] : keys) by_values[values_text(row, order, columns)].insert(text);
}
const std::set<std::string>& Ahead::keys_with(const Table& t, std::string_view index, std::span<const Value> prefix) {
    auto& by_index = scanned_[&t];
    auto p = by_index.find(index);
    if (p == by_index.end()) p = by_index.emplace(std::string(index), Prefixes{ledger::order_columns(t, index), {}}).first;
    auto [by_values, fresh] = p->second.keys.try_emplace(prefix.size());
    if (fresh)
        for (const auto& [text, e] : rows_)
            if (e.row && text.rfind(std::string(t.name) + ' ', 0) == 0) p->second.add(*e.row, text);
    return by_values->second[values_text(prefix)];
}
Result<std::vector<Row>> Ahead::scan(const Table& t, std::string_view index, std::span<const Value> prefix, std::span<const Value> after, size_t limit) {
    const auto& mine = keys_with(t, index, prefix);
    const auto& order = ledger::sqlite::order_of(t, index);
    std::vector<Row> found;
    if (under_) found = TRY(under_->scan(t, index, prefix, after, limit + mine.size()));
    std::erase_if(found, [&](const Row& r) { return rows_.count(key_text(t, r)) > 0; });
    for (const auto& text : mine)                  // some were there once and are no longer, or are elsewhere now
        if (const auto& e = rows_.at(text); e.row && ledger::scanned(*e.row, order, prefix, after)) found.push_back(*e.row);
    std::sort(found.begin(), found.end(), [&](const Row& a, const Row& b) { return ledger::row_below(order, a, b); });
    if (found.size() > limit) found.resize(limit);
    return found;
}
Result<std::vector<Row>> Ahead::range(const Table& t, std::string_view, std::span<const Value>, const Value&, const Value&, size_t) {
    return fail(Fault::damaged, "fold asks for a range of " + std::string(t.name) + ", which no fold did when this was written");
}
void Ahead::apply(Change c) {
    auto key = std::span(c.row).first(c.table->key_columns);
    std::string k = key_text(*c.table, key);
    if (c.kind == Change::Kind::add)
        if (auto there = must(get(*c.table, key), "reading a row"); there) add_last(c.row, *there);
    auto [at, fresh] = rows_.try_emplace(k);
    if (!at->second.changed) changed_.push_back({k, c.table, Row(c.row.begin(), c.row.begin() + long(c.table->key_columns))});
    at->second.changed = true;
    if (c.kind != Change::Kind::remove) {
        if (auto asked = scanned_.find(c.table); asked != scanned_.end())
            for (auto& [index, prefixes] : asked->second) prefixes.add(c.row, k);
        at->second.row = std::move(c.row);
    } else {
        at->second.row.reset();
    }
    if (c.kind == Change::Kind::remove && fresh) at->second.was_there = true;   // a row that nobody read is removed from the file
}
std::vector<ViewRow> Ahead::take_changes() {
    std::vector<ViewRow> list;
    for (auto& [k, table, key] : changed_) {
        auto& e = rows_[k];
        e.changed = false;
        if (e.row) list.push_back({{Change::Kind::put, table, *e.row}, !e.was_there});
        else if (e.was_there) list.push_back({{Change::Kind::remove, table, std::move(key)}, false});
        e.was_there = e.row.has_value();
    }
    changed_.clear();
    return list;
}

std::vector<ViewRow> Ahead::take_sorted() {
    std::sort(changed_.begin(), changed_.end(), [](auto& a, auto& b) { return a.text < b.text; });
    return take_changes();
}

Trace trace_of(const fs::path& base, const fs::path& after) {
    auto before = read(base / "soria.db"), then = read(after / "soria.db"), old_keys = read(base / "keys.db"), new_keys = read(after / "keys.db");
    auto had = keys_of(*old_keys), keys = keys_of(*new_keys);
    auto tree = tree_of(*before);
    ledger::sqlite::DbRows base_rows(*before);
    Ahead rows(&base_rows);
    auto folded = app::fold_in(base);
    auto requests = requests_after(*then, tree.size());
    std::ifstream in(after / "batches");
    std::vector<std::pair<uint64_t, size_t>> batches;
    for (uint64_t last, n; in >> last >> n;) batches.emplace_back(last, n);
    Trace t;
    size_t r = 0;
    int64_t at_us = 0;
    // What was recorded before the measured part (the houses) is brought up to date first, outside the trace.
    uint64_t first = requests.empty() ? tree.size() + 1 : uint64_t(requests[0].first);
    auto s = must(then->prepare("SELECT number, stream, version, body FROM events WHERE number > ? ORDER BY number"), "the events");
    s.bind(int64_t(tree.size()));
    TraceBatch batch;
    size_t b = 0;
    while (must(s.step(), "the events")) {
        EventRow row{s.integer(0), s.integer(2), std::string(s.bytes_at(1)), std::string(s.bytes_at(3))};
        auto e = must(ledger::decode(row.body), "an event");
        e.number = uint64_t(row.number);
        tree.append(ledger::leaf_hash(e.number, row.body));
        for (auto& c : must(folded(e, rows), "folding")) rows.apply(std::move(c));
        at_us = e.recorded_us;
        for (const auto& f : e.sealed) {
            std::string owner(reinterpret_cast<const char*>(f.owner.data()), 16);
            if (had.count(owner)) continue;
            auto k = keys.find(owner);
            if (k == keys.end()) stop("a key is missing in the trace");
            had[owner] = k->second;
            if (e.number >= first) batch.keys.push_back(k->second), ++t.keys;
        }
        if (e.number < first) {
            if (e.number + 1 == first) rows.take_changes();
            continue;
        }
        ++t.events;
        if (batch.commands.empty() || batch.commands.back().request.last < row.number) {
            if (r == requests.size()) stop("events without a request in the trace");
            batch.commands.push_back({{}, requests[r++]});
            ++t.commands;
        }
        if (batch.recorded.empty() || batch.recorded.back().first != at_us) batch.recorded.emplace_back(at_us, row.number);
        batch.recorded.back().second = row.number;
        batch.commands.back().events.push_back(std::move(row));
        if (b < batches.size() && uint64_t(s.integer(0)) == batches[b].first) {
            ++b;
            batch.rows = rows.take_changes();
            t.view_rows += batch.rows.size();
            batch.tree = tree.bytes();
            batch.recorded_us = std::to_string(at_us);
            t.batches.push_back(std::move(batch));
            batch = {};
        }
    }
    if (b != batches.size() || !batch.commands.empty()) stop("the trace's batches do not fit its events");
    return t;
}

}  // namespace soria::bench
