#include <algorithm>
#include <cmath>

#include "app/estimate/estimate.hpp"

namespace soria::app {
namespace {

using namespace prevalence;

std::string about(double x) { return two_figures(x); }
std::string range(const Limits& l) { return about(l.lower) + " to " + about(l.upper); }
std::string padded(std::string s, size_t to) {
    if (s.size() < to) s.append(to - s.size(), ' ');
    return s;
}

std::string fewer_than(int64_t n) { return "fewer than " + std::to_string(n); }
std::string told(const EstimateSaid& s, double n) { return s.too_small(int64_t(n)) ? fewer_than(s.small()) : std::to_string(s.counted(int64_t(n))); }

std::string headline(const Report& r) {
    const auto& a = r.answer;
    std::string s = in_words(r.verdict) + "\n";
    for (const auto& why : r.reasons) s += "  - " + why.text + "\n";
    s += "\nFrom " + range(a.interval) + " presumed victims (" + percent(r.level) + "; " + a.interval_is + "), about " + about(a.estimate) +
         " in the middle; of them " + std::to_string(int64_t(a.known)) + " are on a list.\n";
    s += "From " + range(a.narrower) + " at 80 %.";
    if (a.unconditional) s += " With how many are seen varied as well: " + range(*a.unconditional) + ".";
    if (a.naive) s += " As if the model had been known beforehand: " + range(*a.naive) + ".";
    s += "\n";
    if (a.resamples) s += std::to_string(a.dropped) + " of " + std::to_string(a.resamples) + " resamples had no estimate.\n";
    if (auto model = chosen(r); !model.empty()) s += model + " Lists that depend on one another in it: " + name_of(a.model, r.overlaps.lists) + ".\n";
    return s;
}

std::string chart(const EstimateSaid& said) {
    const auto& r = said.report;
    const auto& p = r.picture;
    std::string s = "\nThe models (" + std::string(p.every_model ? "every hierarchical one" : "those that the downhill search looked at") + " up to order " +
                    std::to_string(p.order) + ": " + std::to_string(p.looked_at) + ", of which " + std::to_string(p.with_estimate) + " have an estimate)\n";
    for (const auto& span : p.spans)
        s += "  within " + padded(about(span.away), 2) + " of the best BIC: " + padded(std::to_string(span.models), 5) + " from " + range({span.lower, span.upper}) + "\n";
    double most = 0;
    size_t shown = 0;
    for (const auto& m : p.models)
        if (m.existence == exists && m.away <= 6 && shown < 20) ++shown, most = std::max(most, m.estimate);
    s += "  " + shown_models(said) + " The best " + std::to_string(shown) + " of those within 6 are:\n";
    shown = 0;
    for (const auto& m : p.models) {
        if (m.existence != exists || m.away > 6 || shown++ >= 20) break;
        s += "  " + padded(name_of(m.model, r.overlaps.width()), 24) + " +" + padded(std::to_string(std::round(m.away * 10) / 10).substr(0, 3), 4) +
             std::string(size_t(std::lround(40 * m.estimate / most)), '#') + " " + about(m.estimate) + "\n";
    }
    return s;
}

std::string tries(const char* title, const std::vector<prevalence::Tried>& list, bool held_out) {
    if (list.empty()) return {};
    std::string s = std::string("\n") + title + " (" + (held_out ? held_out_is : checks_are) + ")\n";
    for (const auto& t : list) {
        s += "  " + padded(t.what, 44);
        if (!t.why_not.empty()) s += "cannot be estimated: " + t.why_not;
        else s += "from " + range(t.interval) + ", about " + about(t.estimate);
        if (held_out) s += "; there are " + std::to_string(int64_t(t.truth)) + (t.why_not.empty() ? t.missed ? ": missed" : ": met" : "");
        s += "\n";
    }
    return s;
}

std::string left_out(const EstimateSaid& said) {
    if (!said.ledger || said.ledger->left_out.empty()) return {};
    std::string s = "\nLeft out\n";
    for (const auto& l : said.ledger->left_out)
        s += "  " + padded(l.list, 24) + padded(l.persons < said.small() ? fewer_than(said.small()) : std::to_string(said.counted(l.persons)), 14) + why_left_out(l) + "\n";
    return s;
}

std::string lists(const EstimateSaid& said) {
    const auto& o = said.report.overlaps;
    std::string s = "\nThe lists\n";
    for (int i = 0; i < o.width(); ++i) s += "  " + padded(std::to_string(i + 1) + " " + o.lists[size_t(i)], 40) + told(said, double(o.on_list(i))) + "\n";
    std::string empty;
    for (int i = 0; i < o.width(); ++i)
        for (int j = i + 1; j < o.width(); ++j) {
            int64_t n = o.on_all(Mask((1u << i) | (1u << j)));
            std::string pair = o.lists[size_t(i)] + "+" + o.lists[size_t(j)];
            if (n) s += "  " + padded(pair, 40) + told(said, double(n)) + "\n";
            else empty += (empty.empty() ? "" : ", ") + pair;
        }
    if (!empty.empty()) s += "  nobody on both: " + empty + "\n";
    if (auto note = rounded_note(said); !note.empty()) s += "  " + note + "\n";
    return s + left_out(said);
}

std::string strata(const Report& r) {
    if (r.strata.empty()) return {};
    std::string s = "\nStrata\n";
    for (const auto& t : r.strata) {
        s += "  " + padded(t.name, 44);
        if (t.answer) s += "from " + range(t.answer->interval) + " presumed, about " + about(t.answer->estimate) + "; " + std::to_string(int64_t(t.known)) + " known\n";
        else s += t.why_not + "\n";
    }
    return s;
}

std::string posterior(const Answer& a) {
    if (!a.posterior) return {};
    const auto& p = *a.posterior;
    std::string s = "\nThe distribution\n";
    if (auto how = sampled(a); !how.empty()) s += "  " + how + "\n";
    for (const auto& m : p.models) s += "  " + padded(m.model, 30) + padded(percent(std::round(m.probability * 1000) / 1000), 8) + "about " + about(m.estimate) + "\n";
    for (const auto& o : p.other_priors) s += "  with the prior " + o.prior + ": from " + range({o.lower, o.upper}) + ", about " + about(o.median) + "\n";
    return s;
}

std::string matching(const EstimateSaid& said) {
    const auto& r = said.report;
    if (!r.matching) return said.ledger ? "\nWho is the same person was not drawn: " + said.ledger->not_drawn + ".\n" : std::string();
    const auto& m = *r.matching;
    return "\nWho is the same person was drawn " + std::to_string(m.draws) + " times; from " + std::to_string(int64_t(m.known_least)) + " to " +
           std::to_string(int64_t(m.known_most)) + " are known. It brings " + percent(std::round(100 * m.share) / 100) +
           " of the variance. As if the matching were certain: from " + range(m.one_draw) + ".\n";
}

std::string referrals(const EstimateSaid& said) {
    const auto& r = said.report;
    if (!r.referrals) return {};
    const auto& f = *r.referrals;
    std::string s = "\nReferrals made " + told(said, f.by_referral) + " of " + told(said, f.overlapping) + " overlaps. Without the captures they made: ";
    if (f.without) s += "from " + range(f.without->interval) + ", about " + about(f.without->estimate) + ".\n";
    else s += f.why_not + ".\n";
    return s;
}

}  // namespace

std::string percent(double x) {
    std::string s = std::to_string(x * 100);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s + " %";
}
std::string figure(double factor) {
    auto n = std::to_string(std::llround(100 * factor));
    n.insert(0, n.size() < 3 ? 3 - n.size() : 0, '0');
    return n.insert(n.size() - 2, ".");
}

std::string shown_models(const EstimateSaid& said) {
    const auto& p = said.report.picture;
    size_t near = 0;
    for (const auto& m : p.models) near += m.existence == exists && m.away <= 10;
    std::string s = "Shown are " + std::to_string(std::min(near, picture_dots_max)) + " of " + std::to_string(p.looked_at) + " models: those within 10 of the best BIC";
    if (near > picture_dots_max) s += ", the best " + std::to_string(picture_dots_max);
    s += ".";
    if (p.held_back) s += " " + std::to_string(p.held_back) + " models rest on a number that is held back and are not shown.";
    return s;
}
std::string chosen(const Report& r) {
    if (r.answer.model.terms.empty()) return {};
    return "The chosen model is " + name_of(r.answer.model, r.overlaps.width()) + " (lists by their numbers below), existence code 0: it exists and is the only one.";
}
std::string sampled(const Answer& a) {
    if (!a.posterior || !(a.posterior->effective_draws > 0)) return {};
    return "R-hat " + std::to_string(a.posterior->r_hat).substr(0, 5) + ", " + std::to_string(int64_t(a.posterior->effective_draws)) + " effective draws.";
}
std::string identity(const EstimateSaid& said) { return "Seed " + std::to_string(said.seed) + ", data SHA-256 " + said.sha256 + ", " + std::string(engine_version) + "."; }
std::string rounded_note(const EstimateSaid& said) {
    if (said.small() <= 1) return {};
    return "Numbers of persons are told to the nearest " + std::to_string(said.small()) + ", estimates to two figures: no number that is too small follows from several questions.";
}

std::string two_figures(double x) {
    if (!std::isfinite(x)) return "any number";
    double by = x < 1 ? 1 : std::pow(10.0, std::max(0.0, std::floor(std::log10(x)) - 1));
    std::string digits = std::to_string(int64_t(std::llround(std::round(x / by) * by))), out;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i && (digits.size() - i) % 3 == 0) out += ' ';
        out += digits[i];
    }
    return out;
}

