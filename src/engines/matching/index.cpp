#include "engines/matching/index.hpp"

#include <algorithm>

#include "engines/matching/fold.hpp"

namespace soria::matching {
namespace {

constexpr size_t block_rows_max = 500;     // of one pass that a question looks at
constexpr size_t room_for_more = 4;        // a quarter more rows fit without moving the table

// The first item with that key: keys are hashes, so they lie about where their value says.
const Item* first_of(const std::vector<Item>& items, uint32_t key) {
    size_t low = 0, high = items.size();
    Item wanted = item_of(key, 0);
    size_t guess = size_t(uint64_t(key) * items.size() >> 32), reach = 64;
    if (guess < high && items[guess] < wanted) {
        low = guess;
        while (low + reach < high && items[low + reach] < wanted) low += reach, reach *= 2;
        high = std::min(high, low + reach);
    } else {
        high = std::min(high, guess + 1);
        while (high > reach && items[high - reach] >= wanted) high -= reach, reach *= 2;
        low = high > reach ? high - reach : 0;
    }
    return std::lower_bound(items.data() + low, items.data() + high, wanted);
}

}  // namespace

Result<std::unique_ptr<Index>> Index::build(Table t, Model m, const Run& run, Memory& memory) {
    for (const auto& s : t.stores)
        if (s.guests.empty()) return invalid("the table keeps no room for questions");
    std::unique_ptr<Index> x(new Index(std::move(t), std::move(m)));
    Table& table = x->table_;
    size_t needed = table.rows * (x->model_.passes.size() * sizeof(Item) + table.stride + 1) + table.rows * sizeof(Item);
    TRY(memory.take(needed, "the index"));
    auto distinct = distinct_rows(table);
    x->scorer_ = std::make_unique<Scorer>(table, x->model_, distinct);
    discount_shared(table, x->model_, *x->scorer_);
    Keys keys(table);
    for (const auto& pass : x->model_.passes) keys.prepare(pass);
    x->blocks_.resize(x->model_.passes.size());
    run(x->blocks_.size(), [&](size_t p) {
        auto& items = x->blocks_[p].items;
        std::vector<Item> room;
        for (size_t r = 0; r < table.rows; ++r)
            if (uint32_t k = keys.key(x->model_.passes[p], table.row(r))) items.push_back(item_of(k, uint32_t(r)));
        sort_items(items, room);
        items.shrink_to_fit();
    });
    table.cells.reserve(table.cells.size() + table.cells.size() / room_for_more);
    table.ids.to_text();
    x->gone_.resize(table.rows);
    for (const auto& s : table.stores)
        for (const auto& v : s.values) x->unvowelled_ |= (v.flags & Value::unvowelled) != 0;
    return x;
}

size_t Index::bytes() const {
    size_t n = table_.bytes() + scorer_->bytes() + gone_.capacity();
    for (const auto& b : blocks_) n += b.items.capacity() * sizeof(Item) + b.added.size() * 64;
    return n;
}

// Values that are not in the table sit in the codes kept for guests, until the next question.
const uint32_t* Index::guest(const Person& p) {
    for (size_t k = 0; k < table_.width(); ++k) {
        auto& store = table_.stores[table_.attributes[k].store];
        auto kind = table_.attributes[k].kind;
        guest_[k] = 0;
        if (k >= p.size() || p[k].empty()) continue;
        auto text = normal(kind, std::string_view(p[k]).substr(0, cell_bytes_max), table_.latest);
        if (text.empty()) continue;
        guest_[k] = store.texts.find(text);
        if (guest_[k]) continue;
        auto code = uint32_t(k + 1);
        store.values[code] = family_of(kind) == Family::date ? date_value(text) : value_of(text, family_of(kind) == Family::words);
        if (is_name(kind) && unvowelled(p[k])) store.values[code].flags |= Value::unvowelled;
        store.guests[k] = std::move(text);
        guest_[k] = code;
    }
    return guest_.data();
}

bool Index::without_vowels(const uint32_t* row) const {
    for (size_t k = 0; k < table_.width(); ++k)
        if (row[k] && table_.store(k).values[row[k]].flags & Value::unvowelled) return true;
    return false;
}

uint32_t Index::key(const Pass& pass, const uint32_t* row) const {
    KeyOf h(pass);
    for (auto [a, part] : pass.parts)
        if (!h.add(part_hash(table_.store(a), family_of(table_.attributes[a].kind), part, row[a]))) return 0;
    return h.key();
}

void Index::gather(size_t pass, uint32_t key) {
    const auto& block = blocks_[pass];
    const Item *at = first_of(block.items, key), *end = block.items.data() + block.items.size();
    size_t taken = 0;
    for (; at != end && key_of(*at) == key; ++at) {
        if (++taken > block_rows_max) {
            ++left_out_;
            break;
        }
        near_.push_back(row_of(*at));
    }
    auto more = block.added.find(key);
    if (more == block.added.end()) return;
    size_t n = std::min(more->second.size(), block_rows_max);
    left_out_ += more->second.size() - n;
    near_.insert(near_.end(), more->second.end() - long(n), more->second.end());
}

std::vector<Candidate> Index::ask(const Person& p, double probability, size_t limit, const std::function<bool(uint32_t)>& may_know) {
    const uint32_t* row = guest(p);
    near_.clear();
    bool guest_too = without_vowels(row);
    for (size_t b = 0; b < blocks_.size(); ++b) {
        bool of_bones = std::any_of(model_.passes[b].parts.begin(), model_.passes[b].parts.end(), [](auto& x) { return x.second == bones; });
        if (of_bones && !guest_too && !unvowelled_) continue;
        size_t before = near_.size();
        if (uint32_t k = key(model_.passes[b], row)) gather(b, k);
        // By consonants alone only where one of the two has no vowels: nobody is found for the sake of a third.
        if (of_bones && !guest_too) near_.erase(std::remove_if(near_.begin() + long(before), near_.end(), [&](uint32_t r) { return !without_vowels(table_.row(r)); }), near_.end());
    }
    std::sort(near_.begin(), near_.end());
    near_.erase(std::unique(near_.begin(), near_.end()), near_.end());
    float from = Scorer::bits_of(probability);
    scorer_->exact_from(from);
    std::vector<Candidate> out;
    for (size_t i = 0; i < near_.size(); ++i) {
        constexpr size_t ahead = 8;
        if (i + ahead < near_.size()) __builtin_prefetch(table_.row(near_[i + ahead]));
        const uint32_t* theirs = table_.row(near_[i]);
        if (gone_[near_[i]] || !scorer_->promising(row, theirs)) continue;
        if (may_know && !may_know(near_[i])) continue;
        float bits = scorer_->full(row, theirs);
        if (bits >= from) out.push_back({near_[i], bits});
    }
    scorer_->exact_from(-1e9f);
    std::sort(out.begin(), out.end(), [](const Candidate& x, const Candidate& y) { return x.bits != y.bits ? x.bits > y.bits : x.row < y.row; });
    if (out.size() > limit) out.resize(limit);
    return out;
}

std::vector<Step> Index::explain(const Person& p, uint32_t row) { return scorer_->steps(guest(p), table_.row(row)); }
float Index::score(const Person& p, uint32_t row) { return scorer_->full(guest(p), table_.row(row)); }

Result<uint32_t> Index::add(std::string_view id, const Person& p) {
    if (id.empty()) return invalid("has no id");
    if (table_.rows == rows_max) return fail(Fault::limit, "more than " + std::to_string(rows_max) + " rows");
    auto row = uint32_t(table_.rows);
    table_.cells.resize(table_.cells.size() + table_.stride);
    uint32_t* cells = table_.row(row);
    for (size_t k = 0; k < table_.width(); ++k) {
        auto kind = table_.attributes[k].kind;
        bool known = k < p.size() && !p[k].empty();
        cells[k] = 0;
        if (!known) continue;
        auto typed = std::string_view(p[k]).substr(0, cell_bytes_max);
        cells[k] = table_.stores[table_.attributes[k].store].intern(normal(kind, typed, table_.latest), family_of(kind), is_name(kind) && unvowelled(typed));
    }
    unvowelled_ |= without_vowels(cells);
    scorer_->grow();
    for (size_t b = 0; b < blocks_.size(); ++b)
        if (uint32_t k = key(model_.passes[b], cells)) blocks_[b].added[k].push_back(row);
    table_.ids.add(id);
    gone_.push_back(0);
    ++table_.rows;
    return row;
}

void Index::remove(uint32_t row) {
    if (row < gone_.size()) gone_[row] = 1;
}

}  // namespace soria::matching
