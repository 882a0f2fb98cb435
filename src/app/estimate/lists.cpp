#include "app/estimate/lists.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "app/estimate/register.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {
namespace {

using prevalence::Mask;

// What ties one human being to one list.
struct Tie {
    uint64_t own = UINT64_MAX;           // the event by which the list's agency named the person itself, first
    uint64_t brought = UINT64_MAX;       // the event by which another list's agency brought the person there, first
    uint64_t captured = UINT64_MAX;      // the first act that puts the person on the list, within the period
    uint64_t last_finding = 0;
    bool found_not = false;              // by that last finding
    bool on() const { return captured != UINT64_MAX && !found_not; }
    bool referred() const { return !(own < brought); }
};

struct Being {
    std::vector<Id> persons;
    bool presumed = false;
    std::map<uint16_t, Tie> ties;        // by list
    uint64_t form_from = UINT64_MAX;
    std::string form;
};

// People by who was merged with whom.
class Joined {
public:
    explicit Joined(const Register& r) {
        for (const auto& [id, p] : r.persons)
            if (!p.erased) number_.emplace(id, uint32_t(number_.size()));
        parent_.resize(number_.size());
        std::iota(parent_.begin(), parent_.end(), 0u);
        for (const auto& [id, m] : r.matches) {
            auto a = number_.find(m.first), b = number_.find(m.second);
            if (m.merged && a != number_.end() && b != number_.end()) parent_[root(a->second)] = root(b->second);
        }
    }
    // None for who is erased or was never registered.
    std::optional<uint32_t> of(const Id& person) {
        auto n = number_.find(person);
        if (n == number_.end()) return std::nullopt;
        return root(n->second);
    }

private:
    uint32_t root(uint32_t n) {
        while (parent_[n] != n) n = parent_[n] = parent_[parent_[n]];
        return n;
    }
    std::unordered_map<Id, uint32_t, IdHash> number_;
    std::vector<uint32_t> parent_;
};

class Listing {
public:
    Listing(const Register& r, const pack::Pack& pack, const ListsAsked& asked) : r_(r), pack_(pack), asked_(asked), joined_(r) {
        for (const auto& name : r.agencies) {
            const auto* agency = pack.agency(name);
            kind_.push_back(agency ? agency->kind : std::string());
            std::string list = asked.by_kind ? kind_.back() : name;
            auto at = std::find(lists_.begin(), lists_.end(), list);
            list_of_.push_back(uint16_t(at - lists_.begin()));
            if (at == lists_.end()) lists_.push_back(list), list_kind_.push_back(kind_.back());
        }
    }

    LedgerLists made() {
        read_persons();
        read_reports();
        read_cases();
        LedgerLists out;
        out.vague = vague_;
        for (const auto& [id, p] : r_.persons)
            out.erased += p.erased && std::any_of(p.findings.begin(), p.findings.end(), [&](auto& f) { return f.presumed && f.recorded >= asked_.from && f.recorded <= asked_.until; });
        for (const auto& [id, m] : r_.matches)
            if (m.not_same && !m.merged) out.not_same.emplace_back(PersonId{m.first}, PersonId{m.second});
        std::sort(out.not_same.begin(), out.not_same.end());
        choose(out);
        return out;
    }

private:
    bool within(const Deed& a) {
        if (a.first >= asked_.from && a.last <= asked_.until) return true;
        if (a.first <= asked_.until && a.last >= asked_.from) ++vague_;
        return false;
    }
    Being* being(const Id& person) {
        auto n = joined_.of(person);
        return n ? &beings_[*n] : nullptr;
    }
    void capture(Being& b, uint16_t list, const Deed& a) {
        if (within(a)) b.ties[list].captured = std::min(b.ties[list].captured, a.number);
    }

