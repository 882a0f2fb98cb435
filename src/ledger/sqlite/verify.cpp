// Every byte that is kept, against what it follows from. Works on one moment of the ledger, taken in an instant: nobody
// waits. Memory does not grow with the ledger: the views are folded anew into a
// temporary file of SQLite's, which holds what the views hold and is gone with its connection.
#include "ledger/note.hpp"
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {
namespace {

constexpr size_t rows_ahead_max = 60'000;
constexpr size_t faults_max = 100;

bool in_order(const std::vector<SealedField>& fields) {
    for (size_t i = 0; i < fields.size(); ++i)
        if (!is_sealed(fields[i].cls) || name_of(fields[i].cls) == "unknown" || (i && fields[i].number <= fields[i - 1].number)) return false;
    return true;
}
std::string stream_bytes(const Stream& s) { return char(s.kind) + std::string(reinterpret_cast<const char*>(s.id.data()), 16); }

}  // namespace

class Store::Verifier {
public:
    Verifier(Store& s, Verified& v) : store_(s), v_(v) {}

    Status run() {
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
        part("meta", [&] { return meta(); });
        part("checkpoints", [&] { return checkpoints(); });
        part("events", [&] { return events(); });
        part("idempotency and destroyed", [&] { return rows(); });
        part("views", [&] { return views(); });
        part("the file", [&] { return file(); });
        part("kept", [&] { return kept(); });
        if (auto ok = store_.keys_->verify(v_.faults); !ok) say("keys.db: " + ok.error().text());
        if (auto ok = store_.journal_->verify(signed_reads_, v_.reads, v_.reads_root, v_.faults); !ok) say("reads.db: " + ok.error().text());
        return {};
    }

private:
    void say(std::string what) { if (v_.faults.size() < faults_max) v_.faults.push_back(std::move(what)); }
    void fault(std::string what) { say("soria.db: " + std::move(what)); }
    template <class F> void part(const char* name, F f) {
        if (Status ok = f(); !ok) fault(std::string(name) + " cannot be read to the end: " + ok.error().text());
    }

    Status meta() {
        std::map<std::string, std::string> want{{"schema", "1"}, {"ledger", std::string(reinterpret_cast<const char*>(store_.id_.data()), 16)},
                                                {"origin", std::string(store_.keys_->origin())}, {"public", store_.keys_->public_key()},
                                                {"tree", state_.tree.bytes()}, {"recorded_us", std::to_string(state_.recorded_us)},
                                                {"rows", std::string(state_.rows.bytes())}};
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
            auto c = open_note(s.bytes_at(0), store_.keys_->public_key());
            if (!c) fault(c.error().because);
            else if (c->origin != store_.origin_) fault("a checkpoint of another ledger");
            else if (c->size != uint64_t(s.integer(1)) || c->reads_size != uint64_t(s.integer(2))) fault("a checkpoint stands at the wrong size");
            else notes_.emplace(c->size, c->root), signed_reads_.emplace(c->reads_size, c->reads_root);
            sum_.add(store_.checkpoint_hash(s.integer(1), s.integer(2), s.bytes_at(0)));
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
        if (!in_order(e->sealed)) fault(at + ": its sealed fields are not in their order, or of no sealed class");
        for (const auto& f : e->sealed)
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
        Draft folded(*views_, rows_ahead_max);
        MerkleTree tree;
        compare(tree);
        int64_t recorded = 0;
        bool times_fit = true;
        auto times = TRY(db_->prepare("SELECT at_us, last FROM recorded ORDER BY at_us"));
        auto time_over = [&](uint64_t last) -> Status {
            bool row = TRY(times.step());
            times_fit = times_fit && row && times.integer(0) == recorded && uint64_t(times.integer(1)) == last;
            return {};
        };
        auto s = TRY(db_->prepare("SELECT number, stream, version, body FROM events ORDER BY number"));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            uint64_t n = uint64_t(s.integer(0));
            std::string at = "event " + std::to_string(n);
            if (n != tree.size() + 1) fault("event " + std::to_string(tree.size() + 1) + " is missing");
            auto e = decode(s.bytes_at(3));
            bool whole = event(s, e, recorded, at);
            if (e) {
                if (n > 1 && e->recorded_us != recorded && times_fit) TRY(time_over(n - 1));
                recorded = e->recorded_us;
                e->number = n;
            }
            if (can_fold_ && whole)
                if (auto ok = fold(*e, folded); !ok) fault(at + ": cannot be folded: " + ok.error().because), whole = false;
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

    Status views() {
        if (!views_) return {};
        for (const Table* t : store_.options_.tables) {
            auto kept = TRY(digest(*db_, *t));
            auto folded = TRY(digest(*views_, *t));
            if (can_fold_ && kept != folded) fault("the view " + std::string(t->name) + " is not what the events fold to; `soria rebuild` makes it anew");
        }
        return {};
    }

    Status file() {
        if (!views_) return {};
        return check_file(*db_, *views_, [this](std::string what) { fault(std::move(what)); });
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
    bool can_fold_ = true;
};

Result<Verified> Store::verify() {
    Verified v;
    TRY(Verifier(*this, v).run());
    return v;
}

}  // namespace soria::ledger::sqlite
