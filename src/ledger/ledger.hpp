#pragma once
// The ledger: what happened, in order, for ever; the views folded from it; the keys that open it; the journal of reads.
// One process opens a data folder (flock). One writer thread numbers events and commits groups with synchronous=FULL.
// Threads: every public function may be called from any thread unless it says otherwise. Format: docs/format/ledger.md.
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/core/event.hpp"
#include "base/core/table.hpp"

namespace soria::ledger {

using Hash = std::array<uint8_t, 32>;

// Randomness comes in from outside, so that a test can fix it.
class Random {
public:
    virtual ~Random() = default;
    virtual void fill(void* out, size_t size) = 0;   // thread-safe
};
Random& system_random();                              // libsodium

// Folds one event into the views. Called on the writer's thread, inside the transaction that appends the event, or on
// rebuild. Must depend on nothing but the event and the rows.
using Fold = std::function<Result<std::vector<Change>>(const EventRecord&, RowReader&)>;

// What became durable together: numbers, commands, and the events in their order, to be moved from by whoever is told.
struct Committed {
    uint64_t first = 0, last = 0;
    size_t commands = 0;
    std::vector<EventRecord*> events;
};

struct Options {
    std::filesystem::path dir;
    std::vector<const Table*> tables;                 // every view's table
    Fold fold;
    int views_version = 1;                            // goes up when fold's rows change and the tables do not: views are then made anew
    std::string passphrase;                           // wraps the master key; empty: the key file in the folder, mode 0600
    std::string vfs;                                  // SQLite VFS name; empty: the default (durability tests use a shim)
    Random* random = &system_random();
    size_t batch_max = 512;                           // commands in one commit
    size_t queue_max = 8192;                          // commands waiting; beyond it append() answers Fault::busy
    size_t keys_open_max = 4'000'000;                 // subjects' keys kept open, of some 90 bytes each
    // Told while open() makes the views anew, which takes minutes when there are millions of events; on the caller's thread.
    std::function<void(uint64_t done, uint64_t of)> on_renewal;
    // Told after each durable batch that recorded something and before anybody is answered, on the writer's thread.
    std::function<void(Committed&)> on_commit;
};

// One command, decided and encoded: nothing of it is kept unless all of it is.
struct Pending {
    std::string actor, idempotency_key;               // an empty key: not idempotent
    std::string request;                              // hashed with a key of the ledger; the bytes are not kept
    int64_t recorded_us = 0;
    struct Expected { Stream stream; uint32_t version; };   // 0: the stream must not exist yet
    std::vector<Expected> expected;                   // every stream that was read or is written
    std::vector<EventRecord> events;                  // sealed; versions filled in; number 0
    std::vector<Id> new_keys_created;                 // owners whose keys were made by seal() for this command
    std::vector<Id> destroy_keys;                     // erasure: destroyed after the commit
};
struct Receipt {
    uint64_t first = 0, last = 0;                     // first > last when the command recorded nothing
    bool repeated = false;                            // the same key and request were answered before
    int64_t recorded_us = 0;
};

struct ReadEntry {
    int64_t at_us = 0;
    std::string actor, agency, purpose, what;         // "case page", "search by name", "export"
    std::vector<Id> subjects;                         // whose data the answer shows
};

struct Verified {
    uint64_t events = 0, reads = 0, checkpoints = 0;
    Hash root{}, reads_root{};
    std::vector<std::string> faults;                  // empty: nothing found; each says what and where
    std::vector<std::string> notes;                   // no faults, and to be known: what could not be compared, what the next start ends
};

// One moment of the whole ledger: rows, streams and requests as of the same commit. For one thread, and not for long: the
// log of the file cannot be cut while it is held.
class Snapshot : public RowReader {
public:
    virtual Result<uint64_t> size() = 0;                             // the number of its last event
    virtual Result<std::vector<EventRecord>> load(const Stream&, uint32_t from_version = 1) = 0;
    virtual Result<uint32_t> version_of(const Stream&) = 0;          // 0: none
    virtual Result<std::optional<Receipt>> answered_before(std::string_view actor, std::string_view key, std::string_view request) = 0;
};

// The journal of reads at one moment. For one thread, and not for long.
class Looks {
public:
    virtual ~Looks() = default;
    // Looks at that subject, the newest first, until `more` says that it is enough.
    virtual Status of(const Id& subject, const std::function<bool(const ReadEntry&)>& more) = 0;
};

class Ledger {
public:
    static Status create(const Options&, std::string_view origin);   // makes folder and files; an error if one is there
    static Result<std::unique_ptr<Ledger>> open(Options);            // Fault::busy when another process holds it
    // A folder at rest, before opening it mends or makes anew anything: what open() would refuse is a fault among the others.
    // Appends nothing, signs nothing. Fault::busy when another process holds it, Fault::absent when there is none.
    static Result<Verified> inspect(const Options&);
    virtual ~Ledger() = default;                                     // waits for what was accepted, signs a checkpoint

