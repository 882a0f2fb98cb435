#pragma once
// What the events of work have in common, read from their fields' names. Each declares `becomes`, the state the work is in after it, or nothing when it stays; the
// event that opens a work has a `code`, which the command `answers`. A `planned` is what was meant to be, `amount` and `people` are
// added up, `item` numbers what is owed.
#include "domain/core/event_type.hpp"
#include "domain/core/work.hpp"

namespace soria::domain {

template <class E> constexpr bool is_work = requires { std::string_view(E::becomes); };

inline int64_t amount_of(Nok v) { return v.kroner; }
inline int64_t amount_of(int32_t v) { return v; }

// What the work is about, as one word: its kind, its profession, its answer.
template <class E> std::string about_of(const E& e) {
    if constexpr (requires { e.kind; }) return e.kind->value;
    else if constexpr (requires { e.theme; }) return e.theme->value;
    else if constexpr (requires { e.profession; }) return e.profession->value;
    else if constexpr (requires { e.level; }) return e.level->value;
    else if constexpr (requires { e.series; }) return e.series->value;
    else if constexpr (requires { e.country; }) return e.country->value;
    else if constexpr (requires { e.industry; }) return e.industry->value;
    else return {};
}
template <class E> std::string country_of(const E& e) {
    if constexpr (requires { e.country; }) return e.country->value;
    else return {};
}
template <class E> int64_t added_by(const E& e) {
    if constexpr (requires { e.amount; }) return amount_of(*e.amount);
    else if constexpr (requires { e.people; }) return amount_of(*e.people);
    else return 0;
}

// Whether an event says anew what the work is about: how far a proposal has come.
template <class E> constexpr bool changes_kind = requires { E::changes_kind; };

template <class E> void change_work(Work& w, const E& e) {
    if constexpr (requires { e.code; }) {
        w.code = e.code->value;
        w.measure = e.measure->value;
        w.agency = e.agency->value;
        w.title = e.title->value;
        w.about = about_of(e);
        w.country = country_of(e);
        if constexpr (requires { e.module; }) w.module = e.module->value;
        if constexpr (requires { e.region; }) w.region = e.region->value;
        if constexpr (requires { e.budget; }) w.budget = e.budget->value, w.year = *e.year;
    }
    if constexpr (changes_kind<E>) w.about = about_of(e);
    if constexpr (requires { e.edition; e.changes; } || requires { e.edition; e.code; }) w.editions.push_back(e.edition->value);
    if constexpr (!E::becomes.empty()) w.state = std::string(E::becomes);
    if constexpr (requires { e.seat; }) w.seats.insert(e.organisation->value);
    if constexpr (requires { e.planned; }) w.planned = amount_of(*e.planned);
    w.done += added_by(e);
    if constexpr (requires { e.enrolled; }) w.enrolled += *e.enrolled;
    if constexpr (requires { e.amount; e.purpose; }) w.paid[e.purpose->value] += amount_of(*e.amount);
    if constexpr (requires { e.amount; e.part; }) w.paid[e.part->value] += amount_of(*e.amount);
    if constexpr (requires { e.item; }) {
        if constexpr (requires { e.owner; }) w.owed[*e.item] = {e.owner->value, *e.what, *e.due, false};
        else w.owed[*e.item].done = true;
    } else if constexpr (requires { e.due; }) {
        w.due = *e.due;
    }
    if constexpr (requires { e.wave; }) {
        auto& wave = w.waves[e.wave->value];
        wave.agreed += *e.agreed;
        wave.asked += *e.asked;
    }
    if constexpr (requires { e.change; e.on; }) {
        w.last += *e.change;
        if (!w.last_on || *e.on > *w.last_on) w.last_on = *e.on;
    }
}

}  // namespace soria::domain
