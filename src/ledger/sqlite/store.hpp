#pragma once
// The ledger's own parts in SQLite; see ledger/ledger.hpp for what each public function promises.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "ledger/keys.hpp"
#include "ledger/sqlite/draft.hpp"
#include "ledger/sqlite/journal.hpp"

namespace soria::ledger::sqlite {

extern const char* const base_tables;    // of soria.db, as SQL
std::string stream_key(const Stream&);   // as the table of events names it
int64_t views_mark(const Options&);      // says which tables and which fold made the views; kept as the file's user_version

class Store final : public Ledger {
public:
    static Status make(const Options&, std::string_view origin);
    static Result<std::unique_ptr<Ledger>> start(Options);
    static Result<Verified> inspect(const Options&);
    ~Store() override;

    const Id& id() const override { return id_; }
    Hash keyed_hash(std::string_view what) const override { return request_hash("", "", what); }
    std::future<Result<Receipt>> append(Pending, Again) override;
    void append(Pending, Again, std::function<void(Result<Receipt>)>) override;
    std::optional<Result<Receipt>> answered_before(std::string_view, std::string_view, std::string_view) override;
    Result<std::vector<EventRecord>> load(const Stream&, uint32_t) override;
    Result<uint32_t> version_of(const Stream&) override;
    Status each(uint64_t, uint64_t, const std::function<Status(const EventRecord&)>&) override;
    uint64_t size() override { return durable_; }
    int64_t last_recorded_us() override { return durable_us_; }
    Result<uint64_t> last_recorded_until(int64_t) override;
    Result<std::unique_ptr<Snapshot>> snapshot() override;
    Result<std::unique_ptr<RowReader>> replayed(uint64_t) override;
    Result<std::unique_ptr<RowReader>> replayed(const std::vector<Stream>&, uint64_t) override;
    Result<std::vector<std::pair<std::string, Hash>>> digests() override;
    using Progress = std::function<void(uint64_t done, uint64_t of)>;
    Status rebuild(const Progress&) override;
    Result<SealedField> seal(const OpenField&, const Stream&, uint32_t, uint16_t, std::vector<Id>&) override;
    Result<std::optional<std::string>> open(const SealedField&, const Stream&, uint32_t, uint16_t) override;
    Result<std::optional<std::string>> open(const Blob&) override;
    Result<bool> warm_keys(Id& after) override { return keys_->warm(after); }
    std::future<Result<uint64_t>> record_read(ReadEntry) override;
    void record_read(ReadEntry e, std::function<void(Result<uint64_t>)> done) override { journal_->record(std::move(e), std::move(done)); }
    Result<std::unique_ptr<Looks>> looks() override { return journal_->looks(); }
    Result<std::vector<ReadEntry>> reads_of(const Id&, size_t limit) override;
    Result<std::string> checkpoint() override;
    Result<Verified> verify() override;
    Status backup(const std::filesystem::path&) override;
    Status forget_requests(int64_t before_us, std::string_view but_of_actor) override;
    Status keep(const Hash&, std::string_view) override;
    Result<std::string> kept(const Hash&) override;

