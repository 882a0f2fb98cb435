#include "reads.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <latch>
#include <set>
#include <thread>

#include "app/http/server.hpp"
#include "app/service/look.hpp"
#include "domain/core/tally.hpp"
#include "domain/protection/views.hpp"
#include "folders.hpp"

namespace soria::bench {
namespace {

namespace fs = std::filesystem;
using namespace domain;

std::unique_ptr<app::Folder> opened(const fs::path& dir) { return must(app::Folder::open({dir, false}), "opening the folder"); }

// Cases whose referral was accepted are of people with twenty events; an id drawn at random says where to begin to look.
std::vector<std::string> codes_in(app::Folder& f, int count) {
    auto rows = must(f.ledger().snapshot(), "a snapshot");
    std::vector<std::string> codes;
    while (int(codes.size()) < count) {
        std::vector<Value> after{value(AgencyRef{"clinic"}), value(Name{"accepted"}), value(f.id())};
        auto found = must(scan<ReferralRow>(*rows, "by_to", {after[0], after[1]}, 1, after), "a referral");
        if (found.empty()) continue;
        auto c = must(get<CaseRow>(*rows, {value(*found[0].id)}), "a case");
        if (c) codes.push_back(c->code->value);
    }
    return codes;
}

// Any cases, drawn from all there are: of a small country as of a large one, most of them were not looked at just before.
std::vector<std::string> any_codes_in(app::Folder& f, int count) {
    auto rows = must(f.ledger().snapshot(), "a snapshot");
    std::vector<std::string> codes;
    while (int(codes.size()) < count) {
        auto found = must(scan<CaseRow>(*rows, "", {}, 1, {value(f.id())}), "a case");
        if (!found.empty()) codes.push_back(found[0].code->value);
    }
    return codes;
}

struct Pages {
    double cpu_s = 0, wall_s = 0;
    uint64_t bytes = 0;
    std::vector<double> latency, flushes;
};

// One who asks again when answered, as at a server: as many looks are worked on at once as it has handlers, and a handler goes on
// while the look is being recorded. The answer is timed from when it was asked for.
struct Reader {
    app::Folder& folder;
    const app::Asked& asked;
    const std::vector<std::string>& codes;
    boost::asio::thread_pool& handlers;
    std::latch& done;
    size_t next, step;
    bool recorded;
    Pages mine{};
    double began = 0;

