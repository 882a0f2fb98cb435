// A case, its law, and who has looked at it.
#include <algorithm>

#include "app/pages/case_read.hpp"
#include "app/pages/offers.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;

enum class Cell : uint8_t { text, code, agency, service, day, state, number, classes, foreign };
struct ColumnOf { std::string_view key; Cell kind = Cell::text; std::string_view list = {}; };
struct TableOf { std::string_view list; std::vector<ColumnOf> columns; };
const std::vector<TableOf>& tables_of_case() {
    static const std::vector<TableOf> list{
        {"findings", {{"agency", Cell::agency}, {"finding", Cell::code, "finding"}, {"grounds"}}},
        {"consents", {{"to", Cell::agency}, {"purpose", Cell::code, "purpose"}, {"classes", Cell::classes}, {"until", Cell::day}, {"words"}}},
        {"referrals", {{"referral", Cell::number}, {"state", Cell::state}, {"from", Cell::agency}, {"to", Cell::agency}, {"service", Cell::service}, {"why"}}},
        {"orders", {{"order", Cell::number}, {"state", Cell::state}, {"service", Cell::service}, {"provider", Cell::agency}, {"need"}, {"note"}}},
        {"threats", {{"threat", Cell::number}, {"state", Cell::state}, {"agency", Cell::agency}, {"family_at_risk"}, {"feared"}, {"what"}, {"over_why"}}},
        {"safety_plan", {{"agency", Cell::agency}, {"agreed", Cell::day}, {"safe_times"}, {"safe_channels"}, {"plan"}}},
        {"needs", {{"service", Cell::service}, {"state", Cell::state}, {"agency", Cell::agency}, {"since", Cell::day}, {"met", Cell::day}, {"what"}}},
        {"steps", {{"step", Cell::number}, {"state", Cell::state}, {"kind", Cell::code, "pathway"}, {"agency", Cell::agency}, {"goal"}, {"why"}}},
        {"counsel", {{"counsel", Cell::agency}, {"task", Cell::code, "counsel-task"}, {"by", Cell::agency}}},
        {"letters", {{"letter"}, {"entitlement", Cell::code, "letter"}, {"issued", Cell::day}, {"until", Cell::day}, {"revoked"}, {"agency", Cell::agency}}},
        {"redress", {{"kind", Cell::code, "redress"}, {"step", Cell::code, "redress-step"}, {"agency", Cell::agency}, {"note"}}},
        {"relations", {{"relation", Cell::code, "relation"}, {"person"}}},
        {"reviews", {{"of", Cell::agency}, {"state", Cell::state}, {"agency", Cell::agency}, {"why"}}},
        {"follow_ups", {{"day", Cell::day}, {"outcome", Cell::code, "follow-up"}, {"agency", Cell::agency}, {"note"}}},
        {"return_channel", {{"agency", Cell::agency}, {"channel"}}},
        {"notes", {{"day", Cell::day}, {"what", Cell::foreign}, {"agency", Cell::agency}, {"text"}, {"view_of_the_child"}}}};
    return list;
}

std::string cell(const Visit& v, const object& row, const ColumnOf& c) {
    std::string said = text_of(row, c.key);
    const auto& w = v.w();
    switch (c.kind) {
        case Cell::code: return code_name(v, c.list, said);
        case Cell::agency: return agency_name(v, said);
        case Cell::service: return service_name(v, said);
        case Cell::day: return w.day(said);
        case Cell::state: return state_word(v, said);
        case Cell::number: return row.if_contains(c.key) ? std::to_string(number_of(row, c.key)) : std::string();
        case Cell::foreign: return foreign_text(v, row, c.key);
        case Cell::classes: return class_names(v, said);
        default: return anything(v, row, c.key);
    }
}

views::Facts facts_of_case(const Visit& v, const object& b) {
    const auto& w = v.w();
    std::string team;
    for (const auto& a : list_of(b, "team"))
        if (a.is_string()) team += (team.empty() ? "" : ", ") + agency_name(v, std::string(a.get_string()));
    auto going = text_of(b, "going_home");
    return {{std::string(w("case.phase")), state_word(v, text_of(b, "phase"))},
            {std::string(w("case.lead")), agency_name(v, text_of(b, "lead"))},
            {std::string(w("case.team")), team},
            {std::string(w("field.form")), code_name(v, "form", text_of(b, "form"))},
            {std::string(w("field.region")), code_name(v, "region", text_of(b, "region"))},
            {std::string(w("field.audience")), code_name(v, "audience", text_of(b, "audience"))},
            {std::string(w("field.house")), text_of(b, "house")},
            {std::string(w("case.house_warnings")), foreign_text(v, b, "house_warnings")},
            {std::string(w("case.period")), w.day(text_of(b, "period"))},
            {std::string(w("case.going_home")), going.empty() ? "" : code_name(v, "return-kind", going)}};
}

