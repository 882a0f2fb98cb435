#pragma once
// The journal of reads: who looked at whose data, why. Own dense numbers, own tree, own group commit; durable before the
// answer leaves.
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
    Result<std::vector<ReadEntry>> of(const Id& subject, size_t limit);
    MerkleTree tree();
    Status verify(const SignedReads&, uint64_t& count, Hash& root, std::vector<std::string>& faults);
    Status backup(const std::string& to);

private:
    Journal() = default;
    void run();
    Status commit(std::vector<std::pair<ReadEntry, Done>>&, MerkleTree&);
    std::unique_ptr<Db> db_;
    std::string vfs_;
    std::mutex db_mutex_, queue_mutex_;
    std::condition_variable wake_;
    std::vector<std::pair<ReadEntry, Done>> queue_;
    MerkleTree tree_;
    size_t queue_max_ = 0;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace soria::ledger::sqlite
