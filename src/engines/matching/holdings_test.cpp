#include "engines/matching/holdings.hpp"

#include "engines/matching/testing/people.hpp"

using namespace soria;
using namespace soria::matching;

namespace {

Table of_two(std::string_view a, std::string_view b, LoadOptions o = {}) {
    Memory memory;
    Loader loader(std::move(o), run_here, memory);
    for (auto text : {a, b}) {
        REQUIRE(loader.begin_file());
        REQUIRE(loader.feed(text));
        REQUIRE(loader.end_file());
    }
    auto t = loader.table();
    REQUIRE(t);
    return std::move(*t);
}
// "name=with:kind" of each attribute, and the names of what is passed over.
std::string held(const Table& t) {
    std::string out;
    for (const auto& a : t.attributes) out += a.name + (a.with.empty() ? "" : "=" + a.with) + ":" + std::string(name_of(a.kind)) + " ";
    for (const auto& p : t.passed_over) out += "-" + p.substr(0, p.find(':')) + " ";
    return out;
}
std::string cell(const Table& t, const std::string& id, const std::string& attribute) {
    for (size_t r = 0; r < t.rows; ++r)
        for (size_t k = 0; k < t.width(); ++k)
            if (t.ids.text(r) == id && t.attributes[k].name == attribute) return t.row(r)[k] ? std::string(t.store(k).text(t.row(r)[k])) : "";
    return "(none)";
}

}  // namespace

TEST_CASE("columns of two files are joined by what they hold") {
    auto t = of_two("unique_id,given_name,surname,dob,mobile\na1,Anna,Berg,1980-01-02,91122333\na2,Bo,Lie,1990-05-05,\n",
                    "date_of_birth,last name,first_name,unique_id,phone\n02.01.1980,Berg,Anna,b1,+47 911 22 333\n1990-05-05,Lie,,b2,\n");
    CHECK(held(t) == "date_of_birth=dob:date first_name=given_name:given last name=surname:surname mobile=phone:phone ");
    CHECK(cell(t, "a1", "first_name") == "anna");
    CHECK(cell(t, "b1", "first_name") == "anna");
    CHECK(cell(t, "b2", "first_name").empty());
    CHECK(cell(t, "b1", "date_of_birth") == "1980-01-02");
    CHECK(cell(t, "a1", "mobile") == cell(t, "b1", "mobile"));
    for (size_t k = 0; k < t.width(); ++k) {
        uint32_t rows = 0;
        for (size_t c = 1; c < t.counts[k].size(); ++c) rows += t.counts[k][c];
        CHECK(rows == (t.attributes[k].name == "first_name" ? 3 : t.attributes[k].name == "mobile" ? 2 : 4));
    }
}

TEST_CASE("a heading written otherwise is the same heading") {
    auto t = of_two("unique_id,First Name,DOB,Occupation\n1,Anna,1980-01-02,cook\n", "unique_id,first_name,dob,occupation\n2,Anna,1980-01-02,cook\n");
    CHECK(held(t) == "DOB:date First Name:given Occupation:code ");
    // Not where one file has both.
    auto both = of_two("unique_id,First Name,first_name\n1,Anna,Bo\n", "unique_id,first_name\n2,Anna\n");
    CHECK(held(both) == "first_name:given -First Name ");
}

TEST_CASE("what is not clear is left out and said") {
    auto t = of_two("unique_id,surname,mobile,telephone\n1,Berg,91122333,22334455\n", "unique_id,surname,phone\n2,Berg,91122333\n");
    CHECK(held(t) == "surname:surname -mobile -phone -telephone ");
    CHECK(t.passed_over[0] == "mobile: may be the other file's phone; which is not clear: give the two one heading");
    LoadOptions o;
    o.kinds = {{"telephone", Kind::ignored}};
    CHECK(held(of_two("unique_id,surname,mobile,telephone\n1,Berg,91122333,22334455\n", "unique_id,surname,phone\n2,Berg,91122333\n", o)) ==
          "mobile=phone:phone surname:surname -telephone ");
}

