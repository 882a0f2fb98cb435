#include "views/pages_plan.hpp"

namespace soria::views {
namespace {

Html at_a_glance(const PlanPage& plan, const Words& w) {
    std::vector<SquareRow> rows;
    for (const auto& [goal, name] : plan.goals) {
        SquareRow row{name, {}};
        for (const auto& m : plan.measures)
            if (m.goal == goal) row.squares.push_back({std::to_string(m.number), m.state});
        if (!row.squares.empty()) rows.push_back(std::move(row));
    }
    std::vector<Square> legend;
    for (const auto& s : plan.statuses) legend.push_back({s.name, s.state});
    return squares(w("plan.at_a_glance"), rows, legend);
}

Html money_part(const std::vector<MoneyYear>& money, const Words& w) {
    if (money.empty()) return {};
    std::vector<Bar> rows;
    std::vector<std::vector<Html>> lines;
    bool set_aside = false;
    for (const auto& y : money) set_aside = set_aside || y.set_aside > 0 || y.paid > 0;
    for (const auto& y : money) {
        for (const auto& [what, n] : {std::pair{"plan.set_aside", y.set_aside}, {"plan.paid", y.paid}})
            if (set_aside) rows.push_back({y.year + ": " + std::string(w(what)), double(n), grouped(n)});
        // Where nothing is set aside for the measure itself, what it pays is drawn.
        for (const auto& [what, n] : {std::pair{"plan.to_projects", y.instalments}, {"plan.to_organisations", y.to_organisations}})
            if (!set_aside && n > 0) rows.push_back({y.year + ": " + std::string(w(what)), double(n), grouped(n)});
        lines.push_back({plain(y.year), plain(grouped(y.set_aside)), plain(grouped(y.paid)), plain(grouped(y.agreed)), plain(grouped(y.instalments)), plain(grouped(y.to_organisations))});
    }
    Html table = data_table(w("plan.money"), {words_of(w, "field.year"), number_of(w, "plan.set_aside"), number_of(w, "plan.paid"), number_of(w, "plan.agreed"), number_of(w, "plan.to_projects"), number_of(w, "plan.to_organisations")}, lines, Caption::unseen);
    return section(cls("part"), bars(w("plan.money"), rows), details(cls("ds-details"), summary(w("plan.as_table")), table));
}

Html quarters_table(const FigurePage& f, const Words& w) {
    std::vector<Column> columns{words_of(w, "plan.by_quarter")};
    for (const auto& [name, n] : f.quarter_lines[0].parts) columns.push_back({name, true});
    std::vector<std::vector<Html>> rows;
    for (const auto& line : f.quarter_lines) {
        std::vector<Html> cells{plain(line.quarter)};
        for (const auto& [name, n] : line.parts) cells.push_back(plain(n));
        rows.push_back(std::move(cells));
    }
    std::string title = std::string(w("plan.by_quarter")) + ", " + f.quarters_by;
    return details(cls("ds-details"), summary(title), data_table(title, columns, rows, Caption::unseen));
}

}  // namespace

Href as_of(Href to, std::string_view asked) { return asked.empty() ? to : std::move(to).with("as-of", std::string(asked)); }
Html day_form(const Href& to, std::string_view day, const Words& w) {
    return form(cls("form screen"), attr("method", "get"), action(to),
                div(cls("ds-field"), label(cls("ds-label"), for_("f-as-of"), w("plan.as_of")), input(cls("ds-input medium"), type("date"), id("f-as-of"), name("as-of"), value(day))),
                div(cls("buttons"), button(cls("ds-button"), attr("data-variant", "secondary"), type("submit"), w("plan.as_of_show"))));
}

Html steps_part(const std::vector<StepLine>& steps, std::string_view time, const Words& w) {
    std::vector<Bar> days, waiting;
    std::vector<std::vector<Html>> lines;
    for (const auto& s : steps) {
        if (!s.days.empty()) days.push_back({s.name, s.days_n, s.days});
        if (!s.waiting.empty()) waiting.push_back({s.name, s.waiting_n, s.waiting});
        lines.push_back({plain(s.name), plain(s.days), plain(s.of), plain(s.waiting)});
    }
    if (lines.empty()) return {};
    Html table = data_table(w("plan.steps"), {words_of(w, "plan.what"), number_of(w, "plan.steps"), number_of(w, "plan.came_through"), number_of(w, "plan.waiting")}, lines, Caption::unseen);
    std::string took = std::string(w("plan.steps")) + (time.empty() ? "" : ", " + std::string(time));
    return section(cls("part"), bars(took, days), bars(w("plan.waiting"), waiting), details(cls("ds-details"), summary(w("plan.as_table")), table));
}

Html work_table(std::string_view title, const std::vector<WorkLine>& works, const Words& w) {
    if (works.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& o : works) {
        Html name = together({a(cls("ds-link"), href(Href::to({"plan", "work", o.code})), o.title), " ", bdi(cls("code"), o.code)});
        rows.push_back({name, plain(o.kind), plain(o.agency), plain(o.state), plain(w.day(o.since)), plain(w.day(o.due))});
    }
    return data_table(title, {words_of(w, "field.title"), words_of(w, "field.kind"), words_of(w, "plan.agency"), words_of(w, "field.state"), words_of(w, "plan.since"), words_of(w, "field.due")}, rows);
}

Html plan_acts(const std::vector<Begin>& acts, const Words& w) {
    if (acts.empty()) return {};
    std::vector<Html> list;
    for (const auto& b : acts) list.push_back(li(text_link(b.to, b.label)));
    return section(cls("part acts-part"), heading(2, w("case.acts")), ul(cls("acts"), list));
}

Html next_table(std::string_view title, const std::vector<PlanNext>& next, const Words& w) {
    if (next.empty()) return {};
    std::vector<std::vector<Html>> rows;
    for (const auto& n : next) {
        Html due = n.overdue ? tag(w("desk.overdue", {{"day", w.day(n.due)}}), "danger") : plain(w.day(n.due));
        rows.push_back({a(cls("ds-link"), href(Href::to({"plan", "work", n.code})), n.what), plain(n.kind), plain(n.agency), due});
    }
    return data_table(title, {words_of(w, "plan.what"), words_of(w, "field.kind"), words_of(w, "plan.agency"), words_of(w, "field.due")}, rows);
}

Html plan_page(const PlanPage& plan, const Words& w) {
    std::vector<Bar> statuses;
    for (const auto& s : plan.statuses) statuses.push_back({s.name, double(s.n)});
    std::vector<std::vector<Html>> rows;
    for (const auto& m : plan.measures) {
        std::vector<Html> figures;
        for (const auto& f : m.figures) figures.push_back(li(f.name, ": ", f.value.empty() ? em(f.why) : strong(f.value), f.which.empty() ? std::string() : " (" + f.which + ")"));
        std::string number = std::to_string(m.number);
        rows.push_back({a(cls("ds-link"), href(as_of(Href::to({"plan", number}), plan.asked)), number, ". ", m.title), plain(m.ministries),
                        together({tag(m.status, m.color), p(m.because)}), ul(cls("acts"), figures)});
    }
    Html out = together({heading(1, w("plan.title")), lead(w("plan.lead", {{"day", w.day(plan.as_of)}})), day_form(Href::to({"plan"}), plan.as_of, w), at_a_glance(plan, w), drawn(w("plan.statuses"), statuses, w),
                         p(cls("screen"), text_link(Href::to({"plan", "reports"}), w("plan.reports")), " ", text_link(Href::to({"plan", "work"}), w("plan.work"))),
                         plan_acts(plan.acts, w), money_part(plan.money, w), steps_part(plan.steps, "", w),
                         data_table(w("plan.measures"), {words_of(w, "plan.measure"), words_of(w, "plan.ministries"), words_of(w, "plan.status"), words_of(w, "plan.figures")}, rows)});
    if (!plan.contradictions.empty()) {
        Html all;
        for (const auto& c : plan.contradictions) {
            std::vector<Html> list;
            for (const auto& r : c.readings) list.push_back(li(r.says, " (", r.place, ")"));
            for (const auto& t : c.titles) list.push_back(li(t));
            all += together({heading(3, c.about), ul(cls("ds-list"), list)});
        }
        out += section(cls("part"), heading(2, w("plan.contradictions")), all);
    }
    return out;
}

Html figure_part(const FigurePage& f, int level, const Words& w, std::string_view asked) {
    Html one = together({level == 1 || f.id.empty() ? heading(level, f.name) : h2(cls("ds-heading"), attr("data-size", "sm"), a(cls("ds-link"), href(as_of(Href::to({"plan", "figures", f.id}), asked)), f.name)),
                         f.value.empty() ? p(f.why) : p(cls("figure"), f.value), f.which.empty() ? Html() : p(cls("note"), f.which), f.sure.empty() ? Html() : p(cls("note"), w("plan.sure"), ": ", f.sure)});
    if (!f.target.empty()) one += p(cls("note"), w("plan.target"), ": ", f.target);
    if (!f.groups.empty()) {
        std::vector<std::vector<Html>> rows;
        for (const auto& g : f.groups)
            rows.push_back({g.code.empty() ? plain(w("plan.unnamed")) : text_link(Href::to({"plan", "work", g.code}), g.code), plain(g.before), plain(g.after), plain(g.change), plain(g.sure)});
        one += data_table(w("plan.groups"), {words_of(w, "field.campaign"), number_of(w, "plan.before"), number_of(w, "plan.after"), number_of(w, "plan.change"), words_of(w, "plan.sure")}, rows, Caption::unseen);
    }
    if (!f.by_year.empty()) one += drawn(w("plan.by_year"), f.by_year, w);
    if (!f.by_quarter.empty()) one += drawn(w("plan.by_quarter"), f.by_quarter, w);
    if (!f.quarter_lines.empty()) one += quarters_table(f, w);
    for (const auto& [title, rows] : f.by) one += drawn(title, rows, w);
    std::vector<std::pair<std::string, Html>> about;
    using Line = std::pair<const char*, const std::string*>;
    for (const auto& [key, is] : {Line{"plan.how", &f.how}, Line{"plan.limits", &f.limits}, Line{"why.source", &f.source}})
        if (!is->empty()) about.emplace_back(std::string(w(key)), plain(*is));
    return section(cls("part"), one, facts(about));
}

Html measure_page(const MeasurePage& m, const Words& w) {
    std::string number = std::to_string(m.measure.number);
    Html out = together({heading(1, number + ". " + m.measure.title), p(tag(m.measure.status, m.measure.color), " ", m.measure.because),
                         facts({{std::string(w("plan.ministries")), plain(m.measure.ministries)},
                                {std::string(w("plan.contributing")), plain(m.contributing)},
                                {std::string(w("plan.period")), plain(m.period)},
                                {std::string(w("plan.as_of")), plain(w.day(m.as_of))},
                                {std::string(w("plan.new_in_list")), plain(w(m.measure.new_in_list ? "form.yes" : "form.no"))},
                                {std::string(w("plan.new_in_chapter")), plain(w(m.measure.new_in_chapter ? "form.yes" : "form.no"))}}),
                         p(cls("screen"), text_link(as_of(Href::to({"plan", number, "csv"}), m.asked), w("plan.csv"))), day_form(Href::to({"plan", number}), m.as_of, w)});
    out += m.next.empty() ? section(cls("part"), heading(2, w("plan.next")), p(w("plan.nothing_next", {{"who", m.who_may_plan}}))) : next_table(w("plan.next"), m.next, w);
    out += plan_acts(m.acts, w);
    out += work_table(w("plan.milestones"), m.milestones, w);
    if (!m.budgets.empty() || !m.money.empty()) {
        std::vector<Html> lines;
        for (const auto& b : m.budgets) lines.push_back(li(b));
        out += together({ul(cls("ds-list"), lines), money_part(m.money, w)});
    }
    out += work_table(w("plan.published"), m.published, w);
    for (const auto& [title, list] : {std::pair{"plan.evaluations", &m.evaluations}, {"plan.cited", &m.cited}}) {
        std::vector<Html> lines;
        for (const auto& e : *list) lines.push_back(li(e));
        if (!lines.empty()) out += section(cls("part"), heading(2, w(title)), ul(cls("ds-list"), lines));
    }
    for (const auto& f : m.figures) out += figure_part(f, 2, w, m.asked);
    for (const auto& t : m.tried) out += section(cls("part"), heading(2, t.name), p(t.effect, " ", w("plan.tried_only")), p(cls("note"), t.source));
    out += work_table(w("plan.work"), m.work, w);
    if (m.more_work) out += p(text_link(Href::to({"plan", "work"}).with("measure", number), w("plan.more")));
    return together({out, p(text_link(as_of(Href::to({"plan"}), m.asked), w("plan.back")))});
}

Html national_page(const NationalPage& n, const Words& w) {
    Html out = together({heading(1, w("national.title")), lead(w("national.lead", {{"day", w.day(n.as_of)}}))});
    for (const auto& part : n.parts)
        out += section(cls("part"), drawn(part.title, part.rows, w), part.rests_on.empty() ? Html() : p(cls("note"), w("national.rests_on"), " ", part.rests_on));
    if (n.estimates) out += p(text_link(Href::to({"estimate"}), w("estimate.title")));
    return out;
}

Html houses_page(const std::vector<HouseLine>& houses, const Words& w) {
    std::vector<std::vector<Html>> rows;
    for (const auto& h : houses) rows.push_back({bdi(cls("code"), h.code), plain(h.audience), plain(h.region), plain(std::to_string(h.free)), plain(std::to_string(h.beds))});
    Html list = rows.empty() ? p(w("houses.none"))
                             : data_table(w("houses.title"), {words_of(w, "field.house"), words_of(w, "field.audience"), words_of(w, "field.region"), number_of(w, "houses.free"), number_of(w, "houses.beds")}, rows, Caption::unseen);
    return together({heading(1, w("houses.title")), lead(w("houses.lead")), list});
}

}  // namespace soria::views
