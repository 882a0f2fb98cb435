#pragma once
// What the functions of SQL do, by the names that each database gives them.
#include "engines/matching/sql.hpp"

namespace soria::matching::sql {

enum class Fn : uint8_t { lower, upper, trim, length, substr, left, right, concat, starts_with, ends_with, contains, replace, split_part, extract, replace_all, matches,
    levenshtein, damerau, jaro, winkler, jaccard, hamming, coalesce, nullif, abs, greatest, least, round, floor, ceil, sqrt, power, sin, cos, asin, acos, radians, pi,
    intersect, count, transform, flatten, most, fewest, list, has, overlap, distinct, element, moment, epoch, day_difference, year, month, day };

inline constexpr double day_s = 86'400;

struct Function {
    std::string_view name;
    Fn fn;
    size_t least, most;                    // how many arguments
};
const Function* function_named(std::string_view lower_case);

Result<std::shared_ptr<const Regex>> compiled(const std::string& pattern, const std::string& path);
// Whether a format is one of dates that are read here: %Y-%m-%d, yyyy-MM-dd and the like.
bool format_known(std::string_view);

Value call(const Node&, Frame&);
Value moment_of(std::string_view text, std::string_view format);       // null where it does not fit
Value as_number(Value), as_moment(Value);
Value as_text(Value, Arena&), as_list(Value, Arena&);
int compare(Value, Value);                             // -1, 0, 1; 2 for unknown

}  // namespace soria::matching::sql
