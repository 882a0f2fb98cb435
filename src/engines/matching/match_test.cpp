#include "engines/matching/testing/people.hpp"

#include <map>
#include <set>
#include <thread>

using namespace soria;
using namespace soria::matching;

namespace {

std::string lines_reversed(const std::string& csv) {
    std::vector<std::string> lines;
    for (size_t at = csv.find('\n') + 1; at < csv.size();) {
        size_t end = csv.find('\n', at);
        lines.push_back(csv.substr(at, end - at + 1));
        at = end + 1;
    }
    std::string out = csv.substr(0, csv.find('\n') + 1);
    for (size_t i = lines.size(); i-- > 0;) out += lines[i];
    return out;
}

Agreed against_labels(const Table& t, const Matched& m) {
    std::vector<uint32_t> labels;
    for (size_t r = 0; r < t.rows; ++r) labels.push_back(uint32_t(std::stoul(t.ids.text(r))));
    return agreement(m.cluster, labels);
}

}  // namespace

TEST_CASE("people are found again without labels") {
    auto t = table_of(some_people(800, 3));
    REQUIRE(t);
    auto m = matched(*t);
    auto a = against_labels(*t, m);
    CHECK_MESSAGE(a.f1() > 0.97, a.precision() << " " << a.recall());
    CHECK(m.model.recall > 0.95);
    CHECK(m.left_out == 0);
}

TEST_CASE("order of rows, number of threads and size of chunks change nothing") {
    auto csv = some_people(300, 8);
    auto t = table_of(csv), turned = table_of(lines_reversed(csv), {}, 1000);
    REQUIRE(t);
    REQUIRE(turned);
    auto text = written(*t, matched(*t));
    CHECK(text == written(*turned, matched(*turned)));
    Run backwards = [](size_t n, const std::function<void(size_t)>& piece) {
        std::vector<std::thread> threads;
        for (size_t part = 0; part < 3; ++part)
            threads.emplace_back([&, part] {
                for (size_t i = n; i-- > 0;)
                    if (i % 3 == part) piece(i);
            });
        for (auto& x : threads) x.join();
    };
    CHECK(text == written(*t, matched(*t, backwards)));
}

TEST_CASE("a telephone that ten women share joins nobody") {
    static constexpr const char* given[] = {"maria", "anna", "sofia", "elena", "ioana", "mirela", "blessing", "joy", "faith", "grace"};
    static constexpr const char* surnames[] = {"popescu", "ionescu", "dumitru", "stan", "rusu", "okafor", "eze", "bello", "musa", "obi"};
    for (size_t others : {0, 60, 600, 601, 602, 603}) {
        auto csv = some_people(others, 11);
        bool sisters = others == 601, namesakes = others >= 602;
        for (int i = 0; i < 10; ++i)
            csv += "woman" + std::to_string(i) + "," + (namesakes ? "mary" : given[i]) + "," + (sisters ? "popescu" : surnames[i]) + "," +
                   std::to_string(others == 603 ? 1985 + i : 1990) + "-01-01,oslo,91234567\n";
        auto t = table_of(csv);
        REQUIRE(t);
        auto m = matched(*t);
        std::set<uint32_t> persons;
        for (size_t r = 0; r < t->rows; ++r)
            if (t->ids.text(r).rfind("woman", 0) == 0) persons.insert(m.cluster[r]);
        CHECK(persons.size() == 10);
        if (others >= 60) CHECK(m.shared.size() == 1);
    }
}

TEST_CASE("a document's number is one person's in a small file as in a large, and not once several persons have it") {
    for (size_t others : {5, 400}) {
        std::string csv = "unique_id,given_name,surname,passport\n";
        for (size_t i = 0; i < others; ++i)
            csv += std::to_string(i) + ",g" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i / 26)) + "orin,fam" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i / 7 % 26)) + ",Q" +
                   std::to_string(7'000'000 + i * 7919) + "\n";
        for (int n : {1, 2}) csv += "same" + std::to_string(n) + ",,,X1234567\n";
        for (int n = 0; n < 9; ++n) csv += "held" + std::to_string(n) + ",gi" + char('a' + n) + "zu,su" + char('k' + n) + "ro,Z7654321\n";
        auto t = table_of(csv);
        REQUIRE(t);
        Model m;
        for (const auto& a : t->attributes) m.attributes.push_back(first_guess(a));
        Scorer s(*t, m, distinct_rows(*t));
        auto code = [&](const char* text) { return t->store(size_t(t->find(Kind::document))).texts.find(text); };
        REQUIRE(code("x1234567"));
        float own = s.bits(size_t(t->find(Kind::document)), code("x1234567"), code("x1234567")), several = s.bits(size_t(t->find(Kind::document)), code("z7654321"), code("z7654321"));
        CHECK_MESSAGE(own > 13.3f, others << " " << own);       // one in ten thousand
        CHECK_MESSAGE(several < own - 6, others << " " << several);
    }
}