// Days and grants lead to the clock that they are of.
std::string law_of(const object& p, std::string_view key) {
    auto clock = text_of(p, "residence");
    return key.substr(0, 9) == "residence" && !clock.empty() && clock != "none" ? "clock-" + clock : std::string();
}
views::Facts facts_of_person(const Visit& v, const object& p) {
    views::Facts out;
    for (const auto& m : p) {
        std::string_view key(m.key().data(), m.key().size());
        if (key == "withheld" || key == "child_due" || key == "erased" || key == "residence_rule") continue;      // the rule: behind the days
        auto is = anything(v, p, key);
        if (!is.empty()) out.push_back({field_word(v, key), std::move(is), law_of(p, key)});
    }
    return out;
}

std::vector<std::string> sentences(const object& needs, const Visit& v) {
    std::vector<std::string> out;
    for (const auto& m : needs) {
        std::string fact(m.key());
        bool no = fact.rfind("not ", 0) == 0;
        if (no) fact = fact.substr(4);
        std::string said = foreign(v, v.pack().text("fact." + fact, v.pack_language));
        bool met = m.value().is_bool() && m.value().get_bool();
        out.push_back(std::string(v.w()(no ? "law.must_not" : "law.must", {{"fact", said}})) + ": " + std::string(v.w()(met ? "law.met" : "law.not_met")));
    }
    return out;
}

views::RuleAtWork rule(const Visit& v, const object& o, std::string id, std::string title) {
    views::RuleAtWork r;
    const auto& w = v.w();
    r.id = std::move(id);
    r.title = std::move(title);
    auto state = text_of(o, "state");
    auto on = state.rfind("done ", 0) == 0 ? state.substr(5) : std::string();      // "done 2007-02-05"
    r.state = state.empty() ? "" : on.empty() ? state_word(v, state) : state_word(v, "done") + ", " + w.day(on);
    r.bad = state == "overdue";
    r.good = !on.empty() || state == "done" || state == "fulfilled";
    r.rule = foreign_text(v, o, "rule");
    r.source = foreign_text(v, o, "source");
    r.computation = computed(v, text_of(o, "computation"));
    r.change = foreign_text(v, o, "would_open");
    for (const auto& f : list_of(o, "facts"))
        if (f.is_string()) r.facts.push_back(foreign(v, std::string(f.get_string())));
    std::string warns, ends;
    for (const auto& d : list_of(o, "warns"))
        if (d.is_string()) warns += (warns.empty() ? "" : "; ") + w.day(std::string_view(d.get_string()));
    for (const auto& e : list_of(o, "would_end_by"))
        if (e.is_string()) ends += (ends.empty() ? "" : "; ") + foreign(v, std::string(e.get_string()));
    auto standing = foreign_text(v, o, "standing");
    if (!text_of(o, "run_as").empty()) standing += ", " + std::string(w("law.run_as_assumption"));
    r.more = {{std::string(w("law.warns")), warns}, {std::string(w("law.ends_by")), ends}, {std::string(w("law.on_expiry")), foreign_text(v, o, "on_expiry")}, {std::string(w("law.standing")), standing}};
    return r;
}

views::LawPage read_law(const Visit& v, const object& body) {
    const auto& w = v.w();
    views::LawPage l{text_of(body, "case"), user_name(v, v.viewer.user), text_of(body, "as_of"), {}};
    auto part = [&](const char* list, const char* title, const char* nothing, auto make) {
        views::LawPart p{std::string(w(title)), std::string(w(nothing)), {}};
        for (const auto& e : list_of(body, list)) p.rules.push_back(make(e.get_object()));
        l.parts.push_back(std::move(p));
    };
    part("clocks", "case.clocks", "law.no_clocks", [&](const object& o) {
        const auto* clock = v.pack().clock(text_of(o, "clock"));
        auto title = (clock ? foreign(v, clock->name.in(v.pack_language)) : text_of(o, "clock")) + ": " + w("case.from_until", {{"from", w.day(text_of(o, "from"))}, {"until", w.day(text_of(o, "ends"))}});
        auto r = rule(v, o, "clock-" + text_of(o, "clock"), title);
        if (const auto* left = o.if_contains("days_left"); left && left->is_int64()) r.state = w.count("desk.days_left", left->get_int64());
        return r;
    });
    part("duties", "case.duties", "law.no_duties", [&](const object& o) { return rule(v, o, "duty-" + text_of(o, "duty"), foreign_text(v, o, "what")); });
    part("safeguards_that_refuse", "law.safeguards", "law.no_safeguards", [&](const object& o) {
        auto r = rule(v, o, "before-" + text_of(o, "before"), foreign(v, title_of_command(v.pack(), text_of(o, "before"), v.pack_language) + ": " + text_of(o, "because")));
        r.state = std::string(w("law.refused"));
        r.bad = true;
        return r;
    });
    part("routes_of_residence", "law.routes", "law.no_routes", [&](const object& o) {
        auto r = rule(v, o, "route-" + text_of(o, "route"), foreign_text(v, o, "name"));
        r.good = is_true(o, "open");
        r.state = std::string(w(r.good ? "law.open" : "law.closed"));
        r.facts = sentences(object_of(o, "needs"), v);
        return r;
    });
    return l;
}

}  // namespace

