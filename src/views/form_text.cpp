#include "views/form_text.hpp"

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

void encode(std::string_view s, std::string& out) {
    constexpr char digits[] = "0123456789ABCDEF";
    for (char c : s) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        auto b = static_cast<unsigned char>(c);
        if (plain) out += c;
        else out += '%', out += digits[b >> 4], out += digits[b & 15];
    }
}

}  // namespace

Result<Given> read_form(std::string_view body) {
    Given g;
    while (!body.empty()) {
        size_t end = std::min(body.find('&'), body.size());
        auto pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        size_t eq = std::min(pair.find('='), pair.size());
        std::string name, value;
        if (!decode(pair.substr(0, eq), name) || !decode(pair.substr(std::min(eq + 1, pair.size())), value)) return invalid("the form is not what a browser sends");
        if (name.size() > name_bytes_max_) return fail(Fault::limit, "a field's name is too long");
        if (g.size() >= fields_max) return fail(Fault::limit, "a form has at most 2000 fields");
        g.emplace_back(std::move(name), std::move(value));
    }
    return g;
}

std::string write_form(const Given& g) {
    std::string out;
    for (const auto& [name, value] : g) {
        if (!out.empty()) out += '&';
        encode(name, out);
        out += '=';
        encode(value, out);
    }
    return out;
}

Given compacted(const std::vector<std::string>& lists, Given g) {
    for (const auto& list : lists) {
        size_t n = groups_of(g, list, groups_max_), to = 0;
        Given out;
        for (auto& [name, value] : g)
            if (name.rfind(list + ".", 0) != 0) out.emplace_back(name, value);
        for (size_t i = 0; i < n; ++i) {
            std::string from = list + "." + std::to_string(i);
            if (!given_under(g, from)) continue;
            for (auto& [name, value] : g)
                if (name.rfind(from + ".", 0) == 0) out.emplace_back(list + "." + std::to_string(to) + name.substr(from.size()), value);
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
