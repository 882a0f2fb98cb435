#include "ledger/keys.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>

#include "ledger/files.hpp"

namespace soria::ledger {
namespace {

constexpr int64_t epoch_us = 30LL * 86'400 * 1'000'000;

const uint8_t* u8(std::string_view s) { return reinterpret_cast<const uint8_t*>(s.data()); }
std::string_view view(const Id& id) { return {reinterpret_cast<const char*>(id.data()), 16}; }
std::string_view view(const Key& k) { return {reinterpret_cast<const char*>(k.data()), 32}; }

std::string wrap(const Key& with, std::string_view plain, std::string_view about, Random& random) {
    std::array<uint8_t, 24> nonce;
    random.fill(nonce.data(), nonce.size());
    return std::string(reinterpret_cast<char*>(nonce.data()), 24) + seal_bytes(with, plain, about, nonce);
}
Result<std::string> unwrap(const Key& with, std::string_view wrapped, std::string_view about) {
    std::array<uint8_t, 24> nonce;
    if (wrapped.size() < 24) return fail(Fault::damaged, "a wrapped key is cut short", "keys.db");
    std::memcpy(nonce.data(), wrapped.data(), 24);
    auto plain = open_bytes(with, wrapped.substr(24), about, nonce);
    if (!plain) return fail(Fault::damaged, "a wrapped key is not what was written, or the passphrase is another", "keys.db");
    return std::move(*plain);
}
Result<Key> key_of(const std::string& s) {
    if (s.size() != 32) return fail(Fault::damaged, "a key has the wrong length", "keys.db");
    Key k;
    std::memcpy(k.data(), s.data(), 32);
    return k;
}

Result<Key> master_key(const Options& o, std::string_view salt) {
    Key k;
    if (!o.passphrase.empty()) {
        if (crypto_pwhash(k.data(), k.size(), o.passphrase.data(), o.passphrase.size(), u8(salt), crypto_pwhash_OPSLIMIT_MODERATE,
                          crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_ARGON2ID13) != 0)
            return fail(Fault::storage, "there is not enough memory to derive the master key");
        return k;
    }
    std::ifstream f(o.dir / "master.key", std::ios::binary);
    if (!f.read(reinterpret_cast<char*>(k.data()), 32)) return fail(Fault::storage, "the master key cannot be read", "master.key");
    return k;
}

const char* const tables =
    "CREATE TABLE meta(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE epochs(epoch INTEGER PRIMARY KEY, wrapped BLOB NOT NULL);"
    "CREATE TABLE keys(owner BLOB PRIMARY KEY, epoch INTEGER NOT NULL, wrapped BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE destroyed(owner BLOB PRIMARY KEY) WITHOUT ROWID;";

Status put_meta(sqlite::Db& db, std::string_view name, std::string_view bytes) {
    auto s = TRY(db.prepare("INSERT OR REPLACE INTO meta(name, bytes) VALUES(?, ?)"));
    return s.bind(name).bytes(bytes).run();
}
Result<std::string> get_meta(sqlite::Db& db, std::string_view name) {
    auto s = TRY(db.prepare("SELECT bytes FROM meta WHERE name = ?"));
    bool row = TRY(s.bind(name).step());
    if (!row) return fail(Fault::damaged, std::string(name) + " is missing", "keys.db");
    return std::string(s.bytes_at(0));
}

}  // namespace

std::string seal_bytes(const Key& k, std::string_view plain, std::string_view additional, const std::array<uint8_t, 24>& nonce) {
    std::string out(plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    unsigned long long n = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<uint8_t*>(out.data()), &n, u8(plain), plain.size(), u8(additional),
                                               additional.size(), nullptr, nonce.data(), k.data());
    out.resize(n);
    return out;
}
std::optional<std::string> open_bytes(const Key& k, std::string_view cipher, std::string_view additional, const std::array<uint8_t, 24>& nonce) {
    if (cipher.size() < crypto_aead_xchacha20poly1305_ietf_ABYTES) return std::nullopt;
    std::string out(cipher.size() - crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    unsigned long long n = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<uint8_t*>(out.data()), &n, nullptr, u8(cipher), cipher.size(),
                                                   u8(additional), additional.size(), nonce.data(), k.data()) != 0)
        return std::nullopt;
    return out;
}

