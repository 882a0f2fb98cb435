// Consent, residence, applications, the police. Every one of them is somebody's own choice, and may end.
#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

const Date one_year_permits_from = Date::of(2006, 12, 1).value();      // as the pack's law has it

void consent(Stage& s, Life& l, const char* to, const char* purpose) {
    s.act(l, l.lead, "give-consent", of(l, {{"to", to}, {"purpose", purpose}, {"classes", array{"identity", "status"}}, {"language", l.language}, {"words", made_up("yes, they may know who I am")}}));
}

void withdraw_consent(Stage& s, Life& l) {
    if (l.closed) return;
    bool police = l.police_told && l.dice.below(2);
    if (!police && !l.udi_told) return;
    s.act(l, l.lead, "withdraw-consent", of(l, {{"to", police ? "oslo-police" : "udi"}, {"purpose", police ? "identification" : "residence"}}));
    (police ? l.police_told : l.udi_told) = false;
}

// A letter of residence ends before the residence does.
void residence_letter(Stage& s, Life& l, const std::string& ends) {
    auto end = Date::parse(ends);
    if (!end || !s.share(l, "demo-letter")) return;
    Date until = std::min(end->plus_days(-1), s.today().plus_days(360));
    if (until > s.today()) s.act(l, "udi", "issue-letter", of(l, {{"entitlement", "residence"}, {"until", until.text()}}));
}

void when_the_period_is_over(Stage& s, Life& l) {
    if (l.closed || l.departed) return;
    if (s.share(l, "demo-return-wished")) go_home(s, l, "wished");
}

void reflect(Stage& s, Life& l) {
    if (l.closed || l.eea) return;
    auto granted = s.act(l, "udi", "grant-reflection-period", of(l, {{"from", s.today().text()}}));
    if (granted.empty()) return;
    residence_letter(s, l, granted["ends"]);
    // A letter lay some days in a tray: the period began earlier than it was written down.
    if (s.share(l, "demo-start-corrected"))
        s.later(l, l.dice.between(2, 9), [first = s.today().plus_days(-l.dice.between(1, 6)).text()](Stage& t, Life& m) {
            t.act(m, "udi", "correct-residence-start", of(m, {{"residence", "reflection-period"}, {"from", first}, {"why", made_up("the letter lay in a tray")}}));
        });
    if (s.share(l, "demo-residence-withdrawn"))
        s.later(l, l.dice.between(20, 40), [](Stage& t, Life& m) { t.act(m, "udi", "withdraw-residence", of(m, {{"why", made_up("left the country without a word")}})); });
    if (auto end = Date::parse(granted["ends"])) s.later(l, days_between(s.today(), *end) + l.dice.between(-10, 20), when_the_period_is_over);
}

void permit(Stage& s, Life& l, const char* kind, int years) {
    object fields = of(l, {{"permit", kind}, {"from", s.today().text()}});
    if (years > 0) fields["until"] = (s.today() + Period{12 * years, 0}).text();
    auto granted = s.act(l, "udi", "grant-permit", std::move(fields));
    if (granted.empty()) return;
    residence_letter(s, l, granted.count("ends") ? granted["ends"] : (s.today() + Period{12 * years, 0}).text());
    if (l.dice.below(4))        // else the duty of permanent arrangements becomes overdue
        s.later(l, l.dice.between(20, 80), [](Stage& t, Life& m) {
            if (!m.closed) t.act(m, m.lead, "order-service", of(m, {{"service", "work-training"}, {"provider", "provider-oslo"}, {"need", made_up("three days a week")}}));
        });
}

// Refused for good: some must leave.
void refused_for_good(Stage& s, Life& l) {
    l.refused_residence = true;
    if (s.share(l, "demo-return-obliged")) go_home(s, l, "obliged");
}

void decide_application(Stage& s, Life& l, const char* application) {
    if (l.departed) return;
    bool granted = s.share(l, "demo-asylum-granted");
    s.act(l, l.with_counsel ? "counsel" : l.lead, "record-application-decided", of(l, {{"application", application}, {"granted", granted}}));
    if (l.closed) return;
    if (granted) return permit(s, l, std::string_view(application) == "residence" ? "humanitarian" : "asylum", 3);
    if (std::string_view(application) == "appeal" || !s.share(l, "demo-appeal")) return refused_for_good(s, l);
    s.act(l, l.lead, "record-application", of(l, {{"application", "appeal"}}));
    s.later(l, 60 + l.dice.wait(20 * s.load()), [](Stage& t, Life& m) { decide_application(t, m, "appeal"); });
}

