// Reading the ledger: streams and events, and the fields that are sealed and opened.
#include "ledger/sqlite/store.hpp"

namespace soria::ledger::sqlite {

std::string stream_key(const Stream& s) { return char(s.kind) + std::string(reinterpret_cast<const char*>(s.id.data()), s.id.size()); }

Result<std::vector<EventRecord>> Store::load(const Stream& stream, uint32_t from) {
    auto l = TRY(lease());
    return load(*l.db, stream, from);
}
Result<std::vector<EventRecord>> Store::load(Db& db, const Stream& stream, uint32_t from) {
    auto s = TRY(db.prepare("SELECT number, body FROM events WHERE stream = ? AND version >= ? ORDER BY version"));
    std::string key = stream_key(stream);
    s.bytes(key).bind(int64_t(from));
    std::vector<EventRecord> list;
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return list;
        auto e = TRY(decode(s.bytes_at(1)));
        e.number = uint64_t(s.integer(0));
        list.push_back(std::move(e));
    }
}

Result<uint32_t> Store::version_of(const Stream& stream) {
    auto l = TRY(lease());
    return version_of(*l.db, stream);
}
Result<uint32_t> Store::version_of(Db& db, const Stream& stream) {
    auto s = TRY(db.prepare("SELECT version FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1"));
    std::string key = stream_key(stream);
    bool row = TRY(s.bytes(key).step());
    return row ? uint32_t(s.integer(0)) : 0;
}

Result<uint64_t> Store::size(Db& db) {
    auto s = TRY(db.prepare("SELECT number FROM events ORDER BY number DESC LIMIT 1"));
    bool row = TRY(s.step());
    return row ? uint64_t(s.integer(0)) : 0;
}

Status Store::each(uint64_t first, uint64_t last, const std::function<Status(const EventRecord&)>& fn) {
    auto l = TRY(lease());
    auto s = TRY(l.db->prepare("SELECT number, body FROM events WHERE number BETWEEN ? AND ? ORDER BY number"));
    s.bind(int64_t(first)).bind(int64_t(std::min<uint64_t>(last, INT64_MAX)));
    for (;;) {
        bool more = TRY(s.step());
        if (!more) return {};
        auto e = decode(s.bytes_at(1));
        if (!e) return fail(Fault::damaged, e.error().because, "event " + std::to_string(s.integer(0)));
        e->number = uint64_t(s.integer(0));
        TRY(fn(*e));
    }
}

Result<uint64_t> Store::last_recorded_until(int64_t us) {
    auto l = TRY(lease());
    auto s = TRY(l.db->prepare("SELECT last FROM recorded WHERE at_us < ? ORDER BY at_us DESC LIMIT 1"));
    bool row = TRY(s.bind(us).step());
    return row ? uint64_t(s.integer(0)) : 0;
}

Result<SealedField> Store::seal(const OpenField& f, const Stream& stream, uint32_t version, uint16_t type, std::vector<Id>& created) {
    auto key = TRY(keys_->get(f.owner, true, &created));
    SealedField s;
    s.number = f.number;
    s.cls = f.cls;
    s.owner = f.owner;
    options_.random->fill(s.nonce.data(), s.nonce.size());
    s.ciphertext = seal_bytes(*key, f.bytes, field_additional(id_, stream, version, type, s), s.nonce);
    return s;
}

Result<std::optional<std::string>> Store::open(const SealedField& f, const Stream& stream, uint32_t version, uint16_t type) {
    auto key = TRY(keys_->get(f.owner, false, nullptr));
    if (!key) return std::optional<std::string>{};
    auto plain = open_bytes(*key, f.ciphertext, field_additional(id_, stream, version, type, f), f.nonce);
    if (!plain) return fail(Fault::damaged, "a sealed field is not what was sealed");
    return plain;
}

Result<std::optional<std::string>> Store::open(const Blob& b) {
    auto at = TRY(parse_view_blob(b));
    return open(at.field, at.stream, at.version, at.type);
}

}  // namespace soria::ledger::sqlite
