#include <set>

#include "domain/children/events.hpp"
#include "domain/core/evolve.hpp"
#include "domain/core/folding.hpp"
#include "domain/core/tally.hpp"
#include "domain/law/events.hpp"
#include "domain/matching/views.hpp"
#include "domain/plan/events.hpp"
#include "domain/plan/views.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::domain {
namespace {

std::string joined(const std::vector<ClassRef>& list) {
    std::string s;
    for (const auto& c : list) s += (s.empty() ? "" : " ") + c.value;
    return s;
}
// The folder
Status on(F<FolderCreated> e, Rows& rows) {
    rows.put(FolderRow{Name{"kind"}, e(&FolderCreated::kind), int64_t(0)});
    rows.put(FolderRow{Name{"origin"}, e(&FolderCreated::origin), int64_t(0)});
    return {};
}
Status on(F<PackActivated> e, Rows& rows) {
    rows.put(FolderRow{Name{"pack"}, e(&PackActivated::sha256), int64_t(e.record.number)});
    return {};
}
Status on(F<DayBegan> e, Rows& rows) {
    rows.put(FolderRow{Name{"day"}, Name{e(&DayBegan::day).text()}, int64_t(e(&DayBegan::day).days())});
    return {};
}
Status on(F<SubjectErased> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [](PersonRow& p) { p.erased = true; });
}

// Reports
Status on(F<ReportReceived> e, Rows& rows) {
    const auto& r = e.record;
    ReportRow row;
    row.id = ReportId{r.stream.id};
    row.code = e(&ReportReceived::code);
    row.agency = e(&ReportReceived::agency);
    row.accepted = 0;
    row.channel = e(&ReportReceived::channel);
    row.region = e(&ReportReceived::region);
    row.form = e(&ReportReceived::form);
    row.period = e(&ReportReceived::period);
    row.screenings = 0;
    row.people = e(&ReportReceived::people);
    row.seen = e(&ReportReceived::seen);
    row.place = e(&ReportReceived::place);
    rows.put(row);
    TRY(code(rows, r, row.code.value));
    TRY(count(rows, r, "reports", 1));
    TRY(count(rows, r, "reports.form." + row.form->value, 1));
    TRY(count(rows, r, "reports.channel." + row.channel->value, 1));
    TRY(count(rows, r, "reports.region." + row.region->value, 1));
    TRY(count(rows, r, "reports.year." + row.period->value.substr(0, 4), 1));
    return {};
}
Status on(F<ReportScreened> e, Rows& rows) {
    TRY(count(rows, e.record, "screenings." + std::string(e(&ReportScreened::derived) ? "derived" : "by-people"), 1));
    TRY(count(rows, e.record, "screenings.list." + e(&ReportScreened::list).value, 1));
    const auto& r = e.record;
    Date day = TRY(recorded_day(rows, r));
    rows.put(ScreeningRow{ReportId{r.stream.id}, int64_t(r.number), e(&ReportScreened::agency), e(&ReportScreened::list), e(&ReportScreened::seen), e(&ReportScreened::listed),
                          e(&ReportScreened::derived), day, e(&ReportScreened::indicators), e(&ReportScreened::note)});
    return own<ReportRow>(rows, r, [](ReportRow& row) { ++row.screenings.value; });
}
Status on(F<ReportAccepted> e, Rows& rows) {
    return own<ReportRow>(rows, e.record, [](ReportRow& r) { ++r.accepted.value; });
}

