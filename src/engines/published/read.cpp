#include <algorithm>
#include <map>

#include "base/csv.hpp"
#include "base/json.hpp"
#include "engines/published/published.hpp"
#include "engines/published/words.hpp"

namespace soria::published {
namespace {

// What a category says besides its name: an edition, what it is a part of, whose figure it is.
void read_category(Row& r) {
    std::string name = lower(r.category);
    if (names_edition(name)) r.edition = name, name = "total";
    if (takes_of_which(name)) r.whole = "of which";
    auto open = name.rfind(" (");
    if (open != std::string::npos && name.back() == ')') {
        std::string inner = name.substr(open + 2, name.size() - open - 3);
        // Short capitals name a source: "women (TIP)".
        auto at = r.category.rfind('(');
        auto said = std::string_view(r.category).substr(at + 1, inner.size());
        bool capitals = inner.size() <= 5 && std::all_of(said.begin(), said.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        if (capitals) r.edition = inner, name = name.substr(0, open);
    }
    r.part = spelt(name);
}
// One spelling for a unit; a count needs none.
std::string unit_of(const Row& r, std::string unit) {
    unit = lower(unit);
    if (r.range && r.range->share) return "%";
    for (const char* share : {"percent", "per cent", "percentage", "prosent"})
        if (unit == share) return "%";
    for (const char* count : {"counts", "count", "number", "persons", "people", "antall", "personer"})
        if (unit == count) return "";
    return unit;
}
// What it is compared by: blanks, capitals and dashes make no other series and no other time.
void compare_by(Row& r, const std::string& unit) {
    r.unit = unit_of(r, unit);
    r.family = lower(r.series) + "|" + r.unit;
    r.time = r.when ? std::to_string(r.when->from) + "-" + std::to_string(r.when->until) + (r.when->yearly ? " yearly" : "") : lower(r.period);
}

using Cells = std::map<std::string, std::string>;   // column in small letters -> value, without blanks around it
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

Result<Row> row_of(size_t line, const Cells& c, bool decimal_comma) {
    Row r;
    r.line = line;
    if (c.count("txtvalue")) {
        read_unodc(r, c);
    } else {
        r.series = at(c, "series");
        r.period = at(c, "period");
        r.dimension = lower(at(c, "dimension"));
        r.category = at(c, "category");
        r.value = at(c, "value");
        r.source = at(c, "source");
        r.note = at(c, "note");
        read_category(r);
        if (r.dimension == "total" || r.dimension == "totalt" || (r.part.empty() && r.dimension == "headline")) r.dimension = "";
    }
    if (r.series.empty()) return fail(Fault::invalid, "a row without a series", "line " + std::to_string(line));
    r.range = read_value(r.value, decimal_comma);
    r.when = read_period(r.period);
    compare_by(r, at(c, c.count("txtvalue") ? "unit of measurement" : "unit"));
    return r;
}

Status known_columns(const std::vector<std::string>& names) {
    auto has = [&](const char* n) { return std::find(names.begin(), names.end(), n) != names.end(); };
    if (has("indicator") && has("txtvalue") && has("year") && has("sex") && has("age") && has("category") && has("dimension")) return {};
    for (const char* n : {"series", "period", "category", "value", "source"})
        if (!has(n)) {
            std::string wanted = "published figures have series, period, category, value and source, or UNODC's columns";
            return invalid(std::string("has no column '") + n + "'; " + wanted, "the file");
        }
    return {};
}

// Column names of a Norwegian table are read as the English ones.
std::string column_name(std::string name) {
    static const std::map<std::string_view, std::string_view> english{{"serie", "series"}, {"periode", "period"}, {"år", "period"}, {"kategori", "category"}, {"verdi", "value"},
        {"antall", "value"}, {"kilde", "source"}, {"dimensjon", "dimension"}, {"enhet", "unit"}, {"merknad", "note"}, {"note", "note"}};
    auto e = english.find(name);
    return e == english.end() ? name : std::string(e->second);
}

// Spreadsheets write "sep=;" above the header.
std::optional<char> separator_said(std::string_view text) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    auto line = text.substr(0, text.find_first_of("\r\n"));
    bool says = line.size() == 5 && line.substr(0, 4) == "sep=";
    return says ? std::optional(line[4]) : std::nullopt;
}
// What stands between the columns, by the header: Excel in Norwegian writes semicolons, and then decimal commas.
char separator_of(std::string_view text) {
    auto header = text.substr(0, text.find('\n'));
    auto count = [&](char c) { return std::count(header.begin(), header.end(), c); };
    if (count(';') > count(',')) return ';';
    return count('\t') > count(',') ? '\t' : ',';
}

Result<std::vector<Row>> read_csv(std::string_view text) {
    auto said = separator_said(text);
    char separator = said ? *said : separator_of(text);
    csv::Reader reader(text, separator);
    if (said) TRY(reader.next());
    auto head = TRY(reader.next());
    if (!head) return invalid("is empty", "the file");
    std::vector<std::string> names;
    for (const auto& c : head->cells) names.push_back(column_name(lower(plain(c))));
    TRY(known_columns(names));
    std::vector<Row> rows;
    for (;;) {
        auto record = TRY(reader.next());
        if (!record) return rows;
        if (record->cells.size() != names.size())
            return fail(Fault::invalid, "another number of cells than the header's", "line " + std::to_string(record->line));
        Cells cells;
        for (size_t i = 0; i < names.size(); ++i) cells[names[i]] = plain(record->cells[i]);
        auto row = TRY(row_of(record->line, cells, separator == ';'));
        rows.push_back(std::move(row));
        if (rows.size() > rows_max) return fail(Fault::limit, "more than " + std::to_string(rows_max) + " figures");
    }
}

std::string text_of(const json::bj::value& v) {
    if (v.is_string()) return plain(std::string_view(v.get_string()));
    if (!v.is_double()) return v.is_null() ? "" : json::write(v);
    std::string s = std::to_string(v.get_double());            // not as 5E-1
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    auto point = s.find('.');
    return point != s.npos && s.size() - point == 4 ? s + "0" : s;   // 1.234 is no thousand here
}

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
        for (const auto& m : v.get_object()) names.push_back(lower(plain(m.key()))), cells[names.back()] = text_of(m.value());
        TRY(known_columns(names));
        auto row = TRY(row_of(rows.size() + 1, cells, false));
        rows.push_back(std::move(row));
        if (rows.size() > rows_max) return fail(Fault::limit, "more than " + std::to_string(rows_max) + " figures");
    }
    return rows;
}

}  // namespace

Result<std::vector<Row>> read(std::string_view text) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    auto first = text.find_first_not_of(" \t\r\n");
    bool json = first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
    return json ? read_json(text) : read_csv(text);
}

}  // namespace soria::published
