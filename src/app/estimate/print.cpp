#include <bit>
#include <cmath>

#include "app/api/api.hpp"
#include "app/estimate/estimate.hpp"

namespace soria::app {
namespace {

using namespace prevalence;
using json::bj::array;
using json::bj::object;
using json::bj::value;

value number(double x) { return std::isfinite(x) ? value(x) : value(nullptr); }
value persons(double x) { return value(int64_t(std::llround(x))); }
object limits(const Limits& l) { return {{"lower", number(l.lower)}, {"upper", number(l.upper)}}; }

// From the ledger small numbers are held back, and others rounded: whatever is asked, nothing is found by subtraction.
value told(const EstimateSaid& s, double n) { return s.too_small(int64_t(n)) ? value(nullptr) : value(s.counted(int64_t(n))); }

array pairs(const EstimateSaid& s) {
    array out;
    const auto& o = s.report.overlaps;
    for (int i = 0; i < o.width(); ++i)
        for (int j = i + 1; j < o.width(); ++j) {
            int64_t n = o.on_all(Mask((1u << i) | (1u << j)));
            out.push_back(object{{"lists", array{value(o.lists[size_t(i)]), value(o.lists[size_t(j)])}}, {"persons", told(s, double(n))}});
            if (s.too_small(n)) out.back().get_object()["held_back"] = true;
        }
    return out;
}

array models(const EstimateSaid& s) {
    array out;
    int lists = s.report.overlaps.width();
    for (const auto& m : s.report.picture.models) {
        if (out.size() >= s.models_max) break;
        bool there = m.existence == exists;
        out.push_back(object{{"model", name_of(m.model, lists)}, {"estimate", there ? number(m.estimate) : nullptr}, {"bic", there ? number(m.bic) : nullptr},
                             {"aic", there ? number(m.aic) : nullptr}, {"away", there ? number(m.away) : nullptr}, {"existence", int(m.existence)}});
    }
    return out;
}

object fact_object(const Reason& why) {
    object facts;
    for (const auto& [name, text] : why.facts) facts[name] = text;
    object o{{"rule", why.rule}, {"facts", std::move(facts)}};
    if (!why.list.empty()) o["list"] = why.list;
    return o;
}
void add_why(object& o, const std::string& text, const Reason& why) {
    o["why_not"] = text;
    if (!why.rule.empty()) o["why"] = fact_object(why);
}

array tried(const EstimateSaid& s, const std::vector<prevalence::Tried>& list, bool held_out) {
    array out;
    for (const auto& t : list) {
        array of;
        for (const auto& l : t.lists) of.push_back(value(l));
        object o{{"what", t.what}, {"lists", std::move(of)}};
        if (!s.small()) o["known"] = persons(t.known);
        if (held_out) o["truth"] = persons(t.truth);
        if (t.why_not.empty()) {
            o["estimate"] = number(t.estimate);
            o["lower"] = number(t.interval.lower);
            o["upper"] = number(t.interval.upper);
            o["interval"] = held_out ? held_out_is : checks_are;
            if (held_out) o["missed"] = t.missed;
        } else {
            o["estimate"] = nullptr;
            add_why(o, t.why_not, t.why);
        }
        out.push_back(std::move(o));
    }
    return out;
}

object of_posterior(const Posterior& p) {
    array weighted, priors;
    for (const auto& m : p.models) weighted.push_back(object{{"model", m.model}, {"probability", number(m.probability)}, {"estimate", number(m.estimate)}});
    for (const auto& o : p.other_priors) priors.push_back(object{{"prior", o.prior}, {"median", number(o.median)}, {"lower", number(o.lower)}, {"upper", number(o.upper)}});
    object out{{"mean", number(p.mean)}, {"median", number(p.median)}, {"sd", number(p.sd)}, {"other_priors", std::move(priors)}};
    if (p.mode > 0) out["mode"] = number(p.mode), out["mass_at_upper_edge"] = number(p.mass_at_upper_edge), out["models"] = std::move(weighted);
    if (p.effective_draws > 0) out["r_hat"] = number(p.r_hat), out["effective_draws"] = number(p.effective_draws);
    return out;
}

object of_fit(const Fitted& f, const std::vector<std::string>& names) {
    array parameters;
    for (const auto& p : f.parameters) {
        array lists;
        for (size_t i = 0; i < names.size(); ++i)
            if (p.term >> i & 1) lists.push_back(value(names[i]));
        parameters.push_back(object{{"lists", std::move(lists)}, {"value", std::isinf(p.value) ? value("-inf") : value(p.value)}});
    }
    double standard_error = std::sqrt(f.dark + f.dark * f.dark * f.variance);
    return {{"log_likelihood", f.log_likelihood}, {"deviance", f.deviance}, {"bic", f.bic}, {"aic", f.aic}, {"standard_error", standard_error},
            {"parameters", std::move(parameters)}};
}

object of_answer(const Answer& a, int lists, const std::vector<std::string>& names) {
    object o{{"method", std::string(name_of(a.method))}, {"known", persons(a.known)}, {"estimate", number(a.estimate)}, {"lower", number(a.interval.lower)},
             {"upper", number(a.interval.upper)}, {"interval", a.interval_is}, {"narrower", limits(a.narrower)}};
    o["narrower"].as_object()["level"] = 0.8;
    bool one = !a.model.terms.empty();                   // else the method has no model of its own
    o["model"] = one ? value(name_of(a.model, lists)) : value(nullptr);
    o["model_in_words"] = one ? value(name_of(a.model, names)) : value(nullptr);
    if (a.naive) o["naive"] = limits(*a.naive);
    if (a.unconditional) o["unconditional"] = limits(*a.unconditional);
    if (a.profile) o["profile"] = object{{"estimate", number(a.profile->estimate)}, {"lower", number(a.profile->lower)}, {"upper", number(a.profile->upper)}};
    if (a.resamples) {
        o["resamples"] = a.resamples;
        o["dropped"] = a.dropped;
        if (a.ranked_anew) o["ranked_anew"] = a.ranked_anew;
        o["z0"] = number(a.z0);
        o["acceleration"] = number(a.acceleration);
    }
    if (!a.by_top.empty()) {
        array tops;
        for (const auto& t : a.by_top)
            tops.push_back(object{{"lower", number(t.limits.lower)}, {"upper", number(t.limits.upper)}, {"narrower", limits(t.narrower)}});
        o["by_top"] = std::move(tops);
    }
    if (!a.steps.empty()) {
        array steps;
        for (const auto& s : a.steps) {
            Model m = with(independent(lists), s.term);
            steps.push_back(object{{"added", name_of(m, names)}, {"probability", number(s.probability)}, {"estimate", number(s.estimate)}});
        }
        o["steps"] = std::move(steps);
    }
    if (!a.path.empty()) {
        array path;
        for (const auto& m : a.path) path.push_back(value(name_of(m, lists)));
        o["path"] = std::move(path);
        o["considered"] = a.considered;
    }
    if (a.fitted) o["fit"] = of_fit(*a.fitted, names);
    if (a.posterior) o["posterior"] = of_posterior(*a.posterior);
    return o;
}

array strata(const EstimateSaid& said) {
    array out;
    const auto& r = said.report;
    for (const auto& s : r.strata) {
        object o{{"stratum", s.name}, {"withheld", s.withheld}};
        if (!s.withheld) o["known"] = persons(s.known);
        if (s.answer) {
            object a = of_answer(*s.answer, r.overlaps.width(), r.overlaps.lists);
            for (auto& m : a) o[m.key()] = m.value();
        } else {
            o["estimate"] = nullptr;
            add_why(o, s.why_not, s.why);
        }
        out.push_back(std::move(o));
    }
    return out;
}

// Which lists, which are not in it and why; and whose counts.
object of_ledger(const FromLedger& l) {
    array by, left;
    for (const auto& b : l.by) by.push_back(value(b));
    for (const auto& x : l.left_out)
        left.push_back(object{{"list", x.list}, {"persons", x.persons < l.small ? value(nullptr) : value(counted(x.persons, l.small))}, {"why", x.why}, {"basis", x.basis}, {"says", why_left_out(x)}});
    object matching{{"pairs", l.links}, {"links_sha256", l.links_sha256}};
    if (!l.not_drawn.empty()) matching["not_drawn"] = l.not_drawn, matching["not_drawn_rule"] = l.not_drawn_rule;
    return {{"from", l.from.text()}, {"until", l.until.text()}, {"as_of", l.as_of.text()}, {"each", l.by_kind ? "kind" : "agency"}, {"by", std::move(by)}, {"left_out", std::move(left)},
            {"merged", counted(l.merged, l.small)}, {"vague", l.vague}, {"erased", counted(l.erased, l.small)}, {"fewer_than", l.small}, {"nearest", std::max<int64_t>(l.small, 1)}, {"matching", std::move(matching)}};
}

void add_origin(const EstimateSaid& s, object& o) {
    array sizes;
    const auto& lists = s.report.overlaps;
    for (int i = 0; i < lists.width(); ++i) sizes.push_back(object{{"list", lists.lists[size_t(i)]}, {"persons", s.counted(lists.on_list(i))}});
    o["lists"] = std::move(sizes);
    o["pairs"] = pairs(s);
    if (s.report.referrals) {
        const auto& r = *s.report.referrals;
        object f{{"overlapping", told(s, r.overlapping)}, {"by_referral", told(s, r.by_referral)}, {"persons", told(s, r.persons)}};
        if (r.without) f["without"] = of_answer(*r.without, lists.width(), lists.lists);
        else f["without"] = nullptr, add_why(f, r.why_not, r.why);
        o["referrals"] = std::move(f);
    }
    if (s.ledger) o["ledger"] = of_ledger(*s.ledger);
    o["rules"] = object{{"of", s.rules_of}, {"dropped_most", s.rules.dropped_max}, {"near_bic", s.rules.near_bic}, {"spread_none", s.rules.spread_none},
                        {"spread_fragile", s.rules.spread_fragile}, {"referred_most", s.rules.referred_max}, {"stratum_least", s.rules.stratum_known_min},
                        {"lists_least", s.rules.lists_min}, {"known_least", s.rules.known_min}};
    o["seed"] = s.seed;
    o["data_sha256"] = s.sha256;
    o["version"] = std::string(engine_version);
}

// An answer's names where there is none.
void nothing(const EstimateSaid& s, const std::string& because, object& o) {
    for (const char* name : {"estimate", "lower", "upper", "model"}) o[name] = nullptr;
    o["level"] = s.report.level;
    o["models"] = array();
    o["verdict"] = "none";
    o["reasons"] = array{value(because)};
}

}  // namespace

object as_json(const EstimateSaid& s) {
    if (!s.refused.empty()) {
        object none{{"known", s.counted(s.report.overlaps.known)}};
        nothing(s, s.refused, none);
        if (!s.why.rule.empty()) none["because"] = array{fact_object(s.why)};
        add_origin(s, none);
        return none;
    }
    const auto& r = s.report;
    int lists = r.overlaps.width();
    object o = of_answer(r.answer, lists, r.overlaps.lists);
    o["level"] = r.level;
    o["verdict"] = std::string(name_of(r.verdict));
    array reasons, because, spans, tops;
    for (const auto& why : r.reasons) {
        because.push_back(fact_object(why));
        reasons.push_back(value(why.text));
    }
    for (const auto& span : r.picture.spans)
        spans.push_back(object{{"within", span.away}, {"models", span.models}, {"lower", number(span.lower)}, {"upper", number(span.upper)}});
    for (const auto& t : r.top_interaction) tops.push_back(object{{"factor", t.factor}, {"estimate", number(t.estimate)}});
    o["reasons"] = std::move(reasons);
    o["because"] = std::move(because);
    o["order"] = r.picture.order;
    o["every_model"] = r.picture.every_model;
    o["models_looked_at"] = r.picture.looked_at;
    o["models_with_estimate"] = r.picture.with_estimate;
    o["models"] = models(s);
    if (r.picture.held_back) o["models_held_back"] = r.picture.held_back;
    o["within"] = std::move(spans);
    o["without_list"] = tried(s, r.without_list, false);
    o["merged"] = tried(s, r.merged, false);
    o["held_out"] = tried(s, r.held_out, true);
    o["interaction_of_all_lists"] = std::move(tops);
    if (!r.strata.empty()) o["strata"] = strata(s);
    if (r.matching) {
        const auto& m = *r.matching;
        array each;
        for (double x : m.estimates) each.push_back(number(x));
        o["matching"] = object{{"draws", m.draws}, {"share_of_variance", m.share}, {"known_least", persons(m.known_least)}, {"known_most", persons(m.known_most)},
                               {"as_if_certain", limits(m.one_draw)}, {"estimates", std::move(each)}};
    }
    if (s.replicates) {
        array each;
        for (double x : r.answer.replicates) each.push_back(number(x));
        o["replicates"] = std::move(each);
    }
    add_origin(s, o);
    if (!r.answer.model.terms.empty()) o["existence"] = int(exists);       // any other has no answer
    return o;
}

object refused_estimate(const Error& e, const EstimateSaid& begun) {
    object o = problem(e);
    o["known"] = nullptr;
    nothing(begun, e.because, o);
    o["seed"] = begun.rules_of.empty() ? value(nullptr) : value(begun.seed);      // the flags themselves were refused
    o["data_sha256"] = begun.sha256.empty() ? value(nullptr) : value(begun.sha256);
    o["version"] = std::string(engine_version);
    return o;
}

std::string as_csv(const EstimateSaid& s) {
    std::string out = "model,estimate,bic,aic,away,existence\n";
    int lists = s.report.overlaps.width();
    size_t n = 0;
    for (const auto& m : s.report.picture.models) {
        if (n++ >= s.models_max) break;
        out += "\"" + name_of(m.model, lists) + "\",";
        for (double x : {m.estimate, m.bic, m.aic, m.away}) out += (m.existence == exists ? json::write(x) : "") + ",";
        out += std::to_string(int(m.existence)) + "\n";
    }
    return out;
}

}  // namespace soria::app
