// The plan: its measures, one measure, all figures.
#include <algorithm>

#include "app/service/plan_acts.hpp"
#include "app/service/reports.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

// What our own counting of the marks gives, beside what the text says of them.
object marked_new(const pack::Pack& p) {
    int64_t list = std::count_if(p.measures.begin(), p.measures.end(), [](auto& m) { return m.new_in_list; });
    int64_t chapters = std::count_if(p.measures.begin(), p.measures.end(), [](auto& m) { return m.new_in_chapter; });
    return {{"in_the_list", list}, {"in_the_chapters", chapters}};
}

// What the plan itself sets aside for a measure, and the evaluations that it promises.
void add_promised(const pack::Measure& m, const PlanView& v, object& o) {
    array budgets, evaluations;
    for (const auto& b : v.pack().budgets) {
        if (std::find(b.measures.begin(), b.measures.end(), m.id) == b.measures.end()) continue;
        object one{{"id", b.id}, {"name", b.name.in(v.language())}, {"payer", b.payer}, {"amount", b.amount}, {"from", b.from}, {"until", b.until}, {"each_year", b.each_year}};
        array parts;
        for (const auto& p : b.parts) parts.push_back(json::bj::string(p.name.in(v.language())));
        one["parts"] = std::move(parts);
        one["place"] = place_of(b.basis, v.language());
        budgets.push_back(std::move(one));
    }
    for (const auto& e : v.pack().evaluations)
        if (e.measure == m.id) evaluations.push_back(object{{"id", e.id}, {"name", e.name.in(v.language())}, {"place", place_of(e.basis, v.language())}});
    array cited;
    for (const auto& c : v.pack().numbers)
        if (std::find(c.measures.begin(), c.measures.end(), m.id) != c.measures.end()) cited.push_back(object{{"id", c.id}, {"name", c.name.in(v.language())}, {"place", place_of(c.basis, v.language())}});
    o["cited"] = std::move(cited);
    o["budgets"] = std::move(budgets);
    o["evaluations"] = std::move(evaluations);
}

}  // namespace

Result<Look> look_plan(Folder& f, const Asked& a) {
    auto v = TRY(PlanView::of(f, a));
    Look out{{}, {}, "plan", ""};
    array measures;
    std::map<std::string, int64_t> by_status;
    for (const auto& m : v.pack().measures) {
        auto o = TRY(v.measure(m, PlanView::Detail::number));
        ++by_status[std::string(o["status"].get_string())];
        measures.push_back(std::move(o));
    }
    object statuses;
    for (const char* s : {"not-begun", "under-way", "delivered", "late", "continuing"}) statuses[s] = by_status[s];
    out.body = object{{"as_of", v.day().text()}, {"folder", f.kind()}, {"measures", std::move(measures)}, {"by_status", std::move(statuses)}};
    array goals;
    for (const auto& g : v.pack().goals) goals.push_back(object{{"id", g.id}, {"name", g.name.in(v.language())}});
    out.body["goals"] = std::move(goals);
    auto money = TRY(money_by_year(f, a, v));
    out.body["money"] = std::move(money);
    auto steps = TRY(v.steps());
    out.body["steps"] = std::move(steps);
    out.body["marked_new"] = marked_new(v.pack());
    out.body["contradictions"] = v.contradictions("");
    out.body["acts"] = acts_of_plan(f, a.viewer, nullptr);
    return out;
}

