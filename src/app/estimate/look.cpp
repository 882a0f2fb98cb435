// The estimate from the ledger, for those whom the pack names. Bounded in time, kept by the data's hash, one at a time.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "app/estimate/estimate.hpp"
#include "app/estimate/lists.hpp"
#include "app/service/look.hpp"
#include "ledger/hash.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using namespace prevalence;

using Clock = std::chrono::steady_clock;
constexpr auto time_max = std::chrono::seconds(8), wait_max = std::chrono::seconds(4);       // from the question on: an answer has ten
constexpr size_t shown_models_max = 500, resamples_max = 10'000, matchings_max = 100, matching_resamples = 200;
constexpr size_t people_matched_max = 20'000;
// Of methods that go through every model so that they answer in that time: draws where none are asked for, and fits of models ranked anew.
constexpr size_t matchings_of_every_model = 5, ranked_fits_max = 150'000, ranked_min = 20;
constexpr size_t drawn_max = 3'000;                      // of threshold and latent

const std::string& given(const EstimateParameters& p, const char* name) {
    static const std::string none;
    auto at = p.find(name);
    return at == p.end() ? none : at->second;
}

Result<Date> day(const EstimateParameters& p, const char* name) {
    auto d = Date::parse(given(p, name));
    if (!d) return invalid(d.error().because, name);
    return *d;
}

Result<ListsAsked> lists_asked(Date last, bool today, const EstimateParameters& p) {
    ListsAsked a;
    a.from = TRY(day(p, "from"));
    a.until = TRY(day(p, "until"));
    if (a.until < a.from) return invalid("the period ends before it begins", "until");
    if (a.until > last) return invalid((today ? "lies in the future: today is " : "lies after the day that is asked of, ") + last.text(), "until");
    const auto& each = given(p, "each");
    if (!each.empty() && each != "agency" && each != "kind") return invalid("a list is for each agency or for each kind", "each");
    a.by_kind = each == "kind";
    std::string by = given(p, "by");
    for (size_t at = 0; at < by.size();) {
        size_t end = std::min(by.find(',', at), by.size());
        std::string one = by.substr(at, end - at);
        if (one != "sex" && one != "age" && one != "form") return invalid("groups are by sex, age or form", "by");
        if (std::find(a.by.begin(), a.by.end(), one) != a.by.end()) return invalid("the same twice", "by");
        a.by.push_back(one);
        at = end + 1;
    }
    return a;
}

struct Wanted { EstimateAsked estimate; size_t matchings = 20; };
Result<Wanted> wanted(Folder& f, const EstimateParameters& p) {
    std::map<std::string, std::string> flags;
    for (const char* name : {"method", "model", "bootstrap", "seed", "order", "p", "level"}) flags[std::string("--") + name] = given(p, name);
    Wanted w;
    auto& e = w.estimate;
    e = TRY(estimate_asked(std::move(flags)));
    TRY(take_rules(*f.pack(), e));
    auto& s = e.report.settings;
    if (s.resamples > resamples_max) return fail(Fault::invalid, "at most " + std::to_string(resamples_max) + " resamples here; a file takes more", "bootstrap");
    if (s.resamples == 0 && !bayesian(s.method)) return fail(Fault::invalid, "without resamples there is no interval, and a figure is never one number alone", "bootstrap");
    bool ranked = s.method == Method::bic || s.method == Method::aic;
    if (ranked || s.method == Method::downhill) w.matchings = matchings_of_every_model;
    if (const auto& n = given(p, "matchings"); !n.empty()) {
        if (n.size() > 3 || !std::all_of(n.begin(), n.end(), ::isdigit) || std::stoul(n) > matchings_max) return invalid("is a number from 0 to " + std::to_string(matchings_max), "matchings");
        w.matchings = std::stoul(n);
    }
    e.report.draw_resamples = std::min(s.resamples, matching_resamples);
    if (ranked) s.top = std::max(ranked_min, ranked_fits_max / (s.resamples + w.matchings * e.report.draw_resamples));
    s.draws = drawn_max;
    e.models_max = shown_models_max;
    return w;
}

