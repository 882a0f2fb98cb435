#pragma once
// Splink's settings as JSON, so that who outgrows one machine runs the same trained model on Spark, Athena or PostgreSQL, and who
// comes from there brings it along. Splink compares with SQL: what SQL cannot say (how a name sounds) goes to the nearest level.
#include "engines/matching/model.hpp"

namespace soria::matching {

// For Splink 4 on DuckDB. The columns must hold what Soria compares: folded, lower case, dates as YYYY-MM-DD.
json::bj::object to_splink(const Model&, bool link);

inline bool is_splink(const json::bj::value& v) { return v.is_object() && v.get_object().contains("comparisons"); }
// The kinds are those of the table. A comparison or rule that is not understood is an error that names it.
Result<Model> model_from_splink(const json::bj::value&, const Table&);

}  // namespace soria::matching
