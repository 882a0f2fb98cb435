#pragma once
// The body of fit_lanes, compiled once for each width of vector (see CMakeLists.txt). Nothing from the standard library may be
// called here: an inline function of it, compiled for wide vectors, could be the one that the linker keeps for everybody.
#include "engines/prevalence/lanes.hpp"

namespace soria::prevalence {
namespace {

using V = double __attribute__((vector_size(64)));
using I = long long __attribute__((vector_size(64)));

#define LANES_INLINE [[gnu::always_inline]] inline

LANES_INLINE V* rows(LaneRows::Row* r) { return reinterpret_cast<V*>(r); }

// exp, to two units in the last place, with the same operations on every processor. Beyond +-700 it stays what it is there.
LANES_INLINE void exponential(V& x) {
    const V zero{};
    const V most = zero + 700.0, least = zero - 700.0;
    x = x > most ? most : x;
    x = x < least ? least : x;
    const V magic = zero + 6755399441055744.0;            // 1.5 * 2^52: adding it rounds to a whole number
    V shifted = x * 1.4426950408889634074 + magic;
    V n = shifted - magic;
    V r = x - n * 6.93147180369123816490e-01 - n * 1.90821492927058770002e-10;
    V q = zero + 1.0 / 6227020800.0;
    q = q * r + 1.0 / 479001600.0;
    q = q * r + 1.0 / 39916800.0;
    q = q * r + 1.0 / 3628800.0;
    q = q * r + 1.0 / 362880.0;
    q = q * r + 1.0 / 40320.0;
    q = q * r + 1.0 / 5040.0;
    q = q * r + 1.0 / 720.0;
    q = q * r + 1.0 / 120.0;
    q = q * r + 1.0 / 24.0;
    q = q * r + 1.0 / 6.0;
    q = q * r + 0.5;
    q = q * r * r + r + 1.0;
    I scale = ((I)shifted + 1023) << 52;
    x = q * (V)scale;
}

// One graph's share of the posterior on eight numbers of unseen at a time (see decomposable.cpp).
LANES_INLINE void graph_share(GraphBlock& g) {
    V sum{}, first{}, at = V{0, 1, 2, 3, 4, 5, 6, 7} + double(g.from + 1);
    auto load = [](const double* p) { V v; __builtin_memcpy(&v, p, sizeof v); return v; };
    for (size_t u = g.from; u < g.to; u += LaneRows::width, at += 8.0) {
        V f = load(g.common + u) + g.extra * load(g.more + u) + g.constant;
        for (int i = 0; i < g.adds; ++i) f += load(g.add[i] + u);
        for (int i = 0; i < g.takes; ++i) f -= load(g.take[i] + u);
        exponential(f);
        V m = load(g.mass + u) + f;
        __builtin_memcpy(g.mass + u, &m, sizeof m);
        sum += f;
        first += f * at;
    }
    for (int l = 0; l < LaneRows::width; ++l) g.sum += sum[l], g.first += first[l];
}

LANES_INLINE void sum_over_subsets(V* a, int lists) {
    int cells = 1 << lists;
    for (int bit = 1; bit < cells; bit <<= 1)
        for (int base = 0; base < cells; base += 2 * bit)
            for (int m = base; m < base + bit; ++m) a[m + bit] += a[m];
}
LANES_INLINE void sum_over_supersets(V* a, int lists) {
    int cells = 1 << lists;
    for (int bit = 1; bit < cells; bit <<= 1)
        for (int base = 0; base < cells; base += 2 * bit)
            for (int m = base; m < base + bit; ++m) a[m] += a[m + bit];
}

// H[i(i+1)/2+j] from the sums over supersets.
LANES_INLINE void hessian(const LaneRows& s, V* H) {
    const V* Z = rows(s.sums);
    const V* live = rows(s.live);
    const double* z = s.sums[0];
    for (int i = 0, at = 0; i < s.p; ++i) {
        if (s.same_terms) {
            for (int j = 0; j <= i; ++j, ++at) H[at] = Z[s.term[i][0] | s.term[j][0]];
        } else {
            for (int j = 0; j <= i; ++j, ++at) {
                double* h = reinterpret_cast<double*>(H + at);
                for (int l = 0; l < LaneRows::width; ++l) h[l] = z[size_t(s.term[i][l] | s.term[j][l]) * LaneRows::width + size_t(l)];
            }
        }
        H[at - 1] += 1.0 - live[i];
    }
}

// H = L D L'; L stays below the diagonal of H. A pivot that is nothing beside its diagonal is left out and noted.
LANES_INLINE void factor(int p, V* H, V* D, V* w, V& singular) {
    const V one = V{} + 1.0;
    for (int j = 0; j < p; ++j) {
        V* row = H + j * (j + 1) / 2;
        V d = row[j];
        for (int k = 0; k < j; ++k) {
            w[k] = row[k] * D[k];
            d -= row[k] * w[k];
        }
        I nothing = d <= row[j] * 1e-12;
        singular = nothing ? one : singular;
        V inverse = nothing ? V{} : one / d;
        D[j] = nothing ? V{} : d;
        D[p + j] = inverse;
        int i = j + 1;
        for (; i + 3 < p; i += 4) {
            const V *r0 = H + i * (i + 1) / 2, *r1 = r0 + i + 1, *r2 = r1 + i + 2, *r3 = r2 + i + 3;
            V a0 = r0[j], a1 = r1[j], a2 = r2[j], a3 = r3[j];
            for (int k = 0; k < j; ++k) {
                V wk = w[k];
                a0 -= r0[k] * wk;
                a1 -= r1[k] * wk;
                a2 -= r2[k] * wk;
                a3 -= r3[k] * wk;
            }
            V* o = H + i * (i + 1) / 2 + j;
            o[0] = a0 * inverse;
            o[i + 1] = a1 * inverse;
            o[2 * i + 3] = a2 * inverse;
            o[3 * i + 6] = a3 * inverse;
        }
        for (; i < p; ++i) {
            V* r = H + i * (i + 1) / 2;
            V a = r[j];
            for (int k = 0; k < j; ++k) a -= r[k] * w[k];
            r[j] = a * inverse;
        }
    }
}

// x becomes the solution; `quadratic` is b' H^-1 b.
LANES_INLINE void solve(int p, const V* L, const V* D, V* x, V& quadratic) {
    for (int i = 0; i < p; ++i) {
        const V* row = L + i * (i + 1) / 2;
        V a = x[i];
        for (int k = 0; k < i; ++k) a -= row[k] * x[k];
        x[i] = a;
    }
    quadratic = V{};
    for (int i = 0; i < p; ++i) {
        V scaled = x[i] * D[p + i];
        quadratic += x[i] * scaled;
        x[i] = scaled;
    }
    for (int i = p - 1; i >= 0; --i) {
        const V* row = L + i * (i + 1) / 2;
        V a = x[i];
        for (int k = 0; k < i; ++k) x[k] -= row[k] * a;
    }
}

// Fitted counts from `alpha`, their sums over supersets, the log-likelihood's part that changes, and the smallest count.
LANES_INLINE void evaluate(LaneRows& s, const V* alpha, V& objective, V& smallest) {
    V* Z = rows(s.sums);
    const V* keep = rows(s.keep);
    int cells = 1 << s.lists;
    for (int m = 0; m < cells; ++m) Z[m] = V{};
    for (int k = 0; k < s.p; ++k) {
        if (s.same_terms) Z[s.term[k][0]] = alpha[k];
        else
            for (int l = 0; l < LaneRows::width; ++l) s.sums[s.term[k][l]][l] = reinterpret_cast<const double*>(alpha + k)[l];
    }
    Z[cells] = V{};                                       // where the lanes with fewer terms wrote
    sum_over_subsets(Z, s.lists);
    smallest = V{} + 1e300;
    for (int m = 0; m < cells; ++m) {
        V mu = Z[m];
        exponential(mu);
        V out = 1.0 - keep[m];
        V with_out = mu + out * 1e300;
        smallest = with_out < smallest ? with_out : smallest;
        Z[m] = mu * keep[m];
    }
    sum_over_supersets(Z, s.lists);
    objective = -Z[0];
    const V* over = rows(s.over);
    for (int k = 0; k < s.p; ++k) objective += alpha[k] * over[k];
}

// The first step starts from the counts themselves, a tenth of a person added to each.
LANES_INLINE void start(LaneRows& s, V* H, V* D, V* w, V* x, V& singular) {
    V* Z = rows(s.sums);
    const V *keep = rows(s.keep), *live = rows(s.live);
    int cells = 1 << s.lists;
    const V *wz = rows(s.wz), *weight = rows(s.w);
    for (int m = 0; m < cells; ++m) Z[m] = wz[m] * keep[m];
    sum_over_supersets(Z, s.lists);
    for (int k = 0; k < s.p; ++k) {
        if (s.same_terms) x[k] = Z[s.term[k][0]] * live[k];
        else
            for (int l = 0; l < LaneRows::width; ++l) reinterpret_cast<double*>(x + k)[l] = s.sums[s.term[k][l]][l] * s.live[k][l];
    }
    for (int m = 0; m < cells; ++m) Z[m] = weight[m] * keep[m];
    sum_over_supersets(Z, s.lists);
    hessian(s, H);
    factor(s.p, H, D, w, singular);
    V ignored;
    solve(s.p, H, D, x, ignored);
}

LANES_INLINE bool all(const V& flags) {
    for (int l = 0; l < LaneRows::width; ++l)
        if (flags[l] == 0) return false;
    return true;
}

LANES_INLINE void fit(LaneRows& s) {
    const int p = s.p;
    V* H = rows(s.work);
    V *D = H + p * (p + 1) / 2, *w = D + 2 * p, *step = w + p, *base = step + p;
    V* alpha = rows(s.alpha);
    const V *over = rows(s.over), *live = rows(s.live);
    const V zero{}, one = zero + 1.0;
    V singular{}, done{}, decrement = one, best = zero - 1e300, kept_smallest{}, size = one;
    V warm_singular{};
    if (!s.warm) start(s, H, D, w, alpha, warm_singular);
    for (int k = 0; k < p; ++k) {
        alpha[k] *= live[k];
        base[k] = alpha[k];
        step[k] = zero;
    }
    for (int n = 0; n < s.steps_max; ++n) {
        V objective, smallest;
        evaluate(s, alpha, objective, smallest);
        V slack = (best < zero ? -best : best) * 1e-11 + 1e-9;
        I better = (objective >= best - slack) & (done == zero);
        best = better ? objective : best;
        kept_smallest = better ? smallest : kept_smallest;
        for (int k = 0; k < p; ++k) base[k] = better ? alpha[k] : base[k];
        hessian(s, H);
        V is_singular{};
        factor(p, H, D, w, is_singular);
        V next[1];
        V* g = D + 2 * p;                                 // w is free now
        const V* Z = rows(s.sums);
        for (int k = 0; k < p; ++k) {
            if (s.same_terms) g[k] = over[k] - Z[s.term[k][0]];
            else
                for (int l = 0; l < LaneRows::width; ++l) reinterpret_cast<double*>(g + k)[l] = s.over[k][l] - s.sums[s.term[k][l]][l];
        }
        solve(p, H, D, g, next[0]);
        singular = better ? is_singular : singular;
        decrement = better ? next[0] : decrement;
        I arrived = better & (decrement < 1e-16);
        size = better ? one : size * 0.5;
        V moving = done == zero ? one : zero;
        for (int k = 0; k < p; ++k) {
            step[k] = better ? g[k] : step[k];
            alpha[k] = base[k] + step[k] * size * moving;
            base[k] = arrived ? alpha[k] : base[k];       // a lane that has arrived stays there
            step[k] = arrived ? zero : step[k];
        }
        done = arrived ? one : done;
        if (all(done)) break;
    }
    if (s.variance) {
        V ignored;
        V* x = D + 2 * p;
        evaluate(s, alpha, ignored, kept_smallest);
        hessian(s, H);
        factor(p, H, D, w, ignored);
        for (int k = 0; k < p; ++k) x[k] = zero;
        x[0] = one;
        V q;
        solve(p, H, D, x, q);
        *rows(&s.constant_variance) = q;
    }
    *rows(&s.objective) = best;
    *rows(&s.smallest) = kept_smallest;
    *rows(&s.decrement) = decrement;
    *rows(&s.singular) = singular;
    *rows(&s.done) = done;
}

}  // namespace
}  // namespace soria::prevalence
