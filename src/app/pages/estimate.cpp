// How many are not seen, for those whom the pack names: the look's body as a page. Range before point, two figures, every model.
#include <algorithm>
#include <cmath>
#include <set>

#include "app/estimate/estimate.hpp"
#include "app/pages/screens.hpp"
#include "views/pages_estimate.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using json::bj::value;

double number_in(const object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v && v->is_number() ? v->to_number<double>() : std::nan("");
}
std::string persons_in(const object& o, std::string_view key) { return two_figures(number_in(o, key)); }
std::string whole_in(const object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v && v->is_number() ? json::write(*v) : std::string();
}
std::string english(const Visit& v, const std::string& text) { return v.w().language() == "en" ? text : views::in_language("en", text); }
std::string from_to(const Visit& v, const object& o) { return v.w()("estimate.from_to", {{"lower", persons_in(o, "lower")}, {"upper", persons_in(o, "upper")}}); }

// The picture's scale, as the text's and the file's: by logarithms, over the near models and the intervals.
class Scale {
public:
    explicit Scale(const object& body) {
        take(number_in(body, "lower"), number_in(body, "upper"));
        if (const auto* naive = body.if_contains("naive")) take(number_in(naive->get_object(), "lower"), number_in(naive->get_object(), "upper"));
        for (const auto& e : list_of(body, "models"))
            if (near(e.get_object())) take(number_in(e.get_object(), "estimate"), number_in(e.get_object(), "estimate"));
        low_ = std::max(low_, 1.0) / 1.05, high_ = std::max(high_, low_ * 1.2) * 1.05;
    }
    static bool near(const object& m) { return number_in(m, "away") <= 10; }
    int64_t across(double n) const { return std::llround(1000 * (std::log(std::clamp(n, low_, high_)) - std::log(low_)) / (std::log(high_) - std::log(low_))); }
    std::vector<double> marks() const {
        std::vector<double> out;
        for (double ten = 1; ten < high_; ten *= 10)
            for (double m : {1.0, 2.0, 5.0})
                if (m * ten > low_ && m * ten < high_) out.push_back(m * ten);
        return out;
    }

private:
    void take(double from, double to) {
        if (std::isfinite(from)) low_ = std::min(low_, from);
        if (std::isfinite(to)) high_ = std::max(high_, to);
    }
    double low_ = 1e18, high_ = 1;
};

void draw(const Visit& v, const object& body, views::EstimatePage& p) {
    Scale s(body);
    for (const auto& e : list_of(body, "models")) {
        const auto& m = e.get_object();
        if (!Scale::near(m)) continue;
        p.dots.push_back({s.across(number_in(m, "estimate")), std::llround(10 * number_in(m, "away")), text_of(m, "model") + ": " + persons_in(m, "estimate")});
    }
    for (double m : s.marks()) p.marks.push_back({s.across(m), two_figures(m)});
    auto span = [&](const object& o, std::string says) { p.spans.push_back({s.across(number_in(o, "lower")), s.across(number_in(o, "upper")), std::move(says)}); };
    span(body, std::to_string(std::lround(100 * number_in(body, "level"))) + " %: " + from_to(v, body));
    if (const auto* naive = body.if_contains("naive")) span(naive->get_object(), std::string(v.w()("estimate.naive_bar")) + ": " + from_to(v, naive->get_object()));
}

