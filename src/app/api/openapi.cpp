// The OpenAPI 3.1 document, generated from the routes and the commands.
#include "app/api/api.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

object response(const char* about, const char* type, object schema) {
    return {{"description", about}, {"content", object{{type, object{{"schema", std::move(schema)}}}}}};
}
object ref(const char* name) { return {{"$ref", std::string("#/components/schemas/") + name}}; }

object responses(bool command) {
    object r;
    r[command ? "201" : "200"] = response(command ? "Recorded, durably." : "What this viewer may see.", "application/json", object{{"type", "object"}});
    if (command) r["200"] = response("The same command was answered before.", "application/json", object{{"type", "object"}});
    if (!command) r["304"] = object{{"description", "Unchanged since the ETag."}};
    for (auto [status, about] : std::initializer_list<std::pair<const char*, const char*>>{
             {"400", "The request is wrong; `where` says what."}, {"401", "No token, or not one of ours."}, {"403", "Not for this role."},
             {"404", "Not there, or not for this viewer: the answer is the same."}, {"409", "Refused by a rule, or somebody was first."},
             {"412", "Changed since the ETag."}, {"413", "Too large."}, {"503", "Not now; nothing was done that is not whole."}})
        r[status] = response(about, "application/problem+json", ref("Problem"));
    return r;
}

object parameter(const Parameter& p) {
    return {{"name", p.name}, {"in", p.in}, {"required", p.required}, {"description", p.about}, {"schema", object{{"type", "string"}}}};
}
object header(const char* name, const char* about) {
    return {{"name", name}, {"in", "header"}, {"required", false}, {"description", about}, {"schema", object{{"type", "string"}}}};
}

object operation(const Route& route) {
    array parameters;
    for (const auto& p : route.parameters) parameters.push_back(parameter(p));
    parameters.push_back(header("Soria-Purpose", "one of the purposes of the viewer's role; else its first"));
    parameters.push_back(header("Soria-Deadline-Ms", "answer within this many milliseconds or not at all"));
    object o{{"summary", route.summary}, {"security", array{object{{"token", array{}}}}}};
    o["parameters"] = std::move(parameters);
    o["responses"] = responses(false);
    return o;
}

object command_operation(const domain::CommandType& t) {
    array parameters;
    parameters.push_back(header("Idempotency-Key", "the same key and body are answered once"));
    parameters.push_back(header("If-Match", "the ETag that was seen"));
    parameters.push_back(header("Soria-Purpose", "one of the purposes of the viewer's role; else its first"));
    parameters.push_back(header("Soria-Deadline-Ms", "answer within this many milliseconds or not at all"));
    object body{{"type", "object"}, {"additionalProperties", false}, {"required", array{"command"}}};
    body["properties"] = object{{"command", t.schema()}, {"happened", object{{"type", "string"}, {"description", "when it happened: a day, a month or a year; else today"}}}};
    object o{{"summary", t.summary}, {"operationId", t.name}, {"tags", array{json::bj::string(t.room)}}, {"security", array{object{{"token", array{}}}}}};
    o["parameters"] = std::move(parameters);
    o["requestBody"] = object{{"required", true}, {"content", object{{"application/json", object{{"schema", std::move(body)}}}}}};
    o["responses"] = responses(true);
    return o;
}

}  // namespace

object openapi(const pack::Pack& p) {
    object paths;
    for (const auto& route : routes()) {
        if (!route.look) {
            for (const auto* t : domain::command_types())
                paths["/api/v1/commands/" + std::string(t->name)] = object{{"post", command_operation(*t)}};
            continue;
        }
        paths[route.path] = object{{"get", operation(route)}};
    }
    object problem{{"type", "object"}, {"required", array{"type", "title", "status", "detail"}}};
    object properties;
    for (const char* field : {"type", "title", "detail", "fault", "where", "rule", "source", "computation", "would_open"})
        properties[field] = object{{"type", "string"}};
    properties["status"] = object{{"type", "integer"}};
    properties["facts"] = object{{"type", "array"}, {"items", object{{"type", "string"}}}};
    problem["properties"] = std::move(properties);
    return {{"openapi", "3.1.0"},
            {"info", object{{"title", "Soria"}, {"version", "1"}, {"description", "Pack " + p.id + ", version " + p.version + ". Demonstration tokens, 127.0.0.1 only."}}},
            {"paths", std::move(paths)},
            {"components", object{{"schemas", object{{"Problem", std::move(problem)}}},
                                  {"securitySchemes", object{{"token", object{{"type", "http"}, {"scheme", "bearer"}}}}}}}};
}

}  // namespace soria::app
