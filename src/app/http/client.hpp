#pragma once
// One request over the data folder's Unix socket: how the command line speaks to a running server; or to another Soria's port on
// this machine.
#include <filesystem>

#include "app/http/message.hpp"
#include "base/core/result.hpp"

namespace soria::http {

// Fault::busy when nobody listens there, Fault::storage when the connection breaks.
Result<Response> send(const std::filesystem::path& unix_socket, const Request&, int timeout_ms);
Result<Response> send(uint16_t port_of_127_0_0_1, const Request&, int timeout_ms);

}  // namespace soria::http
