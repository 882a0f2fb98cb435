// The figures of a pack: what is counted, of which events, and what a measure owes. A figure can ask only for what the program
// counts; everything else is a fault with its place.
#include <algorithm>

#include "base/core/money.hpp"
#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

using Where = std::map<std::string, std::vector<std::string>>;

std::string name_in(const YAML::Node& n) { return n.IsScalar() ? n.Scalar() : ""; }

// What a field's values are called in the pack, when the pack names them.
std::string kind_of(const std::string& type) {
    if (type.rfind("code(", 0) == 0) return type.substr(5, type.size() - 6) + " code";
    if (type == "service" || type == "agency" || type == "measure") return type;
    return type == "indicator-list" ? "list" : "";
}

const CountedEvent* counted(Entry& e, const std::string& event, const char* key) {
    const auto& v = e.reading().vocabulary;
    if (event.empty()) return nullptr;
    e.reading().names("event", event, e.node()[key]);
    auto c = v.counted.find(event);
    return c == v.counted.end() ? nullptr : &c->second;
}

// The fields that an event is counted by together with this one.
const std::vector<std::string>* group_of(const CountedEvent& c, const std::string& field) {
    for (const auto& g : c.groups)
        if (std::find(g.begin(), g.end(), field) != g.end()) return &g;
    return nullptr;
}
bool first_group(const CountedEvent& c, const std::string& field) { return !c.groups.empty() && group_of(c, field) == &c.groups.front(); }
bool together(const CountedEvent& c, const std::string& a, const std::string& b) {
    const auto* g = group_of(c, a);
    return a == b || (g && g == group_of(c, b));
}

Where read_where(Entry& e, const CountedEvent* c) {
    Where where;
    auto n = e.at("where", false);
    if (!n.IsDefined()) return where;
    if (!n.IsMap()) {
        e.fault("'where' must be a mapping of fields to values", "where");
        return where;
    }
    for (const auto& m : n) {
        auto field = name_in(m.first);
        if (c && !c->fields.count(field)) {
            e.reading().fault(m.first.Mark(), "the event's field '" + field.substr(0, 60) + "' is not counted");
            continue;
        }
        auto kind = c ? kind_of(c->fields.at(field)) : "";
        auto& values = where[field];
        auto add = [&](const YAML::Node& v) {
            if (name_in(v).empty()) return e.reading().fault(v.Mark(), "a value must be a plain word");
            values.push_back(v.Scalar());
            if (!kind.empty()) e.reading().names(kind, v.Scalar(), v);
            if (c && c->fields.at(field) == "bool" && v.Scalar() != "true" && (v.Scalar() != "false" || !first_group(*c, field)))
                e.reading().fault(v.Mark(), "of this field only 'true' is counted");
        };
        if (m.second.IsSequence()) for (const auto& v : m.second) add(v);
        else add(m.second);
    }
    if (c && std::any_of(where.begin(), where.end(), [&](auto& w) { return !together(*c, where.begin()->first, w.first); }))
        e.fault("this event is not counted by these fields together", "where");
    return where;
}

void check_by(Entry& e, const Figure& f, const Term& t, const CountedEvent& c) {
    for (const auto& field : f.by) {
        auto known = c.fields.find(field);
        auto said = "'by': " + t.event + " is not counted by '" + field.substr(0, 60) + "' and ";
        if (known == c.fields.end()) {
            e.fault("'by': the field '" + field.substr(0, 60) + "' of " + t.event + " is not counted", "event");
            continue;
        }
        bool apart = !first_group(c, field);
        auto beside = std::find_if(t.where.begin(), t.where.end(), [&](auto& w) { return !together(c, w.first, field); });
        if (beside != t.where.end()) e.fault(said + "'" + beside->first.substr(0, 60) + "' together", "event");
        else if (t.first && c.first_by != field) e.fault("'by': the first " + t.event + " of a stream is not counted by '" + field.substr(0, 60) + "'", "event");
        else if (!t.sum.empty() && apart) e.fault(said + "the sum of '" + t.sum.substr(0, 60) + "' together", "event");
        else if (apart && known->second == "bool") e.fault("'by': of the field '" + field + "' of " + t.event + " only 'true' is counted", "event");
    }
}

