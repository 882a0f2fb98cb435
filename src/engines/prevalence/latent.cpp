#include "engines/prevalence/latent.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "engines/prevalence/chains.hpp"

namespace soria::prevalence {
namespace {

constexpr double most_unseen = 20;               // times the known; the prior ends there, as LCMCR's does
constexpr double least_chance = 1e-9;

double independent_constant(const Sums& s) {
    Model m = independent(s.lists);
    Lanes lanes(s.lists, int(m.size()));
    lanes.put(0, s, m.terms.data(), int(m.size()));
    lanes.run();
    double c = lanes.outcome(0).constant;
    return std::isfinite(c) ? std::min(c, std::log(most_unseen * s.known)) : std::log(s.known);
}

class Sampler {
public:
    Sampler(const Sums& s, const LatentSettings& settings, uint64_t stream)
        : settings_(settings), random_(settings.seed, stream), t_(s.lists), k_(settings.classes), n_(s.known), chance_(size_t(t_ * k_)), weight_(size_t(k_), 1.0 / k_), log_weight_(size_t(k_), -std::log(double(k_))),
          none_(size_t(k_)), held_(size_t(k_)), ones_(size_t(t_ * k_)), part_(size_t(k_)), row_(size_t(k_)), alpha_(0.3 / k_) {
        for (size_t m = 1; m < s.y.size(); ++m)
            if (s.y[m] > 0) cells_.push_back(Mask(m)), count_.push_back(s.y[m]);
        of_cell_.resize(cells_.size() * size_t(k_));
        total_.resize(cells_.size());
        changed_.resize(cells_.size());
        product_.resize(s.y.size());
        // One class holds nearly everybody, as independent lists would have it, but for a factor that differs from chain to chain; the
        // others are anything. From classes that are all anything a chain takes very long to find its way.
        double all = s.known + std::exp(independent_constant(s)), factor = std::exp(0.5 * random_.normal());
        for (auto& c : chance_) c = random_.uniform();
        for (int j = 0; j < t_; ++j) chance_[size_t(j)] = std::clamp(s.over[size_t(1) << j] / (all * factor), 1e-6, 0.95);
        for (int k = 0; k < k_; ++k) weight_[size_t(k)] = k_ == 1 ? 1 : k == 0 ? 0.95 : 0.05 / (k_ - 1), log_weight_[size_t(k)] = std::log(weight_[size_t(k)]);
        unseen_ = std::min(std::round(all * factor), most_unseen * n_);
        products();
    }

    // LCMCR's warm-up: few classes at first, then the classes in the order of their weight.
    void warm_up() {
        for (int i = 0; i < 500; ++i) sweep(false);
        std::vector<int> order(size_t(k_), 0);
        std::iota(order.begin(), order.end(), 0);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return weight_[size_t(a)] > weight_[size_t(b)]; });
        auto chance = chance_;
        auto weight = weight_, log_weight = log_weight_;
        for (int k = 0; k < k_; ++k) {
            weight_[size_t(k)] = weight[size_t(order[size_t(k)])];
            log_weight_[size_t(k)] = log_weight[size_t(order[size_t(k)])];
            for (int j = 0; j < t_; ++j) at(chance_, k, j) = chance[size_t(order[size_t(k)] * t_ + j)];
        }
        products();
    }
    void sweep(bool free_concentration = true) {
        allocate();
        draw_chances();
        draw_weights();
        if (free_concentration) draw_concentration();
        products();
        if (free_concentration)
            for (int i = 0; i < settings_.moves; ++i) {
                move();
                exchange();
            }
        draw_unseen();
    }
    double population() const { return n_ + unseen_; }

private:
    double& at(std::vector<double>& v, int k, int j) { return v[size_t(k * t_ + j)]; }

