#pragma once
// How what happens between two Sorias is recorded: decided by what is loaded, sealed, appended, and decided anew when a stream moved.
#include "app/service/command.hpp"

namespace soria::app::peers {

Id stream_of(Folder&, std::string_view peer);          // the one stream of a peer's questions; the same for ever
using Decide = std::function<Result<domain::Events>(Loader&)>;
// Waits until it is durable. Nothing happens when nothing is decided.
Status record(Folder&, const Decide&);
Result<const domain::Peer*> load_peer(Folder&, Loader&, std::string_view peer);

}  // namespace soria::app::peers
