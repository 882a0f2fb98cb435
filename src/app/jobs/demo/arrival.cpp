// How somebody comes to be known: a report, a screening, who came along, a concern about a child, a case.
#include <algorithm>

#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

const char* const signs[] = {"a passport that others hold",     "a debt that grows",  "never alone with us",       "does not know the address where they live",
                             "works without pay",               "afraid to be seen",  "a telephone that is taken", "answers that somebody taught",
                             "injuries that nobody looked after", "sleeps where they work"};
const char* const places[] = {"a made-up street", "a made-up hotel", "a made-up building site", "a made-up flat"};

void screen(Stage& s, Life& l) {
    const char* list = l.child ? "children" : l.form == "prostitution" ? "prostitution" : l.form == "domestic-servitude" ? "private-homes" : "labour";
    const auto* known = s.pack().list(list);
    if (!known) return;
    std::vector<std::string> items;
    for (const auto& g : known->groups)
        for (const auto& i : g.items) items.push_back(i.id);
    auto own = s.derived().find(l.reporter + " " + list);
    if (own != s.derived().end()) items = own->second.indicators;
    array seen;
    std::set<int> chosen;
    for (int n = std::min(l.dice.below(5), int(items.size())); int(chosen.size()) < n;) chosen.insert(l.dice.below(int(items.size())));
    for (int i : chosen) seen.push_back(object{{"indicator", items[size_t(i)]}, {"evidence", made_up(l.dice.one(signs))}});
    object fields{{"report", l.report}, {"list", list}, {"indicators", std::move(seen)}};
    if (own != s.derived().end()) fields["derived"] = own->second.code;
    s.act(l, l.reporter, "screen-report", std::move(fields));
}

object report_of(Life& l, const char* channel, object person) {
    object report{{"channel", channel}, {"region", l.region}, {"form", l.form}, {"people", array{std::move(person)}}};
    report["seen"] = made_up(std::string(l.dice.one(signs)) + "; " + l.dice.one(signs));
    if (l.dice.below(3) == 0) report["place"] = made_up(l.dice.one(places));
    return report;
}

// Whoever is asked to judge answers what waits: mostly the same, and then joins the two; one in three of those is taken back.
void judge(Stage& s, Life& l) {
    for (const char* user : {"rosa", "pro-centre", "barnevern", "kom"})
        for (std::string question; !(question = s.to_judge(user)).empty();) {
            int turn = l.dice.below(6);
            const char* answer = turn == 0 ? "cannot-tell" : turn == 1 ? "not-the-same" : "same";
            if (!s.did(l, user, "answer-match", {{"match", question}, {"answer", answer}, {"reason", made_up("what the two reports say")}})) return;
            if (turn < 2 || !s.did(l, user, "merge-persons", {{"match", question}, {"reason", made_up("as answered")}})) continue;
            if (turn < 4) continue;
            s.later_in_houses(l, l.dice.between(10, 60), [user = std::string(user), question](Stage& t, Life& m) {
                t.act(m, user, "undo-merge", {{"match", question}, {"reason", made_up("it was another")}});
            });
        }
}

