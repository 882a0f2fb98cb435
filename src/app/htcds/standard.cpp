#include "app/htcds/standard.hpp"

#include <unicode/uloc.h>

#include <algorithm>

namespace soria::app::htcds {
namespace {

constexpr std::string_view hard_space = "\xC2\xA0", missing = "?";

std::string replaced(std::string_view s, std::string_view from, std::string_view to) {
    std::string out;
    for (size_t at = 0; at < s.size();) {
        if (s.substr(at, from.size()) == from) out += to, at += from.size();
        else out += s[at++];
    }
    return out;
}

std::vector<std::string> words_of(std::string_view s) {
    std::vector<std::string> words;
    for (size_t at = 0; at < s.size();) {
        size_t end = std::min(s.find(' ', at), s.size());
        if (end > at) words.emplace_back(s.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

std::string part_of_word(const std::string& word) { return word == missing ? "" : replaced(word, hard_space, " "); }

}  // namespace

const pack::HtcdsField* Standard::named(std::string_view name) const {
    for (const auto& f : pack_.htcds)
        if (f.field == name || (!f.xlsform.empty() && f.xlsform == name)) return &f;
    return nullptr;
}

const pack::HtcdsField* Standard::at(std::string_view held, std::string_view label) const {
    for (const auto& f : pack_.htcds)
        if (f.held == held && f.label == label) return &f;
    return nullptr;
}

std::optional<Standard::Ours> Standard::ours(const pack::HtcdsField& f, std::string_view value) const {
    for (const auto& v : f.values)
        if (v.value == value) return v.ours.empty() ? Ours{v.becomes, true} : Ours{v.ours[0], false};
    if (const auto* list = pack_.code_list(f.codes))
        for (const auto& c : list->values)
            if (!c.htcds.empty() && c.htcds == value) return Ours{c.id, false};
    return std::nullopt;
}

std::string Standard::theirs(const pack::HtcdsField& f, std::string_view code) const {
    for (const auto& v : f.values)
        if (std::find(v.ours.begin(), v.ours.end(), code) != v.ours.end()) return v.value;
    const auto* list = pack_.code_list(f.codes);
    const auto* c = list ? list->find(code) : nullptr;
    return c ? c->htcds : "";
}

std::string Standard::citizenship_group(std::string_view country) const {
    if (country.empty()) return "unknown";
    for (const auto& g : pack_.citizenship_groups)
        if (std::find(g.countries.begin(), g.countries.end(), country) != g.countries.end()) return g.group;
    return "other";
}

Result<std::string> name_of_parts(const NameParts& n) {
    for (const auto& part : {n.first, n.middle, n.second}) {
        if (part == missing) return invalid("'?' stands for a part of a name that is missing; leave the cell empty");
        if (part.find_first_of("\n\t") != std::string::npos) return invalid("a part of a name is one line");
    }
    auto word = [](const std::string& part) { return part.empty() ? std::string(missing) : replaced(part, " ", hard_space); };
    if (n.middle.empty() && n.second.empty()) return n.first.empty() ? "" : word(n.first);
    return word(n.first) + " " + (n.middle.empty() ? "" : word(n.middle) + " ") + word(n.second);
}

NameParts parts_of_name(std::string_view name) {
    auto words = words_of(name);
    NameParts n;
    if (words.empty()) return n;
    n.first = part_of_word(words[0]);
    if (words.size() > 1) n.second = part_of_word(words.back());
    for (size_t i = 1; i + 1 < words.size(); ++i) n.middle += (n.middle.empty() ? "" : " ") + part_of_word(words[i]);
    n.guessed = words.size() > 3;
    return n;
}

std::string text_of_lines(const Lines& lines) {
    std::string out;
    for (const auto& [label, value] : lines) out += (out.empty() ? "" : "\n") + label + ": " + replaced(value, "\n", "\n  ");
    return out;
}

std::optional<Lines> lines_of_text(std::string_view text, const std::vector<std::string>& labels) {
    Lines lines;
    while (!text.empty()) {
        auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.substr(0, 2) == "  " && !lines.empty()) {
            lines.back().second += "\n" + std::string(line.substr(2));
            continue;
        }
        auto colon = line.find(": ");
        if (colon == std::string_view::npos) return std::nullopt;
        std::string label(line.substr(0, colon));
        bool twice = std::any_of(lines.begin(), lines.end(), [&](auto& l) { return l.first == label; });
        if (twice || std::find(labels.begin(), labels.end(), label) == labels.end()) return std::nullopt;
        lines.emplace_back(label, line.substr(colon + 2));
    }
    return lines;
}

std::string country_of(std::string_view letters) {
    static const auto known = [] {
        std::map<std::string, std::string, std::less<>> m;
        for (const char* const* c = uloc_getISOCountries(); *c; ++c) {
            m[*c] = *c;
            std::string three = uloc_getISO3Country(("und_" + std::string(*c)).c_str());
            if (three.size() == 3) m[three] = *c;
        }
        return m;
    }();
    auto found = known.find(letters);
    return found == known.end() ? "" : found->second;
}

}  // namespace soria::app::htcds
