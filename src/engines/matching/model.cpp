#include "engines/matching/model.hpp"

#include <algorithm>
#include <cmath>

namespace soria::matching {
namespace {

namespace bj = json::bj;

// How many different values one may expect; only a beginning, of the weight of a few pairs.
double one_in(Kind k) {
    switch (k) {
    case Kind::sex: return 2;
    case Kind::country: return 20;
    case Kind::language: return 15;
    case Kind::given: return 200;
    case Kind::surname: return 1000;
    case Kind::date: return 10'000;
    case Kind::email: case Kind::phone: case Kind::document: return 1'000'000;
    case Kind::postcode: case Kind::address: return 2000;
    default: return 100;
    }
}

bj::array numbers(const std::array<double, levels_count>& a) {
    bj::array out;
    for (double x : a) out.push_back(x);
    return out;
}
Result<double> number(const bj::object& o, std::string_view key, const std::string& path, double least, double most) {
    const auto* v = o.if_contains(key);
    if (!v || !v->is_number()) return invalid("must be a number", path + std::string(key));
    double x = v->to_number<double>();
    if (!(x >= least && x <= most)) return invalid("is out of range", path + std::string(key));
    return x;
}
Result<std::array<double, levels_count>> levels(const bj::object& o, std::string_view key, const std::string& path) {
    const auto* v = o.if_contains(key);
    if (!v || !v->is_array() || v->get_array().size() != levels_count)
        return invalid("must be a list of " + std::to_string(levels_count) + " numbers", path + std::string(key));
    std::array<double, levels_count> out{};
    for (size_t i = 0; i < levels_count; ++i) {
        const auto& x = v->get_array()[i];
        if (!x.is_number()) return invalid("must be a number", path + std::string(key));
        out[i] = x.to_number<double>();
        if (!(out[i] >= 0 && out[i] <= 1)) return invalid("is not between 0 and 1", path + std::string(key));
    }
    return out;
}

Result<Learnt> attribute_from(const bj::value& v, const std::string& path) {
    if (!v.is_object()) return invalid("must be an object", path);
    const auto& o = v.get_object();
    Learnt l;
    const auto *name = o.if_contains("column"), *kind = o.if_contains("kind");
    if (!name || !name->is_string() || !kind || !kind->is_string()) return invalid("needs column and kind", path);
    l.name = std::string(name->get_string());
    l.kind = kind_named(std::string_view(kind->get_string()));
    if (l.kind == Kind::ignored) return invalid("is not a kind of column", path + "kind");
    l.m = TRY(levels(o, "m", path));
    l.u = TRY(levels(o, "u", path));
    l.known = TRY(number(o, "known", path, 0, 1));
    return l;
}

Result<Pass> pass_from(const bj::value& v, size_t attributes, const std::string& path) {
    Pass p;
    const auto* parts = v.is_object() ? v.get_object().if_contains("parts") : nullptr;
    if (!parts || !parts->is_array()) return invalid("needs parts", path);
    for (const auto& x : parts->get_array()) {
        bool pair = x.is_array() && x.get_array().size() == 2 && x.get_array()[0].is_int64() && x.get_array()[1].is_int64();
        if (!pair) return invalid("must be pairs of attribute and part", path + "parts");
        int64_t a = x.get_array()[0].get_int64(), part = x.get_array()[1].get_int64();
        if (a < 0 || size_t(a) >= attributes || part < 0 || part > 15) return invalid("is out of range", path + "parts");
        p.parts.emplace_back(uint8_t(a), uint8_t(part));
    }
    if (p.parts.empty()) return invalid("needs parts", path);
    p.expected_pairs = TRY(number(v.get_object(), "expected_pairs", path, 0, 1e18));
    p.recall = TRY(number(v.get_object(), "recall", path, 0, 1));
    if (const auto* any = v.get_object().if_contains("in_any_order")) {
        if (!any->is_bool()) return invalid("must be true or false", path + "in_any_order");
        p.in_any_order = any->get_bool();
    }
    return p;
}

}  // namespace

Learnt first_guess(const Attribute& a) {
    Learnt l{a.name, a.kind, {}, {}, 1};
    double u = 1 / one_in(a.kind);
    bool plain = family_of(a.kind) == Family::plain, date = family_of(a.kind) == Family::date;
    l.m[exact] = plain ? 0.97 : 0.8;
    l.u[exact] = u;
    double rest = 1 - l.m[exact];
    if (plain) l.m[other] = rest;
    else if (date)
        for (auto [v, part, chance] : {std::tuple{2, .06, .5e-4}, {3, .3, 5e-4}, {4, .15, 2e-4}, {5, .12, 5e-3}, {6, .05, 2e-3}, {7, .04, 2e-3}, {8, .08, .02}, {13, .2, .97}})
            l.m[size_t(v)] = rest * part, l.u[size_t(v)] = chance;
    else
        for (auto [v, part, chance] : {std::tuple{2, .1, .02}, {3, .15, .1}, {4, .08, .3}, {5, .06, .1}, {6, .05, .3}, {7, .05, .5}, {8, .06, 1.}, {9, .05, .3}, {10, .05, 1.},
                                       {11, .05, 3.}, {13, .3, 0.}})
            l.m[size_t(v)] = rest * part, l.u[size_t(v)] = std::min(0.05, chance * u);
    // Half of one person's names in two scripts, when one of the two has no vowels; such pairs are few, so this counts beside the others.
    if (level_used(family_of(a.kind), consonants)) l.m[consonants] = 1e-4, l.u[consonants] = 2e-4 * u;
    double sum = 0;
    for (size_t v = 1; v < other; ++v) sum += l.u[v];
    l.u[other] = 1 - sum;
    return l;
}

bj::object to_json(const Model& m) {
    bj::array attributes, passes;
    for (const auto& l : m.attributes) {
        bj::array names;
        for (size_t v = 0; v < levels_count; ++v) names.push_back(bj::string(level_name(family_of(l.kind), uint8_t(v))));
        attributes.push_back(bj::object{{"column", l.name}, {"kind", bj::string(name_of(l.kind))}, {"known", l.known}, {"levels", names}, {"m", numbers(l.m)}, {"u", numbers(l.u)}});
    }
    for (const auto& p : m.passes) {
        bj::array parts;
        for (auto [a, part] : p.parts) parts.push_back(bj::array{int64_t(a), int64_t(part)});
        bj::object pass{{"parts", parts}, {"expected_pairs", p.expected_pairs}, {"recall", p.recall}};
        if (p.in_any_order) pass["in_any_order"] = true;
        passes.push_back(std::move(pass));
    }
    return {{"format", "soria-matching-2"}, {"rows", m.rows}, {"prior", m.prior}, {"matches_per_row", m.matches_per_row}, {"names_swapped", m.swapped}, {"one_person_apart", m.apart},
            {"threshold", m.threshold}, {"attributes", attributes}, {"passes", passes}, {"recall", m.recall}};
}

Result<Model> model_from_json(const bj::value& v) {
    if (!v.is_object()) return invalid("a model is a JSON object");
    const auto& o = v.get_object();
    const auto* format = o.if_contains("format");
    if (!format || !format->is_string() || format->get_string() != "soria-matching-2") return invalid("must be soria-matching-2: train anew", "format");
    Model m;
    m.prior = TRY(number(o, "prior", "", 0, 1));
    m.matches_per_row = TRY(number(o, "matches_per_row", "", 0, 1e9));
    m.swapped = TRY(number(o, "names_swapped", "", 0, 1));
    if (o.contains("one_person_apart")) m.apart = TRY(number(o, "one_person_apart", "", 0, 1));
    m.threshold = TRY(number(o, "threshold", "", 0, 1));
    m.recall = TRY(number(o, "recall", "", 0, 1));
    double rows = TRY(number(o, "rows", "", 0, 1e12));
    m.rows = uint64_t(rows);
    const auto *attributes = o.if_contains("attributes"), *passes = o.if_contains("passes");
    if (!attributes || !attributes->is_array() || attributes->get_array().empty() || attributes->get_array().size() > attributes_max)
        return invalid("must be a list of 1 to " + std::to_string(attributes_max), "attributes");
    for (const auto& a : attributes->get_array()) {
        auto l = TRY(attribute_from(a, "attributes[" + std::to_string(m.attributes.size()) + "]."));
        m.attributes.push_back(std::move(l));
    }
    if (!passes || !passes->is_array() || passes->get_array().size() > 64) return invalid("must be a list", "passes");
    for (const auto& p : passes->get_array()) {
        auto pass = TRY(pass_from(p, m.attributes.size(), "passes[" + std::to_string(m.passes.size()) + "]."));
        m.passes.push_back(std::move(pass));
    }
    return m;
}

Result<Model> fitted(const Model& m, const Table& t) {
    if (m.rules) return m;
    Model out = m;
    out.attributes.clear();
    constexpr size_t nowhere = ~size_t{0};
    std::vector<size_t> place(m.attributes.size(), nowhere);
    for (const auto& a : t.attributes) {
        auto named = [&](const std::string& name) { return std::find_if(m.attributes.begin(), m.attributes.end(), [&](const Learnt& x) { return x.name == name; }); };
        auto l = named(a.name);
        if (l == m.attributes.end() && !a.with.empty()) l = named(a.with);   // it was learnt from the other of two files
        if (l == m.attributes.end()) return invalid("the model does not know this column; train anew or leave it out", a.name);
        if (l->kind != a.kind)
            return invalid("is " + std::string(name_of(a.kind)) + " here and " + std::string(name_of(l->kind)) + " in the model", a.name);
        place[size_t(l - m.attributes.begin())] = out.attributes.size();
        out.attributes.push_back(*l);
    }
    // A column in which there is nothing to compare is not known of anybody.
    for (size_t i = 0; i < m.attributes.size(); ++i) {
        auto there = [&](const std::string& p) { return p.rfind(m.attributes[i].name + ": ", 0) == 0; };
        if (place[i] == nowhere && std::none_of(t.passed_over.begin(), t.passed_over.end(), there)) return invalid("the model's column is missing in the file", m.attributes[i].name);
    }
    std::erase_if(out.passes, [&](const Pass& p) { return std::any_of(p.parts.begin(), p.parts.end(), [&](auto& x) { return place[x.first] == nowhere; }); });
    for (auto& p : out.passes)
        for (auto& part : p.parts) part.first = uint8_t(place[part.first]);
    return out;
}

}  // namespace soria::matching
