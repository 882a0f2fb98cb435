// The desk: what is due, what has happened, what waits for an answer.
#include <algorithm>
#include <set>

#include "app/service/opened.hpp"
#include "app/service/plan_acts.hpp"
#include "domain/matching/views.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

constexpr size_t list_max = 100;

// The agency's clocks in that state that end from one day until another, the first to end first.
Result<std::vector<ClockRow>> clocks_of_agency(Moment& m, const char* state, const std::string& agency, Date from, Date until) {
    auto rows = TRY(m.rows->range(table_of<ClockRow>(), "by_agency", std::vector<Value>{value(Name{state}), value(AgencyRef{agency})}, value(from),
                                  value(until.plus_days(1)), list_max));
    std::vector<ClockRow> list;
    for (const auto& r : rows) list.push_back(from_row<ClockRow>(r));
    return list;
}

// Duties that are the agency's own: it leads the case, or was asked. Then those of its kind: first those that arose from its own acts,
// then the first due of those that arose from others', of which so many are looked through.
Result<std::vector<DutyRow>> duties_to_show(Moment& m, const char* state, const access::Viewer& v) {
    constexpr size_t of_others_max = 500;
    Value from = value(Date(-1'000'000)), until = value(Date(1'000'000)), in = value(Name{state});
    std::vector<DutyRow> list;
    for (const std::string& holder : {std::string("lead"), std::string("asked"), v.kind}) {
        auto own = TRY(m.rows->range(table_of<DutyRow>(), "by_agency", std::vector<Value>{in, value(Name{holder}), value(AgencyRef{v.agency})}, from, until, list_max));
        for (const auto& r : own) list.push_back(from_row<DutyRow>(r));
    }
    auto others = TRY(m.rows->range(table_of<DutyRow>(), "by_holder", std::vector<Value>{in, value(Name{v.kind})}, from, until, of_others_max));
    for (const auto& r : others)
        if (auto d = from_row<DutyRow>(r); d.agency->value != v.agency) list.push_back(std::move(d));
    return list;
}

// The case of a person or a case stream, if there is one that this viewer may know of.
Result<std::string> case_code(Folder& f, Moment& m, const Stream& s, const access::Viewer& v) {
    Loader loader(f, m.last, m.now);
    TRY(loader.add(s));
    for (const auto& [id, c] : loader.world().cases)
        if (!c.closed && (c.id.value == s.id || c.person.value == s.id) &&
            f.policy().present(v, without_orders(bond_with(loader.world(), c, v, m.day))))
            return c.code;
    return std::string();
}

// Clocks that run and end soon, and those that ran out lately.
constexpr int clock_days_ahead = 60, run_out_days = 14;

bool on_desk(const RunningClock& c, Date day) {
    if (c.over) return c.how == "expired" && c.ends > day.plus_days(-run_out_days) && c.ends <= day;
    return c.ends <= day.plus_days(clock_days_ahead);
}

// What warns the agency itself, which leads; then what runs for the people whose counsel it is.
Result<array> clocks_to_show(Folder& f, Moment& m, const access::Viewer& v, std::vector<Id>& subjects) {
    array list;
    std::set<std::pair<std::string, std::string>> told;
    auto add = [&](const std::string& code, const std::string& id, Date ends, bool over, const std::string& rule, const Id& subject) {
        if (list.size() >= list_max || !told.emplace(code, id).second) return;
        object o{{"case", code}, {"clock", id}, {"ends", ends.text()}, {"days_left", days_between(m.day, ends)}, {"state", over ? "expired" : "running"}, {"rule", rule}};
        if (const auto* clock = f.pack()->clock(id)) o["name"] = clock->name.in(v.language);
        list.push_back(std::move(o));
        subjects.push_back(subject);
    };
    auto own = TRY(clocks_of_agency(m, "expired", v.agency, m.day.plus_days(1 - run_out_days), m.day));
    auto running = TRY(clocks_of_agency(m, "running", v.agency, Date(-1'000'000), m.day.plus_days(clock_days_ahead)));
    own.insert(own.end(), running.begin(), running.end());
    for (const auto& c : own) {
        auto code = TRY(case_code(f, m, {StreamKind(*c.kind), *c.id}, v));
        if (!code.empty()) add(code, c.clock->value, *c.ends, c.state->value == "expired", c.rule->value, *c.id);
    }
    auto clients = TRY(scan<CounselRow>(*m.rows, "by_counsel", {value(AgencyRef{v.agency})}, list_max));
    for (const auto& row : clients) {
        Loader loader(f, m.last, m.now);
        TRY(loader.add({StreamKind::case_, row.id->value}));
        const auto& w = loader.world();
        const auto& c = w.cases.at(row.id->value);
        if (c.closed || !c.person || !f.policy().present(v, without_orders(bond_with(w, c, v, m.day)))) continue;
        for (const auto* promises : {&w.person_of(c).promises, &c.promises})
            for (const auto& [id, k] : promises->clocks)
                if (on_desk(k, m.day)) add(c.code, id, k.ends, k.over, k.rule, c.id.value);
    }
    return list;
}

