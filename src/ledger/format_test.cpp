// docs/format/ledger.md and the code say the same: every vector of the document is checked against the code here.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <deque>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/json.hpp"
#include "ledger/hash.hpp"
#include "ledger/keys.hpp"
#include "ledger/note.hpp"
#include "ledger/sqlite/journal.hpp"
#include "ledger/sqlite/testing/vectors.hpp"

using namespace soria;
using namespace soria::ledger;
using namespace soria::testing;

namespace {

struct Beds {
    std::string place;
    int32_t beds = 0;
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(Beds, (), (place, beds, until))

// What each type of the document is here. `of` reads a value as the document writes it and returns its bytes; `again`
// reads bytes and writes them anew, or says why they are not a value's.
struct Type {
    std::function<std::string(const std::string&)> of;
    std::function<Result<std::string>(std::string_view)> again;
};
template <class T> Result<std::string> again(std::string_view bytes) {
    auto v = TRY(codec::value_of<T>(bytes));
    return codec::bytes_of(v);
}
// What is none is left out: the decoder takes no null.
void without_nulls(json::bj::value& v) {
    if (v.is_array())
        for (auto& e : v.get_array()) without_nulls(e);
    if (!v.is_object()) return;
    json::bj::object kept;
    for (auto& m : v.get_object())
        if (!m.value().is_null()) kept[m.key()] = m.value();
    v = std::move(kept);
}
template <class T> std::string from_json(const std::string& text) {
    auto v = json::parse(text);
    REQUIRE(v);
    without_nulls(*v);
    if (v->is_null()) return codec::bytes_of(T{});
    auto t = json::decode<T>(*v, "");
    REQUIRE_MESSAGE(t, text);
    return codec::bytes_of(*t);
}
template <class T> std::string from_number(const std::string& text) { return codec::bytes_of(T(std::stoll(text))); }
const std::map<std::string, Type, std::greater<>> types{
    {"int32", {from_number<int32_t>, again<int32_t>}},
    {"int64", {from_number<int64_t>, again<int64_t>}},
    {"bool", {from_json<bool>, again<bool>}},
    {"text", {from_json<std::string>, again<std::string>}},
    {"id", {[](const std::string& s) { return codec::bytes_of(parse_id(s.substr(1, 32)).value()); }, again<Id>}},
    {"date", {from_json<Date>, again<Date>}},
    {"month", {from_json<Month>, again<Month>}},
    {"happened", {from_json<Happened>, again<Happened>}},
    {"optional(date)", {from_json<std::optional<Date>>, again<std::optional<Date>>}},
    {"list(text)", {from_json<std::vector<std::string>>, again<std::vector<std::string>>}},
    {"list(int32)", {from_json<std::vector<int32_t>>, again<std::vector<int32_t>>}},
    {"struct(place text, beds int32, until optional(date))", {from_json<Beds>, again<Beds>}},
    {"list(struct(place text, beds int32, until optional(date)))", {from_json<std::vector<Beds>>, again<std::vector<Beds>>}},
};
std::pair<const Type*, std::string> type_and_rest(const std::string& line) {
    for (const auto& [name, type] : types)
        if (line.starts_with(name + " ")) return {&type, line.substr(name.size() + 1)};
    FAIL("no such type: " << line);
    return {};
}

EventRecord event_of(const Block& b) {
    EventRecord e;
    e.number = uint64_t(b.number("number"));
    e.stream = {StreamKind(b.number("stream.kind")), b.id("stream.id")};
    e.version = uint32_t(b.number("version"));
    e.type = uint16_t(b.number("type"));
    e.type_version = uint16_t(b.number("type_version"));
    e.recorded_us = b.number("recorded_us");
    e.actor = b.text("actor");
    e.agency = b.text("agency");
    e.purpose = b.text("purpose");
    e.clear = b.bytes("clear");
    for (int64_t i = 0; i < b.number("sealed"); ++i) {
        std::string at = "sealed." + std::to_string(i) + ".";
        e.sealed.push_back({uint8_t(b.number(at + "number")), Class(b.number(at + "class")), b.id(at + "owner"),
                            array_of<24>(b.bytes(at + "nonce")), b.bytes(at + "ciphertext")});
    }
    return e;
}

// Hands out what the document says was drawn, in this order.
class Drawn : public Random {
public:
    std::deque<std::string> next;
    void fill(void* out, size_t size) override {
        REQUIRE_MESSAGE(!next.empty(), "more was drawn than the document says");
        REQUIRE(next.front().size() == size);
        std::memcpy(out, next.front().data(), size);
        next.pop_front();
    }
};

struct Folder {
    fs::path path;
    Folder() {
        std::string t = (fs::temp_directory_path() / "soria-format-XXXXXX").string();
        path = mkdtemp(t.data());
    }
    ~Folder() { fs::remove_all(path); }
};
Options options(const fs::path& dir, Random& random) {
    Options o;
    o.dir = dir;
    o.fold = [](const EventRecord&, RowReader&) { return Result<std::vector<Change>>(std::vector<Change>{}); };
    o.random = &random;
    return o;
}

// One row, one line: blobs in hexadecimal, the rest as it is.
std::vector<std::string> rows(const fs::path& file, const std::string& sql) {
    sqlite3* db = nullptr;
    sqlite3_stmt* s = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    REQUIRE_MESSAGE(sqlite3_prepare_v2(db, sql.c_str(), -1, &s, nullptr) == SQLITE_OK, sqlite3_errmsg(db));
    std::vector<std::string> all;
    while (sqlite3_step(s) == SQLITE_ROW) {
        std::string line;
        for (int i = 0; i < sqlite3_column_count(s); ++i) {
            auto p = static_cast<const char*>(sqlite3_column_blob(s, i));
            std::string v(p ? p : "", size_t(sqlite3_column_bytes(s, i)));
            line += (i ? " " : "") + (sqlite3_column_type(s, i) == SQLITE_BLOB ? hexed(v) : v);
        }
        all.push_back(line);
    }
    sqlite3_finalize(s);
    sqlite3_close(db);
    return all;
}
std::string row(const fs::path& file, const std::string& sql) {
    auto all = rows(file, sql);
    REQUIRE_MESSAGE(all.size() == 1, sql);
    return all[0];
}

// The document's example folder, made by the ledger itself.
struct Example {
    Folder folder;
    Drawn random;
    const Block &keys = block("keys"), &e1 = block("event-1"), &e2 = block("event-2"), &read = block("read-1"), &again = block("idempotency");
    std::unique_ptr<Ledger> ledger;
    std::string note;

