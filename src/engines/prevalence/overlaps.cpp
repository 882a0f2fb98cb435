#include "engines/prevalence/overlaps.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/csv.hpp"

namespace soria::prevalence {
namespace {

std::string at(size_t line, size_t column) { return std::to_string(line) + ":" + std::to_string(column + 1); }

Overlaps empty(const std::vector<std::string>& lists) {
    Overlaps o;
    o.lists = lists;
    o.count.assign(size_t(1) << lists.size(), 0);
    return o;
}

void add(Overlaps& o, Mask m, int64_t n) {
    if (m == 0) return;
    o.count[m] += n;
    o.known += n;
}

// Which column is what.
struct Places {
    std::vector<size_t> list, stratum;
    size_t count = SIZE_MAX, referred = SIZE_MAX;
    std::vector<std::string> lists;
    size_t width = 0;
};

bool names(const std::vector<std::string>& some, const std::string& name) { return std::find(some.begin(), some.end(), name) != some.end(); }

Result<Places> places(const csv::Record& header, const Columns& wanted) {
    Places p;
    p.width = header.cells.size();
    for (size_t i = 0; i < p.width; ++i) {
        const auto& name = header.cells[i];
        if (name.empty()) return invalid("a column has no name", at(header.line, i));
        if (std::count(header.cells.begin(), header.cells.end(), name) > 1) return invalid("the column '" + name + "' is there twice", at(header.line, i));
        if (name == "count") p.count = i;
        else if (!wanted.referred.empty() && name == wanted.referred) p.referred = i;
        else if (names(wanted.strata, name)) p.stratum.push_back(i);
        else if (wanted.lists.empty() || names(wanted.lists, name)) p.list.push_back(i), p.lists.push_back(name);
    }
    for (const auto& name : wanted.lists)
        if (!names(p.lists, name)) return invalid("there is no list '" + name + "'", at(header.line, 0));
    for (const auto& name : wanted.strata)
        if (std::find(header.cells.begin(), header.cells.end(), name) == header.cells.end()) return invalid("there is no column '" + name + "'", at(header.line, 0));
    if (!wanted.referred.empty() && p.referred == SIZE_MAX) return invalid("there is no column '" + wanted.referred + "'", at(header.line, 0));
    if (p.list.size() > size_t(lists_max))
        return fail(Fault::limit, std::to_string(p.list.size()) + " lists; this program holds " + std::to_string(lists_max) + ": merge some, or name fewer", at(header.line, 0));
    if (p.list.empty()) return invalid("no column is a list", at(header.line, 0));
    return p;
}

Result<int64_t> count_in(const std::string& cell, const std::string& where) {
    int64_t n = 0;
    auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), n);
    if (fault == std::errc::result_out_of_range) return fail(Fault::limit, "a count of more than 1000000000", where);
    if (fault != std::errc() || end != cell.data() + cell.size()) return invalid("a count is a whole number, not '" + cell.substr(0, 30) + "'", where);
    if (n < 0) return invalid("a count is not negative", where);
    if (n > persons_max) return fail(Fault::limit, "a count of more than 1000000000", where);
    return n;
}

Result<Mask> lists_in(const csv::Record& r, const Places& p) {
    Mask m = 0;
    for (size_t i = 0; i < p.list.size(); ++i) {
        const auto& cell = r.cells[p.list[i]];
        if (cell == "1") m = Mask(m | (1u << i));
        else if (cell != "0") return invalid("the list '" + p.lists[i] + "' has 0 or 1 in each row, not '" + cell.substr(0, 30) + "'", at(r.line, p.list[i]));
    }
    return m;
}

Result<Mask> referred_in(const csv::Record& r, const Places& p, Mask on) {
    const auto& cell = r.cells[p.referred];
    Mask m = 0;
    if (cell == "0") return m;
    for (size_t i = 0; i < cell.size();) {
        size_t end = std::min(cell.find_first_of(" +;", i), cell.size());
        std::string name = cell.substr(i, end - i);
        i = end + 1;
        if (name.empty()) continue;
        auto found = std::find(p.lists.begin(), p.lists.end(), name);
        if (found == p.lists.end()) return invalid("'" + name.substr(0, 30) + "' is no list here", at(r.line, p.referred));
        m = Mask(m | (1u << (found - p.lists.begin())));
    }
    if (m & ~on) return invalid("a list is named that this row does not stand on", at(r.line, p.referred));
    if (on && m == on) return invalid("some list came first: not every capture can be by referral", at(r.line, p.referred));
    return m;
}

std::string stratum_of(const csv::Record& header, const csv::Record& r, const Places& p) {
    std::string s;
    for (size_t i : p.stratum) s += (s.empty() ? "" : ", ") + header.cells[i] + "=" + r.cells[i];
    return s;
}

}  // namespace

