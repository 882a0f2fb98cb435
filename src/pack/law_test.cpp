// The law asked on a day: clocks, safeguards, duties, entitlements, routes, and the day on which the law changes.
#include "pack/law.hpp"

#include <doctest/doctest.h>

using namespace soria;
using namespace soria::pack;

namespace {

Date day(const char* d) { return *Date::parse(d); }
Period period(const char* p) { return *Period::parse(p); }
Text text(const char* en, const char* nb) { return {{{"en", en}, {"nb", nb}}}; }

template <class V> V version(Standing standing, const char* where, const char* from = "", const char* until = "") {
    V v;
    v.standing = standing;
    v.basis.source = "plan";
    v.basis.where = v.id = where;
    v.basis.line_first = v.basis.line_last = 7;
    if (*from) v.valid.from = day(from);
    if (*until) v.valid.until = day(until);
    return v;
}

// Norway's reflection period, as the pack has it, and as little else as the questions need.
std::shared_ptr<Pack> small() {
    auto p = std::make_shared<Pack>();
    Clock c;
    c.id = "reflection-period";
    c.name = text("Reflection period", "Refleksjonsperiode");
    c.starts = "Granted";
    c.ends_by = {"Withdrawn", "Departed"};
    c.warns_at = {period("P3D"), period("P30D"), period("P14D"), period("P6M")};
    auto fixed = version<ClockVersion>(Standing::in_force, "5.3", "", "2006-12-01");
    fixed.length = period("P45D");
    auto most = version<ClockVersion>(Standing::proposed, "measure 7", "2006-12-01");
    most.max = period("P6M");
    most.run_as_assumption = true;
    most.valid.dated_by_assumption = true;
    c.versions = {fixed, most};
    Clock later;
    later.id = "later";
    later.name = text("Later", "Senere");
    later.versions = {version<ClockVersion>(Standing::in_force, "1", "2008-01-01")};
    later.versions[0].length = period("P1Y");
    p->clocks = {c, later};

    Safeguard s;
    s.id = "child-return";
    s.act = "depart";
    s.because = text("A child needs a carer.", "Et barn trenger en omsorgsperson.");
    auto sv = version<SafeguardVersion>(Standing::in_force, "5.5", "2006-01-01", "2010-01-01");
    sv.when = {"person.child"};
    sv.required = {"return.carer_named", "not person.appeal_pending"};
    s.versions = {sv};
    Safeguard idle = s;
    idle.id = "only-proposed";
    idle.versions[0].standing = Standing::proposed;
    idle.versions[0].when = {};
    idle.versions[0].required = {"never"};
    p->safeguards = {idle, s};

    Duty d;
    d.id = "told";
    d.after = {"Linked"};
    d.when = {"person.child", "not person.rights_told"};
    d.done_by = {"Told"};
    auto dv = version<DutyVersion>(Standing::in_force, "measure 17", "2006-12-01");
    dv.within = period("P7D");
    d.versions = {dv};
    Duty considered = d;
    considered.id = "considered";
    considered.versions[0].standing = Standing::considered;
    p->duties = {d, considered};

    Entitlement e;
    e.id = "aid";
    e.name = text("Aid", "Hjelp");
    auto before = version<EntitlementVersion>(Standing::in_force, "1", "", "2006-12-01"), after = version<EntitlementVersion>(Standing::assumption, "2", "2006-12-01");
    before.amount = 120;
    after.amount = 300;
    e.versions = {before, after};
    p->entitlements = {e};

    for (auto [id, need] : {std::pair{"eea", "person.eea"}, {"asylum", ""}, {"first", "not person.granted"}}) {
        Route r;
        r.id = id;
        r.versions = {version<RouteVersion>(Standing::in_force, "5.5", std::string(id) == "first" ? "2006-12-01" : "")};
        if (*need) r.versions[0].needs = {need};
        p->routes.push_back(r);
    }
    Age a;
    a.id = "child";
    a.versions = {version<AgeVersion>(Standing::in_force, "1", "2006-01-01")};
    a.versions[0].under = 18;
    p->ages = {a};
    Presumers who;
    who.id = "presumers";
    who.versions = {version<PresumerVersion>(Standing::assumption, "assumption", "2006-01-01")};
    who.versions[0].may_presume = {"shelter"};
    who.versions[0].may_identify = {"police"};
    p->presumers = {who};
    p->texts["fact.person.child"] = text("a child", "barn");
    p->texts["fact.return.carer_named"] = text("a carer is named", "omsorgsperson er navngitt");
    p->texts["fact.person.appeal_pending"] = text("an appeal is pending", "klage er til behandling");
    return p;
}

// Readings point into the pack, so the law outlives them.
const Law& law(const char* language = "en") {
    static const Law english(small()), norwegian(small(), "nb");
    return std::string_view(language) == "nb" ? norwegian : english;
}

}  // namespace

