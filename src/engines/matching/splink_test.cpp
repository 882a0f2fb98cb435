#include "engines/matching/splink.hpp"

#include "engines/matching/rules.hpp"
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
    auto text = splink_text(m.model, false);
    auto asks = splink_asks(json::parse(text).value());
    REQUIRE(asks);
    CHECK(asks->verbatim.empty());                     // ours: the columns as we read them
    Memory memory;
    auto back = model_from_splink(text, json::parse(text).value(), *t, run_here, memory);
    REQUIRE_MESSAGE(back, (back ? "" : back.error().text()));
    CHECK(back->rules->rules.size() == m.model.passes.size());
    CHECK(splink_text(*back, false) == text);
    MatchOptions o;
    o.model = *back;
    auto again = match(*t, o, run_here, memory, {});
    REQUIRE(again);
    CHECK(against_ids(*t, *again).f1() > 0.9);         // names that changed places are not the same to SQL
}

namespace {

constexpr std::string_view rows = "unique_id,first_name,surname,dob,email\n"
                                  "1,Anna,Berg,1980-01-02,anna@a.no\n"
                                  "2,Ana,Berg,1980-01-20,anna@b.no\n"
                                  "3,Bo,Lie,1990-05-05,\n"
                                  "4,Anna,Dahl,1980-01-02,x@c.no\n"
                                  "5,Dahl,Anna,1971-07-09,y@d.no\n";

// Settings of one comparison with one level between null and ELSE, and one rule.
std::string settings(const std::string& near, const std::string& rule, const std::string& more = "", const std::string& dialect = "duckdb") {
    auto escaped = [](std::string s) {
        for (size_t i = 0; (i = s.find_first_of("\"\\", i)) != std::string::npos; i += 2) s.insert(i, "\\");
        return s;
    };
    return R"({"linker_uid": "x1", "sql_dialect": ")" + dialect + R"(", "probability_two_random_records_match": 0.125, "comparisons": [{"output_column_name": "n", "comparison_levels": [
        {"sql_condition": "\"first_name_l\" IS NULL OR \"first_name_r\" IS NULL", "is_null_level": true},
        {"sql_condition": ")" + escaped(near) + R"(", "label_for_charts": "near", "m_probability": 0.5, "u_probability": 0.0625)" + more + R"(},
        {"sql_condition": "ELSE", "m_probability": 0.25, "u_probability": 0.5}]}],
        "blocking_rules_to_generate_predictions": [{"blocking_rule": ")" + escaped(rule) + "\"}]}";
}
struct Read {
    Table table;
    std::optional<Model> model;
    Error error;
};
Read read(const std::string& text) {
    auto v = json::parse(text);
    REQUIRE_MESSAGE(v, (v ? "" : v.error().text()));
    LoadOptions o;
    Read out;
    auto asks = splink_asks(*v);
    if (!asks) {
        out.error = asks.error();
        return out;
    }
    o.verbatim = asks->verbatim;
    auto t = table_of(rows, o);
    REQUIRE(t);
    out.table = std::move(*t);
    Memory memory;
    auto m = model_from_splink(text, *v, out.table, run_here, memory);
    if (m) out.model = *m;
    else out.error = m.error();
    return out;
}
// Whether the level between holds of two rows, by their ids less one.
bool near(const std::string& condition, size_t a, size_t b, const std::string& dialect = "duckdb") {
    auto r = read(settings(condition, "l.dob = r.dob", "", dialect));
    REQUIRE_MESSAGE(r.model, r.error.text());
    Scorer s(r.table, *r.model, distinct_rows(r.table));
    double bits = double(s.full(r.table.row(a), r.table.row(b)) - s.prior_bits());
    REQUIRE((bits == 3 || bits == -1));
    return bits == 3;
}
std::vector<std::string> pairs(const std::string& rule) {
    auto r = read(settings("first_name_l = 'nobody' AND surname_l = email_l", rule));
    REQUIRE_MESSAGE(r.model, r.error.text());
    MatchOptions o;
    o.model = *r.model;
    o.keep_pairs = true;
    o.pairs_from = 0.0001;
    Memory memory;
    auto m = match(r.table, o, run_here, memory, {});
    REQUIRE(m);
    std::vector<std::string> out;
    for (const auto& p : m->pairs) out.push_back(r.table.ids.text(p.a) + "-" + r.table.ids.text(p.b));
    return out;
}
std::string refused(const std::string& near, const std::string& rule = "l.dob = r.dob") {
    auto r = read(settings(near, rule));
    REQUIRE(!r.model);
    return r.error.text();
}
using Pairs = std::vector<std::string>;

}  // namespace

