// What people do while somebody is helped, sentence by sentence.
#include "app/story/filling.hpp"

namespace soria::app::story {
namespace {

using json::bj::object;

Fill value_of(const char* field, const char* list, size_t gap) {
    return [=](Teller& t, const Gaps& g, object& f) { return put_value(t, f, field, list, g[gap]); };
}
Fill thing(const char* field, size_t gap) {
    return [=](Teller& t, const Gaps& g, object& f) -> Status {
        if (g[gap].empty()) return {};
        auto code = TRY(t.code(g[gap]));
        f[field] = code;
        return {};
    };
}
Fill by_number(const char* field, std::map<std::string, std::string> Known::*of, size_t case_gap, size_t key_gap) {
    return [=](Teller& t, const Gaps& g, object& f) -> Status {
        auto& map = t.known(g[case_gap]).*of;
        auto found = map.find(g[key_gap]);
        f[field] = std::atoi(found == map.end() ? "0" : found->second.c_str());
        return {};
    };
}
// The order to the actor's agency for the service in that gap.
Fill own_order(size_t case_gap, size_t service_gap) {
    return [=](Teller& t, const Gaps& g, object& f) -> Status {
        auto agency = TRY(t.agency_of(t.actor()));
        auto& orders = t.known(g[case_gap]).orders;
        auto found = orders.find(agency + " " + g[service_gap]);
        f["order"] = std::atoi(found == orders.end() ? "0" : found->second.c_str());
        return {};
    };
}

void threats(std::vector<Phrase>& l) {
    auto threat = [](bool family) { return both(fixed({{"family_at_risk", family}}), both(text("feared", 1), text("what", 2))); };
    l.push_back(of_case("records a threat to {case} from {person}: {text}", "record-threat", 0,
                        both(thing("feared_person", 1), both(fixed({{"family_at_risk", false}, {"feared", "Somebody whom the register knows."}}), text("what", 2)))));
    l.push_back(of_case("records a threat to {case} and the family from {words}: {text}", "record-threat", 0, threat(true)));
    l.push_back(of_case("records a threat to {case} from {words}: {text}", "record-threat", 0, threat(false)));
    l.push_back(of_case("records that threat {number} to {case} is over: {text}", "end-threat", 1, both(number("threat", 0), text("why", 2))));
    l.push_back(of_case("agrees a safety plan with {case}: {text}; safe at {text}; by {text}", "agree-safety-plan", 0,
                        both(text("plan", 1), both(text("safe_times", 2), text("safe_channels", 3)))));
    l.push_back(command("warns of {house}, {words}: {text}", "mark-house", "house", 0, both(value_of("warning", "house-warning", 1), text("why", 2))));
}
void referrals_and_orders(std::vector<Phrase>& l) {
    l.push_back(of_case("completes the referral of {case} to {agency}[: {text}]", "complete-referral", 0,
                        both(by_number("referral", &Known::referrals, 0, 1), text("outcome", 2))));
    l.push_back(of_case("withdraws the referral of {case} to {agency}[: {text}]", "withdraw-referral", 0,
                        both(by_number("referral", &Known::referrals, 0, 1), text("why", 2))));
    l.push_back(of_case("hands the lead of {case} to {agency}", "hand-over-lead", 0, text("to", 1)));
    l.push_back(of_case("records that {case} needs {service}[: {text}]", "record-need", 0, both(text("service", 1), text("what", 2))));
    l.push_back(of_case("accepts the order of {service} for {case}", "accept-order", 1, own_order(1, 0)));
    l.push_back(of_case("declines the order of {service} for {case}: {words}", "decline-order", 1, both(own_order(1, 0), value_of("reason", "decline-reason", 2))));
    l.push_back(of_case("appoints {agency} as counsel for {case}, for {words}", "appoint-counsel", 1, both(text("counsel", 0), value_of("task", "counsel-task", 2))));
    l.push_back(of_case("asks {agency} to look again at its finding on {case}: {text}", "ask-review", 1, both(text("of", 0), text("why", 2))));
}
void steps_and_letters(std::vector<Phrase>& l) {
    l.push_back(of_case("plans a step of {case} towards {words}: {text}", "plan-step", 0, both(value_of("kind", "pathway", 1), text("goal", 2))));
    l.push_back(of_case("records that {case} has reached step {number}", "reach-step", 0, number("step", 1)));
    l.push_back(of_case("drops step {number} of {case}: {text}", "drop-step", 1, both(number("step", 0), text("why", 2))));
    l.push_back(act("issues letter {letter} to {case}: {words}, until {day}", [](Teller& t, const Gaps& g) -> Result<Sent> {
        auto code = TRY(t.code(g[1]));
        Sent s{"issue-letter", {{"case", code}, {"until", g[3]}}, {}, {}, {}, {g[0]}};
        TRY(put_value(t, s.fields, "entitlement", "letter", g[2]));
        return s;
    }));
    l.push_back(of_case("revokes letter {letter} of {case}", "revoke-letter", 1, thing("letter", 0)));
    l.push_back(act("checks letter {letter}", [](Teller& t, const Gaps& g) -> Result<Sent> {
        auto code = TRY(t.code(g[0]));
        Sent s;
        s.path = "/api/v1/letters/" + code;
        return s;
    }));
    l.push_back(of_case("records that {words} was {words} for {case}[: {text}]", "record-redress", 2,
                        both(value_of("kind", "redress", 0), both(value_of("step", "redress-step", 1), text("note", 3)))));
}
// "2 women and 1 man, outdoors in Oslo; told orally in ro; referred to rosa".
Result<Sent> contact(Teller& t, const Gaps& g) {
    Sent s{"log-contact", {{"women", std::atoi(g[0].c_str())}, {"men", std::atoi(g[1].c_str())}}, {}, {}, {}, {}};
    TRY(put_value(t, s.fields, "arena", "arena", g[2]));
    TRY(put_value(t, s.fields, "region", "region", g[3]));
    if (!g[4].empty()) {
        auto how = TRY(t.value("information", g[4]));
        s.fields["information"] = json::bj::array{object{{"how", how}, {"language", g[5]}}};
    }
    if (!g[6].empty()) s.fields["referred_to"] = g[6], s.fields["help_offered"] = true;
    if (!g[7].empty()) s.fields["agent"] = g[7], s.fields["agent_checked"] = !g[8].empty();
    return s;
}
void outreach(std::vector<Phrase>& l) {
    l.push_back(act("meets {number} women and {number} men {word} in {words}[, information {word} in {language}][, referred to {agency}][, with the agent {words}][; no conflict of {word}]", contact));
}

void family_and_return(std::vector<Phrase>& l) {
    l.push_back(of_case("records that {person} is the {words} of {case}", "record-relation", 2, both(thing("to", 0), value_of("relation", "relation", 1))));
    l.push_back(of_case("records that {case} is pregnant[, due {word}]", "record-pregnancy", 0, text("due", 1)));
    l.push_back(of_case("records how to reach {case} after the return: {text}", "choose-return-channel", 0, text("channel", 1)));
    l.push_back(of_case("follows {case} up after the return: {words}", "follow-up-return", 0, value_of("outcome", "follow-up", 1)));
}

}  // namespace

void support(std::vector<Phrase>& l) {
    outreach(l);
    threats(l);
    referrals_and_orders(l);
    steps_and_letters(l);
    family_and_return(l);
}

}  // namespace soria::app::story
