// Reports of the plan, the page behind a figure, and the same numbers as CSV.
#include <algorithm>

#include "app/cli/print.hpp"
#include "app/pages/plan_parts.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;

std::string period_of(const Visit& v, const object& n) {
    auto from = text_of(n, "from"), until = v.w().day(text_of(n, "until"));
    return from.empty() ? v.w()("plan.until", {{"day", until}}) : v.w()("plan.from_until", {{"from", v.w().day(from)}, {"day", until}});
}
std::string how_of(const Visit& v, const object& n) {
    std::string out;
    for (const auto& m : object_of(n, "events")) {
        std::string name(m.key());
        out += (out.empty() ? "" : "; ") + foreign(v, v.pack().text("event." + name, v.pack_language)) + ": " + number_in(v, number_of_json(&m.value()).value_or(0));
    }
    return out;
}

views::PlanNumber plan_number_in(const Visit& v, const object& n) {
    views::PlanNumber out;
    out.figure = text_of(n, "figure");
    out.name = foreign_text(v, n, "name");
    auto held = text_of(n, "held_back_by");
    out.value = held.empty() ? figure_value(v, n) : std::string(v.w()("plan.held_back"));
    if (auto group = text_of(n, "group"); !group.empty()) {
        out.group = field_word(v, text_of(n, "by")) + ": " + figure_part(v, text_of(n, "by"), group);
        return out;
    }
    out.period = period_of(v, n);
    out.sure = sure_of(v, n);
    out.which = which_of(v, n);
    out.how = how_of(v, n);
    out.limits = foreign_text(v, n, "limits");
    return out;
}

views::PlanReport report_in(const Visit& v, const object& body, Href csv) {
    views::PlanReport r;
    r.csv = std::move(csv);
    auto year = number_of(body, "year");
    r.name = foreign_text(v, body, "name") + (year ? " " + std::to_string(year) : "");
    r.time = year ? std::to_string(year) : "";
    r.lead = v.w()("plan.lead", {{"day", v.w().day(text_of(body, "as_of"))}});
    if (body.contains("basis")) r.place = place_in(v, object_of(body, "basis"));
    for (const auto& m : list_of(body, "measures")) r.measures.push_back(plan_measure_in(v, m.get_object()));
    r.milestones = works_in(v, body, "milestones");
    r.published = works_in(v, body, "published");
    r.budgets = budgets_in(v, body, "budgets");
    r.evaluations = places_in(v, body, "evaluations");
    r.steps = steps_in(v, body);
    auto section = [&](const std::string& name) -> views::PlanSection& {
        if (r.sections.empty() || r.sections.back().name != name) r.sections.push_back({name, {}});
        return r.sections.back();
    };
    static const std::map<std::string_view, std::pair<const char*, const char*>> answers{
        {"in full", {"plan.answered.full", "success"}}, {"in part", {"plan.answered.part", "info"}}, {"not", {"plan.answered.not", "neutral"}}};
    for (const auto& each : list_of(body, "questions")) {
        const auto& q = each.get_object();
        views::PlanQuestion out;
        out.asks = foreign_text(v, q, "asks");
        const auto& [key, color] = answers.at(text_of(q, "answered"));
        out.answered = std::string(v.w()(key));
        out.color = color;
        out.cannot = foreign_text(v, q, "cannot");
        out.place = place_in(v, object_of(q, "place"));
        for (const auto& n : list_of(body, "numbers"))
            if (text_of(n.get_object(), "question") == text_of(q, "question")) out.numbers.push_back(plan_number_in(v, n.get_object()));
        section(foreign_text(v, q, "section")).questions.push_back(std::move(out));
    }
    if (!list_of(body, "questions").empty()) return r;
    // Without questions: one table for each measure.
    for (const auto& n : list_of(body, "numbers")) {
        auto& s = section(foreign_text(v, n.get_object(), "section"));
        if (s.questions.empty()) s.questions.push_back({s.name, "", "", "", "", {}});
        s.questions[0].numbers.push_back(plan_number_in(v, n.get_object()));
    }
    return r;
}

// The year and the day that the address names.
Query asked_of(const Visit& v) {
    Query query = as_of_query(v);
    if (auto year = v.request.param("year"); year && !year->empty()) query.emplace_back("year", *year);
    return query;
}
Href with_asked(const Visit& v, Href to) {
    for (auto& [name, value] : asked_of(v)) to = std::move(to).with(std::string(name), value);
    return to;
}

void show(Visit v, const char* route, std::vector<std::string> path, Query query, Href csv) {
    auto* pages = v.pages;
    pages->look(std::move(v), route, std::move(path), std::move(query), [csv](const Visit& v, const object& body) {
        auto r = report_in(v, body, csv);
        return Paper{r.name, views::report_of_plan(r, v.w()), "plan", true, 200};
    });
}
// The numbers of a report as a file that a spreadsheet reads.
void download(Visit v, const char* route, std::vector<std::string> path, Query query, const std::string& name) {
    auto* pages = v.pages;
    pages->look_any(std::move(v), route, std::move(path), std::move(query), [name](const Visit& v, const Result<Look>& found) {
        if (!found) return v.pages->refused(v, found.error());
        auto r = v.pages->file(v, csv_part(found->body, "numbers"), "text/csv; charset=utf-8", false);
        r.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        return r;
    });
}

}  // namespace

