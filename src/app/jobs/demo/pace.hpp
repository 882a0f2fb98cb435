#pragma once
// How much goes on in a country of so many lives, and when it goes on again.
#include <cmath>

#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {

constexpr int quarter_days = 91, year_days = 365;

// So many, more in a larger country (three more for each doubling of `lives`), and not the same every time.
inline int more(const Stage& s, Life& l, int n, int lives) { return n + int(3 * std::log2(1 + double(s.lives) / lives)) + l.dice.below(3); }
// The same for what a country does few of: one more for each doubling.
inline int few(const Stage& s, Life& l, int n, int lives) { return n + int(std::log2(1 + double(s.lives) / lives)) + l.dice.below(2); }
inline int year_of(const Stage& s) { return int(s.today().civil().year()); }
inline bool over(const Stage& s, int days) { return s.today().plus_days(days) > Date::of(2009, 12, 31).value(); }
inline void again(Stage& s, Life& l, int days, Step step) {
    if (!over(s, days)) s.later(l, days, std::move(step));
}

}  // namespace soria::app::demo
