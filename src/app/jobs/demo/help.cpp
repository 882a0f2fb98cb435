// Help: what is needed and delivered or declined, the clinic, steps on the way, letters, counsel, redress.
#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

void deliver(Stage& s, Life& l, int order) {
    if (l.closed) return;
    if (s.share(l, "demo-order-declined")) {
        static const char* const reasons[] = {"full", "not-our-task", "needs-other-help"};
        s.act(l, "provider", "decline-order", of(l, {{"order", order}, {"reason", l.dice.one(reasons)}}));
        return;
    }
    s.act(l, "provider", "accept-order", of(l, {{"order", order}}));
    if (s.share(l, "demo-delivered"))
        s.later(l, l.dice.between(3, 40), [order](Stage& t, Life& m) {
            if (!m.closed) t.act(m, "provider", "deliver-service", of(m, {{"order", order}, {"note", made_up("begun")}}));
        });
}

void need(Stage& s, Life& l) {
    if (l.closed) return;
    static const char* const services[] = {"interpreting", "language-lessons", "psychosocial", "work-training", "self-help"};
    std::string service = l.dice.one(services);
    s.act(l, l.lead, "record-need", of(l, {{"service", service}, {"what", made_up("asked for it")}}));
    s.later(l, l.dice.between(1, 25), [service](Stage& t, Life& m) {
        if (m.closed) return;
        auto ordered = t.act(m, m.lead, "order-service", of(m, {{"service", service}, {"provider", "provider-oslo"}, {"need", made_up("twice a week")}}));
        if (!ordered.empty()) t.later(m, 1 + m.dice.wait(0.6 * t.load()), [n = std::stoi(ordered["order"])](Stage& u, Life& o) { deliver(u, o, n); });
    });
}

void answer_referral(Stage& s, Life& l) {
    if (l.closed) return;
    if (s.share(l, "demo-referral-declined")) {
        static const char* const reasons[] = {"full", "person-declines", "needs-other-help"};
        s.act(l, "clinic", "decline-referral", of(l, {{"referral", l.referral}, {"reason", l.dice.one(reasons)}}));
        return;
    }
    l.in_clinic = s.did(l, "clinic", "accept-referral", of(l, {{"referral", l.referral}}));
    if (!l.in_clinic) return;
    if (s.share(l, "demo-referral-completed"))
        s.later(l, l.dice.between(10, 120), [](Stage& t, Life& m) {
            if (!m.closed && m.in_clinic) t.act(m, "clinic", "complete-referral", of(m, {{"referral", m.referral}, {"outcome", made_up("examined")}}));
            m.in_clinic = false;
        });
}

void refer(Stage& s, Life& l) {
    if (l.closed) return;
    auto offered = s.act(l, l.lead, "offer-referral", of(l, {{"to", "clinic"}, {"service", "health-care"}, {"parts", array{"identity", "health"}}, {"why", made_up("an examination")}}));
    if (offered.empty()) return;
    l.referral = std::stoi(offered["referral"]);
    if (s.share(l, "demo-referral-withdrawn"))
        s.later(l, l.dice.between(1, 20), [](Stage& t, Life& m) {
            if (!m.closed) t.act(m, m.lead, "withdraw-referral", of(m, {{"referral", m.referral}, {"why", made_up("prefers another doctor")}}));
        });
    else if (l.dice.below(10)) s.later(l, 1 + l.dice.wait(s.load()), answer_referral);        // one in ten waits for an answer
}

void take_step(Stage& s, Life& l) {
    if (l.closed) return;
    static const char* const kinds[] = {"education", "work", "activity", "language", "housing"};
    auto planned = s.act(l, l.lead, "plan-step", of(l, {{"kind", l.dice.one(kinds)}, {"goal", made_up("a first day there")}}));
    if (planned.empty()) return;
    int n = std::stoi(planned["step"]);
    bool reached = s.share(l, "demo-step-reached");
    if (!reached && !s.share(l, "demo-step-dropped")) return;
    s.later(l, l.dice.between(30, 200), [n, reached](Stage& t, Life& m) {
        if (m.closed) return;
        if (reached) t.act(m, m.lead, "reach-step", of(m, {{"step", n}}));
        else t.act(m, m.lead, "drop-step", of(m, {{"step", n}, {"why", made_up("wanted something else")}}));
    });
}

void write_letter(Stage& s, Life& l) {
    if (l.closed) return;
    static const char* const adults[] = {"health-care", "social-support", "legal-aid"};
    std::string what = l.child ? "schooling" : l.dice.one(adults);
    l.letter = s.act(l, l.lead, "issue-letter", of(l, {{"entitlement", what}, {"until", s.day(l.dice.between(60, 360))}}))["letter"];
    if (l.letter.empty() || !s.share(l, "demo-letter-revoked")) return;
    s.later(l, l.dice.between(5, 50), [](Stage& t, Life& m) {
        if (!m.letter.empty()) t.act(m, m.lead, "revoke-letter", of(m, {{"letter", m.letter}}));
    });
}

void claim(Stage& s, Life& l) {
    static const char* const kinds[] = {"compensation", "wages", "victims-fund"};
    std::string kind = l.form == "prostitution" ? "victims-fund" : l.dice.one(kinds);
    if (!s.did(l, l.lead, "record-redress", of(l, {{"kind", kind}, {"step", "claimed"}, {"note", made_up("a claim was sent")}}))) return;
    s.later(l, l.dice.between(90, 400), [kind](Stage& t, Life& m) {
        std::string how = t.draw(m, "demo-redress");
        t.act(m, m.lead, "record-redress", of(m, {{"kind", kind}, {"step", how == "refused" ? "refused" : "awarded"}, {"note", made_up("the answer came")}}));
        if (how == "paid") t.later(m, 60, [kind](Stage& u, Life& n) { u.act(n, n.lead, "record-redress", of(n, {{"kind", kind}, {"step", "paid"}, {"note", made_up("the money came")}})); });
    });
}

// The hours are for deciding about a complaint; some ask for more than there are, or after it: a rule refuses.
void meet_counsel(Stage& s, Life& l) {
    if (l.closed) return;
    static const char* const tasks[] = {"before-complaint", "residence", "redress"};
    l.with_counsel = s.did(l, l.lead, "appoint-counsel", of(l, {{"counsel", "counsel-oslo"}, {"task", l.dice.one(tasks)}}));
    if (!l.with_counsel) return;
    s.act(l, l.lead, "grant-legal-aid", of(l));
    s.act(l, "counsel", "use-legal-aid", of(l, {{"minutes", 30 * l.dice.between(1, 7)}, {"note", made_up("a first talk")}}));
    s.later(l, l.dice.between(7, 30), [](Stage& t, Life& m) {
        if (!m.closed) t.act(m, "counsel", "use-legal-aid", of(m, {{"minutes", 30 * m.dice.between(1, 6)}, {"note", made_up("a second talk")}}));
    });
    if (s.share(l, "demo-redress-claimed")) s.later(l, l.dice.between(60, 200), claim);
}

}  // namespace

void be_helped(Stage& s, Life& l) {
    if (s.share(l, "demo-need")) s.later(l, l.dice.between(2, 30), need);
    if (s.share(l, "demo-referral")) s.later(l, l.dice.between(2, 15), refer);
    if (s.share(l, "demo-step")) s.later(l, l.dice.between(30, 120), take_step);
    if (s.share(l, "demo-letter")) s.later(l, l.dice.between(7, 60), write_letter);
    if (!l.child && s.share(l, "demo-counsel")) s.later(l, l.dice.between(5, 40), meet_counsel);
}

}  // namespace soria::app::demo