TEST_CASE("a telephone, a passport and an address that the same ten women share are one link, and join nobody") {
    static constexpr const char* given[] = {"ada", "grace", "ngozi", "blessing", "joy", "faith", "mercy", "precious", "stella", "patience"};
    static constexpr const char* surnames[] = {"obi", "eze", "ibe", "okoro", "uche", "osagie", "idahosa", "aigbe", "omo", "edo"};
    struct Case { const char* born; bool surname; size_t shared; };
    for (auto [born, has_surname, shared] : {Case{"1985-01-01", true, 2}, {"1985-01-01", false, 2}, {"1985-06-17", true, 2}, {"", true, 2}, {"", false, 2}}) {
        std::string people = some_people(900, 31), csv, line;
        size_t n = 0;
        for (char c : people) {                        // with a passport of one's own, an address, and a surname or none
            if (c != '\n') {
                line += c;
                continue;
            }
            std::vector<std::string> cells{""};
            for (char x : line) x == ',' ? cells.emplace_back() : cells.back() += std::string(1, x);
            std::string person = cells[0].substr(0, cells[0].find('-'));
            if (n++ == 0) csv += std::string("unique_id,given_name,") + (has_surname ? "surname," : "") + "dob,city,phone,pass_no,address\n";
            else csv += cells[0] + "," + cells[1] + "," + (has_surname ? cells[2] + "," : "") + cells[3] + "," + cells[4] + "," + cells[5] + ",P" + person + "77,gate " + person + "\n";
            line.clear();
        }
        for (int i = 0; i < 10; ++i)
            csv += "woman" + std::to_string(i) + "," + given[i] + "," + (has_surname ? std::string(surnames[i]) + "," : "") + born + ",benin,90000000,A1234567,storgata 1\n";
        auto t = table_of(csv);
        REQUIRE(t);
        auto m = matched(*t);
        std::set<uint32_t> persons;
        for (size_t r = 0; r < t->rows; ++r)
            if (t->ids.text(r).rfind("woman", 0) == 0) persons.insert(m.cluster[r]);
        CHECK_MESSAGE(persons.size() == 10, std::string(born) << " " << has_surname);
        size_t told = 0;
        for (const auto& v : m.shared) told += v.rows == 10;
        CHECK_MESSAGE(told == shared, std::string(born) << " " << has_surname);
    }
}

namespace {

// People with a passport and an address each, many of them written down twice. Of some there is a twin: of one day, with another given name
// and a passport of its own. Or, `by_chance`, given names and passports of one person are others each for itself, now and then both.
struct Apart { size_t twins = 0, twins_joined = 0, one = 0, one_joined = 0; };
Apart apart(uint64_t seed, bool by_chance) {
    uint64_t state = seed;
    auto below = [&](size_t n) { return size_t((state = mix(state + 1, 0xABCDEF)) >> 11) % n; };
    auto word = [&](size_t n) {
        static constexpr const char* parts[] = {"ka", "lo", "mi", "ne", "ru", "so", "ta", "vi", "ber", "dan", "gor", "hel", "nik", "pav", "ter", "zo"};
        std::string s;
        for (size_t i = 0; i < n; ++i) s += parts[below(std::size(parts))];
        return s;
    };
    std::string csv = "unique_id,given_name,surname,dob,passport,address\n";
    auto number = [&] { return "N" + std::to_string(1'000'000 + below(8'999'999)); };
    std::vector<bool> both(400);
    for (size_t p = 0; p < both.size(); ++p) {
        std::string id = std::to_string(p), given = word(2), passport = number(), address = word(3) + " " + std::to_string(1 + below(90));
        std::string rest = word(3) + "," + std::to_string(1950 + below(50)) + "-0" + std::to_string(1 + below(9)) + "-" + std::to_string(10 + below(19));
        auto row = [&](const char* which, const std::string& g, const std::string& n) { csv += id + which + "," + g + "," + rest + "," + n + "," + address + "\n"; };
        row("-a", given, passport);
        if (by_chance) {
            bool renamed = below(4) == 0, renewed = below(4) == 0;
            both[p] = renamed && renewed;
            row("-b", renamed ? "xy" + word(2) : given, renewed ? number() : passport);
        } else if (p < 40) row("-t", "xy" + word(2), number());
        else if (p < 48) {                 // called otherwise, with a slip in the number
            auto slip = passport;
            slip[3] = slip[3] == '9' ? '8' : char(slip[3] + 1);
            row("-b", "xy" + word(2), slip);
            both[p] = true;
        } else if (p % 2) row("-b", given, below(2) ? passport : number());
    }
    auto t = table_of(csv);
    REQUIRE(t);
    auto m = matched(*t);
    std::map<std::string, uint32_t> cluster;
    for (size_t r = 0; r < t->rows; ++r) cluster[t->ids.text(r)] = m.cluster[r];
    Apart out;
    for (size_t p = 0; p < both.size(); ++p) {
        auto id = std::to_string(p);
        if (!by_chance && p < 40) ++out.twins, out.twins_joined += cluster[id + "-a"] == cluster[id + "-t"];
        if (both[p]) ++out.one, out.one_joined += cluster[id + "-a"] == cluster[id + "-b"];
    }
    return out;
}

}  // namespace

