#include "engines/prevalence/decomposable.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace soria::prevalence {
namespace {

// Maximum cardinality search: false when the graph has a cycle without a chord.
bool decompose(const Mask* beside, int lists, Graph& g) {
    g.cliques.clear();
    g.separators.clear();
    unsigned done = 0, clique = 0;
    int before = -1;
    for (int step = 0; step < lists; ++step) {
        int v = -1, most = -1;
        for (int i = 0; i < lists; ++i)
            if (!(done >> i & 1) && std::popcount(beside[i] & done) > most) v = i, most = std::popcount(beside[i] & done);
        unsigned around = beside[v] & done;
        for (int i = 0; i < lists; ++i)
            if (around >> i & 1 && (around & ~(1u << i) & ~unsigned(beside[i]))) return false;
        if (most <= before) {
            g.cliques.push_back(Mask(clique));
            if (around) g.separators.push_back(Mask(around));
        }
        clique = around | (1u << v);
        before = most;
        done |= 1u << v;
    }
    g.cliques.push_back(Mask(clique));
    return true;
}

}  // namespace

std::vector<Graph> chordal_graphs(int lists) {
    std::vector<std::pair<int, int>> edges;
    for (int i = 0; i < lists; ++i)
        for (int j = i + 1; j < lists; ++j) edges.push_back({i, j});
    std::vector<Graph> out;
    Graph g;
    for (uint32_t code = 0; code < (1u << edges.size()); ++code) {
        Mask beside[graph_lists_max] = {};
        for (uint32_t rest = code; rest; rest &= rest - 1) {
            auto [i, j] = edges[size_t(std::countr_zero(rest))];
            beside[i] = Mask(beside[i] | (1u << j));
            beside[j] = Mask(beside[j] | (1u << i));
        }
        if (decompose(beside, lists, g)) out.push_back(g);
    }
    return out;
}

namespace {

// lgamma_r keeps no sign in a global as lgamma does.
double log_gamma(double x) {
    int sign;
    return ::lgamma_r(x, &sign);
}

class Averaging {
public:
    // The grid is rounded up to whole lanes.
    Averaging(const Sums& s, double delta, size_t unseen_max) : s_(s), grid_((unseen_max + 7) / 8 * 8), cells_(double(s.y.size())) {
        int t = s.lists;
        size_t longest = size_t(s.known) + grid_ + 2;
        for (int size = 0; size <= t; ++size) {
            double d = delta * std::ldexp(1.0, t - size);
            share_.push_back(d);
            tables_.push_back(table(d, longest));
        }
        none_.resize(s.y.size());
        constant_.resize(s.y.size());
        std::vector<double> cell(s.y.size());
        for (size_t a = 1; a < s.y.size(); ++a) {
            std::fill(cell.begin(), cell.end(), 0.0);
            for (size_t m = 1; m < s.y.size(); ++m) cell[m & a] += s.y[m];
            double d = share_[size_t(std::popcount(a))];
            none_[a] = size_t(cell[0]);
            constant_[a] = -std::ldexp(log_gamma(d), std::popcount(a));
            for (size_t c = a; c; c = (c - 1) & a) constant_[a] += log_gamma(cell[c] + d);
        }
        // What depends on the unseen alone, and what each clique more than separators brings.
        common_.resize(grid_);
        more_.resize(grid_);
        const double *all = tables_[0].data() + size_t(s.known), *factorial = nullptr;
        auto factorials = table(1.0, longest);
        factorial = factorials.data();
        double whole = log_gamma(cells_ * delta), n = s.known;
        for (size_t u = 0; u < grid_; ++u) {
            size_t unseen = u + 1;
            more_[u] = whole - all[unseen];
            common_[u] = factorial[unseen + size_t(n)] - factorial[unseen] - s.log_factorials - std::log(double(unseen) + n);
        }
    }

    GraphBlock rows(const Graph& g) const {
        GraphBlock r;
        r.common = common_.data();
        r.more = more_.data();
        auto row = [&](Mask a) { return tables_[size_t(std::popcount(a))].data() + none_[a] + 1; };
        for (Mask c : g.cliques) r.add[r.adds++] = row(c), r.constant += constant_[c];
        for (Mask c : g.separators) r.take[r.takes++] = row(c), r.constant -= constant_[c];
        r.extra = double(g.cliques.size()) - double(g.separators.size());
        return r;
    }
    static double at(const GraphBlock& r, size_t u) {
        double f = r.constant + r.common[u] + r.extra * r.more[u];
        for (int i = 0; i < r.adds; ++i) f += r.add[i][u];
        for (int i = 0; i < r.takes; ++i) f -= r.take[i][u];
        return f;
    }
    static constexpr size_t block = 256;                  // of the grid, passed over or summed as one
    size_t grid() const { return grid_; }
    double known() const { return s_.known; }

private:
    // log Gamma(x + d) for x = 0, 1, ...: by adding logarithms, set right every 128 steps.
    static std::vector<double> table(double d, size_t n) {
        std::vector<double> t(n);
        double value = 0;
        for (size_t x = 0; x < n; ++x) {
            if (x % 128 == 0) value = log_gamma(double(x) + d);
            t[x] = value;
            value += std::log(double(x) + d);
        }
        return t;
    }
    const Sums& s_;
    size_t grid_;
    double cells_;
    std::vector<double> share_;
    std::vector<std::vector<double>> tables_;
    std::vector<size_t> none_;
    std::vector<double> constant_, common_, more_;
};

struct Summed {
    double mass = 0, first = 0;
};

// Adds a graph's share, as multiples of exp(top), to `mass`. A block whose ends and middle lie exp(-45) below the best is passed
// over: sums of a few log-gammas bend too slowly to come up in between.
Summed add(const Averaging& a, GraphBlock r, double top, double* mass) {
    r.constant -= top;
    r.mass = mass;
    constexpr double far = -45;
    for (size_t from = 0; from < a.grid(); from += Averaging::block) {
        size_t to = std::min(from + Averaging::block, a.grid());
        if (from > 0 && to < a.grid() && std::max({a.at(r, from), a.at(r, from + (to - from) / 2), a.at(r, to - 1)}) < far) continue;
        r.from = from;
        r.to = to;
        sum_graph(r);
    }
    return {r.sum, r.first};
}

// Where on the grid a graph's function is looked at to see whether the graph matters: more closely where it may be steep.
std::vector<size_t> lookouts(size_t grid) {
    std::vector<size_t> at;
    for (double x = 1; size_t(x) <= grid; x = std::max(x + 1, x * 1.09)) at.push_back(size_t(x) - 1);
    if (at.back() != grid - 1) at.push_back(grid - 1);
    return at;
}

Model of_cliques(const Graph& g, int lists) {
    Model m = independent(lists);
    for (Mask c : g.cliques) m = with(m, c);
    return m;
}

}  // namespace

