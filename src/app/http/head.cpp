#include "app/http/head.hpp"

#include <algorithm>
#include <cctype>

#include "base/core/utf8.hpp"

namespace soria::http {
namespace {

bool token_sign(unsigned char c) {
    return std::isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(char(c)) != std::string_view::npos;
}
std::string lower(std::string_view s) {
    std::string out(s);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return out;
}
std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

bool digit_sign(unsigned char c) { return std::isdigit(c); }

bool another_version(std::string_view v) {
    return v.size() == 8 && v.substr(0, 5) == "HTTP/" && digit_sign(v[5]) && v[6] == '.' && digit_sign(v[7]);
}

HeadFault check_request_line(std::string_view line) {
    auto first = line.find(' '), second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || line.find(' ', second + 1) != std::string_view::npos) return {400, "the request line is not one"};
    auto method = line.substr(0, first), target = line.substr(first + 1, second - first - 1), version = line.substr(second + 1);
    if (method.empty() || !std::all_of(method.begin(), method.end(), token_sign)) return {400, "the method is not one"};
    if (version != "HTTP/1.1") return {another_version(version) ? 505 : 400, "this server speaks HTTP/1.1"};
    if (target.empty() || target[0] != '/') return {400, "the target begins with a slash"};
    if (!std::all_of(target.begin(), target.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F && c != '#'; }))
        return {400, "the target holds a sign that has to be encoded"};
    return {};
}

// A name or a number with a port; a list of hosts is not one host.
bool host_sign(unsigned char c) { return std::isalnum(c) || std::string_view(".-_:[]").find(char(c)) != std::string_view::npos; }

HeadFault take_header(const std::string& name, std::string_view value, Head& h) {
    if (!h.headers.emplace(name, value).second) {
        bool length = name == "content-length" || name == "transfer-encoding";
        return {400, length ? "two lengths" : name == "host" ? "exactly one Host" : "a header stands there twice: " + name};
    }
    if (name == "host" && (value.empty() || !std::all_of(value.begin(), value.end(), host_sign))) return {400, "exactly one Host"};
    if (name == "content-length") {
        if (value.empty() || value.size() > 15 || !std::all_of(value.begin(), value.end(), digit_sign))
            return {400, "Content-Length is not a number"};
        h.length = std::stoull(std::string(value));
    }
    if (name == "transfer-encoding" && value != "chunked") return {400, "Transfer-Encoding is exactly chunked"};
    if (name == "expect") {
        if (lower(value) != "100-continue") return {417, "this server knows only 100-continue"};
        h.expects_continue = true;
    }
    return {};
}

int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; }

bool decode(std::string_view in, bool plus, std::string& out) {
    for (size_t i = 0; i < in.size(); ++i) {
        if (in[i] == '+' && plus) out += ' ';
        else if (in[i] != '%') out += in[i];
        else {
            if (i + 2 >= in.size() || digit(in[i + 1]) < 0 || digit(in[i + 2]) < 0) return false;
            out += char(digit(in[i + 1]) * 16 + digit(in[i + 2]));
            i += 2;
        }
    }
    return out.find('\0') == std::string::npos && valid_utf8(out);
}

}  // namespace

HeadFault check_bytes(std::string_view s, size_t from) {
    for (size_t i = from; i < s.size(); ++i) {
        unsigned char c = s[i];
        if (c == '\n' && (i == 0 || s[i - 1] != '\r')) return {400, "a bare line feed"};
        if (c == '\r' && i + 1 < s.size() && s[i + 1] != '\n') return {400, "a bare carriage return"};
        if ((c < 0x20 && c != '\r' && c != '\n' && c != '\t') || c == 0x7F) return {400, "a control character in the head"};
    }
    return {};
}

HeadFault check_head(std::string_view head, Head* out) {
    Head here;
    Head& h = out ? *out : here;
    if (auto f = check_bytes(head); f.status) return f;
    if (head.size() < 4 || head.substr(head.size() - 4) != "\r\n\r\n") return {400, "the head does not end"};
    head.remove_suffix(2);
    bool first = true;
    while (!head.empty()) {
        auto end = head.find("\r\n");
        auto line = head.substr(0, end);
        head.remove_prefix(end + 2);
        if (first) {
            if (auto f = check_request_line(line); f.status) return f;
            first = false;
            continue;
        }
        if (line.empty() || line[0] == ' ' || line[0] == '\t') return {400, "a folded header"};
        auto colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0 || !std::all_of(line.begin(), line.begin() + long(colon), token_sign))
            return {400, "a header's name is not one"};
        if (auto f = take_header(lower(line.substr(0, colon)), trimmed(line.substr(colon + 1)), h); f.status) return f;
    }
    if (!h.headers.count("host")) return {400, "exactly one Host"};
    if (h.length && h.headers.count("transfer-encoding")) return {400, "two lengths"};
    return {};
}

HeadFault check_chunk_extension(std::string_view s) {
    bool plain = std::all_of(s.begin(), s.end(), [](unsigned char c) { return (c >= 0x20 && c < 0x7F) || c == '\t'; });
    return plain ? HeadFault{} : HeadFault{400, "a control character in a chunk's head"};
}

HeadFault decode_target(std::string_view target, Request& r) {
    auto question = target.find('?');
    auto path = target.substr(0, question);
    if (!decode(path, false, r.path)) return {400, "the path is not well encoded"};
    // Decoded it would split the path at another place than the one the sender saw.
    if (std::count(path.begin(), path.end(), '/') != std::count(r.path.begin(), r.path.end(), '/')) return {400, "an encoded slash in the path"};
    if (question == std::string_view::npos) return {};
    auto query = target.substr(question + 1);
    while (!query.empty()) {
        auto end = std::min(query.find('&'), query.size());
        auto pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        auto equals = std::min(pair.find('='), pair.size());
        std::string name, value;
        if (!decode(pair.substr(0, equals), true, name) || !decode(pair.substr(std::min(equals + 1, pair.size())), true, value))
            return {400, "the query is not well encoded"};
        if (r.query.size() >= 50) return {400, "too many parameters"};
        r.query.emplace_back(std::move(name), std::move(value));
    }
    return {};
}

std::optional<std::string> Request::header(std::string_view name) const {
    auto h = headers.find(std::string(name));
    return h == headers.end() ? std::nullopt : std::optional<std::string>(h->second);
}
std::optional<std::string> Request::param(std::string_view name) const {
    for (const auto& [n, v] : query)
        if (n == name) return v;
    return std::nullopt;
}

}  // namespace soria::http
