// What the law refuses before it is asked for, and the beds that it is asked about.
#include "app/service/safeguards.hpp"

#include <algorithm>

#include "domain/protection/views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

constexpr size_t beds_listed_max = 30;

// Facts that say what a class says are for those who see the class; all others have the class status.
constexpr std::pair<std::string_view, Class> facts_of_a_class[] = {
    {"person.under_18", Class::identity},   // by the exact day of birth
    {"case.bed_assigned", Class::whereabouts}, {"bed.held_by_child_welfare", Class::whereabouts},
    {"return.best_interests_support", Class::child}, {"return.carer_named", Class::child}, {"person.rights_told", Class::child}};

std::string_view bare(std::string_view fact) { return fact.substr(0, 4) == "not " ? fact.substr(4) : fact; }

}  // namespace

Result<Safeguards> Safeguards::of(Folder& f, const World& w, const Case& c, const access::Viewer& v, const access::Bond& bond, Date day) {
    Safeguards out{pack::Law(f.pack(), v.language)};
    out.day_ = day;
    auto may = [&](Class cls) { return f.policy().may_see(v, bond, cls).shown; };
    Person p = w.person_of(c);
    // The day on which somebody turns 18 is their birthday: without their identity, the year has to do.
    if (p.born && !may(Class::identity)) {
        Date year = TRY(Date::of(p.born->date.year(), 1, 1));
        p.born = Happened{year, Precision::year};
    }
    Context x{out.law_, {day, Precision::day}, day, {v.user, v.agency, v.kind, v.role, v.purpose}, f, v.language};
    auto report = w.reports.find(c.report.value);
    out.facts_ = facts_of(w, &p, &c, report == w.reports.end() ? nullptr : &report->second, x);
    for (const auto& [fact, cls] : facts_of_a_class)
        if (!may(cls)) out.withheld_.emplace(fact);
    return out;
}

object Safeguards::refused(const pack::Safeguard& s, const pack::Facts& facts) const {
    const auto* version = s.on(day_);
    auto hidden = [&](const std::string& fact) { return withheld_.count(bare(fact)) > 0; };
    if (!version || std::any_of(version->when.begin(), version->when.end(), hidden) || std::any_of(version->required.begin(), version->required.end(), hidden)) return {};
    auto ok = law_.permits(s.act, facts, day_);
    if (ok || ok.error().rule.rfind(s.id + "@", 0) != 0) return {};
    const Error& e = ok.error();
    return {{"rule", e.rule}, {"because", e.because}, {"source", e.source}, {"facts", json::encode(e.facts)}, {"would_open", e.change}};
}

array Safeguards::refuse() const {
    array list;
    for (const auto& s : law_.pack().safeguards) {
        auto no = refused(s, facts_);
        if (no.empty()) continue;
        no["before"] = s.act;
        list.push_back(std::move(no));
    }
    return list;
}

object Safeguards::refuse_bed(const std::string& audience) const {
    auto facts = facts_;
    facts["bed.for_children"] = audience == "children";
    for (const auto& s : law_.pack().safeguards)
        if (s.act == "hold-bed")
            if (auto no = refused(s, facts); !no.empty()) return no;
    return {};
}

Status free_beds(Folder& f, Moment& m, const World& w, const Case& c, const access::Viewer& v, const access::Bond& bond, object& out) {
    bool then = m.last != UINT64_MAX;                  // a bed is held today; of that day only the case's own house was folded
    if (then || !f.policy().could_do(v, bond, "hold-bed")) return {};
    array list;
    std::set<Id> seen;
    bool more = false;                                 // others than those listed have a free bed
    std::optional<Safeguards> safeguards;              // none when the person was erased: nobody is left to ask about
    std::map<std::string, object> refusals;            // by audience: of a house the law asks nothing else
    if (c.person) safeguards = TRY(Safeguards::of(f, w, c, v, bond, m.day));
    auto add = [&](std::string_view index, std::vector<Value> of) -> Status {
        if (more) return {};
        // Those that an earlier round listed come again.
        auto rows = TRY(range<HouseRow>(*m.rows, index, std::move(of), int64_t(1), INT64_MAX, list.size() + beds_listed_max + 1));
        for (const auto& h : rows) {
            if (!seen.insert(h.id->value).second) continue;
            if (list.size() == beds_listed_max) {
                more = true;
                return {};
            }
            object o{{"code", h.code->value}, {"audience", h.audience->value}, {"region", h.region->value}, {"free", *h.free}};
            auto [no, fresh] = refusals.try_emplace(h.audience->value);
            if (fresh && safeguards) no->second = safeguards->refuse_bed(h.audience->value);
            if (!no->second.empty()) o["refused"] = no->second;
            list.push_back(std::move(o));
        }
        return {};
    };
    TRY(add("by_audience", {Value(c.audience), Value(c.region)}));
    TRY(add("by_audience_free", {Value(c.audience)}));
    TRY(add("by_free", {}));
    if (more) out["more_houses"] = true;
    out["houses"] = std::move(list);
    return {};
}

}  // namespace soria::app
