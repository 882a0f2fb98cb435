#pragma once
// Lists of presumed victims that overlap: how many persons stand on each combination of lists. A combination is a number whose
// bit i says "on list i"; nobody stands on combination 0, and how many would is the question.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.hpp"

namespace soria::prevalence {

inline constexpr int lists_max = 12;                      // 4,096 combinations
inline constexpr int64_t persons_max = 1'000'000'000;     // sums of this size are exact as double
inline constexpr size_t rows_max = 2'000'000;

using Mask = uint16_t;

struct Overlaps {
    std::vector<std::string> lists;
    std::vector<int64_t> count;      // by combination, 2^lists of them; count[0] is 0
    int64_t known = 0;               // persons on at least one list

    int width() const { return int(lists.size()); }
    int64_t on_list(int i) const;                    // persons on list i, whatever else
    int64_t on_all(Mask) const;                      // persons on all these lists, whatever else
    int64_t on_two_or_more() const;
};

// Fault::invalid with its reason when no estimate can be begun from it: one list, an empty list, no overlap at all.
Status fit_to_estimate(const Overlaps&);

Overlaps without_list(const Overlaps&, int list);         // those on that list alone are no longer known
Overlaps merged(const Overlaps&, int a, int b);           // the two as one list, named "A+B", at the place of the first
Result<Overlaps> from_counts(std::vector<std::string> lists, std::vector<int64_t> count);

// What a file holds beside the lists.
struct Columns {
    std::vector<std::string> lists;      // empty: every column but `count`, the strata and `referred`
    std::vector<std::string> strata;     // columns of text; each combination of their values is a stratum
    std::string referred;                // a column that names, with "+" or blanks between, the lists reached by a referral
    size_t strata_max = 200;
};

struct Stratum {
    std::string name;        // "sex=woman, age=child"
    Overlaps overlaps;
};

struct Input {
    Overlaps all;
    std::vector<Stratum> strata;       // in the order of their names; empty without strata
    Overlaps independent;              // without the captures that a referral made; empty lists when no column says so
    int64_t overlapping = 0;           // persons on two lists or more
    int64_t overlapping_by_referral = 0;   // of them, those who without referrals stand on one list only
    int64_t referred = 0;                  // persons with a capture that a referral made
};

// A table of overlaps (a column of 0 and 1 for each list and `count`), or, without `count`, a row for each person. Every fault
// says its line and column. Does not judge whether an estimate can be made: see fit_to_estimate.
Result<Input> read(std::string_view csv, const Columns& = {});

}  // namespace soria::prevalence
