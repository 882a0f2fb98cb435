#pragma once
// An open data folder: its ledger, its pack, its clock, its index of names. What both doors stand on.
#include <atomic>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

#include "access/disclose.hpp"
#include "app/service/births.hpp"
#include "app/service/kept_answers.hpp"
#include "app/service/known.hpp"
#include "app/service/likely.hpp"
#include "base/zone.hpp"
#include "domain/core/command_type.hpp"
#include "domain/core/evolve.hpp"
#include "ledger/ledger.hpp"
#include "pack/law.hpp"

namespace soria::domain { struct PersonRow; }

namespace soria::app {

struct EstimateSaid;                      // app/estimate/estimate.hpp

// What the program knows, for the check of a pack.
const pack::Vocabulary& vocabulary();

// Names in memory, folded for search; never in clear on disk.
class NameIndex {
public:
    void add(const PersonId&, std::string_view name);
    void remove(const PersonId&);
    void take_out(const PersonId&);                      // until it is added again
    std::vector<PersonId> find(std::string_view part, size_t limit) const;   // every person whose folded name contains it
    size_t size() const;
    std::atomic<bool> ready{false};

private:
    mutable std::mutex mutex_;
    std::string text_;                                   // folded names, each ended by a line feed
    std::vector<std::pair<uint32_t, PersonId>> starts_;  // where each begins; ascending
    std::set<Id> gone_;
};
std::string fold_name(std::string_view);                 // any script to lower-case Latin without accents
// What can be compared of a person, opened whatever a viewer may see; a field whose key is destroyed is empty.
Result<Likeness> likeness_of(const domain::PersonRow&, const access::Open&);

std::string hex_of(const std::array<uint8_t, 32>&);      // 64 lower-case digits

// How a folder's events become its views: days end in the zone of the pack that is active.
ledger::Fold fold_in(const std::filesystem::path& dir);

struct FolderOptions {
    std::filesystem::path dir;
    bool index_names = true;
    ledger::Random* random = &ledger::system_random();
    std::string vfs;
    std::function<void(const ledger::Committed&)> on_commit;   // see ledger::Options
    std::function<void(uint64_t done, uint64_t of)> on_renewal;
};

class Folder : public domain::Opener, public domain::IdSource {
public:
    // kind: real, demonstration, trial. The pack is checked first; nothing is made when it has faults. A real folder's first
    // day is today; another's is `first_day`, and stands still until it is moved.
    static Status create(const std::filesystem::path& dir, std::string_view pack_bundle, std::string_view kind,
                         std::string_view origin, std::optional<Date> first_day);
    // A folder that holds nothing yet is made anew as another kind; Fault::refused when it holds something.
    static Status become(const std::filesystem::path& dir, std::string_view kind, std::string_view origin, Date first_day);
    static Result<std::unique_ptr<Folder>> open(FolderOptions);
    ~Folder() override;

    ledger::Ledger& ledger() { return *ledger_; }
    const std::shared_ptr<const pack::Pack>& pack() const { return pack_; }
    const access::Policy& policy() const { return policy_; }
    // The user as the policy knows them; Fault::forbidden when there is none, or when their agency is closed today.
    Result<access::Viewer> viewer(std::string_view user, std::string_view purpose);
    const Zone& zone() const { return zone_; }
    const std::string& kind() const { return kind_; }
    const std::string& origin() const { return origin_; }
    NameIndex& names() { return names_; }
    Births& births() { return births_; }      // whole when names are ready
    PersonIndex& likely() { return likely_; }
    MatchLinks& match_links() { return match_links_; }
    KeptAnswers<EstimateSaid>& estimates() { return estimates_; }
    // The indexes of people are whole; reads the register for them when nobody did at the start. Fault::busy while it is read.
    Status people_known();
    bool reads_people() const { return indexer_.joinable(); }
    void got_to_know(const PersonId&, const Likeness&);     // every index of people
    void got_to_know_more(const PersonId&);                 // of somebody whom the indexes know: what is written now
    void forget(const PersonId&);
    States& states() { return states_; }
    Codes& codes() { return codes_; }
    // So many commands are judged at a time: more would only stand in each other's way.
    std::counting_semaphore<>& judges() { return judges_; }
    const std::filesystem::path& dir() const { return dir_; }

    // The real clock for a real folder; a demonstration's or a trial's day stands still until somebody moves it.
    int64_t now_us();
    Date today() { return zone_.day_of(Instant{now_us()}); }
    void set_day(Date d) { day_ = d.days(); }
    bool own_clock() const { return kind_ != "real"; }
    std::mutex& day_mutex() { return day_mutex_; }

    Result<std::optional<std::string>> open(const EventRecord&, const SealedField&) override;
    access::Open opener();
    Id id() override;
    std::string code() override;
    Result<std::string> user_of_token(std::string_view token) const;   // Fault::forbidden
    const std::vector<std::pair<std::string, std::string>>& tokens() const { return tokens_; }   // user, token

private:
    Folder() = default;
    Status read_meta();
    Status read_tokens();
    Status make_tokens();
    void index_people();
    std::filesystem::path dir_;
    std::unique_ptr<ledger::Ledger> ledger_;
    std::shared_ptr<const pack::Pack> pack_;
    access::Policy policy_{nullptr};
    Zone zone_;
    std::string kind_, origin_;
    std::atomic<int32_t> day_{0};
    std::mutex day_mutex_;
    ledger::Random* random_ = nullptr;
    NameIndex names_;
    std::mutex stated_mutex_;
    std::vector<PersonId> stated_meanwhile_;             // while the register is being read
    Births births_;
    PersonIndex likely_;
    MatchLinks match_links_;
    KeptAnswers<EstimateSaid> estimates_;
    std::once_flag read_people_;
    States states_;
    Codes codes_;
    std::counting_semaphore<> judges_{std::max(4, 2 * int(std::thread::hardware_concurrency()))};
    std::vector<std::pair<std::string, std::string>> tokens_;
    std::atomic<bool> stop_{false};
    std::thread indexer_;
};

// A folder that nobody holds, before opening it mends anything. Fault::busy when somebody does.
Result<ledger::Verified> inspect_folder(const std::filesystem::path& dir);
// Makes a folder from a backup and the backup of its keys; the ledger's erasures are applied again.
Status restore_folder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace soria::app
