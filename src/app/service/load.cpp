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
    if (!rows_) rows_ = TRY(folder_.ledger().snapshot());
    auto row = TRY(domain::get<domain::CodeRow>(*rows_, {domain::value(Name{std::string(code)})}));
    if (!row || StreamKind(*row->kind) != kind)
        return fail(Fault::absent, "there is no " + std::string(name_of(kind)) + " " + std::string(code), path);
    return *row->id;
}

Status Loader::load(const Stream& s) {
    auto seen = [&](auto& e) { return e.stream == s; };
    if (std::any_of(loaded_.versions.begin(), loaded_.versions.end(), seen)) return {};
    auto events = TRY(folder_.ledger().load(s));
    std::erase_if(events, [&](auto& e) { return e.number > last_; });
    if (events.empty() && last_ != UINT64_MAX) return fail(Fault::absent, "there was no such " + std::string(name_of(s.kind)) + " on that day");
    if (events.empty()) return fail(Fault::damaged, "a " + std::string(name_of(s.kind)) + " that is named has no events");
    for (const auto& e : events) {
        auto meta = meta_of(folder_, e, domain::happened_of(e, folder_));
        TRY(domain::evolve(loaded_.world, e, meta, folder_));
    }
    loaded_.versions.push_back({s, events.back().version});
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
    }
    return {};
}

}  // namespace soria::app
