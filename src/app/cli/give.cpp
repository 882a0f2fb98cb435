#include "app/cli/give.hpp"

#include <set>

#include "app/cli/ask.hpp"

namespace soria::app {
namespace {

using json::bj::object;

// The fields of an object's schema, each with a question mark when it may be missing; a list of objects with theirs.
std::string fields_in(const object& schema) {
    std::string fields;
    std::set<std::string> required;
    if (auto* r = schema.if_contains("required"))
        for (const auto& f : r->as_array()) required.insert(std::string(f.as_string()));
    for (const auto& p : schema.at("properties").as_object()) {
        fields += (fields.empty() ? "" : " ") + std::string(p.key()) + (required.count(p.key()) ? "" : "?");
        auto* items = p.value().as_object().if_contains("items");
        if (items && items->as_object().contains("properties")) fields += "[" + fields_in(items->as_object()) + "]";
    }
    return fields;
}

// key=value pairs to a command's JSON: a value that the schema wants as something else than text is read as JSON.
Result<object> fields_of(const domain::CommandType& t, const std::vector<std::string>& pairs) {
    object schema = t.schema(), out;
    const auto& properties = schema["properties"].as_object();
    for (const auto& p : pairs) {
        auto equals = p.find('=');
        if (equals == std::string::npos || equals == 0) return fail(Fault::usage, "write field=value, not '" + p.substr(0, 60) + "'");
        std::string key = p.substr(0, equals), text = p.substr(equals + 1);
        if (out.contains(key)) return fail(Fault::usage, "is given twice", key);
        auto* property = properties.if_contains(key);
        bool is_text = !property || !property->is_object() || !property->get_object().contains("type") || property->get_object().at("type") == "string";
        if (is_text) {
            out[key] = text;
            continue;
        }
        auto v = json::parse(text);
        if (!v) return invalid("must be JSON: " + v.error().because, key);
        out[key] = *v;
    }
    return out;
}

}  // namespace

int do_command(const Options& o, const std::string& name, const std::vector<std::string>& pairs, const std::string& happened, const std::string& body,
               const std::string& key) {
    const auto* type = domain::command_type(name);
    if (!type) return report(o, Error{Fault::usage, "there is no command '" + name + "'; see: soria commands", {}, {}, {}, {}, {}, {}});
    object envelope;
    if (!body.empty() && !pairs.empty())
        return report(o, Error{Fault::usage, "--json has all fields: none may stand beside it", pairs[0].substr(0, std::min<size_t>(pairs[0].find('='), 60)), {}, {}, {}, {}, {}});
    if (!body.empty()) {
        auto v = json::parse(body);
        if (!v) return report(o, v.error());
        envelope["command"] = *v;
    } else {
        auto fields = fields_of(*type, pairs);
        if (!fields) return report(o, fields.error());
        envelope["command"] = *fields;
    }
    if (!happened.empty()) envelope["happened"] = happened;
    http::Request r;
    r.method = "POST";
    r.path = "/api/v1/commands/" + name;
    r.body = json::write(envelope);
    if (!key.empty()) r.headers["idempotency-key"] = key;
    return ask(o, std::move(r));
}

int list_commands(const Options& o) {
    json::bj::array list;
    for (const auto* t : domain::command_types())
        list.push_back(object{{"command", t->name}, {"room", t->room}, {"fields", fields_in(t->schema())}, {"what", t->summary}});
    return say(o, object{{"commands", std::move(list)}});
}

int erase(const Options& o, const std::string& code) {
    // The first officer asks; a second, another, confirms. Which of the two this is, the record says.
    auto door = Door::open(data_of(o), false);
    if (!door) return report(o, door.error());
    for (std::string act : {"request-erasure", "confirm-erasure"}) {
        http::Request r;
        r.method = "POST";
        r.path = "/api/v1/commands/" + act;
        r.body = json::write(object{{"command", object{{"person", code}}}});
        auto response = (*door)->send(asked_by(o, std::move(r)));
        if (!response) return report(o, response.error());
        auto body = json::parse(response->body);
        if (!body || !body->is_object()) return report(o, invalid("no answer").value());
        auto& b = body->get_object();
        bool asks = act == "request-erasure";
        if (auto* rule = b.if_contains("rule"); asks && response->status >= 400 && rule && *rule == "erasure-asked") continue;
        if (response->status < 400) {
            b["done"] = act;
            if (asks) b["next"] = "a second records officer runs the same command";
            response->body = json::write(*body);
        }
        return print_answer(o, *response);
    }
    return 1;
}

}  // namespace soria::app
