// Views at a moment, rebuilding, proof, backup and restore.
#include <unistd.h>

#include "ledger/note.hpp"
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {
namespace {

class Snapshot final : public RowReader {
public:
    explicit Snapshot(Store::Lease l) : lease_(std::move(l)), rows_(*lease_.db) {
        if (lease_.owned) (void)lease_.db->exec("BEGIN");
    }
    ~Snapshot() override { if (lease_.owned) (void)lease_.db->exec("COMMIT"); }
    Result<std::optional<Row>> get(const Table& t, std::span<const Value> key) override { return rows_.get(t, key); }
    Result<std::vector<Row>> scan(const Table& t, std::string_view i, std::span<const Value> p, std::span<const Value> a, size_t n) override { return rows_.scan(t, i, p, a, n); }
    Result<std::vector<Row>> range(const Table& t, std::string_view i, std::span<const Value> p, const Value& l, const Value& u, size_t n) override { return rows_.range(t, i, p, l, u, n); }

private:
    Store::Lease lease_;
    DbRows rows_;
};

class Replayed final : public RowReader {
public:
    explicit Replayed(std::unique_ptr<Db> db) : db_(std::move(db)), rows_(*db_) {}
    Result<std::optional<Row>> get(const Table& t, std::span<const Value> key) override { return rows_.get(t, key); }
    Result<std::vector<Row>> scan(const Table& t, std::string_view i, std::span<const Value> p, std::span<const Value> a, size_t n) override { return rows_.scan(t, i, p, a, n); }
    Result<std::vector<Row>> range(const Table& t, std::string_view i, std::span<const Value> p, const Value& l, const Value& u, size_t n) override { return rows_.range(t, i, p, l, u, n); }
    Db& db() { return *db_; }

private:
    std::unique_ptr<Db> db_;
    DbRows rows_;
};

bool in_order(const std::vector<SealedField>& fields) {
    for (size_t i = 0; i < fields.size(); ++i)
        if (!is_sealed(fields[i].cls) || name_of(fields[i].cls) == "unknown" || (i && fields[i].number <= fields[i - 1].number)) return false;
    return true;
}

Status copy_tree(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code ec;
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, ec);
    if (ec) return fail(Fault::storage, "cannot be copied: " + ec.message(), from.filename().string());
    return {};
}

}  // namespace

Result<std::unique_ptr<RowReader>> Store::snapshot() {
    auto l = TRY(lease());
    return std::unique_ptr<RowReader>(std::make_unique<Snapshot>(std::move(l)));
}

