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

// Blind questions between two Sorias (docs/format/blind.md). On the asker's side: asked, then carried or failed; what the other
// side finds is told to nobody here. On the answerer's: received, then answered.
struct QuestionAsked {
    static constexpr uint16_t type = 170;
    static constexpr std::string_view name = "QuestionAsked";
    static constexpr StreamKind stream = StreamKind::peer;
    StatusOf<Name> question;
    Staff<Name> peer;
    Staff<AgencyRef> agency;
    Staff<Name> purpose;
    Identity<PersonId, Owner::person> person;
};
BOOST_DESCRIBE_STRUCT(QuestionAsked, (), (question, peer, agency, purpose, person))

struct QuestionCarried {
    static constexpr uint16_t type = 171;
    static constexpr std::string_view name = "QuestionCarried";
    static constexpr StreamKind stream = StreamKind::peer;
    StatusOf<Name> question;
    Staff<Name> peer;
};
BOOST_DESCRIBE_STRUCT(QuestionCarried, (), (question, peer))

struct QuestionFailed {
    static constexpr uint16_t type = 172;
    static constexpr std::string_view name = "QuestionFailed";
    static constexpr StreamKind stream = StreamKind::peer;
    StatusOf<Name> question;
    Staff<Name> peer;
    StatusOf<Code<"question-failure">> why;
};
BOOST_DESCRIBE_STRUCT(QuestionFailed, (), (question, peer, why))

struct QuestionReceived {
    static constexpr uint16_t type = 173;
    static constexpr std::string_view name = "QuestionReceived";
    static constexpr StreamKind stream = StreamKind::peer;
    StatusOf<Name> question;
    Staff<Name> peer;
    Staff<Name> agency, purpose;                   // as the other side names them
};
BOOST_DESCRIBE_STRUCT(QuestionReceived, (), (question, peer, agency, purpose))

struct QuestionAnswered {
    static constexpr uint16_t type = 174;
    static constexpr std::string_view name = "QuestionAnswered";
    static constexpr StreamKind stream = StreamKind::peer;
    StatusOf<Name> question;
    Staff<Name> peer;
};
BOOST_DESCRIBE_STRUCT(QuestionAnswered, (), (question, peer))

// Somebody here may be the person of a blind question, or the other side has answered that it is so. For who leads the case, or
// the neutral reviewer; never for the desk that asked.
struct PeerMatchProposed {
    static constexpr uint16_t type = 175;
    static constexpr std::string_view name = "PeerMatchProposed";
    static constexpr StreamKind stream = StreamKind::match;
    static constexpr bool opens = true;
    StatusOf<Name> code;
    Staff<Name> peer;
    StatusOf<Name> question;
    StatusOf<Name> told;                           // asked: they ask us; same: they answered us
    Staff<AgencyRef> reviewer;
    StatusOf<Name> grounds;
    Identity<PersonId> person;
};
BOOST_DESCRIBE_STRUCT(PeerMatchProposed, (), (code, peer, question, told, reviewer, grounds, person))

}  // namespace soria::domain
