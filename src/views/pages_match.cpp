#include "views/pages_match.hpp"

namespace soria::views {
namespace {

Html facts_of(const Facts& list) {
    std::vector<std::pair<std::string, Html>> all;
    for (const auto& [what, is, unused] : list)
        if (!is.empty()) all.emplace_back(what, plain(is));
    return all.empty() ? Html() : facts(all);
}
Html lines(const std::vector<std::string>& sentences) {
    std::vector<Html> list;
    for (const auto& s : sentences) list.push_back(li(s));
    return list.empty() ? Html() : ul(list);
}
Html cases_of(const LikelyPerson& p, const Words& w) {
    std::vector<Html> list;
    for (const auto& c : p.cases) list.push_back(li(w("match.case"), " ", code_link(Href::to({"cases", c}), c)));
    return list.empty() ? Html() : ul(cls("acts"), list);
}
Html person(const LikelyPerson& p, const Words& w) {
    Html who = p.code.empty() ? Html(span(w("match.elsewhere"))) : Html(bdi(cls("code"), p.code));
    return div(cls("rule"), h3(cls("ds-heading"), attr("data-size", "xs"), who), facts_of(p.facts), lines(p.why), cases_of(p, w));
}
Html people(const std::vector<LikelyPerson>& list, const Words& w) {
    Html out;
    for (const auto& p : list) out += person(p, w);
    return out;
}
}  // namespace

Html likely_people(const std::vector<LikelyPerson>& list, const Words& w) {
    if (list.empty()) return {};
    return together({p(strong(w("match.may_be"))), people(list, w), p(cls("note"), w("match.decides"))});
}

Html joined_people(const std::vector<LikelyPerson>& joined, const std::vector<std::string>& conflicts, const Words& w) {
    if (joined.empty()) return {};
    Html conflict = conflicts.empty() ? Html() : alert("warning", {p(w("match.conflicts")), lines(conflicts)});
    return part(w("match.joined"), together({conflict, people(joined, w)}));
}

Html matches_page(const MatchesPage& m, const Words& w) {
    Html out = together({h1(cls("ds-heading"), attr("data-size", "lg"), w("match.title"), " ", bdi(cls("code"), m.person)), lead(w("match.decides"))});
    std::vector<Html> asks;
    if (m.may_ask) asks.push_back(link_button(m.ask, w("match.ask"), "secondary"));
    if (m.may_ask_peer) asks.push_back(link_button(m.ask_peer, w("blind.ask"), "secondary"));
    if (!asks.empty()) out += div(cls("buttons"), asks);
    out += joined_people(m.joined, m.conflicts, w);
    out += part(w("match.may_be"), m.may_be.empty() ? p(w("match.nobody")) : people(m.may_be, w));
    return out;
}

Html reviews_page(const std::vector<ReviewLine>& list, const Words& w) {
    std::vector<Html> rows;
    for (const auto& r : list)
        rows.push_back(li(div(cls("row"), code_link(Href::to({"matches", r.code}), r.code), tag(r.state, r.waiting ? "warning" : "neutral"))));
    return together({heading(1, w("match.reviews")), lead(w("match.reviews_lead")), rows.empty() ? p(w("match.no_reviews")) : Html(ul(cls("rows"), rows)),
                     p(text_link(Href::to({"matches", "blind"}), w("blind.title")))});
}

namespace {

Html blind_table(std::string_view title, const std::vector<BlindLine>& list, const Words& w) {
    if (list.empty()) return part(title, p(w("blind.none")));
    std::vector<Column> columns;
    for (const char* key : {"readers.day", "blind.question", "blind.peer", "readers.agency", "readers.purpose", "blind.state"}) columns.push_back({std::string(w(key)), false});
    std::vector<std::vector<Html>> rows;
    for (const auto& l : list) rows.push_back({plain(w.day(l.day)), bdi(cls("code"), l.question), plain(l.peer), plain(l.agency), plain(l.purpose), plain(l.state)});
    return part(title, data_table(title, columns, rows, Caption::unseen));
}

}  // namespace

Html blind_page(const BlindPage& b, const Words& w) {
    Html out = together({heading(1, w("blind.title")), lead(w("blind.lead"))});
    for (const auto& one : b.peers)
        out += div(cls("rule"), h2(cls("ds-heading"), attr("data-size", "xs"), one.name),
                   facts_of({{std::string(w("blind.we_ask")), one.asked}, {std::string(w("blind.they_ask")), one.was_asked}, {std::string(w("readers.purpose")), one.purposes}}));
    out += blind_table(w("blind.asked"), b.asked, w);
    if (b.reviews) out += blind_table(w("blind.received"), b.received, w);
    return out;
}

Html question_page(const QuestionPage& q, const Words& w) {
    std::vector<Html> buttons;
    for (size_t i = 0; i < q.acts.size(); ++i) buttons.push_back(link_button(q.acts[i].to, q.acts[i].label, i ? "secondary" : "primary"));
    Html said = facts_of({{std::string(w("match.reason")), q.reason}, {std::string(w("match.why_merged")), q.why_merged}});
    return together({h1(cls("ds-heading"), attr("data-size", "lg"), w("match.question"), " ", bdi(cls("code"), q.code), " ", tag(q.state, "neutral")),
                     lead(w("match.blind")), q.peer.empty() ? Html() : p(q.peer), q.why.empty() ? Html() : part(w("match.why"), lines(q.why)), part(w("match.about"), people(q.persons, w)), said, div(cls("buttons"), buttons)});
}

}  // namespace soria::views
