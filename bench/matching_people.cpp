#include "matching_people.hpp"

#include <unicode/translit.h>

#include <cmath>
#include <fstream>
#include <map>
#include <memory>

#include "base/csv.hpp"

namespace soria::bench {
namespace {

struct Random {
    uint64_t state;
    uint64_t next() {
        uint64_t z = (state += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    double part() { return double(next() >> 11) * 0x1p-53; }
    bool chance(double p) { return part() < p; }
    size_t below(size_t n) { return size_t(part() * double(n)); }
};

constexpr const char* columns[] = {"first_name", "surname", "dob", "birth_place", "postcode_fake", "gender", "occupation"};
constexpr size_t columns_count = 7;
using Person = std::array<std::string, columns_count>;

std::string syllables(Random& r, size_t n) {
    static constexpr const char* begin[] = {"b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "tr", "v", "z", "ch", "br", "gr", "st", "j", "h"};
    static constexpr const char* middle[] = {"a", "e", "i", "o", "u", "ya", "a", "e", "o", "i"};
    static constexpr const char* end[] = {"", "", "", "n", "r", "l", "s", "k", "m", "d"};
    std::string s;
    for (size_t i = 0; i < n; ++i) {
        s += begin[r.below(std::size(begin))];
        s += middle[r.below(std::size(middle))];
        if (i + 1 == n || r.chance(0.2)) s += end[r.below(std::size(end))];
    }
    return s;
}

// Names of a law of few large and many small: value k has weight 1 / (k + flat)^steep.
struct Lottery {
    std::vector<std::string> values;
    std::vector<double> until;
    Lottery(Random& r, size_t n, double flat, double steep, const std::function<std::string(Random&)>& make) {
        double sum = 0;
        for (size_t k = 0; k < n; ++k) {
            values.push_back(make(r));
            until.push_back(sum += 1 / std::pow(double(k) + flat, steep));
        }
        for (double& u : until) u /= sum;
    }
    const std::string& draw(Random& r) const {
        double at = r.part();
        return values[std::min(values.size() - 1, size_t(std::lower_bound(until.begin(), until.end(), at) - until.begin()))];
    }
};

std::string date(int y, int m, int d) {
    char s[40];
    std::snprintf(s, sizeof s, "%04d-%02d-%02d", y, m, d);
    return s;
}
std::string postcode(Random& r) {
    std::string s;
    for (int i = 0; i < 2; ++i) s += char('a' + r.below(26));
    s += std::to_string(1 + r.below(59)) + " " + std::to_string(r.below(10));
    for (int i = 0; i < 2; ++i) s += char('a' + r.below(26));
    return s;
}

std::string mistyped(std::string s, Random& r) {
    if (s.empty()) return s;
    size_t at = r.below(s.size());
    char letter = char('a' + r.below(26));
    switch (r.below(4)) {
    case 0: s.insert(at, 1, letter); break;
    case 1: s.erase(at, 1); break;
    case 2: s[at] = letter; break;
    default:
        if (at + 1 < s.size()) std::swap(s[at], s[at + 1]);
    }
    return s;
}

class Register {
public:
    explicit Register(const PeopleOptions& o)
        : o_(o), r_{o.seed * 7919 + 1}, given_(r_, 1600, 8, 0.9, [](Random& r) { return syllables(r, 1 + r.below(3)); }),
          surname_(r_, 9000, 40, 0.75, [](Random& r) { return syllables(r, 2 + r.below(3)); }), place_(r_, 833, 6, 0.75, [](Random& r) { return syllables(r, 2 + r.below(2)); }),
          postcode_(r_, 12'000, 200, 0.4, postcode), work_(r_, 120, 40, 1, [](Random& r) { return syllables(r, 2 + r.below(3)); }) {}

    Person person() {
        Person p{given_.draw(r_), surname_.draw(r_), "", place_.draw(r_), postcode_.draw(r_), r_.chance(0.5) ? "f" : "m", work_.draw(r_)};
        int y = 1945 + int(r_.below(70)), m = 1 + int(r_.below(12)), d = 1 + int(r_.below(28));
        if (r_.chance(0.015)) m = d = 1;
        p[2] = date(y, m, d);
        return p;
    }
    Person registered(const Person& whole) {
        Person p = whole;
        double e = o_.errors;
        if (e_.chance(0.175 * e)) p[0] = mistyped(p[0], e_);
        else if (e_.chance(0.04 * e)) p[0] = p[0].substr(0, 1);
        if (e_.chance(0.165 * e)) p[1] = mistyped(p[1], e_);
        else if (e_.chance(0.055 * e)) p[1] = surname_.draw(e_);
        if (e_.chance(0.012 * e)) std::swap(p[0], p[1]);
        wrong_date(p[2], e);
        if (e_.chance(0.095 * e)) p[3] = place_.draw(e_);
        if (e_.chance(0.215 * e)) p[4] = postcode_.draw(e_);
        else if (e_.chance(0.035 * e)) p[4] = mistyped(p[4], e_);
        if (e_.chance(0.155 * e)) p[6] = work_.draw(e_);
        static constexpr double gone[] = {0.02, 0.03, 0.10, 0.15, 0.15, 0, 0.30};
        for (size_t c = 0; c < columns_count; ++c)
            if (e_.chance(gone[c] * e)) p[c].clear();
        if (o_.rescripted > 0) rescript(p);
        return p;
    }
    size_t times() {
        size_t n = 1;
        while (n < 9 && r_.chance(0.5)) ++n;
        return n;
    }

private:
    void wrong_date(std::string& d, double e) {
        if (e_.chance(0.095 * e)) {
            size_t at = std::array<size_t, 5>{3, 5, 6, 8, 9}[e_.below(5)];
            d[at] = char('0' + e_.below(at == 5 ? 2 : at == 8 ? 3 : 10));
        } else if (e_.chance(0.024 * e)) d.replace(5, 5, "01-01");
        else if (e_.chance(0.024 * e) && d.substr(8) <= "12") d = d.substr(0, 5) + d.substr(8) + "-" + d.substr(5, 2);
        else if (e_.chance(0.029 * e)) d[8] = char('0' + e_.below(3)), d[9] = char('1' + e_.below(9));
    }
    void rescript(Person& p) {
        if (!e_.chance(o_.rescripted)) return;
        static constexpr const char* ways[] = {"Latin-Cyrillic", "Latin-Arabic", "Latin-Greek", "Latin-Cyrillic; Cyrillic-Latin; Latin-ASCII", "Latin-Arabic; Arabic-Latin; Latin-ASCII",
                                               "Latin-Greek; Greek-Latin; Latin-ASCII"};
        size_t way = e_.below(std::size(ways));
        auto& t = ways_[way];
        if (!t) {
            UErrorCode code = U_ZERO_ERROR;
            t.reset(icu::Transliterator::createInstance(ways[way], UTRANS_FORWARD, code));
            if (!t) stop("no transliteration");
        }
        for (size_t c : {0, 1}) {
            auto u = icu::UnicodeString::fromUTF8(p[c]);
            t->transliterate(u);
            p[c].clear();
            u.toUTF8String(p[c]);
        }
    }
    const PeopleOptions o_;
    Random r_, e_{o_.seed * 104'729 + o_.errors_seed * 7 + 3};
    Lottery given_, surname_, place_, postcode_, work_;
    std::array<std::unique_ptr<icu::Transliterator>, 6> ways_;
};

}  // namespace

void make_people(const std::string& file, const PeopleOptions& o) {
    Register r(o);
    std::ofstream out(file, std::ios::binary);
    out << "unique_id,cluster";
    for (auto c : columns) out << ',' << c;
    out << '\n';
    std::string text;
    uint64_t row = 0;
    for (uint64_t cluster = 1; row < o.rows; ++cluster) {
        Person whole = r.person();
        for (size_t n = r.times(); n > 0 && row < o.rows; --n) {
            text += std::to_string(++row) + "," + std::to_string(cluster);
            for (const auto& v : r.registered(whole)) text += "," + v;
            text += '\n';
        }
        if (text.size() > 1 << 20) out << text, text.clear();
    }
    out << text;
    out.flush();
    if (!out) stop("cannot write " + file);
}

object errors_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    csv::Reader reader(text);
    auto header = must(reader.next(), "reading");
    if (!header) stop(file + " is empty");
    std::vector<std::string> wanted{"cluster"};
    wanted.insert(wanted.end(), std::begin(columns), std::end(columns));
    auto at = must(csv::columns(*header, wanted), "reading");
    std::map<std::string, std::vector<Person>> people;
    std::array<double, columns_count> none{}, same{}, differ{};
    double rows = 0, pairs = 0;
    for (;;) {
        auto r = must(reader.next(), "reading");
        if (!r) break;
        Person p;
        for (size_t c = 0; c < columns_count; ++c) none[c] += (p[c] = r->cells[at[c + 1]]).empty();
        ++rows;
        people[r->cells[at[0]]].push_back(std::move(p));
    }
    for (const auto& [_, list] : people)
        for (size_t i = 0; i < list.size(); ++i)
            for (size_t j = i + 1; j < list.size(); ++j) {
                ++pairs;
                for (size_t c = 0; c < columns_count; ++c) {
                    const auto &x = list[i][c], &y = list[j][c];
                    if (x.empty() || y.empty()) continue;
                    ++(x == y ? same : differ)[c];
                }
            }
    object out{{"rows", rows}, {"persons", people.size()}, {"pairs", pairs}};
    for (size_t c = 0; c < columns_count; ++c)
        out[columns[c]] = object{{"rows_without", none[c] / rows}, {"pairs_same", same[c] / pairs}, {"pairs_different", differ[c] / pairs}};
    return out;
}

}  // namespace soria::bench
