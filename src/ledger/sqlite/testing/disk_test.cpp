// The disk of the durability tests, and tests of the disk itself.
#include "ledger/sqlite/testing/disk.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace soria::testing {
namespace fs = std::filesystem;
namespace {

constexpr int64_t sector_bytes = 512;

std::string read_file(const fs::path& p) {
    std::ifstream in(p, std::ios::binary);
    std::ostringstream s;
    s << in.rdbuf();
    return s.str();
}
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

// SQLite sees this, then the default VFS's own file behind it.
struct Disk::File {
    sqlite3_file head;
    Disk* disk;
    sqlite3* db;                        // whose main file it is
    std::shared_ptr<Inode>* inode;      // null: a temporary file, not the disk's matter
    std::string* path;
    bool names_too;                     // the first sync flushes the folder's names
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

struct Disk::Vfs {
    sqlite3_vfs vfs{};
    sqlite3_io_methods methods{};
    sqlite3_vfs* real = sqlite3_vfs_find(nullptr);

    static File* file(sqlite3_file* f) { return reinterpret_cast<File*>(f); }
    static Disk* disk(sqlite3_vfs* v) { return static_cast<Disk*>(v->pAppData); }
    static sqlite3_vfs* real_of(sqlite3_vfs* v) { return disk(v)->vfs_->real; }

    explicit Vfs(Disk* d) {
        vfs = *real;
        vfs.zName = d->name_.c_str();
        vfs.pAppData = d;
        vfs.szOsFile = int(sizeof(File)) + real->szOsFile;
        vfs.pNext = nullptr;
        vfs.xOpen = open;
        vfs.xDelete = remove;
        vfs.xAccess = [](sqlite3_vfs* v, const char* n, int f, int* out) { return real_of(v)->xAccess(real_of(v), n, f, out); };
        vfs.xFullPathname = [](sqlite3_vfs* v, const char* n, int size, char* out) { return real_of(v)->xFullPathname(real_of(v), n, size, out); };
        vfs.xRandomness = [](sqlite3_vfs* v, int n, char* out) { return real_of(v)->xRandomness(real_of(v), n, out); };
        vfs.xSleep = [](sqlite3_vfs* v, int us) { return real_of(v)->xSleep(real_of(v), us); };
        vfs.xCurrentTime = [](sqlite3_vfs* v, double* t) { return real_of(v)->xCurrentTime(real_of(v), t); };
        vfs.xCurrentTimeInt64 = [](sqlite3_vfs* v, sqlite3_int64* t) { return real_of(v)->xCurrentTimeInt64(real_of(v), t); };
        vfs.xGetLastError = [](sqlite3_vfs* v, int n, char* p) { return real_of(v)->xGetLastError(real_of(v), n, p); };

        methods.iVersion = 2;           // no xFetch: every read and write is seen
        methods.xClose = close;
        methods.xRead = [](sqlite3_file* f, void* p, int n, sqlite3_int64 at) { return file(f)->real()->pMethods->xRead(file(f)->real(), p, n, at); };
        methods.xWrite = write;
        methods.xTruncate = truncate;
        methods.xSync = sync;
        methods.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return file(f)->real()->pMethods->xFileSize(file(f)->real(), n); };
        methods.xLock = [](sqlite3_file* f, int l) { return file(f)->real()->pMethods->xLock(file(f)->real(), l); };
        methods.xUnlock = [](sqlite3_file* f, int l) { return file(f)->real()->pMethods->xUnlock(file(f)->real(), l); };
        methods.xCheckReservedLock = [](sqlite3_file* f, int* r) { return file(f)->real()->pMethods->xCheckReservedLock(file(f)->real(), r); };
        methods.xFileControl = control;
        methods.xSectorSize = [](sqlite3_file*) { return int(sector_bytes); };
        methods.xDeviceCharacteristics = [](sqlite3_file* f) { return file(f)->real()->pMethods->xDeviceCharacteristics(file(f)->real()); };
        methods.xShmMap = map;
        methods.xShmLock = [](sqlite3_file* f, int o, int n, int l) { return file(f)->real()->pMethods->xShmLock(file(f)->real(), o, n, l); };
        methods.xShmBarrier = [](sqlite3_file* f) { file(f)->real()->pMethods->xShmBarrier(file(f)->real()); };
        methods.xShmUnmap = [](sqlite3_file* f, int d) { return file(f)->real()->pMethods->xShmUnmap(file(f)->real(), d); };
    }

