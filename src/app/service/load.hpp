#pragma once
// From spoken codes to the state that a decision or a look needs: the streams named, and those they hang on.
#include "app/service/folder.hpp"

namespace soria::app {

struct Loaded {
    domain::World world;
    std::vector<ledger::Pending::Expected> versions;   // of every stream that was read
};

class Loader {
public:
    // `last`: nothing recorded after that event exists for this look. `moment`: where to read, else a snapshot of its own.
    explicit Loader(Folder& f, uint64_t last = UINT64_MAX, ledger::Snapshot* moment = nullptr) : folder_(f), last_(last), moment_(moment) {}

    // The id behind a code; Fault::absent when there is none of that kind.
    Result<Id> find(StreamKind, std::string_view code, const std::string& path);
    // With a case its person and report come; with a person their cases; with a report its people and cases.
    Status add(const Stream&);
    Loaded take() { return std::move(loaded_); }
    const domain::World& world() const { return loaded_.world; }

private:
    Status load(const Stream&);
    Result<ledger::Snapshot*> moment();
    Folder& folder_;
    uint64_t last_;
    Loaded loaded_;
    ledger::Snapshot* moment_;
    std::unique_ptr<ledger::Snapshot> own_;
};

domain::Meta meta_of(Folder&, const EventRecord&, Result<std::optional<Happened>>);

}  // namespace soria::app
