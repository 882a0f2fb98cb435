#include "ledger/sqlite/store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "ledger/files.hpp"
#include "ledger/note.hpp"
#include "ledger/sqlite/log.hpp"

namespace soria::ledger {
Status Ledger::create(const Options& o, std::string_view origin) { return sqlite::Store::make(o, origin); }
Result<std::unique_ptr<Ledger>> Ledger::open(Options o) { return sqlite::Store::start(std::move(o)); }
Result<Verified> Ledger::inspect(const Options& o) { return sqlite::Store::inspect(o); }
}  // namespace soria::ledger

namespace soria::ledger::sqlite {

namespace {

constexpr int schema_version = 1;
constexpr const char* files[] = {"soria.db", "keys.db", "master.key", "reads.db", "kept"};
constexpr int decide_again_max = 5;
constexpr size_t pool_max = 24;

std::string_view view(const Hash& h) { return {reinterpret_cast<const char*>(h.data()), 32}; }
std::string_view view(const Id& id) { return {reinterpret_cast<const char*>(id.data()), 16}; }

// On the writer's thread loading must see what the batch has written so far.
thread_local Db* writer_db = nullptr;
struct OnWriter {
    explicit OnWriter(Db* d) { writer_db = d; }
    ~OnWriter() { writer_db = nullptr; }
};

Status put_meta(Db& db, std::string_view name, std::string_view bytes) {
    auto s = TRY(db.prepare("INSERT OR REPLACE INTO meta(name, bytes) VALUES(?, ?)"));
    return s.bind(name).bytes(bytes).run();
}
Result<std::string> get_meta(Db& db, std::string_view name) {
    auto s = TRY(db.prepare("SELECT bytes FROM meta WHERE name = ?"));
    bool row = TRY(s.bind(name).step());
    if (!row) return fail(Fault::damaged, std::string(name) + " is missing", "soria.db");
    return std::string(s.bytes_at(0));
}

}  // namespace

const char* const base_tables =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE events(number INTEGER NOT NULL, stream BLOB, version INTEGER, body BLOB NOT NULL, PRIMARY KEY(stream, version)) WITHOUT ROWID;"
    "CREATE UNIQUE INDEX events_number ON events(number);"
    "CREATE TABLE recorded(at_us INTEGER PRIMARY KEY, last INTEGER NOT NULL);"
    "CREATE TABLE idempotency(actor TEXT, key TEXT, request BLOB NOT NULL, first INTEGER, last INTEGER, at_us INTEGER, "
    "PRIMARY KEY(actor, key)) WITHOUT ROWID;"
    "CREATE TABLE destroyed(owner BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE checkpoints(size INTEGER, reads INTEGER, note TEXT NOT NULL, PRIMARY KEY(size, reads)) WITHOUT ROWID;";

Status Store::make(const Options& o, std::string_view origin) {
    std::error_code ec;
    TRY(make_folder(o.dir));
    for (const char* f : files)
        if (std::filesystem::exists(o.dir / f, ec))
            return fail(Fault::storage, std::string(f) == "soria.db" ? "a ledger is there already" : std::string(f) + " of another ledger is there, without its soria.db: take another folder, or restore",
                        o.dir.string());
    Status made = make_files(o, origin);
    if (!made)
        for (const char* f : {"soria.db", "soria.db.new", "keys.db", "reads.db"})   // nothing half done
            for (const char* part : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(o.dir / (std::string(f) + part), ec);
    if (!made)
        for (const char* f : {"kept", "master.key"}) std::filesystem::remove_all(o.dir / f, ec);
    return made;
}

Status Store::make_files(const Options& o, std::string_view origin) {
    std::error_code ec;
    TRY(make_folder(o.dir / "kept"));
    Id id;
    o.random->fill(id.data(), id.size());
    TRY(Keys::create(o, id, origin));
    auto keys = TRY(Keys::open(o, id));
    TRY(Journal::open((o.dir / "reads.db").string(), o.vfs, o.queue_max));
    // Last, so that a folder with soria.db is a whole one.
    auto db = TRY(Db::open((o.dir / "soria.db.new").string(), Db::Mode::read_write, o.vfs));
    TRY(db->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"));
    TRY(db->exec(base_tables));
    TRY(put_meta(*db, "schema", std::to_string(schema_version)));
    TRY(put_meta(*db, "ledger", view(id)));
    TRY(put_meta(*db, "origin", origin));
    TRY(put_meta(*db, "public", keys->public_key()));
    TRY(put_meta(*db, "tree", MerkleTree().bytes()));
    TRY(put_meta(*db, "recorded_us", "0"));
    TRY(put_meta(*db, "rows", RowSum().bytes()));
    TRY(db->exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE"));
    db.reset();
    TRY(move_file(o.dir / "soria.db.new", o.dir / "soria.db"));
    return sync_folder(o.dir);
}

Result<std::unique_ptr<Ledger>> Store::start(Options o) {
    std::error_code ec;
    if (!std::filesystem::exists(o.dir / "soria.db", ec))
        return fail(Fault::absent, is_unfinished(o.dir) ? "making this folder was interrupted, and it holds nothing: `soria init` or `soria restore` begins again"
                                                        : "there is no ledger: make one with `soria init`", o.dir.string());
    for (const char* f : files)
        if (std::string_view(f) != "master.key" && !std::filesystem::exists(o.dir / f, ec))
            return fail(Fault::damaged, "is missing; the last backup has one", f);
    std::unique_ptr<Store> s(new Store);
    s->lock_ = ::open((o.dir / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_ < 0) return fail(Fault::storage, "the lock cannot be made", o.dir.string());
    if (::flock(s->lock_, LOCK_EX | LOCK_NB) != 0) return fail(Fault::busy, "another process holds the data folder", o.dir.string());
    std::filesystem::remove_all(unfinished(o.dir), ec);   // what making the folder left behind when soria.db stood already
    s->options_ = std::move(o);
    const Options& p = s->options_;
    for (const char* f : {"soria.db", "keys.db", "reads.db"}) TRY(check_log(p.dir / f));
    s->db_ = TRY(Db::open((p.dir / "soria.db").string(), Db::Mode::read_write, p.vfs));
    TRY(s->db_->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000;"));
    s->db_->empty_log();
    auto schema = TRY(get_meta(*s->db_, "schema"));
    if (schema != std::to_string(schema_version)) return fail(Fault::damaged, "the ledger was written by another version", "soria.db");
    auto id = TRY(get_meta(*s->db_, "ledger"));
    if (id.size() != 16) return fail(Fault::damaged, "the ledger has no id", "soria.db");
    std::memcpy(s->id_.data(), id.data(), 16);
    s->origin_ = TRY(get_meta(*s->db_, "origin"));
    auto tree = TRY(get_meta(*s->db_, "tree"));
    s->state_.tree = TRY(MerkleTree::parse(tree));
    auto us = TRY(get_meta(*s->db_, "recorded_us"));
    s->state_.recorded_us = std::atoll(us.c_str());
    auto rows = TRY(get_meta(*s->db_, "rows"));
    s->state_.rows = TRY(RowSum::parse(rows));
    s->state_.size = s->state_.tree.size();
    s->durable_ = s->state_.size;
    s->durable_us_ = s->state_.recorded_us;
    TRY(s->renew_views());
    s->draft_ = std::make_unique<Draft>(*s->db_);
    s->keys_ = TRY(Keys::open(p, s->id_));
    s->journal_ = TRY(Journal::open((p.dir / "reads.db").string(), p.vfs, p.queue_max));
    std::vector<Id> destroyed;
    {
        auto q = TRY(s->db_->prepare("SELECT owner FROM destroyed"));
        for (;;) {
            bool more = TRY(q.step());
            if (!more) break;
            Id owner;
            if (q.bytes_at(0).size() != owner.size()) return fail(Fault::damaged, "an owner in destroyed is no id", "soria.db");
            std::memcpy(owner.data(), q.bytes_at(0).data(), 16);
            destroyed.push_back(owner);
        }
    }
    // A stop between commit and destruction, or a restored backup of the keys: the ledger's erasures are done again.
    if (!destroyed.empty()) TRY(s->keys_->destroy(destroyed));
    s->thread_ = std::thread([p = s.get()] { p->run(); });
    return std::unique_ptr<Ledger>(std::move(s));
}

Store::~Store() {
    {
        std::lock_guard lock(queue_mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) {
        thread_.join();
        (void)checkpoint();
    }
    journal_.reset();
    pool_.clear();
    draft_.reset();
    db_.reset();
    if (lock_ >= 0) ::close(lock_);
}

std::future<Result<Receipt>> Store::append(Pending p, Again again) {
    auto promise = std::make_shared<std::promise<Result<Receipt>>>();
    auto f = promise->get_future();
    append(std::move(p), std::move(again), [promise](Result<Receipt> r) { promise->set_value(std::move(r)); });
    return f;
}

void Store::append(Pending p, Again again, std::function<void(Result<Receipt>)> done) {
    Job job{std::move(p), std::move(again), std::move(done)};
    hash_request(job);
    {
        std::lock_guard lock(queue_mutex_);
        if (!stop_ && queue_.size() < options_.queue_max) {
            queue_.push_back(std::move(job));
            if (queue_.size() >= wanted_) wake_.notify_one();
            return;
        }
    }
    job.done(fail(Fault::busy, "too many commands are waiting; try again in a moment"));
}

void Store::hash_request(Job& job) const {
    const auto& p = job.pending;
    if (!p.idempotency_key.empty()) job.request = request_hash(p.actor, p.idempotency_key, p.request);
}

// Whoever was answered by the last batch is likely to be back in a moment: waiting for half of them, never longer than the
// flush that this saves, makes the batches large when many are waiting and costs a single client nothing.
std::vector<Store::Job> Store::take_jobs(size_t before) {
    std::unique_lock lock(queue_mutex_);
    wanted_ = 1;
    wake_.wait(lock, [&] { return stop_ || !queue_.empty(); });
    if (queue_.size() < before / 2 && !stop_) {
        wanted_ = before / 2;
        wake_.wait_for(lock, std::min(commit_took_ / 2, std::chrono::microseconds(1000)), [&] { return stop_ || queue_.size() >= wanted_; });
    }
    wanted_ = SIZE_MAX;
    std::vector<Job> jobs;
    while (!queue_.empty() && jobs.size() < options_.batch_max) {
        jobs.push_back(std::move(queue_.front()));
        queue_.pop_front();
    }
    return jobs;
}

void Store::run() {
    for (size_t before = 0;;) {
        auto jobs = take_jobs(before);
        if (jobs.empty()) return;
        before = jobs.size();
        batch(jobs);
    }
}

Status Store::decide(std::vector<Job>& jobs, Batch& b, std::vector<Result<Receipt>>& answers) {
    for (auto& job : jobs) {
        answers.push_back(one(job, b));
        if (!answers.back() && answers.back().error().fault == Fault::storage) return tl::unexpected(answers.back().error());
    }
    return {};
}

void Store::batch(std::vector<Job>& jobs) {
    std::vector<Result<Receipt>> answers;
    Batch b;
    Status ok;
    {
        std::lock_guard lock(writer_mutex_);
        OnWriter here(db_.get());
        b.state = state_;
        ok = db_->run("BEGIN IMMEDIATE");
        if (ok) ok = decide(jobs, b, answers);
        if (ok && b.anything) {
            if (!b.keys.empty()) ok = keys_->persist(b.keys, b.state.recorded_us);
            if (ok) ok = write(b);
            if (ok) ok = save_state(b.state);
        }
        auto began = std::chrono::steady_clock::now();
        if (ok) ok = db_->run("COMMIT");
        commit_took_ = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
        if (!ok) {
            (void)db_->exec("ROLLBACK");   // an error may have rolled back already
            draft_->forget();
            versions_.clear();
            db_->empty_log();
        } else {
            if (options_.on_commit && b.state.size != state_.size) tell(jobs, answers, b.state.size);
            state_ = std::move(b.state);
            durable_ = state_.size;
            durable_us_ = state_.recorded_us;
            if (!b.destroy.empty()) (void)keys_->destroy(b.destroy);   // done again at the next start if this fails
        }
    }
    for (size_t i = 0; i < jobs.size(); ++i)
        jobs[i].done(ok ? std::move(answers[i]) : Result<Receipt>(tl::unexpected(ok.error())));
}

void Store::tell(std::vector<Job>& jobs, const std::vector<Result<Receipt>>& answers, uint64_t last) {
    Committed c{state_.size + 1, last, 0, {}};
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (!answers[i] || answers[i]->repeated || answers[i]->first > answers[i]->last) continue;
        ++c.commands;
        for (auto& e : jobs[i].pending.events) c.events.push_back(&e);
    }
    options_.on_commit(c);
}

Result<Receipt> Store::one(Job& job, Batch& b) {
    for (int attempt = 0;; ++attempt) {
        auto r = try_one(job, b);
        if (r) return r;
        const Error& e = r.error();
        if (e.fault != Fault::stale || e.rule == "idempotency" || !job.again || attempt >= decide_again_max) return r;
        TRY(write(b));                     // loading anew must see what the batch holds
        job.pending = TRY(job.again());
        hash_request(job);
    }
}

Result<std::vector<ReadEntry>> Store::reads_of(const Id& subject, size_t limit) {
    std::vector<ReadEntry> list;
    if (limit == 0) return list;
    auto looks = TRY(journal_->looks());
    TRY(looks->of(subject, [&](const ReadEntry& e) {
        list.push_back(e);
        return list.size() < limit;
    }));
    return list;
}

std::future<Result<uint64_t>> Store::record_read(ReadEntry e) {
    auto p = std::make_shared<std::promise<Result<uint64_t>>>();
    auto f = p->get_future();
    journal_->record(std::move(e), [p](Result<uint64_t> r) { p->set_value(std::move(r)); });
    return f;
}

Hash Store::request_hash(std::string_view actor, std::string_view key, std::string_view request) const {
    std::string s(reinterpret_cast<const char*>(keys_->request_key().data()), 32);
    for (auto part : {actor, key, request}) s += std::to_string(part.size()) + ":" + std::string(part);
    return sha256(s);
}

Hash Store::idempotency_hash(std::string_view actor, std::string_view key, std::string_view request, int64_t first, int64_t last, int64_t at_us) const {
    return keys_->row_hash({"idempotency", actor, key, request, std::to_string(first), std::to_string(last), std::to_string(at_us)});
}
Hash Store::checkpoint_hash(int64_t size, int64_t reads, std::string_view note) const {
    return keys_->row_hash({"checkpoints", std::to_string(size), std::to_string(reads), note});
}
Hash Store::destroyed_hash(std::string_view owner, int64_t number) const { return keys_->row_hash({"destroyed", owner, std::to_string(number)}); }

tl::unexpected<Error> used_otherwise() {
    Error e;
    e.fault = Fault::stale;
    e.rule = "idempotency";
    e.because = "the idempotency key was used for another request";
    return tl::unexpected(e);
}

Result<std::optional<Receipt>> Store::repeated(Db& db, std::string_view actor, std::string_view key, const Hash& request) {
    auto s = TRY(db.prepare("SELECT request, first, last, at_us FROM idempotency WHERE actor = ? AND key = ?"));
    bool row = TRY(s.bind(actor).bind(key).step());
    if (!row) return std::optional<Receipt>{};
    if (s.bytes_at(0) != view(request)) return used_otherwise();
    return std::optional<Receipt>(Receipt{uint64_t(s.integer(1)), uint64_t(s.integer(2)), true, s.integer(3)});
}

std::optional<Result<Receipt>> Store::answered_before(std::string_view actor, std::string_view key, std::string_view request) {
    auto db = lease();
    if (!db) return Result<Receipt>(tl::unexpected(db.error()));
    auto r = answered_before(*db->db, actor, key, request);
    if (!r) return Result<Receipt>(tl::unexpected(r.error()));
    if (!*r) return std::nullopt;
    return Result<Receipt>(**r);
}

Result<std::optional<Receipt>> Store::answered_before(Db& db, std::string_view actor, std::string_view key, std::string_view request) const {
    return repeated(db, actor, key, request_hash(actor, key, request));
}

// The version of a stream with what the batch holds.
Result<uint32_t> Store::version_in_batch(const Stream& stream) {
    if (auto known = versions_.find(stream); known != versions_.end()) return known->second;
    uint32_t version = TRY(version_of(*db_, stream));
    versions_[stream] = version;
    return version;
}

Status Store::check_versions(const Pending& p) {
    for (const auto& e : p.expected) {
        uint32_t is = TRY(version_in_batch(e.stream));
        if (is != e.version)
            return fail(Fault::stale, "somebody else was first: the " + std::string(name_of(e.stream.kind)) + " is at version " +
                                          std::to_string(is) + ", not " + std::to_string(e.version));
    }
    for (size_t i = 0; i < p.events.size(); ++i) {
        const auto& e = p.events[i];
        uint32_t is = 0;
        size_t j = i;
        while (j > 0 && p.events[j - 1].stream != e.stream) --j;
        if (j > 0) is = p.events[j - 1].version;
        else is = TRY(version_in_batch(e.stream));
        if (e.version != is + 1) return fail(Fault::stale, "an event is version " + std::to_string(e.version) + " of its stream, after " + std::to_string(is));
    }
    return {};
}

// All of a command or nothing of it: what may fail comes first.
Result<Receipt> Store::try_one(Job& job, Batch& b) {
    Pending& p = job.pending;
    if (!p.idempotency_key.empty()) {
        if (auto known = b.by_key.find(p.actor + '\0' + p.idempotency_key); known != b.by_key.end()) {
            const auto& r = b.requests[known->second];
            if (r.request != job.request) return used_otherwise();
            return Receipt{r.receipt.first, r.receipt.last, true, r.receipt.recorded_us};
        }
        auto r = TRY(repeated(*db_, p.actor, p.idempotency_key, job.request));
        if (r) return *r;
    }
    TRY(check_versions(p));
    Receipt receipt{b.state.size + 1, b.state.size + p.events.size(), false, std::max(p.recorded_us, b.state.recorded_us)};
    uint64_t number = b.state.size;
    for (EventRecord& e : p.events) {
        e.number = ++number;
        e.recorded_us = receipt.recorded_us;
        if (Status ok = fold_ahead(e); !ok) {
            draft_->undo();
            return tl::unexpected(ok.error());
        }
    }
    draft_->keep();
    accept(p, job.request, receipt, b);
    return receipt;
}

Status Store::fold_ahead(const EventRecord& e) {
    auto changes = TRY(options_.fold(e, *draft_));
    for (auto& c : changes) TRY(draft_->apply(std::move(c)));
    return {};
}

void Store::accept(Pending& p, const Hash& request, const Receipt& receipt, Batch& b) {
    for (const EventRecord& e : p.events) {
        std::string body = encode(e);
        b.state.tree.append(leaf_hash(e.number, body));
        versions_[e.stream] = e.version;
        b.events.push_back({e.number, e.version, stream_key(e.stream), std::move(body)});
    }
    if (!p.events.empty()) {
        b.state.size = receipt.last;
        b.state.recorded_us = receipt.recorded_us;
        b.recorded[receipt.recorded_us] = receipt.last;
    }
    for (const auto& owner : p.destroy_keys) b.destroyed.emplace_back(owner, b.state.size);
    if (!p.idempotency_key.empty()) {
        b.by_key.emplace(p.actor + '\0' + p.idempotency_key, b.requests.size());
        b.requests.push_back({p.actor, p.idempotency_key, request, receipt});
    }
    b.anything = b.anything || !p.events.empty() || !p.idempotency_key.empty() || !p.destroy_keys.empty();
    b.keys.insert(b.keys.end(), p.new_keys_created.begin(), p.new_keys_created.end());
    b.destroy.insert(b.destroy.end(), p.destroy_keys.begin(), p.destroy_keys.end());
}

Status Store::write(Batch& b) {
    constexpr size_t versions_max = 100'000;
    for (const auto& e : b.events) {
        auto s = TRY(db_->prepare("INSERT INTO events(number, stream, version, body) VALUES(?, ?, ?, ?)"));
        TRY(s.bind(int64_t(e.number)).bytes(e.stream).bind(int64_t(e.version)).bytes(e.body).run());
    }
    for (const auto& [at_us, last] : b.recorded) {
        auto s = TRY(db_->prepare("INSERT OR REPLACE INTO recorded(at_us, last) VALUES(?, ?)"));
        TRY(s.bind(at_us).bind(int64_t(last)).run());
    }
    for (const auto& [owner, number] : b.destroyed) {
        auto s = TRY(db_->prepare("INSERT OR IGNORE INTO destroyed(owner, number) VALUES(?, ?)"));
        TRY(s.bytes(view(owner)).bind(int64_t(number)).run());
        if (sqlite3_changes(db_->raw()) > 0) b.state.rows.add(destroyed_hash(view(owner), int64_t(number)));
    }
    for (const auto& r : b.requests) {
        auto s = TRY(db_->prepare("INSERT INTO idempotency(actor, key, request, first, last, at_us) VALUES(?, ?, ?, ?, ?, ?)"));
        TRY(s.bind(std::string_view(r.actor)).bind(std::string_view(r.key)).bytes(view(r.request)).bind(int64_t(r.receipt.first))
                .bind(int64_t(r.receipt.last)).bind(r.receipt.recorded_us).run());
        b.state.rows.add(idempotency_hash(r.actor, r.key, view(r.request), int64_t(r.receipt.first), int64_t(r.receipt.last), r.receipt.recorded_us));
    }
    TRY(draft_->write());
    b.events.clear();
    b.recorded.clear();
    b.destroyed.clear();
    b.requests.clear();
    b.by_key.clear();
    if (versions_.size() > versions_max) versions_.clear();
    return {};
}

Status Store::save_state(const State& s) {
    TRY(put_meta(*db_, "tree", s.tree.bytes()));
    TRY(put_meta(*db_, "rows", s.rows.bytes()));
    return put_meta(*db_, "recorded_us", std::to_string(s.recorded_us));
}

Result<Store::Lease> Store::lease() {
    if (writer_db) return Lease(this, writer_db, nullptr);
    {
        std::lock_guard lock(pool_mutex_);
        if (!pool_.empty()) {
            auto db = std::move(pool_.back());
            pool_.pop_back();
            Db* p = db.get();
            return Lease(this, p, std::move(db));
        }
    }
    auto db = TRY(Db::open((options_.dir / "soria.db").string(), Db::Mode::read_only, options_.vfs));
    // A desk of two hundred lines reads two thousand pages of 4 kB; a reader forgets what it has read whenever somebody commits.
    TRY(db->exec("PRAGMA cache_size=-16384;"));
    Db* p = db.get();
    return Lease(this, p, std::move(db));
}
void Store::give_back(std::unique_ptr<Db> db) {
    std::lock_guard lock(pool_mutex_);
    if (pool_.size() < pool_max) pool_.push_back(std::move(db));
}

}  // namespace soria::ledger::sqlite
