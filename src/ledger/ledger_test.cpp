#include "ledger/ledger.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "ledger/hash.hpp"
#include "ledger/note.hpp"

using namespace soria;
using namespace soria::ledger;
namespace fs = std::filesystem;

namespace {

// A folder of its own for each test, gone afterwards.
struct Folder {
    fs::path path;
    Folder() {
        std::string t = (fs::temp_directory_path() / "soria-test-XXXXXX").string();
        path = mkdtemp(t.data());
    }
    ~Folder() {
        fs::remove_all(path);
        fs::remove_all(path.string() + "-copy");
        fs::remove_all(path.string() + "-copy.keys");
    }
};

// One view: how many events a stream has, and the sealed bytes of its last.
const Table counts{"counts", {{"stream", ColumnType::bytes, Class::public_}, {"n", ColumnType::integer, Class::statistical},
                              {"last", ColumnType::bytes, Class::story}}, 1, {{"by_n", {1}}}};

Result<std::vector<Change>> count(const EventRecord& e, RowReader& rows) {
    Value key = Blob{std::string(reinterpret_cast<const char*>(e.stream.id.data()), 16)};
    auto row = TRY(rows.get(counts, std::span(&key, 1)));
    int64_t n = row ? std::get<int64_t>((*row)[1]) : 0;
    return std::vector<Change>{{Change::Kind::put, &counts, {key, n + 1, e.sealed.empty() ? Blob{} : view_blob(e, e.sealed[0])}}};
}

Options options(const fs::path& dir) {
    Options o;
    o.dir = dir / "data";
    o.tables = {&counts};
    o.fold = count;
    return o;
}
std::unique_ptr<Ledger> fresh(const fs::path& dir) {
    REQUIRE(Ledger::create(options(dir), "test.example/ledger"));
    auto l = Ledger::open(options(dir));
    REQUIRE(l);
    return std::move(*l);
}
Stream a_person(uint16_t n) {
    Stream s{StreamKind::person, {}};
    s.id[0] = uint8_t(n);
    s.id[1] = uint8_t(n >> 8);
    s.id[15] = 1;
    return s;
}
Pending one(Ledger& l, Stream s, uint32_t version, std::string text, std::string key = {}) {
    Pending p;
    p.actor = "rosa";
    p.idempotency_key = key;
    p.request = text;
    p.recorded_us = 1'000'000;
    p.expected.push_back({s, version - 1});
    EventRecord e;
    e.stream = s;
    e.version = version;
    e.type = 7;
    e.actor = "rosa";
    e.agency = "rosa";
    e.purpose = "assistance";
    e.clear = "clear";
    auto f = l.seal({1, Class::story, s.id, text}, s, version, 7, p.new_keys_created);
    REQUIRE(f);
    e.sealed.push_back(*f);
    p.events.push_back(std::move(e));
    return p;
}

}  // namespace

TEST_CASE("an event's bytes go there and back; every cut and every change is noticed or changes the leaf") {
    EventRecord e;
    e.stream = a_person(3);
    e.version = 300;
    e.type = 15;
    e.recorded_us = 1170669600000000;
    e.actor = "udi";
    e.clear = std::string("\x01\x02\x00", 3);
    e.sealed.push_back({2, Class::identity, a_person(9).id, {}, "ciphertext"});
    auto bytes = encode(e);
    auto back = decode(bytes);
    REQUIRE(back);
    CHECK(encode(*back) == bytes);
    for (size_t n = 0; n < bytes.size(); ++n) CHECK_FALSE(decode(std::string_view(bytes).substr(0, n)));
    for (size_t i = 0; i < bytes.size(); ++i) {
        auto other = bytes;
        other[i] = char(other[i] ^ 1);
        CHECK(leaf_hash(1, other) != leaf_hash(1, bytes));
    }
    CHECK(leaf_hash(1, bytes) != leaf_hash(2, bytes));
}

