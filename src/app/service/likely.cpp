#include "app/service/likely.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "engines/matching/fold.hpp"

namespace soria::app {
namespace {

using matching::Kind;
using matching::Model;

struct Column { std::string_view header, name; Kind kind; };
// By Compared.
constexpr Column columns[] = {{"given", "given-name", Kind::given}, {"surname", "surname", Kind::surname}, {"born", "born", Kind::date},
                              {"citizenship", "citizenship", Kind::country}, {"sex", "gender", Kind::sex}, {"phone", "phone", Kind::phone},
                              {"mail", "mail", Kind::email}};

// Assumptions, the same in every register: a pair taken blindly is one person once in ten thousand; and what is shown to a
// person has one chance in four.
constexpr double one_in_pairs = 1e-4, shown_from = 0.25;
constexpr double looked_at_from = 2e-4;            // what differs in contact may weigh nothing later: some ten bits of room
constexpr size_t looked_at_max = 2000;
constexpr size_t shared_by = 3;

// What a row may agree in to be looked at.
std::vector<matching::Pass> passes(const std::function<uint8_t(Compared)>& at) {
    using namespace matching;
    using C = Compared;
    std::vector<std::vector<std::pair<C, uint8_t>>> wanted{
        {{C::given, sound}, {C::surname, sound}}, {{C::given, whole}, {C::surname, whole}}, {{C::surname, sound}, {C::given, start}},
        {{C::given, sound}, {C::surname, start}}, {{C::surname, sound}, {C::born, year}}, {{C::given, sound}, {C::born, year}},
        {{C::surname, whole}, {C::born, year}}, {{C::given, whole}, {C::born, year}}, {{C::born, month_day}, {C::born, year}, {C::gender, whole}},
        {{C::surname, sound}, {C::born, month_day}}, {{C::given, sound}, {C::born, month_day}}, {{C::phone, whole}}, {{C::mail, whole}},
        {{C::given, bones}, {C::born, year}}, {{C::surname, bones}, {C::born, year}}, {{C::given, bones}, {C::surname, bones}}};
    std::vector<Pass> out;
    for (const auto& w : wanted) {
        Pass p;
        for (auto [c, part] : w) p.parts.emplace_back(at(c), part);
        out.push_back(std::move(p));
    }
    return out;
}

// Of what somebody wrote about how to reach the person: a telephone's digits, an address with an @.
std::string phone_in(std::string_view s) {
    std::string digits;
    for (char c : s) {
        if (std::isdigit(static_cast<unsigned char>(c))) digits += c;
        else if (c != ' ' && c != '-' && c != '(' && c != ')') {
            if (digits.size() >= 7) break;
            digits.clear();
        }
    }
    return digits.size() >= 7 ? digits : std::string();
}
std::string mail_in(std::string_view s) {
    size_t at = s.find('@');
    if (at == std::string_view::npos) return {};
    auto blank = [](char c) { return c == ' ' || c == ',' || c == ';' || c == '\n' || c == '<' || c == '>'; };
    size_t from = at, to = at;
    while (from > 0 && !blank(s[from - 1])) --from;
    while (to < s.size() && !blank(s[to])) ++to;
    return std::string(s.substr(from, to - from));
}

// The engine's levels as a person reads them: values of the pack's list `agreement`.
std::string agreement(Kind kind, uint8_t level, bool swapped, bool vague) {
    using namespace matching;
    if (swapped) return level == matching::other ? "other" : "swapped";
    if (level == exact) return vague ? "vague" : "same";
    if (level == matching::other) return "other";
    if (family_of(kind) == Family::date) switch (level) {
        case day_month_swapped: return "day-month-swapped";
        case one_digit: case two_digits: return "a-digit";
        case day_unknown: return "vague";
        default: return "year-or-day";
    }
    if (level_of_sound(family_of(kind), level)) return "sounds";
    return level == matching::part || level == initial ? "part" : "nearly";
}
bool vague_day(std::string_view born) { return born.size() < 10 || born.substr(4) == "-01-01"; }

}  // namespace

std::string likeness_day(const std::optional<Happened>& h) { return h ? h->text() : std::string(); }
std::string_view name_of(Compared c) { return columns[size_t(c)].name; }
bool of_contact(Compared c) { return c == Compared::phone || c == Compared::mail; }

std::string_view weight_word(float bits) {
    if (bits >= 6) return "strongly-for";
    if (bits >= 3) return "for";
    if (bits > 0.5) return "a-little-for";
    if (bits >= -0.5) return "nothing";
    return bits > -3 ? "a-little-against" : "against";
}

PersonIndex::PersonIndex() {
    std::string csv = "unique_id";
    matching::LoadOptions o;
    o.guests = true;
    for (const auto& c : columns) csv += "," + std::string(c.header), o.kinds.emplace_back(c.header, c.kind);
    csv += "\nnobody" + std::string(std::size(columns), ',') + "\n";
    matching::Memory memory;
    matching::Loader loader(o, matching::run_here, memory);
    if (!loader.begin_file() || !loader.feed(csv) || !loader.end_file()) return;
    auto table = loader.table();
    if (!table) return;
    Model m;
    for (const auto& a : table->attributes) {
        m.attributes.push_back(matching::first_guess(a));
        for (size_t c = 0; c < std::size(columns); ++c)
            if (a.name == columns[c].header) columns_.push_back(Compared(c));
    }
    m.prior = one_in_pairs;
    m.passes = passes([&](Compared c) { return uint8_t(std::find(columns_.begin(), columns_.end(), c) - columns_.begin()); });
    auto built = matching::Index::build(std::move(*table), std::move(m), matching::run_here, memory);
    if (!built) return;
    index_ = std::move(*built);
    index_->remove(0);
    rows_.emplace_back();
}

matching::Index::Person PersonIndex::as_person(const Likeness& l) const {
    auto comma = l.full_name.find(',');
    std::string name = comma == std::string::npos ? l.full_name : l.full_name.substr(comma + 1) + " " + l.full_name.substr(0, comma);
    while (!name.empty() && name.back() == ' ') name.pop_back();
    // Chinese, Japanese and Korean names are written without a blank between their parts; transliterated they have one.
    if (name.find(' ') == std::string::npos && !matching::unvowelled(name)) name = matching::fold(name.substr(0, matching::cell_bytes_max));
    auto last = name.rfind(' ');
    matching::Index::Person p;
    for (auto c : columns_) switch (c) {
        case Compared::given: p.push_back(last == std::string::npos ? name : name.substr(0, last)); break;
        case Compared::surname: p.push_back(last == std::string::npos ? "" : name.substr(last + 1)); break;
        case Compared::born: p.push_back(l.born); break;
        case Compared::citizenship: p.push_back(l.citizenship); break;
        case Compared::gender: p.push_back(l.gender); break;
        case Compared::phone: p.push_back(phone_in(l.contact)); break;
        case Compared::mail: p.push_back(mail_in(l.contact)); break;
    }
    return p;
}

void PersonIndex::put(const PersonId& id, const Likeness& l) {
    std::lock_guard lock(mutex_);
    if (!index_) return;
    if (auto known = row_of_.find(id.value); known != row_of_.end()) {
        index_->remove(known->second);
        row_of_.erase(known);
    }
    if (l.empty()) return;
    auto row = index_->add(id_text(id.value), as_person(l));
    if (!row) return;
    rows_.resize(*row + 1);
    rows_[*row] = id;
    row_of_[id.value] = *row;
}

void PersonIndex::remove(const PersonId& id) {
    std::lock_guard lock(mutex_);
    auto known = row_of_.find(id.value);
    if (known == row_of_.end()) return;
    index_->remove(known->second);
    row_of_.erase(known);
}

size_t PersonIndex::size() const {
    std::lock_guard lock(mutex_);
    return row_of_.size();
}

// The names in the other order.
matching::Index::Person PersonIndex::turned(matching::Index::Person p) const {
    size_t given = 0, surname = 0;
    for (size_t k = 0; k < columns_.size(); ++k) {
        if (columns_[k] == Compared::given) given = k;
        if (columns_[k] == Compared::surname) surname = k;
    }
    std::swap(p[given], p[surname]);
    return p;
}

// The two together, with the names in the order that fits better; that they changed places costs what the model says.
Likely PersonIndex::judge(const matching::Index::Person& p, uint32_t row, bool contact) {
    auto l = weigh(p, row, contact), other = weigh(turned(p), row, contact);
    other.bits += float(std::log2(index_->model().swapped));
    if (other.bits <= l.bits) return l;
    for (auto& g : other.grounds)
        if ((g.what == Compared::given || g.what == Compared::surname) && g.level != "other") g.level = "swapped";
    return other;
}

// As the engine weighs them; of contact nothing, where that is not the viewer's to know.
Likely PersonIndex::weigh(const matching::Index::Person& p, uint32_t row, bool contact) {
    Likely l{rows_[row], {}, index_->scorer().prior_bits()};
    float whole = l.bits;
    for (const auto& s : index_->explain(p, row)) {
        auto what = columns_[s.attribute];
        whole += s.bits;
        if (s.level == matching::unknown || (of_contact(what) && !contact)) continue;
        l.grounds.push_back({what, agreement(columns[size_t(what)].kind, s.level, s.crossed, what == Compared::born && vague_day(p[s.attribute])), s.bits});
        l.bits += s.bits;
    }
    // Where the engine holds the whole back (every name is another), so are the parts.
    float held = index_->score(p, row);
    if (held + 0.01f < whole) l.bits = std::min(l.bits, held);
    return l;
}

std::vector<uint32_t> PersonIndex::near(const matching::Index::Person& p) {
    std::vector<uint32_t> out;
    for (const auto& q : {p, turned(p)})
        for (const auto& c : index_->ask(q, looked_at_from, looked_at_max)) out.push_back(c.row);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Who has the same telephone or address, and whether everything else makes them somebody else.
std::vector<PersonIndex::Holder> PersonIndex::holders(const matching::Index::Person& p) {
    std::vector<Holder> out;
    for (auto what : {Compared::phone, Compared::mail}) {
        auto alone = p;
        for (size_t k = 0; k < columns_.size(); ++k)
            if (columns_[k] != what) alone[k].clear();
        for (const auto& c : index_->ask(alone, 1e-9, looked_at_max)) out.push_back({what, rows_[c.row], judge(p, c.row, false).bits < 0});
    }
    return out;
}

// What three or more hold, most of whom are otherwise not the person asked about, is a link between them.
void PersonIndex::discount_shared(std::vector<Likely>& all, const std::vector<Holder>& known) {
    for (auto what : {Compared::phone, Compared::mail}) {
        auto n = size_t(std::count_if(known.begin(), known.end(), [&](auto& h) { return h.what == what && h.another; }));
        if (n + 1 < shared_by) continue;
        for (auto& l : all)
            for (auto& g : l.grounds) {
                if (g.what != what || g.level != "same") continue;
                l.bits -= g.bits;
                g.bits = 0;
                g.level = "shared";
            }
    }
}

// Who may be meant is found first and, when the index is free again, asked about: whether a viewer may know of somebody takes time.
std::vector<Likely> PersonIndex::ask(const PersonId& but, const Likeness& who, size_t limit, const std::function<May(const PersonId&)>& may_use) {
    auto worth_showing = [](const Likely& l) { return matching::Scorer::probability(l.bits) >= shown_from; };
    std::vector<std::pair<Likely, Likely>> found;      // with what is said of contact, and without
    std::vector<Holder> held;
    if (!who.empty()) {
        std::lock_guard lock(mutex_);
        if (!index_) return {};
        auto p = as_person(who);
        held = holders(p);
        for (uint32_t row : near(p)) {
            if (rows_[row] == but) continue;
            auto with = judge(p, row, true), without = judge(p, row, false);
            if (worth_showing(with) || worth_showing(without)) found.emplace_back(std::move(with), std::move(without));
        }
    }
    std::vector<Likely> out;
    for (auto& [with, without] : found)
        if (auto may = may_use(with.person); may.known) out.push_back(std::move(may.contact ? with : without));
    std::erase_if(held, [&](const Holder& h) { return h.person == but || !may_use(h.person).contact; });
    discount_shared(out, held);
    std::erase_if(out, [&](const Likely& l) { return !worth_showing(l); });
    std::sort(out.begin(), out.end(), [](const Likely& a, const Likely& b) { return a.bits != b.bits ? a.bits > b.bits : a.person < b.person; });
    if (out.size() > limit) out.resize(limit);
    return out;
}

void MatchLinks::add(const MatchId& match, const PersonId& first, const PersonId& second) {
    std::lock_guard lock(mutex_);
    for (const auto& p : {first, second}) {
        auto& list = by_person_[p.value];
        if (std::find(list.begin(), list.end(), match) == list.end()) list.push_back(match);
    }
}

std::vector<MatchId> MatchLinks::of(const PersonId& p) const {
    std::lock_guard lock(mutex_);
    auto known = by_person_.find(p.value);
    return known == by_person_.end() ? std::vector<MatchId>{} : known->second;
}

}  // namespace soria::app
