#include "engines/matching/splink.hpp"

#include <algorithm>
#include <cmath>

#include "engines/matching/rules.hpp"

namespace soria::matching {
namespace {

namespace bj = json::bj;

constexpr size_t comparisons_max = 64, levels_max = 64, rules_max = 64, joins_max = 32;
constexpr double not_observed = 1e-6;      // what Splink takes where it says so

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}
std::string item(const std::string& list, size_t i) { return list + "[" + std::to_string(i) + "]"; }
std::string_view text_at(const bj::object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v && v->is_string() ? std::string_view(v->get_string()) : std::string_view();
}
bool flag_at(const bj::object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v && v->is_bool() && v->get_bool();
}
Result<double> number_at(const bj::object& o, std::string_view key, double least, double most, const std::string& path, std::optional<double> unless = {}) {
    const auto* v = o.if_contains(key);
    if (unless && (!v || v->is_null())) return *unless;
    if (!v || !v->is_number()) return invalid("must be a number", path + std::string(key));
    double x = v->to_number<double>();
    if (!(x >= least && x <= most)) return invalid("is not between " + std::to_string(int(least)) + " and " + std::to_string(int(most)), path + std::string(key));
    return x;
}
Result<const bj::array*> list_at(const bj::object& o, std::string_view key, size_t most, const std::string& path) {
    const auto* v = o.if_contains(key);
    if (!v || !v->is_array() || v->get_array().empty()) return invalid("must be a list of at least one", path + std::string(key));
    if (v->get_array().size() > most) return invalid("has more than " + std::to_string(most), path + std::string(key));
    return &v->get_array();
}

Result<double> probability(const bj::object& level, const char* key, const std::string& path) {
    if (text_at(level, key).starts_with("level not observed")) return not_observed;
    if (!level.contains(key)) return invalid("is not trained: there is no " + std::string(key), path);
    return number_at(level, key, 0, 1, path + ".");
}

// The level that holds when the column is the same in both, and nothing else is asked.
bool is_exact_of(const Rules::Level& l, int column) {
    const auto& n = l.condition;
    bool plain = !l.otherwise && n.op == sql::Op::equal && n.args[0].op == sql::Op::column && n.args[1].op == sql::Op::column;
    return plain && n.args[0].column == column && n.args[1].column == column && n.args[0].right != n.args[1].right;
}

struct Reader {
    const bj::object& o;
    const sql::Columns& columns;
    std::string dialect;

    std::string dialect_of(const bj::object& in) const {
        auto own = text_at(in, "sql_dialect");
        return own.empty() ? dialect : lower(own);
    }

    Result<Rules::Level> level(const bj::value& v, const std::string& path) const {
        Rules::Level l;
        if (!v.is_object()) return invalid("must be an object", path);
        const auto& in = v.get_object();
        auto text = text_at(in, "sql_condition");
        if (text.empty()) return invalid("needs sql_condition", path);
        l.label = std::string(text_at(in, "label_for_charts"));
        if (l.label.empty()) l.label = std::string(text.substr(0, 120));
        l.says_nothing = flag_at(in, "is_null_level");
        l.otherwise = lower(text) == "else";
        if (!l.otherwise) l.condition = TRY(sql::parse(text, dialect, columns, path + ".sql_condition"));
        if (l.says_nothing) return l;
        constexpr double least = 1e-10, most_bits = 100;   // as Splink bounds them
        double m = TRY(probability(in, "m_probability", path));
        double u = TRY(probability(in, "u_probability", path));
        l.bits = std::clamp(std::log2(std::max(m, least) / std::max(u, least)), -most_bits, most_bits);
        l.exact_u_bits = std::log2(std::max(u, least));
        auto tf = text_at(in, "tf_adjustment_column");
        if (tf.empty() || l.otherwise) return l;
        l.frequency_weight = TRY(number_at(in, "tf_adjustment_weight", 0, 1000, path + ".", 1.0));
        l.frequency_min = TRY(number_at(in, "tf_minimum_u_value", 0, 1, path + ".", 0.0));
        std::string name(tf);
        if (name.size() > 2 && (name.front() == '"' || name.front() == '`') && name.back() == name.front()) name = name.substr(1, name.size() - 2);
        l.frequency_of = columns(name);
        if (l.frequency_of < 0) return invalid("there is no column '" + name.substr(0, 60) + "'", path + ".tf_adjustment_column");
        return l;
    }