std::string event_words(const Visit& v, const object& o) {
    auto of = text_of(o, "of");
    return foreign(v, text_of(o, "what") + (of.empty() ? "" : ": " + of));
}

std::string case_code(const object& body) { return text_of(body, "code").empty() ? text_of(body, "case") : text_of(body, "code"); }

bool can_do(const object& body, std::string_view command) {
    const auto& list = list_of(body, "can_do");
    return std::any_of(list.begin(), list.end(), [&](auto& c) { return c.is_string() && std::string_view(c.get_string()) == command; });
}

// A column in which nothing stands tells nothing.
static views::Table without_empty(views::Table t) {
    for (size_t c = t.columns.size(); c-- > 0 && t.columns.size() > 1;) {
        if (std::any_of(t.rows.begin(), t.rows.end(), [&](auto& row) { return !row[c].empty(); })) continue;
        t.columns.erase(t.columns.begin() + ptrdiff_t(c));
        for (auto& row : t.rows) row.erase(row.begin() + ptrdiff_t(c));
    }
    return t;
}

std::vector<CaseTable> case_tables(const Visit& v, const object& body) {
    std::vector<CaseTable> all;
    const auto& w = v.w();
    for (const auto& t : tables_of_case()) {
        const auto& rows = list_of(body, t.list);
        if (rows.empty()) continue;
        views::Table out{std::string(w("list." + std::string(t.list))), {}, {}};
        for (const auto& c : t.columns) out.columns.push_back({field_word(v, t.list, c.key), c.kind == Cell::number});
        for (const auto& row : rows) {
            std::vector<std::string> line;
            for (const auto& c : t.columns) line.push_back(cell(v, row.get_object(), c));
            out.rows.push_back(std::move(line));
        }
        all.push_back({t.list, without_empty(std::move(out))});
    }
    return all;
}

std::vector<views::ActGroup> case_acts(const Visit& v, const object& body, const std::vector<std::string_view>& themes) {
    std::vector<views::ActGroup> out;
    std::string code = case_code(body);
    for (const auto& theme : case_themes()) {
        if (!themes.empty() && std::find(themes.begin(), themes.end(), theme.key) == themes.end()) continue;
        views::ActGroup g{std::string(v.w()(theme.key)), {}};
        for (const auto& each : list_of(body, "can_do")) {
            std::string command(each.is_string() ? std::string_view(each.get_string()) : std::string_view());
            if (std::find(theme.commands.begin(), theme.commands.end(), command) == theme.commands.end() || !is_offered(command, body, v.viewer.agency)) continue;
            g.acts.push_back({foreign(v, title_of_command(v.pack(), command, v.pack_language)), Href::to({"cases", code, "do", command})});
        }
        if (!g.acts.empty()) out.push_back(std::move(g));
    }
    return out;
}

views::CasePage read_case(const Visit& v, const object& body) {
    views::CasePage c;
    c.code = case_code(body);
    c.printed_by = user_name(v, v.viewer.user);
    c.printed_on = text_of(body, "as_of");
    c.may_be_child = is_true(object_of(body, "person"), "maybe_child");
    c.about = facts_of_case(v, body);
    c.person = facts_of_person(v, object_of(body, "person"));
    for (const auto& e : list_of(body, "clocks")) {
        const auto& o = e.get_object();
        auto state = text_of(o, "state");
        c.clocks.push_back({foreign_text(v, o, "name"), state_word(v, state), text_of(o, "from"), text_of(o, "ends"), text_of(o, "clock"), number_of(o, "days_left"), state == "running"});
    }
    for (const auto& e : list_of(body, "duties")) {
        const auto& o = e.get_object();
        auto state = text_of(o, "state");
        c.duties.push_back({foreign_text(v, o, "what"), state_word(v, state), text_of(o, "due"), text_of(o, "duty"), state == "overdue", state == "due"});
    }
    for (const auto& e : list_of(body, "timeline")) {
        const auto& o = e.get_object();
        auto happened = text_of(o, "happened");
        c.timeline.push_back({happened.empty() ? text_of(o, "recorded") : happened, event_words(v, o), agency_name(v, text_of(o, "agency"))});
    }
    c.acts = case_acts(v, body);
    c.parts = case_parts(v, body);
    for (auto& t : case_tables(v, body)) c.tables.push_back(std::move(t.table));
    c.withheld = withheld_line(v, body);
    c.person_code = text_of(object_of(body, "person"), "code");
    c.may_be = views::likely_people(people_in(v, body, "may_be"), v.w());
    c.joined = views::joined_people(people_in(v, body, "same_person"), conflicts_in(v, body), v.w());
    for (const auto& e : list_of(body, "opens")) {
        c.law = c.law || e == "law", c.readers = c.readers || e == "readers";
        if (e == "report") c.report = text_of(object_of(body, "report"), "code");
    }
    c.seen_by = case_seen_by(v, body, {});
    if (text_of(body, "phase") == "returned" && !text_of(body, "house").empty()) c.warning = std::string(v.w()("case.bed_after_departure"));
    return c;
}

