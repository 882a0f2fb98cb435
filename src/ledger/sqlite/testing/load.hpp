#pragma once
// Work for the durability tests: many writers that wait for each other's flush, what they were told, and whether a folder
// holds it. Everything follows from a seed, but the order in which the writers come.
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "ledger/ledger.hpp"
#include "ledger/sqlite/testing/disk.hpp"

namespace soria::testing {

double scale();                                       // SORIA_TEST_SCALE: how much of each test runs, 1 by default
int scaled(int n);                                    // at least 1

// A folder of its own, in memory where the system has room for files there; gone afterwards.
struct Scratch {
    std::filesystem::path path;
    Scratch();
    ~Scratch();
};
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);

std::vector<const Table*> load_tables();
ledger::Options load_options(const std::filesystem::path& dir, const std::string& vfs = {});
Stream person(uint32_t n);

struct Sent {                                         // one command, and what became of it
    std::string key;
    int events = 0;
    std::vector<std::pair<Id, std::string>> sealed;   // of each event: whose key, what
    std::vector<Id> destroys;
    std::optional<ledger::Receipt> answer;            // told before the cut
    bool early = false;                               // told when its commit began (a mutant)
};
struct Looked {
    Id subject{};
    std::string what;
    uint64_t number = 0;                              // 0: not answered before the cut
};

class Load {
public:
    Load(uint64_t seed, std::string name) : seed_(seed), name_(std::move(name)) {}
    // `writers` at once, `each` commands after one another, until all are answered or refused. Answers count while `disk` has power.
    void run(ledger::Ledger&, Disk* disk, int writers, int each);
    // One command that was or was not sent before, sent (again); the answer.
    Result<ledger::Receipt> send(ledger::Ledger&, Sent&);
    Sent make(uint32_t writer, uint32_t step);
    ledger::Fold fold();                              // remembers whose events a commit holds
    void committing(Disk&);                           // the mutant that answers before the commit is durable

    std::vector<Sent> sent;
    std::vector<Looked> looked;
    std::vector<std::string> refusals;
    size_t answered() const;

private:
    struct Run;
    Result<ledger::Pending> decide(ledger::Ledger&, const Sent&);
    uint64_t seed_;
    std::string name_;
    std::mutex mutex_;
    std::set<std::string> in_commit_;
    std::map<std::string, size_t> place_;
};

struct Found {
    size_t lost = 0;                                  // answered and not there as answered
    size_t half = 0;                                  // there in part
    std::vector<std::string> what;
    bool clean() const { return lost == 0 && half == 0 && what.empty(); }
    std::string text() const;
};
// Whether the open ledger holds what the loads were told. keys_are_later: of a backup taken meanwhile; whom a command erased after the ledger's
// moment has no key in the copy, though the ledger does not hold that command.
Found compare(ledger::Ledger&, const std::vector<std::unique_ptr<Load>>&, bool rebuild, bool keys_are_later = false);

}  // namespace soria::testing
