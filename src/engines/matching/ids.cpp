#include <algorithm>
#include <numeric>

#include "engines/matching/table.hpp"

namespace soria::matching {
namespace {

// A number written in the only way it can be: no sign, no leading zero.
bool canonical(std::string_view s, uint32_t& n) {
    if (s.empty() || s.size() > 9 || (s[0] == '0' && s.size() > 1)) return false;
    n = 0;
    for (char c : s) {
        if (c < '0' || c > '9') return false;
        n = n * 10 + uint32_t(c - '0');
    }
    return true;
}

}  // namespace

void Ids::to_text() {
    if (!numeric_) return;
    std::vector<uint32_t> numbers;
    numbers.swap(numbers_);
    numeric_ = false;
    starts_.assign(1, 0);
    for (auto n : numbers) {
        arena_ += std::to_string(n);
        starts_.push_back(arena_.size());
    }
}

void Ids::add(std::string_view id) {
    uint32_t n = 0;
    if (numeric_ && !canonical(id, n)) to_text();
    if (numeric_) numbers_.push_back(n);
    else {
        arena_ += id;
        starts_.push_back(arena_.size());
    }
    ++size_;
}

std::string Ids::text(size_t row) const { return numeric_ ? std::to_string(numbers_[row]) : std::string(view(row)); }

Result<std::vector<uint32_t>> Ids::order(const std::vector<uint8_t>& source, Memory& memory) {
    TRY(memory.take(size_ * (numeric_ ? 12 : 24), "ordering the rows"));
    std::vector<uint32_t> place(size_);                // where each row goes
    auto twice = [&](size_t row) { return invalid("the id '" + text(row).substr(0, 60) + "' stands twice"); };
    if (numeric_) {
        std::vector<uint64_t> keys(size_);
        for (size_t r = 0; r < size_; ++r) keys[r] = uint64_t(numbers_[r]) << 32 | r;
        if (!std::is_sorted(keys.begin(), keys.end())) std::sort(keys.begin(), keys.end());
        auto source_of = [&](uint64_t k) { return source.empty() ? 0 : source[uint32_t(k)]; };
        auto less = [&](uint64_t a, uint64_t b) { return a >> 32 != b >> 32 ? a < b : source_of(a) < source_of(b); };
        if (!source.empty()) std::sort(keys.begin(), keys.end(), less);
        for (size_t i = 0; i < size_; ++i) {
            if (i && keys[i] >> 32 == keys[i - 1] >> 32 && source_of(keys[i]) == source_of(keys[i - 1])) return twice(uint32_t(keys[i]));
            place[uint32_t(keys[i])] = uint32_t(i);
        }
        for (size_t i = 0; i < size_; ++i) numbers_[i] = uint32_t(keys[i] >> 32);
    } else {
        std::vector<uint32_t> rows(size_);
        std::iota(rows.begin(), rows.end(), 0u);
        auto source_of = [&](uint32_t r) { return source.empty() ? 0 : source[r]; };
        std::sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) {
            int c = view(a).compare(view(b));
            return c != 0 ? c < 0 : source_of(a) < source_of(b);
        });
        std::string arena;
        arena.reserve(arena_.size());
        std::vector<uint64_t> starts{0};
        starts.reserve(size_ + 1);
        for (size_t i = 0; i < size_; ++i) {
            if (i && view(rows[i]) == view(rows[i - 1]) && source_of(rows[i]) == source_of(rows[i - 1])) return twice(rows[i]);
            place[rows[i]] = uint32_t(i);
            arena += view(rows[i]);
            starts.push_back(arena.size());
        }
        arena_.swap(arena);
        starts_.swap(starts);
    }
    memory.give_back(size_ * (numeric_ ? 8 : 20));
    return place;
}

}  // namespace soria::matching
