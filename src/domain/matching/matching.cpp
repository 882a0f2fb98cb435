// Whether two persons are one. The machine's proposal reaches who may decide, never the desk that asked; a person answers, and
// another act joins the two.
#include <algorithm>

#include "domain/matching/commands.hpp"
#include "domain/matching/events.hpp"

namespace soria::domain {
namespace {

std::string lead_of(const World& w, const Person& p) {
    for (const auto& id : p.cases)
        if (auto c = w.cases.find(id.value); c != w.cases.end() && !c->second.closed) return c->second.lead;
    return {};
}

// Between agencies: who leads the other's case, else this one's, else the first neutral reviewer of the pack; never who asked.
// What is an agency's own it decides itself.
std::string reviewer_of(const World& w, const Person& asked, const Person& other, const Context& x) {
    const std::string& desk = x.actor.agency;
    for (const auto& lead : {lead_of(w, other), lead_of(w, asked)})
        if (!lead.empty() && lead != desk) return lead;
    if (asked.registered_by == desk && other.registered_by == desk) return desk;
    for (const auto& r : x.law.pack().match_reviewers)
        if (r.agency != desk) return r.agency;
    return {};
}

bool asked_before(const World& w, const PersonId& a, const PersonId& b) {
    return std::any_of(w.matches.begin(), w.matches.end(), [&](auto& m) { return m.second.of(a) && m.second.of(b); });
}

// Everybody who is joined with this one.
std::vector<PersonId> joined_with(const World& w, const PersonId& p) {
    std::vector<PersonId> all{p};
    for (size_t i = 0; i < all.size(); ++i)
        for (const auto& [id, m] : w.matches)
            if (m.merged && m.of(all[i]) && std::find(all.begin(), all.end(), m.other(all[i])) == all.end()) all.push_back(m.other(all[i]));
    return all;
}

Status reason_given(const std::string& reason) {
    if (reason.find_first_not_of(" \t\r\n") == std::string::npos) return invalid("say why", "reason");
    return {};
}
Result<const Match*> readable(const World& w, const Ref<MatchId>& ref) {
    const Match& m = w.matches.at(ref.id.value);
    if (!m.second || (m.peer.empty() && !m.first)) return refuse("match-erased", "one of the two was erased: nobody can tell any longer who was meant");
    return &m;
}

// What the law has given both, which one person cannot have twice: somebody has to look at it. Which days, whoever may know both reads
// where the two are shown; whoever joins them need not know either.
void say_conflicts(const Person& a, const Person& b, std::vector<std::string>& advice) {
    auto both = [&](const char* what, const std::optional<Residence>& x, const std::optional<Residence>& y) {
        if (x && y) advice.push_back(std::string("conflict: each of the two has ") + what + ". Neither is ended or joined by this; whoever granted them decides");
    };
    both("a reflection period", a.reflection, b.reflection);
    both("a residence permit", a.permit, b.permit);
}

}  // namespace

Result<Decision> decide(const World& w, const AskMatch& c, const Context& x) {
    const auto& p = w.persons.at(c.person.id.value);
    Decision d;
    for (const auto& l : x.likely) {
        const auto& other = w.persons.at(l.person.value);
        if (other.erased || asked_before(w, p.id, other.id)) continue;
        auto reviewer = reviewer_of(w, p, other, x);
        if (reviewer.empty()) continue;
        MatchProposed e;
        e.code = Name{x.ids.code()};
        e.asked_by = AgencyRef{x.actor.agency};
        e.reviewer = AgencyRef{reviewer};
        e.first = p.id;
        e.second = other.id;
        e.grounds = Name{l.grounds};
        d.events.add(x.ids.id(), std::move(e));
    }
    // In the same words whatever was found.
    d.advice.push_back("If somebody like this person is known, whoever may decide has been asked. No answer comes back here; go on with what the person needs.");
    return d;
}

Result<Decision> decide(const World& w, const AnswerMatch& c, const Context& x) {
    const Match* m = TRY(readable(w, c.match));
    TRY(reason_given(c.reason));
    if (m->merged) return refuse("match-merged", "the two are joined: undo that first");
    Decision d;
    d.events.add(m->id.value, MatchAnswered{c.answer, AgencyRef{x.actor.agency}, c.reason});
    return d;
}

Result<Decision> decide(const World& w, const MergePersons& c, const Context& x) {
    const Match* m = TRY(readable(w, c.match));
    TRY(reason_given(c.reason));
    if (m->merged) return refuse("match-merged", "the two are joined already");
    if (!m->peer.empty()) return refuse("match-elsewhere", "the other of the two is in another Soria: there is nobody here to join");
    if (m->answer != "same") return refuse("match-same", "nobody has answered that the two are the same; a machine's proposal joins nobody");
    auto left = joined_with(w, m->first), right = joined_with(w, m->second);
    for (const auto& [id, other] : w.matches)
        if (other.answer == "not-the-same")
            for (const auto& a : left)
                for (const auto& b : right)
                    if (other.of(a) && other.of(b))
                        return refuse("match-not-the-same", "somebody answered that two of those who would be joined are not the same");
    const auto &a = w.persons.at(m->first.value), &b = w.persons.at(m->second.value);
    bool first_kept = a.registered != b.registered ? a.registered < b.registered : a.code < b.code;
    Decision d;
    d.events.add(m->id.value, PersonsMerged{AgencyRef{x.actor.agency}, first_kept ? a.id : b.id, first_kept ? b.id : a.id, c.reason});
    say_conflicts(a, b, d.advice);
    return d;
}

Result<Decision> decide(const World& w, const UndoMerge& c, const Context& x) {
    const Match* m = TRY(readable(w, c.match));
    TRY(reason_given(c.reason));
    if (!m->merged) return refuse("match-merged", "the two are not joined");
    Decision d;
    d.events.add(m->id.value, MergeUndone{AgencyRef{x.actor.agency}, c.reason});
    return d;
}

}  // namespace soria::domain
