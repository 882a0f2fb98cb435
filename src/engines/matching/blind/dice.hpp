#pragma once
// CLKs compared by Dice, 2 |a and b| / (|a| + |b|): eight at a time, with the widest instructions that the machine has. The same
// answer with each.
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engines/matching/run.hpp"

namespace soria::matching::blind {

enum class Kernel : uint8_t { scalar, avx2, avx512 };
bool has(Kernel);
Kernel widest();

// Filters of one length, eight interleaved word by word.
class Filters {
public:
    explicit Filters(size_t bytes_each) : words_((bytes_each + 7) / 8), bytes_(bytes_each) {}
    void add(const uint8_t* clk);
    size_t size() const { return size_; }
    size_t bytes_each() const { return bytes_; }
    size_t words() const { return words_; }
    uint32_t count(size_t i) const { return counts_[i]; }
    const uint64_t* group(size_t g) const { return bits_.data() + g * words_ * 8; }
    const uint32_t* counts() const { return counts_.data(); }  // of whole groups: zero behind the last
    void row(size_t i, uint64_t* out) const;

private:
    size_t words_, bytes_, size_ = 0;
    std::vector<uint64_t> bits_;
    std::vector<uint32_t> counts_;
};

struct Likeness {
    uint32_t left, right;
    double dice;
};
// Every pair of at least that likeness, by left and right. Fault::limit beyond `pairs_max`.
Result<std::vector<Likeness>> compare(const Filters& left, const Filters& right, double threshold, Kernel, const Run&, size_t pairs_max);

}  // namespace soria::matching::blind
