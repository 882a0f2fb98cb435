#include <doctest/doctest.h>

#include "engines/matching/fold.hpp"
#include "engines/matching/testing/people.hpp"

using namespace soria;
using namespace soria::matching;

namespace {
// Every row's cells with a bar between them, fed in chunks of that size; a fault ends it.
std::string fed(std::string_view text, size_t chunk) {
    std::string out;
    CsvFeed feed([&](std::span<const std::string_view> cells, size_t line) -> Status {
        out += std::to_string(line) + " ";
        for (size_t i = 0; i < cells.size(); ++i) out += (i ? "|" : "") + std::string(cells[i]);
        out += "\n";
        return {};
    });
    Status ok;
    for (size_t at = 0; ok && at < text.size(); at += chunk) ok = feed.feed(text.substr(at, chunk));
    if (ok) ok = feed.finish();
    return ok ? out : out + "! " + ok.error().text();
}
uint8_t level(Family f, std::string_view a, std::string_view b) {
    Store s;
    uint32_t x = s.intern(a, f), y = s.intern(b, f);
    CHECK(level_of(f, s, x, y) == level_of(f, s, y, x));
    return level_of(f, s, x, y);
}
// The distance by its definition, for small strings.
int slow_edits(std::string_view a, std::string_view b) {
    std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i)
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = int(i + j);
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return std::min(3, d[a.size()][b.size()]);
}
}  // namespace

TEST_CASE("CSV in chunks of any size is the same rows") {
    std::string text = "\xEF\xBB\xBFid,name\r\n1,\"a,\"\"b\"\"\nc\"\n\n2, \xC3\x85se \n3,";
    for (size_t chunk : {3, 5, 1000}) CHECK(fed(text, chunk) == "1 id|name\n2 1|a,\"b\"\nc\n5 2|\xC3\x85se\n6 3|\n");
    CHECK(fed("a;b\n1;2\n", 2) == "1 a|b\n2 1|2\n");
}

