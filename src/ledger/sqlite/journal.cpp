#include "ledger/sqlite/journal.hpp"

#include <set>

#include "base/core/codec.hpp"

namespace soria::ledger::sqlite {
namespace {
std::string_view view(const Id& id) { return {reinterpret_cast<const char*>(id.data()), 16}; }
void put(std::string& out, std::string_view s) {
    codec::put_varint(out, s.size());
    out += s;
}
Result<std::string> take(std::string_view& in) {
    uint64_t n = TRY(codec::take_varint(in));
    auto b = TRY(codec::take_bytes(in, n));
    if (!valid_text(b)) return fail(Fault::damaged, "a text is not UTF-8, or holds a NUL");
    return std::string(b);
}
}  // namespace

std::string encode_read(const ReadEntry& e) {
    std::string out;
    codec::put_varint(out, uint64_t(e.at_us));
    put(out, e.actor);
    put(out, e.agency);
    put(out, e.purpose);
    put(out, e.what);
    codec::put_varint(out, e.subjects.size());
    for (const auto& s : e.subjects) out += view(s);
    return out;
}

Result<ReadEntry> decode_read(std::string_view in) {
    ReadEntry e;
    uint64_t at_us = TRY(codec::take_varint(in));
    if (at_us >= uint64_t(INT64_MAX)) return fail(Fault::damaged, "a read's time is out of range");
    e.at_us = int64_t(at_us);
    e.actor = TRY(take(in));
    e.agency = TRY(take(in));
    e.purpose = TRY(take(in));
    e.what = TRY(take(in));
    uint64_t n = TRY(codec::take_varint(in));
    if (in.size() % 16 != 0 || in.size() / 16 != n) return fail(Fault::damaged, "a read's subjects do not fit");
    for (; !in.empty(); in.remove_prefix(16)) {
        Id id;
        std::memcpy(id.data(), in.data(), 16);
        e.subjects.push_back(id);
    }
    return e;
}

namespace {
const char* const tables =
    "CREATE TABLE IF NOT EXISTS reads(number INTEGER PRIMARY KEY, body BLOB NOT NULL);"
    "CREATE TABLE IF NOT EXISTS by_subject(subject BLOB, number INTEGER, PRIMARY KEY(subject, number)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS tree(id INTEGER PRIMARY KEY CHECK(id = 1), state BLOB NOT NULL);";
}  // namespace

Result<std::unique_ptr<Journal>> Journal::open(const std::string& path, const std::string& vfs, size_t queue_max) {
    std::unique_ptr<Journal> j(new Journal);
    j->queue_max_ = queue_max;
    j->vfs_ = vfs;
    j->db_ = TRY(Db::open(path, Db::Mode::read_write, vfs));
    TRY(j->db_->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192; PRAGMA wal_autocheckpoint=32768;"));
    j->db_->empty_log();
    j->copying_ = TRY(Db::open(path, Db::Mode::read_write, vfs));
    TRY(j->copying_->exec("PRAGMA synchronous=FULL; PRAGMA cache_size=-256;"));
    TRY(j->db_->exec(tables));
    {
        auto s = TRY(j->db_->prepare("SELECT state FROM tree"));
        bool row = TRY(s.step());
        if (row) j->tree_ = TRY(MerkleTree::parse(s.bytes_at(0)));
    }
    j->thread_ = std::thread([p = j.get()] { p->run(); });
    j->copier_ = std::thread([p = j.get()] { p->copy_log(); });
    return j;
}

Journal::~Journal() {
    {
        std::lock_guard lock(queue_mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
    copy_.notify_all();
    if (copier_.joinable()) copier_.join();
}

void Journal::record(ReadEntry e, Done done) {
    {
        std::lock_guard lock(queue_mutex_);
        if (!stop_ && queue_.size() < queue_max_) {
            queue_.emplace_back(std::move(e), std::move(done));
            wake_.notify_one();
            return;
        }
    }
    done(fail(Fault::busy, "too many reads are waiting to be recorded"));
}

Status Journal::commit(std::vector<std::pair<ReadEntry, Done>>& batch, MerkleTree& tree) {
    TRY(db_->run("BEGIN IMMEDIATE"));
    for (auto& [e, done] : batch) {
        int64_t number = int64_t(tree.size()) + 1;
        std::string body = encode_read(e);
        auto s = TRY(db_->prepare("INSERT INTO reads(number, body) VALUES(?, ?)"));
        TRY(s.bind(number).bytes(body).run());
        for (const auto& subject : e.subjects) {
            auto i = TRY(db_->prepare("INSERT OR IGNORE INTO by_subject(subject, number) VALUES(?, ?)"));
            TRY(i.bytes(view(subject)).bind(number).run());
        }
        tree.append(leaf_hash(uint64_t(number), body));
    }
    std::string state = tree.bytes();
    auto s = TRY(db_->prepare("INSERT OR REPLACE INTO tree(id, state) VALUES(1, ?)"));
    TRY(s.bytes(state).run());
    return db_->run("COMMIT");
}

namespace {

constexpr size_t looks_between_copies = 1024;
constexpr int pages_left_max = 16, log_pages_full = 8192;

struct LogPages { int all = 0, left = 0; };

// Writes back what no reader needs; how long the log is, and how many pages of it were left. A full disk, or a busy file, keeps
// the log: nothing is lost by that.
LogPages write_back(Db& db) {
    int all = 0, copied = 0;
    if (sqlite3_wal_checkpoint_v2(db.raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &all, &copied) != SQLITE_OK) return {};
    return {all, all - copied};
}

// What was written back reaches the disk, so that beginning the log anew has little to wait for.
void flush_file(Db& db) {
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(db.raw(), "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK && file && file->pMethods)
        (void)file->pMethods->xSync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);   // begun anew is only what a flush of its own has answered for
}

}  // namespace

// Looks go on meanwhile, so that a little of the log is always new: when the log is full, the journal's own thread writes back that
// rest and begins it anew. Whoever looks waits for that, which is why it is rare.
void Journal::copy_log() {
    constexpr int rounds_max = 6;
    std::unique_lock lock(queue_mutex_);
    for (;;) {
        copy_.wait(lock, [&] { return stop_ || copy_wanted_; });
        if (stop_) return;
        copy_wanted_ = false;
        lock.unlock();
        {
            std::lock_guard log(log_mutex_);
            LogPages now = write_back(*copying_);
            if (now.all >= log_pages_full) {
                flush_file(*copying_);
                for (int i = 0; i < rounds_max && now.left > pages_left_max; ++i) now = write_back(*copying_);
                log_full_ = true;
            }
        }
        lock.lock();
    }
}

void Journal::run() {
    size_t looks = 0;                                 // since the log was last copied
    for (;;) {
        std::vector<std::pair<ReadEntry, Done>> batch;
        {
            std::unique_lock lock(queue_mutex_);
            wake_.wait(lock, [&] { return stop_ || !queue_.empty(); });
            if (queue_.empty()) return;
            batch.swap(queue_);
        }
        Status ok;
        uint64_t first = 0;
        {
            std::lock_guard lock(db_mutex_);
            MerkleTree tree = tree_;
            ok = commit(batch, tree);
            first = tree_.size() + 1;
            if (ok) tree_ = tree;
            if (!ok) {
                (void)db_->exec("ROLLBACK");
                std::lock_guard log(log_mutex_);
                db_->empty_log();
            }
        }
        for (size_t i = 0; i < batch.size(); ++i)
            batch[i].second(ok ? Result<uint64_t>(first + i) : Result<uint64_t>(tl::unexpected(ok.error())));
        if (log_full_.exchange(false)) {
            std::lock_guard lock(db_mutex_);
            std::lock_guard log(log_mutex_);
            (void)write_back(*db_);
        }
        looks += batch.size();
        if (looks < looks_between_copies) continue;
        looks = 0;
        std::lock_guard lock(queue_mutex_);
        copy_wanted_ = true;
        copy_.notify_one();
    }
}

class Journal::Moment final : public Looks {
public:
    Moment(Journal& journal, std::unique_ptr<Db> db) : journal_(journal), db_(std::move(db)) {}
    ~Moment() override {
        (void)db_->run("COMMIT");
        journal_.give_back(std::move(db_));
    }
    Status of(const Id& subject, const std::function<bool(const ReadEntry&)>& more) override {
        auto s = TRY(db_->prepare("SELECT body FROM by_subject JOIN reads USING(number) WHERE subject = ? ORDER BY number DESC"));
        s.bytes(view(subject));
        for (;;) {
            bool row = TRY(s.step());
            if (!row) return {};
            auto e = TRY(decode_read(s.bytes_at(0)));
            if (!more(e)) return {};
        }
    }

private:
    Journal& journal_;
    std::unique_ptr<Db> db_;
};

Result<std::unique_ptr<Looks>> Journal::looks() {
    auto db = TRY(reader());
    TRY(db->run("BEGIN"));
    return std::unique_ptr<Looks>(std::make_unique<Moment>(*this, std::move(db)));
}

Result<std::unique_ptr<Db>> Journal::reader() {
    {
        std::lock_guard lock(pool_mutex_);
        if (!pool_.empty()) {
            auto db = std::move(pool_.back());
            pool_.pop_back();
            return db;
        }
    }
    auto db = TRY(Db::open(db_->path(), Db::Mode::read_only, vfs_));
    TRY(db->exec("PRAGMA cache_size=-2048;"));
    return db;
}

void Journal::give_back(std::unique_ptr<Db> db) {
    constexpr size_t pool_max = 4;
    std::lock_guard lock(pool_mutex_);
    if (pool_.size() < pool_max) pool_.push_back(std::move(db));
}

MerkleTree Journal::tree() {
    std::lock_guard lock(db_mutex_);
    return tree_;
}

Status Journal::verify(const SignedReads& signed_reads, uint64_t& count, Hash& root, std::vector<std::string>& faults) {
    auto db = TRY(Db::open(db_->path(), Db::Mode::read_only, vfs_));
    MerkleTree t, kept;
    {
        std::lock_guard lock(db_mutex_);
        TRY(db->exec("BEGIN"));
        auto now = TRY(db->prepare("SELECT id, state FROM tree"));     // the first read fixes the moment; looks go on
        bool row = TRY(now.step());
        kept = tree_;
        if (row ? now.integer(0) != 1 || now.bytes_at(1) != kept.bytes() : kept.size() > 0) faults.push_back("reads.db: tree is not what was kept");
    }
    auto fault = [&](std::string what) { if (faults.size() < 100) faults.push_back("reads.db: " + std::move(what)); };
    auto compare = [&] {
        auto [from, to] = signed_reads.equal_range(t.size());
        for (; from != to; ++from)
            if (from->second != t.root()) fault("the first " + std::to_string(t.size()) + " reads are not what was signed");
    };
    compare();
    int64_t named = 0;
    auto indexed = TRY(db->prepare("SELECT count(*) FROM by_subject WHERE subject = ? AND number = ?"));
    auto s = TRY(db->prepare("SELECT number, body FROM reads ORDER BY number"));
    for (;;) {
        bool more = TRY(s.step());
        if (!more) break;
        uint64_t n = uint64_t(s.integer(0));
        std::string at = "read " + std::to_string(n);
        if (n != t.size() + 1) fault("read " + std::to_string(t.size() + 1) + " is missing");
        auto e = decode_read(s.bytes_at(1));
        if (!e) {
            fault(at + ": " + e.error().because);
        } else {
            if (encode_read(*e) != s.bytes_at(1)) fault(at + ": its bytes are not in their canonical form");
            std::set<Id> subjects(e->subjects.begin(), e->subjects.end());
            for (const auto& subject : subjects) {
                TRY(indexed.again().bytes(view(subject)).bind(int64_t(n)).step());
                if (indexed.integer(0) != 1) fault(at + ": a subject's list does not name it");
            }
            named += int64_t(subjects.size());
        }
        t.append(leaf_hash(n, s.bytes_at(1)));
        compare();
    }
    if (!(t == kept)) fault("the reads are not what was recorded: their root differs");
    if (signed_reads.upper_bound(t.size()) != signed_reads.end())
        fault("a checkpoint speaks of " + std::to_string(signed_reads.rbegin()->first) + " reads; there are " + std::to_string(t.size()));
    auto all = TRY(db->prepare("SELECT count(*) FROM by_subject"));
    TRY(all.step());
    if (all.integer(0) != named) fault("the lists by subject name reads that are not theirs");
    auto made = TRY(Db::open(":memory:", Db::Mode::read_write));
    TRY(made->exec(tables));
    TRY(check_file(*db, *made, fault));
    count = t.size();
    root = t.root();
    return {};
}

Status Journal::backup(const std::string& to) {
    std::lock_guard lock(db_mutex_);
    auto s = TRY(db_->prepare("VACUUM INTO ?"));
    return s.bind(std::string_view(to)).run();
}

}  // namespace soria::ledger::sqlite
