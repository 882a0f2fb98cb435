// The plan, a measure, what the country sees today, and houses with free beds.
#include <cstdio>

#include "app/pages/command_form.hpp"
#include "app/pages/plan_parts.hpp"
#include "pack/words.hpp"

namespace soria::app {

using json::bj::object;

std::string decimal_in(const object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    if (!v || v->is_null()) return {};
    if (v->is_string()) return std::string(v->get_string());
    if (!v->is_double()) return json::write(*v);
    char text[40];
    std::snprintf(text, sizeof text, "%.10g", v->get_double());
    return text;
}

namespace {
// Where it stands, in the pack's words.
std::string place_of(const Visit& v, const object& place) {
    auto source = text_of(place, "source"), where = text_of(place, "where");
    return source + (where.empty() ? "" : ", " + (v.pack_language == "nb" ? pack::place_in_words(where, "nb") : where));
}
}  // namespace

views::PlanMeasure plan_measure_in(const Visit& v, const object& m) {
    static const std::map<std::string_view, std::string_view> colors{{"delivered", "success"}, {"continuing", "success"}, {"late", "danger"}, {"under-way", "info"}};
    views::PlanMeasure out;
    out.number = number_of(m, m.contains("number") ? "number" : "measure");
    out.title = foreign_text(v, m, "title");
    out.goal = text_of(m, "goal");
    for (const auto& each : list_of(m, "ministries"))
        if (each.is_string()) out.ministries += (out.ministries.empty() ? "" : ", ") + agency_name(v, std::string(each.get_string()));
    auto status = text_of(m, "status");
    out.status = std::string(v.w().first({"status." + status, status}));
    auto color = colors.find(status);
    out.color = color == colors.end() ? "neutral" : std::string(color->second);
    out.state = status;
    out.because = foreign_text(v, m, "status_because");
    // A day is written as on every page.
    for (const auto& when : {text_of(object_of(m, "status_rests_on"), "when"), text_of(object_of(m, "status_late"), "due")})
        if (auto at = when.size() == 10 ? out.because.rfind(when) : std::string::npos; at != std::string::npos) out.because.replace(at, when.size(), v.w().day(when));
    out.new_in_list = is_true(m, "new_in_list");
    out.new_in_chapter = is_true(m, "new_in_chapter");
    for (const auto& each : list_of(m, "figures")) {
        const auto& f = each.get_object();
        out.figures.push_back({foreign_text(v, f, "name"), f.contains("held_back_by") ? std::string(v.w()("plan.held_back")) : figure_value(v, f), foreign_text(v, f, "says_why"), which_of(v, f)});
    }
    return out;
}

std::string place_in(const Visit& v, const object& basis) {
    if (text_of(basis, "source") == "assumption") return std::string(v.w()("plan.assumed")) + ": " + foreign_text(v, basis, "note");
    std::string out = foreign(v, place_of(v, basis));
    const auto& lines = list_of(basis, "lines");
    if (lines.size() == 2) out += ", " + std::string(v.w()("plan.lines")) + " " + json::write(lines[0]) + (lines[0] == lines[1] ? "" : "-" + json::write(lines[1]));
    return out;
}

namespace {
// A word that the pack has for it, in the page's language or the pack's; else the other.
std::string pack_word(const Visit& v, const std::string& key, std::string otherwise) {
    auto text = v.pack().texts.find(key);
    return text == v.pack().texts.end() ? otherwise : foreign(v, text->second.in(v.pack_language));
}
}  // namespace

std::string kind_word(const Visit& v, std::string_view kind) { return pack_word(v, "kind." + std::string(kind), field_word(v, kind)); }
std::string work_word(const Visit& v, const std::string& state) { return pack_word(v, "work." + state, state_word(v, state)); }

namespace {
// Of a law that was compared, how far the proposal has come is its state, and nothing that it is about.
bool is_comparison(const object& o) { return text_of(o, "kind") == "comparison" && !text_of(o, "about").empty(); }
}  // namespace

// An instrument of the pack by its name in the page's language.
std::string title_of_work(const Visit& v, const object& o) {
    auto title = text_of(o, "title");
    if (text_of(o, "kind") == "treaty")
        for (const auto& i : v.pack().instruments)
            if (i.name.in("en") == title) return foreign(v, i.name.in(v.pack_language));
    return title;
}
std::string state_of_work(const Visit& v, const object& o) {
    return is_comparison(o) ? figure_part(v, "about", text_of(o, "about")) : work_word(v, text_of(o, "state"));
}

std::string about_work(const Visit& v, const object& o) {
    auto out = kind_word(v, text_of(o, "kind"));
    std::string more;
    auto about = is_comparison(o) ? std::string() : text_of(o, "about"), country = text_of(o, "country");
    if (!about.empty()) more = figure_part(v, text_of(o, "kind") == "lesson" ? "theme" : "about", about);
    if (!country.empty() && country != about) more += (more.empty() ? "" : ", ") + figure_part(v, "country", country);
    return more.empty() ? out : out + ": " + more;
}

std::vector<views::WorkLine> works_in(const Visit& v, const object& body, std::string_view list) {
    std::vector<views::WorkLine> out;
    for (const auto& each : list_of(body, list)) {
        const auto& o = each.get_object();
        auto day = text_of(o, "day");
        out.push_back({text_of(o, "code"), about_work(v, o), title_of_work(v, o), agency_name(v, text_of(o, "agency")), state_of_work(v, o),
                       text_of(o, "due"), day.empty() ? text_of(o, "since") : day, number_of(o, "planned"), number_of(o, "done")});
    }
    return out;
}

std::vector<views::Begin> plan_acts_in(const Visit& v, const object& body) {
    std::vector<views::Begin> out;
    for (const auto& each : list_of(body, "acts")) {
        const auto& o = each.get_object();
        auto command = text_of(o, "command");
        auto to = views::Href::to({"do", command});
        auto label = foreign(v, title_of_command(v.pack(), command, v.pack_language));
        for (const auto& m : object_of(o, "with")) {
            to = std::move(to).with(std::string(m.key()), m.value().is_string() ? std::string(m.value().get_string()) : json::write(m.value()));
            if (m.value().is_int64()) label += " (" + json::write(m.value()) + ")";
        }
        out.push_back({std::move(label), std::move(to)});
    }
    return out;
}

std::vector<views::PlanNext> plan_next_in(const Visit& v, const object& body, std::string_view list) {
    std::vector<views::PlanNext> out;
    for (const auto& each : list_of(body, list)) {
        const auto& o = each.get_object();
        auto title = text_of(o, "title"), what = text_of(o, "what");
        out.push_back({text_of(o, "work"), kind_word(v, text_of(o, "kind")), what == title ? what : title + ": " + what, agency_name(v, text_of(o, "agency")), text_of(o, "due"),
                       std::to_string(number_of(o, "measure")), text_of(o, "state") == "overdue"});
    }
    return out;
}

std::vector<views::MoneyYear> money_in(const object& body) {
    std::map<int64_t, views::MoneyYear> years;
    for (const auto& each : list_of(body, "money")) {
        const auto& o = each.get_object();
        auto& y = years[number_of(o, "year")];
        y.year = std::to_string(number_of(o, "year"));
        y.set_aside += number_of(o, "set_aside");
        y.paid += number_of(o, "paid");
        y.agreed += number_of(o, "agreed_with_projects");
        y.instalments += number_of(o, "paid_to_projects");
        y.to_organisations += number_of(o, "to_organisations");
    }
    std::vector<views::MoneyYear> out;
    for (auto& [year, y] : years) out.push_back(std::move(y));
    return out;
}

std::vector<views::StepLine> steps_in(const Visit& v, const object& body) {
    std::vector<views::StepLine> out;
    for (const auto& each : list_of(body, "steps")) {
        const auto& o = each.get_object();
        views::StepLine s;
        s.name = foreign_text(v, o, "name");
        auto said = [&](const char* key) {
            auto n = number_of_json(o.if_contains(key));
            return n ? number_in(v, *n) : std::string();
        };
        s.days = said("days");
        s.days_n = number_of_json(o.if_contains("days")).value_or(0);
        bool few = o.contains("waiting") && o.at("waiting").is_null();
        s.waiting = few ? std::string(v.w()("plan.held_back")) : said("waiting");
        s.waiting_n = number_of_json(o.if_contains("waiting")).value_or(0);
        s.of = o.at("of_how_many").is_null() ? std::string(v.w()("plan.held_back")) : said("of_how_many");
        out.push_back(std::move(s));
    }
    return out;
}

std::vector<std::string> budgets_in(const Visit& v, const object& body, std::string_view list) {
    std::vector<std::string> out;
    for (const auto& each : list_of(body, list)) {
        const auto& o = each.get_object();
        out.push_back(foreign_text(v, o, "name") + ": " + v.w()("plan.budget_line", {{"whole", views::grouped(number_of(o, "set_aside_by_the_plan"))}, {"taken", views::grouped(number_of(o, "appropriated"))},
                                                                                     {"left", views::grouped(number_of(o, "left"))}}) + " (" + place_in(v, object_of(o, "place")) + ")");
    }
    return out;
}

std::vector<std::string> places_in(const Visit& v, const object& body, std::string_view list) {
    std::vector<std::string> out;
    for (const auto& each : list_of(body, list)) {
        const auto& o = each.get_object();
        out.push_back(foreign_text(v, o, "name") + " (" + place_in(v, object_of(o, "place")) + ")");
    }
    return out;
}

namespace {

std::vector<views::Bar> bars_of(const object& o, const Visit& v, std::string_view list) {
    std::vector<views::Bar> rows;
    for (const auto& m : o)
        if (auto n = number_of_json(&m.value())) rows.push_back({figure_part(v, list, std::string(m.key())), *n, number_in(v, *n)});
    return rows;
}

// No value where nothing could be computed.
std::optional<views::Bar> bar_of(const Visit& v, const std::string& label, const json::bj::value& n) {
    auto is = number_of_json(&n);
    if (!is) return std::nullopt;
    return views::Bar{label, *is, number_in(v, *is)};
}

views::GroupLine group_in(const Visit& v, const object& g) {
    auto n = [&](const object& o, const char* key) { return number_in(v, number_of_json(o.if_contains(key)).value_or(0)); };
    auto asked = [&](const char* wave) { return n(object_of(g, wave), "agreed") + " / " + n(object_of(g, wave), "asked"); };
    return {text_of(g, "group"), asked("before"), asked("after"), n(g, "change"), v.w()("plan.interval", {{"low", n(g, "low")}, {"high", n(g, "high")}})};
}

}  // namespace

views::FigurePage plan_figure_in(const Visit& v, const object& f) {
    views::FigurePage out{text_of(f, "id"), foreign_text(v, f, "name"), figure_value(v, f), which_of(v, f), sure_of(v, f), "", foreign_text(v, f, "limits"), "", foreign_text(v, f, "says_why"), {}, {}};
    if (f.contains("held_back_by")) out.value = std::string(v.w()("plan.held_back"));
    if (auto target = number_of_json(f.if_contains("target"))) out.target = number_in(v, *target);
    out.source = place_in(v, object_of(f, "basis"));
    for (const auto& m : object_of(object_of(f, "computed_from"), "events")) {
        std::string name(m.key());
        out.how += (out.how.empty() ? "" : "; ") + foreign(v, v.pack().text("event." + name, v.pack_language)) + ": " + number_in(v, number_of_json(&m.value()).value_or(0));
    }
    for (const auto& each : list_of(f, "by_year")) {
        const auto& y = each.get_object();
        auto year = std::to_string(number_of(y, "year"));
        if (y.contains("held_back_by")) out.by_year.push_back({year, 0, std::string(v.w()("plan.held_back"))});
        auto bar = bar_of(v, year, y.at("value"));
        if (!bar) continue;
        if (y.contains("low")) bar->shown += " (" + number_in(v, *number_of_json(y.if_contains("low"))) + "-" + number_in(v, *number_of_json(y.if_contains("high"))) + ")";
        out.by_year.push_back(*bar);
    }
    for (const auto& each : list_of(f, "by_quarter")) {
        const auto& q = each.get_object();
        if (q.contains("held_back_by")) out.by_quarter.push_back({text_of(q, "quarter"), 0, std::string(v.w()("plan.held_back"))});
        else out.by_quarter.push_back(*bar_of(v, text_of(q, "quarter"), q.at("value")));
    }
    for (const auto& each : list_of(f, "by_quarter"))
        for (const auto& b : list_of(each.get_object(), "by")) {
            auto field = text_of(b.get_object(), "field");
            views::QuarterLine line{text_of(each.get_object(), "quarter"), {}};
            for (const auto& portion : list_of(b.get_object(), "portions")) {
                const auto& o = portion.get_object();
                auto n = number_of_json(o.if_contains("n"));
                line.parts.emplace_back(figure_part(v, field, text_of(o, "value")), n ? number_in(v, *n) : std::string(v.w()("plan.held_back")));
            }
            out.quarters_by = field_word(v, field);
            out.quarter_lines.push_back(std::move(line));
        }
    for (const auto& each : list_of(f, "groups")) out.groups.push_back(group_in(v, each.get_object()));
    for (const auto& each : list_of(f, "by")) {
        const auto& b = each.get_object();
        std::vector<views::Bar> rows;
        std::vector<std::string> ids;
        for (const auto& portion : list_of(b, "portions")) ids.push_back(text_of(portion.get_object(), "value"));
        auto list = list_of_parts(v, text_of(b, "field"), ids);
        for (const auto& portion : list_of(b, "portions")) {
            const auto& o = portion.get_object();
            auto id = text_of(o, "value");
            auto label = figure_part(v, list, id);
            if (auto bar = bar_of(v, label, o.at("n"))) rows.push_back(*bar);
            else rows.push_back(views::Bar{label, 0, std::string(v.w()("plan.held_back"))});
        }
        if (!rows.empty()) out.by.emplace_back(field_word(v, text_of(b, "field")), std::move(rows));
    }
    return out;
}

namespace {

views::PlanContradiction read_contradiction(const Visit& v, const object& c) {
    views::PlanContradiction out{foreign_text(v, c, "about"), {}, {}};
    for (const auto& each : list_of(c, "readings")) {
        const auto& r = each.get_object();
        const auto& place = object_of(r, "place");
        out.readings.push_back({foreign_text(v, r, "says"), foreign(v, place_of(v, place))});
    }
    for (const auto& each : list_of(c, "titles")) {
        const auto& t = each.get_object();
        out.titles.push_back(std::to_string(number_of(t, "measure")) + ": " + foreign_text(v, t, "list") + " / " + foreign_text(v, t, "chapter"));
    }
    return out;
}

}  // namespace

void plan_page(Visit v) {
    auto* pages = v.pages;
    auto query = as_of_query(v);
    pages->look(std::move(v), "plan", {}, std::move(query), [](const Visit& v, const object& body) {
        views::PlanPage p;
        p.as_of = text_of(body, "as_of");
        p.asked = asked_day(v);
        for (const auto& m : list_of(body, "measures")) p.measures.push_back(plan_measure_in(v, m.get_object()));
        for (const auto& m : object_of(body, "by_status")) {
            std::string id(m.key());
            if (m.value().is_int64()) p.statuses.push_back({std::string(v.w().first({"status." + id, id})), id, m.value().get_int64()});
        }
        for (const auto& g : list_of(body, "goals")) p.goals.emplace_back(text_of(g.get_object(), "id"), foreign_text(v, g.get_object(), "name"));
        p.money = money_in(body);
        p.steps = steps_in(v, body);
        p.acts = plan_acts_in(v, body);
        for (const auto& c : list_of(body, "contradictions"))
            p.contradictions.push_back(read_contradiction(v, c.get_object()));
        return Paper{std::string(v.w()("plan.title")), views::plan_page(p, v.w()), "plan", true, 200};
    });
}

void measure_page(Visit v) {
    auto* pages = v.pages;
    std::string number = v.path[0];
    auto query = as_of_query(v);
    pages->look(std::move(v), "measure", {number}, std::move(query), [](const Visit& v, const object& body) {
        views::MeasurePage m;
        m.measure = plan_measure_in(v, body);
        m.as_of = text_of(body, "as_of");
        m.asked = asked_day(v);
        for (const auto& f : list_of(body, "figures")) m.figures.push_back(plan_figure_in(v, f.get_object()));
        m.milestones = works_in(v, body, "milestones");
        m.published = works_in(v, body, "published");
        m.work = works_in(v, body, "work");
        m.more_work = !text_of(body, "more_work").empty();
        m.evaluations = places_in(v, body, "evaluations");
        m.cited = places_in(v, body, "cited");
        m.budgets = budgets_in(v, body, "budget_use");
        m.money = money_in(body);
        m.period = std::to_string(number_of(body, "from")) + "-" + std::to_string(number_of(body, "until"));
        for (const auto& each : list_of(body, "contributing"))
            if (each.is_string()) m.contributing += (m.contributing.empty() ? "" : ", ") + agency_name(v, std::string(each.get_string()));
        for (const auto& a : v.pack().agencies)
            if (a.kind == "coordinating-unit") m.who_may_plan = m.measure.ministries + ", " + agency_name(v, a.id);
        for (const auto& each : list_of(body, "simulations")) {
            const auto& o = each.get_object();
            auto said = [&](const char* key) { return number_in(v, double(number_of(o, key))); };
            auto effect = o.contains("held_back_by") ? std::string(v.w()("plan.held_back"))
                                                     : v.w()("plan.tried", {{"all", said("looked_at")}, {"shorter", said("shorter")}, {"longer", said("longer")}, {"same", said("same")}, {"days", said("days_in_all")}});
            m.tried.push_back({foreign_text(v, o, "name"), effect, place_in(v, object_of(o, "basis"))});
        }
        m.next = plan_next_in(v, body, "next");
        m.acts = plan_acts_in(v, body);
        return Paper{std::to_string(m.measure.number) + ". " + m.measure.title, views::measure_page(m, v.w()), "plan", true, 200};
    });
}

void national_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "national", {}, {}, [](const Visit& v, const object& body) {
        static const std::map<std::string_view, std::string_view> lists{{"persons_by_gender", "gender"}, {"persons_by_age", "age-band"}, {"persons_by_citizenship", "citizenship-group"},
            {"reports_by_form", "form"}, {"contacts_by_region", "region"}, {"contacts_by_arena", "arena"}, {"information", "information"}, {"letters", "letter"}, {"persons_by_residence", "permit"}, {"information_by_language", "language"}, {"cases_by_phase", "phase"}};
        views::NationalPage n{text_of(body, "as_of"), {}, v.folder->policy().may_look(v.viewer, "estimate").has_value()};
        const auto& rests = object_of(body, "rests_on");
        std::vector<views::Bar> totals;
        for (const char* total : {"persons", "reports", "cases"}) totals.push_back({field_word(v, total), double(number_of(body, total)), number_in(v, double(number_of(body, total)))});
        n.parts.push_back({std::string(v.w()("national.totals")), "", totals});
        for (const auto& m : body) {
            std::string key(m.key());
            if (!m.value().is_object() || key == "rests_on") continue;
            auto list = lists.find(key);
            auto of = list == lists.end() ? std::string_view() : list->second;
            auto rows = bars_of(m.value().get_object(), v, of);
            std::erase_if(rows, [](auto& r) { return r.n == 0; });
            for (const auto& cell : m.value().get_object())
                if (cell.value().is_null()) rows.push_back({figure_part(v, of, std::string(cell.key())), 0, std::string(v.w()("plan.held_back"))});
            if (!rows.empty()) n.parts.push_back({field_word(v, key), foreign_text(v, rests, key), std::move(rows)});
        }
        return Paper{std::string(v.w()("national.title")), views::national_page(n, v.w()), "national", true, 200};
    });
}

void houses_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "list-houses", {}, {}, [](const Visit& v, const object& body) {
        std::vector<views::HouseLine> list;
        for (const auto& e : list_of(body, "houses")) {
            const auto& h = e.get_object();
            list.push_back({text_of(h, "code"), code_name(v, "audience", text_of(h, "audience")), code_name(v, "region", text_of(h, "region")), number_of(h, "beds"), number_of(h, "free")});
        }
        return Paper{std::string(v.w()("houses.title")), views::houses_page(list, v.w()), "houses", true, 200};
    });
}

}  // namespace soria::app