// Persons
std::string stage(const PersonRow& p) { return *p.identified ? "identified" : *p.presumed ? "presumed" : "reported"; }
template <class Fn> Status person(Rows& rows, const EventRecord& r, Fn fn) {
    PersonRow p = TRY(must<PersonRow>(rows, r, {value(r.stream.id)}));
    std::string stage_before = stage(p), residence_before = p.residence->value;
    fn(p);
    rows.put(p);
    TRY(move(rows, r, "persons.stage.", stage_before, stage(p)));
    return move(rows, r, "persons.residence.", residence_before, p.residence->value);
}
Status on(F<PersonRegistered> e, Rows& rows) {
    const auto& r = e.record;
    PersonRow p;
    p.id = PersonId{r.stream.id};
    p.code = e(&PersonRegistered::code);
    p.gender = e(&PersonRegistered::gender);
    p.age_band = e(&PersonRegistered::age_band);
    p.citizenship_group = e(&PersonRegistered::citizenship_group);
    p.residence = Name{"none"};
    p.full_name = e(&PersonRegistered::full_name);
    p.born = e(&PersonRegistered::born);
    p.citizenship = e(&PersonRegistered::citizenship);
    p.language = e(&PersonRegistered::language);
    p.contact = e(&PersonRegistered::contact);
    rows.put(p);
    TRY(code(rows, r, p.code.value));
    TRY(count(rows, r, "persons", 1));
    TRY(count(rows, r, "persons.gender." + p.gender->value, 1));
    TRY(count(rows, r, "persons.age." + p.age_band->value, 1));
    TRY(count(rows, r, "persons.citizenship." + p.citizenship_group->value, 1));
    if (auto means = e(&PersonRegistered::means_of_control); !means.empty()) TRY(count(rows, r, "persons.means." + means.value, 1));
    TRY(move(rows, r, "persons.stage.", "", "reported"));
    return move(rows, r, "persons.residence.", "", "none");
}
Status on(F<IdentityStated> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [&](PersonRow& p) {
        p.other_names = e(&IdentityStated::other_names);
        p.documents = e(&IdentityStated::documents);
    });
}
Status on(F<FindingRecorded> e, Rows& rows) {
    const auto& r = e.record;
    auto finding = e(&FindingRecorded::finding);
    rows.put(FindingRow{PersonId{r.stream.id}, int64_t(r.number), finding, e(&FindingRecorded::agency),
                        e(&FindingRecorded::rule), e(&FindingRecorded::grounds)});
    TRY(review_answered(rows, r, e(&FindingRecorded::agency)));
    return person(rows, r, [&](PersonRow& p) {
        p.presumed = *p.presumed || finding.value != "not-found";
        p.identified = *p.identified || finding.value == "identified";
    });
}
Status on(F<ConsentGiven> e, Rows& rows) {
    rows.put(ConsentRow{PersonId{e.record.stream.id}, e(&ConsentGiven::to), e(&ConsentGiven::purpose),
                        Name{joined(e(&ConsentGiven::classes))}, e(&ConsentGiven::until), e(&ConsentGiven::language),
                        e(&ConsentGiven::words)});
    return count(rows, e.record, "consents", 1);
}
Status no_consent(Rows& rows, const EventRecord& r, const AgencyRef& to, const Code<"purpose">& purpose) {
    rows.remove<ConsentRow>({value(r.stream.id), value(to), value(purpose)});
    return count(rows, r, "consents", -1);
}
Status on(F<ConsentWithdrawn> e, Rows& rows) { return no_consent(rows, e.record, e(&ConsentWithdrawn::to), e(&ConsentWithdrawn::purpose)); }
Status on(F<ConsentEnded> e, Rows& rows) { return no_consent(rows, e.record, e(&ConsentEnded::to), e(&ConsentEnded::purpose)); }
Status residence(Rows& rows, const EventRecord& r, std::string what, Date from, Date until, RuleRef rule) {
    return person(rows, r, [&](PersonRow& p) {
        p.residence = Name{std::move(what)};
        p.residence_from = std::optional<Date>(from);
        p.residence_until = std::optional<Date>(until);
        p.residence_rule = std::move(rule);
    });
}
Status no_residence(Rows& rows, const EventRecord& r) {
    return person(rows, r, [](PersonRow& p) { p.residence = Name{"none"}; });
}
Status on(F<ReflectionPeriodGranted> e, Rows& rows) {
    TRY(count(rows, e.record, "reflection-periods.granted", 1));
    return residence(rows, e.record, "reflection-period", e(&ReflectionPeriodGranted::from), e(&ReflectionPeriodGranted::until),
                     e(&ReflectionPeriodGranted::rule));
}
Status on(F<ResidencePermitGranted> e, Rows& rows) {
    TRY(count(rows, e.record, "permits.granted", 1));
    return residence(rows, e.record, e(&ResidencePermitGranted::permit).value, e(&ResidencePermitGranted::from),
                     e(&ResidencePermitGranted::until), e(&ResidencePermitGranted::rule));
}
Status on(F<ResidenceWithdrawn> e, Rows& rows) { return no_residence(rows, e.record); }
Status on(F<ResidenceStartCorrected> e, Rows& rows) {
    PersonRow p = TRY(must<PersonRow>(rows, e.record, {value(e.record.stream.id)}));
    if (p.residence->value != e(&ResidenceStartCorrected::residence).value) return {};
    return residence(rows, e.record, p.residence->value, e(&ResidenceStartCorrected::from), e(&ResidenceStartCorrected::until),
                     e(&ResidenceStartCorrected::rule));
}
Status on(F<ComplaintMade> e, Rows& rows) {
    TRY(count(rows, e.record, "complaints", 1));
    return own<PersonRow>(rows, e.record, [](PersonRow& p) { p.complaint = true; });
}
Status on(F<LegalAidGranted> e, Rows& rows) {
    TRY(count(rows, e.record, "legal-aid.granted-minutes", e(&LegalAidGranted::minutes)));
    return own<PersonRow>(rows, e.record, [&](PersonRow& p) { p.legal_aid_granted_minutes.value += e(&LegalAidGranted::minutes); });
}
Status on(F<LegalAidUsed> e, Rows& rows) {
    TRY(count(rows, e.record, "legal-aid.used-minutes", e(&LegalAidUsed::minutes)));
    return own<PersonRow>(rows, e.record, [&](PersonRow& p) { p.legal_aid_used_minutes.value += e(&LegalAidUsed::minutes); });
}
Status on(F<BrokeAway> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [](PersonRow& p) { p.broke_away = true; });
}
Status on(F<InvestigationInitiated> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [](PersonRow& p) { p.investigation = true; });
}
Status on(F<AgeDoubted> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [](PersonRow& p) { p.age_in_doubt = true; });
}
Status on(F<AgeDecided> e, Rows& rows) {
    // The band follows the decision; one that agrees with it says more, and stays.
    static const std::set<std::string, std::less<>> under_18{"0-8", "9-17", "under-18"};
    PersonRow p = TRY(must<PersonRow>(rows, e.record, {value(e.record.stream.id)}));
    std::string before = p.age_band->value;
    bool child = e(&AgeDecided::under_18);
    if (child != (under_18.count(before) > 0)) p.age_band = Code<"age-band">{child ? "under-18" : "adult"};
    p.age_in_doubt = false;
    rows.put(p);
    return move(rows, e.record, "persons.age.", before, p.age_band->value);
}
Status on(F<RepresentativeAppointed> e, Rows& rows) {
    return own<PersonRow>(rows, e.record, [&](PersonRow& p) {
        p.representative = std::optional<AgencyRef>(e(&RepresentativeAppointed::agency));
        p.representative_name = e(&RepresentativeAppointed::representative);
    });
}
Status on(F<ConcernReported> e, Rows& rows) {
    auto known = TRY(rows.get<ConcernRow>({value(e.record.stream.id)}));
    if (!known || known->state->value == "waiting") rows.put(ConcernRow{PersonId{e.record.stream.id}, e(&ConcernReported::to), Name{"waiting"}});
    return count(rows, e.record, "children.concerns", 1);
}
Status on(F<CaseLinked> e, Rows& rows) {
    auto concern = TRY(rows.get<ConcernRow>({value(e.record.stream.id)}));
    if (!concern) return {};
    concern->state = Name{"accepted"};
    rows.put(*concern);
    return {};
}
Status on(F<RightsTold> e, Rows& rows) { return count(rows, e.record, "children.rights-told", 1); }

