#include "prevalence.hpp"

#include <atomic>
#include <cmath>
#include <fstream>
#include <iterator>
#include <thread>

#include "engines/prevalence/decomposable.hpp"
#include "engines/prevalence/latent.hpp"
#include "engines/prevalence/report.hpp"

namespace soria::bench {
namespace {

using namespace soria::prevalence;

Overlaps lists_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    return must(read(text), file.c_str()).all;
}

// As many threads as there are processors, as the program has.
bool on_all(std::string_view, size_t n, const std::function<void(size_t)>& piece) {
    std::atomic<size_t> next{0};
    auto work = [&] {
        for (size_t i; (i = next++) < n;) piece(i);
    };
    std::vector<std::thread> others;
    for (unsigned t = 1; t < std::max(1u, std::thread::hardware_concurrency()); ++t) others.emplace_back(work);
    work();
    for (auto& t : others) t.join();
    return true;
}

// Made-up lists, as many persons as the UK's.
Overlaps seven_lists() {
    const double chance[] = {0.03, 0.08, 0.12, 0.1, 0.05, 0.04, 0.03};
    std::vector<int64_t> count(128, 0);
    Random r(7, 7);
    for (int p = 0; p < 7000; ++p) {
        unsigned m = 0;
        for (int l = 0; l < 7; ++l) m |= unsigned(r.uniform() < chance[l]) << l;
        ++count[m];
    }
    count[0] = 0;
    return must(from_counts({"A", "B", "C", "D", "E", "F", "G"}, count), "seven lists");
}

// The table's persons as records, every true pair linked with odds of nine to one, and as many false pairs with odds of one to nine.
std::vector<Overlaps> matched_draws(const Overlaps& o, size_t draws) {
    Records records{o.lists, {}};
    std::vector<Link> links;
    for (size_t m = 1; m < o.count.size(); ++m)
        for (int64_t p = 0; p < o.count[m]; ++p) {
            auto first = uint32_t(records.list.size());
            for (int l = 0; l < o.width(); ++l)
                if (m >> l & 1) records.list.push_back(uint8_t(l));
            for (auto a = first; a < records.list.size(); ++a)
                for (auto b = a + 1; b < records.list.size(); ++b) links.push_back({a, b, 9});
        }
    Random r(5, 5);
    for (size_t i = 0, n = links.size(); i < n; ++i) {
        auto a = uint32_t(r.below(records.list.size())), b = uint32_t(r.below(records.list.size()));
        if (records.list[a] != records.list[b]) links.push_back({a, b, 1.0 / 9});
    }
    ChainSettings chain;
    chain.partitions = draws;
    std::vector<Overlaps> out;
    auto partitions = must(draw_partitions(records, links, chain), "drawing partitions");
    for (const auto& p : partitions) out.push_back(must(overlaps_of(records, p), "overlaps"));
    return out;
}

object used(const Span& span, object more) {
    more["cpu_s"] = span.cpu_s_used();
    more["wall_s"] = span.wall_s_used();
    return more;
}

object graphs(const Overlaps& o, size_t grid) {
    Sums s(o);
    Span span;
    auto g = must(average_over_graphs(s, std::ldexp(1.0, -s.lists), grid, on_all), "averaging");
    return used(span, {{"graphs", g.graphs}, {"summed", g.summed}, {"median", g.median}});
}

}  // namespace

object prevalence(const std::vector<std::string>& a) {
    auto arg = [&](size_t i) { return i < a.size() ? a[i] : (stop("prevalence: too few arguments"), std::string()); };
    const std::vector<double> alphas{0.025, 0.1, 0.9, 0.975};
    if (arg(1) == "seven") return graphs(seven_lists(), 40'000);
    Overlaps o = lists_of(arg(2));
    Sums s(o);
    if (arg(1) == "models") {
        Span span;
        auto family = must(Family::of(s.lists, std::stoi(arg(3))), "models");
        auto all = must(fit_all(s, family, on_all), "models");
        auto best = ranked(all, Criterion::bic, s.known);
        return used(span, {{"models", all.size()}, {"with_estimate", best.size()}, {"best", family.name(best.at(0))}});
    }
    if (arg(1) == "stepwise") {
        Span span;
        auto b = must(bootstrap_stepwise(s, Resamples(o, std::stoull(arg(3)), 1), 0.02, alphas, on_all), "resamples");
        return used(span, {{"lower", b.bca.limits[0]}, {"upper", b.bca.limits[3]}, {"dropped", b.dropped}});
    }
    if (arg(1) == "ranked") {
        auto family = must(Family::of(s.lists, std::stoi(arg(3))), "models");
        auto top = ranked(must(fit_all(s, family, on_all), "models"), Criterion::bic, s.known);
        Span span;
        auto b = must(bootstrap_ranked(s, family, top, Criterion::bic, Resamples(o, std::stoull(arg(4)), 1), alphas, on_all), "resamples");
        return used(span, {{"models", top.size()}, {"lower", b.bca.limits[0]}, {"upper", b.bca.limits[3]}, {"dropped", b.dropped}});
    }
    if (arg(1) == "graphs") return graphs(o, std::stoull(arg(3)));
    if (arg(1) == "latent") {
        LatentSettings settings;
        Span span;
        auto l = must(latent_classes(s, settings, on_all), "sweeps");
        return used(span, {{"effective_draws", l.effective_draws}, {"r_hat", l.r_hat}});
    }
    if (arg(1) == "matching") {
        auto draws = matched_draws(o, std::stoull(arg(3)));
        Settings settings;
        settings.resamples = std::stoull(arg(4));
        Span span;
        auto p = must(pool(draws, settings, on_all), "pooling");
        return used(span, {{"share", p.share}, {"lower", p.interval.lower}, {"upper", p.interval.upper}, {"dropped", p.dropped}});
    }
    stop("no such part: " + arg(1));
}

}  // namespace soria::bench
