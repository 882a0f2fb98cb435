#pragma once
// SHA-256, and the Merkle tree of RFC 6962 as a compact range: the roots of the perfect subtrees, largest first.
#include <openssl/evp.h>

#include <string>
#include <string_view>
#include <vector>

#include "ledger/ledger.hpp"

namespace soria::ledger {

class Sha256 {
public:
    Sha256() : c_(begin()) {}
    ~Sha256() { give_back(c_); }
    Sha256(const Sha256&) = delete;
    void add(const void* p, size_t n) { EVP_DigestUpdate(c_, p, n); }
    void add(std::string_view s) { add(s.data(), s.size()); }
    Hash done() {
        Hash h;
        EVP_DigestFinal_ex(c_, h.data(), nullptr);
        return h;
    }

private:
    // A few contexts stay with each thread: OpenSSL takes longer to make one than to hash an event.
    static EVP_MD_CTX* begin();
    static void give_back(EVP_MD_CTX*);
    EVP_MD_CTX* c_;
};

Hash sha256(std::string_view);
Hash node_hash(const Hash& left, const Hash& right);   // SHA-256(0x01 || left || right)
std::string hex(const Hash&);
std::string base64(std::string_view);
Result<std::string> from_base64(std::string_view);

// Appends leaf hashes; the root of n leaves is RFC 6962's MTH. 32 bytes for each bit set in n.
class MerkleTree {
public:
    void append(const Hash& leaf);
    Hash root() const;                // of nothing: SHA-256 of the empty string
    uint64_t size() const { return size_; }
    std::string bytes() const;        // size as 8 bytes big-endian, then the subtree roots
    static Result<MerkleTree> parse(std::string_view);
    bool operator==(const MerkleTree&) const = default;

private:
    uint64_t size_ = 0;
    std::vector<Hash> roots_;
};

// The sum of the hashes of rows modulo 2^256: one set of rows, one sum, in whatever order they came.
class RowSum {
public:
    void add(const Hash&);
    void remove(const Hash&);         // of a row that was added
    std::string_view bytes() const { return {reinterpret_cast<const char*>(sum_.data()), sum_.size()}; }   // big-endian
    static Result<RowSum> parse(std::string_view);
    bool operator==(const RowSum&) const = default;

private:
    Hash sum_{};
};

// A sealed field with what its additional data binds, as a view keeps it.
struct SealedAt {
    Stream stream;
    uint32_t version = 0;
    uint16_t type = 0;
    SealedField field;
};
Result<SealedAt> parse_view_blob(const Blob&);

}  // namespace soria::ledger
