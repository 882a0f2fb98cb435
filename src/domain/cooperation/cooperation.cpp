// Courses, forums, conferences, lessons, surveys, organisations, guidance, data that are released, inspections.
#include <algorithm>

#include "domain/cooperation/commands.hpp"
#include "domain/cooperation/events.hpp"
#include "domain/plan/identifying.hpp"
#include "domain/plan/work.hpp"

namespace soria::domain {
namespace {

constexpr int32_t people_max = 100'000;
constexpr size_t seats_max = 60;

Status counted_people(int32_t n, const char* field) {
    if (n < 1) return invalid("nobody: say how many", field);
    if (n > people_max) return invalid("must be at most 100000", field);
    return {};
}
Status part_of(int32_t part, int32_t whole, const char* field) {
    if (part > whole) return invalid("is more than there are", field);
    return {};
}
std::string in_order(const std::vector<std::string>& list) {
    std::string all;
    for (const auto& each : list) all += (all.empty() ? "" : ", ") + each;
    return all;
}
bool in_time(const Work& w, int32_t item, const Context& x) { return x.happened.date <= w.owed.at(item).due; }
Status held(const Work& conference, const Context& x) {
    if (conference.due && x.happened.date < *conference.due) return refuse("conference-held", "the conference is held on " + conference.due->text());
    return {};
}

}  // namespace

Result<Decision> decide(const World&, const PlanCourse& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(counted_people(c.places, "places"));
    Decision d;
    auto o = opening<CoursePlanned>(d, x);
    d.events.add(o.id, CoursePlanned{o.code, c.measure, actor_agency(x), c.title, c.profession, c.region, c.places, c.module.value_or(Code<"training-module">{})});
    return d;
}

Result<Decision> decide(const World& w, const EnrolInCourse& c, const Context& x) {
    const Work& course = work(w, c.course);
    TRY(counted_people(c.people, "people"));
    if (course.enrolled + c.people > course.planned) {
        auto r = refuse("course-places", "the course has no more places");
        r.value().facts = {"places: " + std::to_string(course.planned), "enrolled before: " + std::to_string(course.enrolled)};
        r.value().change = std::to_string(std::max<int64_t>(0, course.planned - course.enrolled)) + " or fewer; or another course";
        return r;
    }
    Decision d;
    d.events.add(course.stream.id, CourseEnrolled{measure_of(course), actor_agency(x), c.profession, c.region, c.people});
    return d;
}

Result<Decision> decide(const World& w, const CertifyCourse& c, const Context& x) {
    const Work& course = work(w, c.course);
    TRY(own_work(course, x));
    TRY(counted_people(c.people, "people"));
    if (c.asked_before > people_max) return invalid("must be at most 100000", "asked_before");
    if (c.asked_after > people_max) return invalid("must be at most 100000", "asked_after");
    TRY(part_of(c.right_before, c.asked_before, "right_before"));
    TRY(part_of(c.right_after, c.asked_after, "right_after"));
    if (course.done + c.people > course.planned) {
        auto r = refuse("course-places", "more have completed the course than it has places");
        r.value().facts = {"places: " + std::to_string(course.planned), "completed before: " + std::to_string(course.done)};
        return r;
    }
    if (course.done + c.people > course.enrolled) {
        auto r = refuse("course-enrolled", "more have completed the course than were enrolled");
        r.value().facts = {"enrolled: " + std::to_string(course.enrolled), "completed before: " + std::to_string(course.done)};
        r.value().change = "the others are enrolled first";
        return r;
    }
    Decision d;
    d.events.add(course.stream.id, CourseCertified{measure_of(course), actor_agency(x), c.profession, c.region, c.people, c.right_before, c.asked_before, c.right_after, c.asked_after,
                                                       Code<"training-module">{course.module}});
    return d;
}

Result<Decision> decide(const World&, const RecordDeployment& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.mission, "mission"));
    TRY(clear_text(c.unit, "unit"));
    TRY(counted_people(c.deployed, "deployed"));
    TRY(part_of(c.trained, c.deployed, "trained"));
    Decision d;
    auto o = opening<DeploymentRecorded>(d, x);
    d.events.add(o.id, DeploymentRecorded{o.code, c.measure, actor_agency(x), c.mission, c.kind, c.unit, c.deployed, c.trained, c.rank.value_or(Code<"rank">{"unknown"}), c.mission});
    return d;
}

Result<Decision> decide(const World&, const RecordConductCase& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.mission, "mission"));
    Decision d;
    auto o = opening<ConductCaseRecorded>(d, x);
    d.events.add(o.id, ConductCaseRecorded{o.code, c.measure, actor_agency(x), c.mission, c.kind, c.subject, c.outcome});
    return d;
}

Result<Decision> decide(const World&, const FoundForum& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    if (c.seats.size() > seats_max) return fail(Fault::limit, "a forum has at most 60 seats", "seats");
    Decision d;
    auto o = opening<ForumFounded>(d, x);
    d.events.add(o.id, ForumFounded{o.code, c.measure, actor_agency(x), c.title, c.level, c.region, std::vector<AgencyRef>(c.seats.begin(), c.seats.end())});
    return d;
}

