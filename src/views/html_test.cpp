#include "views/html.hpp"

#include <doctest/doctest.h>

#include <random>

#include "views/forms.hpp"
#include "views/shell.hpp"

using namespace soria::views;

TEST_CASE("a page reads like its outline, and text is text") {
    Html h = div(cls("a\"b"), h2("A < B & C"), p("One ", strong("'two'")), a(href(Href::to({"cases", "K7M-4QX-Z"})), "K7M"));
    CHECK(h.text() == "<div class=\"a&quot;b\"><h2>A &lt; B &amp; C</h2><p>One <strong>&#39;two&#39;</strong></p><a href=\"/cases/K7M-4QX-Z\">K7M</a></div>");
    CHECK(input(type("text"), flag("required"), flag("checked", false)).text() == "<input type=\"text\" required>");
    CHECK(textarea("\nx", name("n")).text() == "<textarea name=\"n\">\n\nx</textarea>");
}

TEST_CASE("a text in another language says so wherever an element may stand") {
    auto en = in_language("en", "a <case>");
    CHECK(p("X ", en, " y").text() == "<p>X <span lang=\"en\">a &lt;case&gt;</span> y</p>");
    CHECK(option(value("v"), en).text() == "<option value=\"v\" lang=\"en\">a &lt;case&gt;</option>");
    CHECK(div(aria_label(en), "x").text() == "<div aria-label=\"a &lt;case&gt;\">x</div>");
    CHECK(document({"th", "ltr", en, {}, {}}, {}).find("<title>a &lt;case&gt;</title>") != std::string::npos);
    CHECK(in_language("en", "").empty());
    CHECK(p(in_language("", "x")).text() == "<p>x\xF3\xA0\x81\xBF</p>");                  // no language, no span
    CHECK(p(en.substr(0, en.size() - 4)).text() == "<p><span lang=\"en\">a &lt;case&gt;</span></p>");      // never left open
    CHECK(p(in_language("en", en)).text() == "<p><span lang=\"en\">a &lt;case&gt;</span>\xF3\xA0\x81\xBF</p>");
}

TEST_CASE("an address stays on this server") {
    CHECK(Href::to({"a", "..", "b/c", "", "javascript:x"}).text() == "/a/-/b%2Fc/-/javascript%3Ax");
    for (const char* bad : {"//elsewhere.example", "javascript:alert(1)", "/a/../b", "", "http://x", "/a\nb", "/\\elsewhere"}) CHECK(Href::path(bad).text() == "/");
    CHECK(Href::path("/cases/K7M-4QX-Z").text() == "/cases/K7M-4QX-Z");
    for (const char* bad : {"http://x.no", "https://", "https://a b", "javascript:x", "https://x\"y"}) CHECK(Href::outside(bad).text() == "/");
    CHECK(Href::outside("https://www.yr.no/").text() == "https://www.yr.no/");
    CHECK(Href::phone("tel:+47 112<").text() == "tel:+47112");
    CHECK(Href::to({"do"}).with("a b", "<&").at("x y").text() == "/do?a%20b=%3C%26#x%20y");
}

TEST_CASE("whatever bytes are given, they close nothing and open nothing") {
    std::mt19937 random(7);
    const std::string sharp = "<>&\"'\0\r\n\t`=/ \x7f\xc3\xa5\xed\xa0\x80\xf4\x90\x80\x80\xef\xbf\xbe";
    for (int i = 0; i < 20'000; ++i) {
        std::string s;
        for (size_t n = random() % 24; n; --n) s += random() % 2 ? sharp[random() % sharp.size()] : char(random());
        if (i % 3 == 0) s = in_language("en", s.substr(0, s.size() / 2)) + in_language("en", s);
        auto text = p(cls(s), s).text();
        for (std::string_view span : {"<span lang=\"en\">", "</span>"})
            for (size_t at = text.find(span); at != std::string::npos; at = text.find(span)) text.erase(at, span.size());
        auto inside = text.substr(10, text.size() - 14);
        CHECK(text.substr(0, 10) == "<p class=\"");
        CHECK(text.substr(text.size() - 4) == "</p>");
        size_t quote = inside.find('"');
        REQUIRE(quote != std::string::npos);
        CHECK(inside.substr(quote, 2) == "\">");
        CHECK(inside.find_first_of("<>\"'", quote + 2) == std::string::npos);
        CHECK(inside.substr(0, quote).find_first_of("<>'") == std::string::npos);
        CHECK(inside.find('\0') == std::string::npos);
    }
}

