// The kit of one language, written: kit.cpp reads it.
#include <algorithm>

#include "views/phone.hpp"

namespace soria::views {
namespace {

void put(std::string& out, std::string_view text, char end) {
    for (char c : text) out += c == '\t' || c == '\n' ? ' ' : c;
    out += end;
}

void put_fields(std::string& out, const std::vector<Field>& fields, int depth) {
    for (const auto& f : fields) {
        put(out, "F", '\t');
        for (int64_t n : {int64_t(depth), int64_t(f.kind), int64_t(f.required), f.min, f.max, int64_t(f.signs_max), int64_t(f.groups_max)})
            put(out, digits_of(n), '\t');
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

bool is_used(std::string_view key) {
    for (std::string_view p : {"@", "phone.", "form.", "date."})
        if (key.substr(0, p.size()) == p) return true;
    for (std::string_view k : {"report.new", "report.lead", "report.danger", "report.danger_call", "report.go_on", "report.check", "report.check_lead",
                               "report.send", "report.change", "shell.language", "shell.leave", "shell.leave_keys", "shell.skip", "shell.no_such_language",
                               "shell.read_by_nobody", "problem.no_page", "problem.back"})
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
    std::string out(kit_begins);
    put(out, language, '\n');
    out += catalogue;
    out += '\n';
    put_fields(out, form.fields, 0);
    return out;
}

}  // namespace soria::views
