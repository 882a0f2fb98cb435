#pragma once
// Distinct values of a column, each kept once and numbered from 1 in the order of arrival; 0 is "not known". Nothing that
// comes out of the program depends on that order.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engines/matching/similar.hpp"

namespace soria::matching {

class Dictionary {
public:
    Dictionary();
    uint32_t intern(std::string_view text) { return intern(text, hash_of(text)); }
    uint32_t intern(std::string_view text, uint64_t hash);
    void fetch(uint64_t hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
    uint32_t find(std::string_view text) const;        // 0 when it is not there
    std::string_view text(uint32_t code) const { return {arena_.data() + starts_[code - 1], starts_[code] - starts_[code - 1]}; }
    uint32_t size() const { return uint32_t(starts_.size() - 1); }
    size_t bytes() const { return arena_.capacity() + starts_.capacity() * 4 + slots_.capacity() * sizeof(Slot); }

private:
    void grow();
    struct Slot { uint32_t code = 0, tag = 0, start = 0, size = 0; };
    std::string arena_;
    std::vector<uint32_t> starts_;
    std::vector<Slot> slots_;
};

// What the comparison of two values needs, beside their text.
struct Value {
    uint64_t mask = 0;        // letters; of a date its packed year, month and day, and above them its eight digits
    uint32_t hash = 0;        // of the text: the same whatever the order of rows
    uint32_t sound = 0;       // of the sound key; 0 for none
    uint16_t size = 0;
    uint8_t first = 0;        // letter
    uint8_t flags = 0;
    uint8_t sound_size = 0;
    static constexpr uint8_t words = 1;                // has a blank
    static constexpr uint8_t new_year = 2;             // a date on 1 January: often "the day is not known"
    static constexpr uint8_t mail = 8;                 // has an @
    static constexpr uint8_t unvowelled = 16;          // somewhere written in a script without vowels
    static constexpr uint8_t partial = 4;              // a date without day, or without month and day
};

// Dates: year << 9 | month << 5 | day, parts that are not known are 0.
constexpr uint32_t date_of(int year, int month, int day) { return uint32_t(year << 9 | month << 5 | day); }
inline int year_of(uint64_t d) { return int(uint32_t(d) >> 9); }
inline int month_of(uint64_t d) { return int(d >> 5 & 15); }
inline int day_of(uint64_t d) { return int(d & 31); }
// 1971-06-24, 24.06.1971, 24/06/71, 19710624, 24061971, 1971-06, 06.1971, 1971, 24 June 1971, June 24, 1971, in digits of several
// scripts, with a time of day behind it or without. 0: not a date. `latest`: no year of two digits makes a later one.
inline constexpr uint32_t latest_unless_told = date_of(2026, 12, 31);
uint32_t parse_date(std::string_view, uint32_t latest = latest_unless_told);
std::string date_text(uint64_t packed);

Value value_of(std::string_view text, bool with_sound);
Value date_value(std::string_view text);

}  // namespace soria::matching
