#include "engines/matching/sql_functions.hpp"

#include <unicode/locid.h>
#include <unicode/regex.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engines/matching/distances.hpp"

namespace soria::matching::sql {

struct Regex { std::unique_ptr<icu::RegexPattern> pattern; };

namespace {

constexpr size_t any_many = 64;
constexpr Function functions[] = {
    {"lower", Fn::lower, 1, 1}, {"lcase", Fn::lower, 1, 1}, {"upper", Fn::upper, 1, 1}, {"ucase", Fn::upper, 1, 1}, {"trim", Fn::trim, 1, 1},
    {"length", Fn::length, 1, 1}, {"len", Fn::length, 1, 1}, {"char_length", Fn::length, 1, 1}, {"character_length", Fn::length, 1, 1},
    {"substr", Fn::substr, 2, 3}, {"substring", Fn::substr, 2, 3}, {"left", Fn::left, 2, 2}, {"right", Fn::right, 2, 2}, {"concat", Fn::concat, 1, any_many},
    {"starts_with", Fn::starts_with, 2, 2}, {"startswith", Fn::starts_with, 2, 2}, {"prefix", Fn::starts_with, 2, 2}, {"ends_with", Fn::ends_with, 2, 2},
    {"endswith", Fn::ends_with, 2, 2}, {"suffix", Fn::ends_with, 2, 2}, {"contains", Fn::contains, 2, 2}, {"replace", Fn::replace, 3, 3},
    {"split_part", Fn::split_part, 3, 3}, {"regexp_extract", Fn::extract, 2, 3}, {"regexp_replace", Fn::replace_all, 3, 4}, {"regexp_matches", Fn::matches, 2, 2},
    {"rlike", Fn::matches, 2, 2}, {"regexp_like", Fn::matches, 2, 2}, {"levenshtein", Fn::levenshtein, 2, 2}, {"levenshtein_distance", Fn::levenshtein, 2, 2},
    {"editdist3", Fn::levenshtein, 2, 2}, {"damerau_levenshtein", Fn::damerau, 2, 2}, {"jaro_similarity", Fn::jaro, 2, 2}, {"jaro_sim", Fn::jaro, 2, 2},
    {"jaro_winkler_similarity", Fn::winkler, 2, 2}, {"jaro_winkler", Fn::winkler, 2, 2}, {"jaccard", Fn::jaccard, 2, 2}, {"jaccard_sim", Fn::jaccard, 2, 2},
    {"hamming", Fn::hamming, 2, 2}, {"hamming_distance", Fn::hamming, 2, 2}, {"mismatches", Fn::hamming, 2, 2}, {"coalesce", Fn::coalesce, 1, any_many},
    {"ifnull", Fn::coalesce, 2, 2}, {"nvl", Fn::coalesce, 2, 2}, {"nullif", Fn::nullif, 2, 2}, {"abs", Fn::abs, 1, 1}, {"greatest", Fn::greatest, 1, any_many},
    {"least", Fn::least, 1, any_many}, {"round", Fn::round, 1, 1}, {"floor", Fn::floor, 1, 1}, {"ceil", Fn::ceil, 1, 1}, {"ceiling", Fn::ceil, 1, 1},
    {"sqrt", Fn::sqrt, 1, 1}, {"power", Fn::power, 2, 2}, {"pow", Fn::power, 2, 2}, {"sin", Fn::sin, 1, 1}, {"cos", Fn::cos, 1, 1}, {"asin", Fn::asin, 1, 1},
    {"acos", Fn::acos, 1, 1}, {"radians", Fn::radians, 1, 1}, {"pi", Fn::pi, 0, 0}, {"list_intersect", Fn::intersect, 2, 2}, {"array_intersect", Fn::intersect, 2, 2},
    {"array_length", Fn::count, 1, 2}, {"array_size", Fn::count, 1, 1}, {"size", Fn::count, 1, 1}, {"cardinality", Fn::count, 1, 1},
    {"list_transform", Fn::transform, 2, 2}, {"array_transform", Fn::transform, 2, 2}, {"list_apply", Fn::transform, 2, 2}, {"transform", Fn::transform, 2, 2},
    {"flatten", Fn::flatten, 1, 1}, {"list_max", Fn::most, 1, 1}, {"array_max", Fn::most, 1, 1}, {"list_min", Fn::fewest, 1, 1}, {"array_min", Fn::fewest, 1, 1},
    {"list_value", Fn::list, 0, any_many}, {"array", Fn::list, 0, any_many}, {"list_contains", Fn::has, 2, 2}, {"array_contains", Fn::has, 2, 2},
    {"list_has_any", Fn::overlap, 2, 2}, {"array_has_any", Fn::overlap, 2, 2}, {"arrays_overlap", Fn::overlap, 2, 2}, {"list_distinct", Fn::distinct, 1, 1},
    {"array_distinct", Fn::distinct, 1, 1}, {"list_extract", Fn::element, 2, 2}, {"array_extract", Fn::element, 2, 2}, {"element_at", Fn::element, 2, 2},
    {"try_strptime", Fn::moment, 2, 2}, {"strptime", Fn::moment, 2, 2}, {"date_parse", Fn::moment, 2, 2}, {"try_to_timestamp", Fn::moment, 1, 2},
    {"to_timestamp", Fn::moment, 1, 2}, {"to_date", Fn::moment, 1, 2}, {"date", Fn::moment, 1, 1}, {"epoch", Fn::epoch, 1, 1}, {"unix_timestamp", Fn::epoch, 1, 1},
    {"to_unixtime", Fn::epoch, 1, 1}, {"date_diff", Fn::day_difference, 2, 3}, {"datediff", Fn::day_difference, 2, 3}, {"year", Fn::year, 1, 1},
    {"month", Fn::month, 1, 1}, {"day", Fn::day, 1, 1}};

std::string changed(std::string_view s, bool up) {
    bool ascii = std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) {
        auto u = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), int32_t(s.size())));
        std::string out;
        (up ? u.toUpper(icu::Locale::getRoot()) : u.toLower(icu::Locale::getRoot())).toUTF8String(out);
        return out;
    }
    std::string out(s);
    for (char& c : out) {
        if (!up && c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
        if (up && c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
    }
    return out;
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

Value by_pattern(const Node& n, Frame& f, std::string_view s, Value third) {
    constexpr int32_t effort_max = 2000;               // no pattern may keep the program for long
    auto u = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), int32_t(s.size())));
    UErrorCode code = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> m(n.regex->pattern->matcher(u, code));
    if (U_FAILURE(code)) return {};
    m->setTimeLimit(effort_max, code);
    std::string out;
    if (n.fn == Fn::replace_all) {
        auto by = as_text(third, f.arena);
        if (by.kind == Value::null) return {};
        auto to = icu::UnicodeString::fromUTF8(icu::StringPiece(by.s.data(), int32_t(by.s.size())));
        bool every = n.args.size() > 3;                // the fourth argument, 'g'
        (every ? m->replaceAll(to, code) : m->replaceFirst(to, code)).toUTF8String(out);
        return U_FAILURE(code) ? Value{} : f.arena.keep(std::move(out));
    }
    bool found = m->find(code);
    if (U_FAILURE(code)) return {};
    if (n.fn == Fn::matches) return of(found ? 1.0 : 0.0);
    auto group = n.args.size() > 2 ? as_number(third) : of(double(n.column));
    if (group.kind == Value::null) return {};
    if (!found || group.n < 0 || group.n > m->groupCount()) return of(std::string_view());
    m->group(int32_t(group.n), code).toUTF8String(out);
    return U_FAILURE(code) ? Value{} : f.arena.keep(std::move(out));
}

