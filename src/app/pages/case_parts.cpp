// The parts of a case: each its own page, drawn from the same look.
#include <algorithm>
#include <set>

#include "app/pages/case_read.hpp"
#include "app/pages/offers.hpp"
#include "views/pages_part.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;

struct PartOf {
    std::string_view id, title;
    std::vector<std::string_view> themes;      // of case_themes()
    std::vector<std::string_view> lists;       // of the look, in this order
    std::vector<std::string_view> facts;       // of the case and of its person
    std::set<std::string_view> events;         // of the timeline
    std::set<std::string_view> classes;        // what is on it; empty: every class
};
const std::vector<PartOf>& parts() {
    static const std::vector<PartOf> list{
        {"person", "part.person", {"theme.finding", "theme.safety", "theme.family"}, {"findings", "threats", "safety_plan", "relations", "reviews"},
         {"full_name", "other_names", "documents", "gender", "age_band", "born", "citizenship", "language", "contact", "maybe_child", "age_in_doubt", "presumed", "identified", "child_due"}, {},
         {"identity", "contact", "story", "care"}},
        {"services", "part.services", {"theme.housing", "theme.services", "theme.legal"}, {"needs", "orders", "steps", "letters", "counsel", "redress"},
         {"house", "house_warnings", "bed", "legal_aid_granted_minutes", "legal_aid_used_minutes"}, {}, {"care", "whereabouts", "health"}},
        {"sharing", "part.sharing", {"theme.sharing"}, {"consents", "referrals"}, {"lead"}, {}, {}},
        {"child", "theme.child", {"theme.child"}, {"notes"}, {"maybe_child", "age_in_doubt", "age_band", "born", "representative", "representative_name", "carer_named", "carer"},
         {"AgeDoubted", "AgeDecided", "RepresentativeAppointed", "ConcernReported", "BestInterestsDetermined", "RightsTold", "CarerNamed", "CaseLinked"}, {"child", "identity"}},
        {"return", "theme.home", {"theme.home"}, {"follow_ups", "return_channel", "notes"}, {"phase", "going_home", "risk_acceptable", "country", "carer_named"},
         {"ReturnPlanned", "ReturnRiskAssessed", "Departed", "ReturnFollowedUp", "ReturnChannelChosen"}, {"care", "contact", "whereabouts"}}};
    return list;
}

views::Given sent_along(const Visit& v) { return {{"_csrf", v.session.csrf}, {"_key", random_hex(16)}, {"_back", v.request.path}}; }

// A consent is withdrawn where it stands: the row names all that the command asks for.
std::vector<views::AtOnce> withdrawals(const Visit& v, const object& body) {
    std::vector<views::AtOnce> out;
    if (!can_do(body, "withdraw-consent")) return out;
    for (const auto& e : list_of(body, "consents")) {
        const auto& o = e.get_object();
        auto to = text_of(o, "to"), purpose = text_of(o, "purpose");
        views::AtOnce a;
        if (!to.empty() && !purpose.empty()) {
            a = {std::string(v.w()("share.withdraw")), agency_name(v, to) + ", " + code_name(v, "purpose", purpose), Href::to({"cases", case_code(body), "do", "withdraw-consent"}), sent_along(v)};
            a.sent.emplace_back("to", to);
            a.sent.emplace_back("purpose", purpose);
        }
        out.push_back(std::move(a));
    }
    return out;
}

// A house for others than this person is held by its form, which says so, and never by one press.
bool audience_fits(const object& the_case, const object& house) {
    auto wanted = text_of(the_case, "audience"), is = text_of(house, "audience");
    bool child = is_true(object_of(the_case, "person"), "maybe_child");
    return is == wanted && child == (is == "children" || (is == "mothers-with-children" && child));
}

// Houses with a free bed, the same audience first, each with its button, or with why the law refuses it.
views::PartTable beds(const Visit& v, const object& body) {
    const auto& w = v.w();
    views::PartTable t{{std::string(w("houses.title")), {{field_word(v, "house"), false}, {field_word(v, "audience"), false}, {field_word(v, "region"), false}, {std::string(w("houses.free")), true}}, {}}, {}, true};
    std::vector<const object*> houses;
    for (const auto& e : list_of(body, "houses")) houses.push_back(&e.get_object());
    auto audience = text_of(body, "audience"), region = text_of(body, "region");
    auto nearness = [&](const object* h) { return 2 * int(text_of(*h, "audience") == audience) + int(text_of(*h, "region") == region); };
    std::stable_sort(houses.begin(), houses.end(), [&](auto* a, auto* b) { return nearness(a) > nearness(b); });
    for (const auto* h : houses) {
        auto code = text_of(*h, "code");
        t.table.rows.push_back({code, code_name(v, "audience", text_of(*h, "audience")), code_name(v, "region", text_of(*h, "region")), std::to_string(number_of(*h, "free"))});
        views::AtOnce hold{std::string(w("beds.hold")), code, Href::to({"cases", case_code(body), "do", "hold-bed"}), sent_along(v)};
        hold.sent.emplace_back("house", code);
        // What the law refuses is said instead, and leads to its rule.
        if (const auto& no = object_of(*h, "refused"); !no.empty())
            hold = {foreign_text(v, no, "because"), code, Href::to({"cases", case_code(body), "law"}).at("before-hold-bed"), {}, std::string(w("beds.cannot"))};
        else if (!audience_fits(body, *h)) hold = {std::string(w("beds.look")), code, std::move(hold.to).with("house", code), {}};      // said before it is held
        t.acts.push_back(std::move(hold));
    }
    if (is_true(body, "more_houses")) {
        t.table.rows.push_back({"...", "", "", ""});
        t.acts.push_back({std::string(w("houses.title")), "", Href::to({"houses"}), {}});
    }
    return t;
}

