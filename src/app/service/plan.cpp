#include "app/service/plan.hpp"

#include <algorithm>
#include <cmath>

#include "app/service/plan_acts.hpp"
#include "domain/core/tally.hpp"
#include "domain/plan/views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using pack::Figure;

json::bj::value number(const std::optional<double>& v) {
    if (!v) return nullptr;
    if (*v == std::floor(*v)) return int64_t(*v);
    return *v;
}

object where_of(const std::map<std::string, std::vector<std::string>>& where) {
    object o;
    for (const auto& [field, values] : where) o[field] = json::encode(values);
    return o;
}
array terms_of(const std::vector<pack::Term>& terms) {
    array list;
    for (const auto& t : terms) {
        object o{{"event", t.event}};
        if (!t.sum.empty()) o["sum"] = t.sum;
        if (t.first) o["first"] = true;
        if (t.due) o["due"] = true;
        if (!t.where.empty()) o["where"] = where_of(t.where);
        list.push_back(std::move(o));
    }
    return list;
}

const char* form_of(Figure::Form f) {
    switch (f) {
    case Figure::Form::count: return "count";
    case Figure::Form::share: return "share";
    case Figure::Form::median: return "median";
    case Figure::Form::change: return "change";
    case Figure::Form::none: break;
    }
    return "not computed";
}
const char* method_of(Figure::Form f) {
    return f == Figure::Form::share ? "Wilson" : f == Figure::Form::median ? "order statistics" : "stratified Newcombe";
}

// Whether its value is of so many: a share, a median, a change.
bool among_some(const Figure& f) { return f.form != Figure::Form::count && f.form != Figure::Form::none; }

object change_of(const pack::ShareChange& c) {
    object o{{"event", c.event}, {"part", c.part}, {"whole", c.whole}, {"by", c.field}, {"before", c.before}, {"after", c.after}, {"each", c.each}};
    if (!c.where.empty()) o["where"] = where_of(c.where);
    return o;
}
// How each group changed, with the survey before and after.
array groups_of(const Value_& v) {
    array list;
    for (const auto& g : v.groups)
        list.push_back(object{{"group", g.group}, {"change", number(g.change)}, {"low", number(g.interval.low)}, {"high", number(g.interval.high)},
                              {"before", object{{"agreed", g.part_before}, {"asked", g.before}}}, {"after", object{{"agreed", g.part_after}, {"asked", g.after}}}});
    return list;
}

}  // namespace

object place_of(const pack::Basis& b, const std::string& language) {
    object o{{"source", b.source}};
    if (!b.where.empty()) o["where"] = b.where;
    if (b.line_first) o["lines"] = array{b.line_first, b.line_last};
    if (!b.note.empty()) o["note"] = b.note.in(language);
    return o;
}

Result<PlanView> PlanView::of(Folder& f, const Asked& a) {
    auto verdict = f.policy().may_see(a.viewer, {}, Class::statistical);
    if (!verdict.shown) {
        auto e = fail(Fault::forbidden, "this role sees no figures");
        e.value().rule = verdict.rule;
        return e;
    }
    Moment m = TRY(Moment::of_present(f, a));
    return PlanView(f, std::move(m), a.viewer.language, !a.as_of, f.policy().may_see(a.viewer, {}, Class::status).shown);
}

Span PlanView::span_of(const Figure& f) const {
    if (!f.this_year) return {always.from, until()};      // also what stands
    return {Date::of(int(day().civil().year()), 1, 1).value(), until()};
}

// What stands is counted as it stood when the year ended; what happened, in its year.
Span PlanView::span_in(const Figure& f, int year) const {
    bool so_far = f.level || f.form == Figure::Form::change;     // what was asked before a campaign was asked before its year
    return {so_far ? always.from : Date::of(year, 1, 1).value(), std::min(Date::of(year + 1, 1, 1).value(), until())};
}