std::string field_additional(const Id& ledger, const Stream& s, uint32_t version, uint16_t type, const SealedField& f) {
    std::string a = "soria-field-1";
    a += view(ledger);
    a += char(s.kind);
    a += view(s.id);
    for (int i = 24; i >= 0; i -= 8) a += char(version >> i);
    a += char(type >> 8);
    a += char(type);
    a += char(f.number);
    a += char(f.cls);
    a += view(f.owner);
    return a;
}

bool verify_signature(std::string_view public_key, std::string_view message, std::string_view signature) {
    return public_key.size() == 32 && signature.size() == 64 &&
           crypto_sign_verify_detached(u8(signature), u8(message), message.size(), u8(public_key)) == 0;
}

Status Keys::create(const Options& o, const Id& ledger, std::string_view origin) {
    if (sodium_init() < 0) return fail(Fault::storage, "libsodium does not start");
    std::string salt(crypto_pwhash_SALTBYTES, '\0');
    o.random->fill(salt.data(), salt.size());
    Key random_key;
    if (o.passphrase.empty()) {
        o.random->fill(random_key.data(), random_key.size());
        TRY(write_file(o.dir / "master.key", view(random_key)));
    }
    auto master = TRY(master_key(o, salt));
    auto db = TRY(sqlite::Db::open((o.dir / "keys.db").string(), sqlite::Db::Mode::read_write, o.vfs));
    TRY(db->exec("PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; BEGIN;"));
    TRY(db->exec(tables));
    uint8_t pub[32], sec[64], seed[32], request[32];
    o.random->fill(seed, sizeof seed);
    o.random->fill(request, sizeof request);
    crypto_sign_seed_keypair(pub, sec, seed);
    TRY(put_meta(*db, "salt", salt));
    TRY(put_meta(*db, "ledger", view(ledger)));
    TRY(put_meta(*db, "origin", origin));
    TRY(put_meta(*db, "public", {reinterpret_cast<char*>(pub), 32}));
    TRY(put_meta(*db, "secret", wrap(master, {reinterpret_cast<char*>(sec), 64}, "signing", *o.random)));
    TRY(put_meta(*db, "request", wrap(master, {reinterpret_cast<char*>(request), 32}, "request", *o.random)));
    Keys k;
    std::memcpy(k.request_key_.data(), request, 32);
    k.check_ = TRY(k.sum_of_rows(*db));
    TRY(put_meta(*db, "check", k.check_.bytes()));
    return db->exec("COMMIT");
}

Hash Keys::row_hash(std::initializer_list<std::string_view> parts) const {
    Sha256 h;
    h.add(view(request_key_));
    for (auto p : parts) {
        h.add(std::to_string(p.size()) + ":");
        h.add(p);
    }
    return h.done();
}

Result<RowSum> Keys::sum_of_rows(sqlite::Db& db) const {
    RowSum sum;
    for (const char* sql : {"SELECT 'meta', name, bytes FROM meta WHERE name <> 'check'", "SELECT 'epochs', CAST(epoch AS TEXT), wrapped FROM epochs",
                            "SELECT 'destroyed', owner, '' FROM destroyed"}) {
        auto s = TRY(db.prepare(sql));
        for (;;) {
            bool more = TRY(s.step());
            if (!more) break;
            sum.add(row_hash({s.bytes_at(0), s.bytes_at(1), s.bytes_at(2)}));
        }
    }
    return sum;
}

Status Keys::save_check() { return put_meta(*db_, "check", check_.bytes()); }

