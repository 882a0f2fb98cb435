#include "ledger/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace soria::ledger {
namespace fs = std::filesystem;
namespace {

constexpr size_t chunk_bytes = 1 << 16;

tl::unexpected<Error> failed(const char* what, const fs::path& at) {
    int e = errno;
    if (e == ENOSPC || e == EDQUOT) return fail(Fault::storage, std::string(disk_is_full), at.filename().string());
    return fail(Fault::storage, std::string(what) + ": " + std::strerror(e), at.string());
}

struct File {
    int fd;
    explicit File(int f) : fd(f) {}
    File(const File&) = delete;
    ~File() { if (fd >= 0) ::close(fd); }
};

Status sync(const fs::path& p, int flags) {
    File f(::open(p.c_str(), flags | O_CLOEXEC));
    if (f.fd < 0 || ::fsync(f.fd) != 0) return failed("cannot be flushed to the disk", p);
    return {};
}

Status write_all(int fd, std::string_view bytes, const fs::path& p) {
    while (!bytes.empty()) {
        ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return failed("cannot be written", p);
        bytes.remove_prefix(size_t(n));
    }
    return {};
}

}  // namespace

Status sync_file(const fs::path& p) { return sync(p, O_RDONLY); }
Status sync_folder(const fs::path& p) { return sync(p.empty() ? fs::path(".") : p, O_RDONLY | O_DIRECTORY); }

Status write_file(const fs::path& p, std::string_view bytes) {
    File f(::open(p.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (f.fd < 0) return failed("cannot be made", p);
    TRY(write_all(f.fd, bytes, p));
    if (::fsync(f.fd) != 0) return failed("cannot be flushed to the disk", p);
    return {};
}

Status move_file(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return failed("cannot be put in its place", to);
    return {};
}

Status copy_durably(const fs::path& from, const fs::path& to) {
    File in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (in.fd < 0) return failed("cannot be read", from);
    File out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (out.fd < 0) return failed("cannot be made", to);
    std::string chunk(chunk_bytes, '\0');
    for (;;) {
        ssize_t n = ::read(in.fd, chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return failed("cannot be read", from);
        if (n == 0) break;
        TRY(write_all(out.fd, std::string_view(chunk).substr(0, size_t(n)), to));
    }
    if (::fsync(out.fd) != 0) return failed("cannot be flushed to the disk", to);
    return {};
}

Status make_folder(const fs::path& p) {
    std::error_code ec;
    fs::create_directories(p, ec);
    if (ec) return fail(Fault::storage, "the folder cannot be made: " + ec.message(), p.string());
    fs::permissions(p, fs::perms::owner_all, ec);
    if (ec) return fail(Fault::storage, "the folder cannot be made private: " + ec.message(), p.string());
    return sync_folder(fs::absolute(p, ec).lexically_normal().parent_path());
}

fs::path unfinished(const fs::path& dir) { return dir / "unfinished"; }
bool is_unfinished(const fs::path& dir) {
    std::error_code ec;
    return fs::exists(unfinished(dir), ec);
}

namespace {

// The ledger itself first: without it the others do not count.
constexpr const char* parts[] = {"soria.db", "soria.db-wal", "soria.db-shm", "keys.db", "keys.db-wal", "keys.db-shm", "master.key",
                                 "reads.db", "reads.db-wal", "reads.db-shm", "kept", "tokens"};

Result<int> lock_of(const fs::path& dir) {
    int lock = ::open((dir / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) return failed("the lock cannot be made", dir);
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
    ::close(lock);
    return fail(Fault::busy, "another process holds the data folder", dir.string());
}

Status clear(const fs::path& dir) {
    std::error_code ec;
    for (const char* p : parts)
        if (fs::remove_all(dir / p, ec); ec) return fail(Fault::storage, "what was left over cannot be removed: " + ec.message(), (dir / p).string());
    return sync_folder(dir);
}

}  // namespace

Status discard(const fs::path& dir) {
    int handle = TRY(lock_of(dir));
    File lock(handle);
    TRY(make_folder(unfinished(dir)));
    return clear(dir);
}

Result<Making> Making::begin(const fs::path& dir) {
    TRY(make_folder(dir));
    int lock = TRY(lock_of(dir));
    Making m(dir, lock);
    std::error_code ec;
    if (fs::exists(dir / "soria.db", ec)) return fail(Fault::storage, "a ledger is there already", dir.string());
    if (is_unfinished(dir)) {
        TRY(clear(dir));
    } else {
        for (const char* p : {"keys.db", "master.key", "reads.db", "kept"})
            if (fs::exists(dir / p, ec)) return fail(Fault::storage, std::string(p) + " of another ledger is there, without its soria.db: take another folder", dir.string());
    }
    fs::remove_all(unfinished(dir), ec);
    TRY(make_folder(unfinished(dir)));
    return m;
}

Status Making::settle() {
    std::error_code ec;
    for (const char* p : parts)
        if (std::string_view(p) != "soria.db" && fs::exists(dir() / p, ec)) TRY(move_file(dir() / p, dir_ / p));
    TRY(sync_folder(dir_));
    TRY(move_file(dir() / "soria.db", dir_ / "soria.db"));
    return sync_folder(dir_);
}

Making::~Making() {
    if (lock_ < 0) return;
    std::error_code ec;
    if (is_unfinished(dir_) && !fs::exists(dir_ / "soria.db", ec)) (void)clear(dir_);
    fs::remove_all(unfinished(dir_), ec);
    ::close(lock_);
}

}  // namespace soria::ledger
