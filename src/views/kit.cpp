// The kit of one language, written and read.
#include <algorithm>

#include "views/phone.hpp"

namespace soria::views {
namespace {

constexpr std::string_view first_line = "soria-kit 1\t";
constexpr int depth_max = 4;

int64_t number(std::string_view s) {
    bool below = !s.empty() && s[0] == '-';
    int64_t n = 0;
    for (char c : s.substr(below)) {
        if (c < '0' || c > '9' || n > 99'999'999'999'999) break;
        n = n * 10 + (c - '0');
    }
    return below ? -n : n;
}
void put(std::string& out, std::string_view text, char end) {
    for (char c : text) out += c == '\t' || c == '\n' ? ' ' : c;
    out += end;
}

void put_fields(std::string& out, const std::vector<Field>& fields, int depth) {
    for (const auto& f : fields) {
        put(out, "F", '\t');
        for (int64_t n : {int64_t(depth), int64_t(f.kind), int64_t(f.required), f.min, f.max, int64_t(f.bytes_max), int64_t(f.groups_max)}) put(out, digits_of(n), '\t');
        put(out, f.preset, '\t');
        put(out, f.name, '\t');
        put(out, f.label, '\t');
        put(out, f.help, '\n');
        for (const auto& o : f.options) {
            put(out, o.value, '\t');
            put(out, o.label, '\t');
            put(out, o.help, '\n');
        }
        put_fields(out, f.fields, depth + 1);
    }
}

bool read_field(std::string_view one, int& depth, Field& f) {
    depth = int(number(taken(one, '\t')));
    auto kind = number(taken(one, '\t'));
    if (depth < 0 || depth > depth_max || kind < 0 || kind > int64_t(Field::Kind::lines)) return false;
    f.kind = Field::Kind(kind);
    f.required = number(taken(one, '\t')) != 0;
    f.min = number(taken(one, '\t'));
    f.max = number(taken(one, '\t'));
    f.bytes_max = size_t(number(taken(one, '\t')));
    f.groups_max = size_t(number(taken(one, '\t')));
    f.preset = std::string(taken(one, '\t'));
    f.name = std::string(taken(one, '\t'));
    f.label = std::string(taken(one, '\t'));
    f.help = std::string(one);
    return !f.name.empty();
}

bool read_form_of(std::string_view text, Form& form) {
    while (!text.empty()) {
        auto one = taken(text, '\n');
        std::vector<Field>* into = &form.fields;
        if (one.substr(0, 2) == "F\t") {
            one.remove_prefix(2);
            int depth = 0;
            Field f;
            if (!read_field(one, depth, f)) return false;
            for (; depth > 0; --depth) {
                if (into->empty()) return false;
                into = &into->back().fields;
            }
            into->push_back(std::move(f));
        } else {
            Field* last = nullptr;
            for (; !into->empty(); into = &last->fields) last = &into->back();
            if (!last) return false;
            auto value = taken(one, '\t');
            auto label = taken(one, '\t');
            last->options.push_back({std::string(value), std::string(label), std::string(one)});
        }
    }
    return !form.fields.empty();
}

bool is_used(std::string_view key) {
    for (std::string_view p : {"@", "phone.", "form.", "date."})
        if (key.substr(0, p.size()) == p) return true;
    for (std::string_view k : {"report.new", "report.lead", "report.danger", "report.danger_call", "report.go_on", "report.check", "report.check_lead", "report.send", "report.change",
                               "shell.language", "shell.leave", "shell.leave_keys", "shell.skip", "shell.no_such_language", "shell.read_by_nobody", "problem.no_page", "problem.back"})
        if (key == k) return true;
    return false;
}
std::string_view without_form(std::string_view key) { return key.substr(0, key.find('[')); }

}  // namespace

std::string phone_words(std::string_view catalogue, std::string_view english) {
    std::string out;
    std::vector<std::string_view> own;
    for (auto text = catalogue; !text.empty();) {
        auto line = taken(text, '\n');
        auto key = line.substr(0, line.find('\t'));
        if (!is_used(key)) continue;
        own.push_back(without_form(key));
        put(out, key, '\t');
        put(out, line.substr(std::min(key.size() + 1, line.size())), '\n');
    }
    std::sort(own.begin(), own.end());
    for (auto text = english; !text.empty();) {
        auto line = taken(text, '\n');
        auto key = line.substr(0, line.find('\t'));
        if (!is_used(key) || key[0] == '@' || std::binary_search(own.begin(), own.end(), without_form(key))) continue;
        put(out, key, '\t');
        put(out, line.substr(std::min(key.size() + 1, line.size())), '\n');
    }
    return out;
}

std::string write_kit(std::string_view language, std::string_view catalogue, const Form& form) {
    std::string out(first_line);
    put(out, language, '\n');
    out += catalogue;
    out += '\n';
    put_fields(out, form.fields, 0);
    return out;
}

bool PhonePages::take(std::string_view text) {
    if (text.substr(0, first_line.size()) != first_line) return false;
    text.remove_prefix(first_line.size());
    auto kit = std::make_unique<Kit>();
    kit->language = std::string(taken(text, '\n'));
    size_t end = text.find("\n\n");
    if (kit->language.empty() || end == std::string_view::npos) return false;
    kit->catalogue = std::string(text.substr(0, end + 1));
    kit->words = Words(kit->language, kit->catalogue);
    if (!read_form_of(text.substr(end + 2), kit->form)) return false;
    for (auto& k : kits_)
        if (k->language == kit->language) {
            k = std::move(kit);
            return true;
        }
    kits_.push_back(std::move(kit));
    return true;
}

}  // namespace soria::views
