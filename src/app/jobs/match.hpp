#pragma once
// Matching of people in files: reads and writes CSV and models, gives the engine its threads, and says how far it is.
#include <filesystem>
#include <iosfwd>

#include "base/json.hpp"
#include "engines/matching/match.hpp"

namespace soria::app {

struct MatchFiles {
    std::vector<std::filesystem::path> in;             // one to dedupe, two to link
    std::filesystem::path out, pairs, labels, model, model_out, splink_out;
    std::string id = "unique_id";
    std::vector<std::string> kinds;                    // column=kind
    std::string memory;                                // bytes, or like 180MiB
    int threads = 0;                                   // 0: as many as the machine has
    double pairs_from = 0.5, pairs_per_row = 40;
    bool one_to_one = false, quiet = false;
    std::string left, right;                           // explain: two ids
    size_t limit = 20;                                 // review: how many
};

Result<json::bj::object> match_dedupe(const MatchFiles&, std::ostream& progress);
Result<json::bj::object> match_link(const MatchFiles&, std::ostream& progress);
Result<json::bj::object> match_train(const MatchFiles&, std::ostream& progress);
Result<json::bj::object> match_score(const MatchFiles&, std::ostream& progress);
Result<json::bj::object> match_explain(const MatchFiles&, std::ostream& progress);
Result<json::bj::object> match_review(const MatchFiles&, std::ostream& progress);
Result<json::bj::object> match_evaluate(const MatchFiles&, std::ostream& progress);

// CLKs in files (engines/matching/blind): `encode` takes one file, `compare` two of what it wrote.
struct BlindFiles {
    std::vector<std::filesystem::path> in;
    std::filesystem::path out, schema, secret;         // a clkhash schema, version 3; a file whose content is the secret
    std::string id = "unique_id";
    double threshold = 0.8;
    int threads = 0;
    bool balanced = false;
};
Result<json::bj::object> match_blind_encode(const BlindFiles&, std::ostream& progress);
Result<json::bj::object> match_blind_compare(const BlindFiles&, std::ostream& progress);

}  // namespace soria::app
