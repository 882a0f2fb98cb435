// Backup and restore: whole while others write, refused when not whole, and erasures that stay erasures whichever copy is older.
#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "ledger/hash.hpp"
#include "ledger/sqlite/testing/disk.hpp"
#include "ledger/sqlite/testing/load.hpp"

using namespace soria;
using namespace soria::ledger;
using namespace soria::testing;
namespace fs = std::filesystem;

namespace {

std::unique_ptr<Ledger> fresh(const Options& o) {
    REQUIRE(Ledger::create(o, "test.example/backup"));
    auto l = Ledger::open(o);
    REQUIRE(l);
    return std::move(*l);
}
void copy_backup(const fs::path& from, const fs::path& to) {
    copy_folder(from, to);
    copy_folder(from.string() + ".keys", to.string() + ".keys");
}
// Says what is wrong; empty: restored, and holds what the loads were told.
std::string restored(const fs::path& from, const fs::path& to, const std::vector<std::unique_ptr<Load>>& loads) {
    if (auto ok = Ledger::restore(from, load_options(to)); !ok) return ok.error().text();
    auto l = Ledger::open(load_options(to));
    if (!l) return l.error().text();
    auto f = compare(**l, loads, true, true);
    return f.clean() ? "" : f.text();
}
bool nothing_there(const fs::path& dir) {
    auto l = Ledger::open(load_options(dir));
    return !l && l.error().fault == Fault::absent;
}

}  // namespace

TEST_CASE("a backup taken while 16 writers write is whole, verifies, and holds every command answered before it began") {
    Scratch s;
    auto l = fresh(load_options(s.path / "data"));
    std::vector<std::unique_ptr<Load>> before, during;
    int backups = scaled(12);
    std::atomic<bool> stop{false};
    for (int i = 0; i < backups; ++i) {
        before.push_back(std::make_unique<Load>(uint64_t(i) + 1, "before " + std::to_string(i)));
        before.back()->run(*l, nullptr, 16, 2);
        REQUIRE(before.back()->answered() == 32);
        during.push_back(std::make_unique<Load>(uint64_t(i) + 100, "during " + std::to_string(i)));
        std::thread others([&] { during.back()->run(*l, nullptr, 16, 6); });
        auto to = s.path / ("copy" + std::to_string(i));
        Status ok = l->backup(to);
        others.join();
        CHECK(during.back()->answered() == 96);
        REQUIRE_MESSAGE(ok, ok.error().text());
        CHECK_MESSAGE(restored(to, s.path / ("from" + std::to_string(i)), before) == "", "backup " << i);
        // What came during it is whole or absent; nothing was acknowledged as being in it.
        for (auto& load : during)
            for (auto& sent : load->sent) sent.answer.reset();
        for (auto& load : during) load->looked.clear();
        CHECK_MESSAGE(restored(to, s.path / ("whole" + std::to_string(i)), during) == "", "backup " << i);
        fs::remove_all(s.path / ("from" + std::to_string(i)));
        fs::remove_all(s.path / ("whole" + std::to_string(i)));
    }
    CHECK(l->verify()->faults.empty());
}

TEST_CASE("restore refuses a folder that holds something and a backup that is not whole, and leaves nothing half done") {
    Scratch s;
    auto backup = s.path / "copy", broken = s.path / "broken", to = s.path / "to";
    std::vector<std::unique_ptr<Load>> loads;
    {
        auto l = fresh(load_options(s.path / "data"));
        loads.push_back(std::make_unique<Load>(1, "all"));
        loads[0]->run(*l, nullptr, 16, 3);
        std::string small = "kept";
        REQUIRE(l->keep(sha256(small), small));
        REQUIRE(l->backup(backup));
        CHECK(l->backup(backup).error().because.find("there already") != std::string::npos);
        CHECK(Ledger::restore(backup, load_options(s.path / "data")).error().fault == Fault::busy);
    }
    CHECK(Ledger::restore(backup, load_options(s.path / "data")).error().because.find("there already") != std::string::npos);
    CHECK(Ledger::restore(s.path / "none", load_options(to)).error().fault == Fault::absent);
    for (const char* gone : {"broken/soria.db", "broken/reads.db", "broken/kept", "broken.keys/keys.db", "broken.keys/master.key"}) {
        copy_backup(backup, broken);
        fs::remove_all(s.path / gone);
        CHECK_MESSAGE(!Ledger::restore(broken, load_options(to)), gone);
        CHECK(nothing_there(to));
    }
    int tried = 0, refused = 0;
    for (const char* file : {"broken/soria.db", "broken/reads.db", "broken.keys/keys.db", "broken.keys/master.key"}) {
        auto size = fs::file_size(backup.string() + std::string(file).substr(6));
        std::mt19937_64 random(std::hash<std::string>()(file));
        for (int i = 0; i < scaled(12); ++i) {
            copy_backup(backup, broken);
            if (i % 3 == 0) {
                fs::resize_file(s.path / file, random() % size);
            } else {
                std::fstream f(s.path / file, std::ios::in | std::ios::out | std::ios::binary);
                auto at = std::streamoff(random() % size);
                f.seekg(at);
                char c = char(f.get() ^ int(1 + random() % 255));
                f.seekp(at);
                f.put(c);
            }
            // Either it is found, or the byte was in unused space and all is there.
            auto what = restored(broken, to, loads);
            ++tried;
            if (!what.empty()) {
                ++refused;
                CHECK_MESSAGE(nothing_there(to), file << ": " << what);
            }
            fs::remove_all(to);
        }
    }
    CHECK(refused > tried / 3);
    // An interrupted restore is begun again; what is not left over is not touched.
    fs::create_directories(to / "unfinished" / "kept");
    std::ofstream(to / "keys.db") << "left over";
    CHECK(Ledger::open(load_options(to)).error().because.find("interrupted") != std::string::npos);
    CHECK(restored(backup, to, loads) == "");
    fs::remove_all(to);
    fs::create_directories(to);
    std::ofstream(to / "keys.db") << "the only copy";
    CHECK(Ledger::restore(backup, load_options(to)).error().because.find("of another ledger") != std::string::npos);
    CHECK(fs::file_size(to / "keys.db") == 13);
    MESSAGE(tried << " damaged backups, " << refused << " refused, the others damaged in unused space");
}

