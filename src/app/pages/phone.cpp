// A phone that keeps its own report page: enrolled here once, given the worker and its kit, and heard when it delivers what waited.
#include <algorithm>

#include "app/pages/assets.hpp"
#include "app/pages/brotli.hpp"
#include "app/pages/screens.hpp"
#include "views/phone.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;
using views::Html;

const domain::CommandType& receive() { return *domain::command_type("receive-report"); }

std::optional<Phone> phone_of(const Visit& v) { return v.pages->phones().by_token(cookie(v.request.header("cookie").value_or(""), Phones::cookie_name)); }

views::Form form_in(const Visit& v, const std::string& language) {
    const auto& words = v.pages->words(language);
    auto form = form_of(receive(), {v.pack(), words, pack_language(v.pack(), language), nullptr});
    preset_unknown(form);
    few_people(form);
    if (auto phone = phone_of(v))
        if (auto who = v.folder->policy().viewer(phone->user, "")) preset_place(v, *who, form);
    for (auto& f : form.fields) std::erase_if(f.fields, [](auto& each) { return each.name == "documents"; });      // nobody's passport is kept on a phone
    return form;
}

// A browser knows the names of countries and languages in every language: the kit has their codes, and the worker says them
// (`named` in web/worker.js).
void without_names(views::Form& form) {
    auto leave_to_the_browser = [](views::Field& f, const char* kind) {
        for (auto& o : f.options) o.label = kind;
        std::sort(f.options.begin(), f.options.end(), [](auto& a, auto& b) { return a.value < b.value; });
    };
    for (auto& each : form.fields)
        for (auto& f : each.fields) {
            if (f.name == "citizenship") leave_to_the_browser(f, "@region");
            if (f.name == "language") leave_to_the_browser(f, "@language");
        }
}

std::string kit_of(const Visit& v, const std::string& language) {
    const auto& pages = v.pack().pages;
    auto text = [&](const std::string& l) { return pages.count(l) ? std::string_view(pages.at(l)) : std::string_view(); };
    std::string spoken = pack_language(v.pack(), language), languages, all;
    for (const auto& [code, unused] : pages) languages += (languages.empty() ? "" : ";") + code + "=" + std::string(v.pages->words(code).name());
    auto say = [&](const char* key, std::string_view value) {
        if (!value.empty()) all += std::string("@") + key + "\t" + std::string(value) + "\n";
    };
    say("demonstration", v.pages->demonstration_line(v.pages->words(language)));
    say("proposes", std::string(v.pages->words(language)("shell.proposes")));
    say("style", asset_name("soria.css"));
    say("script", asset_name("soria.js"));
    say("island", asset_name("phone.js"));
    say("emergency", v.pack().emergency_number);
    say("languages", languages);
    auto form = form_in(v, language);
    without_names(form);
    return views::write_kit(language, views::phone_words(text(language), text("en")) + all, form);
}

http::Response problem(int status, const std::string& because) {
    http::Response r;
    r.status = status;
    r.body = json::write(object{{"because", because}}) + "\n";
    return r;
}

}  // namespace

void phone_page(Visit v) {
    const auto& w = v.w();
    auto phone = phone_of(v);
    if (!phone && !v.signed_in()) return v.reply(v.pages->sign_in_page(v, "", {{"_then", "/phone/"}}, 401));
    std::string title(w("phone.title"));
    Html body;
    if (phone) {
        body = views::together({views::p(views::id("ready"), views::cls("ds-paragraph"), views::attr("role", "status"), w("phone.getting_ready")),
                         views::p(views::cls("note"), w("phone.needs_script"))});
    } else {
        auto n = int64_t(v.pages->phones().of_user(v.session.user).size());
        auto button = [&](const char* to, const char* key, const char* variant) {
            return views::form(views::attr("method", "post"), views::action(Href::to({"phone", to})), views::hidden({{"_csrf", v.session.csrf}}),
                               views::button(views::cls("ds-button"), views::attr("data-variant", variant), views::type("submit"), w(key)));
        };
        body = views::together({views::lead(w("phone.enrol_lead")), views::p(views::cls("ds-paragraph"), w("phone.what_is_kept")), button("enrol", "phone.enrol", "primary"),
                         n ? views::together({views::p(views::cls("ds-paragraph"), w.count("phone.enrolled", n)), button("forget", "phone.forget", "secondary")}) : Html()});
    }
    Paper paper{title, views::together({views::heading(1, title), body}), "", false, 200};
    if (phone) paper.island = "phone.js";
    v.reply(v.pages->paper(v, std::move(paper)));
}