    Result<Rules::Comparison> comparison(const bj::value& v, const std::string& path) const {
        Rules::Comparison c;
        if (!v.is_object()) return invalid("must be an object", path);
        c.name = std::string(text_at(v.get_object(), "output_column_name"));
        const auto* list = TRY(list_at(v.get_object(), "comparison_levels", levels_max, path + "."));
        auto at = path + ".comparison_levels";
        for (size_t i = 0; i < list->size(); ++i) {
            auto l = TRY(level((*list)[i], item(at, i)));
            if (!c.levels.empty() && c.levels.back().otherwise) return invalid("stands behind ELSE", item(at, i));
            c.levels.push_back(std::move(l));
        }
        if (!c.levels.back().otherwise) return invalid("needs ELSE as its last level", at);
        for (size_t i = 0; i < c.levels.size(); ++i) {
            auto& l = c.levels[i];
            auto a = sql::asked(l.condition);
            c.columns |= a.l | a.r;
            if (l.frequency_of < 0 || flag_at((*list)[i].get_object(), "disable_tf_exact_match_detection")) continue;
            auto same = std::find_if(c.levels.begin(), c.levels.end(), [&](auto& x) { return is_exact_of(x, l.frequency_of); });
            if (same == c.levels.end()) return invalid("is adjusted by frequency, and no level asks that this column is the same", item(at, i));
            l.exact_u_bits = same->exact_u_bits;
        }
        if (c.name.empty()) c.name = "comparison " + std::to_string(size_t(&v - &o.at("comparisons").get_array()[0]) + 1);
        return c;
    }

    // The ways in which it may hold: each a list of conditions that hold together.
    static Result<std::vector<std::vector<sql::Node>>> ways(const sql::Node& n, const std::string& path) {
        std::vector<std::vector<sql::Node>> out;
        if (n.op != sql::Op::either && n.op != sql::Op::both) {
            out.push_back({n});
            return out;
        }
        if (n.op == sql::Op::both) out.emplace_back();
        for (const auto& a : n.args) {
            auto more = TRY(ways(a, path));
            if (n.op == sql::Op::either) {
                out.insert(out.end(), more.begin(), more.end());
            } else {
                std::vector<std::vector<sql::Node>> crossed;
                for (const auto& x : out)
                    for (const auto& y : more) {
                        crossed.push_back(x);
                        crossed.back().insert(crossed.back().end(), y.begin(), y.end());
                    }
                out = std::move(crossed);
            }
            if (out.size() > joins_max) return invalid("has more than " + std::to_string(joins_max) + " ways to hold", path);
        }
        return out;
    }

