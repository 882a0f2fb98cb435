#include "engines/prevalence/protect.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace soria::prevalence {
namespace {

double figures(double x) {                               // two significant ones, and never a fraction of a person
    if (!std::isfinite(x) || x == 0) return x;
    double by = std::pow(10.0, std::max(0.0, std::floor(std::log10(std::abs(x))) - 1));
    return std::round(x / by) * by;
}
double tenths(double x) { return std::round(x * 10) / 10; }
double hundredths(double x) { return std::round(x * 100) / 100; }
void round(Limits& l) { l = {figures(l.lower), figures(l.upper)}; }

bool rests_on(const Model& m, const std::vector<Mask>& hidden) {
    return std::any_of(hidden.begin(), hidden.end(), [&](Mask h) { return m.has(h); });
}

void protect(Posterior& p, int lists, const std::vector<Mask>& hidden) {
    for (double* x : {&p.mean, &p.median, &p.mode, &p.sd, &p.effective_draws}) *x = figures(*x);
    p.r_hat = hundredths(p.r_hat);
    p.mass_at_upper_edge = hundredths(p.mass_at_upper_edge);
    std::erase_if(p.models, [&](const auto& m) {
        auto model = parse_model(m.model, lists);
        return !model || rests_on(*model, hidden);
    });
    for (auto& m : p.models) m.probability = hundredths(m.probability), m.estimate = figures(m.estimate);
    for (auto& o : p.other_priors) o.median = figures(o.median), o.lower = figures(o.lower), o.upper = figures(o.upper);
}

void protect(Answer& a, int lists, const std::vector<Mask>& hidden, int64_t small) {
    a.known = double(counted(int64_t(a.known), small));
    a.estimate = figures(a.estimate);
    round(a.interval);
    round(a.narrower);
    if (a.naive) round(*a.naive);
    if (a.unconditional) round(*a.unconditional);
    if (a.profile) a.profile->estimate = figures(a.profile->estimate), a.profile->lower = figures(a.profile->lower), a.profile->upper = figures(a.profile->upper);
    a.z0 = tenths(a.z0);
    a.acceleration = tenths(a.acceleration);
    for (auto& t : a.by_top) round(t.limits), round(t.narrower);
    a.replicates.clear();
    a.steps.clear();                                     // a step's probability tells how many stand on its pair
    a.fitted.reset();
    if (a.posterior) protect(*a.posterior, lists, hidden);
}

void protect(Picture& p, const std::vector<Mask>& hidden) {
    size_t before = p.models.size();
    std::erase_if(p.models, [&](const Pictured& m) { return rests_on(m.model, hidden); });
    p.held_back = before - p.models.size();
    double bic = 0, aic = 0;
    for (size_t i = 0; i < p.models.size() && p.models[i].existence == exists; ++i) {
        auto& m = p.models[i];
        if (i == 0) bic = m.bic, aic = m.aic;
        m.estimate = figures(m.estimate);
        m.away = m.bic = tenths(m.bic - bic);
        m.aic = tenths(m.aic - aic);
    }
    spans(p);
}

void protect(std::vector<Tried>& list, const Overlaps& o, const std::vector<Mask>& hidden, int64_t small) {
    for (auto& t : list) {
        t.known = 0;
        t.truth = double(counted(int64_t(t.truth), small));
        t.estimate = figures(t.estimate);
        round(t.interval);
        Mask both = 0;
        for (int i = 0; i < o.width(); ++i)
            if (std::find(t.lists.begin(), t.lists.end(), o.lists[size_t(i)]) != t.lists.end()) both = Mask(both | (1u << i));
        // As one list two are as long as both less who stands on both.
        if (std::popcount(both) == 2 && std::find(hidden.begin(), hidden.end(), both) != hidden.end()) {
            t.estimate = 0, t.interval = {};
            t.why_not = "cannot be shown: it would tell a number that is held back";
            t.why = {"held-back", {}, "", ""};
        }
    }
}

}  // namespace

int64_t counted(int64_t persons, int64_t small) {
    if (small <= 1 || persons <= 0) return persons;
    return std::max(small, (persons + small / 2) / small * small);
}

std::vector<Mask> held_back(const Overlaps& o, int64_t small) {
    std::vector<Mask> out;
    for (size_t m = 1; m < o.count.size(); ++m) {
        if (std::popcount(m) < 2) continue;
        int64_t n = o.on_all(Mask(m));
        if (n > 0 && n < small) out.push_back(Mask(m));
    }
    return out;
}

void protect(Report& r, int64_t small) {
    if (small <= 1) return;
    auto hidden = held_back(r.overlaps, small);
    int lists = r.overlaps.width();
    protect(r.answer, lists, hidden, small);
    protect(r.picture, hidden);
    for (auto* list : {&r.without_list, &r.merged, &r.held_out}) protect(*list, r.overlaps, hidden, small);
    for (auto& t : r.top_interaction) t.estimate = figures(t.estimate);
    for (auto& s : r.strata) {
        s.known = double(counted(int64_t(s.known), small));
        if (!s.answer) continue;
        protect(*s.answer, lists, hidden, small);
        if (s.answer->posterior) s.answer->posterior->models.clear();    // other numbers are small there
    }
    if (r.referrals) {
        for (double* n : {&r.referrals->overlapping, &r.referrals->by_referral, &r.referrals->persons})
            if (int64_t(*n) >= small) *n = double(counted(int64_t(*n), small));
        if (r.referrals->without) protect(*r.referrals->without, lists, hidden, small);
    }
    if (r.matching) {
        auto& m = *r.matching;
        m.known_least = double(counted(int64_t(m.known_least), small));
        m.known_most = double(counted(int64_t(m.known_most), small));
        m.estimate = figures(m.estimate);
        m.share = hundredths(m.share);
        round(m.interval);
        round(m.narrower);
        round(m.one_draw);
        for (auto& x : m.estimates) x = figures(x);
    }
}

}  // namespace soria::prevalence