object alert(Folder& f, const access::Viewer& v, const std::string& code, const char* what) {
    return {{"case", code}, {"alert", what}, {"what", f.pack()->text(std::string("alert.") + what, v.language)}};
}

// Until when looks count: all of them, or as of a day those up to its end.
int64_t end_us(Folder& f, const Moment& m, const Asked& a) { return a.as_of ? f.zone().start_of(m.day.plus_days(1)).us : INT64_MAX; }

// New threats to people on whose team the agency is, until somebody there has looked at the case. Whoever sees no care reads that
// there is something to ask about, and not what.
Result<array> threats_to_show(Folder& f, Moment& m, const Asked& a, std::vector<Id>& subjects) {
    array list;
    std::set<Id> told;
    int64_t over_us = end_us(f, m, a);
    auto looks = TRY(f.ledger().looks());
    auto rows = TRY(scan<AlertRow>(*m.rows, "", {value(AgencyRef{a.viewer.agency})}, 500));
    for (const auto& row : rows) {
        if (list.size() >= list_max || told.count(row.id->value)) continue;
        auto seen = TRY(case_opened(*looks, a.viewer.agency, row.id->value, *row.since_us, over_us));
        if (seen) continue;
        Loader loader(f, m.last, m.now);
        TRY(loader.add({StreamKind::case_, row.id->value}));
        const auto& c = loader.world().cases.at(row.id->value);
        auto bond = without_orders(bond_with(loader.world(), c, a.viewer, m.day));
        if (!f.policy().present(a.viewer, bond)) continue;
        auto may = [&](Class cls) { return f.policy().may_see(a.viewer, bond, cls).shown; };
        list.push_back(alert(f, a.viewer, c.code, may(Class::care) || may(Class::story) ? "threat" : "safety"));
        told.insert(row.id->value);
        subjects.push_back(row.id->value);
    }
    return list;
}

// What was answered to the referrals that the agency offered, the newest first: for the pack's days, until somebody of the agency has
// opened the case since. Of a case that they may not know of any more, nothing.
Result<array> answers_to_show(Folder& f, Moment& m, const Asked& a, std::vector<Id>& subjects) {
    array list;
    const auto* rule = f.pack()->desk_rule("answered-referral");
    if (!rule) return list;
    int64_t over_us = end_us(f, m, a);
    auto looks = TRY(f.ledger().looks());
    for (int back = 0; back < rule->shown.days; ++back) {
        Date day = m.day.plus_days(-back);
        auto rows = TRY(range<AnswerRow>(*m.rows, "by_day", {value(AgencyRef{a.viewer.agency})}, value(day), value(day.plus_days(1)), list_max));
        for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
            if (list.size() >= list_max) return list;
            auto seen = TRY(case_opened(*looks, a.viewer.agency, row->id->value, *row->since_us, over_us));
            if (seen) continue;
            Loader loader(f, m.last, m.now);
            TRY(loader.add({StreamKind::case_, row->id->value}));
            const auto& c = loader.world().cases.at(row->id->value);
            auto bond = without_orders(bond_with(loader.world(), c, a.viewer, m.day));
            auto may = [&](Class cls) { return f.policy().may_see(a.viewer, bond, cls).shown; };
            if (c.closed || !f.policy().present(a.viewer, bond) || !may(Class::status)) continue;
            object o{{"case", c.code}, {"referral", *row->referral}, {"service", row->service->value}, {"answer", row->answer->value}, {"day", day.text()}};
            if (may(Class::staff)) o["by"] = row->by->value;
            list.push_back(std::move(o));
            subjects.push_back(row->id->value);
        }
    }
    return list;
}

// Houses that somebody warned of, for whoever holds a bed there or may know that the person sleeps there.
Status add_houses(Folder& f, Moment& m, const access::Viewer& v, array& list, std::vector<Id>& subjects) {
    auto houses = TRY(range<HouseRow>(*m.rows, "by_warning", {}, std::string(" "), Blob{}, 1000));      // any word is more than a space, and less than bytes
    for (const auto& h : houses) {
        auto beds = TRY(scan<BedRow>(*m.rows, "", {value(*h.id)}, 200));
        for (const auto& b : beds) {
            auto bytes = TRY(f.opener()(b.held_for.blob));
            if (!bytes) continue;                                // the key was destroyed
            CaseId id = TRY(codec::value_of<CaseId>(*bytes));
            Loader loader(f, m.last, m.now);
            TRY(loader.add({StreamKind::case_, id.value}));
            const auto& c = loader.world().cases.at(id.value);
            auto bond = without_orders(bond_with(loader.world(), c, v, m.day));
            bool holds = b.agency->value == v.agency || f.policy().may_see(v, bond, Class::whereabouts).shown;
            if (!holds || list.size() >= list_max || !f.policy().present(v, bond)) continue;
            auto o = alert(f, v, c.code, "house");
            o["house"] = h.code->value;
            o["warning"] = warnings_in_words(*f.pack(), h.warning->value, v.language);
            list.push_back(std::move(o));
            subjects.push_back(id.value);
        }
    }
    return {};
}