std::string which_of(const Visit& v, const object& n) {
    auto kind = text_of(n, "kind");
    if (kind.empty()) return {};
    return std::string(v.w()("plan.kind." + kind)) + ", " + std::string(v.w()(is_true(n, "unduplicated") ? "plan.unduplicated" : "plan.duplicated"));
}
std::string asked_day(const Visit& v) { return v.request.param("as-of").value_or(""); }
Query as_of_query(const Visit& v) {
    auto day = asked_day(v);
    return day.empty() ? Query() : Query{{"as-of", day}};
}
std::string sure_of(const Visit& v, const object& n) {
    auto said = [&](const object& o, const char* key) {
        auto is = number_of_json(o.if_contains(key));
        return is ? number_in(v, *is) : std::string();
    };
    const auto& interval = n.contains("interval") ? object_of(n, "interval") : n;
    std::string out;
    if (auto of = said(n, "of_how_many"); !of.empty()) out = v.w()("plan.of_how_many", {{"n", of}});
    if (auto low = said(interval, "low"); !low.empty()) out += (out.empty() ? "" : "; ") + v.w()("plan.interval", {{"low", low}, {"high", said(interval, "high")}});
    return out;
}

void annual_page(Visit v) {
    auto query = asked_of(v);
    auto csv = with_asked(v, Href::to({"plan", "annual", "csv"}));
    show(std::move(v), "annual-report", {}, std::move(query), std::move(csv));
}
void annual_csv(Visit v) {
    auto query = asked_of(v);
    download(std::move(v), "annual-report", {}, std::move(query), "annual");
}
void ministry_page(Visit v) {
    std::string id = v.path[0];
    auto query = asked_of(v);
    auto csv = with_asked(v, Href::to({"plan", "ministries", id, "csv"}));
    show(std::move(v), "ministry-status", {id}, std::move(query), std::move(csv));
}
void ministry_csv(Visit v) {
    std::string id = v.path[0];
    auto query = asked_of(v);
    download(std::move(v), "ministry-status", {id}, std::move(query), "status");
}
void return_page(Visit v) {
    std::string id = v.path[0];
    auto query = asked_of(v);
    auto csv = with_asked(v, Href::to({"plan", "returns", id, "csv"}));
    show(std::move(v), "return", {id}, std::move(query), std::move(csv));
}
void return_csv(Visit v) {
    std::string id = v.path[0];
    auto query = asked_of(v);
    download(std::move(v), "return", {id}, std::move(query), "return");
}
void measure_csv(Visit v) {
    std::string number = v.path[0];
    auto query = asked_of(v);
    download(std::move(v), "measure-sheet", {number}, std::move(query), "measure");
}

// Which reports there are: a year for each that the plan has lasted, a ministry for each that it lays something on.
void reports_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "plan-steps", {}, {}, [](const Visit& v, const object& body) {
        views::PlanReports r;
        const auto& pack = v.pack();
        int first = 9999, last = std::atoi(text_of(body, "as_of").substr(0, 4).c_str());
        std::vector<std::string> ministries;
        for (const auto& m : pack.measures) {
            first = std::min(first, m.from);
            for (const auto& id : m.ministries)
                if (std::find(ministries.begin(), ministries.end(), id) == ministries.end()) ministries.push_back(id);
        }
        bool annual = std::any_of(pack.reports.begin(), pack.reports.end(), [](auto& f) { return f.kind == "annual"; });
        for (int year = last; annual && year >= first; --year) r.annual.push_back({std::to_string(year), Href::to({"plan", "annual"}).with("year", std::to_string(year))});
        for (const auto& id : ministries) r.ministries.push_back({agency_name(v, id), Href::to({"plan", "ministries", id})});
        for (const auto& f : pack.reports)
            for (int year = last; f.kind == "return" && year >= first; --year)
                r.returns.push_back({foreign(v, f.name.in(v.pack_language)) + " " + std::to_string(year), Href::to({"plan", "returns", f.id}).with("year", std::to_string(year))});
        return Paper{std::string(v.w()("plan.reports")), views::reports_of_plan(r, v.w()), "plan", true, 200};
    });
}

void figure_page(Visit v) {
    auto* pages = v.pages;
    std::string id = v.path[0];
    Query query = as_of_query(v);
    if (auto cursor = v.request.param("cursor"); cursor && !cursor->empty()) query.emplace_back("cursor", *cursor);
    pages->look(std::move(v), "figure", {id}, std::move(query), [](const Visit& v, const object& body) {
        views::BehindPage b;
        b.figure = plan_figure_in(v, body);
        b.as_of = text_of(body, "as_of");
        b.asked = asked_day(v);
        b.next = text_of(body, "next");
        for (const auto& each : list_of(body, "behind")) {
            const auto& o = each.get_object();
            views::BehindLine l;
            bool work = o.contains("work");
            l.code = text_of(o, work ? "work" : "case");
            l.name = text_of(o, "title");
            l.about = work ? kind_word(v, text_of(o, "kind")) + ", " + agency_name(v, text_of(o, "agency")) : field_word(v, "case");
            l.to = work ? Href::to({"plan", "work", l.code}) : Href::to({"cases", l.code});
            l.times = number_of(o, "times");
            for (const auto& e : list_of(o, "events")) l.events.push_back(v.w().day(text_of(e.get_object(), "day")) + ": " + foreign_text(v, e.get_object(), "what"));
            b.lines.push_back(std::move(l));
        }
        return Paper{b.figure.name, views::behind_page(b, v.w()), "plan", true, 200};
    });
}

}  // namespace soria::app
