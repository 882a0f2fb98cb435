#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "engines/published/published.hpp"
#include "engines/published/words.hpp"

namespace soria::published {
namespace {

std::string shown(double n) {
    if (n >= 1e14) return "more";
    std::string s = std::to_string(n);
    s.erase(s.find_last_not_of('0') + 1);
    if (s.back() == '.') s.pop_back();
    return s;
}
std::string shown(Range r) { return (r.exact() ? shown(r.low) : shown(r.low) + " to " + shown(r.high)) + (r.share ? "%" : ""); }

bool additive(const Row& r) { return r.unit != "%" && adds_up(lower(r.series + " " + r.dimension + " " + r.category + " " + r.unit)); }
std::string figure_of(const Row& r) {
    std::string unit = r.unit.empty() || r.unit == "%" ? "" : ", " + r.unit;
    return r.series + ", " + r.period + ", " + (r.dimension.empty() ? "" : r.dimension + ": ") + r.category + unit;
}
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
        std::string family, kind, about, people;   // people: of UNODC's tables, whose sum it is
        Of whole;
        std::map<std::string, Of> parts;
        std::set<std::string> beside;              // what overlaps the parts and is not added to them
        std::set<std::string> names() const {
            std::set<std::string> n = beside;
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
            if (!r.dimension.empty() && r.dimension != "headline" && !r.part.empty()) known[{r.family, r.part}] = r.dimension;
        for (auto& r : rows_) {
            if (!r.dimension.empty() && !r.of_unodc && names_everybody(r.part)) r.part.clear();      // "sex: both sexes"
            if (r.part.empty()) continue;
            auto k = known.find({r.family, r.part});
            if (r.dimension == "headline" && k != known.end()) r.dimension = k->second;
            else if (r.dimension.empty() && r.whole.empty()) r.dimension = dimension_in(r);
        }
        // The minors of the women are other minors than those of the men.
        const Row* before = nullptr;
        for (auto& r : rows_) {
            if (r.whole.empty()) before = &r;
            else if (before) r.whole += " " + before->dimension + " " + before->part;
        }
    }

    // A person is of one country, as the tables count; a project or a case may be of several.
    static std::string dimension_in(const Row& r) {
        auto d = dimension_of(r.part);
        return d == "country" && many_in_each(lower(r.series)) ? "" : d;
    }

