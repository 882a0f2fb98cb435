#pragma once
// Questions of identity as they stand. Which persons they are about is sealed here too.
#include "domain/core/rows.hpp"

namespace soria::domain {

struct MatchRow {
    static constexpr std::string_view table = "matches";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_reviewer", {3, 2}}, {"by_question", {10, 11}}}; }
    Public<MatchId> id;
    StatusOf<Name> code;
    StatusOf<Name> state;                // waiting, same, not-the-same, cannot-tell, merged
    Staff<AgencyRef> reviewer, asked_by;
    StatusOf<Name> grounds;
    Sealed<Class::identity, PersonId> first, second;
    Sealed<Class::care, std::string> reason, why_merged;
    StatusOf<Name> peer;                 // of a blind question of another Soria: only `second` is here
    StatusOf<Name> question, told;
};
BOOST_DESCRIBE_STRUCT(MatchRow, (), (id, code, state, reviewer, asked_by, grounds, first, second, reason, why_merged, peer, question, told))


// Blind questions, asked and received, without what came of them.
struct QuestionRow {
    static constexpr std::string_view table = "questions";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {{"by_state", {3}}, {"by_agency", {1, 4}}}; }
    StatusOf<Name> peer;
    StatusOf<Name> way;                  // asked, received
    StatusOf<Name> question;
    StatusOf<Name> state;                // waiting, carried, failed; received, answered
    StatusOf<Name> agency, purpose;      // of who asked
    StatusOf<Name> why;                  // a question that failed
    StatusOf<Date> day;
    Sealed<Class::identity, PersonId> person;
};
BOOST_DESCRIBE_STRUCT(QuestionRow, (), (peer, way, question, state, agency, purpose, why, day, person))

}  // namespace soria::domain
