#include "engines/matching/index.hpp"

#include "engines/matching/testing/people.hpp"

using namespace soria;
using namespace soria::matching;

namespace {

struct World {
    Matched bulk;
    std::unique_ptr<Index> index;
};
World world(size_t persons, uint64_t seed) {
    LoadOptions o;
    o.guests = true;
    auto t = table_of(some_people(persons, seed), o);
    REQUIRE(t);
    World w{matched(*t, run_here, 0.2), {}};
    Memory memory;
    auto x = Index::build(std::move(*t), w.bulk.model, run_here, memory);
    REQUIRE(x);
    w.index = std::move(*x);
    return w;
}
Index::Person person_of(const Table& t, uint32_t row) {
    Index::Person p;
    for (size_t k = 0; k < t.width(); ++k) p.emplace_back(t.row(row)[k] ? std::string(t.store(k).text(t.row(row)[k])) : "");
    return p;
}

}  // namespace

TEST_CASE("a question finds whom the bulk found, with the same score") {
    auto w = world(900, 6);
    const auto& t = w.index->table();
    REQUIRE_FALSE(w.bulk.every_pair);                  // by the same passes
    REQUIRE(w.bulk.pairs.size() > 200);
    for (const auto& pair : w.bulk.pairs) {
        auto found = w.index->ask(person_of(t, pair.a), 0.5, 50);
        auto same = std::find_if(found.begin(), found.end(), [&](const Candidate& c) { return c.row == pair.b; });
        REQUIRE(same != found.end());
        CHECK(same->bits == pair.bits);
        CHECK(w.index->score(person_of(t, pair.a), pair.b) == pair.bits);
    }
}

TEST_CASE("who is added is found with typing errors and in another script, and not once removed") {
    auto w = world(500, 6);
    auto row = w.index->add("new", {"bergen", "1988-05-17", "Tatiana", "99887766", "Sokolova"});
    REQUIRE(row);
    Index::Person typed{"bergen", "1988-05-17", "Tatjana", "", "Sokolowa"}, cyrillic{"", "1988-05-17", "\xD0\xA2\xD0\xB0\xD1\x82\xD1\x8C\xD1\x8F\xD0\xBD\xD0\xB0", "99887766",
                                                                                    "\xD0\xA1\xD0\xBE\xD0\xBA\xD0\xBE\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xB0"};
    for (const auto& p : {typed, cyrillic}) {
        auto found = w.index->ask(p, 0.5, 5);
        REQUIRE(found.size() == 1);

        CHECK(found[0].row == *row);
        float sum = w.index->scorer().prior_bits();
        for (const auto& s : w.index->explain(p, *row)) sum += s.bits;
        CHECK(sum == doctest::Approx(double(found[0].bits)).epsilon(0.001));
        CHECK(w.index->ask(p, 0.5, 5, [&](uint32_t r) { return r != *row; }).empty());    // who must not be known of is not there
    }
    // Without vowels: by the consonants and the year.
    auto arabic = w.index->add("arabic", {"", "1988-03-09", "\u0645\u0631\u064A\u0645", "", "\u0645\u0646\u0635\u0648\u0631"});
    REQUIRE(arabic);
    auto maryam = w.index->ask({"", "1988-03-09", "Maryam", "", "Mansour"}, 0.5, 5);
    REQUIRE(maryam.size() == 1);
    CHECK(maryam[0].row == *arabic);
    w.index->remove(*row);
    CHECK(w.index->ask(typed, 0.5, 5).empty());
    CHECK(w.index->ask({}, 0.5, 5).empty());
    CHECK(w.index->ask({"", "", std::string(1 << 20, 'x')}, 0.5, 5).empty());
    CHECK(!w.index->add("", typed));
}