Value of_two_texts(Fn fn, std::string_view a, std::string_view b) {
    switch (fn) {
    case Fn::levenshtein: return of(double(levenshtein(a, b)));
    case Fn::damerau: return of(double(damerau_levenshtein(a, b)));
    case Fn::jaro: return of(jaro_similarity(a, b));
    case Fn::winkler: return of(jaro_winkler_similarity(a, b));
    case Fn::jaccard: {
        double j = jaccard_similarity(a, b);
        return j < 0 ? Value{} : of(j);
    }
    case Fn::hamming: {
        int d = hamming_distance(a, b);
        return d < 0 ? Value{} : of(double(d));
    }
    case Fn::starts_with: return of(double(a.substr(0, b.size()) == b));
    case Fn::ends_with: return of(double(a.size() >= b.size() && a.substr(a.size() - b.size()) == b));
    default: return of(double(a.find(b) != std::string_view::npos));
    }
}

Value of_a_number(Fn fn, double x) {
    constexpr double half_turn = 180;
    switch (fn) {
    case Fn::abs: x = std::abs(x); break;
    case Fn::round: x = std::round(x); break;
    case Fn::floor: x = std::floor(x); break;
    case Fn::ceil: x = std::ceil(x); break;
    case Fn::sqrt: x = std::sqrt(x); break;
    case Fn::sin: x = std::sin(x); break;
    case Fn::cos: x = std::cos(x); break;
    case Fn::asin: x = std::asin(x); break;
    case Fn::acos: x = std::acos(x); break;
    default: x = x * M_PI / half_turn;
    }
    return std::isfinite(x) ? of(x) : Value{};
}

