#include "domain/core/bond.hpp"

#include <algorithm>

namespace soria::domain {
namespace {

void add_consents(const Person& p, const access::Viewer& v, Date on, access::Bond& b) {
    bool child = p.child(adult_at_years, on);
    for (const auto& c : p.consents)
        if (!(child && c.as_adult) && c.to == v.agency && c.purpose == v.purpose && c.holds(on)) b.consented.insert(c.classes.begin(), c.classes.end());
}

// A representative is a child's: with the eighteenth birthday, or a decision, what they may see ends.
bool represents(const Person& p, const access::Viewer& v, Date on) { return p.representative == v.agency && p.child(adult_at_years, on); }

// A concern about somebody who has no case lies in the inbox of whoever was told, whatever became of the report.
bool told_of(const Person& p, const access::Viewer& v) { return p.cases.empty() && p.concern_to.count(v.agency); }

}  // namespace

access::Bond bond_with(const World& w, const Case& c, const access::Viewer& v, Date on) {
    access::Bond b;
    if (c.lead == v.agency) b.relations.insert("lead");
    else if (c.team.count(v.agency)) b.relations.insert("team");
    for (const auto& [n, r] : c.referrals)
        if (r.to == v.agency && r.stands()) {
            b.relations.insert("referral");
            b.parts.insert(r.parts.begin(), r.parts.end());
        }
    for (const auto& [n, o] : c.orders)
        if (o.provider == v.agency && !o.declined) b.relations.insert(v.kind == "counsel" ? "counsel" : "order");
    if (c.counsel.count(v.agency)) b.relations.insert("counsel");
    if (auto p = w.persons.find(c.person.value); p != w.persons.end()) {
        if (represents(p->second, v, on)) b.relations.insert("representative");
        add_consents(p->second, v, on, b);
    }
    return b;
}

access::Bond bond_with(const World& w, const Report& r, const access::Viewer& v, Date on) {
    access::Bond b;
    if (r.agency == v.agency) b.relations.insert("author");
    if (r.accepted_for.empty()) b.relations.insert("inbox");
    for (const auto& id : r.people)
        if (auto p = w.persons.find(id.value); p != w.persons.end() && told_of(p->second, v)) b.relations.insert("inbox");
    for (const auto& id : r.accepted_for)
        if (auto c = w.cases.find(id); c != w.cases.end()) {
            auto with = bond_with(w, c->second, v, on);
            if (with.relations.count("lead")) b.relations.insert("lead");
            if (with.relations.count("team")) b.relations.insert("team");
        }
    return b;
}

access::Bond bond_with(const World& w, const Person& p, const access::Viewer& v, Date on) {
    access::Bond b;
    for (const auto& [id, c] : w.cases)
        if (c.person == p.id) {
            auto with = bond_with(w, c, v, on);
            b.relations.merge(with.relations);
            b.parts.merge(with.parts);
        }
    for (const auto& [id, r] : w.reports)
        if (std::find(r.people.begin(), r.people.end(), p.id) != r.people.end()) {
            if (r.agency == v.agency) b.relations.insert("author");
            if (r.accepted_for.empty()) b.relations.insert("inbox");
        }
    if (p.registered_by == v.agency) b.relations.insert("author");      // also of somebody who was added to another's report
    if (told_of(p, v)) b.relations.insert("inbox");
    if (represents(p, v, on)) b.relations.insert("representative");
    add_consents(p, v, on, b);
    return b;
}

access::Bond bond_with(const Match& m, const access::Viewer& v) {
    access::Bond b;
    if (m.reviewer == v.agency) b.relations.insert("reviewer");
    return b;
}

access::Bond without_orders(access::Bond b) {
    b.relations.erase("order");
    return b;
}

}  // namespace soria::domain
