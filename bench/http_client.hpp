#pragma once
// A client that costs little: one thread, epoll, as many connections kept open as there are clients, each waiting for its
// answer before it asks again. Runs in a process of its own, so that its CPU can be laid aside.
#include "persons.hpp"

namespace soria::bench {

struct HttpTask {
    uint16_t port = 0;
    std::string today;
    std::vector<std::string> houses;
    std::vector<std::pair<std::string, std::string>> tokens;   // user, token
};
void send_task(int fd, const HttpTask&);
std::vector<double> receive_latencies(int fd);
void run_http_client(int from_server, int to_server, int connections, int people_each);

}  // namespace soria::bench