Term read_term(Reading_& r, const YAML::Node& n, const Figure& f) {
    Entry e(r, n, "what a figure counts");
    Term t;
    t.event = e.str("event");
    const auto* c = counted(e, t.event, "event");
    t.sum = e.str("sum", false);
    t.first = e.flag("first");
    t.due = e.flag("due");
    t.where = read_where(e, c);
    if (!c) return t;
    if (t.due && (!c->due || !t.sum.empty() || t.first)) e.fault("what falls due is counted of an event with a day it is due, without 'sum' and 'first'", "due");
    if (!t.sum.empty() && !c->sums.count(t.sum)) e.fault("the field '" + t.sum.substr(0, 60) + "' of " + t.event + " is not added up", "sum");
    if (!t.sum.empty() && t.first) e.fault("either 'sum' or 'first'", "first");
    if (t.first && !c->first) e.fault("the first " + t.event + " of a stream is not counted", "first");
    for (const auto& [field, values] : t.where)
        if (t.due && !first_group(*c, field)) e.fault("what falls due is not counted by '" + field.substr(0, 60) + "'", "where");
        else if (!t.sum.empty() && !first_group(*c, field)) e.fault("the sum of '" + t.sum.substr(0, 60) + "' is not counted by '" + field.substr(0, 60) + "'", "where");
        else if (t.first && c->first_by != field) e.fault("the first " + t.event + " of a stream is not counted by '" + field + "'", "where");
    check_by(e, f, t, *c);
    return t;
}

std::vector<Term> read_terms(Entry& e, const char* key, const Figure& f) {
    std::vector<Term> list;
    e.each(key, [&](const YAML::Node& n) { list.push_back(read_term(e.reading(), n, f)); }, false);
    if (e.has(key) && list.empty()) e.fault(std::string("'") + key + "' counts nothing", key);
    return list;
}

void read_median(Entry& e, Figure& f) {
    auto n = e.at("median", false);
    if (!n.IsDefined()) return;
    Entry m(e.reading(), n, "a median");
    f.from = m.str("from");
    f.to = m.str("to");
    counted(m, f.from, "from");
    const auto* c = counted(m, f.to, "to");
    if (c && !c->days.count(f.from)) m.fault("no days are counted from " + f.from.substr(0, 60) + " to " + f.to.substr(0, 60), "to");
    f.where = read_where(m, c);
    if (!f.by.empty()) e.fault("a median has no 'by'", "by");
}

void read_change(Entry& e, Figure& f) {
    auto n = e.at("change", false);
    if (!n.IsDefined()) return;
    Entry m(e.reading(), n, "a change");
    auto& g = f.change;
    g.event = m.str("event");
    g.part = m.str("part");
    g.whole = m.str("whole");
    g.field = m.str("by");
    g.before = m.str("before");
    g.after = m.str("after");
    g.each = m.str("each");
    const auto* c = counted(m, g.event, "event");
    g.where = read_where(m, c);
    if (!c) return;
    for (const auto& [key, field] : {std::pair<const char*, std::string>{"part", g.part}, {"whole", g.whole}})
        if (!c->sums.count(field)) m.fault("the field '" + field.substr(0, 60) + "' of " + g.event + " is not added up", key);
    for (const auto& [key, field] : {std::pair<const char*, std::string>{"by", g.field}, {"each", g.each}})
        if (!first_group(*c, field)) m.fault("the sums of " + g.event + " are not counted by '" + field.substr(0, 60) + "'", key);
    if (auto type = c->fields.find(g.field); type != c->fields.end() && !kind_of(type->second).empty())
        for (const char* key : {"before", "after"}) m.reading().names(kind_of(type->second), m.str(key), m.node()[key]);
    for (const auto& [field, values] : g.where)
        if (!first_group(*c, field)) m.fault("the sums of " + g.event + " are not counted by '" + field.substr(0, 60) + "'", "where");
    if (!f.by.empty()) e.fault("a change has no 'by': it is told for each group", "by");
}

