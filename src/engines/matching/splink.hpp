#pragma once
// Splink's settings as JSON, so that who outgrows one machine runs the same trained model on Spark, Athena or PostgreSQL, and who
// comes from there brings it along. Settings that are read find and weigh here as they do there (rules.hpp), and are written back letter for
// letter. What Soria learnt itself is written in SQL: what SQL cannot say (how a name sounds) goes to the nearest level.
#include "engines/matching/model.hpp"
#include "engines/matching/run.hpp"

namespace soria::matching {

// For Splink 4 on DuckDB. The columns must hold what Soria compares: folded, lower case, dates as YYYY-MM-DD.
json::bj::object to_splink(const Model&, bool link, std::string_view id);   // id: the column of the records' own

inline bool is_splink(const json::bj::value& v) { return v.is_object() && v.get_object().contains("comparisons"); }

// What a file must be read for, before it is: the columns that the settings ask, letter for letter as they stand in the file (none
// when Soria wrote the settings: then the file is read as ever), and the column of ids.
struct SplinkAsks {
    std::vector<std::string> verbatim;
    std::string id;
};
Result<SplinkAsks> splink_asks(const json::bj::value&);
// `text` is what `v` was parsed from. What is not understood is an error that says where it stands.
Result<Model> model_from_splink(std::string_view text, const json::bj::value& v, const Table&, const Run&, Memory&);
// A model as it is kept in a file: the settings it came from, or Soria's own.
std::string model_text(const Model&);
std::string splink_text(const Model&, bool link, std::string_view id = "unique_id");

}  // namespace soria::matching
