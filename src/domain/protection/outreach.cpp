// Contacts in outreach, and who asked for a bed and got none: nobody is named in either.
#include "domain/protection/support_commands.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {

Result<Decision> decide(const World&, const LogContact& c, const Context& x) {
    constexpr int32_t people_max = 200;
    constexpr size_t information_max = 20;
    if (c.women < 0 || c.women > people_max) return invalid("must be between 0 and 200", "women");
    if (c.men < 0 || c.men > people_max) return invalid("must be between 0 and 200", "men");
    if (c.women + c.men == 0) return invalid("a contact is with somebody: say how many women and men", "women");
    if (c.information.size() > information_max) return fail(Fault::limit, "at most 20 pieces of information in one contact", "information");
    if (c.agent && !c.agent_checked.value_or(false)) {
        auto r = refuse("agent-checked", "a cultural agent takes part only when somebody has checked for conflicts of interest");
        r.value().change = "the check; or a contact without the agent";
        return r;
    }
    std::vector<InformationGiven> information;
    for (const auto& i : c.information) information.push_back({i.how, i.language});
    Decision d;
    d.events.add(x.ids.id(), ContactLogged{AgencyRef{x.actor.agency}, c.region, c.arena, c.women, c.men, std::move(information), c.agent.has_value(), c.help_offered.value_or(false),
                                           c.referred_to.value_or(AgencyRef{}), c.agent.value_or(Name{}), c.note.value_or(""),
                                           c.city.value_or(Code<"city">{"elsewhere"}), c.referred_to.has_value()});
    return d;
}

Result<Decision> decide(const World&, const RecordTurnedAway& c, const Context& x) {
    Decision d;
    d.events.add(x.ids.id(), TurnedAway{AgencyRef{x.actor.agency}, c.audience, c.region, c.reason});
    return d;
}

}  // namespace soria::domain
