#pragma once
// My desk: what is due, what waits for me, what I begin with.
#include "views/pages_plan.hpp"

namespace soria::views {

struct DeskClock { std::string code, name, ends, clock; int64_t days_left = 0; };
struct DeskDuty { std::string code, what, due, duty; bool overdue = false, is_case = true; };
struct DeskReferral { std::string code, service, from; int64_t number = 0; };
struct DeskAnswer { std::string code, service, by, day; bool accepted = false; };     // to a referral that was offered from here
struct DeskOrder { std::string code, service; int64_t number = 0; };
struct DeskReport { std::string code, form, region, from; };
struct DeskAlert { std::string code, what, more; };     // more: which house, and what it was warned of
struct DeskConcern { std::string person, report; };

struct Desk {
    std::vector<PlanNext> plan;            // of the plan, what waits for the agency
    std::string today, agency, csrf;
    std::string seen;                             // a short word for all of this, by which a change is known
    std::vector<std::string> keys;                // an idempotency key for each button below, in order
    std::vector<Begin> begins;                    // the first is this role's
    std::vector<DeskClock> clocks, coming_of_age; // of the second, `ends` is the day on which somebody turns 18
    std::vector<DeskAlert> alerts;
    std::vector<DeskDuty> duties;
    std::vector<DeskReferral> referrals;
    std::vector<DeskAnswer> answers;
    std::vector<DeskOrder> orders;
    std::vector<DeskReport> reports;
    bool opens_cases = false;                     // else reports are read and not accepted here
    std::vector<DeskConcern> concerns;
    std::vector<std::string> matches;             // codes of questions of identity to judge
};
Html desk(const Desk&, const Words&);
Html find(const Words&, std::string_view csrf, std::string_view given, std::string_view error);

}  // namespace soria::views
