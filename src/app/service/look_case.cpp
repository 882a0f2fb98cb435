// One case, one report, who looked.
#include <algorithm>

#include "app/service/command.hpp"
#include "app/service/moment.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

struct CaseLook {
    Folder& f;
    const access::Viewer& v;
    Moment& m;
    const World& w;
    const Case& c;
    access::Bond bond;

    bool may(Class cls) const { return f.policy().may_see(v, bond, cls).shown; }

    template <class R> Status list(object& out, const char* name, std::vector<Value> key, const std::function<bool(const R&)>& keep = {}) {
        array a;
        auto rows = TRY(scan<R>(*m.rows, "", std::move(key), 500));
        for (const auto& row : rows) {
            if (keep && !keep(row)) continue;
            auto o = TRY(shown(f, row, v, bond));
            a.push_back(std::move(o));
        }
        out[name] = std::move(a);
        return {};
    }
    Status promises(object& out, const Stream& s) {
        auto key = [&] { return std::vector<Value>{value(int32_t(s.kind)), value(s.id)}; };
        array& clocks = out["clocks"].get_array();
        auto rows = TRY(scan<ClockRow>(*m.rows, "", key(), 100));
        for (const auto& row : rows) {
            auto o = TRY(shown(f, row, v, bond));
            o.erase("kind");
            if (row.state->value == "running") o["days_left"] = days_between(m.day, *row.ends);
            if (const auto* clock = f.pack()->clock(row.clock->value)) o["name"] = clock->name.in(v.language);
            clocks.push_back(std::move(o));
        }
        array& duties = out["duties"].get_array();
        auto held = TRY(scan<DutyRow>(*m.rows, "", key(), 100));
        for (const auto& row : held) {
            auto o = TRY(shown(f, row, v, bond));
            o.erase("kind");
            if (const auto* duty = f.pack()->duty(row.duty->value)) o["what"] = duty->what.in(v.language);
            duties.push_back(std::move(o));
        }
        return {};
    }
    Status timeline(object& out, std::initializer_list<Id> ids) {
        std::vector<std::pair<int64_t, object>> entries;
        for (const auto& id : ids) {
            auto rows = TRY(scan<TimelineRow>(*m.rows, "", {value(id)}, 500));
            for (const auto& row : rows) {
                const auto* type = event_type(uint16_t(*row.type));
                if (!type) continue;
                object o{{"what", f.pack()->text("event." + std::string(type->name), v.language)}, {"event", type->name}};
                o["recorded"] = f.zone().day_of(Instant{*row.recorded_us}).text();
                if (may(Class::staff)) o["by"] = row.actor->value, o["agency"] = row.agency->value;
                auto happened = TRY(access::reveal(row.happened, f.policy(), v, bond, f.opener()));
                if (happened) o["happened"] = happened->text();
                entries.emplace_back(*row.number, std::move(o));
            }
        }
        std::sort(entries.begin(), entries.end(), [](auto& a, auto& b) { return a.first < b.first; });
        array a;
        for (auto& [n, o] : entries) a.push_back(std::move(o));
        out["timeline"] = std::move(a);
        return {};
    }
    array actions() {
        array a;
        for (const auto* t : command_types())
            if (f.policy().may_do(v, bond, t->name)) a.push_back(json::bj::string(t->name));
        return a;
    }
};

// The whole case, for those who are on it.
Status whole_case(CaseLook& look, const CaseRow& row, object& out) {
    auto person = TRY(get<PersonRow>(*look.m.rows, {value(look.c.person)}));
    if (person) out["person"] = TRY(shown(look.f, *person, look.v, look.bond));
    auto report = TRY(get<ReportRow>(*look.m.rows, {value(look.c.report)}));
    if (report) out["report"] = TRY(shown(look.f, *report, look.v, look.bond));
    if (look.may(Class::staff)) out["team"] = json::encode(std::vector<std::string>(look.c.team.begin(), look.c.team.end()));
    auto house = TRY(access::reveal(row.house, look.f.policy(), look.v, look.bond, look.f.opener()));
    if (house) {
        auto h = TRY(get<HouseRow>(*look.m.rows, {value(*house)}));
        if (h) out["house"] = h->code->value;
    }
    TRY(look.list<FindingRow>(out, "findings", {value(look.c.person)}));
    TRY(look.list<ConsentRow>(out, "consents", {value(look.c.person)}));
    out["clocks"] = array{};
    out["duties"] = array{};
    TRY(look.promises(out, {StreamKind::person, look.c.person.value}));
    TRY(look.promises(out, {StreamKind::case_, look.c.id.value}));
    TRY(look.list<ReferralRow>(out, "referrals", {value(look.c.id)}));
    return look.timeline(out, {look.c.report.value, look.c.person.value, look.c.id.value});
}

}  // namespace

