#pragma once
// From spoken codes to the state that a decision or a look needs: the streams named, and those they hang on.
#include "app/service/folder.hpp"

namespace soria::app {

struct Loaded {
    domain::World world;
    std::vector<ledger::Pending::Expected> versions;   // of every stream that was read
    // The same streams' events in order, when they were asked for.
    std::unordered_map<Stream, std::vector<EventRecord>, StreamHash> events;
};

// How far a loader takes what the process knows.
enum class Trust : uint8_t {
    newest,      // as the present, without asking: the writer compares the versions of what was decided by it
    snapshot,    // only what is as in its snapshot
    writing,     // the same, and keeps nothing: what it reads is not durable yet
};

class Loader {
public:
    explicit Loader(Folder& f, Trust trust = Trust::snapshot, ledger::Snapshot* moment = nullptr) : folder_(f), trust_(trust), moment_(moment) {}
    // Nothing recorded after that event exists for this look.
    Loader(Folder& f, uint64_t last, ledger::Snapshot* moment = nullptr) : folder_(f), last_(last), moment_(moment) {}

    // What is loaded from here on comes with its events, even what the process knows without them.
    void keep_events() { keeps_events_ = true; }
    // The id behind a code; Fault::absent when there is none of that kind.
    Result<Id> find(StreamKind, std::string_view code, const std::string& path);
    // With a case its person and report come; with a person their cases; with a report its people and cases.
    Status add(const Stream&);
    // The questions of identity about a person, and about whoever is joined with that one.
    Status add_matches(const PersonId&);
    // Those who have a bed in a house that is loaded, so that nobody is placed unawares beside somebody who fears them.
    Status add_sleeping(const Id& house);
    // That stream alone.
    Status load(const Stream&);
    Loaded take() { return std::move(loaded_); }
    const Loaded& loaded() const { return loaded_; }
    const domain::World& world() const { return loaded_.world; }
    bool trusted() const { return trusted_; }          // something was taken as the present without asking

private:
    Result<ledger::Snapshot*> moment();
    Result<States::Made> load_known(const Stream&, const States::Known&);
    Result<States::Made> load_events(const Stream&, uint32_t from);
    Status apply(const EventRecord&);
    Status add_feared(const Id& case_id);
    void drop(const Stream&);
    Folder& folder_;
    Trust trust_ = Trust::snapshot;
    uint64_t last_ = UINT64_MAX;
    Loaded loaded_;
    ledger::Snapshot* moment_;
    std::unique_ptr<ledger::Snapshot> own_;
    bool trusted_ = false, keeps_events_ = false;
};

domain::Meta meta_of(Folder&, const EventRecord&, Result<std::optional<Happened>>);

}  // namespace soria::app
