// Doubt about age, representative, concern, best interests, rights told, carer.
#include "domain/children/commands.hpp"
#include "domain/children/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/people.hpp"

namespace soria::domain {
namespace {

Result<const Person*> child_of(const World& w, const Ref<CaseId>& ref, const Context& x) {
    const auto& p = w.person_of(w.cases.at(ref.id.value));
    int years = TRY(x.law.child_under(x.happened.date));
    if (!p.child(years, x.happened.date)) {
        auto r = refuse("child", "the person is not a child, and nobody doubts it");
        r.value().change = "Recording doubt about the age would open it";
        return r;
    }
    return &p;
}

// What somebody opened as an adult a child has not opened: it ends, and the answer says so. Whoever represents the child may open it anew.
void end_adult_consents(const Person& p, const Context& x, Decision& d) {
    const auto& pack = x.law.pack();
    const auto* age = pack.ages.empty() ? nullptr : pack.ages[0].on(x.happened.date);
    RuleRef rule{age ? pack.ages[0].id + "@" + age->id : ""};
    for (const auto& c : p.consents) {
        if (!c.as_adult) continue;
        d.events.add(p.id.value, ConsentEnded{AgencyRef{c.to}, Code<"purpose">{c.purpose}, rule});
        const auto* to = pack.agency(c.to);
        const auto* purposes = pack.code_list("purpose");
        const auto* purpose = purposes ? purposes->find(c.purpose) : nullptr;
        d.advice.push_back("a consent ended, for it was given as an adult's: to " + (to ? to->name.in(x.language) : c.to) + ", for " + (purpose ? purpose->name.in(x.language) : c.purpose));
    }
}

}  // namespace

Result<Decision> decide(const World& w, const DoubtAge& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    if (p.age_in_doubt) return refuse("age-in-doubt", "doubt is recorded already");
    Decision d;
    d.events.add(p.id.value, AgeDoubted{AgencyRef{x.actor.agency}, c.why});
    end_adult_consents(p, x, d);
    return d;
}

Result<Decision> decide(const World& w, const DecideAge& c, const Context& x) {
    const auto& p = w.person_of(w.cases.at(c.case_.id.value));
    Decision d;
    d.events.add(p.id.value, AgeDecided{c.under_18, AgencyRef{x.actor.agency}, c.grounds});
    if (c.under_18) end_adult_consents(p, x, d);
    return d;
}

Result<Decision> decide(const World& w, const AppointRepresentative& c, const Context& x) {
    const Person* p = TRY(child_of(w, c.case_, x));
    if (!c.independent)
        return refuse("representative-independent",
                      "only somebody whom child welfare records as independent of every suspect represents a child");
    const auto* kind = x.law.pack().kind(x.law.pack().agency(c.agency.value)->kind);
    if (!kind || !kind->represents_children) {
        auto r = refuse("representative-kind", "agencies of that kind do not represent children");
        r.value().facts = {"kind of agency: " + (kind ? kind->name.in(x.language) : c.agency.value)};
        for (const auto& k : x.law.pack().kinds)
            if (k.represents_children) {
                r.value().source = k.represents_children->text();
                r.value().change = "an agency of the kind " + k.name.in(x.language);
            }
        return r;
    }
    Decision d;
    d.events.add(p->id.value, RepresentativeAppointed{c.agency, AgencyRef{x.actor.agency}, true, c.representative});
    return d;
}

Result<Decision> decide(const World& w, const ReportConcern& c, const Context& x) {
    const auto& r = w.reports.at(c.report.id.value);
    if (x.law.pack().agency(c.to.value)->kind != "child-welfare") return invalid("a concern goes to child welfare", "to");
    int years = TRY(x.law.child_under(x.happened.date));
    Decision d;
    for (const auto& id : r.people) {
        const auto& p = w.persons.at(id.value);
        if (p.child(years, x.happened.date))
            d.events.add(id.value, ConcernReported{AgencyRef{x.actor.agency}, c.to, c.what});
    }
    if (d.events.list.empty()) return refuse("child", "nobody in this report is a child, and nobody doubts it");
    return d;
}

Result<Decision> decide(const World& w, const DetermineBestInterests& c, const Context& x) {
    const Person* p = TRY(child_of(w, c.case_, x));
    Decision d;
    d.events.add(p->id.value, BestInterestsDetermined{c.supports_return, AgencyRef{x.actor.agency}, c.grounds,
                                                     c.view_of_the_child.value_or("")});
    return d;
}

Result<Decision> decide(const World& w, const TellRights& c, const Context& x) {
    const Person* p = TRY(child_of(w, c.case_, x));
    Decision d;
    d.events.add(p->id.value, RightsTold{c.language, c.in_writing, AgencyRef{x.actor.agency}});
    return d;
}

Result<Decision> decide(const World& w, const NameCarer& c, const Context& x) {
    TRY(child_of(w, c.case_, x));
    const auto& k = w.cases.at(c.case_.id.value);
    if (!k.going_home) return refuse("return-planned", "no return is planned");
    if (c.carer.empty()) return invalid("name the carer or the welfare service", "carer");
    Decision d;
    d.events.add(k.id.value, CarerNamed{AgencyRef{x.actor.agency}, c.carer, c.how_known});
    return d;
}

}  // namespace soria::domain
