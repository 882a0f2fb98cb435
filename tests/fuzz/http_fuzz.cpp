// HTTP: what the checks of the head accept, a library's parser reads the same way: where the head ends, which fields it has,
// how long the body is. Two readers who disagree about that are how a request is smuggled.
#include <boost/asio/buffer.hpp>
#include <boost/beast/http.hpp>

#include "app/http/head.hpp"
#include "fuzz.hpp"

namespace {

using namespace soria;
using fuzz::must;
namespace beast = boost::beast;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr size_t body_max = 1 << 16;

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}
std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

// The head as the plainest reader would take it apart.
struct Plain {
    std::string_view method, target;
    std::vector<std::pair<std::string, std::string_view>> fields;
    std::optional<size_t> length;
    bool chunked = false;
    size_t hosts = 0;
};
Plain plain(std::string_view head) {
    Plain p;
    auto line = head.substr(0, head.find("\r\n"));
    p.method = line.substr(0, line.find(' '));
    p.target = line.substr(p.method.size() + 1, line.rfind(' ') - p.method.size() - 1);
    for (head.remove_prefix(line.size() + 2); head != "\r\n"; head.remove_prefix(line.size() + 2)) {
        line = head.substr(0, head.find("\r\n"));
        auto name = lower(line.substr(0, line.find(':')));
        auto value = trimmed(line.substr(name.size() + 1));
        if (name == "host") ++p.hosts;
        if (name == "content-length") p.length = std::stoull(std::string(value));
        if (name == "transfer-encoding") p.chunked = true;
        p.fields.emplace_back(std::move(name), value);
    }
    return p;
}

// Where a chunked body ends, by RFC 9112, section 7.1, read strictly; no value: it does not end, or is not one.
std::optional<size_t> chunked_end(std::string_view body, std::string& content) {
    size_t at = 0;
    auto line = [&]() -> std::optional<std::string_view> {
        auto end = body.find("\r\n", at);
        if (end == std::string_view::npos) return std::nullopt;
        auto l = body.substr(at, end - at);
        if (l.find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
        at = end + 2;
        return l;
    };
    for (;;) {
        auto l = line();
        if (!l) return std::nullopt;
        size_t digits = std::min(l->find_first_not_of("0123456789abcdefABCDEF"), l->size());
        size_t zeros = std::min(l->find_first_not_of('0'), digits);          // as many as anybody likes: RFC 9112, 7.1
        if (digits == 0 || digits - zeros > 16) return std::nullopt;
        size_t size = digits == zeros ? 0 : std::stoul(std::string(l->substr(zeros, digits - zeros)), nullptr, 16);
        if (size == 0) break;
        if (size > body.size() || body.size() - at < size + 2 || body.substr(at + size, 2) != "\r\n") return std::nullopt;
        content += body.substr(at, size);
        at += size + 2;
    }
    for (;;) {
        auto l = line();
        if (!l) return std::nullopt;
        if (l->empty()) return at;
    }
}

// As the server does it: the whole of what came, put until the parser is done.
bool put_all(Parser& p, std::string_view bytes, size_t& used) {
    beast::error_code e;
    static auto chunk_head = [](uint64_t, beast::string_view extension, beast::error_code& ec) {
        if (http::check_chunk_extension({extension.data(), extension.size()}).status) ec = beast::http::error::bad_chunk_extension;
    };
    p.eager(true);
    p.on_chunk_header(chunk_head);
    p.body_limit(body_max);
    p.header_limit(32 * 1024);
    for (used = 0; !p.is_done() && used < bytes.size();) {
        size_t n = p.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), e);
        used += n;
        if (e == beast::http::error::need_more || (!e && n == 0)) return true;
        if (e) return false;
    }
    return true;
}

