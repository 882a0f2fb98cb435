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
    bool replicates = false;             // show each resample's estimate
};
Result<EstimateSaid> estimate(const std::string& file, const std::vector<EstimateFlag>&);

json::bj::object as_json(const EstimateSaid&);
json::bj::object refused_estimate(const Error&);     // a problem, with the verdict none and the reason
std::string as_text(const EstimateSaid&);        // range before point, two figures, never one number alone
std::string as_csv(const EstimateSaid&);         // every model

}  // namespace soria::app
