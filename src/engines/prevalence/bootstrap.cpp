#include "engines/prevalence/bootstrap.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <memory>

#include "base/csv.hpp"

namespace soria::prevalence {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr size_t side_by_side = LaneRows::width;

}  // namespace

Resamples::Resamples(const Overlaps& o, size_t n, uint64_t seed) : count_(o.count.begin(), o.count.end()), n_(n), seed_(seed), known_(double(o.known)) {
    for (size_t m = 1; m < count_.size(); ++m)
        if (count_[m] > 0) held_.push_back(Mask(m)), held_count_.push_back(count_[m]);
}
Resamples::Resamples(const Overlaps& o, std::vector<std::vector<double>> given) : Resamples(o, given.size(), 0) { given_ = std::move(given); }

void Resamples::fill(size_t i, double* room) const {
    if (i >= n_) {
        std::copy(count_.begin(), count_.end(), room);
        room[held_[i - n_]] -= 1;
        return;
    }
    if (!given_.empty()) {
        std::copy(given_[i].begin(), given_[i].end(), room);
        return;
    }
    std::fill(room, room + count_.size(), 0.0);
    double drawn[size_t(1) << lists_max];
    Random(seed_, i).multinomial(known_, held_count_.data(), int(held_.size()), drawn);
    for (size_t k = 0; k < held_.size(); ++k) room[held_[k]] = drawn[k];
}

Result<std::vector<std::vector<double>>> read_resamples(std::string_view text, int lists) {
    csv::Reader reader(text);
    auto header = TRY(reader.next());
    if (!header) return invalid("the file is empty");
    std::vector<Mask> column(header->cells.size(), 0);
    for (size_t c = 0; c < column.size(); ++c) {
        const auto& name = header->cells[c];
        if (int(name.size()) != lists || name.find_first_not_of("01") != std::string::npos) continue;
        for (int i = 0; i < lists; ++i)
            if (name[size_t(i)] == '1') column[c] = Mask(column[c] | (1u << i));
    }
    if (std::all_of(column.begin(), column.end(), [](Mask m) { return m == 0; })) return invalid("no column is named by a combination of lists");
    std::vector<std::vector<double>> all;
    for (;;) {
        auto r = TRY(reader.next());
        if (!r) return all;
        if (all.size() >= Resamples::resamples_max) return fail(Fault::limit, "more than 1000000 resamples");
        if (r->cells.size() != column.size()) return invalid("the row has another number of cells than the header", std::to_string(r->line) + ":1");
        std::vector<double> counts(size_t(1) << lists, 0.0);
        for (size_t c = 0; c < column.size(); ++c) {
            if (!column[c]) continue;
            const auto& cell = r->cells[c];
            int64_t n = 0;
            auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), n);
            if (fault != std::errc() || end != cell.data() + cell.size() || n < 0 || n > persons_max)
                return invalid("a count is a whole number", std::to_string(r->line) + ":" + std::to_string(c + 1));
            counts[column[c]] = double(n);
        }
        all.push_back(std::move(counts));
    }
}

double quantile(const std::vector<double>& sorted, double p) {
    if (sorted.empty()) return nothing;
    double n = double(sorted.size()), h = std::clamp((n + 1.0 / 3) * p + 1.0 / 3, 1.0, n), low = std::floor(h);
    double a = sorted[size_t(low) - 1], b = sorted[std::min(size_t(low), sorted.size() - 1)];
    return a + (h - low) * (b - a);
}

Bca bca(double estimate, std::vector<double> replicates, const std::vector<double>& left_out, const std::vector<double>& weights, const std::vector<double>& alphas) {
    std::erase_if(replicates, [](double x) { return std::isnan(x); });
    std::sort(replicates.begin(), replicates.end());
    Bca out;
    if (replicates.empty()) {
        out.limits.assign(alphas.size(), nothing);
        return out;
    }
    double n = double(replicates.size());
    double below = double(std::lower_bound(replicates.begin(), replicates.end(), estimate) - replicates.begin());
    // All on one side: as if half a resample stood on the other, or the limits would be one point.
    if (below == 0 || below == n) below = std::clamp(below, 0.5, n - 0.5);
    out.z0 = normal_quantile(below / n);
    double persons = 0, mean = 0;
    for (size_t j = 0; j < left_out.size(); ++j)
        if (!std::isnan(left_out[j])) persons += weights[j], mean += weights[j] * left_out[j];
    mean /= persons;
    double squares = 0, cubes = 0;
    for (size_t j = 0; j < left_out.size(); ++j) {
        if (std::isnan(left_out[j])) continue;
        double d = mean - left_out[j];
        squares += weights[j] * d * d;
        cubes += weights[j] * d * d * d;
    }
    out.acceleration = squares > 0 ? cubes / (6 * squares * std::sqrt(squares)) : 0;
    for (double alpha : alphas) {
        double z = out.z0 + normal_quantile(alpha), under = 1 - out.acceleration * z;
        double p = under > 0 ? normal_probability(out.z0 + z / under) : z > 0 ? 1.0 : 0.0;
        out.limits.push_back(quantile(replicates, p));
    }
    return out;
}

