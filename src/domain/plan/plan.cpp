// Milestones, money, studies, conclusions and updates.
#include <algorithm>

#include "domain/plan/plan_commands.hpp"
#include "domain/plan/plan_events.hpp"
#include "domain/plan/work.hpp"

namespace soria::domain {

Result<Decision> decide(const World&, const SetMilestone& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    TRY(not_before(c.due, x, "due"));
    Decision d;
    auto o = opening<MilestoneSet>(d, x);
    d.events.add(o.id, MilestoneSet{o.code, c.measure, actor_agency(x), c.title, c.due});
    return d;
}

Result<Decision> decide(const World& w, const ReachMilestone& c, const Context& x) {
    const Work& m = work(w, c.milestone);
    TRY(answers_for(measure_of(m), x));
    if (m.state == "reached") return refuse("milestone-reached", "the milestone was reached already");
    TRY(clear_text(c.evidence, "evidence"));
    Decision d;
    if (m.state == "overdue") d.events.add(m.stream.id, MilestoneReachedLate{measure_of(m), actor_agency(x), c.evidence});
    else d.events.add(m.stream.id, MilestoneReached{measure_of(m), actor_agency(x), c.evidence});
    return d;
}

namespace {

// What is appropriated of a budget already: in that year when it is of each year, else in all.
struct Taken { int64_t amount = 0, number = 0; };
Taken taken_of(const World& w, const pack::Budget& b, int32_t year) {
    Taken t;
    for (const auto& [id, a] : w.works) {
        if (a.stream.kind != StreamKind::budget || a.budget != b.id) continue;
        ++t.number;
        if (!b.each_year || a.year == year) t.amount += a.planned;
    }
    return t;
}
// A budget's appropriations are numbered, and their streams' ids follow from the number: two that are made at once would both be
// the next, and the writer judges one of them again.
Id next_of_budget(const pack::Budget& b, int64_t number) { return id_of_the_one("budget " + b.id + " " + std::to_string(number + 1)); }

Result<Id> within_budget(const World& w, const AppropriateFunds& c, const Context& x) {
    const auto* b = x.law.pack().budget(c.budget->value);
    if (!b) return invalid("is no budget of this pack", "budget");
    if (std::find(b->measures.begin(), b->measures.end(), c.measure.value) == b->measures.end()) return invalid("is the budget of another measure", "budget");
    if (c.year < b->from || c.year > b->until) return invalid("lies outside the budget's years, " + std::to_string(b->from) + " to " + std::to_string(b->until), "year");
    auto taken = taken_of(w, *b, c.year);
    if (c.amount.kroner > b->amount - taken.amount) {
        auto r = refuse("budget-amount", "that is more than is left of what the plan sets aside");
        r.value().source = b->basis.text(x.language);
        r.value().facts = {"set aside: NOK " + std::to_string(b->amount) + (b->each_year ? " each year" : ""), "appropriated already: NOK " + std::to_string(taken.amount)};
        r.value().change = "NOK " + std::to_string(std::max<int64_t>(0, b->amount - taken.amount)) + " or less; or money that is no part of the plan's budget";
        return r;
    }
    return next_of_budget(*b, taken.number);
}

// A budget that the plan divides is paid part by part: what is paid names its part, and no part takes another's money.
Status within_part(const World& w, const Work& a, const DisburseFunds& c, const Context& x) {
    const auto* b = x.law.pack().budget(a.budget);
    if (!b || b->parts.empty() || b->parts[0].amount == 0) return {};
    std::string ids;
    const pack::BudgetPart* part = nullptr;
    for (const auto& p : b->parts) {
        ids += (ids.empty() ? "" : ", ") + p.id;
        if (p.id == c.purpose.value) part = &p;
    }
    if (!part) return invalid("must be a part of the budget: " + ids, "purpose");
    int64_t paid = 0;
    for (const auto& [id, other] : w.works) {
        if (other.stream.kind != StreamKind::budget || other.budget != b->id || (b->each_year && other.year != a.year)) continue;
        if (auto of = other.paid.find(part->id); of != other.paid.end()) paid += of->second;
    }
    if (paid + c.amount.kroner <= part->amount) return {};
    auto r = refuse("budget-part", "that is more than is left of this part of the budget");
    r.value().source = b->basis.text(x.language);
    r.value().facts = {part->name.in(x.language) + ": NOK " + std::to_string(part->amount) + (b->each_year ? " each year" : ""), "paid: NOK " + std::to_string(paid)};
    r.value().change = "NOK " + std::to_string(std::max<int64_t>(0, part->amount - paid)) + " or less; or another part";
    return r;
}

}  // namespace

Result<Decision> decide(const World& w, const AppropriateFunds& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    if (c.amount.kroner == 0) return invalid("is nothing", "amount");
    if (c.year < 1900 || c.year > 2200) return invalid("is no year", "year");
    Decision d;
    auto o = opening<FundsAppropriated>(d, x);
    if (c.budget) o.id = TRY(within_budget(w, c, x));
    d.events.add(o.id, FundsAppropriated{o.code, c.measure, actor_agency(x), c.title, c.budget.value_or(Name{}), c.year, c.amount});
    return d;
}

Result<Decision> decide(const World& w, const DisburseFunds& c, const Context& x) {
    const Work& b = work(w, c.appropriation);
    TRY(own_work(b, x));
    TRY(clear_text(c.purpose, "purpose"));
    if (c.amount.kroner == 0) return invalid("is nothing", "amount");
    if (b.done + c.amount.kroner > b.planned) {
        auto r = refuse("appropriation-spent", "that is more than is left of what was set aside");
        r.value().facts = {"set aside: NOK " + std::to_string(b.planned), "paid: NOK " + std::to_string(b.done)};
        r.value().change = "NOK " + std::to_string(b.planned - b.done) + " or less; or another appropriation";
        return r;
    }
    TRY(within_part(w, b, c, x));
    Decision d;
    d.events.add(b.stream.id, FundsDisbursed{measure_of(b), actor_agency(x), c.purpose, c.amount});
    return d;
}

Result<Decision> decide(const World&, const CommissionStudy& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.by, "by"));
    TRY(not_before(c.due, x, "due"));
    Decision d;
    auto o = opening<StudyCommissioned>(d, x);
    d.events.add(o.id, StudyCommissioned{o.code, c.measure, actor_agency(x), c.title, c.kind, c.by, c.due});
    return d;
}

