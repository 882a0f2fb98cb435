#include "ledger/sqlite/testing/load.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstdlib>

#include "ledger/hash.hpp"

namespace soria::testing {
namespace fs = std::filesystem;
using namespace ledger;
namespace {

constexpr uint16_t event_type = 7;
constexpr size_t refusals_kept_max = 3;

// How many events a stream has and the sealed bytes of its last; how many a command left.
const Table streams{"streams", {{"stream", ColumnType::bytes, Class::public_}, {"n", ColumnType::integer, Class::statistical},
                                {"last", ColumnType::bytes, Class::story}}, 1, {{"by_n", {1}}}};
const Table commands{"commands", {{"key", ColumnType::text, Class::statistical}, {"n", ColumnType::integer, Class::statistical}}, 1, {}};

Blob bytes_of(const Stream& s) { return Blob{char(s.kind) + std::string(reinterpret_cast<const char*>(s.id.data()), 16)}; }

Result<int64_t> counted(RowReader& rows, const Table& t, const Value& key) {
    auto row = TRY(rows.get(t, std::span(&key, 1)));
    return row ? std::get<int64_t>((*row)[1]) + 1 : 1;
}
Result<std::vector<Change>> fold_event(const EventRecord& e, RowReader& rows) {
    Value stream = bytes_of(e.stream), command = e.clear;
    int64_t n = TRY(counted(rows, streams, stream));
    int64_t of_command = TRY(counted(rows, commands, command));
    return std::vector<Change>{{Change::Kind::put, &streams, {stream, n, e.sealed.empty() ? Blob{} : view_blob(e, e.sealed[0])}},
                               {Change::Kind::put, &commands, {command, of_command}}};
}

Id id_of(const std::string& text) {
    Hash h = sha256(text);
    Id id;
    std::memcpy(id.data(), h.data(), id.size());
    return id;
}

}  // namespace

double scale() {
    const char* s = std::getenv("SORIA_TEST_SCALE");
    double d = s ? std::atof(s) : 1.0;
    return d > 0 ? d : 1.0;
}
int scaled(int n) { return std::max(1, int(n * scale())); }

Scratch::Scratch() {
    std::error_code ec;
    auto memory = fs::space("/dev/shm", ec);
    bool roomy = !ec && memory.available > (256u << 20) && ::access("/dev/shm", W_OK) == 0;
    std::string t = ((roomy ? fs::path("/dev/shm") : fs::temp_directory_path()) / "soria-test-XXXXXX").string();
    path = mkdtemp(t.data());
}
Scratch::~Scratch() {
    std::error_code ec;
    fs::remove_all(path, ec);
}
void copy_folder(const fs::path& from, const fs::path& to) {
    fs::remove_all(to);
    fs::copy(from, to, fs::copy_options::recursive);
}

std::vector<const Table*> load_tables() { return {&streams, &commands}; }
Options load_options(const fs::path& dir, const std::string& vfs) {
    Options o;
    o.dir = dir;
    o.tables = load_tables();
    o.fold = fold_event;
    o.vfs = vfs;
    return o;
}
Stream person(uint32_t n) { return {StreamKind::person, id_of("person " + std::to_string(n))}; }

Fold Load::fold() {
    return [this](const EventRecord& e, RowReader& rows) {
        {
            std::lock_guard lock(mutex_);
            in_commit_.insert(e.clear);
        }
        return fold_event(e, rows);
    };
}
void Load::committing(Disk& disk) {
    disk.while_powered([&] {
        std::lock_guard lock(mutex_);
        for (const auto& key : in_commit_)
            if (auto at = place_.find(key); at != place_.end()) sent[at->second].early = true;
        in_commit_.clear();
    });
}

// A writer has a stream of its own; every other command also writes one that writers share. Some are about somebody new, some
// erase whom an earlier one was about.
Sent Load::make(uint32_t writer, uint32_t step) {
    Sent s;
    s.key = name_ + "/" + std::to_string(writer) + "/" + std::to_string(step);
    std::mt19937_64 random(seed_ ^ (uint64_t(writer) << 32) ^ step);
    s.events = 1 + int(random() % 3);
    for (int i = 0; i < s.events; ++i) {
        Id owner = random() % 2 ? id_of("subject of " + s.key) : person(writer).id;
        s.sealed.emplace_back(owner, s.key + " said " + std::string(random() % 400, 'x') + std::to_string(i));
    }
    if (step > 0 && random() % 6 == 0) s.destroys.push_back(id_of("subject of " + name_ + "/" + std::to_string(writer) + "/" + std::to_string(step - 1)));
    return s;
}

Result<Pending> Load::decide(Ledger& l, const Sent& s) {
    Pending p;
    p.actor = "rosa";
    p.idempotency_key = s.key;
    p.request = "request " + s.key;
    p.recorded_us = l.last_recorded_us() + 1;
    p.destroy_keys = s.destroys;
    std::map<Stream, uint32_t> versions;
    for (int i = 0; i < s.events; ++i) {
        size_t writer = std::stoul(s.key.substr(s.key.find('/') + 1));
        Stream stream = i == 1 ? Stream{StreamKind::case_, id_of("case " + std::to_string(writer % 5))} : person(uint32_t(writer));
        auto at = versions.find(stream);
        if (at == versions.end()) {
            uint32_t version = TRY(l.version_of(stream));
            p.expected.push_back({stream, version});
            at = versions.emplace(stream, version).first;
        }
        EventRecord e;
        e.stream = stream;
        e.version = ++at->second;
        e.type = event_type;
        e.actor = e.agency = "rosa";
        e.purpose = "assistance";
        e.clear = s.key;
        auto field = TRY(l.seal({1, Class::story, s.sealed[size_t(i)].first, s.sealed[size_t(i)].second}, stream, e.version, e.type, p.new_keys_created));
        e.sealed.push_back(std::move(field));
        p.events.push_back(std::move(e));
    }
    return p;
}

Result<Receipt> Load::send(Ledger& l, Sent& s) {
    if (auto before = l.answered_before("rosa", s.key, "request " + s.key)) return *before;
    auto p = TRY(decide(l, s));
    auto r = l.append(std::move(p), [&]() -> Result<Pending> { return decide(l, s); }).get();
    if (r) s.answer = *r;
    return r;
}

struct Load::Run {
    Load& load;
    Ledger& ledger;
    Disk* disk;
    uint32_t each;
    std::mutex mutex;
    std::condition_variable idle;
    size_t waiting = 0;

