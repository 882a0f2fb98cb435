#pragma once
// The steps that lives are made of. Each is drawn when the one before it is told; the margins say how often.
#include "app/jobs/demo/stage.hpp"

namespace soria::app::demo {

void arrive(Stage&, Life&);                     // somebody is seen, and reported
void be_led(Stage&, Life&);                     // what follows once a case is open: presumed, housed, helped
void live_as_adult(Stage&, Life&);              // consent, residence, police
void live_as_child(Stage&, Life&);              // rights, representative, eighteen
void be_helped(Stage&, Life&);                  // needs, referrals, steps, letters, counsel, redress
void be_housed(Stage&, Life&);                  // a bed, when the margins say so
void be_threatened(Stage&, Life&);
void go_home(Stage&, Life&, const char* kind);  // wished, obliged
void end(Stage&, Life&, int days);              // the case is closed in so many days, when the margins say so
void carry_out_the_plan(Stage&, Life&);         // what ministries and agencies do on the measures
void propose_projects(Stage&, Life&);            // each quarter; every year, treaties and commitments:
void negotiate_abroad(Stage&, Life&);
void run_the_country(Stage&, Life&);            // what belongs to nobody: houses, outreach, records

// Fields that name the life's case.
inline object of(const Life& l) { return {{"case", l.code}}; }
// The same with more fields.
inline object of(const Life& l, object more) {
    more["case"] = l.code;
    return more;
}
object person_seen(const Life&);

}  // namespace soria::app::demo
