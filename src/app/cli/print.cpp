#include "app/cli/print.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using json::bj::value;

size_t width(std::string_view s) {   // signs, not bytes
    return size_t(std::count_if(s.begin(), s.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}
std::string padded(std::string s, size_t to) {
    size_t w = width(s);
    if (w < to) s.append(to - w, ' ');
    return s;
}
std::string words(std::string_view key) {
    std::string s(key);
    std::replace(s.begin(), s.end(), '_', ' ');
    return s;
}
std::string cell(const value& v) {
    if (v.is_null()) return "";
    if (v.is_string()) return std::string(v.get_string());
    if (v.is_bool()) return v.get_bool() ? "yes" : "no";
    if (v.is_array()) {
        std::string s;
        for (const auto& e : v.get_array()) s += (s.empty() ? "" : ", ") + cell(e);
        return s;
    }
    if (v.is_object()) {
        std::string s;
        for (const auto& m : v.get_object()) s += (s.empty() ? "" : ", ") + words(m.key()) + ": " + cell(m.value());
        return s;
    }
    if (v.is_double()) return decimal(v.get_double());
    return json::write(v);
}
bool rows_of_objects(const value& v) { return v.is_array() && !v.get_array().empty() && v.get_array()[0].is_object(); }

std::vector<std::string> columns_of(const array& a) {
    std::vector<std::string> names;
    for (const auto& row : a)
        for (const auto& m : row.get_object())
            if (std::find(names.begin(), names.end(), m.key()) == names.end() && m.key() != "withheld") names.emplace_back(m.key());
    return names;
}

constexpr size_t line_signs_max = 110;

// The text in lines; each after the first begins below `hang` signs.
std::string hanging(const std::string& text, size_t hang, size_t line_max = line_signs_max) {
    std::string out, line;
    size_t room = std::max<size_t>(line_max > hang ? line_max - hang : 0, 40);
    for (size_t at = 0; at < text.size();) {
        size_t end = std::min(text.find(' ', at), text.size());
        std::string word = text.substr(at, end - at);
        if (!line.empty() && width(line) + width(word) + 1 > room) out += line + "\n" + std::string(hang, ' '), line.clear();
        line += (line.empty() ? "" : " ") + word;
        at = end + 1;
    }
    return out + line;
}
std::string wrapped(const std::string& text, const std::string& indent) {
    return text.empty() ? "" : indent + hanging(text, indent.size(), 100 + indent.size()) + "\n";
}

std::string table(const array& a, const std::string& indent) {
    auto names = columns_of(a);
    // Wide things stand under each other, or nobody can read them.
    std::vector<size_t> widths;
    size_t total = 0;
    for (const auto& n : names) {
        size_t w = width(n);
        for (const auto& row : a)
            if (auto* c = row.get_object().if_contains(n)) w = std::max(w, width(cell(*c)));
        widths.push_back(w);
        total += w + 2;
    }
    std::string out;
    if (total > 150) {
        for (const auto& row : a) {
            bool first = true;
            for (const auto& m : row.get_object()) {
                if (m.key() == "withheld") continue;
                out += indent + (std::exchange(first, false) ? "- " : "  ");
                if (rows_of_objects(m.value())) out += words(m.key()) + "\n" + table(m.value().get_array(), indent + "    ");
                else out += padded(words(m.key()), 14) + "  " + hanging(cell(m.value()), indent.size() + 18) + "\n";
            }
        }
        return out;
    }
    auto line = [&](auto text) {
        std::string l = indent;
        for (size_t i = 0; i < names.size(); ++i) l += padded(text(i), widths[i]) + "  ";
        while (!l.empty() && l.back() == ' ') l.pop_back();
        out += l + "\n";
    };
    line([&](size_t i) { return words(names[i]); });
    for (const auto& row : a)
        line([&](size_t i) {
            auto* c = row.get_object().if_contains(names[i]);
            return c ? cell(*c) : std::string();
        });
    return out;
}

std::string table(const object& o, const std::string& indent) {
    std::string out;
    size_t w = 0;
    for (const auto& m : o)
        if (!m.value().is_object() && !rows_of_objects(m.value())) w = std::max(w, width(m.key()));
    for (const auto& m : o) {
        if (m.value().is_object()) {
            if (m.value().get_object().empty()) continue;
            out += "\n" + indent + words(m.key()) + "\n" + table(m.value().get_object(), indent + "  ");
        } else if (rows_of_objects(m.value())) {
            out += "\n" + indent + words(m.key()) + "\n" + table(m.value().get_array(), indent + "  ");
        } else if (m.value().is_array() && m.value().get_array().empty()) {
            out += indent + padded(words(m.key()), w) + "  none\n";
        } else {
            out += indent + padded(words(m.key()), w) + "  " + hanging(cell(m.value()), indent.size() + w + 2) + "\n";
        }
    }
    return out;
}

std::string in_quotes(const std::string& s) {
    // A cell that a spreadsheet would run is made text.
    std::string t = s;
    if (!t.empty() && std::string_view("=+-@\t\r").find(t[0]) != std::string_view::npos && !std::all_of(t.begin() + 1, t.end(), [](unsigned char c) { return std::isdigit(c) || c == '.'; }))
        t.insert(0, "'");
    if (t.find_first_of(",\"\r\n") == std::string::npos) return t;
    std::string q = "\"";
    for (char c : t) q += c == '"' ? "\"\"" : std::string(1, c);
    return q + "\"";
}
std::string within(const std::string& section, std::string_view key) { return section.empty() ? std::string(key) : section + "." + std::string(key); }

// Every value with its place: of a list, with the number of its row.
void placed(const object& o, const std::string& section, size_t row, array& out) {
    for (const auto& m : o) {
        std::string in = within(section, m.key());
        if (m.value().is_object() && row == 0) {
            placed(m.value().get_object(), in, 0, out);
        } else if (rows_of_objects(m.value()) && row == 0) {
            size_t number = 0;
            for (const auto& each : m.value().get_array()) placed(each.get_object(), in, ++number, out);
        } else if (row == 0 || m.key() != "withheld") {
            out.push_back(object{{"part", section}, {"row", row ? value(row) : value(nullptr)}, {"name", m.key()}, {"value", m.value()}});
        }
    }
}

// One table, as whoever reads CSV expects: of an answer that is one list and its day, that list.
std::string csv(const object& o) {
    const array* list = nullptr;
    bool alone = true;
    for (const auto& m : o) {
        if (m.value().is_array()) alone = alone && !list, list = &m.value().get_array();
        else alone = alone && (m.key() == "as_of" || m.key() == "next");
    }
    if (list && alone && (list->empty() || list->front().is_object())) return csv_table(*list);
    array rows;
    placed(o, "", 0, rows);
    return csv_table(rows);
}

}  // namespace

std::string decimal(double d) {
    char text[40];
    std::snprintf(text, sizeof text, "%.10g", d);
    return text;
}

std::string csv_part(const object& answer, std::string_view list) {
    const auto& rows = answer.at(list).get_array();
    const auto* questions = answer.if_contains("questions");
    if (list != "numbers" || !questions) return csv_table(rows);
    array all;
    for (const auto& each : questions->get_array()) {
        const auto& q = each.get_object();
        for (const auto& row : rows)
            if (row.at("question") == q.at("question")) all.push_back(row);
        if (!q.contains("cannot")) continue;
        object one = rows.empty() ? object() : rows.front().get_object();
        for (auto& m : one) m.value() = nullptr;
        for (const char* same : {"section", "question"}) one[same] = q.at(same);
        one["name"] = q.at("asks");
        one["form"] = "not computed";
        one["limits"] = q.at("cannot");
        all.push_back(std::move(one));
    }
    return csv_table(all);
}

std::string csv_table(const array& rows) {
    auto names = columns_of(rows);
    std::string out;
    for (size_t i = 0; i < names.size(); ++i) out += (i ? "," : "") + in_quotes(names[i]);
    out += "\r\n";
    for (const auto& row : rows) {
        for (size_t i = 0; i < names.size(); ++i) {
            auto* c = row.get_object().if_contains(names[i]);
            out += (i ? "," : "") + in_quotes(c ? cell(*c) : "");
        }
        out += "\r\n";
    }
    return out;
}

namespace {

// "forced-labour" is read as two words; "18-20" is not.
std::string spoken(std::string_view key) {
    std::string s = words(key);
    auto letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
    for (size_t i = 1; i + 1 < s.size(); ++i)
        if (s[i] == '-' && letter(s[i - 1]) && letter(s[i + 1])) s[i] = ' ';
    return s;
}

bool all_zero(const object& o) {
    return std::all_of(o.begin(), o.end(), [](const auto& m) { return m.value().is_int64() && m.value().get_int64() == 0; });
}

// A table of counts: what is there, and at its end how many kinds had none.
std::string counts(const object& o) {
    size_t w = 0, none = 0;
    for (const auto& m : o) w = std::max(w, width(m.key()));
    std::string out;
    for (const auto& m : o) {
        bool zero = m.value().is_int64() && m.value().get_int64() == 0;
        if (zero && o.size() > 6) ++none;
        else out += "  " + padded(spoken(m.key()), w) + "  " + (m.value().is_null() ? "held back (small numbers)" : cell(m.value())) + "\n";
    }
    if (o.empty()) out += "  none\n";
    if (none) out += "  (" + std::to_string(none) + " others: 0)\n";
    return out;
}

}  // namespace

std::string printed_national(const object& o) {
    auto text = [&](const char* key) { return o.contains(key) ? cell(o.at(key)) : std::string(); };
    std::string out = "What the national desk sees on " + text("as_of") + "  (" + text("folder") + " folder)\n" + wrapped(text("note"), "") + "\n";
    out += "persons  " + text("persons") + "\nreports  " + text("reports") + "\ncases    " + text("cases") + "\n";
    std::vector<std::string> order{"persons_by_stage", "clocks_due_in_14_days", "duties", "beds"};
    const auto asked_for_n = long(order.size());       // these are shown though nothing is in them
    for (const auto& m : o)
        if (m.value().is_object() && m.key() != "rests_on" && std::find(order.begin(), order.end(), m.key()) == order.end()) order.emplace_back(m.key());
    const auto* rests = o.if_contains("rests_on");
    std::string nothing;                // sections in which nothing has been counted, in one line at the end
    for (const auto& key : order) {
        const auto* table = o.if_contains(key);
        if (!table || !table->is_object()) continue;
        bool asked_for = std::find(order.begin(), order.begin() + asked_for_n, key) != order.begin() + asked_for_n;
        if (!asked_for && all_zero(table->get_object())) {
            nothing += (nothing.empty() ? "" : ", ") + words(key);
            continue;
        }
        out += "\n" + words(key) + "\n" + counts(table->get_object());
        if (const auto* why = rests && rests->is_object() ? rests->get_object().if_contains(key) : nullptr) out += wrapped("rests on: " + cell(*why), "  ");
    }
    if (!nothing.empty()) out += "\nNothing to count:\n" + wrapped(nothing, "  ");
    return out;
}

std::string printed_plan(const object& o) {
    std::string out = "The plan's measures on " + cell(o.at("as_of")) + "  (" + cell(o.at("folder")) + " folder). One in full: soria plan show N\n";
    for (const auto& e : o.at("measures").as_array()) {
        const auto& m = e.get_object();
        auto text = [&](const char* key) { return m.contains(key) ? cell(m.at(key)) : std::string(); };
        constexpr const char* indent = "    ";
        out += "\n" + padded(text("number"), 4) + hanging(text("title"), 4) + "\n";
        out += wrapped(spoken(text("status")) + ": " + text("status_because"), indent);
        out += wrapped(text("ministries") + "; " + text("from") + " to " + text("until"), indent);
        size_t wide = 0;
        auto amount = [&](const object& f) { return f.contains("held_back_by") ? std::string("held back (small numbers)") : cell(f.at("value")) + " " + words(cell(f.at("unit"))); };
        for (const auto& f : m.at("figures").as_array()) wide = std::max(wide, width(amount(f.get_object())));
        for (const auto& f : m.at("figures").as_array())
            out += std::string(6, ' ') + padded(amount(f.get_object()), wide) + "  " + hanging(cell(f.get_object().at("name")), wide + 8) + "\n";
    }
    for (const char* part : {"by_status", "goals", "money", "steps", "contradictions"}) {
        const auto* more = o.if_contains(part);
        if (!more) continue;
        if (rows_of_objects(*more)) out += "\n" + words(part) + "\n" + table(more->get_array(), "  ");
        else if (more->is_object()) out += "\n" + words(part) + "\n" + table(more->get_object(), "  ");
    }
    return out;
}

std::string printed(const value& v, Format f) {
    if (f == Format::json) return json::write_pretty(v);
    if (!v.is_object()) return cell(v) + "\n";
    if (f == Format::table) return table(v.get_object(), "");
    return csv(v.get_object());
}

}  // namespace soria::app
