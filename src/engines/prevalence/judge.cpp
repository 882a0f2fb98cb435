// The verdict by rules, and why: each rule with the figures that it looked at.
#include <algorithm>
#include <cmath>

#include "engines/prevalence/protect.hpp"

namespace soria::prevalence {
namespace {

std::string rounded(double x) {                          // three figures are enough for a reason
    double by = std::pow(10.0, std::floor(std::log10(std::max(x, 1e-9))) - 2);
    x = std::round(x / by) * by;
    std::string s = std::to_string(x);
    s.erase(s.find_last_not_of('0') + 1);
    if (!s.empty() && s.back() == '.') s.pop_back();
    return s;
}
// Two significant figures: a reason is read by people.
std::string about(double x) {
    double by = std::pow(10.0, std::max(0.0, std::floor(std::log10(std::max(x, 1.0))) - 1));
    return std::to_string(int64_t(std::llround(std::round(x / by) * by)));
}
std::string whole(double x) { return std::to_string(int64_t(std::llround(x))); }

using Facts = decltype(Reason::facts);

class Judge {
public:
    Judge(Report& r, const Rules& rules) : r_(r), a_(r.answer), rules_(rules) {}

    void say() {
        lists();
        resamples();
        models();
        referrals();
        held_out();
        posterior();
        if (a_.method == Method::fixed) not_looked_at("selection", "how much choosing the model moves the estimate");
        r_.verdict = !none_.empty() ? Verdict::none : !fragile_.empty() ? Verdict::fragile : Verdict::founded;
        r_.reasons = std::move(none_);
        r_.reasons.insert(r_.reasons.end(), fragile_.begin(), fragile_.end());
        if (r_.reasons.empty())
            r_.reasons.push_back({"nothing-against", {}, "", "no rule speaks against it; that lists are independent where the model says so, and that nobody came or went, no data can show"});
    }

private:
    std::string persons(double n) const { return whole(double(counted(std::llround(n), rules_.told_from))); }

    void lists() {
        if (auto n = whole(r_.overlaps.width()), most = whole(double(rules_.lists_min)); r_.overlaps.width() < rules_.lists_min)
            none_.push_back({"lists", {{"n", n}, {"most", most}}, "", n + " lists, fewer than " + most + ": nothing tells whether they depend on one another"});
        if (auto n = persons(double(r_.overlaps.known)), most = whole(double(rules_.known_min)); r_.overlaps.known < rules_.known_min)
            none_.push_back({"known", {{"n", n}, {"most", most}}, "", n + " persons are on the lists: fewer than " + most});
    }
    void resamples() {
        if (a_.resamples && double(a_.dropped) > rules_.dropped_max * double(a_.resamples)) {
            auto n = whole(double(a_.dropped)), all = whole(double(a_.resamples)), most = rounded(100 * rules_.dropped_max);
            none_.push_back({"dropped", {{"n", n}, {"all", all}, {"most", most}}, "", n + " of " + all + " resamples have no estimate: more than " + most + " %"});
        } else if (a_.resamples < judged_resamples_min) {
            not_looked_at("dropped", "how many resamples have no estimate");
        }
    }
    // A factor between two figures: more than threefold none, more than one and a half fragile.
    void apart(const char* rule, double lower, double upper, Facts more, const std::string& before, const std::string& after) {
        double factor = lower > 0 ? upper / lower : 0;
        if (!(factor > rules_.spread_fragile)) return;
        bool much = factor > rules_.spread_none;
        auto from = about(lower), to = about(upper), times = rounded(factor), most = rounded(much ? rules_.spread_none : rules_.spread_fragile);
        Facts facts{{"lower", from}, {"upper", to}, {"factor", times}, {"most", most}};
        facts.insert(facts.begin(), more.begin(), more.end());
        (much ? none_ : fragile_).push_back({rule, std::move(facts), "", before + from + " to " + to + after + ", a factor of " + times + ": more than " + most});
    }
    void models() {
        Span near{rules_.near_bic};
        for (const auto& m : (r_.deeper ? *r_.deeper : r_.picture).models) {
            if (m.existence != exists || m.away > rules_.near_bic) continue;
            near.lower = near.models ? std::min(near.lower, m.estimate) : m.estimate;
            near.upper = near.models ? std::max(near.upper, m.estimate) : m.estimate;
            ++near.models;
        }
        if (near.models == 0) return none_.push_back({"no-model", {}, "", "no model has an estimate"});
        auto within = rounded(rules_.near_bic);
        apart("spread", near.lower, near.upper, {{"within", within}}, "models that fit about as well (within " + within + " of the best BIC) say from ", "");
        bool given = a_.method == Method::fixed || bayesian(a_.method);
        if (given && !(a_.estimate >= near.lower && a_.estimate <= near.upper)) {
            auto n = about(a_.estimate), from = about(near.lower), to = about(near.upper);
            fragile_.push_back({"outside", {{"n", n}, {"lower", from}, {"upper", to}}, "", "what lies in the middle, " + n + ", is outside what models that fit about as well say: " + from + " to " + to});
        }
    }
    void referrals() {
        if (!r_.referrals || !(r_.referrals->by_referral > rules_.referred_max * r_.referrals->overlapping)) return;
        bool few = r_.referrals->by_referral < double(rules_.told_from);     // too few to tell how many
        auto n = persons(r_.referrals->by_referral), all = persons(r_.referrals->overlapping);
        none_.push_back({few ? "referred-few" : "referred", few ? Facts{} : Facts{{"n", n}, {"all", all}}, "",
                         (few ? std::string("most") : n + " of " + all) + " overlaps were made by a referral: they are not independent captures"});
    }
    void held_out() {
        bool any = false;
        for (const auto& t : r_.held_out) {
            any |= t.why_not.empty();
            if (!t.missed) continue;
            auto known = persons(t.truth), lower = about(t.interval.lower), upper = about(t.interval.upper);
            fragile_.push_back({"held-out", {{"known", known}, {"lower", lower}, {"upper", upper}}, t.lists.empty() ? t.what : t.lists[0],
                                "held out, " + t.what + ": " + known + " are known, the other lists estimate " + lower + " to " + upper});
        }
        if (!any) not_looked_at("held-out", "whether the persons of a list held out are met by the others");
    }
    void posterior() {
        if (!a_.posterior) return;
        const auto& p = *a_.posterior;
        if (p.r_hat > 1.05) none_.push_back({"chains", {{"r", rounded(p.r_hat)}}, "", "the chains do not agree (R-hat " + rounded(p.r_hat) + ")"});
        double least = a_.estimate, most = a_.estimate;
        for (const auto& o : p.other_priors) least = std::min(least, o.median), most = std::max(most, o.median);
        apart("prior", least, most, {}, "with other priors the middle is from ", "");
        apart("wide", a_.interval.lower, a_.interval.upper, {}, "the range is from ", "");
    }
    void not_looked_at(const char* what, const char* words) {
        fragile_.push_back({"not-looked-at", {{"what", what}}, "", std::string("a rule could not be looked at: ") + words});
    }

    Report& r_;
    const Answer& a_;
    const Rules& rules_;
    std::vector<Reason> none_, fragile_;
};

}  // namespace

void judge(Report& r, const Rules& rules) { Judge(r, rules).say(); }

}  // namespace soria::prevalence