TEST_CASE("the levels that Splink's comparisons write hold where they hold there") {
    CHECK(near("\"first_name_l\" = \"first_name_r\"", 0, 3));
    CHECK(!near("\"first_name_l\" = \"first_name_r\"", 0, 1));
    CHECK(near("jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.933", 0, 1));     // 0.9333
    CHECK(!near("jaro_winkler_similarity(\"first_name_l\", \"first_name_r\") >= 0.934", 0, 1));
    CHECK(near("jaro_similarity(\"first_name_l\", \"first_name_r\") >= 0.91", 0, 1));              // 0.9167
    CHECK(near("levenshtein(CAST(\"dob_l\" AS TEXT), CAST(\"dob_r\" AS TEXT)) <= 2", 0, 1));
    CHECK(!near("levenshtein(CAST(\"dob_l\" AS TEXT), CAST(\"dob_r\" AS TEXT)) <= 1", 0, 1));
    CHECK(near("damerau_levenshtein(\"dob_l\", \"dob_r\") <= 1", 0, 1));                           // 02 and 20
    CHECK(near("jaccard(\"first_name_l\", \"first_name_r\") >= 1", 0, 1));                         // the same letters
    CHECK(near("NULLIF(regexp_extract(\"email_l\", '^[^@]+', 0), '') = NULLIF(regexp_extract(\"email_r\", '^[^@]+', 0), '')", 0, 1));
    CHECK(!near("NULLIF(regexp_extract(\"email_l\", '^[0-9]+', 0), '') = NULLIF(regexp_extract(\"email_r\", '^[0-9]+', 0), '')", 0, 1));
    CHECK(near("ABS(EPOCH(try_strptime(\"dob_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"dob_r\", '%Y-%m-%d'))) <= 2629800.0", 0, 1));
    CHECK(!near("ABS(EPOCH(try_strptime(\"dob_l\", '%Y-%m-%d')) - EPOCH(try_strptime(\"dob_r\", '%Y-%m-%d'))) <= 2629800.0", 0, 2));
    CHECK(near("\"first_name_l\" = \"surname_r\" AND \"first_name_r\" = \"surname_l\"", 3, 4));
    CHECK(near("array_length(list_intersect(['a', first_name_l], ['b', first_name_r])) >= 1", 0, 3));
    CHECK(!near("array_length(list_intersect(['a', first_name_l], ['b', first_name_r])) >= 1", 0, 1));
    CHECK(near("list_min(list_transform(flatten(list_transform([first_name_l, surname_l], x -> list_transform([surname_r], y -> [x, y]))), "
               "pair -> levenshtein(pair[1], pair[2]))) <= 0", 0, 1));
    CHECK(near("(SUBSTR(first_name_l, 1, 1) = SUBSTR(first_name_r, 1, 1)) AND NOT (surname_l <> surname_r OR email_l IS NULL)", 0, 1));
    CHECK(!near("NOT (surname_l = surname_r)", 0, 1));
    CHECK(near("CASE WHEN length(first_name_l) > 3 THEN first_name_r ELSE surname_r END = 'Ana'", 0, 1));
    CHECK(near("size(array_intersect(array(`surname_l`), array(`surname_r`))) >= 1", 0, 1, "spark"));
    CHECK(near("array_min(transform(array(first_name_l), x -> levenshtein(x, array(first_name_r)[0]))) <= 1", 0, 1, "spark"));
    CHECK(near("abs(unix_timestamp(to_timestamp(dob_l, 'yyyy-MM-dd')) - unix_timestamp(to_timestamp(dob_r, 'yyyy-MM-dd'))) <= 1555200", 0, 1, "spark"));
    CHECK(near("jaro_winkler(first_name_l, first_name_r) >= 0.92", 0, 1, "spark"));
}