Result<Decision> decide(const World& w, const GiveSeat& c, const Context& x) {
    const Work& f = work(w, c.forum);
    TRY(own_work(f, x));
    const Work& org = work(w, c.organisation);
    if (org.state == "adopted") return refuse("organisation-registered", "this is in the register of guidelines, and has no seat");
    if (f.seats.count(org.code)) return refuse("seat-given", "the organisation has a seat there already");
    Decision d;
    d.events.add(f.stream.id, SeatGiven{measure_of(f), actor_agency(x), Name{org.code}, Name{org.title}});
    return d;
}

Result<Decision> decide(const World& w, const HoldMeeting& c, const Context& x) {
    const Work& f = work(w, c.forum);
    TRY(clear_text(c.subject, "subject"));
    Decision d;
    d.events.add(f.stream.id, ForumMet{measure_of(f), actor_agency(x), c.subject});
    return d;
}

Result<Decision> decide(const World& w, const DecideInForum& c, const Context& x) {
    const Work& f = work(w, c.forum);
    TRY(clear_text(c.what, "what"));
    TRY(not_before(c.due, x, "due"));
    if (f.state == "founded") return refuse("forum-met", "the forum has not met yet");
    Decision d;
    int32_t n = next_item(f);
    d.events.add(f.stream.id, ForumDecided{measure_of(f), actor_agency(x), n, c.owner, c.due, c.what});
    d.answer.emplace_back("decision", std::to_string(n));
    return d;
}

Result<Decision> decide(const World& w, const CompleteDecision& c, const Context& x) {
    const Work& f = work(w, c.forum);
    TRY(owed_by(f, c.decision, x, "decision"));
    TRY(clear_text(c.evidence, "evidence"));
    Decision d;
    d.events.add(f.stream.id, ForumDecisionDone{measure_of(f), actor_agency(x), c.decision, in_time(f, c.decision, x), c.evidence, std::optional(f.owed.at(c.decision).due)});
    return d;
}

Result<Decision> decide(const World&, const PlanConference& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.call, "call"));
    TRY(not_before(c.day, x, "day"));
    Decision d;
    auto o = opening<ConferencePlanned>(d, x);
    d.events.add(o.id, ConferencePlanned{o.code, c.measure, actor_agency(x), c.title, c.day, c.call});
    return d;
}

Result<Decision> decide(const World& w, const SetProgramme& c, const Context& x) {
    const Work& conference = work(w, c.conference);
    TRY(own_work(conference, x));
    TRY(clear_text(c.programme, "programme"));
    if (conference.due && *conference.due < x.happened.date) return refuse("conference-over", "the conference was held on " + conference.due->text());
    Decision d;
    d.events.add(conference.stream.id, ProgrammeSet{measure_of(conference), actor_agency(x), c.programme});
    return d;
}

Result<Decision> decide(const World& w, const RecordParticipants& c, const Context& x) {
    const Work& conference = work(w, c.conference);
    TRY(own_work(conference, x));
    TRY(known_country(c.country, "country"));
    TRY(counted_people(c.participants, "participants"));
    TRY(held(conference, x));
    Decision d;
    d.events.add(conference.stream.id, ParticipantsRecorded{measure_of(conference), actor_agency(x), c.country, c.profession, c.participants});
    return d;
}

Result<Decision> decide(const World& w, const ConcludeConference& c, const Context& x) {
    const Work& conference = work(w, c.conference);
    TRY(own_work(conference, x));
    TRY(clear_text(c.what, "what"));
    TRY(not_before(c.due, x, "due"));
    TRY(held(conference, x));
    Decision d;
    int32_t n = next_item(conference);
    d.events.add(conference.stream.id, ConferenceConcluded{measure_of(conference), actor_agency(x), n, c.owner, c.due, c.what});
    d.answer.emplace_back("conclusion", std::to_string(n));
    return d;
}

Result<Decision> decide(const World& w, const FollowUpConclusion& c, const Context& x) {
    const Work& conference = work(w, c.conference);
    TRY(owed_by(conference, c.conclusion, x, "conclusion"));
    TRY(clear_text(c.evidence, "evidence"));
    Decision d;
    d.events.add(conference.stream.id, ConclusionFollowedUp{measure_of(conference), actor_agency(x), c.conclusion, in_time(conference, c.conclusion, x), c.evidence, std::optional(conference.owed.at(c.conclusion).due)});
    return d;
}

