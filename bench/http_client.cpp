#include "http_client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <sstream>

namespace soria::bench {
namespace {

void write_all(int fd, const char* p, size_t n) {
    while (n > 0) {
        ssize_t k = ::write(fd, p, n);
        if (k <= 0) stop("a pipe or connection closed");
        p += k, n -= size_t(k);
    }
}
std::string read_all(int fd) {
    std::string s;
    char b[65536];
    for (ssize_t n; (n = ::read(fd, b, sizeof b)) > 0;) s.append(b, size_t(n));
    return s;
}

// The text after "name":" in a small JSON answer.
std::string word(std::string_view body, std::string_view name) {
    std::string key = "\"" + std::string(name) + "\":\"";
    auto at = body.find(key);
    if (at == std::string_view::npos) return {};
    at += key.size();
    return std::string(body.substr(at, body.find('"', at) - at));
}

struct Connection {
    int fd = -1, number = 0, person = 0, place = 0;
    Codes codes;
    std::string in;
    double asked = 0;
};

class Client {
public:
    Client(const HttpTask& t, int connections, int people_each) : task_(t), people_(people_each), today_(must(Date::parse(t.today), "a day")) {
        for (const auto& [user, token] : t.tokens) tokens_[user] = token;
        epoll_ = ::epoll_create1(0);
        for (int i = 0; i < connections; ++i) {
            auto& c = all_.emplace_back();
            c.number = i;
            c.fd = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in a{};
            a.sin_family = AF_INET;
            a.sin_port = htons(t.port);
            a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            if (::connect(c.fd, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0) stop("cannot connect");
            int one = 1;
            ::setsockopt(c.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        }
        for (auto& c : all_) {
            epoll_event e{};
            e.events = EPOLLIN;
            e.data.ptr = &c;
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, c.fd, &e);
        }
    }
    std::vector<double> run() {
        for (auto& c : all_) begin(c), ask(c);
        size_t open = all_.size();
        epoll_event events[64];
        while (open > 0) {
            int n = ::epoll_wait(epoll_, events, 64, 30'000);
            if (n <= 0) stop("the server does not answer");
            for (int i = 0; i < n; ++i)
                if (!receive(*static_cast<Connection*>(events[i].data.ptr))) --open;
        }
        return std::move(latency_);
    }

private:
    void begin(Connection& c) {
        c.place = 0;
        c.codes = {};
        c.codes.house = task_.houses[size_t(c.number) % task_.houses.size()];
    }
    void ask(Connection& c) {
        uint64_t n = uint64_t(c.number) * 1'000'000 + uint64_t(c.person);
        Step s = step(c.place, n, c.codes, today_);
        std::string body = json::write(object{{"command", std::move(s.fields)}});
        std::string text = "POST /api/v1/commands/" + std::string(s.command) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + tokens_[s.user] +
                           "\r\nIdempotency-Key: " + std::to_string(n) + "-" + std::to_string(c.place) +
                           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
        c.asked = wall_s();
        write_all(c.fd, text.data(), text.size());
    }
    bool receive(Connection& c) {   // false: this client is done
        char b[16384];
        ssize_t n = ::read(c.fd, b, sizeof b);
        if (n <= 0) stop("the server closed a connection");
        c.in.append(b, size_t(n));
        auto end = c.in.find("\r\n\r\n");
        if (end == std::string::npos) return true;
        auto length = c.in.find("Content-Length: ");
        if (length > end) stop("an answer without a length");
        size_t size = size_t(std::atol(c.in.c_str() + length + 16));
        if (c.in.size() < end + 4 + size) return true;
        latency_.push_back(wall_s() - c.asked);
        std::string_view body = std::string_view(c.in).substr(end + 4, size);
        if (c.in.compare(9, 3, "201") != 0) stop("an answer was not 201: " + c.in.substr(0, 600));
        if (c.place == 0) c.codes.report = word(body, "report");
        if (c.place == 2) c.codes.case_ = word(body, "case");
        c.in.clear();
        if (++c.place == steps_full) {
            if (++c.person == people_) {
                ::epoll_ctl(epoll_, EPOLL_CTL_DEL, c.fd, nullptr);
                ::close(c.fd);
                return false;
            }
            begin(c);
        }
        ask(c);
        return true;
    }

    const HttpTask& task_;
    int people_;
    Date today_;
    int epoll_ = -1;
    std::vector<Connection> all_;
    std::map<std::string, std::string> tokens_;
    std::vector<double> latency_;
};

}  // namespace

void send_task(int fd, const HttpTask& t) {
    std::ostringstream out;
    out << t.port << ' ' << t.today << '\n' << t.houses.size();
    for (const auto& h : t.houses) out << ' ' << h;
    out << '\n' << t.tokens.size();
    for (const auto& [user, token] : t.tokens) out << ' ' << user << ' ' << token;
    out << '\n';
    std::string s = out.str();
    write_all(fd, s.data(), s.size());
    ::close(fd);
}

std::vector<double> receive_latencies(int fd) {
    std::string s = read_all(fd);
    std::vector<double> list(s.size() / sizeof(double));
    std::copy_n(s.data(), list.size() * sizeof(double), reinterpret_cast<char*>(list.data()));
    return list;
}

void run_http_client(int from_server, int to_server, int connections, int people_each) {
    std::istringstream in(read_all(from_server));
    HttpTask t;
    size_t n = 0;
    in >> t.port >> t.today >> n;
    t.houses.resize(n);
    for (auto& h : t.houses) in >> h;
    in >> n;
    t.tokens.resize(n);
    for (auto& [user, token] : t.tokens) in >> user >> token;
    Client c(t, connections, people_each);
    auto latency = c.run();
    write_all(to_server, reinterpret_cast<const char*>(latency.data()), latency.size() * sizeof(double));
    ::close(to_server);
}

}  // namespace soria::bench
