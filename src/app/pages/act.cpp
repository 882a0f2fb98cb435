// A form for every command, and what becomes of it.
#include "app/http/path.hpp"
#include "app/pages/screens.hpp"
#include "domain/plan/views.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;
using views::Html;

views::Given sent_along(const Visit& v) {
    std::string key(v.field("_key"));
    return {{"_csrf", v.session.csrf}, {"_key", key.empty() ? random_hex(16) : key}};
}

Href address(const std::string& case_code, std::string_view command) {
    return case_code.empty() ? Href::to({"do", command}) : Href::to({"cases", case_code, "do", command});
}

// Where a form is about one case, its code is sent along and not asked.
views::Form make(const Visit& v, const domain::CommandType& type, const std::string& case_code, const object* about) {
    auto form = form_of(type, {v.pack(), v.w(), v.pack_language, about, v.viewer.agency});
    for (auto& f : form.fields)
        if (f.name == "case" && !case_code.empty()) f.fixed = true;
    return form;
}

Paper draw(const Visit& v, const views::Form& form, const std::string& case_code, const views::Given& given, const views::FieldErrors& errors, int status) {
    const auto& w = v.w();
    views::Given all = given;
    if (!case_code.empty()) all.emplace_back("case", case_code);
    Html about = case_code.empty() ? Html() : views::p(views::cls("about"), w("act.about_case"), " ", views::code_link(Href::to({"cases", case_code}), case_code));
    Html intro = form.intro.empty() ? Html() : views::lead(form.intro);
    std::string title = errors.empty() ? form.title : std::string(w("form.error_title", {{"title", form.title}}));
    return {title, views::together({views::heading(1, form.title), about, intro, views::form_page(form, all, errors, {address(case_code, form.id), sent_along(v), ""}, w)}), "", false, status, {}, false, false, true};
}

// What was given in the address fills the form in: ?referral=1.
views::Given from_address(const Visit& v, const views::Form& form) {
    views::Given g = views::presets(form);
    for (const auto& [name, value] : v.request.query) std::erase_if(g, [&](auto& f) { return f.first == name; });
    for (const auto& [name, value] : v.request.query)
        for (const auto& f : form.fields)
            if (f.name == name) g.emplace_back(name, value);
    return g;
}

// What the answer says, in one line: codes of what is new, the end of a period, whom to call.
std::string told(const Visit& v, std::string_view command, const CommandAnswer& a) {
    const auto& w = v.w();
    std::string line = foreign(v, title_of_command(v.pack(), command, v.pack_language)) + ": ";
    line += w(a.repeated ? "done.repeated" : "done.done");
    for (const auto& [what, text] : a.answer) {
        if (what == "rule" || what == "computation") continue;
        std::string key = "answer." + what;
        line += " " + (w.has(key) ? std::string(w(key)) : field_word(v, what)) + ": " + (what == "ends" ? w.day(text) : text) + ".";
    }
    for (const auto& advice : a.advice) line += " " + advice_line(v, advice);
    return line;
}

// Whoever answered a question of identity comes back to it.
std::string about_match(const Visit& v) {
    auto code = parse_code(v.field("match"));
    return code ? *code : std::string();
}

// The work on the plan that was begun or gone on with: one comes to its page.
std::string about_plan(const Visit& v, const CommandAnswer& a) {
    for (const auto& kind : domain::work_kinds()) {
        std::string name(kind.name);
        for (const auto& [what, text] : a.answer)
            if (what == name && parse_code(text)) return text;
    }
    for (const auto& kind : domain::work_kinds())
        if (auto code = parse_code(v.field(kind.name))) return *code;
    return {};
}

Href after(const std::string& case_code, const std::string& match_code, const std::string& back, const CommandAnswer& a) {
    for (const auto& [what, text] : a.answer) {
        if (what == "case") return Href::to({"cases", text});
        if (what == "report") return Href::to({"reports", text});
    }
    if (!match_code.empty()) return Href::to({"matches", match_code});
    // A part of the case comes back to itself.
    if (!case_code.empty() && back.rfind("/cases/" + case_code + "/", 0) == 0) return Href::path(back);
    return case_code.empty() ? Href::to({}) : Href::to({"cases", case_code});
}

