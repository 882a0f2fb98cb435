#include "app/service/figures.hpp"

#include <algorithm>
#include <cmath>

#include "domain/core/evolve.hpp"
#include "domain/core/tally.hpp"
#include "domain/prevention/proportions.hpp"

namespace soria::app {
namespace {

using pack::Figure;
using pack::Term;

std::optional<int32_t> number_of(const std::string& event) {
    static const auto numbers = [] {
        std::map<std::string, int32_t, std::less<>> m;
        for (const auto* t : domain::event_types()) m[std::string(t->name)] = t->number;
        return m;
    }();
    auto n = numbers.find(event);
    return n == numbers.end() ? std::nullopt : std::optional<int32_t>(n->second);
}

std::vector<std::pair<std::string, std::string>> fields_of(const std::string& cell) {
    std::vector<std::pair<std::string, std::string>> list;
    for (size_t at = 0; at < cell.size();) {
        size_t end = std::min(cell.find(';', at), cell.size()), equals = cell.find('=', at);
        if (equals < end) list.emplace_back(cell.substr(at, equals - at), cell.substr(equals + 1, end - equals - 1));
        at = end + 1;
    }
    return list;
}

const std::string* field(const std::vector<std::pair<std::string, std::string>>& fields, const std::string& name) {
    for (const auto& [key, v] : fields)
        if (key == name) return &v;
    return nullptr;
}
bool fits(const std::vector<std::pair<std::string, std::string>>& fields, const std::map<std::string, std::vector<std::string>>& where) {
    return std::all_of(where.begin(), where.end(), [&](auto& w) {
        const auto* v = field(fields, w.first);
        return v && std::find(w.second.begin(), w.second.end(), *v) != w.second.end();
    });
}

bool listed(const domain::Counted& c, const std::string& name) {
    if (name.find('.') != std::string::npos) return true;
    auto f = c.fields.find(name);
    return f != c.fields.end() && f->second.rfind("list(", 0) == 0;
}
// In which part of the counts a field stands that an event is counted by.
std::string part_with(const domain::Counted& c, const std::string& name) {
    if (name.empty()) return "";
    if (listed(c, name)) return "in." + name.substr(0, name.find('.'));
    for (size_t i = 1; i < c.groups.size(); ++i)
        if (std::find(c.groups[i].begin(), c.groups[i].end(), name) != c.groups[i].end()) return "by." + c.groups[i].front();
    return "";
}
// In which a term's cells stand.
std::string part_of(const Term& t, const domain::Counted& c, const std::string& by) {
    if (t.first) return "first";
    if (t.due) return "due";
    if (!t.sum.empty()) return "sum." + t.sum;
    return part_with(c, !t.where.empty() ? t.where.begin()->first : by);
}

double rounded(double percent) { return std::round(percent * 10) / 10; }

}  // namespace

// The greatest r with P(X < r) <= 2.5 % where X is binomial(n, 1/2): from r to n + 1 - r. Of more than a thousand by the normal law.
std::optional<Ranks> median_ranks(int64_t n) {
    constexpr int64_t exact_max = 1000;
    constexpr double z = 1.959963984540054;
    if (n < 6) return std::nullopt;
    int64_t low = int64_t(std::floor((double(n) - z * std::sqrt(double(n))) / 2));
    if (n <= exact_max) {
        double below = 0, log_half = double(n) * std::log(0.5);
        for (low = 0; low < n; ++low) {
            below += std::exp(std::lgamma(double(n) + 1) - std::lgamma(double(low) + 1) - std::lgamma(double(n - low) + 1) + log_half);
            if (below > 0.025) break;
        }
    }
    return Ranks{low, n + 1 - low};
}

Interval wilson(int64_t part, int64_t whole) {
    constexpr double z = 1.959963984540054;
    double n = double(whole), p = double(part) / n, z2 = z * z / n;
    double middle = p + z2 / 2, half = z * std::sqrt(p * (1 - p) / n + z2 / n / 4);
    return {rounded(std::max(0.0, 100 * (middle - half) / (1 + z2))), rounded(std::min(100.0, 100 * (middle + half) / (1 + z2)))};
}

bool Value_::small(const Figure& f, int64_t below) const {
    auto few = [&](int64_t k) { return k > 0 && k < below; };
    if (!f.people || !value) return false;
    if (f.form == Figure::Form::count) return few(int64_t(*value));
    return few(n) || (f.form == Figure::Form::share && (few(part) || few(n - part)));
}

void protect(std::vector<Portion>& portions, int64_t below) {
    size_t held = 0;
    for (auto& p : portions)
        if (p.n && *p.n != 0 && *p.n < below) p.n.reset(), ++held;
    if (held != 1) return;
    Portion* next = nullptr;
    for (auto& p : portions)
        if (p.n && *p.n > 0 && (!next || *p.n < *next->n)) next = &p;
    if (next) next->n.reset();
}

void protect_table(std::vector<std::vector<Portion>>& lines, int64_t below) {
    size_t columns = lines.empty() ? 0 : lines[0].size();
    for (auto& line : lines)
        for (auto& p : line)
            if (p.n && *p.n != 0 && *p.n < below) p.n.reset();
    bool again = true;
    // Of what is held back alone, the next smallest beside it; this may leave another alone in the line across.
    auto settle = [&](size_t n, auto cell) {
        size_t held = 0;
        Portion* next = nullptr;
        for (size_t i = 0; i < n; ++i) {
            Portion& p = cell(i);
            if (!p.n) ++held;
            else if (*p.n > 0 && (!next || *p.n < *next->n)) next = &p;
        }
        if (held == 1 && next) next->n.reset(), again = true;
    };
    while (again) {
        again = false;
        for (auto& line : lines) settle(columns, [&](size_t i) -> Portion& { return line[i]; });
        for (size_t c = 0; c < columns; ++c) settle(lines.size(), [&](size_t i) -> Portion& { return lines[i][c]; });
    }
}

Result<const Figures::Cells*> Figures::cells(const std::string& event, const std::string& part, Span span) {
    if (part == "due") span.until = std::min(span.until, today_.plus_days(1));
    auto key = std::tuple(event, part, span.from.days(), span.until.days());
    if (auto known = known_.find(key); known != known_.end()) return &known->second;
    Cells list;
    if (auto number = number_of(event)) {
        std::vector<Value> prefix{int64_t(*number), part};
        auto rows = TRY(rows_.sums(domain::table_of<domain::CountRow>(), prefix, 3, int64_t(span.from.days()), int64_t(span.until.days())));
        for (const auto& r : rows) list.push_back({fields_of(std::get<std::string>(r[2])), std::get<int64_t>(r[3]), Date{int32_t(std::get<int64_t>(r[4]))}});
    }
    return &known_.emplace(std::move(key), std::move(list)).first->second;
}

namespace {

// Values of a list of the pack stand as it has them, ages from the youngest on; others by their names.
void in_lists_order(const pack::Pack& p, const Figure& f, Breakdown& b) {
    for (const auto& t : f.plus) {
        auto c = domain::counted().find(t.event);
        if (c == domain::counted().end()) continue;
        auto type = c->second.fields.find(b.field);
        if (type == c->second.fields.end() || type->second.rfind("code(", 0) != 0) continue;
        const auto* list = p.code_list(type->second.substr(5, type->second.size() - 6));
        if (!list) return;
        auto place = [&](const Portion& x) {
            auto at = std::find_if(list->values.begin(), list->values.end(), [&](auto& v) { return v.id == x.value; });
            return at - list->values.begin();
        };
        std::stable_sort(b.portions.begin(), b.portions.end(), [&](auto& x, auto& y) { return place(x) < place(y); });
        return;
    }
}

}  // namespace

// By each value of a field, or all in one under an empty name.
Result<std::map<std::string, int64_t>> Figures::sum(const Term& t, const std::string& by, Span span) {
    std::map<std::string, int64_t> sums;
    auto c = domain::counted().find(t.event);
    if (c == domain::counted().end()) return sums;
    auto part = part_of(t, c->second, by);
    const Cells* list = TRY(cells(t.event, part, span));
    for (const auto& cell : *list) {
        if (!fits(cell.fields, t.where)) continue;
        if (by.empty()) {
            sums[""] += cell.n;
            continue;
        }
        if (const auto* v = field(cell.fields, by)) sums[*v] += cell.n;
    }
    return sums;
}

Result<int64_t> Figures::sum(const std::vector<Term>& terms, Span span) {
    int64_t all = 0;
    for (const auto& t : terms) {
        auto sums = TRY(sum(t, "", span));
        all += sums[""];
    }
    return all;
}

namespace {

std::vector<const Term*> all_of(std::initializer_list<const std::vector<Term>*> lists) {
    std::vector<const Term*> all;
    for (const auto* list : lists)
        for (const auto& t : *list) all.push_back(&t);
    return all;
}

}  // namespace

// An event that fits two of these terms, as in both halves of a share, is one event.
Status Figures::count_events(const std::vector<const Term*>& terms, Span span, Value_& v) {
    std::map<std::pair<std::string, std::string>, std::vector<const Term*>> by_part;
    for (const auto* t : terms) {
        Term plain = *t;
        plain.sum.clear();
        if (auto c = domain::counted().find(t->event); c != domain::counted().end()) by_part[{t->event, part_of(plain, c->second, "")}].push_back(t);
    }
    for (const auto& [key, those] : by_part) {
        const auto& [event, part] = key;
        const Cells* list = TRY(cells(event, part, span));
        Occurred found;
        for (const auto& cell : *list) {
            if (std::none_of(those.begin(), those.end(), [&](auto* t) { return fits(cell.fields, t->where); })) continue;
            found.n += cell.n;
            found.last = std::max(found.last, cell.last);
        }
        v.events[event] = std::max(v.events[event], found.n);
        if (found.n) v.last[event] = std::max(v.last[event], found.last);
    }
    return {};
}

Result<Value_> Figures::share(const Figure& f, Span span) {
    Value_ v;
    v.part = TRY(sum(f.plus, span));
    v.n = TRY(sum(f.of, span));
    TRY(count_events(all_of({&f.plus, &f.of}), span, v));
    if (v.n <= 0 || v.part < 0 || v.part > v.n) return v;
    v.value = rounded(100.0 * double(v.part) / double(v.n));
    v.interval = wilson(v.part, v.n);
    return v;
}

Result<Value_> Figures::median(const Figure& f, Span span) {
    Value_ v;
    const Cells* list = TRY(cells(f.to, "days." + f.from, span));
    std::map<int64_t, int64_t> by_days;
    for (const auto& cell : *list) {
        const auto* days = field(cell.fields, "days");
        if (!days || !fits(cell.fields, f.where)) continue;
        by_days[std::atoll(days->c_str())] += cell.n;
        v.last[f.to] = std::max(v.last[f.to], cell.last);
        v.n += cell.n;
    }
    v.events[f.to] = v.n;
    if (v.n == 0) return v;
    auto at = [&](int64_t rank) {        // from 1
        for (const auto& [days, n] : by_days)
            if ((rank -= n) <= 0) return double(days);
        return 0.0;
    };
    v.value = (at((v.n + 1) / 2) + at(v.n / 2 + 1)) / 2;
    if (auto ranks = median_ranks(v.n)) v.interval = Interval{at(ranks->low), at(ranks->high)};
    return v;
}

Result<Value_> Figures::change(const Figure& f, Span span) {
    const auto& c = f.change;
    Value_ v;
    std::map<std::string, GroupChange> groups;
    for (const auto& [added, part] : {std::pair{c.part, true}, {c.whole, false}}) {
        const Cells* list = TRY(cells(c.event, "sum." + added, span));
        for (const auto& cell : *list) {
            const auto* when = field(cell.fields, c.field);
            if (!when || (*when != c.before && *when != c.after) || !fits(cell.fields, c.where)) continue;
            const auto* group = field(cell.fields, c.each);
            auto& g = groups[group ? *group : std::string()];
            (*when == c.before ? (part ? g.part_before : g.before) : part ? g.part_after : g.after) += cell.n;
        }
    }
    Term asked;
    asked.event = c.event;
    asked.where = c.where;
    TRY(count_events({&asked}, span, v));
    std::vector<domain::TwoProportions> strata;
    for (auto& [name, g] : groups) {
        if (g.before <= 0 || g.after <= 0) continue;
        g.group = name;
        domain::TwoProportions one{g.part_before, g.before, g.part_after, g.after};
        auto d = domain::difference({one});
        g.change = rounded(100 * d.value);
        g.interval = {rounded(100 * d.low), rounded(100 * d.high)};
        v.n += g.before + g.after;
        strata.push_back(one);
        v.groups.push_back(g);
    }
    if (strata.empty()) return v;
    auto all = domain::difference(strata);
    v.value = rounded(100 * all.value);
    v.interval = Interval{rounded(100 * all.low), rounded(100 * all.high)};
    return v;
}

Result<Value_> Figures::value(const Figure& f, Span span) {
    if (f.form == Figure::Form::none) return Value_{};
    if (f.form == Figure::Form::share) return share(f, span);
    if (f.form == Figure::Form::median) return median(f, span);
    if (f.form == Figure::Form::change) return change(f, span);
    Value_ v;
    Span begun = f.during ? Span{always.from, span.until} : span, ended = f.during ? Span{always.from, span.from} : span;
    int64_t plus = TRY(sum(f.plus, begun));
    int64_t less = TRY(sum(f.less, ended));
    v.value = double(plus - less);
    if (f.during) {
        TRY(count_events(all_of({&f.plus}), begun, v));
        TRY(count_events(all_of({&f.less}), ended, v));
    } else {
        TRY(count_events(all_of({&f.plus, &f.less}), span, v));
    }
    if (f.target.empty()) return v;
    bool any = std::any_of(v.events.begin(), v.events.end(), [](auto& e) { return e.second > 0; });
    if (!any) v.value.reset();           // nobody has said what it is: that is not nothing
    int64_t target = TRY(sum(f.target, span));
    if (target) v.target = target;
    return v;
}

Result<Breakdown> Figures::exact(const Figure& f, const std::string& name, Span span) {
    std::map<std::string, int64_t> sums;
    for (const auto* terms : {&f.plus, &f.less})
        for (const auto& t : *terms) {
            auto part = TRY(sum(t, name, span));
            for (const auto& [value, n] : part) sums[value] += terms == &f.less ? -n : n;
        }
    Breakdown b{name, {}};
    for (const auto& [value, n] : sums)
        if (n) b.portions.push_back({value, n});
    in_lists_order(pack_, f, b);
    return b;
}

Result<std::vector<Breakdown>> Figures::breakdowns(const Figure& f, Span span) {
    std::vector<Breakdown> list;
    for (const auto& name : f.by) {
        auto b = TRY(exact(f, name, span));
        if (f.people && !pack_.small_numbers.empty()) protect(b.portions, pack_.small_numbers[0].below);
        list.push_back(std::move(b));
    }
    return list;
}

Result<std::map<std::string, int64_t>> Figures::by_field(const std::string& event, const std::string& name, Span span, const std::string& added) {
    Term t;
    t.event = event;
    t.sum = added;
    return sum(t, name, span);
}

Result<std::map<std::string, Occurred>> Figures::occurred(const std::string& event, const std::string& name, Span span) {
    std::map<std::string, Occurred> out;
    auto c = domain::counted().find(event);
    if (c == domain::counted().end()) return out;
    const Cells* list = TRY(cells(event, part_with(c->second, name), span));
    for (const auto& cell : *list)
        if (const auto* v = field(cell.fields, name)) {
            auto& one = out[*v];
            one.n += cell.n;
            one.last = std::max(one.last, cell.last);
        }
    return out;
}

Result<std::set<std::string>> Figures::values(const Figure& f, const std::string& name, Span span) {
    std::set<std::string> out;
    for (const auto* t : all_of({&f.plus, &f.less, &f.of})) {
        auto c = domain::counted().find(t->event);
        if (c == domain::counted().end() || !c->second.fields.count(name)) continue;
        const Cells* list = TRY(cells(t->event, part_with(c->second, name), span));
        for (const auto& cell : *list)
            if (const auto* v = field(cell.fields, name); v && fits(cell.fields, t->where)) out.insert(*v);
    }
    return out;
}

}  // namespace soria::app
