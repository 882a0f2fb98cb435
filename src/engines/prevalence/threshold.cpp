#include "engines/prevalence/threshold.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engines/prevalence/chains.hpp"

namespace soria::prevalence {
namespace {

constexpr double broad_sd = 100;

// The posterior of one model's parameters: the Poisson likelihood of the observed combinations and normal priors.
class Posterior {
public:
    Posterior(const Sums& s, std::vector<Mask> terms, double effect_sd) : s_(s), terms_(std::move(terms)), eta_(s.y.size()), p_(terms_.size()) {
        for (Mask t : terms_) precision_.push_back(1 / (t & (t - 1) ? effect_sd * effect_sd : broad_sd * broad_sd));
    }
    size_t size() const { return p_; }

    double log_density(const double* alpha) {
        means(alpha);
        double f = 0;
        for (size_t k = 0; k < p_; ++k) f += alpha[k] * s_.over[terms_[k]] - 0.5 * precision_[k] * alpha[k] * alpha[k];
        for (size_t m = 1; m < eta_.size(); ++m) f -= eta_[m];
        return f;
    }

    // Newton to the mode; false when it does not come to rest. `root` becomes the factor of the Hessian there, row by row.
    bool mode(std::vector<double>& alpha, std::vector<double>& root) {
        alpha.assign(p_, 0.0);
        alpha[0] = std::log(std::max(1.0, s_.known));
        for (size_t k = 1; k < p_; ++k)
            if (!(terms_[k] & (terms_[k] - 1))) alpha[k] = std::log(std::max(0.5, s_.over[terms_[k]])) - alpha[0];
        double at = log_density(alpha.data());
        for (int n = 0; n < 200; ++n) {
            std::vector<double> step(p_), next(p_);
            means(alpha.data());
            hessian(root);
            for (size_t k = 0; k < p_; ++k) {
                step[k] = s_.over[terms_[k]] - precision_[k] * alpha[k];
                for (size_t m = 1; m < eta_.size(); ++m)
                    if ((m & terms_[k]) == terms_[k]) step[k] -= eta_[m];
            }
            if (!factor(root)) return false;
            forward(root, step);
            double decrement = 0;
            for (double x : step) decrement += x * x;
            backward(root, step);
            double by = 1;
            for (int half = 0; half < 40; ++half, by /= 2) {
                for (size_t k = 0; k < p_; ++k) next[k] = alpha[k] + by * step[k];
                double there = log_density(next.data());
                if (there >= at - 1e-10 * std::abs(at)) {
                    at = there;
                    alpha = next;
                    break;
                }
            }
            if (decrement < 1e-14) return true;
        }
        return false;
    }
    // x becomes the solution of L' x = x.
    void backward(const std::vector<double>& L, std::vector<double>& x) const {
        for (size_t i = p_; i-- > 0;) {
            for (size_t k = i + 1; k < p_; ++k) x[i] -= L[k * p_ + i] * x[k];
            x[i] /= L[i * p_ + i];
        }
    }

private:
    void means(const double* alpha) {
        std::fill(eta_.begin(), eta_.end(), 0.0);
        for (size_t k = 0; k < p_; ++k) eta_[terms_[k]] = alpha[k];
        for (size_t bit = 1; bit < eta_.size(); bit <<= 1)
            for (size_t m = 0; m < eta_.size(); ++m)
                if (m & bit) eta_[m] += eta_[m ^ bit];
        for (auto& x : eta_) x = std::exp(std::min(x, 700.0));
    }
    void hessian(std::vector<double>& H) const {
        std::vector<double> over = eta_;
        over[0] = 0;
        for (size_t bit = 1; bit < over.size(); bit <<= 1)
            for (size_t m = 0; m < over.size(); ++m)
                if (!(m & bit)) over[m] += over[m | bit];
        H.assign(p_ * p_, 0.0);
        for (size_t i = 0; i < p_; ++i) {
            for (size_t j = 0; j <= i; ++j) H[i * p_ + j] = over[terms_[i] | terms_[j]];
            H[i * p_ + i] += precision_[i];
        }
    }
    bool factor(std::vector<double>& L) const {
        for (size_t j = 0; j < p_; ++j)
            for (size_t i = j; i < p_; ++i) {
                double a = L[i * p_ + j];
                for (size_t k = 0; k < j; ++k) a -= L[i * p_ + k] * L[j * p_ + k];
                if (i == j && !(a > 0)) return false;
                L[i * p_ + j] = i == j ? std::sqrt(a) : a / L[j * p_ + j];
            }
        return true;
    }
    void forward(const std::vector<double>& L, std::vector<double>& x) const {
        for (size_t i = 0; i < p_; ++i) {
            for (size_t k = 0; k < i; ++k) x[i] -= L[i * p_ + k] * x[k];
            x[i] /= L[i * p_ + i];
        }
    }
    const Sums& s_;
    std::vector<Mask> terms_;
    std::vector<double> eta_, precision_;
    size_t p_;
};

// Metropolis with proposals that do not depend on where the chain stands: Student's t with eight degrees of freedom, at the mode,
// as wide as the posterior there. Close to the posterior itself, so nearly every draw is a new one.
class Chain {
public:
    Chain(Posterior p, const std::vector<double>& mode, const std::vector<double>& root, size_t kept, Random random)
        : draws{}, p_(std::move(p)), mode_(mode), root_(root), random_(random), now_(mode), next_(p_.size()), z_(p_.size()), warm_up_(kept / 10 + 50), kept_(kept),
          log_ratio_(p_.log_density(now_.data())) {}