int64_t Overlaps::on_list(int i) const { return on_all(Mask(1u << i)); }
int64_t Overlaps::on_all(Mask of) const {
    int64_t n = 0;
    for (size_t m = 1; m < count.size(); ++m)
        if ((m & of) == of) n += count[m];
    return n;
}
int64_t Overlaps::on_two_or_more() const {
    int64_t n = 0;
    for (size_t m = 1; m < count.size(); ++m)
        if (m & (m - 1)) n += count[m];
    return n;
}

Status fit_to_estimate(const Overlaps& o) {
    if (o.width() < 2) return invalid("one list says nothing about those on none: at least two are needed");
    if (o.known == 0) return invalid("the counts sum to nothing");
    for (int i = 0; i < o.width(); ++i)
        if (o.on_list(i) == 0) return invalid("the list '" + o.lists[size_t(i)] + "' is empty");
    if (o.on_two_or_more() == 0) return invalid("no person stands on two lists: without any overlap nothing says how many stand on none");
    return {};
}

Overlaps without_list(const Overlaps& o, int list) {
    auto lists = o.lists;
    lists.erase(lists.begin() + list);
    Overlaps out = empty(lists);
    Mask low = Mask((1u << list) - 1);
    for (size_t m = 1; m < o.count.size(); ++m) add(out, Mask((m & low) | ((m >> 1) & ~unsigned(low))), o.count[m]);
    return out;
}

Overlaps merged(const Overlaps& o, int a, int b) {
    if (a > b) std::swap(a, b);
    Overlaps both = o;
    std::fill(both.count.begin(), both.count.end(), 0);
    for (size_t m = 1; m < o.count.size(); ++m) both.count[(m >> b) & 1 ? (m | (1u << a)) & ~(1u << b) : m] += o.count[m];
    both.lists[size_t(a)] += "+" + o.lists[size_t(b)];
    return without_list(both, b);
}

Result<Overlaps> from_counts(std::vector<std::string> lists, std::vector<int64_t> count) {
    if (lists.empty() || lists.size() > size_t(lists_max)) return fail(Fault::limit, "between 1 and 12 lists");
    if (count.size() != size_t(1) << lists.size()) return invalid("a count for each combination of lists");
    Overlaps o = empty(lists);
    for (size_t m = 1; m < count.size(); ++m) {
        if (count[m] < 0) return invalid("a count is not negative");
        add(o, Mask(m), count[m]);
        if (o.known > persons_max) return fail(Fault::limit, "more than 1000000000 persons");
    }
    return o;
}

Result<Input> read(std::string_view text, const Columns& wanted) {
    csv::Reader reader(text);
    auto header = TRY(reader.next());
    if (!header) return invalid("the file is empty");
    Places p = TRY(places(*header, wanted));
    Input in;
    in.all = empty(p.lists);
    if (p.referred != SIZE_MAX) in.independent = empty(p.lists);
    std::map<std::string, Overlaps> strata;
    for (size_t rows = 0;; ++rows) {
        auto r = TRY(reader.next());
        if (!r) break;
        if (rows >= rows_max) return fail(Fault::limit, "more than 2000000 rows", at(r->line, 0));
        if (r->cells.size() != p.width)
            return invalid("the row has " + std::to_string(r->cells.size()) + " cells, the header " + std::to_string(p.width), at(r->line, 0));
        Mask m = TRY(lists_in(*r, p));
        int64_t n = 1;
        if (p.count != SIZE_MAX) n = TRY(count_in(r->cells[p.count], at(r->line, p.count)));
        if (m == 0 && n > 0) return invalid("a row stands on no list: nobody has counted those", at(r->line, p.list[0]));
        add(in.all, m, n);
        if (in.all.known > persons_max) return fail(Fault::limit, "more than 1000000000 persons", at(r->line, 0));
        if (p.referred != SIZE_MAX) {
            Mask by = TRY(referred_in(*r, p, m));
            Mask rest = Mask(m & ~by);
            add(in.independent, rest, n);
            if (by) in.referred += n;
            if ((m & (m - 1)) && !(rest & (rest - 1))) in.overlapping_by_referral += n;
        }
        if (!p.stratum.empty()) {
            auto name = stratum_of(*header, *r, p);
            auto found = strata.find(name);
            if (found == strata.end()) {
                if (strata.size() >= wanted.strata_max) return fail(Fault::limit, "more than " + std::to_string(wanted.strata_max) + " strata", at(r->line, 0));
                found = strata.emplace(name, empty(p.lists)).first;
            }
            add(found->second, m, n);
        }
    }
    in.overlapping = in.all.on_two_or_more();
    for (auto& [name, overlaps] : strata) in.strata.push_back({name, std::move(overlaps)});
    return in;
}

}  // namespace soria::prevalence