bool contains(std::span<const Value> list, Value x) {
    return std::any_of(list.begin(), list.end(), [&](const Value& y) { return compare(x, y) == 0; });
}
Value without_doubles(std::span<const Value> list, std::span<const Value> also_in, bool all, Arena& arena) {
    std::vector<Value> out;
    for (auto x : list)
        if (x.kind != Value::null && (all || contains(also_in, x)) && !contains(out, x)) out.push_back(x);
    return arena.keep(std::move(out));
}

Value of_a_list(const Node& n, Frame& f) {
    auto list = as_list(eval(n.args[0], f), f.arena);
    if (list.kind != Value::list) return {};
    switch (n.fn) {
    case Fn::count: return of(double(list.items.size()));
    case Fn::flatten: {
        std::vector<Value> out;
        for (auto x : list.items)
            if (x.kind == Value::list) out.insert(out.end(), x.items.begin(), x.items.end());
        return f.arena.keep(std::move(out));
    }
    case Fn::transform: {
        std::vector<Value> out;
        size_t place = size_t(n.args[1].column);
        if (f.variables.size() <= place) f.variables.resize(place + 1);
        for (auto x : list.items) {
            f.variables[place] = x;
            out.push_back(eval(n.args[1], f));
        }
        return f.arena.keep(std::move(out));
    }
    case Fn::most: case Fn::fewest: {
        Value best;
        for (auto x : list.items)
            if (x.kind != Value::null && (best.kind == Value::null || compare(x, best) == (n.fn == Fn::most ? 1 : -1))) best = x;
        return best;
    }
    case Fn::distinct: return without_doubles(list.items, {}, true, f.arena);
    default: break;
    }
    auto second = eval(n.args[1], f);
    if (second.kind == Value::null) return {};
    if (n.fn == Fn::has) return of(double(contains(list.items, second)));
    if (n.fn == Fn::element) {
        auto at = as_number(second);
        double size = double(list.items.size()), i = at.n < 0 ? size + at.n : at.n - 1;
        return at.kind == Value::number && i >= 0 && i < size ? list.items[size_t(i)] : Value{};
    }
    auto other = as_list(second, f.arena);
    auto both = without_doubles(list.items, other.items, false, f.arena);
    return n.fn == Fn::intersect ? both : of(double(!both.items.empty()));
}

std::chrono::sys_days day_of(Value v) { return std::chrono::sys_days{std::chrono::days(long(std::floor(v.n / day_s)))}; }

Value difference(const Node& n, Frame& f) {
    bool unit = n.args.size() == 3;
    auto a = as_moment(eval(n.args[unit], f)), b = as_moment(eval(n.args[unit ? 2 : 1], f));
    if (a.kind == Value::null || b.kind == Value::null) return {};
    std::chrono::year_month_day x(day_of(a)), y(day_of(b));
    int years = int(y.year()) - int(x.year());
    if (unit && n.args[0].text == "year") return of(years);
    if (unit && n.args[0].text == "month") return of(years * 12 + int(unsigned(y.month())) - int(unsigned(x.month())));
    double d = double((day_of(b) - day_of(a)).count());
    return of(unit ? d : -d);                          // of two: the first is the end
}

Value extreme(const Node& n, Frame& f) {
    Value best;
    for (const auto& a : n.args) {
        auto x = eval(a, f);
        if (x.kind == Value::null) continue;
        if (best.kind == Value::null || compare(x, best) == (n.fn == Fn::greatest ? 1 : -1)) best = x;
    }
    return best;
}

Value part_of_text(const Node& n, Frame& f, std::string_view s) {
    auto number = [&](size_t i) { return n.args.size() > i ? as_number(eval(n.args[i], f)) : Value{}; };
    auto limited = [](double x) { return long(std::clamp(x, -1e6, 1e6)); };
    switch (n.fn) {
    case Fn::substr: {
        auto from = number(1), count = n.args.size() > 2 ? number(2) : of(1e6);
        if (from.kind == Value::null || count.kind == Value::null) return {};
        return of(characters(s, limited(from.n), limited(count.n)));
    }
    case Fn::left: case Fn::right: {
        auto count = number(1);
        if (count.kind == Value::null) return {};
        long size = long(characters_in(s)), n_max = std::clamp(limited(count.n), 0l, size);
        return of(n.fn == Fn::left ? characters(s, 1, n_max) : characters(s, size - n_max + 1, n_max));
    }
    case Fn::split_part: {
        auto by = as_text(eval(n.args[1], f), f.arena), at = number(2);
        if (by.kind == Value::null || at.kind == Value::null || by.s.empty()) return {};
        for (double i = 1; i < at.n; ++i) {
            auto end = s.find(by.s);
            if (end == std::string_view::npos) return of(std::string_view());
            s.remove_prefix(end + by.s.size());
        }
        return of(s.substr(0, s.find(by.s)));
    }
    default: {                                         // replace
        auto what = as_text(eval(n.args[1], f), f.arena), by = as_text(eval(n.args[2], f), f.arena);
        if (what.kind == Value::null || by.kind == Value::null) return {};
        std::string out;
        while (!what.s.empty()) {
            auto end = s.find(what.s);
            if (end == std::string_view::npos) break;
            out += std::string(s.substr(0, end)) + std::string(by.s);
            s.remove_prefix(end + what.s.size());
        }
        return f.arena.keep(out + std::string(s));
    }
    }
}

}  // namespace

