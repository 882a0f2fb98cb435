#include "app/pages/form_data.hpp"

namespace soria::app {
namespace {

using domain::FieldShape;
using json::bj::array;
using json::bj::object;

bool blank(std::string_view s) { return s.find_first_not_of(" \t\n") == std::string_view::npos; }

std::string_view trimmed(std::string_view s) {
    constexpr std::string_view white = " \n\t\r";
    while (!s.empty() && white.find(s.front()) != std::string_view::npos) s.remove_prefix(1);
    while (!s.empty() && white.find(s.back()) != std::string_view::npos) s.remove_suffix(1);
    return s;
}

json::bj::value one(const FieldShape& s, std::string_view given) {
    auto text = trimmed(given);
    if (s.kind == FieldShape::Kind::yes_no && (text == "yes" || text == "no")) return text == "yes";
    bool whole = !text.empty() && text.size() <= 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (s.kind == FieldShape::Kind::number && whole) return int64_t(std::stoll(std::string(text)));
    return json::bj::string(text);
}

object fields_of(const std::vector<FieldShape>&, const views::Given&, const std::string& prefix);

void put(object& out, const FieldShape& s, const views::Given& g, const std::string& name) {
    bool group = s.kind == FieldShape::Kind::group;
    if (group && !s.many) {
        if (!s.optional || views::given_under(g, name)) out[s.name] = fields_of(s.fields, g, name);
    } else if (group) {
        array list;
        for (size_t i = 0; i < views::groups_of(g, name, json::list_items_max); ++i)
            list.push_back(fields_of(s.fields, g, name + "." + std::to_string(i)));
        if (!list.empty()) out[s.name] = std::move(list);
    } else if (s.many && s.kind == FieldShape::Kind::name) {
        array list;
        for (auto text = views::given(g, name); !text.empty();)
            if (auto line = views::taken(text, '\n'); !trimmed(line).empty()) list.push_back(one(s, line));
        if (!list.empty()) out[s.name] = std::move(list);
    } else if (s.many) {
        array list;
        for (auto v : views::given_all(g, name))
            if (!blank(v)) list.push_back(one(s, v));
        if (!list.empty()) out[s.name] = std::move(list);
    } else if (auto v = views::given(g, name); !blank(v)) {
        out[s.name] = one(s, v);
    }
}

object fields_of(const std::vector<FieldShape>& fields, const views::Given& g, const std::string& prefix) {
    object o;
    for (const auto& s : fields) put(o, s, g, prefix.empty() ? s.name : prefix + "." + s.name);
    return o;
}

}  // namespace

static void add_lists(std::vector<std::string>& out, const std::vector<FieldShape>& fields, const std::string& prefix) {
    for (const auto& s : fields) {
        bool list = s.kind == FieldShape::Kind::group && s.many;
        add_lists(out, s.fields, prefix + s.name + (list ? ".*." : "."));
        if (list) out.push_back(prefix + s.name);
    }
}
views::Given compacted(const std::vector<FieldShape>& fields, views::Given g) {
    std::vector<std::string> lists;
    add_lists(lists, fields, "");
    return views::compacted(lists, std::move(g));
}

static bool asks_a_day(const std::vector<views::Field>& fields, std::string_view name) {
    auto part = views::taken(name, '.');
    if (views::is_digits(part)) part = views::taken(name, '.');
    for (const auto& f : fields)
        if (f.name == part) return name.empty() ? f.kind == views::Field::Kind::date || f.kind == views::Field::Kind::happened : asks_a_day(f.fields, name);
    return false;
}
views::Given with_days(const views::Form& form, views::Given g) {
    for (auto& [name, value] : g) {
        std::string_view rest = value;
        std::string iso;
        auto part = views::taken(rest, '.');
        for (; views::is_digits(part) && part.size() <= 2; part = views::taken(rest, '.')) iso = views::joined(part.size() == 1 ? "-0" : "-", part, iso);
        if (rest.empty() && part.size() == 4 && views::is_digits(part) && !iso.empty() && iso.size() <= 6 && asks_a_day(form.fields, name)) value = views::joined(part, iso);
    }
    return g;
}

object json_of(const std::vector<FieldShape>& fields, const views::Given& g) { return fields_of(fields, g, ""); }

std::string field_at(std::string_view where) {
    std::string s;
    for (char c : where) {
        if (c == '[') s += '.';
        else if (c != ']') s += c;
    }
    return s;
}

}  // namespace soria::app
