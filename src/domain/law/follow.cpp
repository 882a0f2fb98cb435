#include "domain/law/follow.hpp"

#include <algorithm>

#include "domain/core/evolve.hpp"
#include "domain/law/events.hpp"
#include "domain/plan/events.hpp"
#include "domain/children/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {
namespace {

// The constant only when the pack has no rule of age, which its check refuses.
int child_under(const Context& x, Date on) {
    auto years = x.law.child_under(on);
    return years ? *years : adult_at_years;
}

const Promises* promises_on(const World& w, const Stream& s) {
    if (s.kind == StreamKind::person) {
        auto p = w.persons.find(s.id);
        return p == w.persons.end() ? nullptr : &p->second.promises;
    }
    if (s.kind == StreamKind::case_) {
        auto c = w.cases.find(s.id);
        return c == w.cases.end() ? nullptr : &c->second.promises;
    }
    return nullptr;
}

// The streams whose promises an event on that stream may touch: its own, a case's person, a report's people.
std::vector<Stream> touched(const World& w, const Stream& s) {
    std::vector<Stream> list;
    if (s.kind == StreamKind::person || s.kind == StreamKind::case_) list.push_back(s);
    if (s.kind == StreamKind::case_)
        if (auto c = w.cases.find(s.id); c != w.cases.end()) list.push_back({StreamKind::person, c->second.person.value});
    if (s.kind == StreamKind::person)
        for (const auto& [id, c] : w.cases)
            if (c.person.value == s.id) list.push_back({StreamKind::case_, id});
    if (s.kind == StreamKind::report)
        if (auto r = w.reports.find(s.id); r != w.reports.end())
            for (const auto& p : r->second.people) list.push_back({StreamKind::person, p.value});
    return list;
}

// That case; of a person, the one that is open.
const Case* case_of(const World& w, const Stream& s) {
    const Case* found = nullptr;
    for (const auto& [id, c] : w.cases) {
        if (id == s.id) return &c;
        if (c.person.value == s.id && (!found || found->closed)) found = &c;
    }
    return found;
}
const Person* person_on(const World& w, const Stream& s) {
    Id id = s.id;
    if (s.kind == StreamKind::case_)
        if (auto c = w.cases.find(s.id); c != w.cases.end()) id = c->second.person.value;
    auto p = w.persons.find(id);
    return p == w.persons.end() ? nullptr : &p->second;
}
const Report* report_of(const World& w, const Person* p) {
    for (const auto& [id, r] : w.reports)
        if (p && std::find(r.people.begin(), r.people.end(), p->id) != r.people.end()) return &r;
    return nullptr;
}

Meta meta_of(const Context& x) { return {x.happened, x.today, x.actor.user, x.actor.agency, 0}; }

bool begins_duty(const pack::Pack& p, std::string_view event) {
    return std::any_of(p.duties.begin(), p.duties.end(), [&](auto& d) { return d.arises_after(event); });
}
// After these other agencies are on a case, or another leads it.
bool moves_agencies(std::string_view event) {
    for (auto name : {TeamJoined::name, TeamLeft::name, LeadHandedOver::name, ReferralAccepted::name, ReferralDeclined::name, ReferralCompleted::name, ReferralWithdrawn::name})
        if (event == name) return true;
    return false;
}
// An agency of that kind which is on the case, or empty.
std::string agency_there(const Case& c, const std::string& kind, const pack::Pack& p) {
    auto of_kind = [&](const std::string& id) {
        const auto* a = p.agency(id);
        return a && a->kind == kind;
    };
    for (const auto& id : c.team)
        if (of_kind(id)) return id;
    for (const auto& [n, r] : c.referrals)
        if (r.stands() && of_kind(r.to)) return r.to;
    return {};
}
// Whether any clock or duty has to do with events of that type.
bool concerned(const pack::Law& law, std::string_view event) {
    return begins_duty(law.pack(), event) || moves_agencies(event) || event == AgeDecided::name || !law.clocks_ended_by(event).empty() || !law.clocks_started_by(event).empty() ||
           !law.duties_done_by(event).empty();
}

bool of_a_child(const pack::Duty& d) { return std::find(d.when.begin(), d.when.end(), "person.child") != d.when.end(); }

struct Following {
    World world;                  // with the decision's events applied
    const Context& x;
    Decision& decision;
    Date day;