double quantile(const GraphAverage& a, double known, double p) {
    double sum = 0;
    for (size_t u = 0; u < a.probability.size(); ++u)
        if ((sum += a.probability[u]) >= p) return known + double(u) + 1;
    return known + double(a.probability.size());
}

Result<GraphAverage> average_over_graphs(const Sums& s, double delta, size_t unseen_max, const Run& run) {
    if (s.lists > graph_lists_max) return fail(Fault::limit, "decomposable graphs are averaged for at most seven lists");
    if (s.known > graph_persons_max) return fail(Fault::limit, "decomposable graphs are averaged for at most a million persons");
    if (unseen_max < 1 || unseen_max > graph_unseen_max) return fail(Fault::limit, "between one and two million unseen are tried");
    const auto graphs = chordal_graphs(s.lists);
    const Averaging averaging(s, delta, unseen_max);
    const auto look = lookouts(averaging.grid());
    constexpr size_t piece_graphs = 4096;
    std::vector<double> highest(graphs.size());
    bool whole = run("graphs", (graphs.size() + piece_graphs - 1) / piece_graphs, [&](size_t piece) {
        for (size_t g = piece * piece_graphs; g < std::min(graphs.size(), (piece + 1) * piece_graphs); ++g) {
            auto r = averaging.rows(graphs[g]);
            double most = -HUGE_VAL;
            for (size_t u : look) most = std::max(most, averaging.at(r, u));
            highest[g] = most;
        }
    });
    if (!whole) return stopped();
    double top = *std::max_element(highest.begin(), highest.end());
    std::vector<size_t> matter;
    for (size_t g = 0; g < graphs.size(); ++g)
        if (highest[g] > top - 40) matter.push_back(g);       // 617,675 times exp(-40) is 3e-12
    size_t pieces = std::min<size_t>(matter.size(), 16);
    std::vector<std::vector<double>> mass(pieces);
    std::vector<Summed> of(matter.size());
    whole = run("unseen", pieces, [&](size_t piece) {
        mass[piece].assign(averaging.grid(), 0.0);
        for (size_t k = piece; k < matter.size(); k += pieces) of[k] = add(averaging, averaging.rows(graphs[matter[k]]), top, mass[piece].data());
    });
    if (!whole) return stopped();
    GraphAverage a;
    a.graphs = graphs.size();
    a.summed = matter.size();
    a.probability.assign(averaging.grid(), 0.0);
    for (const auto& m : mass)
        for (size_t u = 0; u < m.size(); ++u) a.probability[u] += m[u];
    double total = 0, first = 0, second = 0;
    for (double p : a.probability) total += p;
    for (size_t u = 0; u < a.probability.size(); ++u) {
        double p = a.probability[u] /= total, n = s.known + double(u) + 1;
        first += p * n;
        second += p * n * n;
    }
    a.mean = first;
    a.sd = std::sqrt(std::max(0.0, second - first * first));
    a.mode = s.known + 1 + double(std::max_element(a.probability.begin(), a.probability.end()) - a.probability.begin());
    a.median = quantile(a, s.known, 0.5);
    a.mass_at_upper_edge = a.probability.back();
    std::vector<size_t> order(matter.size());
    for (size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::stable_sort(order.begin(), order.end(), [&](size_t x, size_t y) { return of[x].mass > of[y].mass; });
    for (size_t k = 0; k < std::min<size_t>(order.size(), 20); ++k) {
        const auto& o = of[order[k]];
        a.best.push_back({of_cliques(graphs[matter[order[k]]], s.lists), o.mass / total, s.known + o.first / o.mass});
    }
    if (a.mass_at_upper_edge > 1e-4)
        return fail(Fault::limit, "with " + std::to_string(unseen_max) + " unseen the probability has not died away: the grid must go further, or these lists bound nothing");
    return a;
}

}  // namespace soria::prevalence
