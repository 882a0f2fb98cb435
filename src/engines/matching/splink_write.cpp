#include "engines/matching/splink.hpp"

#include <algorithm>

#include "engines/matching/blocks.hpp"

namespace soria::matching {
namespace {

namespace bj = json::bj;

std::string quoted(const std::string& column, char side) { return "\"" + column + "_" + side + "\""; }

// What a level is in SQL; empty for what SQL cannot say.
std::string condition(Family f, uint8_t level, const std::string& column) {
    std::string l = quoted(column, 'l'), r = quoted(column, 'r');
    if (level == unknown) return l + " IS NULL OR " + r + " IS NULL";
    if (level == exact) return l + " = " + r;
    if (level == other) return "ELSE";
    std::string edits = "damerau_levenshtein(" + l + ", " + r + ")", shorter = "least(length(" + l + "), length(" + r + "))";
    if (f == Family::words) switch (level) {
        case edit_long: return edits + " <= 1 AND " + shorter + " >= 8";
        case edit_middle: return edits + " <= 1 AND " + shorter + " BETWEEN 5 AND 7";
        case edit_short: return edits + " <= 1 AND " + shorter + " BETWEEN 2 AND 4";
        case initial: return shorter + " = 1 AND substr(" + l + ", 1, 1) = substr(" + r + ", 1, 1)";
        case part: return shorter + " >= 3 AND (starts_with(" + l + ", " + r + ") OR starts_with(" + r + ", " + l + "))";
        case edits_long: return edits + " <= 2 AND " + shorter + " >= 8";
        case edits_middle: return edits + " <= 2 AND " + shorter + " BETWEEN 5 AND 7";
        case close: return "jaro_winkler_similarity(" + l + ", " + r + ") >= 0.88";
        default: return {};
    }
    auto piece = [&](const std::string& x, int from, int count) { return "substr(" + x + ", " + std::to_string(from) + ", " + std::to_string(count) + ")"; };
    auto same = [&](int from, int count) { return piece(l, from, count) + " = " + piece(r, from, count); };
    if (f == Family::date) switch (level) {
        case day_month_swapped: return same(1, 4) + " AND " + piece(l, 6, 2) + " = " + piece(r, 9, 2) + " AND " + piece(l, 9, 2) + " = " + piece(r, 6, 2);
        case day_unknown: return same(1, 4) + " AND (" + piece(l, 6, 5) + " = '01-01' OR " + piece(r, 6, 5) + " = '01-01')";
        case one_digit: return "hamming(" + l + ", " + r + ") = 1";
        case two_digits: return "hamming(" + l + ", " + r + ") = 2";
        case other_year: return same(6, 5);
        case same_month: return same(1, 7);
        case same_year: return same(1, 4);
        default: return {};
    }
    return {};
}

// The order in which the levels are asked; the first that holds is it.
constexpr uint8_t order_words[] = {exact, edit_long, edit_middle, edit_short, initial, part, edits_long, edits_middle, close, other};
constexpr uint8_t order_dates[] = {exact, day_month_swapped, day_unknown, one_digit, two_digits, other_year, same_month, same_year, other};
constexpr uint8_t order_plain[] = {exact, other};
std::span<const uint8_t> order_of(Family f) {
    if (f == Family::words) return order_words;
    if (f == Family::date) return order_dates;
    return order_plain;
}

std::string rule_part(const std::string& column, uint8_t what) {
    auto both = [&](const std::string& before, const std::string& after) { return before + "l.\"" + column + "\"" + after + " = " + before + "r.\"" + column + "\"" + after; };
    switch (what) {
    case whole: return both("", "");
    case first_letter: return both("substr(", ", 1, 1)");
    case ending: return both("right(", ", 3)");
    case year: return both("substr(", ", 1, 4)");
    case year_month: return both("substr(", ", 1, 7)");
    case month_day: return both("substr(", ", 6, 5)");
    case day_year: {
        auto side = [&](const std::string& x) { return "substr(" + x + ".\"" + column + "\", 1, 4) || substr(" + x + ".\"" + column + "\", 9, 2)"; };
        return side("l") + " = " + side("r");
    }
    default: return both("substr(", ", 1, 3)");            // what sounds the same mostly begins so
    }
}

}  // namespace

bj::object to_splink(const Model& m, bool link, std::string_view id) {
    bj::array comparisons, rules;
    for (const auto& l : m.attributes) {
        auto f = family_of(l.kind);
        std::array<double, levels_count> ms = l.m, us = l.u;
        for (uint8_t v : {sound_long, sound_short})
            if (f == Family::words) ms[close] += l.m[v], us[close] += l.u[v];
        bj::array levels{bj::object{{"sql_condition", condition(f, unknown, l.name)}, {"label_for_charts", "not known"}, {"is_null_level", true}}};
        for (uint8_t v : order_of(f)) {
            bj::object level{{"sql_condition", condition(f, v, l.name)}, {"label_for_charts", bj::string(level_words(f, v))}, {"m_probability", ms[v]}, {"u_probability", us[v]}};
            if (v == exact) level["tf_adjustment_column"] = l.name, level["tf_adjustment_weight"] = 1.0;
            levels.push_back(std::move(level));
        }
        comparisons.push_back(bj::object{{"output_column_name", l.name}, {"comparison_levels", levels}, {"comparison_description", bj::string(name_of(l.kind))}});
    }
    for (const auto& p : m.passes) {
        std::string rule;
        for (auto [a, what] : p.parts) rule += (rule.empty() ? "" : " AND ") + rule_part(m.attributes[a].name, what);
        if (p.in_any_order) {
            const auto &x = m.attributes[p.parts[0].first].name, &y = m.attributes[p.parts[1].first].name;
            rule = "l.\"" + x + "\" = r.\"" + y + "\" AND l.\"" + y + "\" = r.\"" + x + "\"";
        }
        rules.push_back(bj::object{{"blocking_rule", rule}, {"sql_dialect", "duckdb"}});
    }
    return {{"link_type", link ? "link_only" : "dedupe_only"}, {"probability_two_random_records_match", m.prior}, {"unique_id_column_name", id},
            {"source_dataset_column_name", "source_dataset"}, {"sql_dialect", "duckdb"}, {"retain_matching_columns", true}, {"retain_intermediate_calculation_columns", false},
            {"additional_columns_to_retain", bj::array{}}, {"em_convergence", 0.0001}, {"max_iterations", 25}, {"bayes_factor_column_prefix", "bf_"},
            {"term_frequency_adjustment_column_prefix", "tf_"}, {"comparison_vector_value_column_prefix", "gamma_"}, {"linker_uid", "soria"},
            {"comparisons", comparisons}, {"blocking_rules_to_generate_predictions", rules}};
}

}  // namespace soria::matching
