// Checkpoints, backup and restore.
#include "ledger/files.hpp"
#include "ledger/note.hpp"
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {
namespace {

Status copy_kept(const std::filesystem::path& from, const std::filesystem::path& to) {
    TRY(make_folder(to));
    std::error_code ec;
    std::filesystem::directory_iterator files(from, ec);
    for (; !ec && files != std::filesystem::directory_iterator(); files.increment(ec))
        if (files->path().extension() != ".new") TRY(copy_durably(files->path(), to / files->path().filename()));
    if (ec) return fail(Fault::storage, "cannot be read: " + ec.message(), from.string());
    return sync_folder(to);
}

Status vacuum_into(Db& db, const std::filesystem::path& to) {
    auto s = TRY(db.prepare("VACUUM INTO ?"));
    std::string path = to.string();
    TRY(s.bind(std::string_view(path)).run());
    return sync_file(to);
}

std::filesystem::path draft_of(std::filesystem::path p) { return p += ".unfinished"; }

}  // namespace

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
    State with = state_;
    with.rows.add(checkpoint_hash(int64_t(c.size), int64_t(c.reads_size), note));
    TRY(db_->exec("BEGIN IMMEDIATE"));
    auto work = [&]() -> Status {
        auto s = TRY(db_->prepare("INSERT INTO checkpoints(size, reads, note) VALUES(?, ?, ?)"));
        TRY(s.bind(int64_t(c.size)).bind(int64_t(c.reads_size)).bind(std::string_view(note)).run());
        TRY(save_state(with));
        return db_->exec("COMMIT");
    };
    if (Status ok = work(); !ok) {
        (void)db_->exec("ROLLBACK");
        return tl::unexpected(ok.error());
    }
    state_ = std::move(with);
    return note;
}

Status Store::forget_requests(int64_t before_us, std::string_view but_of_actor) {
    std::lock_guard lock(writer_mutex_);
    State with = state_;
    TRY(db_->exec("BEGIN IMMEDIATE"));
    auto work = [&]() -> Status {
        {
            auto s = TRY(db_->prepare("SELECT actor, key, request, first, last, at_us FROM idempotency WHERE at_us < ? AND actor <> ?"));
            s.bind(before_us).bind(but_of_actor);
            for (;;) {
                bool more = TRY(s.step());
                if (!more) break;
                with.rows.remove(idempotency_hash(s.bytes_at(0), s.bytes_at(1), s.bytes_at(2), s.integer(3), s.integer(4), s.integer(5)));
            }
        }
        auto s = TRY(db_->prepare("DELETE FROM idempotency WHERE at_us < ? AND actor <> ?"));
        TRY(s.bind(before_us).bind(but_of_actor).run());
        if (!(with.rows == state_.rows)) TRY(save_state(with));
        return db_->exec("COMMIT");
    };
    if (Status ok = work(); !ok) {
        (void)db_->exec("ROLLBACK");
        db_->empty_log();
        return ok;
    }
    state_ = std::move(with);
    return {};
}

// The ledger's moment first, what it speaks of after it: keys made and reads recorded in between are more than it needs,
// never less. A key destroyed in between is known as destroyed to the copy of the keys.
Status Store::backup_into(const std::filesystem::path& to, const std::filesystem::path& keys) {
    {
        auto l = TRY(lease());
        TRY(vacuum_into(*l.db, to / "soria.db"));
    }
    { std::lock_guard wait(writer_mutex_); }    // a batch that has committed an erasure has destroyed its keys too,
    TRY(keys_->destroy(keys_->destroyed()));    // unless there was no room for it: no backup is made of a key that is to be gone
    TRY(keys_->backup(keys));
    TRY(journal_->backup((to / "reads.db").string()));
    TRY(sync_file(to / "reads.db"));
    TRY(copy_kept(options_.dir / "kept", to / "kept"));
    TRY(sync_folder(keys));
    return sync_folder(to);
}

