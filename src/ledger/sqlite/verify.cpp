// Every byte that is kept, against what it follows from. Works on one moment of the ledger, taken in an instant: nobody
// waits. Memory does not grow with the ledger: the views are folded anew into a
// temporary file of SQLite's, which holds what the views hold and is gone with its connection.
// A folder at rest is looked at before anything is opened for work: each thing that is missing or does not open is a fault,
// and the rest is looked at without it.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>

#include "ledger/files.hpp"
#include "ledger/note.hpp"
#include "ledger/sqlite/log.hpp"
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {
namespace {

constexpr size_t rows_ahead_max = 60'000;
constexpr size_t faults_max = 100, ciphertext_bytes_min = 17;

bool in_order(const std::vector<SealedField>& fields) {
    for (size_t i = 0; i < fields.size(); ++i)
        if (!is_sealed(fields[i].cls) || name_of(fields[i].cls) == "unknown" || fields[i].ciphertext.size() < ciphertext_bytes_min ||
            (i && fields[i].number <= fields[i - 1].number))
            return false;
    return true;
}
std::string stream_bytes(const Stream& s) { return char(s.kind) + std::string(reinterpret_cast<const char*>(s.id.data()), 16); }

}  // namespace

class Store::Verifier {
public:
    Verifier(Store& s, Verified& v, std::string public_key = {}) : store_(s), v_(v), public_(std::move(public_key)) {}

    // A full disk says nothing of the ledger, nor does what was not looked at for lack of room: looking ends there.
    Status run() {
        if (store_.db_) part("the ledger", [&] { return ledger(); });
        part_of("kept", [&] { return kept(); });
        if (store_.keys_) part_of("keys.db", [&] { return store_.keys_->verify(v_.faults); });
        if (store_.journal_) part_of("reads.db", [&] { return store_.journal_->verify(signed_reads_, v_.reads, v_.reads_root, v_.faults); });
        if (no_room_ && v_.faults.empty()) return tl::unexpected(*no_room_);
        if (no_room_) v_.notes.push_back("looking ended early: " + no_room_->text());
        if (v_.faults.size() >= faults_max) v_.notes.push_back("there may be more faults: looking ends with " + std::to_string(faults_max));
        return {};
    }

private:
    Status ledger() {
        auto lease = TRY(store_.lease());
        db_ = lease.db;
        struct Moment {
            Db* db = nullptr;
            ~Moment() { if (db) (void)db->exec("COMMIT"); }
        } moment;
        {
            std::lock_guard lock(store_.writer_mutex_);
            TRY(db_->exec("BEGIN"));
            moment.db = db_;
            auto s = TRY(db_->prepare("SELECT count(*) FROM meta"));   // the first read fixes the moment
            TRY(s.step());
            state_ = store_.state_;
        }
        part("destroyed", [&] { return destroyed(); });
        part("meta", [&] { return meta(); });
        part("checkpoints", [&] { return checkpoints(); });
        part("events", [&] { return events(); });
        part("idempotency and destroyed", [&] { return rows(); });
        part("views", [&] { return views(); });
        part("the file", [&] { return file(); });
        return {};
    }

    void say(std::string what) { if (v_.faults.size() < faults_max) v_.faults.push_back(std::move(what)); }
    void fault(std::string what) { say("soria.db: " + std::move(what)); }
    template <class F> void part(const char* name, F f) { part_of("soria.db: " + std::string(name) + " cannot be read to the end", f); }
    template <class F> void part_of(const std::string& name, F f) {
        if (no_room_) return;
        Status ok = f();
        if (!ok && is_full_disk(ok.error())) no_room_ = ok.error();
        else if (!ok) say(name + ": " + ok.error().text());
    }

    Status meta() {
        const auto& keys = store_.keys_;
        std::map<std::string, std::string> want{{"schema", "1"}, {"ledger", std::string(reinterpret_cast<const char*>(store_.id_.data()), 16)},
                                                {"origin", keys ? std::string(keys->origin()) : store_.origin_},
                                                {"public", keys ? keys->public_key() : public_}, {"tree", state_.tree.bytes()},
                                                {"recorded_us", std::to_string(state_.recorded_us)}, {"rows", std::string(state_.rows.bytes())}};
        auto s = TRY(db_->prepare("SELECT name, bytes FROM meta"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            auto w = want.find(std::string(s.bytes_at(0)));
            if (w == want.end()) fault("meta holds something unknown");
            else if (w->second != s.bytes_at(1)) fault("meta: " + w->first + " is not what was kept");
            if (w != want.end()) want.erase(w);
        }
        for (const auto& [name, bytes] : want) fault("meta: " + name + " is missing");
        return {};
    }

    Status checkpoints() {
        auto s = TRY(db_->prepare("SELECT note, size, reads FROM checkpoints"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) return {};
            auto c = open_note(s.bytes_at(0), store_.keys_ ? store_.keys_->public_key() : public_);
            if (!c) fault(c.error().because);
            else if (c->origin != store_.origin_) fault("a checkpoint of another ledger");
            else if (c->size != uint64_t(s.integer(1)) || c->reads_size != uint64_t(s.integer(2))) fault("a checkpoint stands at the wrong size");
            else notes_.emplace(c->size, c->root), signed_reads_.emplace(c->reads_size, c->reads_root);
            if (store_.keys_) sum_.add(store_.checkpoint_hash(s.integer(1), s.integer(2), s.bytes_at(0)));
            ++v_.checkpoints;
        }
    }

    void compare(const MerkleTree& tree) {
        auto [from, to] = notes_.equal_range(tree.size());
        for (; from != to; ++from)
            if (from->second != tree.root()) fault("the first " + std::to_string(tree.size()) + " events are not what was signed");
    }

    // An event's own bytes; true when they are whole.
    bool event(const Statement& s, const Result<EventRecord>& e, int64_t recorded, const std::string& at) {
        if (!e) return fault(at + ": " + e.error().because), false;
        size_t before = v_.faults.size();
        if (encode(*e) != s.bytes_at(3)) fault(at + ": its bytes are not in their canonical form");
        if (stream_bytes(e->stream) != s.bytes_at(1) || int64_t(e->version) != s.integer(2)) fault(at + ": its stream or version differs");
        if (e->recorded_us < recorded) fault(at + ": recorded before the event before it");
        for (const auto& f : e->sealed)
            if (auto gone = gone_.find(f.owner); gone != gone_.end() && uint64_t(s.integer(0)) > gone->second)
                fault(at + ": field " + std::to_string(f.number) + " is sealed after its owner's key was destroyed");
        if (!in_order(e->sealed)) fault(at + ": its sealed fields are not in their order, of no sealed class, or too short");
        for (const auto& f : store_.keys_ ? e->sealed : std::vector<SealedField>())
            if (auto opened = store_.open(f, e->stream, e->version, e->type); !opened) fault(at + ": field " + std::to_string(f.number) + ": " + opened.error().because);
        return v_.faults.size() == before;
    }

    Status fold(const EventRecord& e, Draft& draft) {
        auto changes = TRY(store_.options_.fold(e, draft));
        for (auto& c : changes) TRY(draft.apply(std::move(c)));
        draft.keep();
        if (draft.ahead() >= rows_ahead_max) TRY(draft.write());
        return {};
    }

    Status events() {
        views_ = TRY(Db::open("", Db::Mode::read_write));
        TRY(views_->exec("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"));
        TRY(views_->exec(base_tables));
        for (const Table* t : store_.options_.tables) TRY(create_table(*views_, *t));
        TRY(views_->exec("BEGIN"));
        uint64_t all = TRY(Store::size(*db_));
        Draft folded(*views_, rows_ahead_max, Draft::FromNothing{all});
        MerkleTree tree;
        compare(tree);
        int64_t recorded = 0;
        uint64_t last = 0;
        bool times_fit = true;
        auto times = TRY(db_->prepare("SELECT at_us, last FROM recorded ORDER BY at_us"));
        auto time_over = [&](uint64_t of) -> Status {
            bool row = TRY(times.step());
            times_fit = times_fit && row && times.integer(0) == recorded && uint64_t(times.integer(1)) == of;
            return {};
        };
        auto s = TRY(db_->prepare("SELECT number, stream, version, body FROM events ORDER BY number"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            uint64_t n = uint64_t(s.integer(0));
            std::string at = "event " + std::to_string(n);
            if (n != last + 1) fault("event " + std::to_string(last + 1) + " is missing"), can_fold_ = false;
            last = n;
            auto e = decode(s.bytes_at(3));
            bool whole = event(s, e, recorded, at);
            if (e) {
                if (n > 1 && e->recorded_us != recorded && times_fit) TRY(time_over(n - 1));
                recorded = e->recorded_us;
                e->number = n;
            }
            if (can_fold_ && whole)
                if (auto ok = fold(*e, folded); !ok) {
                    if (is_full_disk(ok.error())) return ok;
                    fault(at + ": cannot be folded: " + ok.error().text()), whole = false;
                }
            can_fold_ = can_fold_ && whole;
            tree.append(leaf_hash(n, s.bytes_at(3)));
            compare(tree);
        }
        TRY(folded.write());
        TRY(views_->exec("COMMIT"));
        if (!(tree == state_.tree)) fault("the events are not what was recorded: their root differs");
        if (!notes_.empty() && notes_.rbegin()->first > tree.size())
            fault("a checkpoint speaks of " + std::to_string(notes_.rbegin()->first) + " events; there are " + std::to_string(tree.size()));
        if (recorded != state_.recorded_us) fault("the time of the last event is not the one that was kept");
        if (tree.size() > 0 && times_fit) TRY(time_over(tree.size()));
        bool more_times = TRY(times.step());
        if (!times_fit || more_times) fault("the table of times is not what the events say");
        v_.events = tree.size();
        v_.root = tree.root();
        auto gaps = TRY(db_->prepare("SELECT stream FROM events GROUP BY stream HAVING min(version) <> 1 OR max(version) <> count(*)"));
        bool gap = TRY(gaps.step());
        if (gap) fault("a version of a stream is missing");
        return {};
    }

    // What follows from no event is held by a sum of keyed hashes; the checkpoints are in it already.
    Status rows() {
        if (!store_.keys_) return {};
        auto i = TRY(db_->prepare("SELECT actor, key, request, first, last, at_us FROM idempotency"));
        for (;;) {
            bool more = TRY(i.step());
            if (!more) break;
            sum_.add(store_.idempotency_hash(i.bytes_at(0), i.bytes_at(1), i.bytes_at(2), i.integer(3), i.integer(4), i.integer(5)));
        }
        auto d = TRY(db_->prepare("SELECT owner, number FROM destroyed"));
        for (;;) {
            bool more = TRY(d.step());
            if (!more) break;
            sum_.add(store_.destroyed_hash(d.bytes_at(0), d.integer(1)));
        }
        if (!(sum_ == state_.rows)) fault("checkpoints, idempotency or destroyed are not what was kept: the sum of their rows differs");
        return {};
    }

    // Views of another program cannot be compared, and are made anew by the next start: what they hold of the events is
    // looked at all the same.
    Status copies() {
        auto names = TRY(db_->prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'view\\_%' ESCAPE '\\'"));
        std::vector<std::string> tables;
        for (;;) {
            bool more = TRY(names.step());
            if (!more) break;
            tables.emplace_back(names.bytes_at(0));
        }
        for (const auto& table : tables) {
            auto rows = TRY(db_->prepare("SELECT * FROM \"" + table + "\""));
            for (;;) {
                bool more = TRY(rows.step());
                if (!more) break;
                for (int i = 0; i < sqlite3_column_count(rows.raw()); ++i) {
                    auto value = rows.value(i);
                    auto blob = std::get_if<Blob>(&value);
                    if (!blob || blob->bytes.size() == 16) continue;
                    bool copied = TRY(stands(*blob));
                    if (!copied) fault("the view " + table + " has a blob that is no copy of a sealed field");
                }
            }
        }
        v_.notes.push_back("the views were made by another program, and could not be compared with the events; the next start makes them anew");
        return {};
    }
    Result<bool> stands(const Blob& blob) {
        auto copy = parse_view_blob(blob);
        if (!copy) return false;
        auto s = TRY(db_->prepare("SELECT body FROM events WHERE stream = ? AND version = ?"));
        std::string stream = stream_bytes(copy->stream);
        bool there = TRY(s.bytes(stream).bind(int64_t(copy->version)).step());
        auto e = there ? decode(s.bytes_at(0)) : Result<EventRecord>(EventRecord{});
        return e && e->type == copy->type && std::any_of(e->sealed.begin(), e->sealed.end(), [&](auto& f) { return view_blob(*e, f).bytes == blob.bytes; });
    }

    Status views() {
        if (!views_) return {};
        auto s = TRY(db_->prepare("PRAGMA user_version"));
        TRY(s.step());
        same_views_ = s.integer(0) == views_mark(store_.options_);
        if (!same_views_) return copies();
        for (const Table* t : store_.options_.tables) {
            auto kept = TRY(digest(*db_, *t));
            auto folded = TRY(digest(*views_, *t));
            if (can_fold_ && kept != folded) fault("the view " + std::string(t->name) + " is not what the events fold to; `soria rebuild` makes it anew");
        }
        return {};
    }

    Status file() {
        if (!views_) return {};
        return check_file(*db_, *views_, [this](std::string what) { fault(std::move(what)); }, same_views_);
    }

    // Whose keys were destroyed, and by when; and erasures that only one of the two files knows.
    Status destroyed() {
        std::vector<Id> told;
        auto s = TRY(db_->prepare("SELECT owner, number FROM destroyed ORDER BY owner"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            Id owner{};
            if (s.bytes_at(0).size() != owner.size()) fault("an owner in destroyed is no id");
            else std::memcpy(owner.data(), s.bytes_at(0).data(), owner.size()), told.push_back(owner), gone_[owner] = uint64_t(s.integer(1));
        }
        if (!store_.keys_) return {};
        auto gone = store_.keys_->destroyed();
        auto tell = [&](const std::vector<Id>& those, const std::vector<Id>& others, const char* what) {
            std::vector<Id> only;
            std::set_difference(those.begin(), those.end(), others.begin(), others.end(), std::back_inserter(only));
            if (!only.empty()) v_.notes.push_back(std::to_string(only.size()) + what + id_text(only[0]));
        };
        tell(told, gone, " keys are to be destroyed: stopped in between, or keys.db is older; the next start destroys them; the first is of ");
        tell(gone, told, " keys were destroyed that soria.db does not know of: soria.db is older; the first is of ");
        return {};
    }

    Status kept() {
        std::error_code ec;
        std::filesystem::directory_iterator files(store_.options_.dir / "kept", ec);
        for (; !ec && files != std::filesystem::directory_iterator(); files.increment(ec)) {
            auto name = files->path().filename().string();
            if (files->path().extension() == ".new") continue;       // an interrupted writing: never counted
            auto bytes = store_.kept_bytes(name);
            if (!bytes) say("kept/" + name + ": " + bytes.error().because);
            else if (hex(sha256(*bytes)) != name) say("kept/" + name + ": is not what was kept");
        }
        if (ec) say("kept: cannot be read: " + ec.message());
        return {};
    }

    Store& store_;
    Verified& v_;
    State state_;
    RowSum sum_;
    Db* db_ = nullptr;
    std::multimap<uint64_t, Hash> notes_;
    SignedReads signed_reads_;
    std::unique_ptr<Db> views_;
    std::map<Id, uint64_t> gone_;        // the last event of the command that destroyed its key
    std::string public_;                 // as soria.db has it, when the keys do not open
    bool can_fold_ = true, same_views_ = true;
    std::optional<Error> no_room_;
};

Result<Verified> Store::verify() {
    Verified v;
    TRY(Verifier(*this, v).run());
    return v;
}

namespace {

Result<std::map<std::string, std::string>> meta_of(Db& db) {
    std::map<std::string, std::string> meta;
    auto s = TRY(db.prepare("SELECT name, bytes FROM meta"));
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return meta;
        meta[std::string(s.bytes_at(0))] = s.bytes_at(1);
    }
}

}  // namespace

Status Store::open_at_rest(std::map<std::string, std::string>& meta) {
    db_ = TRY(Db::open((options_.dir / "soria.db").string(), Db::Mode::read_write, options_.vfs));
    TRY(db_->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"));
    if (auto m = meta_of(*db_)) meta = std::move(*m);                // what is not there, the verifier says
    if (auto tree = MerkleTree::parse(meta["tree"])) state_.tree = *tree;
    if (auto rows = RowSum::parse(meta["rows"])) state_.rows = *rows;
    state_.recorded_us = std::atoll(meta["recorded_us"].c_str());
    origin_ = meta["origin"];
    return {};
}

// With the id that soria.db has; when it has none, with its own.
Status Store::open_keys_at_rest(std::string id) {
    if (id.size() != id_.size()) {
        auto db = TRY(Db::open((options_.dir / "keys.db").string(), Db::Mode::read_write, options_.vfs));
        auto meta = TRY(meta_of(*db));
        id = meta["ledger"];
    }
    if (id.size() != id_.size()) return fail(Fault::damaged, "the id of the ledger has the wrong length", "keys.db");
    std::memcpy(id_.data(), id.data(), id_.size());
    keys_ = TRY(Keys::open(options_, id_));
    return {};
}

Status Store::inspect_parts(Verified& v) {
    Status room;
    auto look = [&](const char* name, const std::function<Status()>& open) {
        std::error_code ec;
        Status ok = check_log(options_.dir / name);
        if (!std::filesystem::exists(options_.dir / name, ec)) ok = fail(Fault::damaged, "is missing; the last backup has one", name);
        if (ok) ok = open();
        if (!ok && is_full_disk(ok.error())) room = ok;
        else if (!ok) v.faults.push_back(ok.error().text());
        return ok.has_value();
    };
    std::map<std::string, std::string> meta;
    if (!look("soria.db", [&] { return open_at_rest(meta); })) db_.reset();
    if (!look("keys.db", [&] { return open_keys_at_rest(meta["ledger"]); })) v.notes.push_back("without its keys nothing sealed was opened");
    look("reads.db", [&]() -> Status {
        journal_ = TRY(Journal::open((options_.dir / "reads.db").string(), options_.vfs, options_.queue_max));
        return {};
    });
    if (!room && v.faults.empty()) return room;
    if (!room) return v.notes.push_back("looking ended early: " + room.error().text()), Status();
    return Verifier(*this, v, meta["public"]).run();
}

Result<Verified> Store::inspect(const Options& o) {
    std::error_code ec;
    bool parts = std::filesystem::exists(o.dir / "keys.db", ec) || std::filesystem::exists(o.dir / "reads.db", ec);
    bool there = std::filesystem::exists(o.dir / "soria.db", ec) || (parts && !is_unfinished(o.dir));
    if (!there) return tl::unexpected(start(o).error());             // in the words of whoever wanted to work with it
    std::unique_ptr<Store> s(new Store);
    s->options_ = o;
    s->lock_ = ::open((o.dir / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock_ < 0) return fail(Fault::storage, "the lock cannot be made", o.dir.string());
    if (::flock(s->lock_, LOCK_EX | LOCK_NB) != 0) return fail(Fault::busy, "another process holds the data folder", o.dir.string());
    Verified v;
    TRY(s->inspect_parts(v));
    return v;
}


}  // namespace soria::ledger::sqlite