TEST_CASE("the law changes at midnight: until is not included, from is") {
    auto last = law().read_clock("reflection-period", day("2006-11-30"), {});
    REQUIRE(last);
    CHECK(last->ends == day("2007-01-14"));
    CHECK(last->rule() == "reflection-period@5.3");
    CHECK(last->computation == "2006-11-30 + P45D = 2007-01-14");
    auto first = law().read_clock("reflection-period", day("2006-12-01"), {});
    REQUIRE(first);
    CHECK(first->ends == day("2007-06-01"));
    CHECK(first->rule() == "reflection-period@measure 7");
    CHECK(*law().entitlement("aid", day("2006-11-30")) == 120);
    CHECK(*law().entitlement("aid", day("2006-12-01")) == 300);
}

TEST_CASE("months clamp, leap days count") {
    auto ends = [](const char* starts) { return law().read_clock("reflection-period", day(starts), {})->ends; };
    CHECK(ends("2007-08-31") == day("2008-02-29"));      // a leap year
    CHECK(ends("2008-08-31") == day("2009-02-28"));
    CHECK(ends("2007-08-29") == day("2008-02-29"));
    CHECK(ends("2008-02-29") == day("2008-08-29"));
    CHECK(law().read_clock("later", day("2008-02-29"), {})->ends == day("2009-02-28"));
    CHECK(ends("2006-10-17") == day("2006-12-01"));      // 45 days across the end of summer time
}

TEST_CASE("a fixed length leaves no choice, a maximum leaves one within it") {
    auto ask = [](const char* starts, const char* end) { return law().read_clock("reflection-period", day(starts), day(end)); };
    CHECK(ask("2006-11-01", "2006-12-16"));
    auto other = ask("2006-11-01", "2006-12-15");
    REQUIRE_FALSE(other);
    CHECK(other.error().fault == Fault::refused);
    CHECK(other.error().rule == "reflection-period@5.3");
    CHECK(other.error().because == "the length is fixed by the rule");
    CHECK(other.error().source == "plan, 5.3, line 7 (in force)");
    CHECK(other.error().facts == std::vector<std::string>{"asked to end: 2006-12-15"});
    CHECK(other.error().computation == "2006-11-01 + P45D = 2006-12-16");
    CHECK(other.error().change == "the end 2006-12-16, or none");
    auto within = ask("2007-01-10", "2007-04-10");
    REQUIRE(within);
    CHECK(within->ends == day("2007-04-10"));
    CHECK(within->computation == "2007-01-10 + P6M = 2007-07-10; the decision says 2007-04-10");
    CHECK(ask("2007-01-10", "2007-07-10"));
    auto beyond = ask("2007-01-10", "2007-07-11");
    REQUIRE_FALSE(beyond);
    CHECK(beyond.error().because == "it may not be longer than the rule allows");
    CHECK(beyond.error().source == "plan, measure 7, line 7 (proposed, run as an assumption, dated by assumption)");
    CHECK(beyond.error().change == "an end no later than 2007-07-10");
    for (const char* early : {"2007-01-10", "2007-01-09"}) CHECK(ask("2007-01-10", early).error().because == "it would end before it begins");
    CHECK(ask("2006-11-01", "2006-11-01").error().because == "it would end before it begins");
}

TEST_CASE("warnings are ascending days, none before the beginning") {
    auto r = law().read_clock("reflection-period", day("2006-11-01"), {});
    CHECK(r->warns == std::vector<Date>{day("2006-11-16"), day("2006-12-02"), day("2006-12-13")});
    auto brief = law().read_clock("reflection-period", day("2007-01-01"), day("2007-01-15"));
    CHECK(brief->warns == std::vector<Date>{day("2007-01-12")});      // fourteen days before is the first day itself
}