void lines(const Visit& v, const object& body, views::EstimatePage& p) {
    const auto& w = v.w();
    p.lines.push_back(w("estimate.range", {{"lower", persons_in(body, "lower")}, {"upper", persons_in(body, "upper")}, {"level", std::to_string(std::lround(100 * number_in(body, "level")))},
                                           {"middle", persons_in(body, "estimate")}, {"known", whole_in(body, "known")}}));
    std::string more = w("estimate.narrower", {{"range", from_to(v, object_of(body, "narrower"))}});
    if (body.contains("unconditional")) more += " " + w("estimate.unconditional", {{"range", from_to(v, object_of(body, "unconditional"))}});
    if (body.contains("naive")) more += " " + w("estimate.naive", {{"range", from_to(v, object_of(body, "naive"))}});
    p.lines.push_back(more);
    // The names of the methods are the field's; what their range is, is said in words.
    const char* range_is = body.contains("posterior") ? "posterior" : body.contains("matching") ? "draws" : !body.contains("resamples") ? "wald" : text_of(body, "method") == "fixed" ? "bca-given" : "bca";
    std::string how = english(v, text_of(body, "method")) + "; " + std::string(w("estimate.interval." + std::string(range_is)));
    p.lines.push_back(w("estimate.method", {{"method", how}}));
    if (body.contains("resamples")) p.lines.push_back(w("estimate.dropped", {{"n", whole_in(body, "dropped")}, {"all", whole_in(body, "resamples")}}));
    std::string shown = w("estimate.shown", {{"n", std::to_string(p.dots.size())}, {"all", whole_in(body, "models_looked_at")}});
    if (body.contains("models_held_back")) shown += " " + w("estimate.models_held_back", {{"n", whole_in(body, "models_held_back")}});
    p.lines.push_back(shown);
    const auto& posterior = object_of(body, "posterior");
    if (posterior.contains("r_hat")) p.lines.push_back(w("estimate.chains_line", {{"r", std::to_string(number_in(posterior, "r_hat")).substr(0, 5)}, {"n", persons_in(posterior, "effective_draws")}}));
    if (body.contains("existence"))
        p.lines.push_back(w("estimate.existence", {{"n", whole_in(body, "models_with_estimate")}, {"all", whole_in(body, "models_looked_at")}, {"model", text_of(body, "model")}, {"code", whole_in(body, "existence")}}));
}

views::EstimateTable table(const Visit& v, const char* title, std::initializer_list<const char*> heads) {
    views::EstimateTable t{std::string(v.w()(title)), "", {}, {}};
    bool first = true;
    for (const char* h : heads) t.columns.push_back({std::string(v.w()(h)), !std::exchange(first, false)});
    return t;
}

std::string list_name(const Visit& v, const object& body, const std::string& id) {
    if (text_of(object_of(body, "ledger"), "each") == "agency") return agency_name(v, id);
    for (const auto& kind : v.pack().kinds)
        if (kind.id == id) return foreign(v, kind.name.in(v.pack_language));
    return id;
}
std::string names_of(const Visit& v, const object& body, const object& o) {
    std::string s;
    for (const auto& l : list_of(o, "lists")) s += (s.empty() ? "" : " + ") + list_name(v, body, std::string(l.get_string()));
    return s;
}
std::string told(const Visit& v, const object& body, const value* n) {
    if (n && n->is_number()) return json::write(*n);
    return v.w()("estimate.fewer", {{"n", whole_in(object_of(body, "ledger"), "fewer_than")}});
}

void near_models(const Visit& v, const object& body, views::EstimatePage& p) {
    auto t = table(v, "estimate.models", {"estimate.within", "estimate.how_many", "estimate.they_say"});
    for (const auto& e : list_of(body, "within")) {
        const auto& o = e.get_object();
        t.rows.push_back({std::to_string(std::lround(number_in(o, "within"))), whole_in(o, "models"), from_to(v, o)});
    }
    p.tables.push_back(std::move(t));
}