views::Facts facts(const Visit& v, const object& body, const PartOf& of) {
    views::Facts out;
    const auto& person = object_of(body, "person");
    for (auto key : of.facts) {
        const auto& from = body.if_contains(key) ? body : person;
        auto is = key == "phase" || key == "going_home" ? state_word(v, text_of(from, key)) : key == "representative" ? agency_name(v, text_of(from, key)) : anything(v, from, key);
        if (key == "going_home" && !is.empty()) is = code_name(v, "return-kind", text_of(from, key));
        if (!is.empty()) out.push_back({field_word(v, key), std::move(is)});
    }
    if (of.id == "sharing") {
        std::string team;
        for (const auto& a : list_of(body, "team"))
            if (a.is_string()) team += (team.empty() ? "" : ", ") + agency_name(v, std::string(a.get_string()));
        if (!team.empty()) out.push_back({std::string(v.w()("case.team")), team});
    }
    return out;
}

Paper draw(const Visit& v, const object& body, const PartOf& of) {
    auto whole = read_case(v, body);
    views::PartPage p;
    p.code = whole.code;
    p.title = std::string(v.w()(of.title));
    p.printed_by = whole.printed_by;
    p.printed_on = whole.printed_on;
    p.may_be_child = whole.may_be_child;
    p.parts = whole.parts;
    for (auto& c : whole.clocks)
        if (c.running) p.clocks.push_back(std::move(c));
    for (auto& d : whole.duties)
        if (d.open || d.overdue) p.duties.push_back(std::move(d));
    p.facts = facts(v, body, of);
    auto tables = case_tables(v, body);
    for (auto list : of.lists)
        for (auto& t : tables)
            if (t.list == list) p.tables.push_back({std::move(t.table), list == "consents" ? withdrawals(v, body) : std::vector<views::AtOnce>(), list == "letters"});
    if (of.id == "services" && can_do(body, "hold-bed") && is_offered("hold-bed", body, v.viewer.agency) && !list_of(body, "houses").empty()) p.tables.push_back(beds(v, body));
    for (const auto& e : list_of(body, "timeline")) {
        const auto& o = e.get_object();
        if (!of.events.count(text_of(o, "event"))) continue;
        auto happened = text_of(o, "happened");
        p.events.push_back({happened.empty() ? text_of(o, "recorded") : happened, event_words(v, o), agency_name(v, text_of(o, "agency"))});
    }
    p.acts = case_acts(v, body, of.themes);
    p.seen_by = case_seen_by(v, body, of.classes);
    p.readers = whole.readers;
    p.withheld = whole.withheld;
    return {p.title + " " + p.code, views::part_page(p, v.w()), "", true, 200, {}, false, true, false, false, p.code, Live::hash_of_case(body)};
}

}  // namespace

std::vector<views::SeenBy> case_seen_by(const Visit& v, const object& body, const std::set<std::string_view>& classes) {
    std::vector<views::SeenBy> out;
    for (const auto& e : list_of(body, "seen_by")) {
        const auto& o = e.get_object();
        auto all = text_of(o, "classes");
        std::string theirs;
        for (size_t at = 0; at < all.size();) {
            auto one = all.substr(at, all.find(' ', at) - at);
            at += one.size() + 1;
            if (classes.empty() || classes.count(one)) theirs += (theirs.empty() ? "" : " ") + one;
        }
        if (!theirs.empty()) out.push_back({agency_name(v, text_of(o, "agency")), class_names(v, theirs)});
    }
    return out;
}

std::vector<views::Begin> case_parts(const Visit& v, const object& body) {
    std::vector<views::Begin> out;
    if (text_of(body, "code").empty()) return out;      // who sees an order alone sees all of it on the case's page
    for (const auto& p : parts()) out.push_back({std::string(v.w()(p.title)), Href::to({"cases", case_code(body), p.id})});
    return out;
}

void case_part(Visit v) {
    const PartOf* part = nullptr;
    for (const auto& p : parts())
        if (p.id == v.path[1]) part = &p;
    if (!part) return v.reply(v.pages->refused(v, "problem.no_page"));
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "case", {code}, {}, [part](const Visit& v, const object& body) { return draw(v, body, *part); });
}

}  // namespace soria::app
