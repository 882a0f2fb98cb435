// Erasure: judged by the pack's retention rules, done by two officers, by destroying keys.
#include <algorithm>

#include "domain/plan/commands.hpp"
#include "domain/plan/events.hpp"

namespace soria::domain {
namespace {

constexpr int32_t key_backup_days = 30;   // an epoch key wraps the keys of 30 days (docs/decisions/0011-erasure.md)

// From the day on which the last of it ended: a case's end, or without one the day the person was registered.
struct Kept {
    std::optional<tl::unexpected<Error>> by;
    Date until;                       // the latest of all rules and all cases
};
void kept_since(Date since, std::string_view what, const Context& x, Kept& kept) {
    for (const auto& r : x.law.pack().retention) {
        Date until = since + r.keep;
        bool binds = r.standing == pack::Standing::in_force || r.standing == pack::Standing::assumption;
        if (!binds || x.today >= until) continue;
        kept.until = std::max(kept.until, until);
        if (kept.by) {
            kept.by->value().facts.push_back("class: " + r.class_name + ", by " + r.id + " until " + until.text());
            continue;
        }
        auto refusal = refuse(r.id, "the pack's retention rule keeps these records");
        refusal.value().source = r.basis.text(x.language);
        refusal.value().facts = {std::string(what) + since.text(), "class: " + r.class_name};
        refusal.value().computation = since.text() + " + " + r.keep.text() + " = " + until.text();
        kept.by = std::move(refusal);
    }
}

Status retention_allows(const World& w, const Person& p, const Context& x) {
    Kept kept{{}, x.today};
    for (const auto& id : p.cases) {
        auto c = w.cases.find(id.value);
        if (c == w.cases.end() || !c->second.closed_on) return refuse("retention.open-case", "the person has an open case");
        kept_since(*c->second.closed_on, "case closed on ", x, kept);
    }
    if (p.cases.empty()) kept_since(p.registered, "registered on ", x, kept);
    if (!kept.by) return {};
    kept.by->value().change = "from " + kept.until.text() + " on it may be done";
    return *kept.by;
}

}  // namespace

Result<Decision> decide(const World& w, const RequestErasure& c, const Context& x) {
    const auto& p = w.persons.at(c.person.id.value);
    if (p.erased) return refuse("erased", "the person's key is destroyed already");
    if (!p.erasure_asked_by.empty()) return refuse("erasure-asked", "an officer has asked already; another confirms");
    TRY(retention_allows(w, p, x));
    Decision d;
    d.events.add(p.id.value, ErasureRequested{Name{x.actor.user}, RuleRef{"retention"}});
    return d;
}

Result<Decision> decide(const World& w, const ConfirmErasure& c, const Context& x) {
    const auto& p = w.persons.at(c.person.id.value);
    if (p.erased) return refuse("erased", "the person's key is destroyed already");
    if (p.erasure_asked_by.empty()) return refuse("erasure-two-officers", "no officer has asked for it yet");
    if (p.erasure_asked_by == x.actor.user) return refuse("erasure-two-officers", "a second officer confirms, not the same");
    TRY(retention_allows(w, p, x));
    SubjectErased e;
    e.first_officer = Name{p.erasure_asked_by};
    e.second_officer = Name{x.actor.user};
    e.complete_on = x.today.plus_days(key_backup_days);
    e.keys.value.push_back(p.id.value);
    for (const auto& id : p.cases) e.keys.value.push_back(id.value);
    // A report speaks of all its people: its key dies with the last of them.
    for (const auto& [id, r] : w.reports) {
        bool names_p = std::find(r.people.begin(), r.people.end(), p.id) != r.people.end();
        auto alive = [&](const PersonId& other) {
            auto o = w.persons.find(other.value);
            return other != p.id && (o == w.persons.end() || !o->second.erased);
        };
        if (names_p && std::none_of(r.people.begin(), r.people.end(), alive)) e.keys.value.push_back(id);
    }
    for (const auto& [id, m] : w.matches)
        if (m.of(p.id)) e.keys.value.push_back(id);
    Decision d;
    d.answer.emplace_back("complete", e.complete_on->text());
    d.advice.push_back("Backups of the key age out by " + e.complete_on->text() + "; from then on nothing can be read anywhere.");
    d.events.add(p.id.value, std::move(e));
    return d;
}

}  // namespace soria::domain
