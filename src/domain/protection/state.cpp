#include "domain/protection/state.hpp"

#include <algorithm>

namespace soria::domain {

std::optional<bool> Person::under(int years, Date on) const {
    if (!born) return std::nullopt;
    // Born in a month or year that is not exact: a child as long as the latest possible birthday has not come.
    Date latest = born->precision == Precision::day ? born->date
                  : born->precision == Precision::month ? (born->date + Period{1, 0}).plus_days(-1)
                                                        : (born->date + Period{12, 0}).plus_days(-1);
    return on < latest + Period{12 * years, 0};
}

bool Person::child(int years, Date on) const {
    if (age_in_doubt) return true;
    if (decided_under_18 && !*decided_under_18) return false;
    if (auto by_birth = under(years, on)) return *by_birth;
    return decided_under_18.value_or(maybe_child);
}

bool Person::presumed() const {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.finding == "presumed" || f.finding == "identified"; });
}

const Consent* Person::consent(std::string_view to, std::string_view purpose, std::string_view cls, Date on) const {
    for (const auto& c : consents)
        if (c.to == to && c.purpose == purpose && c.holds(on) &&
            std::find(c.classes.begin(), c.classes.end(), cls) != c.classes.end())
            return &c;
    return nullptr;
}

}  // namespace soria::domain
