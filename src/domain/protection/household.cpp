// Who came along, who is related to whom, a pregnancy; referrals that end, the lead handed over, a finding asked about again.
#include <algorithm>

#include "domain/protection/people.hpp"
#include "domain/protection/support_commands.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {

Result<Decision> decide(const World& w, const AddPerson& c, const Context& x) {
    const auto& r = w.reports.at(c.report.id.value);
    if (r.people.size() >= report_people_max) return fail(Fault::limit, "a report names at most " + std::to_string(report_people_max) + " people", "report");
    PersonRegistered p = TRY(person_seen(c.person, r.id, x, "person."));
    auto stated = TRY(identity_seen(c.person, x, "person."));
    auto doubt = TRY(age_doubt(c.person, x));
    Decision d;
    Id id = x.ids.id();
    d.answer.emplace_back("person", p.code->value);
    if (*p.maybe_child || doubt) d.advice.push_back("a child has a file of their own: report a concern to child welfare, and open a case for the child");
    d.events.add(r.id.value, PersonAdded{PersonId{id}, AgencyRef{x.actor.agency}});
    d.events.add(id, std::move(p));
    if (stated) d.events.add(id, std::move(*stated));
    if (doubt) d.events.add(id, std::move(*doubt));
    return d;
}

Result<Decision> decide(const World& w, const RecordRelation& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (c.to.id == k->person) return invalid("is the person of this case", "to");
    const auto& known = w.person_of(*k).relations;
    if (auto r = known.find(c.to.id.value); r != known.end() && r->second == c.relation.value) return refuse("relation-recorded", "that is recorded already");
    Decision d;
    d.events.add(k->person.value, RelationRecorded{c.to.id, c.relation, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const RecordPregnancy& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (c.due && c.due->date < x.happened.date && c.due->precision == Precision::day) return invalid("lies in the past", "due");
    Decision d;
    d.events.add(k->person.value, PregnancyRecorded{c.due, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const AskReview& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    const auto& p = w.person_of(*k);
    if (std::none_of(p.findings.begin(), p.findings.end(), [&](auto& f) { return f.agency == c.of.value; }))
        return refuse("finding-recorded", "that agency has recorded no finding");
    if (p.reviews_asked.count(c.of.value)) return refuse("review-asked", "that agency has been asked already");
    if (c.why.empty()) return invalid("say what has changed, or what was not seen", "why");
    Decision d;
    d.events.add(k->person.value, ReviewAsked{c.of, AgencyRef{x.actor.agency}, c.why});
    return d;
}

namespace {
Result<const Referral*> standing(const Case& k, int32_t number, const Context& x) {
    auto r = k.referrals.find(number);
    if (r == k.referrals.end()) return fail(Fault::absent, "the case has no referral of that number", "referral");
    if (r->second.stands()) return &r->second;
    return refuse("referral-answered", "the referral was declined, completed or withdrawn already, " + by_whom(r->second.by, r->second.on, true, x));
}
}  // namespace

Result<Decision> decide(const World& w, const CompleteReferral& c, const Context& x) {
    const Case& k = w.cases.at(c.case_.id.value);
    const Referral* r = TRY(standing(k, c.referral, x));
    if (r->to != x.actor.agency && !k.team.count(x.actor.agency)) return fail(Fault::absent, "the case has no referral of that number", "referral");
    if (r->state != Referral::State::accepted) return refuse("referral-accepted", "the referral has not been accepted");
    Decision d;
    d.events.add(k.id.value, ReferralCompleted{c.referral, AgencyRef{x.actor.agency}, c.outcome.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const WithdrawReferral& c, const Context& x) {
    const Case& k = w.cases.at(c.case_.id.value);
    TRY(standing(k, c.referral, x));
    Decision d;
    d.events.add(k.id.value, ReferralWithdrawn{c.referral, AgencyRef{x.actor.agency}, c.why.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const HandOverLead& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (c.to.value == k->lead) return invalid("leads the case already", "to");
    if (!k->team.count(c.to.value)) {
        auto r = refuse("team-member", "the agency is not on the team");
        r.value().change = "join-team would open it";
        return r;
    }
    TRY(works_on_cases(c.to, true, x));
    Decision d;
    d.events.add(k->id.value, LeadHandedOver{AgencyRef{k->lead}, c.to});
    return d;
}

}  // namespace soria::domain