object PlanView::computed_from(const Figure& f, const Value_& v, Span span) const {
    object o{{"form", form_of(f.form)}};
    if (f.form == Figure::Form::count) o["over_time"] = f.level ? "level" : "flow";
    if (!f.plus.empty()) o["count"] = terms_of(f.plus);
    if (!f.less.empty()) o["less"] = terms_of(f.less);
    if (!f.of.empty()) o["of"] = terms_of(f.of);
    if (f.form == Figure::Form::median) {
        o["from"] = f.from;
        o["to"] = f.to;
        if (!f.where.empty()) o["where"] = where_of(f.where);
        if (auto p = domain::pairing(f.from, f.to)) {
            object pairs{{"from", p->once ? "first" : "latest"}, {"to", p->once ? "first" : "next"}};
            if (!p->from_by.empty()) pairs["same"] = array{json::bj::string(p->from_by), json::bj::string(p->to_by)};
            o["pairs"] = std::move(pairs);
        }
    }
    if (f.form == Figure::Form::change) o["change"] = change_of(f.change);
    if (!f.target.empty()) o["target"] = terms_of(f.target);
    if (f.this_year) o["since"] = span.from.text();
    if (f.during) o["less_before"] = span.from.text();
    object events;
    for (const auto& [event, n] : v.events) events[event] = n;
    o["events"] = std::move(events);
    return o;
}

Status PlanView::add_parts(const Figure& f, Span span, object& o) {
    auto list = TRY(figures_->breakdowns(f, span));
    array by;
    for (const auto& b : list) {
        array portions;
        for (const auto& p : b.portions) {
            object portion{{"value", p.value}};
            if (p.n) portion["n"] = *p.n;
            else portion["n"] = nullptr, portion["held_back_by"] = pack_->small_numbers[0].id;
            portions.push_back(std::move(portion));
        }
        by.push_back(object{{"field", b.field}, {"portions", std::move(portions)}});
    }
    if (!by.empty()) o["by"] = std::move(by);
    return {};
}

// What was done before the measure's first year counts too: its years stand before the others, or these would not add up to the whole.
Status PlanView::add_earlier(const Figure& f, std::vector<InYear>& list) {
    constexpr int earlier_max = 30;
    auto whole = TRY(figures_->value(f, always));
    double left = whole.value.value_or(0);
    for (const auto& y : list) left -= y.v.value.value_or(0);
    for (int i = 0; i < earlier_max && left != 0 && !list.empty(); ++i) {
        int year = list.front().year - 1;
        auto v = TRY(figures_->value(f, span_in(f, year)));
        left -= v.value.value_or(0);
        bool held = v.small(f, below());
        list.insert(list.begin(), {year, std::move(v), held});
    }
    return {};
}

Result<std::vector<PlanView::InYear>> PlanView::years(const Figure& f) {
    std::vector<InYear> list;
    int first = 9999, last = int(day().civil().year());
    for (const auto& m : f.measures) first = std::min(first, pack_->measure(m)->from);
    for (int year = first; year <= last; ++year) {
        auto v = TRY(figures_->value(f, span_in(f, year)));
        bool held = v.small(f, below());
        list.push_back({year, std::move(v), held});
    }
    bool flows = f.form == Figure::Form::count && !f.level && !f.during;
    if (flows && !f.this_year) TRY(add_earlier(f, list));
    // Of a sum, one year that is held back alone is what the others leave of it.
    bool added_up = f.people && flows;
    if (!added_up || std::count_if(list.begin(), list.end(), [](auto& y) { return y.held; }) != 1) return list;
    InYear* next = nullptr;
    for (auto& y : list)
        if (!y.held && *y.v.value > 0 && (!next || *y.v.value < *next->v.value)) next = &y;
    if (next) next->held = true;
    return list;
}

Result<bool> PlanView::held_back(const Figure& f, const Value_& v, std::optional<int> year) {
    if (!f.people || !below()) return false;
    if (!year && f.this_year) year = int(day().civil().year());
    if (!year) return !follows_ && v.small(f, below());      // of the whole country and all its time: whoever follows each case by its code may know
    if (v.small(f, below())) return true;
    auto list = TRY(years(f));
    return std::any_of(list.begin(), list.end(), [&](auto& y) { return y.year == *year && y.held; });
}

