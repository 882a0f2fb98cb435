#include "views/phone.hpp"

#include <doctest/doctest.h>

#include "views/form_result.hpp"
#include "views/report_steps.hpp"

using namespace soria::views;

namespace {

const std::string english =
    "form.missing\t{label}: write something here\nform.no_such_choice\t{label}: that is none of the choices\nform.choose_one\t{label}: choose one\nform.not_yet\t{label}: not yet\n"
    "phone.waiting[one]\t{n} report waits.\nphone.waiting[other]\t{n} reports wait.\nphone.nothing\tNothing waits.\nphone.never\tNothing delivered.\nphone.last\tLast: {moment}.\n"
    "phone.moment\t{day}, {time}\nphone.pin_short\tsix digits\nphone.pin_wrong[other]\t{n} tries\ndesk.title\tMy desk\n@languages\tnb=norsk;en=English\n";

Form report() {
    Form f;
    f.fields.resize(3);
    f.fields[0].name = "region";
    f.fields[0].kind = Field::Kind::one_of;
    f.fields[0].required = true;
    f.fields[0].options = {{"oslo", "Oslo", ""}, {"bergen", "Bergen", ""}};
    f.fields[1].name = "people";
    f.fields[1].kind = Field::Kind::groups;
    f.fields[1].required = true;
    f.fields[1].fields.resize(1);
    f.fields[1].fields[0].name = "full_name";
    f.fields[1].fields[0].required = true;
    f.fields[2].name = "happened";
    f.fields[2].kind = Field::Kind::happened;
    return f;
}
PhonePages phone() {
    PhonePages p;
    REQUIRE(p.take(write_kit("en", phone_words(english, english), report())));
    return p;
}
std::string first_line(const std::string& s) { return s.substr(0, s.find('\n')); }
std::string ask(const PhonePages& p, const std::string& line, const Given& stand, const Given& posted = {}) { return p.answer(line + "\nen\n" + write_form(stand) + "\n" + write_form(posted)); }

const Given whole{{"region", "oslo"}, {"people.0.full_name", "Made Up"}};
Given with(Given g, const Given& more) {
    g.insert(g.end(), more.begin(), more.end());
    return g;
}

}  // namespace

TEST_CASE("what a browser posts is read back, and what none posts is refused") {
    Given g{{"a b", "c&d=e"}, {"ø", "\n<\xF0\x9F\xA7\x95>"}, {"", ""}};
    CHECK(read_form(write_form(g)) == g);
    CHECK(*read_form("a=1%0D%0A2&&b") == Given{{"a", "1\n2"}, {"b", ""}});
    for (const char* bad : {"%", "%zz=1", "a=%00", "a=%ff"}) CHECK(!read_form(bad));
    CHECK(!read_form(std::string(201, 'a')));
    std::string many;
    for (int i = 0; i < 2001; ++i) many += "a=&";
    CHECK(!read_form(many));
}

TEST_CASE("blank groups fall out and the others close up") {
    CHECK(compacted({"people"}, {{"people.0.n", " "}, {"people.2.n", "x"}, {"seen", "y"}}) == Given{{"seen", "y"}, {"people.0.n", "x"}});
}

TEST_CASE("a kit is read as it was written, and a broken one is none") {
    auto kit = write_kit("en", phone_words(english, english), report());
    CHECK(kit.find("My desk") == std::string::npos);          // only what these pages say
    PhonePages p;
    CHECK(!p.take(""));
    CHECK(!p.take("soria-kit 1\ten\n"));
    CHECK(!p.take(kit.substr(0, kit.find("\n\n") + 2)));
    CHECK(first_line(p.answer("GET /phone/\nen\n\n")) == "503 show");
    CHECK(p.take(kit));
    CHECK(ask(p, "GET /phone/waiting", {{"waiting", "2"}}) == "200 text\n2 reports wait. Nothing delivered.");
    CHECK(ask(p, "GET /phone/waiting", {{"last", "2026-11-28 22:40"}}).find("22:40") != std::string::npos);
}

