#include "engines/matching/distances.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace soria::matching;

// Winkler's own examples (1990, 1994), and others that are often printed, to three decimals.
TEST_CASE("Jaro and Jaro-Winkler as published") {
    struct Example { const char *a, *b; double jaro, winkler; };
    for (auto [a, b, j, w] : {Example{"MARTHA", "MARHTA", 0.944, 0.961}, {"DIXON", "DICKSONX", 0.767, 0.813}, {"DWAYNE", "DUANE", 0.822, 0.840},
                              {"JONES", "JOHNSON", 0.790, 0.832}, {"JELLYFISH", "SMELLYFISH", 0.896, 0.896}, {"CRATE", "TRACE", 0.733, 0.733}}) {
        CHECK_MESSAGE(jaro_similarity(a, b) == doctest::Approx(j).epsilon(0.0008), a);
        CHECK_MESSAGE(jaro_winkler_similarity(a, b) == doctest::Approx(w).epsilon(0.0008), a);
        CHECK(jaro_winkler_similarity(b, a) == jaro_winkler_similarity(a, b));
    }
    CHECK(jaro_similarity("", "") == 1);
    CHECK(jaro_similarity("a", "") == 0);
    CHECK(jaro_winkler_similarity("abcdefgh", "abzzzzzz") == jaro_similarity("abcdefgh", "abzzzzzz"));     // at most 0.7: nothing is added
}

TEST_CASE("distances count whole characters") {
    CHECK(levenshtein("kitten", "sitting") == 3);
    CHECK(levenshtein("saturday", "sunday") == 3);
    CHECK(levenshtein("Ольга", "Олга") == 1);
    CHECK(levenshtein("ab", "ba") == 2);
    CHECK(damerau_levenshtein("ab", "ba") == 1);
    CHECK(damerau_levenshtein("ca", "abc") == 2);      // 3 where a swapped pair may not be parted
    CHECK(damerau_levenshtein("søren", "sørne") == 1);
    CHECK(hamming_distance("karolin", "kathrin") == 3);
    CHECK(hamming_distance("a", "ab") == -1);
    CHECK(jaccard_similarity("night", "nacht") == doctest::Approx(3.0 / 7));
    CHECK(jaccard_similarity("", "a") == -1);
    std::string a(10'000, 'a'), b(10'000, 'b');
    CHECK(damerau_levenshtein(a, b) == 1000);
}

TEST_CASE("parts of a text by characters") {
    CHECK(characters("hello", 1, 3) == "hel");
    CHECK(characters("hello", 2, 100) == "ello");
    CHECK(characters("hello", -3, 2) == "ll");
    CHECK(characters("hello", 0, 3) == "he");
    CHECK(characters("hello", 9, 3).empty());
    CHECK(characters("Åse Ø", 1, 1) == "Å");
    CHECK(characters_in("Åse Ø") == 5);
}