TEST_CASE("what is not known is neither so nor not so") {
    CHECK(!near("email_l = email_r", 1, 2));
    CHECK(!near("NOT (email_l = email_r)", 1, 2));
    CHECK(near("email_l = email_r OR surname_l = 'Berg'", 1, 2));
    CHECK(!near("coalesce(email_r, 'none') <> 'none'", 1, 2));
    auto r = read(settings("email_l = email_r", "l.dob = r.dob"));
    REQUIRE(r.model);
    auto& c = r.model->rules->comparisons[0];
    CHECK(c.levels[0].says_nothing);
}

TEST_CASE("rules in parentheses, with AND, OR and NOT, find what they say") {
    CHECK(pairs("(l.\"surname\" = r.\"surname\") AND (SUBSTR(l.dob, 1, 4) = SUBSTR(r.dob, 1, 4))") == Pairs{"1-2"});
    CHECK(pairs("(l.dob = r.dob) OR (l.surname = r.surname)") == Pairs{"1-2", "1-4"});
    CHECK(pairs("(l.dob = r.dob OR l.surname = r.surname) AND NOT (l.first_name = r.first_name)") == Pairs{"1-2"});
    CHECK(pairs("l.dob = r.dob AND l.dob = r.dob") == Pairs{"1-4"});
    CHECK(pairs("l.surname = r.first_name") == Pairs{"4-5"});
    CHECK(pairs("l.first_name = r.surname") == Pairs{"1-5", "4-5"});
    CHECK(pairs("substr(l.dob, 1, 4) = substr(r.dob, 1, 4) AND levenshtein(l.dob, r.dob) <= 1") == Pairs{"1-4"});
    CHECK(pairs("l.email = r.email").empty());
}

TEST_CASE("rows that are the same in everything are joined where a rule finds them, and not else") {
    auto joined = [](const std::string& people, const std::string& rule) {
        LoadOptions o;
        auto v = json::parse(settings("first_name_l = first_name_r", rule)).value();
        o.verbatim = splink_asks(v)->verbatim;
        auto t = table_of("unique_id,first_name,surname,dob,email\n" + people, o);
        REQUIRE(t);
        Memory memory;
        auto m = model_from_splink(settings("first_name_l = first_name_r", rule), v, *t, run_here, memory);
        REQUIRE(m);
        MatchOptions with;
        with.model = *m;
        with.keep_pairs = true;
        auto done = match(*t, with, run_here, memory, {});
        REQUIRE(done);
        std::string out = std::to_string(done->persons) + ":";
        for (const auto& p : done->pairs) out += " " + t->ids.text(p.a) + "-" + t->ids.text(p.b);
        return out;
    };
    std::string known = "1,Anna,Berg,1980-01-02,\n2,Anna,Berg,1980-01-02,\n", no_day = "1,Anna,Berg,,\n2,Anna,Berg,,\n";
    CHECK(joined(known, "l.dob = r.dob") == "1: 1-2");
    CHECK(joined(no_day, "l.dob = r.dob") == "2:");                    // nothing is equal to what is not known
    CHECK(joined(known, "l.surname = r.first_name") == "2:");
    CHECK(joined(known, "l.surname = r.surname AND NOT (l.dob = r.dob)") == "2:");
    CHECK(joined(known + "3,Anna,Dahl,Berg,\n", "l.surname = r.dob") == "1: 1-3 2-3");   // each with a third
}

