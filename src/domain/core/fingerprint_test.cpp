// What a released event looks like never changes, and docs/format/events.md says what it looks like.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "domain/core/evolve.hpp"
#include "domain/protection/views.hpp"

using namespace soria;
using namespace soria::domain;

namespace {

const std::string fingerprints_path = std::string(SORIA_ROOT) + "/tests/event_fingerprints.txt";
const std::string document_path = std::string(SORIA_ROOT) + "/docs/format/events.md";
bool writing() {
    const char* w = std::getenv("SORIA_WRITE");
    return w && std::string_view(w) == "1";
}

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string plain(std::string_view name) { return std::string(name.ends_with('_') ? name.substr(0, name.size() - 1) : name); }
std::string_view key_of(Owner o) { return o == Owner::person ? "person" : o == Owner::case_ ? "case" : "stream"; }

using Version = std::pair<int, int>;   // of a type: its number, its version
std::map<Version, const EventType*> declared() {
    std::map<Version, const EventType*> all;
    for (const auto* t : event_types())
        for (; t; t = t->before) all[{t->number, t->version}] = t;
    return all;
}

std::string fingerprint(const EventType& t) {
    std::string s = std::to_string(t.number) + "." + std::to_string(t.version) + " " + std::string(t.name) + " " + std::string(name_of(t.stream));
    for (const auto& f : t.fields) {
        s += " | " + std::to_string(f.number) + ":" + plain(f.name) + ":" + std::string(name_of(f.cls));
        if (f.owner != Owner::stream) s += "@" + std::string(key_of(f.owner));
        s += ":" + f.type;
    }
    return s;
}

constexpr const char* header =
    "# One line for each released version of a type of event: number.version name stream | number:field:class[@key]:type ...\n"
    "# A line here is a promise: bytes like it are kept in data folders and are read for ever. Written by build/domain_test with\n"
    "# SORIA_WRITE=1, which only adds lines.\n";
const std::string how =
    "\n  A new type: give it a number that no line has, then run  SORIA_WRITE=1 build/domain_test  and commit both files."
    "\n  A change to a released type: keep the old struct, declare the new one with `type_version`, `Before` and `from` (see"
    "\n  src/domain/core/event_type.hpp), then the same. A line that was never in a release may be deleted by hand and written anew.";

std::map<Version, std::string> released() {
    std::map<Version, std::string> lines;
    std::istringstream in(read(fingerprints_path));
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        int number = 0, version = 0;
        REQUIRE(std::sscanf(line.c_str(), "%d.%d ", &number, &version) == 2);
        CHECK_MESSAGE(lines.emplace(Version{number, version}, line).second, "twice in tests/event_fingerprints.txt: " << line);
    }
    return lines;
}

std::string document() {
    std::string s =
        "# The types of events\n\n"
        "Written from the declarations in `src/domain/*/events.hpp` by `SORIA_WRITE=1 build/domain_test`; a test holds it to them.\n"
        "[ledger.md](ledger.md) says how each type of value becomes bytes, what the classes are and how a field is sealed.\n\n"
        "A type's fields stand in the event's clear bytes when their class is clear, and among its sealed fields when it is sealed;\n"
        "both carry the field's number from here. `key` names whose key seals a field: `stream` is the stream's own id; `person` and\n"
        "`case` are the id of the person or case it speaks of. Field 0 (class care, type happened, key stream) may stand in front of\n"
        "the sealed fields of any event that is not on the system's stream: the day it happened, when that is not the day it was recorded.\n\n"
        "Clocks and duties (48 to 54, 96, 97 and 176 to 178) stand on the stream of the person or case they are about. Every other type stands on the kind\n"
        "of stream named with it.\n\n"
        "| type | version | name | stream |\n|---|---|---|---|\n";
    auto all = declared();
    auto stream = [](const EventType& t) { return (t.number >= 48 && t.number <= 54) || (t.number >= 176 && t.number <= 178) ? std::string("person, case") : std::string(name_of(t.stream)); };
    for (const auto& [v, t] : all)
        s += "| " + std::to_string(v.first) + " | " + std::to_string(v.second) + " | " + std::string(t->name) + " | " + stream(*t) + " |\n";
    for (const auto& [v, t] : all) {
        s += "\n## " + std::to_string(v.first) + " " + std::string(t->name) + ", version " + std::to_string(v.second) + "\n\n";
        s += "| number | field | class | key | type |\n|---|---|---|---|---|\n";
        for (const auto& f : t->fields)
            s += "| " + std::to_string(f.number) + " | " + plain(f.name) + " | " + std::string(name_of(f.cls)) + " | " +
                 (is_sealed(f.cls) ? std::string(key_of(f.owner)) : "") + " | " + f.type + " |\n";
    }
    return s;
}

