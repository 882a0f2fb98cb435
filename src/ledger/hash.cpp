#include "ledger/hash.hpp"

#include <sodium.h>

#include <cstring>

namespace soria::ledger {
namespace {

struct Contexts {
    std::vector<EVP_MD_CTX*> free;
    ~Contexts() { for (auto* c : free) EVP_MD_CTX_free(c); }
};
thread_local Contexts contexts;
const EVP_MD* algorithm() {
    static EVP_MD* fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched ? fetched : EVP_sha256();
}

}  // namespace

EVP_MD_CTX* Sha256::begin() {
    EVP_MD_CTX* c = nullptr;
    if (contexts.free.empty()) {
        c = EVP_MD_CTX_new();
    } else {
        c = contexts.free.back();
        contexts.free.pop_back();
    }
    EVP_DigestInit_ex(c, algorithm(), nullptr);
    return c;
}

void Sha256::give_back(EVP_MD_CTX* c) {
    constexpr size_t free_max = 4;
    if (contexts.free.size() < free_max) contexts.free.push_back(c);
    else EVP_MD_CTX_free(c);
}

Hash sha256(std::string_view s) {
    Sha256 h;
    h.add(s);
    return h.done();
}

Hash node_hash(const Hash& left, const Hash& right) {
    Sha256 h;
    uint8_t one = 1;
    h.add(&one, 1);
    h.add(left.data(), 32);
    h.add(right.data(), 32);
    return h.done();
}

std::string hex(const Hash& h) {
    constexpr char digits[] = "0123456789abcdef";
    std::string s;
    for (uint8_t b : h) s += digits[b >> 4], s += digits[b & 15];
    return s;
}

std::string base64(std::string_view s) {
    std::string out(sodium_base64_encoded_len(s.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const uint8_t*>(s.data()), s.size(), sodium_base64_VARIANT_ORIGINAL);
    out.resize(std::strlen(out.c_str()));
    return out;
}

Result<std::string> from_base64(std::string_view s) {
    std::string out(s.size(), '\0');
    size_t n = 0;
    if (sodium_base642bin(reinterpret_cast<uint8_t*>(out.data()), out.size(), s.data(), s.size(), nullptr, &n, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return fail(Fault::damaged, "not base64");
    out.resize(n);
    // libsodium 1.0.18 takes 0xAF for a slash: only what is written the same again is base64.
    if (base64(out) != s) return fail(Fault::damaged, "not base64");
    return out;
}

void MerkleTree::append(const Hash& leaf) {
    Hash h = leaf;
    for (uint64_t n = size_; n & 1; n >>= 1) {
        h = node_hash(roots_.back(), h);
        roots_.pop_back();
    }
    roots_.push_back(h);
    ++size_;
}

Hash MerkleTree::root() const {
    if (roots_.empty()) return sha256("");
    Hash h = roots_.back();
    for (size_t i = roots_.size() - 1; i-- > 0;) h = node_hash(roots_[i], h);
    return h;
}

std::string MerkleTree::bytes() const {
    std::string out(8, '\0');
    for (int i = 0; i < 8; ++i) out[size_t(i)] = char(size_ >> (56 - 8 * i));
    for (const auto& r : roots_) out.append(reinterpret_cast<const char*>(r.data()), 32);
    return out;
}

Result<MerkleTree> MerkleTree::parse(std::string_view in) {
    MerkleTree t;
    if (in.size() < 8) return fail(Fault::damaged, "the tree's state is cut short");
    for (int i = 0; i < 8; ++i) t.size_ = t.size_ << 8 | uint8_t(in[size_t(i)]);
    in.remove_prefix(8);
    if (in.size() != 32 * size_t(__builtin_popcountll(t.size_))) return fail(Fault::damaged, "the tree's state does not fit its size");
    for (; !in.empty(); in.remove_prefix(32)) {
        Hash h;
        std::memcpy(h.data(), in.data(), 32);
        t.roots_.push_back(h);
    }
    return t;
}

void RowSum::add(const Hash& h) {
    unsigned carry = 0;
    for (size_t i = sum_.size(); i-- > 0;) {
        carry += unsigned(sum_[i]) + h[i];
        sum_[i] = uint8_t(carry);
        carry >>= 8;
    }
}

void RowSum::remove(const Hash& h) {
    int borrow = 0;
    for (size_t i = sum_.size(); i-- > 0;) {
        int d = int(sum_[i]) - int(h[i]) - borrow;
        borrow = d < 0;
        sum_[i] = uint8_t(d);
    }
}

Result<RowSum> RowSum::parse(std::string_view in) {
    RowSum s;
    if (in.size() != s.sum_.size()) return fail(Fault::damaged, "the sum of the rows is not 32 bytes");
    std::memcpy(s.sum_.data(), in.data(), in.size());
    return s;
}

}  // namespace soria::ledger