Result<Look> look_case(Folder& f, const Asked& a, std::string_view code) {
    Moment m = TRY(Moment::of_present(f, a));
    Loader loader(f, m.last, m.now);
    Id id = TRY(loader.find(StreamKind::case_, code, ""));
    if (auto ok = loader.add({StreamKind::case_, id}); !ok)
        return ok.error().fault == Fault::absent ? fail(Fault::absent, "there is no case " + std::string(code)) : tl::unexpected(ok.error());
    Loaded loaded = loader.take();
    TRY(m.show(f, loaded));
    const Case& c = loaded.world.cases.at(id);
    auto bond = bond_with(loaded.world, c, a.viewer, m.day);
    if (!f.policy().present(a.viewer, bond)) return fail(Fault::absent, "there is no case " + std::string(code));
    CaseLook look{f, a.viewer, m, loaded.world, c, std::move(bond)};
    auto row = TRY(get<CaseRow>(*m.rows, {value(id)}));
    if (!row) return fail(Fault::absent, "there is no case " + std::string(code));
    Look out{{}, {id}, "case page", etag_of(f, loaded.versions)};
    bool orders_only = look.bond.relations.size() == 1 && look.bond.relations.count("order");
    if (orders_only) {
        out.body["case"] = c.code;
    } else {
        out.body = TRY(shown(f, *row, a.viewer, look.bond));
        out.subjects.push_back(c.person.value);
        TRY(whole_case(look, *row, out.body));
    }
    TRY(look.list<OrderRow>(out.body, "orders", {value(id)}, [&](const OrderRow& o) {
        return !orders_only || o.provider->value == a.viewer.agency;
    }));
    out.body["can_do"] = look.actions();
    out.body["as_of"] = m.day.text();
    return out;
}

Result<Look> look_report(Folder& f, const Asked& a, std::string_view code) {
    Moment m = TRY(Moment::of_present(f, a));
    Loader loader(f, m.last, m.now);
    Id id = TRY(loader.find(StreamKind::report, code, ""));
    if (auto ok = loader.add({StreamKind::report, id}); !ok) return fail(Fault::absent, "there is no report " + std::string(code));
    Loaded loaded = loader.take();
    TRY(m.show(f, loaded));
    const Report& r = loaded.world.reports.at(id);
    auto bond = bond_with(loaded.world, r, a.viewer, m.day);
    auto row = TRY(get<ReportRow>(*m.rows, {value(id)}));
    if (!row || !f.policy().present(a.viewer, bond)) return fail(Fault::absent, "there is no report " + std::string(code));
    Look out{{}, {id}, "report page", etag_of(f, loaded.versions)};
    out.body = TRY(shown(f, *row, a.viewer, bond));
    array people;
    for (const auto& p : r.people) {
        auto person = TRY(get<PersonRow>(*m.rows, {value(p)}));
        if (!person) continue;
        people.push_back(TRY(shown(f, *person, a.viewer, bond)));
        out.subjects.push_back(p.value);
    }
    out.body["people"] = std::move(people);
    out.body["as_of"] = m.day.text();
    return out;
}

Result<Look> look_readers(Folder& f, const Asked& a, std::string_view code) {
    Loader loader(f);
    Id id = TRY(loader.find(StreamKind::case_, code, ""));
    TRY(loader.add({StreamKind::case_, id}));
    Loaded loaded = loader.take();
    const Case& c = loaded.world.cases.at(id);
    auto bond = bond_with(loaded.world, c, a.viewer, f.today());
    if (!f.policy().present(a.viewer, bond) || !f.policy().may_see(a.viewer, bond, Class::staff).shown)
        return fail(Fault::absent, "there is no case " + std::string(code));
    auto reads = TRY(f.ledger().reads_of(id, 500));
    array list;
    for (const auto& r : reads)
        list.push_back(object{{"day", f.zone().day_of(Instant{r.at_us}).text()}, {"by", r.actor}, {"agency", r.agency},
                              {"purpose", r.purpose}, {"what", r.what}});
    return Look{{{"case", c.code}, {"looks", std::move(list)}}, {id}, "list of readers", ""};
}

}  // namespace soria::app