void lists(const Visit& v, const object& body, views::EstimatePage& p) {
    auto t = table(v, "estimate.lists", {"estimate.list", "estimate.persons"});
    size_t at = 0;                       // models name lists by number
    for (const auto& e : list_of(body, "lists")) t.rows.push_back({std::to_string(++at) + " " + list_name(v, body, text_of(e.get_object(), "list")), told(v, body, e.get_object().if_contains("persons"))});
    for (const auto& e : list_of(body, "pairs")) {
        const auto& o = e.get_object();
        const auto* n = o.if_contains("persons");
        bool nobody = n && n->is_int64() && n->get_int64() == 0;
        t.rows.push_back({names_of(v, body, o), nobody ? std::string(v.w()("estimate.nobody")) : told(v, body, n)});
    }
    if (auto nearest = number_of(object_of(body, "ledger"), "nearest", 1); nearest > 1) t.note = v.w()("estimate.rounded", {{"n", std::to_string(nearest)}});
    if (!t.rows.empty()) p.tables.push_back(std::move(t));
    auto left = table(v, "estimate.left_out", {"estimate.list", "estimate.persons", "estimate.why"});
    left.columns[2].number = false;
    for (const auto& e : list_of(object_of(body, "ledger"), "left_out")) {
        const auto& o = e.get_object();
        std::string why(v.w()("estimate.left." + text_of(o, "why")));
        if (auto basis = text_of(o, "basis"); !basis.empty() && text_of(o, "why") == "no-basis") why += ": " + foreign(v, basis);
        left.rows.push_back({list_name(v, body, text_of(o, "list")), told(v, body, o.if_contains("persons")), why});
    }
    if (left.rows.empty()) left.note = v.w()("estimate.left_out_none");
    p.tables.push_back(std::move(left));
}

// A rule and its figures in the page's language.
std::string in_words(const Visit& v, const object& body, const object& o) {
    const auto& facts = object_of(o, "facts");
    auto fact = [&](std::string_view name) {
        const auto* f = facts.if_contains(name);
        return f && f->is_string() ? std::string_view(f->get_string()) : std::string_view();
    };
    auto list = list_name(v, body, text_of(o, "list"));
    std::string not_looked_at = fact("what").empty() ? "" : std::string(v.w()("estimate.unlooked." + std::string(fact("what"))));
    return v.w()("estimate.reason." + text_of(o, "rule"), {{"list", list}, {"n", fact("n")}, {"all", fact("all")}, {"most", fact("most")}, {"within", fact("within")}, {"lower", fact("lower")},
                                                           {"upper", fact("upper")}, {"factor", fact("factor")}, {"known", fact("known")}, {"r", fact("r")}, {"what", not_looked_at}});
}
// Each reason in the page's language; what has no rule in English.
std::vector<std::string> reasons(const Visit& v, const object& body) {
    std::vector<std::string> out;
    for (const auto& r : list_of(body, "because")) out.push_back(in_words(v, body, r.get_object()));
    if (out.empty())
        for (const auto& r : list_of(body, "reasons")) out.push_back(english(v, std::string(r.get_string())));
    return out;
}
std::string why_not(const Visit& v, const object& body, const object& o) { return o.contains("why") ? in_words(v, body, object_of(o, "why")) : english(v, text_of(o, "why_not")); }

std::string range_or_why(const Visit& v, const object& body, const object& o) {
    const auto* e = o.if_contains("estimate");
    return e && e->is_number() ? from_to(v, o) : why_not(v, body, o);
}

void referrals(const Visit& v, const object& body, views::EstimatePage& p) {
    const auto* r = body.if_contains("referrals");
    if (!r) return;
    const auto& o = r->get_object();
    const auto* without = o.if_contains("without");
    std::string rest = without && without->is_object() ? from_to(v, without->get_object()) : why_not(v, body, o);
    if (!rest.empty() && rest.back() == '.') rest.pop_back();      // the sentence it ends has its own
    auto t = table(v, "estimate.referrals", {});
    t.note = v.w()("estimate.referrals_line", {{"part", told(v, body, o.if_contains("by_referral"))}, {"all", told(v, body, o.if_contains("overlapping"))}, {"range", rest}});
    p.tables.push_back(std::move(t));
}

