#pragma once
// Everything that an honest report of an estimate holds: the answer, every model, the checks, the strata, and a verdict by rules.
#include "engines/prevalence/linkage.hpp"

namespace soria::prevalence {

inline constexpr std::string_view engine_version = "prevalence 2";      // rises when any number of a report could change

// When an estimate is not well founded. No source gives these numbers: they are assumptions, and whoever reports may set others.
struct Rules {
    double dropped_max = 0.2;            // of the resamples; more: none
    double near_bic = 6;                 // models so near to the best count as candidates
    double spread_none = 3;              // largest over smallest estimate of those; more: none
    double spread_fragile = 1.5;         // more: fragile
    double referred_max = 0.5;           // of the overlapping persons, by referral; more: none
    int64_t stratum_known_min = 20;      // of a stratum; fewer: nothing about it is shown
    int64_t lists_min = 3;               // of two alone nothing tells whether they depend on one another; fewer: none
    int64_t known_min = 50;              // persons on the lists; fewer: none
    int64_t told_from = 0;               // fewer persons than this are told in no reason, and others to its nearest multiple
};

enum class Verdict { none, fragile, founded };
std::string_view name_of(Verdict);

// Why the verdict is what it is: a rule, the figures it looked at (rounded as they may be told), the list it is about, and all of it in English.
struct Reason {
    // none or fragile: no-model, dropped, spread, lists, known, referred, referred-few, held-out, chains, prior, wide, outside, not-looked-at;
    // or nothing-against. Why a part has no estimate: one-list, nobody, empty-list, no-overlap, no-estimate, not-identified, no-model, dropped,
    // too-few, another-group, held-back; empty for what is told in English alone
    std::string rule;
    std::vector<std::pair<std::string, std::string>> facts;
    std::string list;                    // held-out: which
    std::string text;
};

Reason why_not(const Error&);            // of what estimating refuses

// A check's own estimate, or why there is none.
struct Tried {
    std::string what;                    // "without LA", "LA+NG as one", "only those on LA"
    std::vector<std::string> lists;      // that it names
    double known = 0, estimate = 0;
    Limits interval;
    double truth = 0;                    // held out: how many there are
    bool missed = false;                 // held out: the interval does not have the truth
    std::string why_not;                 // empty when there is an estimate
    Reason why;                          // the same as a rule
};

struct StratumAnswer {
    std::string name;
    bool withheld = false;               // too few to show
    double known = 0;
    std::optional<Answer> answer;
    std::string why_not;                 // "cannot be estimated": its reason
    Reason why;                          // the same as a rule
};

struct Referrals {
    double overlapping = 0, by_referral = 0, persons = 0;
    std::optional<Answer> without;
    std::string why_not;
    Reason why;
};

struct Report {
    Overlaps overlaps;
    double level = 0.95;
    Answer answer;
    Picture picture;
    std::optional<Picture> deeper;       // up to the order that judging wants, where a lower one was asked for
    std::vector<Tried> without_list, merged, held_out;
    struct Top { double factor, estimate; };
    std::vector<Top> top_interaction;    // the interaction of all lists, which nothing in the data can tell, multiplies the unseen
    std::vector<StratumAnswer> strata;
    std::optional<Referrals> referrals;
    std::optional<Pooled> matching;      // when the overlaps were drawn: everything else is of the middle draw but the interval
    Verdict verdict = Verdict::founded;
    std::vector<Reason> reasons;
};

struct ReportOptions {
    Settings settings;
    Rules rules;
    size_t models_max = 100'000;
    bool checks = true;
    size_t draw_resamples = 0;           // of each draw of who is the same person; 0: as many as the settings say
    bool protect_strata = true;          // a stratum withheld alone could be found by subtraction: then the smallest other is too
};
Result<Report> report(const Input&, const ReportOptions&, const Run&);
// The same from draws of who is the same person.
Result<Report> report_matched(const std::vector<Overlaps>& draws, const ReportOptions&, const Run&);
Result<Report> report_matched(const std::vector<Input>& draws, const ReportOptions&, const Run&);    // with strata and referrals

// With fewer resamples nobody can say how large a part of them has no estimate.
inline constexpr size_t judged_resamples_min = 100;
// The verdict alone, from what a report holds. A rule that could not be looked at lets no estimate be founded.
void judge(Report&, const Rules&);

}  // namespace soria::prevalence
