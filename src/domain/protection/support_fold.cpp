// Views of the help somebody gets.
#include "domain/core/folding.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::domain {
namespace {

constexpr size_t team_max = 200, alerts_max = 10'000;

std::vector<Value> of(const EventRecord& r, int32_t number) { return {value(r.stream.id), value(number)}; }

Status on(F<ReferralOffered> e, Rows& rows) {
    std::string parts;
    for (const auto& c : e(&ReferralOffered::parts)) parts += (parts.empty() ? "" : " ") + c.value;
    rows.put(ReferralRow{CaseId{e.record.stream.id}, e(&ReferralOffered::referral), Name{"offered"}, e(&ReferralOffered::from),
                         e(&ReferralOffered::to), e(&ReferralOffered::service), Name{parts}, Name{}, e(&ReferralOffered::why)});
    return count(rows, e.record, "referrals.offered", 1);
}
// The agency that offered it reads on its desk what was answered.
Status answered(Rows& rows, const EventRecord& r, int32_t number, const char* answer, Name reason) {
    TRY(count(rows, r, std::string("referrals.") + answer, 1));
    ReferralRow x = TRY(must<ReferralRow>(rows, r, of(r, number)));
    Date day = TRY(recorded_day(rows, r));
    x.state = Name{answer};
    x.reason = std::move(reason);
    rows.put(x);
    rows.put(AnswerRow{x.from, CaseId{r.stream.id}, number, day, Name{answer}, x.to, x.service, r.recorded_us});
    return {};
}
Status on(F<ReferralAccepted> e, Rows& rows) { return answered(rows, e.record, e(&ReferralAccepted::referral), "accepted", {}); }
Status on(F<ReferralDeclined> e, Rows& rows) {
    return answered(rows, e.record, e(&ReferralDeclined::referral), "declined", Name{e(&ReferralDeclined::reason).value});
}
Status referral_over(Rows& rows, const EventRecord& r, int32_t number, const char* state) {
    TRY(count(rows, r, std::string("referrals.") + state, 1));
    return change<ReferralRow>(rows, r, of(r, number), [&](ReferralRow& x) { x.state = Name{state}; });
}
Status on(F<ReferralCompleted> e, Rows& rows) { return referral_over(rows, e.record, e(&ReferralCompleted::referral), "completed"); }
Status on(F<ReferralWithdrawn> e, Rows& rows) { return referral_over(rows, e.record, e(&ReferralWithdrawn::referral), "withdrawn"); }
Status on(F<LeadHandedOver> e, Rows& rows) {
    CaseId id{e.record.stream.id};
    rows.put(TeamRow{e(&LeadHandedOver::from), id, false});
    rows.put(TeamRow{e(&LeadHandedOver::to), id, true});
    return own<CaseRow>(rows, e.record, [&](CaseRow& c) { c.lead = e(&LeadHandedOver::to); });
}

Status on(F<ThreatRecorded> e, Rows& rows) {
    rows.put(ThreatRow{CaseId{e.record.stream.id}, e(&ThreatRecorded::threat), Name{"stands"}, e(&ThreatRecorded::agency),
                       e(&ThreatRecorded::family_at_risk), e(&ThreatRecorded::feared), e(&ThreatRecorded::what), {}});
    auto team = TRY(rows.scan<TeamRow>("by_case", {value(e.record.stream.id)}, team_max));
    for (const auto& t : team) rows.put(AlertRow{t.agency, CaseId{e.record.stream.id}, e(&ThreatRecorded::threat), e.record.recorded_us});
    return count(rows, e.record, "safety.threats", 1);
}
Status on(F<ThreatEnded> e, Rows& rows) {
    TRY(alerts_over(rows, CaseId{e.record.stream.id}, std::nullopt, e(&ThreatEnded::threat)));
    return change<ThreatRow>(rows, e.record, of(e.record, e(&ThreatEnded::threat)), [&](ThreatRow& t) {
        t.state = Name{"over"};
        t.over_why = e(&ThreatEnded::why);
    });
}
Status on(F<SafetyPlanAgreed> e, Rows& rows) {
    Date day = TRY(recorded_day(rows, e.record));
    rows.put(SafetyPlanRow{CaseId{e.record.stream.id}, e(&SafetyPlanAgreed::agency), day, e(&SafetyPlanAgreed::safe_times),
                           e(&SafetyPlanAgreed::safe_channels), e(&SafetyPlanAgreed::plan)});
    return count(rows, e.record, "safety.plans", 1);
}
Status on(F<HouseMarked> e, Rows& rows) {
    return own<HouseRow>(rows, e.record, [&](HouseRow& h) {
        h.warning.value.value += (h.warning->empty() ? "" : " ") + e(&HouseMarked::warning).value;
    });
}

Status on(F<NeedRecorded> e, Rows& rows) {
    Date day = TRY(recorded_day(rows, e.record));
    rows.put(NeedRow{CaseId{e.record.stream.id}, e(&NeedRecorded::service), Name{"open"}, e(&NeedRecorded::agency), day,
                     std::optional<Date>{}, e(&NeedRecorded::what)});
    return count(rows, e.record, "needs.recorded", 1);
}
Status order(Rows& rows, const EventRecord& r, int32_t number, const char* state, Name reason) {
    TRY(count(rows, r, std::string("services.") + state, 1));
    return change<OrderRow>(rows, r, of(r, number), [&](OrderRow& o) {
        o.state = Name{state};
        o.reason = std::move(reason);
    });
}
Status on(F<OrderAccepted> e, Rows& rows) { return order(rows, e.record, e(&OrderAccepted::order), "accepted", {}); }
Status on(F<OrderDeclined> e, Rows& rows) { return order(rows, e.record, e(&OrderDeclined::order), "declined", Name{e(&OrderDeclined::reason).value}); }
Status on(F<CounselAppointed> e, Rows& rows) {
    rows.put(CounselRow{CaseId{e.record.stream.id}, e(&CounselAppointed::counsel), e(&CounselAppointed::task), e(&CounselAppointed::by)});
    return count(rows, e.record, "counsel.appointed", 1);
}

Status on(F<StepPlanned> e, Rows& rows) {
    rows.put(StepRow{CaseId{e.record.stream.id}, e(&StepPlanned::step), Name{"planned"}, e(&StepPlanned::kind), e(&StepPlanned::agency), e(&StepPlanned::goal), {}});
    return count(rows, e.record, "steps.planned", 1);
}
Status on(F<StepReached> e, Rows& rows) {
    TRY(count(rows, e.record, "steps.reached", 1));
    return change<StepRow>(rows, e.record, of(e.record, e(&StepReached::step)), [](StepRow& s) { s.state = Name{"reached"}; });
}
Status on(F<StepDropped> e, Rows& rows) {
    TRY(count(rows, e.record, "steps.dropped", 1));
    return change<StepRow>(rows, e.record, of(e.record, e(&StepDropped::step)), [&](StepRow& s) {
        s.state = Name{"dropped"};
        s.why = e(&StepDropped::why);
    });
}

Status on(F<LetterIssued> e, Rows& rows) {
    auto letter = e(&LetterIssued::letter);
    auto taken = TRY(rows.get<LetterRow>({value(letter)}));
    if (taken) return fail(Fault::stale, "the code " + letter.value + " is taken");
    Date day = TRY(recorded_day(rows, e.record));
    rows.put(LetterRow{letter, CaseId{e.record.stream.id}, e(&LetterIssued::entitlement), day, e(&LetterIssued::until), false, e(&LetterIssued::agency)});
    return count(rows, e.record, "letters." + e(&LetterIssued::entitlement).value, 1);
}
Status on(F<LetterRevoked> e, Rows& rows) {
    return change<LetterRow>(rows, e.record, {value(e(&LetterRevoked::letter))}, [](LetterRow& l) { l.revoked = true; });
}
Status on(F<RedressRecorded> e, Rows& rows) {
    rows.put(RedressRow{CaseId{e.record.stream.id}, int64_t(e.record.number), e(&RedressRecorded::kind), e(&RedressRecorded::step),
                        e(&RedressRecorded::agency), e(&RedressRecorded::note)});
    return count(rows, e.record, "redress." + e(&RedressRecorded::step).value, 1);
}
Status on(F<ReturnChannelChosen> e, Rows& rows) {
    rows.put(ReturnChannelRow{CaseId{e.record.stream.id}, e(&ReturnChannelChosen::agency), e(&ReturnChannelChosen::channel)});
    return {};
}
Status on(F<ReturnFollowedUp> e, Rows& rows) {
    Date day = TRY(recorded_day(rows, e.record));
    rows.put(FollowUpRow{CaseId{e.record.stream.id}, int64_t(e.record.number), e(&ReturnFollowedUp::outcome), e(&ReturnFollowedUp::agency), day,
                         e(&ReturnFollowedUp::note)});
    return count(rows, e.record, "returns.followed-up." + e(&ReturnFollowedUp::outcome).value, 1);
}

Status on(F<RelationRecorded> e, Rows& rows) {
    rows.put(RelationRow{PersonId{e.record.stream.id}, int64_t(e.record.number), e(&RelationRecorded::to), e(&RelationRecorded::relation)});
    return {};
}
Status on(F<PregnancyRecorded> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [&](PersonRow& p) { p.child_due = e(&PregnancyRecorded::due); });
}
Status on(F<ReviewAsked> e, Rows& rows) {
    rows.put(ReviewRow{PersonId{e.record.stream.id}, e(&ReviewAsked::of), Name{"asked"}, e(&ReviewAsked::agency), e(&ReviewAsked::why)});
    return count(rows, e.record, "reviews.asked", 1);
}

