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

std::string lower(std::string_view s) {
    std::string out;
    for (char c : s)
        if (c != ' ' && c != '"') out += char(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return out;
}
bool has(const std::string& s, std::string_view what) { return s.find(what) != std::string::npos; }
double last_number(const std::string& s) {
    size_t end = s.size();
    while (end > 0 && !(s[end - 1] >= '0' && s[end - 1] <= '9')) --end;
    size_t begin = end;
    while (begin > 0 && ((s[begin - 1] >= '0' && s[begin - 1] <= '9') || s[begin - 1] == '.')) --begin;
    return std::atof(s.substr(begin, end - begin).c_str());
}

// Our levels that a condition of Splink's covers; those covered before are not counted again.
Result<std::vector<uint8_t>> covered(Family f, const std::string& sql, bool mine, const std::string& path) {
    auto s = lower(sql);
    auto pick = [&](std::initializer_list<int> list) { return std::vector<uint8_t>(list.begin(), list.end()); };
    // What this program wrote itself means one level each.
    for (uint8_t v : mine ? order_of(f) : std::span<const uint8_t>()) {
        auto own = lower(condition(f, v, "c"));
        auto column = s.find("_l");
        std::string name = column == std::string::npos ? "" : s.substr(0, column);
        name = name.substr(std::min(name.size(), name.find_last_of("(,=") == std::string::npos ? 0 : name.find_last_of("(,=") + 1));
        std::string here;
        for (size_t i = 0; i < s.size();) {
            if (!name.empty() && (s.compare(i, name.size() + 2, name + "_l") == 0 || s.compare(i, name.size() + 2, name + "_r") == 0)) here += "c", i += name.size();
            else here += s[i++];
        }
        if (here == own) return pick({v});
    }
    if (s == "else") return pick({other});
    if (has(s, "jaro")) return last_number(s) >= 0.9 ? pick({edit_long, edit_middle, sound_long, edits_long}) : pick({edit_long, edit_middle, edit_short, sound_long, edits_long, edits_middle, close, part});
    if (has(s, "levenshtein") && f == Family::date) return last_number(s) <= 1 ? pick({one_digit}) : pick({one_digit, two_digits, day_month_swapped});
    if (has(s, "levenshtein")) return last_number(s) <= 1 ? pick({edit_long, edit_middle, edit_short}) : pick({edit_long, edit_middle, edit_short, edits_long, edits_middle});
    if (f == Family::date && (has(s, "month") || has(s, "2629746") || has(s, "2629800"))) return pick({one_digit, two_digits, same_month, day_month_swapped});
    if (f == Family::date && (has(s, "year") || has(s, "epoch") || has(s, "abs("))) return pick({one_digit, two_digits, same_month, same_year, day_unknown});
    if (has(s, "substr") || has(s, "left(") || has(s, "regexp_extract") || has(s, "split_part") || has(s, "starts_with")) return pick({part, initial});
    if (has(s, "_l=") && !has(s, "(")) return pick({exact});
    return invalid("this comparison is not known here: " + sql.substr(0, 120), path);
}

Result<Learnt> learnt_from(const bj::object& comparison, const Attribute& a, const Table& t, bool mine, const std::string& path) {
    Learnt l{a.name, a.kind, {}, {}, 1};
    auto f = family_of(a.kind);
    std::array<bool, levels_count> done{};
    const auto* levels = comparison.if_contains("comparison_levels");
    if (!levels || !levels->is_array()) return invalid("needs comparison_levels", path);
    for (const auto& v : levels->get_array()) {
        const auto* o = v.if_object();
        const auto* sql = o ? o->if_contains("sql_condition") : nullptr;
        if (!sql || !sql->is_string()) return invalid("needs sql_condition", path);
        const auto* null_level = o->if_contains("is_null_level");
        if (null_level && null_level->is_bool() && null_level->get_bool()) continue;
        const auto *m = o->if_contains("m_probability"), *u = o->if_contains("u_probability");
        if (!m || !m->is_number() || !u || !u->is_number()) return invalid("is not trained: m_probability and u_probability are missing", path);
        auto list = TRY(covered(f, std::string(sql->get_string()), mine, path));
        std::erase_if(list, [&](uint8_t x) { return done[x] || !level_used(f, x); });
        for (uint8_t x : list) {
            done[x] = true;
            l.m[x] = m->to_number<double>() / double(list.size());
            l.u[x] = u->to_number<double>() / double(list.size());
            if (!(l.m[x] >= 0 && l.m[x] <= 1 && l.u[x] >= 0 && l.u[x] <= 1)) return invalid("a probability is not between 0 and 1", path);
        }
    }
    if (!done[exact] || !done[other]) return invalid("needs a level for the same value and one for ELSE", path);
    // What the settings do not tell apart is taken as different.
    for (uint8_t x = 2; x < other; ++x)
        if (!done[x] && level_used(f, x)) l.m[x] = l.m[other] * 1e-3, l.u[x] = l.u[other] * 1e-3;
    double known = 0;
    for (size_t k = 0; k < t.width(); ++k)
        if (t.attributes[k].name == a.name)
            for (size_t c = 1; c < t.counts[k].size(); ++c) known += t.counts[k][c];
    l.known = t.rows ? known / double(t.rows) : 0;
    return l;
}

Result<Pass> pass_from_rule(const std::string& rule, const Table& t, const std::string& path) {
    Pass pass;
    auto s = lower(rule);
    for (size_t at = 0; at < s.size();) {
        size_t end = std::min(s.find("andl.", at), std::min(s.find("andsubstr", at), std::min(s.find("andright", at), s.find("andleft", at))));
        auto term = s.substr(at, end == std::string::npos ? end : end - at);
        at = end == std::string::npos ? s.size() : end + 3;
        bool found = false;
        for (size_t k = 0; k < t.width() && !found; ++k)
            for (uint8_t what = 0; what < parts_count && !found; ++what) {
                if (what == sound || !part_of(t.attributes[k].kind, what) || lower(rule_part(t.attributes[k].name, what)) != term) continue;
                pass.parts.emplace_back(uint8_t(k), what);
                found = true;
            }
        if (!found) return invalid("this rule is not known here: " + rule.substr(0, 120), path);
    }
    if (pass.parts.empty()) return invalid("an empty rule", path);
    return pass;
}

}  // namespace