Result<Decision> decide(const World& w, const PublishStudy& c, const Context& x) {
    const Work& s = work(w, c.study);
    TRY(own_work(s, x));
    if (s.state == "published") return refuse("study-published", "the study is published already");
    if (s.state != "commissioned") return refuse("study-commissioned", "this is no study that was commissioned, and has no conclusion to publish");
    TRY(clear_text(c.conclusion, "conclusion"));
    TRY(clear_text(c.reference, "reference"));
    Decision d;
    d.events.add(s.stream.id, StudyPublished{measure_of(s), actor_agency(x), Code<"study">{s.about}, c.conclusion, c.reference});
    return d;
}

Result<Decision> decide(const World&, const PublishConclusion& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    const auto* p = x.law.pack().promise(c.measure.value);
    if (!p || p->kind != "considers") {
        auto r = refuse("measure-considers", "the plan does not promise to consider or review anything in this measure: it is delivered by what is done");
        if (p) r.value().source = p->basis.text(x.language);
        return r;
    }
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.conclusion, "conclusion"));
    Decision d;
    auto o = opening<ConclusionPublished>(d, x);
    d.events.add(o.id, ConclusionPublished{o.code, c.measure, actor_agency(x), c.title, c.kind, c.conclusion});
    return d;
}

Result<Decision> decide(const World&, const UpdateMeasure& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.evidence, "evidence"));
    Decision d;
    auto o = opening<MeasureUpdated>(d, x);
    d.events.add(o.id, MeasureUpdated{o.code, c.measure, actor_agency(x), c.title, c.evidence});
    return d;
}

Result<Decision> decide(const World&, const CompareLaw& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    TRY(known_country(c.country, "country"));
    TRY(clear_text(c.proposal, "proposal"));
    TRY(clear_text(c.position, "position"));
    Decision d;
    auto o = opening<LawCompared>(d, x);
    d.events.add(o.id, LawCompared{o.code, c.measure, actor_agency(x), c.title, c.country, c.proposal, c.position, c.state});
    return d;
}

Result<Decision> decide(const World& w, const MoveProposal& c, const Context& x) {
    const Work& p = work(w, c.comparison);
    TRY(answers_for(measure_of(p), x));
    if (p.state != "under-review") return refuse("law-compared", "this is a study, and no provision that was compared");
    if (p.about == c.state.value) return refuse("proposal-status", "the proposal has that status already");
    TRY(clear_text(c.position, "position"));
    Decision d;
    d.events.add(p.stream.id, ProposalLeft{measure_of(p), actor_agency(x), CountryRef{p.country}, Code<"proposal-status">{p.about}});
    d.events.add(p.stream.id, ProposalMoved{measure_of(p), actor_agency(x), CountryRef{p.country}, c.state, c.position});
    return d;
}

}  // namespace soria::domain
