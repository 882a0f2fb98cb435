#pragma once
// Which pairs are looked at: rows that agree on parts of two or three attributes. The passes are chosen under a budget of
// pairs, and what they miss is estimated and said.
#include "engines/matching/model.hpp"

namespace soria::matching {

// What of an attribute must agree.
enum Part : uint8_t { whole = 0, sound = 1, start = 2, first_letter = 3, year_month = 4, month_day = 5, day_year = 6, year = 7, ending = 8,
    bones = 9 };       // consonants of a name: only in a pass of its own, where somebody is written without vowels
inline constexpr size_t parts_count = 10;
std::string_view part_words(uint8_t part);
bool part_of(Kind, uint8_t part);                      // whether such a column has it

// A hash of that part; 0 when the value has none.
uint32_t part_hash(const Store&, Family, uint8_t part, uint32_t code);

// A row's key in a pass, made of its parts one after the other.
class KeyOf {
public:
    explicit KeyOf(const Pass& p) : in_any_order_(p.in_any_order) {}
    bool add(uint32_t part) {              // not, when the part is not known
        h_ = in_any_order_ ? h_ + mix(part, 8) : mix(h_, part);
        return part != 0;
    }
    uint32_t key() const { return uint32_t(h_ >> 32) | 1; }

private:
    uint64_t h_ = 1;
    bool in_any_order_;
};

// The parts' hashes of every value, made when they are first wanted: keys of rows are then a few look-ups.
class Keys {
public:
    explicit Keys(const Table& t) : t_(t), hashes_(t.width()) {}
    void prepare(const Pass&);
    // The key of a row in a pass that was prepared; 0 when a part is not known.
    uint32_t key(const Pass& pass, const uint32_t* row) const {
        KeyOf h(pass);
        for (auto [a, part] : pass.parts)
            if (!h.add(hashes_[a][part][row[a]])) return 0;
        return h.key();
    }
    bool agree(const Pass& pass, const uint32_t* a, const uint32_t* b) const {
        if (pass.in_any_order) return key(pass, a) && key(pass, a) == key(pass, b);
        for (auto [k, part] : pass.parts) {
            uint32_t p = hashes_[k][part][a[k]];
            if (!p || p != hashes_[k][part][b[k]]) return false;
        }
        return true;
    }
    size_t bytes() const;

private:
    const Table& t_;
    std::vector<std::array<std::vector<uint32_t>, parts_count>> hashes_;
};

// A key and its row: a number that sorts by key, then row.
using Item = uint64_t;
inline Item item_of(uint32_t key, uint32_t row) { return uint64_t(key) << 32 | row; }
inline uint32_t key_of(Item i) { return uint32_t(i >> 32); }
inline uint32_t row_of(Item i) { return uint32_t(i); }
void sort_items(std::vector<Item>& items, std::vector<Item>& room);    // by key, stable

// Rows of which each stands for all rows with the same cells: `copies` lists (row, row it is the same as).
struct Distinct {
    std::vector<uint32_t> rows;
    std::vector<std::pair<uint32_t, uint32_t>> copies;
};
Distinct distinct_rows(const Table&);

// One pair of a person's rows as the training saw it: the levels, and which parts agree.
struct Agreement {
    std::array<uint16_t, attributes_max> parts{};      // a bit for each part
    float bits = 0;                                    // of the score, without the frequencies of values
};
struct PassBudget {
    bool any_script = false;               // names without vowels may come later
    double pairs = 0;                                  // at most so many are looked at
    double rows = 0;
};
// Chooses passes for the agreements that can be decided; fills recall.
void choose_passes(const Table&, Model&, const std::vector<Agreement>& drawn, const PassBudget&);

}  // namespace soria::matching
