#include "folders.hpp"

#include <unistd.h>

#include <condition_variable>
#include <iostream>

#include "domain/law/follow.hpp"
#include "domain/plan/events.hpp"
#include "pack/pack.hpp"

namespace soria::bench {
namespace {

namespace fs = std::filesystem;
using namespace domain;

constexpr uint64_t persons_per_house = 100;
constexpr int days_spread = 30;

// Appends without waiting, at most so many at once; the first failure stops the bench.
class Stream_ {
public:
    explicit Stream_(ledger::Ledger& l) : ledger_(l) {}
    ~Stream_() { drain(0); }
    void append(ledger::Pending p) {
        drain(in_flight_max - 1);
        {
            std::lock_guard lock(mutex_);
            ++in_flight_;
        }
        ledger_.append(std::move(p), {}, [this](Result<ledger::Receipt> r) {
            if (!r) stop("growing a folder: " + r.error().text());
            std::lock_guard lock(mutex_);
            --in_flight_;
            if (in_flight_ % 256 == 0) wake_.notify_all();
        });
    }
    void drain(size_t down_to) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return in_flight_ <= down_to; });
    }

private:
    static constexpr size_t in_flight_max = 4096;
    ledger::Ledger& ledger_;
    std::mutex mutex_;
    std::condition_variable wake_;
    size_t in_flight_ = 0;
};

class Grower {
public:
    Grower(app::Folder& f, Profile p) : folder_(f), profile_(p), law_(f.pack()), out_(f.ledger()) {
        for (const auto& u : f.pack()->users) {
            auto v = f.policy().viewer(u.id, "");
            if (v) viewers_.emplace(u.id, *v);
        }
    }
    void person(uint64_t n) {
        World w;
        ids_.clear();
        versions_.clear();
        bool full = profile_ == Profile::full || is_full(n);
        Codes codes;
        if (full) codes.house = house(w);
        int steps = full ? steps_full : steps_short;
        for (int i = 0; i < steps; ++i) run(w, step(full ? i : short_place(i), n, codes, folder_.today()), codes);
        if (full) house_ = w.houses.begin()->second, house_version_ = versions_[{StreamKind::house, house_.id.value}];
        ++done.persons;
    }
    void day(Date d) {
        folder_.set_day(d);
        Events began;
        began.add_on({StreamKind::system, {}}, DayBegan{d});
        uint32_t version = must(folder_.ledger().version_of({StreamKind::system, {}}), "reading a version");
        out_.append(must(app::pending_of(folder_, began, {{{StreamKind::system, {}}, version}}, {"soria", "soria", "", "", "administration", "en"}, std::nullopt, d), "a day"));
        out_.drain(0);
    }
    Grown done;

private:
    void run(World& w, Step s, Codes& codes) {
        const auto* type = command_type(s.command);
        if (!type) stop(std::string("no command ") + s.command);
        auto command = must(type->decode(s.fields), s.command);
        must(type->check(command.get(), *folder_.pack()), s.command);
        for (auto& ref : type->refs(command.get())) *ref.id = ids_.at(*ref.code);
        const auto& v = viewers_.at(s.user);
        Context x{law_, {folder_.today(), Precision::day}, folder_.today(), {v.user, v.agency, v.kind, v.role, v.purpose}, folder_, v.language};
        auto d = must(type->decide(w, command.get(), x), s.command);
        must(follow(w, x, d), s.command);
        std::vector<ledger::Pending::Expected> expected;
        for (const auto& e : d.events.list) {
            auto [at, fresh] = versions_.emplace(e.stream, 0);
            bool listed = std::any_of(expected.begin(), expected.end(), [&](auto& known) { return known.stream == e.stream; });
            if (!listed) expected.push_back({e.stream, at->second});
        }
        auto p = must(app::pending_of(folder_, d.events, expected, v, std::nullopt, folder_.today()), s.command);
        p.idempotency_key = "grown-" + std::to_string(++key_);
        p.request = std::string(s.command) + "\n" + p.idempotency_key;
        for (const auto& e : d.events.list) {
            ++versions_[e.stream];
            evolve(w, e, Meta{x.happened, x.today, v.user, v.agency, 0});
        }
        done.events += p.events.size();
        ++done.commands;
        out_.append(std::move(p));
        for (const auto& [what, text] : d.answer) learn(w, what, text, codes);
    }
    void learn(World& w, const std::string& what, const std::string& text, Codes& codes) {
        auto find = [&](auto& map) { for (auto& [id, x] : map) if (x.code == text) ids_[text] = id; };
        if (what == "report") codes.report = text, find(w.reports);
        if (what == "person") codes.person = text, find(w.persons);
        if (what == "case") codes.case_ = text, find(w.cases);
        if (what == "house") codes.house = text, find(w.houses);
    }
    // A house serves so many people, one after the other, and then another is opened.
    std::string house(World& w) {
        if (in_house_++ % persons_per_house == 0) {
            Codes c;
            World empty;
            run(empty, {"rosa", "open-house", {{"audience", "women"}, {"region", "oslo"}, {"beds", 4}, {"address", "a made-up address"}}}, c);
            house_ = empty.houses.begin()->second;
            house_version_ = 1;
        }
        w.houses[house_.id.value] = house_;
        ids_[house_.code] = house_.id.value;
        versions_[{StreamKind::house, house_.id.value}] = house_version_;
        return house_.code;
    }

