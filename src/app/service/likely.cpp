#include "app/service/likely.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "engines/matching/names.hpp"

namespace soria::app {
namespace {

using matching::Kind;
using matching::Model;

struct Column { std::string_view header, name; Kind kind; };
// By Compared.
constexpr Column columns[] = {{"given", "given-name", Kind::given}, {"surname", "surname", Kind::surname}, {"born", "born", Kind::date},
                              {"citizenship", "citizenship", Kind::country}, {"sex", "gender", Kind::sex}, {"phone", "phone", Kind::phone},
                              {"mail", "mail", Kind::email}, {"document", "document", Kind::document}};

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
        {{C::surname, sound}, {C::born, month_day}}, {{C::given, sound}, {C::born, month_day}}, {{C::phone, whole}}, {{C::mail, whole}}, {{C::document, whole}},
        {{C::given, bones}, {C::born, year}}, {{C::surname, bones}, {C::born, year}}, {{C::given, bones}, {C::surname, bones}}};
    std::vector<Pass> out;
    for (const auto& w : wanted) {
        Pass p;
        for (auto [c, part] : w) p.parts.emplace_back(at(c), part);
        p.in_any_order = w == std::vector<std::pair<C, uint8_t>>{{C::given, whole}, {C::surname, whole}};     // names that changed places
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
    if (kind == Kind::document) return "nearly";
    if (family_of(kind) == Family::date) switch (level) {
        case day_month_swapped: return "day-month-swapped";
        case one_digit: case two_digits: return "a-digit";
        case day_unknown: return "vague";
        default: return "year-or-day";
    }
    if (level_of_sound(family_of(kind), level)) return "sounds";
    return level == matching::part || level == initial ? "part" : "nearly";
}
// Whether two numbers that differ say anything: who has a passport has an identity card too, and may have one of another country.
bool comparable(const Likeness::Document& a, const Likeness::Document& b) {
    return a.kind == b.kind && (a.country.empty() || b.country.empty() || a.country == b.country);
}
bool vague_day(std::string_view born) { return born.size() < 10 || born.substr(4) == "-01-01"; }

}  // namespace

std::string likeness_day(const std::optional<Happened>& h) { return h ? h->text() : std::string(); }
std::string_view name_of(const Ground& g) {
    if (g.by_other_name) return g.what == Compared::given ? "other-given-name" : "other-surname";
    return columns[size_t(g.what)].name;
}
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

size_t PersonIndex::column(Compared c) const { return size_t(std::find(columns_.begin(), columns_.end(), c) - columns_.begin()); }

PersonIndex::Asked PersonIndex::as_asked(const Likeness& l) const {
    Person base(columns_.size());
    base[column(Compared::born)] = l.born;
    base[column(Compared::citizenship)] = l.citizenship;
    base[column(Compared::gender)] = l.gender;
    base[column(Compared::phone)] = phone_in(l.contact);
    base[column(Compared::mail)] = mail_in(l.contact);
    Asked a;
    a.documents = l.documents;
    a.named = !l.full_name.empty();
    auto add = [&](matching::NameParts name) {
        base[column(Compared::given)] = std::move(name.given);
        base[column(Compared::surname)] = std::move(name.surname);
        a.names.push_back(base);
    };
    auto full = matching::given_and_surname(l.full_name);
    if (a.named || l.other_names.empty()) add(full);
    for (const auto& other : l.other_names) {
        add(matching::called_so(matching::given_and_surname(other), full));
    }
    return a;
}

PersonIndex::Person PersonIndex::with_document(Person p, const std::string& number) const {
    p[column(Compared::document)] = number;
    return p;
}

// With nothing but that.
PersonIndex::Person PersonIndex::alone(const Asked& a, Compared what, const std::string& number) const {
    Person p(columns_.size());
    p[column(what)] = what == Compared::document ? number : a.names[0][column(what)];
    return p;
}

void PersonIndex::put(const PersonId& id, const Likeness& l) {
    std::lock_guard lock(mutex_);
    if (!index_) return;
    take_out(id.value);
    if (l.empty()) return;
    auto a = as_asked(l);
    Rows rows{uint32_t(rows_.size()), uint8_t(a.names.size()), uint8_t(a.documents.size()), a.named};
    for (uint32_t k = 0; k < rows.all(); ++k) {
        size_t documents = std::max<size_t>(rows.documents, 1), document = k % documents;
        auto row = index_->add(id_text(id.value), with_document(a.names[k / documents], rows.documents ? a.documents[document].number : std::string()));
        if (!row || *row != rows.first + k) {                    // there is no more room
            for (uint32_t gone = 0; gone < k; ++gone) index_->remove(rows.first + gone);
            return;
        }
        rows_.push_back(id);
    }
    rows_of_[id.value] = rows;
    if (rows.documents) documents_of_[id.value] = std::move(a.documents);
}

void PersonIndex::take_out(const Id& id) {
    auto known = rows_of_.find(id);
    if (known == rows_of_.end()) return;
    for (uint32_t k = 0; k < known->second.all(); ++k) index_->remove(known->second.first + k);
    rows_of_.erase(known);
    documents_of_.erase(id);
}

void PersonIndex::remove(const PersonId& id) {
    std::lock_guard lock(mutex_);
    take_out(id.value);
}

size_t PersonIndex::size() const {
    std::lock_guard lock(mutex_);
    return rows_of_.size();
}

// The names in the other order.
PersonIndex::Person PersonIndex::turned(Person p) const {
    std::swap(p[column(Compared::given)], p[column(Compared::surname)]);
    return p;
}

