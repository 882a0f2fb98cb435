// Treaties, commitments, dialogues.
#include <algorithm>

#include "domain/international/commands.hpp"
#include "domain/international/events.hpp"
#include "domain/plan/work.hpp"

namespace soria::domain {

namespace {

// A country signs, ratifies, and then the treaty is in force there; support may come at any time.
int order_of(const std::string& step) { return step == "signed" ? 1 : step == "ratified" ? 2 : step == "in-force" ? 3 : 0; }

Status may_follow(const World& w, const Name& title, const RecordTreatyStep& c) {
    for (const auto& [id, t] : w.works) {
        if (t.stream.kind != StreamKind::commitment || t.country != c.country.value || t.title != title.value || t.state != "recorded") continue;
        bool same = t.about == c.step.value, after = order_of(c.step.value) && order_of(t.about) > order_of(c.step.value);
        if (!same && !after) continue;
        auto r = refuse("treaty-step", same ? "this step is recorded already" : "a later step of this country with this treaty is recorded already");
        r.value().facts = {t.code + ": " + t.about};
        return r;
    }
    return {};
}

}  // namespace

Result<Decision> decide(const World& w, const RecordTreatyStep& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.treaty, "treaty"));
    TRY(known_country(c.country, "country"));
    // A treaty that the pack knows is named by its id; another by its title.
    Name title = c.treaty, instrument;
    for (const auto& i : x.law.pack().instruments)
        if (i.id == c.treaty.value) title = Name{i.name.in("en")}, instrument = c.treaty;
    TRY(may_follow(w, title, c));
    Decision d;
    auto o = opening<TreatyStepTaken>(d, x);
    o.id = id_of_the_one("treaty " + title.value + "\n" + c.country.value + "\n" + c.step.value);
    d.events.add(o.id, TreatyStepTaken{o.code, c.measure, actor_agency(x), title, instrument, c.country, c.step, c.treaty});
    return d;
}

Result<Decision> decide(const World&, const MakeCommitment& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    TRY(clear_text(c.counterpart, "counterpart"));
    TRY(not_before(c.due, x, "due"));
    Decision d;
    auto o = opening<CommitmentMade>(d, x);
    d.events.add(o.id, CommitmentMade{o.code, c.measure, actor_agency(x), c.title, c.kind, c.counterpart, c.due});
    return d;
}

Result<Decision> decide(const World& w, const KeepCommitment& c, const Context& x) {
    const Work& m = work(w, c.commitment);
    TRY(answers_for(measure_of(m), x));
    if (m.state == "kept") return refuse("commitment-kept", "the commitment was kept already");
    if (m.state != "made") return refuse("commitment-made", "this is a step of a treaty or a dialogue, and no commitment");
    TRY(clear_text(c.evidence, "evidence"));
    Decision d;
    d.events.add(m.stream.id, CommitmentKept{measure_of(m), actor_agency(x), Code<"commitment">{m.about}, x.happened.date <= *m.due, c.evidence, m.due});
    return d;
}

Result<Decision> decide(const World&, const HoldDialogue& c, const Context& x) {
    TRY(answers_for(c.measure, x));
    TRY(clear_text(c.title, "title"));
    TRY(known_country(c.country, "country"));
    if (!c.raised && c.answer.value != "none") return invalid("cannot be an answer to what was not raised: say none", "answer");
    Decision d;
    auto o = opening<DialogueHeld>(d, x);
    d.events.add(o.id, DialogueHeld{o.code, c.measure, actor_agency(x), c.title, c.country, c.raised, c.answer});
    return d;
}

}  // namespace soria::domain
