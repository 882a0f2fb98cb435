#include "domain/protection/closing.hpp"

#include "domain/law/events.hpp"
#include "domain/law/follow.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {

Result<Decision> agency_closes(const World& w, const CaseId& id, const pack::Agency& agency, const Context& x) {
    const auto& c = w.cases.at(id.value);
    AgencyRef closed{agency.id}, successor{agency.successor};
    std::string why = "the agency was closed after " + agency.until->text() + "; " + agency.successor + " succeeds it";
    Decision d;
    bool takes_part = c.team.count(agency.id) > 0;
    if (takes_part && !c.team.count(agency.successor)) d.events.add(id.value, TeamJoined{successor});
    if (c.lead == agency.id) d.events.add(id.value, LeadHandedOver{closed, successor});
    if (takes_part) d.events.add(id.value, TeamLeft{closed});
    Owners owners{c.person.value, id.value};
    int32_t referrals = 0, orders = 0;
    for (const auto& [n, r] : c.referrals)
        if (r.to == agency.id && r.stands()) d.events.add(id.value, ReferralWithdrawn{n, closed, why}, owners), ++referrals;
    for (const auto& [n, o] : c.orders)
        if (o.provider == agency.id && !o.delivered && !o.declined) d.events.add(id.value, OrderDeclined{n, closed, Code<"decline-reason">{"closed"}}), ++orders;
    if (referrals + orders > 0 && !c.closed) d.events.add(id.value, WorkReturned{closed, successor, referrals, orders});
    TRY(follow(w, x, d));
    // What it was asked itself, nobody else on the case is: the successor is.
    if (auto p = w.persons.find(c.person.value); p != w.persons.end())
        for (const auto& [id, duty] : p->second.promises.duties)
            if (!duty.done && duty.holder == "asked" && duty.agency == agency.id)
                d.events.add_on({StreamKind::person, c.person.value}, DutyLaidOn{Name{id}, Name{"asked"}, successor});
    return d;
}

}  // namespace soria::domain