// Of all pairs of documents the one that says most for one person. What differs says something only where the two can be compared.
PersonIndex::Pair PersonIndex::best_documents(const Asked& a, const PersonId& id, const Rows& rows, bool agreeing, const std::set<int>& but) {
    Pair best;
    for (size_t mine = 0; mine < a.documents.size(); ++mine) {
        if (but.count(int(mine))) continue;
        auto p = alone(a, Compared::document, a.documents[mine].number);
        for (size_t theirs = 0; theirs < rows.documents; ++theirs)
            for (const auto& s : index_->explain(p, rows.row(0, theirs))) {
                if (columns_[s.attribute] != Compared::document || s.level == matching::unknown) continue;
                bool same = s.level == matching::exact, agrees = same || (s.bits > 0 && s.level != matching::other);
                bool counts = same || comparable(a.documents[mine], documents_of_.at(id.value)[theirs]);
                if (counts && (agrees || !agreeing) && (best.mine < 0 || s.bits > best.bits)) best = {int(mine), int(theirs), s.bits, same};
            }
    }
    return best;
}

// Two persons by the names and the documents of each that fit best; nothing is counted twice.
PersonIndex::Judged PersonIndex::judge(const Asked& a, const PersonId& id, bool contact, Documents documents, const std::set<int>& but) {
    const auto& rows = rows_of_.at(id.value);
    Pair pair;
    if (documents != Documents::none) pair = best_documents(a, id, rows, documents == Documents::agreeing, but);
    auto number = pair.mine < 0 ? std::string() : a.documents[size_t(pair.mine)].number;
    Judged best;
    for (size_t mine = 0; mine < a.names.size(); ++mine)
        for (size_t theirs = 0; theirs < rows.names; ++theirs) {
            auto l = judge_row(with_document(a.names[mine], number), rows.row(theirs, size_t(pair.theirs)), contact);
            if (mine + theirs > 0 && l.bits <= best.likely.bits) continue;
            bool other = mine > 0 || theirs > 0 || !a.named || !rows.named;
            for (auto& g : l.grounds) g.by_other_name = other && (g.what == Compared::given || g.what == Compared::surname);
            best.likely = std::move(l);
        }
    if (pair.same) best.document = pair.mine;
    return best;
}

// The two together, with the names in the order that fits better; that they changed places costs what the model says.
Likely PersonIndex::judge_row(const Person& p, uint32_t row, bool contact) {
    auto l = weigh(p, row, contact), other = weigh(turned(p), row, contact);
    other.bits += float(std::log2(index_->model().swapped));
    if (other.bits <= l.bits) return l;
    for (auto& g : other.grounds)
        if ((g.what == Compared::given || g.what == Compared::surname) && g.level != "other") g.level = "swapped";
    return other;
}

// As the engine weighs them; of contact nothing, where that is not the viewer's to know.
Likely PersonIndex::weigh(const Person& p, uint32_t row, bool contact) {
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

// Who may be that person: by each name, and by each document.
std::vector<PersonId> PersonIndex::near(const Asked& a) {
    std::vector<PersonId> out;
    auto look = [&](const Person& p) {
        for (const auto& c : index_->ask(p, looked_at_from, looked_at_max)) out.push_back(rows_[c.row]);
    };
    for (const auto& p : a.names) look(p), look(turned(p));
    for (const auto& d : a.documents) look(alone(a, Compared::document, d.number));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Who has the same telephone, address or document, and whether everything else makes them somebody else.
std::vector<PersonIndex::Holder> PersonIndex::holders(const Asked& a) {
    std::vector<Holder> out;
    auto look = [&](Compared what, int document) {
        std::set<PersonId> seen;
        auto p = alone(a, what, document < 0 ? std::string() : a.documents[size_t(document)].number);
        for (const auto& c : index_->ask(p, 1e-9, looked_at_max))
            if (const auto& id = rows_[c.row]; seen.insert(id).second)
                out.push_back({what, id, judge(a, id, false, document < 0 ? Documents::all : Documents::none).likely.bits < 0, document});
    };
    look(Compared::phone, -1);
    look(Compared::mail, -1);
    for (size_t d = 0; d < a.documents.size(); ++d) look(Compared::document, int(d));
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
    std::vector<std::pair<Judged, Judged>> found;      // with what is said of contact, and without
    std::vector<Holder> held;
    Asked a;
    if (!who.empty()) {
        std::lock_guard lock(mutex_);
        if (!index_) return {};
        a = as_asked(who);
        held = holders(a);
        for (const auto& id : near(a)) {
            if (id == but) continue;
            auto with = judge(a, id, true), without = judge(a, id, false);
            if (worth_showing(with.likely) || worth_showing(without.likely)) found.emplace_back(std::move(with), std::move(without));
        }
    }
    std::erase_if(held, [&](const Holder& h) {
        auto may = may_use(h.person);
        return h.person == but || !(h.document < 0 ? may.contact : may.known);
    });
    std::set<int> links;                               // documents that several hold
    for (int d = 0; d < int(a.documents.size()); ++d)
        if (size_t(std::count_if(held.begin(), held.end(), [&](auto& h) { return h.document == d && h.another; })) + 1 >= shared_by) links.insert(d);
    std::vector<Likely> out;
    for (auto& [with, without] : found) {
        auto may = may_use(with.likely.person);
        if (!may.known) continue;
        auto& j = may.contact ? with : without;
        if (links.count(j.document)) {
            std::lock_guard lock(mutex_);
            auto id = j.likely.person;
            if (!rows_of_.count(id.value)) continue;
            j = judge(a, id, may.contact, Documents::agreeing, links);
            auto of_document = [](const Ground& g) { return g.what == Compared::document; };
            if (std::none_of(j.likely.grounds.begin(), j.likely.grounds.end(), of_document)) j.likely.grounds.push_back({Compared::document, "shared", 0});
        }
        out.push_back(std::move(j.likely));
    }
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
