// A report in the street: four answers, read once more, sent, and a code to quote.
#include "app/pages/screens.hpp"
#include "views/pages_case.hpp"
#include "views/report_steps.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;
using views::Html;

const domain::CommandType& receive() { return *domain::command_type("receive-report"); }
views::Form make(const Visit& v) { return form_of(receive(), {v.pack(), v.w(), v.pack_language, nullptr}); }
views::Given sent_along(const Visit& v) {
    std::string key(v.field("_key"));
    return {{"_csrf", v.session.csrf}, {"_key", key.empty() ? random_hex(16) : key}};
}

views::ReportPlace place(const Visit& v) {
    return {Href::to({"report"}), sent_along(v), v.pack().emergency_number, v.folder->today().text(), false};
}
Paper drawn(views::ReportStep step) { return {std::move(step.title), std::move(step.content), "report", false, step.status}; }

}  // namespace

void report_form(Visit v) { v.reply(v.pages->paper(v, drawn(views::report_asked(make(v), v.form, {}, place(v), v.w())))); }

void report_sent(Visit v) {
    auto form = make(v);
    auto step = views::report_step(form, v.form, place(v), v.w());
    if (step.does != views::ReportStep::Does::send) return v.reply(v.pages->paper(v, drawn(std::move(step))));
    auto* pages = v.pages;
    pages->act(std::move(v), receive(), [form](const Visit& v, const Result<CommandAnswer>& a) {
        if (!a) {
            auto asked = drawn(views::report_asked(form, compacted(receive().fields(), v.form), errors_of(a.error(), v.w(), form), place(v), v.w()));
            asked.status = status_of(a.error());
            return v.pages->paper(v, std::move(asked));
        }
        std::string code;
        for (const auto& [what, text] : a->answer)
            if (what == "report") code = text;
        std::string line = v.w()("report.sent", {{"code", code}});
        if (a->repeated) line += " " + std::string(v.w()("done.repeated"));
        for (const auto& advice : a->advice) line += " " + advice;
        return Pages::go_to(v.pages->noticed(v, Href::to({"reports", code}), line));
    });
}

namespace {

views::Facts person_facts(const Visit& v, const object& p) {
    const auto& w = v.w();
    auto country = text_of(p, "citizenship"), tongue = text_of(p, "language");
    return {{std::string(w("field.full_name")), text_of(p, "full_name")},
            {std::string(w("field.gender")), code_name(v, "gender", text_of(p, "gender"))},
            {std::string(w("field.age")), code_name(v, "age-band", text_of(p, "age_band"))},
            {std::string(w("case.child")), is_true(p, "maybe_child") ? std::string(w("case.may_be_child")) : ""},
            {std::string(w("field.born")), w.day(text_of(p, "born"))},
            {std::string(w("field.citizenship")), country.empty() ? code_name(v, "citizenship-group", text_of(p, "citizenship_group")) : option_label(countries_in(w.language()), country)},
            {std::string(w("field.language")), tongue.empty() ? "" : option_label(languages_in(w.language()), tongue)},
            {std::string(w("field.contact")), text_of(p, "contact")}};
}

}  // namespace

void report_page(Visit v) {
    auto* pages = v.pages;
    std::string code = v.path[0];
    pages->look(std::move(v), "report", {code}, {}, [](const Visit& v, const object& body) {
        const auto& w = v.w();
        views::ReportPage r;
        r.code = text_of(body, "code");
        r.printed_by = user_name(v, v.viewer.user);
        r.printed_on = text_of(body, "as_of");
        r.about = {{std::string(w("report.from")), agency_name(v, text_of(body, "agency"))},
                   {std::string(w("field.channel")), code_name(v, "channel", text_of(body, "channel"))},
                   {std::string(w("field.region")), code_name(v, "region", text_of(body, "region"))},
                   {std::string(w("field.form")), code_name(v, "form", text_of(body, "form"))},
                   {std::string(w("case.period")), w.day(text_of(body, "period"))},
                   {std::string(w("field.seen")), text_of(body, "seen")},
                   {std::string(w("field.place")), text_of(body, "place")},
                   {std::string(w("report.screenings")), std::to_string(number_of(body, "screenings"))}};
        for (const auto& each : list_of(body, "people")) r.people.push_back({text_of(each.get_object(), "code"), person_facts(v, each.get_object()), views::likely_people(people_in(v, each.get_object(), "may_be"), w)});
        for (const char* command : {"screen-report", "open-case"})
            if (role_may(v, command)) r.acts.push_back({title_of_command(v.pack(), command, v.pack_language), Href::to({"do", command}).with("report", r.code)});
        r.withheld = withheld_line(v, body);
        return Paper{std::string(w("report.title")) + " " + r.code, views::report_page(r, w), "", false, 200};
    });
}

}  // namespace soria::app