TEST_CASE("term frequencies adjust as Splink does") {
    auto weight = [](const std::string& more, size_t a, size_t b) {
        auto r = read(settings("first_name_l = first_name_r", "l.dob = r.dob", more));
        REQUIRE_MESSAGE(r.model, r.error.text());
        Scorer s(r.table, *r.model, distinct_rows(r.table));
        return double(s.full(r.table.row(a), r.table.row(b)) - s.prior_bits());
    };
    // Two of five are called Anna; u is 1/16.
    CHECK(weight(R"(, "tf_adjustment_column": "first_name")", 0, 3) == doctest::Approx(3 + std::log2(0.0625 / 0.4)));
    CHECK(weight(R"(, "tf_adjustment_column": "first_name", "tf_adjustment_weight": 0.5)", 0, 3) == doctest::Approx(3 + 0.5 * std::log2(0.0625 / 0.4)));
    CHECK(weight(R"(, "tf_adjustment_column": "first_name", "tf_minimum_u_value": 0.8)", 0, 3) == doctest::Approx(3 + std::log2(0.0625 / 0.8)));
    auto r = read(settings("levenshtein(first_name_l, first_name_r) <= 1", "l.dob = r.dob", R"(, "tf_adjustment_column": "first_name")"));
    CHECK(r.error.text().find("comparisons[0].comparison_levels[1]") != std::string::npos);
}

TEST_CASE("what is not understood is refused with its place") {
    CHECK(refused("distance_in_km(1, 2) < 3").find("comparisons[0].comparison_levels[1].sql_condition") != std::string::npos);
    CHECK(refused("distance_in_km(1, 2) < 3").find("distance_in_km is not known here, at character 1") != std::string::npos);
    CHECK(refused("first_name_l = nobody_r").find("there is no column 'nobody'") != std::string::npos);
    CHECK(refused("first_name = 'a'").find("of neither row") != std::string::npos);
    CHECK(refused("first_name_l = 'a").find("not closed") != std::string::npos);
    CHECK(refused("(first_name_l = 'a'").find("')' is missing") != std::string::npos);
    CHECK(refused("first_name_l ~ 'a'").find("at character 14") != std::string::npos);
    CHECK(refused("regexp_extract(first_name_l, '(') = 'a'").find("is not a pattern") != std::string::npos);
    CHECK(refused("try_strptime(dob_l, '%d %b') IS NULL").find("format") != std::string::npos);
    CHECK(refused(std::string(500, '(') + "1" + std::string(500, ')')).find("nested too deeply") != std::string::npos);
    CHECK(refused("true", "l.dob > r.dob").find("blocking_rules_to_generate_predictions[0]") != std::string::npos);
    CHECK(refused("true", "l.dob = r.dob OR l.surname < r.surname").find("all pairs") != std::string::npos);
    auto untrained = settings("true", "l.dob = r.dob");
    untrained.replace(untrained.find("\"m_probability\""), 15, "\"something_else\"");
    CHECK(read(untrained).error.text().find("comparisons[0].comparison_levels[1]: is not trained") != std::string::npos);
    auto no_else = settings("true", "l.dob = r.dob");
    no_else.replace(no_else.find("\"ELSE\""), 6, "\"true\"");
    CHECK(read(no_else).error.text().find("needs ELSE") != std::string::npos);
}

