// The plan, a measure, what the country sees today, and houses with free beds.
#include "app/pages/screens.hpp"
#include "views/pages_plan.hpp"

namespace soria::app {
namespace {

using json::bj::object;

std::string number_text(const object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    if (!v || v->is_null()) return {};
    if (v->is_string()) return std::string(v->get_string());
    return json::write(*v);
}

// A value with its unit; what is held back for being small says so.
std::string value_of(const Visit& v, const object& f) {
    auto n = number_text(f, "value");
    if (n.empty()) return {};
    auto key = "unit." + text_of(f, "unit");
    return n + " " + (v.w().has(key) ? std::string(v.w()(key)) : foreign_text(v, f, text_of(f, "unit_name").empty() ? "unit" : "unit_name"));
}

views::PlanMeasure measure_of(const Visit& v, const object& m) {
    static const std::map<std::string_view, std::string_view> colors{{"delivered", "success"}, {"continuing", "success"}, {"late", "danger"}, {"under-way", "info"}};
    views::PlanMeasure out;
    out.number = number_of(m, "number");
    out.title = foreign_text(v, m, "title");
    for (const auto& each : list_of(m, "ministries"))
        if (each.is_string()) out.ministries += (out.ministries.empty() ? "" : ", ") + agency_name(v, std::string(each.get_string()));
    auto status = text_of(m, "status");
    out.status = std::string(v.w().first({"status." + status, status}));
    auto color = colors.find(status);
    out.color = color == colors.end() ? "neutral" : std::string(color->second);
    out.because = foreign_text(v, m, "status_because");
    out.new_in_list = is_true(m, "new_in_list");
    out.new_in_chapter = is_true(m, "new_in_chapter");
    for (const auto& each : list_of(m, "figures")) {
        const auto& f = each.get_object();
        out.figures.push_back({foreign_text(v, f, "name"), value_of(v, f), foreign_text(v, f, "says_why")});
    }
    return out;
}

std::vector<views::Bar> bars_of(const object& o, const Visit& v, std::string_view list) {
    std::vector<views::Bar> rows;
    for (const auto& m : o)
        if (m.value().is_int64()) {
            std::string id(m.key());
            auto label = code_name(v, list, id);
            rows.push_back({label == id ? state_word(v, id) : label, double(m.value().get_int64())});
        }
    return rows;
}

// No value where nothing could be computed.
std::optional<views::Bar> bar_of(const std::string& label, const json::bj::value& n) {
    if (n.is_int64()) return views::Bar{label, double(n.get_int64())};
    if (n.is_double()) return views::Bar{label, n.get_double(), json::write(n)};
    return std::nullopt;
}

views::FigurePage figure_of(const Visit& v, const object& f) {
    views::FigurePage out{foreign_text(v, f, "name"), value_of(v, f), "", foreign_text(v, f, "limits"), "", foreign_text(v, f, "says_why"), {}, {}};
    const auto& basis = object_of(f, "basis");
    out.source = foreign(v, text_of(basis, "source") + (text_of(basis, "where").empty() ? "" : ", " + text_of(basis, "where")));
    const auto& lines = list_of(basis, "lines");
    if (lines.size() == 2) out.source += ", " + std::string(v.w()("plan.lines")) + " " + json::write(lines[0]) + "-" + json::write(lines[1]);
    for (const auto& m : object_of(object_of(f, "computed_from"), "events")) {
        std::string name(m.key());
        out.how += (out.how.empty() ? "" : "; ") + foreign(v, v.pack().text("event." + name, v.pack_language)) + ": " + json::write(m.value());
    }
    for (const auto& y : list_of(f, "by_year"))
        if (auto bar = bar_of(std::to_string(number_of(y.get_object(), "year")), y.get_object().at("value"))) out.by_year.push_back(*bar);
    for (const auto& each : list_of(f, "by")) {
        const auto& b = each.get_object();
        std::vector<views::Bar> rows;
        for (const auto& portion : list_of(b, "portions")) {
            const auto& o = portion.get_object();
            auto id = text_of(o, "value");
            auto event = v.pack().texts.find("event." + id);         // what ended a clock is named by its event
            auto label = event != v.pack().texts.end() ? foreign(v, event->second.in(v.pack_language)) : code_name(v, text_of(b, "field"), id);
            if (auto bar = bar_of(label, o.at("n"))) rows.push_back(*bar);
            else rows.push_back(views::Bar{label, 0, std::string(v.w()("plan.held_back"))});
        }
        if (!rows.empty()) out.by.emplace_back(field_word(v, text_of(b, "field")), std::move(rows));
    }
    return out;
}

views::PlanContradiction read_contradiction(const Visit& v, const object& c) {
    views::PlanContradiction out{foreign_text(v, c, "about"), {}};
    for (const auto& each : list_of(c, "readings")) {
        const auto& r = each.get_object();
        const auto& place = object_of(r, "place");
        out.readings.push_back({foreign_text(v, r, "says"), foreign(v, text_of(place, "source") + (text_of(place, "where").empty() ? "" : ", " + text_of(place, "where")))});
    }
    return out;
}

}  // namespace

void plan_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "plan", {}, {}, [](const Visit& v, const object& body) {
        views::PlanPage p;
        p.as_of = text_of(body, "as_of");
        for (const auto& m : list_of(body, "measures")) p.measures.push_back(measure_of(v, m.get_object()));
        for (const auto& m : object_of(body, "by_status")) {
            std::string id(m.key());
            if (m.value().is_int64()) p.statuses.push_back({std::string(v.w().first({"status." + id, id})), "", m.value().get_int64()});
        }
        for (const auto& c : list_of(body, "contradictions"))
            p.contradictions.push_back(read_contradiction(v, c.get_object()));
        return Paper{std::string(v.w()("plan.title")), views::plan_page(p, v.w()), "plan", true, 200};
    });
}

void measure_page(Visit v) {
    auto* pages = v.pages;
    std::string number = v.path[0];
    pages->look(std::move(v), "measure", {number}, {}, [](const Visit& v, const object& body) {
        views::MeasurePage m{measure_of(v, body), text_of(body, "as_of"), {}};
        for (const auto& f : list_of(body, "figures")) m.figures.push_back(figure_of(v, f.get_object()));
        return Paper{std::to_string(m.measure.number) + ". " + m.measure.title, views::measure_page(m, v.w()), "plan", true, 200};
    });
}

void national_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "national", {}, {}, [](const Visit& v, const object& body) {
        static const std::map<std::string_view, std::string_view> lists{{"persons_by_gender", "gender"}, {"persons_by_age", "age-band"}, {"persons_by_citizenship", "citizenship-group"},
            {"reports_by_form", "form"}, {"contacts_by_region", "region"}, {"contacts_by_arena", "arena"}, {"information", "information"}, {"letters", "letter"}, {"persons_by_residence", "permit"}};
        views::NationalPage n{text_of(body, "as_of"), {}, v.folder->policy().may_look(v.viewer, "estimate").has_value()};
        const auto& rests = object_of(body, "rests_on");
        std::vector<views::Bar> totals;
        for (const char* total : {"persons", "reports", "cases"}) totals.push_back({field_word(v, total), double(number_of(body, total))});
        n.parts.push_back({std::string(v.w()("national.totals")), "", totals});
        for (const auto& m : body) {
            std::string key(m.key());
            if (!m.value().is_object() || key == "rests_on") continue;
            auto list = lists.find(key);
            auto rows = bars_of(m.value().get_object(), v, list == lists.end() ? std::string_view() : list->second);
            std::erase_if(rows, [](auto& r) { return r.n == 0; });
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