    bool powered(const std::function<void()>& f) {
        if (disk) return disk->while_powered(f);
        f();
        return true;
    }
    void refused(const Error& e) {
        std::lock_guard lock(load.mutex_);
        if (load.refusals.size() < refusals_kept_max) load.refusals.push_back(e.text());
    }
    void begin() {
        std::lock_guard lock(mutex);
        ++waiting;
    }
    void end() {
        std::lock_guard lock(mutex);
        if (--waiting == 0) idle.notify_all();
    }
    void command(uint32_t writer, uint32_t step) {
        size_t at;
        Sent copy;
        {
            std::lock_guard lock(load.mutex_);
            at = load.sent.size();
            load.sent.push_back(load.make(writer, step));
            load.place_[load.sent[at].key] = at;
            copy = load.sent[at];
        }
        auto decide = [this, copy] { return load.decide(ledger, copy); };
        auto p = decide();
        if (!p) return refused(p.error());
        begin();
        ledger.append(std::move(*p), decide, [this, at, writer, step](Result<Receipt> r) {
            if (!r) refused(r.error());
            bool go_on = r && powered([&] {
                std::lock_guard lock(load.mutex_);
                load.sent[at].answer = *r;
            });
            if (go_on && (writer + step) % 3 == 0) look(writer, step);
            if (go_on && step + 1 < each) command(writer, step + 1);
            end();
        });
    }
    void look(uint32_t writer, uint32_t step) {
        size_t at;
        {
            std::lock_guard lock(load.mutex_);
            at = load.looked.size();
            load.looked.push_back({person(writer).id, "look " + load.name_ + "/" + std::to_string(writer) + "/" + std::to_string(step), 0});
        }
        begin();
        ledger.record_read({int64_t(at), "rosa", "rosa", "assistance", load.looked[at].what, {person(writer).id}}, [this, at](Result<uint64_t> r) {
            if (!r) refused(r.error());
            else powered([&] {
                std::lock_guard lock(load.mutex_);
                load.looked[at].number = *r;
            });
            end();
        });
    }
};

void Load::run(Ledger& l, Disk* disk, int writers, int each) {
    Run run{*this, l, disk, uint32_t(each), {}, {}, 0};
    {
        // The callbacks speak of places in these.
        std::lock_guard lock(mutex_);
        sent.reserve(sent.size() + size_t(writers) * size_t(each));
        looked.reserve(looked.size() + size_t(writers) * size_t(each));
    }
    for (int w = 0; w < writers; ++w) run.command(uint32_t(w), 0);
    std::unique_lock lock(run.mutex);
    run.idle.wait(lock, [&] { return run.waiting == 0; });
}

size_t Load::answered() const {
    size_t n = 0;
    for (const auto& s : sent) n += s.answer || s.early;
    return n;
}

std::string Found::text() const {
    std::string s = std::to_string(lost) + " lost, " + std::to_string(half) + " half done";
    for (size_t i = 0; i < what.size() && i < 5; ++i) s += "; " + what[i];
    return s;
}

namespace {

// here: by commands that are in the ledger. after: by others, whose keys a later copy of the keys does not hold any more.
struct Erased { std::set<Id> here, after; };

void compare_command(Ledger& l, const Sent& s, const std::vector<EventRecord>& events, const Erased& erased, Found& f) {
    bool told = s.answer || s.early;
    auto answer = l.answered_before("rosa", s.key, "request " + s.key);
    if (events.empty()) {
        if (told) ++f.lost, f.what.push_back(s.key + " was answered and is not there");
        if (answer) ++f.half, f.what.push_back(s.key + " has no event and an idempotency row");
        return;
    }
    auto half = [&](const char* why) { ++(told ? f.lost : f.half), f.what.push_back(s.key + ": " + why); };
    if (int(events.size()) != s.events) return half("not all its events are there");
    if (events.back().number - events.front().number + 1 != uint64_t(s.events)) return half("its events do not follow each other");
    if (!answer || !*answer) return half("there are its events and no idempotency row");
    if ((*answer)->first != events.front().number || (*answer)->last != events.back().number) return half("its idempotency row speaks of other events");
    if (s.answer && (s.answer->first != events.front().number || s.answer->last != events.back().number)) return half("its events are not those that were answered");
    for (size_t i = 0; i < events.size(); ++i) {
        const auto& e = events[i];
        auto open = l.open(e.sealed.at(0), e.stream, e.version, e.type);
        if (!open) return half("a sealed field cannot be opened");
        if (!*open && erased.after.count(s.sealed[i].first)) continue;
        bool gone = erased.here.count(s.sealed[i].first) > 0;
        if (gone != !open->has_value()) return half(gone ? "an erased field can be opened" : "a field is closed and its subject was never erased");
        if (!gone && **open != s.sealed[i].second) return half("a sealed field says something else");
    }
}

}  // namespace

Found compare(Ledger& l, const std::vector<std::unique_ptr<Load>>& loads, bool rebuild, bool keys_are_later) {
    Found f;
    std::map<std::string, std::vector<EventRecord>> events;
    Status read = l.each(1, UINT64_MAX, [&](const EventRecord& e) -> Status {
        events[e.clear].push_back(e);
        return {};
    });
    if (!read) f.what.push_back(read.error().text());
    Erased erased;
    for (const auto& load : loads)
        for (const auto& s : load->sent)
            if (bool here = events.count(s.key) > 0; here || keys_are_later) (here ? erased.here : erased.after).insert(s.destroys.begin(), s.destroys.end());
    static const std::vector<EventRecord> none;
    for (const auto& load : loads) {
        for (const auto& s : load->sent) {
            auto at = events.find(s.key);
            compare_command(l, s, at == events.end() ? none : at->second, erased, f);
        }
        for (const auto& k : load->looked) {
            if (k.number == 0) continue;
            auto list = l.reads_of(k.subject, 10'000);
            bool there = false;
            if (list)
                for (const auto& e : *list) there = there || e.what == k.what;
            if (!there) ++f.lost, f.what.push_back(k.what + " was answered and is not recorded");
        }
    }
    auto v = l.verify();
    if (!v) f.what.push_back(v.error().text());
    else f.what.insert(f.what.end(), v->faults.begin(), v->faults.end());
    if (rebuild) {
        auto before = l.digests();
        if (!before || !l.rebuild({}) || *l.digests() != *before) f.what.push_back("the views do not come out the same");
    }
    return f;
}

}  // namespace soria::testing
