#include "app/pages/form_data.hpp"

#include "base/core/utf8.hpp"

namespace soria::app {
namespace {

using domain::FieldShape;
using json::bj::array;
using json::bj::object;

constexpr size_t fields_max = 2000, name_bytes_max_ = 200;

std::optional<std::string> decoded(std::string_view s) {
    auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    std::string out;
    for (size_t i = 0; i < s.size(); ++i) {
        char c = s[i];
        if (c == '+') c = ' ';
        if (c == '%') {
            if (i + 2 >= s.size()) return std::nullopt;
            int high = digit(s[i + 1]), low = digit(s[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = char(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return std::nullopt;
        if (c == '\r') {                     // a browser ends a line with both
            if (i + 3 < s.size() && s.substr(i + 1, 3) == "%0A") continue;
            c = '\n';
        }
        out += c;
    }
    if (!valid_utf8(out)) return std::nullopt;
    return out;
}

bool blank(std::string_view s) { return s.find_first_not_of(" \t\n") == std::string_view::npos; }

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\n' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\n' || s.back() == '\t')) s.remove_suffix(1);
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

Result<views::Given> read_form(std::string_view body) {
    views::Given g;
    while (!body.empty()) {
        size_t end = std::min(body.find('&'), body.size());
        auto pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        size_t eq = std::min(pair.find('='), pair.size());
        auto name = decoded(pair.substr(0, eq)), value = decoded(pair.substr(std::min(eq + 1, pair.size())));
        if (!name || !value) return invalid("the form is not what a browser sends");
        if (name->size() > name_bytes_max_) return fail(Fault::limit, "a field's name is too long");
        if (g.size() >= fields_max) return fail(Fault::limit, "a form has at most 2000 fields");
        g.emplace_back(std::move(*name), std::move(*value));
    }
    return g;
}

views::Given compacted(const std::vector<FieldShape>& fields, views::Given g) {
    for (const auto& s : fields) {
        if (s.kind != FieldShape::Kind::group || !s.many) continue;
        size_t n = views::groups_of(g, s.name, json::list_items_max), to = 0;
        views::Given out;
        for (auto& [name, value] : g)
            if (name.rfind(s.name + ".", 0) != 0) out.emplace_back(name, value);
        for (size_t i = 0; i < n; ++i) {
            std::string from = s.name + "." + std::to_string(i);
            if (!views::given_under(g, from)) continue;
            for (auto& [name, value] : g)
                if (name.rfind(from + ".", 0) == 0) out.emplace_back(s.name + "." + std::to_string(to) + name.substr(from.size()), value);
            ++to;
        }
        g = std::move(out);
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
