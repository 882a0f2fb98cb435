#pragma once
// Estimates of how many are not seen: from a file (`soria estimate LISTS.csv`) or from the ledger, and what is said of them: for people,
// as JSON, CSV, a page, a picture.
#include <map>
#include <string>
#include <vector>

#include "base/core/date.hpp"
#include "base/json.hpp"
#include "engines/prevalence/protect.hpp"
#include "pack/pack.hpp"

namespace soria::app {

class Folder;

struct EstimateFlag {
    const char* name;        // "--method"
    const char* about;
    std::string value;       // empty: not given
};
std::vector<EstimateFlag> estimate_flags();

// What the flags say.
struct EstimateAsked {
    prevalence::ReportOptions report;
    prevalence::Columns columns;
    unsigned threads = 1;
    size_t models_max = 40'000;
    bool replicates = false, matched = false;
    std::string page, resamples, rules_of = "the program's own, assumptions";
};
Result<EstimateAsked> estimate_asked(std::map<std::string, std::string> flags);
Status take_rules(const pack::Pack&, EstimateAsked&);        // the verdict's, as the pack has them

// Of an estimate from the ledger: which lists, and what is not in them.
struct FromLedger {
    Date from, until, as_of;
    bool by_kind = false;
    std::vector<std::string> by;
    struct Left { std::string list, why, basis; int64_t persons = 0; };      // why: no-basis, not-declared, too-few
    std::vector<Left> left_out;
    int64_t merged = 0, vague = 0, erased = 0;
    int64_t small = 0;                   // fewer persons than this are not told
    size_t links = 0;                    // pairs who may be one person and were drawn
    std::string links_sha256, not_drawn, not_drawn_rule;      // why nothing was drawn; not-asked, method, too-many, nobody, no-estimate
};

struct EstimateSaid {
    prevalence::Report report;
    std::string refused;                 // why there is no estimate at all; then the report has the overlaps alone
    prevalence::Reason why;              // the same as a rule
    std::optional<FromLedger> ledger;
    std::string sha256;                  // of the file, byte for byte; of the ledger's table, see table_of
    uint64_t seed = 0;
    size_t models_max = 0;               // shown
    std::string page;                    // "html" or "svg"; empty: none
    bool replicates = false;             // show each resample's estimate
    prevalence::Rules rules;             // of the verdict, and whose they are
    std::string rules_of;

    int64_t small() const { return ledger ? ledger->small : 0; }
    bool too_small(int64_t persons) const { return persons > 0 && persons < small(); }
    int64_t counted(int64_t persons) const { return prevalence::counted(persons, small()); }     // as it may be told
};
// `begun`: where seed, hash and level go, so that a refusal has them too.
Result<EstimateSaid> estimate(const std::string& file, const std::vector<EstimateFlag>&, EstimateSaid* begun = nullptr);

json::bj::object as_json(const EstimateSaid&);
json::bj::object refused_estimate(const Error&, const EstimateSaid& begun);      // a problem with the names of an answer, and nothing in them
std::string as_text(const EstimateSaid&);        // range before point, two figures, never one number alone
std::string as_csv(const EstimateSaid&);         // every model
std::string as_page(const EstimateSaid&);        // HTML for screen and print, the picture inside; nothing from elsewhere
std::string as_svg(const EstimateSaid&);         // the picture alone: every model, its estimate and its distance from the best

// Of a number of persons: two significant figures, a blank between thousands.
std::string two_figures(double);
std::string in_words(prevalence::Verdict);
std::string percent(double);                     // "95 %"
std::string figure(double factor);               // two places: "0.67"
std::string shown_models(const EstimateSaid&);   // how many of how many the picture shows, and why not the others
std::string chosen(const prevalence::Report&);   // the model and its existence; empty where none was chosen
std::string sampled(const prevalence::Answer&);  // R-hat and effective draws; empty where nothing was sampled
std::string identity(const EstimateSaid&);       // seed, data's hash, version
std::string rounded_note(const EstimateSaid&);   // how numbers from the ledger are told
inline constexpr size_t picture_dots_max = 2000;
inline constexpr const char* checks_are = "each range is Wald's, as if the model, chosen once, had been known beforehand: narrower than one that chooses it anew";
inline constexpr const char* held_out_is = "each range is BCa from 200 resamples, stepwise anew in each";
std::string why_left_out(const FromLedger::Left&);

}  // namespace soria::app