    std::vector<double> draws;       // p of them for each kept state
    size_t accepted = 0;

    // Part `part` of `parts` of the way.
    void walk(size_t part, size_t parts) {
        for (size_t to = (warm_up_ + kept_) * (part + 1) / parts; at_ < to; ++at_) step(at_ >= warm_up_);
    }

private:
    void step(bool keep) {
        constexpr double degrees = 8;
        size_t n = p_.size();
        double norm = 0, stretch = std::sqrt(degrees / (2 * random_.gamma(degrees / 2)));
        for (auto& x : z_) x = random_.normal() * stretch, norm += x * x;
        p_.backward(root_, z_);
        for (size_t k = 0; k < n; ++k) next_[k] = mode_[k] + z_[k];
        double ratio = p_.log_density(next_.data()) + 0.5 * (degrees + double(n)) * std::log1p(norm / degrees);
        if (ratio >= log_ratio_ || std::log(random_.uniform()) < ratio - log_ratio_) {
            log_ratio_ = ratio;
            now_ = next_;
            accepted += keep;
        }
        if (keep) draws.insert(draws.end(), now_.begin(), now_.end());
    }

    Posterior p_;
    std::vector<double> mode_, root_;
    Random random_;
    std::vector<double> now_, next_, z_;
    size_t warm_up_, kept_, at_ = 0;
    double log_ratio_;               // posterior over proposal
};

struct Sampled {
    std::vector<Chain> chains;
    size_t kept = 0;
};

Result<Sampled> sample(const Sums& s, const std::vector<Mask>& terms, const ThresholdSettings& settings, uint64_t stream, const Run& run) {
    Posterior posterior(s, terms, settings.effect_sd);
    std::vector<double> mode, root;
    if (!posterior.mode(mode, root)) return invalid("the posterior has no top that can be found");
    Sampled out;
    out.kept = (settings.draws + settings.chains - 1) / settings.chains;
    for (size_t c = 0; c < settings.chains; ++c) out.chains.emplace_back(posterior, mode, root, out.kept, Random(settings.seed, stream + c));
    constexpr size_t parts = 20;                         // so that it is seen how far it is, and that it can be stopped
    for (size_t part = 0; part < parts; ++part)
        if (!run("draws, part " + std::to_string(part + 1) + " of " + std::to_string(parts), settings.chains, [&](size_t c) { out.chains[c].walk(part, parts); })) return stopped();
    return out;
}

}  // namespace

Result<Thresholded> threshold(const Sums& s, const ThresholdSettings& settings, const Run& run) {
    std::vector<Mask> terms = independent(s.lists).terms;
    size_t first_pair = terms.size();
    for (int i = 0; i < s.lists; ++i)
        for (int j = i + 1; j < s.lists; ++j) terms.push_back(Mask((1u << i) | (1u << j)));
    Sampled all = TRY(sample(s, terms, settings, 1'000'000, run));
    Thresholded out;
    out.model = independent(s.lists);
    for (size_t k = first_pair; k < terms.size(); ++k) {
        double sum = 0, squares = 0, n = 0;
        for (const auto& c : all.chains)
            for (size_t i = k; i < c.draws.size(); i += terms.size()) sum += c.draws[i], squares += c.draws[i] * c.draws[i], ++n;
        double mean = sum / n, sd = std::sqrt(std::max(1e-300, squares / n - mean * mean));
        if (std::abs(mean / sd) >= settings.threshold) out.model = with(out.model, terms[k]);
    }
    Sampled kept = TRY(sample(s, out.model.terms, settings, 2'000'000, run));
    std::vector<std::vector<double>> chains;
    double accepted = 0;
    for (const auto& c : kept.chains) {
        auto& chain = chains.emplace_back();
        for (size_t i = 0; i < c.draws.size(); i += out.model.size()) chain.push_back(s.known + std::exp(c.draws[i]));
        accepted += double(c.accepted);
        out.draws.insert(out.draws.end(), chain.begin(), chain.end());
    }
    out.accepted = accepted / double(out.draws.size());
    out.r_hat = r_hat(chains);
    out.effective_draws = effective_draws(chains);
    std::sort(out.draws.begin(), out.draws.end());
    return out;
}

}  // namespace soria::prevalence
