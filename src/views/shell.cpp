#include "views/shell.hpp"

namespace soria::views {
namespace {

Html languages(const Shell& s, const Words& w) {
    if (s.languages.size() < 2) return {};
    std::vector<Html> list;
    for (const auto& l : s.languages)
        list.push_back(li(a(cls("ds-link"), href(Href::path(s.here).with("lang", l.code)), lang(l.code), attr("hreflang", l.code),
                            Attribute{"aria-current", "true", l.code == w.language()}, l.name)));
    return details(cls("menu"), id("language"), summary(w("shell.language")), ul(list));
}

Html fallback(const Shell& s, const Words& w) {
    std::string said;
    if (!s.wanted_language.empty()) said = w("shell.no_such_language", {{"language", s.wanted_language}});
    else if (w.read_by_nobody()) said = std::string(w("shell.read_by_nobody"));
    if (auto n = w.missing()) said = joined(said, said.empty() ? "" : " ", w.count("shell.missing", n));
    if (!s.pack_in.empty()) said = joined(said, said.empty() ? "" : " ", w("shell.pack_in_english"));
    return said.empty() ? Html() : p(cls("note"), said);
}

}  // namespace

std::string page(const Shell& s, const Words& w, Parts content) {
    Head head{w.language(), w.direction(), joined(s.title, s.title.empty() ? "" : " - ", "Soria"), {Href::asset(s.style)}, {Href::asset(s.script)}};
    if (!s.island.empty()) head.scripts.push_back(Href::asset(s.island));
    Html leave = a(cls("ds-button leave"), id("leave"), attr("data-color", "danger"), href(Href::to({"leave"})), attr("rel", "noreferrer nofollow"), w("shell.leave"));
    Html body = together(content);
    return document(head, {a(cls("skip"), href(Href::fragment("content")), w("shell.skip")),
                           header(cls("top"),
                                  div(cls("bar"), a(cls("house"), href(s.home), "Soria"), s.tasks, div(cls("ends"), languages(s, w), s.person)),
                                  leave, s.demonstration.empty() ? Html() : p(cls("demonstration"), s.demonstration)),
                           main_(id("content"), cls(s.wide ? "wide" : "narrow"), attr("tabindex", "-1"),
                                 s.notice.empty() ? Html() : alert("success", {p(s.notice)}), body),
                           footer(p(s.proposes), fallback(s, w), p(cls("note"), w("shell.leave_keys")))});
}

Html to_languages(const Words& w) { return a(cls("ds-link"), href(Href::fragment("languages")), w("shell.language")); }
Html languages_of_form(std::string_view here, const std::vector<LanguageChoice>& languages) {
    std::vector<Html> list;
    for (const auto& l : languages)
        list.push_back(li(button(attr("form", "form"), formaction(Href::path(here).with("lang", l.code)), name("_step"), value(language_step), lang(l.code), l.name)));
    return ul(id("languages"), cls("languages screen"), list);
}

Html code_link(Href to, std::string_view text) { return a(cls("ds-link code"), href(to), bdi(text)); }
Html heading(int level, std::string_view text) {
    if (level == 1) return h1(cls("ds-heading"), attr("data-size", "lg"), text);
    if (level == 2) return h2(cls("ds-heading"), attr("data-size", "sm"), text);
    return h3(cls("ds-heading"), attr("data-size", "xs"), text);
}
Html lead(std::string_view text) { return p(cls("ds-paragraph lead"), text); }
Html tag(std::string_view text, std::string_view color) { return span(cls("ds-tag"), attr("data-color", color), text); }
Html alert(std::string_view color, Parts parts) { return div(cls("ds-alert"), attr("data-color", color), attr("role", color == "danger" ? "alert" : "status"), together(parts)); }
Html facts(const std::vector<std::pair<std::string, Html>>& list) {
    std::vector<Html> out;
    for (const auto& [what, is] : list)
        if (!is.empty()) out.push_back(div(dt(what), dd(is)));
    return out.empty() ? Html() : dl(cls("facts"), out);
}
Html link_button(Href to, std::string_view text, std::string_view variant) { return a(cls("ds-button"), attr("data-variant", variant), href(to), text); }
Html text_link(Href to, std::string_view text) { return a(cls("ds-link"), href(to), text); }
Html plain(std::string_view text) { return together({text}); }

Column words_of(const Words& w, const char* key) { return {std::string(w(key)), false}; }
Column number_of(const Words& w, const char* key) { return {std::string(w(key)), true}; }

Html part(std::string_view title, const Html& content) { return section(cls("part"), heading(2, title), content); }

Html data_table(std::string_view title, const std::vector<Column>& columns, const std::vector<std::vector<Html>>& rows, Caption shown) {
    std::vector<Html> heads, lines;
    for (const auto& c : columns) heads.push_back(th(scope("col"), cls(c.number ? "number" : "words"), c.head));
    bool stacks = columns.size() > 2;      // on a narrow screen each row one below the other, each cell with its column's name
    for (const auto& r : rows) {
        std::vector<Html> cells;
        for (size_t i = 0; i < r.size(); ++i) {
            const char* kind = i < columns.size() && columns[i].number ? "number" : "words";
            Attribute head{"data-head", i < columns.size() ? std::string_view(columns[i].head) : std::string_view(), stacks};
            cells.push_back(i == 0 ? th(scope("row"), cls(kind), head, r[i]) : td(cls(kind), head, r[i]));
        }
        lines.push_back(tr(cells));
    }
    return div(cls("scrolls"), attr("tabindex", "0"), attr("role", "region"), aria_label(title),
               table(cls(stacks ? "ds-table stacks" : "ds-table"), caption(Attribute{"class", "unseen", shown == Caption::unseen}, title), thead(tr(heads)), tbody(lines)));
}

}  // namespace soria::views