    // product[m] = chance of exactly the lists of m, of one class; returns that of none.
    double exactly(const double* chance) {
        double base = 1;
        product_[0] = 1;
        for (int j = 0; j < t_; ++j) {
            double yes = chance[j], no = 1 - yes;
            size_t half = size_t(1) << j;
            for (size_t m = 0; m < half; ++m) product_[m + half] = product_[m] * yes, product_[m] *= no;
        }
        base = product_[0];
        return base;
    }
    void products() {
        std::fill(total_.begin(), total_.end(), 0.0);
        for (int k = 0; k < k_; ++k) {
            none_[size_t(k)] = exactly(&chance_[size_t(k * t_)]);
            for (size_t c = 0; c < cells_.size(); ++c) {
                double x = weight_[size_t(k)] * product_[cells_[c]];
                of_cell_[c * size_t(k_) + size_t(k)] = x;
                total_[c] += x;
            }
        }
    }

    void split(double n, const double* weights, double total, double* out) {
        std::fill(out, out + k_, 0.0);
        if (n <= 3) {                                    // one by one is quicker
            for (int i = 0; i < int(n); ++i) {
                double u = random_.uniform() * total;
                int k = 0;
                while (k + 1 < k_ && (u -= weights[k]) > 0) ++k;
                out[k] += 1;
            }
            return;
        }
        for (int k = 0; k < k_ && n > 0; ++k) {
            bool last = k + 1 == k_;
            double share = total > 0 ? std::min(1.0, weights[k] / total) : 1;
            out[k] = last ? n : random_.binomial(n, share);
            n -= out[k];
            total -= weights[k];
        }
    }
    void allocate() {
        std::fill(ones_.begin(), ones_.end(), 0.0);
        for (size_t k = 0; k < size_t(k_); ++k) row_[k] = weight_[k] * none_[k];
        split(unseen_, row_.data(), std::accumulate(row_.begin(), row_.end(), 0.0), held_.data());
        for (size_t c = 0; c < cells_.size(); ++c) {
            split(count_[c], &of_cell_[c * size_t(k_)], total_[c], part_.data());
            for (int k = 0; k < k_; ++k) {
                double n = part_[size_t(k)];
                if (n == 0) continue;
                held_[size_t(k)] += n;
                for (int j = 0; j < t_; ++j)
                    if (cells_[c] >> j & 1) at(ones_, k, j) += n;
            }
        }
    }
    void draw_chances() {
        for (int k = 0; k < k_; ++k)
            for (int j = 0; j < t_; ++j) {
                double n = held_[size_t(k)], ones = at(ones_, k, j);
                double c = n == 0 ? random_.uniform() : random_.beta(1 + ones, 1 + n - ones);
                at(chance_, k, j) = std::clamp(c, least_chance, 1 - least_chance);
            }
    }
    // Stick-breaking, on the logarithm of what is left of the stick.
    void draw_weights() {
        double after = std::accumulate(held_.begin(), held_.end(), 0.0);
        double log_left = 0;
        for (int k = 0; k < k_; ++k) {
            double n = held_[size_t(k)];
            after -= n;
            if (k + 1 == k_) {
                log_weight_[size_t(k)] = log_left;
                break;
            }
            // V ~ Beta(1 + n, alpha + after), as logarithms: 1 - V may be too small for anything else.
            double log_no, log_yes;
            if (n == 0 && after == 0) {
                log_no = std::log(random_.uniform()) / alpha_;
                log_yes = std::log(-std::expm1(log_no));
            } else {
                double x = std::log(random_.gamma(1 + n)), y = random_.log_gamma_variate(alpha_ + after), top = std::max(x, y);
                double both = top + std::log(std::exp(x - top) + std::exp(y - top));
                log_no = y - both;
                log_yes = x - both;
            }
            log_weight_[size_t(k)] = log_left + log_yes;
            log_left += log_no;
        }
        for (size_t k = 0; k < size_t(k_); ++k) weight_[k] = std::exp(log_weight_[k]);
    }
    void draw_concentration() { alpha_ = std::max(1e-6, random_.gamma(settings_.a + k_ - 1) / (settings_.b - log_weight_.back())); }

