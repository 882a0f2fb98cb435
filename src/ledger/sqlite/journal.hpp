#pragma once
// The journal of reads: who looked at whose data, why. Own dense numbers, own tree, own group commit; durable before the
// answer leaves. A second thread copies the log into the file while looks go on, so that nobody waits for it.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "ledger/hash.hpp"
#include "ledger/sqlite/db.hpp"

namespace soria::ledger::sqlite {

std::string encode_read(const ReadEntry&);
Result<ReadEntry> decode_read(std::string_view);
using SignedReads = std::multimap<uint64_t, Hash>;    // roots of the reads by their number, from the ledger's checkpoints

class Journal {
public:
    static Result<std::unique_ptr<Journal>> open(const std::string& path, const std::string& vfs, size_t queue_max);
    ~Journal();
    using Done = std::function<void(Result<uint64_t>)>;
    void record(ReadEntry, Done);                     // done runs after the commit is durable
    Result<std::unique_ptr<Looks>> looks();
    MerkleTree tree();
    Status verify(const SignedReads&, uint64_t& count, Hash& root, std::vector<std::string>& faults);
    Status backup(const std::string& to);

private:
    Journal() = default;
    class Moment;
    void run();
    Status commit(std::vector<std::pair<ReadEntry, Done>>&, MerkleTree&);
    void copy_log();
    Result<std::unique_ptr<Db>> reader();
    void give_back(std::unique_ptr<Db>);
    std::unique_ptr<Db> db_, copying_;
    std::string vfs_;
    std::mutex db_mutex_, queue_mutex_, pool_mutex_;
    std::mutex log_mutex_;                            // held while the log is copied or emptied
    std::condition_variable wake_, copy_;
    std::vector<std::pair<ReadEntry, Done>> queue_;
    std::vector<std::unique_ptr<Db>> pool_;
    MerkleTree tree_;
    size_t queue_max_ = 0;
    bool stop_ = false, copy_wanted_ = false;
    std::atomic<bool> log_full_{false};
    std::thread thread_, copier_;
};

}  // namespace soria::ledger::sqlite