    void read_persons() {
        for (const auto& [id, p] : r_.persons) {
            auto* b = being(id);
            if (!b) continue;
            b->persons.push_back(id);
            for (const auto& f : p.findings) {
                if (f.act.first > asked_.until) continue;
                auto list = list_of_[f.agency];
                b->presumed |= f.presumed;
                if (f.presumed) capture(*b, list, f.act);
                auto& tie = b->ties[list];
                if (f.act.number > tie.last_finding) tie.last_finding = f.act.number, tie.found_not = !f.presumed;
            }
        }
    }
    void read_reports() {
        for (const auto& [id, r] : r_.reports)
            for (const auto& [person, by, act] : r.people) {
                auto* b = being(person);
                if (!b) continue;
                auto list = list_of_[by];
                b->ties[list].own = std::min(b->ties[list].own, act.number);
                capture(*b, list, act);
                if (act.number < b->form_from) b->form_from = act.number, b->form = r.form;
            }
    }
    void read_cases() {
        for (const auto& [id, c] : r_.cases) {
            auto* b = being(c.person);
            if (!b) continue;
            auto report = r_.reports.find(c.report);
            if (report != r_.reports.end() && list_of_[report->second.agency] != list_of_[c.lead]) {       // another's report, taken up
                auto& tie = b->ties[list_of_[c.lead]];
                tie.brought = std::min(tie.brought, report->second.number);
                capture(*b, list_of_[c.lead], c.opened);
            }
            for (const auto& [number, f] : c.referrals) {
                if (list_of_[f.from] == list_of_[f.to]) continue;
                auto& tie = b->ties[list_of_[f.to]];
                tie.brought = std::min(tie.brought, f.offered);
                if (f.accepted) capture(*b, list_of_[f.to], *f.accepted);
            }
        }
    }

    // In the order of the pack; a list that has too few is none.
    void choose(LedgerLists& out) {
        std::vector<int64_t> persons(lists_.size(), 0);
        for (const auto& [n, b] : beings_)
            if (b.presumed)
                for (const auto& [list, tie] : b.ties) persons[list] += tie.on();
        int64_t least = pack_.small_numbers.empty() ? 1 : pack_.small_numbers[0].below;
        std::vector<int> place(lists_.size(), -1);
        std::vector<uint16_t> order(lists_.size());
        std::iota(order.begin(), order.end(), uint16_t(0));
        std::sort(order.begin(), order.end(), [&](auto a, auto b) { return lists_[a] < lists_[b]; });
        for (auto list : order) {
            if (persons[list] == 0) continue;
            const auto* declared = pack_.estimate_list(list_kind_[list]);
            using Why = LeftOut::Why;
            if (declared && declared->enters && persons[list] >= least) {
                place[list] = int(out.lists.size());
                out.lists.push_back(lists_[list]);
            } else {
                out.left_out.push_back({lists_[list], persons[list], !declared ? Why::not_declared : !declared->enters ? Why::no_basis : Why::too_few, declared});
            }
        }
        if (out.lists.size() > size_t(prevalence::lists_max)) return;        // whoever asked is told
        for (const auto& [n, b] : beings_)
            if (b.presumed) add(out, b, place);
        std::sort(out.people.begin(), out.people.end(), [](auto& a, auto& b) { return a.persons < b.persons; });
    }
    void add(LedgerLists& out, const Being& b, const std::vector<int>& place) {
        OnLists one;
        uint64_t first = UINT64_MAX;
        Mask earliest = 0;
        for (const auto& [list, tie] : b.ties) {
            if (!tie.on() || place[list] < 0) continue;
            Mask bit = Mask(1u << place[list]);
            one.on = Mask(one.on | bit);
            if (tie.referred()) one.referred = Mask(one.referred | bit);
            if (tie.captured < first) first = tie.captured, earliest = bit;
        }
        if (!one.on) return;
        // Whose bringer is on no list here: the first capture stands for it.
        if (one.referred == one.on) one.referred = Mask(one.referred & ~earliest);
        for (const auto& p : b.persons) one.persons.push_back(PersonId{p});
        std::sort(one.persons.begin(), one.persons.end());
        out.merged += int64_t(one.persons.size()) - 1;
        one.stratum = stratum(b);
        out.people.push_back(std::move(one));
    }
    // By who was registered first, and the first report.
    std::string stratum(const Being& b) {
        const Register::Person* first = nullptr;
        for (const auto& id : b.persons)
            if (const auto& p = r_.persons.at(id); !first || p.registered < first->registered) first = &p;
        std::string s;
        for (const auto& by : asked_.by) {
            const std::string& value = by == "sex" ? first->gender : by == "age" ? first->age_band : b.form;
            s += (s.empty() ? "" : ", ") + by + "=" + (value.empty() ? "unknown" : value);
        }
        return s;
    }

    const Register& r_;
    const pack::Pack& pack_;
    const ListsAsked& asked_;
    Joined joined_;
    std::vector<std::string> kind_, lists_, list_kind_;
    std::vector<uint16_t> list_of_;                  // by agency
    std::map<uint32_t, Being> beings_;
    int64_t vague_ = 0;
};

}  // namespace

Result<LedgerLists> lists_of(Folder& f, const Moment& m, const ListsAsked& asked) {
    Register r = TRY(read_register(f, m.last));
    return Listing(r, *f.pack(), asked).made();
}