TEST_CASE("settings are written back letter for letter, and a shared number joins nobody by them either") {
    auto text = settings("first_name_l = first_name_r", "l.dob = r.dob", R"(, "fix_m_probability": false, "of_somebody_else": {"x": [1.50, 1e-6]})");
    auto r = read(text);
    REQUIRE(r.model);
    CHECK(splink_text(*r.model, false) == text);
    CHECK(model_text(*r.model) == text);

    std::string many = "unique_id,given_name,phone\n";
    for (const char* name : {"Anna", "Berit", "Chidi", "Dunya", "Elena", "Fatou", "Grace", "Hana", "Irina", "Joy"}) many += std::string(name) + "," + name + ",+47 911 22 333\n";
    std::string phone = R"({"probability_two_random_records_match": 0.1, "comparisons": [
        {"output_column_name": "name", "comparison_levels": [{"sql_condition": "given_name_l = given_name_r", "m_probability": 0.9, "u_probability": 0.01},
            {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.99}]},
        {"output_column_name": "phone", "comparison_levels": [{"sql_condition": "phone_l = phone_r", "m_probability": 0.9, "u_probability": 0.00001},
            {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.99}]}],
        "blocking_rules_to_generate_predictions": ["l.phone = r.phone"]})";
    auto v = json::parse(phone);
    REQUIRE(v);
    auto asks = splink_asks(*v);
    REQUIRE(asks);
    LoadOptions o;
    o.verbatim = asks->verbatim;
    auto t = table_of(many, o);
    REQUIRE(t);
    Memory memory;
    auto m = model_from_splink(phone, *v, *t, run_here, memory);
    REQUIRE(m);
    MatchOptions with;
    with.model = *m;
    auto done = match(*t, with, run_here, memory, {});
    REQUIRE(done);
    CHECK(done->persons == 10);
    CHECK(done->shared.size() == 1);
    CHECK(done->looked_at == 45);
}

TEST_CASE("whatever stands as a condition is refused or gives an answer, and says the same of a copy of itself") {
    auto t = table_of(rows, {"unique_id", {}, latest_unless_told, {"first_name", "dob", "email"}, false});
    REQUIRE(t);
    sql::Columns columns = [&](std::string_view name) {
        for (size_t k = 0; k < t->width(); ++k)
            if (t->attributes[k].name == name) return int(k);
        return -1;
    };
    static constexpr const char* words[] = {"(", ")", "[", "]", ",", "=", "<=", "<>", "||", "+", "-", "*", "/", "::", "->", "AND", "OR", "NOT", "IS", "NULL", "BETWEEN", "IN", "CASE", "WHEN", "THEN",
                                            "ELSE", "END", "x", "l.dob", "r.dob", "first_name_l", "email_r", "'a'", "''", "'1990-01-01'", "1", "0", "-2.5", "text", "date", "CAST(", "AS", "substr(",
                                            "levenshtein(", "list_transform(", "[first_name_l, 'a']", "flatten(", "list_max(", "epoch(", "regexp_extract(", "nullif(", "least(", "round("};
    uint64_t state = 7;
    auto below = [&](size_t n) { return size_t((state = mix(state + 1, 0x9E37)) >> 11) % n; };
    size_t understood = 0;
    for (int round = 0; round < 60'000; ++round) {
        std::string text;
        for (size_t n = 1 + below(9); n-- > 0;) text += std::string(words[below(std::size(words))]) + " ";
        auto node = sql::parse(text, below(2) ? "duckdb" : "spark", columns, "here");
        if (!node) {
            CHECK(node.error().where == "here");
            continue;
        }
        ++understood;
        sql::Memo memo;
        auto marked = *node;
        memo.mark(marked);
        Memory memory;
        REQUIRE(memo.prepare(*t, run_here, memory));
        for (size_t a = 0; a < t->rows; ++a) {
            const uint32_t *l = t->row(a), *r = t->row((a + 1) % t->rows);
            sql::Frame plain{*t, nullptr, l, r, {}, {}}, quick{*t, &memo, l, r, {}, {}};
            auto x = sql::eval(*node, plain), y = sql::eval(marked, quick);
            CHECK_MESSAGE((x.kind == y.kind && x.n == y.n && x.s == y.s && x.items.size() == y.items.size()), text);
        }
    }
    CHECK(understood > 1000);
}
