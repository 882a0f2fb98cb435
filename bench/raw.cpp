#include "raw.hpp"

#include <sqlite3.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "arms.hpp"

namespace soria::bench {
namespace {

class Connection {
public:
    explicit Connection(const std::string& path) {
        if (sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) stop("opening " + path);
    }
    ~Connection() {
        for (auto* s : statements_) sqlite3_finalize(s);
        sqlite3_close(db_);
    }
    void exec(const char* sql) {
        if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) stop(std::string(sql) + ": " + sqlite3_errmsg(db_));
    }
    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* s = nullptr;
        if (sqlite3_prepare_v3(db_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &s, nullptr) != SQLITE_OK) stop(sql + ": " + sqlite3_errmsg(db_));
        statements_.push_back(s);
        return s;
    }
    void run(sqlite3_stmt* s) {
        if (sqlite3_step(s) != SQLITE_DONE) stop(std::string(sqlite3_sql(s)) + ": " + sqlite3_errmsg(db_));
        sqlite3_reset(s);
    }

private:
    sqlite3* db_ = nullptr;
    std::vector<sqlite3_stmt*> statements_;
};

void text(sqlite3_stmt* s, int i, const std::string& v) { sqlite3_bind_text(s, i, v.data(), int(v.size()), SQLITE_STATIC); }
void blob(sqlite3_stmt* s, int i, const std::string& v) { sqlite3_bind_blob(s, i, v.data(), int(v.size()), SQLITE_STATIC); }
void bind(sqlite3_stmt* s, int i, const Value& v) {
    if (auto n = std::get_if<int64_t>(&v)) sqlite3_bind_int64(s, i, *n);
    else if (auto t = std::get_if<std::string>(&v)) text(s, i, *t);
    else if (auto b = std::get_if<Blob>(&v)) blob(s, i, b->bytes);
    else sqlite3_bind_null(s, i);
}

struct ViewStatements {
    sqlite3_stmt *insert, *replace, *remove;
};

