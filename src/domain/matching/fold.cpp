#include "domain/core/folding.hpp"
#include "domain/matching/events.hpp"
#include "domain/matching/views.hpp"

namespace soria::domain {
namespace {

Status on(F<MatchProposed> e, Rows& rows) {
    rows.put(MatchRow{MatchId{e.record.stream.id}, e(&MatchProposed::code), Name{"waiting"}, e(&MatchProposed::reviewer), e(&MatchProposed::asked_by),
                      e(&MatchProposed::grounds), e(&MatchProposed::first), e(&MatchProposed::second), {}, {}, {}, {}, {}});
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

Status on(F<PeerMatchProposed> e, Rows& rows) {
    rows.put(MatchRow{MatchId{e.record.stream.id}, e(&PeerMatchProposed::code), Name{"waiting"}, e(&PeerMatchProposed::reviewer), AgencyRef{},
                      e(&PeerMatchProposed::grounds), {}, e(&PeerMatchProposed::person), {}, {}, e(&PeerMatchProposed::peer), e(&PeerMatchProposed::question),
                      e(&PeerMatchProposed::told)});
    return code(rows, e.record, e(&PeerMatchProposed::code));
}

// A question's own row.
template <class E> Status settle(F<E> e, Rows& rows, const char* way, const char* state, const Name& why = {}) {
    return change<QuestionRow>(rows, e.record, {value(e(&E::peer)), value(Name{way}), value(e(&E::question))}, [&](QuestionRow& q) {
        q.state = Name{state};
        q.why = why;
    });
}
Status on(F<QuestionAsked> e, Rows& rows) {
    auto day = TRY(recorded_day(rows, e.record));
    rows.put(QuestionRow{e(&QuestionAsked::peer), Name{"asked"}, e(&QuestionAsked::question), Name{"waiting"}, Name{e(&QuestionAsked::agency).value},
                         e(&QuestionAsked::purpose), Name{}, day, e(&QuestionAsked::person)});
    return {};
}
Status on(F<QuestionCarried> e, Rows& rows) { return settle(e, rows, "asked", "carried"); }
Status on(F<QuestionFailed> e, Rows& rows) { return settle(e, rows, "asked", "failed", Name{e(&QuestionFailed::why).value}); }
Status on(F<QuestionReceived> e, Rows& rows) {
    auto day = TRY(recorded_day(rows, e.record));
    rows.put(QuestionRow{e(&QuestionReceived::peer), Name{"received"}, e(&QuestionReceived::question), Name{"received"}, e(&QuestionReceived::agency),
                         e(&QuestionReceived::purpose), Name{}, day, {}});
    return {};
}
Status on(F<QuestionAnswered> e, Rows& rows) { return settle(e, rows, "received", "answered"); }

struct Here {
    template <class E> static auto fold(F<E> e, Rows& rows) -> decltype(on(e, rows)) { return on(e, rows); }
};
constexpr FoldTable table = folders<Here, MatchProposed, MatchAnswered, PersonsMerged, MergeUndone, PeerMatchProposed, QuestionAsked, QuestionCarried, QuestionFailed,
                                    QuestionReceived, QuestionAnswered>();

}  // namespace

const FoldTable& matching_folds() { return table; }

}  // namespace soria::domain
