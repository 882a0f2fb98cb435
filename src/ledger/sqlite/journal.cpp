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
    TRY(j->db_->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8192;"));
    j->db_->empty_log();
    TRY(j->db_->exec(tables));
    {
        auto s = TRY(j->db_->prepare("SELECT state FROM tree"));
        bool row = TRY(s.step());
        if (row) j->tree_ = TRY(MerkleTree::parse(s.bytes_at(0)));
    }
    j->thread_ = std::thread([p = j.get()] { p->run(); });
    return j;
}

Journal::~Journal() {
    {
        std::lock_guard lock(queue_mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
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

void Journal::run() {
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
            else (void)db_->exec("ROLLBACK"), db_->empty_log();
        }
        for (size_t i = 0; i < batch.size(); ++i)
            batch[i].second(ok ? Result<uint64_t>(first + i) : Result<uint64_t>(tl::unexpected(ok.error())));
    }
}

Result<std::vector<ReadEntry>> Journal::of(const Id& subject, size_t limit) {
    std::lock_guard lock(db_mutex_);
    auto s = TRY(db_->prepare("SELECT body FROM by_subject JOIN reads USING(number) WHERE subject = ? ORDER BY number DESC LIMIT ?"));
    s.bytes(view(subject)).bind(int64_t(limit));
    std::vector<ReadEntry> list;
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return list;
        auto e = TRY(decode_read(s.bytes_at(0)));
        list.push_back(std::move(e));
    }
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
