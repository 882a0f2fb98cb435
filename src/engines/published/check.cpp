#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "engines/published/published.hpp"

namespace soria::published {
namespace {

std::string shown(double n) {
    if (n >= 1e14) return "more";
    std::string s = std::to_string(n);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
}
std::string shown(Range r) { return r.exact() ? shown(r.low) : shown(r.low) + " to " + shown(r.high); }
bool holds(const std::string& s, const char* word) { return s.find(word) != std::string::npos; }

// What adds up: not what is a mean, a share, or a count of something else than the rows around it.
bool adds_up(const Row& r) {
    std::string all = r.series + " " + r.dimension + " " + r.category;
    std::transform(all.begin(), all.end(), all.begin(), [](unsigned char c) { return std::tolower(c); });
    for (const char* word : {"mean", "median", "average", "days", "percent", "%", "share of", "rate", "waiting", "outstanding", "backlog"})
        if (holds(all, word)) return false;
    return true;
}
// Kinds of people, where a table has no column that says of what its categories are.
std::string dimension_of(const std::string& part) {
    static const std::set<std::string> people{"women", "men", "children", "girls", "boys", "female", "male", "adults"};
    if (people.count(part)) return part == "adults" ? "age" : part == "female" || part == "male" ? "sex" : "sex and age";
    for (const char* word : {"prostitution", "sexual", "sex trafficking", "labour", "labor", "begging", "servitude", "criminal", "organ", "both"})
        if (holds(part, word)) return "form";
    return "";
}

std::string figure_of(const Row& r) { return r.series + ", " + r.period + ", " + (r.dimension.empty() ? "" : r.dimension + ": ") + r.category; }
Said said(const Row& r) { return {figure_of(r), r.value, r.source, r.line}; }

// One figure's values: of several editions, in the order of their lines.
using Of = std::vector<const Row*>;
Range hull(const Of& rows) {
    Range h = *rows[0]->range;
    for (const auto* r : rows) h = {std::min(h.low, r->range->low), std::max(h.high, r->range->high)};
    return h;
}

class Checker {
public:
    explicit Checker(const std::vector<Row>& rows) : rows_(rows) { place(); }
    Report run() {
        report_.rows = rows_.size();
        for (const auto& r : rows_)
            if (!r.range) report_.unread.push_back(said(r));
        two_values();
        gather();
        learn();
        for (const auto& s : sums_) sum(s);
        of_which();
        times();
        return std::move(report_);
    }

private:
    // A whole, and the parts that one table or one source gives of it.
    struct Sum {
        std::string series, kind, about, people;   // people: of UNODC's tables, whose sum it is
        Of whole;
        std::map<std::string, Of> parts;
        std::set<std::string> names() const {
            std::set<std::string> n;
            for (const auto& [name, rows] : parts) n.insert(name);
            return n;
        }
        Range range() const {
            Range all;
            for (const auto& [name, rows] : parts) {
                Range h = hull(rows);
                all.low += h.low, all.high += h.high;
            }
            return all;
        }
        bool exact() const {
            return range().exact() && std::all_of(whole.begin(), whole.end(), [](auto* r) { return r->range->exact(); });
        }
        bool meets() const {
            return std::any_of(whole.begin(), whole.end(), [&](auto* r) { return r->range->meets(range()); });
        }
    };

    // Headline figures belong to the breakdown in which their category stands elsewhere.
    void place() {
        std::map<std::pair<std::string, std::string>, std::string> known;
        for (const auto& r : rows_)
            if (!r.dimension.empty() && r.dimension != "headline" && !r.part.empty()) known[{r.series, r.part}] = r.dimension;
        for (auto& r : rows_) {
            if (r.part.empty()) continue;
            auto k = known.find({r.series, r.part});
            if (r.dimension == "headline" && k != known.end()) r.dimension = k->second;
            else if (r.dimension.empty() && r.whole.empty()) r.dimension = dimension_of(r.part);
        }
    }

    void two_values() {
        std::map<std::string, Of> by_figure;
        std::vector<std::string> order;
        for (const auto& r : rows_) {
            if (!r.range) continue;
            std::string key = r.series + "|" + r.period + "|" + r.dimension + "|" + r.part + "|" + r.whole + "|" + r.people;
            if (by_figure[key].empty()) order.push_back(key);
            by_figure[key].push_back(&r);
        }
        for (const auto& key : order) {
            const auto& rows = by_figure[key];
            bool agree = true;
            for (const auto* a : rows)
                for (const auto* b : rows) agree = agree && a->range->meets(*b->range);
            if (agree) continue;
            Contradiction c{"two-values", figure_of(*rows[0]), "", {}};
            std::set<std::string> told;
            for (const auto* r : rows) {
                c.says.push_back(said(*r));
                if (!told.insert(shown(*r->range)).second) continue;
                c.computation += (c.computation.empty() ? "" : " is not ") + shown(*r->range);
            }
            report_.contradictions.push_back(std::move(c));
        }
    }

    static bool taken(const Row& r) { return r.range && r.whole.empty() && adds_up(r); }
    void add(Sum s) {
        if (!s.whole.empty() && !s.parts.empty()) sums_.push_back(std::move(s));
    }

