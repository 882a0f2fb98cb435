#pragma once
// Questions of identity as they stand. Which persons they are about is sealed here too.
#include "domain/core/rows.hpp"

namespace soria::domain {

struct MatchRow {
    static constexpr std::string_view table = "matches";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_reviewer", {3, 2}}}; }
    Public<MatchId> id;
    StatusOf<Name> code;
    StatusOf<Name> state;                // waiting, same, not-the-same, cannot-tell, merged
    Staff<AgencyRef> reviewer, asked_by;
    StatusOf<Name> grounds;
    Sealed<Class::identity, PersonId> first, second;
    Sealed<Class::care, std::string> reason, why_merged;
};
BOOST_DESCRIBE_STRUCT(MatchRow, (), (id, code, state, reviewer, asked_by, grounds, first, second, reason, why_merged))

}  // namespace soria::domain