    double chance_of_none() const {
        double some = 0, none = 0;
        for (size_t k = 0; k < size_t(k_); ++k) none += weight_[k] * none_[k], some += weight_[k] * (1 - none_[k]);
        return none / (none + some);
    }
    // Negative binomial by a mixture of Poissons; -1: beyond the prior's end.
    double unseen_given(double none) {
        double mean = random_.gamma(n_) * none / (1 - none);
        if (mean > 4 * most_unseen * n_) return -1;
        double u = random_.poisson(mean);
        return u > most_unseen * n_ ? -1 : u;
    }
    void draw_unseen() {
        double none = chance_of_none();
        for (int i = 0; i < 10'000; ++i) {
            double u = unseen_given(none);
            if (u < 0) continue;
            unseen_ = u;
            return;
        }
    }

    // Two neighbours on the stick change places. Nothing that is seen or unseen changes, only how the prior takes it: without this a
    // heavy class far down the stick stays there for long.
    void exchange() {
        if (k_ < 2) return;
        size_t i = size_t(random_.below(uint64_t(k_ - 1))), j = i + 1, last = size_t(k_ - 1);
        double log_ratio;
        if (j == last) log_ratio = (alpha_ - 1) * (log_weight_[i] - log_weight_[j]);
        else {                                           // by logarithms: the end of the stick may be too short for anything else
            double top = log_weight_[i], after = 0;
            for (size_t l = j; l <= last; ++l) top = std::max(top, log_weight_[l]);
            for (size_t l = j + 1; l <= last; ++l) after += std::exp(log_weight_[l] - top);
            log_ratio = std::log((std::exp(log_weight_[j] - top) + after) / (std::exp(log_weight_[i] - top) + after));
        }
        if (!(std::log(random_.uniform()) < log_ratio)) return;
        std::swap(log_weight_[i], log_weight_[j]);
        std::swap(weight_[i], weight_[j]);
        std::swap(none_[i], none_[j]);
        for (int l = 0; l < t_; ++l) std::swap(at(chance_, int(i), l), at(chance_, int(j), l));
        for (size_t c = 0; c < cells_.size(); ++c) std::swap(of_cell_[c * size_t(k_) + i], of_cell_[c * size_t(k_) + j]);
    }

