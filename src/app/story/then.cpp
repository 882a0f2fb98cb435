// What must be true in stories, sentence by sentence.
#include <algorithm>

#include "app/story/teller.hpp"

namespace soria::app::story {
namespace {

using json::bj::array;
using json::bj::object;
using json::bj::value;
using Then = std::function<Status(Teller&, const Gaps&)>;

bool contains(std::string_view text, std::string_view part) { return lower_words(text).find(lower_words(part)) != std::string::npos; }
tl::unexpected<Error> wrong(std::string because) { return fail(Fault::refused, std::move(because)); }

Phrase then(std::string pattern, Then fn) { return {Phrase::Kind::then, std::move(pattern), {}, std::move(fn)}; }

// --- refusals and answers ---

Status refused(Teller& t, const Gaps& g) {
    t.expect_refusal();
    if (t.answers().empty()) return wrong("nobody did anything that could be refused");
    const Answer& a = t.answers().back();
    if (a.ok()) return wrong("it was not refused: " + said(a.body));
    if (!contains(said(a.body), g[0])) return wrong("it was refused, but not for that: " + said(a.body));
    return {};
}
Status one_refused(Teller& t, const Gaps& g) {
    t.expect_refusal();
    auto no = std::count_if(t.answers().begin(), t.answers().end(), [](auto& a) { return !a.ok(); });
    if (no != 1) return wrong(std::to_string(no) + " of " + std::to_string(t.answers().size()) + " were refused");
    for (const auto& a : t.answers())
        if (!a.ok() && !contains(said(a.body), g[0])) return wrong("one was refused, but not for that: " + said(a.body));
    return {};
}
Status answer_says(Teller& t, const Gaps& g) {
    if (t.answers().empty()) return wrong("nobody was answered");
    auto text = said(t.answers().back().body);
    if (!contains(text, g[0])) return wrong("the answer says: " + text);
    return {};
}

Status answer_names(Teller& t, const std::string& thing, bool named) {
    if (t.answers().empty()) return wrong("nobody was answered");
    auto code = TRY(t.code(thing));
    auto text = said(t.answers().back().body);
    if (contains(text, code) == named) return {};
    return wrong("the answer says: " + text);
}
Status answer_hides(Teller& t, const Gaps& g) {
    if (t.answers().empty()) return wrong("nobody was answered");
    auto text = said(t.answers().back().body);
    if (contains(text, g[0])) return wrong("the answer says: " + text);
    return {};
}

// --- clocks and duties ---

std::string id_of(const Teller& t, const std::string& words) {
    std::string id = lower_words(words);
    std::replace(id.begin(), id.end(), ' ', '-');
    for (const auto& c : t.pack().clocks)
        if (c.id == id || lower_words(c.name.in("en")) == lower_words(words)) return c.id;
    for (const auto& d : t.pack().duties)
        if (d.id == id || lower_words(d.name.in("en")) == lower_words(words)) return d.id;
    return id;
}
// The clock or duty of a case under that name, as the law page shows it.
Result<object> promise(Teller& t, const std::string& case_name, const std::string& words) {
    auto a = TRY(t.law(case_name));
    auto id = id_of(t, words);
    for (auto [list, field] : {std::pair{"clocks", "clock"}, {"duties", "duty"}})
        for (const auto& e : a.body[list].as_array())
            if (said(e.at(field)) == id) return e.as_object();
    return wrong(case_name + " has no clock or duty \"" + words + "\": " + said(a.body["clocks"]) + "; " + said(a.body["duties"]));
}
Status field_is(const object& o, const char* field, const std::string& wanted) {
    const auto* v = o.if_contains(field);
    if (!v || said(*v) != wanted) return wrong(std::string(field) + " is " + (v ? said(*v) : "not there") + ", expected " + wanted);
    return {};
}
Status clock_ends(Teller& t, const Gaps& g) {
    auto c = TRY(promise(t, g[0], g[1]));
    TRY(field_is(c, "ends", g[2]));
    if (!g[3].empty() && !contains(said(c["rule"]), g[3])) return wrong("by another rule: " + said(c["rule"]));
    return {};
}
Status days_left(Teller& t, const Gaps& g) {
    auto c = TRY(promise(t, g[0], g[1]));
    return field_is(c, "days_left", g[2]);
}
Status clock_state(Teller& t, const Gaps& g, const char* state) {
    auto c = TRY(promise(t, g[0], g[1]));
    return field_is(c, "state", state);
}
Status ended_by(Teller& t, const Gaps& g) {
    auto c = TRY(promise(t, g[0], g[1]));
    auto state = said(c["state"]);
    if (!contains(t.pack().text("event." + state, "en"), g[2]) && !contains(state, g[2])) return wrong("it was ended by " + t.pack().text("event." + state, "en"));
    return {};
}
Status no_promise(Teller& t, const Gaps& g) {
    if (promise(t, g[0], g[1])) return wrong("there is one");
    return {};
}
Status duty_due(Teller& t, const Gaps& g) {
    auto d = TRY(promise(t, g[0], g[1]));
    return field_is(d, "due", g[2]);
}
Status duty_done(Teller& t, const Gaps& g) {
    auto d = TRY(promise(t, g[0], g[1]));
    if (said(d["state"]).rfind("done", 0) != 0) return wrong("it is " + said(d["state"]));
    return {};
}
Status law_says(Teller& t, const Gaps& g) {
    auto a = TRY(t.law(g[0]));
    auto text = said(a.body);
    if (!contains(text, g[1])) return wrong("the law page says: " + text);
    return {};
}

// --- desks, looks, figures ---

// The rows of a desk that speak of that code.
Result<std::string> desk_rows(Teller& t, const std::string& user, const std::string& thing) {
    auto code = TRY(t.code(thing));
    auto a = t.look(user, "/api/v1/desk");
    if (!a.ok()) return wrong("the desk does not open: " + said(a.body));
    std::string rows;
    for (const auto& list : a.body) {
        if (!list.value().is_array()) continue;
        for (const auto& row : list.value().get_array())
            if (contains(said(row), code)) rows += (rows.empty() ? "" : "; ") + said(row);
    }
    return rows;
}
Status desk_shows(Teller& t, const Gaps& g) {
    auto rows = TRY(desk_rows(t, g[0], g[1]));
    if (rows.empty() || !contains(rows, g[2])) return wrong("the desk shows of it: " + (rows.empty() ? "nothing" : rows));
    return {};
}
Status desk_hides(Teller& t, const Gaps& g) {
    auto rows = TRY(desk_rows(t, g[0], g[1]));
    if (g[2].empty() ? !rows.empty() : contains(rows, g[2])) return wrong("the desk shows: " + rows);
    return {};
}
Result<Answer> page(Teller& t, const std::string& user, const std::string& thing, const std::string& as_of = {}) {
    auto code = TRY(t.code(thing));
    if (thing[0] != 'C' && thing[0] != 'R') return invalid("cases and reports have pages; " + thing + " is neither");
    std::vector<std::pair<std::string, std::string>> query;
    if (!as_of.empty()) query.emplace_back("as-of", as_of);
    return t.look(user, std::string(thing[0] == 'C' ? "/api/v1/cases/" : "/api/v1/reports/") + code, std::move(query));
}
Status sees(Teller& t, const std::string& user, const std::string& thing, const std::string& field, const std::string& wanted, const std::string& as_of = {}) {
    auto a = TRY(page(t, user, thing, as_of));
    if (!a.ok()) return wrong("it was refused: " + said(a.body));
    value body(a.body);
    auto fields = find_fields(body, field);
    if (fields.empty()) return wrong(user + " sees no " + field + " of " + thing);
    std::string seen;
    for (const auto* v : fields) {
        if (contains(said(*v), wanted)) return {};
        seen += (seen.empty() ? "" : "; ") + said(*v);
    }
    return wrong(user + " sees: " + seen);
}
Status sees_not(Teller& t, const Gaps& g) {
    auto a = TRY(page(t, g[0], g[1]));
    value body(a.body);
    if (!a.ok()) return {};
    for (const auto* v : find_fields(body, g[2]))
        if (!v->is_null()) return wrong(g[0] + " sees: " + said(*v));
    return {};
}
Status finds(Teller& t, const Gaps& g, bool found) {
    auto a = TRY(page(t, g[0], g[1]));
    if (a.ok() == found) return {};
    return wrong(found ? "it was refused: " + said(a.body) : g[0] + " finds it");
}
Status figure(Teller& t, const Gaps& g) {
    auto a = t.look("kom", "/api/v1/national");
    value body(a.body);
    auto found = find_fields(body, g[0]);
    if (found.empty()) return wrong("there is no such figure");
    if (said(*found[0]) != g[1]) return wrong("it is " + said(*found[0]));
    return {};
}
Status work_says(Teller& t, const Gaps& g) {
    auto code = TRY(t.code(g[0]));
    auto a = t.look("kom", "/api/v1/work/" + code);
    if (!a.ok() || !contains(said(a.body), g[1])) return wrong("it says: " + said(a.body));
    return {};
}
Status measure_is(Teller& t, const Gaps& g) {
    auto a = t.look("kom", "/api/v1/plan/measures/" + g[0]);
    if (!a.ok()) return wrong("it cannot be read: " + said(a.body));
    TRY(field_is(a.body, "status", g[1]));
    if (!g[2].empty() && !contains(said(a.body["status_because"]), g[2])) return wrong("for another reason: " + said(a.body["status_because"]));
    return {};
}
Status plan_figure(Teller& t, const Gaps& g) {
    auto a = t.look("kom", "/api/v1/figures");
    for (const auto& f : a.body["figures"].as_array())
        if (said(f.at("id")) == g[0]) return field_is(f.as_object(), "value", g[1]);
    return wrong("the pack has no such figure");
}
Result<Answer> simulated(Teller& t, const std::string& clock, const std::string& length, const std::string& user) {
    auto a = t.look(user, "/api/v1/law/simulate", {{"clock", clock}, {"length", length}});
    if (!a.ok()) return wrong("it cannot be simulated: " + said(a.body));
    return a;
}
Status simulation_counts(Teller& t, const Gaps& g) {
    auto a = TRY(simulated(t, g[0], g[1], "kom"));
    TRY(field_is(a.body, "shorter", g[2]));
    return field_is(a.body, "longer", g[3]);
}
Status simulation_of(Teller& t, const Gaps& g) {
    auto a = TRY(simulated(t, g[0], g[1], t.lead(g[2])));
    auto code = TRY(t.code(g[2]));
    for (const auto& c : a.body["cases"].as_array())
        if (said(c.at("case")) == code) return field_is(c.as_object(), "would_end", g[3]);
    return wrong(g[2] + " is not among those affected: " + said(a.body["cases"]));
}
Status readers(Teller& t, const Gaps& g) {
    auto code = TRY(t.code(g[0]));
    auto a = t.look(t.lead(g[0]), "/api/v1/cases/" + code + "/readers");
    if (!a.ok() || !contains(said(a.body["looks"]), "by " + g[1])) return wrong("the list says: " + said(a.body));
    return {};
}

}  // namespace

std::vector<Phrase> expectations() {
    return {
        then("refused: {text}", refused),
        then("one of them is refused: {text}", one_refused),
        then("the answer says {text}", answer_says),
        then("the answer names {thing}", [](Teller& t, const Gaps& g) { return answer_names(t, g[0], true); }),
        then("the answer does not name {thing}", [](Teller& t, const Gaps& g) { return answer_names(t, g[0], false); }),
        then("the answer does not say {text}", answer_hides),
        then("{case}'s {words} ends {day}[, by {text}]", clock_ends),
        then("{case}'s {words} has {number} days left", days_left),
        then("{case}'s {words} has run out", [](Teller& t, const Gaps& g) { return clock_state(t, g, "expired"); }),
        then("{case}'s {words} is running", [](Teller& t, const Gaps& g) { return clock_state(t, g, "running"); }),
        then("{case}'s {words} was ended by {text}", ended_by),
        then("{case} has no {words}", no_promise),
        then("{case}'s {words} is due {day}", duty_due),
        then("{case}'s {words} is overdue", [](Teller& t, const Gaps& g) { return clock_state(t, g, "overdue"); }),
        then("{case}'s {words} is done", duty_done),
        then("the law says of {case}: {text}", law_says),
        then("{user}'s desk shows {thing}: {text}", desk_shows),
        then("{user}'s desk does not show {thing}[: {text}]", desk_hides),
        then("as of {day} {user} sees {thing}'s {word}: {text}", [](Teller& t, const Gaps& g) { return sees(t, g[1], g[2], g[3], g[4], g[0]); }),
        then("{user} sees {thing}'s {word}: {text}", [](Teller& t, const Gaps& g) { return sees(t, g[0], g[1], g[2], g[3]); }),
        then("{user} does not see {thing}'s {word}", sees_not),
        then("{user} finds {thing}", [](Teller& t, const Gaps& g) { return finds(t, g, true); }),
        then("{user} cannot find {thing}", [](Teller& t, const Gaps& g) { return finds(t, g, false); }),
        then("the figure {word} is {number}", figure),
        then("the work {thing} says {text}", work_says),
        then("measure {number} is {word}[: {text}]", measure_is),
        then("the plan's figure {word} is {word}", plan_figure),
        then("with {word} of {text}, {number} would end earlier and {number} later", simulation_counts),
        then("with {word} of {text}, {case} would end {day}", simulation_of),
        then("the readers of {case} name {user}", readers),
    };
}

}  // namespace soria::app::story