// Whatever the declaration says: what happens to somebody is protected where it is few.
bool about_people(Entry& e, const Figure& f) {
    const auto& counted = e.reading().vocabulary.counted;
    auto of_somebody = [&](const std::string& event) {
        auto c = counted.find(event);
        return c != counted.end() && c->second.people;
    };
    for (const auto* terms : {&f.plus, &f.less, &f.of})
        if (std::any_of(terms->begin(), terms->end(), [&](auto& t) { return of_somebody(t.event); })) return true;
    return of_somebody(f.from) || of_somebody(f.to) || of_somebody(f.change.event);
}

void check_form(Entry& e, const Figure& f) {
    int forms = e.has("count") + e.has("share") + e.has("median") + e.has("change") + e.has("says_why");
    if (forms != 1) e.fault("a figure has one of 'count', 'share', 'median', 'change' and 'says_why'");
    if (e.has("share") != e.has("of")) e.fault("a share needs 'of'");
    if (e.has("less") && !e.has("count")) e.fault("'less' is taken from a 'count'", "less");
    if (f.during && (f.less.empty() || !f.this_year || !f.by.empty())) e.fault("'during' is of a year, a count with 'less' and without 'by'", "during");
    if (f.quarters && (f.form != Figure::Form::count || f.level || f.during || f.this_year)) e.fault("quarters are of a flow", "quarters");
    if (f.level && (f.form != Figure::Form::count || f.during || f.this_year)) e.fault("a level is a count, of no year and not 'during' one: it stands at the end of a time", "over_time");
    if (f.form == Figure::Form::share && f.unit != "percent") e.fault("a share is in percent", "unit");
    if (f.form == Figure::Form::change && f.unit != "percent-points") e.fault("a change is in percent points", "unit");
    if (!f.target.empty() && !f.level) e.fault("what stands has a target: a count that is a level", "target");
    if (f.form == Figure::Form::median && f.unit != "days") e.fault("a median is in days", "unit");
    if (!f.kind.empty() && !e.has("unduplicated")) e.fault("a figure of people's stages says whether it is unduplicated");
    if (f.form == Figure::Form::none && !f.by.empty()) e.fault("what is not computed has no 'by'", "by");
}

}  // namespace

void read_figure(Entry& e, Pack& p) {
    Figure f;
    f.id = e.id("figure");
    f.measures = e.refs("measures", "measure");
    f.name = e.text("name");
    f.unit = e.ref("unit", "unit");
    f.kind = e.one_of("kind", {"new", "under-follow-up", "presumed", "identified"}, false);
    f.unduplicated = e.flag("unduplicated");
    f.people = e.flag("people");
    f.quarters = e.flag("quarters");
    f.during = e.flag("during");
    f.this_year = e.one_of("since", {"begin", "year"}, false) == "year";
    auto over_time = e.one_of("over_time", {"level", "flow"}, false);
    f.by = e.strings("by", false);
    f.limits = e.text("limits", false);
    f.says_why = e.text("says_why", false);
    f.basis = e.basis();
    if (e.has("count")) f.form = Figure::Form::count;
    if (e.has("share")) f.form = Figure::Form::share;
    if (e.has("median")) f.form = Figure::Form::median;
    if (e.has("change")) f.form = Figure::Form::change;
    f.plus = read_terms(e, f.form == Figure::Form::share ? "share" : "count", f);
    f.less = read_terms(e, "less", f);
    f.of = read_terms(e, "of", f);
    f.target = read_terms(e, "target", f);
    read_median(e, f);
    read_change(e, f);
    f.level = over_time.empty() ? !f.less.empty() && !f.during : over_time == "level";
    f.people = f.people || about_people(e, f);
    check_form(e, f);
    p.figures.push_back(std::move(f));
}

void read_promise(Entry& e, Pack& p) {
    Promise m;
    m.id = e.ref("measure", "measure");
    if (!m.id.empty()) e.reading().define("promise", m.id, e.node()["measure"]);
    m.kind = e.one_of("kind", {"works", "once", "considers"});
    m.begun_by = e.refs("begun_by", "figure", {}, false);
    m.delivered_by = e.refs("delivered_by", "figure", {}, false);
    if (m.kind == "works" && !m.delivered_by.empty()) e.fault("what goes on is delivered by nothing", "delivered_by");
    m.basis = e.basis();
    p.promises.push_back(std::move(m));
}