TEST_CASE("no clock, no version on that day") {
    CHECK(law().read_clock("nothing", day("2007-01-01"), {}).error().fault == Fault::absent);
    auto early = law().read_clock("later", day("2007-12-31"), {});
    CHECK(early.error().fault == Fault::refused);
    CHECK(early.error().rule == "later");
    CHECK(early.error().because == "Later: no version of this rule binds on 2007-12-31");
    CHECK(law().entitlement("nothing", day("2007-01-01")).error().fault == Fault::absent);
    CHECK(law().child_under(day("2005-12-31")).error().fault == Fault::refused);
    CHECK(*law().child_under(day("2006-01-01")) == 18);
}

TEST_CASE("a safeguard bites when it applies, and says what would open it") {
    Date on = day("2007-05-01");
    CHECK(law().permits("depart", {}, on));                                       // not a child; what is only proposed refuses nobody
    CHECK(law().permits("another act", {{"person.child", true}}, on));
    CHECK(law().permits("depart", {{"person.child", true}, {"return.carer_named", true}}, on));
    CHECK(law().permits("depart", {{"person.child", true}}, day("2005-12-31")));  // before the rule, and after it
    CHECK(law().permits("depart", {{"person.child", true}}, day("2010-01-01")));
    auto no = law().permits("depart", {{"person.child", true}, {"person.appeal_pending", true}}, on);
    REQUIRE_FALSE(no);
    CHECK(no.error().fault == Fault::refused);
    CHECK(no.error().rule == "child-return@5.5");
    CHECK(no.error().because == "A child needs a carer.");
    CHECK(no.error().source == "plan, 5.5, line 7 (in force)");
    CHECK(no.error().facts == std::vector<std::string>{"a child: yes", "a carer is named: no", "an appeal is pending: yes"});
    CHECK(no.error().change == "a carer is named: yes; an appeal is pending: no");
    auto nb = law("nb").permits("depart", {{"person.child", true}, {"return.carer_named", true}, {"person.appeal_pending", true}}, on);
    CHECK(nb.error().because == "Et barn trenger en omsorgsperson.");
    CHECK(nb.error().source == "plan, punkt 5.5, linje 7 (gjelder)");
    CHECK(nb.error().facts == std::vector<std::string>{"barn: ja", "omsorgsperson er navngitt: ja", "klage er til behandling: ja"});
    CHECK(nb.error().change == "klage er til behandling: nei");
}

TEST_CASE("duties arise from their event, with their facts, on their day") {
    Facts child{{"person.child", true}};
    auto due = law().duties_after("Linked", child, day("2006-12-28"));
    REQUIRE(due.size() == 1);                                                     // what is only considered binds nobody
    CHECK(due[0].duty->id == "told");
    CHECK(due[0].due == day("2007-01-04"));
    CHECK(due[0].computation == "2006-12-28 + P7D = 2007-01-04");
    CHECK(law().duties_after("Linked", child, day("2006-11-30")).empty());
    CHECK(law().duties_after("Linked", {}, day("2006-12-28")).empty());
    CHECK(law().duties_after("Linked", {{"person.child", true}, {"person.rights_told", true}}, day("2006-12-28")).empty());
    CHECK(law().duties_after("Told", child, day("2006-12-28")).empty());
    CHECK(law().duties_done_by("Told").size() == 2);
    CHECK(law().duties_done_by("Linked").empty());
}

TEST_CASE("clocks by what starts and ends them") {
    Law l = law();
    CHECK(l.clocks_started_by("Granted").size() == 1);
    CHECK(l.clocks_started_by("Withdrawn").empty());
    REQUIRE(l.clocks_ended_by("Departed").size() == 1);
    CHECK(l.clocks_ended_by("Departed")[0]->id == "reflection-period");
}

TEST_CASE("routes stand side by side, with every need and whether it holds") {
    auto before = law().routes({{"person.eea", true}}, day("2006-11-30"));
    CHECK(before.size() == 2);                                                    // the third begins a day later
    auto routes = law().routes({{"person.granted", true}}, day("2006-12-01"));
    REQUIRE(routes.size() == 3);
    CHECK_FALSE(routes[0].open);
    CHECK(routes[0].needs == std::vector<std::pair<std::string, bool>>{{"person.eea", false}});
    CHECK(routes[1].open);
    CHECK(routes[1].needs.empty());
    CHECK_FALSE(routes[2].open);
    CHECK(routes[2].needs == std::vector<std::pair<std::string, bool>>{{"not person.granted", false}});
}

