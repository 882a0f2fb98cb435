#include "app/pages/screens.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>

#include "app/http/path.hpp"
#include "app/pages/assets.hpp"
#include "app/pages/brotli.hpp"

namespace soria::app {
namespace {

using views::Href;
using views::Html;

// Nothing but our own files, no script that is written into a page, no frame, nowhere a form could be sent but here.
constexpr const char* policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types soria";

void add_headers(http::Response& r) {
    r.headers.emplace_back("Content-Security-Policy", policy);
    r.headers.emplace_back("Referrer-Policy", "no-referrer");
    r.headers.emplace_back("Cache-Control", "no-store");
    r.headers.emplace_back("X-Content-Type-Options", "nosniff");
    r.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    r.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    r.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
}

// The names by which a browser on this machine reaches this server. Any other in Host is somebody's domain that was pointed here.
bool own_name(std::string_view host) {
    auto name = host[0] == '[' ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
    return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

Error error_of(Fault fault, std::string because) {
    Error e;
    e.fault = fault;
    e.because = std::move(because);
    return e;
}

}  // namespace

Pages::Pages(Folder& f, Api& api) : folder_(f), api_(api), phones_(f.dir()), drafts_(phones_.key_for("drafts")), live_(f, sessions_) {
    const auto& pages = f.pack()->pages;
    auto english = pages.find("en");
    auto& en = words_["en"] = views::Words("en", english == pages.end() ? std::string_view() : std::string_view(english->second));
    for (const auto& [language, text] : pages)
        if (language != "en") words_[language] = views::Words(language, text, &en);
}

const views::Words& Pages::words(std::string_view language) const {
    auto w = words_.find(std::string(language));
    return w == words_.end() ? words_.at("en") : w->second;
}

int64_t Pages::now_s() const {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::vector<views::LanguageChoice> Pages::languages() const {
    std::vector<views::LanguageChoice> list;
    for (const auto& [code, w] : words_) list.push_back({code, std::string(w.name())});
    return list;
}

void Pages::speak(Visit& v, std::string_view language) const {
    v.wanted_language = has_words(language) ? "" : std::string(language.substr(0, 20));
    v.words = &words(language);
    v.pack_language = pack_language(*folder_.pack(), v.words->language());
    v.viewer.language = v.pack_language;
}

// ?lang=, else the session's, else the first the browser names that there is, else the pack's first.
void Pages::choose_language(Visit& v) const {
    std::string language = v.session.language;
    auto spoken = [](std::string name) { return name == "no" || name == "nn" ? std::string("nb") : name; };      // Norwegian is written here as bokmål
    if (auto asked = v.request.param("lang"); asked && (*asked = spoken(*asked), true)) {
        if (has_words(*asked)) {
            language = *asked;
            if (v.signed_in()) v.pages->sessions_.set_language(v.token, language);
        } else {
            v.wanted_language = asked->substr(0, 20);
            if (language.empty()) language = "en";
        }
    }
    if (language.empty()) {
        std::string_view header;
        auto accepted = v.request.header("accept-language").value_or("");
        header = accepted;
        while (!header.empty() && language.empty()) {
            size_t end = std::min(header.find(','), header.size());
            auto one = header.substr(0, end);
            header.remove_prefix(std::min(end + 1, header.size()));
            while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
            auto name = spoken(std::string(one.substr(0, one.find_first_of("-;"))));
            if (has_words(name)) language = name;
        }
    }
    // What the browser speaks and no page does is said, as when the address asks for it.
    auto spoken_there = v.request.header("accept-language").value_or("");
    auto letter = [](unsigned char c) { return std::isalpha(c) != 0; };
    spoken_there.erase(std::find_if_not(spoken_there.begin(), spoken_there.end(), letter), spoken_there.end());
    if (language.empty() && !spoken_there.empty()) v.wanted_language = spoken_there.substr(0, 20), language = "en";
    if (language.empty()) language = folder_.pack()->languages[0];
    auto wanted = std::move(v.wanted_language);
    speak(v, language);
    v.wanted_language = std::move(wanted);
}

http::Response Pages::finished(const Visit& v, http::Response r, const std::string& html) const {
    r.type = "text/html; charset=utf-8";
    add_headers(r);
    r.headers.emplace_back("Vary", "Accept-Encoding, Accept-Language, Cookie");
    r.headers.emplace_back("Content-Language", v.words->language());
    if (accepts_brotli(v.request.header("accept-encoding").value_or("")))
        if (auto small = brotli(html); small && small->size() < html.size()) {
            r.headers.emplace_back("Content-Encoding", "br");
            r.body = std::move(*small);
            return r;
        }
    r.body = html;
    return r;
}

// Hidden until the case is no more as it is shown. From a form it opens beside it, so that nothing that was written is lost.
static Html case_changed(const Visit& v, const Paper& p) {
    auto to = Href::to({"cases", p.of_case});
    auto link = views::a(views::cls("ds-link"), views::href(to), views::Attribute{"target", "_blank", p.sends}, v.w()("case.show_again"));
    return views::div(views::cls("changed"), views::attr("role", "status"),
                      views::p(views::id("changed"), views::flag("hidden"), views::attr("data-changes", Href::to({"cases", p.of_case, "changes"}).with("seen", p.seen).text()), v.w()("case.changed"), " ", link));
}

http::Response Pages::paper(const Visit& v, Paper p) const {
    views::Shell s;
    Html printed;
    const auto& pack = v.pack();
    s.title = p.untitled ? "" : p.title;
    s.here = v.request.path;
    s.wide = p.wide;
    if (v.signed_in()) {
        const auto* user = pack.user(v.session.user);
        const auto* agency = user ? pack.agency(user->agency) : nullptr;
        s.tasks = views::work_menu(p.current, folder_.policy().may_see(v.viewer, {}, Class::statistical).shown, v.w());
        s.person = views::signed_in(user ? foreign(v, user->name.in(v.pack_language)) : v.session.user, agency ? foreign(v, agency->name.in(v.pack_language)) : "", v.session.csrf, v.w());
        if (!p.prints_itself && p.status == 200) printed = views::p(views::cls("printed"), v.w()("print.line", {{"code", p.title}, {"user", user_name(v, v.viewer.user)}, {"day", v.w().day(folder_.today().text())}}));
        if (auto id = v.request.param("notice"))
            for (const auto& [key, line] : v.session.notices)
                if (key == *id) s.notice = line;
    }
    s.demonstration = demonstration_line(v.w());
    Html changed;
    if (!p.of_case.empty()) {
        p.island = "live.js";
        changed = case_changed(v, p);
    }
    if (!p.island.empty()) s.island = asset_name(p.island);
    s.proposes = v.w()("shell.proposes");
    s.wanted_language = v.wanted_language;
    s.pack_in = v.w().language() == v.pack_language ? "" : v.pack_language;
    Html below = p.sends ? views::languages_of_form(s.here, languages()) : Html();
    if (p.sends) s.person = views::together({views::to_languages(v.w()), " ", s.person});
    else if (!p.alone) s.languages = languages();
    s.style = asset_name("soria.css");
    s.script = asset_name("soria.js");
    http::Response r;
    r.status = p.status;
    return finished(v, std::move(r), views::page(s, v.w(), {printed, v.why_again.empty() ? Html() : views::alert("info", {views::p(v.why_again)}), p.content, changed, below}));
}

const char* Pages::policy_text() { return policy; }

std::string Pages::demonstration_line(const views::Words& w) const {
    return folder_.own_clock() ? std::string(w(folder_.kind() == "trial" ? "shell.trial" : "shell.demonstration")) : std::string();
}

http::Response Pages::file(const Visit& v, std::string bytes, const std::string& type, bool worker) const {
    http::Response r;
    r.type = type;
    add_headers(r);
    for (auto& [name, value] : r.headers)
        if (worker && name == "Content-Security-Policy") value = "default-src 'none'; connect-src 'self'; script-src 'wasm-unsafe-eval'";
    r.headers.emplace_back("Vary", "Accept-Encoding");
    if (accepts_brotli(v.request.header("accept-encoding").value_or("")))
        if (auto small = brotli(bytes); small && small->size() < bytes.size()) {
            r.headers.emplace_back("Content-Encoding", "br");
            bytes = std::move(*small);
        }
    r.body = std::move(bytes);
    return r;
}

http::Response Pages::stream(std::shared_ptr<http::Pieces> pieces) {
    http::Response r;
    r.type = "text/event-stream";
    r.body = "retry: 3000\n\n";
    add_headers(r);
    r.more = std::move(pieces);
    return r;
}

http::Response Pages::go_to(const Href& to) {
    http::Response r;
    r.status = 303;
    r.type = "text/plain; charset=utf-8";
    r.headers.emplace_back("Location", to.text());
    add_headers(r);
    return r;
}

http::Response Pages::refused(const Visit& v, std::string_view key) const {
    bool absent = key == "problem.no_page", usage = key == "problem.not_this_way", large = key == "problem.too_large";
    if (key == "problem.csrf") {
        std::string title(v.w()("problem.other"));
        return paper(v, {title, views::together({views::heading(1, title), views::p(v.w()(key)), views::p(views::text_link(Href::to({}), v.w()("problem.back")))}), "", false, 403});
    }
    return refused(v, error_of(absent ? Fault::absent : usage ? Fault::usage : large ? Fault::limit : Fault::forbidden, std::string(v.w()(key))), true);
}

// Absence and a role's limits are said in the page's language; any other reason is the program's own, in English.
static std::string said(const Visit& v, const Error& e) {
    if (e.fault == Fault::absent) return std::string(v.w()("problem.absent"));
    if (e.fault == Fault::forbidden && !e.rule.empty()) return std::string(v.w()("problem.not_yours"));
    return foreign(v, e.because);
}

http::Response Pages::refused(const Visit& v, const Error& e, bool own) const {
    const auto& w = v.w();
    int status = status_of(e);
    if (status == 401) status = 403;
    std::string key = "problem." + std::to_string(status);
    std::string title(w(w.has(key) ? std::string_view(key) : std::string_view("problem.other")));
    return paper(v, {title, views::together({views::heading(1, title), views::p(own ? e.because : said(v, e)), why(v, e), v.signed_in() ? views::p(views::text_link(Href::to({}), w("problem.back"))) : Html()}), "", false, status});
}

bool Pages::has_session(const std::map<std::string, std::string>& headers) {
    auto sent = headers.find("cookie");
    return sent != headers.end() && sessions_.find(cookie(sent->second, Sessions::cookie_name), now_s(), false);
}

http::Response Pages::unread(int status, const std::string& because, const std::string& languages) const {
    Visit v;
    v.folder = &folder_;
    v.request.path = "/";
    if (!languages.empty()) v.request.headers["accept-language"] = languages;
    choose_language(v);
    bool late = status == 408 || status == 503;
    const auto& w = v.w();
    std::string title(w(late ? "problem.503" : status == 413 || status == 431 ? "problem.413" : "problem.400"));
    return paper(v, {title, views::together({views::heading(1, title), views::p(w(late ? "problem.late" : "problem.unread")), views::p(views::cls("note"), views::in_language("en", because))}), "", false, status});
}

bool Pages::asset(const http::Request& r, http::Reply& reply) const {
    auto parts = http::split_path(r.path);
    if (parts.size() != 2 || parts[0] != "assets") return false;
    for (const auto& a : assets()) {
        bool plain_name = a.type == "image/svg+xml" && asset_name(parts[1]) == a.name;    // the icon, whose address is fixed
        if (a.name != parts[1] && !plain_name) continue;
        http::Response out;
        out.type = std::string(a.type);
        add_headers(out);
        for (auto& h : out.headers)
            if (h.first == "Cache-Control") h.second = plain_name ? "public, max-age=86400" : "public, max-age=31536000, immutable";
        out.headers.emplace_back("Vary", "Accept-Encoding");
        bool small = !a.brotli.empty() && accepts_brotli(r.header("accept-encoding").value_or(""));
        if (small) out.headers.emplace_back("Content-Encoding", "br");
        out.body = std::string(small ? a.brotli : a.bytes);
        reply(std::move(out));
        return true;
    }
    return false;
}

// A post comes from a page of this server. A browser says from where; a program that says nothing has the session's token.
Result<bool> Pages::may_post(const http::Request& r, std::string_view wanted) const {
    auto type = r.header("content-type").value_or("");
    if (type.substr(0, type.find(';')) != wanted) return invalid("what is sent here is " + std::string(wanted), "Content-Type");
    // A page that sends no referrer sends its origin as "null": then only what the browser itself says of the site counts.
    auto site = r.header("sec-fetch-site"), origin = r.header("origin");
    bool own = origin && *origin == "http://" + r.header("host").value_or("");
    bool elsewhere = site ? *site != "same-origin" : origin && !own;
    if (elsewhere || (origin && !own && *origin != "null")) return fail(Fault::forbidden, "this form came from another site", "");
    return true;
}

// The page that was asked for comes after; what was sent is kept in the page, sealed to whoever wrote it.
http::Response Pages::sign_in_instead(const Visit& v) const {
    if (v.request.method != "POST") return sign_in_page(v, "", {{"_then", v.request.path}}, 401);
    views::Given kept{{"_then", "/"}};
    std::string why(v.w()("signin.ended"));
    if (auto writer = drafts_.user_of(v.field("_csrf"))) {
        views::Given draft{{"_then", v.request.path}};
        for (const auto& f : v.form)
            if (f.first != "_csrf") draft.push_back(f);
        auto answers = std::count_if(draft.begin(), draft.end(), [](auto& f) { return f.first[0] != '_' && !f.second.empty(); });
        kept.emplace_back("_kept", drafts_.seal(*writer, views::write_form(draft)));
        if (v.signed_in()) why = v.w()("signin.another");
        if (answers > 0) why += " " + v.w().count("signin.kept", answers);
    }
    return sign_in_page(v, why, std::move(kept), v.signed_in() ? 403 : 401);
}

void Pages::show_again(Visit v, const std::string& path, std::string_view why) {
    auto parts = http::split_path(path);
    for (const auto& route : page_routes()) {
        auto values = http::match_path(route.path, parts);
        if (!values || route.method != "POST" || route.posts != PageRoute::Posts::answers) continue;
        v.request.method = "POST";
        v.request.path = path;
        v.request.query.clear();
        v.path = std::move(*values);
        v.again = true;
        v.why_again = std::string(why);
        std::erase_if(v.form, [](auto& f) { return f.first == "_csrf" || f.first == "_then"; });
        v.form.emplace_back("_csrf", v.session.csrf);
        return route.run(std::move(v));
    }
    v.reply(go_to(Href::to({})));
}

// The page was opened in a session that is over, and somebody has signed in since: who wrote it goes on, anybody else is asked who they are.
void Pages::from_another_session(Visit v) {
    auto writer = drafts_.user_of(v.field("_csrf"));
    if (!writer) return v.reply(refused(v, "problem.csrf"));
    if (*writer != v.session.user) return v.reply(sign_in_instead(v));
    auto path = v.request.path;
    auto why = v.w()("signin.since");
    show_again(std::move(v), path, why);
}

void Pages::handle(http::Request r, http::Reply reply) {
    Visit v;
    v.pages = this;
    v.folder = &folder_;
    bool post = r.method == "POST", get = r.method == "GET" || r.method == "HEAD";
    bool here = own_name(r.header("host").value_or(" "));
    if (here && get && asset(r, reply)) return;
    v.request = std::move(r);
    v.reply = std::move(reply);
    v.token = cookie(v.request.header("cookie").value_or(""), Sessions::cookie_name);
    if (auto s = sessions_.find(v.token, now_s(), !v.request.header("soria-by-itself") && !v.request.path.ends_with("/changes"))) {
        v.session = *s;
        if (auto viewer = folder_.viewer(s->user, s->purpose)) v.viewer = *viewer;
        else v.session = {};
    }
    choose_language(v);
    if (!here) {
        v.session = {};
        return v.reply(refused(v, "problem.other_host"));
    }
    auto kept = kept_for_a_look(v);
    auto parts = http::split_path(v.request.path);
    bool known = false;
    for (const auto& route : page_routes()) {
        auto values = http::match_path(route.path, parts);
        if (!values) continue;
        known = true;
        if (route.method != (post ? "POST" : get ? "GET" : "")) continue;
        v.path = std::move(*values);
        if (post) {
            if (v.request.body_too_large) return v.reply(refused(v, "problem.too_large"));
            bool sealed = route.posts == PageRoute::Posts::sealed;
            if (auto ok = may_post(v.request, sealed ? "application/octet-stream" : "application/x-www-form-urlencoded"); !ok) return v.reply(refused(v, ok.error()));
            auto form = sealed ? views::Given() : views::read_form(v.request.body);
            if (!form) return v.reply(refused(v, form.error()));
            v.form = std::move(*form);
            if (kept) {
                kept->key = v.field("_key");
                if (v.signed_in() && route.posts == PageRoute::Posts::answers && v.field("_csrf") == v.session.csrf) kept->form = v.form;
            }
            auto steps = views::given_all(v.form, "_step");
            v.again = !steps.empty() && steps.back() == views::language_step;
        }
        if (!v.signed_in() && !route.open) return v.reply(sign_in_instead(v));
        if (post && v.signed_in() && !route.open && v.field("_csrf") != v.session.csrf) return from_another_session(std::move(v));
        auto run = route.run;
        return run(std::move(v));
    }
    v.reply(refused(v, known ? std::string_view("problem.not_this_way") : std::string_view("problem.no_page")));
}

void Pages::look_any(Visit v, std::string_view id, std::vector<std::string> path, std::vector<std::pair<std::string, std::string>> query, DrawAny draw) {
    const Route* route = nullptr;
    for (const auto& each : routes())
        if (each.id == id) route = &each;
    http::Request asked;
    asked.method = "GET";
    asked.query = std::move(query);
    asked.deadline = v.request.deadline;
    auto reply = v.reply;
    auto viewer = v.viewer;
    auto shared = std::make_shared<Visit>(std::move(v));
    api_.see(*route, std::move(path), std::move(asked), std::move(viewer), [shared, draw = std::move(draw)](const Result<Look>& found) { return draw(*shared, found); }, std::move(reply));
}

void Pages::look(Visit v, std::string_view id, std::vector<std::string> path, std::vector<std::pair<std::string, std::string>> query, Draw draw) {
    look_any(std::move(v), id, std::move(path), std::move(query), [draw = std::move(draw)](const Visit& v, const Result<Look>& found) {
        if (!found) return v.pages->refused(v, found.error());
        return v.pages->paper(v, draw(v, found->body));
    });
}

void Pages::act(Visit v, const domain::CommandType& type, Done done, std::string sent) {
    CommandRequest c;
    c.name = std::string(type.name);
    c.viewer = v.viewer;
    auto fields = json_of(type.fields(), compacted(type.fields(), v.form));
    if (auto happened = v.field("happened"); !happened.empty()) {
        auto h = Happened::parse(happened);
        if (!h) return v.reply(done(v, fail(Fault::invalid, h.error().because, "happened")));
        c.happened = *h;
    }
    c.fields = json::bj::value(fields);
    c.body = !sent.empty() ? std::move(sent) : json::write(c.fields) + (c.happened ? " " + c.happened->text() : "");
    if (auto key = v.field("_key"); !key.empty()) c.idempotency_key = "page:" + std::string(key);
    auto reply = v.reply;
    auto shared = std::make_shared<Visit>(std::move(v));
    api_.act(std::move(c), [shared, done = std::move(done)](const Result<CommandAnswer>& a) {
        if (a) shared->pages->answers_.sent(shared->field("_key"));
        return done(*shared, a);
    }, std::move(reply));
}

Href Pages::noticed(const Visit& v, Href to, const std::string& line) {
    auto id = sessions_.add_notice(v.token, line);
    return id.empty() ? to : std::move(to).with("notice", id);
}

std::string foreign(const Visit& v, std::string text) { return v.w().language() == v.pack_language ? text : views::in_language(v.pack_language, text); }

Html why(const Visit& v, const Error& e) {
    std::string facts;
    for (const auto& f : e.facts) facts += (facts.empty() ? "" : "; ") + f;
    const auto& w = v.w();
    auto said = [&](const std::string& s) { return s.empty() ? Html() : views::plain(foreign(v, s)); };
    return views::facts({{std::string(w("why.rule")), e.source.empty() ? Html() : said(e.rule)},      // a rule of the program's own is its sentence
                          {std::string(w("why.source")), said(e.source)}, {std::string(w("why.facts")), said(facts)},
                         {std::string(w("why.computation")), views::plain(computed(v, e.computation))}, {std::string(w("why.change")), said(e.change)}});
}

views::FieldErrors errors_of(const Visit& v, const Error& e, const views::Form& form) {
    views::FieldError f;
    f.name = field_at(e.where);
    // Only a field that the form shows can be linked to.
    auto first = f.name.substr(0, f.name.find('.'));
    const views::Field* at = nullptr;
    for (const auto& field : form.fields)
        if (field.name == first && !field.fixed) at = &field;
    if (!at) f.name.clear();
    else if (at->kind == views::Field::Kind::lines) f.name = first;
    f.what = at ? at->label + ": " + foreign(v, e.because) : foreign(v, e.because);
    if (auto more = why(v, e); !more.empty()) f.more.push_back(std::move(more));
    return {f};
}

}  // namespace soria::app
