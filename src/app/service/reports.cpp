#include "app/service/reports.hpp"

#include <algorithm>

#include "domain/plan/views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using Measures = std::vector<const pack::Measure*>;

constexpr size_t works_max = 2000, page_max = 200;

// All work of a kind on a measure, up to a limit; it is never only some of it without a word.
Result<array> all_works(Folder& f, const Asked& a, const std::string& measure, const std::string& kind) {
    Asked page = a;
    page.limit = page_max;
    page.cursor.clear();
    array all;
    for (;;) {
        auto found = TRY(works(f, page, measure, kind, ""));
        for (auto& w : found.list) all.push_back(std::move(w));
        if (found.next.empty()) return all;
        if (all.size() >= works_max) return fail(Fault::limit, "a report takes at most " + std::to_string(works_max) + " works of a kind on a measure", measure);
        page.cursor = found.next;
    }
}

std::string text_in(const object& o, const char* key) {
    const auto* v = o.if_contains(key);
    return v && v->is_string() ? std::string(v->get_string()) : std::string();
}

object short_of(const object& w, int measure) {
    object o{{"code", text_in(w, "code")}, {"measure", measure}, {"title", text_in(w, "title")}, {"agency", text_in(w, "agency")}, {"state", text_in(w, "state")}};
    o["kind"] = text_in(w, "kind");
    o["about"] = text_in(w, "about");
    o["country"] = text_in(w, "country");
    o["due"] = text_in(w, "due").empty() ? json::bj::value(nullptr) : json::bj::value(json::bj::string(text_in(w, "due")));
    o["since"] = text_in(w, "since");
    return o;
}

// The day of the last that was recorded of a work.
Result<std::string> last_day(Folder& f, const Moment& m, const std::string& code) {
    auto named = TRY(domain::get<domain::CodeRow>(*m.rows, {domain::value(Name{code})}));
    if (!named) return std::string();
    auto events = TRY(f.ledger().load({StreamKind(*named->kind), *named->id}));
    std::string day;
    for (const auto& e : events)
        if (e.number <= m.last) day = f.zone().day_of(Instant{e.recorded_us}).text();
    return day;
}

struct Appropriated { std::string budget; int year; int64_t amount; };
// What was set aside for a measure, each with its own year and budget.
Result<std::vector<Appropriated>> appropriated(Folder& f, const Asked& a, const std::string& measure) {
    std::vector<Appropriated> out;
    Moment m = TRY(Moment::of_present(f, a));
    auto rows = TRY(domain::scan<domain::WorkRow>(*m.rows, "by_measure", {domain::value(MeasureRef{measure}), domain::value(Name{"appropriation"})}, works_max));
    if (rows.size() == works_max) return fail(Fault::limit, "there are too many appropriations of this measure", measure);
    Loader loader(f, m.last);
    for (const auto& row : rows) {
        if (*row.since > m.day) continue;
        Stream s{StreamKind::budget, *row.id};
        TRY(loader.load(s));
        const auto& w = loader.world().works.at(s.id);
        out.push_back({w.budget, w.year, w.planned});
    }
    return out;
}

struct Year {
    int64_t set_aside = 0, paid = 0, agreed = 0, instalments = 0, to_organisations = 0;
    Year& operator+=(const Year& o) {
        set_aside += o.set_aside, paid += o.paid, agreed += o.agreed, instalments += o.instalments, to_organisations += o.to_organisations;
        return *this;
    }
    object told(int year) const {
        return {{"year", year}, {"set_aside", set_aside}, {"paid", paid}, {"agreed_with_projects", agreed}, {"paid_to_projects", instalments}, {"to_organisations", to_organisations}};
    }
};
struct Money {
    std::map<std::string, std::vector<Appropriated>> taken;      // of every measure: a budget may be of several
    std::map<std::string, std::map<int, Year>> years;            // of those asked for
};
// Money was set aside for the year that it was said to be for; it was paid in the year in which that was recorded.
Result<Money> money_of(Folder& f, const Asked& a, PlanView& v, const Measures& measures) {
    using Of = std::map<std::string, std::map<int, int64_t>>;
    Money money;
    int first = 9999, last = int(v.day().civil().year());
    for (const auto* m : measures) first = std::min(first, m->from);
    Of paid = TRY(v.kroner("FundsDisbursed", "amount", first, last));
    Of agreed = TRY(v.kroner("ProjectAgreed", "planned", first, last));
    Of instalments = TRY(v.kroner("InstalmentPaid", "amount", first, last));
    Of given = TRY(v.kroner("OrganisationSupported", "amount", first, last));
    for (const auto& m : v.pack().measures) {
        auto list = TRY(appropriated(f, a, m.id));
        money.taken[m.id] = std::move(list);
    }
    for (const auto* m : measures) {
        auto& of = money.years[m->id];
        for (const auto& t : money.taken[m->id]) of[t.year].set_aside += t.amount;
        for (const auto& [year, n] : paid[m->id]) of[year].paid += n;
        for (const auto& [year, n] : agreed[m->id]) of[year].agreed += n;
        for (const auto& [year, n] : instalments[m->id]) of[year].instalments += n;
        for (const auto& [year, n] : given[m->id]) of[year].to_organisations += n;
    }
    return money;
}

