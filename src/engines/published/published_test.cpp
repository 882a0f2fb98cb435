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
    CHECK(read_period("2014-2018 per year") == Period{2014 * 12, 2019 * 12, true});
    CHECK(!read_period("Q1 2023"));
}

TEST_CASE("a value as Norwegian and typeset tables write it") {
    auto at = [](const char* s) {
        auto r = read_value(s);
        return r ? std::to_string(long(r->low)) + ".." + std::to_string(long(std::min(r->high, 1e6))) + (r->share ? "%" : "") : "none";
    };
    CHECK(at("14–18") == "14..18");
    CHECK(at("14 to 18") == "14..18");
    CHECK(at("between 14 and 18") == "14..18");
    CHECK(at("1\u00A0000") == "1000..1000");
    CHECK(at("16\u202F938") == "16938..16938");
    CHECK(at("~100") == "90..110");
    CHECK(at("ca. 100") == "90..110");
    CHECK(at("1.000") == "1000..1000");
    CHECK(read_value("0.512")->low == 0.512);
    CHECK(read_value("1,000.512")->low == 1000.512);
    CHECK(at("100+") == "100..1000000");
    CHECK(at("≥100") == "100..1000000");
    CHECK(at("minst 51") == "51..1000000");
    CHECK(at("≤50") == "0..50");
    CHECK(at("up to 50") == "0..50");
    CHECK(at("at most 5") == "0..5");
    CHECK(at("færre enn 5") == "0..4");
    CHECK(at("<0.5") == "0..0");
    CHECK(at("45%") == "45..45%");
    CHECK(at("45 per cent") == "45..45%");
    CHECK(at("45 prosent") == "45..45%");
    CHECK(at("cat 5") == "none");
    CHECK(read_value("0,5", true)->low == 0.5);
    CHECK(read_value("1.000", true)->low == 1000);
    CHECK(read_value("16,938", true)->low == 16938);
    CHECK(read_period("2013–2015") == Period{2013 * 12, 2016 * 12});
    CHECK(read_period(" 2018 ") == Period{2018 * 12, 2019 * 12});
    CHECK(read_period("2014–2018 per år") == Period{2014 * 12, 2019 * 12, true});
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
    CHECK(found(head + "a,2016,total,10,x\na,2016,Nigeria,11,x\na,2016,nationalities,9,x\n") ==
          "total-smaller-than-part a, 2016, by country: 11, more than 10\n");
    CHECK(found(head + "a,2016,total,10,x\na,2016,Nigeria,6,x\na,2016,women,6,x\n") == "");
    CHECK(found(head + "a,2017,trafficking,46,x\na,2017,of which aggravated,47,x\n") ==
          "total-smaller-than-part a, 2017, trafficking, of which: 47, more than 46\n");
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

namespace {
// Rows of one series and one year, by category and value.
std::string rows(std::initializer_list<std::pair<const char*, const char*>> list, const char* series = "KOM") {
    std::string s = head;
    for (const auto& [category, value] : list) s += std::string(series) + ",2016," + category + "," + value + ",x\n";
    return s;
}
bool says(const std::string& text, const char* what) { return found(text).find(what) != std::string::npos; }
}  // namespace

TEST_CASE("levels of one breakdown are not added to each other") {
    CHECK(found(rows({{"total", "100"}, {"women", "40"}, {"men", "30"}, {"children", "30"}, {"girls", "20"}, {"boys", "10"}})) == "");
    CHECK(says(rows({{"total", "100"}, {"adults", "70"}, {"children", "50"}, {"girls", "40"}, {"boys", "10"}}), "70 + 50 = 120, more than 100"));
    CHECK(says(rows({{"total", "100"}, {"women", "40"}, {"men", "30"}, {"girls", "20"}, {"boys", "20"}}), "= 110, more than 100"));
    CHECK(found(rows({{"total", "100"}, {"children", "30"}, {"girls", "20"}, {"boys", "20"}})) ==
          "total-smaller-than-part KOM, 2016, by sex and age, children: 20 + 20 = 40, more than 30\n");
    CHECK(found(rows({{"total", "100"}, {"adults", "60"}, {"children", "60"}})) ==
          "total-smaller-than-part KOM, 2016, by sex and age: 60 + 60 = 120, more than 100\n");
    CHECK(found(rows({{"total", "100"}, {"adults", "70"}, {"children", "30"}, {"women", "60"}, {"men", "40"}})) == "");   // the sexes, of every age
    CHECK(found(rows({{"total", "100"}, {"female", "60"}, {"male", "40"}, {"children", "30"}})) == "");
    CHECK(found(wide + "a,2016,total,total,100,x,\na,2016,both,female,60,x,\na,2016,both,male,40,x,\na,2016,both,girls,70,x,\n") ==
          "total-smaller-than-part a, 2016, by both, female: 70, more than 60\n");
    CHECK(found(rows({{"total", "100"}, {"sexual exploitation", "80"}, {"sexual exploitation of children", "30"}})) == "");
    CHECK(found(rows({{"total", "100"}, {"sexual exploitation", "20"}, {"sexual exploitation of children", "30"}})) ==
          "total-smaller-than-part KOM, 2016, by form, sexual exploitation: 30, more than 20\n");
    CHECK(found(rows({{"total", "100"}, {"sexual exploitation", "80"}, {"prostitution", "70"}})) == "");
    // What names a country within its name is another country.
    CHECK(says(wide + "a,2016,total,total,10,x,\na,2016,citizenship,Sudan,6,x,\na,2016,citizenship,South Sudan,6,x,\n", "= 12, more than 10"));
}

TEST_CASE("only what is a form is added to forms, by whole words") {
    CHECK(found(rows({{"total", "100"}, {"prostitution", "90"}, {"reported by the labour inspection", "20"}})) == "");
    CHECK(found(rows({{"total", "100"}, {"prostitution", "90"}, {"identified by an organisation", "20"}})) == "");
    CHECK(found(rows({{"total", "100"}, {"prostitution", "90"}, {"both parents known", "20"}, {"criminal cases", "20"}})) == "");
    CHECK(found(rows({{"total", "100"}, {"prostitution", "90"}, {"forced labour/services incl. begging", "20"}})) ==
          "total-smaller-than-part KOM, 2016, by form: 20 + 90 = 110, more than 100\n");
    CHECK(found(rows({{"total", "100"}, {"sexual", "90"}, {"removal of organs", "20"}})) != "");
    CHECK(found(rows({{"total", "100"}, {"sex trafficking", "60"}, {"forced labour", "30"}, {"both", "20"}})) != "");
}

TEST_CASE("what nothing calls a part of the total is not compared with it") {
    for (const char* other : {"bed nights", "enquiries", "Enquiries", "calls from women", "first contacts", "nationalities", "countries of origin",
                              "accepted shelter", "Children reached by a campaign"})
        CHECK_MESSAGE(found(rows({{"total", "30"}, {other, "2500"}}, "ROSA")) == "", std::string(other));
    for (const char* part : {"women", "Nigeria", "Nigerian", "Nigerian women", "unaccompanied minors", "girls under 15", "Polen", "Chinese nationals",
                             "newly identified", "prostitution", "number of women"})
        CHECK_MESSAGE(says(rows({{"total", "30"}, {part, "31"}}, "ROSA"), "31, more than 30"), std::string(part));
    CHECK(found(wide + "a,2016,total,total,30,x,\na,2016,activity,bed nights,2500,x,\n") == "");
}

TEST_CASE("figures of different units are different figures") {
    auto row = [](const char* unit, const char* n) {
        return std::string("NOR,Norway,E,N,Victims,Total,Total,Total,Total,2014,") + unit + "," + n + ",G\n";
    };
    CHECK(found(unodc + row("Counts", "50") + row("\"Rate per 100,000 population\"", "0.5")) == "");
    CHECK(found(unodc + row("Counts", "50") + row("Counts", "51")) == "two-values Norway: Victims, 2014, total: 50 is not 51\n");
    CHECK(found(unodc + row("\"Rate per 100,000 population\"", "0.5") + row("\"Rate per 100,000 population\"", "0.6")) ==
          "two-values Norway: Victims, 2014, total, rate per 100,000 population: 0.5 is not 0.6\n");
    CHECK(found(R"([{"series":"a","period":2016,"category":"total","value":0.5,"source":"x"},
                    {"series":"a","period":2016,"category":"total","value":"0.6","source":"y"}])") == "two-values a, 2016, total: 0.5 is not 0.6\n");
}

TEST_CASE("rates are no sums, and a directorate is no rate") {
    for (const char* series : {"Directorate of Immigration decisions", "Offences perpetrated"})
        CHECK_MESSAGE(says(rows({{"total", "10"}, {"women", "8"}, {"men", "3"}}, series), "3 + 8 = 11, more than 10"), std::string(series));
    for (const char* series : {"Conviction rate", "Share of victims", "Andel ofre", "Victims in percent"})
        CHECK_MESSAGE(found(rows({{"total", "10"}, {"women", "8"}, {"men", "3"}}, series)) == "", std::string(series));
}

TEST_CASE("the whole and its parts by other names") {
    CHECK(found(rows({{"Europe total unaccompanied missing", "5000"}, {"Italy", "5775"}}, "Lost")) ==
          "total-smaller-than-part Lost, 2016, by country: 5775, more than 5000\n");
    for (const char* total : {"overall", "sum", "Totalt", "I alt", "Total number of victims", "in total"})
        CHECK_MESSAGE(says(rows({{total, "10"}, {"kvinner", "8"}, {"menn", "3"}}), "3 + 8 = 11, more than 10"), std::string(total));
    CHECK(says(rows({{"totalt", "10"}, {"voksne", "5"}, {"barn", "6"}}), "5 + 6 = 11"));
    CHECK(says(rows({{"i alt", "10"}, {"gutter", "5"}, {"Jenter", "6"}}), "5 + 6 = 11"));
    CHECK(says(rows({{"totalt", "10"}, {"Mindreårige", "11"}}), "11, more than 10"));
    CHECK(found(rows({{"mindreårige", "10"}, {"MINDREÅRIGE", "11"}})).rfind("two-values", 0) == 0);
    // A total of something else, or one of several, is not the whole.
    CHECK(found(rows({{"total contacts", "10"}, {"women", "20"}})) == "");
    CHECK(found(rows({{"total", "30"}, {"Europe total", "10"}, {"Italy", "20"}})) == "");
    CHECK(found(rows({{"Europe total", "10"}, {"Africa total", "50"}, {"Nigeria", "20"}})) == "");
    CHECK(found(rows({{"total cases", "10"}, {"women", "20"}})) == "");
    CHECK(found(rows({{"women in total", "10"}, {"Italy", "12"}})) == "");
    CHECK(found(rows({{"total women", "10"}, {"total men", "5"}, {"Italy", "12"}})) == "");
}

TEST_CASE("countries and their people are one figure by whatever name, and nobody is of two") {
    for (const char* people : {"Dutch", "British", "Filipino", "Filipinas", "Thai", "Polish", "Polakker", "rumensk", "rumenere", "litauisk",
                               "Norwegian", "Afghan",
                               "Swiss", "Moroccan", "Ukrainian", "Somali", "Turkish", "Sri Lankan", "South African",
                               "Democratic People's Republic of Korea",
                               "Netherlands (Kingdom of the)", "Iran (Islamic Republic of)", "Bosnia and Herzegovina", "Republic of Moldova",
                               "Syrian Arab Republic",
                               "Czech Republic", "nigeriansk", "eritreisk", "vietnamesiske", "people from Viet Nam", "statsborgere av Bulgaria",
                               "stateless",
                               "Bulgaria and Romania", "West Africa", "other African", "Nigeria/Ghana", "Côte d’Ivoire"})
        CHECK_MESSAGE(says(rows({{"total", "30"}, {people, "31"}}), "31, more than 30"), std::string(people));
    for (const char* other : {"shelter", "reported by a neighbour", "asylum seekers", "interpreting in Polish and Dutch homes",
                               "the labour inspection", "beds", "letters"})
        CHECK_MESSAGE(found(rows({{"total", "30"}, {other, "31"}})) == "", std::string(other));
    CHECK(found(rows({{"total", "30"}, {"Nigeria", "20"}, {"Romania", "15"}})) ==
          "total-smaller-than-part KOM, 2016, by country: 20 + 15 = 35, more than 30\n");
    CHECK(found(rows({{"total", "30"}, {"Dutch", "20"}, {"Filipino", "15"}})).find("20 + 15 = 35, more than 30") != std::string::npos);
    CHECK(found(rows({{"UK", "20"}, {"British", "21"}})).rfind("two-values KOM, 2016, country: UK", 0) == 0);
    CHECK(found(rows({{"Niger", "20"}, {"Nigerian", "21"}, {"Nigerien", "20"}})) == "");
    CHECK(found(rows({{"total", "30"}, {"Africa", "25"}, {"Nigeria", "20"}})) == "");
    CHECK(says(rows({{"total", "30"}, {"of whom Nigerians", "20"}, {"of whom Poles", "15"}}), "35, more than 30"));
    // A case or a project may be of several countries.
    CHECK(found(rows({{"total", "30"}, {"Nigeria", "20"}, {"Romania", "15"}}, "projects agreed")) == "");
    CHECK(says(rows({{"total", "30"}, {"Nigeria", "31"}}, "projects agreed"), "31, more than 30"));
}

TEST_CASE("a whole without the name of one, and a breakdown's own") {
    for (const char* whole : {"", "-", "persons", "all victims", "personer", "both sexes", "Alle nasjonaliteter", "KOM"})
        CHECK_MESSAGE(says(rows({{whole, "10"}, {"women", "8"}, {"men", "3"}}), "3 + 8 = 11, more than 10"), std::string(whole));
    CHECK(found(rows({{"total", "20"}, {"persons", "10"}, {"women", "8"}, {"men", "3"}})) == "");
    auto wide_rows = [](const char* whole) {
        return wide + "a,2016,sex," + whole + ",10,x,\na,2016,sex,female,8,x,\na,2016,sex,male,3,x,\n";
    };
    for (const char* whole : {"total", "both sexes", "", "persons"})
        CHECK_MESSAGE(found(wide_rows(whole)) == "total-smaller-than-part a, 2016, by sex: 8 + 3 = 11, more than 10\n", std::string(whole));
    CHECK(found(wide + "a,2016,sex,both sexes,11,x,\na,2016,sex,female,8,x,\na,2016,sex,male,3,x,\n") == "");
    // What is known of only some may be fewer than all, and never more.
    CHECK(found(wide + "a,2016,total,total,20,x,\na,2016,nationality,total,10,x,\na,2016,nationality,Dutch,9,x,\n") == "");
    CHECK(found(wide + "a,2016,total,total,9,x,\na,2016,nationality,total,10,x,\na,2016,nationality,Dutch,9,x,\n") ==
          "total-smaller-than-part a, 2016, by nationality: 10, more than 9\n");
    CHECK(says(wide +
                   "a,2016,type,criminal (all),8,x,\na,2016,type,criminal (children),9,x,\na,2016,total,total,20,x,\n", "9, more than 8"));
}

TEST_CASE("of which, of whom, herav") {
    for (const char* of : {"of which minors", "of whom minors", "Of whom: minors", "herav barn", "hvorav mindreårige", "minors (of whom)"})
        CHECK_MESSAGE(says(rows({{"identified", "10"}, {of, "15"}}), "KOM, 2016, identified, of which: 15, more than 10"), std::string(of));
    CHECK(found(rows({{"total", "10"}, {"of whom women", "6"}, {"of whom men", "6"}})).find("6 + 6 = 12, more than 10") != std::string::npos);
    CHECK(says(rows({{"women", "70"}, {"of whom minors", "80"}}), "80, more than 70"));
    CHECK(found(rows({{"women", "70"}, {"of whom minors", "20"}, {"men", "30"}, {"of whom minors", "10"}})) == "");
    CHECK(found(rows({{"total", "10"}, {"of whom women", "6"}, {"of whom children", "6"}})) == "");
    CHECK(found(rows({{"total", "10"}, {"of whom women", "6"}, {"of whom in shelter", "6"}})) == "");
}

TEST_CASE("a share is compared with a share of the same figure alone") {
    CHECK(found(rows({{"women", "45%"}, {"women", "47%"}})) == "two-values KOM, 2016, sex and age: women: 45% is not 47%\n");
    CHECK(found(rows({{"women", "45 per cent"}, {"women", "47 prosent"}})).rfind("two-values", 0) == 0);
    CHECK(found(rows({{"women", "45%"}, {"women", "45.4%"}})) == "");                 // rounded
    CHECK(found(rows({{"women", "45%"}, {"women", "46%"}})) != "");
    CHECK(found(rows({{"total", "10"}, {"women", "45%"}, {"women", "8"}})) == "");
}

TEST_CASE("blanks, capitals and dashes make no other figure") {
    CHECK(found(head + "KOM , 2018,total,10,x\nKOM,2018, total ,11,x\n") == "two-values KOM, 2018, total: 10 is not 11\n");
    CHECK(found(head + "V,2018,total,10,x\nv,2018,women,11,x\n").rfind("total-smaller-than-part", 0) == 0);
    CHECK(found(head + "V,2013–2015,total,10,x\nV,2013-2015,total,11,x\n").rfind("two-values", 0) == 0);
    CHECK(found(head + "V,2013-2015,total,1\u00A0000,x\nV,2014,total,1001,x\n").rfind("part-of-time-larger", 0) == 0);
}

TEST_CASE("a value per year over years bounds each of them") {
    auto with = [](const char* yearly, const char* year, const char* n) {
        return found(head + "care,2014-2018 per year,trafficking," + yearly + ",x\ncare," + year + ",trafficking," + n + ",x\n");
    };
    CHECK(with("14-18", "2016", "25") == "year-out-of-bounds care, 2016, trafficking: 25 is not 14 to 18, as in each of the years\n");
    CHECK(with("14-18", "2016", "14") == "");
    CHECK(with("14-18", "2019", "4") == "");
    CHECK(with("14-18", "2016Q1", "4") == "");
    CHECK(with("14-18", "2014-2018", "80") == "");
    CHECK(with("16", "2016", "25") == "");                                            // a mean
    CHECK(with("approx 16", "2016", "25") == "");
    CHECK(with("up to 18", "2016", "25") != "");
}

TEST_CASE("a byte-order mark, and what Excel in Norwegian writes") {
    std::string list = R"([{"series":"a","period":"2016","category":"total","value":262,"source":"x"},
                           {"series":"a","period":"2016","category":"total","value":"264","source":"y"}])";
    CHECK(found("\xEF\xBB\xBF" + list) == "two-values a, 2016, total: 262 is not 264\n");
    CHECK(found("\xEF\xBB\xBFseries;period;category;value;source\r\na;2016;total;1\u00A0262,5;x, y\r\na;2016;total;1.264;y\r\n") ==
          "two-values a, 2016, total: 1262.5 is not 1264\n");
    CHECK(found("series\tperiod\tcategory\tvalue\tsource\na\t2016\ttotal\t10\tx\na\t2016\ttotal\t11\tx\n") ==
          "two-values a, 2016, total: 10 is not 11\n");
    CHECK(found("\xEF\xBB\xBFsep=;\r\nSerie;År;Kategori;Antall;Kilde\r\na;2016;totalt;10;x\r\na;2016;totalt;11;y\r\n") == "two-values a, 2016, totalt: 10 is not 11\n");
    CHECK(found("sep=|\nseries|period|category|value|source\na|2016|total\n").find("line 3") != std::string::npos);
    CHECK(found("series;period;category;value\n").find("no column 'source'") != std::string::npos);
}

TEST_CASE("a file that is not one says so; JSON reads as CSV does") {
    CHECK(found("a,b\n1,2\n").find("no column 'series'") != std::string::npos);
    CHECK(found("") == "the file: is empty");
    CHECK(found(head + "a,2016,total\n").find("line 2") != std::string::npos);
    CHECK(found(R"([{"series":"a","period":"2016","category":"total","value":262,"source":"x"},
                    {"series":"a","period":"2016","category":"total","value":"264","source":"y"}])") ==
          "two-values a, 2016, total: 262 is not 264\n");
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