TEST_CASE("twins with other documents are two; who is called otherwise is one by a slip in the number, and where names and documents change by chance") {
    for (uint64_t seed : {1, 2, 3}) {
        auto twins = apart(seed, false), chance = apart(seed, true);
        CHECK_MESSAGE(twins.twins_joined == 0, seed);
        CHECK_MESSAGE(twins.one_joined == twins.one, seed << " " << twins.one_joined << " of " << twins.one);
        CHECK(chance.one > 10);
        CHECK_MESSAGE(chance.one_joined == chance.one, seed << " " << chance.one_joined << " of " << chance.one);
    }
}

namespace {

// A register, and forty women with few frequent names and one telephone, most of whom were born on some 1 January; every second of them was written
// down twice, now and then with a letter gone. Pairs of two women that were joined, and pairs of one woman, all and joined.
struct Forty { size_t wrong = 0, one = 0, found = 0; };
Forty forty(uint64_t seed, bool names_of_the_register) {
    static constexpr const char* given[] = {"blessing", "joy", "faith", "grace", "mercy", "precious", "mary", "esther", "gift", "favour", "happy", "queen"};
    static constexpr const char* surnames[] = {"osagie", "idahosa", "okafor", "eze", "bello", "musa", "obi", "aigbe", "omoregie", "igbinosa", "edo", "okoro", "uche", "ibe", "nwosu"};
    uint64_t state = seed;
    auto below = [&](size_t n) { return size_t((state = mix(state + 1, 0xFACE)) >> 11) % n; };
    auto few = [&](size_t n) { return std::min({below(n), below(n), below(n)}); };
    auto slip = [&](std::string s) { return below(5) ? s : s.erase(below(s.size()), 1); };
    std::string csv = some_people(600, seed);
    for (size_t i = 0; names_of_the_register && i < 600; ++i)
        csv += "other" + std::to_string(i) + "," + given[few(12)] + "," + surnames[few(15)] + "," + std::to_string(1960 + below(35)) + "-0" + std::to_string(1 + below(9)) + "-" + std::to_string(10 + below(19)) +
               ",lagos,8" + std::to_string(1'000'000 + below(8'999'999)) + "\n";
    std::set<std::string> people;          // no two are the same in everything
    while (people.size() < 40) {
        std::string g = given[few(12)], s = surnames[few(15)];
        std::string born = std::to_string(1978 + below(14)) + (below(10) < 8 ? "-01-01" : "-0" + std::to_string(1 + below(9)) + "-1" + std::to_string(below(9)));
        if (!people.insert(g + s + born).second) continue;
        for (size_t k = 0, times = 1 + people.size() % 2; k < times; ++k)
            csv += "woman" + std::to_string(people.size()) + "-" + std::to_string(k) + "," + slip(g) + "," + slip(s) + "," + born + ",benin,91234567\n";
    }
    auto t = table_of(csv);
    REQUIRE(t);
    auto m = matched(*t);
    std::vector<std::pair<std::string, uint32_t>> women;
    for (size_t r = 0; r < t->rows; ++r)
        if (auto id = t->ids.text(r); id.rfind("woman", 0) == 0) women.emplace_back(std::string(id.substr(0, id.find('-'))), m.cluster[r]);
    Forty out;
    for (size_t i = 0; i < women.size(); ++i)
        for (size_t j = 0; j < i; ++j) {
            bool one = women[i].first == women[j].first, joined = women[i].second == women[j].second;
            out.wrong += joined && !one, out.one += one, out.found += joined && one;
        }
    return out;
}

}  // namespace

