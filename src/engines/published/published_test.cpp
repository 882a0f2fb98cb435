#include "engines/published/published.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using namespace soria;
using namespace soria::published;

namespace {
// Every contradiction as "kind about: computation", and the same of what is left over.
std::string found(std::string_view text, bool remainders = false) {
    auto rows = read(text);
    if (!rows) return rows.error().text();
    auto r = check(*rows);
    std::string s;
    for (const auto& c : remainders ? r.remainders : r.contradictions) s += c.kind + " " + c.about + ": " + c.computation + "\n";
    return s;
}
const std::string head = "series,period,category,value,source\n";
const std::string wide = "series,period,dimension,category,value,source,note\n";
const std::string unodc = "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source\n";
}  // namespace

TEST_CASE("a value is a number, or the range of what it may be") {
    auto at = [](const char* s) {
        auto r = read_value(s);
        return r ? std::to_string(long(r->low)) + ".." + std::to_string(long(std::min(r->high, 1e6))) : "none";
    };
    CHECK(at("349") == "349..349");
    CHECK(at("16,938") == "16938..16938");
    CHECK(at("<5") == "0..4");
    CHECK(at("approx 290") == "261..319");
    CHECK(at("approx 100 (estimate)") == "90..110");
    CHECK(at("just under 100") == "90..99");
    CHECK(at("at least 51") == "51..1000000");
    CHECK(at("just over 6000") == "6000..6600");
    CHECK(at("14-18") == "14..18");
    CHECK(at("not calculated") == "none");
    CHECK(at("1,00") == "none");
    CHECK(at("") == "none");
    CHECK(read_period("2023Q4") == Period{2023 * 12 + 9, 2024 * 12});
    CHECK(read_period("2003-06/2013") == Period{2003 * 12, 2013 * 12 + 6});
    CHECK(read_period("2013-2015") == Period{2013 * 12, 2016 * 12});
    CHECK(!read_period("2005-mid2006"));
    CHECK(!read_period("2014-2018 per year"));
    CHECK(!read_period("Q1 2023"));
}

TEST_CASE("the same figure with another value, unless a range allows both") {
    CHECK(found(head + "a,2016,total,262,x\na,2016,total,262,y\n") == "");
    CHECK(found(head + "a,2016,total,262,x\na,2016,total,264,y\n") == "two-values a, 2016, total: 262 is not 264\n");
    CHECK(found(head + "a,2016,total,approx 260,x\na,2016,total,264,y\n") == "");
    CHECK(found(head + "a,2016,women,197,x\na,2016,women (TIP),199,y\n") == "two-values a, 2016, sex and age: women: 197 is not 199\n");
    CHECK(found(head + "a,2016,total,262,x\na,2017,total,264,y\nb,2016,total,1,z\n") == "");
    CHECK(found(wide + "a,2023Q1,total,first publication,4746,x,\na,2023Q1,total,later restatement,4742,x,\n") ==
          "two-values a, 2023Q1, first publication: 4746 is not 4742\n");
    CHECK(found(wide + "a,2023,waiting,CG median days,526,x,\na,2023,waiting,CG median days,530,y,\n").rfind("two-values", 0) == 0);
}

TEST_CASE("a total is not smaller than its parts") {
    CHECK(found(head + "a,2016,total,10,x\na,2016,women,8,x\na,2016,men,3,x\n") ==
          "total-smaller-than-part a, 2016, by sex and age: 3 + 8 = 11, more than 10\n");
    CHECK(found(head + "a,2016,total,10,x\na,2016,Nigeria,11,x\na,2016,nationalities,9,x\n") == "total-smaller-than-part a, 2016, by only nigeria: 11, more than 10\n");
    CHECK(found(head + "a,2016,total,10,x\na,2016,Nigeria,6,x\na,2016,women,6,x\n") == "");
    CHECK(found(head + "a,2017,trafficking,46,x\na,2017,of which aggravated,47,x\n") == "total-smaller-than-part a, 2017, trafficking, of which: 47, more than 46\n");
    CHECK(found(head + "a,2017,trafficking,46,x\na,2017,of which aggravated,40,x\na,2017,of which women,40,x\n") == "");
    CHECK(found(wide + "a,2023,responder,agencies,9,x,\na,2023,responder,one (of which),5,x,\na,2023,responder,two (of which),5,x,\n") ==
          "total-smaller-than-part a, 2023, responder: agencies, of which: 5 + 5 = 10, more than 9\n");
    // What is no part of the total is not compared with it.
    CHECK(found(wide + "a,2023Q4,headline,total,100,x,\na,2023Q4,headline,RG decisions,200,x,\n") == "");
    CHECK(found(wide + "waiting time,2023,CG median days,all,526,x,\nwaiting time,2023,CG median days,women,904,x,\n") == "");
    CHECK(found(wide + "a,2023,total,total,10,x,\na,2023,type,criminal (all),8,x,\na,2023,type,criminal (children),7,x,\n") == "");
}