    static int open(sqlite3_vfs* v, const char* name, sqlite3_file* out, int flags, int* out_flags) {
        Disk* d = disk(v);
        File* f = file(out);
        std::memset(static_cast<void*>(f), 0, sizeof(File));
        f->disk = d;
        bool ours = name && !(flags & SQLITE_OPEN_DELETEONCLOSE);
        bool created = ours && ::access(name, F_OK) != 0;
        if (created && (flags & SQLITE_OPEN_CREATE)) {
            std::lock_guard lock(d->mutex_);
            if (d->cut_) return SQLITE_CANTOPEN;
        }
        int rc = real_of(v)->xOpen(real_of(v), name, f->real(), flags, out_flags);
        if (rc != SQLITE_OK) return rc;
        f->head.pMethods = &d->vfs_->methods;
        if (!ours) return rc;
        std::lock_guard lock(d->mutex_);
        f->path = new std::string(name);
        f->inode = new std::shared_ptr<Inode>(d->opened(name, created));
        f->names_too = created && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL));
        return rc;
    }
    static int remove(sqlite3_vfs* v, const char* name, int sync_folder) {
        Disk* d = disk(v);
        std::lock_guard lock(d->mutex_);
        if (!d->step()) return SQLITE_IOERR_DELETE;
        auto known = d->names_.find(name);
        if (known == d->names_.end() && ::access(name, F_OK) == 0) {
            auto inode = std::make_shared<Inode>(Inode{read_file(name), {}});
            known = d->names_.emplace(name, Name{inode, inode}).first;
        }
        int rc = real_of(v)->xDelete(real_of(v), name, 0);
        if (rc == SQLITE_OK && known != d->names_.end()) known->second.now = nullptr;
        if (rc == SQLITE_OK && sync_folder) d->sync_names(folder_of(name));
        return rc;
    }
    static int close(sqlite3_file* s) {
        File* f = file(s);
        int rc = f->real()->pMethods->xClose(f->real());
        delete f->inode;
        delete f->path;
        return rc;
    }
    static int write(sqlite3_file* s, const void* p, int n, sqlite3_int64 at) {
        File* f = file(s);
        if (!f->inode) return f->real()->pMethods->xWrite(f->real(), p, n, at);
        Disk* d = f->disk;
        std::lock_guard lock(d->mutex_);
        if (!d->step()) return SQLITE_IOERR_WRITE;
        int fits = n;
        if (f->path->find(d->full_part_) != std::string::npos) {
            if (!d->full_syncs_ && d->bytes_ + uint64_t(n) > d->full_at_) fits = int(d->full_at_ > d->bytes_ ? d->full_at_ - d->bytes_ : 0);
            d->bytes_ += uint64_t(fits);
        }
        if (fits > 0) {
            int rc = f->real()->pMethods->xWrite(f->real(), p, fits, at);
            if (rc != SQLITE_OK) return rc;
            (*f->inode)->since.push_back({at, std::string(static_cast<const char*>(p), size_t(fits)), false});
        }
        if (fits == n) return SQLITE_OK;
        d->was_full_ = true;
        d->last_errno_ = ENOSPC;
        return SQLITE_FULL;
    }
    static int truncate(sqlite3_file* s, sqlite3_int64 size) {
        File* f = file(s);
        if (!f->inode) return f->real()->pMethods->xTruncate(f->real(), size);
        Disk* d = f->disk;
        std::lock_guard lock(d->mutex_);
        if (!d->step()) return SQLITE_IOERR_TRUNCATE;
        if (!d->full_syncs_ && d->bytes_ >= d->full_at_ && f->path->find(d->full_part_) != std::string::npos) {
            d->was_full_ = true;
            d->last_errno_ = ENOSPC;
            return SQLITE_FULL;
        }
        int rc = f->real()->pMethods->xTruncate(f->real(), size);
        if (rc == SQLITE_OK) (*f->inode)->since.push_back({size, {}, true});
        return rc;
    }
    static int sync(sqlite3_file* s, int flags) {
        File* f = file(s);
        if (!f->inode) return f->real()->pMethods->xSync(f->real(), flags);
        Disk* d = f->disk;
        std::lock_guard lock(d->mutex_);
        if (!d->step()) return SQLITE_IOERR_FSYNC;
        if (d->full_syncs_ && d->bytes_ > d->full_at_ && f->path->find(d->full_part_) != std::string::npos) {
            d->was_full_ = true;
            d->last_errno_ = ENOSPC;
            return SQLITE_IOERR_FSYNC;
        }
        ++d->syncs_;
        d->sync(**f->inode);            // no real flush: the disk's memory is what a cut leaves
        if (f->names_too) d->sync_names(folder_of(*f->path));
        f->names_too = false;
        return SQLITE_OK;
    }
    static int control(sqlite3_file* s, int op, void* arg) {
        File* f = file(s);
        Disk* d = f->disk;
        if (op == SQLITE_FCNTL_LAST_ERRNO && d->last_errno_) {
            *static_cast<int*>(arg) = d->last_errno_;
            return SQLITE_OK;
        }
        if (op == SQLITE_FCNTL_PRAGMA) {
            auto words = static_cast<char**>(arg);
            // The argument is the statement's own copy of it, and is read after this returns.
            if (words[2] && std::strcmp(words[1], "synchronous") == 0 && d->syncing_ != Syncing::as_asked)
                std::strcpy(words[2], d->syncing_ == Syncing::normal ? "1" : "0");
            int pages = d->write_back_pages_;
            if (pages && f->db) sqlite3_wal_autocheckpoint(f->db, pages);
            if (words[2] && pages && std::strcmp(words[1], "wal_autocheckpoint") == 0 && std::to_string(pages).size() <= std::strlen(words[2]))
                std::strcpy(words[2], std::to_string(pages).c_str());
        }
        return f->real()->pMethods->xFileControl(f->real(), op, arg);
    }
    static int map(sqlite3_file* s, int region, int size, int extend, void volatile** out) {
        File* f = file(s);
        Disk* d = f->disk;
        bool full = false;
        if (extend && f->inode) {
            std::lock_guard lock(d->mutex_);
            full = d->bytes_ >= d->full_at_ && f->path->find(d->full_part_) != std::string::npos;
        }
        int rc = f->real()->pMethods->xShmMap(f->real(), region, size, extend && !full, out);
        if (!full || rc != SQLITE_OK || *out) return rc;
        d->last_errno_ = ENOSPC;
        return SQLITE_IOERR_SHMSIZE;
    }
    // Every connection passes here when it opens; those on another VFS pass on.
    static int connected(sqlite3* db, char**, const void*) {
        sqlite3_vfs* v = nullptr;
        if (sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &v) != SQLITE_OK || !v || v->xOpen != open) return SQLITE_OK;
        sqlite3_file* s = nullptr;
        if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &s) != SQLITE_OK || !s || !s->pMethods) return SQLITE_OK;
        file(s)->db = db;
        Disk* d = disk(v);
        const char* name = sqlite3_db_filename(db, "main");
        if (d->committing && name && fs::path(name).filename() == d->committing_file)
            sqlite3_commit_hook(db, [](void* p) { static_cast<Disk*>(p)->committing(); return 0; }, d);
        return SQLITE_OK;
    }
};

