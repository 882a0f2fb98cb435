#include "engines/prevalence/lanes.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <new>

namespace soria::prevalence {

void fit_lanes_128(LaneRows&);
void sum_graph_128(GraphBlock&);
#if defined(__x86_64__)
void fit_lanes_256(LaneRows&);
void fit_lanes_512(LaneRows&);
void sum_graph_256(GraphBlock&);
void sum_graph_512(GraphBlock&);
#endif

bool has_vectors(int bits) {
#if defined(__x86_64__)
    if (bits == 256) return __builtin_cpu_supports("avx2");
    if (bits == 512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
#endif
    return bits == 128;
}

void fit_lanes_with(LaneRows& s, int bits) {
#if defined(__x86_64__)
    if (bits == 512) return fit_lanes_512(s);
    if (bits == 256) return fit_lanes_256(s);
#endif
    (void)bits;
    fit_lanes_128(s);
}

namespace {
int widest() {
    static const int bits = has_vectors(512) ? 512 : has_vectors(256) ? 256 : 128;
    return bits;
}
}  // namespace

void fit_lanes(LaneRows& s) { fit_lanes_with(s, widest()); }

void sum_graph(GraphBlock& g) {
#if defined(__x86_64__)
    if (widest() == 512) return sum_graph_512(g);
    if (widest() == 256) return sum_graph_256(g);
#endif
    sum_graph_128(g);
}

double log_factorial(int64_t n) {
    static const std::vector<double> small = [] {
        std::vector<double> f(4096, 0.0);
        for (size_t i = 2; i < f.size(); ++i) f[i] = f[i - 1] + std::log(double(i));
        return f;
    }();
    if (n < int64_t(small.size())) return small[size_t(std::max<int64_t>(n, 0))];
    double x = double(n) + 1;                             // Stirling's series; beyond 4096 its third term is below 1e-18
    return (x - 0.5) * std::log(x) - x + 0.91893853320467274178 + 1 / (12 * x) - 1 / (360 * x * x * x);
}

Sums::Sums(int n) : lists(n), y(size_t(1) << n, 0.0), over(y.size(), 0.0), w(y.size(), 0.0), wz(y.size(), 0.0) {}
Sums::Sums(const Overlaps& o) : Sums(o.width()) {
    std::vector<double> counts(o.count.begin(), o.count.end());
    take(counts.data());
}

void Sums::take(const double* counts) {
    static const double w0 = 0.1, wz0 = 0.1 * std::log(0.1) - 0.1;
    known = log_factorials = 0;
    for (size_t m = 0; m < y.size(); ++m) {
        double n = m ? counts[m] : 0;
        y[m] = over[m] = n;
        w[m] = w0;
        wz[m] = wz0;
        if (n == 0) continue;
        known += n;
        log_factorials += log_factorial(int64_t(n));
        w[m] = n + 0.1;
        wz[m] = w[m] * std::log(w[m]) - 0.1;
    }
    for (size_t bit = 1; bit < over.size(); bit <<= 1)
        for (size_t m = 0; m < over.size(); ++m)
            if (!(m & bit)) over[m] += over[m | bit];
}

namespace {
using Row = LaneRows::Row;
void give_back(Row* r) { std::free(r); }
Row* rows_of(size_t n) {
    void* p = std::aligned_alloc(64, n * sizeof(Row));
    if (!p) throw std::bad_alloc();
    auto* r = static_cast<Row*>(p);
    std::fill(&r[0][0], &r[0][0] + n * LaneRows::width, 0.0);
    return r;
}
}  // namespace

Lanes::Lanes(int lists, int terms_max)
    : terms_max_(terms_max), memory_(nullptr, give_back), terms_(size_t(terms_max) * LaneRows::width) {
    size_t cells = size_t(1) << lists, p = size_t(terms_max);
    size_t work = p * (p + 1) / 2 + 5 * p;
    memory_.reset(rows_of(3 * cells + 3 * p + 2 * cells + work));
    Row* at = memory_.get();
    auto next = [&](size_t n) { Row* r = at; at += n; return r; };
    rows_.lists = lists;
    rows_.keep = next(cells);
    rows_.w = next(cells);
    rows_.wz = next(cells);
    rows_.over = next(p);
    rows_.live = next(p);
    rows_.alpha = next(p);
    rows_.sums = next(2 * cells);
    rows_.work = next(work);
    rows_.term = reinterpret_cast<Mask(*)[LaneRows::width]>(terms_.data());
    clear();
}

void Lanes::clear() {
    rows_.p = 0;
    rows_.same_terms = false;
    cold_ = false;
    std::fill(taken_, taken_ + LaneRows::width, false);
    std::fill(used_terms_, used_terms_ + LaneRows::width, 0);
}

void Lanes::put(int i, const Sums& table, const Mask* terms, int n, const double* first) {
    for (int k = 0; k < n; ++k) rows_.term[k][i] = terms[k];
    used_terms_[i] = n;
    put_table(i, table, first);
}

void Lanes::put_all(const Mask* terms, int n) {
    clear();
    rows_.same_terms = true;
    for (int i = 0; i < LaneRows::width; ++i) {
        for (int k = 0; k < n; ++k) rows_.term[k][i] = terms[k];
        used_terms_[i] = n;
    }
}

void Lanes::put_table(int i, const Sums& table, const double* first) {
    int n = used_terms_[i];
    taken_[i] = true;
    table_[i] = &table;
    for (int k = 0; k < n; ++k) {
        double over = table.over[rows_.term[k][i]];
        rows_.over[k][i] = over;
        rows_.live[k][i] = over > 0;
        rows_.alpha[k][i] = first ? first[k] : 0;
    }
    cold_ = cold_ || !first;
    drop(i, table, n);
}

// A term that nobody stands on is minus infinity: the combinations above it leave the fit with it.
void Lanes::drop(int i, const Sums& table, int n) {
    size_t cells = table.y.size();
    for (size_t m = 0; m < cells; ++m) rows_.keep[m][i] = 1;
    rows_.keep[0][i] = 0;
    for (int k = 0; k < n; ++k) {
        if (rows_.live[k][i] != 0) continue;
        Mask t = rows_.term[k][i];
        for (size_t m = t; m < cells; ++m)
            if ((m & t) == t) rows_.keep[m][i] = 0;
    }
}

void Lanes::count_unseen(int i, double unseen) {
    rows_.keep[0][i] = 1;
    rows_.over[0][i] = table_[i]->known + unseen;
}

void Lanes::run(bool variance, int steps_max) {
    int first = 0;
    rows_.p = 0;
    for (int i = LaneRows::width - 1; i >= 0; --i) {
        if (taken_[i]) first = i;
        if (taken_[i] || rows_.same_terms) rows_.p = std::max(rows_.p, used_terms_[i]);
    }
    size_t cells = size_t(1) << rows_.lists;
    for (int i = 0; i < LaneRows::width; ++i) {
        int from = taken_[i] ? i : first;                 // a free lane does again what the first does
        for (int k = 0; k < rows_.p; ++k) {
            bool has = k < used_terms_[from];
            rows_.term[k][i] = has ? rows_.term[k][from] : rows_.none();
            rows_.over[k][i] = has ? rows_.over[k][from] : 0;
            rows_.live[k][i] = has ? rows_.live[k][from] : 0;
            rows_.alpha[k][i] = has ? rows_.alpha[k][from] : 0;
        }
        if (from != i)
            for (size_t m = 0; m < cells; ++m) rows_.keep[m][i] = rows_.keep[m][from];
        if (cold_)
            for (size_t m = 0; m < cells; ++m) {
                rows_.w[m][i] = table_[from]->w[m];
                rows_.wz[m][i] = table_[from]->wz[m];
            }
    }
    rows_.warm = !cold_;
    rows_.variance = variance;
    rows_.steps_max = steps_max;
    fit_lanes(rows_);
}

Lanes::Outcome Lanes::outcome(int i) const {
    Outcome o;
    o.converged = rows_.done[i] != 0;
    o.certain = o.converged && rows_.singular[i] == 0 && rows_.smallest[i] > 1e-9;
    o.constant = rows_.alpha[0][i];
    o.log_likelihood = rows_.objective[i] - table_[i]->log_factorials;
    o.variance = rows_.constant_variance[i];
    return o;
}

}  // namespace soria::prevalence
