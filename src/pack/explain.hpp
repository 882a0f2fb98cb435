#pragma once
// How a pack's parts are put in words. Internal to pack/.
#include <algorithm>
#include <array>

#include "pack/pack.hpp"
#include "pack/words.hpp"

namespace soria::pack {

inline constexpr size_t width = 100;

struct Words {
    const Pack& pack;
    std::string language, out;
    bool nb = language == "nb";

    std::string say(const char* en, const char* no) const { return nb ? no : en; }
    std::string in(const Text& t) const { return t.in(language); }

    // One paragraph, broken between words; what follows its first line hangs two further in.
    void line(size_t indent, const std::string& s) {
        std::string row(indent, ' ');
        size_t columns = indent;
        bool empty = true;
        for (size_t from = 0; from < s.size();) {
            auto end = std::min(s.find(' ', from), s.size());
            auto word = s.substr(from, end - from);
            auto letters = size_t(std::count_if(word.begin(), word.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
            if (!empty && columns + 1 + letters > width) {
                out += row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
                row.assign(indent + 2, ' ');
                columns = indent + 2;
                empty = true;
            }
            row += (empty ? "" : " ") + word;
            columns += letters + (empty ? 0 : 1);
            empty = false;
            from = end + 1;
        }
        out += row + "\n";
    }
    void head(const char* en, const char* no, const std::string& id, const std::string& name) {
        if (!out.empty()) out += "\n";
        line(0, capital(name) + " (" + say(en, no) + ": " + id + ")");
    }
    void said(const char* en, const char* no, const std::string& s, size_t indent = 2) {
        if (!s.empty()) line(indent, say(en, no) + ": " + s);
    }

    // Where it stands; a note of ours follows its own line, so that nobody takes it for the source's words.
    void source(const Basis& b, size_t indent = 2) {
        if (b.assumption()) {
            said("Source", "Kilde", say("none", "ingen"), indent);
            return said("Assumed", "Antatt", in(b.note), indent);
        }
        said("Source", "Kilde", place(b), indent);
        said("Note", "Merknad", in(b.note), indent);
    }
    std::string place(const Basis& b) const {
        const auto* s = pack.source(b.source);
        return (s ? in(s->title) : b.source) + ", " + place_in_words(b.where, language) +
               (b.line_first ? ", " + lines_in_words(b.line_first, b.line_last, language) : "");
    }
    void standing(Standing s, bool run_as, size_t indent = 2) {
        std::string words(name_of(s, language));
        if (run_as) words += say("; here it binds as an assumption, and is shown as one wherever it decides",
                                 "; her binder det som en antakelse, og vises som det overalt der det avgjør noe");
        else if (s == Standing::assumption) words += say(": no source sets it; it binds here, and is shown as an assumption wherever it decides",
                                                         ": ingen kilde fastsetter det; det binder her, og vises som antakelse overalt der det avgjør noe");
        else if (s != Standing::in_force) words += say(": it binds nobody", ": det binder ingen");
        said("Standing", "Status", words, indent);
    }
    void version(const Version& v, const std::string& says) {
        const auto &from = v.valid.from, &until = v.valid.until;
        std::string when = from ? say("From ", "Fra ") + date_in_words(*from, language) : "";
        if (until) when += (from ? say(" until ", " til ") : say("Until ", "Til ")) + date_in_words(*until, language) + say(" (that day not included)", " (dagen ikke medregnet)");
        out += "\n";
        line(2, when.empty() ? capital(says) : when + ": " + says);
        source(v.basis, 4);
        standing(v.standing, v.run_as_assumption, 4);
        if (v.valid.dated_by_assumption) said("Assumed", "Antatt", say("the date; no source gives it", "datoen; ingen kilde gir den"), 4);
    }

    static std::string capital(std::string s) {
        if (s.empty()) return s;
        if (s[0] >= 'a' && s[0] <= 'z') s[0] = char(s[0] - 'a' + 'A');
        else if (s.rfind("ø", 0) == 0) s.replace(0, 2, "Ø");
        else if (s.rfind("å", 0) == 0) s.replace(0, 2, "Å");
        return s;
    }
    template <class Fn> static std::string joined(const std::vector<std::string>& l, Fn name, const char* by = ", ") {
        std::string s;
        for (const auto& e : l) s += (s.empty() ? "" : by) + name(e);
        return s;
    }
    template <class T> std::string name(const std::vector<T>& list, const std::string& id) const {
        for (const auto& e : list)
            if (e.id == id) return in(e.name);
        return id;
    }
    std::string facts(const std::vector<std::string>& l) const {
        return joined(l, [&](auto& f) {
            bool negated = f.rfind("not ", 0) == 0;
            return (negated ? say("not: ", "ikke: ") : "") + pack.text("fact." + (negated ? f.substr(4) : f), language);
        }, "; ");
    }
    std::string events(const std::vector<std::string>& l) const { return joined(l, [&](auto& e) { return pack.text("event." + e, language); }); }
    std::string kinds(const std::vector<std::string>& l) const {
        return joined(l, [&](auto& k) { return k == "all" ? say("everybody", "alle") : name(pack.kinds, k); });
    }
    std::string roles(const std::vector<std::string>& l) const {
        return joined(l, [&](auto& r) { return r == "all" ? say("every role", "alle roller") : name(pack.roles, r); });
    }
    std::string relations(const std::vector<std::string>& l) const {
        return joined(l, [&](auto& r) { return r == "any" ? say("any, or none", "hvilket som helst, eller ingen") : pack.text("relation." + r, language); });
    }
    std::string purposes(const std::vector<std::string>& l) const {
        const auto* list = pack.code_list("purpose");
        return joined(l, [&](auto& p) { return p == "any" || !list ? say("any", "alle") : name(list->values, p); });
    }
    std::string classes(const std::vector<std::string>& l) const { return joined(l, [&](auto& c) { return pack.text("class." + c, language); }, "; "); }
    std::string yes(bool b) const { return b ? say("yes", "ja") : say("no", "nei"); }
};

template <class T, class Fn> void each(const std::vector<T>& list, std::string_view id, Fn fn) {
    for (const auto& e : list)
        if (e.id == id) fn(e);
}

void figures(Words&, std::string_view id);
void reports(Words&, std::string_view id);

}  // namespace soria::pack
