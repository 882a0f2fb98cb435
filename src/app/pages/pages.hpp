#pragma once
// The routes that people read: HTML beside the API's JSON. Every page reads through Api::see and acts through Api::act, as
// every other door does. How to add a screen: docs/guide/pages.md.
#include <memory>

#include "app/api/api.hpp"
#include "app/pages/answers.hpp"
#include "app/pages/command_form.hpp"
#include "app/pages/drafts.hpp"
#include "app/pages/form_data.hpp"
#include "app/pages/live.hpp"
#include "app/pages/phones.hpp"
#include "app/pages/rate.hpp"
#include "app/pages/session.hpp"
#include "views/forms.hpp"
#include "views/shell.hpp"

namespace soria::app {

class Pages;

// One request with everything that answering it needs.
struct Visit {
    Pages* pages = nullptr;
    Folder* folder = nullptr;
    http::Request request;
    http::Reply reply;
    std::vector<std::string> path;             // the values of the route's {names}
    std::string token;                         // of the session; empty: nobody has signed in
    Session session;
    access::Viewer viewer;
    const views::Words* words = nullptr;
    std::string pack_language;                 // nb or en
    std::string wanted_language;               // asked for, and not there
    views::Given form;                         // of a post
    bool again = false;                        // a post that only shows its form again, as it was filled in
    std::string why_again;                     // said above it

    const pack::Pack& pack() const { return *folder->pack(); }
    const views::Words& w() const { return *words; }
    bool signed_in() const { return !session.user.empty(); }
    std::string_view field(std::string_view name) const { return views::given(form, name); }
};

struct Paper {                                 // what is on a page inside the shell
    std::string title;
    views::Html content;
    std::string current;                       // which of the menu
    bool wide = false;
    int status = 200;
    std::string island = {};                   // a script of this page alone, by the name it was made from
    bool untitled = false;                     // the browser's history shows the house's name alone
    bool prints_itself = false;                // says on paper what it is, who printed it and when
    bool sends = false;                        // has a form: another language keeps what was written
    bool alone = false;                        // of no use to who is signed in: no menu, no choice of language
    std::string of_case = {}, seen = {};       // drawn from that case, of which it shows so much (Live::hash_of_case): told when there is more
};

struct PageRoute {
    std::string_view method, path;             // path with {names}
    bool open;                                 // without signing in
    void (*run)(Visit);
    enum class Posts : uint8_t { form, answers, sealed } posts = Posts::form;      // answers: a form that can be shown again; sealed: bytes
};
const std::vector<PageRoute>& page_routes();

class Pages {
public:
    Pages(Folder&, Api&);
    void handle(http::Request, http::Reply);

    // --- what a screen answers with ---
    http::Response paper(const Visit&, Paper) const;
    // A page that says what, why, and what would open it; `own`: in the page's own words.
    http::Response refused(const Visit&, const Error&, bool own = false) const;
    http::Response refused(const Visit&, std::string_view key) const;       // problem.csrf, problem.no_page and the like
    bool has_session(const std::map<std::string, std::string>& headers);
    http::Response unread(int status, const std::string& because, const std::string& languages) const;      // where no request came of it
    static http::Response go_to(const views::Href&);                        // 303
    static http::Response stream(std::shared_ptr<http::Pieces>);            // events that the server sends
    // Reads as the API's route of that id does; recorded before the page leaves. `draw` is called once with what was found.
    using Draw = std::function<Paper(const Visit&, const json::bj::object&)>;
    void look(Visit, std::string_view route, std::vector<std::string> path, std::vector<std::pair<std::string, std::string>> query, Draw);
    // The same for a page that says in its own words why it shows nothing.
    using DrawAny = std::function<http::Response(const Visit&, const Result<Look>&)>;
    void look_any(Visit, std::string_view route, std::vector<std::string> path, std::vector<std::pair<std::string, std::string>> query, DrawAny);
    // Does a command with the fields that were posted. The answer comes once it is durable.
    using Done = std::function<http::Response(const Visit&, const Result<CommandAnswer>&)>;
    // `sent` is what is hashed with the key; empty: the command itself.
    void act(Visit, const domain::CommandType&, Done, std::string sent = {});
    // Remembers a line for the page that follows, which is asked for with ?notice=.
    views::Href noticed(const Visit&, views::Href, const std::string& line);

    Sessions& sessions() { return sessions_; }
    Phones& phones() { return phones_; }
    Live& live() { return live_; }
    Answers& answers() { return answers_; }
    static const char* policy_text();
    std::string demonstration_line(const views::Words&) const;      // empty for a real folder
    // A file that is no page. A worker may compile WebAssembly; no document may.
    http::Response file(const Visit&, std::string bytes, const std::string& type, bool worker) const;
    const views::Words& words(std::string_view language) const;
    bool has_words(std::string_view language) const { return words_.count(std::string(language)) > 0; }
    std::vector<views::LanguageChoice> languages() const;
    void speak(Visit&, std::string_view language) const;       // else English, and the page says so
    Rate& strangers() { return strangers_; }
    Rate& checks() { return checks_; }         // of letters, so that whoever guesses codes keeps no report out
    int64_t now_s() const;
    http::Response sign_in_instead(const Visit&) const;
    // The sign-in page. What waits in it is sealed to its writer; `elsewhere`: another may leave it behind.
    http::Response sign_in_page(const Visit&, std::string_view why, views::Given kept, int status, bool elsewhere = false) const;
    const Drafts& drafts() const { return drafts_; }
    // A form that was posted before its user signed in anew: shown again, filled in, and not sent.
    void show_again(Visit, const std::string& path, std::string_view why);
    void from_another_session(Visit);

private:
    std::shared_ptr<Answers::Kept> kept_for_a_look(Visit&);      // nothing: answered at once
    bool asset(const http::Request&, http::Reply&) const;
    Result<bool> may_post(const http::Request&, std::string_view type) const;
    void choose_language(Visit&) const;
    http::Response finished(const Visit&, http::Response, const std::string& html) const;
    Folder& folder_;
    Api& api_;
    Sessions sessions_;
    Phones phones_;
    Drafts drafts_;
    Rate strangers_, checks_;
    std::map<std::string, views::Words> words_;
    Live live_;
    Answers answers_;
};

// A text of the pack or the program, marked with its language when the page speaks another.
std::string foreign(const Visit&, std::string text);

// A fault of a command, beside its field.
views::FieldErrors errors_of(const Visit&, const Error&, const views::Form&);
views::Html why(const Visit&, const Error&);                         // rule, source, facts, computation, what would open it

}  // namespace soria::app