TEST_CASE("who presumes and who identifies, by kind and day") {
    Law l = law();
    Date on = day("2007-01-01"), before = day("2005-12-31");
    CHECK(l.may_presume("shelter", on));
    CHECK(l.may_presume("police", on));                                           // who identifies may presume
    CHECK_FALSE(l.may_presume("expulsion", on));
    CHECK(l.may_identify("police", on));
    CHECK_FALSE(l.may_identify("shelter", on));
    CHECK_FALSE(l.may_presume("shelter", before));
    CHECK_FALSE(l.may_identify("police", before));
}

TEST_CASE("another length, to see what it would do") {
    Law l = law(), other = *l.with_clock("reflection-period", period("P45D"));
    auto r = other.read_clock("reflection-period", day("2007-02-05"), {});
    REQUIRE(r);
    CHECK(r->ends == day("2007-03-22"));
    CHECK(r->rule() == "reflection-period@simulated");
    CHECK(r->version->basis.text() == "assumption: simulated: P45D");
    CHECK(r->version->basis.text("nb") == "antakelse: simulert: P45D");
    CHECK(other.read_clock("reflection-period", day("2001-01-01"), {}));          // one length for every day
    CHECK(other.read_clock("later", day("2008-01-01"), {})->ends == day("2009-01-01"));
    CHECK(l.read_clock("reflection-period", day("2007-02-05"), {})->ends == day("2007-08-05"));   // the law itself is as it was
    CHECK(l.with_clock("nothing", period("P45D")).error().fault == Fault::absent);
    CHECK(l.with_clock("reflection-period", Period{}).error().fault == Fault::invalid);
}

TEST_CASE("what binds: in force, an assumption, or what runs as one") {
    Version v;
    for (auto s : {Standing::announced, Standing::proposed, Standing::considered}) {
        v.standing = s;
        v.run_as_assumption = false;
        CHECK_FALSE(v.binds());
        v.run_as_assumption = true;
        CHECK(v.binds());
    }
    v.run_as_assumption = false;
    for (auto s : {Standing::in_force, Standing::assumption}) {
        v.standing = s;
        CHECK(v.binds());
    }
    for (auto s : {Standing::in_force, Standing::announced, Standing::proposed, Standing::considered, Standing::assumption}) {
        CHECK_FALSE(name_of(s).empty());
        CHECK(name_of(s, "nb") != name_of(s));
    }
}

TEST_CASE("a gate is closed unless a version that binds names method, offence and who decides") {
    auto p = small();
    auto named = [](const char* id) {
        Named n;
        n.id = id;
        return n;
    };
    p->methods = {named("listen"), named("follow")};
    p->offences = {named("trafficking"), named("procurement")};
    p->not_offences = {named("selling")};
    Gate g;
    g.id = "gate";
    g.name = text("Gate", "Port");
    g.methods = {"listen"};
    auto v = version<GateVersion>(Standing::in_force, "7.2", "2006-01-01", "2010-01-01");
    v.offences = {"trafficking"};
    g.versions = {v};
    p->gates = {g};
    auto ask = [&](const char* m, const char* o, const char* d = "2007-01-01") { return *Law(p).may_use(m, o, day(d)); };
    CHECK_FALSE(ask("listen", "trafficking").open);
    CHECK(ask("listen", "trafficking").because == "a rule names it, and no source says who decides");
    p->gates[0].versions[0].decided_by = text("the court", "retten");
    CHECK(ask("listen", "trafficking").open);
    CHECK(ask("listen", "trafficking").because == "decided by the court");
    CHECK_FALSE(ask("listen", "trafficking", "2010-01-01").open);
    CHECK_FALSE(ask("listen", "procurement").open);          // lowering the charge closes what the lower one does not open
    CHECK(ask("listen", "procurement").gate == nullptr);
    CHECK_FALSE(ask("follow", "trafficking").open);
    CHECK_FALSE(ask("listen", "selling").open);
    CHECK(ask("listen", "selling").because.find("no offence") != std::string::npos);
    p->gates[0].versions[0].standing = Standing::considered;
    CHECK(ask("listen", "trafficking").because == "the rule binds nobody yet");
    CHECK(Law(p).may_use("dance", "trafficking", day("2007-01-01")).error().where == "method");
    CHECK(Law(p).may_use("listen", "dance", day("2007-01-01")).error().where == "offence");
}
