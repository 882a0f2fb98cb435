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

TEST_CASE("a Chinese or Korean name is found under its Latin spelling in either order, with what agrees as it is") {
    PersonIndex x;
    x.put(person(1), {"王小明", "1988-03-10", "CN", "man", ""});
    x.put(person(2), {"김민수", "1988-03-11", "KR", "man", ""});
    for (const char* name : {"Xiaoming Wang", "Wang Xiaoming", "王 小明", "Wang, Xiaoming"}) {
        auto found = x.ask(person(9), {name, "1988-03-10", "", "", ""}, 5, everybody);
        REQUIRE_MESSAGE(found.size() == 1, name);
        CHECK(found[0].person == person(1));
        CHECK(level(found[0], Compared::surname) == (std::string(name) == "Wang Xiaoming" ? "swapped" : "same"));
    }
    auto kim = x.ask(person(9), {"Minsu Kim", "1988-03-11", "KR", "", ""}, 5, everybody);
    REQUIRE(kim.size() == 1);
    CHECK(kim[0].person == person(2));
    CHECK(level(kim[0], Compared::given) == "same");
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

TEST_CASE("another name finds a person as the full name does, whoever of the two goes by it") {
    PersonIndex x;
    x.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "", {"Masha Petrova", "Rita"}});
    Likeness masha{"Masha Petrova", "1983-05-17", "RU", "woman", ""}, rita{"Rita Sokolova", "1983-05", "RU", "woman", ""};
    for (const auto& asked : {masha, rita}) {
        auto found = x.ask(person(9), asked, 5, everybody);
        REQUIRE(found.size() == 1);
        CHECK(found[0].person == person(1));
        CHECK(std::any_of(found[0].grounds.begin(), found[0].grounds.end(), [](auto& g) { return name_of(g) == "other-given-name"; }));
    }
    PersonIndex y;
    y.put(person(2), masha);
    CHECK(y.ask(person(9), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", ""}, 5, everybody).empty());
    CHECK(has(y.ask(person(9), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "", {"Maria", "Masha Petrova"}}, 5, everybody), 2));
    // Told anew, and taken out: every row of theirs.
    x.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", ""});
    CHECK(x.size() == 1);
    CHECK(x.ask(person(9), masha, 5, everybody).empty());
    x.put(person(1), {"", "1983-05-17", "RU", "woman", "", {"Masha Petrova"}});
    CHECK(has(x.ask(person(9), masha, 5, everybody), 1));
    x.remove(person(1));
    CHECK(x.ask(person(9), masha, 5, everybody).empty());
}

TEST_CASE("a document's number is the same with a space or a dash, and differs only from one that can be compared") {
    PersonIndex x;
    x.put(person(1), {"Tatjana Sokolova", "1983-05-17", "RU", "woman", "", {}, {{"passport", "AB 12-3456", "RU"}}});
    auto bits = [&](const Likeness& l) {
        auto found = x.ask(person(9), l, 5, everybody);
        return found.empty() ? -1e9f : found[0].bits;
    };
    Likeness asked{"Tatiana Sokolova", "1983", "RU", "woman", ""};
    float without = bits(asked);
    for (const char* number : {"AB123456", "ab 123 456", "AB-123456"}) {
        for (const char* kind : {"passport", "identity-card"}) {
            asked.documents = {{kind, number, ""}};
            CHECK(bits(asked) > without + 5);
        }
        CHECK(has(x.ask(person(9), {"", "", "RU", "woman", "", {}, {{"passport", number, ""}}}, 5, everybody), 1));
    }
    asked.documents = {{"identity-card", "77 001 002", "RU"}};
    CHECK(bits(asked) == without);
    asked.documents = {{"passport", "77 001 002", "UA"}};
    CHECK(bits(asked) == without);
    asked.documents = {{"passport", "77 001 002", ""}};
    CHECK(bits(asked) < without);
    asked.documents.push_back({"passport", "AB123456", "RU"});       // the best of the pairs counts
    CHECK(bits(asked) > without + 5);
    // Passports that follow each other are two persons'.
    CHECK(x.ask(person(9), {"Joy Igbinedion", "1985-01-03", "RU", "woman", "", {}, {{"passport", "AB 12-3457", "RU"}}}, 5, everybody).empty());
}

