// The OpenAPI 3.1 document, generated from the routes and the commands.
#include "app/api/api.hpp"
#include "app/api/schemas.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

object response(const char* about, const char* type, object schema) {
    return {{"description", about}, {"content", object{{type, object{{"schema", std::move(schema)}}}}}};
}
object ref(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }

void problems(object& r, std::initializer_list<std::pair<const char*, const char*>> list) {
    for (auto [status, about] : list) r[status] = response(about, "application/problem+json", ref("Problem"));
}
constexpr auto bad_form = std::pair{"400", "The request is wrong; `where` says what."}, nobody = std::pair{"401", "No token, or not one of ours."},
               not_you = std::pair{"403", "Not for this role."}, absent = std::pair{"404", "Not there, or not for this viewer: the answer is the same."},
               large = std::pair{"413", "Too large."}, busy = std::pair{"503", "Not now, or the deadline passed; nothing was done that is not whole."};

// What any request may be answered before an operation is asked, or where something is wrong here: the same everywhere.
const std::vector<std::pair<const char*, const char*>> any_request{
    {"405", "Another method is taken at this address."}, {"408", "The request did not arrive in time."}, {"417", "Only 100-continue may be expected."},
    {"431", "The head is too large."}, {"500", "Something is wrong here; nothing was done that is not whole."}, {"505", "This server speaks HTTP/1.1."}};
object shared_responses() {
    object shared;
    for (auto [status, about] : any_request) shared[status] = response(about, "application/problem+json", ref("Problem"));
    return shared;
}
void any_other(object& r) {
    for (const auto& [status, about] : any_request) r[status] = object{{"$ref", "#/components/responses/" + std::string(status)}};
}

object look_responses(const Route& route) {
    object r;
    r["200"] = response("What this viewer may see.", "application/json", ref(route.answer));
    r["200"].get_object()["headers"] = object{{"ETag", object{{"description", "of what was shown; weak, but for a case and a report"}, {"schema", object{{"type", "string"}}}}}};
    r["304"] = object{{"description", "Unchanged since the ETag. The look is recorded all the same."}};
    problems(r, {bad_form, nobody, not_you, absent, large, busy});
    any_other(r);
    return r;
}
object command_responses(const domain::CommandType& t) {
    object r;
    r["201"] = response("Recorded, durably.", "application/json", answer_of(t.name));
    r["200"] = response("The same command with the same idempotency key was answered before.", "application/json", ref("Repeated"));
    problems(r, {bad_form, nobody, not_you, absent, {"409", "Refused by a rule, or somebody was first."}, {"412", "Changed since the ETag."}, large,
                 {"415", "A command is application/json in UTF-8, not compressed."}, busy});
    any_other(r);
    return r;
}

object parameter(const Parameter& p) {
    object schema{{"type", "string"}};
    if (p.name == "as-of") schema["format"] = "date";
    if (p.name == "limit") schema = object{{"type", "integer"}, {"minimum", 1}, {"maximum", 200}};
    return {{"name", p.name}, {"in", p.in}, {"required", p.required}, {"description", p.about}, {"schema", std::move(schema)}};
}
object header(const char* name, const char* about, const char* pattern = nullptr) {
    object schema{{"type", "string"}};
    if (pattern) schema["pattern"] = pattern;
    return {{"name", name}, {"in", "header"}, {"required", false}, {"description", about}, {"schema", std::move(schema)}};
}
void common_headers(array& parameters) {
    parameters.push_back(header("Soria-Purpose", "one of the purposes of the viewer's role; else its first"));
    parameters.push_back(header("Soria-Deadline-Ms", "answer within this many milliseconds or not at all", "^[0-9]{1,6}$"));
    parameters.push_back(header("Accept-Language", "a language of the pack; else English"));
}

object operation(const Route& route) {
    array parameters;
    for (const auto& p : route.parameters) parameters.push_back(parameter(p));
    parameters.push_back(header("If-None-Match", "the ETag that was seen"));
    common_headers(parameters);
    object o{{"summary", route.summary}, {"operationId", route.id}, {"security", array{object{{"token", array{}}}}}};
    o["parameters"] = std::move(parameters);
    o["responses"] = look_responses(route);
    return o;
}

object command_operation(const domain::CommandType& t) {
    array parameters;
    parameters.push_back(header("Idempotency-Key", "the same key and body are answered once; 1 to 100 bytes"));
    parameters.push_back(header("If-Match", "the ETag of the case or report that was seen", "^\"[0-9a-f.]+\"$"));
    common_headers(parameters);
    object body{{"type", "object"}, {"additionalProperties", false}, {"required", array{"command"}}};
    body["properties"] = object{{"command", t.schema()}, {"happened", object{{"type", "string"}, {"description", "when it happened: a day, a month or a year; else today"}}}};
    object o{{"summary", t.summary}, {"operationId", t.name}, {"tags", array{json::bj::string(t.room)}}, {"security", array{object{{"token", array{}}}}}};
    o["parameters"] = std::move(parameters);
    o["requestBody"] = object{{"required", true}, {"description", "read as application/json also where no Content-Type is named"}, {"content", object{{"application/json", object{{"schema", std::move(body)}}}}}};
    o["responses"] = command_responses(t);
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
    return {{"openapi", "3.1.0"},
            {"info", object{{"title", "Soria"}, {"version", "1"}, {"description", "Pack " + p.id + ", version " + p.version + ". Demonstration tokens, 127.0.0.1 only."}}},
            {"paths", std::move(paths)},
            {"components", object{{"schemas", schemas()}, {"responses", shared_responses()},
                                  {"securitySchemes", object{{"token", object{{"type", "http"}, {"scheme", "bearer"}}}}}}}};
}

}  // namespace soria::app