FromLedger told(Folder& f, const Moment& m, const LedgerLists& l, const ListsAsked& a, const std::string& language) {
    FromLedger t;
    t.from = a.from, t.until = a.until, t.as_of = m.day;
    t.by_kind = a.by_kind, t.by = a.by;
    for (const auto& x : l.left_out) {
        using Why = LeftOut::Why;
        t.left_out.push_back({x.list, x.why == Why::too_few ? "too-few" : x.why == Why::no_basis ? "no-basis" : "not-declared", x.declared ? x.declared->basis.note.in(language) : "", x.persons});
    }
    t.merged = l.merged, t.vague = l.vague, t.erased = l.erased;
    t.small = f.pack()->small_numbers.empty() ? 0 : f.pack()->small_numbers[0].below;
    return t;
}

std::string sha256_of(std::string_view bytes) { return ledger::hex(ledger::sha256(bytes)); }

// Draws of who is the same person; none when nobody is in doubt or nothing is to be drawn.
Result<std::vector<Input>> draws(Folder& f, const app::Asked& asked, const LedgerLists& l, const ListsAsked& a, const Wanted& w, FromLedger& told) {
    std::vector<Input> out;
    auto not_drawn = [&](const char* rule, std::string why) { told.not_drawn_rule = rule, told.not_drawn = std::move(why); };
    if (w.matchings == 0) not_drawn("not-asked", "it was not asked for");
    else if (bayesian(w.estimate.report.settings.method)) not_drawn("method", "a method without resamples does not carry it");
    else if (l.people.size() > people_matched_max) not_drawn("too-many", "more than " + std::to_string(people_matched_max) + " persons are on the lists");
    if (!told.not_drawn.empty()) return out;
    auto found = links_of(f, asked, l);
    if (!found && asked.as_of && found.error().fault == Fault::limit) {
        not_drawn("too-many", "the register of that day would take too many events to read anew");
        return out;
    }
    auto links = TRY(std::move(found));
    told.links = links.size();
    std::string text;
    for (const auto& k : links) text += std::to_string(k.a) + "," + std::to_string(k.b) + "," + std::to_string(std::lround(100 * std::log2(k.odds))) + "\n";
    told.links_sha256 = sha256_of(text);
    if (links.empty()) {
        not_drawn("nobody", "nobody on the lists may be another one on them");
        return out;
    }
    Records records;
    records.list.assign(l.people.size(), 0);
    ChainSettings s;
    s.partitions = w.matchings;
    s.seed = w.estimate.report.settings.seed;
    auto partitions = TRY(draw_partitions(records, links, s));
    for (const auto& p : partitions) out.push_back(input_of(l, a, &p));
    return out;
}

tl::unexpected<Error> prevalence_refusal(const char* rule, std::string because) {
    auto e = invalid(std::move(because));
    e.value().rule = rule;
    return e;
}

// Why nothing can be estimated; the overlaps are shown all the same.
void refuse(EstimateSaid& said, Input in, const Error& why) {
    said.refused = why.because;
    said.why = why_not(why);
    if (!why.rule.empty()) said.why.rule = why.rule;
    said.report.overlaps = std::move(in.all);
    Referrals r;
    r.overlapping = double(in.overlapping), r.by_referral = double(in.overlapping_by_referral), r.persons = double(in.referred);
    r.why_not = "cannot be estimated either", r.why = said.why;
    said.report.referrals = r;
    said.report.answer.known = double(said.report.overlaps.known);
}

