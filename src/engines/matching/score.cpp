#include "engines/matching/score.hpp"

#include <algorithm>
#include <cmath>

#include "engines/matching/rules.hpp"

namespace soria::matching {
namespace {

// Of the rows that have a value, so many are of other persons than the first two that are seen with it: names follow a law of
// few large and many small, and a value seen twice is seldom two persons' (absolute discounting, as for words of a language).
constexpr double discount = 0.6;

// No house or telephone outweighs that every name is another: such people live together. Only what is a person's own does: a
// document, or a day of birth that is not 1 January. Log2 of the odds.
constexpr float other_person = -5;

constexpr double years_of_birth = 40;      // that people may be of

constexpr double guessed_rows = 200;       // that the first guess counts for, where a value is rare and the file small
// A document has one number of its own, in a small file as in a large: where two rows at most have it, it is as rare as in so many rows.
// Assumption: a pair that was taken blindly, of which one in ten thousand is one person, is more likely one than not by the number alone.
constexpr double rows_of_documents = 20'000;

double frequency(uint32_t count, double copies, double rows, double guess, double rows_least = 1) {
    double others = count > 2 ? double(count) - 2 : 0, trust = guessed_rows / (1 + others);
    return std::min(1.0, (others + (1 - discount) * copies + trust * guess) / std::max(std::max(rows, 1.0) + trust, others > 0 ? 1.0 : rows_least));
}
// Two numbers of one kind, neither cut short: of one length, and not shorter than documents are (assumption).
bool are_numbers(const Value& a, const Value& b) { return a.size == b.size && a.size >= 6; }
float ratio(double m, double u) { return float(std::log2(std::max(m, 1e-9) / std::max(u, 1e-12))); }
// A level that is hardly ever seen, in one person's rows or in two's, says little.
constexpr double unsure = 2e-6;
float near_ratio(double m, double u) { return ratio(m + unsure, u + unsure); }

}  // namespace

double Scorer::probability(float b) { return 1 / (1 + std::exp2(-double(b))); }
float Scorer::bits_of(double p) {
    p = std::min(std::max(p, 1e-12), 1 - 1e-12);
    return float(std::log2(p / (1 - p)));
}

Scorer::Scorer(const Table& t, const Model& model, const Distinct& distinct)
    : table_(t), model_(model), width_(t.width()), given_(t.find(Kind::given)), surname_(t.find(Kind::surname)), alias_(t.find(Kind::alias)),
      prior_bits_(bits_of(model.prior)), swapped_bits_(float(std::log2(std::max(model.swapped, 1e-6)))) {
    for (int k : {given_, surname_})
        if (k >= 0) names_ |= 1u << k;
    if (surname_ < 0) given_ = -1;
    if (given_ < 0) surname_ = -1;
    learnt_ = model.attributes;
    links_.resize(width_);
    level_bits_.resize(width_);
    worth_.resize(width_);
    for (size_t k = 0; k < width_; ++k) {
        pool(k);
        const auto& l = learnt_[k];
        family_[k] = family_of(l.kind);
        for (size_t v = 1; v < levels_count; ++v) level_bits_[k][v] = level_used(family_[k], uint8_t(v)) ? near_ratio(l.m[v], l.u[v]) : 0;
        // A different value never speaks for one person.
        level_bits_[k][other] = std::min(level_bits_[k][other], 0.0f);
        for (size_t v = 2; v < other; ++v) level_bits_[k][v] = near_bits(k, uint8_t(v), 0);
        best_[k] = -1e9f;
        for (size_t v = 2; v < levels_count; ++v)
            if (level_used(family_[k], uint8_t(v))) best_[k] = std::max(best_[k], level_bits_[k][v]);
        // Rows that are the same in everything count once: they say nothing of how frequent a value is among people.
        auto counts = t.counts[k];
        for (auto [copy, of] : distinct.copies) --counts[t.row(copy)[k]];
        double least = l.kind == Kind::document ? rows_of_documents : 1;
        double copies = 1 + model.matches_per_row * l.m[exact], rows = 0, guess = first_guess(t.attributes[k]).u[exact];
        for (size_t c = 1; c < counts.size(); ++c) rows += counts[c];
        worth_[k].resize(counts.size());
        for (size_t c = 1; c < counts.size(); ++c) {
            double seen = frequency(counts[c], copies, rows, guess, least), once_more = frequency(counts[c] + 1, copies, rows, guess);
            worth_[k][c] = is_vague(k, c) ? year_alone(k, std::max(seen, once_more)) : worth_of(k, seen, once_more);
        }
        rare_[k] = worth_of(k, frequency(0, copies, rows, guess, least), frequency(1, copies, rows, guess));
    }
    order_attributes();
    if (mail_of_names()) mail_ = t.find(Kind::email);
}

// Two levels of which one is nearer must not be worth less for it: where they were learnt so, they are one level.
void Scorer::pool(size_t k) {
    constexpr std::pair<uint8_t, uint8_t> of_words[] = {{edit_long, edits_long}, {edit_middle, edits_middle}, {sound_long, sound_short}};
    constexpr std::pair<uint8_t, uint8_t> of_dates[] = {{two_digits, same_year}, {one_digit, two_digits}, {same_month, same_year}, {day_unknown, same_year}};
    auto& l = learnt_[k];
    auto family = family_of(l.kind);
    if (family == Family::plain) return;
    auto join = [&](uint8_t nearer, uint8_t farther) {
        if (l.m[nearer] * l.u[farther] >= l.m[farther] * l.u[nearer]) return;
        l.m[nearer] = l.m[farther] = l.m[nearer] + l.m[farther];
        l.u[nearer] = l.u[farther] = l.u[nearer] + l.u[farther];
    };
    if (family == Family::words)
        for (auto [nearer, farther] : of_words) join(nearer, farther);
    else
        for (auto [nearer, farther] : of_dates) join(nearer, farther);
}

// Whether the e-mails are made of the names: then they say little that the names do not say.
bool Scorer::mail_of_names() const {
    int mail = table_.find(Kind::email);
    if (mail < 0 || names_ == 0) return false;
    constexpr size_t rows_asked = 2000, letters_min = 3;
    size_t step = std::max<size_t>(1, table_.rows / rows_asked), asked = 0, made = 0;
    for (size_t r = 0; r < table_.rows; r += step) {
        const uint32_t* row = table_.row(r);
        bool known = false, in = false;
        if (!row[mail]) continue;
        auto text = table_.store(size_t(mail)).text(row[mail]);
        auto local = text.substr(0, text.find('@'));
        for (size_t k = 0; k < width_; ++k) {
            if (!is_compared_name(k) || !row[k]) continue;
            auto name = table_.store(k).text(row[k]);
            known |= name.size() >= letters_min;
            in |= name.size() >= letters_min && local.find(name) != std::string_view::npos;
        }
        asked += known;
        made += known && in;
    }
    return asked > 0 && made * 2 > asked;
}

Scorer::Worth Scorer::worth_of(size_t k, double p, double with_one_more) const {
    float worth = ratio(learnt_[k].m[exact], p), near = 0;
    // Agreeing wholly is never worth less than agreeing nearly, or than not knowing.
    for (size_t v = 2; v < other; ++v)
        if (level_used(family_[k], uint8_t(v))) near = std::max(near, near_bits(k, uint8_t(v), p));
    return {std::max({worth, near, 0.0f}), float(with_one_more)};
}

// A year alone, or its 1 January, is many people's, however seldom it was seen.
bool Scorer::is_vague(size_t k, size_t code) const { return family_[k] == Family::date && (table_.store(k).values[code].flags & (Value::new_year | Value::partial)); }
Scorer::Worth Scorer::year_alone(size_t k, double seen) const {
    double p = std::max(seen, 1 / years_of_birth);
    return worth_of(k, p, p);
}

// A value near to a frequent one is often that one, mistyped.
float Scorer::near_bits(size_t k, uint8_t level, double p) const {
    if (family_[k] == Family::plain || !level_used(family_[k], level)) return 0;
    const auto& l = learnt_[k];
    double m = l.m[level], u = l.u[level];
    if (level == consonants) {
        auto guess = first_guess(table_.attributes[k]);
        m = std::max(m, guess.m[level]), u = std::max(u, guess.u[level]);
    }
    float least = level_of_sound(family_[k], level) ? 0 : level_bits_[k][other];
    return std::max(least, near_ratio(m, u + m * p));
}

void Scorer::grow() {
    for (size_t k = 0; k < width_; ++k) {
        const auto& values = table_.store(k).values;
        size_t known = worth_[k].size();
        worth_[k].resize(values.size(), rare_[k]);
        if (family_[k] != Family::date) continue;
        for (size_t c = known; c < values.size(); ++c)
            if (is_vague(k, c)) worth_[k][c] = year_alone(k, rare_[k].frequency);
    }
}

void Scorer::order_attributes() {
    for (size_t k = 0; k < width_; ++k) order_[k] = uint8_t(k);
    // Dates are cheap to compare; of the others, what a difference would change most comes first.
    auto first = [&](uint8_t k) { return (family_[k] == Family::words ? 0 : 100) + best_[k] - level_bits_[k][other]; };
    std::stable_sort(order_.begin(), order_.begin() + long(width_), [&](uint8_t x, uint8_t y) { return first(x) > first(y); });
}

size_t Scorer::bytes() const {
    size_t n = 0;
    for (const auto& w : worth_) n += w.capacity() * sizeof(Worth);
    return n;
}

void Scorer::take_off(size_t attribute, uint32_t code, float off) {
    if (model_.rules) links_[attribute].insert(code);
    auto& w = worth_[attribute][code].exact;
    w = std::max(0.0f, w - off);
}

void Scorer::not_rarer(size_t k, uint32_t code, double p) {
    auto& w = worth_[k][code];
    w.frequency = std::max(w.frequency, float(p));
    w.exact = std::min(w.exact, worth_of(k, p, p).exact);
}

float Scorer::pair_bits(size_t k, uint8_t level, uint32_t a, uint32_t b) const {
    if (level == unknown) return 0;
    if (level == exact) return worth_[k][a].exact;
    if (level == other || family_[k] == Family::plain) return level_bits_[k][level];
    const Worth &x = worth_[k][a], &y = worth_[k][b];
    // What is near to a value is never worth more than that value, which may be shared by several people.
    float least = level_of_sound(family_[k], level) ? 0 : level_bits_[k][other];
    return std::max(least, std::min({near_bits(k, level, std::max(x.frequency, y.frequency)), x.exact, y.exact}));
}

float Scorer::bits(size_t k, uint32_t a, uint32_t b) const { return pair_bits(k, level_of(family_[k], table_.store(k), a, b), a, b); }

// One's alias is the other's given name: the names together, with the alias in the given name's place.
float Scorer::alias_bits(const uint32_t* a, const uint32_t* b) const {
    float most = -1e9f;
    if (alias_ < 0) return most;
    for (auto [x, y] : {std::pair{a[alias_], b[given_]}, {b[alias_], a[given_]}})
        if (x && x == y) most = std::max(most, std::min(worth_[size_t(alias_)][x].exact, worth_[size_t(given_)][x].exact));
    return most < 0 ? most : most + bits(size_t(surname_), a[surname_], b[surname_]);
}

float Scorer::cross_bits(const uint32_t* a, const uint32_t* b) const {
    float sum = swapped_bits_;
    for (auto [x, y] : {std::pair{a[given_], b[surname_]}, {a[surname_], b[given_]}}) {
        if (!x || !y) continue;
        sum += std::min(bits(size_t(given_), x, y), bits(size_t(surname_), x, y));
    }
    return sum;
}

// Whether names that differ are outweighed by something of the person's own: a document that is not shared (where every name is another
// and the day of birth is invented too, the document may have gone from hand to hand), or a day of birth that is not 1 January. A surname
// may change, so a given name may do where no day is known of either; a surname is a family's. Twins have one day: where most pairs with another
// given name and another document, further than some letters away, are twins, it is not a person's own.
bool Scorer::own_agrees(const uint32_t* a, const uint32_t* b) const {
    bool given = false, named = false, document = false, other_day = false, invented_day = false, same_day = false, other_given = false, other_document = false;
    for (size_t k = 0; k < width_; ++k) {
        if (a[k] == 0 || b[k] == 0) continue;
        auto kind = learnt_[k].kind;
        if (kind != Kind::document && kind != Kind::date && !is_compared_name(k)) continue;
        const auto& store = table_.store(k);
        uint8_t level = level_of(family_[k], store, a[k], b[k]);
        if (kind == Kind::document) {
            document |= level != other && pair_bits(k, level, a[k], b[k]) > 0;
            other_document |= level == other && are_numbers(store.values[a[k]], store.values[b[k]]);
        } else if (kind == Kind::date) {
            bool vague = (store.values[a[k]].flags | store.values[b[k]].flags) & (Value::new_year | Value::partial);
            same_day |= !vague && level <= two_digits;
            invented_day |= vague;
            other_day |= level != exact && level != day_unknown;
        } else {
            named |= level != other;
            given |= int(k) == given_ && level != other;
            other_given |= int(k) == given_ && level == other;
        }
    }
    constexpr double most = 0.5;
    bool twins = model_.apart < most && other_given && other_document && !document;
    if (same_day && !twins) return true;
    return (document && (named || !invented_day)) || (given && !other_day && !invented_day);
}

// Who has one name is often written down with it twice: where it is the other's given name or surname, what else the other is called says nothing
// against it. Its standing in both places counts as a name out of its place does: else names that changed places, capped by this (made_straight), would
// join nobody who agrees in nothing else.
float Scorer::twice_bits(const uint32_t* a, const uint32_t* b) const {
    float most = -1e9f;
    for (auto [twice, one] : {std::pair{a, b}, {b, a}}) {
        if (!twice[given_] || twice[given_] != twice[surname_]) continue;
        for (auto [same, rest] : {std::pair{given_, surname_}, {surname_, given_}})
            if (one[same] == twice[same])
                most = std::max(most, worth_[size_t(same)][one[same]].exact + std::max({0.0f, bits(size_t(rest), one[rest], twice[rest]), swapped_bits_ + worth_[size_t(rest)][twice[rest]].exact}));
    }
    return most;
}

float Scorer::names_bits(const uint32_t* a, const uint32_t* b, float straight) const {
    return crosses(a, b) ? std::max({straight, cross_bits(a, b), alias_bits(a, b), twice_bits(a, b)}) : straight;
}

float Scorer::by_rules(const uint32_t* a, const uint32_t* b, uint32_t left_out) const { return float(model_.rules->bits(table_, links_, a, b, left_out)); }

float Scorer::full(const uint32_t* a, const uint32_t* b) const {
    if (model_.rules) return prior_bits_ + by_rules(a, b, 0);
    float sum = as_they_stand(a, b);
    return sum >= at_least_ && crosses(a, b) ? std::min(sum, made_straight(a, b)) : sum;
}

// Names that agree crosswise are worth no more than when one of the two rows' names is made the other's in its own place: else a name that agrees
// straight, where it took the place of one that agreed crosswise, would lower the score.
float Scorer::made_straight(const uint32_t* a, const uint32_t* b) const {
    float least = 1e9f;
    std::array<uint32_t, attributes_max> row{};
    for (auto [from, to] : {std::pair{a, b}, {b, a}})
        for (int k : {given_, surname_, alias_}) {
            if (k < 0 || from[k] == 0 || from[k] == to[k]) continue;
            std::copy_n(to, width_, row.begin());
            row[size_t(k)] = from[k];
            least = std::min(least, full(from, row.data()));
        }
    return least;
}

float Scorer::as_they_stand(const uint32_t* a, const uint32_t* b) const {
    float sum = prior_bits_, hope = 0, names = 0, mail = 0;
    std::array<uint8_t, attributes_max> open{};
    size_t opened = 0;
    bool crossed = crosses(a, b), contradicted = false, named = false, other_day = false;
    for (size_t i = 0; i < width_; ++i) {
        size_t k = order_[i];
        if (a[k] == 0 || b[k] == 0) continue;
        named |= is_compared_name(k);
        if (a[k] == b[k]) {
            float w = worth_[k][a[k]].exact;
            sum += w;
            if (is_compared_name(k)) names += w;
            else if (int(k) == mail_) mail = w;
        } else {
            hope += best_[k];
            open[opened++] = uint8_t(k);
        }
    }
    for (size_t i = 0; i < opened; ++i) {
        size_t k = open[i];
        uint8_t level = level_of(family_[k], table_.store(k), a[k], b[k]);
        float w = pair_bits(k, level, a[k], b[k]);
        sum += w;
        hope -= best_[k];
        if (is_compared_name(k)) names += w, contradicted |= level == other;
        else if (int(k) == mail_) mail = w;
        other_day |= family_[k] == Family::date && level == other;
        if (!crossed && sum + hope < at_least_) return sum + hope;
    }
    float of_names = crossed ? names_bits(a, b, names) : names;
    sum += of_names - names + mail_left(of_names, mail) - mail;
    contradicted |= other_day && !named;       // of whom no name is known, another day of birth says so
    if (!crossed && contradicted && sum > other_person && !own_agrees(a, b)) sum = other_person;
    return sum;
}

float Scorer::apart(const uint32_t* a, const uint32_t* b, uint32_t left_out) const {
    if (model_.rules) return by_rules(a, b, left_out);
    float names = 0, rest = 0;
    bool contradicted = false;
    for (size_t k = 0; k < width_; ++k) {
        if (a[k] == 0 || b[k] == 0 || left_out >> k & 1) continue;
        uint8_t level = level_of(family_[k], table_.store(k), a[k], b[k]);
        float w = pair_bits(k, level, a[k], b[k]);
        if (is_compared_name(k)) names += w, contradicted |= level == other;
        else rest += w;
    }
    // Also names that changed places and have an error.
    float turned = given_ < 0 ? names : std::max(cross_bits(a, b), alias_bits(a, b));
    if (turned > names) return turned + rest;
    return contradicted ? std::min(names, 0.0f) + std::min(rest, 0.0f) : names + rest;
}

std::vector<Step> Scorer::steps(const uint32_t* a, const uint32_t* b) const {
    std::vector<Step> out;
    float names = 0;
    for (size_t k = 0; k < width_; ++k) {
        uint8_t level = level_of(family_[k], table_.store(k), a[k], b[k]);
        out.push_back({uint8_t(k), level, false, false, false, pair_bits(k, level, a[k], b[k])});
        if (is_compared_name(k)) names += out.back().bits;
    }
    float named = names_bits(a, b, names);
    if (mail_ >= 0) {
        auto& s = out[size_t(mail_)];
        float left = mail_left(named, s.bits);
        s.derived = left < s.bits;
        s.bits = left;
    }
    // What made_straight takes off, said of the names.
    auto capped = [&](size_t k) {
        float sum = prior_bits_, score = full(a, b);
        for (const auto& w : out) sum += w.bits;
        if (names_crossed(a, b) && sum > score) out[k].bits -= sum - score;
        return out;
    };
    if (named <= names) return capped(size_t(surname_ < 0 ? 0 : surname_));
    if (float alias = alias_bits(a, b); alias >= named) {
        auto& s = out[size_t(given_)];
        s.aliased = true;
        s.level = exact;
        s.bits = alias - out[size_t(surname_)].bits;
        return capped(size_t(given_));
    }
    if (twice_bits(a, b) >= named) {
        size_t rest = size_t(a[given_] == b[given_] ? surname_ : given_);
        out[rest].bits = named - (names - out[rest].bits);
        return capped(rest);
    }
    for (auto [mine, theirs] : {std::pair{given_, surname_}, {surname_, given_}}) {
        auto& s = out[size_t(mine)];
        uint32_t x = a[mine], y = b[theirs];
        s.crossed = true;
        s.level = level_of(Family::words, table_.store(size_t(mine)), x, y);
        s.bits = x && y ? std::min(bits(size_t(given_), x, y), bits(size_t(surname_), x, y)) : 0;
    }
    out[size_t(surname_)].bits += swapped_bits_;       // what it costs that they changed places
    return capped(size_t(surname_));
}

}  // namespace soria::matching
