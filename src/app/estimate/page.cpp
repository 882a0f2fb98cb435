// The page that a coordinating unit and a ministry read. Range before point, two figures, every model first.
#include <algorithm>
#include <cmath>

#include "app/estimate/estimate.hpp"

namespace soria::app {
namespace {

using namespace prevalence;

std::string escaped(std::string_view s) {
    std::string out;
    for (char c : s) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else if (c == '"') out += "&quot;";
        else out += c;
    }
    return out;
}
std::string range(const Limits& l) { return two_figures(l.lower) + " to " + two_figures(l.upper); }
std::string at(double x) {                                // a place in the picture, a tenth of a point exactly
    auto tenths = std::llround(x * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(std::llabs(tenths % 10));
}

// The picture's scale: estimates by their logarithm, distances from the best BIC downwards.
class Scale {
public:
    explicit Scale(const Report& r) : low_(r.answer.interval.lower), high_(r.answer.interval.upper) {
        for (const auto& m : r.picture.models)
            if (m.existence == exists && m.away <= 10) take(m.estimate);
        if (r.answer.naive) take(r.answer.naive->lower), take(r.answer.naive->upper);
        low_ = std::max(low_, 1.0) / 1.05;
        high_ = std::max(high_, low_ * 1.2) * 1.05;
    }
    double x(double estimate) const { return 60 + 620 * (std::log(std::clamp(estimate, low_, high_)) - std::log(low_)) / (std::log(high_) - std::log(low_)); }
    static double y(double away) { return 40 + 26 * away; }
    // 1, 2, 5, 10, ... inside.
    std::vector<double> marks() const {
        std::vector<double> out;
        for (double ten = 1; ten < high_; ten *= 10)
            for (double m : {1.0, 2.0, 5.0})
                if (m * ten > low_ && m * ten < high_) out.push_back(m * ten);
        return out;
    }

private:
    void take(double x) { low_ = std::min(low_, x), high_ = std::max(high_, x); }
    double low_, high_;
};

std::string bar(const Scale& s, const Limits& l, double y, const std::string& label) {
    double from = s.x(l.lower), to = std::max(s.x(l.upper), from + 1);
    return "<line x1=\"" + at(from) + "\" x2=\"" + at(to) + "\" y1=\"" + at(y) + "\" y2=\"" + at(y) + "\" stroke=\"#1e2b3c\" stroke-width=\"5\"/>" + "<text x=\"60\" y=\"" +
           at(y - 7) + "\">" + escaped(label) + ": " + range(l) + "</text>\n";
}

std::string row(std::initializer_list<std::string> cells, const char* tag = "td") {
    std::string s = "<tr>";
    for (const auto& c : cells) s += std::string("<") + tag + ">" + c + "</" + tag + ">";
    return s + "</tr>\n";
}

std::string tried(const std::string& title, const std::vector<prevalence::Tried>& list, bool held_out) {
    if (list.empty()) return {};
    std::string s = "<h2>" + title + "</h2>\n<p>Here " + (held_out ? held_out_is : checks_are) + ".</p>\n<table>\n" + (held_out ? row({"who", "range", "known to be", "met"}, "th") : row({"what", "range", "about"}, "th"));
    for (const auto& t : list) {
        std::string said = t.why_not.empty() ? range(t.interval) : "cannot be estimated: " + escaped(t.why_not);
        if (held_out) s += row({escaped(t.what), said, std::to_string(int64_t(t.truth)), !t.why_not.empty() ? "" : t.missed ? "missed" : "met"});
        else s += row({escaped(t.what), said, t.why_not.empty() ? two_figures(t.estimate) : ""});
    }
    return s + "</table>\n";
}

std::string told(const EstimateSaid& s, int64_t n) { return s.too_small(n) ? "fewer than " + std::to_string(s.small()) : std::to_string(s.counted(n)); }

std::string left_out(const EstimateSaid& said) {
    if (!said.ledger || said.ledger->left_out.empty()) return {};
    std::string s = "<h2>Left out</h2>\n<table>\n" + row({"list", "persons", "why"}, "th");
    for (const auto& l : said.ledger->left_out)
        s += row({escaped(l.list), l.persons < said.small() ? "fewer than " + std::to_string(said.small()) : std::to_string(said.counted(l.persons)), escaped(why_left_out(l))});
    return s + "</table>\n";
}

std::string overlaps(const EstimateSaid& said) {
    const auto& o = said.report.overlaps;
    std::string s = "<h2>The lists, and who stands on two</h2>\n<table>\n<tr><th></th>";
    for (int i = 0; i < o.width(); ++i) s += "<th>" + std::to_string(i + 1) + "</th>";
    s += "</tr>\n";
    for (int i = 0; i < o.width(); ++i) {
        s += "<tr><th>" + std::to_string(i + 1) + " " + escaped(o.lists[size_t(i)]) + "</th>";
        for (int j = 0; j < o.width(); ++j) s += "<td>" + told(said, o.on_all(Mask((1u << i) | (1u << j)))) + "</td>";
        s += "</tr>\n";
    }
    s += "</table>\n";
    if (auto note = rounded_note(said); !note.empty()) s += "<p>" + note + "</p>\n";
    return s + left_out(said);
}

std::string strata(const Report& r) {
    if (r.strata.empty()) return {};
    std::string s = "<h2>Strata</h2>\n<table>\n" + row({"stratum", "presumed victims", "known"}, "th");
    for (const auto& t : r.strata)
        s += row({escaped(t.name), t.answer ? range(t.answer->interval) : escaped(t.why_not), t.withheld ? "" : std::to_string(int64_t(t.known))});
    return s + "</table>\n";
}

std::string others(const EstimateSaid& said) {
    const auto& r = said.report;
    std::string s;
    if (auto how = sampled(r.answer); !how.empty()) s += "<h2>The draws</h2>\n<p>" + how + "</p>\n";
    if (r.answer.posterior && !r.answer.posterior->models.empty()) {
        s += "<h2>The most probable models</h2>\n<table>\n" + row({"model", "probability", "about"}, "th");
        for (const auto& m : r.answer.posterior->models) s += row({escaped(m.model), percent(std::round(1000 * m.probability) / 1000), two_figures(m.estimate)});
        s += "</table>\n";
    }
    if (r.answer.posterior && !r.answer.posterior->other_priors.empty()) {
        s += "<h2>With other priors</h2>\n<table>\n" + row({"prior", "range", "about"}, "th");
        for (const auto& o : r.answer.posterior->other_priors) s += row({escaped(o.prior), range({o.lower, o.upper}), two_figures(o.median)});
        s += "</table>\n";
    }
    if (r.matching)
        s += "<h2>Who is the same person</h2>\n<p>Drawn " + std::to_string(r.matching->draws) + " times; it brings " + std::to_string(std::lround(100 * r.matching->share)) +
             " % of the variance. As if one draw were certain: " + range(r.matching->one_draw) + ".</p>\n";
    if (r.referrals)
        s += "<h2>Referrals</h2>\n<p>They made " + told(said, int64_t(r.referrals->by_referral)) + " of " + told(said, int64_t(r.referrals->overlapping)) +
             " overlaps. Without the captures they made: " + (r.referrals->without ? range(r.referrals->without->interval) : escaped(r.referrals->why_not)) + ".</p>\n";
    s += "<h2>What no data can tell</h2>\n<p>If all lists depend on one another, the fit is the same and the unseen are other:</p>\n<table>\n" + row({"times as many unseen", "about, in all"}, "th");
    for (const auto& t : r.top_interaction) s += row({figure(t.factor), two_figures(t.estimate)});
    return s + "</table>\n";
}

}  // namespace

std::string as_svg(const EstimateSaid& said) {
    const auto& r = said.report;
    Scale s(r);
    std::string title = "Every model with its estimate and its distance from the best BIC";
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 440\" role=\"img\" aria-labelledby=\"t d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#1e2b3c\">\n<title id=\"t\">" +
                      title + "</title>\n<desc id=\"d\">";
    for (const auto& span : r.picture.spans)
        out += std::to_string(span.models) + " models within " + two_figures(span.away) + " of the best say from " + range({span.lower, span.upper}) + ". ";
    out += shown_models(said) + " " + identity(said) + "</desc>\n<text x=\"60\" y=\"16\">" + title + ": the best stand on top</text>\n<text x=\"60\" y=\"32\">" + shown_models(said) + "</text>\n";
    for (double away : {0.0, 2.0, 6.0, 10.0})
        out += "<line x1=\"60\" x2=\"680\" y1=\"" + at(Scale::y(away)) + "\" y2=\"" + at(Scale::y(away)) + "\" stroke=\"#c8ccd2\"/><text x=\"52\" y=\"" + at(Scale::y(away) + 4) +
               "\" text-anchor=\"end\">+" + two_figures(away) + "</text>\n";
    for (double m : s.marks())
        out += "<line x1=\"" + at(s.x(m)) + "\" x2=\"" + at(s.x(m)) + "\" y1=\"40\" y2=\"304\" stroke=\"#e4e7ea\"/><text x=\"" + at(s.x(m)) + "\" y=\"320\" text-anchor=\"middle\">" + two_figures(m) +
               "</text>\n";
    size_t shown = 0;
    for (const auto& m : r.picture.models) {
        if (m.existence != exists || m.away > 10 || shown++ >= picture_dots_max) break;
        out += "<circle cx=\"" + at(s.x(m.estimate)) + "\" cy=\"" + at(Scale::y(m.away)) + "\" r=\"4\" fill=\"#0b5cad\" fill-opacity=\"0.6\"><title>" +
               escaped(name_of(m.model, r.overlaps.width())) + ": about " + two_figures(m.estimate) + "</title></circle>\n";
    }
    out += bar(s, r.answer.interval, 360, std::to_string(int(std::lround(r.level * 100))) + " %, " + r.answer.interval_is);
    if (r.answer.naive) out += bar(s, *r.answer.naive, 395, "as if the model had been known beforehand");
    return out + "<text x=\"60\" y=\"425\" font-size=\"8\">" + identity(said) + "</text>\n</svg>\n";
}

namespace {

std::string verdict(const EstimateSaid& said) {
    bool none = !said.refused.empty();
    std::string s = "<div class=\"verdict\"><p><strong>" + escaped(in_words(none ? Verdict::none : said.report.verdict)) + "</strong></p>\n<ul>\n";
    if (none) s += "<li>" + escaped(said.refused) + "</li>\n";
    for (const auto& why : said.report.reasons) s += "<li>" + escaped(why.text) + "</li>\n";
    return s + "</ul></div>\n";
}

std::string origin(const EstimateSaid& said) {
    if (!said.ledger) return {};
    const auto& l = *said.ledger;
    return "<p>From the ledger, " + l.from.text() + " to " + l.until.text() + ", a list for each " + (l.by_kind ? "kind of agency" : "agency") + ", as recorded by " + l.as_of.text() +
           ".</p>\n";
}

// The range, then what lies in the middle; and every model beside it.
std::string numbers(const EstimateSaid& said) {
    const auto& r = said.report;
    const auto& a = r.answer;
    std::string s = as_svg(said) + "<p>From <strong>" + range(a.interval) + "</strong> presumed victims (" + percent(r.level) + "; " + escaped(a.interval_is) + "), about " + two_figures(a.estimate) + " in the middle; " +
                    std::to_string(int64_t(a.known)) + " of them are on a list. From " + range(a.narrower) + " at 80 %.</p>\n";
    if (a.unconditional) s += "<p>With how many are seen varied as well: " + range(*a.unconditional) + ".</p>\n";
    if (a.resamples) s += "<p>" + std::to_string(a.dropped) + " of " + std::to_string(a.resamples) + " resamples had no estimate.</p>\n";
    s += "<p>" + std::to_string(r.picture.with_estimate) + " of " + std::to_string(r.picture.looked_at) + " models looked at have an estimate.</p>\n";
    if (auto model = chosen(r); !model.empty()) s += "<p>" + escaped(model) + " In it depend on one another: " + escaped(name_of(a.model, r.overlaps.lists)) + ".</p>\n";
    s += "<table>\n" + row({"models within", "how many", "they say"}, "th");
    for (const auto& span : r.picture.spans) s += row({two_figures(span.away) + " of the best BIC", std::to_string(span.models), range({span.lower, span.upper})});
    return s + "</table>\n";
}

std::string checks(const EstimateSaid& said) {
    const auto& r = said.report;
    return strata(r) + tried("Without one list", r.without_list, false) + tried("Two lists as one", r.merged, false) +
           tried("Held out: persons on one list, estimated from the others", r.held_out, true) + others(said);
}

}  // namespace

std::string as_page(const EstimateSaid& said) {
    bool none = !said.refused.empty();
    std::string s = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>How many are not seen</title>\n"
                    "<style>body{font:16px/1.5 sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem;color:#1e2b3c}table{border-collapse:collapse;margin:.5rem 0}"
                    "th,td{border:1px solid #c8ccd2;padding:.2rem .6rem;text-align:left}svg{width:100%;height:auto}.verdict{border-left:.4rem solid #1e2b3c;padding-left:1rem}"
                    "@media print{body{font-size:11pt;max-width:none}h2{break-after:avoid}table,svg{break-inside:avoid}}</style>\n</head>\n<body>\n<main>\n<h1>How many are not seen</h1>\n";
    s += verdict(said) + origin(said) + (none ? "" : numbers(said)) + overlaps(said) + (none ? "" : checks(said));
    s += "<h2>What it rests on</h2>\n<p>Presumed, not confirmed. Assumed: nobody came or went in the period, each person had some chance to be on each list, and the same "
         "person is known as the same. The verdict's rules: " +
         escaped(said.rules_of) + ". " + identity(said) + "</p>\n";
    return s + "</main>\n</body>\n</html>\n";
}

}  // namespace soria::app
