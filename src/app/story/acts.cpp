// What people do in stories, sentence by sentence, and the commands and looks they become.
#include <algorithm>

#include "app/story/filling.hpp"

namespace soria::app::story {

std::vector<std::string> split(std::string_view text, std::string_view by) {
    std::vector<std::string> parts;
    while (true) {
        auto at = text.find(by);
        auto part = text.substr(0, at);
        while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
        if (!part.empty()) parts.emplace_back(part);
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + by.size());
    }
}

namespace {

using json::bj::array;
using json::bj::object;

bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

// --- the people and things of a report ---

std::string band_of(const pack::Pack& p, int age) {
    if (const auto* bands = p.code_list("age-band"))
        for (const auto& b : bands->values) {
            int from = 0, until = 0;
            if (std::sscanf(b.id.c_str(), "%d-%d", &from, &until) == 2 && from <= age && age <= until) return b.id;
            if (std::sscanf(b.id.c_str(), "%d-plus", &from) == 1 && b.id.find("plus") != std::string::npos && from <= age) return b.id;
        }
    return "unknown";
}
std::string group_of(const std::string& country) {
    static const std::set<std::string_view> eea{"AT", "BE", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HU", "IE", "IS",
                                                "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "SE", "SI", "SK"};
    return country == "BG" || country == "RO" ? "bulgaria-romania" : eea.count(country) ? "eea" : "other";
}

// "an adult woman", "a girl P1 of 16", "a person of unknown age". False: not a person.
bool person_of(const pack::Pack& p, std::string_view text, object& person, std::string& name, Known& report) {
    std::vector<std::string> words = split(text, " ");
    if (!words.empty() && (words[0] == "a" || words[0] == "an" || words[0] == "her" || words[0] == "his")) words.erase(words.begin());
    std::string age;
    if (!words.empty() && words[0] == "adult") age = "adult", words.erase(words.begin());
    static const std::map<std::string, std::pair<const char*, bool>, std::less<>> nouns{
        {"woman", {"woman", false}}, {"man", {"man", false}}, {"girl", {"woman", true}}, {"boy", {"man", true}}, {"child", {"unknown", true}}, {"person", {"unknown", false}}};
    auto noun = words.empty() ? nouns.end() : nouns.find(words[0]);
    if (noun == nouns.end()) return false;
    words.erase(words.begin());
    if (!words.empty() && words[0].size() > 1 && words[0][0] == 'P' && std::isdigit(static_cast<unsigned char>(words[0][1]))) name = words[0], words.erase(words.begin());
    if (words.size() == 2 && words[0] == "of") age = band_of(p, std::atoi(words[1].c_str()));
    else if (words.size() == 3 && words[0] == "of" && words[1] == "unknown") age = "unknown";
    else if (!words.empty()) return false;
    if (age.empty()) age = noun->second.second ? "under-18" : noun->first == "person" ? "unknown" : "adult";
    person = {{"gender", noun->second.first}, {"age", age}, {"citizenship_group", "unknown"}};
    report.man = std::string_view(noun->second.first) == "man";
    report.child = noun->second.second || age == "under-18" || age == "9-17" || age == "0-8";
    return true;
}

// Also what identity_of understands; "called Adaeze Demo", "born 1990-02", "from NG", "speaking ro", "reached at ...": of the person told last.
bool more_of(const pack::Pack& p, std::string_view text, object& person) {
    if (identity_of(p, text, person)) return true;
    for (auto [word, field] : {std::pair{"called ", "full_name"}, {"born ", "born"}, {"speaking ", "language"}, {"reached at ", "contact"}, {"from ", "citizenship"}}) {
        if (!begins(text, word)) continue;
        std::string value(text.substr(std::string_view(word).size()));
        if (std::string_view(word) == "from ") person["citizenship_group"] = group_of(value);
        person[field] = value;
        return true;
    }
    return false;
}

Result<Sent> report(Teller& t, const Gaps& g) {
    const auto* user = t.pack().user(t.actor());
    const auto* agency = user ? t.pack().agency(user->agency) : nullptr;
    std::string kind = agency ? agency->kind : "";
    object fields{{"channel", kind == "outreach" ? "outreach" : kind == "reception-centre" ? "reception-centre" : "agency"}, {"region", "unknown"}, {"form", "unknown"}, {"seen", ""}};
    Sent s{"receive-report", {}, {}, {}, {}, {g[0]}};
    array people;
    auto parts = split(g[1], "; ");
    if (parts.empty()) return invalid("say who was seen");
    for (const auto& d : split(parts[0], ", ")) {
        bool all_people = true;
        for (const auto& one : split(d, " and ")) {
            object person;
            std::string name;
            all_people = all_people && person_of(t.pack(), one, person, name, t.known(g[0]));
            if (!all_people) break;
            people.push_back(std::move(person));
            s.names.push_back(name);
        }
        if (all_people) continue;
        if (!people.empty() && more_of(t.pack(), d, people.back().get_object())) continue;
        bool found = false;
        for (const char* list : {"region", "form", "channel"})
            if (auto v = t.value(list, d); v && !found) fields[list] = *v, found = true;
        if (!found) return invalid("\"" + d + "\" is neither a person nor a region, a form of exploitation or a channel of the pack");
    }
    for (size_t i = 1; i < parts.size(); ++i) {
        if (begins(parts[i], "seen: ")) fields["seen"] = parts[i].substr(6);
        else if (begins(parts[i], "place: ")) fields["place"] = parts[i].substr(7);
        else return invalid("\"" + parts[i] + "\" begins neither with seen: nor with place:");
    }
    fields["people"] = std::move(people);
    s.fields = std::move(fields);
    return s;
}

// One more person of a report, told as there.
Result<Sent> add_person(Teller& t, const Gaps& g) {
    object person;
    std::string name;
    Known told;
    for (const auto& d : split(g[2], ", "))
        if (!(person.empty() ? person_of(t.pack(), d, person, name, told) : more_of(t.pack(), d, person))) return invalid("\"" + d + "\" tells nothing about a person");
    auto code = TRY(t.code(g[1]));
    t.known(g[0]).child = told.child;
    return Sent{"add-person", {{"report", code}, {"person", std::move(person)}}, {}, {}, {}, {"", g[0]}};
}

// An indicator of a list by its id, or by words that all stand in its English text.
Result<std::string> indicator(const pack::IndicatorList& list, const std::string& words) {
    if (list.find(words)) return words;
    std::string found;
    for (const auto& group : list.groups)
        for (const auto& i : group.items) {
            auto text = lower_words(i.text.in("en"));
            auto wanted = split(lower_words(words), " ");
            if (!std::all_of(wanted.begin(), wanted.end(), [&](auto& w) { return text.find(w) != std::string::npos; })) continue;
            if (!found.empty()) return invalid("\"" + words + "\" fits more than one indicator of the list " + list.id);
            found = i.id;
        }
    if (found.empty()) return invalid("\"" + words + "\" fits no indicator of the list " + list.id);
    return found;
}

Result<const pack::IndicatorList*> list_for(Teller& t, std::string words) {
    std::replace(words.begin(), words.end(), ' ', '-');
    const auto* list = t.pack().list(words);
    if (!list) return invalid("the pack has no list of indicators for " + words);
    return list;
}
Result<Sent> screen_with(Teller& t, const std::string& report, const pack::IndicatorList& list, const std::string& seen) {
    array indicators;
    for (const auto& words : split(seen == "nothing seen" ? "" : seen, ", ")) {
        auto i = TRY(indicator(list, words));
        indicators.push_back(object{{"indicator", i}, {"evidence", words}});
    }
    auto code = TRY(t.code(report));
    return Sent{"screen-report", {{"report", code}, {"list", list.id}, {"indicators", std::move(indicators)}}, {}, {}, {}, {}};
}
Result<Sent> screen(Teller& t, const Gaps& g) {
    const auto* list = TRY(list_for(t, g[1]));
    return screen_with(t, g[0], *list, g[2]);
}

// Lists that an agency derived: the story knows which of the pack's each came from.
Result<array> signs_of(const pack::IndicatorList& list, const std::string& told) {
    array a;
    for (const auto& words : split(told, ", ")) {
        auto i = TRY(indicator(list, words));
        a.push_back(json::bj::string(i));
    }
    return a;
}
Result<Sent> derive(Teller& t, const Gaps& g) {
    const auto* list = TRY(list_for(t, g[1]));
    auto indicators = TRY(signs_of(*list, g[2]));
    t.known(g[0]).list = list->id;
    return Sent{"derive-list", {{"from", list->id}, {"title", "The list " + g[0] + " of the story"}, {"indicators", std::move(indicators)}}, {}, {}, {}, {g[0]}};
}
Result<Sent> revise(Teller& t, const Gaps& g) {
    auto code = TRY(t.code(g[0]));
    const auto* list = TRY(list_for(t, t.known(g[0]).list));
    auto indicators = TRY(signs_of(*list, g[1]));
    return Sent{"revise-list", {{"list", code}, {"indicators", std::move(indicators)}}, {}, {}, {}, {}};
}
Result<Sent> screen_by_derived(Teller& t, const Gaps& g) {
    auto code = TRY(t.code(g[1]));
    const auto* list = TRY(list_for(t, t.known(g[1]).list));
    Sent s = TRY(screen_with(t, g[0], *list, g[2]));
    s.fields["derived"] = code;
    return s;
}

Result<Sent> accept(Teller& t, const Gaps& g) {
    auto code = TRY(t.code(g[0]));
    object fields{{"report", code}};
    const Known& r = t.known(g[0]);
    fields["audience"] = r.child ? "children" : r.man ? "men" : "women";
    if (!g[2].empty()) {
        auto person = TRY(t.code(g[2]));
        fields["person"] = person;
    }
    if (!g[3].empty()) {
        auto audience = TRY(t.value("audience", g[3]));
        fields["audience"] = audience;
    }
    t.known(g[1]).lead = t.actor();
    return Sent{"open-case", std::move(fields), {}, {}, {}, {g[1]}};
}

// --- the rest: most sentences are a command with a case and a few fields (filling.hpp) ---

// The referral to the actor's agency, by its number.
Status own_referral(Teller& t, const Gaps& g, object& f) {
    auto agency = TRY(t.agency_of(t.actor()));
    auto& referrals = t.known(g[0]).referrals;
    f["referral"] = std::atoi((referrals.count(agency) ? referrals[agency] : "0").c_str());
    return {};
}

void reports_and_cases(std::vector<Phrase>& l) {
    l.push_back(act("reports {report}: {text}", report));
    l.push_back(act("screens {report} with the list for {words}: {text}", screen));
    l.push_back(act("derives list {signs} from the list for {words}: {text}", derive));
    l.push_back(act("revises list {signs}: {text}", revise));
    l.push_back(act("screens {report} with list {signs}: {text}", screen_by_derived));
    l.push_back(act("adds {person} to {report}: {text}", add_person));
    l.push_back(act("accepts {report} as case {case}[ about {person}][ for {words}]", accept));
    l.push_back(of_case("presumes {case} a victim[: {text}]", "record-finding", 0, both(fixed({{"finding", "presumed"}}), text("grounds", 1))));
    l.push_back(of_case("identifies {case} as a victim[: {text}]", "record-finding", 0, both(fixed({{"finding", "identified"}}), text("grounds", 1))));
    l.push_back(of_case("does not find {case} a victim[: {text}]", "record-finding", 0, both(fixed({{"finding", "not-found"}}), text("grounds", 1))));
    l.push_back(of_case("adds {agency} to the team of {case}", "join-team", 1, text("agency", 0)));
    l.push_back(of_case("takes {agency} off the team of {case}", "leave-team", 1, text("agency", 0)));
    l.push_back(of_case("closes {case}: {text}", "close-case", 0, text("why", 1)));
}
void consents_and_referrals(std::vector<Phrase>& l) {
    // The person acts: whoever leads the case records it.
    l.push_back(act("consents to {agency}: {text}; for {words}[ until {day}]", [](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.command = "give-consent";
        s.fields = {{"case", "?"}, {"to", g[0]}, {"classes", words_of(g[1])}, {"language", "en"}, {"words", "As told in the story."}};
        TRY(put_value(t, s.fields, "purpose", "purpose", g[2]));
        if (!g[3].empty()) s.fields["until"] = g[3];
        return s;
    }));
    l.push_back(act("withdraws the consent to {agency} for {words}", [](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.command = "withdraw-consent";
        s.fields = {{"case", "?"}, {"to", g[0]}};
        TRY(put_value(t, s.fields, "purpose", "purpose", g[1]));
        return s;
    }));
    l.push_back(of_case("offers {case} to {agency} for {service}[, with {text}]", "offer-referral", 0, [](Teller&, const Gaps& g, object& f) -> Status {
        f["to"] = g[1], f["service"] = g[2], f["parts"] = words_of(g[3]);
        return {};
    }));
    l.push_back(of_case("accepts the referral of {case}", "accept-referral", 0, own_referral));
    l.push_back(of_case("declines the referral of {case}: {words}", "decline-referral", 0, [](Teller& t, const Gaps& g, object& f) -> Status {
        TRY(own_referral(t, g, f));
        return put_value(t, f, "reason", "decline-reason", g[1]);
    }));
    l.push_back(of_case("orders {service} for {case} from {agency}[: {text}]", "order-service", 1, [](Teller&, const Gaps& g, object& f) -> Status {
        f["service"] = g[0], f["provider"] = g[2];
        if (!g[3].empty()) f["need"] = g[3];
        return {};
    }));
    l.push_back(of_case("delivers {service} to {case}[: {text}]", "deliver-service", 1, [](Teller& t, const Gaps& g, object& f) -> Status {
        auto agency = TRY(t.agency_of(t.actor()));
        auto& orders = t.known(g[1]).orders;
        auto key = agency + " " + g[0];
        f["order"] = std::atoi((orders.count(key) ? orders[key] : "0").c_str());
        if (!g[2].empty()) f["note"] = g[2];
        return {};
    }));
}
void residence_and_aid(std::vector<Phrase>& l) {
    l.push_back(of_case("grants {case} a reflection period[ from {day}][ until {day}]", "grant-reflection-period", 0, from_until(1, 2)));
    l.push_back(of_case("grants {case} the permit {word}[ from {day}][ until {day}]", "grant-permit", 0, both(text("permit", 1), from_until(2, 3))));
    l.push_back(of_case("corrects the first day of {case}'s {words} to {day}[ until {day}]: {text}", "correct-residence-start", 0,
                        both(from_until(2, 3), both(text("why", 4), [](Teller&, const Gaps& g, object& f) -> Status {
        std::string residence = lower_words(g[1]);
        std::replace(residence.begin(), residence.end(), ' ', '-');
        f["residence"] = residence;
        return {};
    }))));
    l.push_back(of_case("withdraws the residence of {case}: {text}", "withdraw-residence", 0, text("why", 1)));
    l.push_back(of_case("records that {case} has broken away", "record-breaking-away"));
    l.push_back(of_case("begins an investigation for {case}", "record-investigation"));
    l.push_back(of_case("takes the complaint of {case}", "record-complaint"));
    l.push_back(of_case("grants {case} legal aid[ of {number} minutes]", "grant-legal-aid", 0, number("minutes", 1)));
    l.push_back(of_case("uses {number} minutes of legal aid for {case}", "use-legal-aid", 1, number("minutes", 0)));
}
Status in_house(Teller& t, const std::string& house, object& f) {
    auto code = TRY(t.code(house));
    f["house"] = code;
    return {};
}
void housing_and_return(std::vector<Phrase>& l) {
    l.push_back(act("opens house {house}: {number} beds for {words} in {words}", [](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s{"open-house", {{"beds", std::atoi(g[1].c_str())}, {"address", "a made-up address"}}, {}, {}, {}, {g[0]}};
        TRY(put_value(t, s.fields, "audience", "audience", g[2]));
        TRY(put_value(t, s.fields, "region", "region", g[3]));
        return s;
    }));
    l.push_back(of_case("holds a bed in {house} for {case}", "hold-bed", 1, [](Teller& t, const Gaps& g, object& f) { return in_house(t, g[0], f); }));
    l.push_back(of_case("holds bed {number} in {house} for {case}", "hold-bed", 2, [](Teller& t, const Gaps& g, object& f) -> Status {
        f["bed"] = std::atoi(g[0].c_str());
        return in_house(t, g[1], f);
    }));
    l.push_back(of_case("records the first night of {case} in {house}", "use-bed", 0, [](Teller& t, const Gaps& g, object& f) { return in_house(t, g[1], f); }));
    l.push_back(of_case("frees the bed of {case} in {house}", "release-bed", 0, [](Teller& t, const Gaps& g, object& f) { return in_house(t, g[1], f); }));
    l.push_back(act("turns away one of {words} in {words}: {words}", [](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s{"record-turned-away", {}, {}, {}, {}, {}};
        TRY(put_value(t, s.fields, "audience", "audience", g[0]));
        TRY(put_value(t, s.fields, "region", "region", g[1]));
        TRY(put_value(t, s.fields, "reason", "turned-away", g[2]));
        return s;
    }));
    l.push_back(of_case("plans a {word} return of {case} to {country}[, {words}]", "plan-return", 1, [](Teller&, const Gaps& g, object& f) -> Status {
        if (!g[3].empty() && g[3] != "in full anonymity") return invalid("a return is \"in full anonymity\", or says nothing about it");
        f["kind"] = g[0], f["country"] = g[2], f["anonymous"] = !g[3].empty();
        return {};
    }));
    l.push_back(of_case("finds the risk of the return of {case} acceptable: {text}", "assess-return-risk", 0, both(fixed({{"acceptable", true}}), text("grounds", 1))));
    l.push_back(of_case("finds the risk of the return of {case} too great: {text}", "assess-return-risk", 0, both(fixed({{"acceptable", false}}), text("grounds", 1))));
    l.push_back(of_case("records that {case} has travelled home", "record-departure"));
}
void children(std::vector<Phrase>& l) {
    l.push_back(of_case("doubts the age of {case}: {text}", "doubt-age", 0, text("why", 1)));
    l.push_back(of_case("decides that {case} is under 18: {text}", "decide-age", 0, both(fixed({{"under_18", true}}), text("grounds", 1))));
    l.push_back(of_case("decides that {case} is 18 or older: {text}", "decide-age", 0, both(fixed({{"under_18", false}}), text("grounds", 1))));
    l.push_back(of_case("appoints {agency} to represent {case}, independent of every suspect: {text}", "appoint-representative", 1,
                        both(fixed({{"independent", true}}), both(text("agency", 0), text("representative", 2)))));
    l.push_back(of_case("appoints {agency} to represent {case}: {text}", "appoint-representative", 1,
                        both(fixed({{"independent", false}}), both(text("agency", 0), text("representative", 2)))));
    l.push_back(command("reports a concern about {report} to {agency}: {text}", "report-concern", "report", 0, both(text("to", 1), text("what", 2))));
    l.push_back(of_case("finds a return in the best interests of {case}: {text}", "determine-best-interests", 0, both(fixed({{"supports_return", true}}), text("grounds", 1))));
    l.push_back(of_case("finds a return against the best interests of {case}: {text}", "determine-best-interests", 0, both(fixed({{"supports_return", false}}), text("grounds", 1))));
    l.push_back(of_case("tells {case} their rights in {language}[, {words}]", "tell-rights", 0, [](Teller&, const Gaps& g, object& f) -> Status {
        if (!g[2].empty() && g[2] != "in writing") return invalid("rights are told \"in writing\", or it says nothing about it");
        f["language"] = g[1], f["in_writing"] = !g[2].empty();
        return {};
    }));
    l.push_back(of_case("names the carer of {case}: {text}", "name-carer", 0, both(fixed({{"how_known", "As told in the story."}}), text("carer", 1))));
}

// Any command with its fields as JSON, for what has no sentence of its own. Names of things stand for their codes.
Result<Sent> any(Teller& t, const Gaps& g) {
    auto v = json::parse(g[1]);
    if (!v) return tl::unexpected(v.error());
    if (!v->is_object()) return invalid("the fields of a command are a JSON object");
    Sent s;
    s.command = g[0];
    s.fields = v->get_object();
    for (auto& m : s.fields)
        if (m.value().is_string())
            if (auto code = t.code(std::string(m.value().get_string()))) m.value() = *code;
    return s;
}

Phrase ask(std::string pattern, std::string wants, const char* before = "/api/v1/cases/") {
    return act(std::move(pattern), [wants, before = std::string(before)](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        auto code = TRY(t.code(g[0]));
        s.path = before + code;
        s.wants = wants;
        return s;
    });
}
void looks(std::vector<Phrase>& l) {
    l.push_back(ask("asks where {case} lives", "whereabouts"));
    l.push_back(ask("asks who {case} is", "identity"));
    l.push_back(ask("asks how to reach {case}", "contact"));
    l.push_back(ask("asks what help {case} gets", "care"));
    l.push_back(ask("asks what {report} tells", "story", "/api/v1/reports/"));
    l.push_back(ask("asks for {case}", "status"));
    l.push_back(ask("asks for {report}", "status", "/api/v1/reports/"));
    l.push_back(act("searches for {text}", [](Teller&, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.path = "/api/v1/persons";
        s.query = {{"name", g[0]}};
        return s;
    }));
    l.push_back(command("asks to erase {person}", "request-erasure", "person", 0));
    l.push_back(command("confirms that {person} is erased", "confirm-erasure", "person", 0));
    l.push_back(act("does {word} with {text}", any));
}

}  // namespace

std::vector<Phrase> acts() {
    std::vector<Phrase> l;
    reports_and_cases(l);
    identity(l);
    consents_and_referrals(l);
    residence_and_aid(l);
    housing_and_return(l);
    children(l);
    support(l);
    matching(l);
    work(l);
    looks(l);
    return l;
}

}  // namespace soria::app::story
