#include "engines/prevalence/report.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace soria::prevalence {

Reason why_not(const Error& e) {
    const std::pair<std::string_view, const char*> rules[] = {{"one list says nothing", "one-list"}, {"the counts sum to nothing", "nobody"}, {"the list '", "empty-list"},
                                                              {"no person stands on two lists", "no-overlap"}, {"no model has an estimate", "no-model"},
                                                              {reason(no_estimate), "no-estimate"}, {reason(neither), "no-estimate"}, {reason(not_identified), "not-identified"}};
    for (const auto& [begins, rule] : rules)
        if (e.because.compare(0, begins.size(), begins) == 0) return {rule, {}, "", e.because};
    return {"", {}, "", e.because};
}

std::string_view name_of(Verdict v) { return v == Verdict::none ? "none" : v == Verdict::fragile ? "fragile" : "founded"; }

namespace {

// The checks choose a model as the answer did where that means something, else stepwise.
Settings for_checks(const Settings& s) {
    Settings c = s;
    c.given.clear();
    if (s.method == Method::fixed || bayesian(s.method)) c.method = Method::stepwise;
    c.resamples = 0;
    return c;
}

Tried tried(std::string what, const Overlaps& o, const Settings& s, const Run& run) {
    Tried t{std::move(what)};
    t.known = double(o.known);
    auto a = answer(o, s, run);
    if (!a) {
        t.why_not = a.error().because;
        t.why = why_not(a.error());
        return t;
    }
    t.estimate = a->estimate;
    t.interval = a->interval;
    return t;
}

// Persons on list `i`, seen by the other lists only: how many there are is known.
Tried hold_out(const Overlaps& o, int i, Settings s, const Run& run) {
    Overlaps inside = o;
    for (size_t m = 1; m < o.count.size(); ++m)
        if (!(m >> i & 1)) inside.count[m] = 0;
    inside.known = o.on_list(i);
    Overlaps seen = without_list(inside, i);
    for (int l = seen.width() - 1; l >= 0; --l)
        if (seen.on_list(l) == 0 && seen.width() > 1) seen = without_list(seen, l);
    s.resamples = 200;
    s.method = Method::stepwise;
    Tried t = tried("only those on " + o.lists[size_t(i)], seen, s, run);
    t.truth = double(inside.known);
    t.missed = t.why_not.empty() && !(t.interval.lower <= t.truth && t.truth <= t.interval.upper);
    return t;
}

Status checks(Report& r, const ReportOptions& options, const Run& run) {
    const auto& o = r.overlaps;
    Settings s = for_checks(options.settings);
    Run plain = inside(run);
    std::vector<std::pair<int, int>> pairs;
    for (int i = 0; i < o.width(); ++i)
        for (int j = i + 1; j < o.width(); ++j) pairs.push_back({i, j});
    size_t lists = size_t(o.width());
    r.without_list.resize(lists);
    r.held_out.resize(lists);
    r.merged.resize(o.width() > 2 ? pairs.size() : 0);
    bool whole = run("checks", 2 * lists + r.merged.size(), [&](size_t i) {
        if (i < lists) r.without_list[i] = tried("without " + o.lists[i], without_list(o, int(i)), s, plain);
        else if (i < 2 * lists) r.held_out[i - lists] = hold_out(o, int(i - lists), s, plain);
        else {
            auto [a, b] = pairs[i - 2 * lists];
            r.merged[i - 2 * lists] = tried(o.lists[size_t(a)] + "+" + o.lists[size_t(b)] + " as one", merged(o, a, b), s, plain);
        }
    });
    if (!whole) return stopped();
    for (size_t i = 0; i < lists; ++i) r.without_list[i].lists = r.held_out[i].lists = {o.lists[i]};
    for (size_t i = 0; i < r.merged.size(); ++i) r.merged[i].lists = {o.lists[size_t(pairs[i].first)], o.lists[size_t(pairs[i].second)]};
    return {};
}

// The strata about which nothing is shown: those with too few, and, when that is only one, the smallest other with it.
std::vector<bool> withheld(const Input& in, const ReportOptions& options) {
    std::vector<bool> out;
    for (const auto& s : in.strata) out.push_back(s.overlaps.known < options.rules.stratum_known_min);
    if (!options.protect_strata || std::count(out.begin(), out.end(), true) != 1) return out;
    size_t least = in.strata.size();
    for (size_t i = 0; i < in.strata.size(); ++i)
        if (!out[i] && (least == in.strata.size() || in.strata[i].overlaps.known < in.strata[least].overlaps.known)) least = i;
    if (least < in.strata.size()) out[least] = true;
    return out;
}

std::vector<StratumAnswer> strata(const Input& in, const ReportOptions& options, const Run& run) {
    std::vector<StratumAnswer> out;
    auto hidden = withheld(in, options);
    std::string too_few = "cannot be shown: fewer than " + std::to_string(options.rules.stratum_known_min) + " are known";
    for (size_t i = 0; i < in.strata.size(); ++i) {
        const auto& s = in.strata[i];
        StratumAnswer a{s.name};
        a.known = double(s.overlaps.known);
        if (hidden[i]) {
            a.withheld = true;
            a.known = 0;
            bool enough = s.overlaps.known >= options.rules.stratum_known_min;
            a.why = {enough ? "another-group" : "too-few", {{"n", std::to_string(options.rules.stratum_known_min)}}, "", ""};
            a.why_not = enough ? "cannot be shown: it would tell how many are in another group that is too small" : too_few;
            out.push_back(std::move(a));
            continue;
        }
        Settings settings = options.settings;
        settings.given.clear();
        auto answered = answer(s.overlaps, settings, run);
        if (answered && double(answered->dropped) > options.rules.dropped_max * double(answered->resamples))
{
            auto n = std::to_string(answered->dropped), all = std::to_string(answered->resamples), most = std::to_string(std::lround(100 * options.rules.dropped_max));
            a.why = {"dropped", {{"n", n}, {"all", all}, {"most", most}}, "", ""};
            a.why_not = "cannot be estimated: " + n + " of " + all + " resamples had no estimate";
        } else if (answered) a.answer = std::move(*answered);
        else {
            a.why = why_not(answered.error());
            a.why_not = "cannot be estimated: " + answered.error().because;
        }
        out.push_back(std::move(a));
    }
    return out;
}

}  // namespace

