// Decision 27: power cuts and full disks, by a VFS that knows what a disk would hold (testing/disk.hpp).
#include <doctest/doctest.h>

#include <array>

#include "ledger/sqlite/testing/disk.hpp"
#include "ledger/sqlite/testing/load.hpp"

using namespace soria;
using namespace soria::ledger;
using namespace soria::testing;
namespace fs = std::filesystem;

namespace {

constexpr int cuts_in_a_row = 3;       // on one folder, so that a cut also meets what the last one left
constexpr int writers = 64;
enum class Mutant { none, normal, off, answer_before_commit };

struct Tally {
    int cuts = 0;
    size_t commands = 0, reads = 0, lost = 0, cuts_with_loss = 0;
};

struct Cutter {
    Scratch scratch;
    Mutant mutant;
    uint64_t operations_most = 0;      // of a run without a cut
    Tally tally;
    std::string name = "power";

    explicit Cutter(Mutant m) : mutant(m) {
        auto o = load_options(scratch.path / "new");
        REQUIRE(Ledger::create(o, "test.example/durability"));
        auto l = Ledger::open(o);
        REQUIRE(l);
        Load first(1, "before");
        first.run(**l, nullptr, 4, 2);
        REQUIRE(first.answered() == 8);
    }

    // One run on the folder `at`, cut at its `cut_at`th operation; leaves what the disk holds in `at`.
    void run(const fs::path& at, Load& load, uint64_t seed, uint64_t cut_at) {
        std::mt19937_64 random(seed);
        Disk disk(name, seed, mutant == Mutant::normal ? Disk::Syncing::normal : mutant == Mutant::off ? Disk::Syncing::off : Disk::Syncing::as_asked);
        if (random() % 4) disk.write_back_every(8 + int(random() % 60));
        if (mutant == Mutant::answer_before_commit) {
            disk.committing = [&] { load.committing(disk); };
            disk.committing_file = "soria.db";
        }
        disk.cut_after(cut_at);
        auto o = load_options(at, name);
        o.batch_max = std::array<size_t, 4>{8, 16, 64, 512}[random() % 4];
        if (mutant == Mutant::answer_before_commit) o.fold = load.fold();
        bool close_first = random() % 2;
        {
            auto l = Ledger::open(o);
            if (l) load.run(**l, &disk, writers, 2);
            if (!close_first) disk.cut_now();
        }
        disk.cut_now();
        operations_most = std::max(operations_most, disk.operations());
        disk.remains(at, scratch.path / "left", seed);
        fs::remove_all(at);
        fs::rename(scratch.path / "left", at);
    }

    void group(uint64_t seed, int cuts) {
        auto at = scratch.path / "data";
        copy_folder(scratch.path / "new", at);
        std::vector<std::unique_ptr<Load>> loads;
        std::mt19937_64 random(seed);
        if (operations_most == 0)      // once, to know how far runs go
            for (uint64_t s = 1; s <= 12; ++s) {
                Load dry(s, "dry");
                run(at, dry, s, UINT64_MAX / 2);
                copy_folder(scratch.path / "new", at);
            }
        for (int i = 0; i < cuts; ++i) {
            uint64_t cut_at = random() % (operations_most + 1), run_seed = random();
            loads.push_back(std::make_unique<Load>(run_seed, "s" + std::to_string(seed) + "c" + std::to_string(i)));
            run(at, *loads.back(), run_seed, cut_at);
            check(at, loads, seed, i, cut_at);
        }
    }

    void check(const fs::path& at, const std::vector<std::unique_ptr<Load>>& loads, uint64_t seed, int i, uint64_t cut_at) {
        // On a copy: the next run shall meet what the cut left, not what opening it makes of that.
        auto copy = scratch.path / "check";
        copy_folder(at, copy);
        Found found;
        {
            auto l = Ledger::open(load_options(copy));
            if (l) found = compare(**l, loads, i == cuts_in_a_row - 1);
            else found.what.push_back(l.error().text()), ++found.lost;
            Sent next = loads.back()->make(1000, 0);
            if (l && !loads.back()->send(**l, next)) found.what.push_back("the ledger does not go on");
        }
        ++tally.cuts;
        tally.commands += loads.back()->answered();
        for (const auto& k : loads.back()->looked) tally.reads += k.number > 0;
        tally.lost += found.lost;
        tally.cuts_with_loss += !found.clean();
        if (mutant == Mutant::none) CHECK_MESSAGE(found.clean(), "seed " << seed << ", cut " << i << " at operation " << cut_at << ": " << found.text());
    }
};

}  // namespace

TEST_CASE("power cuts: what was acknowledged is there, the rest is whole or absent, the ledger verifies") {
    Cutter c(Mutant::none);
    int cuts = scaled(1000);
    for (uint64_t seed = 1; c.tally.cuts < cuts; ++seed) c.group(seed, std::min(cuts_in_a_row, cuts - c.tally.cuts));
    CHECK(c.tally.commands > 0);
    CHECK(c.tally.reads > 0);
    CHECK(c.tally.lost == 0);
    MESSAGE(c.tally.cuts << " cuts, " << c.tally.commands << " commands and " << c.tally.reads << " reads acknowledged, " << c.tally.lost << " lost");
}