// The house that the address names is for others than the case is of.
std::string house_warning(const Visit& v, const object& the_case) {
    auto code = v.request.param("house");
    for (const auto& e : list_of(the_case, "houses")) {
        auto is = text_of(e.get_object(), "audience"), wanted = text_of(the_case, "audience");
        if (code && text_of(e.get_object(), "code") == *code && is != wanted)
            return v.w()("beds.other_audience", {{"house", *code}, {"is", code_name(v, "audience", is)}, {"wanted", code_name(v, "audience", wanted)}});
    }
    return {};
}

const domain::CommandType* command_of(Visit& v, const std::string& name) {
    const auto* type = domain::command_type(name);
    if (type) return type;
    v.reply(v.pages->refused(v, "problem.no_page"));
    return nullptr;
}

// A form about a case stands beside what this viewer may see of it when it is shown again, as when it was asked for. Who may see nothing
// of it is shown what they sent, and why it was refused.
void show_again(Visit v, const domain::CommandType& type, const std::string& case_code, views::FieldErrors errors, int status) {
    auto drawn = [&type, case_code, errors = std::move(errors), status](const Visit& v, const object* about) {
        auto paper = draw(v, make(v, type, case_code, about), case_code, v.form, errors, status);
        if (about) paper.of_case = case_code, paper.seen = Live::hash_of_case(*about);
        return v.pages->paper(v, std::move(paper));
    };
    auto* pages = v.pages;
    if (case_code.empty()) return v.reply(drawn(v, nullptr));
    pages->look_any(std::move(v), "case", {case_code}, {}, [drawn](const Visit& v, const Result<Look>& found) { return drawn(v, found ? &found->body : nullptr); });
}

// What was refused is answered by showing the form again, which is a look at the case: the reply to the command starts it.
struct Again { std::function<void()> show; };

void send(Visit v, const domain::CommandType& type, const std::string& case_code) {
    auto form = make(v, type, case_code, nullptr);
    if (!case_code.empty()) {
        std::erase_if(v.form, [](auto& f) { return f.first == "case"; });
        v.form.emplace_back("case", case_code);
    }
    v.form = with_days(form, compacted(type.fields(), std::move(v.form)));
    if (views::regrouped(form, v.form) || v.again) return show_again(std::move(v), type, case_code, {}, 200);
    if (auto errors = views::check(form, v.form, v.w()); !errors.empty()) return show_again(std::move(v), type, case_code, std::move(errors), 422);
    auto* pages = v.pages;
    auto again = std::make_shared<Again>();
    auto reply = std::exchange(v.reply, [again, reply = v.reply](http::Response r) { again->show ? again->show() : reply(std::move(r)); });
    pages->act(std::move(v), type, [&type, case_code, form, again, reply](const Visit& v, const Result<CommandAnswer>& a) {
        if (a) {
            auto work = case_code.empty() ? about_plan(v, *a) : std::string();
            auto to = work.empty() ? after(case_code, about_match(v), std::string(v.field("_back")), *a) : Href::to({"plan", "work", work});
            return Pages::go_to(v.pages->noticed(v, std::move(to), told(v, type.name, *a)));
        }
        Visit refused = v;
        refused.reply = reply;
        again->show = [refused, &type, case_code, errors = errors_of(v, a.error(), form), status = status_of(a.error())] { show_again(refused, type, case_code, errors, status); };
        return http::Response{};
    });
}

}  // namespace

void act_form(Visit v) {
    const auto* type = command_of(v, v.path[0]);
    if (!type) return;
    // Before a report is screened or becomes a second case: who it may be, of those whom this viewer may know of.
    if (auto report = parse_code(v.request.param("report").value_or("")); report && (type->name == "screen-report" || type->name == "open-case")) {
        auto* pages = v.pages;
        return pages->look(std::move(v), "report", {*report}, {}, [type](const Visit& v, const object& body) {
            auto form = make(v, *type, "", nullptr);
            auto paper = draw(v, form, "", from_address(v, form), {}, 200);
            Html may_be;
            for (const auto& each : list_of(body, "people")) may_be += likely_or_ask(v, each.get_object());
            paper.content += may_be;
            return paper;
        });
    }
    auto form = make(v, *type, "", nullptr);
    v.reply(v.pages->paper(v, draw(v, form, "", from_address(v, form), {}, 200)));
}
void act_sent(Visit v) {
    if (const auto* type = command_of(v, v.path[0])) send(std::move(v), *type, "");
}

