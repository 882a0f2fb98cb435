// Whether two persons are one, sentence by sentence. A question's code is nobody's to remember: it is taken from the queue of who
// is asked to judge.
#include "app/story/filling.hpp"

namespace soria::app::story {
namespace {

using json::bj::object;

// The first question of the actor's queue in one of these states.
Result<std::string> question(Teller& t, std::initializer_list<std::string_view> states) {
    auto a = t.look(t.actor(), "/api/v1/matches");
    if (!a.ok()) return invalid("the queue does not open: " + said(a.body));
    for (const auto& e : a.body["matches"].as_array())
        for (auto state : states)
            if (said(e.at("state")) == state) return said(e.at("code"));
    return invalid("nothing in the queue of " + t.actor() + " is so: " + said(a.body["matches"]));
}
Fill about(std::initializer_list<std::string_view> states, Fill more) {
    return [states = std::vector<std::string_view>(states), more](Teller& t, const Gaps& g, object& f) -> Status {
        for (size_t i = 0; i < states.size(); ++i) {
            auto code = question(t, {states[i]});
            if (!code && i + 1 < states.size()) continue;
            if (!code) return tl::unexpected(code.error());
            f["match"] = *code;
            break;
        }
        return more(t, g, f);
    };
}
Phrase judged(std::string pattern, std::string name, Fill fill) {
    return act(std::move(pattern), [name, fill](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.command = name;
        TRY(fill(t, g, s.fields));
        return s;
    });
}
Result<Sent> who(Teller& t, const Gaps& g) {
    auto code = TRY(t.code(g[0]));
    Sent s;
    s.path = "/api/v1/persons/" + code + "/matches";
    return s;
}
Result<Sent> queue(Teller&, const Gaps&) {
    Sent s;
    s.path = "/api/v1/matches";
    return s;
}

}  // namespace

void matching(std::vector<Phrase>& l) {
    l.push_back(act("asks who {person} may be", who));
    l.push_back(command("asks whether {person} is known already", "ask-match", "person", 0));
    l.push_back(act("asks {words}, without a name, whether it knows {person}", [](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.command = "ask-peer";
        TRY(put_value(t, s.fields, "peer", "peer", g[0]));
        auto code = TRY(t.code(g[1]));
        s.fields["person"] = code;
        return s;
    }));
    l.push_back(act("asks what was asked without a name", [](Teller&, const Gaps&) -> Result<Sent> {
        Sent s;
        s.path = "/api/v1/blind";
        return s;
    }));
    l.push_back(act("asks what there is to judge", queue));
    l.push_back(judged("answers whether the two are one, {words}: {text}", "answer-match", about({"waiting", "cannot-tell", "not-the-same", "same", "merged"}, [](Teller& t, const Gaps& g, object& f) -> Status {
        TRY(put_value(t, f, "answer", "match-answer", g[0]));
        return text("reason", 1)(t, g, f);
    })));
    l.push_back(judged("joins the two: {text}", "merge-persons", about({"same", "waiting", "cannot-tell", "not-the-same"}, text("reason", 0))));
    l.push_back(judged("takes the two apart again: {text}", "undo-merge", about({"merged", "same"}, text("reason", 0))));
}

}  // namespace soria::app::story