namespace {

// Another law, tried on past cases: as it stands today.
Result<array> simulations_of(Folder& f, const Asked& a, const PlanView& v, const std::string& measure) {
    array list;
    if (a.as_of) return list;
    Moment m = TRY(Moment::of_present(f, a));
    for (const auto& t : v.pack().trials) {
        if (std::find(t.measures.begin(), t.measures.end(), measure) == t.measures.end()) continue;
        pack::Law other = TRY(pack::Law(f.pack(), v.language()).with_clock(t.clock, t.length));
        auto tried = TRY(try_length(other, *m.rows, t.clock, m.day));
        object o{{"id", t.id}, {"name", t.name.in(v.language())}, {"clock", t.clock}, {"under", t.length.text()}, {"standing", "simulated: binds nobody"}, {"basis", place_of(t.basis, v.language())}};
        if (v.few({tried.shorter, tried.longer, tried.same, tried.no_rule})) o["held_back_by"] = v.pack().small_numbers[0].id;
        else o["looked_at"] = tried.looked_at, o["shorter"] = tried.shorter, o["longer"] = tried.longer, o["same"] = tried.same, o["no_rule"] = tried.no_rule, o["days_in_all"] = tried.days;
        list.push_back(std::move(o));
    }
    return list;
}

}  // namespace

Result<Look> look_measure(Folder& f, const Asked& a, std::string_view number) {
    auto v = TRY(PlanView::of(f, a));
    auto m = std::find_if(v.pack().measures.begin(), v.pack().measures.end(), [&](auto& x) { return x.id == number || std::to_string(x.number) == number; });
    if (m == v.pack().measures.end()) return fail(Fault::absent, "the plan has no measure " + std::string(number.substr(0, 30)));
    Look out{{}, {}, "measure " + m->id, ""};
    out.body = TRY(v.measure(*m, PlanView::Detail::years));
    out.body["as_of"] = v.day().text();
    out.body["folder"] = f.kind();
    if (const auto* p = v.pack().promise(m->id)) out.body["promise"] = object{{"kind", p->kind}, {"delivered_by", json::encode(p->delivered_by)}, {"basis", place_of(p->basis, v.language())}};
    if (m->name_in_list) out.body["title_in_list"] = m->name_in_list->in(v.language());
    object places{{"heading", place_of(m->basis, v.language())}, {"text", place_of(m->text_basis, v.language())}, {"list", place_of(m->list_basis, v.language())}};
    out.body["places"] = std::move(places);
    out.body["contradictions"] = v.contradictions(m->id);
    add_promised(*m, v, out.body);
    auto work = TRY(work_in(f, a, v, {&*m}, Date::of(1900, 1, 1).value()));
    out.body["milestones"] = std::move(work.milestones);
    out.body["published"] = std::move(work.published);
    out.body["budget_use"] = std::move(work.budgets);
    out.body["money"] = std::move(work.money);
    auto done = TRY(works(f, a, m->id, "", ""));
    out.body["work"] = std::move(done.list);
    auto agencies = TRY(v.agencies(*m));
    auto who = TRY(who_recorded(f, a, m->id));
    agencies.merge(who);
    for (const auto& each : m->ministries) agencies.erase(each);
    out.body["contributing"] = json::encode(std::vector<std::string>(agencies.begin(), agencies.end()));
    Moment moment = TRY(Moment::of_present(f, a));
    auto next = TRY(next_in_measure(f, moment, *m));
    out.body["next"] = std::move(next);
    out.body["acts"] = acts_of_plan(f, a.viewer, &*m);
    auto simulations = TRY(simulations_of(f, a, v, m->id));
    if (!simulations.empty()) out.body["simulations"] = std::move(simulations);
    if (!done.next.empty()) out.body["more_work"] = "/api/v1/work?measure=" + m->id;
    return out;
}

Result<Look> look_steps(Folder& f, const Asked& a) {
    auto v = TRY(PlanView::of(f, a));
    auto list = TRY(v.steps());
    return Look{object{{"as_of", v.day().text()}, {"folder", f.kind()}, {"steps", std::move(list)}}, {}, "steps", ""};
}

Result<Look> look_figures(Folder& f, const Asked& a) {
    auto v = TRY(PlanView::of(f, a));
    Look out{{}, {}, "figures", ""};
    array list;
    for (const auto& figure : v.pack().figures) {
        auto o = TRY(v.figure(figure, PlanView::Detail::parts));
        list.push_back(std::move(o));
    }
    out.body = object{{"as_of", v.day().text()}, {"folder", f.kind()}, {"figures", std::move(list)}};
    return out;
}

}  // namespace soria::app