const Function* function_named(std::string_view name) {
    auto f = std::find_if(std::begin(functions), std::end(functions), [&](const Function& x) { return x.name == name; });
    return f == std::end(functions) ? nullptr : f;
}

Result<std::shared_ptr<const Regex>> compiled(const std::string& pattern, const std::string& path) {
    UErrorCode code = U_ZERO_ERROR;
    auto r = std::make_shared<Regex>();
    r->pattern.reset(icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), 0, code));
    if (U_FAILURE(code)) return invalid("is not a pattern: " + pattern.substr(0, 60), path);
    return std::shared_ptr<const Regex>(std::move(r));
}

Value call(const Node& n, Frame& f) {
    switch (n.fn) {
    case Fn::pi: return of(M_PI);
    case Fn::coalesce:
        for (const auto& a : n.args)
            if (auto v = eval(a, f); v.kind != Value::null) return v;
        return {};
    case Fn::nullif: {
        auto a = eval(n.args[0], f);
        return compare(a, eval(n.args[1], f)) == 0 ? Value{} : a;
    }
    case Fn::greatest: case Fn::least: return extreme(n, f);
    case Fn::concat: {
        std::string out;
        for (const auto& a : n.args) {
            auto v = as_text(eval(a, f), f.arena);
            if (v.kind == Value::null && n.whole) return {};
            out += v.s;
        }
        return f.arena.keep(std::move(out));
    }
    case Fn::list: {
        std::vector<Value> items;
        for (const auto& a : n.args) items.push_back(eval(a, f));
        return f.arena.keep(std::move(items));
    }
    case Fn::day_difference: return difference(n, f);
    case Fn::intersect: case Fn::count: case Fn::transform: case Fn::flatten: case Fn::most: case Fn::fewest: case Fn::has: case Fn::overlap: case Fn::distinct:
    case Fn::element: return of_a_list(n, f);
    default: break;
    }
    auto first = eval(n.args[0], f);
    if (first.kind == Value::null) return {};
    switch (n.fn) {
    case Fn::abs: case Fn::round: case Fn::floor: case Fn::ceil: case Fn::sqrt: case Fn::sin: case Fn::cos: case Fn::asin: case Fn::acos: case Fn::radians: {
        auto x = as_number(first);
        return x.kind == Value::null ? x : of_a_number(n.fn, x.n);
    }
    case Fn::power: {
        auto x = as_number(first), y = as_number(eval(n.args[1], f));
        double p = std::pow(x.n, y.n);
        return x.kind == Value::null || y.kind == Value::null || !std::isfinite(p) ? Value{} : of(p);
    }
    case Fn::moment: return n.args.size() > 1 ? moment_of(as_text(first, f.arena).s, n.args[1].text) : as_moment(first);
    case Fn::epoch: {
        auto m = as_moment(first);
        return m.kind == Value::null ? m : of(m.n);
    }
    case Fn::year: case Fn::month: case Fn::day: {
        auto m = as_moment(first);
        if (m.kind == Value::null) return m;
        std::chrono::year_month_day d(day_of(m));
        return of(n.fn == Fn::year ? double(int(d.year())) : n.fn == Fn::month ? double(unsigned(d.month())) : double(unsigned(d.day())));
    }
    default: break;
    }
    if (n.fn == Fn::length && first.kind == Value::list) return of(double(first.items.size()));
    auto s = as_text(first, f.arena);
    if (s.kind == Value::null) return {};
    switch (n.fn) {
    case Fn::lower: case Fn::upper: return f.arena.keep(changed(s.s, n.fn == Fn::upper));
    case Fn::trim: return of(trimmed(s.s));
    case Fn::length: return of(double(characters_in(s.s)));
    case Fn::substr: case Fn::left: case Fn::right: case Fn::split_part: case Fn::replace: return part_of_text(n, f, s.s);
    case Fn::extract: case Fn::replace_all: case Fn::matches: return by_pattern(n, f, s.s, n.args.size() > 2 ? eval(n.args[2], f) : Value{});
    default: break;
    }
    auto second = as_text(eval(n.args[1], f), f.arena);
    return second.kind == Value::null ? Value{} : of_two_texts(n.fn, s.s, second.s);
}

}  // namespace soria::matching::sql
