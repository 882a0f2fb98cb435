// One case, one report.
#include <algorithm>

#include "app/service/command.hpp"
#include "app/service/made_by.hpp"
#include "app/service/moment.hpp"
#include "app/service/safeguards.hpp"
#include "domain/protection/people.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

// One text; empty when none of it is this viewer's to read.
Result<object> note_out(Folder& f, const NoteRow& row, const access::Viewer& v, const access::Bond& bond) {
    auto read = [&](const auto& sealed) -> Result<std::string> {
        auto text = TRY(access::reveal(sealed, f.policy(), v, bond, f.opener()));
        return text.value_or("");
    };
    std::string text = TRY(read(row.care));
    std::string story = TRY(read(row.story));
    std::string child = TRY(read(row.child));
    std::string view = TRY(read(row.view_of_the_child));
    text += story + child;                                       // an event has one of them
    object o;
    if (text.empty() && view.empty()) return o;
    o = {{"what", f.pack()->text("event." + row.event->value, v.language)}, {"event", row.event->value}, {"day", row.day->text()}};
    if (f.policy().may_see(v, bond, Class::staff).shown) o["agency"] = row.agency->value;
    if (!text.empty()) o["text"] = text;
    if (!view.empty()) o["view_of_the_child"] = view;
    return o;
}

struct CaseLook {
    Folder& f;
    const access::Viewer& v;
    Moment& m;
    const World& w;
    const Case& c;
    const Loaded& loaded;
    access::Bond bond;
    std::set<uint16_t> happened = types_in(loaded);

    bool may(Class cls) const { return f.policy().may_see(v, bond, cls).shown; }
    static std::set<uint16_t> types_in(const Loaded& l) {
        std::set<uint16_t> types;
        for (const auto& [stream, events] : l.events)
            for (const auto& e : events) types.insert(e.type);
        return types;
    }
    // Rows of the case, of its person or of its report, asked of the file only where an event can have made one.
    template <class R> Result<std::vector<R>> rows_of(std::string_view index, std::vector<Value> key, size_t max) {
        if (std::none_of(happened.begin(), happened.end(), &makes<R>)) return std::vector<R>{};
        return scan<R>(*m.rows, index, std::move(key), max);
    }