void strata(const Visit& v, const object& body, views::EstimatePage& p) {
    if (!body.contains("strata")) return;
    static const std::map<std::string_view, std::string_view> codes{{"sex", "gender"}, {"age", "age-band"}, {"form", "form"}};
    auto t = table(v, "estimate.strata", {"estimate.stratum", "estimate.range_head", "estimate.known"});
    t.columns[1].number = false;
    for (const auto& e : list_of(body, "strata")) {
        const auto& o = e.get_object();
        auto name = text_of(o, "stratum");
        auto equals = name.find('=');
        auto list = codes.find(std::string_view(name).substr(0, equals));
        if (equals != std::string::npos && list != codes.end() && name.find(',') == std::string::npos) name = code_name(v, list->second, name.substr(equals + 1));
        t.rows.push_back({name, range_or_why(v, body, o), whole_in(o, "known")});
    }
    p.tables.push_back(std::move(t));
}

void tried(const Visit& v, const object& body, views::EstimatePage& p) {
    for (auto [key, title] : {std::pair{"without_list", "estimate.without_list"}, {"merged", "estimate.merged"}}) {
        auto t = table(v, title, {"estimate.list", "estimate.range_head", "estimate.about"});
        t.columns[1].number = false;
        t.note = v.w()("estimate.wald_line");
        for (const auto& e : list_of(body, key)) {
            const auto& o = e.get_object();
            bool there = o.contains("lower");
            t.rows.push_back({names_of(v, body, o), range_or_why(v, body, o), there ? persons_in(o, "estimate") : ""});
        }
        if (!t.rows.empty()) p.tables.push_back(std::move(t));
    }
    auto t = table(v, "estimate.held_out", {"estimate.list", "estimate.range_head", "estimate.truth", "estimate.met_head"});
    t.columns[1].number = t.columns[3].number = false;
    t.note = v.w()("estimate.held_out_line");
    for (const auto& e : list_of(body, "held_out")) {
        const auto& o = e.get_object();
        t.rows.push_back({names_of(v, body, o), range_or_why(v, body, o), whole_in(o, "truth"), !o.contains("missed") ? "" : std::string(v.w()(is_true(o, "missed") ? "estimate.missed" : "estimate.met"))});
    }
    if (!t.rows.empty()) p.tables.push_back(std::move(t));
}

void matching(const Visit& v, const object& body, views::EstimatePage& p) {
    auto t = table(v, "estimate.matching", {});
    if (const auto* m = body.if_contains("matching")) {
        const auto& o = m->get_object();
        t.note = v.w()("estimate.matching_line", {{"draws", whole_in(o, "draws")}, {"share", std::to_string(std::lround(100 * number_in(o, "share_of_variance")))},
                                                  {"range", from_to(v, object_of(o, "as_if_certain"))}});
    } else {
        t.note = v.w()("estimate.matching_none", {{"why", v.w()("estimate.not_drawn." + text_of(object_of(object_of(body, "ledger"), "matching"), "not_drawn_rule"))}});
    }
    p.tables.push_back(std::move(t));
}

void others(const Visit& v, const object& body, views::EstimatePage& p) {
    const auto& posterior = object_of(body, "posterior");
    if (const auto& models = list_of(posterior, "models"); !models.empty()) {
        auto t = table(v, "estimate.probable", {"estimate.model", "estimate.probability", "estimate.about"});
        for (const auto& e : models)
            t.rows.push_back({text_of(e.get_object(), "model"), std::to_string(std::lround(100 * number_in(e.get_object(), "probability"))) + " %", persons_in(e.get_object(), "estimate")});
        p.tables.push_back(std::move(t));
    }
    const auto& priors = list_of(posterior, "other_priors");
    if (!priors.empty()) {
        auto t = table(v, "estimate.priors", {"estimate.prior", "estimate.range_head", "estimate.about"});
        t.columns[1].number = false;
        for (const auto& e : priors) t.rows.push_back({english(v, text_of(e.get_object(), "prior")), from_to(v, e.get_object()), persons_in(e.get_object(), "median")});
        p.tables.push_back(std::move(t));
    }
    auto t = table(v, "estimate.top", {"estimate.times", "estimate.about"});
    t.note = v.w()("estimate.top_line");
    for (const auto& e : list_of(body, "interaction_of_all_lists")) {
        auto hundredths = std::lround(100 * number_in(e.get_object(), "factor"));
        std::string rest = hundredths % 100 ? "." + std::to_string(hundredths % 100) : "";
        t.rows.push_back({std::to_string(hundredths / 100) + rest, persons_in(e.get_object(), "estimate")});
    }
    p.tables.push_back(std::move(t));
}