void phone_enrol(Visit v) {
    auto token = v.pages->phones().enrol(v.session.user, v.folder->today());
    if (!token) return v.reply(v.pages->refused(v, token.error()));
    auto r = Pages::go_to(Href::path("/phone/").with("lang", v.w().language()));      // which the phone keeps
    r.headers.emplace_back("Set-Cookie", std::string(Phones::cookie_name) + "=" + *token + "; Path=/phone/; HttpOnly; SameSite=Strict; Max-Age=34560000");
    v.reply(std::move(r));
}

void phone_forget(Visit v) {
    if (auto ok = v.pages->phones().forget(v.session.user); !ok) return v.reply(v.pages->refused(v, ok.error()));
    v.reply(Pages::go_to(v.pages->noticed(v, Href::to({}), std::string(v.w()("phone.forgotten")))));
}

void phone_kit(Visit v) {
    if (!v.pages->has_words(v.path[0]) || !v.pack().pages.count(v.path[0])) return v.reply(problem(404, "there is no such kit"));
    v.reply(v.pages->file(v, kit_of(v, v.path[0]), "text/plain; charset=utf-8", false));
}

// The worker, with what it must know: whose phone, which key, which files. Another phone, another pack or another program gives
// other bytes, and the browser takes the new worker.
void phone_worker(Visit v) {
    auto phone = phone_of(v);
    if (!phone) return v.reply(problem(404, "there is no such file"));
    json::bj::array files, languages;
    for (const char* name : {"soria.css", "soria.js", "phone.js", "engine.wasm"}) files.push_back(json::bj::value("/assets/" + std::string(asset_name(name))));
    files.push_back("/assets/soria.svg");
    for (const auto& a : assets())
        if (a.name.rfind("icon.", 0) == 0) files.push_back(json::bj::value("/assets/" + std::string(a.name)));
    std::string all;
    for (const auto& [code, unused] : v.pack().pages) {
        languages.push_back(json::bj::value(code));
        all += kit_of(v, code);
    }
    object knows{{"phone", phone->id}, {"key", v.pages->phones().public_key()}, {"policy", Pages::policy_text()}, {"files", files}, {"engine", "/assets/" + std::string(asset_name("engine.wasm"))},
                 {"languages", languages}, {"kits", std::to_string(std::hash<std::string>{}(all))}};
    std::string_view worker;
    for (const auto& a : assets())
        if (a.name == asset_name("sw.js")) worker = a.bytes;
    v.reply(v.pages->file(v, "self.soria=" + json::write(knows) + ";\n" + std::string(worker), "text/javascript; charset=utf-8", true));
}

// A sealed report. It says itself whose phone wrote it and carries its key, so that it counts once however often it arrives.
void phone_sealed(Visit v) {
    if (!phone_of(v)) return v.reply(problem(403, std::string(v.w()("phone.not_enrolled"))));
    if (v.request.body.size() > Phones::sealed_bytes_max) return v.reply(problem(413, std::string(v.w()("phone.too_large"))));
    auto clear = v.pages->phones().open(v.request.body);
    if (!clear) return v.reply(problem(400, std::string(v.w()("phone.not_sealed"))));
    auto packet = views::read_form(*clear);
    if (!packet) return v.reply(problem(400, packet.error().because));
    auto wrote = v.pages->phones().by_id(views::given(*packet, "_phone"));
    std::string key(views::given(*packet, "_key"));
    if (!wrote) return v.reply(problem(403, std::string(v.w()("phone.not_enrolled"))));
    if (key.size() != 32 || key.find_first_not_of("0123456789abcdef") != std::string::npos) return v.reply(problem(400, "the report carries no key"));
    auto viewer = v.folder->policy().viewer(wrote->user, "");
    if (!viewer) return v.reply(problem(403, viewer.error().because));
    v.viewer = *viewer;
    v.viewer.language = v.pack_language;
    v.form.clear();
    for (auto& f : *packet)
        if (!f.first.empty() && f.first[0] != '_') v.form.push_back(f);
    auto today = v.folder->today();
    auto form = form_in(v, v.w().language());
    v.form = with_days(form, std::move(v.form));
    if (auto errors = views::check(form, v.form, v.w(), today.text()); !errors.empty()) return v.reply(problem(422, errors[0].what));
    // The day it was written counts, unless the phone's clock says a day before it was enrolled or one that has not been.
    auto written = Date::parse(views::given(*packet, "_today"));
    if (views::given(v.form, "happened").empty() && written && *written >= wrote->enrolled && *written <= today) v.form.emplace_back("happened", written->text());
    v.form.emplace_back("_key", key);
    auto* pages = v.pages;
    pages->act(std::move(v), receive(), [](const Visit&, const Result<CommandAnswer>& a) {
        if (!a) return problem(status_of(a.error()), a.error().because);
        http::Response r;
        r.status = a->repeated ? 200 : 201;
        r.body = json::write(object{{"repeated", a->repeated}}) + "\n";
        return r;
    }, *clear);
}

}  // namespace soria::app