class Writer {
public:
    explicit Writer(const std::filesystem::path& dir) : db_((dir / "soria.db").string()), keys_((dir / "keys.db").string()) {
        db_.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000;");
        keys_.exec("PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        event_ = db_.prepare("INSERT INTO events(number, stream, version, body) VALUES(?, ?, ?, ?)");
        recorded_ = db_.prepare("INSERT OR REPLACE INTO recorded(at_us, last) VALUES(?, ?)");
        request_ = db_.prepare("INSERT INTO idempotency(actor, key, request, first, last, at_us) VALUES(?, ?, ?, ?, ?, ?)");
        meta_ = db_.prepare("INSERT OR REPLACE INTO meta(name, bytes) VALUES(?, ?)");
        key_ = keys_.prepare("INSERT INTO keys(owner, epoch, wrapped) VALUES(?, ?, ?)");
    }
    void commit(const TraceBatch& b) {
        if (!b.keys.empty()) write_keys(b.keys);
        db_.exec("BEGIN IMMEDIATE");
        for (const auto& c : b.commands) write_command(c);
        for (const auto& [at_us, last] : b.recorded) {
            sqlite3_bind_int64(recorded_, 1, at_us);
            sqlite3_bind_int64(recorded_, 2, last);
            db_.run(recorded_);
        }
        for (const auto& r : b.rows) write_row(r);
        write_meta("tree", b.tree);
        write_meta("recorded_us", b.recorded_us);
        db_.exec("COMMIT");
    }
    void write_row(const ViewRow& r) {
        auto& x = statements(*r.change.table);
        auto* s = r.change.kind == Change::Kind::remove ? x.remove : r.fresh ? x.insert : x.replace;
        int i = 0;
        for (const auto& v : r.change.row) bind(s, ++i, v);
        db_.run(s);
    }
    Connection& db() { return db_; }

private:
    void write_keys(const std::vector<KeyRow>& rows) {
        keys_.exec("BEGIN IMMEDIATE");
        for (const auto& k : rows) {
            blob(key_, 1, k.owner);
            sqlite3_bind_int64(key_, 2, k.epoch);
            blob(key_, 3, k.wrapped);
            keys_.run(key_);
        }
        keys_.exec("COMMIT");
    }
    void write_command(const TraceCommand& c) {
        for (const auto& e : c.events) {
            sqlite3_bind_int64(event_, 1, e.number);
            blob(event_, 2, e.stream);
            sqlite3_bind_int64(event_, 3, e.version);
            blob(event_, 4, e.body);
            db_.run(event_);
        }
        text(request_, 1, c.request.actor);
        text(request_, 2, c.request.key);
        blob(request_, 3, c.request.request);
        sqlite3_bind_int64(request_, 4, c.request.first);
        sqlite3_bind_int64(request_, 5, c.request.last);
        sqlite3_bind_int64(request_, 6, c.request.at_us);
        db_.run(request_);
    }
    void write_meta(const char* name, const std::string& bytes) {
        sqlite3_bind_text(meta_, 1, name, -1, SQLITE_STATIC);
        blob(meta_, 2, bytes);
        db_.run(meta_);
    }
    ViewStatements& statements(const Table& t) {
        auto known = views_.find(&t);
        if (known != views_.end()) return known->second;
        std::string name = "view_" + std::string(t.name), marks, where;
        for (size_t i = 0; i < t.columns.size(); ++i) marks += i ? ", ?" : "?";
        for (size_t i = 0; i < t.key_columns; ++i) where += std::string(i ? " AND " : "") + "\"" + std::string(t.columns[i].name) + "\" = ?";
        ViewStatements x{db_.prepare("INSERT INTO " + name + " VALUES(" + marks + ")"), db_.prepare("INSERT OR REPLACE INTO " + name + " VALUES(" + marks + ")"),
                         db_.prepare("DELETE FROM " + name + " WHERE " + where)};
        return views_.emplace(&t, x).first->second;
    }
    Connection db_, keys_;
    sqlite3_stmt *event_, *recorded_, *request_, *meta_, *key_;
    std::map<const Table*, ViewStatements> views_;
};

// Commands are handed in in the trace's order; the writer takes a batch when all of it is there.
class Queue {
public:
    explicit Queue(const Trace& t) : trace_(t) {}
    void client() {
        std::unique_lock lock(mutex_);
        while (taken_ < trace_.commands) {
            uint64_t mine = taken_++;
            ++waiting_;
            if (waiting_ >= wanted_) arrived_.notify_one();
            std::condition_variable done;      // each client is woken by itself, as one that waits for its own answer is
            waiters_[mine % ring] = &done;
            done.wait(lock, [&] { return durable_ > mine; });
        }
    }
    void writer(Writer& w) {
        for (const auto& b : trace_.batches) {
            {
                std::unique_lock lock(mutex_);
                wanted_ = b.commands.size();
                arrived_.wait(lock, [&] { return waiting_ >= wanted_; });
                waiting_ -= wanted_;
                wanted_ = SIZE_MAX;
            }
            w.commit(b);
            std::lock_guard lock(mutex_);
            for (size_t i = 0; i < b.commands.size(); ++i) {
                auto* waiter = waiters_[durable_++ % ring];
                waiter->notify_one();
            }
        }
    }

private:
    static constexpr size_t ring = 1024;
    const Trace& trace_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable* waiters_[ring] = {};
    uint64_t taken_ = 0, durable_ = 0;
    size_t waiting_ = 0, wanted_ = SIZE_MAX;
};

}  // namespace

struct RawWriter::Inside {
    explicit Inside(const std::filesystem::path& dir) : writer(dir) {}
    Writer writer;
};
RawWriter::RawWriter(const std::filesystem::path& dir) : inside_(std::make_unique<Inside>(dir)) {}
RawWriter::~RawWriter() = default;
void RawWriter::exec(const std::string& sql) { inside_->writer.db().exec(sql.c_str()); }
void RawWriter::write_row(const ViewRow& r) { inside_->writer.write_row(r); }

object run_raw(const std::filesystem::path& dir, const Trace& t) {
    Writer w(dir);
    Queue q(t);
    flushes_clear();
    Span s;
    std::vector<std::thread> threads;
    for (int c = 0; c < clients; ++c) threads.emplace_back([&] { q.client(); });
    q.writer(w);
    for (auto& th : threads) th.join();
    object o{{"commands", t.commands}, {"events", t.events}, {"view_rows", t.view_rows}, {"keys", t.keys}, {"wall_s", s.wall_s_used()}, {"cpu_s", s.cpu_s_used()}};
    auto flushes = flushes_s("soria.db-wal");
    o["batches"] = t.batches.size();
    o["flush_ms_p50"] = percentile(flushes, 0.5) * 1e3;
    o["flush_ms_p99"] = percentile(flushes, 0.99) * 1e3;
    return o;
}

}  // namespace soria::bench