Status PlanView::add_years(const Figure& f, object& o) {
    if (f.form == Figure::Form::none) return {};
    auto list = TRY(years(f));
    array out;
    for (const auto& y : list) {
        object one{{"year", y.year}, {"value", y.held ? json::bj::value(nullptr) : number(y.v.value)}};
        if (y.v.interval && !y.held) one["low"] = number(y.v.interval->low), one["high"] = number(y.v.interval->high);
        if (y.held) one["held_back_by"] = pack_->small_numbers[0].id;
        out.push_back(std::move(one));
    }
    o["by_year"] = std::move(out);
    return f.quarters ? add_quarters(f, list, o) : Status();
}

namespace {
// What the plan asks for by quarter is by this too, and never finer (measure 5).
constexpr std::string_view finest = "city";
object portion_of(const Portion& p, const std::string& rule) {
    if (p.n) return {{"value", p.value}, {"n", *p.n}};
    return {{"value", p.value}, {"n", nullptr}, {"held_back_by", rule}};
}
Span quarter_of(int year, int q) {
    Date next = q == 3 ? Date::of(year + 1, 1, 1).value() : Date::of(year, unsigned(3 * q + 4), 1).value();
    return {Date::of(year, unsigned(3 * q + 1), 1).value(), next};
}
}  // namespace

// Small quarters are held back as small parts are, each year's by themselves: its quarters add up to it. Of a year that is held back, all are.
Status PlanView::add_quarters(const Figure& f, const std::vector<InYear>& list, object& o) {
    struct Quarter { Portion whole; Span span; };
    std::vector<Quarter> told;
    for (const auto& y : list) {
        std::vector<Portion> quarters;
        for (int q = 0; q < 4 && quarter_of(y.year, q).from <= day(); ++q) {
            Span span = quarter_of(y.year, q);
            span.until = std::min(span.until, until());
            auto v = TRY(figures_->value(f, span));
            quarters.push_back({std::to_string(y.year) + " Q" + std::to_string(q + 1), int64_t(v.value.value_or(0))});
            told.push_back({{}, span});
        }
        if (f.people) protect(quarters, below());
        for (size_t i = 0; i < quarters.size(); ++i) {
            if (y.held) quarters[i].n.reset();
            told[told.size() - quarters.size() + i].whole = quarters[i];
        }
    }
    std::vector<std::vector<Portion>> by;
    if (std::find(f.by.begin(), f.by.end(), finest) != f.by.end()) {
        auto all = TRY(figures_->exact(f, std::string(finest), {always.from, until()}));
        for (const auto& t : told) {
            auto in = TRY(figures_->exact(f, std::string(finest), t.span));
            auto& line = by.emplace_back();
            for (const auto& p : all.portions) {
                auto there = std::find_if(in.portions.begin(), in.portions.end(), [&](auto& x) { return x.value == p.value; });
                line.push_back({p.value, there == in.portions.end() ? 0 : there->n});
                if (!t.whole.n) line.back().n.reset();
            }
        }
        if (f.people) protect_table(by, below());
    }
    array out;
    for (size_t i = 0; i < told.size(); ++i) {
        const auto& q = told[i].whole;
        object one{{"quarter", q.value}, {"value", q.n ? json::bj::value(*q.n) : json::bj::value(nullptr)}};
        if (!q.n) one["held_back_by"] = pack_->small_numbers[0].id;
        if (!by.empty()) {
            array portions;
            for (const auto& p : by[i]) portions.push_back(portion_of(p, pack_->small_numbers.empty() ? "" : pack_->small_numbers[0].id));
            one["by"] = array{object{{"field", finest}, {"portions", std::move(portions)}}};
        }
        out.push_back(std::move(one));
    }
    o["by_quarter"] = std::move(out);
    return {};
}

