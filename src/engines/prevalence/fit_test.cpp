#include "engines/prevalence/fit.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstring>

#include "engines/prevalence/random.hpp"
#include "engines/prevalence/select.hpp"

using namespace soria::prevalence;

namespace {

Overlaps table(int lists, std::vector<int64_t> counts) {
    std::vector<std::string> names;
    for (int i = 0; i < lists; ++i) names.push_back(std::string(1, char('A' + i)));
    return from_counts(names, std::move(counts)).value();
}

// Counts by combination, drawn; small enough that some are nothing.
Overlaps drawn(int lists, uint64_t seed) {
    Random r(seed, 0);
    std::vector<int64_t> counts(size_t(1) << lists, 0);
    for (size_t m = 1; m < counts.size(); ++m) counts[m] = int64_t(r.poisson(40.0 / std::pow(5.0, std::popcount(unsigned(m)) - 1) * (0.3 + r.uniform())));
    return table(lists, counts);
}

std::string why(const Overlaps& o) {
    auto ok = fit_to_estimate(o);
    return ok ? "" : ok.error().because;
}
std::string fault(std::string_view csv, const Columns& c = {}) {
    auto r = read(csv, c);
    return r ? "" : r.error().where + " " + r.error().because;
}

}  // namespace

TEST_CASE("two lists give Lincoln and Petersen's estimate") {
    Sums s(table(2, {0, 60, 45, 15}));
    Fitted f = fit(s, independent(2));
    CHECK(f.existence == exists);
    CHECK(f.estimate == doctest::Approx(75.0 * 60 / 15).epsilon(1e-12));
    // The variance of the logarithm of the unseen: the sum of the inverse counts.
    CHECK(f.variance == doctest::Approx(1.0 / 60 + 1.0 / 45 + 1.0 / 15).epsilon(1e-10));
    CHECK(f.deviance == doctest::Approx(0).epsilon(1e-9));
}

TEST_CASE("the profile likelihood falls by half a chi-squared at its limits") {
    // Two lists: the likelihood of the size alone is known, the binomial coefficients and independent probabilities.
    Sums s(table(2, {0, 60, 45, 15}));
    auto likelihood = [&](double n) {
        double u = n - 120, a = 75 / n, b = 60 / n;
        return std::lgamma(n + 1) - std::lgamma(u + 1) + 75 * std::log(a) + (n - 75) * std::log(1 - a) + 60 * std::log(b) + (n - 60) * std::log(1 - b);
    };
    Profile p = profile(s, independent(2));
    CHECK(p.found);
    double best = likelihood(p.estimate);
    CHECK(best >= likelihood(p.estimate + 0.5));
    CHECK(best >= likelihood(p.estimate - 0.5));
    CHECK(best - likelihood(p.lower) == doctest::Approx(1.9207294).epsilon(1e-6));
    CHECK(best - likelihood(p.upper) == doctest::Approx(1.9207294).epsilon(1e-6));
}

TEST_CASE("lists independent given a third have the estimate in closed form") {
    Sums s(table(3, {0, 50, 40, 8, 30, 12, 9, 4}));
    Fitted f = fit(s, parse_model("[13,23]", 3).value());
    CHECK(f.dark == doctest::Approx(50.0 * 40 / 8).epsilon(1e-12));
    CHECK(name_of(f.model, 3) == "[13,23]");
    CHECK(f.bic == doctest::Approx(6 * std::log(153.0) - 2 * f.log_likelihood).epsilon(1e-12));
    CHECK(f.aic == doctest::Approx(12 - 2 * f.log_likelihood).epsilon(1e-12));
}

TEST_CASE("a score of nothing: fitted sums equal observed ones for every term") {
    for (uint64_t seed = 1; seed < 40; ++seed) {
        Sums s(drawn(5, seed));
        auto m = with(with(independent(5), 0b00111), 0b11000);
        Lanes lanes(5, int(m.size()));
        lanes.put(0, s, m.terms.data(), int(m.size()));
        lanes.run();
        if (!lanes.outcome(0).converged) continue;
        for (Mask t : m.terms) CHECK(lanes.fitted_over(0, t) == doctest::Approx(s.over[t]).epsilon(1e-6));
    }
}

