// Cases, teams, findings, referrals and services.
#include "domain/protection/people.hpp"

namespace soria::domain {

std::string by_whom(const std::string& agency, Date on, bool may_know, const Context& x) {
    const auto* a = may_know ? x.law.pack().agency(agency) : nullptr;
    return "by " + (a ? a->name.in(x.language) : std::string("another agency")) + " on " + on.text();
}

Status works_on_cases(const AgencyRef& agency, bool lead, const Context& x) {
    const auto& p = x.law.pack();
    const auto* opens = p.command("open-case");
    auto may = [&](const pack::User& u) {
        const auto* role = u.agency == agency.value ? p.role(u.role) : nullptr;
        if (!role || !role->folders.empty()) return false;       // of a trial, or of the public
        auto has = [&](std::string_view r) { return opens && std::find(opens->roles.begin(), opens->roles.end(), r) != opens->roles.end(); };
        return !lead || has(role->id) || has("all");
    };
    if (std::any_of(p.users.begin(), p.users.end(), may)) return {};
    auto r = lead ? refuse("case-lead", "nobody at that agency may open a case, nor lead one") : refuse("team-role", "nobody at that agency could see the case");
    r.value().facts = {"agency: " + agency.value, "kind of agency: " + p.agency(agency.value)->kind};
    if (lead && opens) r.value().source = opens->basis.text(x.language);
    return r;
}

namespace {
tl::unexpected<Error> open_already(const Case* c, const Context& x) {
    std::string whose = c ? ": it was opened " + by_whom(c->lead, c->opened, c->team.count(x.actor.agency) > 0, x) : "";
    return refuse("case-open-already", "the person has an open case" + whose);
}
}  // namespace

Result<Decision> decide(const World& w, const OpenCase& c, const Context& x) {
    const auto& report = w.reports.at(c.report.id.value);
    if (report.people.empty()) return refuse("people-erased", "everybody whom the report named was erased");
    PersonId person;
    if (c.person) {
        person = c.person->id;
        if (std::find(report.people.begin(), report.people.end(), person) == report.people.end())
            return invalid("is not among the people of this report", "person");
    } else if (report.people.size() == 1) {
        person = report.people[0];
    } else {
        return invalid("the report names several people: say which", "person");
    }
    const auto& p = w.persons.at(person.value);
    for (const auto& id : p.cases)
        if (auto other = w.cases.find(id.value); other == w.cases.end() || !other->second.closed)
            return open_already(other == w.cases.end() ? nullptr : &other->second, x);
    int years = TRY(x.law.child_under(x.happened.date));
    Decision d;
    Id id = x.ids.id();
    CaseOpened e;
    e.code = Name{x.ids.code()};
    e.lead = AgencyRef{x.actor.agency};
    e.audience = c.audience;
    e.region = Code<"region">{report.region};
    e.form = Code<"form">{report.form};
    if (c.industry) e.industry = *c.industry;
    e.maybe_child = p.child(years, x.happened.date);
    e.period = Name{x.happened.precision == Precision::year ? x.happened.text() : x.happened.date.month_text()};
    e.person = person;
    e.report = report.id;
    d.answer.emplace_back("case", e.code->value);
    d.events.add(id, std::move(e));
    d.events.add(person.value, CaseLinked{CaseId{id}});
    d.events.add(report.id.value, ReportAccepted{AgencyRef{x.actor.agency}, CaseId{id}});
    return d;
}

Result<Decision> decide(const World& w, const JoinTeam& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(works_on_cases(c.agency, false, x));
    if (k->team.count(c.agency.value)) return refuse("team-member-already", "the agency is on the team already");
    Decision d;
    d.events.add(k->id.value, TeamJoined{c.agency});
    return d;
}

Result<Decision> decide(const World& w, const LeaveTeam& c, const Context&) {
    const Case* k = TRY(open_case(w, c.case_));
    if (!k->team.count(c.agency.value)) return refuse("team-member", "the agency is not on the team");
    if (k->lead == c.agency.value) return refuse("team-lead-stays", "the lead agency cannot leave; offer the lead to another first");
    Decision d;
    d.events.add(k->id.value, TeamLeft{c.agency});
    return d;
}

Result<Decision> decide(const World& w, const RecordFinding& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    bool may = c.finding.value == "identified" ? x.law.may_identify(x.actor.agency_kind, x.happened.date)
                                               : x.law.may_presume(x.actor.agency_kind, x.happened.date);
    std::string rule = "presumers";
    if (x.law.pack().presumers.size()) rule = x.law.pack().presumers[0].id;
    const auto* version = x.law.pack().presumers.empty() ? nullptr : x.law.pack().presumers[0].on(x.happened.date);
    if (!may) {
        auto refusal = refuse(rule, "an agency of this kind may not make that finding");
        refusal.value().facts.push_back("kind of agency: " + x.actor.agency_kind);
        if (version) refusal.value().source = version->basis.text(x.language);
        return refusal;
    }
    Decision d;
    d.events.add(k->person.value, FindingRecorded{c.finding, AgencyRef{x.actor.agency},
                                                  RuleRef{rule + (version ? "@" + version->id : "")}, c.grounds.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const OfferReferral& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (c.to.value == x.actor.agency) return invalid("an agency does not refer to itself", "to");
    for (const auto& [n, r] : k->referrals)
        if (r.to == c.to.value && r.service == c.service.value && r.state == Referral::State::offered)
            return refuse("referral-open", "a referral to that agency for that service is open: number " + std::to_string(n));
    Decision d;
    int32_t n = next_number(k->referrals);
    if (k->going_home && k->going_home->departed) d.advice.push_back(std::string(has_departed));
    d.events.add(k->id.value, ReferralOffered{n, AgencyRef{x.actor.agency}, c.to, c.service, c.parts, c.why.value_or("")});
    d.answer.emplace_back("referral", std::to_string(n));
    return d;
}

namespace {
const char* word_of(Referral::State s) {
    switch (s) {
        case Referral::State::accepted: return "accepted";
        case Referral::State::declined: return "declined";
        case Referral::State::completed: return "completed";
        case Referral::State::withdrawn: return "withdrawn";
        default: return "offered";
    }
}
Result<const Referral*> offered_to(const Case& k, int32_t number, const Context& x) {
    auto r = k.referrals.find(number);
    if (r == k.referrals.end() || r->second.to != x.actor.agency)
        return fail(Fault::absent, "there is no such referral to this agency", "referral");
    if (r->second.state != Referral::State::offered)
        return refuse("referral-answered", std::string("the referral was ") + word_of(r->second.state) + " already, " +
                                               by_whom(r->second.by, r->second.on, true, x));
    return &r->second;
}
}  // namespace

Result<Decision> decide(const World& w, const AcceptReferral& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(offered_to(*k, c.referral, x));
    Decision d;
    d.events.add(k->id.value, ReferralAccepted{c.referral, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const DeclineReferral& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    TRY(offered_to(*k, c.referral, x));
    Decision d;
    d.events.add(k->id.value, ReferralDeclined{c.referral, AgencyRef{x.actor.agency}, c.reason});
    return d;
}

Result<Decision> decide(const World& w, const OrderService& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    const auto& service = *x.law.pack().service(c.service.value);
    const auto& kind = x.law.pack().agency(c.provider.value)->kind;
    if (std::find(service.delivered_by.begin(), service.delivered_by.end(), kind) == service.delivered_by.end())
        return refuse("service-provider", "agencies of the kind " + kind + " do not deliver " + service.id);
    Decision d;
    int32_t n = next_number(k->orders);
    d.events.add(k->id.value, ServiceOrdered{n, c.provider, c.service, c.need.value_or("")});
    d.answer.emplace_back("order", std::to_string(n));
    return d;
}

Result<Decision> decide(const World& w, const DeliverService& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    auto o = k->orders.find(c.order);
    if (o == k->orders.end() || (o->second.provider != x.actor.agency && !k->team.count(x.actor.agency)))
        return fail(Fault::absent, "there is no such order for this agency", "order");
    if (o->second.delivered) return refuse("order-delivered", "the service was delivered already");
    if (o->second.declined) return refuse("order-declined", "the order was declined");
    Decision d;
    d.events.add(k->id.value, ServiceDelivered{c.order, AgencyRef{o->second.provider}, c.note.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const CloseCase& c, const Context& x) {
    const Case* k = TRY(open_case(w, c.case_));
    if (k->bed) return refuse("case-has-bed", "a bed is held or used for this case: release it first");
    Decision d;
    d.events.add(k->id.value, CaseClosed{AgencyRef{x.actor.agency}, c.why});
    return d;
}

}  // namespace soria::domain