    void add(const Stream& s, auto event) {
        decision.events.add_on(s, std::move(event));
        evolve(world, decision.events.list.back(), meta_of(x));
    }
    void end_clocks(const Emitted& e) {
        for (const auto* clock : x.law.clocks_ended_by(e.type->name))
            for (const auto& s : touched(world, e.stream)) {
                const auto* p = promises_on(world, s);
                if (!p) continue;
                auto running = p->clocks.find(clock->id);
                if (running != p->clocks.end() && !running->second.over)
                    add(s, ClockEnded{Name{clock->id}, day, Name{std::string(e.type->name)}});
            }
    }
    // A clock that is called after a permit counts that permit: asylum granted starts no one-year clock.
    bool of_another_permit(const Emitted& e, const pack::Clock& clock) const {
        if (e.type->name != ResidencePermitGranted::name || !x.law.pack().has_code("permit", clock.id)) return false;
        return static_cast<const ResidencePermitGranted*>(e.event.get())->permit.value.value != clock.id;
    }
    Status start_clocks(const Emitted& e) {
        for (const auto* clock : x.law.clocks_started_by(e.type->name)) {
            if (of_another_permit(e, *clock)) continue;
            const auto* p = promises_on(world, e.stream);
            auto running = p ? p->clocks.find(clock->id) : std::map<std::string, RunningClock>::const_iterator{};
            if (!p || (running != p->clocks.end() && !running->second.over)) continue;
            if (!clock->on(day)) continue;
            auto reading = TRY(x.law.read_clock(clock->id, day, std::nullopt));
            add(e.stream, ClockStarted{Name{clock->id}, reading.starts, reading.ends, RuleRef{reading.rule()},
                                       AgencyRef{x.actor.agency}});
        }
        return {};
    }
    void finish_duties(const Emitted& e) {
        for (const auto* duty : x.law.duties_done_by(e.type->name))
            for (const auto& s : touched(world, e.stream)) {
                const auto* p = promises_on(world, s);
                if (!p) continue;
                auto open = p->duties.find(duty->id);
                bool of_another = open != p->duties.end() && open->second.holder == "asked" && open->second.agency != x.actor.agency;
                if (open == p->duties.end() || open->second.done || of_another) continue;
                bool was_asked = open->second.holder == "asked", in_time = !open->second.overdue && day <= open->second.due;
                add(s, DutyDone{Name{duty->id}, day, Name{std::string(e.type->name)}, std::optional(in_time)});
                if (was_asked) ask_next(s, *duty);
            }
    }
    // One duty of a kind at a time: whoever else was asked to look again owes it when the first has.
    void ask_next(const Stream& s, const pack::Duty& duty) {
        const Person* person = person_on(world, s);
        const Case* c = case_of(world, s);
        if (!person || !c || c->closed || person->reviews_asked.empty()) return;
        for (const auto& due : x.law.duties_after(duty.after.front(), facts_of(world, person, c, report_of(world, person), x), day)) {
            if (due.duty->id != duty.id) continue;
            add(s, DutyArose{Name{duty.id}, day, due.due, RuleRef{duty.id + "@" + due.version->id}, Name{duty.holder}});
            lay(s, duty, c, *person->reviews_asked.begin());
        }
    }
    // Every duty is somebody's: a kind of agency that nobody on the case is of leaves it to whoever leads. What a report brought is
    // its author's, on the case or not.
    void lay(const Stream& s, const pack::Duty& duty, const Case* c, const std::string& asked) {
        if (!c || c->closed || duty.arises_after(PersonRegistered::name)) return;
        std::string holder = duty.holder, agency = asked;
        if (holder == "asked" && asked.empty()) return;
        if (holder != "asked" && holder != "lead") agency = agency_there(*c, holder, x.law.pack());
        if (agency.empty()) holder = "lead", agency = c->lead;
        const auto& open = promises_on(world, s)->duties.at(duty.id);
        bool of_kind = holder != "lead" && holder != "asked";
        if (open.holder != holder || (!of_kind && open.agency != agency)) add(s, DutyLaidOn{Name{duty.id}, Name{holder}, AgencyRef{agency}});
    }
    // What is owed follows those who are on the case, and clocks warn whoever leads it.
    void lay_anew(const Emitted& e) {
        if (!moves_agencies(e.type->name)) return;
        const Case& c = world.cases.at(e.stream.id);
        for (const auto& s : touched(world, e.stream)) {
            const auto* p = promises_on(world, s);
            if (!p || case_of(world, s) != &c) continue;
            std::vector<std::string> open, clocks;
            for (const auto& [id, d] : p->duties)
                if (!d.done) open.push_back(id);
            for (const auto& [id, k] : p->clocks)
                if (e.type->name == LeadHandedOver::name && k.agency != c.lead && (!k.over || k.how == "expired")) clocks.push_back(id);
            for (const auto& id : open)
                if (const auto* rule = x.law.pack().duty(id)) lay(s, *rule, &c, "");
            for (const auto& id : clocks) add(s, ClockLaidOn{Name{id}, AgencyRef{c.lead}});
        }
    }
    // Somebody who turns out to be an adult is owed nothing that a child is.
    void end_duties(const Emitted& e) {
        if (e.type->name != AgeDecided::name) return;
        for (const auto& s : touched(world, e.stream)) {
            const auto* p = promises_on(world, s);
            const Person* person = person_on(world, s);
            if (!p || !person || person->child(child_under(x, day), day)) continue;
            std::vector<std::string> over;
            for (const auto& [id, d] : p->duties)
                if (const auto* rule = x.law.pack().duty(id); rule && !d.done && of_a_child(*rule)) over.push_back(id);
            for (const auto& id : over) add(s, DutyEnded{Name{id}, day, Name{std::string(e.type->name)}});
        }
    }
    void begin_duties(const Emitted& e) {
        if (!begins_duty(x.law.pack(), e.type->name)) return;      // most events begin none: no facts are needed
        for (const auto& s : touched(world, e.stream)) {
            const Person* person = person_on(world, s);
            const Case* c = case_of(world, s);
            auto facts = facts_of(world, person, c, report_of(world, person), x);
            for (const auto& due : x.law.duties_after(e.type->name, facts, day)) {
                bool on_case = due.duty->subject == "case";
                if (on_case != (s.kind == StreamKind::case_)) continue;
                const auto* p = promises_on(world, s);
                auto open = p ? p->duties.find(due.duty->id) : std::map<std::string, RunningDuty>::const_iterator{};
                if (p && open != p->duties.end() && !open->second.done) continue;
                add(s, DutyArose{Name{due.duty->id}, day, due.due, RuleRef{due.duty->id + "@" + due.version->id},
                                 Name{due.duty->holder}});
                lay(s, *due.duty, c, e.type->name == ReviewAsked::name ? static_cast<const ReviewAsked*>(e.event.get())->of.value.value : "");
            }
        }
    }
};

}  // namespace

