#pragma once
// Whether two persons are one: asked, answered, joined, and taken apart again. All of it stands on a stream of its own, so that
// whoever knows of one of the two learns nothing from that one's events. A merge joins identity and gives nobody access.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct MatchProposed {
    static constexpr uint16_t type = 105;
    static constexpr std::string_view name = "MatchProposed";
    static constexpr StreamKind stream = StreamKind::match;
    static constexpr bool opens = true;
    StatusOf<Name> code;
    Staff<AgencyRef> asked_by, reviewer;
    StatusOf<Name> grounds;                        // "surname:sounds:for born:same:strongly-for": no values
    Identity<PersonId> first, second;              // first: whom the desk asked about
};
BOOST_DESCRIBE_STRUCT(MatchProposed, (), (code, asked_by, reviewer, grounds, first, second))

struct MatchAnswered {
    static constexpr uint16_t type = 106;
    static constexpr std::string_view name = "MatchAnswered";
    static constexpr StreamKind stream = StreamKind::match;
    StatusOf<Code<"match-answer">> answer;
    Staff<AgencyRef> agency;
    Care<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(MatchAnswered, (), (answer, agency, reason))

struct PersonsMerged {
    static constexpr uint16_t type = 107;
    static constexpr std::string_view name = "PersonsMerged";
    static constexpr StreamKind stream = StreamKind::match;
    Staff<AgencyRef> agency;
    Identity<PersonId> kept, joined;               // kept: who was registered first
    Care<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(PersonsMerged, (), (agency, kept, joined, reason))

struct MergeUndone {
    static constexpr uint16_t type = 108;
    static constexpr std::string_view name = "MergeUndone";
    static constexpr StreamKind stream = StreamKind::match;
    Staff<AgencyRef> agency;
    Care<std::string> reason;
};
BOOST_DESCRIBE_STRUCT(MergeUndone, (), (agency, reason))

}  // namespace soria::domain
