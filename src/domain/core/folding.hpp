#pragma once
// What the rooms' folds share: counting, codes, and a table of who folds which type of event.
#include <array>

#include "domain/core/rows.hpp"
#include "domain/protection/views.hpp"

namespace soria::domain {

template <class E> using F = const Folding<E>&;
using FoldOne = Status (*)(const EventRecord&, Rows&);
using FoldTable = std::array<FoldOne, 256>;

// The day it was recorded, in the active pack's zone; in UTC before any pack is, when nothing is counted yet.
Result<Date> recorded_day(Rows&, const EventRecord&);
// Adds to a cell's figure of that day and to its total.
Status count(Rows&, const EventRecord&, std::string cell, int64_t delta);
// Moves one from a cell to another; an empty name is nowhere.
Status move(Rows&, const EventRecord&, std::string_view prefix, const std::string& from, const std::string& to);
// A code that another thing has already is as good as lost for that one: whoever made it makes another.
Status code(Rows&, const EventRecord&, const Name& text);

template <class R> Result<R> must(Rows& rows, const EventRecord& r, std::vector<Value> key) {
    auto row = TRY(rows.get<R>(std::move(key)));
    if (!row)
        return fail(Fault::damaged, "event " + std::to_string(r.number) + " has no row in " + std::string(R::table));
    return *row;
}
template <class R, class Fn> Status change(Rows& rows, const EventRecord& r, std::vector<Value> key, Fn fn) {
    R row = TRY(must<R>(rows, r, std::move(key)));
    fn(row);
    rows.put(row);
    return {};
}
template <class R, class Fn> Status own(Rows& rows, const EventRecord& r, Fn fn) { return change<R>(rows, r, {value(r.stream.id)}, fn); }

// `Here::fold` calls the room's own overload for an event; a type that has none changes no view of the rooms.
template <class Here, class E> Status fold_one(const EventRecord& r, Rows& rows) {
    if constexpr (requires(F<E> f) { Here::fold(f, rows); }) {
        Folding<E> e(r, rows.blob_of());
        TRY(e.read());
        return Here::fold(e, rows);
    }
    return {};
}
template <class Here, class... E> constexpr FoldTable folders() {
    FoldTable t{};
    ((t[E::type] = &fold_one<Here, E>), ...);
    return t;
}

const FoldTable& work_folds();       // plan/fold.cpp
// support_fold.cpp
const FoldTable& support_folds();
const FoldTable& matching_folds();     // domain/matching/fold.cpp
Status need_met(Rows&, const EventRecord&, const ServiceRef&);           // a delivered service meets the need that is open
Status alerts_over(Rows&, const CaseId&, const std::optional<AgencyRef>& of, std::optional<int32_t> threat);   // of one agency, of one threat, or all
Status note(Rows&, const EventRecord&);                                  // what was written beside the event (notes_fold.cpp)
bool leaves_note(uint16_t type);                                         // whether note() makes a row of it
Status review_answered(Rows&, const EventRecord&, const AgencyRef& by);  // a finding answers whoever asked for it

}  // namespace soria::domain
