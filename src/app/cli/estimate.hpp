#pragma once
// The command `soria estimate`: reads lists, asks the engine, prints for people or as JSON or CSV.
#include <string>
#include <vector>

#include "base/json.hpp"
#include "engines/prevalence/report.hpp"

namespace soria::app {

struct EstimateFlag {
    const char* name;        // "--method"
    const char* about;
    std::string value;       // empty: not given
};
std::vector<EstimateFlag> estimate_flags();

struct EstimateSaid {
    prevalence::Report report;
    std::string sha256;                  // of the file, byte for byte
    uint64_t seed = 0;
    size_t models_max = 0;               // shown
    std::string page;                    // "html" or "svg"; empty: none
    bool replicates = false;             // show each resample's estimate
    prevalence::Rules rules;             // of the verdict, and whose they are
    std::string rules_of;
};
Result<EstimateSaid> estimate(const std::string& file, const std::vector<EstimateFlag>&);

json::bj::object as_json(const EstimateSaid&);
json::bj::object refused_estimate(const Error&);     // a problem, with the verdict none and the reason
std::string as_text(const EstimateSaid&);        // range before point, two figures, never one number alone
std::string as_csv(const EstimateSaid&);         // every model
std::string as_page(const EstimateSaid&);        // HTML for screen and print, the picture inside; nothing from elsewhere
std::string as_svg(const EstimateSaid&);         // the picture alone: every model, its estimate and its distance from the best

// Of a number of persons: two significant figures, a blank between thousands.
std::string two_figures(double);
std::string in_words(prevalence::Verdict);

}  // namespace soria::app
