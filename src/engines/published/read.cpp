#include <algorithm>
#include <cmath>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "engines/published/published.hpp"

namespace soria::published {
namespace {

std::string lower(std::string_view s) {
    std::string out(s);
    for (auto& c : out) c = char(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return out;
}
std::string trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return std::string(s);
}
bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }
bool take(std::string& s, std::string_view word) {
    if (!begins(s, word)) return false;
    s = trimmed(std::string_view(s).substr(word.size()));
    return true;
}

// Digits with or without commas or spaces between thousands, and a fraction.
std::optional<double> number_in(std::string s) {
    std::string digits;
    bool point = false;
    for (size_t i = 0; i < s.size(); ++i) {
        bool three = i + 3 < s.size() && std::all_of(s.begin() + long(i) + 1, s.begin() + long(i) + 4, [](char c) { return c >= '0' && c <= '9'; }) &&
                     (i + 4 == s.size() || s[i + 4] < '0' || s[i + 4] > '9');
        if (s[i] >= '0' && s[i] <= '9') digits += s[i];
        else if ((s[i] == ',' || s[i] == ' ') && !digits.empty() && three) continue;
        else if (s[i] == '.' && !point && !digits.empty() && i + 1 < s.size()) digits += '.', point = true;
        else return std::nullopt;
    }
    if (digits.empty() || digits.size() > 15) return std::nullopt;
    return std::stod(digits);
}
constexpr double about = 0.1;            // what "approximately" may be off by, at most

std::optional<int> year_in(std::string_view s) {
    if (s.size() != 4 || !std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
}

}  // namespace

std::optional<Range> read_value(std::string_view text) {
    std::string s = lower(trimmed(text));
    if (auto bracket = s.find(" ("); bracket != std::string::npos) s = trimmed(std::string_view(s).substr(0, bracket));
    auto rest = [&] { return number_in(s); };
    if (take(s, "<")) {
        auto n = rest();
        return n ? std::optional<Range>({0, *n - 1}) : std::nullopt;
    }
    for (const char* word : {"approximately", "approx.", "approx", "about", "around", "ca.", "some", "nearly", "almost"})
        if (take(s, word)) {
            auto n = rest();
            return n ? std::optional<Range>({std::floor(*n * (1 - about)), std::ceil(*n * (1 + about) - 1e-6)}) : std::nullopt;
        }
    for (const char* word : {"just under", "fewer than", "less than", "under", "below"})
        if (take(s, word)) {
            auto n = rest();
            bool just = lower(trimmed(text)).find("just") == 0;
            return n ? std::optional<Range>({just ? std::floor(*n * (1 - about)) : 0, *n - 1}) : std::nullopt;
        }
    for (const char* word : {"at least", "just over", "more than", "over", ">="})
        if (take(s, word)) {
            auto n = rest();
            bool just = lower(trimmed(text)).find("just") == 0;
            return n ? std::optional<Range>({*n, just ? std::ceil(*n * (1 + about) - 1e-6) : 1e15}) : std::nullopt;
        }
    if (auto dash = s.find('-'); dash != std::string::npos && dash > 0) {
        auto low = number_in(trimmed(std::string_view(s).substr(0, dash))), high = number_in(trimmed(std::string_view(s).substr(dash + 1)));
        return low && high && *low <= *high ? std::optional<Range>({*low, *high}) : std::nullopt;
    }
    auto n = rest();
    return n ? std::optional<Range>({*n, *n}) : std::nullopt;
}

std::optional<Period> read_period(std::string_view text) {
    std::string s = trimmed(text);
    if (auto y = year_in(s)) return Period{*y * 12, *y * 12 + 12};
    auto first = year_in(std::string_view(s).substr(0, 4));
    if (!first) return std::nullopt;
    std::string rest = s.substr(4);
    if (rest.size() == 2 && (rest[0] == 'Q' || rest[0] == 'q') && rest[1] >= '1' && rest[1] <= '4') {
        int from = *first * 12 + 3 * (rest[1] - '1');
        return Period{from, from + 3};
    }
    if (trimmed(rest) == "H1" || trimmed(rest) == "H2") {
        int from = *first * 12 + (trimmed(rest) == "H2" ? 6 : 0);
        return Period{from, from + 6};
    }
    if (rest.size() != 5 || rest[0] != '-') {
        // "2003-06/2013": from the beginning of the one to that month of the other.
        auto last = rest.size() == 8 && rest[0] == '-' && rest[3] == '/' ? year_in(std::string_view(rest).substr(4)) : std::nullopt;
        auto month = last ? number_in(rest.substr(1, 2)) : std::nullopt;
        if (!month || *month < 1 || *month > 12) return std::nullopt;
        return Period{*first * 12, *last * 12 + int(*month)};
    }
    auto last = year_in(std::string_view(rest).substr(1));
    if (!last || *last < *first) return std::nullopt;
    return Period{*first * 12, *last * 12 + 12};
}

namespace {

// One spelling for what different tables call the same.
std::string spelt(std::string s) {
    static const std::map<std::string, std::string> same{
        {"minors", "children"}, {"minor", "children"}, {"child", "children"}, {"children under 18", "children"}, {"0 to 17 years", "children"},
        {"under 18", "children"},
        {"adult", "adults"}, {"18 years or over", "adults"}, {"woman", "women"}, {"man", "men"}, {"newly identified in year", "newly identified"}};
    auto known = same.find(s);
    return known == same.end() ? s : known->second;
}
bool is_edition(const std::string& s) {
    for (const char* word : {"publication", "restate", "revis", "edition"})
        if (s.find(word) != std::string::npos) return true;
    return false;
}
bool is_total(const std::string& s) { return s.empty() || s == "total" || s == "all" || s == "in all"; }

// What a category says besides its name: an edition, what it is a part of, whose figure it is.
void read_category(Row& r) {
    std::string name = lower(trimmed(r.category));
    if (is_edition(name)) r.edition = name, name = "total";
    if (auto at = name.find(" (of which)"); at != std::string::npos) name.erase(at), r.whole = "of which";
    if (take(name, "of which")) r.whole = "of which";
    auto open = name.rfind(" (");
    if (open != std::string::npos && name.back() == ')') {
        std::string inner = name.substr(open + 2, name.size() - open - 3);
        // Short capitals name a source: "women (TIP)".
        auto at = r.category.rfind('(');
        auto said = std::string_view(r.category).substr(at + 1, inner.size());
        bool capitals = inner.size() <= 5 && std::all_of(said.begin(), said.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (capitals) r.edition = inner, name = name.substr(0, open);
    }
    r.part = is_total(name) ? "" : spelt(name);
}

using Cells = std::map<std::string, std::string>;   // column in small letters -> value
const std::string& at(const Cells& c, const char* key) {
    static const std::string none;
    auto v = c.find(key);
    return v == c.end() ? none : v->second;
}

// Of UNODC's tables sex and age are columns of their own: each is a breakdown, and both together one more.
void read_unodc(Row& r, const Cells& c) {
    r.series = at(c, "country") + ": " + at(c, "indicator");
    r.period = at(c, "year");
    r.value = at(c, "txtvalue");
    r.source = at(c, "source");
    std::string sex = lower(at(c, "sex")), age = lower(at(c, "age")), dimension = lower(at(c, "dimension")), category = lower(at(c, "category"));
    take(dimension, "by ");
    r.dimension = dimension == "total" ? "" : dimension;
    r.part = category == "total" ? "" : category;
    std::string by;
    if (sex != "total") by = "sex " + sex;
    if (age != "total") by += (by.empty() ? "" : ", ") + std::string("age ") + spelt(age);
    r.people = by;
    r.of_unodc = true;
    r.category = (r.part.empty() ? "total" : at(c, "category")) + (by.empty() ? "" : ", " + by);
}

Result<Row> row_of(size_t line, const Cells& c) {
    Row r;
    r.line = line;
    if (c.count("txtvalue")) {
        read_unodc(r, c);
    } else {
        r.series = at(c, "series");
        r.period = at(c, "period");
        r.dimension = lower(trimmed(at(c, "dimension")));
        r.category = at(c, "category");
        r.value = at(c, "value");
        r.source = at(c, "source");
        r.note = at(c, "note");
        read_category(r);
        if (r.dimension == "total" && !r.edition.empty()) r.dimension = "";
        if (r.part.empty() && (r.dimension == "total" || r.dimension == "headline")) r.dimension = "";
    }
    if (r.series.empty()) return fail(Fault::invalid, "a row without a series", "line " + std::to_string(line));
    r.range = read_value(r.value);
    r.when = read_period(r.period);
    return r;
}

Status known_columns(const std::vector<std::string>& names) {
    auto has = [&](const char* n) { return std::find(names.begin(), names.end(), n) != names.end(); };
    if (has("indicator") && has("txtvalue") && has("year") && has("sex") && has("age") && has("category") && has("dimension")) return {};
    for (const char* n : {"series", "period", "category", "value", "source"})
        if (!has(n))
            return invalid(std::string("has no column '") + n + "'; published figures have series, period, category, value and source, or UNODC's columns", "the file");
    return {};
}

Result<std::vector<Row>> read_csv(std::string_view text) {
    csv::Reader reader(text);
    auto head = TRY(reader.next());
    if (!head) return invalid("is empty", "the file");
    std::vector<std::string> names;
    for (const auto& c : head->cells) names.push_back(lower(trimmed(c)));
    TRY(known_columns(names));
    std::vector<Row> rows;
    for (;;) {
        auto record = TRY(reader.next());
        if (!record) return rows;
        if (record->cells.size() != names.size()) return fail(Fault::invalid, "another number of cells than the header's", "line " + std::to_string(record->line));
        Cells cells;
        for (size_t i = 0; i < names.size(); ++i) cells[names[i]] = record->cells[i];
        auto row = TRY(row_of(record->line, cells));
        rows.push_back(std::move(row));
        if (rows.size() > rows_max) return fail(Fault::limit, "more than " + std::to_string(rows_max) + " figures");
    }
}

std::string text_of(const json::bj::value& v) { return v.is_string() ? std::string(v.get_string()) : v.is_null() ? "" : json::write(v); }

// A list of objects, or an object that holds one; a figure's place is its number in the list.
Result<std::vector<Row>> read_json(std::string_view text) {
    auto all = TRY(json::parse(text));
    const json::bj::array* list = all.is_array() ? &all.get_array() : nullptr;
    if (all.is_object())
        for (const auto& m : all.get_object())
            if (m.value().is_array() && !list) list = &m.value().get_array();
    if (!list) return invalid("must be a list of figures", "the file");
    std::vector<Row> rows;
    for (const auto& v : *list) {
        if (!v.is_object()) return fail(Fault::invalid, "is no object", "figure " + std::to_string(rows.size() + 1));
        Cells cells;
        std::vector<std::string> names;
        for (const auto& m : v.get_object()) cells[lower(m.key())] = text_of(m.value()), names.push_back(lower(m.key()));
        TRY(known_columns(names));
        auto row = TRY(row_of(rows.size() + 1, cells));
        rows.push_back(std::move(row));
        if (rows.size() > rows_max) return fail(Fault::limit, "more than " + std::to_string(rows_max) + " figures");
    }
    return rows;
}

}  // namespace

Result<std::vector<Row>> read(std::string_view text) {
    auto first = text.find_first_not_of(" \t\r\n");
    bool json = first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
    return json ? read_json(text) : read_csv(text);
}

}  // namespace soria::published
