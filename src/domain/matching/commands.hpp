#pragma once
// What people ask for when two records may be of one person. The machine proposes; each of these is a person's act.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct AskMatch {
    SORIA_COMMAND(AskMatch, "matching", "ask-match", "Ask whether a person is known already. Who may decide is asked, if there is anybody; whoever asks is told the same either way.");
    Ref<PersonId> person;
};
BOOST_DESCRIBE_STRUCT(AskMatch, (), (person))

struct AnswerMatch {
    SORIA_COMMAND(AnswerMatch, "matching", "answer-match", "Answer whether two persons are one: the same, not the same, or nobody can tell; with the reason.");
    Ref<MatchId> match;
    Code<"match-answer"> answer;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(AnswerMatch, (), (match, answer, reason))

struct MergePersons {
    SORIA_COMMAND(MergePersons, "matching", "merge-persons", "Join two persons that were answered to be the same. Nobody sees more by it, and it can be undone.");
    Ref<MatchId> match;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(MergePersons, (), (match, reason))

struct UndoMerge {
    SORIA_COMMAND(UndoMerge, "matching", "undo-merge", "Take two joined persons apart again; everything is as it was before.");
    Ref<MatchId> match;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(UndoMerge, (), (match, reason))

struct AskPeer {
    SORIA_COMMAND(AskPeer, "matching", "ask-peer", "Ask another Soria, without a name, whether it knows a person. Nobody who asks is told; whoever leads the case there, or a neutral reviewer, is.");
    Ref<PersonId> person;
    Code<"peer"> peer;
};
BOOST_DESCRIBE_STRUCT(AskPeer, (), (person, peer))

SORIA_DECIDE(AskMatch) SORIA_DECIDE(AnswerMatch) SORIA_DECIDE(MergePersons) SORIA_DECIDE(UndoMerge) SORIA_DECIDE(AskPeer)

}  // namespace soria::domain