Result<std::unique_ptr<Keys>> Keys::open(const Options& o, const Id& ledger) {
    if (sodium_init() < 0) return fail(Fault::storage, "libsodium does not start");
    std::unique_ptr<Keys> k(new Keys);
    k->dir_ = o.dir;
    k->vfs_ = o.vfs;
    k->random_ = o.random;
    k->cache_max_ = o.keys_open_max;
    k->db_ = TRY(sqlite::Db::open((o.dir / "keys.db").string(), sqlite::Db::Mode::read_write, o.vfs));
    // The cache holds the inner pages above three million keys: a key that was not asked for lately is one page away.
    TRY(k->db_->exec("PRAGMA secure_delete=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-12288;"));
    k->db_->empty_log();               // a cut or a full disk may have left in it what a destroyed key was
    auto of = TRY(get_meta(*k->db_, "ledger"));
    if (of != view(ledger)) return fail(Fault::damaged, "the keys belong to another ledger", "keys.db");
    auto salt = TRY(get_meta(*k->db_, "salt"));
    k->master_ = TRY(master_key(o, salt));
    auto secret = TRY(get_meta(*k->db_, "secret"));
    k->secret_key_ = TRY(unwrap(k->master_, secret, "signing"));
    k->public_key_ = TRY(get_meta(*k->db_, "public"));
    auto request = TRY(get_meta(*k->db_, "request"));
    auto request_key = TRY(unwrap(k->master_, request, "request"));
    k->request_key_ = TRY(key_of(request_key));
    k->origin_ = TRY(get_meta(*k->db_, "origin"));
    auto check = TRY(get_meta(*k->db_, "check"));
    k->check_ = TRY(RowSum::parse(check));
    auto gone = TRY(k->db_->prepare("SELECT owner FROM destroyed"));
    for (;;) {
        bool more = TRY(gone.step());
        if (!more) break;
        if (gone.bytes_at(0).size() != 16) return fail(Fault::damaged, "an owner in destroyed is no id", "keys.db");
        Id owner;
        std::memcpy(owner.data(), gone.bytes_at(0).data(), 16);
        k->destroyed_.insert(owner);
    }
    return k;
}

Keys::~Keys() {
    sodium_memzero(master_.data(), master_.size());
    for (auto& [id, e] : cache_) sodium_memzero(e.key.data(), e.key.size());
}

Result<Key> Keys::epoch_key(int64_t epoch, bool make) {
    if (auto known = epochs_.find(epoch); known != epochs_.end()) return known->second;
    auto s = TRY(db_->prepare("SELECT wrapped FROM epochs WHERE epoch = ?"));
    bool row = TRY(s.bind(epoch).step());
    Key k;
    if (row) {
        auto bytes = TRY(unwrap(master_, s.bytes_at(0), "epoch"));
        k = TRY(key_of(bytes));
    } else {
        if (!make) return fail(Fault::damaged, "the key of an epoch is missing", "keys.db");
        random_->fill(k.data(), k.size());
        std::string wrapped = wrap(master_, view(k), "epoch", *random_);
        auto insert = TRY(db_->prepare("INSERT INTO epochs(epoch, wrapped) VALUES(?, ?)"));
        TRY(insert.bind(epoch).bytes(wrapped).run());
        check_.add(row_hash({"epochs", std::to_string(epoch), wrapped}));
        TRY(save_check());
    }
    epochs_[epoch] = k;
    return k;
}

// A row's key, whose epoch and wrapped bytes stand in these two columns.
Result<Key> Keys::unwrapped(const sqlite::Statement& s, const Id& owner, int epoch_at) {
    std::string wrapped(s.bytes_at(epoch_at + 1));
    auto with = TRY(epoch_key(s.integer(epoch_at), false));
    auto bytes = TRY(unwrap(with, wrapped, std::string(view(owner))));
    return key_of(bytes);
}

Result<bool> Keys::warm(Id& after) {
    constexpr int64_t at_once = 500;                 // others wait for their keys meanwhile
    std::lock_guard lock(mutex_);
    std::string previous(view(after));
    auto s = TRY(db_->prepare("SELECT owner, epoch, wrapped FROM keys WHERE owner > ? ORDER BY owner LIMIT ?"));
    s.bytes(previous).bind(at_once);
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return previous != view(after);
        if (cache_.size() >= cache_max_ / 4 * 3) return false;       // the rest of the room is for what is asked for
        if (s.bytes_at(0).size() != after.size()) return fail(Fault::damaged, "an owner in keys is no id", "keys.db");
        std::memcpy(after.data(), s.bytes_at(0).data(), after.size());
        if (cache_.count(after) || destroyed_.count(after)) continue;
        Key k = TRY(unwrapped(s, after, 1));
        cache_[after] = {k, true};
    }
}

