// Who a person may be, and the questions of identity that the viewer's agency is to judge.
#include "app/pages/screens.hpp"
#include "views/pages_match.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;

std::vector<std::string> texts_in(const object& o, std::string_view list) {
    std::vector<std::string> out;
    for (const auto& e : list_of(o, list))
        if (e.is_string()) out.emplace_back(e.get_string());
    return out;
}

views::LikelyPerson person_of(const Visit& v, const object& o) {
    views::LikelyPerson p;
    p.code = text_of(o, "person");
    p.cases = texts_in(o, "cases");
    for (const auto& g : list_of(o, "why")) p.why.push_back(text_of(g.get_object(), "says"));
    const auto& seen = object_of(o, "seen");
    for (const char* key : {"full_name", "other_names", "born", "gender", "citizenship", "documents", "contact"})
        if (auto is = anything(v, seen, key); !is.empty()) p.facts.emplace_back(field_word(v, key), std::move(is));
    return p;
}

std::string conflict_of(const Visit& v, const object& o) {
    const auto& w = v.w();
    std::string line(w.first({"match.conflict." + text_of(o, "conflict"), text_of(o, "conflict")}));
    for (const auto& e : list_of(o, "of")) {
        const auto& r = e.get_object();
        line += "; " + text_of(r, "person") + ": " + w("case.from_until", {{"from", w.day(text_of(r, "from"))}, {"until", w.day(text_of(r, "until"))}});
    }
    return line;
}

std::string state_of(const Visit& v, const object& o) {
    auto state = text_of(o, "state");
    if (state == "merged" || state == "waiting") return std::string(v.w()("match.state." + state));
    return code_name(v, "match-answer", state);
}

}  // namespace

std::vector<views::LikelyPerson> people_in(const Visit& v, const object& body, std::string_view list) {
    std::vector<views::LikelyPerson> out;
    for (const auto& e : list_of(body, list)) out.push_back(person_of(v, e.get_object()));
    return out;
}
std::vector<std::string> conflicts_in(const Visit& v, const object& body) {
    std::vector<std::string> out;
    for (const auto& e : list_of(body, "conflicts")) out.push_back(conflict_of(v, e.get_object()));
    return out;
}

// Who it may be, and the way to where one asks: also of somebody of whom nobody here is known.
views::Html likely_or_ask(const Visit& v, const object& person) {
    auto out = views::likely_people(people_in(v, person, "may_be"), v.w());
    auto code = text_of(person, "code");
    if (code.empty() || !(role_may(v, "ask-match") || role_may(v, "ask-peer"))) return out;
    return views::together({out, views::p(views::text_link(Href::to({"persons", code, "matches"}), std::string(v.w()("match.title")) + " " + code))});
}

void matches_page(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "matches", {code}, {}, [](const Visit& v, const object& body) {
        views::MatchesPage m;
        m.person = text_of(body, "person");
        m.may_be = people_in(v, body, "may_be");
        m.joined = people_in(v, body, "same_person");
        m.conflicts = conflicts_in(v, body);
        m.may_ask = role_may(v, "ask-match");
        m.ask = Href::to({"do", "ask-match"}).with("person", m.person);
        m.may_ask_peer = role_may(v, "ask-peer") && !v.pack().peers.empty();
        m.ask_peer = Href::to({"do", "ask-peer"}).with("person", m.person);
        return Paper{std::string(v.w()("match.title")) + " " + m.person, views::matches_page(m, v.w()), "", false, 200};
    });
}

void reviews_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "list-matches", {}, {}, [](const Visit& v, const object& body) {
        std::vector<views::ReviewLine> lines;
        for (const auto& e : list_of(body, "matches")) {
            const auto& o = e.get_object();
            lines.push_back({text_of(o, "code"), state_of(v, o), text_of(o, "state") == "waiting"});
        }
        return Paper{std::string(v.w()("match.reviews")), views::reviews_page(lines, v.w()), "", false, 200};
    });
}

void question_page(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "match", {code}, {}, [](const Visit& v, const object& body) {
        views::QuestionPage q;
        q.code = text_of(body, "code");
        q.state = state_of(v, body);
        q.reason = text_of(body, "reason");
        q.why_merged = text_of(body, "why_merged");
        if (auto peer = text_of(body, "peer"); !peer.empty())
            q.peer = v.w()(text_of(body, "told") == "same" ? "blind.they_answered" : "blind.they_asked", {{"peer", code_name(v, "peer", peer)}, {"question", text_of(body, "question")}});
        for (const auto& g : list_of(body, "why")) q.why.push_back(text_of(g.get_object(), "says"));
        q.persons = people_in(v, body, "persons");
        for (const auto& command : texts_in(body, "can_do"))
            q.acts.push_back({title_of_command(v.pack(), command, v.pack_language), Href::to({"do", command}).with("match", q.code)});
        return Paper{std::string(v.w()("match.question")) + " " + q.code, views::question_page(q, v.w()), "", false, 200};
    });
}

void blind_page(Visit v) {
    auto* pages = v.pages;
    pages->look(std::move(v), "blind-questions", {}, {}, [](const Visit& v, const object& body) {
        const auto& w = v.w();
        views::BlindPage page;
        auto of = [&](const object& o, const char* n, const char* most) {
            return std::string(w("blind.of", {{"n", std::to_string(number_of(o, n))}, {"most", std::to_string(number_of(o, most))}, {"from", w.day(text_of(o, "since"))}}));
        };
        for (const auto& e : list_of(body, "peers")) {
            const auto& o = e.get_object();
            std::string purposes;
            for (const auto& p : texts_in(o, "purposes")) purposes += (purposes.empty() ? "" : ", ") + code_name(v, "purpose", p);
            page.peers.push_back({code_name(v, "peer", text_of(o, "peer")), purposes, of(o, "asked", "may_ask"), o.contains("was_asked") ? of(o, "was_asked", "may_be_asked") : ""});
        }
        page.reviews = body.contains("received");
        for (auto [list, to] : {std::pair{"asked", &page.asked}, {"received", &page.received}})
            for (const auto& e : list_of(body, list)) {
                const auto& o = e.get_object();
                auto state = std::string(w("blind.state." + text_of(o, "state")));
                if (auto why = text_of(o, "why"); !why.empty()) state += ": " + code_name(v, "question-failure", why);
                to->push_back({text_of(o, "day"), text_of(o, "question"), code_name(v, "peer", text_of(o, "peer")), agency_name(v, text_of(o, "agency")), code_name(v, "purpose", text_of(o, "purpose")), state});
            }
        return Paper{std::string(w("blind.title")), views::blind_page(page, w), "", true, 200};
    });
}

}  // namespace soria::app
