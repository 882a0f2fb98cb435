#include "engines/prevalence/select.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <set>

namespace soria::prevalence {

bool one_after_another(std::string_view, size_t n, const std::function<void(size_t)>& piece) {
    for (size_t i = 0; i < n; ++i) piece(i);
    return true;
}
Run inside(const Run& run) {
    return [&run](std::string_view, size_t n, const std::function<void(size_t)>& piece) {
        for (size_t i = 0; i < n; ++i)
            if (!run({}, 1, [&](size_t) { piece(i); })) return false;
        return true;
    };
}

namespace {

// The smaller of P(X <= k) and P(X >= k) for X Poisson with this mean.
double smaller_tail(double mean, double k) {
    if (mean <= 0) return k > 0 ? 0 : 1;
    double at = std::exp(k * std::log(mean) - mean - log_factorial(int64_t(k)));
    double sum = 1, term = 1;
    if (k <= mean) {
        for (double i = k; i > 0 && term > sum * 1e-17; --i) sum += term *= i / mean;
    } else {
        for (double i = k + 1; term > sum * 1e-17; ++i) sum += term *= mean / i;
    }
    double tail = at * sum;
    return std::min(tail, 1 - tail + at);
}

}  // namespace

// Where the search of one table stands.
struct Stepwise::Searching {
    const Sums* table = nullptr;
    Chosen* out = nullptr;
    std::vector<Mask> terms;                              // the constant, the lists, then pairs in the order they came
    std::vector<double> start, accepted_start;
    std::vector<std::pair<double, size_t>> candidates;    // probability and pair, best first, of the accepted model
    size_t tried = 0;
    bool trying = false, going = true;
};

Stepwise::Stepwise(int lists) : lists_(lists), lanes_(lists, 1 + lists + lists * (lists - 1) / 2) {
    for (int i = 0; i < lists; ++i)
        for (int j = i + 1; j < lists; ++j) pairs_.push_back(Mask((1u << i) | (1u << j)));
}

// Takes the next pair that is improbable enough into the terms to be tried.
bool Stepwise::next_candidate(Searching& s) const {
    if (s.tried == s.candidates.size()) return false;
    s.terms.push_back(pairs_[s.candidates[s.tried].second]);
    s.start = s.accepted_start;
    s.start.push_back(0);
    s.trying = true;
    return true;
}

void Stepwise::search(const Sums* const* tables, int n, double p, Chosen* out, bool with_steps) {
    Searching lane[LaneRows::width];
    for (int i = 0; i < n; ++i) {
        auto& s = lane[i];
        s.table = tables[i];
        s.out = out + i;
        *s.out = {};
        s.terms.push_back(0);
        for (int l = 0; l < lists_; ++l) s.terms.push_back(Mask(1u << l));
    }
    for (bool first = true;; first = false) {
        lanes_.clear();
        bool any = false;
        for (int i = 0; i < n; ++i) {
            auto& s = lane[i];
            if (!s.going) continue;
            any = true;
            lanes_.put(i, *s.table, s.terms.data(), int(s.terms.size()), first ? nullptr : s.start.data());
        }
        if (!any) break;
        lanes_.run();
        for (int i = 0; i < n; ++i) {
            auto& s = lane[i];
            if (!s.going) continue;
            auto o = lanes_.outcome(i);
            int size = int(s.terms.size());
            if (!o.certain && existence(*s.table, s.terms.data(), size) != exists) {
                // Not this pair then: the next one by probability, or the model that was there before.
                if (s.trying) s.terms.pop_back(), ++s.tried;
                s.going = s.trying && next_candidate(s);
                continue;
            }
            s.out->estimable = true;
            s.out->estimate = s.table->known + std::exp(o.constant);
            if (s.trying && with_steps) s.out->steps.push_back({s.terms.back(), s.candidates[s.tried].first, s.out->estimate});
            s.accepted_start.resize(size_t(size));
            for (int k = 0; k < size; ++k) s.accepted_start[size_t(k)] = lanes_.parameter(i, k);
            s.candidates.clear();
            s.tried = 0;
            for (size_t k = 0; k < pairs_.size(); ++k) {
                if (std::find(s.terms.begin() + 1 + lists_, s.terms.end(), pairs_[k]) != s.terms.end()) continue;
                double probability = smaller_tail(lanes_.fitted_over(i, pairs_[k]), s.table->over[pairs_[k]]);
                if (probability < p) s.candidates.push_back({probability, k});
            }
            std::sort(s.candidates.begin(), s.candidates.end());
            s.going = next_candidate(s);
        }
    }
    for (int i = 0; i < n; ++i) {
        auto& s = lane[i];
        std::sort(s.terms.begin(), s.terms.end());
        s.out->model.terms = std::move(s.terms);
    }
}

Chosen stepwise(const Sums& table, double p) {
    Chosen out;
    const Sums* one = &table;
    Stepwise(table.lists).search(&one, 1, p, &out, true);
    return out;
}

double criterion(const Candidate& c, Criterion by, double known) {
    return by == Criterion::bic ? bic_of(c.log_likelihood, c.parameters, known) : aic_of(c.log_likelihood, c.parameters);
}

Result<std::vector<Candidate>> fit_all(const Sums& table, const Family& family, const Run& run) {
    constexpr size_t piece_models = 2048;
    std::vector<Candidate> all(family.size());
    size_t pieces = (all.size() + piece_models - 1) / piece_models;
    bool whole = run("models", pieces, [&](size_t piece) {
        size_t from = piece * piece_models, to = std::min(all.size(), from + piece_models);
        // Models of one size go side by side.
        std::vector<size_t> order(to - from);
        for (size_t i = 0; i < order.size(); ++i) order[i] = from + i;
        std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) { return family.parameters(a) < family.parameters(b); });
        Lanes lanes(table.lists, family.parameters(order.back()));
        Mask terms[Family::parameters_max];
        for (size_t at = 0; at < order.size(); at += LaneRows::width) {
            int n = int(std::min<size_t>(LaneRows::width, order.size() - at));
            lanes.clear();
            for (int i = 0; i < n; ++i) lanes.put(i, table, terms, family.terms(order[at + size_t(i)], terms));
            lanes.run();
            for (int i = 0; i < n; ++i) {
                auto& c = all[order[at + size_t(i)]];
                auto o = lanes.outcome(i);
                c.model = order[at + size_t(i)];
                c.parameters = family.parameters(c.model);
                if (!o.certain) c.existence = existence(table, terms, family.terms(c.model, terms));
                c.estimate = table.known + std::exp(o.constant);
                c.log_likelihood = o.log_likelihood;
            }
        }
    });
    if (!whole) return stopped();
    return all;
}