views::EstimatePage page_of(const Visit& v, const object& body, views::EstimateChoice choice) {
    const auto& w = v.w();
    views::EstimatePage p;
    p.choice = std::move(choice);
    auto verdict = text_of(body, "verdict");
    p.verdict = std::string(w("estimate.verdict." + verdict));
    p.color = verdict == "none" ? "danger" : verdict == "fragile" ? "warning" : "info";
    p.reasons = reasons(v, body);
    bool there = std::isfinite(number_in(body, "lower"));
    if (there) draw(v, body, p), lines(v, body, p), near_models(v, body, p);
    else p.lines.push_back(w("estimate.known_only", {{"known", whole_in(body, "known")}}));
    lists(v, body, p);
    referrals(v, body, p);
    if (there) strata(v, body, p), tried(v, body, p), matching(v, body, p), others(v, body, p);
    p.rests = std::string(w("estimate.rests_line"));
    p.run = w("estimate.run", {{"seed", whole_in(body, "seed")}, {"hash", text_of(body, "data_sha256")}, {"version", text_of(body, "version")}, {"rules", text_of(object_of(body, "rules"), "of")}});
    return p;
}

// As the API does: a parameter that is unknown, empty or given twice would be passed over in silence.
Status known_parameters(const http::Request& r) {
    static const std::set<std::string_view> known{"from", "until", "by", "each", "method", "as", "lang", "notice"};
    std::set<std::string_view> seen;
    for (const auto& [name, value] : r.query) {
        if (!known.count(name)) return invalid("is not a parameter known here", name.substr(0, 60));
        if (value.empty()) return invalid("is empty", name);
        if (!seen.insert(name).second) return invalid("is given twice", name);
    }
    return {};
}

}  // namespace

void estimate_page(Visit v) {
    auto* pages = v.pages;
    views::EstimateChoice c;
    auto today = v.folder->today();
    c.today = today.text();
    c.from = v.request.param("from").value_or((today - Period{12, -1}).text());
    c.until = v.request.param("until").value_or(c.today);
    c.by = v.request.param("by").value_or("none");
    c.each = v.request.param("each").value_or("agency");
    c.method = v.request.param("method").value_or("stepwise");
    auto as = v.request.param("as").value_or("");
    if (auto fault = known_parameters(v.request); !fault) return v.reply(v.pages->refused(v, fault.error()));
    std::vector<std::pair<std::string, std::string>> query{{"from", c.from}, {"until", c.until}, {"each", c.each}, {"method", c.method}};
    if (c.by != "none") query.emplace_back("by", c.by);
    if (as.empty())
        return pages->look(std::move(v), "estimate", {}, std::move(query), [c](const Visit& v, const object& body) {
            return Paper{std::string(v.w()("estimate.title")), views::estimate_page(page_of(v, body, c), v.w()), "national", true, 200};
        });
    if (as != "json") query.emplace_back("as", as);
    pages->look_any(std::move(v), "estimate", {}, std::move(query), [as](const Visit& v, const Result<Look>& found) {
        if (!found) return v.pages->refused(v, found.error());
        // A file to keep, not a page of this server: what it is drawn with would be held back by the pages' policy.
        auto type = as == "json" ? "application/json" : as == "svg" ? "image/svg+xml" : "application/octet-stream";
        auto r = v.pages->file(v, as == "json" ? json::write(found->body) : std::string(found->body.at("printed").get_string()), type, false);
        r.headers.emplace_back("Content-Disposition", "attachment; filename=\"estimate." + (as == "text" ? "txt" : as) + "\"");
        return r;
    });
}

}  // namespace soria::app