// Concerns that nobody has opened a case for, by the codes of person and report.
Result<array> concerns(Folder& f, Moment& m, const access::Viewer& v, std::vector<Id>& subjects) {
    array list;
    auto rows = TRY(scan<ConcernRow>(*m.rows, "by_to", {value(AgencyRef{v.agency}), value(Name{"waiting"})}, list_max));
    for (const auto& row : rows) {
        Loader loader(f, m.last, m.now);
        TRY(loader.add({StreamKind::person, row.id->value}));
        const auto& w = loader.world();
        const auto& p = w.persons.at(row.id->value);
        auto r = w.reports.find(p.report.value);
        if (r == w.reports.end() || !f.policy().present(v, without_orders(bond_with(w, p, v, m.day)))) continue;
        list.push_back(object{{"person", p.code}, {"report", r->second.code}});
        subjects.push_back(p.id.value);
    }
    return list;
}
// Cases of those who turn 18 soon: the representative's access ends on the day, and what is a child's must be handed on before it.
// Told to whoever may know the day of birth; nobody else learns from it that somebody is near 18.
Result<array> coming_of_age(Folder& f, Moment& m, const access::Viewer& v, std::vector<Id>& subjects) {
    constexpr int days_ahead = 90;
    constexpr size_t looked_at_max = 500;
    array list;
    pack::Law law(f.pack());
    auto years = law.child_under(m.day);
    if (!years) return list;
    Period childhood{*years * 12, 0};
    // A day more on either side: years back from the last of February are clamped.
    for (const auto& id : f.births().between((m.day - childhood).plus_days(-1), (m.day.plus_days(days_ahead) - childhood).plus_days(1), looked_at_max)) {
        Loader loader(f, m.last, m.now);
        if (auto ok = loader.add({StreamKind::person, id.value}); !ok) {
            if (ok.error().fault == Fault::absent) continue;            // as of a day before they were known
            return tl::unexpected(ok.error());
        }
        const auto& w = loader.world();
        const auto& p = w.persons.at(id.value);
        if (p.erased || !p.born || p.decided_under_18) continue;        // a decision about age counts, not the day
        Date day = p.born->date + childhood;
        if (day <= m.day || day > m.day.plus_days(days_ahead)) continue;
        for (const auto& c : p.cases) {
            const auto& k = w.cases.at(c.value);
            auto bond = without_orders(bond_with(w, k, v, m.day));
            if (k.closed || !f.policy().present(v, bond) || !f.policy().may_see(v, bond, Class::identity).shown) continue;
            list.push_back(object{{"case", k.code}, {"day", day.text()}, {"days_left", days_between(m.day, day)}});
            subjects.push_back(id.value);
            subjects.push_back(c.value);
            break;
        }
        if (list.size() == list_max) break;
    }
    return list;
}
}  // namespace