std::vector<size_t> ranked(const std::vector<Candidate>& all, Criterion by, double known) {
    std::vector<std::pair<double, size_t>> order;
    for (size_t i = 0; i < all.size(); ++i)
        if (all[i].existence == exists) order.push_back({criterion(all[i], by, known), i});
    std::sort(order.begin(), order.end());
    std::vector<size_t> out;
    for (const auto& o : order) out.push_back(o.second);
    return out;
}

namespace {

std::vector<Model> neighbours(const Model& m, int lists, int order) {
    std::vector<Model> out;
    for (unsigned t = 1; t < (1u << lists); ++t) {
        int size = std::popcount(t);
        if (size < 2 || size > order || m.has(Mask(t))) continue;
        bool parts = true;
        for (int i = 0; i < lists; ++i)
            if (t >> i & 1) parts = parts && m.has(Mask(t & ~(1u << i)));
        if (parts) out.push_back(with(m, Mask(t)));
    }
    for (Mask g : generators(m))
        if (g & (g - 1)) out.push_back(without(m, g));
    return out;
}

// Fits models side by side.
std::vector<Visited> visit(const Sums& table, std::vector<Model> models) {
    std::vector<Visited> out(models.size());
    size_t most = 0;
    for (const auto& m : models) most = std::max(most, m.size());
    Lanes lanes(table.lists, int(std::max<size_t>(most, 1)));
    for (size_t at = 0; at < models.size(); at += LaneRows::width) {
        size_t n = std::min<size_t>(LaneRows::width, models.size() - at);
        lanes.clear();
        for (size_t i = 0; i < n; ++i) lanes.put(int(i), table, models[at + i].terms.data(), int(models[at + i].size()));
        lanes.run();
        for (size_t i = 0; i < n; ++i) {
            auto o = lanes.outcome(int(i));
            auto& v = out[at + i];
            v.model = std::move(models[at + i]);
            if (!o.certain) v.existence = existence(table, v.model.terms.data(), int(v.model.size()));
            v.estimate = table.known + std::exp(o.constant);
            v.log_likelihood = o.log_likelihood;
        }
    }
    return out;
}

}  // namespace

Result<Descent> downhill(const Sums& table, int order, Criterion by) {
    auto value = [&](const Visited& v) {
        int n = int(v.model.size());
        return by == Criterion::bic ? bic_of(v.log_likelihood, n, table.known) : aic_of(v.log_likelihood, n);
    };
    Descent d;
    d.visited = visit(table, {independent(table.lists)});
    d.best = d.visited[0];
    if (d.best.existence != exists) return invalid(std::string(reason(d.best.existence)), name_of(d.best.model, table.lists));
    std::set<std::vector<Mask>> seen{d.best.model.terms};
    for (bool better = true; better;) {
        d.path.push_back(d.best.model);
        auto around = neighbours(d.best.model, table.lists, order);
        std::erase_if(around, [&](const Model& m) { return !seen.insert(m.terms).second; });
        auto fitted = visit(table, std::move(around));
        better = false;
        double least = value(d.best);
        for (auto& v : fitted) {
            if (v.existence == exists && value(v) < least) least = value(v), d.best = v, better = true;
            d.visited.push_back(std::move(v));
        }
    }
    return d;
}

}  // namespace soria::prevalence
