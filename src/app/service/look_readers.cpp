// Who looked at a case.
#include <algorithm>

#include "app/service/moment.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

constexpr size_t looks_max = 2000;

// Looks at a case, at its person and at the report it came from. A look that also showed another case of that person is
// told only to whoever may know of that case.
Result<std::vector<ledger::ReadEntry>> looks_at(Folder& f, const World& w, const Case& c, const access::Viewer& v) {
    auto shows = [](const ledger::ReadEntry& r, const Id& id) { return std::find(r.subjects.begin(), r.subjects.end(), id) != r.subjects.end(); };
    auto hidden = [&](const ledger::ReadEntry& r) {
        for (const auto& [id, other] : w.cases)
            if (id != c.id.value && shows(r, id) && !f.policy().present(v, without_orders(bond_with(w, other, v, f.today())))) return true;
        return false;
    };
    auto list = TRY(f.ledger().reads_of(c.id.value, looks_max));
    std::vector<Id> before{c.id.value};
    for (const Id& subject : {c.person.value, c.report.value}) {
        auto more = TRY(f.ledger().reads_of(subject, looks_max));
        for (auto& r : more)
            if (std::none_of(before.begin(), before.end(), [&](auto& id) { return shows(r, id); }) && !hidden(r)) list.push_back(std::move(r));
        before.push_back(subject);
    }
    std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.at_us > b.at_us; });
    if (list.size() > looks_max) list.resize(looks_max);
    return list;
}

}  // namespace

Result<Look> look_readers(Folder& f, const Asked& a, std::string_view code) {
    Moment m = TRY(Moment::of_day(f, a));
    int64_t over_us = a.as_of ? f.zone().start_of(m.day.plus_days(1)).us : INT64_MAX;
    Loader loader(f, m.last);
    Id id = TRY(loader.find(StreamKind::case_, code, ""));
    if (auto ok = loader.add({StreamKind::case_, id}); !ok) return fail(Fault::absent, "there is no case " + std::string(code));
    TRY(loader.add({StreamKind::person, loader.world().cases.at(id).person.value}));
    Loaded loaded = loader.take();
    const Case& c = loaded.world.cases.at(id);
    auto bond = without_orders(bond_with(loaded.world, c, a.viewer, m.day));
    if (!f.policy().present(a.viewer, bond) || !f.policy().may_see(a.viewer, bond, Class::staff).shown)
        return fail(Fault::absent, "there is no case " + std::string(code));
    auto reads = TRY(looks_at(f, loaded.world, c, a.viewer));
    array list;
    for (const auto& r : reads)
        if (r.at_us < over_us)
            list.push_back(object{{"day", f.zone().day_of(Instant{r.at_us}).text()}, {"time", f.zone().time_of(Instant{r.at_us})}, {"by", r.actor}, {"agency", r.agency},
                              {"purpose", r.purpose}, {"what", r.what}});
    return Look{{{"case", c.code}, {"looks", std::move(list)}}, {id}, "list of readers", ""};
}

}  // namespace soria::app