// Every command that may be about a case, by what it is for; a test holds that none is missing.
const std::vector<CaseTheme>& case_themes() {
    static const std::vector<CaseTheme> list{
        {"theme.finding", {"record-finding", "ask-review", "record-breaking-away", "record-investigation", "record-complaint", "state-identity"}},
        {"theme.safety", {"record-threat", "end-threat", "agree-safety-plan", "record-need"}},
        {"theme.sharing", {"give-consent", "withdraw-consent", "offer-referral", "accept-referral", "decline-referral", "complete-referral", "withdraw-referral"}},
        {"theme.residence", {"grant-reflection-period", "grant-permit", "withdraw-residence", "correct-residence-start", "record-application", "record-application-decided"}},
        {"theme.housing", {"hold-bed", "use-bed", "release-bed"}},
        {"theme.services", {"order-service", "accept-order", "decline-order", "deliver-service", "plan-step", "reach-step", "drop-step", "issue-letter", "revoke-letter"}},
        {"theme.legal", {"grant-legal-aid", "use-legal-aid", "appoint-counsel", "record-redress"}},
        {"theme.child", {"doubt-age", "decide-age", "appoint-representative", "report-concern", "determine-best-interests", "tell-rights", "name-carer"}},
        {"theme.family", {"add-person", "record-relation", "record-pregnancy"}},
        {"theme.home", {"plan-return", "assess-return-risk", "choose-return-channel", "record-departure", "follow-up-return"}},
        {"theme.case", {"join-team", "leave-team", "hand-over-lead", "close-case"}}};
    return list;
}

void case_page(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "case", {code}, {}, [](const Visit& v, const object& body) {
        auto c = read_case(v, body);
        return Paper{std::string(v.w()("case.title")) + " " + c.code, views::case_page(c, v.w()), "", true, 200, {}, false, true, false, false, c.code, Live::hash_of_case(body)};
    });
}

// Tells an open page of a case that there is more; whoever may not see the case is answered as by its page.
void case_changes(Visit v) {
    auto* pages = v.pages;
    auto found = look_case(*v.folder, {v.viewer, std::nullopt, "", 50}, v.path[0]);
    if (!found) return v.reply(pages->refused(v, found.error()));
    auto pieces = pages->live().open(v.viewer, v.token, v.path[0], v.request.param("seen").value_or("").substr(0, 64), pages->now_s());
    v.reply(pieces ? Pages::stream(std::move(pieces)) : pages->refused(v, Error{Fault::busy, "too many pages are kept up to date; this one works without"}));
}

void case_law(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "explain-law", {code}, {}, [](const Visit& v, const object& body) {
        return Paper{std::string(v.w()("law.title")) + " " + text_of(body, "case"), views::law_page(read_law(v, body), v.w()), "", false, 200, {}, false, true};
    });
}

// The journal names a look in English: "case page", "work ABC-DEF-G".
static std::string looked_word(const Visit& v, const std::string& what) {
    auto key = "looked." + what;
    std::replace(key.begin(), key.end(), ' ', '-');
    if (v.w().has(key)) return std::string(v.w()(key));
    return v.w().language() == "en" ? what : views::in_language("en", what);
}

void case_readers(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "readers", {code}, {}, [](const Visit& v, const object& body) {
        std::vector<views::ReaderLine> lines;
        for (const auto& e : list_of(body, "looks")) {
            const auto& o = e.get_object();
            lines.push_back({text_of(o, "day"), text_of(o, "time"), user_name(v, text_of(o, "by")), agency_name(v, text_of(o, "agency")), code_name(v, "purpose", text_of(o, "purpose")), looked_word(v, text_of(o, "what"))});
        }
        return Paper{std::string(v.w()("readers.title")), views::readers_page(text_of(body, "case"), lines, v.w()), "", true, 200};
    });
}

}  // namespace soria::app