Result<object> PlanView::figure(const Figure& f, Detail detail) {
    Span span = span_of(f);
    auto v = TRY(figures_->value(f, span));
    bool held = TRY(held_back(f, v, {}));
    if (held) v = {};
    array measures;
    for (const auto& m : f.measures) measures.push_back(pack_->measure(m)->number);
    object o{{"id", f.id}, {"name", f.name.in(language_)}, {"measures", std::move(measures)}, {"value", number(v.value)}, {"unit", f.unit}, {"as_of", day().text()}};
    o["computed_from"] = computed_from(f, v, span);
    if (held) o["held_back_by"] = pack_->small_numbers[0].id;
    if (!f.kind.empty()) o["kind"] = f.kind, o["unduplicated"] = f.unduplicated;
    if (!held && among_some(f)) o["of_how_many"] = v.n;
    if (v.interval) o["interval"] = object{{"low", number(v.interval->low)}, {"high", number(v.interval->high)}, {"percent", 95}, {"method", method_of(f.form)}};
    if (v.target) o["target"] = *v.target;
    if (f.form == Figure::Form::change) o["groups"] = groups_of(v);
    if (!f.limits.empty()) o["limits"] = f.limits.in(language_);
    if (!f.says_why.empty()) o["says_why"] = f.says_why.in(language_);
    if (detail == Detail::number) return o;
    TRY(add_parts(f, span, o));
    if (detail == Detail::years) TRY(add_years(f, o));
    o["basis"] = place_of(f.basis, language_);
    return o;
}

// One line for each number: of the figure, and of its parts by these fields.
Status PlanView::add_numbers(const Figure& f, std::optional<int> year, const std::string& section, const std::string& question, const std::vector<std::string>& by, array& out) {
    Span span = year ? span_in(f, *year) : span_of(f);
    auto v = TRY(figures_->value(f, span));
    bool held = TRY(held_back(f, v, year));
    if (held) v = {};
    object o{{"section", section}, {"question", question}, {"figure", f.id}, {"name", f.name.in(language_)}, {"by", nullptr}, {"group", nullptr}, {"value", number(v.value)}};
    o["unit"] = f.unit;
    o["kind"] = f.kind.empty() ? json::bj::value(nullptr) : json::bj::value(json::bj::string(f.kind));
    o["unduplicated"] = f.kind.empty() ? json::bj::value(nullptr) : json::bj::value(f.unduplicated);
    o["from"] = span.from == always.from ? json::bj::value(nullptr) : json::bj::value(json::bj::string(span.from.text()));
    o["until"] = std::min(day(), span.until.plus_days(-1)).text();
    o["as_of"] = day().text();
    o["form"] = form_of(f.form);
    o["over_time"] = f.form != Figure::Form::count ? json::bj::value(nullptr) : json::bj::value(f.level ? "level" : "flow");
    bool among = !held && among_some(f);
    o["of_how_many"] = among ? json::bj::value(v.n) : json::bj::value(nullptr);
    o["low"] = v.interval ? number(v.interval->low) : json::bj::value(nullptr);
    o["high"] = v.interval ? number(v.interval->high) : json::bj::value(nullptr);
    object events;
    for (const auto& [event, n] : v.events) events[event] = n;
    o["events"] = std::move(events);
    o["limits"] = f.form == Figure::Form::none ? f.says_why.in(language_) : f.limits.in(language_);
    o["held_back_by"] = held ? json::bj::value(json::bj::string(pack_->small_numbers[0].id)) : json::bj::value(nullptr);
    out.push_back(o);
    if (by.empty()) return {};
    auto list = TRY(figures_->breakdowns(f, span));
    for (const auto& b : list) {
        if (std::find(by.begin(), by.end(), b.field) == by.end()) continue;
        for (const auto& p : b.portions) {
            o["by"] = b.field;
            o["group"] = p.value;
            o["value"] = p.n ? json::bj::value(*p.n) : json::bj::value(nullptr);
            o["held_back_by"] = p.n ? json::bj::value(nullptr) : json::bj::value(json::bj::string(pack_->small_numbers[0].id));
            out.push_back(o);
        }
    }
    return {};
}