namespace {

// Goes through all items, eight at a time; `make` gives what turns n tables into n estimates.
template <class Make> Result<Bootstrap> go_through(const Sums& table, const Resamples& resamples, const Run& run, const Make& make) {
    size_t items = resamples.size() + resamples.deletions();
    constexpr size_t piece_items = 8 * side_by_side;
    std::vector<double> estimates(items, nothing);
    bool whole = run("resamples", (items + piece_items - 1) / piece_items, [&](size_t piece) {
        auto each = make();
        std::vector<Sums> tables(side_by_side, Sums(table.lists));
        std::vector<double> room(table.y.size());
        size_t to = std::min(items, (piece + 1) * piece_items);
        for (size_t at = piece * piece_items; at < to; at += side_by_side) {
            size_t n = std::min(side_by_side, to - at);
            for (size_t i = 0; i < n; ++i) {
                resamples.fill(at + i, room.data());
                tables[i].take(room.data());
            }
            each(int(n), tables.data(), &estimates[at]);
        }
    });
    if (!whole) return stopped();
    Bootstrap b;
    b.replicates.assign(estimates.begin(), estimates.begin() + long(resamples.size()));
    b.left_out.assign(estimates.begin() + long(resamples.size()), estimates.end());
    b.dropped = size_t(std::count_if(b.replicates.begin(), b.replicates.end(), [](double x) { return std::isnan(x); }));
    return b;
}

std::vector<double> weights(const Resamples& r) {
    std::vector<double> w;
    for (size_t i = 0; i < r.deletions(); ++i) w.push_back(r.weight(i));
    return w;
}

}  // namespace

Result<Bootstrap> bootstrap_stepwise(const Sums& table, const Resamples& resamples, double p, const std::vector<double>& alphas, const Run& run) {
    Chosen itself = stepwise(table, p);
    if (!itself.estimable) return invalid(std::string(reason(no_estimate)));
    auto make = [&] {
        return [search = std::make_shared<Stepwise>(table.lists), p](int n, const Sums* tables, double* estimates) {
            const Sums* each[side_by_side];
            Chosen out[side_by_side];
            for (int i = 0; i < n; ++i) each[i] = tables + i;
            search->search(each, n, p, out);
            for (int i = 0; i < n; ++i) estimates[i] = out[i].estimable ? out[i].estimate : nothing;
        };
    };
    Bootstrap b = TRY(go_through(table, resamples, run, make));
    b.estimate = itself.estimate;
    b.bca = bca(b.estimate, b.replicates, b.left_out, weights(resamples), alphas);
    return b;
}

Result<Bootstrap> bootstrap_fixed(const Sums& table, const Model& model, const Resamples& resamples, const std::vector<double>& alphas, const Run& run) {
    Fitted itself = fit(table, model);
    if (itself.existence != exists) return invalid(std::string(reason(itself.existence)), name_of(model, table.lists));
    int terms = int(model.size());
    auto make = [&] {
        return [&, lanes = std::make_shared<Lanes>(table.lists, terms)](int n, const Sums* tables, double* estimates) {
            lanes->put_all(model.terms.data(), terms);
            for (int i = 0; i < n; ++i) lanes->put_table(i, tables[i]);
            lanes->run();
            for (int i = 0; i < n; ++i) {
                auto o = lanes->outcome(i);
                bool there = o.certain || existence(tables[i], model.terms.data(), terms) == exists;
                estimates[i] = there ? tables[i].known + std::exp(o.constant) : nothing;
            }
        };
    };
    Bootstrap b = TRY(go_through(table, resamples, run, make));
    b.estimate = itself.estimate;
    b.bca = bca(b.estimate, b.replicates, b.left_out, weights(resamples), alphas);
    return b;
}

