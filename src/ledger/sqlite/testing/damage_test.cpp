// A damaged byte anywhere in the ledger is found: by opening it or by verify(). What is not found changed nothing that is
// kept: every table of the file has the same contents as before.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "ledger/hash.hpp"
#include "ledger/sqlite/log.hpp"
#include "ledger/sqlite/testing/load.hpp"

using namespace soria;
using namespace soria::ledger;
using namespace soria::testing;
namespace fs = std::filesystem;

namespace {

std::string read_file(const fs::path& p) {
    std::ifstream in(p, std::ios::binary);
    std::ostringstream s;
    s << in.rdbuf();
    return s.str();
}
void write_file(const fs::path& p, const std::string& bytes) { std::ofstream(p, std::ios::binary | std::ios::trunc) << bytes; }

// Every value of every row of every table, with its type; or what SQLite says instead. Another name of a table is another dump.
std::string dump(const fs::path& file) {
    sqlite3* db = nullptr;
    std::string out;
    auto rows = [&](const std::string& sql, const std::function<void(sqlite3_stmt*)>& each) {
        sqlite3_stmt* s = nullptr;
        int rc = sqlite3_prepare_v2(db, sql.c_str(), -1, &s, nullptr);
        while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) each(s), rc = SQLITE_OK;
        if (rc != SQLITE_DONE) out += std::string("error ") + sqlite3_errmsg(db);
        sqlite3_finalize(s);
    };
    auto value = [&](sqlite3_stmt* s, int i) {
        auto p = static_cast<const char*>(sqlite3_column_blob(s, i));
        out += char('0' + sqlite3_column_type(s, i));
        out += std::to_string(sqlite3_column_bytes(s, i)) + ":" + (p ? std::string(p, size_t(sqlite3_column_bytes(s, i))) : "");
    };
    REQUIRE(sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    std::vector<std::string> tables;
    rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", [&](sqlite3_stmt* s) {
        tables.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(s, 0)));
    });
    for (const auto& t : tables) {
        out += "\ntable " + t + "\n";
        rows("SELECT * FROM \"" + t + "\"", [&](sqlite3_stmt* s) {
            for (int i = 0; i < sqlite3_column_count(s); ++i) value(s, i);
        });
    }
    sqlite3_close(db);
    return out;
}

// A folder with 200 commands, erasures, reads, two checkpoints and a small file, closed.
fs::path sample(const Scratch& s) {
    auto o = load_options(s.path / "whole");
    REQUIRE(Ledger::create(o, "test.example/damage"));
    for (int round = 0; round < 2; ++round) {
        auto l = Ledger::open(o);
        REQUIRE(l);
        Load load(uint64_t(round) + 1, "round " + std::to_string(round));
        load.run(**l, nullptr, 20, 5);
        REQUIRE(load.answered() == 100);
        std::string small = "a small thing that is kept " + std::to_string(round);
        REQUIRE((*l)->keep(sha256(small), small));
    }
    return o.dir;
}

std::string found_at_work(const fs::path& dir) {
    auto l = Ledger::open(load_options(dir));
    if (!l) return "open: " + l.error().text();
    auto v = (*l)->verify();
    if (!v) return "verify: " + v.error().text();
    return v->faults.empty() ? "" : v->faults[0];
}
// What finds it; empty: nothing does. Looking at the folder at rest finds whatever opening it and looking then does.
std::string found(const fs::path& dir) {
    auto at_rest = Ledger::inspect(load_options(dir));
    std::string rest = !at_rest ? at_rest.error().text() : at_rest->faults.empty() ? "" : at_rest->faults[0];
    std::string worked = found_at_work(dir);
    CHECK_MESSAGE((worked.empty() || !rest.empty()), "not found at rest: " << worked);
    return worked;
}

}  // namespace

TEST_CASE("a damaged byte anywhere is found, or changed nothing that is kept") {
    Scratch s;
    auto whole = sample(s), broken = s.path / "broken";
    copy_folder(whole, broken);
    REQUIRE(found(broken) == "");
    std::vector<fs::path> files;
    for (const auto& e : fs::recursive_directory_iterator(whole))
        if (e.is_regular_file() && e.path().filename() != "lock") files.push_back(fs::relative(e.path(), whole));
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() == 6);        // three stores, the master key, two small files
    int tried = 0, by_open = 0, by_verify = 0, harmless = 0;
    for (const auto& file : files) {
        std::string bytes = read_file(whole / file);
        bool store = file.extension() == ".db";
        std::string before = store ? dump(whole / file) : bytes;
        constexpr size_t page_bytes = 4096;
        size_t step = std::max<size_t>(1, size_t((store ? double(page_bytes) / 32 : 4.0) / std::min(1.0, scale())));
        std::mt19937_64 random(std::hash<std::string>()(file.string()));
        for (size_t at = 0; at < bytes.size(); at += step) {
            size_t offset = std::min(at + random() % step, bytes.size() - 1);
            uint8_t change = uint8_t(1 + random() % 255);
            std::string damaged = bytes;
            damaged[offset] = char(uint8_t(damaged[offset]) ^ change);
            copy_folder(whole, broken);
            write_file(broken / file, damaged);
            std::string after = store ? dump(broken / file) : damaged;
            std::string what = found(broken);
            ++tried;
            if (what.empty()) CHECK_MESSAGE(after == before, file.string() << ", byte " << offset << ", changed by " << int(change) << ": not found");
            (what.empty() ? harmless : what.rfind("open: ", 0) == 0 ? by_open : by_verify) += 1;
        }
    }
    CHECK(by_open > 0);
    CHECK(by_verify > 0);
    MESSAGE(tried << " damaged bytes: " << by_verify << " found by verify, " << by_open << " by opening, " << harmless << " in unused space");
}