    // `of` says what ties the viewer to one row, when that is more than the case; no value: not theirs to know.
    template <class R> Status list(object& out, const char* name, std::vector<Value> key,
                                   const std::function<std::optional<access::Bond>(const R&)>& of = {}) {
        array a;
        auto rows = TRY(rows_of<R>("", std::move(key), 500));
        for (const auto& row : rows) {
            auto with = of ? of(row) : bond;
            if (!with) continue;
            auto o = TRY(shown(f, row, v, *with));
            o.erase("number");   // of the ledger: its size reaches nobody
            a.push_back(std::move(o));
        }
        out[name] = std::move(a);
        return {};
    }
    Status promises(object& out, const Stream& s) {
        auto key = [&] { return std::vector<Value>{value(int32_t(s.kind)), value(s.id)}; };
        array& clocks = out["clocks"].get_array();
        auto rows = TRY(rows_of<ClockRow>("", key(), 100));
        for (const auto& row : rows) {
            auto o = TRY(shown(f, row, v, bond));
            o.erase("kind");
            if (row.state->value == "running") o["days_left"] = days_between(m.day, *row.ends);
            if (const auto* clock = f.pack()->clock(row.clock->value)) o["name"] = clock->name.in(v.language);
            clocks.push_back(std::move(o));
        }
        array& duties = out["duties"].get_array();
        auto held = TRY(rows_of<DutyRow>("", key(), 100));
        for (const auto& row : held) {
            if (!may(class_of_duty(*f.pack(), row.duty->value))) continue;
            auto o = TRY(shown(f, row, v, bond));
            o.erase("kind");
            if (const auto* duty = f.pack()->duty(row.duty->value)) o["what"] = duty->what.in(v.language);
            duties.push_back(std::move(o));
        }
        return {};
    }
    // The clock or duty, in words; a duty that tells of a sealed class only to those who see that class.
    std::string promise_named(const std::string& id) const {
        if (const auto* clock = f.pack()->clock(id)) return clock->name.in(v.language);
        const auto* duty = f.pack()->duty(id);
        return duty && may(class_of_duty(*f.pack(), id)) ? duty->name.in(v.language) : std::string();
    }
    // What happened, who recorded it and when, never what it says.
    Status timeline(object& out, std::initializer_list<Stream> streams) {
        constexpr size_t told_max = 500;                     // of each stream the newest
        std::vector<const EventRecord*> told;
        for (const auto& s : streams) {
            auto events = loaded.events.find(s);
            if (events == loaded.events.end()) continue;
            size_t skipped = events->second.size() - std::min(events->second.size(), told_max);
            for (size_t i = skipped; i < events->second.size(); ++i) told.push_back(&events->second[i]);
        }
        std::sort(told.begin(), told.end(), [](auto* a, auto* b) { return a->number < b->number; });
        array a;
        for (const auto* e : told) {
            const auto* type = event_type(e->type);
            if (!type || !may(type->tells)) continue;
            object o{{"what", f.pack()->text("event." + std::string(type->name), v.language)}, {"event", type->name}};
            o["recorded"] = f.zone().day_of(Instant{e->recorded_us}).text();
            auto about = TRY(promise_of(*e));
            if (auto of = promise_named(about.value); !of.empty()) o["of"] = of;
            if (may(Class::staff)) o["by"] = e->actor, o["agency"] = e->agency;
            auto happened = TRY(access::reveal(sealed_day_of(*e, &ledger::view_blob), f.policy(), v, bond, f.opener()));
            if (happened) o["happened"] = happened->text();
            a.push_back(std::move(o));
        }
        out["timeline"] = std::move(a);
        return {};
    }
    // What each agency may see of the case, by the same rules asked for each of its users; told to who works on the case.
    Status seen_by(object& out) {
        if (!bond.relations.count("lead") && !bond.relations.count("team")) return {};
        std::map<std::string, std::set<Class>> by_agency;
        for (const auto& u : f.pack()->users) {
            const auto* role = f.pack()->role(u.role);
            if (!role || !f.policy().here(u)) continue;
            for (const auto& purpose : role->purposes) {
                auto who = f.policy().viewer(u.id, purpose);
                if (!who) continue;
                auto theirs = without_orders(bond_with(w, c, *who, m.day));
                if (!f.policy().present(*who, theirs)) continue;
                for (Class cls : all_classes)
                    if (cls != Class::public_ && cls != Class::statistical && f.policy().may_see(*who, theirs, cls).shown) by_agency[u.agency].insert(cls);
            }
        }
        // Whoever was given an order sees that order, and nothing else of the case.
        if (may(Class::care))
            for (const auto& [n, o] : c.orders)
                if (!o.declined && !by_agency.count(o.provider)) by_agency[o.provider] = {Class::care};
        array list;
        for (const auto& [agency, classes] : by_agency) {
            std::string names;
            for (Class cls : classes) names += (names.empty() ? "" : " ") + std::string(name_of(cls));
            list.push_back(object{{"agency", agency}, {"classes", names}});
        }
        out["seen_by"] = std::move(list);
        return {};
    }
    // Which services somebody gets is care: the list is for those who see it, a part of it for whoever it is addressed to.
    Status services(object& out) {
        auto around = [&](bool own) { return own || may(Class::care) ? std::optional(bond) : std::nullopt; };
        TRY(list<ReferralRow>(out, "referrals", {value(c.id)}, [&](const ReferralRow& r) { return around(r.to->value == v.agency || r.from->value == v.agency); }));
        return orders(out, around);
    }
    // A threat is told to whoever sees the story, and so on: a list of what is sealed says by its length that it is there.
    Status support(object& out) {
        Id id = c.id.value, person = c.person.value;
        auto for_those_who_see = [&](Class cls, auto fn) -> Status { return may(cls) ? fn() : Status(); };
        TRY(for_those_who_see(Class::story, [&]() -> Status {
            TRY(list<ThreatRow>(out, "threats", {value(id)}));
            return list<RedressRow>(out, "redress", {value(id)});
        }));
        TRY(for_those_who_see(Class::care, [&]() -> Status {
            TRY(list<NeedRow>(out, "needs", {value(id)}));
            TRY(list<StepRow>(out, "steps", {value(id)}));
            TRY(list<FollowUpRow>(out, "follow_ups", {value(id)}));
            return letters(out);
        }));
        // Whoever was asked reads that they were; the others, what they may read of the finding.
        TRY(list<ReviewRow>(out, "reviews", {value(person)}, [&](const ReviewRow& r) {
            bool own = r.of->value == v.agency || r.agency->value == v.agency;
            return own || (may(Class::care) && may_read_negative("not-found")) ? std::optional(bond) : std::nullopt;
        }));
        TRY(notes(out));
        if (may(Class::contact) || may(Class::care)) TRY(list<SafetyPlanRow>(out, "safety_plan", {value(id)}));
        if (may(Class::contact)) TRY(list<ReturnChannelRow>(out, "return_channel", {value(id)}));
        if (may(Class::identity)) TRY(relations(out));
        return list<CounselRow>(out, "counsel", {value(id)});
    }
    // A finding that the pack calls no verdict is its agency's, and theirs who may ask for a review.
    bool may_read_negative(const std::string& finding) const {
        const auto* rule = f.pack()->negative_finding(finding);
        return !rule || std::any_of(rule->relations.begin(), rule->relations.end(), [&](auto& r) { return bond.relations.count(r) > 0; });
    }
    Status findings(object& out) {
        return list<FindingRow>(out, "findings", {value(c.person)}, [&](const FindingRow& r) {
            return r.agency->value == v.agency || may_read_negative(r.finding->value) ? std::optional(bond) : std::nullopt;
        });
    }
    // The language in which somebody was asked is theirs as their own language is: for those who may know who they are.
    Status consents(object& out) {
        TRY(list<ConsentRow>(out, "consents", {value(c.person)}));
        auto verdict = f.policy().may_see(v, bond, Class::identity);
        if (verdict.shown) return {};
        for (auto& row : out["consents"].get_array()) {
            auto& o = row.get_object();
            o.erase("language");
            auto& withheld = o["withheld"];
            if (!withheld.is_object()) withheld = object{};
            withheld.get_object()["language"] = verdict.rule;
        }
        return {};
    }
    // What was written beside events: each text to whoever sees its class, and to the others not that it is there.
    Status notes(object& out) {
        array a;
        for (const Id& id : {c.person.value, c.id.value}) {
            auto rows = TRY(rows_of<NoteRow>("", {value(id)}, 500));
            for (const auto& row : rows) {
                auto o = TRY(note_out(f, row, v, bond));
                if (!o.empty()) a.push_back(std::move(o));
            }
        }
        out["notes"] = std::move(a);
        return {};
    }
    Status letters(object& out) {
        array a;
        auto rows = TRY(rows_of<LetterRow>("by_case", {value(c.id)}, 100));
        for (const auto& row : rows) {
            auto o = TRY(shown(f, row, v, bond));
            a.push_back(std::move(o));
        }
        out["letters"] = std::move(a);
        return {};
    }
    // By the spoken code; of somebody whom the viewer may not know of, the relation alone.
    Status relations(object& out) {
        array a;
        auto rows = TRY(rows_of<RelationRow>("", {value(c.person)}, 100));
        for (const auto& row : rows) {
            auto to = TRY(access::reveal(row.to, f.policy(), v, bond, f.opener()));
            auto relation = TRY(access::reveal(row.relation, f.policy(), v, bond, f.opener()));
            if (!to || !relation) continue;
            object o{{"relation", relation->value}};
            Loader loader(f, m.last, m.now);
            TRY(loader.add({StreamKind::person, to->value}));
            const auto& other = loader.world().persons.at(to->value);
            if (f.policy().present(v, without_orders(bond_with(loader.world(), other, v, m.day)))) o["person"] = other.code;
            a.push_back(std::move(o));
        }
        out["relations"] = std::move(a);
        return {};
    }
    Status orders(object& out, const std::function<std::optional<access::Bond>(bool own)>& around) {
        return list<OrderRow>(out, "orders", {value(c.id)}, [&](const OrderRow& o) {
            bool own = o.provider->value == v.agency;
            auto with = around(own);
            if (own) {
                if (!with) with.emplace();
                with->relations.insert("order");
            }
            return with;
        });
    }
};