bj::object to_splink(const Model& m, bool link) {
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
        rules.push_back(bj::object{{"blocking_rule", rule}, {"sql_dialect", "duckdb"}});
    }
    return {{"link_type", link ? "link_only" : "dedupe_only"}, {"probability_two_random_records_match", m.prior}, {"unique_id_column_name", "unique_id"},
            {"source_dataset_column_name", "source_dataset"}, {"sql_dialect", "duckdb"}, {"retain_matching_columns", true}, {"retain_intermediate_calculation_columns", false},
            {"additional_columns_to_retain", bj::array{}}, {"em_convergence", 0.0001}, {"max_iterations", 25}, {"bayes_factor_column_prefix", "bf_"},
            {"term_frequency_adjustment_column_prefix", "tf_"}, {"comparison_vector_value_column_prefix", "gamma_"}, {"linker_uid", "soria"},
            {"comparisons", comparisons}, {"blocking_rules_to_generate_predictions", rules}};
}

Result<Model> model_from_splink(const bj::value& v, const Table& t) {
    const auto& o = v.get_object();
    Model m;
    const auto *prior = o.if_contains("probability_two_random_records_match"), *comparisons = o.if_contains("comparisons"),
               *rules = o.if_contains("blocking_rules_to_generate_predictions");
    if (!prior || !prior->is_number()) return invalid("must be a number", "probability_two_random_records_match");
    m.prior = prior->to_number<double>();
    if (!(m.prior > 0 && m.prior < 1)) return invalid("is not between 0 and 1", "probability_two_random_records_match");
    m.rows = t.rows;
    m.matches_per_row = m.prior * double(t.rows);
    const auto* writer = o.if_contains("linker_uid");
    bool mine = writer && writer->is_string() && writer->get_string() == "soria";
    if (!comparisons->is_array()) return invalid("must be a list", "comparisons");
    for (const auto& a : t.attributes) {
        const bj::object* found = nullptr;
        size_t at = 0;
        for (const auto& c : comparisons->get_array()) {
            const auto* name = c.is_object() ? c.get_object().if_contains("output_column_name") : nullptr;
            if (name && name->is_string() && name->get_string() == a.name) found = &c.get_object();
            at += found == nullptr;
        }
        if (!found) return invalid("the settings do not compare this column; leave it out with --kind " + a.name + "=ignored", a.name);
        auto l = TRY(learnt_from(*found, a, t, mine, "comparisons[" + std::to_string(at) + "]"));
        m.attributes.push_back(std::move(l));
    }
    if (!rules || !rules->is_array() || rules->get_array().empty()) return invalid("needs at least one rule", "blocking_rules_to_generate_predictions");
    for (const auto& r : rules->get_array()) {
        const auto* text = r.is_string() ? &r : r.is_object() ? r.get_object().if_contains("blocking_rule") : nullptr;
        if (!text || !text->is_string()) return invalid("needs blocking_rule", "blocking_rules_to_generate_predictions");
        auto p = TRY(pass_from_rule(std::string(text->get_string()), t, "blocking_rules_to_generate_predictions[" + std::to_string(m.passes.size()) + "]"));
        m.passes.push_back(std::move(p));
    }
    return m;
}

}  // namespace soria::matching