    void ask() {
        if (next >= codes.size()) return done.count_down();
        began = wall_s();
        boost::asio::post(handlers, [this] { look(); });
    }
    void look() {
        auto look = must(app::look_case(folder, asked, codes[next]), "a case page");
        mine.bytes += json::write(look.body).size();
        if (!recorded) return answered();
        ledger::ReadEntry e{folder.now_us(), asked.viewer.user, asked.viewer.agency, asked.viewer.purpose, look.what, std::move(look.subjects)};
        folder.ledger().record_read(std::move(e), [this](Result<uint64_t> r) {
            must(std::move(r), "recording");
            answered();
        });
    }
    void answered() {
        mine.latency.push_back(wall_s() - began);
        next += step;
        ask();
    }
};

// The journal's second thread may copy its log a little after the last answer: that is a cost of the record, too.
constexpr auto copying_ends = std::chrono::milliseconds(20);

void read_pages(app::Folder& f, const std::vector<std::string>& codes, bool recorded, int readers, Pages& all) {
    app::Asked asked;
    asked.viewer = must(f.policy().viewer("rosa", ""), "a viewer");
    boost::asio::thread_pool handlers{size_t(std::min(readers, http::ServerOptions{}.threads))};
    std::latch done(readers);
    std::vector<Reader> all_readers;
    all_readers.reserve(size_t(readers));
    for (size_t i = 0; i < size_t(readers); ++i) all_readers.push_back({f, asked, codes, handlers, done, i, size_t(readers), recorded});
    flushes_clear();
    Span s;
    for (auto& r : all_readers) r.ask();
    done.wait();
    all.wall_s += s.wall_s_used();
    if (recorded) std::this_thread::sleep_for(copying_ends);
    all.cpu_s += s.cpu_s_used();
    auto flushes = flushes_s("reads.db-wal");
    all.flushes.insert(all.flushes.end(), flushes.begin(), flushes.end());
    for (auto& r : all_readers) {
        all.bytes += r.mine.bytes;
        all.latency.insert(all.latency.end(), r.mine.latency.begin(), r.mine.latency.end());
    }
}

object of(Pages& p, size_t looks) {
    object o{{"cpu_us_a_look", p.cpu_s / double(looks) * 1e6}, {"wall_us_a_look", p.wall_s / double(looks) * 1e6}, {"bytes_a_look", double(p.bytes) / double(looks)}};
    o["ms_p50"] = percentile(p.latency, 0.5) * 1e3;
    o["ms_p99"] = percentile(p.latency, 0.99) * 1e3;
    o["flush_ms_p50"] = percentile(p.flushes, 0.5) * 1e3;
    o["flush_ms_p99"] = percentile(p.flushes, 0.99) * 1e3;
    o["flushes"] = p.flushes.size();
    return o;
}

}  // namespace

std::vector<std::string> case_codes(const fs::path& dir, int count) { return codes_in(*opened(dir), count); }

// In turns of a few hundred looks: a machine's speed may change by half within seconds, and both see the same one.
object run_case_pages(const fs::path& dir, int looks, int rounds, int readers) {
    constexpr int looks_in_turn_max = 300;
    auto f = opened(dir);
    for (Id after{}; must(f->ledger().warm_keys(after), "opening keys");) {}       // as a server does when its names are ready
    json::bj::array plain, recorded;
    Pages warm;
    read_pages(*f, any_codes_in(*f, looks), true, readers, warm);
    for (int r = 0; r < rounds; ++r) {
        Pages without, with;
        for (int left = looks; left > 0; left -= looks_in_turn_max) {
            int now = std::min(left, looks_in_turn_max);
            read_pages(*f, any_codes_in(*f, now), false, readers, without);
            read_pages(*f, any_codes_in(*f, now), true, readers, with);
        }
        plain.push_back(of(without, size_t(looks)));
        recorded.push_back(of(with, size_t(looks)));
    }
    return {{"readers", readers}, {"looks", looks}, {"plain", std::move(plain)}, {"recorded", std::move(recorded)}};
}

object run_desks(const fs::path& dir, int looks) {
    auto f = opened(dir);
    for (Id after{}; must(f->ledger().warm_keys(after), "opening keys");) {}       // as a server does when its names are ready
    app::Asked asked;
    asked.viewer = must(f->policy().viewer("rosa", ""), "a viewer");
    std::vector<double> wall, cpu;
    size_t lines = 0;
    for (int i = 0; i < looks + 1; ++i) {
        Span s;
        auto look = must(app::look_desk(*f, asked), "a desk");
        std::string body = json::write(look.body);
        if (i == 0) continue;            // the first reads what the others find read
        wall.push_back(s.wall_s_used());
        cpu.push_back(s.cpu_s_used());
        lines = 0;
        for (const auto& part : look.body)
            if (part.value().is_array()) lines += part.value().get_array().size();
    }
    return {{"looks", looks}, {"lines", lines}, {"cpu_ms", median(cpu) * 1e3}, {"wall_ms", median(wall) * 1e3}};
}

// The first look finds nothing in this process's memory; what the machine keeps of the file it may have.
object run_figures(const fs::path& dir, int looks) {
    app::Asked asked;
    std::vector<double> wall, cpu;
    double first_wall = 0, first_cpu = 0;
    size_t figures = 0, rows = 0, days = 0;
    Span start;
    auto f = opened(dir);
    asked.viewer = must(f->policy().viewer("kom", ""), "a viewer");
    for (int i = 0; i < looks + 1; ++i) {
        Span s;
        auto look = must(app::look_figures(*f, asked), "figures");
        std::string body = json::write(look.body);
        if (i == 0) first_wall = start.wall_s_used(), first_cpu = start.cpu_s_used();
        else wall.push_back(s.wall_s_used()), cpu.push_back(s.cpu_s_used());
        figures = look.body.at("figures").as_array().size();
    }
    auto snapshot = must(f->ledger().snapshot(), "a snapshot");
    std::vector<Value> after;
    std::set<int32_t> seen;
    for (;;) {
        auto page = must(scan<CountRow>(*snapshot, "", {}, 10'000, after), "counts");
        for (const auto& r : page) seen.insert(r.day->days());
        rows += page.size();
        if (page.size() < 10'000) break;
        after = {value(*page.back().type), value(*page.back().part), value(*page.back().cell), value(*page.back().day)};
    }
    days = seen.size();
    return {{"figures", figures}, {"counts", rows}, {"days", days}, {"started_wall_s", first_wall}, {"started_cpu_s", first_cpu}, {"wall_s", median(wall)}, {"cpu_s", median(cpu)}};
}

// A case with its person and its report, twenty events, read from the file and joined; then a command decided, its law
// followed and its fields sealed, as far as a command goes before it waits for the writer.
object run_load_and_decide(const fs::path& dir, int cases) {
    auto f = opened(dir);
    auto codes = codes_in(*f, cases);
    for (Id after{}; must(f->ledger().warm_keys(after), "opening keys");) {}       // as a server does when its names are ready
    std::vector<double> wall, load, known;
    auto order = [&](const std::string& code) {
        return request_of(*f, {"rosa", "order-service", {{"case", code}, {"service", "interpreting"}, {"provider", "provider-oslo"}, {"need", "Made up: on Mondays."}}});
    };
    for (const auto& code : codes_in(*f, cases)) must(app::judge_command(*f, order(code), app::Trust::snapshot), "judging");
    f->states().forget();                // others' pages and states, as in a server that has been at work
    double cpu = thread_cpu_s();
    for (const auto& code : codes) {
        app::CommandRequest r = order(code);
        double began = wall_s();
        auto p = must(app::judge_command(*f, r, app::Trust::snapshot), "judging");
        wall.push_back(wall_s() - began);
    }
    cpu = thread_cpu_s() - cpu;
    f->states().forget();
    for (const auto& code : codes) {
        double began = wall_s();
        app::Loader l(*f);
        Id id = must(l.find(StreamKind::case_, code, ""), "finding");
        must(l.add({StreamKind::case_, id}), "loading");
        load.push_back(wall_s() - began);
        if (l.take().versions.size() != 3) stop("a case does not hang on three streams");
    }
    for (const auto& code : codes) {
        app::CommandRequest r = order(code);
        double began = wall_s();
        must(app::judge_command(*f, r, app::Trust::newest), "judging");
        known.push_back(wall_s() - began);
    }
    return {{"cases", cases}, {"us_p50", percentile(wall, 0.5) * 1e6}, {"us_p90", percentile(wall, 0.9) * 1e6}, {"us_p99", percentile(wall, 0.99) * 1e6},
            {"cpu_us", cpu / double(cases) * 1e6}, {"load_alone_us_p50", percentile(load, 0.5) * 1e6}, {"state_known_us_p50", percentile(known, 0.5) * 1e6}};
}

}  // namespace soria::bench
