// A day that was written down wrong: what it began moves by the law of the right one.
#include "domain/law/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/people.hpp"
#include "domain/protection/support_commands.hpp"

namespace soria::domain {
namespace {

constexpr std::string_view reflection_period = "reflection-period";

struct Corrected {
    Date from, until;
    std::string rule, computation;
};

// By the law of the corrected day; a permit without a clock keeps its end unless another is said.
Result<Corrected> by_law(const CorrectResidenceStart& c, const Residence& r, const Context& x) {
    if (!x.law.pack().clock(c.residence.value)) return Corrected{c.from, c.until.value_or(r.until), r.rule, ""};
    auto reading = TRY(x.law.read_clock(c.residence.value, c.from, c.until));
    return Corrected{c.from, reading.ends, reading.rule(), reading.computation};
}

void move_clock(const Person& p, const CorrectResidenceStart& c, const Corrected& to, const Context& x, Decision& d) {
    auto clock = p.promises.clocks.find(c.residence.value);
    if (clock == p.promises.clocks.end()) return;
    const RunningClock& k = clock->second;
    Stream s{StreamKind::person, p.id.value};
    bool permit_runs = c.residence.value == reflection_period && p.permit && p.permit->running(x.today);
    bool again = k.over && k.how == "expired" && to.until > x.today && !permit_runs;
    RuleRef rule{to.rule};
    d.events.add_on(s, ClockMoved{c.residence, k.from, k.ends, RuleRef{k.rule}, to.from, to.until, rule, again});
    if (!k.over && to.until <= x.today) {
        d.events.add_on(s, ClockExpired{c.residence, to.until});
        d.advice.push_back("by the corrected day it ran out on " + to.until.text());
    }
    if (again) d.advice.push_back("by the corrected day it has not run out: it runs again");
    const auto* rules = x.law.pack().clock(c.residence.value);
    if (!rules || (k.over && !again)) return;
    for (const auto& before : rules->warns_at)
        if (Date day = to.until - before; day > to.from && day > x.today) d.advice.push_back("warns on " + day.text());
}

// Duties that the grant brought count from the corrected day, until they are done.
void move_duties(const Person& p, std::string_view granted_by, const Corrected& to, const Context& x, Decision& d) {
    for (const auto& [id, duty] : p.promises.duties) {
        const auto* rule = x.law.pack().duty(id);
        if (!rule || !rule->arises_after(granted_by) || duty.done) continue;
        const auto* v = rule->on(to.from);
        if (!v) continue;
        Date due = to.from + v->within;
        d.events.add_on({StreamKind::person, p.id.value}, DutyMoved{Name{id}, duty.from, duty.due, to.from, due, RuleRef{id + "@" + v->id}});
        d.advice.push_back(rule->name.in(x.language) + ": " + duty.due.text() + " -> " + due.text());
    }
}

}  // namespace

Result<Decision> decide(const World& w, const CorrectResidenceStart& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    const auto& p = w.person_of(*k);
    bool reflection = c.residence.value == reflection_period;
    const auto& held = reflection ? p.reflection : p.permit;
    if (!held || held->permit != c.residence.value) return refuse("residence-granted", "nothing of that kind was granted that could be corrected");
    if (held->withdrawn) return refuse("residence-withdrawn", "it was withdrawn: there is no day to correct");
    if (c.why.empty()) return invalid("is empty", "why");
    TRY(plausible_days(c.from, c.until, p, x));
    auto to = TRY(by_law(c, *held, x));
    if (to.until <= to.from) return invalid("is not before the last day, " + to.until.text(), "from");
    if (to.from == held->from && to.until == held->until && to.rule == held->rule)
        return refuse("correction-changes", "that is what is recorded already");
    Decision d;
    d.events.add(p.id.value, ResidenceStartCorrected{c.residence, held->from, held->until, RuleRef{held->rule}, to.from, to.until, RuleRef{to.rule},
                                                     AgencyRef{x.actor.agency}, c.why});
    d.answer = {{"was_from", held->from.text()}, {"was_until", held->until.text()}, {"was_rule", held->rule},
                {"ends", to.until.text()}, {"rule", to.rule}, {"computation", to.computation}};
    move_clock(p, c, to, x, d);
    move_duties(p, reflection ? ReflectionPeriodGranted::name : ResidencePermitGranted::name, to, x, d);
    return d;
}

}  // namespace soria::domain
