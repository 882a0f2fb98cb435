#pragma once
// A request and its answer, free of any library: the command line makes the same ones without a network.
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soria::http {

struct Request {
    std::string method;                                        // GET, POST
    std::string path;                                          // decoded, begins with a slash, no query
    std::vector<std::pair<std::string, std::string>> query;    // decoded, in order
    std::map<std::string, std::string> headers;                // names in lower case
    std::string body;
    std::chrono::steady_clock::time_point deadline;            // answer before this or not at all; {}: whenever
    bool from_owner = false;                                   // came over the folder's Unix socket
    bool body_too_large = false;                               // for a page; the body is empty then, and the page says so

    std::optional<std::string> header(std::string_view name) const;
    std::optional<std::string> param(std::string_view name) const;
};

class Pieces;

struct Response {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::shared_ptr<Pieces> more = nullptr;                    // follows the body; the connection ends with it
};

// Answers exactly once, from any thread.
using Reply = std::function<void(Response)>;
using Handler = std::function<void(Request, Reply)>;

}  // namespace soria::http