    void two_values() {
        std::map<std::string, Of> by_figure;
        std::vector<std::string> order;
        for (const auto& r : rows_) {
            if (!r.range) continue;
            std::string key = r.family + "|" + r.time + "|" + r.dimension + "|" + r.part + "|" + r.whole + "|" + r.people;
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

    static bool taken(const Row& r) { return r.range && r.whole.empty() && additive(r); }
    void add(Sum s) {
        if (!s.whole.empty() && !s.parts.empty()) sums_.push_back(std::move(s));
    }

    // A breakdown's own total, "nationality: total"; of UNODC's tables there is none.
    std::map<std::string, Of> own_totals() const {
        std::map<std::string, Of> own;
        for (const auto& r : rows_)
            if (taken(r) && r.part.empty() && !r.dimension.empty() && !r.of_unodc) own[r.family + "|" + r.time + "|" + r.dimension].push_back(&r);
        return own;
    }
    // Whole figures, by family and time, and by sex and age where the table has them.
    std::map<std::string, Of> totals() const {
        std::map<std::string, Of> plain;
        std::map<std::string, std::map<std::string, Of>> named;
        for (const auto& r : rows_) {
            if (!taken(r) || !r.dimension.empty()) continue;
            std::string key = r.family + "|" + r.time + "|" + r.people;
            if (r.part.empty()) plain[key].push_back(&r);
            else if (names_whole(r.part) || r.part == lower(r.series)) named[key][r.part].push_back(&r);
        }
        // "Europe total" is the whole where nothing else is called so.
        for (const auto& [key, by] : named)
            if (by.size() == 1 && !plain.count(key)) plain[key] = by.begin()->second;
        return plain;
    }
    // What has no breakdown of its own is a part only if its name says so; nobody says what enquiries are a part of.
    static bool is_part(const Row& r) {
        if (!taken(r) || r.part.empty() || r.dimension == "headline" || r.dimension == "stage") return false;
        if (r.dimension.empty()) return part_of_total(r.part);
        return of_places(r.dimension) || !counts_else(r.part);
    }

    void gather() {
        auto wholes = totals(), own = own_totals();
        std::map<std::string, Sum> groups;
        std::vector<std::string> order;
        for (const auto& r : rows_) {
            if (!is_part(r)) continue;
            // Without a breakdown it stands alone, and is never added to others.
            std::string kind = r.dimension.empty() ? "only " + r.part : r.dimension;
            std::string key = r.family + "|" + r.time + "|" + kind + "|" + r.source + "|" + r.people;
            auto& s = groups[key];
            if (s.parts.empty()) {
                order.push_back(key);
                s.family = r.family, s.kind = kind, s.people = r.people;
                s.about = r.series + ", " + r.period + ", by " + kind + (r.people.empty() ? "" : ", " + r.people);
            }
            s.parts[r.part].push_back(&r);
            auto its = own.find(r.family + "|" + r.time + "|" + r.dimension);
            s.whole = whole_for(its == own.end() ? wholes[r.family + "|" + r.time + "|" + r.people] : its->second, r.source);
        }
        // No breakdown has more in all than there are.
        for (const auto& [key, rows] : own) {
            const Row& r = *rows[0];
            auto about = r.series + ", " + r.period + ", by " + r.dimension;
            add({r.family, "only the whole", about, "", whole_for(wholes[r.family + "|" + r.time + "|"], r.source), {{"", rows}}, {}});
        }
        for (const auto& key : order) {
            auto& s = groups[key];
            bool overlap = std::any_of(s.parts.begin(), s.parts.end(), [](auto& p) { return names(p.first, "(all)"); });
            if (overlap) alone(s);
            else
                for (auto& level : levels(s)) add(std::move(level));
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
        for (const auto& [name, rows] : s.parts) {
            add(one(s, name, rows));
            // "criminal (children)" lies in "criminal (all)".
            auto all = s.parts.find(name.substr(0, name.find(" (")) + " (all)");
            if (all == s.parts.end() || all->first == name) continue;
            Sum in = one(s, name, rows);
            in.whole = all->second, in.about += ", " + all->first;
            add(std::move(in));
        }
    }
    static Sum one(const Sum& s, const std::string& name, const Of& rows) {
        return {s.family, "only " + name, s.about, s.people, s.whole, {{name, rows}}, {}};
    }

    // A breakdown's parts by level, as only those of one level are added: girls and boys are the children, women and men the sexes or
    // the adults.
    static constexpr size_t leveled_max = 200;     // beyond, each part is taken to be one of its own
    static std::vector<Sum> levels(const Sum& s) {
        if (of_places(s.kind) || s.parts.size() > leveled_max) return {s};   // South Sudan is no part of Sudan
        Sum sexes = s, top = s;
        bool all_of_a_sex = women_and_men_are_all(s);
        auto is_sex = [&](const std::string& name) { return dimension_of(name) == "sex" || (all_of_a_sex && (name == "women" || name == "men")); };
        std::erase_if(sexes.parts, [&](auto& p) { return !is_sex(p.first); });
        std::erase_if(top.parts, [&](auto& p) { return is_sex(p.first); });
        std::vector<Sum> out;
        for (const auto& [name, rows] : top.parts)
            for (const auto& [other, others] : top.parts)
                if (lies(name, other) == Lies::across) top.beside.insert(name);
        for (const auto& [whole, in] : inner(s, sexes, top)) {
            inside(in, s, out);
            if (!sexes.parts.count(whole))
                for (const auto& [name, rows] : in.parts) top.parts.erase(name);
        }
        for (const auto& name : top.beside) out.push_back(one(s, name, s.parts.at(name))), top.parts.erase(name);
        if (!sexes.parts.empty() && !top.parts.empty()) sexes.kind = "sex";
        out.push_back(std::move(sexes));
        out.push_back(std::move(top));
        return out;
    }
    // By each part that has others within it, those. Women and men of every age have none.
    static std::map<std::string, Sum> inner(const Sum& s, const Sum& sexes, const Sum& top) {
        std::map<std::string, Sum> found;
        for (const auto& [name, rows] : top.parts)
            for (const auto& [other, others] : s.parts) {
                bool whole = top.parts.count(other) || (sexes.parts.count(other) && dimension_of(other) == "sex");
                if (!whole || lies(name, other) != Lies::within) continue;
                auto& in = found[other];
                if (in.parts.empty()) in = {s.family, other, s.about + ", " + other, s.people, others, {}, {}};
                in.parts[name] = rows;
            }
        return found;
    }
    // People of one kind do not overlap, but women and men are the adults only where girls and boys stand beside them.
    static void inside(const Sum& in, const Sum& s, std::vector<Sum>& out) {
        bool adds = in.kind == "adults" ? s.parts.count("girls") || s.parts.count("boys") : is_people(in.kind);
        if (adds) out.push_back(in);
        else
            for (const auto& [name, rows] : in.parts) out.push_back(one(in, name, rows));
    }
    // Where women and men alone make up the whole, they are of every age.
    static bool women_and_men_are_all(const Sum& s) {
        auto women = s.parts.find("women"), men = s.parts.find("men");
        if (women == s.parts.end() || men == s.parts.end()) return false;
        Sum both{s.family, s.kind, "", s.people, s.whole, {*women, *men}, {}};
        return both.exact() && both.meets();
    }

    // UNODC's tables: for each category the sexes, the ages, and both.
    void by_sex_and_age() {
        std::map<std::string, std::map<std::string, Of>> cells;   // figure -> "sex female, age children" -> rows
        std::map<std::string, const Row*> first;
        for (const auto& r : rows_) {
            if (!taken(r) || !r.of_unodc) continue;
            std::string key = r.family + "|" + r.time + "|" + r.dimension + "|" + r.part;
            cells[key][r.people].push_back(&r);
            first.emplace(key, &r);
        }
        for (const auto& [key, by] : cells) {
            const Row& r = *first[key];
            std::string about = r.series + ", " + r.period + (r.part.empty() ? "" : ", " + r.part);
            auto sum_of = [&](const std::string& whole, const std::string& kind, auto belongs) {
                auto w = by.find(whole);
                if (w == by.end()) return;
                Sum s{r.family, kind, about + (whole.empty() ? "" : ", " + whole) + ", by " + kind, "", w->second, {}, {}};
                for (const auto& [note, rows] : by)
                    if (belongs(note)) s.parts[note] = rows;
                add(std::move(s));
            };
            auto sex_only = [](const std::string& n) { return n.rfind("sex ", 0) == 0 && !(n.find(", age ") != n.npos); };
            auto age_only = [](const std::string& n) { return n.rfind("age ", 0) == 0; };
            auto both = [](const std::string& n) { return (n.find(", age ") != n.npos); };
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
            if (s.parts.size() > 1 && s.exact() && s.meets()) complete_.insert({s.family + "|" + s.kind + "|" + s.people, s.names()});
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
        bool all = complete_.count({s.family + "|" + s.kind + "|" + s.people, s.names()}) > 0;
        auto c = of(all ? "parts-do-not-sum" : "remainder", s);
        c.computation += all ? ", not " + shown(whole) + ", and elsewhere in this file the same parts make up the total" : ", of " + shown(whole);
        (all ? report_.contradictions : report_.remainders).push_back(std::move(c));
    }

    // "of which": of the row before that is none.
    void of_which() {
        const Row* whole = nullptr;
        std::map<std::string, Sum> by;             // parts of no known breakdown may overlap: each for itself
        auto done = [&] {
            for (auto& [kind, s] : by) {
                s.whole = {whole};
                for (const auto& level : levels(s))
                    if (!level.parts.empty()) sum(level);
            }
            by.clear();
        };
        for (const auto& r : rows_) {
            bool beside = whole && (r.dimension.empty() || r.dimension == whole->dimension);
            bool same = beside && r.family == whole->family && r.time == whole->time;
            if (r.whole.empty()) {
                done(), whole = taken(r) ? &r : nullptr;
                continue;
            }
            if (!same || !r.range || !additive(r) || counts_else(r.part)) continue;
            std::string kind = r.dimension.empty() ? dimension_alone(r.part) : r.dimension;
            if (kind.empty()) kind = "only " + r.part;
            auto& s = by[kind];
            s.family = r.family, s.kind = "of which", s.about = figure_of(*whole) + ", of which";
            s.parts[r.part].push_back(&r);
        }
        done();
    }

    // Times that lie within others, or make them up.
    void times() {
        std::map<std::string, std::vector<std::pair<Period, Of>>> by_figure;
        std::vector<std::string> order;
        for (const auto& r : rows_) {
            if (!r.range || !r.when || !additive(r) || (counts_kinds(r.part) && !of_places(r.dimension))) continue;
            std::string key = r.family + "|" + r.dimension + "|" + r.part + "|" + r.whole + "|" + r.people;
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
            if (when.yearly) {
                each_year(when, rows, list);
                continue;
            }
            for (const auto& t : list)
                if (!t.first.yearly && t.first.from >= when.from && t.first.until <= when.until && !(t.first == when)) inside.push_back(t);
            bool larger = false;
            for (const auto& t : inside)
                if (hull(t.second).low > hull(rows).high) larger = true, larger_part(rows, t.second);
            if (larger) continue;
            Times chain;
            tile(inside, when.from, when.until, chain, [&] { made_up(rows, chain); });
        }
    }
    // "14-18 per year" bounds each of the years; "16 per year" and "approx 16 per year" are their mean.
    void each_year(Period when, const Of& yearly, const Times& list) {
        Of bounds;
        std::copy_if(yearly.begin(), yearly.end(), std::back_inserter(bounds), [](auto* r) { return !r->range->exact() && !r->range->about; });
        if (bounds.empty()) return;
        for (const auto& [year, rows] : list) {
            bool one_within = !year.yearly && year.until - year.from == 12 && year.from >= when.from && year.until <= when.until;
            if (!one_within || hull(rows).meets(hull(bounds))) continue;
            std::string sums = shown(hull(rows)) + " is not " + shown(hull(bounds)) + ", as in each of the years";
            Contradiction c{"year-out-of-bounds", figure_of(*rows[0]), std::move(sums), {}};
            for (const auto* r : bounds) c.says.push_back(said(*r));
            for (const auto* r : rows) c.says.push_back(said(*r));
            report_.contradictions.push_back(std::move(c));
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
