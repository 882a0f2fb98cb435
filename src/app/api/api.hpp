#pragma once
// The one router behind both doors. Every route is declared once, with its words for the OpenAPI document; nothing answers
// that is not declared.
#include "app/http/message.hpp"
#include "app/service/command.hpp"
#include "app/service/look.hpp"

namespace soria::app {

struct Parameter {
    std::string_view name;
    std::string_view in;                 // path, query
    std::string_view about;
    bool required = false;
};
struct Route {
    std::string_view method, path, id, answer, summary;       // path with {names}; the id is the operation's, the answer a schema's
    std::vector<Parameter> parameters;
    Result<Look> (*look)(Folder&, const Asked&, const std::vector<std::string>& path, const http::Request&);   // null: a command
};
const std::vector<Route>& routes();

json::bj::object openapi(const pack::Pack&);
json::bj::object problem(const Error&);              // RFC 9457
int status_of(const Error&);

json::bj::object proof(const ledger::Verified&);
// What only the folder's owner does: verify, checkpoint, day, backup, rebuild. Over the folder's own socket it is
// POST /owner/<what>; no other door has it.
Result<json::bj::object> owner_act(Folder&, std::string_view what, const std::string& argument);

class Pages;
namespace peers { class Answering; }

class Api {
public:
    explicit Api(Folder&);
    ~Api();
    // Authenticates, looks or commands, records the look, answers. Any thread. What is not below /api is a page.
    void handle(http::Request, http::Reply);
    // What the server says on a page to whoever sent what is no request.
    std::function<http::Response(int, const std::string&, const std::string&)> refusal_page() const;
    // Whether a head's fields are of somebody who has signed in.
    std::function<bool(const std::map<std::string, std::string>&)> signed_in() const;

    // The one way to read, for every door: looked up, drawn, recorded, and only then sent. `draw` is given what was found, or
    // why nothing is shown; once more when the look could not be recorded.
    using Draw = std::function<http::Response(const Result<Look>&)>;
    void see(const Route&, std::vector<std::string> path, http::Request, access::Viewer, Draw, http::Reply);
    // The one way to act. What was forbidden is recorded before it is told.
    using Tell = std::function<http::Response(const Result<CommandAnswer>&)>;
    void act(CommandRequest, Tell, http::Reply);

private:
    void look(const Route&, std::vector<std::string> path, http::Request, access::Viewer, http::Reply);
    void command(std::string name, http::Request, access::Viewer, http::Reply);
    std::string language_of(const http::Request&) const;
    http::Response told(Error, const std::string& language) const;
    http::Response wrong_request(Error, const std::string& language) const;
    using Say = std::function<http::Response(const Error&)>;
    void refuse(const access::Viewer&, const std::string& what, const Error&, Say, http::Reply);
    Result<std::string> user_of(const http::Request&);
    Result<access::Viewer> viewer_of(const std::string& user, const http::Request&);
    static Status read_body(const http::Request&, CommandRequest&);
    Folder& folder_;
    std::unique_ptr<Pages> pages_;
    std::unique_ptr<peers::Answering> peers_;
};

}  // namespace soria::app