// Cases
template <class Fn> Status kase(Rows& rows, const EventRecord& r, Fn fn) {
    CaseRow c = TRY(must<CaseRow>(rows, r, {value(r.stream.id)}));
    std::string before = c.phase->value;
    fn(c);
    rows.put(c);
    return move(rows, r, "cases.phase.", before, c.phase->value);
}
Status on(F<CaseOpened> e, Rows& rows) {
    const auto& r = e.record;
    CaseRow c;
    c.id = CaseId{r.stream.id};
    c.code = e(&CaseOpened::code);
    c.lead = e(&CaseOpened::lead);
    c.phase = Name{"open"};
    c.audience = e(&CaseOpened::audience);
    c.region = e(&CaseOpened::region);
    c.form = e(&CaseOpened::form);
    c.period = e(&CaseOpened::period);
    c.person = e(&CaseOpened::person);
    c.report = e(&CaseOpened::report);
    rows.put(c);
    rows.put(TeamRow{c.lead.value, c.id.value, true});
    TRY(code(rows, r, c.code.value));
    TRY(count(rows, r, "cases", 1));
    TRY(count(rows, r, "cases.form." + c.form->value, 1));
    TRY(count(rows, r, "cases.audience." + c.audience->value, 1));
    return move(rows, r, "cases.phase.", "", "open");
}
Status on(F<TeamJoined> e, Rows& rows) {
    rows.put(TeamRow{e(&TeamJoined::agency), CaseId{e.record.stream.id}, false});
    return {};
}
Status on(F<TeamLeft> e, Rows& rows) {
    rows.remove<TeamRow>({value(e(&TeamLeft::agency)), value(e.record.stream.id)});
    return alerts_over(rows, CaseId{e.record.stream.id}, e(&TeamLeft::agency), std::nullopt);
}
Status on(F<ServiceOrdered> e, Rows& rows) {
    rows.put(OrderRow{CaseId{e.record.stream.id}, e(&ServiceOrdered::order), Name{"ordered"}, e(&ServiceOrdered::provider),
                      e(&ServiceOrdered::service), Name{}, e(&ServiceOrdered::need), {}});
    return count(rows, e.record, "services.ordered", 1);
}
Status on(F<ServiceDelivered> e, Rows& rows) {
    TRY(count(rows, e.record, "services.delivered", 1));
    ServiceRef service;
    TRY(change<OrderRow>(rows, e.record, {value(e.record.stream.id), value(e(&ServiceDelivered::order))}, [&](OrderRow& o) {
        o.state = Name{"delivered"};
        o.note = e(&ServiceDelivered::note);
        service = *o.service;
    }));
    return need_met(rows, e.record, service);
}
Status on(F<BedAssigned> e, Rows& rows) {
    return kase(rows, e.record, [&](CaseRow& c) { c.house = e(&BedAssigned::house), c.bed = e(&BedAssigned::bed); });
}
Status on(F<BedLeft> e, Rows& rows) {
    return kase(rows, e.record, [](CaseRow& c) { c.house = {}, c.bed = {}; });
}
Status on(F<ReturnPlanned> e, Rows& rows) {
    return kase(rows, e.record, [&](CaseRow& c) {
        c.phase = Name{"returning"};
        c.going_home = Name{e(&ReturnPlanned::kind).value};
        c.country = e(&ReturnPlanned::country);
        c.risk_acceptable = std::optional<bool>{};
    });
}
Status on(F<ReturnRiskAssessed> e, Rows& rows) {
    return kase(rows, e.record, [&](CaseRow& c) { c.risk_acceptable = std::optional<bool>(e(&ReturnRiskAssessed::acceptable)); });
}
Status on(F<CarerNamed> e, Rows& rows) {
    return kase(rows, e.record, [&](CaseRow& c) { c.carer_named = true, c.carer = e(&CarerNamed::carer); });
}
Status on(F<Departed> e, Rows& rows) {
    TRY(count(rows, e.record, "returns." + e(&Departed::kind).value, 1));
    return kase(rows, e.record, [](CaseRow& c) { c.phase = Name{"returned"}; });
}
Status on(F<CaseClosed> e, Rows& rows) {
    TRY(alerts_over(rows, CaseId{e.record.stream.id}, std::nullopt, std::nullopt));
    return kase(rows, e.record, [](CaseRow& c) { c.phase = Name{"closed"}; });
}