    void gather() {
        // Whole figures, by series and period, and by sex and age where the table has them.
        std::map<std::string, Of> totals;
        std::map<std::string, Sum> groups;
        std::vector<std::string> order;
        for (const auto& r : rows_)
            if (taken(r) && r.part.empty() && r.dimension.empty()) totals[r.series + "|" + r.period + "|" + r.people].push_back(&r);
        for (const auto& r : rows_) {
            if (!taken(r) || r.part.empty() || r.dimension == "headline" || r.dimension == "stage") continue;
            // What has no breakdown of its own stands alone: it may be a part, and is never added to others.
            std::string kind = r.dimension.empty() ? "only " + r.part : r.dimension;
            std::string key = r.series + "|" + r.period + "|" + kind + "|" + r.source + "|" + r.people;
            auto& s = groups[key];
            if (s.parts.empty()) {
                order.push_back(key);
                s.series = r.series, s.kind = kind, s.people = r.people;
                s.about = r.series + ", " + r.period + ", by " + kind + (r.people.empty() ? "" : ", " + r.people);
            }
            s.parts[r.part].push_back(&r);
            s.whole = whole_for(totals[r.series + "|" + r.period + "|" + r.people], r.source);
        }
        for (const auto& key : order) {
            auto& s = groups[key];
            bool overlap = std::any_of(s.parts.begin(), s.parts.end(), [](auto& p) { return holds(p.first, "(all)"); });
            if (overlap) alone(s);
            else add(std::move(s));
        }
        by_sex_and_age();
    }
    // Of the same source if it gives one, else whatever others give.
    static Of whole_for(const Of& all, const std::string& source) {
        Of same;
        for (const auto* r : all)
            if (r->source == source) same.push_back(r);
        return same.empty() ? all : same;
    }
    // Categories that overlap are not added; each is still no more than the whole.
    void alone(const Sum& s) {
        for (const auto& [name, rows] : s.parts) add({s.series, "only " + name, s.about, s.people, s.whole, {{name, rows}}});
    }

    // UNODC's tables: for each category the sexes, the ages, and both.
    void by_sex_and_age() {
        std::map<std::string, std::map<std::string, Of>> cells;   // figure -> "sex female, age children" -> rows
        std::map<std::string, const Row*> first;
        for (const auto& r : rows_) {
            if (!taken(r) || !r.of_unodc) continue;
            std::string key = r.series + "|" + r.period + "|" + r.dimension + "|" + r.part;
            cells[key][r.people].push_back(&r);
            first.emplace(key, &r);
        }
        for (const auto& [key, by] : cells) {
            const Row& r = *first[key];
            std::string about = r.series + ", " + r.period + (r.part.empty() ? "" : ", " + r.part);
            auto sum_of = [&](const std::string& whole, const std::string& kind, auto belongs) {
                auto w = by.find(whole);
                if (w == by.end()) return;
                Sum s{r.series, kind, about + (whole.empty() ? "" : ", " + whole) + ", by " + kind, "", w->second, {}};
                for (const auto& [note, rows] : by)
                    if (belongs(note)) s.parts[note] = rows;
                if (s.parts.size() > 1) add(std::move(s));
            };
            auto sex_only = [](const std::string& n) { return n.rfind("sex ", 0) == 0 && !holds(n, ", age "); };
            auto age_only = [](const std::string& n) { return n.rfind("age ", 0) == 0; };
            auto both = [](const std::string& n) { return holds(n, ", age "); };
            sum_of("", "sex", sex_only);
            sum_of("", "age", age_only);
            sum_of("", "sex and age", both);
            for (const auto& [note, rows] : by) {
                std::string whole = note;
                auto ends = [&](const std::string& n) { return n.size() > whole.size() && n.substr(n.size() - whole.size()) == whole; };
                if (sex_only(whole)) sum_of(whole, "age", [&](const std::string& n) { return both(n) && n.rfind(whole + ",", 0) == 0; });
                if (age_only(whole)) sum_of(whole, "sex", [&](const std::string& n) { return both(n) && ends(n); });
            }
        }
    }

    // Parts that make up the whole exactly, somewhere in the file, are all there are.
    void learn() {
        for (const auto& s : sums_)
            if (s.parts.size() > 1 && s.exact() && s.meets()) complete_.insert({s.series + "|" + s.kind + "|" + s.people, s.names()});
    }

    Contradiction of(const char* kind, const Sum& s) const {
        Contradiction c{kind, s.about, "", {}};
        for (const auto* r : s.whole) c.says.push_back(said(*r));
        for (const auto& [name, rows] : s.parts)
            for (const auto* r : rows) {
                c.says.push_back(said(*r));
                c.computation += (c.computation.empty() ? "" : r == rows[0] ? " + " : " or ") + shown(*r->range);
            }
        if (s.parts.size() > 1) c.computation += " = " + shown(s.range());
        return c;
    }
    void sum(const Sum& s) {
        Range parts = s.range(), whole = hull(s.whole);
        if (s.meets()) return;
        if (parts.low > whole.high) {
            auto c = of("total-smaller-than-part", s);
            c.computation += ", more than " + shown(whole);
            report_.contradictions.push_back(std::move(c));
            return;
        }
        if (s.parts.size() < 2 || parts.high >= whole.low) return;
        bool all = complete_.count({s.series + "|" + s.kind + "|" + s.people, s.names()}) > 0;
        auto c = of(all ? "parts-do-not-sum" : "remainder", s);
        c.computation += all ? ", not " + shown(whole) + ", and elsewhere in this file the same parts make up the total" : ", of " + shown(whole);
        (all ? report_.contradictions : report_.remainders).push_back(std::move(c));
    }

