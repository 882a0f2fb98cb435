#pragma once
// A disk for tests: a SQLite VFS over the default one that knows what a power cut would leave, and that can be full.
//
// Files live where the default VFS puts them, so that processes and locks are the real ones. Beside them the disk remembers
// for each file what has been synced, and in order what has been written since. At a cut each unsynced write is lost, kept,
// or torn at a sector of 512 bytes; a file's extension whose bytes were lost holds zeros or garbage; names that were made or
// deleted since their folder was last synced are there or not. Bytes beside a write are never touched: SQLite's default VFS
// promises that too (SQLITE_IOCAP_POWERSAFE_OVERWRITE). After the cut every write fails, as in a machine without power.
//
// What does not go through SQLite (master.key, kept/, the renaming of soria.db.new) is out of its sight and counts as durable.
#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace soria::testing {

class Disk {
public:
    // Syncing, as the program asks for it or weakened: the mutants that the tests must catch.
    enum class Syncing { as_asked, normal, off };

    Disk(std::string name, uint64_t seed, Syncing = Syncing::as_asked);
    ~Disk();
    Disk(const Disk&) = delete;
    const std::string& name() const { return name_; }              // of the VFS

    // The power is cut with the n-th write, sync, truncation or deletion from now on, before it does anything.
    void cut_after(uint64_t operations);
    void cut_now();
    bool cut() const;
    uint64_t operations() const;                                    // so far
    uint64_t syncs() const;
    // Runs `f` unless the power is cut; what it does is before the cut in the eyes of everybody.
    bool while_powered(const std::function<void()>& f);

    // Full: of files whose name contains `part`, so many more bytes are written, then SQLITE_FULL. A write that does not fit is
    // written as far as it fits, as a file system does. `syncs_too`: the room is missed only when flushing (delayed allocation).
    void full_after(uint64_t bytes, std::string part = {}, bool syncs_too = false);
    void room();                                                    // space came back
    uint64_t bytes_written() const;
    bool was_full() const;

    // The log is written back every so many pages instead of as the program asks (0: as it asks), so that small tests see it.
    void write_back_every(int pages) { write_back_pages_ = pages; }
    // Told when a transaction on a file of this name begins to commit, before any of it is written.
    std::function<void()> committing;
    std::string committing_file;

    // A folder was flushed by other means than SQLite, after a file in it took another name.
    void folder_synced(const std::filesystem::path& folder);
    void renamed(const std::filesystem::path& from, const std::filesystem::path& to);

    // What the disk holds after the cut, written into `to`: the files of `from`, which the disk's files lie in, and beside them
    // whatever else `from` has. Different seeds give different remains.
    void remains(const std::filesystem::path& from, const std::filesystem::path& to, uint64_t seed);

private:
    struct Write {
        int64_t at;                                                 // or the new size
        std::string bytes;
        bool truncation;
    };
    struct Inode {
        std::string durable;                                        // what was synced
        std::vector<Write> since;
    };
    struct Name { std::shared_ptr<Inode> durable, now; };
    struct File;
    struct Vfs;
    friend struct Vfs;

    bool step();                                                    // one operation; false: there is no power
    std::shared_ptr<Inode> opened(const std::string& path, bool created);
    void sync(Inode&);
    void sync_names(const std::string& folder);
    std::string remains_of(const Inode&, std::mt19937_64&) const;

    std::string name_;
    Syncing syncing_;
    std::mt19937_64 random_;
    mutable std::mutex mutex_;
    std::map<std::string, Name> names_;
    uint64_t operations_ = 0, cut_at_ = UINT64_MAX, syncs_ = 0, bytes_ = 0, full_at_ = UINT64_MAX;
    std::string full_part_;
    bool cut_ = false, full_syncs_ = false, was_full_ = false;
    int write_back_pages_ = 0;
    std::atomic<int> last_errno_{0};
    std::unique_ptr<Vfs> vfs_;
};

}  // namespace soria::testing
