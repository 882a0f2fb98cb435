#include "app/http/head.hpp"

#include "app/http/answer.hpp"

#include <doctest/doctest.h>

using namespace soria;
using namespace soria::http;

namespace {
int status_of(std::string head) { return check_head(head).status; }
std::string with(const std::string& header) { return "GET / HTTP/1.1\r\nHost: a\r\n" + header + "\r\n"; }
std::string target(std::string_view t) {
    Request r;
    auto f = decode_target(t, r);
    if (f.status) return f.because;
    std::string s = r.path;
    for (const auto& [n, v] : r.query) s += "|" + n + "=" + v;
    return s;
}
}  // namespace

TEST_CASE("a head that is as it should be says what it says") {
    Head h;
    REQUIRE(check_head(with("X-Y:  z \r\nContent-Length: 12\r\nExpect: 100-Continue\r\n"), &h).status == 0);
    CHECK(h.headers.at("x-y") == "z");
    CHECK(h.headers.at("host") == "a");
    CHECK(h.length == 12);
    CHECK(h.expects_continue);
}

TEST_CASE("where two readers could disagree, nobody reads") {
    CHECK(status_of(with("")) == 0);
    CHECK(status_of(with("Transfer-Encoding: chunked\r\n")) == 0);
    for (const char* h : {"Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked,\r\n", "Transfer-Encoding: Chunked\r\n", "Transfer-Encoding:\r\n",
                          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
                          "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 1\r\nContent-Length: 1\r\n", "Content-Length: 1, 1\r\n",
                          "Content-Length: +1\r\n", "Content-Length:\r\n", "Content-Length: 1234567890123456\r\n", "Host: b\r\n", "X : y\r\n", " X: y\r\n",
                          "X: y\r\n z\r\n", ": y\r\n", "X\r\n", "X: y\r\nX: z\r\n", "X: a\nb\r\n", "X: a\rb\r\n", "X: a\x01\r\n", "X: a\x7f\r\n"})
        CHECK_MESSAGE(status_of(with(h)) == 400, h);
    CHECK(status_of(with(std::string("X: a\0b\r\n", 8))) == 400);
    CHECK(status_of(with("Expect: gold\r\n")) == 417);
    for (const char* h : {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                          "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", "GET\r\nHost: a\r\n\r\n",
                          "GET / HTTP/11\r\nHost: a\r\n\r\n", "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\x80 HTTP/1.1\r\nHost: a\r\n\r\n", "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", "\r\n\r\n"})
        CHECK_MESSAGE(status_of(h) == 400, h);
    CHECK(status_of("GET / HTTP/1.0\r\nHost: a\r\n\r\n") == 505);
    CHECK(status_of("GET / HTTP/2.0\r\nHost: a\r\n\r\n") == 505);
}

TEST_CASE("bytes are judged as they come, wherever they are cut") {
    std::string bad = "GET / HTTP/1.1\r\nHost: a\nb";
    size_t faults = 0;
    for (size_t cut = 0; cut <= bad.size(); ++cut) {
        bool first = check_bytes(std::string_view(bad).substr(0, cut)).status != 0;
        bool rest = check_bytes(bad, cut == 0 ? 0 : cut - 1).status != 0;
        CHECK((first || rest));
        faults += first;
    }
    CHECK(faults == 2);   // seen with the line feed itself, not before
}

TEST_CASE("a target is decoded once") {
    CHECK(target("/a/b%20c?x=1&y=%C3%A6+%2B&z") == "/a/b c|x=1|y=æ +|z=");
    CHECK(target("/%252F") == "/%2F");
    for (const char* t : {"/a%2Fb", "/a%2fb"}) CHECK(target(t) == "an encoded slash in the path");
    for (const char* t : {"/%", "/%4", "/%zz", "/%00", "/%ff", "/%c0%80", "/%ed%a0%80", "/%f5%80%80%80"}) CHECK(target(t) == "the path is not well encoded");
    CHECK(target("/?a=%80") == "the query is not well encoded");
    std::string many = "/?";
    for (int i = 0; i < 51; ++i) many += "a=b&";
    CHECK(target(many) == "too many parameters");
}

TEST_CASE("whoever asks is a person when they say so, or when nothing of them can be known") {
    auto browser = wish_of("GET /report HTTP/1.1\r\nHost: a\r\naCCept: text/html,*/*\r\nAccept-Language: nb-NO, en;q=0.5\r\nX Y: z\r\n\r\n");
    CHECK(browser.page);
    CHECK(browser.languages == "nb-NO,en;q=0.5");
    CHECK_FALSE(wish_of("GET /report HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n").page);
    CHECK_FALSE(wish_of("GET /report HTTP/1.1\r\nHost: a\r\n\r\n").page);
    CHECK_FALSE(wish_of("GET /api/v1/desk HTTP/1.1\r\nHost").page);
    CHECK_FALSE(wish_of("POST /peer/ask HTTP/1.1\r\nAccept: text/html\r\n").page);
    for (std::string_view unknown : {"", "GET /report HTTP/1.1\r\nHost: a\r\nX: aaaaaaaa", "\x16\x03\x01\x02", "GET"}) CHECK(wish_of(unknown).page);
}
