#include "app/service/likely.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace soria;
using namespace soria::app;

namespace {

PersonId person(uint8_t n) {
    PersonId p;
    p.value[0] = n;
    return p;
}
const auto everybody = [](const PersonId&) { return PersonIndex::May{true, true}; };
bool has(const std::vector<Likely>& l, uint8_t n) { return std::any_of(l.begin(), l.end(), [&](auto& x) { return x.person == person(n); }); }
std::string level(const Likely& l, Compared what) {
    for (const auto& g : l.grounds)
        if (g.what == what) return g.level;
    return {};
}

}  // namespace

TEST_CASE("a person is found with typing errors, in another order and script, and with half a day of birth") {
    PersonIndex x;
    x.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "99 88 77 66"});
    x.put(person(2), {"Mercy Blessing Okafor", "1985", "NG", "woman", ""});
    for (const auto& [asked, found] : std::vector<std::pair<Likeness, uint8_t>>{
             {{"Tatiana Sokolowa", "1983-05-17", "", "", ""}, 1},
             {{"Sokolowa Tatiana", "1983-05-17", "RU", "woman", ""}, 1},
             {{"\xD0\xA2\xD0\xB0\xD1\x82\xD1\x8C\xD1\x8F\xD0\xBD\xD0\xB0 \xD0\xA1\xD0\xBE\xD0\xBA\xD0\xBE\xD0\xBB\xD0\xBE\xD0\xB2\xD0\xB0", "1983-05", "RU", "", ""}, 1},
             {{"Sokolova, Tatjana", "", "RU", "woman", ""}, 1},
             {{"", "", "RU", "woman", "telephone +47 99887766, evenings"}, 1},
             {{"Mercy Okafor", "1985-01-01", "NG", "woman", ""}, 2}}) {
        auto likely = x.ask(person(9), asked, 5, everybody);
        REQUIRE_MESSAGE(likely.size() == 1, asked.full_name);
        CHECK(likely[0].person == person(found));
    }
    CHECK(x.ask(person(9), {"Tatjana Petrova", "1990-02-03", "RU", "woman", ""}, 5, everybody).empty());
    CHECK(x.ask(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", ""}, 5, everybody).empty());    // not herself
    CHECK(x.ask(person(9), {}, 5, everybody).empty());
    CHECK(x.ask(person(9), {std::string(1 << 20, 'x'), "", "", "", ""}, 5, everybody).empty());
    x.remove(person(1));
    CHECK(x.ask(person(9), {"Tatiana Sokolowa", "1983-05-17", "", "", ""}, 5, everybody).empty());
}

TEST_CASE("who is written in a script without vowels, or without blanks, is found by a Latin spelling, and the other way") {
    const std::pair<const char*, const char*> people[] = {{"\u0645\u062D\u0645\u062F \u0627\u0644\u0631\u0634\u064A\u062F", "Mohammed Al-Rashid"}, {"\u0645\u0631\u064A\u0645 \u0645\u0646\u0635\u0648\u0631", "Maryam Mansour"},
                                                          {"\u0641\u0627\u0637\u0645\u0629 \u062D\u0633\u064A\u0646", "Fatima Hussein"}, {"\u0E2A\u0E21\u0E0A\u0E32\u0E22 \u0E43\u0E08\u0E14\u0E35", "Somchai Jaidee"}, {"\u674E\u6885", "Mei Li"}};
    PersonIndex native, latin;
    for (uint8_t n = 0; n < 5; ++n) {
        std::string born = "1988-03-1" + std::to_string(n);
        native.put(person(uint8_t(n + 1)), {people[n].first, born, "", "", ""});
        latin.put(person(uint8_t(n + 1)), {people[n].second, born, "", "", ""});
    }
    for (uint8_t n = 0; n < 5; ++n) {
        std::string born = "1988-03-1" + std::to_string(n);
        for (auto found : {native.ask(person(9), {people[n].second, born, "", "", ""}, 5, everybody), latin.ask(person(9), {people[n].first, born, "", "", ""}, 5, everybody)}) {
            REQUIRE_MESSAGE(found.size() == 1, people[n].second);
            CHECK(found[0].person == person(uint8_t(n + 1)));
        }
    }
}

TEST_CASE("what may not be known does not count: not the person, and not how to reach them") {
    PersonIndex x;
    x.put(person(1), {"", "", "RU", "woman", "99887766"});
    Likeness asked{"", "", "RU", "woman", "99887766"};
    CHECK(has(x.ask(person(9), asked, 5, everybody), 1));
    CHECK(x.ask(person(9), asked, 5, [](const PersonId&) { return PersonIndex::May{false, false}; }).empty());
    CHECK(x.ask(person(9), asked, 5, [](const PersonId&) { return PersonIndex::May{true, false}; }).empty());
}

TEST_CASE("registers that differ in hidden people weigh the same") {
    PersonIndex small, large;
    small.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "99887766"});
    large.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "99887766"});
    for (uint8_t n = 20; n < 60; ++n) large.put(person(n), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "99887766"});
    auto only_first = [](const PersonId& p) { return PersonIndex::May{p == person(1), p == person(1)}; };
    Likeness asked{"Tatiana Sokolova", "1983-05-17", "RU", "woman", "99887766"};
    auto a = small.ask(person(9), asked, 5, only_first), b = large.ask(person(9), asked, 5, only_first);
    REQUIRE(a.size() == 1);
    REQUIRE(b.size() == 1);
    CHECK(a[0].bits == b[0].bits);
    CHECK(level(b[0], Compared::phone) == "same");
}

TEST_CASE("ten women with one telephone and 1 January are ten; one who was written down twice is found all the same") {
    PersonIndex x;
    const char* names[] = {"Blessing Osagie", "Joy Igbinedion", "Mercy Omoruyi", "Faith Ehigie", "Gift Aigbe", "", "", "", "", "Blessing Osagi"};
    for (uint8_t n = 0; n < 10; ++n) x.put(person(uint8_t(n + 1)), {names[n], "1985-01-01", "NG", "woman", "99887766"});
    for (uint8_t n = 1; n <= 10; ++n) {
        auto likely = x.ask(person(n), {names[n - 1], "1985-01-01", "NG", "woman", "99887766"}, 20, everybody);
        bool twice = n == 1 || n == 10;
        CHECK_MESSAGE(likely.size() == (twice ? 1 : 0), int(n));
        if (!twice) continue;
        CHECK(likely[0].person == person(n == 1 ? 10 : 1));
        CHECK(level(likely[0], Compared::phone) == "shared");
        CHECK(level(likely[0], Compared::born) == "vague");
    }
}

TEST_CASE("more agreement never makes a person less likely") {
    PersonIndex x;
    x.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "99887766"});
    auto bits = [&](const Likeness& l) {
        auto found = x.ask(person(9), l, 5, everybody);
        return found.empty() ? -1e9f : found[0].bits;
    };
    std::vector<Likeness> more{{"Sokolova", "1983", "", "", ""}, {"Tatjana Sokolova", "1983", "", "", ""}, {"Tatjana Sokolova", "1983-05", "", "", ""}, {"Tatjana Sokolova", "1983-05-17", "", "", ""},
                               {"Tatjana Sokolova", "1983-05-17", "RU", "", ""}, {"Tatjana Sokolova", "1983-05-17", "RU", "woman", ""}, {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "99887766"}};
    for (size_t i = 1; i < more.size(); ++i) CHECK(bits(more[i]) >= bits(more[i - 1]));
}