TEST_CASE("an erased subject stays erased, whichever of the two copies is older") {
    Scratch s;
    auto l = fresh(load_options(s.path / "data"));
    Load load(1, "all");
    Sent about = load.make(1, 0), other = load.make(2, 0), erasing = load.make(3, 0), later = load.make(4, 0);
    erasing.destroys = {about.sealed[0].first};
    for (auto& field : erasing.sealed) field.first = other.sealed[0].first;   // makes no key
    REQUIRE(load.send(*l, about));
    REQUIRE(load.send(*l, other));
    REQUIRE(l->backup(s.path / "old"));
    REQUIRE(load.send(*l, erasing));
    REQUIRE(l->backup(s.path / "new"));
    REQUIRE(load.send(*l, later));
    REQUIRE(l->backup(s.path / "newest"));
    EventRecord e;
    REQUIRE(l->each(1, 1, [&](const EventRecord& first) -> Status {
        e = first;
        return {};
    }));
    for (auto [ledger, keys, erased] : {std::tuple{"old", "old", false}, {"old", "new", true}, {"new", "old", true}, {"new", "new", true}, {"newest", "old", true}, {"old", "newest", true}}) {
        CAPTURE(std::string(ledger));
        CAPTURE(std::string(keys));
        copy_folder(s.path / ledger, s.path / "mix");
        copy_folder(s.path / (std::string(keys) + ".keys"), s.path / "mix.keys");
        auto to = load_options(s.path / "to");
        fs::remove_all(to.dir);
        auto ok = Ledger::restore(s.path / "mix", to);
        if (std::string(ledger) == "newest" && std::string(keys) == "old") {   // keys were made in between: the copies do not fit
            REQUIRE_FALSE(ok);
            CHECK(ok.error().because.find("is missing") != std::string::npos);
            continue;
        }
        REQUIRE_MESSAGE(ok, ok.error().text());
        auto r = Ledger::open(to);
        REQUIRE(r);
        auto open = (*r)->open(e.sealed[0], e.stream, e.version, e.type);
        REQUIRE(open);
        CHECK(open->has_value() == !erased);
        std::vector<Id> made;
        auto sealed = (*r)->seal({1, Class::story, e.sealed[0].owner, "x"}, e.stream, 9, e.type, made);
        CHECK(sealed.has_value() == !erased);
    }
}

TEST_CASE("a backup onto a full disk is refused, leaves nothing that looks like one, and works when there is room") {
    int refused = 0, times = scaled(20);
    uint64_t needed = 0;
    for (int i = -1; i < times; ++i) {
        Scratch s;
        Disk disk("full", 1);
        auto l = fresh(load_options(s.path / "data", "full"));
        std::vector<std::unique_ptr<Load>> loads;
        loads.push_back(std::make_unique<Load>(1, "all"));
        loads[0]->run(*l, nullptr, 16, 2);
        uint64_t bytes = i < 0 ? UINT64_MAX / 2 : needed * uint64_t(i) / uint64_t(times);
        CAPTURE(bytes);
        disk.full_after(bytes, "", i % 4 == 3);
        auto ok = l->backup(s.path / "copy");
        needed = std::max(needed, disk.bytes_written());
        disk.room();
        if (!ok) {
            ++refused;
            CHECK_MESSAGE(ok.error().because.find("the disk is full") != std::string::npos, ok.error().text());
            for (const char* left : {"copy", "copy.keys", "copy.unfinished", "copy.keys.unfinished"}) CHECK_FALSE(fs::exists(s.path / left));
            REQUIRE(l->backup(s.path / "copy"));
        }
        CHECK(compare(*l, loads, true).text() == Found().text());
        CHECK(restored(s.path / "copy", s.path / "to", loads) == "");
    }
    CHECK(refused > times / 2);
}
