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

namespace {

using domain::World;

void put_state(World& w, const Stream& s, const States::State& state) {
    std::visit([&]<class T>(const T& x) {
        if constexpr (std::is_same_v<T, domain::Report>) w.reports[s.id] = x;
        if constexpr (std::is_same_v<T, domain::Person>) w.persons[s.id] = x;
        if constexpr (std::is_same_v<T, domain::Case>) w.cases[s.id] = x;
        if constexpr (std::is_same_v<T, domain::House>) w.houses[s.id] = x;
        if constexpr (std::is_same_v<T, domain::DerivedList>) w.lists[s.id] = x;
        if constexpr (std::is_same_v<T, domain::Match>) w.matches[s.id] = x;
        if constexpr (std::is_same_v<T, domain::Peer>) w.peers[s.id] = x;
        if constexpr (std::is_same_v<T, domain::Work>) w.works[s.id] = x;
    }, state);
}
States::State state_in(const World& w, const Stream& s) {
    switch (s.kind) {
        case StreamKind::report: return w.reports.at(s.id);
        case StreamKind::person: return w.persons.at(s.id);
        case StreamKind::case_: return w.cases.at(s.id);
        case StreamKind::house: return w.houses.at(s.id);
        case StreamKind::list: return w.lists.at(s.id);
        case StreamKind::match: return w.matches.at(s.id);
        case StreamKind::peer: return w.peers.at(s.id);
        default: return domain::of_work(s.kind) ? States::State(w.works.at(s.id)) : States::State();
    }
}

}  // namespace

Result<Id> Loader::find(StreamKind kind, std::string_view code, const std::string& path) {
    std::string text(code);
    auto s = folder_.codes().find(text);       // a code names the same thing for ever
    if (!s) {
        auto* now = TRY(moment());
        auto row = TRY(domain::get<domain::CodeRow>(*now, {domain::value(Name{text})}));
        if (row) s = Stream{StreamKind(*row->kind), *row->id};
        if (s && trust_ != Trust::writing) folder_.codes().keep(text, *s);
    }
    if (!s || s->kind != kind) return fail(Fault::absent, "there is no " + std::string(name_of(kind)) + " " + text, path);
    return s->id;
}

Result<ledger::Snapshot*> Loader::moment() {
    if (moment_) return moment_;
    own_ = TRY(folder_.ledger().snapshot());
    moment_ = own_.get();
    return moment_;
}

Status Loader::apply(const EventRecord& e) {
    auto meta = meta_of(folder_, e, domain::happened_of(e, folder_));
    return domain::evolve(loaded_.world, e, meta, folder_);
}

void Loader::drop(const Stream& s) {
    auto& w = loaded_.world;
    w.reports.erase(s.id);
    w.persons.erase(s.id);
    w.cases.erase(s.id);
    w.houses.erase(s.id);
    w.lists.erase(s.id);
    w.matches.erase(s.id);
    w.peers.erase(s.id);
    w.works.erase(s.id);
}

Result<States::Made> Loader::load_events(const Stream& s, uint32_t from) {
    auto* now = TRY(moment());
    States::Made made;
    made.size = TRY(now->size());
    auto events = TRY(now->load(s, from));
    while (!events.empty() && events.back().number > last_) events.pop_back();
    for (const auto& e : events) TRY(apply(e));
    if (!events.empty()) made.version = events.back().version, made.last = events.back().number;
    if (keeps_events_) loaded_.events[s] = std::move(events);
    return made;
}

// The state that is known, with what is newer; version 0 when the snapshot is older than that.
Result<States::Made> Loader::load_known(const Stream& s, const States::Known& k) {
    if (k.state) put_state(loaded_.world, s, *k.state);
    for (const auto& e : k.newer) TRY(apply(*e));
    if (trust_ == Trust::newest) {
        trusted_ = true;
        return States::Made{k.version(), k.last, 0};
    }
    auto* now = TRY(moment());
    States::Made made{k.version(), k.last, 0};
    made.size = TRY(now->size());
    if (trust_ == Trust::snapshot && !keeps_events_ && k.as_of(made.size)) return made;
    auto events = TRY(now->load(s, keeps_events_ ? 1 : k.version()));
    if (events.empty() || events.back().version < k.version()) {     // it is ahead of the snapshot
        drop(s);
        return States::Made();
    }
    made.version = events.back().version;
    made.last = events.back().number;
    for (const auto& e : events)
        if (e.version > k.version()) TRY(apply(e));
    if (keeps_events_) loaded_.events[s] = std::move(events);
    return made;
}

