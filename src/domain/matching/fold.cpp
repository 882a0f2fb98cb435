#include "domain/core/folding.hpp"
#include "domain/matching/events.hpp"
#include "domain/matching/views.hpp"

namespace soria::domain {
namespace {

Status on(F<MatchProposed> e, Rows& rows) {
    rows.put(MatchRow{MatchId{e.record.stream.id}, e(&MatchProposed::code), Name{"waiting"}, e(&MatchProposed::reviewer), e(&MatchProposed::asked_by),
                      e(&MatchProposed::grounds), e(&MatchProposed::first), e(&MatchProposed::second), {}, {}});
    return code(rows, e.record, e(&MatchProposed::code));
}
Status on(F<MatchAnswered> e, Rows& rows) {
    return own<MatchRow>(rows, e.record, [&](MatchRow& m) {
        m.state = Name{e(&MatchAnswered::answer).value};
        m.reason = e(&MatchAnswered::reason);
    });
}
Status on(F<PersonsMerged> e, Rows& rows) {
    TRY(count(rows, e.record, "persons.joined", 1));
    return own<MatchRow>(rows, e.record, [&](MatchRow& m) {
        m.state = Name{"merged"};
        m.why_merged = e(&PersonsMerged::reason);
    });
}
// Only what was answered `same` was merged, and so it stands again.
Status on(F<MergeUndone> e, Rows& rows) {
    TRY(count(rows, e.record, "persons.joined", -1));
    return own<MatchRow>(rows, e.record, [&](MatchRow& m) {
        m.state = Name{"same"};
        m.why_merged = {};
    });
}

struct Here {
    template <class E> static auto fold(F<E> e, Rows& rows) -> decltype(on(e, rows)) { return on(e, rows); }
};
constexpr FoldTable table = folders<Here, MatchProposed, MatchAnswered, PersonsMerged, MergeUndone>();

}  // namespace

const FoldTable& matching_folds() { return table; }

}  // namespace soria::domain
