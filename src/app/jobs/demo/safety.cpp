// Beds, threats, and threats that move a bed. What touches a house is told one life after the other.
#include <algorithm>

#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

std::string audience_of(const Life& l) { return l.child || l.child_now ? "children" : l.man ? "men" : l.child_person.empty() ? "women" : "mothers-with-children"; }
// A bed for whoever may be a child is held by child welfare.
std::string keeper_of(const Life& l) { return l.child_now ? "barnevern" : l.lead; }

void leave(Stage& s, Life& l) {
    if (l.house.empty()) return;
    s.act(l, keeper_of(l), "release-bed", of(l, {{"house", l.house}}));
    l.house.clear();
}

void sleep_there(Stage& s, Life& l) {
    if (!l.house.empty()) s.act(l, keeper_of(l), "use-bed", of(l, {{"house", l.house}}));
}

// Nobody has a bed: most often all are taken. Where two could look elsewhere, one does.
void be_turned_away(Stage& s, Life& l, bool asked) {
    const char* reason = asked ? "no-free-bed" : l.dice.below(2) ? "not-the-right-place" : "asked-for-another";
    s.act(l, keeper_of(l), "record-turned-away", {{"audience", audience_of(l)}, {"region", l.region}, {"reason", reason}});
}

// The first house with a free bed; a full one refuses, and the next is asked.
void find_bed(Stage& s, Life& l, const std::string& not_there) {
    constexpr int asked_max = 3;
    int asked = 0;
    for (const auto& house : s.houses(audience_of(l))) {
        if (house == not_there || asked++ == asked_max) continue;
        if (!s.did(l, keeper_of(l), "hold-bed", of(l, {{"house", house}}))) continue;
        l.house = house;
        s.later_in_houses(l, 1, sleep_there);
        return;
    }
    be_turned_away(s, l, asked > 0);
}

void move_elsewhere(Stage& s, Life& l) {
    if (l.house.empty() || l.closed || l.departed) return;
    std::string before = l.house;
    if (s.share(l, "demo-house-known"))
        s.act(l, keeper_of(l), "mark-house", {{"house", before}, {"warning", l.dice.below(3) ? "address-known" : "recruitment"}, {"why", made_up("somebody waited outside")}});
    leave(s, l);
    find_bed(s, l, before);
}

void end_threat(Stage& s, Life& l, const std::string& threat) {
    s.act(l, l.lead, "end-threat", of(l, {{"threat", std::stoi(threat)}, {"why", made_up("whoever was feared has left the country")}}));
}

// Gone through again about when the duty falls due, a few days late now and then; of some nobody thinks any more.
void agree_plan(Stage& s, Life& l) {
    if (l.closed || l.departed) return;
    s.act(l, l.lead, "agree-safety-plan", of(l, {{"safe_times", made_up("mornings")}, {"safe_channels", made_up("through a friend")}, {"plan", made_up("a word that means: come")}}));
    if (s.share(l, "demo-plan-reviewed")) s.later(l, l.dice.between(70, 95), agree_plan);
}

void threat(Stage& s, Life& l) {
    if (l.closed || l.departed) return;
    static const char* const feared[] = {"the one who lent the money", "a woman who keeps the passports", "a man from home", "an employer"};
    static const char* const what[] = {"a call to the family", "a car that followed", "a message with a picture of the house", "a visit at work"};
    object fields = of(l, {{"feared", made_up(l.dice.one(feared))}, {"what", made_up(l.dice.one(what))}, {"family_at_risk", l.dice.below(3) == 0}});
    if (!l.partner_person.empty()) fields["feared_person"] = l.partner_person;
    auto recorded = s.act(l, l.lead, "record-threat", std::move(fields));
    if (recorded.empty()) return;
    if (s.share(l, "demo-safety-plan")) s.later(l, l.dice.between(1, 3), agree_plan);
    if (s.share(l, "demo-moves")) s.later_in_houses(l, 1, move_elsewhere);
    if (s.share(l, "demo-threat-ends"))
        s.later(l, l.dice.between(40, 240), [n = recorded["threat"]](Stage& t, Life& m) {
            if (!m.closed) end_threat(t, m, n);
        });
}

}  // namespace

void be_housed(Stage& s, Life& l) {
    if (s.draw(l, "demo-bed") != "accepted" && !l.child) return;
    s.later_in_houses(l, 1 + l.dice.wait(0.8 * s.load()), [](Stage& t, Life& m) { find_bed(t, m, ""); });
    s.later_in_houses(l, l.dice.between(60, 360), leave);
}

void be_threatened(Stage& s, Life& l) {
    if (!l.partner_person.empty() || s.share(l, "demo-threat")) s.later(l, l.dice.between(5, 150), threat);
}

// A bed is freed first; a case with a bed is not closed.
void end(Stage& s, Life& l, int days) {
    if (!s.share(l, "demo-closes")) return;
    s.later_in_houses(l, days, [](Stage& t, Life& m) {
        if (m.closed) return;
        leave(t, m);
        m.closed = t.did(m, m.lead, "close-case", of(m, {{"why", made_up(m.departed ? "home again" : "stands on their own feet")}}));
        if (!m.closed || m.again || !t.share(m, "demo-trafficked-again")) return;
        t.later(m, m.dice.between(60, 300), [](Stage& u, Life& n) {
            n.again = true, n.closed = n.departed = n.police_told = n.udi_told = n.with_counsel = n.in_clinic = n.refused_residence = n.anonymous = n.channel_chosen = false;
            n.code.clear(), n.child_person.clear(), n.partner_person.clear(), n.letter.clear();
            n.referral = n.return_referral = 0;
            arrive(u, n);
        });
    });
}

}  // namespace soria::app::demo
