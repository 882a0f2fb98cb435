// Signing in and out, who I am, and the way out.
#include "access/stranger.hpp"
#include "app/pages/screens.hpp"

namespace soria::app {
namespace {

using views::Href;
using views::Html;

std::string set_cookie(const std::string& token) { return std::string(Sessions::cookie_name) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict"; }
std::string drop_cookie() { return std::string(Sessions::cookie_name) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"; }

// The demonstration's users by agency, to be chosen from.
Html users(const Visit& v) {
    std::vector<Html> groups;
    std::set<std::string> seen;
    const auto& w = v.w();
    for (const auto& user : v.pack().users) {
        if (!v.folder->policy().here(user) || !seen.insert(user.agency).second) continue;
        const auto* agency = v.pack().agency(user.agency);
        std::vector<Html> options;
        for (const auto& u : v.pack().users)
            if (u.agency == user.agency && v.folder->policy().here(u)) options.push_back(views::option(views::value(u.id), views::flag("selected", u.id == v.field("user")), foreign(v, u.name.in(v.pack_language))));
        groups.push_back(views::optgroup(views::Attribute{"lang", v.pack_language, v.pack_language != v.w().language()}, views::attr("label", agency ? agency->name.in(v.pack_language) : user.agency), options));
    }
    return views::div(views::cls("ds-field"), views::label(views::cls("ds-label"), views::for_("user"), views::attr("data-weight", "semibold"), w("signin.user")),
                      views::p(views::id("user-help"), views::cls("help"), w("signin.no_password")),
                      views::select(views::cls("ds-input"), views::id("user"), views::name("user"), views::described_by("user-help"), groups));
}
Html token_field(const views::Words& w) {
    return views::div(views::cls("ds-field"), views::label(views::cls("ds-label"), views::for_("token"), views::attr("data-weight", "semibold"), w("signin.token")),
                      views::p(views::id("token-help"), views::cls("help"), w("signin.token_help")),
                      views::input(views::cls("ds-input"), views::type("password"), views::id("token"), views::name("token"), views::described_by("token-help"),
                                   views::attr("autocomplete", "off"), views::attr("spellcheck", "false")));
}

Result<std::string> who_signs_in(const Visit& v) {
    if (v.folder->own_clock() && !v.field("user").empty()) {
        std::string user(v.field("user"));
        TRY(v.folder->viewer(user, ""));
        return user;
    }
    std::string user = TRY(v.folder->user_of_token(v.field("token")));
    TRY(v.folder->viewer(user, ""));
    return user;
}

// What stays in the page while nobody has signed in.
views::Given waiting(const Visit& v) {
    views::Given kept;
    for (const auto& f : v.form)
        if (f.first == "_then" || f.first == "_kept") kept.push_back(f);
    return kept;
}

// Where one was going; what waited is shown filled in, to be sent by its person.
void go_on(Visit v, const std::optional<std::string>& draft) {
    v.reply = [reply = v.reply, token = v.token](http::Response r) {
        r.headers.emplace_back("Set-Cookie", set_cookie(token));
        reply(std::move(r));
    };
    auto form = draft ? views::read_form(*draft) : Result<views::Given>(views::Given());
    std::string then(views::given(form ? *form : v.form, "_then"));
    if (!draft || !form) {
        std::string asked(v.field("_then"));
        return v.reply(Pages::go_to(Href::path(asked.empty() ? "/" : asked)));
    }
    v.form = std::move(*form);
    auto* pages = v.pages;
    auto why = v.w()("signin.kept_here");
    pages->show_again(std::move(v), then, why);
}

}  // namespace

void sign_in(Visit v) { v.reply(v.pages->sign_in_page(v, "", {{"_then", "/"}}, 200)); }

void sign_in_sent(Visit v) {
    if (v.again) return v.reply(v.pages->sign_in_page(v, "", waiting(v), 200));
    auto user = who_signs_in(v);
    if (!user) return v.reply(v.pages->sign_in_page(v, v.w()("signin.wrong"), waiting(v), 403));
    std::optional<std::string> draft;
    if (auto kept = v.field("_kept"); !kept.empty()) {
        draft = v.pages->drafts().open(*user, kept);
        if (!draft && v.field("_without").empty()) return v.reply(v.pages->sign_in_page(v, v.w()("signin.not_yours"), waiting(v), 403, true));
    }
    if (v.signed_in()) v.pages->sessions().end(v.token);
    v.token = v.pages->sessions().begin(*user, v.w().language(), v.pages->drafts().mark(*user), v.pages->now_s());
    v.session = *v.pages->sessions().find(v.token, v.pages->now_s());
    v.viewer = *v.folder->viewer(*user, "");
    v.viewer.language = v.pack_language;
    go_on(std::move(v), draft);
}

void sign_out(Visit v) {
    v.pages->sessions().end(v.token);
    auto r = Pages::go_to(Href::to({"sign-in"}));
    r.headers.emplace_back("Set-Cookie", drop_cookie());
    v.reply(std::move(r));
}

// Away from here, to where the pack says, and nothing stays open behind it.
void leave(Visit v) {
    v.pages->sessions().end(v.token);
    auto r = Pages::go_to(Href::outside(v.pack().leave_page_to));
    if (!v.token.empty()) r.headers.emplace_back("Set-Cookie", drop_cookie());
    v.reply(std::move(r));
}

// Who I am, and the purpose I look with.
void me(Visit v) {
    const auto& w = v.w();
    const auto* role = v.pack().role(v.viewer.role);
    std::vector<Html> purposes;
    for (const auto& p : role ? role->purposes : std::vector<std::string>{}) {
        const auto* list = v.pack().code_list("purpose");
        const auto* code = list ? list->find(p) : nullptr;
        purposes.push_back(views::option(views::value(p), views::flag("selected", p == v.viewer.purpose), code ? foreign(v, code->name.in(v.pack_language)) : p));
    }
    const auto* agency = v.pack().agency(v.viewer.agency);
    Html about = views::facts({{std::string(w("me.user")), views::plain(user_name(v, v.viewer.user))}, {std::string(w("me.role")), views::plain(role ? foreign(v, role->name.in(v.pack_language)) : v.viewer.role)},
                               {std::string(w("me.agency")), views::plain(agency ? foreign(v, agency->name.in(v.pack_language)) : v.viewer.agency)}});
    Html choose = views::form(views::cls("form"), views::attr("method", "post"), views::action(Href::to({"me"})), views::hidden({{"_csrf", v.session.csrf}}),
                              views::div(views::cls("ds-field"), views::label(views::cls("ds-label"), views::for_("purpose"), w("me.purpose")), views::p(views::cls("help"), views::id("purpose-help"), w("me.purpose_help")),
                                         views::select(views::cls("ds-input"), views::id("purpose"), views::name("purpose"), views::described_by("purpose-help"), purposes)),
                              views::div(views::cls("buttons"), views::button(views::cls("ds-button"), views::type("submit"), w("me.save"))));
    v.reply(v.pages->paper(v, {std::string(w("me.title")), views::together({views::heading(1, w("me.title")), about, choose}), "", false, 200}));
}

void me_sent(Visit v) {
    std::string purpose(v.field("purpose"));
    auto viewer = v.folder->viewer(v.session.user, purpose);
    if (!viewer) return v.reply(v.pages->refused(v, viewer.error()));
    v.pages->sessions().set_purpose(v.token, purpose);
    v.reply(Pages::go_to(v.pages->noticed(v, Href::to({}), std::string(v.w()("me.saved")))));
}

http::Response Pages::sign_in_page(const Visit& v, std::string_view why, views::Given kept, int status, bool elsewhere) const {
    const auto& w = v.w();
    bool demonstration = v.folder->own_clock();
    Visit stranger = v;
    stranger.session = {};
    std::string title(w("signin.title"));
    Html said = why.empty() ? Html() : views::alert("warning", {views::p(why)});
    Html without = elsewhere ? views::button(views::cls("ds-button"), views::attr("data-variant", "secondary"), views::type("submit"), views::name("_without"), views::value("1"), w("signin.leave_it")) : Html();
    std::vector<Html> others;
    if (has_card(v.pack())) others.push_back(views::li(views::text_link(Href::to({"card"}), w("signin.card"))));
    if (access::stranger(v.pack())) others.push_back(views::li(views::text_link(Href::to({"report"}).with("lang", w.language()), w("signin.report"))));
    if (may_check_letters(v)) others.push_back(views::li(views::text_link(Href::to({"letter"}).with("lang", w.language()), w("letter.title"))));
    Html content = views::together({views::heading(1, title), said, views::lead(w(demonstration ? "signin.demonstration" : "signin.real")),
                                    views::form(views::id("form"), views::cls("form"), views::attr("method", "post"), views::action(Href::to({"sign-in"}).with("lang", w.language())), views::hidden(kept), demonstration ? users(v) : token_field(w),
                                                views::div(views::cls("buttons"), views::button(views::cls("ds-button"), views::type("submit"), w("signin.submit")), without)),
                                    others.empty() ? Html() : views::section(views::cls("part"), views::heading(2, w("signin.without")), views::ul(views::cls("acts"), others))});
    Paper p{title, std::move(content), "", false, status};
    p.sends = !views::given(kept, "_kept").empty();
    if (p.sends) stranger.request.path = "/sign-in";
    return paper(stranger, std::move(p));
}

}  // namespace soria::app