    virtual const Id& id() const = 0;                                // of this ledger; binds every sealed field
    virtual Hash keyed_hash(std::string_view) const = 0;             // with the key of requests: says nothing to who has not got it

    // Appending. `again` is called on the writer's thread when a stream moved in between; it loads, decides and encodes
    // anew. At most five times, then Fault::stale. A repeat of an idempotency key with another request is Fault::stale too.
    using Again = std::function<Result<Pending>()>;
    virtual std::future<Result<Receipt>> append(Pending, Again) = 0;
    virtual void append(Pending, Again, std::function<void(Result<Receipt>)> done) = 0;   // done runs after the commit is durable
    virtual std::optional<Result<Receipt>> answered_before(std::string_view actor, std::string_view key, std::string_view request) = 0;

    // Loading.
    virtual Result<std::vector<EventRecord>> load(const Stream&, uint32_t from_version = 1) = 0;
    virtual Result<uint32_t> version_of(const Stream&) = 0;          // 0: none
    virtual Status each(uint64_t first, uint64_t last, const std::function<Status(const EventRecord&)>&) = 0;
    virtual uint64_t size() = 0;                                     // the number of the last durable event
    virtual int64_t last_recorded_us() = 0;
    virtual Result<uint64_t> last_recorded_until(int64_t us) = 0;    // number of the last event recorded before `us`

    // Views and streams at one moment.
    virtual Result<std::unique_ptr<Snapshot>> snapshot() = 0;
    // The views as of event `last`, folded into a store of its own in memory.
    virtual Result<std::unique_ptr<RowReader>> replayed(uint64_t last) = 0;
    // What these streams alone had made of the views by then.
    virtual Result<std::unique_ptr<RowReader>> replayed(const std::vector<Stream>&, uint64_t last) = 0;
    virtual Result<std::vector<std::pair<std::string, Hash>>> digests() = 0;   // SHA-256 of every view's rows ordered by key
    virtual Status rebuild(const std::function<void(uint64_t done, uint64_t of)>& progress) = 0;

    // Keys. seal() makes the owner's key when there is none (written before the event's commit). open() gives no value
    // when the key was destroyed, and Fault::damaged when the bytes are not what was sealed.
    virtual Result<SealedField> seal(const OpenField&, const Stream&, uint32_t version, uint16_t type, std::vector<Id>& created) = 0;
    virtual Result<std::optional<std::string>> open(const SealedField&, const Stream&, uint32_t version, uint16_t type) = 0;
    virtual Result<std::optional<std::string>> open(const Blob&) = 0;          // a view's sealed column
    virtual Result<bool> warm_keys(Id& after) = 0;                   // some keys ahead of their use, behind `after`; false: no more

    // Reads: durable before the future is ready.
    virtual std::future<Result<uint64_t>> record_read(ReadEntry) = 0;
    virtual void record_read(ReadEntry, std::function<void(Result<uint64_t>)> done) = 0;
    virtual Result<std::unique_ptr<Looks>> looks() = 0;
    virtual Result<std::vector<ReadEntry>> reads_of(const Id& subject, size_t limit) = 0;      // now, the newest first

    // Proof and care.
    virtual Result<std::string> checkpoint() = 0;                    // a signed note (C2SP), kept
    virtual Result<Verified> verify() = 0;                           // everything kept, of one moment; writers go on
    virtual Status backup(const std::filesystem::path& to) = 0;      // events and reads; keys into a folder beside it, `to` + ".keys"
    static Status restore(const std::filesystem::path& from, const Options& to);   // applies the ledger's erasures again

    // Forgets the idempotency keys that were used before `before_us`, but for those of one actor (imports are idempotent for
    // ever). One transaction.
    virtual Status forget_requests(int64_t before_us, std::string_view but_of_actor) = 0;

    // Small things the folder keeps by hash: packs.
    virtual Status keep(const Hash& sha256, std::string_view bytes) = 0;
    virtual Result<std::string> kept(const Hash& sha256) = 0;
};

// A sealed field as a view keeps it.
Blob view_blob(const EventRecord&, const SealedField&);
// The canonical bytes of an event without its number, and back.
std::string encode(const EventRecord&);
Result<EventRecord> decode(std::string_view bytes);
Hash leaf_hash(uint64_t number, std::string_view encoded);

}  // namespace soria::ledger