    // One class gets other chances while its share of the seen stays: what is seen hardly changes, the unseen may change much. The
    // unseen are summed out and drawn anew with it, so that they do not hold it back.
    void move() {
        double most = 0;
        for (size_t k = 0; k < size_t(k_); ++k) row_[k] = most += weight_[k] * (1 - none_[k]);
        double u = random_.uniform() * most;
        int k = 0;
        while (k + 1 < k_ && row_[size_t(k)] < u) ++k;
        // The class is chosen by its share of the seen, which the move keeps: the way back is chosen with the same probability.
        static constexpr double widths[] = {0.03, 0.1, 0.3, 1.0};
        double width = widths[random_.below(4)], shift = width * random_.normal();
        bool one = random_.below(2) == 0;
        int only = one ? int(random_.below(uint64_t(t_))) : -1;
        double* chance = &chance_[size_t(k * t_)];
        double now[lists_max], log_ratio = 0;
        for (int j = 0; j < t_; ++j) {
            now[j] = chance[j];
            if (one && j != only) continue;
            double odds = chance[j] / (1 - chance[j]) * std::exp(shift);
            now[j] = odds / (1 + odds);
            if (now[j] < least_chance || now[j] > 1 - least_chance) return;
            log_ratio += std::log(now[j] * (1 - now[j]) / (chance[j] * (1 - chance[j])));
        }
        double none = exactly(now), grown = (1 - none_[size_t(k)]) / (1 - none);
        double weight = weight_[size_t(k)] * grown, sum = 1 + (weight - weight_[size_t(k)]);
        if (!(sum > 0) || !std::isfinite(weight)) return;
        // Weights relative to each other keep their meaning: the likelihood of the seen divides by their sum.
        double few = 1;                                  // ratios of combinations that few stand on, multiplied before one logarithm
        for (size_t c = 0; c < cells_.size(); ++c) {
            double before = of_cell_[c * size_t(k_) + size_t(k)], after = weight * product_[cells_[c]];
            changed_[c] = std::max(total_[c] - before, 0.0) + after;
            double ratio = changed_[c] / total_[c];
            if (count_[c] > 4 || !(ratio > 1e-8 && ratio < 1e8)) log_ratio += count_[c] * std::log(ratio);
            else
                for (int i = 0; i < int(count_[c]); ++i) few *= ratio;
            if (!(few > 1e-200 && few < 1e200)) log_ratio += std::log(few), few = 1;
        }
        log_ratio += std::log(few);
        // The weights' density and the map's Jacobian: all are divided by `sum`, the one multiplied by `grown`.
        log_ratio += std::log(grown) - k_ * std::log(sum);
        // What is left of the stick before each class but the first and the last: with class k in it, or only divided by `sum`.
        double tail = 0, with_k = 0;
        for (int i = k_ - 1; i >= 1; --i) {
            tail += weight_[size_t(i)];
            if (i == k_ - 1) continue;
            if (i <= k) with_k -= std::log((tail + (weight - weight_[size_t(k)])) / tail);
            with_k += std::log(sum);
        }
        log_ratio += with_k;
        log_ratio += (alpha_ - 1) * ((k == k_ - 1 ? std::log(grown) : 0) - std::log(sum));
        if (!(std::log(random_.uniform()) < log_ratio)) return;
        double old_none = none_[size_t(k)], old_weight = weight_[size_t(k)];
        none_[size_t(k)] = none;
        weight_[size_t(k)] = weight;
        double drawn = unseen_given(chance_of_none());
        if (drawn < 0) {
            none_[size_t(k)] = old_none;
            weight_[size_t(k)] = old_weight;
            return;
        }
        unseen_ = drawn;
        std::copy(now, now + t_, chance);
        for (size_t c = 0; c < cells_.size(); ++c) {
            of_cell_[c * size_t(k_) + size_t(k)] = weight * product_[cells_[c]];
            total_[c] = changed_[c];
        }
        log_weight_[size_t(k)] += std::log(grown);
        for (auto& w : weight_) w /= sum;
        for (auto& w : log_weight_) w -= std::log(sum);
        for (auto& x : of_cell_) x /= sum;
        for (auto& x : total_) x /= sum;
    }

    LatentSettings settings_;
    Random random_;
    int t_, k_;
    double n_, unseen_ = 0;
    std::vector<Mask> cells_;
    std::vector<double> count_;
    std::vector<double> chance_, weight_, log_weight_, none_, held_, ones_, part_, row_, of_cell_, total_, changed_, product_;
    double alpha_;
};

}  // namespace

Result<Latent> latent_classes(const Sums& s, const LatentSettings& settings, const Run& run) {
    Latent out;
    size_t chains = size_t(settings.chains), kept = (settings.draws + chains - 1) / chains;
    out.chains.resize(chains);
    std::vector<std::unique_ptr<Sampler>> samplers(chains);
    constexpr size_t parts = 20;                         // so that it is seen how far it is, and that it can be stopped
    for (size_t part = 0; part < parts; ++part) {
        bool whole = run("sweeps, part " + std::to_string(part + 1) + " of " + std::to_string(parts), chains, [&](size_t c) {
            if (part == 0) {
                samplers[c] = std::make_unique<Sampler>(s, settings, 3'000'000 + c);
                samplers[c]->warm_up();
                for (size_t i = 0; i < settings.burn_in; ++i) samplers[c]->sweep();
            }
            for (size_t i = kept * part / parts; i < kept * (part + 1) / parts; ++i) {
                for (size_t k = 0; k < settings.thinning; ++k) samplers[c]->sweep();
                out.chains[c].push_back(samplers[c]->population());
            }
        });
        if (!whole) return stopped();
    }
    out.r_hat = r_hat(out.chains);
    out.effective_draws = effective_draws(out.chains);
    return out;
}

}  // namespace soria::prevalence