Status add_budgets(PlanView& v, const std::map<std::string, std::vector<Appropriated>>& taken, const Measures& measures, array& out) {
    for (const auto& b : v.pack().budgets) {
        bool ours = std::any_of(measures.begin(), measures.end(), [&](auto* m) { return std::find(b.measures.begin(), b.measures.end(), m->id) != b.measures.end(); });
        if (!ours) continue;
        int64_t sum = 0;
        for (const auto& [m, list] : taken)
            for (const auto& t : list) sum += t.budget == b.id ? t.amount : 0;
        int64_t whole = b.each_year ? b.amount * (b.until - b.from + 1) : b.amount;
        out.push_back(object{{"budget", b.id}, {"name", b.name.in(v.language())}, {"payer", b.payer}, {"from", b.from}, {"until", b.until}, {"set_aside_by_the_plan", whole}, {"appropriated", sum}, {"left", whole - sum},
                             {"place", place_of(b.basis, v.language())}});
    }
    return {};
}

}  // namespace

Result<array> money_by_year(Folder& f, const Asked& a, PlanView& v) {
    Measures all;
    for (const auto& m : v.pack().measures) all.push_back(&m);
    auto money = TRY(money_of(f, a, v, all));
    std::map<int, Year> sums;
    for (const auto& [measure, years] : money.years)
        for (const auto& [year, y] : years) sums[year] += y;
    array out;
    for (const auto& [year, y] : sums) out.push_back(y.told(year));
    return out;
}

Result<WorkIn> work_in(Folder& f, const Asked& a, PlanView& v, const Measures& measures, Date from) {
    WorkIn out;
    std::string since = from.text();
    Moment moment = TRY(Moment::of_present(f, a));
    auto money = TRY(money_of(f, a, v, measures));
    for (const auto* m : measures) {
        for (const auto& [year, y] : money.years[m->id]) {
            auto one = y.told(year);
            one["measure"] = m->number;
            out.money.push_back(std::move(one));
        }
        auto milestones = TRY(all_works(f, a, m->id, "milestone"));
        for (const auto& w : milestones) {
            const auto& o = w.get_object();
            bool open = text_in(o, "state") != "reached";
            if (open || text_in(o, "due") >= since || text_in(o, "since") >= since) out.milestones.push_back(short_of(o, m->number));
        }
        for (const char* kind : {"study", "conclusion", "conference"}) {
            auto list = TRY(all_works(f, a, m->id, kind));
            for (const auto& w : list) {
                const auto& o = w.get_object();
                if (text_in(o, "state") != "published" && text_in(o, "state") != "concluded" && text_in(o, "state") != "followed-up") continue;
                auto day = TRY(last_day(f, moment, text_in(o, "code")));
                if (day < since) continue;
                auto one = short_of(o, m->number);
                one["day"] = day;
                out.published.push_back(std::move(one));
            }
        }
    }
    TRY(add_budgets(v, money.taken, measures, out.budgets));
    return out;
}

