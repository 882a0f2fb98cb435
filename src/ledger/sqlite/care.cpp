// Proof, backup and restore.
#include <unistd.h>

#include "ledger/note.hpp"
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {
namespace {

Status copy_tree(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::error_code ec;
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, ec);
    if (ec) return fail(Fault::storage, "cannot be copied: " + ec.message(), from.filename().string());
    return {};
}

}  // namespace

Result<std::string> Store::checkpoint() {
    MerkleTree reads = journal_->tree();
    std::lock_guard lock(writer_mutex_);
    Checkpoint c{origin_, state_.tree.size(), state_.tree.root(), reads.size(), reads.root()};
    std::string note = sign_note(c, *keys_);
    auto s = TRY(db_->prepare("INSERT OR REPLACE INTO checkpoints(size, reads, note) VALUES(?, ?, ?)"));
    TRY(s.bind(int64_t(c.size)).bind(int64_t(c.reads_size)).bind(std::string_view(note)).run());
    return note;
}

Result<Verified> Store::verify() {
    Verified v;
    std::lock_guard lock(writer_mutex_);
    auto fault = [&](std::string what) { if (v.faults.size() < 100) v.faults.push_back("soria.db: " + std::move(what)); };
    std::map<uint64_t, std::vector<Checkpoint>> notes;
    {
        auto s = TRY(db_->prepare("SELECT note FROM checkpoints"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            auto c = open_note(s.bytes_at(0), keys_->public_key());
            if (!c) fault(c.error().because);
            else if (c->origin != origin_) fault("a checkpoint of another ledger");
            else notes[c->size].push_back(*c);
            ++v.checkpoints;
        }
    }
    MerkleTree tree;
    auto compare = [&] {
        for (const auto& c : notes[tree.size()])
            if (c.root != tree.root()) fault("the first " + std::to_string(c.size) + " events are not what was signed");
    };
    compare();
    std::map<std::string, uint32_t> versions;
    int64_t recorded = 0;
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
                recorded = e->recorded_us;
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
    auto check = TRY(db_->prepare("PRAGMA integrity_check(3)"));
    for (;;) {
        bool more = TRY(check.step());
        if (!more) break;
        if (check.bytes_at(0) != "ok") fault(std::string(check.bytes_at(0)));
    }
    v.events = tree.size();
    v.root = tree.root();
    TRY(journal_->verify(v.reads, v.reads_root, v.faults));
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
