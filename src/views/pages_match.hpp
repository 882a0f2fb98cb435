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
};
Html matches_page(const MatchesPage&, const Words&);
// The same lists inside another page; nothing when there is nobody.
Html likely_people(const std::vector<LikelyPerson>&, const Words&);
Html joined_people(const std::vector<LikelyPerson>&, const std::vector<std::string>& conflicts, const Words&);

struct ReviewLine { std::string code, state; bool waiting = false; };
Html reviews_page(const std::vector<ReviewLine>&, const Words&);

struct QuestionPage {
    std::string code, state, reason, why_merged;
    std::vector<std::string> why;
    std::vector<LikelyPerson> persons;      // an empty code: somebody whom only another agency knows
    std::vector<Begin> acts;
};
Html question_page(const QuestionPage&, const Words&);

}  // namespace soria::views