// The form stands beside what this viewer may see of the case; who may see nothing of it gets no form.
void case_act_form(Visit v) {
    const auto* type = command_of(v, v.path[1]);
    if (!type) return;
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "case", {code}, {}, [type](const Visit& v, const object& body) {
        std::string code = text_of(body, "case").empty() ? text_of(body, "code") : text_of(body, "case");
        auto form = make(v, *type, code, &body);
        auto paper = draw(v, form, code, from_address(v, form), {}, 200);
        paper.of_case = code, paper.seen = Live::hash_of_case(body);
        if (auto warning = house_warning(v, body); !warning.empty()) paper.content = views::together({views::alert("warning", {views::p(warning)}), paper.content});
        return paper;
    });
}
void case_act_sent(Visit v) {
    const auto* type = command_of(v, v.path[1]);
    if (!type) return;
    auto code = parse_code(v.path[0]);
    if (!code) return v.reply(v.pages->refused(v, code.error()));
    send(std::move(v), *type, *code);
}

const std::vector<PageRoute>& page_routes() {
    constexpr auto answers = PageRoute::Posts::answers, sealed = PageRoute::Posts::sealed;
    static const std::vector<PageRoute> list{
        {"GET", "/", false, desk}, {"GET", "/desk/changes", false, desk_changes}, {"GET", "/sign-in", true, sign_in}, {"POST", "/sign-in", true, sign_in_sent}, {"POST", "/sign-out", false, sign_out},
        {"GET", "/leave", true, leave}, {"GET", "/answer/{name}", true, answer_page}, {"GET", "/me", false, me}, {"POST", "/me", false, me_sent}, {"GET", "/find", false, find}, {"POST", "/find", false, find_sent},
        {"GET", "/card", true, card_choice}, {"GET", "/card/{language}", true, card},
        {"GET", "/letter", true, letter_form}, {"POST", "/letter", true, letter_sent},
        {"GET", "/report", true, report_form}, {"POST", "/report", true, report_sent, answers}, {"GET", "/reports/{code}", false, report_page},
        {"GET", "/reports/{code}/screen", false, screen_form}, {"POST", "/reports/{code}/screen", false, screen_sent, answers},
        {"GET", "/cases/{code}", false, case_page}, {"GET", "/cases/{code}/changes", false, case_changes}, {"GET", "/cases/{code}/law", false, case_law}, {"GET", "/cases/{code}/readers", false, case_readers}, {"GET", "/cases/{code}/{part}", false, case_part},
        {"GET", "/persons/{code}/matches", false, matches_page}, {"GET", "/matches", false, reviews_page}, {"GET", "/matches/blind", false, blind_page}, {"GET", "/matches/{code}", false, question_page},
        {"GET", "/phone/", true, phone_page}, {"POST", "/phone/enrol", false, phone_enrol}, {"POST", "/phone/forget", false, phone_forget},
        {"GET", "/phone/kit/{language}", true, phone_kit}, {"GET", "/phone/sw.js", true, phone_worker}, {"POST", "/phone/sealed", true, phone_sealed, sealed},
        {"GET", "/plan/reports", false, reports_page}, {"GET", "/plan/annual", false, annual_page}, {"GET", "/plan/annual/csv", false, annual_csv},
        {"GET", "/plan/ministries/{ministry}", false, ministry_page}, {"GET", "/plan/ministries/{ministry}/csv", false, ministry_csv},
        {"GET", "/plan/returns/{return}", false, return_page}, {"GET", "/plan/returns/{return}/csv", false, return_csv},
        {"GET", "/plan/figures/{figure}", false, figure_page}, {"GET", "/plan/{number}/csv", false, measure_csv},
        {"GET", "/plan/work", false, works_page}, {"GET", "/plan/work/{code}", false, work_page},
        {"GET", "/plan", false, plan_page}, {"GET", "/plan/{number}", false, measure_page}, {"GET", "/national", false, national_page}, {"GET", "/estimate", false, estimate_page}, {"GET", "/houses", false, houses_page},
        {"GET", "/do/{command}", false, act_form}, {"POST", "/do/{command}", false, act_sent, answers},
        {"GET", "/cases/{code}/do/{command}", false, case_act_form}, {"POST", "/cases/{code}/do/{command}", false, case_act_sent, answers}};
    return list;
}

}  // namespace soria::app