TEST_CASE("a report on the phone is asked, refused, read once more, and then sent as one packet") {
    auto p = phone();
    CHECK(first_line(ask(p, "GET /phone/report", {{"key", "k1"}})) == "200 show");
    CHECK(first_line(ask(p, "POST /phone/report", {}, {{"region", "elsewhere"}})) == "422 show");
    CHECK(first_line(ask(p, "POST /phone/report", {}, whole)) == "200 show");
    auto sent = ask(p, "POST /phone/report", {{"key", "k2"}, {"phone", "p"}, {"today", "2026-11-28"}}, with({{"_key", "k1"}, {"_step", "check"}}, with(whole, {{"_step", "send"}, {"_draft", "7"}})));
    REQUIRE(first_line(sent) == "200 send 7");
    CHECK(*read_form(sent.substr(sent.find('\n') + 1)) == with({{"_key", "k1"}, {"_phone", "p"}, {"_today", "2026-11-28"}, {"_language", "en"}}, {{"region", "oslo"}, {"people.0.full_name", "Made Up"}}));
    CHECK(first_line(ask(p, "POST /phone/report", {{"today", "2026-11-28"}}, with(whole, {{"happened", "2026-11-29"}, {"_step", "send"}}))) == "422 show");
    CHECK(first_line(ask(p, "POST /phone/report", {{"today", "2026-11-28"}}, with(whole, {{"happened", "2026-11"}, {"_step", "send"}}))) == "200 send 0");
}

TEST_CASE("in another language a report is where it was, with what was written") {
    auto p = phone();
    auto has = [](const std::string& page, std::string_view what) { return page.find(what) != std::string::npos; };
    auto asked = ask(p, "POST /phone/report", {}, with(whole, {{"_key", "k1"}, {"_draft", "7"}, {"_step", "check"}, {"_step", "language"}}));
    CHECK(first_line(asked) == "200 show");
    for (const char* kept : {"Made Up", "name=\"_key\" value=\"k1\"", "name=\"_draft\" value=\"7\"", "formaction=\"/phone/report?lang=nb\""}) CHECK(has(asked, kept));
    CHECK(!has(asked, "value=\"send\""));
    CHECK(first_line(ask(p, "POST /phone/report", {}, {{"_step", "check"}, {"_step", "language"}})) == "200 show");      // nothing is checked yet
    CHECK(has(ask(p, "POST /phone/report", {}, with(whole, {{"_step", "language"}})), "value=\"send\""));                // read once more before, and still
    CHECK(has(ask(p, "POST /phone/report", {}, {{"region", "oslo"}, {"_step", "keep"}}), "formaction=\"/phone/drafts?lang=nb\""));
    auto pin = ask(p, "POST /phone/drafts", {{"lock", "none"}}, {{"kept.region", "oslo"}, {"_step", "language"}});
    CHECK((has(pin, "kept.region") && has(pin, "formaction=\"/phone/drafts?lang=nb\"") && !has(pin, "errors")));
    CHECK(has(ask(p, "GET /phone/", {}), "href=\"/phone/?lang=nb\""));
}

TEST_CASE("an unfinished report needs a PIN before it is kept") {
    auto p = phone();
    Given keep{{"region", "oslo"}, {"_step", "keep"}};
    CHECK(ask(p, "POST /phone/report", {{"lock", "open"}}, keep) == "200 keep 0\nregion=oslo");
    CHECK(ask(p, "POST /phone/report", {{"lock", "none"}}, keep).find("kept.region") != std::string::npos);
    CHECK(first_line(ask(p, "POST /phone/drafts", {{"lock", "none"}}, {{"pin", "12345"}})) == "422 show");
    CHECK(ask(p, "POST /phone/drafts", {{"lock", "none"}}, {{"pin", "123456"}, {"kept.region", "oslo"}}) == "200 pin\n_do=choose&pin=123456&waiting=region%3Doslo");
    CHECK(ask(p, "POST /phone/drafts", {{"lock", "locked"}, {"wrong", "4"}}, {{"pin", "123456"}}).find("4 tries") != std::string::npos);
}