Result<std::optional<Key>> Keys::get(const Id& owner, bool make, std::vector<Id>* created) {
    std::lock_guard lock(mutex_);
    if (auto c = cache_.find(owner); c != cache_.end()) {
        if (!c->second.durable && created) created->push_back(owner);
        return std::optional<Key>(c->second.key);
    }
    if (destroyed_.count(owner)) {
        if (make) return refuse("erased", "the subject was erased: nothing can be sealed for it any more");
        return std::optional<Key>{};
    }
    Key k;
    bool durable = false;
    {
        auto s = TRY(db_->prepare("SELECT epoch, wrapped FROM keys WHERE owner = ?"));
        durable = TRY(s.bytes(view(owner)).step());
        if (durable) k = TRY(unwrapped(s, owner, 0));
    }
    if (!durable) {
        if (!make) return fail(Fault::damaged, "the key of subject " + id_text(owner) + " is missing", "keys.db");
        random_->fill(k.data(), k.size());
        if (created) created->push_back(owner);
    }
    if (cache_.size() >= cache_max_) make_room();
    cache_[owner] = {k, durable};
    return std::optional<Key>(k);
}

// Whole buckets in turn: where everybody is asked for alike any key is as good as another, and nobody waits for millions to be let go.
void Keys::make_room() {
    constexpr size_t let_go = 64, buckets_max = 1000;
    std::vector<Id> out;
    for (size_t i = 0, n = std::min(buckets_max, cache_.bucket_count()); i < n && out.size() < let_go; ++i) {
        bucket_ = (bucket_ + 1) % cache_.bucket_count();
        for (auto e = cache_.begin(bucket_); e != cache_.end(bucket_); ++e)
            if (e->second.durable) out.push_back(e->first);
    }
    for (const auto& id : out) {
        auto e = cache_.find(id);
        sodium_memzero(e->second.key.data(), e->second.key.size());
        cache_.erase(e);
    }
}

Status Keys::persist(const std::vector<Id>& owners, int64_t now_us) {
    std::lock_guard lock(mutex_);
    std::vector<Entry*> saved;
    std::vector<Id> each = owners;   // a new key is named once for each field that it sealed
    std::sort(each.begin(), each.end());
    each.erase(std::unique(each.begin(), each.end()), each.end());
    RowSum before = check_;
    TRY(db_->run("BEGIN IMMEDIATE"));
    auto work = [&]() -> Status {
        int64_t epoch = now_us / epoch_us;
        auto with = TRY(epoch_key(epoch, true));
        for (const auto& owner : each) {
            auto c = cache_.find(owner);
            if (c == cache_.end() || c->second.durable) continue;
            std::string wrapped = wrap(with, view(c->second.key), view(owner), *random_);
            auto s = TRY(db_->prepare("INSERT OR IGNORE INTO keys(owner, epoch, wrapped) VALUES(?, ?, ?)"));
            TRY(s.bytes(view(owner)).bind(epoch).bytes(wrapped).run());
            saved.push_back(&c->second);
        }
        return {};
    };
    Status ok = work();
    if (ok) ok = db_->run("COMMIT");
    if (!ok) {
        (void)db_->exec("ROLLBACK");
        db_->empty_log();
        epochs_.clear();
        check_ = before;
        return ok;
    }
    for (auto* e : saved) e->durable = true;
    return {};
}

void Keys::set_destroyed(const std::vector<Id>& owners) {
    std::lock_guard lock(mutex_);
    for (const auto& o : owners) {
        destroyed_.insert(o);
        if (auto c = cache_.find(o); c != cache_.end()) {
            sodium_memzero(c->second.key.data(), 32);
            cache_.erase(c);
        }
    }
}

std::vector<Id> Keys::destroyed() {
    std::lock_guard lock(mutex_);
    std::vector<Id> list(destroyed_.begin(), destroyed_.end());
    std::sort(list.begin(), list.end());
    return list;
}