namespace {

object head_of(Folder& f, const PlanView& v, const std::string& id, const std::string& form, const std::string& name) {
    return {{"report", id}, {"form", form}, {"name", name}, {"as_of", v.day().text()}, {"folder", f.kind()}};
}

Result<array> standing_of(PlanView& v, const Measures& measures) {
    array list;
    for (const auto* m : measures) {
        auto s = TRY(v.status(*m));
        object o{{"measure", m->number}, {"title", m->name.in(v.language())}, {"ministries", json::encode(m->ministries)}, {"from", m->from}, {"until", m->until}};
        v.say(s, o);
        list.push_back(std::move(o));
    }
    return list;
}

void add_work(WorkIn&& w, object& o) {
    o["milestones"] = std::move(w.milestones);
    o["published"] = std::move(w.published);
    o["budgets"] = std::move(w.budgets);
    o["money"] = std::move(w.money);
}

Measures all_of(const pack::Pack& p) {
    Measures list;
    for (const auto& m : p.measures) list.push_back(&m);
    return list;
}

// Questions with what of them is answered; the numbers that answer them, in that year.
Status fill(PlanView& v, const pack::ReportForm& form, int year, object& out) {
    array questions, numbers;
    for (const auto& section : form.sections)
        for (const auto& q : section.questions) {
            object o{{"section", section.name.in(v.language())}, {"question", q.id}, {"asks", q.asks.in(v.language())}};
            o["answered"] = q.figures.empty() ? "not" : q.cannot.empty() ? "in full" : "in part";
            if (!q.cannot.empty()) o["cannot"] = q.cannot.in(v.language());
            o["place"] = place_of(q.basis, v.language());
            questions.push_back(std::move(o));
            for (const auto& id : q.figures) {
                const auto& f = *v.pack().figure(id);
                TRY(v.add_numbers(f, year, section.name.in(v.language()), q.id, q.by, numbers));
            }
        }
    out["questions"] = std::move(questions);
    out["numbers"] = std::move(numbers);
    return {};
}

// A report of a year that has ended is written as of its last day, and is the same whenever it is asked for.
struct Written { Asked asked; int year; };
Result<Written> written(Folder& f, const Asked& a, std::string_view text) {
    Moment m = TRY(Moment::of_day(f, a));
    int now = int(m.day.civil().year());
    if (text.empty()) return Written{a, now};
    if (text.size() != 4 || !std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= '0' && c <= '9'; }) || text < "1900")
        return invalid("must be a year, like 2008", "year");
    int year = std::atoi(std::string(text).c_str());
    int first = now;
    for (const auto& each : f.pack()->measures) first = std::min(first, each.from);
    if (year < first) return invalid("lies before the plan, which begins in " + std::to_string(first), "year");
    if (year > now) return invalid("lies in the future: it is " + std::to_string(now), "year");
    Written w{a, year};
    if (Date last = Date::of(year, 12, 31).value(); last < m.day) w.asked.as_of = last;
    return w;
}

}  // namespace

Result<Look> look_annual(Folder& f, const Asked& asked, std::string_view year) {
    auto w = TRY(written(f, asked, year));
    auto v = TRY(PlanView::of(f, w.asked));
    auto form = std::find_if(v.pack().reports.begin(), v.pack().reports.end(), [](auto& r) { return r.kind == "annual"; });
    if (form == v.pack().reports.end()) return fail(Fault::absent, "the pack has no annual report");
    Look out{{}, {}, "annual report " + std::to_string(w.year), ""};
    out.body = head_of(f, v, form->id, "annual", form->name.in(v.language()));
    out.body["year"] = w.year;
    out.body["basis"] = place_of(form->basis, v.language());
    auto measures = all_of(v.pack());
    auto standing = TRY(standing_of(v, measures));
    out.body["measures"] = std::move(standing);
    auto work = TRY(work_in(f, w.asked, v, measures, Date::of(w.year, 1, 1).value()));
    auto elsewhere = [&](const json::bj::value& m) { return m.get_object().at("year").to_number<int>() != w.year; };
    work.money.erase(std::remove_if(work.money.begin(), work.money.end(), elsewhere), work.money.end());
    add_work(std::move(work), out.body);
    auto steps = TRY(v.steps(w.year));
    out.body["steps"] = std::move(steps);
    TRY(fill(v, *form, w.year, out.body));
    return out;
}

