// What ministries and agencies do on the plan's measures in four years: money, courses, forums, lessons, projects, campaigns, treaties. The
// plan's own amounts and countries are used where it has them; all else is made up and grows with the country that is told.
#include <algorithm>

#include "app/jobs/demo/pace.hpp"

namespace soria::app::demo {
namespace {

constexpr int64_t abroad_each_year = 22'500'000;    // measure 1: NOK 90 million in four years
constexpr int64_t ilo_each_year = 28'000'000;    // measure 26: a year, in halves

// --- milestones, money, conclusions ---

void set_milestones(Stage& s, Life& l) {
    // Reached so many days from the first; 0: never.
    struct Set {
        const char* user;
        const char* measure;
        const char* title;
        int due, reached;
    };
    static constexpr Set list[] = {{"health-ministry", "m04", "The guidelines on organ donation are complete", 330, 300},
        {"children-ministry", "m15", "The Nordic conference is held", 700, 690},
        {"justice-ministry", "m19", "The working group on legislation is established", 420, 480},
        {"justice-ministry", "m24", "The review of the police is asked for", 500, 500},
        {"defence-ministry", "m02", "Every school of the armed forces teaches it", 900, 0},
        {"kom", "m29", "The methods for identifying victims are issued", 250, 240}};
    for (const auto& m : list) {
        auto set = s.act(l, m.user, "set-milestone", {{"measure", m.measure}, {"title", made_up(m.title)}, {"due", s.day(m.due)}});
        std::string code = set["milestone"], user = m.user;
        if (m.reached)
            s.later(l, m.reached, [code, user](Stage& t, Life& k) {
                t.act(k, user, "reach-milestone", {{"milestone", code}, {"evidence", made_up("a letter says so")}});
            });
    }
}
// The halves that the plan says. The child labour project's is paid whole; of the social partners' something may be left.
void disburse_ilo(Stage& s, Life& l, const std::string& code) {
    struct Half {
        int days;
        const char* part;
        int64_t amount;
    };
    for (const auto& half : {Half{120, "child-labour", ilo_each_year / 2}, {180,
        "social-partners", ilo_each_year / 2 - 100'000ll * l.dice.below(40)}})
        s.later(l, half.days, [code, half](Stage& t, Life& k) {
            t.act(k, "foreign-ministry", "disburse-funds", {{"appropriation", code}, {"purpose", half.part}, {"amount", half.amount}});
        });
}
void appropriate(Stage& s, Life& l) {
    int year = year_of(s);
    auto abroad = s.act(l, "foreign-ministry", "appropriate-funds",
        {{"measure", "m01"}, {"title", made_up("Projects abroad")}, {"year", year}, {"amount", abroad_each_year},
            {"budget", "projects-abroad-2006-2009"}});
    l.letter = abroad["appropriation"];    // the country has no letters: this year's appropriation
    if (year == 2007 || year == 2008) {
        auto ilo = s.act(l, "foreign-ministry", "appropriate-funds",
            {{"measure", "m34"}, {"title", made_up("The programme agreement with the ILO")}, {"year", year}, {"amount", ilo_each_year},
                {"budget", "ilo-programme-budget"}});
        disburse_ilo(s, l, ilo["appropriation"]);
    }
    again(s, l, year_days, appropriate);
}
// The working group looks at the neighbours' laws; what it proposes comes further, or does not.
void compare(Stage& s, Life& l) {
    static constexpr const char* neighbours[] = {"SE", "DK", "FI", "IS"};
    static constexpr const char* provisions[][2] = {{"the penalty for human trafficking", "a higher maximum"},
        {"the purchase of sexual services", "a prohibition"},
        {"residence for witnesses", "a permit after testimony"}, {"the reflection period", "a longer one"},
            {"compensation to victims", "a claim against the fund"},
        {"who pays for the child's counsel", "the state"}, {"confiscation", "proceeds to the victim"}};
    for (int n = few(s, l, 2, 25); n > 0; --n) {
        const auto& provision = provisions[l.dice.below(int(std::size(provisions)))];
        auto entered = s.act(l, "justice-ministry", "compare-law",
            {{"measure", "m19"}, {"title", made_up(provision[0])}, {"country", l.dice.one(neighbours)}, {"proposal", made_up(provision[1])},
                {"position", made_up("the ministry considers it")}, {"state", "compared"}});
        std::string code = entered["comparison"];
        static constexpr const char* ways[] = {"proposed", "proposed", "on-hearing", "adopted", "not-pursued"};
        const char* way = l.dice.one(ways);
        if (l.dice.below(4) == 0) continue;    // still only compared
        again(s, l, l.dice.between(40, 300), [code, way](Stage& t, Life& k) {
            t.act(k, "justice-ministry", "move-proposal", {{"comparison", code}, {"state", way},
                {"position", made_up("the ministry has decided")}});
        });
    }
}
void consider(Stage& s, Life& l) {
    static constexpr const char* considered[] = {"m19", "m20", "m21", "m24"};
    static constexpr const char* news[] = {"the working group has met", "districts have answered", "a hearing was held", "a draft is written",
        "others were asked for their experience"};
    static constexpr const char* shown[] = {"minutes of a meeting", "a letter", "a draft"};
    compare(s, l);
    if (year_of(s) == 2008) {
        static constexpr const char* kinds[] = {"proposes-change", "no-change", "further-study", "proposes-change"};
        for (size_t i = 0; i < std::size(considered); ++i)
            s.act(l, "justice-ministry", "publish-conclusion",
                {{"measure", considered[i]}, {"kind", kinds[i]}, {"title", made_up("what was considered")},
                    {"conclusion", made_up("a conclusion")}});
        return;
    }
    for (const char* m : considered)
        for (int n = few(s, l, 2, 60); n > 0; --n)
            again(s, l, l.dice.between(1, 2 * quarter_days - 10), [m](Stage& t, Life& k) {
                t.act(k, "justice-ministry", "update-measure", {{"measure", m}, {"title", made_up(k.dice.one(news))},
                    {"evidence", made_up(k.dice.one(shown))}});
            });
    again(s, l, 2 * quarter_days, consider);
}
// An institute is late more often where more is going on: `late` is the median of its days in a country of next to nobody. What is not
// finished by the end is not published.
void study(Stage& s, Life& l, const char* user, const char* measure, const char* kind, const char* title, int days, double late = 40) {
    auto asked = s.act(l, user, "commission-study",
        {{"measure", measure}, {"kind", kind}, {"title", made_up(title)}, {"by", made_up("an institute")}, {"due", s.day(days)}});
    std::string code = asked["study"], who = user;
    again(s, l, days - 40 + l.dice.wait(late * s.load()), [code, who](Stage& t, Life& k) {
        t.act(k, who, "publish-study", {{"study", code}, {"conclusion", made_up("a conclusion")}, {"reference", made_up("a report")}});
    });
}
// Oslo's project is evaluated from outside: the whole, and most of its four parts.
void evaluate(Stage& s, Life& l) {
    study(s, l, "kom", "m10", "evaluation", "ROSA in its third year", 400);
    study(s, l, "kom", "m29", "evaluation", "the Coordinating Unit", 300);
    study(s, l, "justice-ministry", "m27", "evaluation", "the Oslo project as a whole", 750);
    for (const char* part : {"its first year", "how problems were identified", "outreach", "investigation", "prosecution"})
        if (l.dice.below(4)) study(s, l, "justice-ministry", "m27", "evaluation", part, 600 + l.dice.below(350));
    study(s, l, "justice-ministry", "m19", "review", "the law of the neighbouring countries", 150, 5);
}
void commission(Stage& s, Life& l) {
    static constexpr const char* subjects[] = {"the market for sexual services", "how people are recruited", "life after the return",
        "forced labour in building",
        "children who disappear", "how victims meet the police", "who pays back a debt", "begging and force"};
    if (year_of(s) == 2007) evaluate(s, l);
    for (int n = few(s, l, 0, 40); n > 0; --n) study(s, l, "justice-ministry", "m32", "research", l.dice.one(subjects), 250);
    again(s, l, year_days, commission);
}

// To whoever studies it or asks for it; each year more in a larger country.
void release(Stage& s, Life& l) {
    static constexpr const char* safeguards[] = {"aggregated", "aggregated", "rounded", "de-identified"};
    static constexpr const char* receivers[] = {"a university", "an institute", "an international organisation"};
    static constexpr const char* tables[] = {"persons by year and region", "time to each step", "reports by form",
        "contacts in outreach by quarter", "returns and what followed"};
    for (int n = few(s, l, 1, 20); n > 0; --n)
        s.act(l, l.dice.below(4) ? "kom" : "officer", "release-data",
            {{"measure", "m32"}, {"title", made_up(l.dice.one(tables))}, {"receiver", made_up(l.dice.one(receivers))},
                {"purpose", made_up("a study")},
                {"kind", l.dice.one(safeguards)}, {"grounds", made_up("a decision")}});
    again(s, l, 2 * quarter_days, release);
}

// --- courses and deployments ---

void course(Stage& s, Life& l, const char* owner, const char* measure, const char* title, const char* profession, const char* user,
    const char* module) {
    static constexpr const char* regions[] = {"oslo", "eastern", "southern", "western", "central", "northern"};
    std::string region = l.dice.one(regions), who = owner;
    int people = 12 + s.lives / 10 + l.dice.below(8);
    auto planned = s.act(l, owner, "plan-course",
        {{"measure", measure}, {"title", made_up(title)}, {"profession", profession}, {"region", region}, {"places", people + 10},
            {"module", module}});
    std::string code = planned["course"];
    object some{{"course", code}, {"profession", profession}, {"region", region}, {"people", people + 4}};
    s.act(l, user, "enrol-in-course", some);
    some["people"] = people;
    some["asked_before"] = some["asked_after"] = people * 10;
    some["right_before"] = people * l.dice.between(3, 6);
    some["right_after"] = people * l.dice.between(6, 9);
    again(s, l, l.dice.between(20, 60), [who, some](Stage& t, Life& k) { t.act(k, who, "certify-course", some); });
}
void teach(Stage& s, Life& l) {
    course(s, l, "children-ministry", "m13", "a regional course on minors", "child-welfare",
        "barnevern", l.dice.below(3) ? "child-victims" : "reception-staff");
    course(s, l, "justice-ministry", "m28", "a course for those who investigate and prosecute", l.dice.below(2) ? "police" : "prosecutor",
        "oslo-police", "police-districts");
    course(s, l, "kom", "m31", "a course for those who may meet victims", l.dice.below(2) ? "health" : "immigration",
        "clinic", l.dice.below(2) ? "reception-staff" : "other");
    static constexpr const char* missions[] = {"UN mission", "NATO mission", "OSCE mission"};
    static constexpr const char* kinds[] = {"military", "military", "police", "civilian"};
    static constexpr const char* ranks[] = {"enlisted", "enlisted", "officer", "unknown"};
    static constexpr const char* units[] = {"a company of engineers", "a staff", "a field hospital", "guards"};
    std::string_view kind = l.dice.one(kinds);
    bool military = kind == "military";
    const char* rank = military ? l.dice.one(ranks) : kind == "police" ? "officer" : "civilian";
    const char* unit = military ? l.dice.one(units) : kind == "police" ? "police advisers" : "observers";
    int deployed = 30 + s.lives / 4 + l.dice.below(20);
    s.act(l, "defence-ministry", "record-deployment",
        {{"measure", "m02"}, {"mission", made_up(l.dice.one(missions))}, {"kind", kind}, {"unit", made_up(unit)},
            {"rank", rank}, {"deployed", deployed}, {"trained", deployed * l.dice.between(60, 95) / 100}});
    again(s, l, 2 * quarter_days, teach);
}

void judge_conduct(Stage& s, Life& l) {
    static constexpr const char* missions[] = {"UN mission", "NATO mission", "OSCE mission"};
    static constexpr const char* kinds[] = {"military", "police", "civilian"};
    static constexpr const char* subjects[] = {"paid-for-sex", "paid-for-sex", "abuse-of-local-people", "trafficking-of-people"};
    static constexpr const char* outcomes[] = {"nothing-found", "warned", "sent-home", "handed-to-prosecution"};
    for (int n = few(s, l, 1, 60); n > 0; --n)
        s.act(l, "defence-ministry", "record-conduct-case",
            {{"measure", "m02"}, {"mission", made_up(l.dice.one(missions))}, {"kind", l.dice.one(kinds)}, {"subject", l.dice.one(subjects)},
                {"outcome", l.dice.one(outcomes)}});
    again(s, l, year_days, judge_conduct);
}

// Where the plan sees vulnerable sectors without naming them; which they are is our choice.
void inspect(Stage& s, Life& l) {
    static constexpr const char* industries[] = {"construction", "construction", "agriculture", "hospitality", "support-services", "transport"};
    static constexpr const char* regions[] = {"oslo", "eastern", "western", "central", "northern"};
    static constexpr const char* where[] = {"work places in one town", "a building site", "farms in the season", "hotels of one street",
        "cleaners at night"};
    for (int n = more(s, l, 1, 40); n > 0; --n) {
        int workers = l.dice.below(12) ? 4 + l.dice.below(30) : 0;
        int reported = workers && l.dice.below(3) == 0 ? 1 + l.dice.below(std::min(workers, 6)) : 0;
        s.act(l, "labour-inspection", "record-inspection",
            {{"measure", "m26"}, {"title", made_up(l.dice.one(where))}, {"industry", l.dice.one(industries)}, {"region", l.dice.one(regions)},
                {"workers", workers}, {"reported_workers", reported}, {"reported_employers", reported ? 1 + l.dice.below(2) : 0}});
    }
    again(s, l, quarter_days, inspect);
}

// --- forums and the conference ---

void meet(Stage& s, Life& l, const std::string& forum) {
    static constexpr const char* owners[][2] = {
        {"kom", "kom"}, {"rosa", "rosa"}, {"oslo-police", "oslo-police"}, {"udi", "udi"}, {"barnevern", "barnevern"}};
    s.act(l, "kom", "hold-meeting", {{"forum", forum}, {"subject", made_up("how agencies work together")}});
    static constexpr const char* tasks[] = {"one telephone for all", "a list of who is on duty", "a joint brochure", "rooms for conversations",
        "how a night is covered", "who tells the child"};
    for (int n = few(s, l, 1, 40); n > 0; --n) {
        const auto& owner = owners[l.dice.below(5)];
        auto decided =
            s.act(l, "kom", "decide-in-forum", {{"forum", forum}, {"what", made_up(l.dice.one(tasks))}, {"owner", owner[1]}, {"due", s.day(45)}});
        int number = std::atoi(decided["decision"].c_str());
        std::string user = owner[0];
        again(s, l, 5 + l.dice.wait(9 * s.load()), [forum, number, user](Stage& t, Life& k) {
            t.act(k, user, "complete-decision", {{"forum", forum}, {"decision", number}, {"evidence", made_up("done")}});
            });
    }
    again(s, l, quarter_days - std::min(40, s.lives / 4), [forum](Stage& t, Life& k) { meet(t, k, forum); });
}
void found(Stage& s, Life& l) {
    for (auto [title, level, region] : {std::tuple{"The Oslo Pilot", "local", "oslo"}, {"A city conference", "regional", "western"}}) {
        auto founded = s.act(l, "kom", "found-forum",
            {{"measure", "m30"}, {"title", made_up(title)}, {"level", level}, {"region", region},
                {"seats", array{"rosa", "pro-centre", "oslo-police", "barnevern", "udi", "pion"}}});
        std::string forum = founded["forum"];
        s.later(l, l.dice.between(10, 40), [forum](Stage& t, Life& k) { meet(t, k, forum); });
    }
}
void take_part(Stage& s, Life& l, const std::string& conference) {
    static constexpr const char* countries[] = {"NO", "SE", "DK", "FI", "IS"};
    static constexpr const char* professions[] = {"child-welfare", "police", "volunteers"};
    for (const char* country : countries)
        for (const char* profession : professions)
            if (std::string_view(country) == "NO" || l.dice.below(3))
                s.act(l, "children-ministry", "record-participants",
                    {{"conference", conference}, {"country", country}, {"profession", profession},
                        {"participants", 3 + s.lives / 20 + l.dice.below(9)}});
}
void conclude(Stage& s, Life& l, const std::string& conference) {
    take_part(s, l, conference);
    static constexpr const char* conclusions[] = {"one guide to age assessment", "a list of contacts in each country",
        "a child is never questioned twice", "what the guardian is told", "a meeting in a year"};
    for (int n = few(s, l, 2, 30); n > 0; --n) {
        auto concluded = s.act(l, "children-ministry", "conclude-conference",
            {{"conference", conference}, {"what", made_up(l.dice.one(conclusions))}, {"owner", n % 2 ? "barnevern" : "udi"}, {"due", s.day(200)}});
        int number = std::atoi(concluded["conclusion"].c_str());
        std::string user = n % 2 ? "barnevern" : "udi";
        if (l.dice.below(4))
            s.later(l, l.dice.between(60, 260), [conference, number, user](Stage& t, Life& k) {
                t.act(k, user, "follow-up-conclusion", {{"conference", conference}, {"conclusion", number}, {"evidence", made_up("done")}});
            });
    }
}
void confer(Stage& s, Life& l) {
    auto planned = s.act(l, "children-ministry", "plan-conference",
        {{"measure", "m15"}, {"title", made_up("Nordic conference on child victims of human trafficking")}, {"day", s.day(240)},
            {"call", made_up("a call for experience")}});
    std::string conference = planned["conference"];
    s.later(l, l.dice.between(90, 200), [conference](Stage& t, Life& k) {
        t.act(k, "children-ministry", "set-programme",
            {{"conference", conference}, {"programme", made_up("what was learnt; what is missing; what comes next")}});
    });
    s.later(l, 240, [conference](Stage& t, Life& k) { conclude(t, k, conference); });
}

// --- lessons, surveys, organisations, guidance ---

void learn(Stage& s, Life& l) {
    static constexpr const char* themes[] = {"identification", "trust", "housing", "health", "school-and-work", "return", "cooperation"};
    static constexpr const char* regions[] = {"oslo", "eastern", "western", "central"};
    static constexpr const char* titles[] = {"what made somebody talk", "the first night", "who interprets", "a plan that was kept",
        "when agencies disagreed", "after the return", "the way to school or work"};
    for (int n = few(s, l, 1, 40); n > 0; --n)
        for (auto [user, measure] : {std::pair{"barnevern", "m12"}, {"oslo-police", "m27"}})
            s.act(l, user, "write-lesson",
                {{"measure", measure}, {"title", made_up(l.dice.one(titles))}, {"theme", l.dice.one(themes)}, {"region", l.dice.one(regions)},
                    {"lesson", made_up("what was learnt")}});
    // One time in four somebody has left in what identifies, is shown it, and writes again.
    if (l.dice.below(4) == 0)
        s.act(l, "barnevern", "write-lesson",
            {{"measure", "m12"}, {"title", made_up("a lesson")}, {"theme", "trust"}, {"region", "oslo"},
                {"lesson", made_up("a girl of 16 years came on 2007-03-12")}});
    int asked = 20 + s.lives / 8 + l.dice.below(20), answered = asked * l.dice.between(50, 80) / 100;
    s.act(l, "rosa", "survey-service",
        {{"measure", "m09"}, {"title", made_up("what users say of a service")}, {"service", l.dice.below(2) ? "psychosocial" : "interpreting"},
            {"asked", asked},
            {"answered", answered}, {"satisfied", answered * l.dice.between(50, 90) / 100}});
    again(s, l, quarter_days, learn);
}
void support(Stage& s, Life& l, const std::string& organisation) {
    for (int n = few(s, l, 1, 40); n > 0; --n)
        s.act(l, "kom", "support-organisation",
            {{"organisation", organisation}, {"purpose", made_up("a year's work")}, {"amount", 50'000 + s.lives * 100}});
    s.act(l, "kom", "support-organisation", {{"organisation", organisation}, {"purpose", made_up("a room to meet in")}});
    again(s, l, year_days, [organisation](Stage& t, Life& k) { support(t, k, organisation); });
}
void give(Stage& s, Life& l, const std::string& guidance) {
    static constexpr const char* agencies[] = {"barnevern", "oslo-police", "reception-oslo", "udi", "clinic"};
    s.act(l, "kom", "give-guidance", {{"guidance", guidance}, {"to", l.dice.one(agencies)}, {"people", 10 + s.lives / 10 + l.dice.below(30)}});
    if (l.dice.below(5) == 0)
        s.act(l, "kom", "revise-guidance", {{"guidance", guidance}, {"edition", std::to_string(year_of(s))}, {"changes", made_up("what changed")}});
    again(s, l, quarter_days, [guidance](Stage& t, Life& k) { give(t, k, guidance); });
}
void begin_support(Stage& s, Life& l) {
    auto registered =
        s.act(l, "kom", "register-organisation", {{"measure", "m08"}, {"title", made_up("an organisation of users")}, {"kind", "users"}});
    std::string organisation = registered["organisation"];
    s.later(l, 30, [organisation](Stage& t, Life& k) { support(t, k, organisation); });
    auto users = s.act(l, "kom", "found-forum", {{"measure", "m08"}, {"title", made_up("Users and services")}, {"level", "national"},
        {"region", "oslo"}, {"seats", array{"rosa", "pro-centre"}}});
    s.act(l, "kom", "give-seat", {{"forum", users["forum"]}, {"organisation", organisation}});
    auto issued = s.act(l, "kom", "issue-guidance",
        {{"measure", "m29"}, {"title", made_up("how victims are identified")}, {"kind", "brochure"}, {"profession", "everybody"},
            {"language", "nb"}, {"edition", "2006"}});
    std::string guidance = issued["guidance"];
    s.later(l, 20, [guidance](Stage& t, Life& k) { give(t, k, guidance); });
}

// --- campaign, guidelines, series ---

// Of each hundred asked so many agree, and a few more.
void ask_people(Stage& s, Life& l, const std::string& campaign, const char* wave, int asked, int agree) {
    s.act(l, "children-ministry", "survey-campaign",
        {{"campaign", campaign}, {"wave", wave}, {"asked", asked}, {"agreed", asked * (agree + l.dice.below(4)) / 100}});
}
void campaign(Stage& s, Life& l, const char* title, const char* target, int asked, int before, int after, int days) {
    auto planned = s.act(l, "children-ministry", "plan-campaign",
        {{"measure", "m03"}, {"title", made_up(title)}, {"target", target}, {"question", made_up("Do you think it should not be bought?")},
            {"percent_before", before}, {"percent_after", after}});
    std::string code = planned["campaign"];
    s.later(l, 20, [code, asked, before](Stage& t, Life& k) { ask_people(t, k, code, "before", asked + t.lives, before); });
    s.later(l, days, [code, asked, after](Stage& t, Life& k) { ask_people(t, k, code, "after", asked + t.lives, after); });
}
void inform(Stage& s, Life& l) {
    campaign(s, l, "The information campaign on the purchase of sexual services", "public", 900, 55, 61, 3 * year_days);
    campaign(s, l, "The campaign in schools of two cities", "public", 200, 40, 52, 2 * year_days);
}
void adopt(Stage& s, Life& l) {
    static constexpr const char* kinds[] = {"state-body", "state-enterprise", "state-enterprise", "enterprise"};
    static constexpr const char* bodies[] = {"a directorate", "a county", "a university", "a company of the state", "a hotel chain",
        "a transport company", "an oil company", "a municipality"};
    for (int n = few(s, l, 1, 40); n > 0; --n)
        s.act(l, "children-ministry", "adopt-guideline", {{"measure", "m03"}, {"body", made_up(l.dice.one(bodies))}, {"kind", l.dice.one(kinds)}});
    again(s, l, quarter_days, adopt);
}
void measure_organs(Stage& s, Life& l, const std::string& waiting, const std::string& donors) {
    int years = year_of(s) - 2006;
    s.act(l, "health-ministry", "record-value",
        {{"series", waiting}, {"on", s.day(0)}, {"value", 200 + s.lives / 5 - 6 * years + l.dice.below(10)}, {"reference", made_up("a register")}});
    s.act(l, "health-ministry", "record-value",
        {{"series", donors}, {"on", s.day(0)}, {"value", 80 + s.lives / 10 + 5 * years + l.dice.below(8)}, {"reference", made_up("a register")}});
    again(s, l, year_days, [waiting, donors](Stage& t, Life& k) { measure_organs(t, k, waiting, donors); });
}
void follow_organs(Stage& s, Life& l) {
    auto waiting = s.act(l, "health-ministry", "follow-series",
        {{"measure", "m04"}, {"title", made_up("the waiting list")}, {"series", "organ-waiting-list"}, {"target", 150}});
    auto donors = s.act(l, "health-ministry", "follow-series",
        {{"measure", "m04"}, {"title", made_up("donors in a year")}, {"series", "organ-donors"}, {"target", 110}});
    measure_organs(s, l, waiting["series"], donors["series"]);
}

}    // namespace

void carry_out_the_plan(Stage& s, Life& l) {
    struct Begins {
        int days;
        Step step;
    };
    for (const auto& b : {Begins{1, set_milestones}, {2, appropriate}, {40, propose_projects}, {10, teach}, {8, found}, {400, confer}, {60, learn},
             {30, begin_support}, {25, inform}, {45, adopt}, {90, follow_organs}, {50, negotiate_abroad}, {380, consider}, {200, commission},
             {150, release}, {35, inspect}, {220, judge_conduct}})
        s.later(l, b.days, b.step);
}

}    // namespace soria::app::demo