// By region and day of recording: the pages show quarters, never finer.
Status on(F<ContactLogged> e, Rows& rows) {
    const auto& r = e.record;
    TRY(count(rows, r, "contacts.all", 1));
    TRY(count(rows, r, "contacts.region." + e(&ContactLogged::region).value, 1));
    TRY(count(rows, r, "contacts.arena." + e(&ContactLogged::arena).value, 1));
    if (int32_t n = e(&ContactLogged::women)) TRY(count(rows, r, "contacts.women", n));
    if (int32_t n = e(&ContactLogged::men)) TRY(count(rows, r, "contacts.men", n));
    if (!e(&ContactLogged::referred_to).empty()) TRY(count(rows, r, "contacts.referred", 1));
    if (e(&ContactLogged::help_offered)) TRY(count(rows, r, "contacts.help-offered", 1));
    for (const auto& i : e(&ContactLogged::information)) {
        TRY(count(rows, r, "information.how." + i.how.value, 1));
        TRY(count(rows, r, "information.language." + i.language.value, 1));
    }
    return {};
}

std::string spaced(const std::vector<IndicatorRef>& list) {
    std::string s;
    for (const auto& i : list) s += (s.empty() ? "" : " ") + i.value;
    return s;
}
Status on(F<ListDerived> e, Rows& rows) {
    Date day = TRY(recorded_day(rows, e.record));
    rows.put(DerivedListRow{ListId{e.record.stream.id}, 1, e(&ListDerived::agency), e(&ListDerived::code), e(&ListDerived::from), e(&ListDerived::title),
                            spaced(e(&ListDerived::indicators)), day, 0});
    TRY(code(rows, e.record, e(&ListDerived::code)));
    return count(rows, e.record, "lists.derived", 1);
}
Status on(F<ListRevised> e, Rows& rows) {
    int32_t edition = e(&ListRevised::edition);
    DerivedListRow row = TRY(must<DerivedListRow>(rows, e.record, {value(e.record.stream.id), value(edition - 1)}));
    Date day = TRY(recorded_day(rows, e.record));
    row.edition = edition;
    row.indicators = spaced(e(&ListRevised::indicators));
    row.since = day;
    row.screenings = 0;
    rows.put(row);
    return {};
}
Status on(F<DerivedListUsed> e, Rows& rows) {
    auto row = TRY(rows.get<DerivedListRow>({value(e(&DerivedListUsed::list)), value(e(&DerivedListUsed::edition))}));
    if (!row) return {};                 // as of a day a report is folded by itself, without the lists
    ++row->screenings.value;
    rows.put(*row);
    return {};
}