void same_head(const Plain& plain, const Parser& p) {
    const auto& m = p.get();
    must(m.method_string() == plain.method, "both read the same method");
    must(m.target() == plain.target, "both read the same target");
    must(m.version() == 11, "it is HTTP/1.1");
    must(m.count(beast::http::field::host) == 1 && plain.hosts == 1, "exactly one Host");
    must(p.chunked() == plain.chunked, "both or neither read chunks");
    auto length = p.content_length();
    must(bool(length) == bool(plain.length), "both or neither have a Content-Length");
    if (length) must(*length == *plain.length, "both read the same Content-Length");
    must(!(plain.chunked && plain.length), "one length at most");
    std::vector<std::pair<std::string, std::string_view>> theirs;
    for (const auto& f : m) theirs.emplace_back(lower(f.name_string()), trimmed({f.value().data(), f.value().size()}));
    auto mine = plain.fields;
    std::sort(mine.begin(), mine.end());
    std::sort(theirs.begin(), theirs.end());
    must(mine == theirs, "both read the same fields");
}

void differential(std::string_view head, std::string_view rest) {
    auto mine = plain(head);
    Parser alone;
    size_t used = 0;
    if (!put_all(alone, head, used) || !alone.is_header_done()) return;     // stricter than the checks: refused in the end
    must(used == head.size(), "both see the head end in the same place");
    same_head(mine, alone);
    if (!mine.chunked && !mine.length.value_or(0)) must(alone.is_done(), "a head without a length has no body");

    Parser whole;
    std::string bytes = std::string(head) + std::string(rest);
    if (!put_all(whole, bytes, used) || !whole.is_done()) return;
    std::string content;
    if (mine.chunked) {
        auto end = chunked_end(rest, content);
        must(end.has_value(), "what the parser takes for a chunked body is one");
        must(used == head.size() + *end, "both see the chunked body end in the same place");
    } else {
        content = rest.substr(0, mine.length.value_or(0));
        must(used == head.size() + mine.length.value_or(0), "both see the body end in the same place");
    }
    must(whole.get().body() == content, "both read the same body");
}

void check_target(std::string_view target) {
    http::Request r, again;
    if (auto f = http::decode_target(target, r); f.status) return must(f.status == 400 && !f.because.empty(), "a fault says what is wrong");
    auto clean = [](std::string_view s) { return s.find('\0') == std::string_view::npos && fuzz::is_utf8(s); };
    must(clean(r.path), "a path is UTF-8 without NUL");
    auto encoded = [](std::string_view s, bool slashes) {
        std::string out;
        char b[4];
        for (unsigned char c : s) out += c == '/' && !slashes ? "/" : (std::snprintf(b, sizeof b, "%%%02X", c), b);
        return out;
    };
    std::string written = encoded(r.path, false);
    for (const auto& [name, value] : r.query) {
        must(clean(name) && clean(value), "a parameter is UTF-8 without NUL");
        written += (written.find('?') == std::string::npos ? "?" : "&") + encoded(name, true) + "=" + encoded(value, true);
    }
    must(!http::decode_target(written, again).status && again.path == r.path && again.query == r.query, "a target written again reads the same", written);
}

void run(std::string_view in) {
    auto end = in.find("\r\n\r\n");
    auto head = in.substr(0, end == std::string_view::npos ? end : end + 4);
    auto whole = http::check_bytes(head);
    for (size_t n : {head.size() / 3, head.size() / 2, head.size() - std::min<size_t>(head.size(), 1)})
        must(whole.status || !http::check_bytes(head.substr(0, n)).status, "a good head has good beginnings");
    auto f = http::check_head(head);
    must(f.status == 0 || (f.status >= 400 && f.status < 600 && !f.because.empty()), "a fault says what is wrong");
    check_target(in.substr(0, in.find('\n')));
    if (f.status) return;
    must(end != std::string_view::npos, "an accepted head ends");
    must(!whole.status && head.find('\0') == std::string_view::npos, "an accepted head has no NUL");
    for (size_t i = 0; i < head.size(); ++i)
        must((head[i] != '\n' || (i && head[i - 1] == '\r')) && (head[i] != '\r' || head[i + 1] == '\n'), "an accepted head's lines end with CR LF");
    check_target(plain(head).target);
    differential(head, in.substr(head.size()));
}

}  // namespace

SORIA_FUZZ_TARGET(run)
