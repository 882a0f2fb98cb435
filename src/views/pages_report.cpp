#include "views/pages_report.hpp"

namespace soria::views {
namespace {

Html lines_of(std::string_view title, const std::vector<std::string>& lines) {
    if (lines.empty()) return {};
    std::vector<Html> list;
    for (const auto& l : lines) list.push_back(li(l));
    return section(cls("part"), heading(2, title), ul(cls("ds-list"), list));
}

Html measures_of(const std::vector<PlanMeasure>& measures, const Words& w) {
    if (measures.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& m : measures) {
        std::string number = std::to_string(m.number);
        rows.push_back({a(cls("ds-link"), href(Href::to({"plan", number})), number, ". ", m.title), tag(m.status, m.color), plain(m.because)});
    }
    return data_table(w("plan.measures"), {words_of(w, "plan.measure"), words_of(w, "plan.status"), words_of(w, "plan.because")}, rows);
}

Html numbers_of(std::string_view title, const std::vector<PlanNumber>& numbers, const Words& w) {
    std::vector<std::vector<Html>> rows;
    for (const auto& n : numbers) {
        Html name = n.group.empty() ? a(cls("ds-link"), href(Href::to({"plan", "figures", n.figure})), n.name) : plain(n.group);
        std::vector<Html> about;
        for (const auto* s : {&n.which, &n.how, &n.limits})
            if (!s->empty()) about.push_back(p(cls("note"), *s));
        rows.push_back({name, plain(n.value), plain(n.period), plain(n.sure), together({about})});
    }
    return data_table(title, {words_of(w, "plan.what"), number_of(w, "plan.number"), words_of(w, "plan.period"), words_of(w, "plan.sure"), words_of(w, "plan.how")}, rows, Caption::unseen);
}

Html question_of(const PlanQuestion& q, const Words& w) {
    Html out;
    if (!q.answered.empty()) out += together({heading(3, q.asks), p(tag(q.answered, q.color), q.cannot.empty() ? std::string() : " " + std::string(w("plan.limits")) + ": " + q.cannot)});
    if (!q.numbers.empty()) out += numbers_of(q.asks, q.numbers, w);
    if (!q.place.empty()) out += p(cls("note"), w("why.source"), ": ", q.place);
    return out;
}

Html choices(std::string_view title, const std::vector<PlanChoice>& list) {
    if (list.empty()) return {};
    std::vector<Html> items;
    for (const auto& c : list) items.push_back(li(text_link(c.to, c.name)));
    return section(cls("part"), heading(2, title), ul(cls("ds-list"), items));
}

Html select_of(const char* name_, std::string_view title, const std::vector<Option>& options, std::string_view chosen) {
    std::vector<Html> all{option(value(""), "")};
    for (const auto& o : options) all.push_back(option(value(o.value), flag("selected", o.value == chosen), o.label));
    std::string field = "f-" + std::string(name_);
    return div(cls("ds-field"), label(cls("ds-label"), for_(field), title), select(cls("ds-input"), id(field), name(name_), all));
}

}  // namespace

Html report_of_plan(const PlanReport& r, const Words& w) {
    Html out = together({heading(1, r.name), lead(r.lead), r.place.empty() ? Html() : p(cls("note"), w("why.source"), ": ", r.place),
                         p(cls("screen"), text_link(r.csv, w("plan.csv")))});
    out += measures_of(r.measures, w);
    out += work_table(w("plan.milestones"), r.milestones, w);
    out += lines_of(w("plan.money"), r.budgets);
    out += work_table(w("plan.published"), r.published, w);
    out += lines_of(w("plan.evaluations"), r.evaluations);
    out += steps_part(r.steps, r.time, w);
    for (const auto& s : r.sections) {
        Html questions;
        for (const auto& q : s.questions) questions += question_of(q, w);
        out += section(cls("part"), heading(2, s.name), questions);
    }
    return together({out, p(cls("screen"), text_link(Href::to({"plan", "reports"}), w("plan.reports")))});
}

Html reports_of_plan(const PlanReports& r, const Words& w) {
    return together({heading(1, w("plan.reports")), choices(w("plan.annual"), r.annual), choices(w("plan.ministries"), r.ministries), choices(w("plan.returns"), r.returns),
                     p(text_link(Href::to({"plan"}), w("plan.back")))});
}

Html behind_page(const BehindPage& b, const Words& w) {
    std::vector<std::vector<Html>> rows;
    for (const auto& l : b.lines) {
        std::vector<Html> events;
        for (const auto& e : l.events) events.push_back(li(e));
        rows.push_back({together({a(cls("ds-link"), href(l.to), l.name.empty() ? bdi(cls("code"), l.code) : plain(l.name)), l.name.empty() ? Html() : together({" ", bdi(cls("code"), l.code)})}),
                        plain(l.about), plain(std::to_string(l.times)), ul(cls("plain"), events)});
    }
    Html list = rows.empty() ? p(w("plan.behind_none"))
                             : data_table(w("plan.behind"), {words_of(w, "plan.what"), words_of(w, "field.kind"), number_of(w, "plan.times"), words_of(w, "work.history")}, rows);
    Href here = Href::to({"plan", "figures", b.figure.id});
    Html out = together({figure_part(b.figure, 1, w), p(cls("note"), w("plan.as_of"), " ", w.day(b.as_of)), day_form(here, b.as_of, w), list});
    if (!b.next.empty()) out += p(text_link(as_of(here, b.asked).with("cursor", b.next), w("plan.more")));
    return together({out, p(text_link(as_of(Href::to({"plan"}), b.asked), w("plan.back")))});
}

Html works_page(const WorksPage& x, const Words& w) {
    Html asked = form(cls("form screen"), attr("method", "get"), action(Href::to({"plan", "work"})), select_of("measure", w("plan.measure"), x.measures, x.measure),
                      select_of("kind", w("field.kind"), x.kinds, x.kind),
                      div(cls("ds-field"), label(cls("ds-label"), for_("f-words"), w("work.words")), input(cls("ds-input"), id("f-words"), name("words"), value(x.words))),
                      div(cls("buttons"), button(cls("ds-button"), type("submit"), w("work.find"))));
    Html list = x.works.empty() ? p(w("work.none")) : work_table(w("plan.work"), x.works, w);
    Html out = together({heading(1, w("plan.work")), lead(w("work.lead")), asked, list});
    if (!x.next.empty()) {
        auto to = Href::to({"plan", "work"}).with("cursor", x.next);
        if (!x.measure.empty()) to = std::move(to).with("measure", x.measure);
        if (!x.kind.empty()) to = std::move(to).with("kind", x.kind);
        if (!x.words.empty()) to = std::move(to).with("words", x.words);
        out += p(text_link(to, w("plan.more")));
    }
    return together({out, plan_acts(x.acts, w), p(text_link(Href::to({"plan"}), w("plan.back")))});
}

Html work_page(const WorkPage& x, const Words& w) {
    std::vector<std::pair<std::string, Html>> about;
    about.emplace_back(std::string(w("plan.measure")), text_link(Href::to({"plan", x.measure}), x.measure_name));
    for (const auto& [key, is] : x.facts) about.emplace_back(key, plain(is));
    Html out = together({heading(1, x.work.title), p(bdi(cls("code"), x.work.code), " ", tag(x.work.state)), facts(about), plan_acts(x.acts, w)});
    if (!x.owed.empty()) {
        std::vector<std::vector<Html>> rows;
        for (const auto& o : x.owed) {
            rows.emplace_back();
            for (const auto& c : o) rows.back().push_back(plain(c));
        }
        out += data_table(w("work.owed"), {number_of(w, "plan.number"), words_of(w, "plan.what"), words_of(w, "plan.agency"), words_of(w, "field.due"), words_of(w, "field.state")}, rows);
    }
    if (!x.surveys.empty()) out += together({drawn(w("work.surveys"), x.surveys, w), x.change.empty() ? Html() : p(x.change)});
    std::vector<std::vector<Html>> rows;
    for (const auto& [day, what] : x.history) rows.push_back({plain(w.day(day)), plain(what)});
    out += data_table(w("work.history"), {words_of(w, "work.day"), words_of(w, "plan.what")}, rows);
    return together({out, p(text_link(Href::to({"plan", "work"}).with("measure", x.measure), w("plan.work")))});
}

}  // namespace soria::views
