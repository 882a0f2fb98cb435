#pragma once
// One made-up person: what the margins drew of them, and what has become of them so far.
#include <functional>
#include <optional>

#include "app/jobs/demo/margins.hpp"
#include "app/jobs/demo/names.hpp"
#include "base/core/date.hpp"

namespace soria::app::demo {

class Stage;
struct Life;
using Step = std::function<void(Stage&, Life&)>;

struct Life {
    Life(uint64_t seed, size_t n) : number(n), dice(seed, n) {}
    size_t number;
    Dice dice;
    Drawn drawn;                                   // what was drawn for it: summed at the end
    // Drawn at birth.
    bool child = false, man = false, eea = false;
    Date begins;
    std::string sex_and_age, gender, age, country, citizenship_group, language, form, region, reporter, channel;
    std::optional<Date> born;
    MadeUpName name;
    bool named = true;
    // Becomes.
    std::string report, person, code, lead, house, letter;
    std::string child_person, partner_person;      // who came along
    bool presumed = false, police_told = false, udi_told = false, with_counsel = false, departed = false, closed = false, again = false, refused_residence = false;
    bool anonymous = false, channel_chosen = false, child_now = false, in_clinic = false;
    int referral = 0, return_referral = 0;
    // Its steps to come: by day, whether they touch a house, and in the order in which they were planned.
    struct When {
        Date day;
        int order;
        auto operator<=>(const When&) const = default;
    };
    std::map<When, Step> own, in_houses;
    int planned = 0;
};

// Draws who it is and when it begins; nothing is recorded yet.
void draw_life(Life&, const Margins&, Date first, Date last);

// Text that says of itself that it is made up.
std::string made_up(std::string_view);

}  // namespace soria::app::demo