Disk::Disk(std::string name, uint64_t seed, Syncing syncing) : name_(std::move(name)), syncing_(syncing), random_(seed) {
    vfs_ = std::make_unique<Vfs>(this);
    sqlite3_vfs_register(&vfs_->vfs, 0);
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(&Vfs::connected));
}
Disk::~Disk() {
    sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&Vfs::connected));
    sqlite3_vfs_unregister(&vfs_->vfs);
}

bool Disk::step() {
    if (!cut_ && operations_ >= cut_at_) cut_ = true;
    if (cut_) return false;
    ++operations_;
    return true;
}
void Disk::cut_after(uint64_t n) {
    std::lock_guard lock(mutex_);
    cut_at_ = operations_ + n;
}
void Disk::cut_now() {
    std::lock_guard lock(mutex_);
    cut_ = true;
}
bool Disk::cut() const {
    std::lock_guard lock(mutex_);
    return cut_;
}
uint64_t Disk::operations() const {
    std::lock_guard lock(mutex_);
    return operations_;
}
uint64_t Disk::syncs() const {
    std::lock_guard lock(mutex_);
    return syncs_;
}
bool Disk::while_powered(const std::function<void()>& f) {
    std::lock_guard lock(mutex_);
    if (cut_) return false;
    f();
    return true;
}
void Disk::full_after(uint64_t bytes, std::string part, bool syncs_too) {
    std::lock_guard lock(mutex_);
    bytes_ = 0;
    full_at_ = bytes;
    full_part_ = std::move(part);
    full_syncs_ = syncs_too;
    was_full_ = false;
}
void Disk::room() {
    std::lock_guard lock(mutex_);
    full_at_ = UINT64_MAX;
    full_syncs_ = false;
    last_errno_ = 0;
}
uint64_t Disk::bytes_written() const {
    std::lock_guard lock(mutex_);
    return bytes_;
}
bool Disk::was_full() const {
    std::lock_guard lock(mutex_);
    return was_full_;
}
void Disk::folder_synced(const fs::path& folder) {
    std::lock_guard lock(mutex_);
    sync_names(folder.string());
}
void Disk::renamed(const fs::path& from, const fs::path& to) {
    std::lock_guard lock(mutex_);
    auto it = names_.find(from.string());
    if (it == names_.end()) return;
    names_[to.string()] = it->second;
    names_.erase(it);
}

