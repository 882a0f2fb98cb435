// Projects, campaigns, guidelines and time series.
#include "domain/plan/work.hpp"
#include "domain/prevention/commands.hpp"
#include "domain/prevention/events.hpp"
#include "domain/prevention/proportions.hpp"

namespace soria::domain {
namespace {

constexpr int32_t people_max = 100'000'000;

CountryRef country_of(const Work& w) { return {w.country}; }
Status agreed(const Work& p) {
    if (p.state == "proposed" || p.state == "chosen") return refuse("project-agreed", "the project is not agreed yet");
    if (p.state == "declined") return refuse("project-declined", "the project was declined");
    if (p.state == "closed") return refuse("project-closed", "the project is closed already");
    return {};
}

// Agreed or declined it has not been: chosen it may be, and need not.
Status undecided(const Work& p) {
    if (p.state == "proposed" || p.state == "chosen") return {};
    return refuse("project-proposed", "the project has been decided already");
}

}  // namespace

Result<Decision> decide(const World&, const ProposeProject& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.partner, "partner"));
    TRY(known_country(c.country, "country"));
    if (c.mission) TRY(clear_text(*c.mission, "mission"));
    if (c.amount.kroner == 0) return invalid("is nothing", "amount");
    Decision d;
    auto o = opening<ProjectProposed>(d, x);
    d.events.add(o.id, ProjectProposed{o.code, c.measure, actor_agency(x), c.title, c.partner, c.country, c.target, c.amount, c.mission.value_or(Name{})});
    return d;
}

Result<Decision> decide(const World& w, const ChooseProject& c, const Context& x) {
    const Work& p = work(w, c.project);
    TRY(answers_for(measure_of(p), x));
    if (p.state == "chosen") return refuse("project-chosen", "the project is chosen already");
    TRY(undecided(p));
    TRY(clear_text(c.why, "why"));
    Decision d;
    d.events.add(p.stream.id, ProjectChosen{measure_of(p), actor_agency(x), country_of(p), c.why});
    return d;
}

Result<Decision> decide(const World& w, const CloseProject& c, const Context& x) {
    const Work& p = work(w, c.project);
    TRY(answers_for(measure_of(p), x));
    TRY(agreed(p));
    TRY(clear_text(c.result, "result"));
    Decision d;
    d.events.add(p.stream.id, ProjectClosed{measure_of(p), actor_agency(x), country_of(p), c.outcome, c.result});
    return d;
}

Result<Decision> decide(const World& w, const AgreeProject& c, const Context& x) {
    const Work& p = work(w, c.project);
    TRY(answers_for(measure_of(p), x));
    TRY(undecided(p));
    if (c.amount.kroner == 0) return invalid("is nothing", "amount");
    TRY(not_before(c.until, x, "until"));
    Decision d;
    d.events.add(p.stream.id, ProjectAgreed{measure_of(p), actor_agency(x), country_of(p), c.amount, c.until});
    return d;
}

Result<Decision> decide(const World& w, const DeclineProject& c, const Context& x) {
    const Work& p = work(w, c.project);
    TRY(answers_for(measure_of(p), x));
    TRY(undecided(p));
    TRY(clear_text(c.why, "why"));
    Decision d;
    d.events.add(p.stream.id, ProjectDeclined{measure_of(p), actor_agency(x), country_of(p), c.why});
    return d;
}

Result<Decision> decide(const World& w, const PayInstalment& c, const Context& x) {
    const Work& p = work(w, c.project);
    TRY(answers_for(measure_of(p), x));
    TRY(agreed(p));
    TRY(clear_text(c.part, "part"));
    if (c.amount.kroner == 0) return invalid("is nothing", "amount");
    if (auto before = p.paid.find(c.part.value); before != p.paid.end()) {
        auto r = refuse("instalment-paid", "this instalment was paid already");
        r.value().facts = {c.part.value + ": NOK " + std::to_string(before->second)};
        r.value().change = "another instalment, under another name";
        return r;
    }
    if (p.done + c.amount.kroner > p.planned) {
        auto r = refuse("project-paid", "that is more than is left of what was agreed");
        r.value().facts = {"agreed: NOK " + std::to_string(p.planned), "paid: NOK " + std::to_string(p.done)};
        r.value().change = "NOK " + std::to_string(p.planned - p.done) + " or less";
        return r;
    }
    Decision d;
    d.events.add(p.stream.id, InstalmentPaid{measure_of(p), actor_agency(x), country_of(p), c.part, c.amount});
    return d;
}