TEST_CASE("power cuts catch the mutants: synchronous=NORMAL, synchronous=OFF, an answer before the commit") {
    for (auto [mutant, name] : {std::pair{Mutant::normal, "NORMAL"}, {Mutant::off, "OFF"}, {Mutant::answer_before_commit, "answer before commit"}}) {
        Cutter c(mutant);
        int cuts = scaled(60), cuts_most = 500;    // some cuts come at a moment that harms nobody
        for (uint64_t seed = 1; c.tally.cuts < cuts || (c.tally.lost == 0 && c.tally.cuts < cuts_most); ++seed) c.group(seed, 1);
        CHECK_MESSAGE(c.tally.lost > 0, name);
        MESSAGE(std::string(name) << ": " << c.tally.cuts << " cuts, " << c.tally.commands << " commands acknowledged, " << c.tally.lost << " lost in " << c.tally.cuts_with_loss << " cuts");
    }
}

namespace {

bool says_full(const Error& e) { return e.fault == Fault::storage && e.because.find("the disk is full") != std::string::npos; }

// A ledger with some commands on it, on a disk that can be full.
struct Filled {
    Scratch scratch;
    Disk disk;
    fs::path at;
    std::vector<std::unique_ptr<Load>> loads;
    std::unique_ptr<Ledger> ledger;

