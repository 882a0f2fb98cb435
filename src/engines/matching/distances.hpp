#pragma once
// How alike two texts are by the measures that SQL databases offer under these names, in whole Unicode characters; of longer texts
// the first thousand count. What Soria itself compares with is in similar.hpp: faster, and exact only as far as it matters there.
#include <string_view>

namespace soria::matching {

// Insertions, deletions and substitutions.
int levenshtein(std::string_view a, std::string_view b);
// And swaps of neighbours, of letters that may have been parted by insertions (Damerau's, not the optimal string alignment).
int damerau_levenshtein(std::string_view a, std::string_view b);
// Jaro's similarity; Winkler's adds a tenth of what is missing for each of up to four letters in common at the beginning, above 0.7 only.
double jaro_similarity(std::string_view a, std::string_view b);
double jaro_winkler_similarity(std::string_view a, std::string_view b);
// Of the sets of characters; -1 when one of the two has none.
double jaccard_similarity(std::string_view a, std::string_view b);
// Places where they differ; -1 when they are not equally long.
int hamming_distance(std::string_view a, std::string_view b);

size_t characters_in(std::string_view utf8);
// Characters from `from` (1 is the first; negative counts from the end), at most `count`; as a part of the same bytes.
std::string_view characters(std::string_view utf8, long from, long count);

}  // namespace soria::matching
