#include "domain/core/evolve.hpp"

#include <array>

#include "domain/children/events.hpp"
#include "domain/core/work_event.hpp"
#include "domain/law/events.hpp"
#include "domain/matching/events.hpp"
#include "domain/plan/all_events.hpp"
#include "domain/plan/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {
namespace {

// Reports
void on(Report& r, const ReportReceived& e, const Meta&) {
    r.code = e.code->value;
    r.agency = e.agency->value;
    r.region = e.region->value;
    r.form = e.form->value;
    r.period = e.period->value;
    r.by_reception_centre = *e.by_reception_centre;
    r.people = *e.people;
}
void on(Report& r, const ReportScreened&, const Meta&) { ++r.screenings; }
void on(Report& r, const PersonAdded& e, const Meta&) { r.people.push_back(*e.person); }
void on(Report& r, const ReportAccepted& e, const Meta&) { r.accepted_for.insert(e.case_->value); }

// Persons
void on(Person& p, const PersonRegistered& e, const Meta& m) {
    p.registered = m.happened.date;
    p.registered_by = m.agency;
    p.code = e.code->value;
    p.gender = e.gender->value;
    p.age_band = e.age_band->value;
    p.citizenship_group = e.citizenship_group->value;
    p.maybe_child = *e.maybe_child;
    p.full_name = e.full_name->value;
    p.born = *e.born;
    p.report = *e.report;
}
void on(Person& p, const IdentityStated& e, const Meta&) {
    p.other_names.clear();
    for (const auto& n : *e.other_names) p.other_names.push_back(n.value);
    p.documents.clear();
    for (const auto& d : *e.documents) p.documents.push_back({d.kind.value, d.number.value, d.country.value});
}
void on(Person& p, const FindingRecorded& e, const Meta& m) {
    p.findings.push_back({e.finding->value, e.agency->value, e.rule->value, m.happened});
    p.reviews_asked.erase(e.agency->value);
}
void on(Person& p, const ConsentGiven& e, const Meta& m) {
    std::erase_if(p.consents, [&](const Consent& c) { return c.to == e.to->value && c.purpose == e.purpose->value; });
    Consent c{e.to->value, e.purpose->value, {}, *e.until, m.happened, m.agency, m.recorded, !p.child(adult_at_years, m.happened.date)};
    for (const auto& cls : *e.classes) c.classes.push_back(cls.value);
    p.consents.push_back(std::move(c));
}
void no_consent(Person& p, const AgencyRef& to, const std::string& purpose, const Meta& m) {
    std::erase_if(p.consents, [&](const Consent& c) { return c.to == to.value && c.purpose == purpose; });
    p.past_consents[{to.value, purpose}] = {m.agency, m.recorded};
}
void on(Person& p, const ConsentWithdrawn& e, const Meta& m) { no_consent(p, *e.to, e.purpose->value, m); }
void on(Person& p, const ConsentEnded& e, const Meta& m) { no_consent(p, *e.to, e.purpose->value, m); }
void on(Person& p, const ReflectionPeriodGranted& e, const Meta&) {
    p.reflection = Residence{*e.from, *e.until, e.rule->value, "reflection-period", false};
    p.reflection_used = true;
}
void on(Person& p, const ResidencePermitGranted& e, const Meta&) {
    p.permit = Residence{*e.from, *e.until, e.rule->value, e.permit->value, false};
}
void on(Person& p, const ResidenceWithdrawn&, const Meta&) {
    if (p.reflection) p.reflection->withdrawn = true;
    if (p.permit) p.permit->withdrawn = true;
}
void on(Person& p, const ResidenceStartCorrected& e, const Meta&) {
    auto& r = e.residence->value == "reflection-period" ? p.reflection : p.permit;
    if (r) r->from = *e.from, r->until = *e.until, r->rule = e.rule->value;
}
void on(Person& p, const RelationRecorded& e, const Meta&) { p.relations[e.to->value] = e.relation->value; }
void on(Person& p, const ReviewAsked& e, const Meta&) { p.reviews_asked.insert(e.of->value); }
void on(Person& p, const ComplaintMade&, const Meta& m) { p.complaint = true, p.complaint_on = m.happened.date; }
void on(Person& p, const LegalAidGranted& e, const Meta&) { p.legal_aid_minutes += *e.minutes; }
void on(Person& p, const LegalAidUsed& e, const Meta&) { p.legal_aid_used_minutes += *e.minutes; }
void on(Person& p, const BrokeAway&, const Meta&) { p.broke_away = true; }
void on(Person& p, const InvestigationInitiated&, const Meta&) { p.investigation = true; }
void on(Person& p, const CaseLinked& e, const Meta&) {
    if (*e.case_) p.cases.push_back(*e.case_);     // not when the key that opens it was destroyed
    p.reflection_used = false;
}
void on(Person& p, const ApplicationLodged& e, const Meta&) { p.pending.insert(e.application->value); }
void on(Person& p, const ApplicationDecided& e, const Meta&) { p.pending.erase(e.application->value); }
void on(Person& p, const AgeDoubted&, const Meta&) { p.age_in_doubt = true; }
void on(Person& p, const AgeDecided& e, const Meta&) {
    p.age_in_doubt = false;
    p.decided_under_18 = *e.under_18;
}
void on(Person& p, const RepresentativeAppointed& e, const Meta&) { p.representative = e.agency->value; }
void on(Person& p, const ConcernReported& e, const Meta&) {
    p.concern_reported = true;
    p.concern_to.insert(e.to->value);
}
void on(Person& p, const BestInterestsDetermined& e, const Meta&) { p.best_interests_support_return = *e.supports_return; }
void on(Person& p, const RightsTold&, const Meta&) { p.rights_told = true; }
void on(Person& p, const ErasureRequested& e, const Meta&) { p.erasure_asked_by = e.officer->value; }
void on(Person& p, const SubjectErased&, const Meta&) { p.erased = true; }

// Cases
void on(Case& c, const CaseOpened& e, const Meta& m) {
    c.opened = m.recorded;
    c.code = e.code->value;
    c.lead = e.lead->value;
    c.audience = e.audience->value;
    c.region = e.region->value;
    c.form = e.form->value;
    c.person = *e.person;
    c.report = *e.report;
    c.team.insert(c.lead);
}
void on(Case& c, const TeamJoined& e, const Meta&) { c.team.insert(e.agency->value); }
void on(Case& c, const TeamLeft& e, const Meta&) { c.team.erase(e.agency->value); }
void on(Case& c, const ReferralOffered& e, const Meta& m) {
    Referral r{e.from->value, e.to->value, e.service->value, {}, Referral::State::offered, m.agency, m.recorded};
    for (const auto& p : *e.parts) r.parts.push_back(p.value);
    c.referrals[*e.referral] = std::move(r);
}
void answered(Case& c, int32_t number, Referral::State state, const Meta& m) {
    auto& r = c.referrals[number];
    r.state = state, r.by = m.agency, r.on = m.recorded;
}
void on(Case& c, const ReferralAccepted& e, const Meta& m) { answered(c, *e.referral, Referral::State::accepted, m); }
void on(Case& c, const ReferralDeclined& e, const Meta& m) { answered(c, *e.referral, Referral::State::declined, m); }
void on(Case& c, const ReferralCompleted& e, const Meta& m) { answered(c, *e.referral, Referral::State::completed, m); }
void on(Case& c, const ReferralWithdrawn& e, const Meta& m) { answered(c, *e.referral, Referral::State::withdrawn, m); }
void on(Case& c, const LeadHandedOver& e, const Meta&) { c.lead = e.to->value; }
void on(Case& c, const ThreatRecorded& e, const Meta&) { c.threats[*e.threat] = {*e.feared_person, false}; }
void on(Case& c, const ThreatEnded& e, const Meta&) { c.threats[*e.threat].over = true; }
void on(Case& c, const NeedRecorded& e, const Meta&) { c.needs.insert(e.service->value); }
void on(Case& c, const OrderAccepted& e, const Meta&) { c.orders[*e.order].accepted = true; }
void on(Case& c, const OrderDeclined& e, const Meta&) { c.orders[*e.order].declined = true; }
void on(Case& c, const CounselAppointed& e, const Meta&) { c.counsel.insert(e.counsel->value); }
void on(Case& c, const StepPlanned& e, const Meta&) { c.steps[*e.step] = {e.kind->value, false, false}; }
void on(Case& c, const StepReached& e, const Meta&) { c.steps[*e.step].reached = true; }
void on(Case& c, const StepDropped& e, const Meta&) { c.steps[*e.step].dropped = true; }
void on(Case& c, const LetterIssued& e, const Meta&) { c.letters[e.letter->value] = {e.entitlement->value, *e.until, false}; }
void on(Case& c, const LetterRevoked& e, const Meta&) { c.letters[e.letter->value].revoked = true; }
void on(Case& c, const ReturnChannelChosen&, const Meta&) {
    if (c.going_home) c.going_home->channel_chosen = true;
}
void on(Case& c, const ServiceOrdered& e, const Meta&) { c.orders[*e.order] = {e.provider->value, e.service->value, false, false, false}; }
void on(Case& c, const ServiceDelivered& e, const Meta&) {
    auto& order = c.orders[*e.order];
    order.delivered = true;
    c.needs.erase(order.service);
}
void on(Case& c, const BedAssigned& e, const Meta& m) { c.bed = {*e.house, *e.bed}, c.bed_by = m.agency, c.bed_on = m.recorded; }
void on(Case& c, const BedLeft&, const Meta&) { c.bed.reset(); }
void on(Case& c, const ReturnPlanned& e, const Meta&) {
    bool carer_named = c.going_home && c.going_home->carer_named, chosen = c.going_home && c.going_home->channel_chosen;
    c.going_home = Return{e.kind->value, *e.anonymous, carer_named, false, chosen, std::nullopt};
}
void on(Case& c, const ReturnRiskAssessed& e, const Meta&) {
    if (c.going_home) c.going_home->risk_acceptable = *e.acceptable;
}
void on(Case& c, const CarerNamed&, const Meta&) {
    if (c.going_home) c.going_home->carer_named = true;
}
void on(Case& c, const Departed&, const Meta&) {
    if (c.going_home) c.going_home->departed = true;
}
void on(Case& c, const CaseClosed&, const Meta& m) {
    c.closed = true;
    c.closed_on = m.happened.date;
}

// Houses
void on(House& h, const HouseOpened& e, const Meta&) {
    h.code = e.code->value;
    h.audience = e.audience->value;
    h.region = e.region->value;
    h.run_by = e.run_by->value;
    h.beds = *e.beds;
}
void on(House& h, const HouseMarked& e, const Meta&) { h.warnings.insert(e.warning->value); }
void on(House& h, const BedHeld& e, const Meta& m) { h.last = h.taken[*e.bed] = {*e.case_, false, e.agency->value, m.recorded}; }
void on(House& h, const BedUsed& e, const Meta&) { h.taken[*e.bed].used = true; }
void on(House& h, const BedReleased& e, const Meta&) { h.taken.erase(*e.bed); }

// Derived lists
std::vector<std::string> ids_of(const std::vector<IndicatorRef>& list) {
    std::vector<std::string> ids;
    for (const auto& i : list) ids.push_back(i.value);
    return ids;
}
void on(DerivedList& l, const ListDerived& e, const Meta&) {
    l.code = e.code->value;
    l.agency = e.agency->value;
    l.from = e.from->value;
    l.title = e.title->value;
    l.edition = 1;
    l.indicators = ids_of(*e.indicators);
}
void on(DerivedList& l, const ListRevised& e, const Meta&) { l.edition = *e.edition, l.indicators = ids_of(*e.indicators); }
// Whether two persons are one
void on(Match& k, const MatchProposed& e, const Meta&) {
    k.code = e.code->value;
    k.asked_by = e.asked_by->value;
    k.reviewer = e.reviewer->value;
    k.first = *e.first;
    k.second = *e.second;
}
void on(Match& k, const MatchAnswered& e, const Meta&) { k.answer = e.answer->value; }
void on(Match& k, const PeerMatchProposed& e, const Meta&) {
    k.code = e.code->value;
    k.reviewer = e.reviewer->value;
    k.peer = e.peer->value;
    k.second = *e.person;
}
void on(Match& k, const PersonsMerged&, const Meta&) { k.merged = true; }
void on(Match& k, const MergeUndone&, const Meta&) { k.merged = false; }

// Blind questions to another Soria and from it
void settle(Peer& p, std::string_view code, bool received, std::string_view why = {}) {
    bool never_left = why == "no-address" || why == "not-reached" || why == "too-little" || why == "erased";
    for (auto& q : p.questions)
        if (q.code == code && q.received == received) q.settled = true, q.failed = never_left;
}
void on(Peer& p, const QuestionAsked& e, const Meta& m) { p.questions.push_back({e.question->value, e.agency->value, false, false, false, m.recorded}); }
void on(Peer& p, const QuestionCarried& e, const Meta&) { settle(p, e.question->value, false); }
void on(Peer& p, const QuestionFailed& e, const Meta&) { settle(p, e.question->value, false, e.why->value); }
void on(Peer& p, const QuestionReceived& e, const Meta& m) { p.questions.push_back({e.question->value, e.agency->value, true, false, false, m.recorded}); }
void on(Peer& p, const QuestionAnswered& e, const Meta&) { settle(p, e.question->value, true); }

// Promises, on a person or a case
void on(Promises& p, const ClockStarted& e, const Meta&) {
    p.clocks[e.clock->value] = {*e.from, *e.ends, e.rule->value, e.agency->value, {}, false, {}, {}};
}
void on(Promises& p, const ClockWarned& e, const Meta&) { p.clocks[e.clock->value].warned.insert(*e.day); }
void over(RunningClock& c, std::string how, Date day) { c.over = true, c.how = std::move(how), c.over_on = day; }
void on(Promises& p, const ClockExpired& e, const Meta&) { over(p.clocks[e.clock->value], "expired", *e.day); }
void on(Promises& p, const ClockEnded& e, const Meta&) { over(p.clocks[e.clock->value], e.by->value, *e.day); }
void on(Promises& p, const ClockMoved& e, const Meta& m) {
    auto& c = p.clocks[e.clock->value];
    c.moved.push_back({*e.from_before, *e.ends_before, e.rule_before->value, m.recorded});
    c.from = *e.from, c.ends = *e.ends, c.rule = e.rule->value;
    c.warned.clear();                 // other days warn now
    if (*e.runs_again) c.over = false, c.how.clear(), c.over_on.reset();
}
void on(Promises& p, const DutyMoved& e, const Meta& m) {
    auto& d = p.duties[e.duty->value];
    d.moved.push_back({*e.from_before, *e.due_before, d.rule, m.recorded});
    d.from = *e.from, d.due = *e.due, d.rule = e.rule->value;
    d.overdue = false;
}
void on(Promises& p, const DutyArose& e, const Meta& m) {
    p.duties[e.duty->value] = {*e.from, *e.due, e.rule->value, e.holder->value, {}, false, {}, m.agency, false};
}
void on(Promises& p, const DutyDone& e, const Meta&) { p.duties[e.duty->value].done = *e.day; }
void on(Promises& p, const DutyEnded& e, const Meta&) {
    auto& d = p.duties[e.duty->value];
    d.done = *e.day, d.ended = true;
}
void on(Promises& p, const DutyLaidOn& e, const Meta&) {
    auto& d = p.duties[e.duty->value];
    d.holder = e.holder->value, d.agency = e.agency->value;
}
void on(Promises& p, const ClockLaidOn& e, const Meta&) { p.clocks[e.clock->value].agency = e.agency->value; }
void on(Promises& p, const DutyOverdue& e, const Meta&) { p.duties[e.duty->value].overdue = true; }

// The one state that a stream's events change; null for the others.
struct Place {
    Report* report = nullptr;
    Person* person = nullptr;
    Case* case_ = nullptr;
    House* house = nullptr;
    DerivedList* list = nullptr;
    Match* match = nullptr;
    Peer* peer = nullptr;
    Promises* promises = nullptr;
};
template <class M> auto* state_in(M& map, const Id& id) {
    auto& s = map[id];
    s.id.value = id;
    return &s;
}
Place place_of(World& w, const Stream& s) {
    Place at;
    switch (s.kind) {
        case StreamKind::report: at.report = state_in(w.reports, s.id); break;
        case StreamKind::person: at.person = state_in(w.persons, s.id), at.promises = &at.person->promises; break;
        case StreamKind::case_: at.case_ = state_in(w.cases, s.id), at.promises = &at.case_->promises; break;
        case StreamKind::house: at.house = state_in(w.houses, s.id); break;
        case StreamKind::list: at.list = state_in(w.lists, s.id); break;
        case StreamKind::match: at.match = state_in(w.matches, s.id); break;
        case StreamKind::peer: at.peer = &w.peers[s.id], at.peer->id = s.id; break;
        default: break;
    }
    return at;
}

// Which state an event type changes follows from the overload that takes it.
template <class S, class E> void change(S* s, const E& e, const Meta& m) {
    if constexpr (requires { on(*s, e, m); })
        if (s) on(*s, e, m);
}
template <class E> void apply(World& w, const Stream& s, const void* event, const Meta& m) {
    const E& e = *static_cast<const E*>(event);
    if constexpr (is_work<E>) {
        auto& work = w.works[s.id];
        work.stream = s;
        change_work(work, e);
    } else {
        auto at = place_of(w, s);
        change(at.report, e, m), change(at.person, e, m), change(at.case_, e, m), change(at.house, e, m);
        change(at.list, e, m), change(at.match, e, m), change(at.peer, e, m), change(at.promises, e, m);
    }
}
template <class E> Status join_and_apply(World& w, const EventRecord& r, const Meta& m, Opener& opener) {
    constexpr bool opens = requires { E::opens; };
    E e;
    TRY(join(e, r, opens ? &opener : nullptr));
    apply<E>(w, r.stream, &e, m);
    return {};
}

struct Entry {
    const EventType* type = nullptr;
    Status (*kept)(World&, const EventRecord&, const Meta&, Opener&) = nullptr;
    void (*decided)(World&, const Stream&, const void*, const Meta&) = nullptr;
};

using All = boost::mp11::mp_append<WorkEvents, boost::mp11::mp_list<
    FolderCreated, PackActivated, DayBegan, ErasureRequested, SubjectErased, ReportReceived, ReportScreened, ReportAccepted,
    PersonRegistered, IdentityStated, FindingRecorded, ConsentGiven, ConsentWithdrawn, ConsentEnded, ReflectionPeriodGranted, ResidencePermitGranted,
    ResidenceWithdrawn, ComplaintMade, LegalAidGranted, LegalAidUsed, BrokeAway, InvestigationInitiated, CaseLinked,
    CaseOpened, TeamJoined, TeamLeft, ReferralOffered, ReferralAccepted, ReferralDeclined, ServiceOrdered, ServiceDelivered,
    BedAssigned, BedLeft, ReturnPlanned, ReturnRiskAssessed, Departed, CaseClosed, HouseOpened, BedHeld, BedUsed,
    BedReleased, ApplicationLodged, ApplicationDecided, ClockStarted, ClockWarned, ClockExpired, ClockEnded, ClockLaidOn, DutyArose, DutyDone, DutyLaidOn, DutyEnded, DutyOverdue, AgeDoubted,
    AgeDecided, RepresentativeAppointed, ConcernReported, BestInterestsDetermined, RightsTold, CarerNamed,
    ReferralCompleted, ReferralWithdrawn, LeadHandedOver, ThreatRecorded, ThreatEnded, SafetyPlanAgreed, HouseMarked, NeedRecorded,
    OrderAccepted, OrderDeclined, CounselAppointed, StepPlanned, StepReached, StepDropped, LetterIssued, LetterRevoked,
    RedressRecorded, ReturnChannelChosen, ReturnFollowedUp, PersonAdded, RelationRecorded, PregnancyRecorded, ReviewAsked, ContactLogged, TurnedAway,
    ResidenceStartCorrected, ClockMoved, DutyMoved, ListDerived, ListRevised, DerivedListUsed, WorkReturned,
    MatchProposed, MatchAnswered, PersonsMerged, MergeUndone, PeerMatchProposed, QuestionAsked, QuestionCarried, QuestionFailed,
    QuestionReceived, QuestionAnswered>>;

constexpr size_t numbers_max = 256;
const std::array<Entry, numbers_max>& entries() {
    static const auto table = [] {
        std::array<Entry, numbers_max> t;
        boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, All>>([&]<class I>(I) {
            using E = typename I::type;
            t[E::type] = {&type_of<E>(), &join_and_apply<E>, &apply<E>};
        });
        return t;
    }();
    return table;
}

void count_version(World& w, const EventRecord& r, const Meta& m) {
    auto count = [&](auto& state) { state.version = r.version, state.last = {r.number, m.recorded, m.agency}; };
    switch (r.stream.kind) {
        case StreamKind::report: count(w.reports[r.stream.id]); break;
        case StreamKind::person: count(w.persons[r.stream.id]); break;
        case StreamKind::case_: count(w.cases[r.stream.id]); break;
        case StreamKind::house: w.houses[r.stream.id].version = r.version; break;
        case StreamKind::list: w.lists[r.stream.id].version = r.version; break;
        case StreamKind::match: w.matches[r.stream.id].version = r.version; break;
        case StreamKind::peer: w.peers[r.stream.id].version = r.version; break;
        default:
            if (auto at = w.works.find(r.stream.id); at != w.works.end()) at->second.version = r.version;
    }
}

}  // namespace