struct Here {
    template <class E> static auto fold(F<E> e, Rows& rows) -> decltype(on(e, rows)) { return on(e, rows); }
};
constexpr FoldTable table = folders<
    Here, ReferralOffered, ReferralAccepted, ReferralDeclined, ReferralCompleted, ReferralWithdrawn, LeadHandedOver, ThreatRecorded, ThreatEnded, SafetyPlanAgreed, HouseMarked, NeedRecorded,
    OrderAccepted, OrderDeclined, CounselAppointed, StepPlanned, StepReached, StepDropped, LetterIssued, LetterRevoked, RedressRecorded,
    ReturnChannelChosen, ReturnFollowedUp, RelationRecorded, PregnancyRecorded, ReviewAsked, ContactLogged,
    ListDerived, ListRevised, DerivedListUsed>();

}  // namespace

const FoldTable& support_folds() { return table; }

Status need_met(Rows& rows, const EventRecord& r, const ServiceRef& service) {
    auto need = TRY(rows.get<NeedRow>({value(r.stream.id), value(service)}));
    if (!need || need->state->value != "open") return {};
    Date day = TRY(recorded_day(rows, r));
    need->state = Name{"met"};
    need->met = std::optional<Date>(day);
    rows.put(*need);
    TRY(count(rows, r, "needs.met", 1));
    return count(rows, r, "needs.days-waited", days_between(*need->since, day));
}

Status alerts_over(Rows& rows, const CaseId& id, const std::optional<AgencyRef>& of, std::optional<int32_t> threat) {
    std::vector<Value> key{value(id)};
    if (threat) key.push_back(value(*threat));
    auto alerts = TRY(rows.scan<AlertRow>("by_case", std::move(key), alerts_max));
    for (const auto& a : alerts)
        if (!of || of->value == a.agency->value) rows.remove<AlertRow>({value(*a.agency), value(*a.id), value(*a.threat)});
    return {};
}

Status review_answered(Rows& rows, const EventRecord& r, const AgencyRef& by) {
    auto review = TRY(rows.get<ReviewRow>({value(r.stream.id), value(by)}));
    if (!review || review->state->value != "asked") return {};
    review->state = Name{"answered"};
    rows.put(*review);
    return count(rows, r, "reviews.answered", 1);
}

}  // namespace soria::domain
