#pragma once
// HTTP/1.1 on 127.0.0.1 and on the data folder's Unix socket: Boost.Beast with callbacks and the checks of
// docs/decisions/0023-http.md. Everything that grows has a limit.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "app/http/message.hpp"
#include "base/core/result.hpp"

namespace soria::http {

struct ServerOptions {
    std::string address = "127.0.0.1";      // only loopback is accepted until identity has its own issue
    uint16_t port = 8080;                   // 0: any free one
    std::filesystem::path unix_socket;      // empty: none; made with mode 0600
    size_t header_bytes_max = 16 * 1024;
    size_t body_bytes_max = 1024 * 1024;
    // A form of somebody who has signed in may be larger, so that one that is full to its fields' limits is taken: so much each, and so
    // much of all that are being read or worked on at once. Whether somebody has is asked by the head's fields, on the network's own thread.
    size_t form_bytes_max = 4 * 1024 * 1024, forms_bytes_max = 64 * 1024 * 1024;
    std::function<bool(const std::map<std::string, std::string>& headers)> signed_in = {};
    size_t connections_max = 1024;          // fewer when the process may not open so many files
    size_t streams_max = 512;               // answers that go on; never more than half of the connections
    int idle_ms_max = 30'000;               // between two requests
    int head_ms_max = 10'000;               // from a head's first byte to its last, however it trickles
    int body_ms_max = 30'000;               // the same of a body
    int answer_ms_max = 30'000;             // until the other side has taken an answer
    int request_ms_max = 10'000;            // the deadline of a request that names none (header Soria-Deadline-Ms, at most this)
    int threads = 2;                        // that run the handler
    // What a person reads where a request is refused before any handler sees it; on the network's own thread. None: problem+json for all.
    std::function<Response(int status, const std::string& because, const std::string& languages)> refusal_page = {};
};

class Server {
public:
    static Result<std::unique_ptr<Server>> start(const ServerOptions&, Handler);
    virtual ~Server() = default;            // stops accepting, lets what runs finish, closes
    virtual uint16_t port() const = 0;
};

}  // namespace soria::http