Result<std::shared_ptr<const EstimateSaid>> made(Folder& f, const app::Asked& asked, const LedgerLists& l, const ListsAsked& a, const Wanted& w, FromLedger t, const std::string& key, Clock::time_point end) {
    auto said = std::make_shared<EstimateSaid>();
    said->sha256 = sha256_of(table_of(l, a));
    said->seed = w.estimate.report.settings.seed;
    said->report.level = w.estimate.report.settings.level;
    said->models_max = w.estimate.models_max;
    said->rules = w.estimate.report.rules;
    said->rules_of = w.estimate.rules_of;
    Input in;
    std::string too_many;
    if (l.lists.size() > size_t(lists_max)) {
        too_many = std::to_string(l.lists.size()) + " lists; at most " + std::to_string(lists_max) + " can be estimated from: ask for a list for each kind of agency";
    } else if (!l.lists.empty()) {
        in = input_of(l, a);
    }
    auto fit = too_many.empty() ? fit_to_estimate(in.all) : Status(prevalence_refusal("too-many-lists", too_many));
    if (l.lists.empty() && too_many.empty()) fit = prevalence_refusal("no-list", "no agency's list of presumed victims may be used for this period");
    if (!fit) {
        t.not_drawn = "there is no estimate", t.not_drawn_rule = "no-estimate";
        refuse(*said, std::move(in), fit.error());
        if (!too_many.empty()) said->why.facts = {{"n", std::to_string(l.lists.size())}, {"most", std::to_string(lists_max)}};
    } else {
        auto options = w.estimate.report;
        options.rules.told_from = t.small;
        Run run = [&](std::string_view, size_t n, const std::function<void(size_t)>& piece) {
            for (size_t i = 0; i < n; ++i) {
                if (Clock::now() > end) return false;
                piece(i);
            }
            return true;
        };
        auto drawn = TRY(draws(f, asked, l, a, w, t));
        auto report = drawn.empty() ? prevalence::report(in, options, run) : report_matched(drawn, options, run);
        if (!report && report.error().fault == Fault::busy)
            return fail(Fault::limit, "takes longer than " + std::to_string(time_max.count()) + " s here: ask for fewer resamples or matchings (bootstrap, matchings), a lower order, the method stepwise, or a list for each kind of agency");
        if (report) said->report = std::move(*report);
        else refuse(*said, std::move(in), report.error());
    }
    protect(said->report, t.small);
    said->ledger = std::move(t);
    f.estimates().put(key, said);
    return std::shared_ptr<const EstimateSaid>(std::move(said));
}

}  // namespace

Result<Look> look_estimate(Folder& f, const app::Asked& asked, const EstimateParameters& p) {
    auto end = Clock::now() + time_max;
    TRY(f.policy().may_look(asked.viewer, "estimate"));
    if (auto seen = f.policy().may_see(asked.viewer, {}, Class::statistical); !seen.shown) {
        auto e = fail(Fault::forbidden, "this role sees no figures");
        e.value().rule = seen.rule;
        return e;
    }
    Moment m = TRY(Moment::of_day(f, asked));
    ListsAsked a = TRY(lists_asked(m.day, !asked.as_of, p));
    Wanted w = TRY(wanted(f, p));
    const auto& as = given(p, "as");
    if (!as.empty() && as != "text" && as != "html" && as != "svg") return invalid("is text, html or svg", "as");
    LedgerLists lists = TRY(lists_of(f, m, a));
    FromLedger t = told(f, m, lists, a, asked.viewer.language);
    // What it follows from: the data and everything that was asked. A person's new particulars change no table but who may be whom.
    std::string key = sha256_of(table_of(lists, a)) + " " + std::to_string(f.ledger().size()) + " " + asked.viewer.language + " " + t.as_of.text() + " " + hex_of(f.pack()->sha256);
    for (const auto& [name, value] : p)
        if (name != "as") key += "\n" + name + "=" + value;
    auto said = f.estimates().find(key);
    if (!said) {
        auto turn = f.estimates().turn(wait_max);
        if (!turn) return fail(Fault::busy, "another estimate is being made; ask again in a moment");
        said = f.estimates().find(key);
        if (!said) said = TRY(made(f, asked, lists, a, w, std::move(t), key, end));
    }
    Look out{as_json(*said), {}, "estimate of how many are not seen, " + a.from.text() + " to " + a.until.text() + ", data " + said->sha256.substr(0, 16), ""};
    if (as == "svg" && !said->refused.empty()) return fail(Fault::absent, "there is no picture, for there is no estimate: " + said->refused);
    if (!as.empty()) out.body["printed"] = as == "text" ? as_text(*said) : as == "html" ? as_page(*said) : as_svg(*said);
    return out;
}

}  // namespace soria::app
