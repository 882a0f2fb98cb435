#include "pack/law.hpp"

#include <algorithm>

namespace soria::pack {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view id) {
    return std::find(list.begin(), list.end(), id) != list.end();
}
// "not person.child" is the fact person.child, wanted false.
struct Wanted { std::string_view fact; bool value; };
Wanted wanted(std::string_view need) { return need.substr(0, 4) == "not " ? Wanted{need.substr(4), false} : Wanted{need, true}; }

bool is_true(const Facts& facts, std::string_view fact) {
    auto f = facts.find(fact);
    return f != facts.end() && f->second;
}
bool holds(const Facts& facts, std::string_view need) {
    auto w = wanted(need);
    return is_true(facts, w.fact) == w.value;
}
bool all_hold(const Facts& facts, const std::vector<std::string>& needs) {
    return std::all_of(needs.begin(), needs.end(), [&](auto& n) { return holds(facts, n); });
}

// What refusals say in the language of whoever reads them; any but Norwegian reads English.
struct Speech {
    const Pack& pack;
    const std::string& language;
    bool nb = language == "nb";

    std::string say(const char* en, const char* no) const { return nb ? no : en; }
    std::string fact(std::string_view f, bool value) const { return pack.text("fact." + std::string(f), language) + ": " + (value ? say("yes", "ja") : say("no", "nei")); }
    std::string source(const Version& v) const {
        std::string s = v.basis.text(language) + " (" + std::string(name_of(v.standing, language));
        if (v.run_as_assumption) s += say(", run as an assumption", ", kjøres som en antakelse");
        if (v.valid.dated_by_assumption) s += say(", dated by assumption", ", datert ved antakelse");
        return s + ")";
    }
    std::string not_on(Date d) const { return say(": no version of this rule binds on ", ": ingen utgave av denne regelen binder ") + d.text(); }
};

}  // namespace

std::string ClockReading::rule() const { return clock->id + "@" + version->id; }

Result<ClockReading> Law::read_clock(std::string_view id, Date starts, std::optional<Date> asked) const {
    Speech speech{*pack_, language_};
    const Clock* clock = pack_->clock(id);
    if (!clock) return fail(Fault::absent, "the pack has no clock '" + std::string(id) + "'");
    const ClockVersion* v = clock->on(starts);
    if (!v) {
        auto r = refuse(clock->id, clock->name.in(language_) + speech.not_on(starts));
        r.value().change = speech.say("a version of the rule that is in force on that day", "en utgave av regelen som gjelder den dagen");
        return r;
    }
    Period period = v->length ? *v->length : *v->max;
    Date limit = starts + period;
    std::string computed = starts.text() + " + " + period.text() + " = " + limit.text();
    auto wrong = [&](std::string because, std::string change) {
        auto r = refuse(clock->id + "@" + v->id, std::move(because));
        r.value().source = speech.source(*v);
        r.value().facts = {speech.say("asked to end: ", "ønsket slutt: ") + asked->text()};
        r.value().computation = computed;
        r.value().change = std::move(change);
        return r;
    };
    if (asked && *asked <= starts) return wrong(speech.say("it would end before it begins", "den ville slutte før den begynner"), speech.say("a later end", "en senere slutt"));
    if (asked && v->length && *asked != limit)
        return wrong(speech.say("the length is fixed by the rule", "regelen har en fast lengde"), speech.say("the end ", "slutt ") + limit.text() + speech.say(", or none", ", eller ingen"));
    if (asked && *asked > limit)
        return wrong(speech.say("it may not be longer than the rule allows", "den kan ikke være lengre enn regelen tillater"), speech.say("an end no later than ", "en slutt senest ") + limit.text());
    ClockReading out;
    out.clock = clock;
    out.version = v;
    out.starts = starts;
    out.ends = asked.value_or(limit);
    out.computation = computed;
    if (asked && *asked != limit) out.computation += speech.say("; the decision says ", "; vedtaket sier ") + asked->text();
    for (const auto& before : clock->warns_at)
        if (Date day = out.ends - before; day > starts) out.warns.push_back(day);
    std::sort(out.warns.begin(), out.warns.end());
    return out;
}

Status Law::permits(std::string_view act, const Facts& facts, Date on) const {
    Speech speech{*pack_, language_};
    for (const auto& s : pack_->safeguards) {
        if (s.act != act) continue;
        const auto* v = s.on(on);
        if (!v || !all_hold(facts, v->when) || all_hold(facts, v->required)) continue;
        auto r = refuse(s.id + "@" + v->id, s.because.in(language_));
        Error& e = r.value();
        e.source = speech.source(*v);
        for (const auto* needs : {&v->when, &v->required})
            for (const auto& need : *needs) e.facts.push_back(speech.fact(wanted(need).fact, is_true(facts, wanted(need).fact)));
        for (const auto& need : v->required)
            if (auto w = wanted(need); !holds(facts, need)) e.change += (e.change.empty() ? "" : "; ") + speech.fact(w.fact, w.value);
        return r;
    }
    return {};
}

std::vector<Law::DutyDue> Law::duties_after(std::string_view event, const Facts& facts, Date on) const {
    std::vector<DutyDue> due;
    for (const auto& d : pack_->duties) {
        if (!d.arises_after(event)) continue;
        const auto* v = d.on(on);
        if (!v || !all_hold(facts, d.when)) continue;
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
    if (!v) return refuse(e->id, e->name.in(language_) + Speech{*pack_, language_}.not_on(on));
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

Result<Law::GateReading> Law::may_use(std::string_view method, std::string_view offence, Date on) const {
    Speech speech{*pack_, language_};
    auto named = [](const std::vector<Named>& list, std::string_view id) { return std::any_of(list.begin(), list.end(), [&](auto& n) { return n.id == id; }); };
    if (!named(pack_->methods, method)) return fail(Fault::absent, "the pack has no method '" + std::string(method) + "'", "method");
    if (named(pack_->not_offences, offence)) return GateReading{false, nullptr, nullptr, speech.say("that is no offence: it opens no gate and is no suspicion", "det er ikke straffbart: det åpner ingen port og er ingen mistanke")};
    if (!named(pack_->offences, offence)) return fail(Fault::absent, "the pack has no offence '" + std::string(offence) + "'", "offence");
    GateReading considered;
    for (const auto& g : pack_->gates) {
        if (!contains(g.methods, method)) continue;
        for (const auto& v : g.versions) {
            if (!contains(v.offences, offence) || !v.valid.covers(on)) continue;
            if (v.binds() && !v.decided_by.empty()) return GateReading{true, &g, &v, speech.say("decided by ", "besluttes av ") + v.decided_by.in(language_)};
            considered = {false, &g, &v,
                          !v.binds() ? speech.say("the rule binds nobody yet", "regelen binder ingen ennå")
                                     : speech.say("a rule names it, and no source says who decides", "en regel nevner den, og ingen kilde sier hvem som beslutter")};
        }
    }
    if (considered.because.empty()) considered.because = speech.say("no rule opens it for that offence; closed for want of a source is not the same as forbidden",
                                                                    "ingen regel åpner den for det lovbruddet; stengt av mangel på kilde er ikke det samme som forbudt");
    return considered;
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
        v.standing = Standing::assumption;
        v.basis.source = "assumption";
        v.basis.note.by_language = {{"en", "simulated: " + length.text()}, {"nb", "simulert: " + length.text()}};
        v.id = "simulated";
        c.versions = {v};
    }
    return Law(other, language_);
}

}  // namespace soria::pack
