#include "app/pages/offers.hpp"

#include <algorithm>
#include <map>

#include "app/pages/screens.hpp"

namespace soria::app {
namespace {

using json::bj::object;

bool one_of(std::string_view s, std::initializer_list<std::string_view> list) { return std::find(list.begin(), list.end(), s) != list.end(); }
bool is_false(const object& o, std::string_view key) { return o.if_contains(key) && !is_true(o, key); }

// By what the case and its person say of themselves; a field that is withheld says nothing.
bool by_facts(std::string_view c, const object& o) {
    const auto& person = object_of(o, "person");
    auto phase = text_of(o, "phase"), residence = text_of(person, "residence");
    bool departed = phase == "returned", closed = phase == "closed";
    const auto* house = o.if_contains("house");
    bool no_house = !house && !object_of(o, "withheld").contains("house"), has_house = house != nullptr;
    if ((departed || closed) && one_of(c, {"plan-return", "assess-return-risk", "record-departure", "name-carer", "offer-referral", "accept-referral", "order-service", "record-need", "plan-step",
                                          "hold-bed", "use-bed", "agree-safety-plan", "record-threat", "close-case"}))
        return c == "close-case" && !closed;
    if (closed && one_of(c, {"join-team", "leave-team", "hand-over-lead", "decline-referral", "complete-referral", "withdraw-referral", "accept-order", "decline-order", "deliver-service", "reach-step",
                            "drop-step", "issue-letter", "appoint-counsel", "record-finding", "state-identity", "ask-review", "record-relation", "record-pregnancy", "end-threat", "correct-residence-start"}))
        return false;
    if (one_of(c, {"assess-return-risk", "record-departure", "name-carer"})) return phase.empty() || phase == "returning";
    if (c == "choose-return-channel") return phase.empty() || phase == "returning" || departed;
    if (c == "follow-up-return") return phase.empty() || departed;
    if (c == "hold-bed") return !has_house && (!o.contains("houses") || !list_of(o, "houses").empty() || is_true(o, "more_houses"));
    if (c == "use-bed" || c == "release-bed") return !no_house;
    if (one_of(c, {"withdraw-residence", "correct-residence-start"})) return residence.empty() || residence != "none";
    if (c == "record-complaint") return !is_true(person, "complaint");
    if (c == "record-breaking-away") return !is_true(person, "broke_away");
    if (c == "record-investigation") return !is_true(person, "investigation");
    if (c == "doubt-age") return !is_true(person, "age_in_doubt");
    if (c == "use-legal-aid") return !person.contains("legal_aid_granted_minutes") || number_of(person, "legal_aid_granted_minutes") > number_of(person, "legal_aid_used_minutes");
    if (one_of(c, {"appoint-representative", "tell-rights", "report-concern", "determine-best-interests"})) return !is_false(person, "maybe_child");
    if (c == "ask-review") return !o.contains("findings") || !list_of(o, "findings").empty();
    if (c == "withdraw-consent") return !o.contains("consents") || !list_of(o, "consents").empty();
    return true;
}

}  // namespace

const AboutRow* about_row(std::string_view command) {
    static const std::vector<AboutRow> list{
        {"accept-referral", "referral", "referrals", {"offered"}, {"service", "from"}, "to"}, {"decline-referral", "referral", "referrals", {"offered"}, {"service", "from"}, "to"},
        {"complete-referral", "referral", "referrals", {"accepted"}, {"service", "to", "state"}, ""}, {"withdraw-referral", "referral", "referrals", {"offered", "accepted"}, {"service", "to", "state"}, ""},
        {"accept-order", "order", "orders", {"ordered"}, {"service", "need"}, "provider"}, {"decline-order", "order", "orders", {"ordered"}, {"service", "need"}, "provider"},
        {"deliver-service", "order", "orders", {"ordered", "accepted"}, {"service", "state"}, "provider"}, {"end-threat", "threat", "threats", {"stands"}, {"what"}, ""},
        {"reach-step", "step", "steps", {"planned"}, {"goal", "kind"}, ""}, {"drop-step", "step", "steps", {"planned"}, {"goal", "kind"}, ""},
        {"revoke-letter", "letter", "letters", {}, {"entitlement", "until"}, ""}};
    auto it = std::find_if(list.begin(), list.end(), [&](auto& r) { return r.command == command; });
    return it == list.end() ? nullptr : &*it;
}

bool can_be_about(const AboutRow& r, const object& row, std::string_view agency) {
    auto state = text_of(row, "state"), own = r.own.empty() ? std::string() : text_of(row, r.own);
    if (r.command == "revoke-letter" && is_true(row, "revoked")) return false;
    if (!own.empty() && own != agency) return false;
    return r.states.empty() || state.empty() || std::find(r.states.begin(), r.states.end(), state) != r.states.end();
}

bool is_offered(std::string_view command, const object& the_case, std::string_view agency) {
    if (!by_facts(command, the_case)) return false;
    const auto* r = about_row(command);
    if (!r || !the_case.contains(r->list)) return true;
    const auto& rows = list_of(the_case, r->list);
    return std::any_of(rows.begin(), rows.end(), [&](auto& row) { return can_be_about(*r, row.get_object(), agency); });
}

}  // namespace soria::app
