#include "folders.hpp"

#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <iostream>
#include <unordered_set>

#include "domain/law/follow.hpp"
#include "domain/plan/events.hpp"
#include "domain/protection/views.hpp"
#include "pack/pack.hpp"

namespace soria::bench {
namespace {

namespace fs = std::filesystem;
using namespace domain;


// Appends without waiting, at most so many at once; the first failure stops the bench.
class Appending {
public:
    explicit Appending(ledger::Ledger& l) : ledger_(l) {}
    ~Appending() { drain(0); }
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

// Codes that nothing has yet. A command that draws one twice decides again; here nobody waits for the writer's answer.
class FreshCodes final : public IdSource {
public:
    explicit FreshCodes(app::Folder& f) : folder_(f) {
        auto rows = must(f.ledger().snapshot(), "a snapshot");
        std::vector<Value> after;
        for (;;) {
            auto page = must(domain::scan<CodeRow>(*rows, "", {}, 10'000, after), "reading codes");
            if (page.empty()) return;
            for (const auto& row : page) used_.insert(std::hash<std::string>{}(row.code->value));
            after = {value(*page.back().code)};
        }
    }
    Id id() override { return folder_.id(); }
    std::string code() override {
        for (;;)
            if (auto c = folder_.code(); used_.insert(std::hash<std::string>{}(c)).second) return c;
    }

private:
    app::Folder& folder_;
    std::unordered_set<size_t> used_;
};

// Many people at once, a step of one and then of another, as events come in life: what happened to one person lies far apart.
class Grower {
public:
    Grower(app::Folder& f, Profile p, uint64_t days) : folder_(f), profile_(p), days_(days), law_(f.pack()), codes_(f), out_(f.ledger()) {
        for (const auto& u : f.pack()->users) {
            auto v = f.policy().viewer(u.id, "");
            if (v) viewers_.emplace(u.id, *v);
        }
    }
    void people(uint64_t from, uint64_t to) {
        uint64_t per_day = std::max<uint64_t>(1, (to - from) / days_), begun = from;
        std::vector<std::unique_ptr<Open>> open;
        while (begun < to || !open.empty()) {
            while (begun < to && open.size() < at_once) {
                if (begun > from && (begun - from) % per_day == 0) day(folder_.today().plus_days(1));
                open.push_back(std::make_unique<Open>(begun++, profile_));
            }
            size_t at = random_() % open.size();
            if (!go_on(*open[at])) continue;
            open[at] = std::move(open.back());
            open.pop_back();
            if (++done.persons % 50'000 == 0) std::cerr << "  " << done.persons << " people, " << int(began_.wall_s_used()) << " s\n";
        }
    }
    Grown done;

private:
    struct House {
        domain::House state;
        uint32_t version = 1;
        int inside = 0, served = 0;
    };
    struct Open {
        Open(uint64_t number, Profile p) : n(number), full(p == Profile::full || is_full(number)) {}
        uint64_t n;
        bool full;
        int step = 0;
        World world;
        std::map<std::string, Id> ids;
        std::map<Stream, uint32_t> versions;
        Codes codes;
        House* house = nullptr;
    };
    static constexpr size_t at_once = 1000;

    bool go_on(Open& p) {   // true: that was the last step
        int place = p.full ? p.step : short_place(p.step);
        bool housed = place == 6 || place == 7 || place == 13;
        if (place == 6) enter(p);
        if (housed) p.world.houses[p.house->state.id.value] = p.house->state, p.versions[{StreamKind::house, p.house->state.id.value}] = p.house->version;
        run(p, step(place, p.n, p.codes, folder_.today()));
        if (housed) {
            p.house->state = p.world.houses.begin()->second;
            p.house->version = p.versions[{StreamKind::house, p.house->state.id.value}];
            p.world.houses.clear();
        }
        if (place == 13) --p.house->inside;
        return ++p.step == (p.full ? steps_full : steps_short);
    }
    void enter(Open& p) {
        while (!houses_.empty() && (houses_.front()->served >= served_max || houses_.front()->inside == beds)) {
            if (houses_.front()->served < served_max) full_.push_back(std::move(houses_.front()));
            else closed_.push_back(std::move(houses_.front()));
            houses_.pop_front();
            for (size_t i = full_.size(); i-- > 0;)
                if (full_[i]->inside < beds) houses_.push_back(std::move(full_[i])), full_.erase(full_.begin() + long(i));
        }
        if (houses_.empty()) {
            Open nobody(0, Profile::full);
            run(nobody, {"rosa", "open-house", {{"audience", "women"}, {"region", "oslo"}, {"beds", beds}, {"address", "a made-up address"}}});
            houses_.push_back(std::make_unique<House>());
            houses_.back()->state = nobody.world.houses.begin()->second;
        }
        p.house = houses_.front().get();
        ++p.house->inside;
        ++p.house->served;
        p.ids[p.house->state.code] = p.house->state.id.value;
        p.codes.house = p.house->state.code;
    }
    void day(Date d) {
        folder_.set_day(d);
        Events began;
        began.add_on({StreamKind::system, {}}, DayBegan{d});
        uint32_t version = must(folder_.ledger().version_of({StreamKind::system, {}}), "reading a version");
        out_.append(must(app::pending_of(folder_, began, {{{StreamKind::system, {}}, version}}, {"soria", "soria", "", "", "administration", "en"}, std::nullopt, d), "a day"));
        out_.drain(0);
    }
    void run(Open& p, Step s) {
        const auto* type = command_type(s.command);
        if (!type) stop(std::string("no command ") + s.command);
        auto command = must(type->decode(s.fields), s.command);
        must(type->check(command.get(), *folder_.pack(), folder_.today()), s.command);
        for (auto& ref : type->refs(command.get())) *ref.id = p.ids.at(*ref.code);
        const auto& v = viewers_.at(s.user);
        Context x{law_, {folder_.today(), Precision::day}, folder_.today(), {v.user, v.agency, v.kind, v.role, v.purpose}, codes_, v.language};
        auto d = must(type->decide(p.world, command.get(), x), s.command);
        must(follow(p.world, x, d), s.command);
        std::vector<ledger::Pending::Expected> expected;
        for (const auto& e : d.events.list) {
            auto at = p.versions.emplace(e.stream, 0).first;
            bool listed = std::any_of(expected.begin(), expected.end(), [&](auto& known) { return known.stream == e.stream; });
            if (!listed) expected.push_back({e.stream, at->second});
        }
        auto pending = must(app::pending_of(folder_, d.events, expected, v, std::nullopt, folder_.today()), s.command);
        pending.idempotency_key = "grown-" + std::to_string(++key_);
        pending.request = std::string(s.command) + "\n" + pending.idempotency_key;
        for (const auto& e : d.events.list) {
            ++p.versions[e.stream];
            evolve(p.world, e, Meta{x.happened, x.today, v.user, v.agency, 0});
        }
        done.events += pending.events.size();
        ++done.commands;
        out_.append(std::move(pending));
        for (const auto& [what, text] : d.answer) learn(p, what, text);
    }
    void learn(Open& p, const std::string& what, const std::string& text) {
        auto find = [&](auto& map) { for (auto& [id, x] : map) if (x.code == text) p.ids[text] = id; };
        if (what == "report") p.codes.report = text, find(p.world.reports);
        if (what == "person") p.codes.person = text, find(p.world.persons);
        if (what == "case") p.codes.case_ = text, find(p.world.cases);
        if (what == "house") find(p.world.houses);
    }

    static constexpr int beds = 8, served_max = 100;
    app::Folder& folder_;
    Profile profile_;
    uint64_t days_;
    pack::Law law_;
    FreshCodes codes_;
    Span began_;
    std::mt19937_64 random_{1};
    Appending out_;
    std::map<std::string, access::Viewer, std::less<>> viewers_;
    std::deque<std::unique_ptr<House>> houses_, full_, closed_;
    uint64_t key_ = uint64_t(wall_s() * 1e6) * 1000;
};

}  // namespace

void make_folder(const fs::path& dir) {
    fs::remove_all(dir);
    std::string bytes = must(pack::bundle("packs/norway-2006"), "reading the pack");
    must(app::Folder::create(dir, bytes, "demonstration", "bench", must(Date::of(2007, 6, 1), "a day")), "making a folder");
}

Grown grow(app::Folder& f, uint64_t from, uint64_t to, Profile p, uint64_t days) {
    Span s;
    Grower g(f, p, days);
    g.people(from, to);
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