// Views hold sealed bytes unopened, so no later version may mean something else by them.
bool keeps_sealed(const EventType& now) {
    for (const auto& f : now.before->fields) {
        if (!is_sealed(f.cls)) continue;
        if (f.number > now.fields.size()) return false;
        const auto& g = now.fields[f.number - 1];
        if (f.cls != g.cls || f.owner != g.owner || f.type != g.type) return false;
    }
    return true;
}

class NoKeys : public Opener {
public:
    Result<std::optional<std::string>> open(const EventRecord&, const SealedField&) override { return std::optional<std::string>{}; }
};
class NoRows : public RowReader {
public:
    Result<std::optional<Row>> get(const Table&, std::span<const Value>) override { return std::optional<Row>{}; }
    Result<std::vector<Row>> scan(const Table&, std::string_view, std::span<const Value>, std::span<const Value>, size_t) override { return std::vector<Row>{}; }
    Result<std::vector<Row>> range(const Table&, std::string_view, std::span<const Value>, const Value&, const Value&, size_t) override { return std::vector<Row>{}; }
};

// A type that was released and then changed: a field more, and a number where a text was.
struct HouseMoved1 {
    static constexpr uint16_t type = 250;
    static constexpr std::string_view name = "HouseMoved";
    static constexpr StreamKind stream = StreamKind::house;
    Statistical<Name> beds;
    Whereabouts<std::string> address;
};
BOOST_DESCRIBE_STRUCT(HouseMoved1, (), (beds, address))
struct HouseMoved {
    static constexpr uint16_t type = 250;
    static constexpr uint16_t type_version = 2;
    static constexpr std::string_view name = "HouseMoved";
    static constexpr StreamKind stream = StreamKind::house;
    Statistical<int32_t> beds;
    Whereabouts<std::string> address;
    Statistical<bool> counted;
    using Before = HouseMoved1;
    static HouseMoved from(Before b) { return {{b.beds->value == "two" ? 2 : 0}, std::move(b.address), {false}}; }
};
BOOST_DESCRIBE_STRUCT(HouseMoved, (), (beds, address, counted))

template <class E> EventRecord record_of(const E& e) {
    EventRecord r;
    r.number = 7;
    r.stream.kind = E::stream;
    r.type = E::type;
    r.type_version = type_of<E>().version;
    auto encoded = split(event_fields<E>(), &e, {}, {});
    r.clear = encoded.clear;
    for (auto& f : encoded.sealed) r.sealed.push_back({f.number, f.cls, f.owner, {}, f.bytes});
    return r;
}

}  // namespace

TEST_CASE("a released event type never changes") {
    auto known = released();
    auto all = declared();
    if (writing()) {
        auto lines = known;
        for (const auto& [v, t] : all) lines.emplace(v, fingerprint(*t));
        std::string text = header;
        for (const auto& [v, line] : lines) text += line + "\n";
        write(fingerprints_path, text);
        known = released();
    }
    for (const auto& [v, line] : known) {
        auto t = all.find(v);
        std::string is = t == all.end() ? "nothing" : fingerprint(*t->second);
        CHECK_MESSAGE(is == line, "a released event type changed or vanished\n  released  " << line << "\n  declared  " << is << how);
    }
    for (const auto& [v, t] : all)
        CHECK_MESSAGE(known.count(v) == 1, "an event type without a line in tests/event_fingerprints.txt\n  declared  " << fingerprint(*t) << how);
    for (const auto& [v, t] : all)
        if (t->before) CHECK_MESSAGE(keeps_sealed(*t), t->name << ": a sealed field changed between two versions");
    CHECK(known.size() >= 53);
}

