// What the foreign ministry does on the plan: projects, treaties, commitments, dialogues.
#include <algorithm>
#include <map>
#include <memory>

#include "app/jobs/demo/pace.hpp"

namespace soria::app::demo {
namespace {

void pay(Stage& s, Life& l, const std::string& project, const char* measure, int64_t half, bool last) {
    bool abroad = std::string_view(measure) == "m01";
    s.act(l, "foreign-ministry", "pay-instalment", {{"project", project}, {"part", last ? "the second half" : "the first half"}, {"amount", half}});
    if (abroad) s.act(l, "foreign-ministry", "disburse-funds", {{"appropriation", l.letter}, {"purpose", made_up("a project")}, {"amount", half}});
    if (last) {
        s.act(l, "foreign-ministry", "record-result",
            {{"project", project}, {"reached", 50 + s.lives / 2 + l.dice.below(300)}, {"result", made_up("a result")}});
        return;
    }
    again(s, l, 300, [project, measure, half](Stage& t, Life& k) { pay(t, k, project, measure, half, true); });
}
}  // namespace

void propose_projects(Stage& s, Life& l) {
    static constexpr const char* countries[] = {"RO", "BG", "MD", "UA", "RU", "NG", "TH", "VN", "LT", "AL"};
    // Which embassy proposes it.
    static const std::map<std::string_view, const char*> missions{{"RO", "an embassy in South-East Europe"},
        {"BG", "an embassy in South-East Europe"},
        {"MD", "an embassy in South-East Europe"}, {"AL", "an embassy in South-East Europe"}, {"UA", "an embassy in Eastern Europe"},
            {"RU", "an embassy in Eastern Europe"},
        {"LT", "an embassy in the Baltic"}, {"NG", "an embassy in West Africa"}, {"TH", "an embassy in South-East Asia"},
            {"VN", "an embassy in South-East Asia"}};
    static constexpr const char* targets[] = {"women", "children", "vulnerable-groups", "authorities"};
    static constexpr const char* titles[] = {"a shelter for women who return", "school for girls at risk", "training at the border",
        "theatre in villages", "work for the young",
        "legal aid at home", "a telephone that answers", "foster homes", "teachers who notice", "a register of missing children"};
    static constexpr const char* partners[] = {"a women's organisation", "a children's organisation", "a ministry of the country",
        "an international organisation", "a church"};
    constexpr double decided_days_of_half = 25;
    for (int n = few(s, l, 1, 40); n > 0; --n) {
        const char* measure = l.dice.below(3) ? "m01" : "m33";
        int64_t half = 50'000ll * l.dice.between(11, 23) + s.lives * 100;
        const char* country = l.dice.one(countries);
        auto proposed = s.act(l, "foreign-ministry", "propose-project",
            {{"measure", measure}, {"title", made_up(l.dice.one(titles))}, {"partner", made_up(l.dice.one(partners))}, {"country", country},
                {"target", l.dice.one(targets)}, {"amount", 2 * half}, {"mission", made_up(missions.at(country))}});
        std::string project = proposed["project"];
        bool agreed = l.dice.below(4) > 0;
        again(s, l, 15 + l.dice.wait(decided_days_of_half * s.load()), [project, measure, half, agreed](Stage& t, Life& k) {
            if (!agreed)
                return void(
                    t.act(k, "foreign-ministry", "decline-project", {{"project", project}, {"why", made_up("no money is left this year")}}));
            if (k.dice.below(2)) t.act(k, "foreign-ministry", "choose-project", {{"project", project},
                {"why", made_up("it is near those at risk")}});
            t.act(k, "foreign-ministry", "agree-project", {{"project", project}, {"amount", 2 * half}, {"until", t.day(2 * year_days)}});
            if (k.dice.below(5))    // of some nothing is heard when they should have ended
                again(t, k, 2 * year_days - 10, [project](Stage& u, Life& m) {
                    u.act(m, "foreign-ministry", "close-project",
                        {{"project", project}, {"outcome", m.dice.below(5) ? "completed" : "ended-early"}, {"result", made_up("what came of it")}});
                });
            again(t, k, 30, [project, measure, half](Stage& u, Life& m) { pay(u, m, project, measure, half, false); });
        });
    }
    again(s, l, quarter_days, propose_projects);
}

namespace {

struct Taken { size_t steps = 0; int year = 0; };
using Steps = std::map<std::pair<std::string, std::string>, Taken>;        // of a treaty and a country: how many, the last in which year

void take_treaty_step(Stage& s, Life& l, Steps& taken, const char* measure, const std::string& treaty, const std::string& country) {
    static constexpr const char* steps[] = {"signed", "ratified", "in-force"};
    auto& t = taken[{treaty, country}];
    if (t.steps >= std::size(steps) || t.year == year_of(s)) return;
    t.year = year_of(s);
    s.act(l, "foreign-ministry", "record-treaty-step", {{"measure", measure}, {"treaty", treaty}, {"country", country}, {"step", steps[t.steps++]}});
}
void negotiate(Stage& s, Life& l, const std::shared_ptr<Steps>& taken) {
    static constexpr const char* countries[] = {"RO", "BG", "MD", "UA", "AL", "LT", "GE", "RS"};
    static constexpr const char* conventions[] = {"on forced labour", "on the abolition of forced labour", "on the least age for work",
        "on the worst forms of child labour"};
    for (int n = few(s, l, 2, 30); n > 0; --n) {
        take_treaty_step(s, l, *taken, "m33", l.dice.below(2) ? "palermo-protocol" : "coe-convention", l.dice.one(countries));
        take_treaty_step(s, l, *taken, "m34", made_up("An ILO core convention") + " " + l.dice.one(conventions), l.dice.one(countries));
    }
    static constexpr const char* kinds[] = {"agreement", "contribution", "position", "initiative"};
    static constexpr const char* titles[] = {"a joint statement", "an exchange of officials", "money for a network", "a common list of contacts",
        "a seminar", "a report to the council"};
    static constexpr const char* partners[] = {"an international organisation", "a neighbouring country", "a group of countries",
        "a council of ministers"};
    for (const char* measure : {"m16", "m36", "m37"})
        for (int n = few(s, l, 1, 40); n > 0; --n) {
            auto made = s.act(l, "foreign-ministry", "make-commitment",
                {{"measure", measure}, {"kind", l.dice.one(kinds)}, {"title", made_up(l.dice.one(titles))},
                    {"counterpart", made_up(l.dice.one(partners))},
                    {"due", s.day(250)}});
            std::string code = made["commitment"];
            again(s, l, 60 + l.dice.wait(30 * s.load()), [code](Stage& t, Life& k) {
                    t.act(k, "foreign-ministry", "keep-commitment", {{"commitment", code}, {"evidence", made_up("done")}});
                });
        }
    // The plan's own dialogues, and talks with others.
    auto talk = [&](const char* country, bool raised) {
        static constexpr const char* answers[] = {"answered", "promised", "none"};
        s.act(l, "foreign-ministry", "hold-dialogue",
            {{"measure", "m35"}, {"title", made_up("a round of dialogue")}, {"country", country}, {"raised", raised},
                {"answer", raised ? l.dice.one(answers) : "none"}});
    };
    talk("VN", true), talk("CN", l.dice.below(3) > 0), talk("ID", l.dice.below(3) > 0);
    for (int n = few(s, l, 0, 60); n > 0; --n) talk(l.dice.one(countries), l.dice.below(2) > 0);
    again(s, l, year_days, [taken](Stage& t, Life& k) { negotiate(t, k, taken); });
}

}  // namespace

void negotiate_abroad(Stage& s, Life& l) { negotiate(s, l, std::make_shared<Steps>()); }

}  // namespace soria::app::demo
