#pragma once
// State x Event -> State, by the event's number. An event that a stream's state has no use for changes nothing.
#include "domain/core/event_type.hpp"
#include "domain/protection/state.hpp"

namespace soria::domain {

// Fault::damaged, with its number, for a type or a version of a type that this program does not know.
Status check_known(const EventRecord&);
// Applies a kept event; opens its sealed fields only when the state needs them.
Status evolve(World&, const EventRecord&, const Meta&, Opener&);
// Applies an event that was just decided.
void evolve(World&, const Emitted&, const Meta&);

// Every type there is, by number; null when unknown.
const EventType* event_type(uint16_t number);
const std::vector<const EventType*>& event_types();
// The day an event happened, if it was not the day it was recorded.
Result<std::optional<Happened>> happened_of(const EventRecord&, Opener&);

}  // namespace soria::domain