// Houses
Status house(Rows& rows, const EventRecord& r, int32_t held, int32_t used) {
    if (held) TRY(count(rows, r, "beds.held", held));
    if (used) TRY(count(rows, r, "beds.used", used));
    return own<HouseRow>(rows, r, [&](HouseRow& h) { h.held.value += held, h.used.value += used, h.free.value -= held + used; });
}
Status on(F<HouseOpened> e, Rows& rows) {
    HouseRow h;
    h.id = HouseId{e.record.stream.id};
    h.code = e(&HouseOpened::code);
    h.audience = e(&HouseOpened::audience);
    h.region = e(&HouseOpened::region);
    h.beds = h.free = e(&HouseOpened::beds);
    h.run_by = e(&HouseOpened::run_by);
    h.address = e(&HouseOpened::address);
    rows.put(h);
    TRY(code(rows, e.record, h.code.value));
    return count(rows, e.record, "beds.in-all", *h.beds);
}
Status on(F<BedHeld> e, Rows& rows) {
    rows.put(BedRow{HouseId{e.record.stream.id}, e(&BedHeld::bed), Name{"held"}, e(&BedHeld::agency), e(&BedHeld::case_), {}});
    return house(rows, e.record, 1, 0);
}
Status on(F<BedUsed> e, Rows& rows) {
    TRY(change<BedRow>(rows, e.record, {value(e.record.stream.id), value(e(&BedUsed::bed))}, [&](BedRow& b) {
        b.state = Name{"used"};
        b.first_night = e(&BedUsed::first_night);
    }));
    return house(rows, e.record, -1, 1);
}
Status on(F<BedReleased> e, Rows& rows) {
    BedRow b = TRY(must<BedRow>(rows, e.record, {value(e.record.stream.id), value(e(&BedReleased::bed))}));
    rows.remove<BedRow>({value(e.record.stream.id), value(e(&BedReleased::bed))});
    bool used = b.state->value == "used";
    return house(rows, e.record, used ? 0 : -1, used ? -1 : 0);
}

