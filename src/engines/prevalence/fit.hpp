#pragma once
// One model on one table: the estimate, how well it fits, its interval, and whether it exists at all.
#include "engines/prevalence/exists.hpp"

namespace soria::prevalence {

struct Parameter {
    Mask term;
    double value;                        // minus infinity: nobody stands on all its lists
};

struct Fitted {
    Model model;
    Existence existence = exists;
    double estimate = 0, dark = 0;       // known and unseen; unseen alone. Meaningless unless the estimate exists and is identified
    double log_likelihood = 0, bic = 0, aic = 0, deviance = 0;
    double lower = 0, upper = 0;         // Wald, on the logarithm of the unseen
    double variance = 0;                 // of the constant, which is that logarithm
    std::vector<Parameter> parameters;
};

double normal_quantile(double p);
double normal_probability(double z);

// BIC and AIC count every term, minus infinity or not; `known` persons are the observations.
double bic_of(double log_likelihood, int terms, double known);
double aic_of(double log_likelihood, int terms);

Fitted fit(const Sums&, const Model&, double level = 0.95);

// Limits of the multinomial profile likelihood of the population's size, and where it is largest.
struct Profile { double estimate = 0, lower = 0, upper = 0; bool found = false; };
Profile profile(const Sums&, const Model&, double level = 0.95);

}  // namespace soria::prevalence