prevalence::Input input_of(const LedgerLists& l, const ListsAsked& asked, const prevalence::Partition* partition) {
    struct One { Mask on = 0, rest = 0; const std::string* stratum = nullptr; };
    std::vector<One> ones;
    std::unordered_map<uint32_t, size_t> place;
    for (size_t i = 0; i < l.people.size(); ++i) {
        auto at = place.try_emplace(partition ? (*partition)[i] : uint32_t(i), ones.size()).first->second;
        if (at == ones.size()) ones.emplace_back();
        auto& one = ones[at];
        const auto& p = l.people[i];
        one.on = Mask(one.on | p.on);
        one.rest = Mask(one.rest | (p.on & ~p.referred));
        if (!one.stratum) one.stratum = &p.stratum;
    }
    auto empty = [&] { return *prevalence::from_counts(l.lists, std::vector<int64_t>(size_t(1) << l.lists.size(), 0)); };
    auto add = [](prevalence::Overlaps& o, Mask m) { ++o.count[m], ++o.known; };
    prevalence::Input in;
    in.all = empty();
    in.independent = empty();
    std::map<std::string, prevalence::Overlaps> strata;
    for (const auto& one : ones) {
        add(in.all, one.on);
        add(in.independent, one.rest);
        in.referred += one.rest != one.on;
        in.overlapping_by_referral += std::popcount(one.on) > 1 && std::popcount(one.rest) == 1;
        if (!asked.by.empty()) add(strata.try_emplace(*one.stratum, empty()).first->second, one.on);
    }
    in.overlapping = in.all.on_two_or_more();
    for (auto& [name, o] : strata) in.strata.push_back({name, std::move(o)});
    return in;
}

std::string table_of(const LedgerLists& l, const ListsAsked& asked) {
    std::map<std::tuple<Mask, Mask, std::string>, int64_t> rows;
    for (const auto& p : l.people) ++rows[{p.on, p.referred, p.stratum}];
    std::string out;
    for (const auto& name : l.lists) out += name + ",";
    if (!asked.by.empty()) out += "group,";
    out += "referred,count\n";
    for (const auto& [row, n] : rows) {
        const auto& [on, referred, stratum] = row;
        std::string by;
        for (size_t i = 0; i < l.lists.size(); ++i) {
            out += on >> i & 1 ? "1," : "0,";
            if (referred >> i & 1) by += (by.empty() ? "" : "+") + l.lists[i];
        }
        if (!asked.by.empty()) out += "\"" + stratum + "\",";
        out += (by.empty() ? "0" : by) + "," + std::to_string(n) + "\n";
    }
    return out;
}

Result<std::vector<prevalence::Link>> links_of(Folder& f, const app::Asked& asked, const LedgerLists& l) {
    constexpr size_t likely_max = 10;
    TRY(f.people_known());
    Moment m = TRY(Moment::of(f, asked));
    std::unique_ptr<PersonIndex> then;
    if (m.last != UINT64_MAX) then = TRY(index_then(f, m));
    auto& index = then ? *then : f.likely();
    std::unordered_map<Id, uint32_t, IdHash> place;
    for (uint32_t i = 0; i < l.people.size(); ++i)
        for (const auto& p : l.people[i].persons) place.emplace(p.value, i);
    auto pair = [](uint32_t a, uint32_t b) { return std::pair(std::min(a, b), std::max(a, b)); };
    std::set<std::pair<uint32_t, uint32_t>> two;
    for (const auto& [a, b] : l.not_same)
        if (auto x = place.find(a.value), y = place.find(b.value); x != place.end() && y != place.end()) two.insert(pair(x->second, y->second));
    std::map<std::pair<uint32_t, uint32_t>, float> bits;
    for (uint32_t i = 0; i < l.people.size(); ++i)
        for (const auto& p : l.people[i].persons) {
            auto row = TRY(domain::get<domain::PersonRow>(*m.rows, {domain::value(p)}));
            if (!row) continue;
            auto likeness = TRY(likeness_of(*row, f.opener()));
            auto known = [&](const PersonId& other) { return PersonIndex::May{place.count(other.value) > 0, true}; };
            for (const auto& likely : index.ask(p, likeness, likely_max, known)) {
                uint32_t j = place.at(likely.person.value);
                if (j == i || two.count(pair(i, j))) continue;
                auto at = bits.try_emplace(pair(i, j), likely.bits).first;
                at->second = std::max(at->second, likely.bits);
            }
        }
    std::vector<prevalence::Link> out;
    for (const auto& [between, b] : bits) out.push_back({between.first, between.second, std::exp2(std::clamp(double(b), -30.0, 30.0))});
    return out;
}

}  // namespace soria::app