// Promises
std::vector<Value> promise_key(const EventRecord& r, const Name& what) {
    return {value(int32_t(r.stream.kind)), value(r.stream.id), value(what)};
}
Status count_ending(Rows& rows, const EventRecord& r, const ClockRow& c, int64_t delta) {
    Date day = TRY(recorded_day(rows, r));
    rows.add(ClockDayRow{c.clock, c.ends, day, delta});
    return {};
}
Status on(F<ClockStarted> e, Rows& rows) {
    ClockRow c{int32_t(e.record.stream.kind), e.record.stream.id, e(&ClockStarted::clock), Name{"running"}, e(&ClockStarted::from),
               e(&ClockStarted::ends), e(&ClockStarted::rule), e(&ClockStarted::agency), Name{}};
    rows.put(c);
    TRY(count_ending(rows, e.record, c, 1));
    return count(rows, e.record, "clocks.running", 1);
}
Status clock_over(Rows& rows, const EventRecord& r, const Name& clock, std::string state, Name by) {
    TRY(count(rows, r, "clocks.running", -1));
    TRY(count(rows, r, "clocks." + state, 1));
    ClockRow c = TRY(must<ClockRow>(rows, r, promise_key(r, clock)));
    c.state = Name{state};
    c.ended_by = by;
    rows.put(c);
    return count_ending(rows, r, c, -1);
}
Status on(F<ClockExpired> e, Rows& rows) {
    auto clock = e(&ClockExpired::clock);
    TRY(clock_over(rows, e.record, clock, "expired", Name{}));
    if (e.record.stream.kind != StreamKind::person) return {};
    PersonRow p = TRY(must<PersonRow>(rows, e.record, {value(e.record.stream.id)}));
    if (p.residence->value != clock.value) return {};
    return no_residence(rows, e.record);
}
Status on(F<ClockMoved> e, Rows& rows) {
    ClockRow c = TRY(must<ClockRow>(rows, e.record, promise_key(e.record, e(&ClockMoved::clock))));
    if (c.state->value == "running") TRY(count_ending(rows, e.record, c, -1));
    c.from = e(&ClockMoved::from);
    c.ends = e(&ClockMoved::ends);
    c.rule = e(&ClockMoved::rule);
    if (e(&ClockMoved::runs_again)) {
        c.state = Name{"running"};
        c.ended_by = Name{};
        TRY(count(rows, e.record, "clocks.running", 1));
        TRY(count(rows, e.record, "clocks.expired", -1));
        if (e.record.stream.kind == StreamKind::person) TRY(residence(rows, e.record, c.clock->value, *c.from, *c.ends, *c.rule));
    }
    if (c.state->value == "running") TRY(count_ending(rows, e.record, c, 1));
    rows.put(c);
    return {};
}
Status on(F<ClockEnded> e, Rows& rows) {
    return clock_over(rows, e.record, e(&ClockEnded::clock), "ended", e(&ClockEnded::by));
}
Status on(F<DutyArose> e, Rows& rows) {
    rows.put(DutyRow{int32_t(e.record.stream.kind), e.record.stream.id, e(&DutyArose::duty), Name{"due"}, e(&DutyArose::from),
                     e(&DutyArose::due), e(&DutyArose::rule), e(&DutyArose::holder), AgencyRef{e.record.agency}});
    return count(rows, e.record, "duties.due", 1);
}
Status duty(Rows& rows, const EventRecord& r, const Name& duty, std::string state) {
    DutyRow d = TRY(must<DutyRow>(rows, r, promise_key(r, duty)));
    std::string before = d.state->value;
    d.state = Name{state};
    rows.put(d);
    return move(rows, r, "duties.", before, state);
}
Status on(F<DutyMoved> e, Rows& rows) {
    TRY(change<DutyRow>(rows, e.record, promise_key(e.record, e(&DutyMoved::duty)), [&](DutyRow& d) {
        d.from = e(&DutyMoved::from);
        d.due = e(&DutyMoved::due);
        d.rule = e(&DutyMoved::rule);
    }));
    return duty(rows, e.record, e(&DutyMoved::duty), "due");
}
Status on(F<DutyLaidOn> e, Rows& rows) {
    return change<DutyRow>(rows, e.record, promise_key(e.record, e(&DutyLaidOn::duty)), [&](DutyRow& d) { d.holder = e(&DutyLaidOn::holder), d.agency = e(&DutyLaidOn::agency); });
}
Status on(F<ClockLaidOn> e, Rows& rows) {
    return change<ClockRow>(rows, e.record, promise_key(e.record, e(&ClockLaidOn::clock)), [&](ClockRow& c) { c.agency = e(&ClockLaidOn::agency); });
}
Status on(F<DutyEnded> e, Rows& rows) { return duty(rows, e.record, e(&DutyEnded::duty), "ended"); }
Status on(F<DutyDone> e, Rows& rows) { return duty(rows, e.record, e(&DutyDone::duty), "done"); }
Status on(F<DutyOverdue> e, Rows& rows) { return duty(rows, e.record, e(&DutyOverdue::duty), "overdue"); }

