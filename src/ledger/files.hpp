#pragma once
// Files and folders that outlive a power cut: what is said to be there has been flushed, and so has the folder that names it.
#include <filesystem>
#include <string_view>
#include <utility>

#include "base/core/result.hpp"

namespace soria::ledger {

inline constexpr std::string_view disk_is_full = "the disk is full: nothing of this was kept, and nothing that was kept is lost";
inline bool is_full_disk(const Error& e) { return e.fault == Fault::storage && e.because == disk_is_full; }

Status sync_file(const std::filesystem::path&);
Status sync_folder(const std::filesystem::path&);
Status write_file(const std::filesystem::path&, std::string_view bytes);                              // a new one, mode 0600
Status move_file(const std::filesystem::path& from, const std::filesystem::path& to);                 // within one file system
Status copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);                 // `to` must not be there
Status make_folder(const std::filesystem::path&);                                                     // mode 0700; may be there

// A data folder being made: in a folder inside it, `unfinished`, so that it appears whole or not at all. An interrupted one
// leaves `unfinished`, which says that nothing beside it counts; the next one begins again.
std::filesystem::path unfinished(const std::filesystem::path& dir);
bool is_unfinished(const std::filesystem::path& dir);
Status discard(const std::filesystem::path& dir);     // gives up the ledger that is there: from now on nothing in the folder counts

class Making {
public:
    // Refuses a folder that holds a ledger, or a part of one that is not left over. Fault::busy when another process is at it.
    static Result<Making> begin(const std::filesystem::path& dir);
    Making(Making&& o) noexcept : dir_(std::move(o.dir_)), lock_(std::exchange(o.lock_, -1)) {}
    ~Making();                                        // what was not settled is gone
    std::filesystem::path dir() const { return unfinished(dir_); }
    Status settle();                                  // soria.db last; nothing may have it open

private:
    Making(std::filesystem::path dir, int lock) : dir_(std::move(dir)), lock_(lock) {}
    std::filesystem::path dir_;
    int lock_;
};

}  // namespace soria::ledger
