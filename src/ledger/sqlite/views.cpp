// Views at a moment, and the views made anew from the events.
#include <algorithm>

#include "ledger/memory_rows.hpp"
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {
namespace {

class Now final : public Snapshot {
public:
    Now(const Store& store, Store::Lease l) : store_(store), lease_(std::move(l)), rows_(*lease_.db) {
        if (lease_.owned) (void)lease_.db->run("BEGIN");
    }
    ~Now() override { if (lease_.owned) (void)lease_.db->run("COMMIT"); }
    Result<std::optional<Row>> get(const Table& t, std::span<const Value> key) override { return rows_.get(t, key); }
    Result<std::vector<Row>> scan(const Table& t, std::string_view i, std::span<const Value> p, std::span<const Value> a, size_t n) override { return rows_.scan(t, i, p, a, n); }
    Result<std::vector<Row>> range(const Table& t, std::string_view i, std::span<const Value> p, const Value& l, const Value& u, size_t n) override { return rows_.range(t, i, p, l, u, n); }
    Result<std::vector<Row>> sums(const Table& t, std::span<const Value> p, size_t by, const Value& l, const Value& u) override { return rows_.sums(t, p, by, l, u); }
    Result<std::vector<EventRecord>> load(const Stream& s, uint32_t from) override { return Store::load(*lease_.db, s, from); }
    Result<uint64_t> size() override {
        if (!size_) size_ = TRY(Store::size(*lease_.db));
        return *size_;
    }
    Result<uint32_t> version_of(const Stream& s) override { return Store::version_of(*lease_.db, s); }
    Result<std::optional<Receipt>> answered_before(std::string_view actor, std::string_view key, std::string_view request) override {
        return store_.answered_before(*lease_.db, actor, key, request);
    }

private:
    const Store& store_;
    Store::Lease lease_;
    std::optional<uint64_t> size_;
    DbRows rows_;
};

class Replayed final : public RowReader {
public:
    explicit Replayed(std::unique_ptr<Db> db) : db_(std::move(db)), rows_(*db_) {}
    Result<std::optional<Row>> get(const Table& t, std::span<const Value> key) override { return rows_.get(t, key); }
    Result<std::vector<Row>> scan(const Table& t, std::string_view i, std::span<const Value> p, std::span<const Value> a, size_t n) override { return rows_.scan(t, i, p, a, n); }
    Result<std::vector<Row>> range(const Table& t, std::string_view i, std::span<const Value> p, const Value& l, const Value& u, size_t n) override { return rows_.range(t, i, p, l, u, n); }
    Result<std::vector<Row>> sums(const Table& t, std::span<const Value> p, size_t by, const Value& l, const Value& u) override { return rows_.sums(t, p, by, l, u); }

private:
    std::unique_ptr<Db> db_;
    DbRows rows_;
};

}  // namespace

Result<std::unique_ptr<Snapshot>> Store::snapshot() {
    auto l = TRY(lease());
    return std::unique_ptr<Snapshot>(std::make_unique<Now>(*this, std::move(l)));
}

// Folds the first events into empty tables. Many events go into one write, so that rows which change often are written
// once and neighbours in the file are written together.
Status Store::fold_all(Db& db, uint64_t last, const std::function<void(uint64_t)>& progress) {
    constexpr size_t rows_ahead_max = 60'000;
    Draft draft(db, rows_ahead_max, Draft::FromNothing{last});
    TRY(each(1, last, [&](const EventRecord& e) -> Status {
        auto changes = TRY(options_.fold(e, draft));
        for (auto& c : changes) TRY(draft.apply(std::move(c)));
        draft.keep();
        if (draft.ahead() >= rows_ahead_max) TRY(draft.write());
        if (progress) progress(e.number);
        return {};
    }));
    return draft.write();
}

int64_t views_mark(const Options& o) {
    Sha256 h;
    h.add(std::to_string(o.views_version));
    for (const Table* t : o.tables) {
        h.add("\ntable " + std::string(t->name) + " " + std::to_string(t->key_columns));
        for (const auto& c : t->columns) h.add("\n" + std::string(c.name) + " " + std::to_string(int(c.type)) + " " + std::to_string(int(c.cls)));
        for (const auto& i : t->indexes) {
            h.add("\nindex " + std::string(i.name));
            for (size_t c : i.columns) h.add(" " + std::to_string(c));
        }
    }
    Hash sum = h.done();
    return int64_t(sum[0]) << 16 | int64_t(sum[1]) << 8 | int64_t(sum[2]) | 1;     // never 0, which is a new file's
}

namespace {

Status drop_views(Db& db) {
    std::vector<std::string> names;
    {
        auto s = TRY(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'view\\_%' ESCAPE '\\'"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            names.emplace_back(s.bytes_at(0));
        }
    }
    for (const auto& n : names) TRY(db.exec("DROP TABLE \"" + n + "\""));
    return {};
}

}  // namespace

Status Store::renew_views() {
    int64_t wanted = views_mark(options_), mark = 0;
    {
        auto s = TRY(db_->prepare("PRAGMA user_version"));
        TRY(s.step());
        mark = s.integer(0);
    }
    if (mark == wanted) return {};
    TRY(db_->exec("BEGIN IMMEDIATE"));
    auto work = [&]() -> Status {
        TRY(drop_views(*db_));
        for (const Table* t : options_.tables) TRY(create_table(*db_, *t));
        TRY(fold_all(*db_, state_.size, now_and_then(options_.on_renewal)));
        TRY(db_->exec("PRAGMA user_version = " + std::to_string(wanted)));
        return db_->exec("COMMIT");
    };
    Status ok = work();
    if (!ok) (void)db_->exec("ROLLBACK"), db_->empty_log();
    return ok;
}

Result<std::unique_ptr<RowReader>> Store::replayed(const std::vector<Stream>& streams, uint64_t last) {
    std::vector<EventRecord> events;
    {
        auto l = TRY(lease());
        for (const auto& s : streams) {
            auto list = TRY(load(*l.db, s, 1));
            for (auto& e : list)
                if (e.number <= last) events.push_back(std::move(e));
        }
    }
    std::sort(events.begin(), events.end(), [](auto& a, auto& b) { return a.number < b.number; });
    auto rows = std::make_unique<MemoryRows>();
    for (const auto& e : events) {
        auto changes = TRY(options_.fold(e, *rows));
        for (auto& c : changes) rows->apply(std::move(c));
    }
    return std::unique_ptr<RowReader>(std::move(rows));
}

// A file that SQLite deletes when it is closed, and that memory holds a little of.
Result<std::unique_ptr<RowReader>> Store::replayed(uint64_t last) {
    auto db = TRY(Db::open("", Db::Mode::read_write));
    TRY(db->exec("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16384;"));
    for (const Table* t : options_.tables) TRY(create_table(*db, *t));
    TRY(db->exec("BEGIN"));
    TRY(fold_all(*db, last, {}));
    TRY(db->exec("COMMIT"));
    return std::unique_ptr<RowReader>(std::make_unique<Replayed>(std::move(db)));
}

Result<std::vector<std::pair<std::string, Hash>>> Store::digests() {
    auto l = TRY(lease());
    std::vector<std::pair<std::string, Hash>> list;
    for (const Table* t : options_.tables) {
        auto h = TRY(digest(*l.db, *t));
        list.emplace_back(t->name, h);
    }
    return list;
}

std::function<void(uint64_t)> Store::now_and_then(const Progress& progress) const {
    constexpr uint64_t every_events = 10'000;
    if (!progress) return {};
    return [&progress, of = state_.size](uint64_t done) {
        if (done % every_events == 0 || done == of) progress(done, of);
    };
}

Status Store::rebuild(const Progress& progress) {
    std::lock_guard lock(writer_mutex_);
    TRY(db_->exec("BEGIN IMMEDIATE"));
    draft_->forget();
    auto work = [&]() -> Status {
        for (const Table* t : options_.tables) TRY(clear(*db_, *t));
        return fold_all(*db_, state_.size, now_and_then(progress));
    };
    Status ok = work();
    if (ok) ok = db_->exec("COMMIT");
    if (!ok) (void)db_->exec("ROLLBACK"), db_->empty_log();
    return ok;
}

}  // namespace soria::ledger::sqlite