TEST_CASE("what only looks alike is not joined") {
    // A day of birth and another day; a place of birth and a town; two codes.
    auto t = of_two("unique_id,surname,dob,birth_place,shelter\n1,Berg,1980-01-02,Oslo,A\n", "unique_id,surname,arrived,city,unit\n2,Berg,1980-01-02,Oslo,A\n");
    CHECK(held(t) == "surname:surname -arrived -birth_place -city -dob -shelter -unit ");
}

TEST_CASE("a whole name in one file is its parts in the other") {
    std::string_view whole = "unique_id,name,dob\na1,Anna Maria Berg,1980-01-02\na2,\"Lie, Bo\",1990-05-05\n";
    std::string_view parts = "unique_id,last_name,first_name,dob\nb1,Berg,Anna,1980-01-02\n";
    auto t = of_two(whole, parts);
    CHECK(held(t) == "dob:date first_name=name:given last_name=name:surname ");
    CHECK(cell(t, "a1", "last_name") == "berg");
    CHECK(cell(t, "a2", "first_name") == "bo");
    CHECK(cell(t, "b1", "last_name") == "berg");
    auto turned = of_two(parts, whole);
    CHECK(held(turned) == "dob:date first_name=name:given last_name=name:surname ");
    CHECK(cell(turned, "a1", "last_name") == "berg");
}

TEST_CASE("which of two files comes first changes no pair and no score") {
    std::string csv = some_people(250, 17), one, other = "unique_id,mobile,first name,last_name,date of birth,town\n", line;
    size_t n = 0;
    for (char c : csv) {                   // every third row to the other file, under other headings; the ids are numbers that both files use
        if (c != '\n') {
            line += c;
            continue;
        }
        std::vector<std::string> cells{""};
        for (char x : line) x == ',' ? cells.emplace_back() : cells.back() += std::string(1, x);
        auto id = std::to_string(n / 3);
        if (n == 0) one = "unique_id,given_name,surname,dob,city,phone\n";
        else if (n % 3 == 0) other += id + "," + cells[5] + "," + cells[1] + "," + cells[2] + "," + cells[3] + "," + cells[4] + "\n";
        else if (n % 3 == 1) one += id + "," + cells[1] + "," + cells[2] + "," + cells[3] + "," + cells[4] + "," + cells[5] + "\n";
        ++n;
        line.clear();
    }
    auto linked = [](std::string_view a, std::string_view b, bool exchanged) {
        auto t = of_two(a, b);
        auto m = matched(t);
        std::vector<std::string> out;
        for (const auto& p : m.pairs) {
            bool first = (t.source[p.a] != 0) == exchanged;
            out.push_back(t.ids.text(first ? p.a : p.b) + " " + t.ids.text(first ? p.b : p.a) + " " + std::to_string(p.bits));
        }
        std::sort(out.begin(), out.end());
        return out;
    };
    auto there = linked(one, other, false);
    CHECK(there.size() > 40);
    CHECK(there == linked(other, one, true));
}

TEST_CASE("a model learnt from either of two files is theirs, and a kind may be told by either heading") {
    std::string one = "unique_id,given_name,surname,dob\na,Anna,Berg,1980-01-02\n", other = "unique_id,first_name,last_name,dob\nb,Anna,Berg,1980-01-02\n";
    for (const auto& text : {one, other}) {
        auto alone = table_of(text);
        REQUIRE(alone);
        Model m;
        for (const auto& a : alone->attributes) m.attributes.push_back(first_guess(a));
        CHECK(fitted(m, of_two(one, other)));
        CHECK(fitted(m, of_two(other, one)));
    }
    for (const char* heading : {"Unit", "unit"}) {
        LoadOptions o;
        o.kinds = {{heading, Kind::document}};
        CHECK(held(of_two("unique_id,surname,Unit\n1,Berg,A1\n", "unique_id,surname,unit\n2,Berg,A1\n", o)) == "Unit:document surname:surname ");
    }
}
