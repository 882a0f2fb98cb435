// The ledger's bytes: whatever is accepted is exactly what would be written (one value, one byte string); a checkpoint
// opens only as it was signed.
#include <cstring>
#include <set>
#include <sodium.h>

#include "domain/children/events.hpp"
#include "domain/law/events.hpp"
#include "domain/plan/events.hpp"
#include "domain/protection/events.hpp"
#include "fuzz.hpp"
#include "ledger/note.hpp"
#include "ledger/sqlite/journal.hpp"

namespace {

using namespace soria;
using namespace soria::ledger;
using fuzz::must;

void event(std::string_view in) {
    auto e = decode(in);
    if (!e) return fuzz::must_explain(e.error());
    must(encode(*e) == in, "an event's bytes are the only ones it has");
    must(leaf_hash(1, in) != leaf_hash(2, in), "a leaf binds its number");
    for (const auto& f : e->sealed) {
        auto at = parse_view_blob(view_blob(*e, f));
        must(at && at->stream == e->stream && at->version == e->version && at->type == e->type && at->field.number == f.number &&
                 at->field.cls == f.cls && at->field.owner == f.owner && at->field.nonce == f.nonce && at->field.ciphertext == f.ciphertext,
             "a view keeps of a sealed field all that opens it");
    }
}

void view(std::string_view in) {
    Blob b;
    b.bytes = in;
    auto s = parse_view_blob(b);
    if (!s) return fuzz::must_explain(s.error());
    EventRecord e;
    e.stream = s->stream, e.version = s->version, e.type = s->type;
    must(view_blob(e, s->field).bytes == in, "a view's bytes are the only ones they have");
}

void read(std::string_view in) {
    auto r = sqlite::decode_read(in);
    if (!r) return fuzz::must_explain(r.error());
    must(sqlite::encode_read(*r) == in, "a read's bytes are the only ones it has");
}

void tree(std::string_view in) {
    auto t = MerkleTree::parse(in);
    if (!t) return fuzz::must_explain(t.error());
    must(t->bytes() == in, "a tree's state is the only one it has");
    if (t->size() == UINT64_MAX) return;
    auto before = t->root();
    t->append(sha256("leaf"));
    must(t->root() != before, "a leaf changes the root");
    auto again = MerkleTree::parse(t->bytes());
    must(again && *again == *t, "a tree grown is read again");
}

// The Merkle tree hash of RFC 6962, section 2.1, as the RFC has it.
Hash tree_hash(const std::vector<Hash>& leaves, size_t from, size_t to) {
    if (to == from) return sha256("");
    if (to - from == 1) return leaves[from];
    size_t half = 1;
    while (half * 2 < to - from) half *= 2;
    return node_hash(tree_hash(leaves, from, from + half), tree_hash(leaves, from + half, to));
}
void grow(std::string_view in) {
    MerkleTree t;
    std::vector<Hash> leaves;
    for (size_t i = 0; i < std::min<size_t>(in.size(), 70); ++i) {
        leaves.push_back(leaf_hash(i + 1, in.substr(i, 3)));
        t.append(leaves.back());
    }
    must(t.root() == tree_hash(leaves, 0, leaves.size()) && t.size() == leaves.size(), "the compact tree is RFC 6962's");
    must(t.root() != tree_hash({}, 0, 0) || leaves.empty(), "leaves change the root");
}

struct Signer {
    uint8_t secret[crypto_sign_SECRETKEYBYTES], open[crypto_sign_PUBLICKEYBYTES];
    Signer() {
        if (sodium_init() < 0) std::abort();
        uint8_t seed[crypto_sign_SEEDBYTES] = {1, 2, 3};
        crypto_sign_seed_keypair(open, secret, seed);
    }
    std::string key() const { return {reinterpret_cast<const char*>(open), sizeof open}; }
    std::string note(const std::string& text, const std::string& origin) const {
        uint8_t s[crypto_sign_BYTES];
        crypto_sign_detached(s, nullptr, reinterpret_cast<const uint8_t*>(text.data()), text.size(), secret);
        auto id = sha256(origin + "\n\x01" + key());
        std::string bytes(reinterpret_cast<const char*>(id.data()), 4);
        bytes.append(reinterpret_cast<const char*>(s), sizeof s);
        return text + "\n\xe2\x80\x94 " + origin + " " + base64(bytes) + "\n";
    }
};
const Signer& signer() {
    static const Signer s;
    return s;
}

void note(std::string_view in) {
    auto c = open_note(in, signer().key());
    if (!c) return fuzz::must_explain(c.error());
    must(checkpoint_text(*c) == in.substr(0, in.rfind("\n\n") + 1), "a checkpoint that opens is written the same");
}

// The input is signed as it stands: only what says exactly one thing may open.
void signed_text(std::string_view in) {
    auto origin = std::string(in.substr(0, in.find('\n')));
    note(signer().note(std::string(in), origin));
}

void signed_checkpoint(std::string_view in) {
    Checkpoint c;
    c.origin = "soria.example/" + std::to_string(fuzz::take_byte(in));
    uint64_t n[2] = {};
    std::memcpy(n, in.data(), std::min(in.size(), sizeof n));
    c.size = n[0], c.reads_size = n[1];
    c.root = sha256(in), c.reads_root = sha256(c.origin);
    auto whole = signer().note(checkpoint_text(c), c.origin);
    auto opened = open_note(whole, signer().key());
    must(opened.has_value(), "a checkpoint that was signed opens", opened ? "" : opened.error().text());
    must(checkpoint_text(*opened) == checkpoint_text(c), "a checkpoint opens as it was signed");
    size_t at = fuzz::take_byte(in) % whole.size();
    uint8_t bit = uint8_t(1 << (fuzz::take_byte(in) % 8));
    whole[at] = char(uint8_t(whole[at]) ^ bit);
    must(!open_note(whole, signer().key()), "a checkpoint with a changed bit does not open", whole);
}

template <class T> void value(std::string_view in) {
    auto v = codec::value_of<T>(in);
    if (!v) return fuzz::must_explain(v.error());
    must(codec::bytes_of(*v) == in, "a value's bytes are the only ones it has");
}
void values(std::string_view in) {
    switch (fuzz::take_byte(in) % 16) {
        case 0: return value<int32_t>(in);
        case 1: return value<int64_t>(in);
        case 2: return value<bool>(in);
        case 3: return value<Date>(in);
        case 4: return value<Month>(in);
        case 5: return value<Happened>(in);
        case 6: return value<std::vector<PersonId>>(in);
        case 7: return value<std::optional<Happened>>(in);
        case 8: return value<std::vector<std::string>>(in);
        case 9: return value<std::vector<domain::IndicatorSeen>>(in);
        case 10: return value<domain::IndicatorSeen>(in);
        case 11: return value<std::vector<std::optional<int32_t>>>(in);
        case 12: return value<std::vector<bool>>(in);
        case 13: return value<Code<"form">>(in);
        case 14: return value<uint16_t>(in);
        default: return value<std::vector<std::vector<int32_t>>>(in);
    }
}

// An event of a known type: its clear fields, and its sealed ones opened, are encoded again as they were.
struct InTheClear : domain::Opener {
    Result<std::optional<std::string>> open(const EventRecord&, const SealedField& f) override {
        if (f.ciphertext == "gone") return std::optional<std::string>{};
        return std::optional<std::string>(f.ciphertext);
    }
};
template <class E> void typed(const EventRecord& r) {
    InTheClear opener;
    auto e = domain::joined<E>(r, &opener);
    if (!e) return fuzz::must_explain(e.error());
    auto again = domain::split(domain::event_fields<E>(), &*e, {}, {});
    must(again.clear == r.clear, "an event's clear fields are encoded as they were");
    std::vector<std::pair<uint8_t, std::string>> was, is;
    std::set<uint8_t> erased;                       // comes back as its type's empty value, which may have bytes
    for (const auto& f : r.sealed)
        if (f.ciphertext == "gone") erased.insert(f.number);
        else if (f.number != 0) was.emplace_back(f.number, f.ciphertext);
    for (const auto& f : again.sealed)
        if (!erased.count(f.number)) is.emplace_back(f.number, f.bytes);
    must(was == is, "an event's sealed fields are encoded as they were");
}
void event_of_a_type(std::string_view in) {
    uint8_t type = fuzz::take_byte(in);
    EventRecord r;
    r.clear = in.substr(0, fuzz::take_byte(in));
    in.remove_prefix(std::min(r.clear.size(), in.size()));
    while (!in.empty() && r.sealed.size() < 20) {
        SealedField f;
        f.number = fuzz::take_byte(in);
        f.ciphertext = in.substr(0, fuzz::take_byte(in));
        in.remove_prefix(std::min(f.ciphertext.size(), in.size()));
        if (!f.ciphertext.empty()) r.sealed.push_back(std::move(f));      // nothing is never sealed
    }
    using namespace domain;
    switch (type % 4) {
        case 0: return typed<ReportReceived>(r);
        case 1: return typed<ReportScreened>(r);
        case 2: return typed<PersonRegistered>(r);
        default: return typed<FindingRecorded>(r);
    }
}

void run(std::string_view in) {
    switch (fuzz::take_byte(in)) {
        case 'e': return event(in);
        case 'b': return view(in);
        case 'r': return read(in);
        case 't': return tree(in);
        case 'g': return grow(in);
        case 'n': return note(in);
        case 's': return signed_text(in);
        case 'c': return signed_checkpoint(in);
        case 'v': return values(in);
        case 'y': return event_of_a_type(in);
        default: return;
    }
}

}  // namespace

SORIA_FUZZ_TARGET(run)
