// The plan, a measure, what the country sees today, and houses with free beds.
#include "app/pages/screens.hpp"
#include "pack/words.hpp"
#include "views/pages_plan.hpp"

namespace soria::app {
namespace {

using json::bj::object;

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
        out.figures.push_back({foreign_text(v, f, "name"), figure_value(v, f), foreign_text(v, f, "says_why")});
    }
    return out;
}

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

// Where it stands, in the pack's words.
std::string place_of(const Visit& v, const object& place) {
    auto source = text_of(place, "source"), where = text_of(place, "where");
    return source + (where.empty() ? "" : ", " + (v.pack_language == "nb" ? pack::place_in_words(where, "nb") : where));
}

views::FigurePage figure_of(const Visit& v, const object& f) {
    views::FigurePage out{foreign_text(v, f, "name"), figure_value(v, f), "", foreign_text(v, f, "limits"), "", foreign_text(v, f, "says_why"), {}, {}};
    const auto& basis = object_of(f, "basis");
    out.source = foreign(v, place_of(v, basis));
    const auto& lines = list_of(basis, "lines");
    if (lines.size() == 2) out.source += ", " + std::string(v.w()("plan.lines")) + " " + json::write(lines[0]) + "-" + json::write(lines[1]);
    for (const auto& m : object_of(object_of(f, "computed_from"), "events")) {
        std::string name(m.key());
        out.how += (out.how.empty() ? "" : "; ") + foreign(v, v.pack().text("event." + name, v.pack_language)) + ": " + json::write(m.value());
    }
    for (const auto& y : list_of(f, "by_year"))
        if (auto bar = bar_of(v, std::to_string(number_of(y.get_object(), "year")), y.get_object().at("value"))) out.by_year.push_back(*bar);
    for (const auto& each : list_of(f, "by")) {
        const auto& b = each.get_object();
        std::vector<views::Bar> rows;
        for (const auto& portion : list_of(b, "portions")) {
            const auto& o = portion.get_object();
            auto id = text_of(o, "value");
            auto label = figure_part(v, text_of(b, "field"), id);
            if (auto bar = bar_of(v, label, o.at("n"))) rows.push_back(*bar);
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
        out.readings.push_back({foreign_text(v, r, "says"), foreign(v, place_of(v, place))});
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
