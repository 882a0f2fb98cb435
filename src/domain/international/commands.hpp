#pragma once
// What is recorded of treaties, commitments and dialogues.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct RecordTreatyStep {
    SORIA_COMMAND(RecordTreatyStep, "international", "record-treaty-step", "Record a step of a country with a treaty: signed, ratified, in force, "
                  "support given.");
    MeasureRef measure;
    Name treaty;
    CountryRef country;
    Code<"treaty-step"> step;
};
BOOST_DESCRIBE_STRUCT(RecordTreatyStep, (), (measure, treaty, country, step))

struct MakeCommitment {
    SORIA_COMMAND(MakeCommitment, "international", "make-commitment", "Record a commitment, an agreement or a position towards others: with whom, "
                  "what, until when.");
    MeasureRef measure;
    Code<"commitment"> kind;
    Name title;
    Name counterpart;
    Date due;
};
BOOST_DESCRIBE_STRUCT(MakeCommitment, (), (measure, kind, title, counterpart, due))

struct KeepCommitment {
    SORIA_COMMAND(KeepCommitment, "international", "keep-commitment", "Record that a commitment is kept, with the evidence.");
    Ref<CommitmentId> commitment;
    std::string evidence;
};
BOOST_DESCRIBE_STRUCT(KeepCommitment, (), (commitment, evidence))

struct HoldDialogue {
    SORIA_COMMAND(HoldDialogue, "international", "hold-dialogue", "Record a round of dialogue with a country: whether human trafficking was "
                  "raised, and what was answered.");
    MeasureRef measure;
    Name title;
    CountryRef country;
    bool raised = false;
    Code<"dialogue-answer"> answer;
};
BOOST_DESCRIBE_STRUCT(HoldDialogue, (), (measure, title, country, raised, answer))

SORIA_DECIDE(RecordTreatyStep) SORIA_DECIDE(MakeCommitment) SORIA_DECIDE(KeepCommitment) SORIA_DECIDE(HoldDialogue)

}  // namespace soria::domain
