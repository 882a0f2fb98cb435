// What was written beside events, kept ready for whoever sees its class.
#include "domain/children/events.hpp"
#include "domain/core/evolve.hpp"
#include "domain/core/folding.hpp"
#include "domain/law/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::domain {
namespace {

// The events and their fields. What a page shows in a list of its own (a finding, a threat, an order) is not among them.
std::string_view text_of(uint16_t type) {
    switch (type) {
        case ConcernReported::type: return "what";
        case AgeDoubted::type: case ReferralWithdrawn::type: case ResidenceWithdrawn::type: case ResidenceStartCorrected::type: case CaseClosed::type: return "why";
        case AgeDecided::type: case BestInterestsDetermined::type: case ReturnRiskAssessed::type: return "grounds";
        case CarerNamed::type: return "how_known";
        case BrokeAway::type: case LegalAidUsed::type: return "note";
        case ReferralCompleted::type: return "outcome";
        default: return {};
    }
}

template <class E> Result<Name> promise_in(const EventRecord& r) {
    Folding<E> e(r, nullptr);                    // what it names is not sealed
    TRY(e.read());
    if constexpr (requires { &E::duty; }) return e(&E::duty);
    else return e(&E::clock);
}
template <class... E> Result<Name> promise_among(const EventRecord& r) {
    Result<Name> found = Name{};
    ((r.type == E::type ? void(found = promise_in<E>(r)) : void()), ...);
    return found;
}

}  // namespace

Result<Name> promise_of(const EventRecord& r) {
    return promise_among<ClockStarted, ClockWarned, ClockExpired, ClockEnded, ClockMoved, ClockLaidOn, DutyArose, DutyDone, DutyOverdue, DutyMoved, DutyLaidOn, DutyEnded>(r);
}

bool leaves_note(uint16_t type) { return !text_of(type).empty(); }

Status note(Rows& rows, const EventRecord& r) {
    auto name = text_of(r.type);
    if (name.empty()) return {};
    NoteRow row;
    row.id = r.stream.id;
    row.number = int64_t(r.number);
    const auto* type = event_type(r.type);
    row.event = Name{std::string(type->name)};
    row.agency = AgencyRef{r.agency};
    row.day = TRY(recorded_day(rows, r));
    for (const auto& f : type->fields)
        for (const auto& sealed : r.sealed) {
            if (sealed.number != f.number) continue;
            auto blob = rows.blob_of()(r, sealed);
            if (f.name == "view_of_the_child") row.view_of_the_child.blob = blob;
            if (f.name != name) continue;
            if (f.cls == Class::care) row.care.blob = blob;
            if (f.cls == Class::story) row.story.blob = blob;
            if (f.cls == Class::child) row.child.blob = blob;
        }
    rows.put(row);
    return {};
}

}  // namespace soria::domain
