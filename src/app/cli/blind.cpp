#include "app/cli/blind.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/door.hpp"

namespace soria::app {
namespace {

using json::bj::object;

Result<object> body_of(const http::Response& r) {
    auto body = TRY(json::parse(r.body));
    if (!body.is_object()) return fail(Fault::storage, "the folder answered what is no object");
    auto& o = body.get_object();
    if (r.status < 400) return o;
    Error e;
    auto text = [&](const char* key) {
        const auto* v = o.if_contains(key);
        return v && v->is_string() ? std::string(v->get_string()) : std::string();
    };
    switch (r.status) {
        case 403: e.fault = Fault::forbidden; break;
        case 404: e.fault = Fault::absent; break;
        case 409: e.fault = Fault::refused; break;
        case 503: e.fault = Fault::busy; break;
        default: e.fault = Fault::invalid;
    }
    e.because = text("detail"), e.rule = text("rule"), e.where = text("where");
    e.source = text("source"), e.computation = text("computation"), e.change = text("would_open");
    return tl::unexpected(e);
}
Result<object> act(Door& door, const std::string& what, const std::string& argument) {
    if (auto* f = door.folder()) return owner_act(*f, what, argument);
    http::Request r;
    r.method = "POST";
    r.path = "/owner/" + what;
    r.body = argument;
    auto response = TRY(door.send(std::move(r)));
    return body_of(response);
}
Result<object> send(const Options& o, Door& door, const char* method, const std::string& path, const std::string& body) {
    http::Request r;
    r.method = method;
    r.path = path;
    r.body = body;
    r.headers["soria-as"] = o.as;
    if (!o.purpose.empty()) r.headers["soria-purpose"] = o.purpose;
    r.headers["accept-language"] = o.language;
    auto response = TRY(door.send(std::move(r)));
    return body_of(response);
}
// The state of one question that this user's agency asked.
Result<object> question(const Options& o, Door& door, const std::string& code) {
    auto all = TRY(send(o, door, "GET", "/api/v1/blind", ""));
    for (const auto& q : all.at("asked").as_array())
        if (std::string_view(q.at("question").as_string()) == code) return q.as_object();
    return fail(Fault::absent, "there is no question " + code + " of this agency");
}

// Each person is a question of its own; all of them go in one exchange. What happened to each is told, never what came of it.
Result<object> ask(const Options& o, const std::string& peer, const std::vector<std::string>& persons) {
    auto door = TRY(Door::open(data_of(o), true));
    json::bj::array codes, questions;
    for (const auto& p : persons) {
        auto body = json::write(object{{"command", object{{"person", p}, {"peer", peer}}}});
        auto answer = TRY(send(o, *door, "POST", "/api/v1/commands/ask-peer", body));
        codes.push_back(answer.at("question"));
    }
    TRY(act(*door, "carry", ""));
    for (const auto& c : codes) {
        auto q = TRY(question(o, *door, std::string(c.as_string())));
        questions.push_back(std::move(q));
    }
    return object{{"questions", std::move(questions)},
                  {"note", "Compared or not: nothing comes back here. Who leads the case there, or a neutral reviewer, is told if somebody is known."}};
}
bool failed(const object& o) {
    for (const auto& q : o.at("questions").as_array())
        if (std::string_view(q.at("state").as_string()) == "failed") return true;
    return false;
}
int owner(const Options& o, const char* what, const std::string& argument) {
    auto door = Door::open(data_of(o), false);
    if (!door) return report(o, door.error());
    return say(o, act(**door, what, argument));
}

}  // namespace

void declare_peers(CLI::App& app, Options& o, Get get, int& code) {
    static std::string peer, key;
    static std::vector<std::string> persons;
    static int port = 0;
    auto* blind = app.get_subcommand("match")->get_subcommand("blind");
    auto* ask_ = blind->add_subcommand("ask", "ask another Soria, without a name, whether it knows a person; the answer is not for who asks");
    ask_->add_option("persons", persons, "codes of persons, 1 to 50")->required()->expected(1, 50);
    ask_->add_option("--peer", peer, "a peer of the pack")->required();
    ask_->callback([&] {
        auto done = ask(o, peer, persons);
        code = say(o, done);
        if (done && failed(*done)) code = 1;
    });
    auto plain = [&](const char* name, const char* about) { return blind->add_subcommand(name, about); };
    auto* questions = plain("questions", "blind questions asked and received, and how many may still be");
    questions->callback([&, get] { code = get(o, "/api/v1/blind", {}, ""); });
    plain("carry", "carry what waits to its peers, and fetch what their reviewers have answered")->callback([&] { code = owner(o, "carry", ""); });
    plain("key", "this folder's public key: give it to the other side by a way of its own")->callback([&] { code = owner(o, "peer-key", ""); });
    auto* known = blind->add_subcommand("peer", "where a peer of the pack is, and its public key");
    known->add_option("peer", peer, "a peer of the pack")->required();
    known->add_option("--port", port, "of 127.0.0.1; another machine is reached through a tunnel that ends there")
        ->required()->check(CLI::Range(1, 65535));
    known->add_option("--key", key, "what the other side's `soria match blind key` prints")->required();
    known->callback([&] { code = owner(o, "peer-add", peer + " " + std::to_string(port) + " " + key); });
}

}  // namespace soria::app