// What has been begun on each step of a way and not come to its end; and how long those took that have.
Result<array> PlanView::steps(std::optional<int> year) {
    array list;
    Span so_far{always.from, until()};
    for (const auto& s : pack_->steps) {
        const auto& f = *pack_->figure(s.time);
        Span span = year ? span_in(f, *year) : so_far;
        auto v = TRY(figures_->value(f, span));
        auto all = TRY(figures_->value(f, so_far));
        auto begun = TRY(figures_->by_field(f.from, "", so_far));
        bool held = (year || !follows_) && v.small(f, below());
        int64_t waiting = std::max<int64_t>(0, begun[""] - all.n);
        bool few = !follows_ && f.people && waiting > 0 && waiting < below();
        object o{{"id", s.id}, {"name", s.name.in(language_)}, {"figure", f.id}, {"days", held ? json::bj::value(nullptr) : number(v.value)}};
        o["of_how_many"] = held ? json::bj::value(nullptr) : json::bj::value(v.n);
        if (held || (few && s.waits)) o["held_back_by"] = pack_->small_numbers[0].id;
        o["from"] = year ? json::bj::value(json::bj::string(span.from.text())) : json::bj::value(nullptr);
        if (s.waits) o["waiting"] = few ? json::bj::value(nullptr) : json::bj::value(waiting);
        o["as_of"] = day().text();
        o["basis"] = place_of(s.basis, language_);
        list.push_back(std::move(o));
    }
    return list;
}

// Kroner by measure and year of recording: measure -> year -> amount.
Result<std::map<std::string, std::map<int, int64_t>>> PlanView::kroner(const std::string& event, const std::string& field, int first, int last) {
    std::map<std::string, std::map<int, int64_t>> out;
    for (int year = first; year <= last; ++year) {
        Span span{Date::of(year, 1, 1).value(), std::min(Date::of(year + 1, 1, 1).value(), until())};
        if (span.until <= span.from) continue;
        auto sums = TRY(figures_->by_field(event, "measure", span, field));
        for (const auto& [measure, n] : sums)
            if (n) out[measure][year] += n;
    }
    return out;
}

std::vector<const Figure*> PlanView::figures_of(const std::string& measure) const {
    std::vector<const Figure*> list;
    for (const auto& f : pack_->figures)
        if (std::find(f.measures.begin(), f.measures.end(), measure) != f.measures.end()) list.push_back(&f);
    return list;
}

// What comes by a day alone, and a promise that was not kept, is nobody's work on a measure.
Status PlanView::take_events(const std::vector<const Figure*>& list, Span span, Recorded_& r) {
    static const std::set<std::string_view> nobodys_work{"DutyArose", "DutyOverdue", "ClockExpired"};
    for (const auto* f : list) {
        auto v = TRY(figures_->value(*f, span));
        for (const auto& [event, count] : v.events)
            if (!nobodys_work.count(event)) r.add(event, count, v.last[event], domain::counted().at(event).people);
    }
    return {};
}

Result<PlanStatus> PlanView::status(const pack::Measure& m) {
    Standing_ s;
    s.from = m.from, s.until = m.until, s.day = day();
    const auto* promise = pack_->promise(m.id);
    auto named = [&](const std::vector<std::string>& ids) {
        std::vector<const Figure*> list;
        for (const auto& id : ids) list.push_back(pack_->figure(id));
        return list;
    };
    if (promise) s.kind = promise->kind;
    auto begun_by = promise && !promise->begun_by.empty() ? named(promise->begun_by) : figures_of(m.id);
    Span so_far{always.from, until()}, last_year{day().plus_days(-365), until()};
    TRY(take_events(begun_by, so_far, s.begun));
    TRY(take_events(begun_by, last_year, s.last_year));
    if (promise) TRY(take_events(named(promise->delivered_by), so_far, s.delivered));
    for (const auto& e : pack_->plan_events) {
        auto take = [&](Span span, Recorded_& into) -> Status {
            auto by_measure = TRY(figures_->occurred(e.event, e.measure, span));
            for (const auto& name : {m.id, std::to_string(m.number)})
                if (auto found = by_measure.find(name); found != by_measure.end()) into.add(e.event, found->second.n, found->second.last, false);
            return {};
        };
        if (e.says == "caught-up") TRY(take(so_far, s.caught_up));
        else TRY(take(so_far, e.says == "due" ? s.due : e.says == "reached" ? s.reached : e.says == "late" ? s.late : e.says == "concluded" ? s.concluded : s.begun));
        if (e.says == "begun") TRY(take(last_year, s.last_year));
    }
    auto st = status_of(s);
    if (st.reason == "milestone-past-its-day") TRY(name_the_late(m, st));
    return st;
}

