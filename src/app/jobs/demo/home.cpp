// The way home, wished or obliged, some in full anonymity; and how it went.
#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

// Somebody trafficked again is seen again: a new report, every right anew.
void seen_again(Stage& s, Life& l) {
    l.again = true;
    l.code.clear(), l.child_person.clear(), l.partner_person.clear(), l.letter.clear();
    l.closed = l.departed = l.police_told = l.udi_told = l.with_counsel = l.in_clinic = false;
    arrive(s, l);
}

void follow_up(Stage& s, Life& l) {
    std::string outcome = s.draw(l, "demo-follow-up");
    bool by_iom = l.return_referral > 0;
    bool heard = s.did(l, by_iom ? "iom" : l.lead, "follow-up-return", of(l, {{"outcome", outcome}, {"note", made_up("a call from home")}}));
    if (heard && by_iom) s.act(l, "iom", "complete-referral", of(l, {{"referral", l.return_referral}, {"outcome", made_up("home, and reached")}}));
    if (heard && outcome == "trafficked-again" && !l.again) s.later(l, l.dice.between(30, 200), seen_again);
}

void depart(Stage& s, Life& l) {
    if (l.closed) return;
    l.departed = s.did(l, l.return_referral ? "iom" : l.lead, "record-departure", of(l));
    if (!l.departed) return;
    if ((!l.anonymous || l.channel_chosen) && s.share(l, "demo-followed-up")) s.later(l, l.dice.between(30, 120), follow_up);
    else if (l.anonymous && l.dice.below(3) == 0) s.later(l, 60, follow_up);      // refused: nobody follows them up
}

void assess(Stage& s, Life& l) {
    if (l.closed) return;
    bool acceptable = s.share(l, "demo-return-risk");
    s.act(l, l.return_referral ? "iom" : l.lead, "assess-return-risk", of(l, {{"acceptable", acceptable}, {"grounds", made_up(acceptable ? "a relative waits" : "the same people live next door")}}));
    s.later(l, l.dice.between(4, 20), depart);         // without an acceptable risk it is refused
}

void ask_iom(Stage& s, Life& l) {
    auto offered = s.act(l, l.lead, "offer-referral", of(l, {{"to", "iom"}, {"service", "return-assistance"}, {"parts", array{"identity"}}, {"why", made_up("a safe journey")}}));
    if (offered.empty()) return;
    int n = std::stoi(offered["referral"]);
    if (s.did(l, "iom", "accept-referral", of(l, {{"referral", n}}))) l.return_referral = n;
}

}  // namespace

void go_home(Stage& s, Life& l, const char* kind) {
    if (l.closed || l.departed) return;
    bool wished = std::string_view(kind) == "wished";
    l.anonymous = wished && s.share(l, "demo-return-anonymous");
    if (!s.did(l, l.lead, "plan-return", of(l, {{"kind", kind}, {"country", l.country.empty() ? "RO" : l.country}, {"anonymous", l.anonymous}}))) return;
    if (l.anonymous && s.share(l, "demo-return-channel"))
        l.channel_chosen = s.did(l, l.lead, "choose-return-channel", of(l, {{"channel", made_up("a message through a church")}}));
    if (wished && l.return_referral == 0) ask_iom(s, l);
    s.later(l, l.dice.between(5, 30), assess);
    end(s, l, l.dice.between(150, 220));
}

}  // namespace soria::app::demo