Result<Look> look_desk(Folder& f, const Asked& a) {
    Moment m = TRY(Moment::of(f, a));
    Look out{{}, {}, "desk", ""};
    out.body["today"] = m.day.text();
    out.body["agency"] = a.viewer.agency;
    array duties, referrals, inbox, orders;
    array clocks = TRY(clocks_to_show(f, m, a.viewer, out.subjects));
    array alerts = TRY(threats_to_show(f, m, a, out.subjects));
    TRY(add_houses(f, m, a.viewer, alerts, out.subjects));
    for (const char* state : {"overdue", "due"}) {
        auto rows = TRY(duties_to_show(m, state, a.viewer));
        for (const auto& d : rows) {
            if (duties.size() >= list_max) continue;
            Loader loader(f, m.last, m.now);
            TRY(loader.add({StreamKind(*d.kind), *d.id}));
            std::string code;
            Class tells = class_of_duty(*f.pack(), d.duty->value);
            auto known = [&](const auto& thing) {
                auto bond = without_orders(bond_with(loader.world(), thing, a.viewer, m.day));
                return f.policy().present(a.viewer, bond) && f.policy().may_see(a.viewer, bond, tells).shown;
            };
            PersonId subject{*d.id};
            for (const auto& [id, c] : loader.world().cases) {   // and not of somebody whom the case's person fears
                if (id == *d.id) subject = c.person;
                if ((id == *d.id || c.person.value == *d.id) && known(c)) code = c.code;
            }
            bool of_case = !code.empty();
            const auto& people = loader.world().persons;         // whoever reported them owes it, on the case or not
            if (auto p = people.find(subject.value); code.empty() && p != people.end() && known(p->second)) code = p->second.code;
            if (code.empty()) continue;
            object o{{"for", code}, {"about", of_case ? "case" : "person"}, {"duty", d.duty->value}, {"due", d.due->text()}, {"state", state}, {"rule", d.rule->value}};
            if (const auto* duty = f.pack()->duty(d.duty->value)) o["what"] = duty->what.in(a.viewer.language);
            duties.push_back(std::move(o));
            out.subjects.push_back(*d.id);
        }
    }
    auto offered = TRY(scan<ReferralRow>(*m.rows, "by_to", {value(AgencyRef{a.viewer.agency}), value(Name{"offered"})}, list_max));
    for (const auto& r : offered) {
        auto c = TRY(get<CaseRow>(*m.rows, {value(*r.id)}));
        access::Bond bond{{"referral"}, {}, {}};
        if (!c || !f.policy().present(a.viewer, bond)) continue;
        object o{{"case", c->code->value}, {"referral", *r.referral}, {"service", r.service->value}};
        if (f.policy().may_see(a.viewer, bond, Class::staff).shown) o["from"] = r.from->value;
        referrals.push_back(std::move(o));
        out.subjects.push_back(r.id->value);
    }
    auto ordered = TRY(scan<OrderRow>(*m.rows, "by_provider", {value(AgencyRef{a.viewer.agency}), value(Name{"ordered"})}, list_max));
    auto accepted = TRY(scan<OrderRow>(*m.rows, "by_provider", {value(AgencyRef{a.viewer.agency}), value(Name{"accepted"})}, list_max));
    ordered.insert(ordered.end(), accepted.begin(), accepted.end());
    for (const auto& r : ordered) {
        auto c = TRY(get<CaseRow>(*m.rows, {value(*r.id)}));
        if (!c || !f.policy().present(a.viewer, {{"order"}, {}, {}})) continue;
        orders.push_back(object{{"case", c->code->value}, {"order", *r.order}, {"service", r.service->value}});
        out.subjects.push_back(r.id->value);
    }
    access::Bond waiting{{"inbox"}, {}, {}};
    if (f.policy().present(a.viewer, waiting)) {
        bool staff = f.policy().may_see(a.viewer, waiting, Class::staff).shown;
        auto reports = TRY(scan<ReportRow>(*m.rows, "by_accepted", {value(int32_t(0))}, list_max));
        for (const auto& r : reports) {
            object o{{"report", r.code->value}, {"form", r.form->value}, {"region", r.region->value}};
            if (staff) o["from"] = r.agency->value;
            inbox.push_back(std::move(o));
            out.subjects.push_back(r.id->value);
        }
    }
    access::Bond judging{{"reviewer"}, {}, {}};
    auto asked = TRY(scan<MatchRow>(*m.rows, "by_reviewer", {value(AgencyRef{a.viewer.agency}), value(Name{"waiting"})}, list_max));
    array to_judge;
    for (const auto& row : asked) {
        if (!f.policy().present(a.viewer, judging)) break;
        to_judge.push_back(object{{"match", row.code->value}});
        out.subjects.push_back(row.id->value);
    }
    out.body["matches_to_judge"] = std::move(to_judge);
    array told = TRY(concerns(f, m, a.viewer, out.subjects));
    array near_18 = TRY(coming_of_age(f, m, a.viewer, out.subjects));
    out.body["coming_of_age"] = std::move(near_18);
    if (!f.names().ready) out.body["note"] = "days of birth are still being read: who turns 18 soon may not be whole";
    out.body["concerns_to_accept"] = std::move(told);
    array answered = TRY(answers_to_show(f, m, a, out.subjects));
    out.body["referrals_answered"] = std::move(answered);
    array plan = TRY(plan_on_desk(f, m, a.viewer));
    if (plan.size() > list_max) plan.erase(plan.begin() + long(list_max), plan.end());
    out.body["plan"] = std::move(plan);
    out.body["alerts"] = std::move(alerts);
    out.body["clocks"] = std::move(clocks);
    out.body["duties"] = std::move(duties);
    out.body["referrals_to_answer"] = std::move(referrals);
    out.body["orders_to_deliver"] = std::move(orders);
    out.body["reports_to_accept"] = std::move(inbox);
    return out;
}

}  // namespace soria::app