    // "of which": of the row before that is none.
    void of_which() {
        const Row* whole = nullptr;
        Sum s;
        auto done = [&] {
            if (!whole || s.parts.empty()) return;
            s.whole = {whole};
            if (!whole->dimension.empty()) sum(s);             // one breakdown's parts do not overlap
            else
                for (const auto& [name, rows] : s.parts) sum({s.series, s.kind, s.about, s.people, s.whole, {{name, rows}}});
            s = {};
        };
        for (const auto& r : rows_) {
            bool same = whole && r.series == whole->series && r.period == whole->period && r.dimension == whole->dimension;
            if (r.whole.empty() || !same) {
                if (r.whole.empty()) done(), whole = taken(r) ? &r : nullptr;
                continue;
            }
            if (!r.range || !adds_up(r)) continue;
            s.series = r.series, s.kind = "of which", s.about = figure_of(*whole) + ", of which";
            s.parts[r.part].push_back(&r);
        }
        done();
    }

    // Times that lie within others, or make them up.
    void times() {
        std::map<std::string, std::vector<std::pair<Period, Of>>> by_figure;
        std::vector<std::string> order;
        for (const auto& r : rows_) {
            if (!r.range || !r.when || !adds_up(r) || holds(r.category, "nationalit")) continue;
            std::string key = r.series + "|" + r.dimension + "|" + r.part + "|" + r.whole + "|" + r.people;
            auto& list = by_figure[key];
            if (list.empty()) order.push_back(key);
            auto at = std::find_if(list.begin(), list.end(), [&](auto& p) { return p.first == *r.when; });
            if (at == list.end()) list.push_back({*r.when, {&r}});
            else at->second.push_back(&r);
        }
        for (const auto& key : order) within(by_figure[key]);
    }
    using Times = std::vector<std::pair<Period, Of>>;
    void within(const Times& list) {
        for (const auto& [when, rows] : list) {
            Times inside;
            for (const auto& t : list)
                if (t.first.from >= when.from && t.first.until <= when.until && !(t.first == when)) inside.push_back(t);
            bool larger = false;
            for (const auto& t : inside)
                if (hull(t.second).low > hull(rows).high) larger = true, larger_part(rows, t.second);
            if (larger) continue;
            Times chain;
            tile(inside, when.from, when.until, chain, [&] { made_up(rows, chain); });
        }
    }
    void larger_part(const Of& whole, const Of& part) {
        std::string sums = shown(hull(part)) + " in a part of the time, more than " + shown(hull(whole)) + " in all of it";
        Contradiction c{"part-of-time-larger", figure_of(*whole[0]), std::move(sums), {}};
        for (const auto* r : whole) c.says.push_back(said(*r));
        for (const auto* r : part) c.says.push_back(said(*r));
        report_.contradictions.push_back(std::move(c));
    }
    static bool tile(const Times& inside, int from, int until, Times& chain, const std::function<void()>& found) {
        if (from == until) return found(), true;
        for (const auto& t : inside) {
            if (t.first.from != from) continue;
            chain.push_back(t);
            bool done = tile(inside, t.first.until, until, chain, found);
            chain.pop_back();
            if (done) return true;                             // one way of making up the time is enough
        }
        return false;
    }
    // All parts as first published, or all as last restated, make up the whole; a mixture of editions proves nothing.
    void made_up(const Of& whole, const Times& parts) {
        Range first, last;
        for (const auto& [when, rows] : parts) {
            first.low += rows.front()->range->low, first.high += rows.front()->range->high;
            last.low += rows.back()->range->low, last.high += rows.back()->range->high;
        }
        for (const auto* r : whole)
            if (r->range->meets(first) || r->range->meets(last)) return;
        bool restated = first.low != last.low || first.high != last.high;
        std::string sums = shown(first) + (restated ? " as first published, " + shown(last) + " as last restated" : "");
        Contradiction c{"parts-do-not-sum", figure_of(*whole[0]), "the times within it make " + sums, {}};
        for (const auto* r : whole) c.says.push_back(said(*r));
        for (const auto& [when, rows] : parts)
            for (const auto* r : rows) c.says.push_back(said(*r));
        report_.contradictions.push_back(std::move(c));
    }

    std::vector<Row> rows_;
    std::vector<Sum> sums_;
    std::set<std::pair<std::string, std::set<std::string>>> complete_;
    Report report_;
};

}  // namespace

Report check(const std::vector<Row>& rows) { return Checker(rows).run(); }

}  // namespace soria::published
