#pragma once
// Splink's settings at work: its rules find the pairs, its levels weigh them, in SQL's own words (sql.hpp), as Splink itself would. One thing is
// Soria's: a value that is a link between people (shared.hpp) never speaks for one person.
#include "engines/matching/find.hpp"
#include "engines/matching/sql.hpp"

namespace soria::matching {

class Rules {
public:
    struct Level {
        sql::Node condition;
        bool says_nothing = false, otherwise = false;  // a null level; ELSE
        double bits = 0;                               // log2(m / u)
        int frequency_of = -1;                         // the column whose values' frequencies adjust it
        double frequency_weight = 1, frequency_min = 0, exact_u_bits = 0;
        std::string label;
    };
    struct Comparison {
        std::string name;
        std::vector<Level> levels;                     // the first that holds is it; the last is ELSE
        uint32_t columns = 0;                          // that it asks; a bit for each
    };
    // What must be equal for a pair to be looked at, on either side, and what else must hold.
    struct Join {
        std::vector<sql::Node> left, right, rest;
        bool turned = false;                           // left and right ask the same of their rows
    };
    struct Rule {
        std::string text;
        std::vector<Join> joins;                       // one for each side of an OR
    };
    struct Step {
        std::string_view comparison, says;
        uint32_t columns = 0;
        double bits = 0, frequency = 0;                // the level's, and what the frequency adds
        bool linked = false;                           // weighs nothing: what agrees is a link between people
    };

    std::string document;                              // the settings, letter for letter
    std::vector<Comparison> comparisons;
    std::vector<Rule> rules;

    // Computes what hangs on one value alone.
    Status prepare(const Table&, const Run&, Memory&);
    // Without the prior; comparisons that ask one of the columns left out say nothing.
    double bits(const Table&, const Scorer::Links&, const uint32_t* a, const uint32_t* b, uint32_t left_out) const;
    std::vector<Step> steps(const Table&, const Scorer::Links&, const uint32_t* a, const uint32_t* b) const;
    // Whether one of the rules finds that pair.
    bool finds(const Table&, uint32_t row_a, uint32_t row_b) const;
    Result<Found> find(const Table&, Scorer&, const Distinct&, float from_bits, const Run&, Memory&, const Say&) const;

private:
    Step step(const Table&, const Scorer::Links&, const Comparison&, sql::Frame&) const;
    sql::Frame frame(const Table&, const uint32_t* a, const uint32_t* b) const;
    sql::Memo memo_;
    std::vector<double> known_;                        // by column: rows that have a value
};

}  // namespace soria::matching
