// My desk, and finding by code.
#include <algorithm>

#include "app/pages/plan_parts.hpp"
#include "views/pages_desk.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;

// What the pack says that a role begins with.
std::vector<views::Begin> begins(const Visit& v) {
    std::vector<views::Begin> list;
    if (const auto* role = v.pack().role(v.viewer.role))
        for (const auto& what : role->begins)
            list.push_back(what == "receive-report" ? views::Begin{std::string(v.w()("shell.report")), Href::to({"report"})}
                                                    : views::Begin{foreign(v, title_of_command(v.pack(), what, v.pack_language)), Href::to({"do", what})});
    bool reports = std::any_of(list.begin(), list.end(), [](auto& b) { return b.to.text() == "/report"; });
    if (reports) list.push_back({std::string(v.w()("phone.title")), Href::path("/phone/")});
    // Whoever answers for the plan begins with it: its page offers all that they may do there.
    const auto& measures = v.pack().measures;
    bool ministry = std::any_of(measures.begin(), measures.end(), [&](auto& m) { return std::find(m.ministries.begin(), m.ministries.end(), v.viewer.agency) != m.ministries.end(); });
    if (role_may(v, "update-measure")) list.push_back({std::string(v.w()("plan.title")), Href::to({"plan"})});
    if (ministry && role_may(v, "update-measure")) list.push_back({agency_name(v, v.viewer.agency), Href::to({"plan", "ministries", v.viewer.agency})});
    if (list.empty()) list.push_back({std::string(v.w()("shell.find")), Href::to({"find"})});
    return list;
}

views::Desk read(const Visit& v, const object& body) {
    views::Desk d;
    d.today = text_of(body, "today");
    d.agency = agency_name(v, text_of(body, "agency"));
    d.csrf = v.session.csrf;
    d.seen = Live::hash_of(body);
    d.opens_cases = role_may(v, "open-case");
    d.begins = begins(v);
    for (const auto& e : list_of(body, "alerts")) {
        const auto& o = e.get_object();
        auto house = text_of(o, "house");
        d.alerts.push_back({text_of(o, "case"), foreign_text(v, o, "what"), house.empty() ? "" : house + ", " + foreign_text(v, o, "warning")});
    }
    for (const auto& e : list_of(body, "clocks")) {
        const auto& o = e.get_object();
        d.clocks.push_back({text_of(o, "case"), foreign_text(v, o, "name"), text_of(o, "ends"), text_of(o, "clock"), number_of(o, "days_left")});
    }
    for (const auto& e : list_of(body, "coming_of_age")) {
        const auto& o = e.get_object();
        d.coming_of_age.push_back({text_of(o, "case"), "", text_of(o, "day"), "", number_of(o, "days_left")});
    }
    for (const auto& e : list_of(body, "duties")) {
        const auto& o = e.get_object();
        d.duties.push_back({text_of(o, "for"), foreign_text(v, o, "what"), text_of(o, "due"), text_of(o, "duty"), text_of(o, "state") == "overdue", text_of(o, "about") == "case"});
    }
    for (const auto& e : list_of(body, "referrals_to_answer")) {
        const auto& o = e.get_object();
        d.referrals.push_back({text_of(o, "case"), service_name(v, text_of(o, "service")), agency_name(v, text_of(o, "from")), number_of(o, "referral")});
        d.keys.push_back(random_hex(16));
    }
    for (const auto& e : list_of(body, "referrals_answered")) {
        const auto& o = e.get_object();
        d.answers.push_back({text_of(o, "case"), service_name(v, text_of(o, "service")), agency_name(v, text_of(o, "by")), text_of(o, "day"), text_of(o, "answer") == "accepted"});
    }
    for (const auto& e : list_of(body, "orders_to_deliver")) {
        const auto& o = e.get_object();
        d.orders.push_back({text_of(o, "case"), service_name(v, text_of(o, "service")), number_of(o, "order")});
    }
    for (const auto& e : list_of(body, "reports_to_accept")) {
        const auto& o = e.get_object();
        auto known = [&](const char* key) { return (text_of(o, key) == "unknown" ? field_word(v, key) + ": " : std::string()) + code_name(v, key, text_of(o, key)); };
        d.reports.push_back({text_of(o, "report"), known("form"), known("region"), agency_name(v, text_of(o, "from"))});
    }
    d.plan = plan_next_in(v, body, "plan");
    for (const auto& e : list_of(body, "matches_to_judge")) d.matches.push_back(text_of(e.get_object(), "match"));
    for (const auto& e : list_of(body, "concerns_to_accept")) d.concerns.push_back({text_of(e.get_object(), "person"), text_of(e.get_object(), "report")});
    return d;
}

http::Response find_again(const Visit& v, std::string_view given, std::string_view error) {
    return v.pages->paper(v, {std::string(v.w()("find.title")), views::find(v.w(), v.session.csrf, given, error), "find", false, error.empty() ? 200 : 404});
}

}  // namespace

void desk(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "desk", {}, {}, [](const Visit& v, const object& body) {
        return Paper{std::string(v.w()("desk.title")), views::desk(read(v, body), v.w()), "desk", false, 200, "live.js"};
    });
}

// Tells an open desk when to ask again; holds nothing of what is on it.
void desk_changes(Visit v) {
    auto pieces = v.pages->live().open(v.viewer, v.token, "", v.request.param("seen").value_or("").substr(0, 64), v.pages->now_s());
    v.reply(pieces ? Pages::stream(std::move(pieces)) : v.pages->refused(v, Error{Fault::busy, "too many desks are kept up to date; this one works without"}));
}

void find(Visit v) { v.reply(find_again(v, "", "")); }

// A case first, then a report; what is neither, or none of this viewer's to know, is not found.
void find_sent(Visit v) {
    std::string given(v.field("code").substr(0, 40));
    auto code = parse_code(given);
    if (!code) return v.reply(find_again(v, given, v.w()("find.no_code")));
    auto* pages = v.pages;
    pages->look_any(std::move(v), "case", {*code}, {}, [](const Visit& v, const Result<Look>& found) {
        if (found) return Pages::go_to(Href::to({"cases", *parse_code(v.field("code"))}));
        if (found.error().fault != Fault::absent) return v.pages->refused(v, found.error());
        return Pages::go_to(Href::to({"reports", *parse_code(v.field("code"))}));
    });
}

}  // namespace soria::app
