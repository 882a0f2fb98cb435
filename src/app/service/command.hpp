#pragma once
// One command from its envelope to a durable answer: decoded, checked against the pack, permitted, judged, sealed, appended.
#include <functional>

#include "app/service/load.hpp"
#include "domain/core/bond.hpp"

namespace soria::app {

inline constexpr std::string_view import_actor = "import";   // its keys are the files' rows, and are kept for ever

struct CommandRequest {
    std::string name;
    access::Viewer viewer;
    std::optional<Happened> happened;           // else the day it is recorded
    json::bj::value fields;
    std::string idempotency_key;
    std::string body;                           // what is hashed with the key
    std::string if_match;                       // the ETag the caller has seen; empty: any
    std::string origin;                         // of an import; empty: a person
    std::string means_of_control;               // of an import: its collapsed groups
    bool derived = false;                       // of an import: a screening that nobody made
};
struct CommandAnswer {
    std::vector<std::pair<std::string, std::string>> answer;
    std::vector<std::string> advice;
    bool repeated = false;
    std::vector<std::pair<PersonId, Likeness>> people;     // new persons, for the indexes
    std::vector<PersonId> stated;                          // persons whose other names or documents changed
    std::vector<PersonId> erased;
    struct AskedAbout { MatchId match; PersonId first, second; };
    std::vector<AskedAbout> asked;                         // new questions of identity
};
using CommandDone = std::function<void(Result<CommandAnswer>)>;

// Calls `done` once, from any thread, after what happened is durable.
void run_command(Folder&, CommandRequest, CommandDone);
Result<CommandAnswer> run_command(Folder&, CommandRequest);     // waits

// The same without appending: loaded, judged, sealed.
Result<ledger::Pending> judge_command(Folder&, const CommandRequest&, Trust);

// What a decision has to be to be appended: sealed, numbered within its streams.
Result<ledger::Pending> pending_of(Folder&, const domain::Events&, const std::vector<ledger::Pending::Expected>& versions,
                                   const access::Viewer&, std::optional<Happened>, Date today);
// An opaque mark of where everything stands that this viewer may know of among what was loaded; houses count for none.
// Empty when there is nothing: what happens to a hidden thing moves no mark.
std::string etag_of(Folder&, const Loaded&, const access::Viewer&, Date on);

// The day passes: DayBegan for every day after the folder's last until `day`, with the warnings, expiries and duties that
// fall on it. Nothing twice; caught up after a stop.
struct DayPassed { int days = 0, warnings = 0, expiries = 0, overdue = 0; };
Result<DayPassed> pass_days(Folder&, Date day);

}  // namespace soria::app
