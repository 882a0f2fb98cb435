#include "domain/core/command_type.hpp"

#include <algorithm>

#include "domain/children/commands.hpp"
#include "domain/cooperation/commands.hpp"
#include "domain/international/commands.hpp"
#include "domain/matching/commands.hpp"
#include "domain/plan/commands.hpp"
#include "domain/plan/plan_commands.hpp"
#include "domain/prevention/commands.hpp"
#include "domain/protection/support_commands.hpp"

namespace soria::domain {
namespace detail {

Status check_code(const pack::Pack& p, std::string_view list, std::string_view value, const std::string& path) {
    if (p.has_code(list, value)) return {};
    std::string known;
    if (const auto* l = p.code_list(list))
        for (const auto& v : l->values) known += (known.empty() ? "" : ", ") + v.id;
    return invalid("is not a value of the code list " + std::string(list) + ": " + known, path);
}
Status check_agency(const pack::Pack& p, std::string_view id, std::optional<Date> on, const std::string& path) {
    const auto* agency = p.agency(id);
    if (!agency) return invalid("is no agency of this pack", path);
    if (!on || agency->open_on(*on)) return {};
    auto e = refuse("agency-closed", "the agency " + agency->id + " is closed; its last day was " + agency->until->text());
    e.value().where = path;
    e.value().source = agency->basis.text();
    e.value().change = "its successor, " + agency->successor;
    return e;
}
Status check_measure(const pack::Pack& p, std::string_view id, const std::string& path) {
    if (p.measure(id)) return {};
    return invalid("is no measure of this pack: name it by its id, like m07", path);
}
Status check_service(const pack::Pack& p, std::string_view id, const std::string& path) {
    if (p.service(id)) return {};
    return invalid("is no service of this pack", path);
}
Status check_list(const pack::Pack& p, std::string_view id, const std::string& path) {
    if (p.list(id)) return {};
    std::string known;
    for (const auto& l : p.lists) known += (known.empty() ? "" : ", ") + l.id;
    return invalid("is no indicator list of this pack: " + known, path);
}
Status check_class(std::string_view name, const std::string& path) {
    for (Class c : all_classes)
        if (name_of(c) == name) return {};
    return invalid("is no confidentiality class", path);
}
Status check_letters(std::string_view s, size_t min, size_t max, bool upper, std::string_view what, const std::string& path) {
    bool ok = s.size() >= min && s.size() <= max &&
              std::all_of(s.begin(), s.end(), [&](char c) { return upper ? c >= 'A' && c <= 'Z' : c >= 'a' && c <= 'z'; });
    if (ok) return {};
    return invalid("must be " + std::string(what), path);
}

Status check(StepMembers list, const void* v, const pack::Pack& p, std::optional<Date> on, const std::string& path) {
    for (const auto& m : list) TRY(m.what->check(m.in(v), p, on, (path.empty() ? "" : path + ".") + json::field_name(m.name)));
    return {};
}
void find_refs(StepMembers list, void* v, const std::string& path, std::vector<RefSlot>& out) {
    for (const auto& m : list) m.what->refs(m.in(v), (path.empty() ? "" : path + ".") + json::field_name(m.name), out);
}

}  // namespace detail

Result<std::shared_ptr<void>> CommandType::decode(const json::bj::value& v) const {
    auto c = make();
    TRY(json::decode(members, c.get(), v, ""));
    return c;
}
Status CommandType::check(const void* c, const pack::Pack& p, Date on) const {
    return detail::check(steps, c, p, takes_away ? std::nullopt : std::optional(on), "");
}
std::vector<RefSlot> CommandType::refs(void* c) const {
    std::vector<RefSlot> found;
    detail::find_refs(steps, c, "", found);
    return found;
}
std::vector<FieldShape> CommandType::fields() const {
    std::vector<FieldShape> list;
    for (const auto& m : shapes) list.push_back(m.what(json::field_name(m.name)));
    return list;
}

const std::vector<const CommandType*>& command_types() {
    static const auto list = [] {
        using namespace detail;
        std::vector<const CommandType*> l{
            &command<CorrectResidenceStart>(), &command<ReceiveReport>(), &command<ScreenReport>(), &command<OpenCase>(), &command<JoinTeam>(), &command<LeaveTeam>(),
            &command<RecordFinding>(), &command<GiveConsent>(), &command<WithdrawConsent>(), &command<OfferReferral>(),
            &command<AcceptReferral>(), &command<DeclineReferral>(), &command<GrantReflectionPeriod>(), &command<GrantPermit>(),
            &command<WithdrawResidence>(), &command<StateIdentity>(), &command<RecordBreakingAway>(), &command<RecordApplication>(), &command<RecordApplicationDecided>(), &command<RecordInvestigation>(),
            &command<RecordComplaint>(), &command<OrderService>(), &command<DeliverService>(), &command<OpenHouse>(),
            &command<HoldBed>(), &command<UseBed>(), &command<ReleaseBed>(), &command<GrantLegalAid>(), &command<UseLegalAid>(),
            &command<PlanReturn>(), &command<AssessReturnRisk>(), &command<RecordDeparture>(), &command<CloseCase>(),
            &command<DoubtAge>(), &command<DecideAge>(), &command<AppointRepresentative>(), &command<ReportConcern>(),
            &command<DetermineBestInterests>(), &command<TellRights>(), &command<NameCarer>(), &command<RequestErasure>(),
            &command<ConfirmErasure>(),
            &command<LogContact>(), &command<RecordTurnedAway>(), &command<CompleteReferral>(), &command<WithdrawReferral>(), &command<HandOverLead>(), &command<RecordThreat>(),
            &command<EndThreat>(), &command<AgreeSafetyPlan>(), &command<MarkHouse>(), &command<RecordNeed>(),
            &command<AcceptOrder>(), &command<DeclineOrder>(), &command<AppointCounsel>(), &command<PlanStep>(),
            &command<ReachStep>(), &command<DropStep>(), &command<IssueLetter>(), &command<RevokeLetter>(),
            &command<RecordRedress>(), &command<ChooseReturnChannel>(), &command<FollowUpReturn>(), &command<AddPerson>(),
            &command<SetMilestone>(), &command<ReachMilestone>(), &command<AppropriateFunds>(), &command<DisburseFunds>(), &command<CommissionStudy>(),
            &command<PublishStudy>(), &command<PublishConclusion>(), &command<UpdateMeasure>(), &command<CompareLaw>(), &command<MoveProposal>(),
            &command<PlanCourse>(), &command<EnrolInCourse>(), &command<CertifyCourse>(), &command<RecordDeployment>(), &command<FoundForum>(),
            &command<GiveSeat>(), &command<HoldMeeting>(), &command<DecideInForum>(), &command<CompleteDecision>(), &command<PlanConference>(), &command<ConcludeConference>(),
            &command<FollowUpConclusion>(), &command<WriteLesson>(), &command<SurveyService>(), &command<RegisterOrganisation>(), &command<SupportOrganisation>(),
            &command<IssueGuidance>(), &command<ReviseGuidance>(), &command<GiveGuidance>(), &command<ReleaseData>(),
            &command<SetProgramme>(), &command<RecordParticipants>(), &command<RecordInspection>(), &command<RecordConductCase>(),
            &command<ProposeProject>(), &command<AgreeProject>(),
            &command<ChooseProject>(), &command<CloseProject>(), &command<DeclineProject>(), &command<PayInstalment>(), &command<RecordResult>(), &command<PlanCampaign>(), &command<SurveyCampaign>(),
            &command<AdoptGuideline>(), &command<FollowSeries>(), &command<RecordValue>(), &command<RecordTreatyStep>(), &command<MakeCommitment>(),
            &command<KeepCommitment>(), &command<HoldDialogue>(),
            &command<RecordRelation>(), &command<RecordPregnancy>(), &command<AskReview>(),
            &command<DeriveList>(), &command<ReviseList>(),
            &command<AskMatch>(), &command<AnswerMatch>(), &command<MergePersons>(), &command<UndoMerge>(), &command<AskPeer>()};
        std::sort(l.begin(), l.end(), [](auto* a, auto* b) { return a->name < b->name; });
        return l;
    }();
    return list;
}

const CommandType* command_type(std::string_view name) {
    const auto& l = command_types();
    auto found = std::lower_bound(l.begin(), l.end(), name, [](auto* c, std::string_view n) { return c->name < n; });
    return found != l.end() && (*found)->name == name ? *found : nullptr;
}

}  // namespace soria::domain