TEST_CASE("every width of vector gives the same bits, whatever stands in the other lanes") {
    auto family = Family::of(4, 3).value();
    std::vector<Sums> tables;
    for (uint64_t i = 0; i < 8; ++i) tables.emplace_back(drawn(4, 100 + i));
    std::vector<double> first;
    for (int bits : {128, 256, 512}) {
        if (!has_vectors(bits)) continue;
        std::vector<double> got;
        LaneRows rows;
        size_t p = size_t(family.parameters(family.size() - 1)), cells = 16;
        struct alignas(64) Aligned { LaneRows::Row row; };
        std::vector<Aligned> memory(3 * cells + 3 * p + 2 * cells + p * (p + 1) / 2 + 5 * p);
        std::memset(static_cast<void*>(memory.data()), 0, memory.size() * sizeof(Aligned));
        std::vector<Mask> terms(p * 8, 16);
        size_t at = 0;
        auto next = [&](size_t n) { auto* r = &memory[at].row; at += n; return r; };
        rows.lists = 4;
        rows.p = int(p);
        rows.keep = next(cells), rows.w = next(cells), rows.wz = next(cells), rows.over = next(p), rows.live = next(p), rows.alpha = next(p);
        rows.sums = next(2 * cells), rows.work = next(p * (p + 1) / 2 + 5 * p);
        rows.term = reinterpret_cast<Mask(*)[8]>(terms.data());
        for (size_t l = 0; l < 8; ++l) {
            Mask own[Family::parameters_max];
            size_t n = size_t(family.terms(20 + 11 * l, own));
            for (size_t k = 0; k < n; ++k) {
                rows.term[k][l] = own[k];
                rows.over[k][l] = tables[l].over[own[k]];
                rows.live[k][l] = tables[l].over[own[k]] > 0;
            }
            for (size_t m = 0; m < cells; ++m) {
                rows.keep[m][l] = m > 0;
                for (size_t k = 0; k < n; ++k)
                    if (rows.live[k][l] == 0 && (m & own[k]) == own[k]) rows.keep[m][l] = 0;
                rows.w[m][l] = tables[l].w[m], rows.wz[m][l] = tables[l].wz[m];
            }
        }
        fit_lanes_with(rows, bits);
        for (size_t l = 0; l < 8; ++l) {
            got.push_back(rows.objective[l]);
            for (size_t k = 0; k < p; ++k) got.push_back(rows.alpha[k][l]);
        }
        if (first.empty()) first = got;
        CHECK(std::memcmp(first.data(), got.data(), got.size() * sizeof(double)) == 0);
    }
    // One by one through the ordinary way: the same bits as side by side.
    for (size_t l = 0; l < 8; ++l) {
        Mask own[Family::parameters_max];
        int n = family.terms(20 + 11 * l, own);
        Lanes lanes(4, n);
        lanes.put(3, tables[l], own, n);
        lanes.run();
        double constant = lanes.outcome(3).constant;
        CHECK(std::memcmp(&constant, &first[l * (1 + size_t(family.parameters(family.size() - 1))) + 1], sizeof constant) == 0);
    }
}

TEST_CASE("existence: the linear programme, the rank and the fit's own certificate") {
    // Only the first two lists overlap: what they share cannot be told from what the third misses.
    Sums lonely(table(3, {0, 33, 21, 5, 17, 0, 0, 0}));
    auto code = [&](const Sums& s, const char* name) {
        auto m = parse_model(name, 3).value();
        Existence by_programme = existence(s, m.terms.data(), int(m.size()));
        CHECK(fit(s, m).existence == by_programme);
        return int(by_programme);
    };
    CHECK(code(lonely, "[1,2,3]") == 0);
    CHECK(code(lonely, "[12,3]") == 1);
    CHECK(code(lonely, "[13,2]") == 0);
    CHECK(code(lonely, "[12,13]") == 1);
    CHECK(code(lonely, "[13,23]") == 0);
    CHECK(code(lonely, "[12,13,23]") == 2);
    CHECK(code(lonely, "[123]") == 2);
    Sums full(table(3, {0, 50, 40, 8, 30, 12, 9, 4}));
    CHECK(code(full, "[12,13,23]") == 0);
    CHECK(code(full, "[123]") == 2);
    // Whenever the fit vouches for itself, the programme agrees.
    auto family = Family::of(4, 3).value();
    int vouched = 0, refused = 0;
    for (uint64_t seed = 1; seed <= 12; ++seed) {
        Sums s(drawn(4, seed));
        Mask terms[Family::parameters_max];
        for (size_t i = 0; i < family.size(); i += 3) {
            int n = family.terms(i, terms);
            Lanes lanes(4, n);
            lanes.put(0, s, terms, n);
            lanes.run();
            Existence e = existence(s, terms, n);
            bool certain = lanes.outcome(0).certain;
            CHECK_FALSE((certain && e != exists));
            ++(certain ? vouched : refused);
        }
    }
    CHECK(vouched > 300);
    CHECK(refused > 0);
}

TEST_CASE("families have as many models as there are hierarchical ones") {
    auto count = [](int lists, int order) { return Family::of(lists, order).value().size(); };
    CHECK(count(3, 2) == 8);
    CHECK(count(3, 3) == 9);
    CHECK(count(4, 3) == 113);
    CHECK(count(5, 2) == 1024);
    CHECK(count(5, 3) == 6212);
    CHECK(count(5, 4) == 6893);
    CHECK(count(6, 2) == 32768);
    CHECK(Family::of(7, 3).error().fault == soria::Fault::limit);
    CHECK(Family::of(12, 2).error().fault == soria::Fault::limit);
}