    explicit Filled(uint64_t seed) : disk("full", seed), at(scratch.path / "data") {
        auto o = load_options(at, "full");
        REQUIRE(Ledger::create(o, "test.example/durability"));
        auto l = Ledger::open(o);
        REQUIRE(l);
        ledger = std::move(*l);
        loads.push_back(std::make_unique<Load>(seed, "before"));
        loads[0]->run(*ledger, nullptr, 8, 2);
        REQUIRE(loads[0]->answered() == 16);
    }
};

// Of a backup: keys that are there of owners whom its ledger has erased.
int64_t keys_of_erased(const fs::path& backup) {
    sqlite3* db = nullptr;
    sqlite3_stmt* s = nullptr;
    REQUIRE(sqlite3_open_v2((backup.string() + ".keys/keys.db").c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    std::string attach = "ATTACH '" + (backup / "soria.db").string() + "' AS ledger";
    REQUIRE(sqlite3_exec(db, attach.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_prepare_v2(db, "SELECT count(*) FROM keys JOIN ledger.destroyed USING(owner)", -1, &s, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(s) == SQLITE_ROW);
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

struct FullCase {
    const char* part;                  // which files find no room; empty: all
    bool syncs_too;                    // missed when flushing
};

// Commands and looks until one is refused; then all of it again with room. Returns how many commands were refused.
int fill_up(uint64_t seed, const FullCase& c, uint64_t bytes) {
    Filled f(seed);
    INFO("seed ", seed, ", full: '", std::string(c.part), "' after ", bytes, c.syncs_too ? " bytes, when flushing" : " bytes");
    f.loads.push_back(std::make_unique<Load>(seed, "full"));
    Load& load = *f.loads[1];
    f.disk.full_after(bytes, c.part, c.syncs_too);
    int refused = 0, looks_refused = 0;
    for (uint32_t i = 0; i < 12; ++i) {
        load.sent.push_back(load.make(i % 3, i / 3));
        if (refused) load.sent.back().destroys.clear();   // or what is sent again is about somebody who was erased meanwhile
        auto r = load.send(*f.ledger, load.sent.back());
        if (!r) {
            CHECK_MESSAGE(says_full(r.error()), r.error().text());
            ++refused;
        }
        Looked k{person(1).id, "look full/" + std::to_string(i), 0};
        auto n = f.ledger->record_read({1, "rosa", "rosa", "assistance", k.what, {k.subject}}).get();
        if (n) k.number = *n;
        else CHECK_MESSAGE(says_full(n.error()), n.error().text());
        looks_refused += !n;
        f.loads[1]->looked.push_back(k);
    }
    if (f.disk.was_full()) {
        CHECK(f.ledger->load(person(1)));              // what is there can still be read
        auto v = f.ledger->verify();
        CHECK(v);
        if (v) CHECK(v->faults.empty());
        if (std::string(c.part).empty() && !c.syncs_too) CHECK(looks_refused > 0);
        if (std::string(c.part).empty() && !c.syncs_too)
            if (auto again = f.ledger->rebuild({}); !again) CHECK_MESSAGE(says_full(again.error()), again.error().text());
    }
    CHECK(compare(*f.ledger, f.loads, false).text() == Found().text());
    f.disk.room();
    for (auto& s : load.sent) {
        bool before = s.answer.has_value();
        auto r = load.send(*f.ledger, s);
        if (!r) FAIL(s.key << ": " << r.error().text());
        CHECK(r->repeated == before);
    }
    CHECK(f.ledger->record_read({2, "rosa", "rosa", "assistance", "after", {person(1).id}}).get());
    CHECK(f.ledger->backup(f.scratch.path / "copy"));
    CHECK(keys_of_erased(f.scratch.path / "copy") == 0);      // though its destruction may have found no room
    if (seed % 2) CHECK(f.ledger->checkpoint());
    CHECK(compare(*f.ledger, f.loads, true).text() == Found().text());
    // Once more stopped without warning, on top of what the failed writes left.
    f.disk.cut_now();
    f.ledger.reset();
    f.disk.remains(f.at, f.scratch.path / "left", seed);
    auto left = Ledger::open(load_options(f.scratch.path / "left"));
    if (!left) FAIL(left.error().text());
    CHECK(compare(**left, f.loads, true).text() == Found().text());
    return refused;
}

}  // namespace

TEST_CASE("a full disk: refused, and said so; nothing is lost; with room again the same process goes on") {
    int tried = 0, refused = 0;
    for (const FullCase& c : {FullCase{"", false}, {"soria.db", false}, {"keys.db", false}, {"reads.db", false}, {"", true}, {"soria.db", true},
                              {"keys.db", true}, {"reads.db", true}}) {
        uint64_t most = std::string(c.part).empty() ? 400'000 : 200'000;
        std::mt19937_64 random(std::hash<std::string>()(c.part) + c.syncs_too);
        int times = scaled(24), of_case = 0;
        for (int i = 0; i < times; ++i, ++tried) of_case += fill_up(uint64_t(i) + 1, c, i < 3 ? uint64_t(i) * 24 : random() % most);
        bool commands_wait_for_it = std::string(c.part) != "reads.db";
        CHECK((of_case > 0) == commands_wait_for_it);
        refused += of_case;
    }
    MESSAGE(tried << " full disks, " << refused << " commands refused, 0 lost");
}

TEST_CASE("a full disk while the folder is made: nothing half done, and made when there is room") {
    int refused = 0;
    uint64_t needed = 0;
    {
        Scratch s;
        Disk disk("full", 1);
        disk.full_after(UINT64_MAX / 2);
        REQUIRE(Ledger::create(load_options(s.path / "data", "full"), "test.example/durability"));
        needed = disk.bytes_written();
    }
    int times = scaled(60);
    for (int i = 0; i < times; ++i) {
        uint64_t bytes = needed * uint64_t(i) / uint64_t(times);
        CAPTURE(bytes);
        Scratch s;
        Disk disk("full", 1);
        disk.full_after(bytes, "", i % 4 == 3);
        auto o = load_options(s.path / "data", "full");
        auto made = Ledger::create(o, "test.example/durability");
        if (!made) {
            ++refused;
            CHECK_MESSAGE(says_full(made.error()), made.error().text());
            CHECK(fs::is_empty(s.path / "data"));
            CHECK(Ledger::open(o).error().fault == Fault::absent);
            disk.room();
            REQUIRE(Ledger::create(o, "test.example/durability"));
        }
        disk.room();
        auto l = Ledger::open(o);
        REQUIRE(l);
        CHECK((*l)->verify()->faults.empty());
    }
    CHECK(refused > times / 2);
}

TEST_CASE("a power cut while the folder is made: there is none, or a whole one") {
    uint64_t most = 0;
    int times = scaled(100), whole = 0;
    for (int i = -1; i < times; ++i) {
        Scratch s;
        Disk disk("power", uint64_t(i) + 7);
        std::mt19937_64 random(uint64_t(i) + 7);
        uint64_t cut_at = i < 0 ? UINT64_MAX / 2 : random() % (most + 1);
        CAPTURE(i);
        CAPTURE(cut_at);
        disk.cut_after(cut_at);
        auto o = load_options(s.path / "data", "power");
        fs::create_directories(o.dir);
        bool made = false;
        std::unique_ptr<Load> load = std::make_unique<Load>(1, "first");
        if (auto ok = Ledger::create(o, "test.example/durability"); ok) {
            made = disk.while_powered([] {});
            disk.renamed(o.dir / "soria.db.new", o.dir / "soria.db");
            disk.folder_synced(o.dir);
            auto l = Ledger::open(o);
            if (l) load->run(**l, &disk, 4, 1);
        }
        most = std::max(most, disk.operations());
        disk.cut_now();
        disk.remains(o.dir, s.path / "left", uint64_t(i) + 7);
        auto left = load_options(s.path / "left");
        auto l = Ledger::open(left);
        if (l) {
            std::vector<std::unique_ptr<Load>> loads;
            loads.push_back(std::move(load));
            CHECK(compare(**l, loads, true).text() == Found().text());
            ++whole;
        } else {
            CHECK_FALSE(made);
            CHECK(l.error().fault == Fault::absent);
        }
    }
    CHECK(whole > 0);
    CHECK(whole < times);
}
