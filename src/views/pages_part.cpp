#include "views/pages_part.hpp"

namespace soria::views {
namespace {

Html a_link(const AtOnce& act) { return together({act.before, act.before.empty() ? "" : " ", a(cls("ds-link"), href(act.to), act.label, act.about.empty() ? Html() : span(cls("unseen"), ": ", act.about))}); }
Html at_once(const AtOnce& a) {
    if (a.sent.empty()) return a_link(a);
    Html inside = hidden(a.sent);
    return form(cls("inline"), attr("method", "post"), action(a.to), inside,
                button(cls("ds-button"), attr("data-variant", "secondary"), attr("data-size", "sm"), type("submit"), a.label,
                       a.about.empty() ? Html() : span(cls("unseen"), ": ", a.about)));
}

Html table_of(const PartTable& t, const Words& w) {
    auto columns = t.table.columns;
    if (!t.acts.empty()) columns.push_back({std::string(w("case.acts")), false});
    std::vector<std::vector<Html>> rows;
    for (size_t i = 0; i < t.table.rows.size(); ++i) {
        std::vector<Html> cells;
        for (size_t c = 0; c < t.table.rows[i].size(); ++c) {
            const auto& cell = t.table.rows[i][c];
            cells.push_back(t.codes && c == 0 ? bdi(cls("code"), cell) : plain(cell));
        }
        if (!t.acts.empty()) cells.push_back(i < t.acts.size() && !t.acts[i].label.empty() ? at_once(t.acts[i]) : Html());
        rows.push_back(std::move(cells));
    }
    return section(cls("part"), data_table(t.table.title, columns, rows));
}

Html seen_by(const PartPage& p, const Words& w) {
    std::vector<std::pair<std::string, Html>> rows;
    for (const auto& s : p.seen_by) rows.emplace_back(s.agency, plain(s.classes));
    Html all = rows.empty() ? Html() : facts(rows);
    Html left_out = p.withheld.empty() ? Html() : views::p(cls("note"), p.withheld);
    Html readers = p.readers ? ul(cls("acts"), li(text_link(Href::to({"cases", p.code, "readers"}), w("case.readers")))) : Html();
    return section(cls("part"), heading(2, w("case.who_sees")), all, left_out, readers);
}

}  // namespace

Html part_page(const PartPage& page, const Words& w) {
    Html due = page.clocks.empty() && page.duties.empty() ? p(w("part.nothing_due")) : together({case_clocks(page.code, page.clocks, w), case_duties(page.code, page.duties, w)});
    Html left = part(w("part.due"), due);
    if (auto said = case_facts(page.code, page.facts); !said.empty()) left += part(page.title, said);
    for (const auto& t : page.tables) left += table_of(t, w);
    if (!page.events.empty()) left += part(w("case.timeline"), case_events(page.events, w));
    Html right = case_acts(page.acts, w);
    right += seen_by(page, w);
    return together({printed_line(page.code, page.printed_by, page.printed_on, w),
                     h1(cls("ds-heading"), attr("data-size", "lg"), page.title, " ", code_link(Href::to({"cases", page.code}), page.code)),
                     part_links(page.parts, page.title, w), page.may_be_child ? alert("warning", {p(w("case.may_be_child"))}) : Html(),
                     div(cls("columns"), div(left), div(right))});
}

Html screening_choice(std::string_view report, const std::vector<ListChoice>& lists, const Words& w) {
    std::vector<Html> out;
    for (const auto& l : lists) {
        Href to = Href::to({"reports", report, "screen"}).with(l.own ? "derived" : "list", l.value);
        Html kind = l.own ? tag(w("screen.own"), "info") : Html();
        out.push_back(li(div(cls("row"), span(cls("what"), a(cls("ds-link"), href(to), l.name)), kind, span(cls("note"), w.count("screen.signs", l.signs)))));
    }
    return together({h1(cls("ds-heading"), attr("data-size", "lg"), w("screen.title"), " ", code_link(Href::to({"reports", report}), report)), lead(w("help.screen-report.indicators")),
                     part(w("screen.list"), ul(cls("rows"), out))});
}

Html screening_page(const ScreeningPage& s, const Words& w) {
    std::vector<Html> groups;
    for (const auto& g : s.groups) {
        std::vector<Html> signs;
        for (const auto& [sign, text] : g.signs) {
            std::string field = "evidence." + sign, at = id_of(field);
            std::string wrong;
            for (const auto& e : s.errors)
                if (e.name == field) wrong = e.what;
            std::string error_id = at + "-error";
            signs.push_back(div(cls("ds-field sign"), label(cls("ds-label"), for_(at), text),
                                textarea(given(s.given, field), cls("ds-input"), id(at), name(field), attr("rows", "2"), attr("aria-describedby", wrong.empty() ? "evidence" : error_id)),
                                wrong.empty() ? Html() : div(id(error_id), cls("ds-validation-message"), attr("data-color", "danger"), p(wrong))));
        }
        groups.push_back(fieldset(cls("ds-fieldset"), legend(cls("ds-label"), g.heading.empty() ? s.name : g.heading), signs));
    }
    std::string note = id_of("note");
    Html rule = s.rule.empty() ? Html() : alert("info", {p(s.rule)});
    return together({h1(cls("ds-heading"), attr("data-size", "lg"), w("screen.title"), " ", code_link(Href::to({"reports", s.report}), s.report)),
                     p(cls("about"), s.name, ". ", text_link(Href::to({"reports", s.report, "screen"}), w("screen.list"))), s.errors.empty() ? Html() : error_summary(s.errors, w),
                     rule, p(id("evidence"), cls("lead"), w("screen.mark")),
                     form(id("form"), cls("form"), attr("method", "post"), action(Href::to({"reports", s.report, "screen"})), hidden(s.hidden), groups,
                          div(cls("ds-field"), label(cls("ds-label"), for_(note), s.note_label, " ", w("form.optional")),
                              textarea(given(s.given, "note"), cls("ds-input"), id(note), name("note"), attr("rows", "2"))),
                          div(cls("buttons"), button(cls("ds-button"), type("submit"), w("form.submit"))))});
}

Html screenings_made(const std::vector<ScreeningMade>& made, const std::vector<std::string>& call, std::string_view number, const Words& w) {
    std::vector<Html> list;
    for (const auto& m : made) {
        std::vector<std::pair<std::string, Html>> signs;
        for (const auto& [sign, evidence] : m.signs) signs.emplace_back(sign, plain(evidence));
        std::string listed = std::to_string(m.listed);
        std::string reading = m.seen == 0 ? w("screen.none", {{"listed", listed}}) : w("screen.reading", {{"seen", std::to_string(m.seen)}, {"listed", listed}});
        list.push_back(div(cls("rule"), h3(cls("ds-heading"), attr("data-size", "xs"), m.list), p(cls("note"), m.agency, m.agency.empty() ? "" : ", ", w.day(m.day)), facts(signs),
                           m.note.empty() ? Html() : p(m.note), p(strong(reading))));
    }
    std::vector<Html> whom;
    for (const auto& c : call) whom.push_back(li(c));
    Html end = whom.empty() ? Html() : div(cls("rule"), h3(cls("ds-heading"), attr("data-size", "xs"), w("screen.call")), ul(whom));
    return together({section(cls("part"), id("screened"), heading(2, w("screen.made")), together({list, end})), danger(number, w)});
}

}  // namespace soria::views