std::shared_ptr<Disk::Inode> Disk::opened(const std::string& path, bool created) {
    auto& n = names_[path];
    if (n.now) return n.now;
    n.now = std::make_shared<Inode>();
    if (created) return n.now;
    n.now->durable = read_file(path);   // was there before the disk watched
    n.durable = n.now;
    return n.now;
}

namespace {
// Of bytes that were never written a file system shows zeros; after a cut some show what lay there before.
void extend(std::string& bytes, size_t size, std::mt19937_64* random) {
    size_t from = bytes.size();
    if (size <= from) return;
    bytes.resize(size, '\0');
    if (random && (*random)() % 4 == 0)
        for (size_t i = from; i < size; ++i) bytes[i] = char((*random)());
}
}  // namespace

void Disk::sync(Inode& i) {
    for (const auto& w : i.since) {
        if (w.truncation) {
            i.durable.resize(size_t(w.at), '\0');
            continue;
        }
        extend(i.durable, size_t(w.at) + w.bytes.size(), nullptr);
        i.durable.replace(size_t(w.at), w.bytes.size(), w.bytes);
    }
    i.since.clear();
}

void Disk::sync_names(const std::string& folder) {
    for (auto& [path, n] : names_)
        if (folder_of(path) == folder) n.durable = n.now;
}

std::string Disk::remains_of(const Inode& i, std::mt19937_64& random) const {
    std::string bytes = i.durable;
    for (const auto& w : i.since) {
        auto fate = random() % 3;       // lost, kept, torn
        if (w.truncation) {
            if (fate) bytes.resize(size_t(w.at), '\0');
            continue;
        }
        if (fate == 0) continue;
        auto end = w.at + int64_t(w.bytes.size());
        for (int64_t at = w.at; at < end;) {
            int64_t next = std::min((at / sector_bytes + 1) * sector_bytes, end);
            if (fate == 1 || random() % 2) {
                extend(bytes, size_t(next), &random);
                bytes.replace(size_t(at), size_t(next - at), w.bytes, size_t(at - w.at), size_t(next - at));
            }
            at = next;
        }
    }
    return bytes;
}

