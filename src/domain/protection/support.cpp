// Threats and safety, needs, steps, letters, redress, counsel, and the time after a return.
#include <algorithm>

#include "domain/protection/people.hpp"
#include "domain/protection/support_commands.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {
namespace {

// A letter that is renewed once a year is still one that somebody has looked at.
constexpr int32_t letter_days_max = 366;

template <class Map> auto numbered(const Map& m, int32_t number, const char* what) -> Result<const typename Map::mapped_type*> {
    auto found = m.find(number);
    if (found == m.end()) return fail(Fault::absent, std::string("the case has no ") + what + " of that number", what);
    return &found->second;
}
Status told(const std::string& text, const char* field) {
    if (text.empty()) return invalid("is empty", field);
    return {};
}
Result<const Case*> returned(const World& w, const Ref<CaseId>& ref) {
    const Case& c = w.cases.at(ref.id.value);
    if (!c.going_home) return refuse("return-planned", "no return is planned");
    return &c;
}

}  // namespace

Result<Decision> decide(const World& w, const RecordThreat& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(told(c.feared, "feared"));
    TRY(told(c.what, "what"));
    PersonId feared = c.feared_person ? c.feared_person->id : PersonId{};
    if (feared == k->person) return invalid("is the person of this case", "feared_person");
    Decision d;
    int32_t n = next_number(k->threats);
    d.events.add(k->id.value, ThreatRecorded{n, AgencyRef{x.actor.agency}, c.family_at_risk, feared, c.feared, c.what});
    d.answer.emplace_back("threat", std::to_string(n));
    if (k->bed) d.advice.push_back("a bed is held or used for this case: is the house still safe?");
    return d;
}

Result<Decision> decide(const World& w, const EndThreat& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    const Threat* t = TRY(numbered(k->threats, c.threat, "threat"));
    if (t->over) return refuse("threat-over", "that is recorded already");
    TRY(told(c.why, "why"));
    Decision d;
    d.events.add(k->id.value, ThreatEnded{c.threat, AgencyRef{x.actor.agency}, c.why});
    return d;
}

Result<Decision> decide(const World& w, const AgreeSafetyPlan& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(told(c.safe_times, "safe_times"));
    TRY(told(c.safe_channels, "safe_channels"));
    TRY(told(c.plan, "plan"));
    Decision d;
    d.events.add(k->id.value, SafetyPlanAgreed{AgencyRef{x.actor.agency}, c.safe_times, c.safe_channels, c.plan});
    return d;
}

Result<Decision> decide(const World& w, const MarkHouse& c, const Context& x) {
    const auto& h = w.houses.at(c.house.id.value);
    if (h.warnings.count(c.warning.value)) return refuse("house-marked", "the house is marked with that already");
    TRY(told(c.why, "why"));
    Decision d;
    d.events.add(h.id.value, HouseMarked{c.warning, AgencyRef{x.actor.agency}, c.why});
    return d;
}

Result<Decision> decide(const World& w, const RecordNeed& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (k->needs.count(c.service.value)) return refuse("need-recorded", "that need is recorded already, and not met yet");
    Decision d;
    if (k->going_home && k->going_home->departed) d.advice.push_back(std::string(has_departed));
    d.events.add(k->id.value, NeedRecorded{c.service, AgencyRef{x.actor.agency}, c.what.value_or("")});
    const auto& by = x.law.pack().service(c.service.value)->delivered_by;
    for (const auto& a : x.law.pack().agencies)
        if (d.advice.size() < 3 && std::find(by.begin(), by.end(), a.kind) != by.end()) d.advice.push_back("delivers it: " + a.name.in(x.language));
    return d;
}

namespace {
Result<const Order*> own_order(const Case& k, int32_t number, const Context& x) {
    auto o = k.orders.find(number);
    if (o == k.orders.end() || o->second.provider != x.actor.agency) return fail(Fault::absent, "there is no such order for this agency", "order");
    if (o->second.delivered) return refuse("order-delivered", "the service was delivered already");
    if (o->second.declined) return refuse("order-declined", "the order was declined already");
    return &o->second;
}
}  // namespace