Result<std::unique_ptr<RowReader>> Store::replayed(uint64_t last) {
    auto db = TRY(Db::open(":memory:", Db::Mode::read_write));
    for (const Table* t : options_.tables) TRY(create_table(*db, *t));
    auto r = std::make_unique<Replayed>(std::move(db));
    TRY(r->db().exec("BEGIN"));
    DbRows rows(r->db());
    TRY(each(1, last, [&](const EventRecord& e) { return fold_into(r->db(), e, rows); }));
    TRY(r->db().exec("COMMIT"));
    return std::unique_ptr<RowReader>(std::move(r));
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

Status Store::rebuild(const std::function<void(uint64_t, uint64_t)>& progress) {
    constexpr uint64_t progress_every_events = 10'000;
    std::lock_guard lock(writer_mutex_);
    TRY(db_->exec("BEGIN IMMEDIATE"));
    auto work = [&]() -> Status {
        for (const Table* t : options_.tables) TRY(clear(*db_, *t));
        DbRows rows(*db_);
        return each(1, state_.size, [&](const EventRecord& e) -> Status {
            TRY(fold_into(*db_, e, rows));
            if (progress && (e.number % progress_every_events == 0 || e.number == state_.size)) progress(e.number, state_.size);
            return {};
        });
    };
    Status ok = work();
    if (ok) ok = db_->exec("COMMIT");
    if (!ok) (void)db_->exec("ROLLBACK");
    return ok;
}

Result<std::string> Store::checkpoint() {
    MerkleTree reads = journal_->tree();
    std::lock_guard lock(writer_mutex_);
    Checkpoint c{origin_, state_.tree.size(), state_.tree.root(), reads.size(), reads.root()};
    std::string note = sign_note(c, *keys_);
    {
        // A signature is never replaced: with another root at the same size, something was changed since.
        auto before = TRY(db_->prepare("SELECT note FROM checkpoints WHERE size = ? AND reads = ?"));
        bool signed_before = TRY(before.bind(int64_t(c.size)).bind(int64_t(c.reads_size)).step());
        if (signed_before && before.bytes_at(0) == note) return note;
        if (signed_before) return fail(Fault::damaged, "the ledger is not what was signed when it had this size", "soria.db");
    }
    auto s = TRY(db_->prepare("INSERT INTO checkpoints(size, reads, note) VALUES(?, ?, ?)"));
    TRY(s.bind(int64_t(c.size)).bind(int64_t(c.reads_size)).bind(std::string_view(note)).run());
    return note;
}

Result<Verified> Store::verify() {
    Verified v;
    std::lock_guard lock(writer_mutex_);
    auto fault = [&](std::string what) { if (v.faults.size() < 100) v.faults.push_back("soria.db: " + std::move(what)); };
    std::map<uint64_t, std::vector<Checkpoint>> notes;
    SignedReads signed_reads;
    {
        auto s = TRY(db_->prepare("SELECT note, size, reads FROM checkpoints"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            auto c = open_note(s.bytes_at(0), keys_->public_key());
            if (!c) fault(c.error().because);
            else if (c->origin != origin_) fault("a checkpoint of another ledger");
            else if (c->size != uint64_t(s.integer(1)) || c->reads_size != uint64_t(s.integer(2))) fault("a checkpoint stands at the wrong size");
            else notes[c->size].push_back(*c), signed_reads.emplace(c->reads_size, c->reads_root);
            ++v.checkpoints;
        }
    }
    MerkleTree tree;
    auto compare = [&] {
        auto at = notes.find(tree.size());
        if (at == notes.end()) return;
        for (const auto& c : at->second)
            if (c.root != tree.root()) fault("the first " + std::to_string(c.size) + " events are not what was signed");
    };
    compare();
    std::map<std::string, uint32_t> versions;
    int64_t recorded = 0;
    auto times = TRY(db_->prepare("SELECT at_us, last FROM recorded ORDER BY at_us"));
    bool times_fit = true;
    auto time_over = [&](uint64_t last) -> Status {
        bool row = TRY(times.step());
        times_fit = times_fit && row && times.integer(0) == recorded && uint64_t(times.integer(1)) == last;
        return {};
    };
    {
        auto s = TRY(db_->prepare("SELECT number, stream, version, body FROM events ORDER BY number"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            uint64_t n = uint64_t(s.integer(0));
            std::string at = "event " + std::to_string(n);
            if (n != tree.size() + 1) fault("event " + std::to_string(tree.size() + 1) + " is missing");
            auto e = decode(s.bytes_at(3));
            if (!e) {
                fault(at + ": " + e.error().because);
            } else {
                std::string stream = char(e->stream.kind) + std::string(std::string_view(reinterpret_cast<const char*>(e->stream.id.data()), 16));
                if (encode(*e) != s.bytes_at(3)) fault(at + ": its bytes are not in their canonical form");
                if (stream != s.bytes_at(1) || e->version != uint32_t(s.integer(2))) fault(at + ": its stream or version differs");
                if (e->version != ++versions[stream]) fault(at + ": a version of its stream is missing");
                if (e->recorded_us < recorded) fault(at + ": recorded before the event before it");
                if (n > 1 && e->recorded_us != recorded && times_fit) TRY(time_over(n - 1));
                recorded = e->recorded_us;
                if (!in_order(e->sealed)) fault(at + ": its sealed fields are not in their order, or of no sealed class");
                for (const auto& f : e->sealed) {
                    auto opened = open(f, e->stream, e->version, e->type);
                    if (!opened) fault(at + ": field " + std::to_string(f.number) + ": " + opened.error().because);
                }
            }
            tree.append(leaf_hash(n, s.bytes_at(3)));
            compare();
        }
    }
    if (!(tree == state_.tree)) fault("the events are not what was recorded: their root differs");
    for (const auto& [size, list] : notes)
        if (size > tree.size()) fault("a checkpoint speaks of " + std::to_string(size) + " events; there are " + std::to_string(tree.size()));
    if (recorded != state_.recorded_us) fault("the time of the last event is not the one that was kept");
    if (tree.size() > 0 && times_fit) TRY(time_over(tree.size()));
    bool more_times = TRY(times.step());
    if (!times_fit || more_times) fault("the table of times is not what the events say");
    auto check = TRY(db_->prepare("PRAGMA integrity_check(3)"));
    for (;;) {
        bool more = TRY(check.step());
        if (!more) break;
        if (check.bytes_at(0) != "ok") fault(std::string(check.bytes_at(0)));
    }
    v.events = tree.size();
    v.root = tree.root();
    TRY(journal_->verify(signed_reads, v.reads, v.reads_root, v.faults));
    return v;
}

Status Store::backup(const std::filesystem::path& to) {
    std::error_code ec;
    std::filesystem::path keys = to.string() + ".keys";
    for (const auto& dir : {to, keys}) {
        if (!std::filesystem::create_directories(dir, ec)) return fail(Fault::storage, "is there already or cannot be made", dir.string());
        std::filesystem::permissions(dir, std::filesystem::perms::owner_all, ec);
    }
    TRY(keys_->backup(keys));
    auto l = TRY(lease());
    {
        auto s = TRY(l.db->prepare("VACUUM INTO ?"));
        std::string path = (to / "soria.db").string();
        TRY(s.bind(std::string_view(path)).run());
    }
    TRY(journal_->backup((to / "reads.db").string()));
    return copy_tree(options_.dir / "kept", to / "kept");
}

Status Store::keep(const Hash& h, std::string_view bytes) {
    auto path = options_.dir / "kept" / hex(h), draft = path;
    draft += ".new";
    FILE* f = std::fopen(draft.c_str(), "wb");
    if (!f) return fail(Fault::storage, "cannot be made", draft.string());
    bool ok = std::fwrite(bytes.data(), 1, bytes.size(), f) == bytes.size() && std::fflush(f) == 0 && ::fsync(fileno(f)) == 0;
    std::fclose(f);
    std::error_code ec;
    if (ok) std::filesystem::rename(draft, path, ec);
    if (!ok || ec) return fail(Fault::storage, "cannot be written", path.string());
    return {};
}

Result<std::string> Store::kept(const Hash& h) {
    auto path = options_.dir / "kept" / hex(h);
    FILE* f = std::fopen(path.c_str(), "rb");
    if (!f) return fail(Fault::absent, "is not kept here", hex(h));
    std::string bytes;
    char buffer[65536];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) bytes.append(buffer, n);
    std::fclose(f);
    if (sha256(bytes) != h) return fail(Fault::damaged, "is not what was kept", hex(h));
    return bytes;
}

}  // namespace soria::ledger::sqlite

namespace soria::ledger {

Status Ledger::restore(const std::filesystem::path& from, const Options& to) {
    std::error_code ec;
    if (std::filesystem::exists(to.dir / "soria.db", ec)) return fail(Fault::storage, "a ledger is there already", to.dir.string());
    std::filesystem::create_directories(to.dir, ec);
    std::filesystem::permissions(to.dir, std::filesystem::perms::owner_all, ec);
    TRY(sqlite::copy_tree(from.string() + ".keys/", to.dir));
    TRY(sqlite::copy_tree(from / "reads.db", to.dir / "reads.db"));
    TRY(sqlite::copy_tree(from / "kept", to.dir / "kept"));
    TRY(sqlite::copy_tree(from / "soria.db", to.dir / "soria.db"));
    auto ledger = TRY(open(to));      // applies the ledger's erasures to the restored keys
    auto v = TRY(ledger->verify());
    if (!v.faults.empty()) return fail(Fault::damaged, "the restored ledger does not verify: " + v.faults[0]);
    return {};
}

}  // namespace soria::ledger
