// Consent, the reflection period, permits, complaint and the hours of legal aid.
#include <algorithm>

#include "domain/law/events.hpp"
#include "domain/law/follow.hpp"
#include "domain/protection/commands.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/people.hpp"

namespace soria::domain {

namespace {

// The pack's route to that permit must be open: its needs are facts that somebody has recorded.
Status route_open(const World& w, const Case& k, const Person& p, const std::string& permit, Date from, const Context& x) {
    for (const auto& r : x.law.routes(facts_of(w, &p, &k, nullptr, x), from)) {
        if (r.route->clock != permit && r.route->id != permit) continue;
        if (r.open) return {};
        auto refusal = refuse(r.route->id + "@" + r.version->id, r.route->name.in(x.language) + ": what this route needs is not recorded");
        refusal.value().source = r.version->basis.text(x.language);
        for (const auto& [need, holds] : r.needs) {
            const auto& text = x.law.pack().text("fact." + need.substr(need.rfind("not ", 0) == 0 ? 4 : 0), x.language);
            refusal.value().facts.push_back((need.rfind("not ", 0) == 0 ? "not: " : "") + text + ": " + (holds ? "holds" : "does not hold"));
            if (!holds) refusal.value().change += (refusal.value().change.empty() ? "" : "; ") + text;
        }
        return refusal;
    }
    return {};
}

}  // namespace

// A first day that lies further than this from the day of the decision is a slip of the pen, whatever the law says.
static constexpr int32_t first_day_apart_days_max = 366;

Status plausible_days(Date from, std::optional<Date> until, const Person& p, const Context& x) {
    if (p.born && from < p.born->date) return invalid("lies before the person's birth", "from");
    if (std::abs(days_between(x.happened.date, from)) > first_day_apart_days_max)
        return invalid("lies more than a year from the day of the decision, " + x.happened.date.text() + ": is the year right?", "from");
    if (until && *until <= from) return invalid("is not after the first day", "until");
    return {};
}

Result<Decision> decide(const World& w, const GiveConsent& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    int years = TRY(x.law.child_under(x.happened.date));
    if (p.child(years, x.happened.date) && x.actor.agency_kind != "child-welfare" && p.representative != x.actor.agency)
        return refuse("consent-of-a-child", "a child needs no consent to be protected; only child welfare or the appointed "
                                            "representative records one");
    if (p.representative == x.actor.agency && c.to.value == x.actor.agency)
        return refuse("consent-to-oneself", "a representative opens nothing of the child's to their own agency");
    if (c.classes.empty()) return invalid("name what may be seen", "classes");
    if (c.until && *c.until < x.happened.date) return invalid("the consent would have ended before it began", "until");
    Decision d;
    d.events.add(p.id.value, ConsentGiven{c.to, c.purpose, c.classes, c.until, c.language, c.words});
    for (const auto& before : p.consents)
        if (before.to == c.to.value && before.purpose == c.purpose.value)
            d.advice.push_back("this takes the place of the consent that was written down " + by_whom(before.by, before.written, true, x));
    return d;
}

Result<Decision> decide(const World& w, const WithdrawConsent& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    for (const auto& given : p.consents)
        if (given.to == c.to.value && given.purpose == c.purpose.value) {
            Decision d;
            d.events.add(p.id.value, ConsentWithdrawn{c.to, c.purpose});
            return d;
        }
    auto past = p.past_consents.find({c.to.value, c.purpose.value});
    return refuse("consent-given", "there is no such consent to withdraw" +
                                       (past == p.past_consents.end() ? std::string() : ": it was ended already, " + by_whom(past->second.by, past->second.on, true, x)));
}

Result<Decision> decide(const World& w, const GrantReflectionPeriod& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (!p.presumed()) return refuse("reflection-period.presumed", "the person has not been presumed a victim by any agency");
    const auto* clock = x.law.pack().clock("reflection-period");
    if (!clock) return refuse("reflection-period", "this pack has no reflection period");
    TRY(plausible_days(c.from, c.until, p, x));
    if (p.reflection_used && p.reflection && clock->once_per == "situation") {
        auto r = refuse("reflection-period.once", "a reflection period has been granted already in this situation");
        r.value().source = clock->once_basis.text(x.language);
        r.value().facts.push_back("granted from " + p.reflection->from.text() + " until " + p.reflection->until.text());
        r.value().change = "somebody trafficked again can apply again: open a new case";
        return r;
    }
    auto reading = TRY(x.law.read_clock("reflection-period", c.from, c.until));
    Decision d;
    RuleRef rule{reading.rule()};
    d.events.add(p.id.value, ReflectionPeriodGranted{c.from, reading.ends, rule, AgencyRef{x.actor.agency}});
    d.events.add_on({StreamKind::person, p.id.value}, ClockStarted{Name{"reflection-period"}, c.from, reading.ends, rule,
                                                                  AgencyRef{w.cases.at(c.case_.id.value).lead}});
    d.answer.emplace_back("ends", reading.ends.text());
    d.answer.emplace_back("rule", reading.rule());
    d.answer.emplace_back("computation", reading.computation);
    d.advice.push_back("source: " + reading.version->basis.text(x.language));
    return d;
}

Result<Decision> decide(const World& w, const GrantPermit& c, const Context& x) {
    const auto& k = w.cases.at(c.case_.id.value);
    const auto& p = w.person_of(k);
    if (c.permit.value == "temporary-residence-and-work-permit")
        return refuse("permit-is-reflection-period", "that permit is the reflection period: use grant-reflection-period");
    std::string id = c.permit.value;
    const auto* clock = x.law.pack().clock(id);
    TRY(plausible_days(c.from, c.until, p, x));
    TRY(route_open(w, k, p, id, c.from, x));
    Decision d;
    if (!clock) {   // asylum, humanitarian grounds, an EEA right: the pack counts no clock; the decision's own end stands
        if (!c.until) return invalid("say until when: this pack has no rule for the length of that permit", "until");
        d.events.add(p.id.value, ResidencePermitGranted{c.permit, c.from, *c.until, RuleRef{}, AgencyRef{x.actor.agency}});
        return d;
    }
    auto reading = TRY(x.law.read_clock(id, c.from, c.until));
    RuleRef rule{reading.rule()};
    d.events.add(p.id.value, ResidencePermitGranted{c.permit, c.from, reading.ends, rule, AgencyRef{x.actor.agency}});
    d.events.add_on({StreamKind::person, p.id.value}, ClockStarted{Name{id}, c.from, reading.ends, rule, AgencyRef{k.lead}});
    d.answer.emplace_back("ends", reading.ends.text());
    d.answer.emplace_back("rule", reading.rule());
    d.answer.emplace_back("computation", reading.computation);
    return d;
}

Result<Decision> decide(const World& w, const WithdrawResidence& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    bool any = (p.reflection && p.reflection->running(x.happened.date)) || (p.permit && p.permit->running(x.happened.date));
    if (!any) return refuse("residence-running", "no reflection period or permit is running");
    Decision d;
    d.events.add(p.id.value, ResidenceWithdrawn{AgencyRef{x.actor.agency}, c.why});
    return d;
}

Result<Decision> decide(const World& w, const RecordApplication& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (p.pending.count(c.application.value)) return refuse("application-pending", "that is recorded already, and not decided");
    Decision d;
    d.events.add(p.id.value, ApplicationLodged{c.application, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const RecordApplicationDecided& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (!p.pending.count(c.application.value)) return refuse("application-pending", "no such application or appeal is pending");
    Decision d;
    d.events.add(p.id.value, ApplicationDecided{c.application, c.granted, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const RecordBreakingAway& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (p.broke_away) return refuse("broken-away", "that is recorded already");
    Decision d;
    d.events.add(p.id.value, BrokeAway{AgencyRef{x.actor.agency}, c.note.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const RecordInvestigation& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (p.investigation) return refuse("investigation-begun", "that is recorded already");
    Decision d;
    d.events.add(p.id.value, InvestigationInitiated{AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const RecordComplaint& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (p.complaint) return refuse("complaint-made", "a complaint is recorded already");
    Decision d;
    d.events.add(p.id.value, ComplaintMade{AgencyRef{x.actor.agency}});
    return d;
}

namespace {
constexpr std::string_view legal_aid = "legal-aid-before-complaint";
tl::unexpected<Error> no_aid(const Context& x, std::string because, const Person& p) {
    auto r = refuse(std::string(legal_aid), std::move(because));
    if (const auto* e = x.law.pack().entitlement(legal_aid))
        if (const auto* v = e->on(x.happened.date)) r.value().rule += "@" + v->id, r.value().source = v->basis.text(x.language);
    r.value().facts = {"granted: " + std::to_string(p.legal_aid_minutes) + " minutes",
                       "used: " + std::to_string(p.legal_aid_used_minutes) + " minutes"};
    return r;
}
}  // namespace

// What the pack says ends these hours; the complaint is the only such act that a person's record knows.
namespace {
// What happened before the day of the complaint may be written down after it.
bool aid_is_over(const Person& p, const Context& x) {
    const auto* e = x.law.pack().entitlement(legal_aid);
    bool before = p.complaint_on && x.happened.exact() && x.happened.date < *p.complaint_on;
    return p.complaint && !before && e && std::find(e->ends_by.begin(), e->ends_by.end(), "ComplaintMade") != e->ends_by.end();
}
}  // namespace

Result<Decision> decide(const World& w, const GrantLegalAid& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    auto most = TRY(x.law.entitlement(legal_aid, x.happened.date));
    if (aid_is_over(p, x)) return no_aid(x, "the complaint has been made: these hours were for deciding about it", p);
    int32_t minutes = c.minutes.value_or(int32_t(most) - p.legal_aid_minutes);
    if (minutes <= 0 || p.legal_aid_minutes + minutes > most)
        return no_aid(x, "at most " + std::to_string(most) + " minutes can be granted in all", p);
    const auto* v = x.law.pack().entitlement(legal_aid)->on(x.happened.date);
    Decision d;
    d.events.add(p.id.value, LegalAidGranted{minutes, RuleRef{std::string(legal_aid) + "@" + v->id}, AgencyRef{x.actor.agency}});
    d.answer.emplace_back("minutes", std::to_string(minutes));
    return d;
}

Result<Decision> decide(const World& w, const UseLegalAid& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (aid_is_over(p, x)) return no_aid(x, "the complaint has been made: these hours ended with it", p);
    int32_t left = p.legal_aid_minutes - p.legal_aid_used_minutes;
    if (c.minutes <= 0) return invalid("must be at least 1", "minutes");
    if (c.minutes > left) return no_aid(x, "only " + std::to_string(left) + " minutes are left", p);
    Decision d;
    d.events.add(p.id.value, LegalAidUsed{c.minutes, left - c.minutes, AgencyRef{x.actor.agency}, c.note.value_or("")});
    d.answer.emplace_back("left", std::to_string(left - c.minutes));
    return d;
}

}  // namespace soria::domain
