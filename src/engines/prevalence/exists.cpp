#include "engines/prevalence/exists.hpp"

#include <algorithm>
#include <cmath>

namespace soria::prevalence {
namespace {

// The combinations and terms that the extended estimate keeps.
struct Kept {
    std::vector<Mask> cells, terms;
};

Kept kept(const Sums& s, const Mask* terms, int n) {
    Kept k;
    std::vector<Mask> gone;
    for (int i = 0; i < n; ++i) (s.over[terms[i]] > 0 ? k.terms : gone).push_back(terms[i]);
    for (size_t m = 1; m < s.y.size(); ++m)
        if (std::none_of(gone.begin(), gone.end(), [&](Mask g) { return (m & g) == g; })) k.cells.push_back(Mask(m));
    return k;
}

// Rank over the integers modulo 2^61 - 1: never more than the true one, and less only if that prime divides every one of the
// largest minors.
size_t rank(const Kept& k) {
    using u64 = uint64_t;
    constexpr u64 prime = (u64(1) << 61) - 1;
    auto times = [](u64 a, u64 b) { return u64(static_cast<unsigned __int128>(a) * b % prime); };
    auto inverse = [&](u64 a) {
        u64 r = 1;
        for (u64 e = prime - 2; e; e >>= 1, a = times(a, a))
            if (e & 1) r = times(r, a);
        return r;
    };
    std::vector<std::vector<u64>> rows(k.terms.size(), std::vector<u64>(k.cells.size()));
    for (size_t i = 0; i < rows.size(); ++i)
        for (size_t c = 0; c < k.cells.size(); ++c) rows[i][c] = (k.cells[c] & k.terms[i]) == k.terms[i];
    size_t done = 0;
    for (size_t c = 0; c < k.cells.size() && done < rows.size(); ++c) {
        size_t pivot = done;
        while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
        if (pivot == rows.size()) continue;
        std::swap(rows[pivot], rows[done]);
        u64 scale = inverse(rows[done][c]);
        for (size_t i = done + 1; i < rows.size(); ++i) {
            if (rows[i][c] == 0) continue;
            u64 by = prime - times(rows[i][c], scale);
            for (size_t x = c; x < k.cells.size(); ++x) rows[i][x] = (rows[i][x] + times(by, rows[done][x])) % prime;
        }
        ++done;
    }
    return done;
}

// The simplex method on a full tableau: maximise the last objective row over columns that are at least 0.
class Simplex {
public:
    Simplex(size_t rows, size_t columns) : rows_(rows), columns_(columns), width_(columns + rows + 1), a_((rows + 1) * width_, 0.0), basic_(rows) {
        for (size_t r = 0; r < rows; ++r) {
            at(r, columns + r) = 1;                       // artificial
            basic_[r] = columns + r;
        }
    }
    double& at(size_t r, size_t c) { return a_[r * width_ + c]; }
    double& right(size_t r) { return a_[r * width_ + width_ - 1]; }

    // The largest value of column `c`, when the equations can be met at all; else -1.
    double largest(size_t c) {
        objective_clear();
        for (size_t r = 0; r < rows_; ++r)
            for (size_t x = 0; x < width_; ++x)
                if (x < columns_ || x == width_ - 1) at(rows_, x) += at(r, x);
        improve(columns_);
        double missing = 0;
        for (size_t r = 0; r < rows_; ++r)
            if (basic_[r] >= columns_) missing += right(r);
        if (missing > 1e-6) return -1;
        drive_out();
        objective_clear();
        at(rows_, c) = 1;
        for (size_t r = 0; r < rows_; ++r)
            if (basic_[r] == c) add(rows_, r, -1);
        improve(columns_);
        for (size_t r = 0; r < rows_; ++r)
            if (basic_[r] == c) return right(r);
        return 0;
    }

private:
    void objective_clear() { std::fill(a_.begin() + long(rows_ * width_), a_.end(), 0.0); }
    void add(size_t to, size_t from, double times) {
        double *t = &a_[to * width_], *f = &a_[from * width_];
        for (size_t x = 0; x < width_; ++x) t[x] += times * f[x];
    }
    void pivot(size_t r, size_t c) {
        double by = 1 / at(r, c);
        for (size_t x = 0; x < width_; ++x) at(r, x) *= by;
        at(r, c) = 1;
        for (size_t i = 0; i <= rows_; ++i)
            if (i != r && at(i, c) != 0) {
                add(i, r, -at(i, c));
                at(i, c) = 0;
            }
        basic_[r] = c;
    }
    void improve(size_t columns) {
        for (int n = 0; n < pivots_max; ++n) {
            bool careful = n > pivots_max / 10;           // Bland's rule cannot go round in a circle
            size_t c = columns;
            double most = 1e-9;
            for (size_t x = 0; x < columns; ++x)
                if (at(rows_, x) > most) {
                    c = x;
                    if (careful) break;
                    most = at(rows_, x);
                }
            if (c == columns) return;
            size_t r = rows_;
            double least = 0;
            for (size_t i = 0; i < rows_; ++i) {
                if (at(i, c) <= 1e-9) continue;
                double ratio = right(i) / at(i, c);
                if (r == rows_ || ratio < least - 1e-12 || (ratio <= least + 1e-12 && basic_[i] < basic_[r])) r = i, least = ratio;
            }
            if (r == rows_) return;
            pivot(r, c);
        }
    }
    // Artificial columns that stayed at 0 leave; what has no other column is an equation said twice.
    void drive_out() {
        for (size_t r = 0; r < rows_; ++r) {
            if (basic_[r] < columns_) continue;
            size_t c = 0;
            while (c < columns_ && std::abs(at(r, c)) < 1e-7) ++c;
            if (c < columns_) pivot(r, c);
        }
    }
    static constexpr int pivots_max = 20'000;
    size_t rows_, columns_, width_;
    std::vector<double> a_;
    std::vector<size_t> basic_;
};

// Largest s such that counts of at least s everywhere have the observed sums: 0 when the estimate does not exist.
bool has_inner_point(const Sums& s, const Kept& k) {
    size_t cells = k.cells.size();
    Simplex lp(k.terms.size(), cells + 1);
    for (size_t i = 0; i < k.terms.size(); ++i) {
        double all = 0;
        for (size_t c = 0; c < cells; ++c) {
            double in = (k.cells[c] & k.terms[i]) == k.terms[i];
            lp.at(i, c) = in;
            all += in;
        }
        lp.at(i, cells) = all;
        lp.right(i) = s.over[k.terms[i]];
    }
    return lp.largest(cells) > std::max(1e-6, s.known * 1e-12);
}

}  // namespace

Existence existence(const Sums& s, const Mask* terms, int n) {
    Kept k = kept(s, terms, n);
    bool inner = has_inner_point(s, k), identified = rank(k) == k.terms.size();
    return Existence((inner ? 0 : 1) + (identified ? 0 : 2));
}

std::string_view reason(Existence e) {
    switch (e) {
        case exists: return "the estimate exists and is the only one";
        case no_estimate: return "the estimate does not exist: with these overlaps the likelihood grows without end (Fienberg and Rinaldo)";
        case not_identified: return "the model cannot be identified: it has more parameters than the combinations can tell apart";
        case neither: return "the estimate does not exist, and the model cannot be identified";
    }
    return "";
}

}  // namespace soria::prevalence