Status Keys::destroy(const std::vector<Id>& owners) {
    set_destroyed(owners);
    std::lock_guard lock(mutex_);
    RowSum before = check_;
    TRY(db_->exec("BEGIN IMMEDIATE"));
    auto work = [&]() -> Status {
        for (const auto& o : owners) {
            auto s = TRY(db_->prepare("DELETE FROM keys WHERE owner = ?"));
            TRY(s.bytes(view(o)).run());
            auto g = TRY(db_->prepare("INSERT OR IGNORE INTO destroyed(owner) VALUES(?)"));
            TRY(g.bytes(view(o)).run());
            if (sqlite3_changes(db_->raw()) > 0) check_.add(row_hash({"destroyed", view(o), ""}));
        }
        if (!(check_ == before)) TRY(save_check());
        return db_->exec("COMMIT");
    };
    if (Status ok = work(); !ok) {
        (void)db_->exec("ROLLBACK");
        check_ = before;
        return ok;
    }
    return db_->exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

Status Keys::verify(std::vector<std::string>& faults) {
    auto fault = [&](std::string what) { if (faults.size() < 100) faults.push_back("keys.db: " + std::move(what)); };
    auto db = TRY(sqlite::Db::open(db_->path(), sqlite::Db::Mode::read_only, vfs_));
    RowSum kept;
    {
        std::lock_guard lock(mutex_);   // one moment for the rows and their sum; short, there are few
        kept = TRY(sum_of_rows(*db_));
        auto written = TRY(get_meta(*db_, "check"));
        if (!(kept == check_) || written != check_.bytes()) fault("its origin, salt, epochs or erasures are not those that were kept");
        auto both = TRY(db_->prepare("SELECT owner FROM keys JOIN destroyed USING(owner)"));
        for (;;) {                      // the two change in one commit
            bool more = TRY(both.step());
            if (!more) break;
            Id owner{};
            std::memcpy(owner.data(), both.bytes_at(0).data(), std::min(both.bytes_at(0).size(), owner.size()));
            fault("the key of subject " + id_text(owner) + " is there, and was destroyed");
        }
    }
    std::string last;
    for (bool more = true; more;) {     // in parts, so that nobody waits for a key meanwhile
        constexpr int part = 1000;
        std::lock_guard lock(mutex_);
        auto s = TRY(db->prepare("SELECT owner, epoch, wrapped FROM keys WHERE owner > ? ORDER BY owner LIMIT ?"));
        s.bytes(last).bind(part);
        int n = 0;
        std::string next;
        for (;; ++n) {
            bool row = TRY(s.step());
            if (!row) break;
            next = s.bytes_at(0);
            Id owner{};
            if (next.size() == owner.size()) std::memcpy(owner.data(), next.data(), owner.size());
            auto with = epoch_key(s.integer(1), false);
            auto key = with ? unwrap(*with, s.bytes_at(2), next) : Result<std::string>(tl::unexpected(with.error()));
            if (!key) fault("the key of subject " + id_text(owner) + ": " + key.error().because);
            else if (key->size() != 32 || next.size() != 16) fault("the key of subject " + id_text(owner) + " has the wrong length");
        }
        more = n == part;
        last = std::move(next);
    }
    auto made = TRY(sqlite::Db::open(":memory:", sqlite::Db::Mode::read_write));
    TRY(made->exec(tables));
    return sqlite::check_file(*db, *made, fault);
}

std::string Keys::sign(std::string_view message) const {
    std::string s(64, '\0');
    crypto_sign_detached(reinterpret_cast<uint8_t*>(s.data()), nullptr, u8(message), message.size(), u8(secret_key_));
    return s;
}

Status Keys::backup(const std::filesystem::path& to) {
    {
        std::lock_guard lock(mutex_);
        auto s = TRY(db_->prepare("VACUUM INTO ?"));
        std::string path = (to / "keys.db").string();
        TRY(s.bind(std::string_view(path)).run());
    }
    TRY(sync_file(to / "keys.db"));
    std::error_code ec;
    if (std::filesystem::exists(dir_ / "master.key", ec)) TRY(copy_durably(dir_ / "master.key", to / "master.key"));
    return {};
}

namespace {
class SystemRandom final : public Random {
public:
    void fill(void* out, size_t size) override { randombytes_buf(out, size); }
};
}  // namespace
Random& system_random() {
    static SystemRandom r;
    return r;
}

}  // namespace soria::ledger