TEST_CASE("docs/format/events.md is what the declarations say") {
    std::string should = document();
    if (writing()) write(document_path, should);
    bool same = read(document_path) == should;
    CHECK_MESSAGE(same, "docs/format/events.md is not what the declarations say: run  SORIA_WRITE=1 build/domain_test  and read the difference");
}

TEST_CASE("clocks and duties are the numbers that events.md says") {
    for (const auto* t : event_types()) {
        bool promise = t->name.starts_with("Clock") || t->name.starts_with("Duty");
        CHECK_MESSAGE(promise == ((t->number >= 48 && t->number <= 54) || t->number == 96 || t->number == 97 || (t->number >= 176 && t->number <= 178)), t->name);
    }
}

TEST_CASE("an unknown type or version stops with its number, in states and in views") {
    NoKeys keys;
    NoRows rows;
    auto stops = [&](uint16_t type, uint16_t version, const std::string& with) {
        EventRecord r;
        r.number = 41;
        r.stream.kind = StreamKind::system;
        r.type = type;
        r.type_version = version;
        World w;
        auto state = evolve(w, r, {}, keys);
        REQUIRE_FALSE(state);
        CHECK(state.error().fault == Fault::damaged);
        CHECK(state.error().because.find("event 41 ") == 0);
        CHECK(state.error().because.find(with) != std::string::npos);
        auto views = fold(r, rows, [](const EventRecord&, const SealedField&) { return Blob{}; }, [](const std::string&, int64_t) { return Result<Date>(Date{}); });
        REQUIRE_FALSE(views);
        CHECK(views.error().because == state.error().because);
    };
    stops(200, 1, "unknown type 200");
    stops(999, 1, "unknown type 999");
    stops(3, 2, "version 2 of type 3");
    stops(3, 0, "version 0 of type 3");
}

TEST_CASE("a newer declaration reads the bytes of the one before it") {
    CHECK(type_of<HouseMoved>().version == 2);
    CHECK(type_of<HouseMoved>().before == &type_of<HouseMoved1>());
    CHECK(keeps_sealed(type_of<HouseMoved>()));
    auto other = type_of<HouseMoved>();
    other.fields[1].type = "name";
    CHECK_FALSE(keeps_sealed(other));
    other.fields.resize(1);
    CHECK_FALSE(keeps_sealed(other));
    auto old = record_of(HouseMoved1{Name{"two"}, std::string("Storgata 1")});
    CHECK(old.type_version == 1);
    struct : Opener {
        Result<std::optional<std::string>> open(const EventRecord&, const SealedField& f) override { return std::optional<std::string>(f.ciphertext); }
    } opens;
    auto read = joined<HouseMoved>(old, &opens);
    REQUIRE(read);
    CHECK(*read->beds == 2);
    CHECK(*read->address == "Storgata 1");
    auto now = joined<HouseMoved>(record_of(*read), &opens);
    REQUIRE(now);
    CHECK(*now->beds == 2);
    old.type_version = 2;   // the old bytes are not the new ones
    CHECK_FALSE(joined<HouseMoved>(old, &opens));
}

TEST_CASE("a field that its type does not have, and a number that is not there, are damage") {
    auto r = record_of(HouseMoved1{Name{"two"}, std::string("Storgata 1")});
    REQUIRE(joined<HouseMoved1>(r, nullptr));
    auto more = r;
    codec::put_field(more.clear, 3, "x");
    CHECK_FALSE(joined<HouseMoved1>(more, nullptr));
    more = r;
    more.sealed.push_back({9, Class::care, {}, {}, "x"});
    CHECK_FALSE(joined<HouseMoved1>(more, nullptr));
    auto moved = record_of(HouseMoved{2, std::string("Storgata 1"), true});
    REQUIRE(joined<HouseMoved>(moved, nullptr));
    moved.clear = codec::bytes_of(std::string());
    CHECK_FALSE(joined<HouseMoved>(moved, nullptr));
}