void Disk::remains(const fs::path& from, const fs::path& to, uint64_t seed) {
    std::lock_guard lock(mutex_);
    std::mt19937_64 random(seed);
    fs::remove_all(to);
    fs::create_directories(to);
    for (const auto& e : fs::recursive_directory_iterator(from)) {
        auto at = to / fs::relative(e.path(), from);
        if (e.is_directory()) fs::create_directories(at);
        else if (!names_.count(e.path().string()) && e.is_regular_file()) fs::copy_file(e.path(), at);
    }
    for (const auto& [path, n] : names_) {
        if (path.compare(0, from.string().size() + 1, from.string() + "/") != 0) continue;
        const Inode* i = n.durable == n.now || random() % 2 ? n.now.get() : n.durable.get();
        if (!i) continue;
        auto at = to / fs::relative(path, from);
        fs::create_directories(at.parent_path());
        std::ofstream(at, std::ios::binary) << remains_of(*i, random);
    }
}

}  // namespace soria::testing

namespace {

using soria::testing::Disk;
namespace fs = std::filesystem;

struct TrialFolder {
    fs::path path;
    TrialFolder() {
        std::string t = (fs::temp_directory_path() / "soria-disk-XXXXXX").string();
        path = mkdtemp(t.data());
    }
    ~TrialFolder() { fs::remove_all(path); }
};

// Rows 1 to n, each a commit; how many of them a cut after them leaves.
int64_t left_of(Disk::Syncing syncing, uint64_t seed, const char* mode, int rows) {
    TrialFolder f;
    Disk disk("disk-self", seed, syncing);
    fs::create_directories(f.path / "a");
    auto file = (f.path / "a" / "x.db").string();
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "disk-self") == SQLITE_OK);
    auto run = [&](const std::string& sql) { REQUIRE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK); };
    run(std::string("PRAGMA journal_mode=") + mode + "; PRAGMA synchronous=FULL; CREATE TABLE t(n INTEGER PRIMARY KEY, x)");
    for (int i = 1; i <= rows; ++i) run("INSERT INTO t VALUES(" + std::to_string(i) + ", hex(randomblob(3000)))");
    disk.cut_now();
    CHECK(sqlite3_exec(db, "INSERT INTO t VALUES(1000, 1)", nullptr, nullptr, nullptr) != SQLITE_OK);
    disk.remains(f.path / "a", f.path / "b", seed);
    sqlite3_close(db);
    REQUIRE(sqlite3_open((f.path / "b" / "x.db").c_str(), &db) == SQLITE_OK);
    sqlite3_stmt* s = nullptr;
    int64_t n = -1;                     // -1: the file is damaged, or has no such table
    if (sqlite3_prepare_v2(db, "SELECT count(*) FROM t", -1, &s, nullptr) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW) n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

}  // namespace

TEST_CASE("the test's disk: what was synced stays, what was not is lost now and then") {
    int lost_normal = 0, lost_off = 0;
    for (uint64_t seed = 1; seed <= 30; ++seed) {
        CAPTURE(seed);
        CHECK(left_of(Disk::Syncing::as_asked, seed, "WAL", 5) == 5);
        CHECK(left_of(Disk::Syncing::as_asked, seed, "DELETE", 5) >= 4);   // FULL flushes no deletion of a journal, and says so
        lost_normal += left_of(Disk::Syncing::normal, seed, "WAL", 5) != 5;
        lost_off += left_of(Disk::Syncing::off, seed, "DELETE", 5) != 5;
    }
    CHECK(lost_normal > 0);
    CHECK(lost_off > 0);
}
