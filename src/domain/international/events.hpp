#pragma once
// Across borders: treaties, commitments and agreements, rounds of dialogue.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct TreatyStepTaken1 {
    static constexpr uint16_t type = 161;
    static constexpr std::string_view name = "TreatyStepTaken", becomes = "recorded", answers = "treaty";
    static constexpr StreamKind stream = StreamKind::commitment;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // of the treaty
    Public<Name> instrument;             // of the pack, when it has it; else empty
    Public<CountryRef> country;
    Statistical<Code<"treaty-step">> kind;
};
BOOST_DESCRIBE_STRUCT(TreatyStepTaken1, (), (code, measure, agency, title, instrument, country, kind))

// By treaty: as the pack calls it, or by its title.
struct TreatyStepTaken {
    static constexpr uint16_t type = 161, type_version = 2;
    static constexpr std::string_view name = "TreatyStepTaken", becomes = "recorded", answers = "treaty";
    static constexpr StreamKind stream = StreamKind::commitment;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // of the treaty
    Public<Name> instrument;             // of the pack, when it has it; else empty
    Public<CountryRef> country;
    Statistical<Code<"treaty-step">> kind;
    Statistical<Name> treaty;
    using Before = TreatyStepTaken1;
    static TreatyStepTaken from(Before b) {
        auto treaty = b.instrument->value.empty() ? *b.title : *b.instrument;
        return {b.code, b.measure, b.agency, b.title, b.instrument, b.country, b.kind, {treaty}};
    }
};
BOOST_DESCRIBE_STRUCT(TreatyStepTaken, (), (code, measure, agency, title, instrument, country, kind, treaty))

struct CommitmentMade {
    static constexpr uint16_t type = 162;
    static constexpr std::string_view name = "CommitmentMade", becomes = "made", answers = "commitment";
    static constexpr StreamKind stream = StreamKind::commitment;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"commitment">> kind;
    Public<Name> counterpart;
    Public<Date> due;
};
BOOST_DESCRIBE_STRUCT(CommitmentMade, (), (code, measure, agency, title, kind, counterpart, due))

struct CommitmentKept1 {
    static constexpr uint16_t type = 163;
    static constexpr std::string_view name = "CommitmentKept", becomes = "kept";
    static constexpr StreamKind stream = StreamKind::commitment;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"commitment">> kind;
    Statistical<bool> in_time;
    Public<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(CommitmentKept1, (), (measure, agency, kind, in_time, evidence))

// The day it was due is kept beside it: it counts from that day on among those that had fallen due.
struct CommitmentKept {
    static constexpr uint16_t type = 163, type_version = 2;
    static constexpr std::string_view name = "CommitmentKept", becomes = "kept";
    static constexpr StreamKind stream = StreamKind::commitment;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"commitment">> kind;
    Statistical<bool> in_time;
    Public<std::string> evidence;
    Public<std::optional<Date>> was_due;
    using Before = CommitmentKept1;
    static CommitmentKept from(Before b) { return {b.measure, b.agency, b.kind, b.in_time, std::move(b.evidence), {}}; }
};
BOOST_DESCRIBE_STRUCT(CommitmentKept, (), (measure, agency, kind, in_time, evidence, was_due))

struct DialogueHeld {
    static constexpr uint16_t type = 164;
    static constexpr std::string_view name = "DialogueHeld", becomes = "held", answers = "dialogue";
    static constexpr StreamKind stream = StreamKind::commitment;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<CountryRef> country;
    Statistical<bool> raised;
    Statistical<Code<"dialogue-answer">> answer;
};
BOOST_DESCRIBE_STRUCT(DialogueHeld, (), (code, measure, agency, title, country, raised, answer))

using InternationalEvents = boost::mp11::mp_list<TreatyStepTaken, CommitmentMade, CommitmentKept, DialogueHeld>;

}  // namespace soria::domain