// Which milestone: of several the one that has been due longest.
Status PlanView::name_the_late(const pack::Measure& m, PlanStatus& st) {
    constexpr size_t milestones_max = 2000;
    auto rows = TRY(domain::scan<domain::WorkRow>(*moment_.rows, "by_measure", {domain::value(MeasureRef{m.id}), domain::value(Name{"milestone"})}, milestones_max));
    for (auto& row : rows) {
        auto then = TRY(work_as_of(*folder_, moment_, std::move(row)));
        if (!then || then->state->value != "overdue" || !*then->due || (st.due && *st.due <= **then->due)) continue;
        st.title = then->title->value;
        st.due = *then->due;
    }
    return {};
}

namespace {

// "Work has begun; last: course planned, 2008-03-01".
std::string because(const pack::Pack& p, const PlanStatus& st, const std::string& language) {
    auto text = p.text("status." + st.reason, language);
    if (st.due) text += ": " + st.title + ", " + st.due->text();
    if (st.event.empty()) return text;
    return text + "; " + p.text("status.last", language) + ": " + p.text("event." + st.event, language) + ", " + st.when;
}

}  // namespace

void PlanView::say(const PlanStatus& st, object& o) const {
    o["status"] = st.status;
    o["status_because"] = because(*pack_, st, language_);
    if (st.due) o["status_late"] = object{{"title", st.title}, {"due", st.due->text()}};
    if (!st.event.empty()) o["status_rests_on"] = object{{"event", st.event}, {"what", pack_->text("event." + st.event, language_)}, {"when", st.when}};
}

Result<std::set<std::string>> PlanView::agencies(const pack::Measure& m) {
    std::set<std::string> all;
    for (const auto* f : figures_of(m.id))
        for (const char* field : {"agency", "provider"}) {
            auto some = TRY(figures_->values(*f, field, {always.from, until()}));
            all.merge(some);
        }
    return all;
}

Result<object> PlanView::measure(const pack::Measure& m, Detail detail) {
    auto st = TRY(status(m));
    object o{{"number", m.number}, {"id", m.id}, {"title", m.name.in(language_)}, {"ministries", json::encode(m.ministries)}, {"from", m.from}, {"until", m.until}};
    o["goal"] = m.goal;
    o["new_in_list"] = m.new_in_list;
    o["new_in_chapter"] = m.new_in_chapter;
    say(st, o);
    array figures;
    for (const auto* f : figures_of(m.id)) {
        auto one = TRY(figure(*f, detail));
        figures.push_back(std::move(one));
    }
    o["figures"] = std::move(figures);
    return o;
}

array PlanView::contradictions(const std::string& measure) const {
    array list;
    for (const auto& c : pack_->contradictions) {
        if (!measure.empty() && std::find(c.measures.begin(), c.measures.end(), measure) == c.measures.end()) continue;
        array readings;
        for (const auto& r : c.readings) readings.push_back(object{{"says", r.says.in(language_)}, {"place", place_of(r.basis, language_)}});
        object one{{"id", c.id}, {"about", c.about.in(language_)}, {"readings", std::move(readings)}};
        array titles;                    // as the list and the chapters have them
        for (const auto& id : c.measures)
            if (const auto* m = pack_->measure(id); m && m->name_in_list) titles.push_back(object{{"measure", m->number}, {"list", m->name_in_list->in(language_)}, {"chapter", m->name.in(language_)}});
        if (!titles.empty()) one["titles"] = std::move(titles);
        list.push_back(std::move(one));
    }
    return list;
}

}  // namespace soria::app
