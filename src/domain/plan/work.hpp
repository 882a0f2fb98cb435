#pragma once
// What most decisions about work on the plan begin and end with.
#include "domain/core/command_type.hpp"

namespace soria::domain {

// The work that a command names.
template <class IdT> const Work& work(const World& w, const Ref<IdT>& ref) { return w.works.at(ref.id.value); }

// A stream of its own, with a code that people can say; the answer tells the code.
struct Opening { Id id; Name code; };
Opening opening(Decision&, const Context&, std::string_view what);
template <class E> Opening opening(Decision& d, const Context& x) { return opening(d, x, E::answers); }

// A text that is kept in the clear: said, and without what names a person (plan/identifying.hpp).
Status clear_text(const std::string&, const char* field);
Status clear_text(const Name&, const char* field);
// Only a ministry that the plan names for the measure, and the coordinating unit, say how it goes.
Status answers_for(const MeasureRef&, const Context&);
// Only whoever began it.
Status own_work(const Work&, const Context&);
Status known_country(const CountryRef&, const char* field);
Status not_before(Date due, const Context&, const char* field);
// What is owed under that number: by its owner, or by whoever began the work.
Status owed_by(const Work&, int32_t item, const Context&, const char* field);

// A stream's id that follows from what there may be only once: two who open it at once would both open the same, and one is judged again.
Id id_of_the_one(const std::string& what);

inline MeasureRef measure_of(const Work& w) { return {w.measure}; }
inline AgencyRef actor_agency(const Context& x) { return {x.actor.agency}; }
inline int32_t next_item(const Work& w) { return w.owed.empty() ? 1 : w.owed.rbegin()->first + 1; }

}  // namespace soria::domain
