// The canonical bytes of an event (docs/format/ledger.md) and what a view keeps of a sealed field.
#include <limits>

#include "base/core/codec.hpp"
#include "base/core/utf8.hpp"
#include "ledger/hash.hpp"
#include "ledger/ledger.hpp"

namespace soria::ledger {
namespace {

constexpr uint64_t format_version = 1;
constexpr size_t text_bytes_max = 1 << 16, sealed_fields_max = 64;

void put_text(std::string& out, std::string_view s) {
    codec::put_varint(out, s.size());
    out += s;
}
void put_id(std::string& out, const Id& id) { out.append(reinterpret_cast<const char*>(id.data()), 16); }

Result<std::string> take_text(std::string_view& in) {
    uint64_t n = TRY(codec::take_varint(in));
    if (n > (text_bytes_max << 6)) return fail(Fault::damaged, "a text is longer than any that is written");
    auto b = TRY(codec::take_bytes(in, n));
    return std::string(b);
}
Result<std::string> take_words(std::string_view& in) {
    auto s = TRY(take_text(in));
    if (!valid_text(s)) return fail(Fault::damaged, "a text is not UTF-8, or holds a NUL");
    return s;
}
Result<Id> take_id(std::string_view& in) {
    auto b = TRY(codec::take_bytes(in, 16));
    Id id;
    std::memcpy(id.data(), b.data(), 16);
    return id;
}
template <class T> Result<T> take_number(std::string_view& in, uint64_t least = 1) {
    uint64_t n = TRY(codec::take_varint(in));
    if (n < least || n >= uint64_t(std::numeric_limits<T>::max())) return fail(Fault::damaged, "a number is out of range");
    return T(n);
}

}  // namespace

std::string encode(const EventRecord& e) {
    std::string out;
    out.reserve(160 + e.clear.size() + 96 * e.sealed.size());
    codec::put_varint(out, format_version);
    out += char(e.stream.kind);
    put_id(out, e.stream.id);
    codec::put_varint(out, e.version);
    codec::put_varint(out, e.type);
    codec::put_varint(out, e.type_version);
    codec::put_varint(out, uint64_t(e.recorded_us));
    put_text(out, e.actor);
    put_text(out, e.agency);
    put_text(out, e.purpose);
    put_text(out, e.clear);
    codec::put_varint(out, e.sealed.size());
    for (const auto& f : e.sealed) {
        out += char(f.number);
        out += char(f.cls);
        put_id(out, f.owner);
        out.append(reinterpret_cast<const char*>(f.nonce.data()), f.nonce.size());
        put_text(out, f.ciphertext);
    }
    return out;
}

Result<EventRecord> decode(std::string_view in) {
    EventRecord e;
    uint64_t format = TRY(codec::take_varint(in));
    if (format != format_version) return fail(Fault::damaged, "an event of an unknown format");
    auto kind = TRY(codec::take_bytes(in, 1));
    if (name_of(StreamKind(uint8_t(kind[0]))) == "unknown") return fail(Fault::damaged, "an unknown kind of stream");
    e.stream.kind = StreamKind(uint8_t(kind[0]));
    e.stream.id = TRY(take_id(in));
    if (e.stream.kind == StreamKind::system && e.stream.id != no_id) return fail(Fault::damaged, "there is one stream of the system");
    e.version = TRY(take_number<uint32_t>(in));
    e.type = TRY(take_number<uint16_t>(in));
    e.type_version = TRY(take_number<uint16_t>(in));
    e.recorded_us = TRY(take_number<int64_t>(in, 0));
    e.actor = TRY(take_words(in));
    e.agency = TRY(take_words(in));
    e.purpose = TRY(take_words(in));
    e.clear = TRY(take_text(in));
    uint64_t n = TRY(codec::take_varint(in));
    if (n >= sealed_fields_max) return fail(Fault::damaged, "more sealed fields than an event has");
    e.sealed.reserve(n);
    for (uint64_t i = 0; i < n; ++i) {
        SealedField f;
        auto head = TRY(codec::take_bytes(in, 2));
        f.number = uint8_t(head[0]);
        f.cls = Class(uint8_t(head[1]));
        f.owner = TRY(take_id(in));
        auto nonce = TRY(codec::take_bytes(in, f.nonce.size()));
        std::memcpy(f.nonce.data(), nonce.data(), f.nonce.size());
        f.ciphertext = TRY(take_text(in));
        e.sealed.push_back(std::move(f));
    }
    if (!in.empty()) return fail(Fault::damaged, "bytes are left over after an event");
    return e;
}

Hash leaf_hash(uint64_t number, std::string_view encoded) {
    uint8_t head[9] = {0};
    for (int i = 0; i < 8; ++i) head[1 + i] = uint8_t(number >> (56 - 8 * i));
    Sha256 h;
    h.add(head, sizeof head);
    h.add(encoded.data(), encoded.size());
    return h.done();
}

Blob view_blob(const EventRecord& e, const SealedField& f) {
    Blob b;
    std::string& out = b.bytes;
    out.reserve(72 + f.ciphertext.size());
    out += char(e.stream.kind);
    put_id(out, e.stream.id);
    codec::put_varint(out, e.version);
    codec::put_varint(out, e.type);
    out += char(f.number);
    out += char(f.cls);
    put_id(out, f.owner);
    out.append(reinterpret_cast<const char*>(f.nonce.data()), f.nonce.size());
    out += f.ciphertext;
    return b;
}

Result<SealedAt> parse_view_blob(const Blob& b) {
    std::string_view in = b.bytes;
    SealedAt s;
    auto kind = TRY(codec::take_bytes(in, 1));
    s.stream.kind = StreamKind(uint8_t(kind[0]));
    s.stream.id = TRY(take_id(in));
    s.version = TRY(take_number<uint32_t>(in));
    s.type = TRY(take_number<uint16_t>(in));
    auto head = TRY(codec::take_bytes(in, 2));
    s.field.number = uint8_t(head[0]);
    s.field.cls = Class(uint8_t(head[1]));
    s.field.owner = TRY(take_id(in));
    auto nonce = TRY(codec::take_bytes(in, s.field.nonce.size()));
    std::memcpy(s.field.nonce.data(), nonce.data(), s.field.nonce.size());
    s.field.ciphertext = in;
    return s;
}

}  // namespace soria::ledger