TEST_CASE("a full disk is told as such, and is no finding about the ledger; what is damaged is one all the same") {
    Scratch s;
    auto whole = sample(s), dir = s.path / "full";
    int told = 0;
    for (const char* part : {"", "soria.db", "keys.db", "reads.db"})
        for (uint64_t bytes : {0, 100, 5000, 40'000}) {
            Disk disk("full", 1);
            copy_folder(whole, dir);
            disk.full_after(bytes, part);
            auto v = Ledger::inspect(load_options(dir, "full"));
            if (v) CHECK_MESSAGE(v->faults.empty(), part << ", " << bytes << ": " << v->faults[0]);
            else CHECK_MESSAGE(v.error().text().find("the disk is full") != std::string::npos, part << ", " << bytes << ": " << v.error().text());
            told += !v;
            disk.room();
            auto again = Ledger::inspect(load_options(dir, "full"));
            REQUIRE(again);
            CHECK(again->faults.empty());
        }
    CHECK(told > 0);
    Disk disk("full", 1);
    copy_folder(whole, dir);
    fs::remove(dir / "keys.db");
    disk.full_after(0, "reads.db");
    auto v = Ledger::inspect(load_options(dir, "full"));
    REQUIRE(v);
    CHECK(v->faults.size() == 1);
    CHECK_FALSE(v->notes.empty());
}

TEST_CASE("a damaged byte in the log that a killed process left is found, unless a cut of the last commit leaves the same") {
    Scratch s;
    auto o = load_options(s.path / "whole");
    auto killed = s.path / "killed", broken = s.path / "broken";
    REQUIRE(Ledger::create(o, "test.example/damage"));
    uint64_t all = 0, last = 0;
    {
        auto l = Ledger::open(o);
        REQUIRE(l);
        Load load(1, "all");
        load.run(**l, nullptr, 4, 6);
        REQUIRE((*l)->record_read({1, "rosa", "rosa", "assistance", "x", {person(1).id}}).get());
        last = (*l)->size();
        Sent one = load.make(9, 0);
        REQUIRE(load.send(**l, one));
        REQUIRE((*l)->record_read({2, "rosa", "rosa", "assistance", "y", {person(1).id}}).get());
        all = (*l)->size();
        copy_folder(o.dir, killed);        // as kill -9 leaves it
    }
    copy_folder(killed, broken);
    REQUIRE(found(broken) == "");
    int tried = 0, refused = 0, kept_all = 0, without_last = 0;
    for (const char* file : {"soria.db-wal", "keys.db-wal", "reads.db-wal"}) {
        std::string bytes = read_file(killed / file);
        REQUIRE(bytes.size() > 4096);
        std::mt19937_64 random(std::hash<std::string>()(file));
        size_t step = size_t(double(bytes.size()) / scaled(250)) + 1;
        for (size_t at = 0; at < bytes.size(); at += step) {
            size_t offset = at < 32 * step ? at / step : std::min(at + random() % step, bytes.size() - 1);   // each byte of the header
            std::string damaged = bytes;
            damaged[offset] = char(uint8_t(damaged[offset]) ^ uint8_t(1 + random() % 255));
            copy_folder(killed, broken);
            write_file(broken / file, damaged);
            auto l = Ledger::open(load_options(broken));
            ++tried;
            if (!l) {
                ++refused;
                continue;
            }
            auto v = (*l)->verify();
            bool clean = v && v->faults.empty();
            if (!clean) ++refused;
            else if (v->events == all && v->reads == 2) ++kept_all;
            else if (v->events >= last && v->reads >= 1) ++without_last;
            else FAIL(std::string(file) << ", byte " << offset << " of " << bytes.size() << ": " << v->events << " events of " << all << " and nothing said");
        }
    }
    CHECK(refused > tried / 2);
    MESSAGE(tried << " damaged bytes of logs: " << refused << " found, " << kept_all << " in bytes that no longer count, " << without_last << " in the last commit");
}

TEST_CASE("a commit torn so that one of its frames says what lay there before is a cut, not damage") {
    // The header of a log's 42nd frame crosses a sector: a cut can keep its salts and lose its page and its mark of a commit.
    constexpr size_t torn_frame = 41, frame_bytes = 24 + 4096;
    Scratch s;
    auto file = s.path / "soria.db", log = s.path / "soria.db-wal", left = s.path / "left.db", left_log = s.path / "left.db-wal";
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
    auto run = [&](const std::string& sql) { REQUIRE_MESSAGE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, sqlite3_errmsg(db)); };
    auto rows = [](int n) { return "INSERT INTO t(x) SELECT randomblob(3000) FROM (WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < " + std::to_string(n) + ") SELECT i FROM c)"; };
    run("PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t(n INTEGER PRIMARY KEY, x)");
    run(rows(1));
    for (int i = 0; i < 60; ++i) run("UPDATE t SET x = " + std::to_string(i));   // commits of one frame
    auto at = 32 + torn_frame * frame_bytes;
    std::string before = read_file(log).substr(at, 8);
    run("PRAGMA wal_checkpoint(RESTART); " + rows(1));
    run(rows(30));
    run(rows(60));                             // one commit, which frame 42 lies in
    std::string bytes = read_file(log);
    bytes.replace(at - frame_bytes + 100, 8, "xxxxxxxx");
    auto checked = [&](const std::string& with) {
        fs::copy_file(file, left, fs::copy_options::overwrite_existing);
        write_file(left_log, with);
        return sqlite::check_log(left);
    };
    CHECK(checked(bytes));
    CHECK(before.substr(4) != std::string(4, '\0'));     // marked as a commit
    CHECK(bytes.substr(at, 8) != before);
    CHECK(checked(bytes.replace(at, 8, before)));
    run(rows(1));
    bytes = read_file(log);
    CHECK(checked(bytes));
    CHECK_FALSE(checked(bytes.replace(at - frame_bytes + 100, 8, "xxxxxxxx")));   // a commit behind it: it had been whole
    sqlite3_close(db);
}

