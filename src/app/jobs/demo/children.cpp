// What a child is owed, a little of it late; and the day on which a child is one no more.
#include <algorithm>

#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

void appoint(Stage& s, Life& l) {
    if (!s.did(l, "barnevern", "appoint-representative", of(l, {{"agency", "guardians-oslo"}, {"representative", made_up("a representative")}, {"independent", true}}))) return;
    if (l.dice.below(2)) s.later(l, l.dice.between(3, 20), [](Stage& t, Life& m) {
        if (!m.closed) t.act(m, "guardian", "record-need", of(m, {{"service", "psychosocial"}, {"what", made_up("somebody to talk to")}}));
    });
}

// Child welfare consents for a child that wishes to stay; nothing is asked of a child but what it wants.
void apply_for_child(Stage& s, Life& l) {
    if (l.closed || l.departed) return;
    s.act(l, "barnevern", "give-consent", of(l, {{"to", "udi"}, {"purpose", "residence"}, {"classes", array{"identity", "status"}}, {"language", l.language}, {"words", made_up("the child wishes to stay")}}));
    s.act(l, "barnevern", "record-application", of(l, {{"application", "residence"}}));
    s.later(l, 40 + l.dice.wait(22 * s.load()), [](Stage& t, Life& m) {
        if (m.closed || m.departed) return;
        bool granted = t.share(m, "demo-asylum-granted");
        t.act(m, m.lead, "record-application-decided", of(m, {{"application", "residence"}, {"granted", granted}}));
        if (granted) t.act(m, "udi", "grant-permit", of(m, {{"permit", "humanitarian"}, {"from", t.today().text()}, {"until", (t.today() + Period{36, 0}).text()}}));
    });
}

void best_interests(Stage& s, Life& l, bool home) {
    s.act(l, "barnevern", "determine-best-interests",
          of(l, {{"supports_return", home}, {"grounds", made_up("the family was visited")}, {"view_of_the_child", made_up(home ? "wishes to go home" : "wishes to stay")}}));
}

// Without a carer the journey is tried and refused: the safeguard is the demonstration.
void childs_return(Stage& s, Life& l) {
    if (l.closed) return;
    s.act(l, "barnevern", "plan-return", of(l, {{"kind", "wished"}, {"country", l.country.empty() ? "RO" : l.country}, {"anonymous", false}}));
    s.act(l, "barnevern", "assess-return-risk", of(l, {{"acceptable", true}, {"grounds", made_up("the welfare service there has answered")}}));
    bool found = s.share(l, "demo-carer-found");
    best_interests(s, l, found);
    if (found) s.act(l, "barnevern", "name-carer", of(l, {{"carer", made_up("a grandmother")}, {"how_known", made_up("visited by the welfare service there")}}));
    s.later(l, l.dice.between(8, 30), [](Stage& t, Life& m) {
        if (m.closed || !t.did(m, "barnevern", "record-departure", of(m))) return;
        m.departed = true;
        t.later(m, m.dice.between(30, 85), [](Stage& u, Life& n) {
            u.act(n, "barnevern", "follow-up-return", of(n, {{"outcome", u.draw(n, "demo-follow-up")}, {"note", made_up("a letter from home")}}));
        });
        end(t, m, m.dice.between(90, 140));
    });
}

// With the eighteenth birthday the representative's part ends, and a shelter may lead.
void turn_18(Stage& s, Life& l) {
    l.child_now = false;
    if (l.closed || l.departed) return;
    s.act(l, l.lead, "join-team", of(l, {{"agency", "rosa"}}));
    if (s.did(l, l.lead, "hand-over-lead", of(l, {{"to", "rosa"}}))) l.lead = "rosa";
}

}  // namespace

void live_as_child(Stage& s, Life& l) {
    l.child_now = true;
    if (s.share(l, "demo-rights"))
        s.later(l, 1 + l.dice.wait(0.4 * s.load()), [](Stage& t, Life& m) { t.act(m, "barnevern", "tell-rights", of(m, {{"language", m.language}, {"in_writing", m.dice.below(2) == 0}})); });
    if (s.share(l, "demo-representative")) s.later(l, 2 + l.dice.wait(0.8 * s.load()), appoint);
    if (s.share(l, "demo-child-return")) s.later(l, l.dice.between(40, 160), childs_return);
    else s.later(l, l.dice.between(20, 120), [](Stage& t, Life& m) { best_interests(t, m, false), apply_for_child(t, m); });
    if (l.born)
        if (Date birthday = *l.born + Period{18 * 12, 0}; birthday > s.today()) s.later_in_houses(l, days_between(s.today(), birthday) + 1, turn_18);
    end(s, l, l.dice.between(250, 700));
}

}  // namespace soria::app::demo