Result<Decision> decide(const World&, const WriteLesson& c, const Context& x) {
    for (auto [text, field] : {std::pair<const std::string*, const char*>{&c.title.value, "title"}, {&c.lesson, "lesson"}}) {
        if (text->empty()) return invalid("is empty", field);
        auto found = still_identifying(*text);
        if (found.empty()) continue;
        auto r = refuse("lesson-identifies", "a lesson is for everybody to read, and this may still say who somebody is");
        r.value().where = field;
        r.value().facts = std::move(found);
        r.value().change = "the same lesson without it; what a machine cannot find, like a story that only one person has, is yours to leave out";
        return r;
    }
    Decision d;
    auto o = opening<LessonWritten>(d, x);
    d.events.add(o.id, LessonWritten{o.code, c.measure, actor_agency(x), c.title, c.theme, c.region, c.lesson});
    return d;
}

Result<Decision> decide(const World&, const SurveyService& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(counted_people(c.asked, "asked"));
    TRY(part_of(c.answered, c.asked, "answered"));
    TRY(part_of(c.satisfied, c.answered, "satisfied"));
    const auto& rules = x.law.pack().small_numbers;
    if (!rules.empty() && c.answered < rules[0].below) {
        auto r = refuse(rules[0].id, "so few have answered that one could be known by the answer");
        r.value().source = rules[0].basis.text(x.language);
        r.value().change = "a survey that at least " + std::to_string(rules[0].below) + " answer";
        return r;
    }
    Decision d;
    auto o = opening<ServiceSurveyed>(d, x);
    d.events.add(o.id, ServiceSurveyed{o.code, c.measure, actor_agency(x), c.title, c.service, c.asked, c.answered, c.satisfied});
    return d;
}

Result<Decision> decide(const World&, const RegisterOrganisation& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    Decision d;
    auto o = opening<OrganisationRegistered>(d, x);
    d.events.add(o.id, OrganisationRegistered{o.code, c.measure, actor_agency(x), c.title, c.kind});
    return d;
}

Result<Decision> decide(const World& w, const SupportOrganisation& c, const Context& x) {
    const Work& org = work(w, c.organisation);
    if (org.state == "adopted") return refuse("organisation-registered", "this is in the register of guidelines, and takes no support");
    TRY(clear_text(c.purpose, "purpose"));
    Decision d;
    d.events.add(org.stream.id, OrganisationSupported{measure_of(org), actor_agency(x), c.purpose, c.amount.value_or(Nok{})});
    return d;
}

Result<Decision> decide(const World&, const IssueGuidance& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.edition, "edition"));
    Decision d;
    auto o = opening<GuidanceIssued>(d, x);
    d.events.add(o.id, GuidanceIssued{o.code, c.measure, actor_agency(x), c.title, c.kind, c.profession, c.language, c.edition});
    return d;
}

Result<Decision> decide(const World& w, const ReviseGuidance& c, const Context& x) {
    const Work& g = work(w, c.guidance);
    TRY(own_work(g, x));
    TRY(clear_text(c.edition, "edition"));
    TRY(clear_text(c.changes, "changes"));
    if (std::find(g.editions.begin(), g.editions.end(), c.edition.value) != g.editions.end()) {
        auto r = refuse("guidance-edition", "the guidance has had this edition already");
        r.value().facts = {"editions: " + in_order(g.editions)};
        r.value().change = "another edition";
        return r;
    }
    Decision d;
    d.events.add(g.stream.id, GuidanceRevised{measure_of(g), actor_agency(x), c.edition, c.changes});
    return d;
}

Result<Decision> decide(const World& w, const GiveGuidance& c, const Context& x) {
    const Work& g = work(w, c.guidance);
    TRY(counted_people(c.people, "people"));
    Name edition = c.edition.value_or(Name{g.editions.back()});
    if (std::find(g.editions.begin(), g.editions.end(), edition.value) == g.editions.end())
        return invalid("is no edition of this guidance: it has " + in_order(g.editions), "edition");
    Decision d;
    d.answer.emplace_back("edition", edition.value);
    if (edition.value != g.editions.back()) d.advice.push_back("There is a newer edition: " + g.editions.back());
    d.events.add(g.stream.id, GuidanceGiven{measure_of(g), actor_agency(x), c.to, c.people, edition});
    return d;
}

Result<Decision> decide(const World&, const ReleaseData& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.receiver, "receiver"));
    TRY(clear_text(c.purpose, "purpose"));
    TRY(clear_text(c.grounds, "grounds"));
    Decision d;
    auto o = opening<DataReleased>(d, x);
    d.events.add(o.id, DataReleased{o.code, c.measure, actor_agency(x), c.title, c.kind, c.receiver, c.purpose, c.grounds});
    return d;
}

// Nobody may have been at work: an inspection that met nobody is one.
Result<Decision> decide(const World&, const RecordInspection& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    if (c.workers > people_max) return invalid("must be at most 100000", "workers");
    TRY(part_of(c.reported_workers, c.workers, "reported_workers"));
    if (c.reported_employers > people_max) return invalid("must be at most 100000", "reported_employers");
    Decision d;
    auto o = opening<InspectionRecorded>(d, x);
    d.events.add(o.id, InspectionRecorded{o.code, c.measure, actor_agency(x), c.title, c.industry, c.region, c.workers,
                                          c.reported_workers, c.reported_employers});
    return d;
}

}  // namespace soria::domain