Status Store::backup(const std::filesystem::path& place) {
    std::error_code ec;
    std::filesystem::path to = std::filesystem::absolute(place, ec).lexically_normal();
    if (!to.has_filename()) to = to.parent_path();                    // a slash at the end
    std::filesystem::path keys = to.string() + ".keys";
    for (const auto& dir : {to, keys})
        if (std::filesystem::exists(dir, ec)) return fail(Fault::storage, "is there already", dir.string());
    auto clear = [&] {
        for (const auto& dir : {to, keys}) std::filesystem::remove_all(draft_of(dir), ec);
    };
    clear();                                                          // of one that was interrupted
    auto work = [&]() -> Status {
        TRY(make_folder(draft_of(to)));
        TRY(make_folder(draft_of(keys)));
        TRY(backup_into(draft_of(to), draft_of(keys)));
        TRY(move_file(draft_of(keys), keys));
        Status placed = move_file(draft_of(to), to);                  // last: a backup that is there is whole
        if (!placed) std::filesystem::remove_all(keys, ec);           // keys of nothing are not left behind
        TRY(placed);
        return sync_folder(to.parent_path());
    };
    Status ok = work();
    if (!ok) clear();
    return ok;
}

Status Store::keep(const Hash& h, std::string_view bytes) {
    auto path = options_.dir / "kept" / hex(h), draft = path;
    draft += ".new";
    std::error_code ec;
    std::filesystem::remove(draft, ec);
    Status ok = write_file(draft, bytes);
    if (ok) ok = move_file(draft, path);
    if (ok) ok = sync_folder(options_.dir / "kept");
    if (!ok) std::filesystem::remove(draft, ec);
    return ok;
}

Result<std::string> Store::kept_bytes(const std::string& name) {
    FILE* f = std::fopen((options_.dir / "kept" / name).c_str(), "rb");
    if (!f) return fail(Fault::absent, "is not kept here", name);
    std::string bytes;
    char buffer[65536];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) bytes.append(buffer, n);
    bool whole = !std::ferror(f);
    std::fclose(f);
    if (!whole) return fail(Fault::storage, "cannot be read to its end", name);
    return bytes;
}

Result<std::string> Store::kept(const Hash& h) {
    auto bytes = TRY(kept_bytes(hex(h)));
    if (sha256(bytes) != h) return fail(Fault::damaged, "is not what was kept", hex(h));
    return bytes;
}

}  // namespace soria::ledger::sqlite

namespace soria::ledger {

namespace {

Status restore_into(const std::filesystem::path& from, const std::filesystem::path& keys, const Options& to) {
    std::error_code ec;
    TRY(copy_durably(keys / "keys.db", to.dir / "keys.db"));
    if (std::filesystem::exists(keys / "master.key", ec)) TRY(copy_durably(keys / "master.key", to.dir / "master.key"));
    TRY(copy_durably(from / "reads.db", to.dir / "reads.db"));
    TRY(sqlite::copy_kept(from / "kept", to.dir / "kept"));
    TRY(copy_durably(from / "soria.db", to.dir / "soria.db"));
    auto v = TRY(Ledger::inspect(to));        // before the first start makes anything anew
    if (!v.faults.empty()) return fail(Fault::damaged, "the backup does not verify, and nothing was restored: " + v.faults[0], from.string());
    TRY(Ledger::open(to));                    // applies the ledger's erasures to the restored keys
    return {};
}

}  // namespace

Status Ledger::restore(const std::filesystem::path& place, const Options& to) {
    std::error_code ec;
    std::filesystem::path from = std::filesystem::absolute(place, ec).lexically_normal();
    if (!from.has_filename()) from = from.parent_path();
    std::filesystem::path keys = from.string() + ".keys";
    for (const auto& file : {from / "soria.db", from / "reads.db", from / "kept", keys / "keys.db"})
        if (!std::filesystem::exists(file, ec)) return fail(Fault::absent, "there is no whole backup here: this is missing", file.string());
    auto making = TRY(Making::begin(to.dir));
    Options draft = to;
    draft.dir = making.dir();
    TRY(restore_into(from, keys, draft));
    return making.settle();
}

}  // namespace soria::ledger
