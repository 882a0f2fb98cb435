#include "views/pages_desk.hpp"

namespace soria::views {
namespace {

Html section_of(std::string_view title, Html content) { return section(cls("part"), heading(2, title), content); }

Href case_of(std::string_view code) { return Href::to({"cases", code}); }

// Each date leads to its rule, its source and how it was computed.
Href law_of(std::string_view code, const std::string& what) { return Href::to({"cases", code, "law"}).at(what); }

Html days(int64_t left, const Words& w) {
    if (left < 0) return tag(w.count("desk.days_over", -left), "danger");
    return tag(w.count("desk.days_left", left), left <= 7 ? "warning" : "info");
}

// One button that does a command at once: the desk shows all that it needs.
Html act(Href to, const std::string& csrf, const std::string& key, Values fields, std::string_view text) {
    Html inside = together({input(type("hidden"), name("_csrf"), value(csrf)), input(type("hidden"), name("_key"), value(key))});
    for (const auto& [n, v] : fields) inside += input(type("hidden"), name(n), value(v));
    return form(cls("inline"), attr("method", "post"), action(to), inside, button(cls("ds-button"), attr("data-size", "sm"), type("submit"), text));
}

Html duties(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (const auto& duty : d.duties) {
        Html due = tag(w(duty.overdue ? "desk.overdue" : "desk.due", {{"day", w.day(duty.due)}}), duty.overdue ? "danger" : "info");
        list.push_back(li(div(cls("row"), duty.is_case ? code_link(case_of(duty.code), duty.code) : span(w("answer.person"), " ", bdi(cls("code"), duty.code)), span(cls("what"), duty.what), duty.is_case ? a(cls("ds-link"), href(law_of(duty.code, "duty-" + duty.duty)), due) : due)));
    }
    return ul(cls("rows"), list);
}
Html clocks(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (const auto& c : d.clocks)
        list.push_back(li(div(cls("row"), code_link(case_of(c.code), c.code), span(cls("what"), a(cls("ds-link"), href(law_of(c.code, "clock-" + c.clock)), c.name), ", ", w("desk.ends", {{"day", w.day(c.ends)}})), days(c.days_left, w))));
    return ul(cls("rows"), list);
}
Html alerts(const Desk& d) {
    std::vector<Html> list;
    for (const auto& x : d.alerts) list.push_back(li(div(cls("row"), code_link(case_of(x.code), x.code), span(cls("what"), x.what, x.more.empty() ? "" : ": ", x.more))));
    return ul(cls("rows"), list);
}
Html coming_of_age(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (const auto& c : d.coming_of_age)
        list.push_back(li(div(cls("row"), code_link(case_of(c.code), c.code), span(cls("what"), w("desk.turns_18", {{"day", w.day(c.ends)}})), days(c.days_left, w))));
    return ul(cls("rows"), list);
}
Html referrals(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (size_t i = 0; i < d.referrals.size(); ++i) {
        const auto& r = d.referrals[i];
        std::string number = std::to_string(r.number);
        Html accept = act(Href::to({"cases", r.code, "do", "accept-referral"}), d.csrf, i < d.keys.size() ? d.keys[i] : "", {{"referral", number}}, w("desk.accept"));
        Html decline = a(cls("ds-link"), href(Href::to({"cases", r.code, "do", "decline-referral"}).with("referral", number)), w("desk.decline"));
        Html what = span(cls("what"), r.service, r.from.empty() ? std::string() : ", " + w("desk.from", {{"agency", r.from}}));
        list.push_back(li(div(cls("row"), code_link(case_of(r.code), r.code), what, span(cls("acts"), accept, " ", decline))));
    }
    return ul(cls("rows"), list);
}
Html answers_to(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (const auto& a : d.answers) {
        Html day = tag(w(a.accepted ? "desk.accepted" : "desk.declined", {{"day", w.day(a.day)}}), a.accepted ? "success" : "warning");
        list.push_back(li(div(cls("row"), code_link(case_of(a.code), a.code), span(cls("what"), a.service, a.by.empty() ? "" : ", ", a.by), day)));
    }
    return ul(cls("rows"), list);
}
Html orders(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (const auto& o : d.orders)
        list.push_back(li(div(cls("row"), code_link(case_of(o.code), o.code), span(cls("what"), o.service),
                              a(cls("ds-link"), href(Href::to({"cases", o.code, "do", "deliver-service"}).with("order", std::to_string(o.number))), w("desk.deliver")))));
    return ul(cls("rows"), list);
}
Html reports(const Desk& d, const Words& w) {
    std::vector<Html> list;
    for (const auto& r : d.reports)
        list.push_back(li(div(cls("row"), code_link(Href::to({"reports", r.code}), r.code), span(cls("what"), r.form, ", ", r.region, r.from.empty() ? "" : ", ", r.from),
                              d.opens_cases ? a(cls("ds-link"), href(Href::to({"do", "open-case"}).with("report", r.code)), w("desk.open_case")) : Html())));
    return ul(cls("rows"), list);
}
Html concerns(const Desk& d) {
    std::vector<Html> list;
    for (const auto& c : d.concerns) list.push_back(li(div(cls("row"), code_link(Href::to({"reports", c.report}), c.report), bdi(cls("what code"), c.person))));
    return ul(cls("rows"), list);
}

Html matches(const Desk& d) {
    std::vector<Html> list;
    for (const auto& code : d.matches) list.push_back(li(div(cls("row"), code_link(Href::to({"matches", code}), code))));
    return ul(cls("rows"), list);
}

}  // namespace

Html desk(const Desk& d, const Words& w) {
    std::vector<Html> buttons;
    for (size_t i = 0; i < d.begins.size(); ++i) buttons.push_back(link_button(d.begins[i].to, d.begins[i].label, i ? "secondary" : "primary"));
    Html out;
    if (!d.alerts.empty()) out += section_of(w("desk.alerts"), alerts(d));
    if (!d.referrals.empty()) out += section_of(w.count("desk.referrals", int64_t(d.referrals.size())), referrals(d, w));
    if (!d.answers.empty()) out += section_of(w.count("desk.answers", int64_t(d.answers.size())), answers_to(d, w));
    if (!d.concerns.empty()) out += section_of(w.count("desk.concerns", int64_t(d.concerns.size())), concerns(d));
    if (!d.matches.empty()) out += section_of(w.count("desk.matches", int64_t(d.matches.size())), matches(d));
    if (!d.duties.empty()) out += section_of(w.count("desk.duties", int64_t(d.duties.size())), duties(d, w));
    if (!d.clocks.empty()) out += section_of(w.count("desk.clocks", int64_t(d.clocks.size())), clocks(d, w));
    if (!d.coming_of_age.empty()) out += section_of(w.count("desk.coming_of_age", int64_t(d.coming_of_age.size())), coming_of_age(d, w));
    if (!d.orders.empty()) out += section_of(w.count("desk.orders", int64_t(d.orders.size())), orders(d, w));
    if (!d.reports.empty()) out += section_of(w.count("desk.reports", int64_t(d.reports.size())), reports(d, w));
    if (!d.plan.empty()) out += next_table(w("plan.waits"), d.plan, w);
    if (d.plan.empty() && d.alerts.empty() && d.referrals.empty() && d.answers.empty() && d.concerns.empty() && d.duties.empty() && d.clocks.empty() && d.coming_of_age.empty() && d.orders.empty() && d.reports.empty() && d.matches.empty()) out += p(w("desk.nothing"));
    return together({heading(1, w("desk.title")), p(cls("lead"), d.agency, ", ", w.day(d.today)), div(cls("buttons"), buttons),
                     p(id("renewed"), cls("note"), attr("role", "status"), attr("data-text", w("desk.renewed"))), div(id("desk"), attr("data-seen", d.seen), out)});
}

Html find(const Words& w, std::string_view csrf, std::string_view given, std::string_view error) {
    Html wrong = error.empty() ? Html() : div(id("f-code-error"), cls("ds-validation-message"), attr("data-color", "danger"), attr("role", "alert"), p(error));
    return together({heading(1, w("find.title")),
                     form(cls("form"), attr("method", "post"), action(Href::to({"find"})), input(type("hidden"), name("_csrf"), value(csrf)),
                          div(cls("ds-field"), label(cls("ds-label"), for_("f-code"), attr("data-weight", "semibold"), w("find.code")), p(id("f-code-help"), cls("help"), w("find.help")),
                              input(cls("ds-input medium"), type("text"), id("f-code"), name("code"), value(given), described_by(error.empty() ? "f-code-help" : "f-code-help f-code-error"),
                                    attr("autocomplete", "off"), attr("autocapitalize", "characters"), attr("spellcheck", "false"), attr("maxlength", "32"),
                                    Attribute{"aria-invalid", "true", !error.empty()}, flag("autofocus")),
                              wrong),
                          div(cls("buttons"), button(cls("ds-button"), type("submit"), w("find.submit"))))});
}

}  // namespace soria::views