TEST_CASE("of forty women with one telephone, few names and 1 January hardly two are joined") {
    for (bool names_of_the_register : {false, true}) {
        Forty sum;
        for (uint64_t seed = 1; seed <= 8; ++seed) {
            auto f = forty(seed, names_of_the_register);
            sum.wrong += f.wrong, sum.one += f.one, sum.found += f.found;
        }
        MESSAGE(sum.wrong << " of two women joined, " << sum.found << " of " << sum.one << " of one");
        CHECK(sum.wrong <= 8 * 2);         // of some 1,700 pairs of two women each: 1 in 800
        CHECK(sum.found * 2 > sum.one);
    }
}

TEST_CASE("a link is one row of each of two files, also where one file has a row twice") {
    Memory memory;
    Loader loader({}, run_here, memory);
    std::string one = "unique_id,first_name,surname,dob\n1,Ada,Obi,1990-02-03\n2,Ada,Obi,1990-02-03\n3,Bo,Ek,1991-04-05\n", two = "unique_id,first_name,surname,dob\nx,Ada,Obi,1990-02-03\ny,Bo,Ek,1991-04-05\n";
    for (const auto& text : {one, two}) {
        REQUIRE(loader.begin_file());
        REQUIRE(loader.feed(text));
        REQUIRE(loader.end_file());
    }
    auto t = loader.table();
    REQUIRE(t);
    for (bool one_to_one : {false, true}) {
        MatchOptions o;
        o.keep_pairs = true;
        o.one_to_one = one_to_one;
        auto m = match(*t, o, run_here, memory, {});
        REQUIRE(m);
        CHECK(m->pairs.size() == (one_to_one ? 2 : 3));
        for (const auto& p : m->pairs) CHECK(t->source[p.a] != t->source[p.b]);
    }
}

TEST_CASE("rows that are the same in everything are one person, however many") {
    std::string csv = "unique_id,first_name,surname,dob,city\n";
    for (int i = 0; i < 5000; ++i) csv += std::to_string(i) + ",Robert,Alan,1971-06-24,London\n";
    auto t = table_of(csv, {}, 4096);
    REQUIRE(t);
    auto m = matched(*t);
    CHECK(m.persons == 1);
    CHECK(m.pairs.size() == 4999);         // each with the first
}

TEST_CASE("more agreement never lowers a score") {
    auto t = table_of(some_people(400, 21));
    REQUIRE(t);
    auto m = matched(*t);
    auto distinct = distinct_rows(*t);
    Scorer s(*t, m.model, distinct);
    discount_shared(*t, m.model, s);
    size_t width = t->width();
    for (uint64_t i = 0; i < 20'000; ++i) {
        const uint32_t *a = t->row(mix(i, 1) % t->rows), *b = t->row(mix(i, 2) % t->rows);
        float before = s.full(a, b);
        for (size_t k = 0; k < width; ++k) {
            if (a[k] == 0) continue;
            std::vector<uint32_t> nearer(b, b + width);
            nearer[k] = a[k];
            float after = s.full(a, nearer.data());
            REQUIRE_MESSAGE(after >= before - 1e-4f, t->attributes[k].name << " " << before << " " << after);
        }
    }
}