const std::vector<std::string_view>& fact_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> n{
            "person.under_18", "person.age_in_doubt", "person.child", "person.presumed", "person.identified",
            "person.eea_citizen", "person.reflection_period_granted", "person.reflection_period_running",
            "person.permit_granted", "person.broken_away", "person.investigation_initiated", "person.complaint_made",
            "person.representative_appointed", "person.rights_told", "person.case_opened", "person.asylum_pending", "person.residence_pending", "person.appeal_pending",
            "case.open", "case.bed_assigned", "return.planned", "return.carer_named", "return.best_interests_support",
            "return.risk_assessed", "return.obliged", "return.anonymous", "actor.child_welfare", "bed.for_children", "bed.held_by_child_welfare",
            "report.by_reception_centre", "complaint.made", "testimony.given"};
        std::sort(n.begin(), n.end());
        return n;
    }();
    return names;
}

pack::Facts facts_of(const World& w, const Person* p, const Case* c, const Report* r, const Context& x) {
    pack::Facts f;
    Date on = x.happened.date;
    if (p) {
        int years = child_under(x, on);
        auto found = [&](std::string_view what) {
            return std::any_of(p->findings.begin(), p->findings.end(), [&](auto& n) { return n.finding == what; });
        };
        f["person.under_18"] = p->under(years, on).value_or(p->decided_under_18.value_or(false));
        f["person.age_in_doubt"] = p->age_in_doubt;
        f["person.child"] = p->child(years, on);
        f["person.presumed"] = p->presumed();
        f["person.identified"] = found("identified");
        f["person.eea_citizen"] = p->citizenship_group == "eea";
        f["person.reflection_period_granted"] = p->reflection_used;
        f["person.reflection_period_running"] = p->reflection && p->reflection->running(on);
        f["person.permit_granted"] = p->permit && p->permit->running(on);
        f["person.asylum_pending"] = p->pending.count("asylum") > 0;
        f["person.residence_pending"] = p->pending.count("residence") > 0;
        f["person.appeal_pending"] = p->pending.count("appeal") > 0;
        f["person.broken_away"] = p->broke_away;
        f["person.investigation_initiated"] = p->investigation;
        f["person.complaint_made"] = f["complaint.made"] = p->complaint;
        f["person.representative_appointed"] = p->representative.has_value();
        f["person.rights_told"] = p->rights_told;
        f["person.case_opened"] = !p->cases.empty();
        f["return.best_interests_support"] = p->best_interests_support_return.value_or(false);
    }
    if (c) {
        f["case.open"] = !c->closed;
        f["case.bed_assigned"] = c->bed.has_value();
        f["return.planned"] = c->going_home.has_value();
        f["return.carer_named"] = c->going_home && c->going_home->carer_named;
        f["return.risk_assessed"] = c->going_home && c->going_home->risk_acceptable.value_or(false);
        f["return.obliged"] = c->going_home && c->going_home->kind == "obliged";
        f["return.anonymous"] = c->going_home && c->going_home->anonymous;
    }
    if (auto h = c && c->bed ? w.houses.find(c->bed->first.value) : w.houses.end(); h != w.houses.end())
        if (auto bed = h->second.taken.find(c->bed->second); bed != h->second.taken.end()) {
            const auto* holder = x.law.pack().agency(bed->second.held_by);
            f["bed.held_by_child_welfare"] = holder && holder->kind == "child-welfare";
        }
    f["report.by_reception_centre"] = r && r->by_reception_centre;
    f["actor.child_welfare"] = x.actor.agency_kind == "child-welfare";
    f["bed.for_children"] = std::any_of(w.houses.begin(), w.houses.end(), [](auto& h) { return h.second.audience == "children"; });
    for (auto name : fact_names()) f.try_emplace(std::string(name), false);
    return f;
}