TEST_CASE("CSV that is wrong says its line") {
    CHECK(fed("a,b\n1,\"x\n", 4).find("line 2: a quote is not closed") != std::string::npos);
    CHECK(fed("a,b\n1,J\xF8rgen\n", 4).find("line 2: is not UTF-8") != std::string::npos);
    CHECK(fed(std::string("a,b\n1,\0\n", 8), 4).find("line 2: a NUL byte") != std::string::npos);
    CHECK(fed("a\n" + std::string(1 << 20, 'x'), 4096).find("line 2: a row has at most") != std::string::npos);
    CHECK(fed("a\n" + std::string(20'000, 'x') + "\n", 4096).find("line 2, column 1: a cell has at most") != std::string::npos);
}

TEST_CASE("names of every script fold to one spelling") {
    CHECK(fold("  \xC3\x85se  Bj\xC3\xB8rnstad-O'Neil ") == "ase bjornstad oneil");
    CHECK(fold("\xD0\xA2\xD0\xB0\xD1\x82\xD1\x8C\xD1\x8F\xD0\xBD\xD0\xB0") == "tatana");
    CHECK(sound_key(fold("\xCE\x93\xCE\xB9\xCF\x8E\xCF\x81\xCE\xB3\xCE\xBF\xCF\x82")) == sound_key("giorgos"));
    CHECK(sound_key("mohammed") == sound_key("muhamad"));
    CHECK(sound_key("li") == "");
}

TEST_CASE("the distance of two strings is the one of its definition") {
    uint64_t state = 5;
    auto word = [&] {
        std::string s;
        size_t n = (state = mix(state, 3)) % 9;
        for (size_t i = 0; i < n; ++i) s += char('a' + (state = mix(state, 3)) % 3);
        return s;
    };
    for (int i = 0; i < 20'000; ++i) {
        auto a = word(), b = word();
        int e = edits(a, b);
        REQUIRE_MESSAGE(e == slow_edits(a, b), a << " " << b);
        if (e <= 2) REQUIRE(few_bits(letter_mask(a) ^ letter_mask(b)));
        if (!a.empty() && !b.empty())
            REQUIRE(jaro_winkler_at_most(int(a.size()), letter_mask(a), int(b.size()), letter_mask(b), a[0] == b[0] ? 4 : 0) >= jaro_winkler(a, b) - 1e-9);
    }
    CHECK(jaro_winkler("martha", "marhta") == doctest::Approx(0.9611).epsilon(0.001));
    CHECK(jaro_winkler("dixon", "dicksonx") == doctest::Approx(0.8133).epsilon(0.001));
}

TEST_CASE("levels of names") {
    auto names = [](auto a, auto b) { return level(Family::words, a, b); };
    CHECK(names("allen", "allen") == exact);
    CHECK(names("allen", "alen") == edit_short);
    CHECK(names("robinson", "robinsom") == edit_middle + (std::string("robinsom").size() >= 8 ? edit_long - edit_middle : 0));
    CHECK(names("r", "robert") == initial);
    CHECK(names("rob", "robert") == part);
    CHECK(names("anna maria", "maria") == part);
    CHECK(names("mohammed", "muhamad") == sound_short);
    CHECK(names("grace", "alan") == other);
}

TEST_CASE("levels of dates") {
    auto dates = [](auto a, auto b) { return level(Family::date, normal(Kind::date, a), normal(Kind::date, b)); };
    CHECK(dates("1971-06-24", "24.06.1971") == exact);
    CHECK(dates("19710624", "1971-06-24T00:00") == exact);
    CHECK(dates("1971-06-05", "1971-05-06") == day_month_swapped);
    CHECK(dates("1971-06-24", "1971-01-01") == day_unknown);
    CHECK(dates("1971-06-24", "1971-06") == day_unknown);
    CHECK(dates("1971-06-24", "1971") == day_unknown);
    CHECK(dates("1971-06-24", "1972-01") == other);
    CHECK(dates("1971-06-24", "1971-06-25") == one_digit);
    CHECK(dates("1971-06-24", "1962-11-13") == other);
    CHECK(normal(Kind::date, "1971-02-30") == "");
    CHECK(normal(Kind::date, "tomorrow") == "");
}

TEST_CASE("what a column holds is found out from its name and its content") {
    auto t = table_of("unique_id,cluster,Fornavn,last name,born,e-mail,tlf,passport no,kjønn,note,x\n"
                      "1,7,Kari,Berg,1980-02-03,k@a.no,+4791234567,N1234,kvinne,cook,\n"
                      "2,7,Ola,Dahl,1981-02-03,o@a.no,+4791234568,N1235,mann,nurse,\n");
    REQUIRE(t);
    std::string kinds;
    for (const auto& a : t->attributes) kinds += a.name + "=" + std::string(name_of(a.kind)) + " ";
    CHECK(kinds == "Fornavn=given born=date e-mail=email kj\xC3\xB8nn=sex last name=surname note=sex passport no=document tlf=phone ");
    CHECK(t->passed_over == std::vector<std::string>{"x: nothing to compare"});
    CHECK(table_of("unique_id,name\n1,\"Allen, Robert\"\n2,Robert Allen\n")->attributes.size() == 2);
}

TEST_CASE("tables that are wrong are refused") {
    auto because = [](std::string_view csv) { return table_of(csv).error().because; };
    CHECK(because("") == "the file is empty");
    CHECK(because("a,b\n1,2\n").find("no column 'unique_id'") == 0);
    CHECK(because("unique_id,a\n1,x\n1,y\n") == "the id '1' stands twice");
    CHECK(because("unique_id,a\n,x\n") == "has no id");
    CHECK(because("unique_id,a,a\n1,x,y\n") == "the column 'a' stands twice");
    CHECK(because("unique_id,a\n1\n") == "has 1 cells, the header has 2");
}