array actions(Folder& f, const access::Viewer& v, const access::Bond& bond) {
    array a;
    for (const auto* t : command_types())
        if (f.policy().could_do(v, bond, t->name)) a.push_back(json::bj::string(t->name));
    return a;
}

const Report* find_report(const World& w, const ReportId& id) {
    auto r = w.reports.find(id.value);
    return r == w.reports.end() ? nullptr : &r->second;
}

// The whole case, for those who are on it.
Status whole_case(CaseLook& look, const CaseRow& row, object& out) {
    auto person = TRY(get<PersonRow>(*look.m.rows, {value(look.c.person)}));
    if (person) {
        object seen = TRY(shown_person(look.f, look.m, *person, look.w.person_of(look.c), look.v, look.bond));
        out["person"] = std::move(seen);
    }
    auto report = TRY(get<ReportRow>(*look.m.rows, {value(look.c.report)}));
    if (report) {
        object seen = TRY(shown(look.f, *report, look.v, look.bond));
        out["report"] = std::move(seen);
    }
    if (look.may(Class::staff)) out["team"] = json::encode(std::vector<std::string>(look.c.team.begin(), look.c.team.end()));
    auto house = TRY(access::reveal(row.house, look.f.policy(), look.v, look.bond, look.f.opener()));
    if (house) {
        auto h = TRY(get<HouseRow>(*look.m.rows, {value(*house)}));
        if (h) {
            out["house"] = h->code->value;
            if (!h->warning->empty()) out["house_warnings"] = warnings_in_words(*look.f.pack(), h->warning->value, look.v.language);
        }
    }
    TRY(look.findings(out));
    TRY(look.consents(out));
    out["clocks"] = array{};
    out["duties"] = array{};
    TRY(look.promises(out, {StreamKind::person, look.c.person.value}));
    TRY(look.promises(out, {StreamKind::case_, look.c.id.value}));
    TRY(look.services(out));
    TRY(look.support(out));
    TRY(free_beds(look.f, look.m, look.w, look.c, look.v, look.bond, out));
    TRY(look.seen_by(out));
    array opens{"law"};
    if (look.may(Class::staff)) opens.push_back("readers");
    const auto* from = report ? find_report(look.w, look.c.report) : nullptr;
    if (from && look.f.policy().present(look.v, bond_with(look.w, *from, look.v, look.m.day))) opens.push_back("report");
    out["opens"] = std::move(opens);
    return look.timeline(out, {{StreamKind::report, look.c.report.value}, {StreamKind::person, look.c.person.value}, {StreamKind::case_, look.c.id.value}});
}

}  // namespace

