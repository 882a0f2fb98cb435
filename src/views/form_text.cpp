#include "views/form_text.hpp"

#include <algorithm>

#include "base/core/utf8.hpp"

namespace soria::views {
namespace {

constexpr size_t fields_max = 2000, name_bytes_max_ = 200, groups_max_ = 500;

// False for what no browser sends.
bool decode(std::string_view s, std::string& out) {
    auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    for (size_t i = 0; i < s.size(); ++i) {
        char c = s[i];
        if (c == '+') c = ' ';
        if (c == '%') {
            if (i + 2 >= s.size()) return false;
            int high = digit(s[i + 1]), low = digit(s[i + 2]);
            if (high < 0 || low < 0) return false;
            c = char(high * 16 + low);
            i += 2;
        }
        if (c == '\0') return false;
        if (c == '\r') {                     // a browser ends a line with both
            if (i + 3 < s.size() && s.substr(i + 1, 3) == "%0A") continue;
            c = '\n';
        }
        out += c;
    }
    return valid_utf8(out);
}

}  // namespace

Unread read_form(std::string_view body, Given& g) {
    while (!body.empty()) {
        size_t end = std::min(body.find('&'), body.size());
        auto pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        size_t eq = std::min(pair.find('='), pair.size());
        std::string name, value;
        if (!decode(pair.substr(0, eq), name) || !decode(pair.substr(std::min(eq + 1, pair.size())), value)) return Unread::garbled;
        if (name.size() > name_bytes_max_) return Unread::long_name;
        if (g.size() >= fields_max) return Unread::many_fields;
        g.emplace_back(std::move(name), std::move(value));
    }
    return Unread::nothing;
}
const char* said(Unread u) {
    return u == Unread::garbled ? "the form is not what a browser sends" : u == Unread::long_name ? "a field's name is too long" : "a form has at most 2000 fields";
}
std::string write_form(const Given& g) {
    std::string out;
    for (const auto& [name, value] : g) {
        if (!out.empty()) out += '&';
        encode(out, name, false);
        out += '=';
        encode(out, value, false);
    }
    return out;
}

static bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

Given compacted(const std::vector<std::string>& lists, Given g) {
    std::string dropped(given(g, "_drop"));
    for (const auto& list : lists) {
        size_t n = groups_of(g, list, groups_max_), to = 0;
        Given out;
        for (auto& [name, value] : g)
            if (!begins(name, joined(list, "."))) out.emplace_back(name, value);
        for (size_t i = 0; i < n; ++i) {
            std::string from = joined(list, ".", digits_of(int64_t(i)));
            if (from == dropped || !given_under(g, from)) continue;
            for (auto& [name, value] : g)
                if (begins(name, joined(from, "."))) out.emplace_back(joined(list, ".", digits_of(int64_t(to)), std::string_view(name).substr(from.size())), value);
            ++to;
        }
        g = std::move(out);
    }
    return g;
}

std::vector<std::string> lists_of(const Form& form) {
    std::vector<std::string> lists;
    for (const auto& f : form.fields)
        if (f.kind == Field::Kind::groups) lists.push_back(f.name);
    return lists;
}

}  // namespace soria::views