TEST_CASE("models have names and names have models") {
    for (const char* name : {"[1,2,3,4,5]", "[123,25,34]", "[245,12,13,35]", "[12,3,4,5]", "[1234,5]"}) CHECK(name_of(parse_model(name, 5).value(), 5) == name);
    CHECK(name_of(parse_model("[12,3]", 3).value(), {"police", "health", "shelter"}) == "police+health");
    for (const char* name : {"", "[", "12,3", "[14]", "[11]", "[1,,2]", "[]", "[1,x]"}) CHECK_FALSE(parse_model(name, 3).has_value());
    CHECK(parse_model("[123456789]", 12).error().fault == soria::Fault::limit);
    CHECK(parse_model("[12345678,9ABC1234]", 12).error().because == "a model has at most 256 terms");
    CHECK(without(parse_model("[123]", 3).value(), 0b011) == parse_model("[13,23]", 3).value());
}

TEST_CASE("tables are read, and refused with their place") {
    auto in = read("A,B,C,count\n1,0,0,4\n0,1,0,3\n0,0,1,2\n1,1,0,1\n1,0,0,2\n").value();
    CHECK(in.all.known == 12);
    CHECK(in.all.count == std::vector<int64_t>{0, 6, 3, 1, 2, 0, 0, 0});
    CHECK(in.all.on_list(0) == 7);
    auto rows = read("sex,A,B\nw,1,0\nm,1,1\nw,0,1\nw,1,1\n", {.lists = {}, .strata = {"sex"}}).value();
    CHECK(rows.all.count == std::vector<int64_t>{0, 1, 1, 2});
    REQUIRE(rows.strata.size() == 2);
    CHECK(rows.strata[1].name == "sex=w");
    CHECK(rows.strata[1].overlaps.count == std::vector<int64_t>{0, 1, 1, 1});
    auto named = read("A,note,B\n1,x,0\n1,,1\n", {.lists = {"B", "A"}}).value();
    CHECK(named.all.lists == std::vector<std::string>{"A", "B"});
    CHECK(fault("") == " the file is empty");
    CHECK(fault("A,B,count\n1,0,-1\n") == "2:3 a count is not negative");
    CHECK(fault("A,B,count\n1,0,1.5\n") == "2:3 a count is a whole number, not '1.5'");
    CHECK(fault("A,B,count\n1,0,99999999999999999999\n") == "2:3 a count of more than 1000000000");
    CHECK(fault("A,B,count\n1,2,1\n") == "2:2 the list 'B' has 0 or 1 in each row, not '2'");
    CHECK(fault("A,B,count\n1,0\n") == "2:1 the row has 2 cells, the header 3");
    CHECK(fault("A,B,count\n0,0,5\n") == "2:1 a row stands on no list: nobody has counted those");
    CHECK(fault("A,A,count\n") == "1:1 the column 'A' is there twice");
    CHECK(fault("A,,count\n") == "1:2 a column has no name");
    CHECK(fault("A,B\n1,0\n", {.lists = {"C"}}) == "1:1 there is no list 'C'");
    CHECK(fault("a,b,c,d,e,f,g,h,i,j,k,l,m,count\n").find("13 lists; this program holds 12") != std::string::npos);
}

TEST_CASE("what no estimate can be made of is refused with its reason") {
    CHECK(why(table(1, {0, 5})) == "one list says nothing about those on none: at least two are needed");
    CHECK(why(table(2, {0, 0, 0, 0})) == "the counts sum to nothing");
    CHECK(why(table(2, {0, 5, 0, 0})) == "the list 'B' is empty");
    CHECK(why(table(3, {0, 5, 4, 0, 3, 0, 0, 0})) == "no person stands on two lists: without any overlap nothing says how many stand on none");
    CHECK(why(table(2, {0, 5, 4, 1})).empty());
}

TEST_CASE("captures that a referral made are taken out") {
    Columns c;
    c.referred = "referred";
    auto in = read("A,B,C,referred\n1,1,0,B\n1,1,1,B+C\n1,1,1,C\n1,1,0,\n1,0,0,\n0,1,1,0\n", c).value();
    CHECK(in.overlapping == 5);
    CHECK(in.overlapping_by_referral == 2);
    CHECK(in.referred == 3);
    CHECK(in.independent.count == std::vector<int64_t>{0, 3, 0, 2, 0, 0, 1, 0});
    CHECK(fault("A,B,referred\n1,0,B\n", c) == "2:3 a list is named that this row does not stand on");
    CHECK(fault("A,B,referred\n1,1,A+B\n", c) == "2:3 some list came first: not every capture can be by referral");
    CHECK(fault("A,B,referred\n1,1,X\n", c) == "2:3 'X' is no list here");
}

TEST_CASE("lists are left out and merged") {
    auto o = table(3, {0, 5, 4, 3, 2, 1, 7, 6});
    CHECK(without_list(o, 1).count == std::vector<int64_t>{0, 8, 9, 7});
    CHECK(without_list(o, 1).known == 24);
    auto m = merged(o, 0, 2);
    CHECK(m.lists == std::vector<std::string>{"A+C", "B"});
    CHECK(m.count == std::vector<int64_t>{0, 8, 4, 16});
}