// Whether what a letter of residence rests on still runs, and as long as the letter says.
static bool proves_residence(const Case& c, const Person& p, Date until, Date day) {
    if (c.going_home && c.going_home->departed) return false;
    for (const auto* held : {&p.reflection, &p.permit}) {
        if (!*held || !(*held)->running(day)) continue;
        auto clock = p.promises.clocks.find((*held)->permit);
        bool ended = clock != p.promises.clocks.end() && clock->second.over && clock->second.how != "expired";
        if (!ended && until < (*held)->until) return true;
    }
    return false;
}

// What a letter proves and until when, for whoever holds its code; never for whom, by whom or why.
// Of today alone: as of other days it would tell when a residence ended.
Result<Look> look_letter(Folder& f, const Asked& a, std::string_view code) {
    Moment m = TRY(Moment::of_present(f, a));
    auto row = TRY(get<LetterRow>(*m.rows, {value(Name{std::string(code)})}));
    // Who sees nothing of anybody is told of no letter either, but for whom the pack lets check one.
    bool may = f.policy().may_see(a.viewer, {}, Class::statistical).shown || f.policy().may_look(a.viewer, "letter");
    if (!row || !may) return fail(Fault::absent, "there is no letter " + std::string(code));
    const auto* list = f.pack()->code_list("letter");
    const auto* what = list ? list->find(row->entitlement->value) : nullptr;
    object body{{"letter", row->letter->value}, {"entitlement", row->entitlement->value}, {"until", row->until->text()}};
    if (what) body["name"] = what->name.in(a.viewer.language);
    bool valid = !*row->revoked && m.day <= *row->until;
    if (valid && row->entitlement->value == "residence") {
        Loader loader(f, m.last, m.now);
        TRY(loader.add({StreamKind::case_, row->id->value}));
        const auto& c = loader.world().cases.at(row->id->value);
        valid = c.person && proves_residence(c, loader.world().person_of(c), *row->until, m.day);
    }
    body["valid"] = valid;
    return Look{std::move(body), {row->id->value}, "letter checked", ""};
}