    Example() {
        for (const char* k : {"ledger", "salt", "master", "seed", "request", "signing.nonce", "request.nonce"}) random.next.push_back(keys.bytes(k));
        REQUIRE(Ledger::create(options(folder.path, random), keys.text("origin")));
        ledger = Ledger::open(options(folder.path, random)).value();
        append(e1, "", "");
        random.next.push_back(keys.bytes("subject.key"));
        for (int64_t i = 0; i < e2.number("sealed"); ++i) random.next.push_back(e2.bytes("sealed." + std::to_string(i) + ".nonce"));
        for (const char* k : {"epoch.key", "epoch.nonce", "subject.nonce"}) random.next.push_back(keys.bytes(k));
        append(e2, again.text("key"), again.text("request"));
        REQUIRE(ledger->record_read({read.number("at_us"), read.text("actor"), read.text("agency"), read.text("purpose"), read.text("what"), {read.id("subjects")}}).get());
        note = ledger->checkpoint().value();
    }
    void append(const Block& b, std::string key, std::string request) {
        EventRecord e = event_of(b);
        Pending p;
        p.actor = e.actor;
        p.idempotency_key = key;
        p.request = request;
        p.recorded_us = e.recorded_us;
        p.expected.push_back({e.stream, 0});
        for (size_t i = 0; i < e.sealed.size(); ++i) {
            auto& f = e.sealed[i];
            f = ledger->seal({f.number, f.cls, f.owner, b.bytes("sealed." + std::to_string(i) + ".plain")}, e.stream, e.version, e.type, p.new_keys_created).value();
        }
        p.events.push_back(e);
        REQUIRE(ledger->append(std::move(p), {}).get());
    }
    fs::path close() {
        ledger.reset();
        CHECK(random.next.empty());
        return folder.path;
    }
};

}  // namespace

TEST_CASE("numbers") {
    size_t n = 0;
    for (const auto& [what, bytes] : block("numbers").named) {
        bool plain = what.starts_with("varint ");
        REQUIRE((plain || what.starts_with("zigzag ")));
        std::string digits = what.substr(7), out;
        uint64_t number = plain ? std::stoull(digits) : codec::zigzag(std::stoll(digits));
        codec::put_varint(out, number);
        CHECK_MESSAGE(hexed(out) == bytes, what);
        std::string_view in = out;
        CHECK(codec::take_varint(in).value() == number);
        CHECK(in.empty());
        if (!plain) CHECK(codec::unzigzag(number) == std::stoll(digits));
        ++n;
    }
    CHECK(n >= 20);
}

TEST_CASE("values of every type, there and back") {
    std::set<const Type*> seen;
    for (const auto& line : block("values").lines) {
        auto [type, rest] = type_and_rest(line);
        size_t is = rest.rfind(" =");
        REQUIRE(is != std::string::npos);
        std::string bytes = unhex(rest.substr(std::min(rest.size(), is + 3)));
        CHECK_MESSAGE(hexed(type->of(rest.substr(0, is))) == hexed(bytes), line);
        auto there = type->again(bytes);
        REQUIRE_MESSAGE(there, line);
        CHECK_MESSAGE(hexed(*there) == hexed(bytes), line);
        seen.insert(type);
    }
    CHECK(seen.size() == types.size());
}

TEST_CASE("bytes that are no value are damage") {
    size_t n = 0;
    for (std::string line : block("damaged").lines) {
        line = line.substr(0, line.find("   # "));
        ++n;
        if (line.starts_with("varint ")) {
            std::string bytes = unhex(line.substr(7));
            std::string_view in = bytes;
            CHECK_FALSE_MESSAGE(codec::take_varint(in), line);
            continue;
        }
        auto [type, bytes] = type_and_rest(line);
        CHECK_FALSE_MESSAGE(type->again(unhex(bytes)), line);
    }
    CHECK(n >= 14);
}

TEST_CASE("leaves, roots and the compact state") {
    const auto& b = block("tree");
    MerkleTree t;
    for (int n = 0; n <= 8; ++n) {
        std::string at = std::to_string(n);
        if (n > 0) {
            auto leaf = leaf_hash(uint64_t(n), at);
            CHECK(hex(leaf) == b.raw("leaf." + at));
            t.append(leaf);
        }
        if (b.named.count("root." + at)) CHECK(hex(t.root()) == b.raw("root." + at));
        if (b.named.count("state." + at)) CHECK(hexed(t.bytes()) == b.raw("state." + at));
    }
    for (const char* n : {"0", "1", "2", "3", "7", "8"}) CHECK(b.named.count(std::string("root.") + n) == 1);
}

TEST_CASE("events: bytes, sealed fields, leaf, and what a view keeps") {
    const auto& keys = block("keys");
    for (const char* name : {"event-1", "event-2"}) {
        const auto& b = block(name);
        auto e = event_of(b);
        CHECK(hexed(encode(e)) == b.raw("bytes"));
        auto back = decode(b.bytes("bytes"));
        REQUIRE(back);
        CHECK(hexed(encode(*back)) == b.raw("bytes"));
        CHECK(hex(leaf_hash(e.number, encode(e))) == b.raw("leaf"));
        for (size_t i = 0; i < e.sealed.size(); ++i) {
            const auto& f = e.sealed[i];
            std::string at = "sealed." + std::to_string(i) + ".", plain = b.bytes(at + "plain");
            auto additional = field_additional(keys.id("ledger"), e.stream, e.version, e.type, f);
            CHECK(hexed(additional) == b.raw(at + "additional"));
            auto key = array_of<32>(keys.bytes("subject.key"));
            CHECK(hexed(seal_bytes(key, plain, additional, f.nonce)) == b.raw(at + "ciphertext"));
            CHECK(open_bytes(key, f.ciphertext, additional, f.nonce) == plain);
            if (f.number == 7) CHECK(hexed(view_blob(e, f).bytes) == b.raw("view.7"));
        }
    }
}

TEST_CASE("a read: bytes and leaf") {
    const auto& b = block("read-1");
    ReadEntry e{b.number("at_us"), b.text("actor"), b.text("agency"), b.text("purpose"), b.text("what"), {b.id("subjects")}};
    CHECK(hexed(sqlite::encode_read(e)) == b.raw("bytes"));
    CHECK(hex(leaf_hash(uint64_t(b.number("number")), b.bytes("bytes"))) == b.raw("leaf"));
}

TEST_CASE("a checkpoint: text, key hash, signature, note") {
    const auto& b = block("checkpoint");
    const auto& keys = block("keys");
    auto c = open_note(b.text("note"), keys.bytes("public"));
    REQUIRE(c);
    CHECK(c->origin == keys.text("origin"));
    CHECK(c->size == uint64_t(b.number("size")));
    CHECK(hex(c->root) == b.raw("root"));
    CHECK(c->reads_size == uint64_t(b.number("reads.size")));
    CHECK(hex(c->reads_root) == b.raw("reads.root"));
    CHECK(checkpoint_text(*c) == b.text("text"));
    std::string note = b.text("note"), last = note.substr(note.rfind(' ') + 1);
    CHECK(hexed(from_base64(last.substr(0, last.size() - 1)).value()) == b.raw("key_hash") + b.raw("signature"));
    CHECK_FALSE(open_note(b.text("note"), keys.bytes("seed")));
    note[note.find("\n2\n") + 1] = '3';
    CHECK_FALSE(open_note(note, keys.bytes("public")));
}

TEST_CASE("the master key from a passphrase") {
    const auto& b = block("passphrase");
    Folder f;
    Drawn random;
    const auto& keys = block("keys");
    random.next = {b.bytes("salt"), keys.bytes("seed"), keys.bytes("request"), keys.bytes("signing.nonce"), keys.bytes("request.nonce")};
    auto o = options(f.path, random);
    o.passphrase = b.text("passphrase");
    REQUIRE(Keys::create(o, keys.id("ledger"), keys.text("origin")));
    CHECK_FALSE(fs::exists(f.path / "master.key"));
    auto wrapped = unhex(row(f.path / "keys.db", "SELECT bytes FROM meta WHERE name = 'request'"));
    auto opened = open_bytes(array_of<32>(b.bytes("master")), wrapped.substr(24), "request", array_of<24>(wrapped.substr(0, 24)));
    REQUIRE(opened);
    CHECK(hexed(*opened) == keys.raw("request"));
}

TEST_CASE("the example folder, row by row") {
    Example x;
    const auto& rest = block("rows");
    CHECK(x.note == block("checkpoint").text("note"));
    CHECK(x.ledger->verify()->faults == std::vector<std::string>{});
    auto dir = x.close();
    auto meta = [&](const char* file, const std::string& name) { return row(dir / file, "SELECT bytes FROM meta WHERE name = '" + name + "'"); };
    std::string signing = x.keys.raw("seed") + x.keys.raw("public");

    CHECK(meta("soria.db", "schema") == hexed("1"));
    CHECK(meta("soria.db", "ledger") == x.keys.raw("ledger"));
    CHECK(meta("soria.db", "origin") == hexed(x.keys.text("origin")));
    CHECK(meta("soria.db", "public") == x.keys.raw("public"));
    CHECK(meta("soria.db", "tree") == rest.raw("meta.tree"));
    CHECK(meta("soria.db", "recorded_us") == hexed(rest.text("meta.recorded_us")));
    CHECK(meta("soria.db", "rows") == rest.raw("meta.rows"));
    CHECK(row(dir / "soria.db", "SELECT count(*) FROM meta") == "7");
    CHECK(rows(dir / "soria.db", "SELECT number, stream, version, body FROM events ORDER BY number") ==
          std::vector<std::string>{"1 00" + x.e1.raw("stream.id") + " 1 " + x.e1.raw("bytes"), "2 " + rest.raw("events.2.stream") + " 1 " + x.e2.raw("bytes")});
    std::string times;
    for (const auto& r : rows(dir / "soria.db", "SELECT at_us, last FROM recorded ORDER BY at_us")) times += (times.empty() ? "" : ", ") + r;
    CHECK(times == rest.text("recorded"));
    CHECK(row(dir / "soria.db", "SELECT actor, key, request, first, last, at_us FROM idempotency") ==
          x.again.text("actor") + " " + x.again.text("key") + " " + x.again.raw("hash") + " " + x.again.raw("first") + " " + x.again.raw("last") + " " + x.again.raw("at_us"));
    CHECK(rows(dir / "soria.db", "SELECT * FROM destroyed").empty());
    CHECK(row(dir / "soria.db", "SELECT size, reads, note FROM checkpoints") == "2 1 " + x.note);

    CHECK(row(dir / "reads.db", "SELECT number, body FROM reads") == "1 " + x.read.raw("bytes"));
    CHECK(row(dir / "reads.db", "SELECT subject, number FROM by_subject") == x.read.raw("subjects") + " 1");
    CHECK(row(dir / "reads.db", "SELECT state FROM tree") == rest.raw("reads.tree"));

    CHECK(hexed(contents(dir / "master.key")) == x.keys.raw("master"));
    for (const char* same : {"salt", "ledger", "public"}) CHECK(meta("keys.db", same) == x.keys.raw(same));
    CHECK(meta("keys.db", "secret") == x.keys.raw("signing.wrapped"));
    CHECK(meta("keys.db", "check") == rest.raw("keys.check"));
    CHECK(row(dir / "keys.db", "SELECT count(*) FROM meta") == "7");
    CHECK(rows(dir / "keys.db", "SELECT * FROM destroyed").empty());
    CHECK(meta("keys.db", "request") == x.keys.raw("request.wrapped"));
    CHECK(row(dir / "keys.db", "SELECT epoch, wrapped FROM epochs") == x.keys.raw("epoch") + " " + x.keys.raw("epoch.wrapped"));
    CHECK(row(dir / "keys.db", "SELECT owner, epoch, wrapped FROM keys") == x.keys.raw("subject") + " " + x.keys.raw("epoch") + " " + x.keys.raw("subject.wrapped"));
    auto master_key = array_of<32>(x.keys.bytes("master"));
    CHECK(hexed(seal_bytes(master_key, unhex(signing), "signing", array_of<24>(x.keys.bytes("signing.nonce")))) == x.keys.raw("signing.wrapped").substr(48));
}

TEST_CASE("the document names every table and column of the ledger's files") {
    Example x;
    auto dir = x.close();
    std::string text = contents(document_path);
    for (const char* file : {"soria.db", "reads.db", "keys.db"})
        for (const auto& table : rows(dir / file, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
            auto at = text.find("**`" + table + "`** in `" + file + "`");
            CHECK_MESSAGE(at != std::string::npos, "docs/format/ledger.md does not describe " << table << " in " << file);
            if (at == std::string::npos) continue;
            auto about = text.substr(at, text.find("\n\n**`", at) - at);
            for (const auto& column : rows(dir / file, "SELECT name FROM pragma_table_info('" + table + "')"))
                CHECK_MESSAGE(about.find("| `" + column + "` |") != std::string::npos, "no column " << column << " of " << table << " in " << file);
        }
}

TEST_CASE("what was rewritten whole no longer fits what was signed, and is not signed again") {
    const char* changes[][2] = {
        {"reads.db", "the first 1 reads are not what was signed"},
        {"soria.db", "the first 2 events are not what was signed"},
    };
    for (auto& [file, says] : changes) {
        Example x;
        auto dir = x.close();
        bool reads = std::string_view(file) == "reads.db";
        MerkleTree t;
        std::string body;
        if (reads) {
            auto e = sqlite::decode_read(x.read.bytes("bytes")).value();
            e.actor = "somebody else";
            body = sqlite::encode_read(e);
            t.append(leaf_hash(1, body));
        } else {
            auto e = event_of(x.e2);
            e.actor = "somebody else";
            body = encode(e);
            t.append(leaf_hash(1, x.e1.bytes("bytes")));
            t.append(leaf_hash(2, body));
        }
        rows(dir / file, "UPDATE " + std::string(reads ? "reads" : "events") + " SET body = x'" + hexed(body) + "' WHERE number = " + (reads ? "1" : "2"));
        rows(dir / file, "UPDATE " + std::string(reads ? "tree SET state" : "meta SET bytes") + " = x'" + hexed(t.bytes()) + "'" + (reads ? "" : " WHERE name = 'tree'"));
        for (int time = 0; time < 2; ++time) {   // closing in between signs nothing over it
            auto l = Ledger::open(options(dir, x.random)).value();
            auto v = l->verify();
            REQUIRE(v);
            const auto& faults = v->faults;
            REQUIRE_FALSE(faults.empty());
            CHECK(faults[0] == std::string(file) + ": " + says);
            CHECK(l->checkpoint().error().fault == Fault::damaged);
        }
    }
}

TEST_CASE("rows beside the events that say something else are found") {
    auto found = [](const char* file, const std::string& sql, const std::string& says) {
        Example x;
        auto dir = x.close();
        rows(dir / file, sql);
        auto l = Ledger::open(options(dir, x.random)).value();
        auto v = l->verify();
        REQUIRE(v);
        std::string all;
        for (const auto& f : v->faults) all += f + "\n";
        CHECK_MESSAGE(all.find(says) != std::string::npos, sql << " gave: " << all);
    };
    found("soria.db", "UPDATE recorded SET last = 1 WHERE last = 2", "the table of times");
    found("soria.db", "DELETE FROM recorded WHERE last = 1", "the table of times");
    found("soria.db", "INSERT INTO recorded(at_us, last) VALUES(9999999999999999, 3)", "the table of times");
    found("soria.db", "UPDATE meta SET bytes = x'31' WHERE name = 'recorded_us'", "the time of the last event");
    found("soria.db", "UPDATE checkpoints SET reads = 9", "a checkpoint stands at the wrong size");
    found("reads.db", "DELETE FROM by_subject", "a subject's list does not name it");
    found("reads.db", "INSERT INTO by_subject VALUES(x'00', 1)", "the lists by subject name reads that are not theirs");
    found("reads.db", "DELETE FROM reads", "a checkpoint speaks of 1 reads; there are 0");
}

TEST_CASE("no vector of the document is left unchecked") {
    std::set<std::string> names;
    for (const auto& [name, b] : document()) {
        names.insert(name);
        CHECK_MESSAGE(!b.lines.empty(), name);
    }
    CHECK(names == std::set<std::string>{"numbers", "values", "damaged", "tree", "event-1", "event-2", "read-1", "checkpoint", "keys",
                                         "passphrase", "idempotency", "rows"});
}