TEST_CASE("plurals by CLDR, days in words") {
    Words en("en", "@language\tEnglish\nd[one]\t{n} day\nd[other]\t{n} days\ndate.month.2\tFebruary\ndate.day\t{day} {month} {year}\ndate.month_year\t{month} {year}\nonly\tonly here\n");
    Words uk("uk", "@language\tукраїнська\n@read_by\tnobody yet\nd[one]\t{n} день\nd[few]\t{n} дні\nd[many]\t{n} днів\nd[other]\t{n} дня\n", &en);
    CHECK(en.count("d", 1) == "1 day");
    CHECK(en.count("d", 0) == "0 days");
    CHECK(uk.count("d", 21) == "21 день");
    CHECK(uk.count("d", 22) == "22 дні");
    CHECK(uk.count("d", 12) == "12 днів");
    CHECK(uk.count("d", 25) == "25 днів");
    CHECK(uk("only") == "only here");
    CHECK(uk.missing() == 4);
    CHECK(uk.read_by_nobody());
    CHECK(en.day("2007-02-05") == "5 February 2007");
    CHECK(en.day("2007-02") == "February 2007");
    CHECK(en.day("2007") == "2007");
    CHECK(en.day("no day") == "no day");
    for (auto [n, form] : {std::pair{0, "zero"}, {1, "one"}, {2, "two"}, {3, "few"}, {11, "many"}, {100, "other"}, {103, "few"}}) CHECK(plural("ar", n) == form);
    CHECK(plural("ro", 0) == "few");
    CHECK(plural("ro", 20) == "other");
    CHECK(plural("th", 1) == "other");
    CHECK(right_to_left("ar"));
}

TEST_CASE("a form says what is missing, of each kind") {
    Words w("en", "form.missing\t{label}: missing\nform.choose_one\t{label}: choose\nform.no_day\t{label}: no day\nform.no_number\t{label}: no number\nform.no_such_choice\t{label}: no choice\nform.too_long\t{label}: at most {most}\n");
    Form f{"x", "X", "", "Save", {}};
    auto add = [&](const char* name, Field::Kind kind, bool required) -> Field& {
        Field field;
        field.name = field.label = name;
        field.kind = kind;
        field.required = required;
        f.fields.push_back(field);
        return f.fields.back();
    };
    add("what", Field::Kind::long_text, true).signs_max = 10;
    add("which", Field::Kind::one_of, true).options = {{"a", "A", ""}, {"b", "B", ""}};
    add("day", Field::Kind::date, false);
    add("beds", Field::Kind::number, false).max = 20;
    Field inside;
    inside.name = inside.label = "gender";
    inside.required = true;
    add("people", Field::Kind::groups, true).fields = {inside};
    auto said = [&](const Given& g) {
        std::string all;
        for (const auto& e : check(f, g, w)) all += e.name + "=" + e.what + ";";
        return all;
    };
    CHECK(said({}) == "what=what: missing;which=which: choose;people.0.gender=gender: missing;");
    CHECK(said({{"what", "x"}, {"which", "a"}, {"people.0.gender", "w"}}).empty());
    CHECK(said({{"what", "longer than ten"}, {"which", "c"}, {"day", "31.2."}, {"beds", "21"}, {"people.0.gender", "w"}, {"people.1.gender", ""}}) ==
          "what=what: at most 10;which=which: no choice;day=day: no day;beds=beds: no number;");
    auto thai = [](size_t times) {
        std::string s;
        for (size_t i = 0; i < times; ++i) s += "\xE0\xB8\x81";
        return s;
    };
    CHECK(said({{"what", thai(10)}, {"which", "a"}, {"people.0.gender", "w"}}).empty());       // thirty bytes, ten signs
    CHECK(said({{"what", thai(11)}, {"which", "a"}, {"people.0.gender", "w"}}) == "what=what: at most 10;");
    auto page = form_page(f, {{"what", "<x>"}}, check(f, {}, w), {Href::to({"do"}), {{"_csrf", "t"}}, ""}, w).text();
    CHECK(page.find("&lt;x&gt;</textarea>") != std::string::npos);
    CHECK(page.find("href=\"#f-which\"") != std::string::npos);
    CHECK(page.find("name=\"_csrf\" value=\"t\"") != std::string::npos);
}