TEST_CASE("more agreement never lowers a score, whatever was learnt, known or shared") {
    std::string csv = "unique_id,given_name,surname,dob,document,email,alias\n";
    uint64_t state = 77;
    auto below = [&](size_t n) { return size_t((state = mix(state + 1, 3)) >> 11) % n; };
    static constexpr const char* syllables[] = {"an", "na", "ma", "ri", "el", "so", "fi", "ta"};
    auto word = [&](size_t n) {
        std::string s;
        for (size_t i = 0; i < n; ++i) s += syllables[below(8)];
        return s;
    };
    for (int i = 0; i < 400; ++i) {
        auto given = word(2), surname = word(3);
        std::string born = std::to_string(1980 + below(4)) + (below(3) ? "-0" + std::to_string(1 + below(3)) + "-" + (below(2) ? "01" : "1" + std::to_string(below(9))) : "");
        csv += std::to_string(i) + "," + (below(5) ? given : "") + "," + (below(5) ? surname : "") + "," + (below(5) ? born : "") + "," + (below(4) ? "AB10" + std::to_string(below(90)) : "") + "," +
               (below(3) ? given + surname + std::to_string(below(30)) + "@x.no" : "") + "," + (below(3) ? "" : word(2)) + "\n";
    }
    auto t = table_of(csv);
    REQUIRE(t);
    auto model = matched(*t).model;
    for (auto& l : model.attributes)                   // levels that go the wrong way
        for (size_t v = 2; v < other; ++v)
            if (l.m[v] > 0) l.m[v] = std::min(1.0, l.m[v] * double(1 + below(40))), l.u[v] = std::min(1.0, l.u[v] * double(1 + below(40)));
    Scorer s(*t, model, distinct_rows(*t));
    discount_shared(*t, model, s);
    size_t tried = 0, crossed = 0, surname_at = size_t(t->find(Kind::surname));
    size_t names[] = {size_t(t->find(Kind::given)), surname_at, size_t(t->find(Kind::alias))};
    for (uint64_t i = 0; i < 40'000; ++i) {
        const uint32_t *a = t->row(mix(i, 1) % t->rows), *other_row = t->row(mix(i, 2) % t->rows);
        std::vector<uint32_t> second(other_row, other_row + t->width());
        if (i % 2)                                     // names of the one, in other places
            for (size_t k : names)
                if (below(2)) second[k] = a[names[below(3)]];
        const uint32_t* b = second.data();
        crossed += s.names_crossed(a, b);
        float before = s.full(a, b);
        REQUIRE(before == doctest::Approx(double(s.full(b, a))).epsilon(0.001));
        float sum = s.prior_bits();
        for (const auto& w : s.steps(a, b)) sum += w.bits;
        if (s.names_crossed(a, b)) REQUIRE(sum == doctest::Approx(double(before)).epsilon(0.001));
        for (size_t k = 0; k < t->width(); ++k) {
            if (a[k] == 0 || a[k] == b[k]) continue;
            std::vector<uint32_t> nearer(b, b + t->width());
            nearer[k] = a[k];
            float after = s.full(a, nearer.data());
            ++tried;
            REQUIRE_MESSAGE(after >= before - 1e-4f, t->attributes[k].name << " " << before << " " << after << " from " << t->store(k).text(a[k]) << " " << (b[k] ? t->store(k).text(b[k]) : ""));
        }
    }
    CHECK(tried > 10'000);
    CHECK(crossed > 5'000);
    auto level = [&](size_t k, std::string_view x, std::string_view y) {
        auto find = [&](std::string_view text) { return t->stores[t->attributes[k].store].intern(text, family_of(t->attributes[k].kind)); };
        uint32_t a = find(x), b = find(y);
        s.grow();
        return s.bits(k, a, b);
    };
    size_t surname = surname_at, born = size_t(t->find(Kind::date));
    CHECK(level(surname, "abcdefghij", "abcdefghix") >= level(surname, "abcdefghij", "abcdefgxiy"));
    CHECK(level(born, "1971-06-24", "1971-06-25") >= level(born, "1971-06-24", "1971-07-25"));
    CHECK(level(born, "1971-06-24", "1971-06-13") >= level(born, "1971-06-24", "1971-11-05"));
}

TEST_CASE("an e-mail made of the names says little beside them") {
    auto people = [](bool made) {
        std::string csv = "unique_id,given_name,surname,dob,email\n";
        for (int i = 0; i < 300; ++i) {
            std::string given = "given" + std::to_string(i % 20), surname = std::string("s") + char('a' + i % 26) + char('a' + i / 26) + "son";
            csv += std::to_string(i) + "," + given + "," + surname + "," + std::to_string(1950 + i % 50) + "-03-1" + std::to_string(i % 10) + "," + (made ? given + "." + surname : "mail" + std::to_string(i)) + "@x.no\n";
        }
        return csv;
    };
    float weighed[2];
    for (bool made : {false, true}) {
        auto t = table_of(people(made) + "a,given1,snowson,1950-03-11,one@x.no\nb,given1,snowson,,one@x.no\n");
        REQUIRE(t);
        auto m = matched(*t);
        Scorer s(*t, m.model, distinct_rows(*t));
        size_t a = t->rows, b = t->rows, mail = size_t(t->find(Kind::email));
        for (size_t r = 0; r < t->rows; ++r) {
            if (t->ids.text(r) == "a") a = r;
            if (t->ids.text(r) == "b") b = r;
        }
        auto steps = s.steps(t->row(a), t->row(b));
        CHECK(steps[mail].derived == made);
        float sum = s.prior_bits();
        for (const auto& w : steps) sum += w.bits;
        CHECK(sum == doctest::Approx(double(s.full(t->row(a), t->row(b)))).epsilon(0.001));
        weighed[made] = steps[mail].bits;
        for (const auto& p : m.model.passes)
            for (auto [k, part] : p.parts) CHECK(!(k == mail && part == ending));
    }
    CHECK(weighed[1] < weighed[0] / 2);
}

TEST_CASE("the waterfall adds up to the score, and both orders score the same") {
    auto t = table_of(some_people(200, 5));
    REQUIRE(t);
    auto m = matched(*t);
    Scorer s(*t, m.model, distinct_rows(*t));
    for (const auto& p : m.pairs) {
        const uint32_t *a = t->row(p.a), *b = t->row(p.b);
        float sum = s.prior_bits();
        for (const auto& w : s.steps(a, b)) sum += w.bits;
        REQUIRE(sum == doctest::Approx(double(s.full(a, b))).epsilon(0.001));
        REQUIRE(s.full(a, b) == doctest::Approx(double(s.full(b, a))).epsilon(0.001));
    }
}

TEST_CASE("a model goes out and comes back, and a wrong one is refused") {
    auto t = table_of(some_people(300, 2));
    REQUIRE(t);
    auto m = matched(*t);
    auto back = model_from_json(json::parse(json::write(to_json(m.model))).value());
    REQUIRE(back);
    MatchOptions o;
    o.keep_pairs = true;
    o.model = *back;
    Memory memory;
    auto again = match(*t, o, run_here, memory, {});
    REQUIRE(again);
    CHECK(written(*t, *again) == written(*t, m));
    auto other = table_of("unique_id,given_name,surname\n1,a,b\n2,c,d\n");
    REQUIRE(other);
    CHECK(!fitted(*back, *other));
    CHECK(!model_from_json(json::parse("{\"format\":\"soria-matching-2\"}").value()));
    auto broken = to_json(m.model);
    broken["attributes"].as_array()[0].as_object()["m"].as_array()[1] = 7;
    CHECK(model_from_json(broken).error().where == "attributes[0].m");
}

TEST_CASE("memory is refused before it is taken") {
    auto csv = some_people(3000, 4);
    Memory memory(256 << 10);
    Loader loader({}, run_here, memory);
    REQUIRE(loader.begin_file());
    auto fed = loader.feed(csv);
    if (fed) fed = loader.end_file();
    REQUIRE(!fed);
    CHECK(fed.error().fault == Fault::limit);
}

TEST_CASE("an alias stands for a given name") {
    auto csv = some_people(200, 9);
    std::string with, line;
    size_t n = 0;
    for (char c : csv) {
        if (c == '\n') {
            bool header = n == 0;
            bool maria = n == 7, masha = n == 8;
            with += maria ? "m1,maria,sokolova,1988-05-17,so,,masha\n" : masha ? "m2,masha,sokolova,1988-05-17,so,,\n" : line + (header ? ",alias\n" : n % 5 ? ",\n" : ",kolya\n");
            line.clear();
            ++n;
        } else line += c;
    }
    auto t = table_of(with);
    REQUIRE(t);
    REQUIRE(t->find(Kind::alias) >= 0);
    auto m = matched(*t);
    std::vector<size_t> rows;
    for (size_t r = 0; r < t->rows; ++r)
        if (t->ids.text(r)[0] == 'm') rows.push_back(r);
    REQUIRE(rows.size() == 2);
    CHECK(m.cluster[rows[0]] == m.cluster[rows[1]]);
    Scorer s(*t, m.model, distinct_rows(*t));
    auto steps = s.steps(t->row(rows[0]), t->row(rows[1]));
    float sum = s.prior_bits();
    bool aliased = false;
    for (const auto& w : steps) sum += w.bits, aliased |= w.aliased;
    CHECK(aliased);
    CHECK(sum == doctest::Approx(double(s.full(t->row(rows[0]), t->row(rows[1])))).epsilon(0.001));
}