TEST_CASE("every table is checked: a row changed, added or taken away by hand is found") {
    Scratch s;
    auto whole = sample(s), broken = s.path / "broken";
    int tried = 0;
    for (auto [file, table, column] : {std::tuple{"soria.db", "meta", "bytes"}, {"soria.db", "events", "body"}, {"soria.db", "events", "version"},
                                       {"soria.db", "recorded", "last"}, {"soria.db", "idempotency", "request"}, {"soria.db", "idempotency", "at_us"},
                                       {"soria.db", "destroyed", "owner"}, {"soria.db", "destroyed", "number"}, {"soria.db", "checkpoints", "note"},
                                       {"soria.db", "view_streams", "n"}, {"soria.db", "view_streams", "last"}, {"soria.db", "view_commands", "n"},
                                       {"keys.db", "meta", "bytes"}, {"keys.db", "epochs", "wrapped"}, {"keys.db", "keys", "wrapped"},
                                       {"keys.db", "keys", "owner"}, {"keys.db", "destroyed", "owner"}, {"reads.db", "reads", "body"},
                                       {"reads.db", "by_subject", "subject"}, {"reads.db", "tree", "state"}}) {
        std::string t = table, c = column;
        for (const std::string& sql : {"UPDATE " + t + " SET " + c + " = CASE WHEN typeof(" + c + ") = 'integer' THEN " + c + " + 1000 ELSE CAST(" + c +
                                           " || 'x' AS BLOB) END WHERE " + c + " = (SELECT " + c + " FROM " + t + " LIMIT 1 OFFSET 1)",
                                       "DELETE FROM " + t + " WHERE " + c + " = (SELECT " + c + " FROM " + t + " LIMIT 1)"}) {
            // A key that no event uses may be there or not: one is made before the event that may never come.
            copy_folder(whole, broken);
            sqlite3* db = nullptr;
            REQUIRE(sqlite3_open((broken / file).c_str(), &db) == SQLITE_OK);
            REQUIRE_MESSAGE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK, sql << ": " << sqlite3_errmsg(db));
            int changed = sqlite3_changes(db);
            sqlite3_close(db);
            if (changed == 0 && (t == "tree" || t == "epochs")) continue;   // has one row
            REQUIRE_MESSAGE(changed > 0, sql);
            CHECK_MESSAGE(found(broken) != "", std::string(file) << ": " << sql);
            ++tried;
        }
    }
    for (const char* gone : {"keys.db", "reads.db", "soria.db", "kept", "master.key"}) {
        copy_folder(whole, broken);
        fs::remove_all(broken / gone);
        CHECK_MESSAGE(found(broken).rfind("open: ", 0) == 0, gone);
    }
    CHECK(tried >= 36);
}