Result<Look> look_case(Folder& f, const Asked& a, std::string_view code) {
    Moment m = TRY(Moment::of_present(f, a));
    Loader loader(f, m.last, m.now);
    loader.keep_events();
    Id id = TRY(loader.find(StreamKind::case_, code, ""));
    if (auto ok = loader.add({StreamKind::case_, id}); !ok)
        return ok.error().fault == Fault::absent ? fail(Fault::absent, "there is no case " + std::string(code)) : tl::unexpected(ok.error());
    Loaded loaded = loader.take();
    TRY(m.show(f, loaded));
    const Case& c = loaded.world.cases.at(id);
    auto bond = bond_with(loaded.world, c, a.viewer, m.day);
    if (!f.policy().present(a.viewer, bond)) return fail(Fault::absent, "there is no case " + std::string(code));
    CaseLook look{f, a.viewer, m, loaded.world, c, loaded, without_orders(bond)};
    auto row = TRY(get<CaseRow>(*m.rows, {value(id)}));
    if (!row) return fail(Fault::absent, "there is no case " + std::string(code));
    Look out{{}, {id}, "case page", etag_of(f, loaded, a.viewer, m.day)};
    if (f.policy().present(a.viewer, look.bond)) {
        out.body = TRY(shown(f, *row, a.viewer, look.bond));
        if (c.person) out.subjects.push_back(c.person.value);
        TRY(whole_case(look, *row, out.body));
        TRY(add_joined(f, m, c.person, a.viewer, out.body, out.subjects));
        if (!a.as_of && f.names().ready) {
            auto likely = TRY(may_be(f, m, c.person, a.viewer, out.subjects));
            out.body["may_be"] = std::move(likely);
        }
    } else {   // a provider sees its own order
        out.body["case"] = c.code;
        TRY(look.orders(out.body, [](bool) { return std::nullopt; }));
    }
    out.body["can_do"] = actions(f, a.viewer, bond);
    out.body["as_of"] = m.day.text();
    return out;
}

namespace {

// What screenings found, and whom to call, which is how every reading of a list ends.
Status screened(Folder& f, Moment& m, const World& w, const Report& r, const access::Viewer& v, const access::Bond& bond, object& out) {
    array list, call;
    auto rows = TRY(scan<ScreeningRow>(*m.rows, "", {value(r.id)}, 100));
    for (const auto& row : rows) {
        auto o = TRY(shown(f, row, v, bond));
        o.erase("number");   // of the ledger: its size reaches nobody
        list.push_back(std::move(o));
    }
    pack::Law law(f.pack());
    int years = TRY(law.child_under(m.day));
    bool child = std::any_of(r.people.begin(), r.people.end(), [&](auto& p) { return w.persons.at(p.value).child(years, m.day); });
    for (const auto* a : whom_to_call(law, m.day, child)) call.push_back(json::bj::string(a->id));
    out["screened"] = std::move(list);
    out["call"] = std::move(call);
    return {};
}

}  // namespace

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
    Look out{{}, {id}, "report page", etag_of(f, loaded, a.viewer, m.day)};
    out.body = TRY(shown(f, *row, a.viewer, bond));
    array people;
    // Each by what ties the viewer to that person: who works on one person's case learns nothing of another's.
    for (const auto& p : r.people) {
        auto person = TRY(get<PersonRow>(*m.rows, {value(p)}));
        const auto& of = loaded.world.persons.at(p.value);
        auto with = without_orders(bond_with(loaded.world, of, a.viewer, m.day));
        if (!person || !f.policy().present(a.viewer, with)) continue;
        auto o = TRY(shown_person(f, m, *person, of, a.viewer, with));
        out.subjects.push_back(p.value);
        array notes;
        auto written = TRY(scan<NoteRow>(*m.rows, "", {value(p)}, 500));
        for (const auto& row : written) {
            if (row.event->value != "ConcernReported") continue;         // the rest belongs to a case
            auto note = TRY(note_out(f, row, a.viewer, with));
            if (!note.empty()) notes.push_back(std::move(note));
        }
        o["notes"] = std::move(notes);
        if (!a.as_of && f.names().ready) {
            auto likely = TRY(may_be(f, m, p, a.viewer, out.subjects));
            o["may_be"] = std::move(likely);
        }
        people.push_back(std::move(o));
    }
    out.body["people"] = std::move(people);
    TRY(screened(f, m, loaded.world, r, a.viewer, bond, out.body));
    out.body["as_of"] = m.day.text();
    return out;
}

}  // namespace soria::app