Result<Decision> decide(const World& w, const AcceptOrder& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    const Order* o = TRY(own_order(*k, c.order, x));
    if (o->accepted) return refuse("order-accepted", "the order was accepted already");
    Decision d;
    d.events.add(k->id.value, OrderAccepted{c.order, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const DeclineOrder& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(own_order(*k, c.order, x));
    Decision d;
    d.events.add(k->id.value, OrderDeclined{c.order, AgencyRef{x.actor.agency}, c.reason});
    return d;
}

Result<Decision> decide(const World& w, const AppointCounsel& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (x.law.pack().agency(c.counsel.value)->kind != "counsel") return invalid("is no counsel", "counsel");
    if (k->counsel.count(c.counsel.value)) return refuse("counsel-appointed", "that counsel is appointed already");
    Decision d;
    d.events.add(k->id.value, CounselAppointed{c.counsel, AgencyRef{x.actor.agency}, c.task});
    return d;
}

Result<Decision> decide(const World& w, const PlanStep& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(told(c.goal, "goal"));
    Decision d;
    int32_t n = next_number(k->steps);
    d.events.add(k->id.value, StepPlanned{n, c.kind, AgencyRef{x.actor.agency}, c.goal});
    d.answer.emplace_back("step", std::to_string(n));
    return d;
}

namespace {
Status planned(const Case& k, int32_t number) {
    const Step* s = TRY(numbered(k.steps, number, "step"));
    if (s->reached) return refuse("step-reached", "the step was reached already");
    if (s->dropped) return refuse("step-dropped", "the step was dropped already");
    return {};
}
}  // namespace

Result<Decision> decide(const World& w, const ReachStep& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(planned(*k, c.step));
    Decision d;
    d.events.add(k->id.value, StepReached{c.step, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const DropStep& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(planned(*k, c.step));
    TRY(told(c.why, "why"));
    Decision d;
    d.events.add(k->id.value, StepDropped{c.step, AgencyRef{x.actor.agency}, c.why});
    return d;
}

// A letter of residence proves what runs, no longer than it runs; the other letters are for whoever an agency presumes a victim.
Result<Decision> decide(const World& w, const IssueLetter& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    const auto& p = w.person_of(*k);
    if (c.until < x.happened.date) return invalid("lies before the day of the letter", "until");
    if (days_between(x.happened.date, c.until) > letter_days_max) return invalid("lies more than a year ahead: a letter is renewed", "until");
    if (c.entitlement.value == "residence") {
        std::optional<Date> end;
        for (const auto* r : {&p.reflection, &p.permit})
            if (*r && (*r)->running(x.happened.date) && (!end || (*r)->until > *end)) end = (*r)->until;
        if (!end) return refuse("letter-residence", "neither a reflection period nor a permit is running");
        if (c.until >= *end) return invalid("the residence runs until " + end->text() + "; the letter must end before that day", "until");
    } else if (!p.presumed()) {
        return refuse("letter-presumed", "the person has not been presumed a victim by any agency");
    }
    Decision d;
    std::string code = x.ids.code();
    d.events.add(k->id.value, LetterIssued{Name{code}, c.entitlement, c.until, AgencyRef{x.actor.agency}});
    d.answer.emplace_back("letter", code);
    return d;
}

Result<Decision> decide(const World& w, const RevokeLetter& c, const Context& x) {
    const Case& k = w.cases.at(c.case_.id.value);
    auto letter = k.letters.find(c.letter.value);
    if (letter == k.letters.end()) return fail(Fault::absent, "the case has no such letter", "letter");
    if (letter->second.revoked) return refuse("letter-revoked", "the letter was revoked already");
    Decision d;
    d.events.add(k.id.value, LetterRevoked{c.letter, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const RecordRedress& c, const Context& x) {
    const Case& k = w.cases.at(c.case_.id.value);        // redress outlasts a case
    Decision d;
    d.events.add(k.id.value, RedressRecorded{c.kind, c.step, AgencyRef{x.actor.agency}, c.note.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const ChooseReturnChannel& c, const Context& x) {
    const Case* k = TRY(returned(w, c.case_));
    TRY(told(c.channel, "channel"));
    Decision d;
    d.events.add(k->id.value, ReturnChannelChosen{AgencyRef{x.actor.agency}, c.channel});
    return d;
}

Result<Decision> decide(const World& w, const FollowUpReturn& c, const Context& x) {
    const Case* k = TRY(returned(w, c.case_));
    if (!k->going_home->departed) return refuse("departed", "the person has not departed");
    if (k->going_home->anonymous && !k->going_home->channel_chosen) {
        auto r = refuse("return-anonymous", "the return was in full anonymity: nobody follows the person up");
        r.value().change = "the person may choose a way to be reached";
        return r;
    }
    Decision d;
    d.events.add(k->id.value, ReturnFollowedUp{c.outcome, AgencyRef{x.actor.agency}, c.note.value_or("")});
    if (c.outcome.value == "trafficked-again") d.advice.push_back("call: a new report opens a new case, with every right anew");
    return d;
}

}  // namespace soria::domain
