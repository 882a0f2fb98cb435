// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
#include "ledger/sqlite/log.hpp"

#include <bit>
#include <cstring>
#include <fstream>
#include <string>

namespace soria::ledger::sqlite {
namespace {

constexpr size_t header_bytes = 32, frame_header_bytes = 24, sector_bytes = 512;
constexpr uint32_t magic = 0x377f0682;               // the last bit: whether checksums read words big-endian

uint32_t be32(const char* p) {
    auto u = reinterpret_cast<const uint8_t*>(p);
    return uint32_t(u[0]) << 24 | uint32_t(u[1]) << 16 | uint32_t(u[2]) << 8 | u[3];
}

struct Checksum {
    bool big;
    uint32_t a = 0, b = 0;
    void add(const char* p, size_t n) {
        for (size_t i = 0; i + 8 <= n; i += 8) {
            uint32_t x, y;
            std::memcpy(&x, p + i, 4);
            std::memcpy(&y, p + i + 4, 4);
            if (big != (std::endian::native == std::endian::big)) x = __builtin_bswap32(x), y = __builtin_bswap32(y);
            a += x + b;
            b += y + a;
        }
    }
    bool is(const char* p) const { return a == be32(p) && b == be32(p + 4); }
    void goes_on_from(const char* p) { a = be32(p), b = be32(p + 4); }
};

struct Log {
    std::ifstream in;
    size_t page_bytes = 0;
    std::string frame;
    bool next() {
        frame.resize(frame_header_bytes + page_bytes);
        return bool(in.read(frame.data(), std::streamsize(frame.size())));
    }
    bool commits() const { return be32(frame.data() + 4) != 0; }
    std::string_view salts() const { return std::string_view(frame).substr(8, 8); }
};

bool sound(const std::string& header) {
    uint32_t page = be32(header.data() + 8);
    if ((be32(header.data()) & ~1u) != magic || page < 512 || page > 65536 || (page & (page - 1))) return false;
    Checksum sum{bool(be32(header.data()) & 1)};
    sum.add(header.data(), 24);
    return sum.is(header.data() + 24);
}

}  // namespace

Status check_log(const std::filesystem::path& store) {
    Log log;
    std::string name = store.filename().string() + "-wal";
    auto damaged = [&](const char* what) {
        Error e;
        e.fault = Fault::damaged;
        e.because = std::string(what) + "; commits that follow would be lost without a word";
        e.where = name;
        e.change = "keep a copy of the folder; then restore the last backup, or go on with the commits before the break: sqlite3 " + store.filename().string() + " 'PRAGMA wal_checkpoint'";
        return tl::unexpected(e);
    };
    log.in.open(store.string() + "-wal", std::ios::binary);
    std::string header(header_bytes, '\0');
    if (!log.in || !log.in.read(header.data(), header_bytes)) return {};
    std::error_code ec;
    auto size = std::filesystem::file_size(store.string() + "-wal", ec);
    if (ec) return fail(Fault::storage, "its size cannot be read: " + ec.message(), name);
    if (!sound(header)) {
        // It is flushed before the first frame is written.
        if (size > header_bytes) return damaged("the beginning of the log is not what was written");
        return {};
    }
    log.page_bytes = be32(header.data() + 8);
    std::string salts = header.substr(16, 8);
    Checksum sum{bool(be32(header.data()) & 1)};
    sum.goes_on_from(header.data() + 24);
    bool broken = false, commit_behind = false;
    size_t at = header_bytes;
    while (log.next()) {
        // A frame's checksum goes on from the one that the frame before it carries: a frame behind a break can still be whole.
        sum.add(log.frame.data(), 8);
        sum.add(log.frame.data() + frame_header_bytes, log.page_bytes);
        bool ours = log.salts() == salts, whole = ours && be32(log.frame.data()) != 0 && sum.is(log.frame.data() + 16);
        sum.goes_on_from(log.frame.data() + 16);
        bool torn_before_salts = at % sector_bytes == sector_bytes - 8 && !whole;   // "commits" may be a word of what lay there before
        at += log.frame.size();
        broken |= !whole;
        if (!broken || !ours || torn_before_salts || !log.commits()) continue;     // other salts: left over from before the log began anew
        if (commit_behind) return damaged("the log is broken in its middle");
        commit_behind = true;
    }
    return {};
}

}  // namespace soria::ledger::sqlite
