// Houses and beds, and the way home.
#include <algorithm>

#include "domain/protection/people.hpp"
#include "domain/protection/events.hpp"

namespace soria::domain {
namespace {

constexpr int32_t beds_max = 200;

Result<int32_t> bed_of(const House& h, const CaseId& c) {
    for (const auto& [n, b] : h.taken)
        if (b.held_for == c) return n;
    return refuse("bed-held", "no bed in this house is held for this case");
}

// A house for others than this person. It is said, and refuses nobody: the pack's safeguards do that.
std::string misfit(const House& h, const Person& p, bool child) {
    if (h.audience == "children" && !child) return "the house is for children, and the person is an adult";
    if (h.audience == "women" && p.gender == "man") return "the house is for women, and the person is a man";
    if (h.audience == "men" && p.gender == "woman") return "the house is for men, and the person is a woman";
    if (h.audience == "mothers-with-children" && p.gender == "man" && !child) return "the house is for mothers with children, and the person is a man";
    if (child && (h.audience == "women" || h.audience == "men")) return "the house is for adults, and the person is a child or may be one";
    return {};
}

// Who took it is told to whoever runs the house and to their own agency.
std::string taken(const House& h, const Bed& b, const Context& x) { return by_whom(b.held_by, b.on, h.run_by == x.actor.agency || b.held_by == x.actor.agency, x); }

// What whoever holds a bed there must know. It refuses nobody: they may know more.
std::vector<std::string> warnings_of(const World& w, const House& h, const Case& k, const Context& x) {
    std::vector<std::string> list;
    for (const auto& id : h.warnings) {
        const auto* codes = x.law.pack().code_list("house-warning");
        const auto* code = codes ? codes->find(id) : nullptr;
        list.push_back("warning about this house: " + (code ? code->name.in(x.language) : id));
    }
    for (const auto& [n, threat] : k.threats)
        for (const auto& [bed, taken] : h.taken) {
            auto other = w.cases.find(taken.held_for.value);
            if (!threat.over && threat.feared && other != w.cases.end() && other->second.person == threat.feared)
                list.push_back("warning: somebody whom this person fears has a bed in this house");
        }
    auto fears = [&](const Case& other) { return std::any_of(other.threats.begin(), other.threats.end(), [&](auto& t) { return !t.second.over && t.second.feared == k.person; }); };
    for (const auto& [bed, taken] : h.taken)
        if (auto other = w.cases.find(taken.held_for.value); other != w.cases.end() && fears(other->second)) {
            list.push_back("warning: somebody who has a bed in this house fears this person");
            break;
        }
    return list;
}

}  // namespace

Result<Decision> decide(const World&, const OpenHouse& c, const Context& x) {
    if (c.beds < 1 || c.beds > beds_max) return invalid("must be between 1 and 200", "beds");
    if (c.address.empty()) return invalid("is empty", "address");
    Decision d;
    HouseOpened e{Name{x.ids.code()}, c.audience, c.region, c.beds, AgencyRef{x.actor.agency}, c.address};
    d.answer.emplace_back("house", e.code->value);
    d.events.add(x.ids.id(), std::move(e));
    return d;
}

Result<Decision> decide(const World& w, const HoldBed& c, const Context& x) {
    const auto& h = w.houses.at(c.house.id.value);
    const auto& k = w.cases.at(c.case_.id.value);
    if (k.closed) return refuse("case-closed", "the case is closed");
    if (k.bed) return refuse("bed-one-each", "a bed is held or used for this case already, taken " + by_whom(k.bed_by, k.bed_on, true, x) + ": release it first");
    int32_t bed = c.bed.value_or(0);
    if (c.bed) {
        if (bed < 1 || bed > h.beds) return invalid("the house has beds 1 to " + std::to_string(h.beds), "bed");
        if (auto other = h.taken.find(bed); other != h.taken.end()) return refuse("bed-taken", "the bed is taken: it was taken " + taken(h, other->second, x));
    } else {
        for (bed = 1; h.taken.count(bed);) ++bed;
        if (bed > h.beds) return refuse("house-full", "every bed of the house is held or used; the last was taken " + taken(h, h.last, x));
    }
    Decision d;
    Owners owners{k.person.value, k.id.value};
    d.events.add(h.id.value, BedHeld{bed, AgencyRef{x.actor.agency}, CaseId{k.id}}, owners);
    d.events.add(k.id.value, BedAssigned{HouseId{h.id}, bed});
    d.answer.emplace_back("bed", std::to_string(bed));
    int years = TRY(x.law.child_under(x.happened.date));
    const auto& p = w.person_of(k);
    if (auto no = misfit(h, p, p.child(years, x.happened.date)); !no.empty()) d.advice.push_back("warning: " + no);
    for (auto& warning : warnings_of(w, h, k, x)) d.advice.push_back(std::move(warning));
    return d;
}

Result<Decision> decide(const World& w, const UseBed& c, const Context& x) {
    const auto& h = w.houses.at(c.house.id.value);
    const auto& k = w.cases.at(c.case_.id.value);
    int32_t bed = TRY(bed_of(h, k.id));
    if (h.taken.at(bed).used) return refuse("bed-used", "the bed is in use already");
    Decision d;
    d.events.add(h.id.value, BedUsed{bed, x.happened}, Owners{k.person.value, k.id.value});
    return d;
}

Result<Decision> decide(const World& w, const ReleaseBed& c, const Context&) {
    const auto& h = w.houses.at(c.house.id.value);
    const auto& k = w.cases.at(c.case_.id.value);
    int32_t bed = TRY(bed_of(h, k.id));
    Decision d;
    d.events.add(h.id.value, BedReleased{bed});
    d.events.add(k.id.value, BedLeft{HouseId{h.id}});
    return d;
}

Result<Decision> decide(const World& w, const PlanReturn& c, const Context& x) {
    const auto& k = w.cases.at(c.case_.id.value);
    if (k.going_home && k.going_home->departed) return refuse("departed", "the person has departed");
    Decision d;
    d.events.add(k.id.value, ReturnPlanned{c.kind, c.anonymous, AgencyRef{x.actor.agency}, c.country});
    return d;
}

Result<Decision> decide(const World& w, const AssessReturnRisk& c, const Context& x) {
    const auto& k = w.cases.at(c.case_.id.value);
    if (!k.going_home) return refuse("return-planned", "no return is planned");
    Decision d;
    d.events.add(k.id.value, ReturnRiskAssessed{c.acceptable, AgencyRef{x.actor.agency}, c.grounds});
    return d;
}

Result<Decision> decide(const World& w, const RecordDeparture& c, const Context& x) {
    const auto& k = w.cases.at(c.case_.id.value);
    if (!k.going_home) return refuse("return-planned", "no return is planned");
    if (k.going_home->departed) return refuse("departed", "that is recorded already");
    int years = TRY(x.law.child_under(x.happened.date));
    Decision d;
    if (k.bed) d.advice.push_back("a bed is held or used for this case: release it");
    d.events.add(k.id.value, Departed{Code<"return-kind">{k.going_home->kind},
                                      w.person_of(k).child(years, x.happened.date), AgencyRef{x.actor.agency}});
    return d;
}

}  // namespace soria::domain
