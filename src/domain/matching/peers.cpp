// What is asked of another Soria without a name, and what another asks here. Budgets are the pack's; an answer never reaches the desk
// that asked.
#include "domain/matching/peers.hpp"

#include <algorithm>

#include "domain/matching/commands.hpp"

namespace soria::domain {
namespace {

// What counts in the period that ends today. A question that never left counts for nothing.
using Questions = std::vector<const Peer::Question*>;
Questions counted(const Peer& p, const pack::PeerRule& rule, bool received, const std::string& agency, Date today) {
    Questions out;
    for (const auto& q : p.questions)
        if (q.received == received && !q.failed && (received || q.agency == agency) && q.on + rule.per > today) out.push_back(&q);
    return out;
}

void propose(Events& out, const std::string& peer, const std::string& question, const char* told, const std::string& reviewer,
             const std::string& grounds, const PersonId& person, IdSource& ids) {
    PeerMatchProposed e;
    e.code = Name{ids.code()};
    e.peer = Name{peer};
    e.question = Name{question};
    e.told = Name{told};
    e.reviewer = AgencyRef{reviewer};
    e.grounds = Name{grounds};
    e.person = person;
    out.add(ids.id(), std::move(e));
}

}  // namespace

std::string reviewer_of(const World& w, const Person& p, const std::string& but, const pack::Pack& pack) {
    for (const auto& id : p.cases)
        if (auto c = w.cases.find(id.value); c != w.cases.end() && !c->second.closed && c->second.lead != but) return c->second.lead;
    for (const auto& r : pack.match_reviewers)
        if (r.agency != but) return r.agency;
    return {};
}

Result<Decision> decide(const World& w, const AskPeer& c, const Context& x) {
    const auto& p = w.persons.at(c.person.id.value);
    const auto* rule = x.law.pack().peer(c.peer.value);
    if (!rule) return refuse("peer-unknown", "the pack does not say how often, and for what, this one may be asked");
    auto refused = [&](const char* id, std::string why) {
        auto r = refuse(id, std::move(why));
        r.value().source = rule->basis.text(x.language);
        return r;
    };
    if (std::find(rule->purposes.begin(), rule->purposes.end(), x.actor.purpose) == rule->purposes.end()) {
        auto r = refused("peer-purpose", "the pack does not let anybody ask this one for that purpose");
        r.value().facts = {"purpose: " + x.actor.purpose};
        return r;
    }
    if (p.erased) return refuse("erased", "the person's key is destroyed already");
    const auto& peer = w.peers.begin()->second;
    auto spent = counted(peer, *rule, false, x.actor.agency, x.today);
    if (int64_t(spent.size()) >= rule->asks) {
        Date first = spent.front()->on;
        for (const auto* q : spent) first = std::min(first, q->on);
        Date again = first + rule->per;
        auto r = refused("peer-budget", "your agency has asked as often as the pack lets it");
        r.value().facts = {std::to_string(spent.size()) + " questions", "at most " + std::to_string(rule->asks) + " in " + rule->per.text()};
        r.value().computation = first.text() + " + " + rule->per.text() + " = " + again.text();
        r.value().change = "from " + again.text() + " on another may be asked";
        return r;
    }
    Decision d;
    QuestionAsked e;
    e.question = Name{x.ids.code()};
    e.peer = Name{c.peer.value};
    e.agency = AgencyRef{x.actor.agency};
    e.purpose = Name{x.actor.purpose};
    e.person = p.id;
    d.answer.emplace_back("question", e.question->value);
    d.advice.push_back("The question goes out without a name. No answer comes back here, whether somebody is known there or not; "
                       "go on with what the person needs.");
    d.events.add(peer.id, std::move(e), {p.id.value, {}});
    return d;
}

Received receive_questions(const Peer& peer, const pack::PeerRule& rule, const std::vector<PeerQuestion>& questions, Date today) {
    Received out;
    auto left = rule.answers - int64_t(counted(peer, rule, true, {}, today).size());
    for (const auto& q : questions) {
        const auto* known = peer.find(q.question, true);
        if (known && known->settled) out.answered.push_back(q.question);
        else if (known) out.compare.push_back(q.question);
        else if (left <= 0) out.refused.push_back(q.question);
        else {
            --left;
            out.compare.push_back(q.question);
            out.events.add(peer.id, QuestionReceived{Name{q.question}, Name{rule.id}, Name{q.agency}, Name{q.purpose}});
        }
    }
    return out;
}

Events answer_questions(const World& w, const Peer& peer, const std::string& name, const std::vector<std::string>& questions,
                        const std::vector<PeerHit>& hits, const pack::Pack& pack, IdSource& ids) {
    Events out;
    for (const auto& question : questions) {
        const auto* q = peer.find(question, true);
        if (!q || q->settled) continue;
        out.add(peer.id, QuestionAnswered{Name{question}, Name{name}});
        for (const auto& h : hits) {
            auto p = w.persons.find(h.person.value);
            if (h.question != question || p == w.persons.end() || p->second.erased) continue;
            auto reviewer = reviewer_of(w, p->second, {}, pack);
            if (!reviewer.empty()) propose(out, name, question, "asked", reviewer, h.grounds, h.person, ids);
        }
    }
    return out;
}

Events bring_answer(const World& w, const std::string& peer, const std::string& question, const std::string& asked_by, const PersonId& person,
                    const pack::Pack& pack, IdSource& ids) {
    Events out;
    auto p = w.persons.find(person.value);
    if (p == w.persons.end() || p->second.erased) return out;
    auto reviewer = reviewer_of(w, p->second, asked_by, pack);
    if (!reviewer.empty()) propose(out, peer, question, "same", reviewer, "", person, ids);
    return out;
}

}  // namespace soria::domain
