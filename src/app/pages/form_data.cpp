#include "app/pages/form_data.hpp"

#include <algorithm>
#include <utility>

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

// Each list that was given, by its place: people.0.documents. What stands in a list comes before it.
static void add_lists(std::vector<std::string>& out, const std::vector<FieldShape>& fields, const views::Given& g, const std::string& prefix) {
    for (const auto& s : fields) {
        bool list = s.kind == FieldShape::Kind::group && s.many;
        std::string name = prefix + s.name;
        for (size_t i = 0; list && i < views::groups_of(g, name, json::list_items_max); ++i) add_lists(out, s.fields, g, name + "." + std::to_string(i) + ".");
        if (!list) add_lists(out, s.fields, g, name + ".");
        if (list) out.push_back(name);
    }
}
// Where one more is asked for within a group, when the blank groups before that one have fallen out.
static void move_with_its_group(std::string& wanted, const std::string& list, const views::Given& g) {
    if (wanted.rfind(list + ".", 0) != 0) return;
    auto rest = std::string_view(wanted).substr(list.size() + 1);
    auto at = std::string(views::taken(rest, '.'));
    if (!views::is_digits(at) || at.size() > 3) return;
    size_t to = 0;
    for (int i = 0; i < std::stoi(at); ++i) to += views::given_under(g, list + "." + std::to_string(i));
    wanted = list + "." + std::to_string(to) + "." + std::string(rest);
}
views::Given compacted(const std::vector<FieldShape>& fields, views::Given g) {
    std::vector<std::string> lists;
    add_lists(lists, fields, g, "");
    for (auto& [name, value] : g)
        if (name == "_add")
            for (const auto& list : lists) move_with_its_group(value, list, g);
    g = views::compacted(lists, std::move(g));
    // What is done stays done when a form is compacted again; of what stands within a group, one more is added here (views::regrouped adds the others).
    std::string more;
    for (auto& [name, value] : g) {
        if (name == "_drop" && !value.empty()) value = "-";
        if (name == "_add" && value.find('.') != std::string::npos) more = std::exchange(value, "-");
    }
    if (std::find(lists.begin(), lists.end(), more) != lists.end()) g.emplace_back(more + "." + std::to_string(views::groups_of(g, more, json::list_items_max)) + ".", "");
    return g;
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