Result<Decision> decide(const World& w, const RecordResult& c, const Context& x) {
    const Work& p = work(w, c.project);
    TRY(agreed(p));
    TRY(clear_text(c.result, "result"));
    if (c.reached > people_max) return invalid("must be at most 100000000", "reached");
    Decision d;
    d.events.add(p.stream.id, ResultRecorded{measure_of(p), actor_agency(x), country_of(p), c.reached, c.result});
    return d;
}

Result<Decision> decide(const World&, const PlanCampaign& c, const Context& x) {
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.question, "question"));
    if (c.percent_before < 1 || c.percent_before > 99) return invalid("must be between 1 and 99", "percent_before");
    if (c.percent_after < 1 || c.percent_after > 99) return invalid("must be between 1 and 99", "percent_after");
    if (c.percent_before == c.percent_after) return invalid("is the same as before: a campaign hopes for a change", "percent_after");
    auto sample = int32_t(sample_needed(c.percent_before / 100.0, c.percent_after / 100.0));
    Decision d;
    auto o = opening<CampaignPlanned>(d, x);
    d.events.add(o.id, CampaignPlanned{o.code, c.measure, actor_agency(x), c.title, c.target, c.question, c.percent_before, c.percent_after, sample});
    d.answer.emplace_back("sample", std::to_string(sample));
    d.advice.push_back("each survey must ask " + std::to_string(sample) + " people to see that change four times in five (Fleiss 1981; 5 %, two-sided)");
    return d;
}

Result<Decision> decide(const World& w, const SurveyCampaign& c, const Context& x) {
    const Work& campaign = work(w, c.campaign);
    TRY(own_work(campaign, x));
    if (c.asked < 1) return invalid("nobody: say how many", "asked");
    if (c.agreed > c.asked) return invalid("is more than there are", "agreed");
    if (c.wave.value == "after" && !campaign.waves.count("before")) return refuse("survey-before", "nobody was asked before the campaign: what it changed cannot be known");
    Decision d;
    d.events.add(campaign.stream.id, CampaignSurveyed{measure_of(campaign), actor_agency(x), c.wave, c.asked, c.agreed, Name{campaign.code}});
    return d;
}

Result<Decision> decide(const World&, const AdoptGuideline& c, const Context& x) {
    TRY(clear_text(c.body, "body"));
    Decision d;
    auto o = opening<GuidelineAdopted>(d, x);
    d.events.add(o.id, GuidelineAdopted{o.code, c.measure, actor_agency(x), c.body, c.kind});
    return d;
}

Result<Decision> decide(const World& w, const FollowSeries& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    for (const auto& [id, s] : w.works) {
        if (s.stream.kind != StreamKind::series || s.about != c.series.value) continue;
        auto r = refuse("series-followed", "this series is followed already");
        r.value().facts = {s.code + ": " + s.title};
        r.value().change = "its values are recorded there";
        return r;
    }
    Decision d;
    auto o = opening<SeriesOpened>(d, x);
    o.id = id_of_the_one("series " + c.series.value);
    d.events.add(o.id, SeriesOpened{o.code, c.measure, actor_agency(x), c.title, c.series, c.target});
    return d;
}

Result<Decision> decide(const World& w, const RecordValue& c, const Context& x) {
    const Work& s = work(w, c.series);
    TRY(own_work(s, x));
    TRY(clear_text(c.reference, "reference"));
    if (c.on > x.happened.date) return invalid("lies after the day it is recorded for", "on");
    // What is recorded of a day before the latest leaves the value as it stands.
    int32_t change = s.last_on && c.on < *s.last_on ? 0 : int32_t(c.value - s.last);
    Decision d;
    d.events.add(s.stream.id, ValueRecorded{measure_of(s), actor_agency(x), Code<"series">{s.about}, c.on, c.value, change, c.reference});
    return d;
}

}  // namespace soria::domain