void apply(Stage& s, Life& l) {
    if (l.closed || l.eea) return;
    const char* what = l.dice.below(3) ? "asylum" : "residence";
    s.act(l, l.lead, "record-application", of(l, {{"application", what}}));
    s.later(l, 60 + l.dice.wait(25 * s.load()), [what](Stage& t, Life& m) { decide_application(t, m, what); });
}

void tell_immigration(Stage& s, Life& l) {
    consent(s, l, "udi", "residence");
    l.udi_told = true;
    if (l.eea) s.later(l, l.dice.between(10, 40), [](Stage& t, Life& m) { permit(t, m, "eea", 5); });
    else if (s.share(l, "demo-reflection")) s.later(l, l.dice.between(2, 12), reflect);
    if (!l.eea && s.share(l, "demo-asylum")) s.later(l, l.dice.between(5, 60), apply);
}

// The police's finding stands beside the shelter's; when they differ, the shelter asks them to look again.
void police_find(Stage& s, Life& l) {
    if (l.closed) return;
    if (s.share(l, "demo-identified")) {
        s.act(l, "oslo-police", "record-finding", of(l, {{"finding", "identified"}, {"grounds", made_up("statements and telephones")}}));
        if (s.today() >= one_year_permits_from && l.udi_told) s.later(l, l.dice.between(5, 40), [](Stage& t, Life& m) { permit(t, m, "one-year-permit", 0); });
        return;
    }
    if (!s.share(l, "demo-police-differ")) return;
    s.act(l, "oslo-police", "record-finding", of(l, {{"finding", "not-found"}, {"grounds", made_up("no more is known")}}));
    s.later(l, l.dice.between(3, 20), [](Stage& t, Life& m) {
        if (m.closed || !t.did(m, m.lead, "ask-review", of(m, {{"of", "oslo-police"}, {"why", made_up("a witness has come forward")}}))) return;
        if (m.dice.below(3))      // the others are overdue
            t.later(m, m.dice.between(4, 13), [](Stage& u, Life& n) {
                u.act(n, "oslo-police", "record-finding", of(n, {{"finding", n.dice.below(2) ? "presumed" : "not-found"}, {"grounds", made_up("looked at again")}}));
            });
    });
}

void complain(Stage& s, Life& l) {
    if (l.closed) return;
    s.act(l, "oslo-police", "record-complaint", of(l));
    if (!s.share(l, "demo-investigation")) return;
    s.act(l, "oslo-police", "record-investigation", of(l));
    s.act(l, l.lead, "record-breaking-away", of(l, {{"note", made_up("has moved away from them")}}));
    s.later(l, l.dice.between(15, 90), police_find);
}

void tell_police(Stage& s, Life& l) {
    if (l.closed) return;
    consent(s, l, "oslo-police", "identification");
    l.police_told = true;
    if (s.share(l, "demo-complaint")) s.later(l, l.dice.between(5, 60), complain);
    else s.later(l, l.dice.between(10, 60), police_find);
}

}  // namespace

void live_as_adult(Stage& s, Life& l) {
    if (l.child_now) return;                       // in doubt about the age, nothing waits for an adult's consent
    if (s.share(l, "demo-consent-residence")) s.later(l, l.dice.between(2, 25), tell_immigration);
    if (s.share(l, "demo-police")) s.later(l, l.dice.between(20, 110), tell_police);
    if (s.share(l, "demo-consent-withdrawn")) s.later(l, l.dice.between(40, 200), withdraw_consent);
    if (s.share(l, "demo-return-wished")) s.later(l, l.dice.between(60, 240), [](Stage& t, Life& m) {
        if (!m.closed && !m.departed) go_home(t, m, "wished");
    });
    if (!l.man && s.share(l, "demo-pregnant")) s.later(l, l.dice.between(10, 60), [](Stage& t, Life& m) {
        if (!m.closed) t.act(m, m.lead, "record-pregnancy", of(m, {{"due", t.today().plus_days(m.dice.between(40, 200)).month_text()}}));
    });
    end(s, l, l.dice.between(200, 600));
}

}  // namespace soria::app::demo