    Result<Rules::Rule> rule(const bj::value& v, const std::string& path) const {
        Rules::Rule out;
        const auto* in = v.if_object();
        if (v.is_string()) out.text = std::string(v.get_string());
        else if (in) out.text = std::string(text_at(*in, "blocking_rule"));
        if (out.text.empty()) return invalid("needs blocking_rule", path);
        bool explodes = in && in->contains("arrays_to_explode") && !in->at("arrays_to_explode").is_null();
        if (explodes) return invalid("rules over the items of lists are not known here", path + ".arrays_to_explode");
        auto n = TRY(sql::parse(out.text, in ? dialect_of(*in) : dialect, columns, path));
        auto all = TRY(ways(n, path));
        for (auto& way : all) {
            Rules::Join j;
            j.turned = true;
            for (auto& part : way) {
                bool equal = part.op == sql::Op::equal;
                auto a = equal ? sql::asked(part.args[0]) : sql::Asked{}, b = equal ? sql::asked(part.args[1]) : sql::Asked{};
                bool straight = a.l && !a.r && b.r && !b.l, turned = a.r && !a.l && b.l && !b.r;
                if (!straight && !turned) {
                    j.rest.push_back(std::move(part));
                    continue;
                }
                j.left.push_back(part.args[turned ? 1 : 0]);
                j.right.push_back(part.args[turned ? 0 : 1]);
                j.turned &= sql::written(j.left.back()) == sql::written(j.right.back(), sql::Sides::exchanged);
            }
            if (j.left.empty()) return invalid("every way to hold needs something of l that equals something of r, or all pairs would be looked at", path);
            out.joins.push_back(std::move(j));
        }
        return out;
    }

    Result<Rules> all() const {
        Rules r;
        const auto* comparisons = TRY(list_at(o, "comparisons", comparisons_max, ""));
        for (size_t i = 0; i < comparisons->size(); ++i) {
            auto c = TRY(comparison((*comparisons)[i], item("comparisons", i)));
            r.comparisons.push_back(std::move(c));
        }
        const auto* rules = TRY(list_at(o, "blocking_rules_to_generate_predictions", rules_max, ""));
        for (size_t i = 0; i < rules->size(); ++i) {
            auto x = TRY(rule((*rules)[i], item("blocking_rules_to_generate_predictions", i)));
            r.rules.push_back(std::move(x));
        }
        return r;
    }
};

Result<Rules> read(const bj::value& v, const sql::Columns& columns) {
    const auto& o = v.get_object();
    auto dialect = lower(text_at(o, "sql_dialect"));
    return Reader{o, columns, dialect.empty() ? "duckdb" : dialect}.all();
}

}  // namespace

Result<SplinkAsks> splink_asks(const bj::value& v) {
    SplinkAsks out;
    out.id = std::string(text_at(v.get_object(), "unique_id_column_name"));
    auto place = [&](std::string_view name) {
        auto same = [&](const std::string& x) { return lower(x) == lower(name); };
        if (std::none_of(out.verbatim.begin(), out.verbatim.end(), same)) out.verbatim.emplace_back(name);
        return 0;                                      // bound anew when the table is there
    };
    TRY(read(v, place));
    if (text_at(v.get_object(), "linker_uid") == "soria") out.verbatim.clear();
    size_t many = out.verbatim.size();
    if (many > attributes_max) return invalid("ask " + std::to_string(many) + " columns; at most " + std::to_string(attributes_max) + " are held", "the settings");
    return out;
}

Result<Model> model_from_splink(std::string_view text, const bj::value& v, const Table& t, const Run& run, Memory& memory) {
    Model m;
    m.prior = TRY(number_at(v.get_object(), "probability_two_random_records_match", 0, 1, ""));
    if (m.prior == 0 || m.prior == 1) return invalid("is not between 0 and 1", "probability_two_random_records_match");
    auto place = [&](std::string_view name) {
        for (size_t k = 0; k < t.width(); ++k)
            if (lower(t.attributes[k].name) == lower(name)) return int(k);
        return -1;
    };
    auto all = TRY(read(v, place));
    auto rules = std::make_shared<Rules>(std::move(all));
    rules->document = std::string(text);
    TRY(rules->prepare(t, run, memory));
    m.rules = std::move(rules);
    m.rows = t.rows;
    m.matches_per_row = m.prior * double(t.rows);
    for (const auto& a : t.attributes) m.attributes.push_back(first_guess(a));
    return m;
}

std::string model_text(const Model& m) { return m.rules ? m.rules->document : json::write_pretty(to_json(m)); }
std::string splink_text(const Model& m, bool link, std::string_view id) { return m.rules ? m.rules->document : json::write_pretty(to_splink(m, link, id)); }

}  // namespace soria::matching