void read_plan_event(Entry& e, Pack& p) {
    PlanEvent x;
    x.event = e.str("event");
    const auto* c = counted(e, x.event, "event");
    x.says = e.one_of("says", {"begun", "due", "reached", "late", "caught-up", "concluded"});
    x.measure = e.str("measure");
    if (c && !c->fields.count(x.measure)) e.fault("the event's field '" + x.measure.substr(0, 60) + "' is not counted", "measure");
    p.plan_events.push_back(std::move(x));
}

// A part with an amount is held to it; one in words alone is told.
BudgetPart read_budget_part(Reading_& r, const YAML::Node& n) {
    if (!n.IsMap() || !n["id"].IsDefined()) return {"", read_text(r, n, "a part of a budget"), 0};
    Entry e(r, n, "a part of a budget");
    return {e.str("id"), e.text("name"), e.number("amount", 1, kroner_max)};
}

void read_budget(Entry& e, Pack& p) {
    Budget b;
    b.id = e.id("budget");
    b.name = e.text("name");
    b.measures = e.refs("measures", "measure");
    b.payer = e.ref("payer", "agency");
    b.amount = e.number("amount", 1, kroner_max);
    b.from = int(e.number("from", 1900, 2200));
    b.until = int(e.number("until", 1900, 2200));
    b.each_year = e.flag("each_year");
    e.each("parts", [&](const YAML::Node& n) { b.parts.push_back(read_budget_part(e.reading(), n)); }, false);
    b.basis = e.basis();
    if (b.until < b.from) e.fault("'until' lies before 'from'", "until");
    int64_t parts = 0;
    bool held = false;
    for (const auto& part : b.parts) parts += part.amount, held = held || part.amount > 0;
    if (held && parts != b.amount) e.fault("the parts make up " + std::to_string(parts) + ", not the amount", "parts");
    p.budgets.push_back(std::move(b));
}

void read_evaluation(Entry& e, Pack& p) {
    Evaluation v;
    v.id = e.id("evaluation");
    v.name = e.text("name");
    v.measure = e.ref("measure", "measure");
    v.basis = e.basis();
    p.evaluations.push_back(std::move(v));
}

void read_cited(Entry& e, Pack& p) {
    Cited c;
    c.id = e.id("number");
    c.name = e.text("name");
    c.measures = e.refs("measures", "measure", {}, false);
    c.basis = e.basis();
    p.numbers.push_back(std::move(c));
}

void read_small_numbers(Entry& e, Pack& p) {
    SmallNumbers s;
    s.id = e.id("rule of small numbers");
    s.name = e.text("name");
    s.below = e.number("below", 1, 1000);
    s.basis = e.basis();
    if (!p.small_numbers.empty()) e.fault("there is one rule of small numbers", "id");
    p.small_numbers.push_back(std::move(s));
}

void read_unit(Entry& e, Pack& p) {
    Unit u;
    u.id = e.id("unit");
    u.name = e.text("name");
    p.units.push_back(std::move(u));
}

// A pack that declares figures says for every measure what it owes and has at least one figure, or why there is none.
void check_figures(Reading_& r, const Pack& p) {
    if (p.figures.empty()) return;
    // A measure that was read only in part has no place of its own: then where the measures begin.
    auto place = [&](const std::string& measure) {
        auto m = r.defined["measure"].find(measure);
        return m == r.defined["measure"].end() ? r.top.at("measures") : m->second;
    };
    if (p.small_numbers.size() != 1) r.fault(Reading_::Place{"figures.yaml", YAML::Mark::null_mark()}, "there must be one rule of small numbers");
    for (const auto& m : p.measures) {
        if (!p.promise(m.id)) r.fault(place(m.id), "nothing says when measure " + std::to_string(m.number) + " is delivered: it has no entry in 'promises'");
        bool any = std::any_of(p.figures.begin(), p.figures.end(), [&](auto& f) { return std::find(f.measures.begin(), f.measures.end(), m.id) != f.measures.end(); });
        if (!any) r.fault(place(m.id), "measure " + std::to_string(m.number) + " has no figure, and none says why");
    }
}

}  // namespace soria::pack
