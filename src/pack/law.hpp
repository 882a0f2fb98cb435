#pragma once
// The pack's law asked on a day, with facts. Pure. Every answer carries rule, version, source, facts and computation.
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pack/pack.hpp"

namespace soria::pack {

// What the program computed from the records of a case. Every fact of the vocabulary is there or is false.
using Facts = std::map<std::string, bool, std::less<>>;

struct ClockReading {
    const Clock* clock = nullptr;
    const ClockVersion* version = nullptr;
    Date starts, ends;                  // ends is the first day on which it has run out (midnight at its beginning)
    std::string rule() const;           // "reflection-period@measure 7"
    std::string computation;            // "2007-02-05 + P6M = 2007-08-05"
    std::vector<Date> warns;            // ascending, only those after starts
};

class Law {
public:
    Law(std::shared_ptr<const Pack> pack, std::string language = "en") : pack_(std::move(pack)), language_(std::move(language)) {}
    const Pack& pack() const { return *pack_; }

    // When a clock that starts on that day ends. `asked` is the decision's own end: required not to be beyond `max`, and an
    // error when the rule has a fixed length and it differs. Without `asked`, `max` itself. Refused when no version binds.
    Result<ClockReading> read_clock(std::string_view id, Date starts, std::optional<Date> asked) const;

    // The safeguards of that act, all of them; the first that is not met refuses with everything an Error can say.
    Status permits(std::string_view act, const Facts&, Date on) const;

    // Duties that arise from that event with those facts on that day.
    struct DutyDue { const Duty* duty; const DutyVersion* version; Date due; std::string computation; };
    std::vector<DutyDue> duties_after(std::string_view event, const Facts&, Date on) const;

    std::vector<const Clock*> clocks_started_by(std::string_view event) const;
    std::vector<const Clock*> clocks_ended_by(std::string_view event) const;
    std::vector<const Duty*> duties_done_by(std::string_view event) const;

    Result<int64_t> entitlement(std::string_view id, Date on) const;     // amount in the entitlement's unit
    Result<int> child_under(Date on) const;                              // years
    bool may_presume(std::string_view agency_kind, Date on) const;
    bool may_identify(std::string_view agency_kind, Date on) const;

    // May we? What the gates say of a method for a suspicion of that offence. Closed unless a version that binds names both, and
    // somebody who decides. Fault::absent for a method that the pack does not know; an offence it does not know opens nothing.
    struct GateReading { bool open = false; const Gate* gate = nullptr; const GateVersion* version = nullptr; std::string because; };
    Result<GateReading> may_use(std::string_view method, std::string_view offence, Date on) const;

    // Every route with whether each need holds: shown side by side, none preferred.
    struct RouteOpen { const Route* route; const RouteVersion* version; std::vector<std::pair<std::string, bool>> needs; bool open; };
    std::vector<RouteOpen> routes(const Facts&, Date on) const;

    // The same law with one clock's period replaced, for `soria law simulate reflection-period=P45D`.
    Result<Law> with_clock(std::string_view id, Period length) const;

private:
    std::shared_ptr<const Pack> pack_;
    std::string language_;
};

}  // namespace soria::pack