struct Here {
    template <class E> static auto fold(F<E> e, Rows& rows) -> decltype(on(e, rows)) { return on(e, rows); }
};
constexpr auto table = folders<
    Here, FolderCreated, PackActivated, DayBegan, SubjectErased, ReportReceived, ReportScreened, ReportAccepted, PersonRegistered,
    IdentityStated, FindingRecorded, ConsentGiven, ConsentWithdrawn, ReflectionPeriodGranted, ResidencePermitGranted, ResidenceWithdrawn,
    ComplaintMade, LegalAidGranted, LegalAidUsed, BrokeAway, InvestigationInitiated, CaseOpened, TeamJoined, TeamLeft,
    ServiceOrdered, ServiceDelivered, BedAssigned, BedLeft, ReturnPlanned,
    ReturnRiskAssessed, Departed, CaseClosed, HouseOpened, BedHeld, BedUsed, BedReleased, ClockStarted, ClockExpired, ClockEnded,
    DutyArose, DutyDone, DutyOverdue, AgeDoubted, AgeDecided, RepresentativeAppointed, ConcernReported, RightsTold, CarerNamed, CaseLinked,
    ResidenceStartCorrected, ClockMoved, DutyMoved, ConsentEnded, ClockLaidOn, DutyLaidOn, DutyEnded>();

}  // namespace

Result<std::vector<Change>> fold(const EventRecord& r, RowReader& reader, BlobOf blob_of, const DayOf& day_of) {
    TRY(check_known(r));
    Rows rows(reader, blob_of, day_of);
    auto f = table[r.type];
    for (const auto* folds : {&support_folds(), &matching_folds(), &work_folds()})
        if (!f) f = (*folds)[r.type];
    if (f) TRY(f(r, rows));
    TRY(note(rows, r));
    TRY(tally(rows, r));
    return std::move(rows.changes);
}

const std::vector<const Table*>& view_tables() {
    static const std::vector<const Table*> t{
        &table_of<CodeRow>(), &table_of<ReportRow>(), &table_of<PersonRow>(), &table_of<FindingRow>(), &table_of<ConsentRow>(),
        &table_of<CaseRow>(), &table_of<TeamRow>(), &table_of<ReferralRow>(), &table_of<OrderRow>(), &table_of<HouseRow>(),
        &table_of<BedRow>(), &table_of<ClockRow>(), &table_of<ClockDayRow>(), &table_of<DutyRow>(),
        &table_of<FigureRow>(), &table_of<TotalRow>(), &table_of<FolderRow>(), &table_of<ThreatRow>(), &table_of<SafetyPlanRow>(),
        &table_of<NeedRow>(), &table_of<StepRow>(), &table_of<LetterRow>(), &table_of<RedressRow>(), &table_of<FollowUpRow>(),
        &table_of<RelationRow>(), &table_of<CounselRow>(), &table_of<ReturnChannelRow>(), &table_of<ReviewRow>(), &table_of<ConcernRow>(),
        &table_of<CountRow>(), &table_of<FirstRow>(), &table_of<DerivedListRow>(), &table_of<ScreeningRow>(), &table_of<AlertRow>(), &table_of<AnswerRow>(), &table_of<NoteRow>(),
        &table_of<MatchRow>(), &table_of<WorkRow>(), &table_of<QuestionRow>()};
    return t;
}

}  // namespace soria::domain