Status evolve(World& w, const EventRecord& r, const Meta& m, Opener& opener) {
    TRY(check_known(r));
    TRY(entries()[r.type].kept(w, r, m, opener));
    count_version(w, r, m);
    return {};
}

void evolve(World& w, const Emitted& e, const Meta& m) { entries()[e.type->number].decided(w, e.stream, e.event.get(), m); }

Status check_known(const EventRecord& r) {
    const auto* type = event_type(r.type);
    if (type && r.type_version >= 1 && r.type_version <= type->version) return {};
    std::string what = "event " + std::to_string(r.number) + " has the unknown type " + std::to_string(r.type);
    if (type)
        what = "event " + std::to_string(r.number) + " has version " + std::to_string(r.type_version) + " of type " + std::to_string(r.type) +
               "; the versions known here end with " + std::to_string(type->version);
    return fail(Fault::damaged, what + "; a newer Soria wrote it");
}

const EventType* event_type(uint16_t number) { return number < numbers_max ? entries()[number].type : nullptr; }

const std::vector<const EventType*>& event_types() {
    static const auto list = [] {
        std::vector<const EventType*> l;
        for (const auto& e : entries())
            if (e.type) l.push_back(e.type);
        return l;
    }();
    return list;
}

Result<std::optional<Happened>> happened_of(const EventRecord& r, Opener& opener) {
    if (r.sealed.empty() || r.sealed[0].number != 0) return std::optional<Happened>{};
    auto bytes = TRY(opener.open(r, r.sealed[0]));
    if (!bytes) return std::optional<Happened>{};
    auto h = TRY(codec::value_of<Happened>(*bytes));
    return std::optional<Happened>(h);
}

}  // namespace soria::domain
