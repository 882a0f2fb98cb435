#include "app/service/load.hpp"

#include <algorithm>

#include "domain/protection/views.hpp"

namespace soria::app {

domain::Meta meta_of(Folder& f, const EventRecord& e, Result<std::optional<Happened>> happened) {
    Date recorded = f.zone().day_of(Instant{e.recorded_us});
    Happened when{recorded, Precision::day};
    if (happened && *happened) when = **happened;
    return {when, recorded, e.actor, e.agency, e.number};
}

Result<Id> Loader::find(StreamKind kind, std::string_view code, const std::string& path) {
    auto* now = TRY(moment());
    auto row = TRY(domain::get<domain::CodeRow>(*now, {domain::value(Name{std::string(code)})}));
    if (!row || StreamKind(*row->kind) != kind)
        return fail(Fault::absent, "there is no " + std::string(name_of(kind)) + " " + std::string(code), path);
    return *row->id;
}

Result<ledger::Snapshot*> Loader::moment() {
    if (moment_) return moment_;
    own_ = TRY(folder_.ledger().snapshot());
    moment_ = own_.get();
    return moment_;
}

namespace {

using domain::World;

void put_state(World& w, const Stream& s, const States::Known& k) {
    std::visit([&]<class T>(const T& state) {
        if constexpr (std::is_same_v<T, domain::Report>) w.reports[s.id] = state;
        if constexpr (std::is_same_v<T, domain::Person>) w.persons[s.id] = state;
        if constexpr (std::is_same_v<T, domain::Case>) w.cases[s.id] = state;
        if constexpr (std::is_same_v<T, domain::House>) w.houses[s.id] = state;
    }, k.state);
}
std::optional<States::Known> state_in(const World& w, const Stream& s, uint32_t version) {
    switch (s.kind) {
        case StreamKind::report: return States::Known{version, w.reports.at(s.id)};
        case StreamKind::person: return States::Known{version, w.persons.at(s.id)};
        case StreamKind::case_: return States::Known{version, w.cases.at(s.id)};
        case StreamKind::house: return States::Known{version, w.houses.at(s.id)};
        default: return std::nullopt;
    }
}

}  // namespace

Status Loader::load(const Stream& s) {
    auto seen = [&](auto& e) { return e.stream == s; };
    if (std::any_of(loaded_.versions.begin(), loaded_.versions.end(), seen)) return {};
    auto* now = TRY(moment());
    bool whole = last_ == UINT64_MAX;      // only then what is known serves, and is worth knowing
    uint64_t era = folder_.states().era();
    auto known = whole ? folder_.states().find(s) : nullptr;
    uint32_t version = known ? known->version : 0;
    auto events = TRY(now->load(s, version + 1));
    std::erase_if(events, [&](auto& e) { return e.number > last_; });
    if (events.empty() && !whole) return fail(Fault::absent, "there was no such " + std::string(name_of(s.kind)) + " on that day");
    if (events.empty() && !known) return fail(Fault::damaged, "a " + std::string(name_of(s.kind)) + " that is named has no events");
    if (known) put_state(loaded_.world, s, *known);
    for (const auto& e : events) {
        auto meta = meta_of(folder_, e, domain::happened_of(e, folder_));
        TRY(domain::evolve(loaded_.world, e, meta, folder_));
        version = e.version;
    }
    if (whole && !events.empty())
        if (auto state = state_in(loaded_.world, s, version)) folder_.states().keep(s, std::move(*state), era);
    loaded_.versions.push_back({s, version});
    return {};
}

Status Loader::add(const Stream& s) {
    TRY(load(s));
    auto& w = loaded_.world;
    auto person = [&](Id id) -> Status { return load({StreamKind::person, id}); };
    if (s.kind == StreamKind::case_) {
        auto& c = w.cases.at(s.id);
        if (c.person) TRY(person(c.person.value));
        if (c.report) TRY(load({StreamKind::report, c.report.value}));
    } else if (s.kind == StreamKind::person) {
        auto cases = w.persons.at(s.id).cases;
        for (const auto& id : cases) TRY(load({StreamKind::case_, id.value}));
        for (const auto& id : cases)
            if (auto r = w.cases.at(id.value).report) TRY(load({StreamKind::report, r.value}));
    } else if (s.kind == StreamKind::report) {
        auto people = w.reports.at(s.id).people;
        for (const auto& id : people) {
            TRY(person(id.value));
            auto cases = w.persons.at(id.value).cases;
            for (const auto& c : cases) TRY(load({StreamKind::case_, c.value}));
        }
    }
    return {};
}

}  // namespace soria::app