TEST_CASE("a passport that is known is asked about by its number alone, in a register of two as in one of many") {
    for (int others : {1, 60}) {
        PersonIndex x;
        x.put(person(1), {"Tatjana Sokolova", "", "", "", "", {}, {{"passport", "AB123456", "RU"}}});
        for (int n = 0; n < others; ++n)
            x.put(person(uint8_t(n + 10)), {"Given" + std::to_string(n) + " Family", "1980-03-1" + std::to_string(n % 10), "NG", "man", "", {}, {{"passport", "X55" + std::to_string(1000 + n * 37), "NG"}}});
        Likeness nameless{"", "1983-05-17", "RU", "woman", "", {}, {{"passport", "ab 123 456", ""}}};
        REQUIRE_MESSAGE(x.ask(person(9), nameless, 5, everybody).size() == 1, others);
        CHECK(x.ask(person(9), nameless, 5, everybody)[0].person == person(1));
        // One digit beside it is another passport, and so is it the other's when every name and the day are others.
        nameless.documents = {{"passport", "AB123457", ""}};
        CHECK(x.ask(person(9), nameless, 5, everybody).empty());
        CHECK(x.ask(person(9), {"Blessing Osagie", "1990-01-01", "NG", "", "", {}, {{"passport", "X551000", "NG"}}}, 5, everybody).empty());
    }
}

TEST_CASE("a document that three hold is a link, and nothing else of the same person is lost by it") {
    PersonIndex x;
    const char* names[] = {"Blessing Osagie", "Joy Igbinedion", "Mercy Omoruyi", "Faith Ehigie"};
    Likeness::Document shared{"passport", "A00123456", "NG"};
    for (uint8_t n = 0; n < 4; ++n) x.put(person(uint8_t(n + 1)), {names[n], "198" + std::to_string(n) + "-03-1" + std::to_string(n), "NG", "woman", "", {}, {shared}});
    for (uint8_t n = 1; n <= 4; ++n) {
        Likeness who{names[n - 1], "198" + std::to_string(n - 1) + "-03-1" + std::to_string(n - 1), "NG", "woman", "", {}, {shared}};
        CHECK(x.ask(person(n), who, 20, everybody).empty());
    }
    x.put(person(5), {"Blessing Osagi", "1980-03-10", "NG", "woman", "", {}, {shared, {"identity-card", "77 001 002", ""}}});
    Likeness first{"Blessing Osagie", "1980-03-10", "NG", "woman", "", {}, {shared}};
    auto likely = x.ask(person(1), first, 20, everybody);
    REQUIRE(likely.size() == 1);
    CHECK(likely[0].person == person(5));
    CHECK(level(likely[0], Compared::document) == "shared");
    first.documents.push_back({"identity-card", "77001002", ""});
    auto more = x.ask(person(1), first, 20, everybody);
    REQUIRE(more.size() == 1);
    CHECK(level(more[0], Compared::document) == "same");
    CHECK(more[0].bits > likely[0].bits);
    // Whom the viewer may not know of shares nothing.
    auto two = [](const PersonId& p) { return PersonIndex::May{p == person(5) || p == person(1), true}; };
    auto alone = x.ask(person(1), {"Blessing Osagie", "1980-03-10", "NG", "woman", "", {}, {shared}}, 20, two);
    REQUIRE(alone.size() == 1);
    CHECK(level(alone[0], Compared::document) == "same");
}

TEST_CASE("more names and documents that agree never make a person less likely") {
    const std::vector<std::string> names{"Tatjana Sokolova", "Masha", "Rita Petrova", "Sokolova Tanja", "Olga Ivanova"};
    const std::vector<Likeness::Document> documents{{"passport", "AB123456", "RU"}, {"identity-card", "77001002", ""}, {"passport", "ZZ 9", "UA"}};
    auto with = [&](size_t name, size_t others, size_t n_documents) {
        Likeness l{names[name], "1983-05-17", "RU", "woman", ""};
        for (size_t i = 0; i < others; ++i) l.other_names.push_back(names[(name + 1 + i) % names.size()]);
        l.documents.assign(documents.begin(), documents.begin() + long(n_documents));
        return l;
    };
    for (size_t theirs = 0; theirs < names.size(); ++theirs) {
        PersonIndex x;
        x.put(person(1), with(theirs, 1, 2));
        auto bits = [&](const Likeness& l) {
            auto found = x.ask(person(9), l, 5, everybody);
            return found.empty() ? -1e9f : found[0].bits;
        };
        for (size_t name = 0; name < names.size(); ++name)
            for (size_t others = 0; others + 1 < names.size(); ++others)
                for (size_t d = 0; d < 3; ++d) {
                    float now = bits(with(name, others, d));
                    CHECK(bits(with(name, others + 1, d)) >= now);
                    if (d < 2) CHECK(bits(with(name, others, d + 1)) >= now);
                }
    }
}