    struct StreamHash {
        size_t operator()(const Stream& s) const { return IdHash()(s.id) + size_t(s.kind); }
    };
    // A reading connection, given back when it goes.
    struct Lease {
        Store* store;
        Db* db;
        std::unique_ptr<Db> owned;
        Lease(Store* s, Db* d, std::unique_ptr<Db> o) : store(s), db(d), owned(std::move(o)) {}
        Lease(Lease&& o) noexcept = default;
        ~Lease() { if (owned) store->give_back(std::move(owned)); }
    };
    Result<Lease> lease();
    void give_back(std::unique_ptr<Db>);
    static Result<std::vector<EventRecord>> load(Db&, const Stream&, uint32_t from);
    static Result<uint32_t> version_of(Db&, const Stream&);
    static Result<uint64_t> size(Db&);
    Result<std::optional<Receipt>> answered_before(Db&, std::string_view actor, std::string_view key, std::string_view request) const;

private:
    struct Job {
        Pending pending;
        Again again;
        std::function<void(Result<Receipt>)> done;
        Hash request{};                  // of the pending's, made before the writer's turn
    };
    struct State {                       // of the ledger's end
        uint64_t size = 0;
        int64_t recorded_us = 0;
        MerkleTree tree;
        RowSum rows;                     // of idempotency, destroyed and checkpoints, which follow from no event
    };
    class Verifier;
    // Of a folder at rest: each part that is missing or does not open is a fault, and the rest is looked at without it.
    Status inspect_parts(Verified&);
    Status open_at_rest(std::map<std::string, std::string>& meta);
    Status open_keys_at_rest(std::string id);
    struct EventOut {
        uint64_t number;
        uint32_t version;
        std::string stream, body;
    };
    struct RequestOut {
        std::string actor, key;
        Hash request;
        Receipt receipt;
    };
    // What a batch has decided and not written yet. Nothing of a command is in it unless all of it is.
    struct Batch {
        State state;
        std::vector<EventOut> events;
        std::vector<RequestOut> requests;
        std::unordered_map<std::string, size_t> by_key;       // actor and idempotency key
        std::map<int64_t, uint64_t> recorded;                 // time, last event
        std::vector<std::pair<Id, uint64_t>> destroyed;
        std::vector<Id> keys, destroy;                        // made, to be destroyed
        bool anything = false;                                // was decided that must be kept
    };
    Store() = default;
    static Status make_files(const Options&, std::string_view origin);
    Status backup_into(const std::filesystem::path& to, const std::filesystem::path& keys);
    Hash idempotency_hash(std::string_view actor, std::string_view key, std::string_view request, int64_t first, int64_t last, int64_t at_us) const;
    Result<std::string> kept_bytes(const std::string& name);
    Hash checkpoint_hash(int64_t size, int64_t reads, std::string_view note) const;
    Hash destroyed_hash(std::string_view owner, int64_t number) const;
    void run();
    std::vector<Job> take_jobs(size_t before);
    void batch(std::vector<Job>&);
    Status decide(std::vector<Job>&, Batch&, std::vector<Result<Receipt>>& answers);
    Result<Receipt> one(Job&, Batch&);
    Result<Receipt> try_one(Job&, Batch&);
    Status check_versions(const Pending&);
    Status fold_ahead(const EventRecord&);
    void accept(Pending&, const Hash& request, const Receipt&, Batch&);
    void hash_request(Job&) const;
    void tell(std::vector<Job>&, const std::vector<Result<Receipt>>& answers, uint64_t last);
    Status write(Batch&);                // what it holds, into the open transaction
    Result<uint32_t> version_in_batch(const Stream&);
    static Result<std::optional<Receipt>> repeated(Db&, std::string_view actor, std::string_view key, const Hash& request);
    Hash request_hash(std::string_view actor, std::string_view key, std::string_view request) const;
    Status save_state(const State&);
    Status renew_views();                // made anew from the events when another program's views lie there
    std::function<void(uint64_t done)> now_and_then(const Progress&) const;
    Status fold_all(Db&, uint64_t last, const std::function<void(uint64_t done)>& progress);

    Options options_;
    Id id_{};
    std::string origin_;
    int lock_ = -1;
    std::unique_ptr<Db> db_;             // the writer's
    std::unique_ptr<Keys> keys_;
    std::unique_ptr<Journal> journal_;
    State state_;
    std::unique_ptr<Draft> draft_;       // views; with versions_ what the writer knows without asking the file
    std::unordered_map<Stream, uint32_t, StreamHash> versions_;
    std::atomic<uint64_t> durable_{0};
    std::atomic<int64_t> durable_us_{0};
    std::mutex writer_mutex_;            // held while a batch, a rebuild or a checkpoint runs
    std::mutex queue_mutex_, pool_mutex_;
    std::condition_variable wake_;
    std::deque<Job> queue_;
    std::vector<std::unique_ptr<Db>> pool_;
    bool stop_ = false;
    size_t wanted_ = SIZE_MAX;           // how many the writer waits for
    std::chrono::microseconds commit_took_{0};
    std::thread thread_;
};

}  // namespace soria::ledger::sqlite
