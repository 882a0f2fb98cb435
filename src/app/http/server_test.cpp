// What needs other limits than the program's own; tests/http/socket_test.py speaks to the program itself.
#include "app/http/server.hpp"

#include "app/http/pieces.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

using namespace soria;
using namespace soria::http;

namespace {

// A client that sends what it is told and reads until the other side closes.
class Client {
public:
    explicit Client(uint16_t port) {
        fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval patience{60, 0};   // only so that a hanging test ends
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        connected_ = ::connect(fd_, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0;
    }
    ~Client() { ::close(fd_); }
    bool connected() const { return connected_; }
    bool send(std::string_view s) { return ::send(fd_, s.data(), s.size(), MSG_NOSIGNAL) == ssize_t(s.size()); }
    std::string some() {
        char buffer[4096];
        ssize_t n = ::recv(fd_, buffer, sizeof buffer, 0);
        return n > 0 ? std::string(buffer, size_t(n)) : std::string();
    }
    std::string rest() {
        std::string all;
        for (;;) {
            std::string s = some();
            if (s.empty()) return all;
            all += s;
        }
    }

private:
    int fd_;
    bool connected_ = false;
};

std::string get(const std::string& path, const std::string& headers = "") { return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n"; }
std::string first_line(const std::string& answer) { return answer.substr(0, answer.find('\r')); }

ServerOptions quick() {
    ServerOptions o;
    o.port = 0;
    o.head_ms_max = o.body_ms_max = o.idle_ms_max = 300;
    return o;
}
Handler say(std::string text) {
    return [text](Request, Reply reply) {
        Response r;
        r.body = text;
        reply(std::move(r));
    };
}

}  // namespace

TEST_CASE("a head or a body that trickles in has an end") {
    auto server = Server::start(quick(), say("{}"));
    REQUIRE(server);
    for (std::string begin : {"GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
                              "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;"}) {
        Client c((*server)->port());
        REQUIRE(c.send(begin));
        std::atomic<bool> stop{false};
        std::thread trickle([&] {   // every read would restart a timer of single reads
            while (!stop && c.send("a")) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        });
        CHECK(first_line(c.rest()) == "HTTP/1.1 408 Request Timeout");
        stop = true;
        trickle.join();
    }
}

TEST_CASE("a chunk's head holds no line end that only some readers see") {
    auto server = Server::start(quick(), say("{}"));
    REQUIRE(server);
    auto answer = [&](const std::string& extension) {
        Client c((*server)->port());
        c.send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n1" + extension + "\r\na\r\n0\r\n\r\n");
        return first_line(c.rest());
    };
    for (const char* good : {"", ";a", ";a=b", " ; a = \"b c\""}) CHECK_MESSAGE(answer(good) == "HTTP/1.1 200 OK", good);
    for (const char* bad : {";a=\"\n\"", ";a=\"\\\n\"", ";a=\"\r\"", ";a=\"\x01\"", ";a=\n"}) CHECK_MESSAGE(answer(bad) == "HTTP/1.1 400 Bad Request", bad);
}

TEST_CASE("a connection that says nothing is closed without a word") {
    auto server = Server::start(quick(), say("{}"));
    REQUIRE(server);
    Client never((*server)->port()), after_one((*server)->port());
    after_one.send(get("/"));
    CHECK(never.rest().empty());
    CHECK(first_line(after_one.rest()) == "HTTP/1.1 200 OK");
}

TEST_CASE("who does not take an answer does not hold the server") {
    auto o = quick();
    o.answer_ms_max = 300;
    o.connections_max = 1;
    auto server = Server::start(o, say(std::string(32 << 20, 'a')));
    REQUIRE(server);
    Client greedy((*server)->port());
    greedy.send(get("/"));
    // The only place is free again without the first having read a byte.
    bool room = false;
    for (int i = 0; i < 3000 && !room; ++i) {
        Client next((*server)->port());
        next.send(get("/", "Connection: close\r\n"));
        std::string line = first_line(next.some());
        room = line == "HTTP/1.1 200 OK";
        CHECK((room || line == "HTTP/1.1 503 Service Unavailable" || line.empty()));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(room);
}

TEST_CASE("more connections than there may be are told so, and room comes back") {
    auto o = quick();
    o.idle_ms_max = 60'000;
    o.connections_max = 3;
    auto server = Server::start(o, say("{}"));
    REQUIRE(server);
    {
        std::vector<std::unique_ptr<Client>> in;
        for (int i = 0; i < 3; ++i) {
            in.push_back(std::make_unique<Client>((*server)->port()));
            in.back()->send(get("/"));
            REQUIRE(first_line(in.back()->some()) == "HTTP/1.1 200 OK");
        }
        Client more((*server)->port());
        CHECK(first_line(more.rest()) == "HTTP/1.1 503 Service Unavailable");
        std::vector<std::unique_ptr<Client>> crowd;   // beyond the refusals not even that is said
        for (int i = 0; i < 100; ++i) crowd.push_back(std::make_unique<Client>((*server)->port()));
        int told = 0;
        for (auto& c : crowd) told += !c->rest().empty();
        CHECK(told <= 32);
        in[0]->send(get("/"));
        CHECK(first_line(in[0]->some()) == "HTTP/1.1 200 OK");
    }
    bool room = false;
    for (int i = 0; i < 3000 && !room; ++i) {
        Client again((*server)->port());
        again.send(get("/"));
        room = first_line(again.some()) == "HTTP/1.1 200 OK";
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(room);
}

TEST_CASE("a form of somebody who has signed in may be larger, each up to a limit and all together up to another") {
    ServerOptions o;
    o.port = 0;
    o.body_bytes_max = 1000, o.form_bytes_max = 5000, o.forms_bytes_max = 6000;
    o.signed_in = [](const std::map<std::string, std::string>& headers) { return headers.count("cookie") && headers.at("cookie") == "mine"; };
    auto server = Server::start(o, [](Request r, Reply reply) {
        Response a;
        a.body = std::to_string(r.body.size());
        reply(std::move(a));
    });
    REQUIRE(server);
    auto head = [](size_t size, const std::string& more) { return "POST /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: " + std::to_string(size) + "\r\n" + more + "\r\n"; };
    const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n", mine = form + "Cookie: mine\r\n";
    auto sent = [&](size_t size, const std::string& more) {
        Client c((*server)->port());
        CHECK(c.send(head(size, more) + std::string(size, 'x')));
        return first_line(c.rest());
    };
    CHECK(sent(1000, form) == "HTTP/1.1 200 OK");
    CHECK(sent(1001, form) == "HTTP/1.1 413 Content Too Large");
    CHECK(sent(5000, mine) == "HTTP/1.1 200 OK");
    CHECK(sent(5001, mine) == "HTTP/1.1 413 Content Too Large");
    CHECK(sent(1001, "Content-Type: application/json\r\nCookie: mine\r\n") == "HTTP/1.1 413 Content Too Large");
    CHECK(sent(1001, form + "Cookie: another\r\n") == "HTTP/1.1 413 Content Too Large");
    Client half((*server)->port());
    CHECK(half.send(head(4000, mine) + std::string(2000, 'x')));
    std::string second;
    for (int tries = 0; tries < 100 && second != "HTTP/1.1 503 Service Unavailable"; ++tries) second = sent(4000, mine);      // until the first head has been read
    CHECK(second == "HTTP/1.1 503 Service Unavailable");
    CHECK(sent(2000, mine) == "HTTP/1.1 200 OK");
    CHECK(half.send(std::string(2000, 'x')));
    auto answer = half.rest();
    CHECK(first_line(answer) == "HTTP/1.1 200 OK");
    CHECK(answer.find("4000") != std::string::npos);
    CHECK(sent(5000, mine) == "HTTP/1.1 200 OK");        // room comes back
    {
        Client gone((*server)->port());
        CHECK(gone.send(head(4000, mine) + std::string(100, 'x')));
    }
    std::string after;
    for (int tries = 0; tries < 100 && after != "HTTP/1.1 200 OK"; ++tries) after = sent(4000, mine);
    CHECK(after == "HTTP/1.1 200 OK");                   // also that of whoever went away
}

TEST_CASE("a deadline answers once, whatever comes after it") {
    std::mutex m;
    std::vector<Reply> waiting;
    auto o = quick();
    auto server = Server::start(o, [&](Request r, Reply reply) {
        if (r.path == "/throw") throw std::runtime_error("a secret");
        Response response;
        response.body = "\"" + r.path + "\"";
        if (r.path == "/twice") {
            reply(response);
            return reply(response);
        }
        if (r.path != "/wait") return reply(response);
        std::lock_guard lock(m);
        waiting.push_back(std::move(reply));
    });
    REQUIRE(server);
    Client c((*server)->port());
    c.send(get("/wait", "Soria-Deadline-Ms: 1\r\n") + get("/next"));
    std::string all = c.rest();
    CHECK(first_line(all) == "HTTP/1.1 503 Service Unavailable");
    CHECK(all.find("HTTP/1.1", 1) == std::string::npos);   // then it is closed
    size_t handled = 0;
    for (int i = 0; i < 3000 && handled == 0; ++i) {   // the handler may begin after its deadline
        std::this_thread::sleep_for(std::chrono::milliseconds(i ? 20 : 0));
        std::lock_guard lock(m);
        handled = waiting.size();
        for (auto& late : waiting) late({});   // nobody is there
        waiting.clear();
    }
    CHECK(handled == 1);
    Client twice((*server)->port());
    twice.send(get("/twice") + get("/once", "Connection: close\r\n"));
    all = twice.rest();
    CHECK(all.find("\"/twice\"") != std::string::npos);
    CHECK(all.find("\"/twice\"", all.find("\"/twice\"") + 1) == std::string::npos);
    CHECK(all.find("\"/once\"") != std::string::npos);
    Client thrown((*server)->port());
    thrown.send(get("/throw", "Connection: close\r\n"));
    all = thrown.rest();
    CHECK(first_line(all) == "HTTP/1.1 500 Internal Server Error");
    CHECK(all.find("secret") == std::string::npos);
}

TEST_CASE("an answer that is being worked on when the server stops is still given") {
    std::atomic<bool> begun{false};
    auto server = Server::start(quick(), [&](Request, Reply reply) {
        begun = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        Response r;
        r.body = std::string(4 << 20, 'b');
        reply(std::move(r));
    });
    REQUIRE(server);
    Client c((*server)->port());
    c.send(get("/"));
    while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::string all;
    std::thread reader([&] { all = c.rest(); });
    server->reset();
    reader.join();
    CHECK(first_line(all) == "HTTP/1.1 200 OK");
    CHECK(all.size() > (4 << 20));
}

TEST_CASE("only loopback, and a socket that only the owner opens") {
    for (const char* address : {"0.0.0.0", "192.0.2.1", "::", "localhost", ""}) {
        auto o = quick();
        o.address = address;
        auto refused = Server::start(o, say("{}"));
        CHECK_FALSE(refused);
    }
    auto o = quick();
    o.unix_socket = std::filesystem::temp_directory_path() / ("soria-test-" + std::to_string(::getpid()) + ".sock");
    auto server = Server::start(o, [](Request r, Reply reply) {
        Response response;
        response.body = r.from_owner ? "owner" : "other";
        reply(std::move(response));
    });
    REQUIRE(server);
    struct stat s{};
    REQUIRE(::stat(o.unix_socket.c_str(), &s) == 0);
    CHECK(S_ISSOCK(s.st_mode));
    CHECK((s.st_mode & 0777) == 0600);
    Client c((*server)->port());
    c.send(get("/", "Connection: close\r\n"));
    CHECK(c.rest().find("other") != std::string::npos);
    server->reset();
    CHECK_FALSE(std::filesystem::exists(o.unix_socket));
}

TEST_CASE("an answer that goes on sends pieces as they come, the newest of those that wait, and ends") {
    auto pieces = std::make_shared<Pieces>();
    std::atomic<int> asked{0};
    auto server = Server::start(quick(), [&](Request, Reply reply) {
        ++asked;
        Response r;
        r.type = "text/event-stream";
        r.body = "first\n";
        r.more = pieces;
        reply(std::move(r));
    });
    REQUIRE(server);
    Client c((*server)->port());
    REQUIRE(c.send(get("/")));
    std::string head = c.some();
    while (head.find("first\n") == std::string::npos) head += c.some();
    CHECK(head.find("Content-Length") == std::string::npos);
    CHECK(head.find("Connection: close") != std::string::npos);
    std::this_thread::sleep_for(std::chrono::milliseconds(400));     // longer than an idle connection may be
    pieces->say("second\n");
    CHECK(c.some() == "second\n");
    pieces->say("third\n");
    pieces->end();
    std::string rest = c.rest();
    CHECK(rest == "third\n");
    for (int i = 0; i < 1000 && !pieces->gone(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(pieces->gone());
}

TEST_CASE("answers that go on have a limit, and one that nobody reads is found out") {
    std::mutex mutex;
    std::vector<std::shared_ptr<Pieces>> all;
    auto o = quick();
    o.streams_max = 2;
    auto server = Server::start(o, [&](Request, Reply reply) {
        Response r;
        r.body = "on\n";
        r.more = std::make_shared<Pieces>();
        {
            std::lock_guard lock(mutex);
            all.push_back(r.more);
        }
        reply(std::move(r));
    });
    REQUIRE(server);
    auto gone = [&](size_t i) {
        for (int n = 0; n < 1000; ++n) {
            {
                std::lock_guard lock(mutex);
                if (i < all.size() && all[i]->gone()) return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return false;
    };
    {
        Client a((*server)->port()), b((*server)->port()), c((*server)->port());
        for (auto* each : {&a, &b}) {
            REQUIRE(each->send(get("/")));
            CHECK(first_line(each->some()) == "HTTP/1.1 200 OK");
        }
        REQUIRE(c.send(get("/")));
        CHECK(first_line(c.rest()) == "HTTP/1.1 503 Service Unavailable");
        CHECK(gone(2));
    }
    CHECK(gone(0));
    CHECK(gone(1));
    Client again((*server)->port());
    REQUIRE(again.send(get("/")));
    CHECK(first_line(again.some()) == "HTTP/1.1 200 OK");
    // Asked for its head alone it ends with it.
    Client head((*server)->port());
    REQUIRE(head.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"));
    CHECK(first_line(head.rest()) == "HTTP/1.1 200 OK");
    server->reset();                                                  // stops while one goes on
    CHECK(gone(3));
}
