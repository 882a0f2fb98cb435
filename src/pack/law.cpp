#include "pack/law.hpp"

#include <algorithm>

namespace soria::pack {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}
bool holds(const Facts& facts, std::string_view fact) {
    bool negated = fact.substr(0, 4) == "not ";
    auto f = facts.find(negated ? fact.substr(4) : fact);
    bool value = f != facts.end() && f->second;
    return value != negated;
}

template <class V> std::string standing_of(const V& version) {
    std::string s(name_of(version.standing));
    if (version.run_as_assumption) s += ", run as an assumption";
    if (version.valid.dated_by_assumption) s += ", dated by assumption";
    return s;
}

}  // namespace

std::string ClockReading::rule() const { return clock->id + "@" + version->id; }

Result<ClockReading> Law::read_clock(std::string_view id, Date starts, std::optional<Date> asked) const {
    const Clock* clock = pack_->clock(id);
    if (!clock) return fail(Fault::absent, "the pack has no clock '" + std::string(id) + "'");
    const ClockVersion* v = clock->on(starts);
    if (!v) {
        auto r = refuse(clock->id, clock->name.in(language_) + ": no version of this rule binds on " + starts.text());
        r.value().change = "a version of the rule that is in force on that day";
        return r;
    }
    Period period = v->length ? *v->length : *v->max;
    Date limit = starts + period;
    std::string computed = starts.text() + " + " + period.text() + " = " + limit.text();
    auto wrong = [&](std::string because, std::string change) {
        auto r = refuse(clock->id + "@" + v->id, std::move(because));
        r.value().source = v->basis.text() + " (" + standing_of(*v) + ")";
        r.value().facts = {"asked to end: " + asked->text()};
        r.value().computation = computed;
        r.value().change = std::move(change);
        return r;
    };
    if (asked && *asked <= starts) return wrong("it would end before it begins", "a later end");
    if (asked && v->length && *asked != limit) return wrong("the length is fixed by the rule", "the end " + limit.text() + ", or none");
    if (asked && *asked > limit) return wrong("it may not be longer than the rule allows", "an end no later than " + limit.text());
    ClockReading out;
    out.clock = clock;
    out.version = v;
    out.starts = starts;
    out.ends = asked.value_or(limit);
    out.computation = computed;
    if (asked && *asked != limit) out.computation += "; the decision says " + asked->text();
    for (const auto& before : clock->warns_at)
        if (Date day = out.ends - before; day > starts) out.warns.push_back(day);
    std::sort(out.warns.begin(), out.warns.end());
    return out;
}

Status Law::permits(std::string_view act, const Facts& facts, Date on) const {
    for (const auto& s : pack_->safeguards) {
        if (s.act != act) continue;
        const auto* v = s.on(on);
        if (!v || !std::all_of(v->when.begin(), v->when.end(), [&](auto& f) { return holds(facts, f); })) continue;
        if (std::all_of(v->required.begin(), v->required.end(), [&](auto& f) { return holds(facts, f); })) continue;
        auto r = refuse(s.id + "@" + v->id, s.because.in(language_));
        Error& e = r.value();
        e.source = v->basis.text() + " (" + standing_of(*v) + ")";
        auto say = [&](const std::string& fact) {
            std::string_view name = fact;
            bool negated = name.substr(0, 4) == "not ";
            if (negated) name.remove_prefix(4);
            return pack_->text("fact." + std::string(name), language_) + ": " + (holds(facts, name) ? "yes" : "no");
        };
        for (const auto& f : v->when) e.facts.push_back(say(f));
        for (const auto& f : v->required) {
            e.facts.push_back(say(f));
            if (!holds(facts, f)) e.change += (e.change.empty() ? "" : "; ") + pack_->text("fact." + f, language_);
        }
        return r;
    }
    return {};
}

std::vector<Law::DutyDue> Law::duties_after(std::string_view event, const Facts& facts, Date on) const {
    std::vector<DutyDue> due;
    for (const auto& d : pack_->duties) {
        if (d.after != event) continue;
        const auto* v = d.on(on);
        if (!v || !std::all_of(d.when.begin(), d.when.end(), [&](auto& f) { return holds(facts, f); })) continue;
        Date day = on + v->within;
        due.push_back({&d, v, day, on.text() + " + " + v->within.text() + " = " + day.text()});
    }
    return due;
}

std::vector<const Clock*> Law::clocks_started_by(std::string_view event) const {
    std::vector<const Clock*> list;
    for (const auto& c : pack_->clocks)
        if (c.starts == event) list.push_back(&c);
    return list;
}
std::vector<const Clock*> Law::clocks_ended_by(std::string_view event) const {
    std::vector<const Clock*> list;
    for (const auto& c : pack_->clocks)
        if (contains(c.ends_by, event)) list.push_back(&c);
    return list;
}
std::vector<const Duty*> Law::duties_done_by(std::string_view event) const {
    std::vector<const Duty*> list;
    for (const auto& d : pack_->duties)
        if (contains(d.done_by, event)) list.push_back(&d);
    return list;
}

Result<int64_t> Law::entitlement(std::string_view id, Date on) const {
    const auto* e = pack_->entitlement(id);
    if (!e) return fail(Fault::absent, "the pack has no entitlement '" + std::string(id) + "'");
    const auto* v = e->on(on);
    if (!v) return refuse(e->id, e->name.in(language_) + ": no version of this rule binds on " + on.text());
    return v->amount;
}

Result<int> Law::child_under(Date on) const {
    for (const auto& a : pack_->ages)
        if (const auto* v = a.on(on); v && a.id == "child") return v->under;
    return refuse("child", "the pack does not say until what age somebody is a child on " + on.text());
}

bool Law::may_presume(std::string_view kind, Date on) const {
    for (const auto& p : pack_->presumers)
        if (const auto* v = p.on(on); v && (contains(v->may_presume, kind) || contains(v->may_identify, kind))) return true;
    return false;
}
bool Law::may_identify(std::string_view kind, Date on) const {
    for (const auto& p : pack_->presumers)
        if (const auto* v = p.on(on); v && contains(v->may_identify, kind)) return true;
    return false;
}

std::vector<Law::RouteOpen> Law::routes(const Facts& facts, Date on) const {
    std::vector<RouteOpen> list;
    for (const auto& r : pack_->routes) {
        RouteOpen open{&r, r.on(on), {}, false};
        if (!open.version) continue;
        open.open = true;
        for (const auto& need : open.version->needs) {
            bool yes = holds(facts, need);
            open.needs.emplace_back(need, yes);
            open.open = open.open && yes;
        }
        list.push_back(std::move(open));
    }
    return list;
}

Result<Law> Law::with_clock(std::string_view id, Period length) const {
    if (!pack_->clock(id)) return fail(Fault::absent, "the pack has no clock '" + std::string(id) + "'");
    if (length <= Period{}) return invalid("a clock must run for at least a day");
    auto other = std::make_shared<Pack>(*pack_);
    for (auto& c : other->clocks) {
        if (c.id != id) continue;
        ClockVersion v;
        v.length = length;
        v.standing = Standing::considered;
        v.run_as_assumption = true;
        v.basis = {"assumption", "", "simulated: " + length.text(), 0, 0};
        v.id = "simulated";
        c.versions = {v};
    }
    return Law(other, language_);
}

}  // namespace soria::pack
