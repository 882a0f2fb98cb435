// Work on the plan's measures, sentence by sentence: each gap of a sentence is a field of its command.
#include "app/story/filling.hpp"

namespace soria::app::story {
namespace {

struct Gap {
    enum class Is { name, thing, text, number, measure, agencies, value, yes_no } is;
    const char* field = "";
    const char* list = ""; // of a value: its code list; of a yes or no: the word for yes
};
constexpr Gap name_{Gap::Is::name}, measure_{Gap::Is::measure, "measure"}, title_{Gap::Is::text, "title"}, due_{Gap::Is::text, "due"},
    evidence_{Gap::Is::text, "evidence"};
constexpr Gap thing(const char* field) { return {Gap::Is::thing, field}; }
constexpr Gap text_of(const char* field) { return {Gap::Is::text, field}; }
constexpr Gap number_of(const char* field) { return {Gap::Is::number, field}; }
constexpr Gap value_of(const char* field, const char* list) { return {Gap::Is::value, field, list}; }

Status fill(Teller& t, const Gap& gap, const std::string& said, Sent& s) {
    if (gap.is == Gap::Is::name) s.names = {said};
    if (said.empty() || gap.is == Gap::Is::name) return {};
    auto& f = s.fields[gap.field];
    if (gap.is == Gap::Is::text) f = said;
    if (gap.is == Gap::Is::number) f = std::atoll(said.c_str());
    if (gap.is == Gap::Is::measure) f = std::string(said.size() < 2 ? "m0" : "m") + said;
    if (gap.is == Gap::Is::agencies) f = words_of(said);
    if (gap.is == Gap::Is::yes_no) f = said == gap.list;
    if (gap.is == Gap::Is::thing) {
        auto code = TRY(t.code(said));
        f = code;
    }
    if (gap.is == Gap::Is::value) {
        auto v = TRY(t.value(gap.list, said));
        f = v;
    }
    return {};
}
void add(std::vector<Phrase>& l, std::string pattern, std::string command, std::vector<Gap> gaps) {
    l.push_back(act(std::move(pattern), [command = std::move(command), gaps = std::move(gaps)](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.command = command;
        for (size_t i = 0; i < gaps.size(); ++i) TRY(fill(t, gaps[i], g[i], s));
        return s;
    }));
}

void plan(std::vector<Phrase>& l) {
    add(l, "sets milestone {thing} of measure {number}, by {day}: {text}", "set-milestone", {name_, measure_, due_, title_});
    add(l, "reaches milestone {thing}: {text}", "reach-milestone", {thing("milestone"), evidence_});
    add(l, "appropriates {amount} kroner as {thing} for measure {number} in {number}[ from the budget {word}]: {text}", "appropriate-funds",
        {number_of("amount"), name_, measure_, number_of("year"), text_of("budget"), title_});
    add(l, "disburses {amount} kroner of {thing}: {text}", "disburse-funds", {number_of("amount"), thing("appropriation"), text_of("purpose")});
    add(l, "commissions {word} {thing} on measure {number} from {words}, by {day}: {text}", "commission-study",
        {value_of("kind", "study"), name_, measure_, text_of("by"), due_, title_});
    add(l, "publishes {thing} in {words}: {text}", "publish-study", {thing("study"), text_of("reference"), text_of("conclusion")});
    add(l, "concludes measure {number} as {thing}, {words}, {words}: {text}", "publish-conclusion",
        {measure_, name_, value_of("kind", "conclusion"), title_, text_of("conclusion")});
    add(l, "updates measure {number} as {thing}, {words}: {text}", "update-measure", {measure_, name_, title_, evidence_});
    add(l, "compares {words} of {country} as {thing} for measure {number}, {words}, and says {words}: {text}", "compare-law",
        {title_, text_of("country"), name_, measure_, value_of("state", "proposal-status"), text_of("position"), text_of("proposal")});
    add(l, "takes the proposal of {thing} to {words}: {text}", "move-proposal", {thing("comparison"), value_of("state", "proposal-status"), text_of("position")});
}
void courses_and_forums(std::vector<Phrase>& l) {
    add(l, "plans course {thing} for measure {number}: {words}, for {words} in {words}, {number} places", "plan-course",
        {name_, measure_, title_, value_of("profession", "profession"), value_of("region", "region"), number_of("places")});
    add(l, "enrols {number} of {words} from {words} in {thing}", "enrol-in-course",
        {number_of("people"), value_of("profession", "profession"), value_of("region", "region"), thing("course")});
    add(l, "certifies {number} of {words} from {words} in {thing}: {number} of {number} right before, {number} of {number} after", "certify-course",
        {number_of("people"), value_of("profession", "profession"), value_of("region", "region"), thing("course"), number_of("right_before"),
            number_of("asked_before"), number_of("right_after"), number_of("asked_after")});
    add(l, "records deployment {thing} for measure {number}: {number} of {words} in {words} to {words}, {number} trained", "record-deployment",
        {name_, measure_, number_of("deployed"), value_of("kind", "personnel"), text_of("unit"), text_of("mission"), number_of("trained")});
    add(l, "records conduct case {thing} for measure {number} on {words}, {words} personnel, {words}, {words}", "record-conduct-case",
        {name_, measure_, text_of("mission"), value_of("kind", "personnel"), value_of("subject", "conduct"), value_of("outcome", "conduct-outcome")});
    add(l, "founds forum {thing} for measure {number}: {words}, {word} in {words}, with {text}", "found-forum",
        {name_, measure_, title_, value_of("level", "forum-level"), value_of("region", "region"), {Gap::Is::agencies, "seats"}});
    add(l, "gives {thing} a seat in {thing}", "give-seat", {thing("organisation"), thing("forum")});
    add(l, "meets in {thing}: {text}", "hold-meeting", {thing("forum"), text_of("subject")});
    add(l, "decides in {thing} that {agency} does it by {day}: {text}", "decide-in-forum",
        {thing("forum"), text_of("owner"), due_, text_of("what")});
    add(l, "carries out decision {number} of {thing}: {text}", "complete-decision", {number_of("decision"), thing("forum"), evidence_});
    add(l, "plans conference {thing} for measure {number} on {day}, {words}: {text}", "plan-conference",
        {name_, measure_, text_of("day"), title_, text_of("call")});
    add(l, "sets the programme of {thing}: {text}", "set-programme", {thing("conference"), text_of("programme")});
    add(l, "counts {number} of {words} from {country} in {thing}", "record-participants",
        {number_of("participants"), value_of("profession", "profession"), text_of("country"), thing("conference")});
    add(l, "concludes {thing}, {agency} to follow up by {day}: {text}", "conclude-conference",
        {thing("conference"), text_of("owner"), due_, text_of("what")});
    add(l, "follows up conclusion {number} of {thing}: {text}", "follow-up-conclusion", {number_of("conclusion"), thing("conference"), evidence_});
}
void knowledge(std::vector<Phrase>& l) {
    add(l, "writes lesson {thing} for measure {number} on {words} in {words}, {words}: {text}", "write-lesson",
        {name_, measure_, value_of("theme", "lesson-theme"), value_of("region", "region"), title_, text_of("lesson")});
    add(l, "surveys {service} as {thing} for measure {number}, {words}: {number} asked, {number} answered, {number} satisfied", "survey-service",
        {text_of("service"), name_, measure_, title_, number_of("asked"), number_of("answered"), number_of("satisfied")});
    add(l, "registers organisation {thing} for measure {number}: {words}, {words}", "register-organisation",
        {name_, measure_, value_of("kind", "organisation"), title_});
    add(l, "supports {thing}[ with {amount} kroner]: {text}", "support-organisation",
        {thing("organisation"), number_of("amount"), text_of("purpose")});
    add(l, "issues {word} {thing} for measure {number} to {words} in {language}, edition {word}: {text}", "issue-guidance",
        {value_of("kind", "guidance"), name_, measure_, value_of("profession", "profession"), text_of("language"), text_of("edition"), title_});
    add(l, "revises {thing} to edition {word}: {text}", "revise-guidance", {thing("guidance"), text_of("edition"), text_of("changes")});
    add(l, "gives {thing} to {number} at {agency}[, edition {word}]", "give-guidance", {thing("guidance"), number_of("people"), text_of("to"), text_of("edition")});
    add(l, "releases data {thing} for measure {number} to {words} for {words}, {words}, by {words}: {text}", "release-data",
        {name_, measure_, text_of("receiver"), text_of("purpose"), value_of("kind", "release-safeguard"), text_of("grounds"), title_});
    add(l, "inspects {words} in {words} as {thing} for measure {number}, {number} workers met, {number} of them reported, "
           "{number} employers reported: {text}", "record-inspection",
        {value_of("industry", "industry"), value_of("region", "region"), name_, measure_, number_of("workers"),
            number_of("reported_workers"), number_of("reported_employers"), title_});
}
void prevention(std::vector<Phrase>& l) {
    add(l, "proposes project {thing} for measure {number} with {words} in {country} for {words}, {amount} kroner[, found by {words}]: {text}", "propose-project",
        {name_, measure_, text_of("partner"), text_of("country"), value_of("target", "target-group"), number_of("amount"), text_of("mission"), title_});
    add(l, "chooses project {thing}: {text}", "choose-project", {thing("project"), text_of("why")});
    add(l, "closes project {thing} as {words}: {text}", "close-project", {thing("project"), value_of("outcome", "project-outcome"), text_of("result")});
    add(l, "agrees {thing} with {amount} kroner until {day}", "agree-project", {thing("project"), number_of("amount"), text_of("until")});
    add(l, "declines {thing}: {text}", "decline-project", {thing("project"), text_of("why")});
    add(l, "pays {amount} kroner of {thing}: {text}", "pay-instalment", {number_of("amount"), thing("project"), text_of("part")});
    add(l, "records a result of {thing}, {number} reached: {text}", "record-result", {thing("project"), number_of("reached"), text_of("result")});
    add(l, "plans campaign {thing} for measure {number} among {words}, {words}, from {number} to {number} per cent: {text}", "plan-campaign",
        {name_, measure_, value_of("target", "target-group"), title_, number_of("percent_before"), number_of("percent_after"),
            text_of("question")});
    add(l, "surveys {thing} {word}: {number} of {number} agree", "survey-campaign",
        {thing("campaign"), value_of("wave", "wave"), number_of("agreed"), number_of("asked")});
    add(l, "records guidelines {thing} for measure {number} at a {words}: {text}", "adopt-guideline",
        {name_, measure_, value_of("kind", "body"), text_of("body")});
    add(l, "follows {words} as {thing} for measure {number}, {words}, towards {number}", "follow-series",
        {value_of("series", "series"), name_, measure_, title_, number_of("target")});
    add(l, "records {number} on {day} for {thing}, from {text}", "record-value",
        {number_of("value"), text_of("on"), thing("series"), text_of("reference")});
}
void international(std::vector<Phrase>& l) {
    add(l, "records that {country} has {words} {text} as {thing}, for measure {number}", "record-treaty-step",
        {text_of("country"), value_of("step", "treaty-step"), text_of("treaty"), name_, measure_});
    add(l, "makes {word} {thing} for measure {number} with {words}, by {day}: {text}", "make-commitment",
        {value_of("kind", "commitment"), name_, measure_, text_of("counterpart"), due_, title_});
    add(l, "keeps {thing}: {text}", "keep-commitment", {thing("commitment"), evidence_});
    add(l, "holds dialogue {thing} for measure {number} with {country}, {word}, {words}: {text}", "hold-dialogue",
        {name_, measure_, text_of("country"), {Gap::Is::yes_no, "raised", "raised"}, value_of("answer", "dialogue-answer"), title_});
}

} // namespace

void work(std::vector<Phrase>& l) {
    plan(l);
    courses_and_forums(l);
    knowledge(l);
    prevention(l);
    international(l);
}

} // namespace soria::app::story