TEST_CASE("parts that elsewhere make up the total do so here") {
    std::string once = "a,2015,total,10,x\na,2015,women,7,x\na,2015,men,2,x\na,2015,children,1,x\n";
    std::string short_by_one = "a,2016,total,12,y\na,2016,women,8,y\na,2016,men,2,y\na,2016,minors,1,y\n";
    CHECK(found(head + once) == "");
    CHECK(found(head + once + short_by_one) ==
          "parts-do-not-sum a, 2016, by sex and age: 1 + 2 + 8 = 11, not 12, and elsewhere in this file the same parts make up the total\n");
    // Without that, some may be of no kind that the table names.
    CHECK(found(head + short_by_one) == "");
    CHECK(found(head + short_by_one, true) == "remainder a, 2016, by sex and age: 1 + 2 + 8 = 11, of 12\n");
    CHECK(found(head + "a,2016,total,11,z\n" + short_by_one).rfind("two-values", 0) == 0);
}

TEST_CASE("times within a time") {
    std::string two = "a,2013-2014,gone,480,x\na,2015,gone,301,x\n";
    CHECK(found(head + "a,2013-2015,gone,781,x\n" + two) == "");
    CHECK(found(head + "a,2013-2015,gone,790,x\n" + two) == "parts-do-not-sum a, 2013-2015, gone: the times within it make 781\n");
    CHECK(found(head + "a,2013-2015,gone,400,x\na,2013-2014,gone,480,x\n") ==
          "part-of-time-larger a, 2013-2015, gone: 480 in a part of the time, more than 400 in all of it\n");
    std::string quarters;
    for (const char* q : {"Q1", "Q2", "Q3", "Q4"}) quarters += std::string("a,2023") + q + ",total,total,10,x,\n";
    CHECK(found(wide + "a,2023,total,total,40,x,\n" + quarters) == "");
    CHECK(found(wide + "a,2023,total,total,41,x,\n" + quarters) == "parts-do-not-sum a, 2023, total: the times within it make 40\n");
}

TEST_CASE("UNODC's tables: sexes, ages, both, and fewer than five as a range") {
    auto row = [](const char* dimension, const char* category, const char* sex, const char* age, const char* n) {
        return std::string("NOR,Norway,E,N,Victims,") + dimension + "," + category + "," + sex + "," + age + ",2014,Counts," + n + ",G\n";
    };
    std::string total = row("Total", "Total", "Total", "Total", "10");
    CHECK(found(unodc + total + row("Total", "Total", "Female", "Total", "7") + row("Total", "Total", "Male", "Total", "<5")) == "");
    CHECK(found(unodc + total + row("Total", "Total", "Female", "Total", "7") + row("Total", "Total", "Male", "Total", "5")) ==
          "total-smaller-than-part Norway: Victims, 2014, by sex: 7 + 5 = 12, more than 10\n");
    CHECK(found(unodc + total + row("by form", "Labour", "Total", "Total", "9") + row("by form", "Sexual", "Total", "Total", "<5")) == "");
    CHECK(found(unodc + total + row("by form", "Labour", "Total", "Total", "9") + row("by form", "Sexual", "Total", "Total", "2")) ==
          "total-smaller-than-part Norway: Victims, 2014, by form: 9 + 2 = 11, more than 10\n");
    CHECK(found(unodc + row("by form", "Labour", "Total", "Total", "6") + row("by form", "Labour", "Female", "18 years or over", "4") +
                row("by form", "Labour", "Male", "18 years or over", "3")) ==
          "total-smaller-than-part Norway: Victims, 2014, labour, by sex and age: 4 + 3 = 7, more than 6\n");
}

TEST_CASE("a file that is not one says so; JSON reads as CSV does") {
    CHECK(found("a,b\n1,2\n").find("no column 'series'") != std::string::npos);
    CHECK(found("") == "the file: is empty");
    CHECK(found(head + "a,2016,total\n").find("line 2") != std::string::npos);
    CHECK(found(R"([{"series":"a","period":"2016","category":"total","value":262,"source":"x"},
                    {"series":"a","period":"2016","category":"total","value":"264","source":"y"}])") == "two-values a, 2016, total: 262 is not 264\n");
    CHECK(found("{}").find("list of figures") != std::string::npos);
}

TEST_CASE("what is published about Norway and the United Kingdom") {
    std::filesystem::path dir = std::filesystem::path(SORIA_ROOT) / ".." / "shared" / "data" / "published";
    auto count = [&](const char* name) {
        std::ifstream in(dir / name, std::ios::binary);
        std::string text{std::istreambuf_iterator<char>(in), {}};
        auto rows = read(text);
        REQUIRE(rows.has_value());
        auto r = check(*rows);
        return r.contradictions.size();
    };
    if (!std::filesystem::exists(dir / "glotip-norway.csv")) {
        MESSAGE("../shared is not here: skipped");
        return;
    }
    CHECK(count("norway_published_figures.csv") == 3);
    CHECK(count("uk_nrm_published_headlines.csv") == 14);
    CHECK(count("glotip-norway.csv") == 12);
}
