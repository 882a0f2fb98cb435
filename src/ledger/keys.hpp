#pragma once
// Subject keys in a file of their own: each wrapped by the key of its 30 days, which the master key wraps. Destroying a
// key erases what it sealed from every copy. XChaCha20-Poly1305 (libsodium); nonces are random.
#include <array>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "ledger/hash.hpp"
#include "ledger/sqlite/db.hpp"

namespace soria::ledger {

using Key = std::array<uint8_t, 32>;

class Keys {
public:
    // Makes keys.db and the master key; `passphrase` empty: a random key in master.key, mode 0600.
    static Status create(const Options&, const Id& ledger, std::string_view origin);
    static Result<std::unique_ptr<Keys>> open(const Options&, const Id& ledger);
    ~Keys();

    // The owner's key; made in memory when there is none and `make` is set, and named in `created` until it is durable.
    Result<std::optional<Key>> get(const Id& owner, bool make, std::vector<Id>* created);
    // Opens keys that nobody has asked for yet, some at a time, behind `after`; false when there is no more, or no more room.
    Result<bool> warm(Id& after);
    Status persist(const std::vector<Id>& owners, int64_t now_us);   // one durable transaction; on the writer's thread
    // And the log is truncated. keys.db itself remembers whose key was destroyed, so that an older ledger beside it does too.
    Status destroy(const std::vector<Id>& owners);
    void set_destroyed(const std::vector<Id>& owners);
    std::vector<Id> destroyed();                                     // whose key was, ascending

    const Key& request_key() const { return request_key_; }          // hashes idempotent requests
    // A keyed hash of a row: the sum of them (RowSum) says whether rows that follow from nothing else are those that were kept.
    Hash row_hash(std::initializer_list<std::string_view> parts) const;
    std::string_view origin() const { return origin_; }
    Status verify(std::vector<std::string>& faults);                 // opens every key there is
    std::string sign(std::string_view message) const;                // 64 bytes, Ed25519
    const std::string& public_key() const { return public_key_; }
    Status backup(const std::filesystem::path& to);

private:
    Keys() = default;
    Result<Key> unwrapped(const sqlite::Statement&, const Id& owner, int epoch_at);
    Result<Key> epoch_key(int64_t epoch, bool make);
    Status save_check();
    Result<RowSum> sum_of_rows(sqlite::Db&) const;
    void make_room();
    struct Entry {
        Key key;
        bool durable;
    };
    std::mutex mutex_;
    std::unique_ptr<sqlite::Db> db_;
    std::filesystem::path dir_;
    std::string vfs_;
    Random* random_ = nullptr;
    Key master_{}, request_key_{};
    std::string secret_key_, public_key_, origin_;
    RowSum check_;                                                   // of every row but those of subjects' keys
    std::unordered_map<Id, Entry, IdHash> cache_;
    size_t cache_max_ = 0, bucket_ = 0;                              // the last from which keys were let go
    std::unordered_map<int64_t, Key> epochs_;
    std::unordered_set<Id, IdHash> destroyed_;
};

std::string seal_bytes(const Key&, std::string_view plain, std::string_view additional, const std::array<uint8_t, 24>& nonce);
std::optional<std::string> open_bytes(const Key&, std::string_view cipher, std::string_view additional, const std::array<uint8_t, 24>& nonce);
std::string field_additional(const Id& ledger, const Stream&, uint32_t version, uint16_t type, const SealedField&);
bool verify_signature(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace soria::ledger