Status permits(const World& w, std::string_view command, const std::vector<RefSlot>& refs, const Context& x) {
    const auto& safeguards = x.law.pack().safeguards;
    if (std::none_of(safeguards.begin(), safeguards.end(), [&](auto& s) { return s.act == command; })) return {};
    const Person* p = nullptr;
    const Case* c = nullptr;
    const Report* r = nullptr;
    for (const auto& ref : refs) {
        if (ref.kind == StreamKind::case_) c = &w.cases.at(*ref.id);
        if (ref.kind == StreamKind::person) p = &w.persons.at(*ref.id);
        if (ref.kind == StreamKind::report) r = &w.reports.at(*ref.id);
    }
    if (c && !p) p = &w.person_of(*c);
    if (!p && r && r->people.size() == 1) p = &w.persons.at(r->people[0].value);
    return x.law.permits(command, facts_of(w, p, c, r, x), x.happened.date);
}

Status follow(const World& before, const Context& x, Decision& decision) {
    const auto& events = decision.events.list;
    if (std::none_of(events.begin(), events.end(), [&](auto& e) { return concerned(x.law, e.type->name); })) return {};
    Following f{before, x, decision, x.happened.date};
    for (const auto& e : decision.events.list) evolve(f.world, e, meta_of(x));
    size_t decided = decision.events.list.size();
    for (size_t i = 0; i < decided; ++i) {
        Emitted e = decision.events.list[i];   // a copy: the list grows
        f.end_clocks(e);
        f.finish_duties(e);
        f.end_duties(e);
        f.lay_anew(e);
        if (!x.happened.exact()) continue;
        TRY(f.start_clocks(e));
        f.begin_duties(e);
    }
    return {};
}

Events pass_day(const Stream& s, const Promises& p, const Person* person, Date today, const pack::Law& law) {
    Events events;
    for (const auto& [id, c] : p.clocks) {
        if (c.over) continue;
        if (today >= c.ends) {
            events.add_on(s, ClockExpired{Name{id}, c.ends});
            continue;
        }
        const auto* clock = law.pack().clock(id);
        if (!clock) continue;
        // Only the latest warning that is due: after a stop of a week nobody needs to be told twice.
        std::optional<Date> due;
        for (const auto& before_end : clock->warns_at) {
            Date day = c.ends - before_end;
            if (day > c.from && day <= today && (!due || day > *due)) due = day;
        }
        if (due && !c.warned.count(*due))
            events.add_on(s, ClockWarned{Name{id}, *due, days_between(today, c.ends)});
    }
    auto years = law.child_under(today);
    bool grown = person && years && !person->child(*years, today);
    for (const auto& [id, d] : p.duties) {
        if (d.done || d.overdue || today <= d.due) continue;
        const auto* rule = law.pack().duty(id);
        if (grown && rule && of_a_child(*rule)) events.add_on(s, DutyEnded{Name{id}, today, Name{std::string(DayBegan::name)}});
        else events.add_on(s, DutyOverdue{Name{id}, d.due});
    }
    return events;
}

}  // namespace soria::domain
