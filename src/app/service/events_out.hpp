#pragma once
// Events as they stand in the ledger, with their clear fields: for whoever owns the folder and could read the file anyway. What is
// sealed stays out.
#include "app/service/folder.hpp"
#include "base/json.hpp"

namespace soria::app {

// One event.
Result<json::bj::object> event_out(Folder&, const EventRecord&);
// From that number on, at most so many: {"events": [...], "next": number}, without next when there are no more.
Result<json::bj::object> events_out(Folder&, uint64_t from, size_t limit);

}  // namespace soria::app
