#include "engines/matching/levels.hpp"

#include <algorithm>
#include <cstdlib>

#include "engines/matching/fold.hpp"

namespace soria::matching {
namespace {

constexpr double close_enough = 0.88;                 // Jaro-Winkler, as Splink's and others' middle level

struct Words { std::string_view name, plain; };
constexpr Words words_levels[levels_count] = {
    {"unknown", "not known in one of the two"}, {"exact", "the same"}, {"one_edit_long", "one letter differs, long"},
    {"one_edit_middle", "one letter differs"}, {"one_edit_short", "one letter differs, short"}, {"sound_long", "sounds the same, long"},
    {"sound_short", "sounds the same"}, {"part", "a part of it is the same"}, {"initial", "the initial is the same"},
    {"two_edits_long", "two letters differ, long"}, {"two_edits_middle", "two letters differ"}, {"close", "similar"},
    {"consonants", "the same consonants, written without vowels"}, {"other", "different"}};
constexpr Words date_levels[levels_count] = {
    {"unknown", "not known in one of the two"}, {"exact", "the same"}, {"day_month_swapped", "day and month change places"},
    {"one_digit", "one digit differs"}, {"day_unknown", "the same as far as it is known (1 January may stand for an unknown day)"},
    {"two_digits", "two digits differ"}, {"other_year", "the same day and month, another year"}, {"same_month", "the same month and year"},
    {"same_year", "the same year"}, {"", ""}, {"", ""}, {"", ""}, {"", ""}, {"other", "different"}};
constexpr Words plain_levels[levels_count] = {{"unknown", "not known in one of the two"}, {"exact", "the same"}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {},
                                              {"other", "different"}};

const Words& words_of(Family f, uint8_t level) { return (f == Family::words ? words_levels : f == Family::date ? date_levels : plain_levels)[level]; }

// One word of the longer is the shorter, or begins with it: "anna maria" and "anna", "robert" and "rob", "grace.kelly@a" and "grace.kelly@b".
bool has_part(std::string_view a, std::string_view b, uint8_t flags) {
    if (a.size() > b.size()) std::swap(a, b);
    if (a.size() >= 3 && a[1] == b[1] && a[2] == b[2] && b.substr(0, a.size()) == a) return true;
    if (flags & Value::mail) {
        auto at = a.find('@');
        return at != std::string_view::npos && at >= 3 && b.substr(0, at + 1) == a.substr(0, at + 1);
    }
    if (!(flags & Value::words)) return false;
    for (size_t i = 0; i <= a.size();) {
        size_t end = std::min(a.find(' ', i), a.size());
        auto word = a.substr(i, end - i);
        i = end + 1;
        if (word.size() < 3) continue;
        for (size_t k = 0; k <= b.size();) {
            size_t stop = std::min(b.find(' ', k), b.size());
            if (b.substr(k, stop - k) == word) return true;
            k = stop + 1;
        }
    }
    return false;
}

}  // namespace

std::string_view level_words(Family f, uint8_t level) { return words_of(f, level).plain; }
std::string_view level_name(Family f, uint8_t level) { return words_of(f, level).name; }
bool level_used(Family f, uint8_t level) { return !words_of(f, level).name.empty(); }

uint8_t words_level(const Store& s, uint32_t code_a, uint32_t code_b) {
    const Value &a = s.values[code_a], &b = s.values[code_b];
    int shorter = std::min(a.size, b.size);
    bool one_first = a.first == b.first;
    if (shorter <= 1) return one_first ? initial : other;
    bool near = few_bits(a.mask ^ b.mask), sounds = a.sound && a.sound == b.sound;
    bool maybe_part = one_first || ((a.flags | b.flags) & Value::words);
    bool maybe_close = near || jaro_winkler_at_most(a.size, a.mask, b.size, b.mask, one_first ? 4 : 0) >= close_enough;
    bool unvowelled = (a.flags | b.flags) & Value::unvowelled;
    if (!near && !sounds && !maybe_part && !maybe_close && !unvowelled) return other;      // most pairs end here: no text was read
    auto ta = s.text(code_a), tb = s.text(code_b);
    uint8_t best = other;
    if (near) {
        int e = edits(ta, tb);
        if (e == 1) return shorter <= 4 ? edit_short : shorter <= 7 ? edit_middle : edit_long;
        if (e == 2 && shorter >= 5) best = shorter <= 7 ? edits_middle : edits_long;
    }
    if (sounds) return a.sound_size >= 5 ? sound_long : sound_short;
    if (maybe_part && has_part(ta, tb, a.flags | b.flags)) return part;
    if (unvowelled) {
        auto mine = skeleton(ta);
        if (!mine.empty() && mine == skeleton(tb)) return consonants;
    }
    if (best != other) return best;
    return maybe_close && jaro_winkler(ta, tb) >= close_enough ? close : other;
}

uint8_t dates_level(const Value& va, const Value& vb) {
    uint64_t a = va.mask, b = vb.mask;
    int ya = year_of(a), yb = year_of(b), ma = month_of(a), mb = month_of(b), da = day_of(a), db = day_of(b);
    if ((va.flags | vb.flags) & Value::partial) {
        if (ya != yb) return other;
        return ma == 0 || mb == 0 || ma == mb ? day_unknown : same_year;
    }
    if (ya == yb) {
        if (ma == db && mb == da) return day_month_swapped;
        if ((va.flags | vb.flags) & Value::new_year) return day_unknown;
    } else if (va.flags & vb.flags & Value::new_year) {
        return other;                      // two years, and of neither the day is known
    }
    int digits = 0;
    for (uint64_t x = (a ^ b) >> 32; x; x >>= 4) digits += (x & 15) != 0;
    if (digits == 1) return one_digit;
    if (digits == 2) return two_digits;
    if (ma == mb && da == db) return other_year;
    if (ya == yb) return ma == mb ? same_month : same_year;
    return other;
}

}  // namespace soria::matching
