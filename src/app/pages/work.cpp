// The work on the measures: courses, forums, projects, campaigns, treaties and all the rest, as lists and one by one.
#include <algorithm>

#include "app/pages/plan_parts.hpp"
#include "domain/plan/views.hpp"

namespace soria::app {
namespace {

using json::bj::object;

std::vector<views::Option> kinds_of_work(const Visit& v) {
    std::vector<views::Option> out;
    for (const auto& k : domain::work_kinds()) out.push_back({std::string(k.name), kind_word(v, k.name), ""});
    std::stable_sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.label < b.label; });
    return out;
}
std::vector<views::Option> measures_of(const Visit& v) {
    std::vector<views::Option> out;
    for (const auto& m : v.pack().measures) out.push_back({std::to_string(m.number), std::to_string(m.number) + ". " + foreign(v, m.name.in(v.pack_language)), ""});
    return out;
}

// A change of an event's fields in words: what was added, by whom, for what. Names of fields are the catalogue's.
std::string told_of(const Visit& v, const object& e) {
    std::string out = foreign_text(v, e, "what"), more;
    for (const auto& m : object_of(e, "fields")) {
        std::string key(m.key());
        if (key == "code" || key == "measure" || key == "title" || m.value().is_null() || m.value().is_array() || m.value().is_object()) continue;
        object one{{key, m.value()}};
        auto said = anything(v, one, key);
        // A code of a list in its own words; a text of several words is somebody's own.
        if (m.value().is_string() && said == m.value().get_string() && said.find(' ') == std::string::npos) said = figure_part(v, key, said);
        if (m.value().is_int64() && (key == "amount" || key == "planned")) said = number_in(v, double(m.value().get_int64()));
        if (said.empty()) continue;
        more += (more.empty() ? "" : "; ") + field_word(v, key) + ": " + said;
    }
    return more.empty() ? out : out + " (" + more + ")";
}

}  // namespace

void works_page(Visit v) {
    auto* pages = v.pages;
    std::vector<std::pair<std::string, std::string>> query;
    for (const char* name : {"measure", "kind", "words", "cursor"})
        if (auto p = v.request.param(name); p && !p->empty()) query.emplace_back(name, *p);
    pages->look(std::move(v), "list-work", {}, query, [query](const Visit& v, const object& body) {
        views::WorksPage w;
        for (const auto& [name, value] : query) {
            if (name == "measure") w.measure = value;
            if (name == "kind") w.kind = value;
            if (name == "words") w.words = value;
        }
        w.measures = measures_of(v);
        w.kinds = kinds_of_work(v);
        w.works = works_in(v, body, "work");
        w.acts = plan_acts_in(v, body);
        w.next = text_of(body, "next");
        return Paper{std::string(v.w()("plan.work")), views::works_page(w, v.w()), "plan", true, 200};
    });
}

void work_page(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    auto read = parse_code(code);
    if (!read) return v.reply(pages->refused(v, read.error()));
    pages->look(std::move(v), "work", {*read}, {}, [](const Visit& v, const object& body) {
        views::WorkPage w;
        w.work = {text_of(body, "code"), text_of(body, "kind"), title_of_work(v, body), text_of(body, "agency"), state_of_work(v, body), text_of(body, "due"), text_of(body, "since"), 0, 0};
        w.as_of = text_of(body, "as_of");
        if (const auto* m = v.pack().measure(text_of(body, "measure"))) w.measure = std::to_string(m->number), w.measure_name = std::to_string(m->number) + ". " + foreign(v, m->name.in(v.pack_language));
        auto fact = [&](std::string name, std::string is) {
            if (!is.empty()) w.facts.emplace_back(std::move(name), std::move(is));
        };
        const auto& say = v.w();
        fact(std::string(say("field.kind")), about_work(v, body));
        fact(std::string(say("plan.agency")), agency_name(v, w.work.agency));
        fact(std::string(say("plan.since")), say.day(w.work.since));
        fact(std::string(say("field.due")), say.day(w.work.due));
        fact(field_word(v, "region"), anything(v, body, "region"));
        for (auto [key, name] : {std::pair{"planned", "work.planned"}, {"done", "work.done"}})
            if (auto n = number_of(body, key)) fact(std::string(say(name)), number_in(v, double(n)));
        if (body.contains("last")) fact(std::string(say("work.last")), number_in(v, double(number_of(body, "last"))));
        fact(std::string(say("plan.as_of")), say.day(w.as_of));
        for (const auto& each : list_of(body, "owed")) {
            const auto& o = each.get_object();
            w.owed.push_back({std::to_string(number_of(o, "item")), text_of(o, "what"), agency_name(v, text_of(o, "owner")), say.day(text_of(o, "due")), state_word(v, text_of(o, "state"))});
        }
        w.acts = plan_acts_in(v, body);
        const auto& surveys = object_of(body, "surveys");
        for (const char* wave : {"before", "after"})
            if (surveys.contains(wave)) {
                const auto& s = object_of(surveys, wave);
                auto percent = decimal_in(s, "percent");
                w.surveys.push_back({std::string(say("work." + std::string(wave))), std::atof(percent.c_str()), percent + " % (" + say("plan.of_how_many", {{"n", decimal_in(s, "asked")}}) + ")"});
            }
        if (const auto& c = object_of(surveys, "change"); !c.empty())
            w.change = say("work.change", {{"points", decimal_in(c, "percent_points")}, {"low", decimal_in(c, "low")}, {"high", decimal_in(c, "high")}});
        for (const auto& e : list_of(body, "history")) w.history.emplace_back(text_of(e.get_object(), "day"), told_of(v, e.get_object()));
        return Paper{w.work.title, views::work_page(w, v.w()), "plan", true, 200};
    });
}

}  // namespace soria::app