    app::Folder& folder_;
    Profile profile_;
    pack::Law law_;
    Stream_ out_;
    std::map<std::string, access::Viewer, std::less<>> viewers_;
    std::map<std::string, Id> ids_;
    std::map<Stream, uint32_t> versions_;
    House house_;
    uint32_t house_version_ = 0;
    uint64_t in_house_ = 0, key_ = uint64_t(wall_s() * 1e6) * 1000;
};

}  // namespace

void make_folder(const fs::path& dir) {
    fs::remove_all(dir);
    std::string bytes = must(pack::bundle("packs/norway-2006"), "reading the pack");
    must(app::Folder::create(dir, bytes, "demonstration", "bench", must(Date::of(2007, 6, 1), "a day")), "making a folder");
}

Grown grow(app::Folder& f, uint64_t from, uint64_t to, Profile p) {
    Span s;
    Grower g(f, p);
    uint64_t per_day = std::max<uint64_t>(1, (to - from) / days_spread);
    for (uint64_t n = from; n < to; ++n) {
        if (n > from && (n - from) % per_day == 0) g.day(f.today().plus_days(1));
        g.person(n);
        if ((n - from) % 50'000 == 49'999) std::cerr << "  " << n + 1 << " people, " << int(s.wall_s_used()) << " s\n";
    }
    Grown done = g.done;
    done.wall_s = s.wall_s_used();
    done.cpu_s = s.cpu_s_used();
    return done;
}

void copy_folder(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
    ::sync();                          // what is measured next waits for nothing of this
}

std::vector<std::string> open_houses(app::Folder& f, int count, int beds) {
    std::vector<std::string> codes;
    for (int i = 0; i < count; ++i) {
        auto a = must(app::run_command(f, request_of(f, {"rosa", "open-house", {{"audience", "women"}, {"region", "oslo"}, {"beds", beds}, {"address", "a made-up address"}}})), "a house");
        codes.push_back(a.answer.at(0).second);
    }
    return codes;
}

app::CommandRequest request_of(app::Folder& f, Step s) {
    app::CommandRequest c;
    c.name = s.command;
    c.viewer = must(f.policy().viewer(s.user, ""), "a user");
    c.fields = std::move(s.fields);
    return c;
}

double disk_mb(const fs::path& dir) {
    uintmax_t bytes = 0;
    for (const auto& e : fs::recursive_directory_iterator(dir))
        if (e.is_regular_file()) bytes += e.file_size();
    return double(bytes) / (1024 * 1024);
}

}  // namespace soria::bench
