#include "engines/matching/splink.hpp"

#include "engines/matching/testing/people.hpp"

using namespace soria;
using namespace soria::matching;

namespace {
Agreed against_ids(const Table& t, const Matched& m) {
    std::vector<uint32_t> labels;
    for (size_t r = 0; r < t.rows; ++r) labels.push_back(uint32_t(std::stoul(t.ids.text(r))));
    return agreement(m.cluster, labels);
}
}  // namespace

TEST_CASE("a model goes to Splink's settings and comes back") {
    auto t = table_of(some_people(600, 12));
    REQUIRE(t);
    auto m = matched(*t);
    auto settings = to_splink(m.model, false);
    auto back = model_from_splink(json::parse(json::write(settings)).value(), *t);
    REQUIRE_MESSAGE(back, (back ? "" : back.error().text()));
    REQUIRE(back->passes.size() == m.model.passes.size());
    for (size_t k = 0; k < t->width(); ++k) CHECK(back->attributes[k].m[exact] == doctest::Approx(m.model.attributes[k].m[exact]));
    MatchOptions o;
    o.model = *back;
    Memory memory;
    auto again = match(*t, o, run_here, memory, {});
    REQUIRE(again);
    CHECK(against_ids(*t, *again).f1() > 0.95);
}

TEST_CASE("settings as Splink writes them are read, and what is not understood is named") {
    auto t = table_of("unique_id,first_name,dob\n1,anna,1980-01-02\n2,ana,1980-01-02\n3,bo,1990-05-05\n");
    REQUIRE(t);
    std::string level = R"({"sql_condition": "%", "label_for_charts": "x", "m_probability": 0.5, "u_probability": 0.01})";
    auto with = [&](const std::string& near, const std::string& rule) {
        auto levels = [&](const std::string& column, const std::string& condition) {
            auto put = [&](const std::string& sql) { std::string s = level; return s.replace(s.find('%'), 1, sql); };
            return R"({"output_column_name": ")" + column + R"(", "comparison_levels": [{"sql_condition": "x IS NULL", "is_null_level": true},)" +
                   put("\\\"" + column + "_l\\\" = \\\"" + column + "_r\\\"") + "," + put(condition) + "," + put("ELSE") + "]}";
        };
        std::string s = R"({"probability_two_random_records_match": 0.01, "comparisons": [)" + levels("first_name", near) + "," +
                        levels("dob", "damerau_levenshtein(\\\"dob_l\\\", \\\"dob_r\\\") <= 1") + R"(], "blocking_rules_to_generate_predictions": [{"blocking_rule": ")" + rule + "\"}]}";
        return model_from_splink(json::parse(s).value(), *t);
    };
    auto m = with("jaro_winkler_similarity(\\\"first_name_l\\\", \\\"first_name_r\\\") >= 0.88", "l.dob = r.dob");
    REQUIRE_MESSAGE(m, (m ? "" : m.error().text()));
    CHECK(m->passes[0].parts.size() == 1);
    CHECK(m->attributes[1].m[edit_short] > 0.01);
    CHECK(with("distance_in_km(1, 2) < 3", "l.dob = r.dob").error().because.find("not known here") != std::string::npos);
    CHECK(with("ELSE", "l.dob > r.dob").error().where == "blocking_rules_to_generate_predictions[0]");
}