Result<Look> look_return(Folder& f, const Asked& asked, std::string_view id, std::string_view year) {
    auto w = TRY(written(f, asked, year));
    auto v = TRY(PlanView::of(f, w.asked));
    auto form = std::find_if(v.pack().reports.begin(), v.pack().reports.end(), [&](auto& r) { return r.kind == "return" && r.id == id; });
    if (form == v.pack().reports.end()) {
        std::string there;
        for (const auto& r : v.pack().reports)
            if (r.kind == "return") there += (there.empty() ? "" : ", ") + r.id;
        return fail(Fault::absent, "the pack has no return of that name; it has: " + (there.empty() ? "none" : there), "return");
    }
    Look out{{}, {}, "return " + form->id + " " + std::to_string(w.year), ""};
    out.body = head_of(f, v, form->id, "return", form->name.in(v.language()));
    out.body["year"] = w.year;
    out.body["basis"] = place_of(form->basis, v.language());
    TRY(fill(v, *form, w.year, out.body));
    return out;
}

// What a ministry owes: its measures, where they stand, what is late and what comes next, with all their numbers.
Result<Look> look_ministry(Folder& f, const Asked& a, std::string_view id) {
    auto v = TRY(PlanView::of(f, a));
    Measures measures;
    for (const auto& m : v.pack().measures)
        if (std::find(m.ministries.begin(), m.ministries.end(), id) != m.ministries.end()) measures.push_back(&m);
    const auto* agency = v.pack().agency(id);
    if (!agency || measures.empty()) return fail(Fault::absent, "the plan lays no measure on a ministry of that name", "ministry");
    Look out{{}, {}, "status of " + agency->id, ""};
    out.body = head_of(f, v, "ministry-status", "ministry", agency->name.in(v.language()));
    out.body["ministry"] = agency->id;
    auto standing = TRY(standing_of(v, measures));
    out.body["measures"] = std::move(standing);
    auto work = TRY(work_in(f, a, v, measures, Date::of(1900, 1, 1).value()));
    add_work(std::move(work), out.body);
    array evaluations, numbers;
    for (const auto* m : measures) {
        for (const auto& e : v.pack().evaluations)
            if (e.measure == m->id) evaluations.push_back(object{{"id", e.id}, {"measure", m->number}, {"name", e.name.in(v.language())}, {"place", place_of(e.basis, v.language())}});
        for (const auto* figure : v.figures_of(m->id)) TRY(v.add_numbers(*figure, {}, std::to_string(m->number) + ". " + m->name.in(v.language()), m->id, {}, numbers));
    }
    out.body["evaluations"] = std::move(evaluations);
    out.body["numbers"] = std::move(numbers);
    return out;
}

// One measure on a sheet: every number of it, now, by its parts and by year.
Result<Look> look_sheet(Folder& f, const Asked& a, std::string_view number) {
    auto v = TRY(PlanView::of(f, a));
    auto m = std::find_if(v.pack().measures.begin(), v.pack().measures.end(), [&](auto& x) { return x.id == number || std::to_string(x.number) == number; });
    if (m == v.pack().measures.end()) return fail(Fault::absent, "the plan has no measure " + std::string(number.substr(0, 30)));
    Look out{{}, {}, "sheet of measure " + m->id, ""};
    out.body = head_of(f, v, "measure-sheet", "sheet", std::to_string(m->number) + ". " + m->name.in(v.language()));
    auto standing = TRY(standing_of(v, {&*m}));
    out.body["measures"] = std::move(standing);
    auto work = TRY(work_in(f, a, v, {&*m}, Date::of(1900, 1, 1).value()));
    add_work(std::move(work), out.body);
    array numbers;
    for (const auto* figure : v.figures_of(m->id)) {
        TRY(v.add_numbers(*figure, {}, out.body["name"].get_string().c_str(), m->id, figure->by, numbers));
        if (figure->form == pack::Figure::Form::none) continue;
        for (int year = m->from; year <= int(v.day().civil().year()); ++year)
            TRY(v.add_numbers(*figure, year, std::to_string(year), m->id, {}, numbers));
    }
    out.body["numbers"] = std::move(numbers);
    return out;
}

}  // namespace soria::app
