#pragma once
// Figures that somebody published, and where they contradict each other: a total smaller than its parts, parts that elsewhere in
// the same file make up the total and here do not, the same figure with another value. What is approximate or held back ("<5",
// "approx 290") is a range, and contradicts only what no value of the range agrees with.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.hpp"

namespace soria::published {

inline constexpr size_t rows_max = 100'000;

struct Range {
    double low = 0, high = 0;
    bool about = false;                  // "approx 290": its bounds are ours, not the publisher's
    bool share = false;                  // "45%"
    double rounded = 0;                  // what rounding may hide on either side of it
    bool exact() const { return low == high; }
    bool meets(const Range& o) const { return low - rounded <= o.high + o.rounded && o.low - o.rounded <= high + rounded; }
};
// "349", "16,938", "<5", "approx 290", "just under 100", "at least 51", "100+", "14-18", "45%"; nothing for "not calculated".
std::optional<Range> read_value(std::string_view, bool decimal_comma = false);

// Years as a range, the end not included; in twelfths, so that a quarter is one too.
struct Period {
    int from = 0, until = 0;
    bool yearly = false;                 // "2014-2018 per year": what each of the years has
    bool operator==(const Period&) const = default;
};
std::optional<Period> read_period(std::string_view);

struct Row {
    size_t line = 0;
    std::string series, period, dimension, category, value, source, note;
    std::optional<Range> range;
    std::optional<Period> when;
    std::string part;                    // the category in one spelling: "children" for minors; empty for a total
    std::string whole;                   // what it is a part of, when that is not the total: "trafficking" of "of which aggravated"
    std::string family;                  // the series in one spelling, and the unit: only figures of one family are compared
    std::string time;                    // the period in one spelling
    std::string unit;                    // "rate per 100,000 population", "%"; empty for a count
    std::string edition;                 // "first publication", "TIP"; else empty
    std::string people;                  // of UNODC's tables: "sex female, age children"; empty for everybody
    bool of_unodc = false;
};

// CSV (with commas, semicolons or tabs) or JSON, in one of the three forms of docs/guide/plan.md; columns are known by their names.
Result<std::vector<Row>> read(std::string_view text);

struct Said { std::string figure, value, source; size_t line; };
struct Contradiction {
    std::string kind;                    // total-smaller-than-part, parts-do-not-sum, two-values, part-of-time-larger, year-out-of-bounds
    std::string about, computation;
    std::vector<Said> says;
};
struct Report {
    size_t rows = 0;
    std::vector<Contradiction> contradictions;
    std::vector<Contradiction> remainders;   // parts that leave some of the total unsaid: no contradiction
    std::vector<Said> unread;                // values that are no numbers
};
Report check(const std::vector<Row>&);

}  // namespace soria::published
