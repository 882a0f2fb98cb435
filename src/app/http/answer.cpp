#include "app/http/answer.hpp"

#include <algorithm>
#include <cctype>

#include "base/core/result.hpp"

namespace soria::http {

const char* reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 303: return "See Other";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 410: return "Gone";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 417: return "Expectation Failed";
        case 422: return "Unprocessable Content";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return "Error";
    }
}

namespace {

// As the API's own problems of that status have it.
Fault fault_of(int status) {
    switch (status) {
        case 408: case 503: return Fault::busy;
        case 413: case 431: return Fault::limit;
        case 500: return Fault::damaged;
        default: return Fault::invalid;
    }
}

}  // namespace

Response problem(int status, const std::string& because) {
    Response r;
    r.status = status;
    r.type = "application/problem+json";
    std::string detail;
    for (char c : because)
        if (c != '"' && c != '\\') detail += c;
    r.body = "{\"type\":\"about:blank\",\"title\":\"" + std::string(reason(status)) + "\",\"status\":" + std::to_string(status) +
             ",\"detail\":\"" + detail + "\",\"fault\":\"" + std::string(name_of(fault_of(status))) + "\"}\n";
    return r;
}

std::string deadline_passed(bool changes) {
    return std::string("the deadline passed; ask again") + (changes ? ", with the same idempotency key" : "");
}

std::string bytes_of(const Response& r, bool close, bool head_only) {
    std::string s = "HTTP/1.1 " + std::to_string(r.status) + " " + reason(r.status) + "\r\n";
    auto has = [&](std::string_view name) {
        return std::any_of(r.headers.begin(), r.headers.end(), [&](auto& h) { return h.first == name; });
    };
    for (const auto& [name, value] : r.headers) s += name + ": " + value + "\r\n";
    if (!has("X-Content-Type-Options")) s += "X-Content-Type-Options: nosniff\r\n";
    if (!has("Cache-Control")) s += "Cache-Control: no-store\r\n";
    if (!has("Content-Security-Policy")) s += "Content-Security-Policy: default-src 'none'; style-src 'self'\r\n";
    if (close || r.more) s += "Connection: close\r\n";
    if (r.more) return s + "Content-Type: " + r.type + "\r\n\r\n" + (head_only ? "" : r.body);
    if (r.status != 304) s += "Content-Type: " + r.type + "\r\nContent-Length: " + std::to_string(r.body.size()) + "\r\n";
    s += "\r\n";
    if (r.status != 304 && !head_only) s += r.body;
    return s;
}

namespace {

bool same_name(std::string_view line, std::string_view name) {
    return line.size() > name.size() && line[name.size()] == ':' &&
           std::equal(name.begin(), name.end(), line.begin(), [](unsigned char a, unsigned char b) { return a == std::tolower(b); });
}

}  // namespace

Wish wish_of(std::string_view head) {
    Wish w;
    bool whole = head.find("\r\n\r\n") != std::string_view::npos, said = false;
    auto first = head.substr(0, head.find('\n'));
    auto target = first.find(' ');
    auto path = target == std::string_view::npos ? std::string_view() : first.substr(target + 1);
    bool program = path.substr(0, 5) == "/api/" || path.substr(0, 6) == "/peer/";
    head.remove_prefix(std::min(first.size() + 1, head.size()));
    while (!head.empty()) {
        auto end = std::min(head.find('\n'), head.size());
        auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        if (same_name(line, "accept")) said = true, w.page = w.page || line.find("text/html") != std::string_view::npos;
        if (same_name(line, "accept-language")) w.languages = std::string(line.substr(line.find(':') + 1, 200));
    }
    std::erase_if(w.languages, [](unsigned char c) { return c <= ' ' || c >= 0x7F; });
    w.page = !program && (said ? w.page : !whole);
    return w;
}

}  // namespace soria::http
