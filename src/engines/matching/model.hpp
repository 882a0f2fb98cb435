#pragma once
// The model of Fellegi and Sunter: for each attribute and level, how often it is seen in two rows of one person (m) and of two
// persons (u); and how many pairs of rows are of one person.
#include <array>
#include <memory>

#include "base/json.hpp"
#include "engines/matching/levels.hpp"

namespace soria::matching {

class Rules;

struct Learnt {                                        // of one attribute
    std::string name;
    Kind kind = Kind::ignored;
    std::array<double, levels_count> m{}, u{};         // by level; among pairs where both are known
    double known = 1;                                  // part of the rows that have a value
};

struct Pass {                                          // one way to find pairs: what must agree
    std::vector<std::pair<uint8_t, uint8_t>> parts;    // attribute, what of it (blocks.hpp)
    double expected_pairs = 0;
    double recall = 0;                                 // of all passes up to this one
    bool in_any_order = false;                         // two names: also the one's where the other has the other
};

struct Model {
    std::vector<Learnt> attributes;
    double swapped = 0.01;                             // given name and surname have changed places, in two rows of one person
    double apart = 1;                                  // of pairs of one day with another given name and another document, so many are one person
    double prior = 1e-6;                               // a pair of rows, taken blindly, is of one person
    double matches_per_row = 0.1;                      // other rows of the same person that a row has
    uint64_t rows = 0;                                 // that it was learnt from
    double threshold = 0.5;                            // probability from which two rows are taken as one person
    std::vector<Pass> passes;
    double recall = 0;                                 // of the passes together, estimated
    std::shared_ptr<const Rules> rules;                // of Splink's settings: then these find and weigh, bound to one table (rules.hpp)
};

// What the levels of an attribute are worth before anything was learnt; the data soon outweigh it.
Learnt first_guess(const Attribute&);

json::bj::object to_json(const Model&);
Result<Model> model_from_json(const json::bj::value&);
// The attributes of the model in the order of the table's; one that the table does not have is an error.
Result<Model> fitted(const Model&, const Table&);

}  // namespace soria::matching
