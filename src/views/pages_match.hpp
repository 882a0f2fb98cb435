#pragma once
// Who a person may be, and the questions of identity that an agency is asked to judge. Words, never a number: nothing here is a
// score on anybody.
#include "views/forms.hpp"
#include "views/pages_case.hpp"

namespace soria::views {

struct LikelyPerson {
    std::string code;
    Facts facts;                            // what of that person is this viewer's to see
    std::vector<std::string> cases, why;    // codes; sentences
};
struct MatchesPage {
    std::string person;
    std::vector<LikelyPerson> may_be, joined;
    std::vector<std::string> conflicts;
    Href ask = Href::to({});                // to ask whoever may decide
    bool may_ask = false;
    Href ask_peer = Href::to({});           // to ask another Soria, without a name
    bool may_ask_peer = false;
};
Html matches_page(const MatchesPage&, const Words&);
// The same lists inside another page; nothing when there is nobody.
Html likely_people(const std::vector<LikelyPerson>&, const Words&);
Html joined_people(const std::vector<LikelyPerson>&, const std::vector<std::string>& conflicts, const Words&);

// Blind questions to other Sorias and from them: never about whom.
struct BlindPeer { std::string name, purposes, asked, was_asked; };
struct BlindLine { std::string day, question, peer, agency, purpose, state; };
struct BlindPage {
    std::vector<BlindPeer> peers;
    std::vector<BlindLine> asked, received;
    bool reviews = false;                   // sees what others asked here
};
Html blind_page(const BlindPage&, const Words&);

struct ReviewLine { std::string code, state; bool waiting = false; };
Html reviews_page(const std::vector<ReviewLine>&, const Words&);

struct QuestionPage {
    std::string code, state, reason, why_merged, peer;     // peer: a sentence, when another Soria asked or answered
    std::vector<std::string> why;
    std::vector<LikelyPerson> persons;      // an empty code: somebody whom only another agency knows
    std::vector<Begin> acts;
};
Html question_page(const QuestionPage&, const Words&);

}  // namespace soria::views