std::string in_words(Verdict v) {
    return v == Verdict::none      ? "No well-founded estimate can be made from these lists. The numbers below show why; none of them is to be cited."
           : v == Verdict::fragile ? "A fragile estimate: it may be cited only with its range and with the reasons below."
                                   : "No rule speaks against this estimate; it is to be cited with its range.";
}

std::string why_left_out(const FromLedger::Left& l) {
    return l.why == "too-few"        ? "too few persons for a list"
           : l.why == "no-basis" ? "no legal basis for statistics: " + l.basis
                                     : "the pack says nothing of a legal basis for statistics";
}

namespace {

std::string origin(const EstimateSaid& said) {
    if (!said.ledger) return {};
    const auto& l = *said.ledger;
    std::string s = "\nFrom the ledger, " + l.from.text() + " to " + l.until.text() + ", a list for each " + (l.by_kind ? "kind of agency" : "agency") + ", as recorded by " + l.as_of.text() + ".\n";
    if (l.merged) s += "Persons who were merged count once.\n";
    if (l.vague) s += "Acts that are known by month or year only and may lie outside the period do not count: " + std::to_string(l.vague) + ".\n";
    if (l.erased) s += "Presumed persons who were erased are on no list.\n";
    return s;
}
std::string rests(const EstimateSaid& said) {
    return "\nPresumed, not confirmed. Assumed: nobody came or went in the period, each person had some chance to be on each list, and the same\n"
           "person is known as the same. The verdict's rules: " + said.rules_of + ".\n" + identity(said) + "\n";
}

}  // namespace

std::string as_text(const EstimateSaid& said) {
    const auto& r = said.report;
    if (!said.refused.empty())
        return in_words(Verdict::none) + "\n  - " + said.refused + "\n" + origin(said) + lists(said) + referrals(said) + rests(said);
    std::string s = headline(r) + origin(said) + chart(said) + posterior(r.answer) + matching(said) + lists(said) + referrals(said) + strata(r);
    s += tries("Without one list", r.without_list, false) + tries("Two lists as one", r.merged, false);
    s += tries("Held out: persons on one list, estimated from the others", r.held_out, true);
    s += "\nIf all lists depend on one another in a way that nothing here can show, the unseen may be\n";
    for (const auto& t : r.top_interaction) s += "  " + padded(figure(t.factor), 4) + " times as many: about " + about(t.estimate) + " in all\n";
    return s + rests(said);
}

}  // namespace soria::app
