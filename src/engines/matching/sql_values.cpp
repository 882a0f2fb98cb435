// Values from one kind to another, as databases do it, and moments from text.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "engines/matching/sql_functions.hpp"

namespace soria::matching::sql {
namespace {


// A format as a list of fields ('Y', 'm', 'd', 'H', 'M', 'S') and of letters that stand as they are; empty where it is not known.
struct Field { char what, letter; };
std::vector<Field> fields_of(std::string_view format) {
    std::vector<Field> out;
    static constexpr std::pair<std::string_view, char> java[] = {{"yyyy", 'Y'}, {"MM", 'm'}, {"dd", 'd'}, {"HH", 'H'}, {"mm", 'M'}, {"ss", 'S'}};
    bool percent = format.find('%') != std::string_view::npos;
    for (size_t i = 0; i < format.size();) {
        char c = format[i];
        if (percent) {
            if (c != '%') out.push_back({0, c}), ++i;
            else if (i + 1 < format.size() && std::string_view("YmdHMS").find(format[i + 1]) != std::string_view::npos) out.push_back({format[i + 1], 0}), i += 2;
            else return {};
            continue;
        }
        auto j = std::find_if(std::begin(java), std::end(java), [&](auto& x) { return format.substr(i, x.first.size()) == x.first; });
        if (j != std::end(java)) out.push_back({j->second, 0}), i += j->first.size();
        else if (c == '\'' && i + 2 < format.size() && format[i + 2] == '\'') out.push_back({0, format[i + 1]}), i += 3;
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return {};
        else out.push_back({0, c}), ++i;
    }
    return out;
}

}  // namespace

bool format_known(std::string_view format) { return !fields_of(format).empty(); }

Value moment_of(std::string_view s, std::string_view format) {
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    size_t i = 0;
    for (auto [what, letter] : fields_of(format)) {
        if (what == 0) {
            if (i >= s.size() || s[i] != letter) return {};
            ++i;
            continue;
        }
        size_t most = what == 'Y' ? 4 : 2, end = i;
        while (end < s.size() && end - i < most && s[end] >= '0' && s[end] <= '9') ++end;
        if (end == i || (what == 'Y' && end - i != 4)) return {};
        int& field = what == 'Y' ? year : what == 'm' ? month : what == 'd' ? day : what == 'H' ? hour : what == 'M' ? minute : second;
        std::from_chars(s.data() + i, s.data() + end, field);
        i = end;
    }
    std::chrono::year_month_day d{std::chrono::year(year), std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day))};
    if (i != s.size() || !d.ok() || hour > 23 || minute > 59 || second > 59) return {};
    return {Value::moment, double(std::chrono::sys_days(d).time_since_epoch().count()) * day_s + hour * 3600 + minute * 60 + second, {}, {}};
}

Value as_number(Value v) {
    if (v.kind == Value::number) return v;
    if (v.kind == Value::moment) return of(v.n);
    if (v.kind != Value::text) return {};
    double x = 0;
    while (!v.s.empty() && v.s.front() == ' ') v.s.remove_prefix(1);
    while (!v.s.empty() && v.s.back() == ' ') v.s.remove_suffix(1);
    auto [end, error] = std::from_chars(v.s.data(), v.s.data() + v.s.size(), x);
    return error == std::errc() && end == v.s.data() + v.s.size() && std::isfinite(x) ? of(x) : Value{};
}

Value as_moment(Value v) {
    if (v.kind == Value::moment || v.kind == Value::null) return v;
    if (v.kind == Value::number) return {Value::moment, v.n, {}, {}};
    if (v.kind != Value::text) return {};
    for (std::string_view format : {"%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"})
        if (auto m = moment_of(v.s, format); m.kind == Value::moment) return m;
    return {};
}

Value as_text(Value v, Arena& arena) {
    if (v.kind == Value::text || v.kind == Value::null) return v;
    if (v.kind == Value::number) {
        char digits[40];
        auto end = std::to_chars(digits, digits + sizeof digits, v.n).ptr;
        return arena.keep(std::string(digits, end));
    }
    if (v.kind == Value::moment) {
        long all = long(std::floor(v.n)), days = long(std::floor(v.n / day_s)), rest = all - days * long(day_s);
        std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days(days)}};
        char out[60];
        int day_end = std::snprintf(out, sizeof out, "%04d-%02u-%02u", int(d.year()), unsigned(d.month()), unsigned(d.day()));
        if (rest) std::snprintf(out + day_end, sizeof out - size_t(day_end), " %02ld:%02ld:%02ld", rest / 3600, rest / 60 % 60, rest % 60);
        return arena.keep(out);
    }
    std::string out = "[";
    for (auto x : v.items) out += (out.size() > 1 ? ", " : "") + std::string(as_text(x, arena).s);
    return arena.keep(out + "]");
}

// A cell like [anna, bo], ["anna", "bo"] or {anna,bo}; without brackets, a list of one.
Value as_list(Value v, Arena& arena) {
    if (v.kind == Value::list || v.kind == Value::null) return v;
    std::vector<Value> items;
    bool brackets = v.kind == Value::text && v.s.size() >= 2 && ((v.s.front() == '[' && v.s.back() == ']') || (v.s.front() == '{' && v.s.back() == '}'));
    if (!brackets) return arena.keep(std::vector<Value>{v});
    auto s = v.s.substr(1, v.s.size() - 2);
    for (size_t i = 0; i < s.size();) {
        while (i < s.size() && s[i] == ' ') ++i;
        char mark = i < s.size() && (s[i] == '"' || s[i] == '\'') ? s[i] : 0;
        size_t from = i + (mark != 0), end = mark ? s.find(mark, from) : s.find(',', from);
        end = std::min(end, s.size());
        auto text = s.substr(from, end - from);
        while (!mark && !text.empty() && text.back() == ' ') text.remove_suffix(1);
        items.push_back(!mark && (text == "NULL" || text == "null") ? Value{} : of(text));
        i = std::min(s.find(',', end), s.size() - 1) + 1;
    }
    return arena.keep(std::move(items));
}

int compare(Value a, Value b) {
    if (a.kind == Value::null || b.kind == Value::null) return 2;
    auto sign = [](auto x, auto y) { return x < y ? -1 : x > y ? 1 : 0; };
    if (a.kind == Value::text && b.kind == Value::text) return sign(a.s, b.s);
    if (a.kind == Value::list && b.kind == Value::list) {
        for (size_t i = 0; i < std::min(a.items.size(), b.items.size()); ++i)
            if (int c = compare(a.items[i], b.items[i]); c != 0) return c;
        return sign(a.items.size(), b.items.size());
    }
    if (a.kind == Value::moment || b.kind == Value::moment) a = as_moment(a), b = as_moment(b);
    else a = as_number(a), b = as_number(b);
    if (a.kind == Value::null || b.kind == Value::null) return 2;
    return sign(a.n, b.n);
}

}  // namespace soria::matching::sql
