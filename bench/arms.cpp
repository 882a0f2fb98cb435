#include "arms.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <barrier>
#include <fstream>
#include <thread>

#include "app/api/api.hpp"
#include "app/http/server.hpp"
#include "folders.hpp"
#include "http_client.hpp"

namespace soria::bench {
namespace {

namespace fs = std::filesystem;
constexpr int houses = 32, beds_each = 8;

// The groups that were committed together, noted on the writer's thread.
struct Batches {
    std::vector<std::pair<uint64_t, size_t>> list;
    uint64_t commands = 0;
    void note(const ledger::Committed& c) {
        list.emplace_back(c.last, c.commands);
        commands += c.commands;
    }
    void write(const fs::path& dir) const {
        std::ofstream out(dir / "batches");
        for (auto [last, n] : list) out << last << ' ' << n << '\n';
    }
};

std::unique_ptr<app::Folder> open_noting(const fs::path& dir, Batches& batches) {
    app::FolderOptions o;
    o.dir = dir;
    o.index_names = false;
    o.on_commit = [&batches](const ledger::Committed& c) { batches.note(c); };
    return must(app::Folder::open(o), "opening the folder");
}

void learn(Codes& c, const std::vector<std::pair<std::string, std::string>>& answer) {
    for (const auto& [what, text] : answer) {
        if (what == "report") c.report = text;
        if (what == "case") c.case_ = text;
    }
}

object summary(const Batches& b, uint64_t events, double wall, double cpu, double client_cpu, std::vector<double>& latency) {
    auto flushes = flushes_s("soria.db-wal");
    object o{{"commands", b.commands}, {"events", events}, {"wall_s", wall}, {"cpu_s", cpu}, {"client_cpu_s", client_cpu}};
    o["batches"] = b.list.size();
    o["commands_a_batch"] = double(b.commands) / double(b.list.size());
    o["latency_ms_p50"] = percentile(latency, 0.5) * 1e3;
    o["latency_ms_p99"] = percentile(latency, 0.99) * 1e3;
    o["flush_ms_p50"] = percentile(flushes, 0.5) * 1e3;
    o["flush_ms_p99"] = percentile(flushes, 0.99) * 1e3;
    return o;
}

}  // namespace

object run_inprocess(const fs::path& dir, int people_each) {
    Batches batches;
    auto folder = open_noting(dir, batches);
    auto codes_of_houses = open_houses(*folder, houses, beds_each);
    uint64_t before = folder->ledger().size();
    batches = {};
    std::vector<std::vector<double>> latency(clients);
    std::vector<double> client_cpu(clients);
    std::barrier line(clients + 1);
    std::vector<std::thread> threads;
    std::string run = std::to_string(int64_t(wall_s() * 1e3));   // a folder may see several runs
    for (int c = 0; c < clients; ++c)
        threads.emplace_back([&, c] {
            line.arrive_and_wait();
            for (int p = 0; p < people_each; ++p) {
                Codes codes;
                codes.house = codes_of_houses[size_t(c) % houses];
                for (int i = 0; i < steps_full; ++i) {
                    double began = thread_cpu_s();
                    uint64_t n = uint64_t(c) * 1'000'000 + uint64_t(p);
                    auto request = request_of(*folder, step(i, n, codes, folder->today()));
                    request.body = json::write(request.fields);
                    request.idempotency_key = run + "-" + std::to_string(n) + "-" + std::to_string(i);
                    client_cpu[size_t(c)] += thread_cpu_s() - began;
                    double at = wall_s();
                    learn(codes, must(app::run_command(*folder, std::move(request)), "a command").answer);
                    latency[size_t(c)].push_back(wall_s() - at);
                }
            }
        });
    flushes_clear();
    Span s;
    line.arrive_and_wait();
    for (auto& t : threads) t.join();
    double wall = s.wall_s_used(), cpu = s.cpu_s_used(), client = 0;
    std::vector<double> all;
    for (auto& l : latency) all.insert(all.end(), l.begin(), l.end());
    for (double c : client_cpu) client += c;
    auto o = summary(batches, folder->ledger().size() - before, wall, cpu - client, client, all);
    folder.reset();
    batches.write(dir);
    return o;
}

object run_http(const fs::path& dir, int people_each) {
    int to_client[2], from_client[2];
    if (::pipe(to_client) != 0 || ::pipe(from_client) != 0) stop("no pipe");
    pid_t pid = ::fork();   // before any thread
    if (pid == 0) {
        ::close(to_client[1]);
        ::close(from_client[0]);
        run_http_client(to_client[0], from_client[1], clients, people_each);
        std::_Exit(0);
    }
    ::close(to_client[0]);
    ::close(from_client[1]);
    Batches batches;
    auto folder = open_noting(dir, batches);
    HttpTask task;
    task.houses = open_houses(*folder, houses, beds_each);
    task.tokens = folder->tokens();
    task.today = folder->today().text();
    app::Api api(*folder);
    http::ServerOptions options;
    options.port = 0;
    auto server = must(http::Server::start(options, [&](http::Request r, http::Reply reply) { api.handle(std::move(r), std::move(reply)); }), "listening");
    task.port = server->port();
    uint64_t before = folder->ledger().size();
    batches = {};
    flushes_clear();
    Span s;
    send_task(to_client[1], task);
    auto latency = receive_latencies(from_client[0]);
    double wall = s.wall_s_used(), cpu = s.cpu_s_used();
    int status = 0;
    rusage client{};
    ::wait4(pid, &status, 0, &client);
    if (status != 0) stop("the HTTP client failed");
    double client_cpu = double(client.ru_utime.tv_sec + client.ru_stime.tv_sec) + double(client.ru_utime.tv_usec + client.ru_stime.tv_usec) * 1e-6;
    auto o = summary(batches, folder->ledger().size() - before, wall, cpu, client_cpu, latency);
    server.reset();
    folder.reset();
    batches.write(dir);
    return o;
}

}  // namespace soria::bench