Status Loader::load(const Stream& s) {
    auto seen = [&](auto& e) { return e.stream == s; };
    if (std::any_of(loaded_.versions.begin(), loaded_.versions.end(), seen)) return {};
    bool whole = last_ == UINT64_MAX;
    uint64_t era = folder_.states().era();
    auto known = whole ? folder_.states().find(s) : std::nullopt;
    States::Made made;
    if (known) made = TRY(load_known(s, *known));
    bool fresh = !known || made.version == 0 || made.version > known->folded;
    if (made.version == 0) made = TRY(load_events(s, 1));
    if (made.version == 0 && s.kind == StreamKind::peer) {      // nobody has asked yet: the writer checks that it is still so
        loaded_.world.peers[s.id].id = s.id;
        loaded_.versions.push_back({s, 0});
        return {};
    }
    if (made.version == 0 && !whole) return fail(Fault::absent, "there was no such " + std::string(name_of(s.kind)) + " on that day");
    if (made.version == 0) return fail(Fault::damaged, "a " + std::string(name_of(s.kind)) + " that is named has no events");
    if (whole && trust_ != Trust::writing) {
        if (fresh) folder_.states().keep(s, made, state_in(loaded_.world, s), era);
        else if (!known->as_of(made.size)) folder_.states().confirm(s, made);
    }
    loaded_.versions.push_back({s, made.version});
    return {};
}

// Those whom a case's person fears, and where they live: a bed is not held in the same house unawares.
Status Loader::add_feared(const Id& case_id) {
    std::vector<Id> feared;
    for (const auto& [n, t] : loaded_.world.cases.at(case_id).threats)
        if (!t.over && t.feared) feared.push_back(t.feared.value);
    for (const auto& id : feared) {
        TRY(load({StreamKind::person, id}));
        auto cases = loaded_.world.persons.at(id).cases;
        for (const auto& c : cases) TRY(load({StreamKind::case_, c.value}));
    }
    return {};
}

Status Loader::add_sleeping(const Id& house) {
    std::vector<Id> cases;
    for (const auto& [bed, taken] : loaded_.world.houses.at(house).taken)
        if (taken.held_for) cases.push_back(taken.held_for.value);       // else its key was destroyed
    for (const auto& id : cases) TRY(load({StreamKind::case_, id}));
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
        TRY(add_feared(s.id));
    } else if (s.kind == StreamKind::person) {
        auto cases = w.persons.at(s.id).cases;
        if (auto r = w.persons.at(s.id).report) TRY(load({StreamKind::report, r.value}));
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
    } else if (s.kind == StreamKind::match) {
        auto both = {w.matches.at(s.id).first, w.matches.at(s.id).second};
        for (const auto& p : both) {
            if (!p) continue;              // its key was destroyed
            TRY(add({StreamKind::person, p.value}));
            TRY(add_matches(p));
        }
    }
    return {};
}

Status Loader::add_matches(const PersonId& person) {
    constexpr size_t persons_max = 50;
    std::vector<PersonId> all{person};
    for (size_t i = 0; i < all.size() && i < persons_max; ++i)
        for (const auto& id : folder_.match_links().of(all[i])) {
            auto asked = load({StreamKind::match, id.value});
            if (!asked && asked.error().fault == Fault::absent) continue;        // asked after the day that this is read of
            TRY(asked);
            const auto& m = loaded_.world.matches.at(id.value);
            if (m.merged && std::find(all.begin(), all.end(), m.other(all[i])) == all.end()) all.push_back(m.other(all[i]));
        }
    return {};
}

}  // namespace soria::app