Result<Report> report(const Input& in, const ReportOptions& options, const Run& outer) {
    // Whoever runs it may give up within a check, a stratum or another prior, which would only say that it has no estimate.
    std::atomic<bool> gave_up = false;
    Run run = [&](std::string_view what, size_t n, const std::function<void(size_t)>& piece) {
        bool whole = outer(what, n, piece);
        if (!whole) gave_up = true;
        return whole;
    };
    Report r;
    r.overlaps = in.all;
    r.level = options.settings.level;
    std::optional<Enumerated> models;
    r.answer = TRY(answer(in.all, options.settings, run, &models));
    r.picture = TRY(picture(in.all, order_of(options.settings, in.all.width()), options.models_max, run, std::move(models)));
    if (int wanted = order_of({}, in.all.width()); r.picture.order < wanted) r.deeper = TRY(picture(in.all, wanted, options.models_max, run));
    if (options.checks) TRY(checks(r, options, run));
    for (double factor : {0.5, 2.0 / 3, 1.5, 2.0}) r.top_interaction.push_back({factor, r.answer.known + (r.answer.estimate - r.answer.known) * factor});
    r.strata = strata(in, options, run);
    if (!in.independent.lists.empty()) {
        Referrals f;
        f.overlapping = double(in.overlapping);
        f.by_referral = double(in.overlapping_by_referral);
        f.persons = double(in.referred);
        Settings s = options.settings;
        s.given.clear();
        auto without = answer(in.independent, s, run);
        if (without) f.without = std::move(*without);
        else {
            f.why = why_not(without.error());
            f.why_not = "cannot be estimated: " + without.error().because;
        }
        r.referrals = std::move(f);
    }
    if (gave_up) return stopped();
    judge(r, options.rules);
    return r;
}

Result<Report> report_matched(const std::vector<Overlaps>& draws, const ReportOptions& options, const Run& run) {
    std::vector<Input> inputs(draws.size());
    for (size_t i = 0; i < draws.size(); ++i) inputs[i].all = draws[i];
    return report_matched(inputs, options, run);
}

Result<Report> report_matched(const std::vector<Input>& inputs, const ReportOptions& options, const Run& run) {
    std::vector<Overlaps> draws;
    for (const auto& in : inputs) draws.push_back(in.all);
    Settings each = options.settings;
    if (options.draw_resamples) each.resamples = options.draw_resamples;
    Pooled pooled = TRY(pool(draws, each, run));
    Report r = TRY(report(inputs[pooled.middle], options, run));
    auto& a = r.answer;
    a.estimate = pooled.estimate;
    a.interval = pooled.interval;
    a.narrower = pooled.narrower;
    a.interval_is = "quantiles of all resamples of all draws of the matching";
    a.unconditional.reset();             // of one draw alone
    a.resamples = pooled.resamples;
    a.dropped = pooled.dropped;
    a.replicates.clear();
    a.by_top.clear();
    r.matching = std::move(pooled);
    judge(r, options.rules);
    return r;
}

}  // namespace soria::prevalence