// What some go by beside their name. Their own dice: who else there is does not hang on it.
std::string other_name(const Life& l) {
    Dice own(l.number, 191);
    auto name = made_up_name(l.language, l.man, own).native;
    return l.named && l.number % 5 == 2 && name != l.name.native ? name : std::string();
}
object document_of(const Life& l, const char* kind, const std::string& between) {
    object document{{"kind", kind}, {"number", "MADE" + between + "UP" + between + std::to_string(100'000 + l.number)}};
    if (!l.country.empty()) document["country"] = l.country;
    return document;
}

// The same person under another spelling, or by another name, by an agency that does not know of the first report.
void report_again(Stage& s, Life& l) {
    object person = person_seen(l);
    person["full_name"] = heard_otherwise(l.name, l.dice);
    if (auto name = other_name(l); !name.empty()) person["full_name"] = name;
    person.erase("other_names");
    if (person.contains("documents")) person["documents"] = array{document_of(l, "passport", "-")};
    if (person.contains("born") && l.dice.below(2)) person["born"] = l.born->text().substr(0, 4);
    bool police = l.reporter != "oslo-police";
    std::string user = police ? "oslo-police" : "rosa";
    auto received = s.act(l, user, "receive-report", report_of(l, police ? "agency" : "public", std::move(person)));
    // One after the other with what touches houses: a question of identity is about other lives too.
    if (auto second = received["person"]; !second.empty())
        s.later_in_houses(l, 1, [user, second](Stage& t, Life& m) {
            if (t.did(m, user, "ask-match", {{"person", second}})) judge(t, m);
            if (m.dice.below(4) == 0) t.act(m, user, "ask-peer", {{"person", second}, {"peer", "other-country"}});
        });
}

// The child of a mother has a file and a case of its own, at child welfare.
void open_childs_case(Stage& s, Life& l) {
    auto opened = s.act(l, "barnevern", "open-case", {{"report", l.report}, {"person", l.child_person}, {"audience", "children"}});
    if (opened.empty()) return;
    std::string code = opened["case"];
    s.later(l, 3, [code](Stage& t, Life& m) { t.act(m, "barnevern", "tell-rights", {{"case", code}, {"language", m.language}, {"in_writing", false}}); });
    if (s.share(l, "demo-representative"))
        s.later(l, 2 + l.dice.wait(0.8 * s.load()), [code](Stage& t, Life& m) {
            t.act(m, "barnevern", "appoint-representative", {{"case", code}, {"agency", "guardians-oslo"}, {"representative", made_up("a representative")}, {"independent", true}});
        });
    s.later(l, l.dice.between(200, 700), [code](Stage& t, Life& m) { t.act(m, "barnevern", "close-case", {{"case", code}, {"why", made_up("the child is safe with its mother")}}); });
}

void come_along(Stage& s, Life& l) {
    if (l.child) return;
    if (!l.man && s.share(l, "demo-with-child")) {
        object child{{"gender", l.dice.below(2) ? "woman" : "man"}, {"age", l.dice.below(2) ? "0-8" : "9-17"}, {"citizenship_group", l.citizenship_group}};
        child["full_name"] = made_up_name(l.language, l.dice.below(2), l.dice).native;
        l.child_person = s.act(l, l.reporter, "add-person", {{"report", l.report}, {"person", std::move(child)}})["person"];
        if (!l.child_person.empty()) {
            s.act(l, l.reporter, "report-concern", {{"report", l.report}, {"to", "barnevern"}, {"what", made_up("a child along with its mother")}});
            s.later(l, 1 + l.dice.wait(0.3 * s.load()), open_childs_case);
        }
    }
    if (s.share(l, "demo-with-partner")) {
        object partner{{"gender", l.man ? "woman" : "man"}, {"age", "30-38"}, {"citizenship_group", "unknown"}};
        partner["full_name"] = made_up_name(l.language, !l.man, l.dice).native;
        l.partner_person = s.act(l, l.reporter, "add-person", {{"report", l.report}, {"person", std::move(partner)}})["person"];
    }
}

void open_case(Stage& s, Life& l) {
    bool outreach = l.reporter == "pro-centre" && !l.child && s.share(l, "demo-outreach-leads");
    l.lead = l.child ? "barnevern" : outreach ? "pro-centre" : "rosa";
    std::string audience = l.child ? "children" : l.man ? "men" : l.child_person.empty() ? "women" : "mothers-with-children";
    object opens{{"report", l.report}, {"person", l.person}, {"audience", audience}};
    static constexpr const char* industries[] = {"construction", "agriculture", "hospitality", "support-services"};
    if (l.form == "forced-labour") opens["industry"] = industries[l.number % 4];
    auto opened = s.act(l, l.lead, "open-case", std::move(opens));
    l.code = opened["case"];
    if (l.code.empty()) return;
    if (l.number % 6 == 4) s.act(l, l.lead, "state-identity", of(l, {{"documents", array{document_of(l, "identity-card", " ")}}}));
    if (!l.child_person.empty() && l.lead == l.reporter) s.act(l, l.lead, "record-relation", of(l, {{"to", l.child_person}, {"relation", "child"}}));
    if (l.lead != l.reporter) l.partner_person.clear();          // who did not report does not know of the partner
    if (!l.partner_person.empty()) s.act(l, l.lead, "record-relation", of(l, {{"to", l.partner_person}, {"relation", "partner"}}));
    // Who leads meets an adult some times before finding anything.
    if (int days = l.child ? 0 : l.dice.wait(0.4 * s.load())) s.later(l, days, be_led);
    else be_led(s, l);
}

void hand_over(Stage& s, Life& l) {
    std::string before = l.lead;
    s.act(l, before, "join-team", of(l, {{"agency", "rosa"}}));
    if (!s.did(l, before, "hand-over-lead", of(l, {{"to", "rosa"}}))) return;
    l.lead = "rosa";
    s.later(l, l.dice.between(20, 90), [before](Stage& t, Life& m) { t.act(m, before, "leave-team", of(m, {{"agency", before}})); });
}

// A decision about an age that was doubted; until then whoever doubts treats the person as a child.
void decide_age(Stage& s, Life& l) {
    bool child = s.share(l, "demo-doubt-child");
    s.act(l, "barnevern", "decide-age", of(l, {{"under_18", child}, {"grounds", made_up("a conversation and papers from home")}}));
    if (!child) l.child_now = false;
    else if (s.did(l, l.lead, "hand-over-lead", of(l, {{"to", "barnevern"}}))) l.lead = "barnevern", live_as_child(s, l);
}

}  // namespace

object person_seen(const Life& l) {
    object p{{"gender", l.gender}, {"age", l.age}, {"citizenship_group", l.citizenship_group}, {"language", l.language}};
    if (!l.country.empty()) p["citizenship"] = l.country;
    if (l.named) p["full_name"] = l.name.native;
    if (l.born) p["born"] = l.born->text();
    if (!l.child && l.number % 3) p["contact"] = made_up("a telephone number");
    if (auto name = other_name(l); !name.empty()) p["other_names"] = array{json::bj::string(name)};
    if (l.born && !l.child && l.number % 4 == 1) p["documents"] = array{document_of(l, "passport", " ")};
    return p;
}

void arrive(Stage& s, Life& l) {
    std::optional<Happened> earlier;
    if (s.share(l, "demo-recorded-late")) earlier = Happened{s.today().plus_days(-l.dice.between(1, 6)), Precision::day};
    auto received = s.act(l, l.reporter, "receive-report", report_of(l, l.channel.c_str(), person_seen(l)), earlier);
    l.report = received["report"];
    l.person = received["person"];
    if (l.report.empty()) return;
    if (s.share(l, "demo-screened")) screen(s, l);
    come_along(s, l);
    if (l.child && l.reporter != "barnevern" && s.share(l, "demo-concern"))
        s.later(l, l.dice.between(1, 2), [](Stage& t, Life& m) {
            t.act(m, m.reporter, "report-concern", {{"report", m.report}, {"to", "barnevern"}, {"what", made_up("an adult who is never far away")}});
        });
    if (l.named && s.share(l, "demo-reported-twice")) s.later(l, l.dice.between(5, 200), report_again);
    // Child welfare is owed to answer within a week, and mostly does.
    if (!s.share(l, "demo-waits")) s.later(l, 1 + l.dice.wait((l.child ? 0.3 : 2.0) * s.load()), open_case);
}

void be_led(Stage& s, Life& l) {
    l.presumed = s.share(l, "demo-presumed");
    if (!l.presumed) {
        s.act(l, l.lead, "record-finding", of(l, {{"finding", "not-found"}, {"grounds", made_up("other help is needed")}}));
        s.later(l, l.dice.between(5, 40), [](Stage& t, Life& m) { t.act(m, m.lead, "close-case", of(m, {{"why", made_up("other help was given")}})); });
        return;
    }
    s.act(l, l.lead, "record-finding", of(l, {{"finding", "presumed"}, {"grounds", made_up("what was seen")}}));
    if (l.lead == "pro-centre") s.later(l, l.dice.between(10, 60), hand_over);
    if (l.age == "18-20" && s.share(l, "demo-doubt")) {
        l.child_now = true;
        s.act(l, l.lead, "doubt-age", of(l, {{"why", made_up("seems younger than the papers say")}}));
        s.act(l, l.lead, "join-team", of(l, {{"agency", "barnevern"}}));
        s.later(l, l.dice.between(15, 45), decide_age);
    }
    be_housed(s, l);
    if (l.child) live_as_child(s, l);
    else live_as_adult(s, l);
    be_helped(s, l);
    be_threatened(s, l);
}

}  // namespace soria::app::demo