TEST_CASE("the tree is RFC 6962's") {
    // MTH by its definition, against the compact range.
    std::function<Hash(const std::vector<Hash>&, size_t, size_t)> mth = [&](const std::vector<Hash>& l, size_t a, size_t b) {
        if (a == b) return sha256("");
        if (b - a == 1) return l[a];
        size_t k = 1;
        while (k * 2 < b - a) k *= 2;
        return node_hash(mth(l, a, a + k), mth(l, a + k, b));
    };
    std::vector<Hash> leaves;
    MerkleTree t;
    for (int n = 0; n < 130; ++n) {
        CHECK(t.root() == mth(leaves, 0, leaves.size()));
        auto back = MerkleTree::parse(t.bytes());
        REQUIRE(back);
        CHECK(*back == t);
        leaves.push_back(leaf_hash(uint64_t(n) + 1, std::to_string(n)));
        t.append(leaves.back());
    }
    CHECK(hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("what was appended is there after reopening, sealed and in order") {
    Folder f;
    {
        auto l = fresh(f.path);
        for (uint32_t v = 1; v <= 5; ++v) REQUIRE(l->append(one(*l, a_person(1), v, "story " + std::to_string(v)), {}).get());
        CHECK(Ledger::open(options(f.path)).error().fault == Fault::busy);
    }
    auto l = Ledger::open(options(f.path));
    REQUIRE(l);
    auto events = (*l)->load(a_person(1));
    REQUIRE(events);
    REQUIRE(events->size() == 5);
    for (uint32_t v = 1; v <= 5; ++v) {
        const auto& e = (*events)[v - 1];
        CHECK(e.number == v);
        auto opened = (*l)->open(e.sealed[0], e.stream, e.version, e.type);
        REQUIRE(opened);
        CHECK(**opened == "story " + std::to_string(v));
        CHECK_FALSE((*l)->open(e.sealed[0], e.stream, e.version + 1, e.type));   // bound to its place
        CHECK(e.sealed[0].ciphertext.find("story") == std::string::npos);
    }
    auto v = (*l)->verify();
    REQUIRE(v);
    CHECK(v->faults.empty());
    CHECK(v->events == 5);
    CHECK(v->checkpoints == 1);
}

TEST_CASE("keys opened ahead: every key once, none that was destroyed, and what was sealed opens") {
    constexpr uint32_t people = 1200;                // more than are opened at once
    Folder f;
    {
        auto l = fresh(f.path);
        for (uint32_t n = 1; n <= people; ++n) l->append(one(*l, a_person(n), 1, "story " + std::to_string(n)), {}, [](auto r) { CHECK(r); });
        auto p = one(*l, a_person(people + 1), 1, "erasure");
        p.destroy_keys.push_back(a_person(7).id);
        REQUIRE(l->append(std::move(p), {}).get());
    }
    auto l = Ledger::open(options(f.path));
    REQUIRE(l);
    int rounds = 0;
    for (Id after{};; ++rounds) {
        auto more = (*l)->warm_keys(after);
        REQUIRE(more);
        if (!*more) break;
    }
    CHECK(rounds >= 3);
    for (uint32_t n : {1u, 7u, people}) {
        auto e = (*l)->load(a_person(n))->at(0);
        auto opened = (*l)->open(e.sealed[0], e.stream, 1, e.type);
        REQUIRE(opened);
        CHECK(opened->has_value() == (n != 7));
    }
}

TEST_CASE("with room for few keys those of others are let go, and everything opens all the same") {
    constexpr uint32_t people = 500;
    Folder f;
    auto few = [&] {
        auto o = options(f.path);
        o.keys_open_max = 8;
        return Ledger::open(std::move(o));
    };
    REQUIRE(Ledger::create(options(f.path), "test.example/ledger"));
    auto l = few();
    REQUIRE(l);
    auto all_open = [&] {
        for (uint32_t round = 0; round < 2; ++round)
            for (uint32_t n = 1; n <= people; ++n) {
                auto e = (*l)->load(a_person(n))->at(0);
                auto opened = (*l)->open(e.sealed[0], e.stream, 1, e.type);
                REQUIRE(opened);
                CHECK(opened->has_value());
            }
    };
    // More of them new at once than there is room for: a key that is not durable yet is never let go.
    for (uint32_t n = 1; n <= people; ++n) (*l)->append(one(**l, a_person(n), 1, "story " + std::to_string(n)), {}, [](auto r) { CHECK(r); });
    REQUIRE((*l)->append(one(**l, a_person(people + 1), 1, "the last"), {}).get());
    all_open();
    l->reset();
    l = few();
    REQUIRE(l);
    all_open();
    for (Id after{}; *(*l)->warm_keys(after);) {}
    all_open();
}

TEST_CASE("sixty-four writers at once: dense numbers, each stream in order, losers decide again") {
    Folder f;
    auto l = fresh(f.path);
    std::atomic<int> again{0}, stale{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 64; ++t)
        threads.emplace_back([&, t] {
            Stream s = a_person(uint8_t(t % 4));
            for (int i = 0; i < 5; ++i) {
                auto decide = [&] { return one(*l, s, *l->version_of(s) + 1, "x"); };
                auto r = l->append(decide(), [&]() -> Result<Pending> { ++again; return decide(); }).get();
                if (!r) ++stale;
            }
        });
    for (auto& t : threads) t.join();
    CHECK(stale == 0);
    CHECK(l->size() == 320);
    uint32_t total = 0;
    for (uint8_t s = 0; s < 4; ++s) total += *l->version_of(a_person(s));
    CHECK(total == 320);
    CHECK(l->verify()->faults.empty());
}

TEST_CASE("idempotency: the same answer for the same request, a refusal for another") {
    Folder f;
    auto l = fresh(f.path);
    auto first = l->append(one(*l, a_person(1), 1, "a", "k1"), {}).get();
    auto repeat = l->append(one(*l, a_person(1), 1, "a", "k1"), {}).get();
    REQUIRE(first);
    REQUIRE(repeat);
    CHECK(repeat->repeated);
    CHECK(repeat->first == first->first);
    CHECK(l->size() == 1);
    auto other = l->append(one(*l, a_person(1), 2, "b", "k1"), {}).get();
    REQUIRE_FALSE(other);
    CHECK(other.error().rule == "idempotency");
    CHECK((*l->answered_before("rosa", "k1", "a"))->repeated);
    CHECK_FALSE(l->answered_before("rosa", "k2", "a"));
}

TEST_CASE("old idempotency keys are forgotten, but for one actor's, and the ledger verifies") {
    Folder f;
    auto l = fresh(f.path);
    auto at = [&](uint8_t n, int64_t us, const char* actor, const char* key) {
        Pending p = one(*l, a_person(n), 1, "a", key);
        p.actor = actor;
        p.recorded_us = us;
        REQUIRE(l->append(std::move(p), {}).get());
    };
    at(1, 1'000'000, "rosa", "old");
    at(2, 1'000'000, "import", "row");
    at(3, 2'000'000, "rosa", "new");
    REQUIRE(l->forget_requests(2'000'000, "import"));
    CHECK_FALSE(l->answered_before("rosa", "old", "a"));
    CHECK((*l->answered_before("import", "row", "a"))->repeated);
    CHECK((*l->answered_before("rosa", "new", "a"))->repeated);
    l.reset();
    auto again = Ledger::open(options(f.path));
    REQUIRE(again);
    auto v = (*again)->verify();
    REQUIRE(v);
    CHECK(v->faults.empty());
    CHECK(v->events == 3);
}

TEST_CASE("a stale version is refused and records nothing, also beside commands that pass") {
    Folder f;
    auto l = fresh(f.path);
    auto good = l->append(one(*l, a_person(1), 1, "a"), {});
    auto bad = l->append(one(*l, a_person(2), 5, "b"), {});
    auto good2 = l->append(one(*l, a_person(3), 1, "c"), {});
    CHECK(good.get());
    auto r = bad.get();
    REQUIRE_FALSE(r);
    CHECK(r.error().fault == Fault::stale);
    CHECK(good2.get());
    CHECK(l->size() == 2);
    CHECK(l->verify()->faults.empty());
}

TEST_CASE("erasure: the key is gone for good, the proof and the views stay the same") {
    Folder f;
    std::vector<std::pair<std::string, Hash>> before;
    {
        auto l = fresh(f.path);
        REQUIRE(l->append(one(*l, a_person(1), 1, "secret"), {}).get());
        REQUIRE(l->append(one(*l, a_person(2), 1, "other"), {}).get());
        auto p = one(*l, a_person(3), 1, "erasure");
        p.destroy_keys.push_back(a_person(1).id);
        REQUIRE(l->append(std::move(p), {}).get());
        before = *l->digests();
        auto e = l->load(a_person(1))->at(0);
        auto gone = l->open(e.sealed[0], e.stream, 1, 7);
        REQUIRE(gone);
        CHECK_FALSE(gone->has_value());
        std::vector<Id> made;
        CHECK(l->seal({1, Class::story, a_person(1).id, "x"}, a_person(1), 2, 7, made).error().rule == "erased");
        REQUIRE(l->backup(f.path.string() + "-copy"));
    }
    auto l = Ledger::open(options(f.path));
    REQUIRE(l);
    auto e = (*l)->load(a_person(1))->at(0);
    CHECK_FALSE((*l)->open(e.sealed[0], e.stream, 1, 7)->has_value());
    REQUIRE((*l)->rebuild({}));
    CHECK(*(*l)->digests() == before);
    CHECK((*l)->verify()->faults.empty());
    // A backup restored elsewhere does not bring the person back.
    auto elsewhere = options(f.path / "restored");
    REQUIRE(Ledger::restore(f.path.string() + "-copy", elsewhere));
    auto r = Ledger::open(elsewhere);
    REQUIRE(r);
    CHECK_FALSE((*r)->open(e.sealed[0], e.stream, 1, 7)->has_value());
    CHECK((*r)->load(a_person(2))->size() == 1);
}

TEST_CASE("views: rebuilt to the same bytes, and as they were after any event") {
    Folder f;
    auto l = fresh(f.path);
    for (uint32_t v = 1; v <= 20; ++v)
        for (uint8_t s = 1; s <= 3; ++s) REQUIRE(l->append(one(*l, a_person(s), v, "x"), {}).get());
    auto before = *l->digests();
    uint64_t seen = 0;
    REQUIRE(l->rebuild([&](uint64_t done, uint64_t) { seen = done; }));
    CHECK(seen == 60);
    CHECK(*l->digests() == before);
    auto then = l->replayed(30);
    REQUIRE(then);
    int64_t total = 0;
    auto rows = (*then)->scan(counts, "by_n", {}, {}, 100);
    REQUIRE(rows);
    for (const auto& r : *rows) total += std::get<int64_t>(r[1]);
    CHECK(total == 30);
}

TEST_CASE("views of another program are made anew when the folder is opened") {
    Folder f;
    auto l = fresh(f.path);
    for (uint32_t v = 1; v <= 5; ++v) REQUIRE(l->append(one(*l, a_person(1), v, "a"), {}).get());
    auto before = l->digests().value();
    l.reset();
    Options doubled = options(f.path);
    doubled.views_version = 2;
    std::vector<std::pair<uint64_t, uint64_t>> told;
    doubled.on_renewal = [&](uint64_t done, uint64_t of) { told.emplace_back(done, of); };
    doubled.fold = [](const EventRecord& e, RowReader& rows) -> Result<std::vector<Change>> {
        auto changes = TRY(count(e, rows));
        changes[0].row[1] = std::get<int64_t>(changes[0].row[1]) + 10;   // another fold: other rows from the same events
        return changes;
    };
    auto other = Ledger::open(doubled);
    REQUIRE(other);
    CHECK((*other)->digests().value() != before);
    CHECK(told == std::vector<std::pair<uint64_t, uint64_t>>{{5, 5}});
    CHECK((*other)->verify()->faults.empty());
    other->reset();
    auto again = Ledger::open(options(f.path));
    REQUIRE(again);
    CHECK((*again)->digests().value() == before);
    CHECK((*again)->verify()->faults.empty());
}

TEST_CASE("every damaged byte of an event is found and its number named") {
    Folder f;
    {
        auto l = fresh(f.path);
        for (uint32_t v = 1; v <= 10; ++v) REQUIRE(l->append(one(*l, a_person(1), v, "story"), {}).get());
        REQUIRE(l->record_read({1, "rosa", "rosa", "assistance", "case page", {a_person(1).id}}).get());
    }
    sqlite3* raw = nullptr;
    auto run = [&](const std::string& sql, const char* file) {
        REQUIRE(sqlite3_open((f.path / "data" / file).c_str(), &raw) == SQLITE_OK);
        CHECK(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(raw);
    };
    auto body_size = encode(Ledger::open(options(f.path)).value()->load(a_person(1))->at(4)).size();
    int found = 0, tried = 0;
    for (size_t i = 0; i < body_size; i += 3) {
        std::string at = std::to_string(i + 1), rest = std::to_string(i + 2);
        run("CREATE TABLE IF NOT EXISTS keep AS SELECT * FROM events WHERE number = 5; UPDATE events SET body = substr(body, 1, " +
                std::to_string(i) + ") || CASE substr(body, " + at + ", 1) WHEN x'41' THEN x'42' ELSE x'41' END || substr(body, " + rest +
                ") WHERE number = 5", "soria.db");
        ++tried;
        auto v = Ledger::open(options(f.path)).value()->verify();
        REQUIRE(v);
        bool named = false;
        for (const auto& fault : v->faults) named = named || fault.find("event 5") != std::string::npos || fault.find("events are not") != std::string::npos;
        found += named;
        run("UPDATE events SET body = (SELECT body FROM keep) WHERE number = 5; DROP TABLE keep;"
            "DELETE FROM checkpoints WHERE size > 10", "soria.db");
    }
    CHECK(found == tried);
    MESSAGE("damaged bytes found: " << found << " of " << tried);
    run("UPDATE reads SET body = x'00'", "reads.db");
    CHECK_FALSE(Ledger::open(options(f.path)).value()->verify()->faults.empty());
}

TEST_CASE("kill -9 at any moment: what was acknowledged is there, the ledger verifies") {
    Folder f;
    fresh(f.path).reset();
    for (int round = 0; round < 8; ++round) {
        int pipes[2];
        REQUIRE(pipe(pipes) == 0);
        pid_t child = fork();
        if (child == 0) {
            close(pipes[0]);
            auto l = Ledger::open(options(f.path));
            if (!l) _exit(1);
            for (;;) {
                uint32_t v = *(*l)->version_of(a_person(1)) + 1;
                if ((*l)->append(one(**l, a_person(1), v, "x"), {}).get()) (void)!write(pipes[1], &v, sizeof v);
            }
        }
        close(pipes[1]);
        uint32_t acknowledged = 0, v = 0;
        for (int i = 0; i < 20 + round * 7 && read(pipes[0], &v, sizeof v) == sizeof v; ++i) acknowledged = v;
        kill(child, SIGKILL);
        while (read(pipes[0], &v, sizeof v) == sizeof v) acknowledged = v;
        waitpid(child, nullptr, 0);
        close(pipes[0]);
        auto l = Ledger::open(options(f.path));
        REQUIRE(l);
        CHECK(acknowledged > 0);
        CHECK(*(*l)->version_of(a_person(1)) >= acknowledged);
        CHECK((*l)->verify()->faults.empty());
    }
}

TEST_CASE("reads are recorded before the answer, and a subject's list is complete") {
    Folder f;
    auto l = fresh(f.path);
    for (int i = 0; i < 10; ++i)
        REQUIRE(l->record_read({i, "rosa", "rosa", "assistance", "case page", {a_person(uint8_t(i % 2)).id, a_person(7).id}}).get());
    CHECK(l->reads_of(a_person(0).id, 100)->size() == 5);
    CHECK(l->reads_of(a_person(7).id, 100)->size() == 10);
    CHECK(l->reads_of(a_person(7).id, 3)->at(0).at_us == 9);
    std::vector<int64_t> at;
    auto looks = l->looks();
    REQUIRE(looks);
    CHECK((*looks)->of(a_person(7).id, [&](const ReadEntry& r) {
        at.push_back(r.at_us);
        return r.at_us > 7;
    }));
    CHECK(at == std::vector<int64_t>{9, 8, 7});
    REQUIRE(l->record_read({10, "rosa", "rosa", "assistance", "case page", {a_person(0).id}}).get());
    size_t then = 0;
    CHECK((*looks)->of(a_person(0).id, [&](const ReadEntry&) { return ++then > 0; }));
    CHECK(then == 5);                                // as of the moment it was begun
    looks->reset();
    CHECK(l->reads_of(a_person(0).id, 100)->size() == 6);
    auto v = l->verify();
    CHECK(v->reads == 11);
    CHECK(v->faults.empty());
}

// Every look alone writes five pages: 130 megabytes, if the log were never copied and begun anew.
TEST_CASE("the log of the reads is copied while looks go on") {
    Folder f;
    auto l = fresh(f.path);
    for (int i = 0; i < 6000; ++i)
        REQUIRE(l->record_read({i, "rosa", "rosa", "assistance", "case page", {a_person(uint8_t(i % 200)).id, a_person(uint8_t(i % 199)).id, a_person(7).id}}).get());
    CHECK(fs::file_size(f.path / "data" / "reads.db-wal") < 60'000'000);
    CHECK(l->verify()->faults.empty());
}
