#include "views/pages_case.hpp"

namespace soria::views {
namespace {

Html said(const Facts& list) { return case_facts("", list); }
Html print_button(const Words& w) {
    return button(cls("ds-button"), attr("data-variant", "secondary"), type("button"), flag("data-print"), flag("hidden"), w("print.print"));
}

Html tables(const std::vector<Table>& all) {
    Html out;
    for (const auto& t : all) {
        std::vector<std::vector<Html>> rows;
        for (const auto& r : t.rows) {
            std::vector<Html> cells;
            for (const auto& cell : r) cells.push_back(plain(cell));
            rows.push_back(std::move(cells));
        }
        out += section(cls("part"), data_table(t.title, t.columns, rows));
    }
    return out;
}

Html rule(const RuleAtWork& r, const Words& w) {
    std::vector<Html> list;
    for (const auto& f : r.facts) list.push_back(li(f));
    std::vector<std::pair<std::string, Html>> all;
    auto add = [&](const char* key, const std::string& is) {
        if (!is.empty()) all.emplace_back(std::string(w(key)), plain(is));
    };
    add("why.computation", r.computation);
    if (!list.empty()) all.emplace_back(std::string(w("why.facts")), ul(list));
    add("why.change", r.change);
    for (const auto& [what, is, unused] : r.more)
        if (!is.empty()) all.emplace_back(what, plain(is));
    add("why.rule", r.rule);
    add("why.source", r.source);
    Html state = r.state.empty() ? Html() : tag(r.state, r.bad ? "danger" : r.good ? "success" : "neutral");
    return div(cls("rule"), id(r.id), h3(cls("ds-heading"), attr("data-size", "xs"), r.title, " ", state), facts(all));
}

}  // namespace

Html printed_line(const std::string& code, const std::string& by, const std::string& on, const Words& w) {
    return p(cls("printed"), w("print.line", {{"code", code}, {"user", by}, {"day", w.day(on)}}));
}
Html case_facts(const std::string& code, const Facts& list) {
    std::vector<std::pair<std::string, Html>> out;
    for (const auto& f : list)
        if (!f.is.empty()) out.emplace_back(f.what, f.law.empty() ? plain(f.is) : text_link(Href::to({"cases", code, "law"}).at(f.law), f.is));
    return facts(out);
}
Html case_clocks(const std::string& code, const std::vector<CaseClock>& clocks, const Words& w) {
    std::vector<Html> list;
    for (const auto& k : clocks) {
        Html state = !k.running ? tag(k.state) : k.days_left < 0 ? tag(w.count("desk.days_over", -k.days_left), "danger") : tag(w.count("desk.days_left", k.days_left), k.days_left <= 7 ? "warning" : "info");
        Href to = Href::to({"cases", code, "law"}).at("clock-" + k.clock);
        list.push_back(li(div(cls("row"), span(cls("what"), a(cls("ds-link"), href(to), k.name), ": ", w("case.from_until", {{"from", w.day(k.from)}, {"until", w.day(k.ends)}})), state)));
    }
    return ul(cls("rows"), list);
}
Html case_duties(const std::string& code, const std::vector<CaseDuty>& duties, const Words& w) {
    std::vector<Html> list;
    for (const auto& d : duties)
        list.push_back(li(div(cls("row"), span(cls("what"), a(cls("ds-link"), href(Href::to({"cases", code, "law"}).at("duty-" + d.duty)), d.what), d.due.empty() ? std::string() : " " + w("desk.due", {{"day", w.day(d.due)}})),
                              tag(d.state, d.overdue ? "danger" : d.open ? "info" : "success"))));
    return ul(cls("rows"), list);
}
Html case_acts(const std::vector<ActGroup>& acts, const Words& w) {
    std::vector<Html> groups;
    for (const auto& g : acts) {
        std::vector<Html> list;
        for (const auto& b : g.acts) list.push_back(li(text_link(b.to, b.label)));
        groups.push_back(together({heading(3, g.title), ul(cls("acts"), list)}));
    }
    if (groups.empty()) return {};
    return section(attr("id", "acts"), cls("part acts-part"), heading(2, w("case.acts")), groups);
}
Html case_events(const std::vector<CaseEvent>& events, const Words& w) {
    std::vector<Html> list;
    for (const auto& e : events) list.push_back(li(div(cls("row"), time_(attr("datetime", e.day), w.day(e.day)), span(cls("what"), e.what), span(cls("note"), e.by))));
    return ol(cls("rows"), list);
}

Html part_links(const std::vector<Begin>& parts, std::string_view current, const Words& w) {
    std::vector<Html> list;
    for (const auto& b : parts) list.push_back(li(a(cls("ds-link"), href(b.to), Attribute{"aria-current", "page", b.label == current}, b.label)));
    return nav(cls("parts"), aria_label(w("case.parts")), ul(list));
}

Html case_page(const CasePage& c, const Words& w) {
    Html left = c.clocks.empty() ? Html() : part(w("case.clocks"), case_clocks(c.code, c.clocks, w));
    if (!c.duties.empty()) left += part(w("case.duties"), case_duties(c.code, c.duties, w));
    if (!c.person.empty()) left += part(w("case.person"), case_facts(c.code, c.person));
    left += c.joined;
    left += c.may_be;
    left += tables(c.tables);
    if (!c.timeline.empty()) left += part(w("case.timeline"), case_events(c.timeline, w));
    Html right = case_acts(c.acts, w);
    std::vector<Html> links;
    if (c.law) links.push_back(li(text_link(Href::to({"cases", c.code, "law"}), w("case.law"))));
    if (!c.report.empty()) links.push_back(li(text_link(Href::to({"reports", c.report}), w("case.report", {{"code", c.report}}))));
    if (!c.person_code.empty()) links.push_back(li(text_link(Href::to({"persons", c.person_code, "matches"}), w("match.link"))));
    if (c.readers) links.push_back(li(text_link(Href::to({"cases", c.code, "readers"}), w("case.readers"))));
    std::vector<std::pair<std::string, Html>> seen_by;
    for (const auto& s : c.seen_by) seen_by.emplace_back(s.agency, plain(s.classes));
    if (!c.withheld.empty() || !links.empty() || !seen_by.empty())
        right += section(cls("part"), heading(2, w("case.who_sees")), facts(seen_by), c.withheld.empty() ? Html() : p(c.withheld), links.empty() ? Html() : ul(cls("acts"), links));
    return together({printed_line(c.code, c.printed_by, c.printed_on, w), h1(cls("ds-heading"), attr("data-size", "lg"), w("case.title"), " ", bdi(cls("code"), c.code)), part_links(c.parts, "", w),
                     c.may_be_child ? alert("warning", {p(w("case.may_be_child"))}) : Html(), c.warning.empty() ? Html() : alert("warning", {p(c.warning)}), said(c.about), div(cls("buttons"), print_button(w), c.acts.empty() ? Html() : span(cls("jump"), text_link(Href::fragment("acts"), w("case.acts")))),
                     div(cls("columns"), div(left), div(right))});
}

Html law_page(const LawPage& l, const Words& w) {
    Html out = together({printed_line(l.code, l.printed_by, l.printed_on, w), h1(cls("ds-heading"), attr("data-size", "lg"), w("law.title"), " ", code_link(Href::to({"cases", l.code}), l.code)),
                         lead(w("law.lead")), div(cls("buttons"), print_button(w))});
    for (const auto& one : l.parts) {
        std::vector<Html> rules;
        for (const auto& r : one.rules) rules.push_back(rule(r, w));
        out += part(one.title, rules.empty() ? p(one.nothing) : together({rules}));
    }
    return out;
}

Html readers_page(std::string_view code, const std::vector<ReaderLine>& lines, const Words& w) {
    std::vector<std::vector<Html>> rows;
    for (const auto& l : lines) rows.push_back({plain(w.day(l.day) + (l.time.empty() ? "" : ", " + l.time)), plain(l.by), plain(l.agency), plain(l.purpose), plain(l.what)});
    std::vector<Column> columns;
    for (const char* key : {"readers.day", "readers.by", "readers.agency", "readers.purpose", "readers.what"}) columns.push_back({std::string(w(key)), false});
    return together({h1(cls("ds-heading"), attr("data-size", "lg"), w("readers.title"), " ", code_link(Href::to({"cases", code}), code)), lead(w("readers.lead")),
                     data_table(w("readers.title"), columns, rows, Caption::unseen)});
}

Html report_page(const ReportPage& r, const Words& w) {
    std::vector<Html> buttons, people;
    for (size_t i = 0; i < r.acts.size(); ++i) buttons.push_back(link_button(r.acts[i].to, r.acts[i].label, i ? "secondary" : "primary"));
    buttons.push_back(print_button(w));
    for (const auto& one : r.people) people.push_back(div(cls("rule"), h3(cls("ds-heading"), attr("data-size", "xs"), bdi(cls("code"), one.code)), said(one.facts), one.may_be));
    return together({printed_line(r.code, r.printed_by, r.printed_on, w), h1(cls("ds-heading"), attr("data-size", "lg"), w("report.title"), " ", bdi(cls("code"), r.code)),
                     said(r.about), div(cls("buttons"), buttons), people.empty() ? Html() : part(w("report.people"), together({people})), r.screenings,
                     r.withheld.empty() ? Html() : p(cls("note"), r.withheld)});
}

Html danger(std::string_view number, const Words& w) {
    if (number.empty()) return {};
    return alert("danger", {p(strong(w("report.danger")), " ", a(cls("ds-link"), href(Href::phone(number)), w("report.danger_call", {{"number", number}})))});
}

Html check_answers(const Form& f, const Given& g, const Sending& s, const Words& w) {
    return form(id("form"), cls("form"), attr("method", "post"), action(s.to), hidden(s.hidden), heading(1, w("report.check")), lead(w("report.check_lead")), answers(f, g, w),
                div(cls("buttons"), button(cls("ds-button"), type("submit"), name("_step"), value("send"), w("report.send")),
                    button(cls("ds-button"), attr("data-variant", "secondary"), type("submit"), name("_step"), value("change"), w("report.change"))));
}

}  // namespace soria::views