Result<Bootstrap> bootstrap_downhill(const Sums& table, int order, Criterion by, const Resamples& resamples, const std::vector<double>& alphas, const Run& run) {
    Descent itself = TRY(downhill(table, order, by));
    auto make = [&] {
        return [&](int n, const Sums* tables, double* estimates) {
            for (int i = 0; i < n; ++i) {
                auto d = downhill(tables[i], order, by);
                estimates[i] = d ? d->best.estimate : nothing;
            }
        };
    };
    Bootstrap b = TRY(go_through(table, resamples, run, make));
    b.estimate = itself.best.estimate;
    b.bca = bca(b.estimate, b.replicates, b.left_out, weights(resamples), alphas);
    return b;
}

namespace {

// The models to rank, with where a fit of each begins: its parameters in the table itself.
struct Top {
    std::vector<Mask> terms;
    std::vector<double> start;
    std::vector<size_t> begin;       // of each model in the two above, and the end
    int most = 0;
};

Top prepare(const Sums& table, const Family& family, const std::vector<size_t>& top) {
    Top t;
    Mask room[Family::parameters_max];
    for (size_t m : top) t.most = std::max(t.most, family.parameters(m));
    Lanes lanes(table.lists, t.most);
    for (size_t m : top) {
        int n = family.terms(m, room);
        lanes.clear();
        lanes.put(0, table, room, n);
        lanes.run();
        t.begin.push_back(t.terms.size());
        for (int k = 0; k < n; ++k) t.terms.push_back(room[k]), t.start.push_back(lanes.parameter(0, k));
    }
    t.begin.push_back(t.terms.size());
    return t;
}

}  // namespace

Result<Bootstrap> bootstrap_ranked(const Sums& table, const Family& family, const std::vector<size_t>& top, Criterion by, const Resamples& resamples,
                                   const std::vector<double>& alphas, const Run& run) {
    if (top.empty()) return invalid("no model has an estimate");
    const Top models = prepare(table, family, top);
    size_t items = resamples.size() + resamples.deletions();
    size_t reported = std::min({top.size(), top_reported, std::max<size_t>(1, 20'000'000 / items)});
    std::vector<double> by_top(reported * items, nothing);
    std::vector<double> best(items, nothing);
    constexpr size_t piece_items = side_by_side;
    bool whole = run("resamples", (items + piece_items - 1) / piece_items, [&](size_t piece) {
        Lanes lanes(table.lists, models.most);
        std::vector<Sums> tables(side_by_side, Sums(table.lists));
        std::vector<double> room(table.y.size());
        size_t at = piece * piece_items, n = std::min(side_by_side, items - at);
        for (size_t i = 0; i < n; ++i) {
            resamples.fill(at + i, room.data());
            tables[i].take(room.data());
        }
        double least[side_by_side];
        std::fill(least, least + side_by_side, HUGE_VAL);
        for (size_t m = 0; m < top.size(); ++m) {
            const Mask* terms = &models.terms[models.begin[m]];
            int size = int(models.begin[m + 1] - models.begin[m]);
            lanes.put_all(terms, size);
            for (size_t i = 0; i < n; ++i) lanes.put_table(int(i), tables[i], &models.start[models.begin[m]]);
            lanes.run();
            for (size_t i = 0; i < n; ++i) {
                auto o = lanes.outcome(int(i));
                double value = by == Criterion::bic ? bic_of(o.log_likelihood, size, tables[i].known) : aic_of(o.log_likelihood, size);
                if (value < least[i] && (o.certain || existence(tables[i], terms, size) == exists)) {
                    least[i] = value;
                    best[at + i] = tables[i].known + std::exp(o.constant);
                }
                if (m < reported) by_top[m * items + at + i] = best[at + i];
            }
        }
    });
    if (!whole) return stopped();
    Bootstrap b;
    auto halves = [&](const double* all) {
        b.replicates.assign(all, all + resamples.size());
        b.left_out.assign(all + resamples.size(), all + items);
    };
    double estimate = fit(table, family.model(top[0])).estimate;
    auto w = weights(resamples);
    for (size_t k = 0; k < reported; ++k) {
        halves(&by_top[k * items]);
        b.by_top.push_back(bca(estimate, b.replicates, b.left_out, w, alphas));
    }
    halves(best.data());
    b.estimate = estimate;
    b.dropped = size_t(std::count_if(b.replicates.begin(), b.replicates.end(), [](double x) { return std::isnan(x); }));
    b.bca = bca(estimate, b.replicates, b.left_out, w, alphas);
    return b;
}

}  // namespace soria::prevalence
