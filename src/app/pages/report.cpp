// A report in the street: four answers, read once more, sent, and a code to quote.
#include "access/stranger.hpp"
#include "app/pages/screens.hpp"
#include "views/pages_card.hpp"
#include "views/pages_case.hpp"
#include "views/pages_part.hpp"
#include "views/report_steps.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;
using views::Html;

const domain::CommandType& receive() { return *domain::command_type("receive-report"); }

}  // namespace

void preset_place(const Visit& v, const access::Viewer& who, views::Form& form) {
    const auto* agency = v.pack().agency(who.agency);
    const auto* regions = v.pack().code_list("region");
    for (auto& f : form.fields) {
        if (f.name == "channel")
            for (const auto& o : f.options)
                if (o.value == who.kind) f.preset = o.value;
        if (f.name == "region" && agency && regions)
            for (const auto& r : regions->values)
                if (!agency->city.empty() && r.name.in("en") == agency->city) f.preset = r.id;
    }
}

namespace {
// Somebody who has not signed in reports by the channels for which the pages have words.
views::Form make(const Visit& v) {
    auto form = form_of(receive(), {v.pack(), v.w(), v.pack_language, nullptr});
    preset_unknown(form);
    if (v.signed_in()) {
        preset_place(v, v.viewer, form);
        return form;
    }
    few_people(form);
    for (auto& f : form.fields) {
        if (f.name != "channel") continue;
        f.label = std::string(v.w()("public.channel"));
        std::erase_if(f.options, [&](auto& o) { return !v.w().has("public.channel." + o.value); });
        for (auto& o : f.options) o.label = std::string(v.w()("public.channel." + o.value));
    }
    return form;
}
views::Given sent_along(const Visit& v) {
    std::string key(v.field("_key"));
    views::Given along{{"_key", key.empty() ? random_hex(16) : key}};
    if (v.signed_in()) along.emplace_back("_csrf", v.session.csrf);
    return along;
}
// Without a session the language travels in the address.
Href address(const Visit& v) { return v.signed_in() ? Href::to({"report"}) : Href::to({"report"}).with("lang", v.w().language()); }

views::ReportPlace place(const Visit& v) {
    views::ReportPlace p{address(v), sent_along(v), v.pack().emergency_number, v.folder->today().text(), false, {}, {}};
    if (v.signed_in()) return p;
    const auto& w = v.w();
    p.above = views::p(w("public.lead"));
    p.below = views::section(views::cls("part"), views::p(views::cls("note"), w("card.history")), views::p(views::text_link(Href::to({"sign-in"}), w("public.sign_in"))));
    return p;
}
Paper drawn(const Visit& v, views::ReportStep step, bool sends = true) {
    Paper p{std::move(step.title), std::move(step.content), "report", false, step.status};
    p.untitled = p.alone = !v.signed_in();
    p.sends = sends;
    return p;
}
Paper read_once_more(const Visit& v, const Html& said, int status) {
    auto answers = views::check_answers(make(v), v.form, {address(v), sent_along(v), "", {}}, v.w());
    return drawn(v, {views::ReportStep::Does::show, status, std::string(v.w()("report.check")), views::together({said, answers}), {}});
}

// Who signs in reports as themselves; whose session has ended signs in again; the public reports where the pack lets it.
bool let_in(Visit& v) {
    if (v.signed_in()) {
        if (v.request.method != "POST" || v.field("_csrf") == v.session.csrf) return true;
        v.pages->from_another_session(std::move(v));
        return false;
    }
    auto stranger = access::stranger(v.pack());
    if (stranger && v.field("_csrf").empty()) {
        v.viewer = *stranger;
        v.viewer.language = v.pack_language;
        return true;
    }
    v.reply(v.pages->sign_in_instead(v));
    return false;
}

http::Response received(const Visit& v, const CommandAnswer& a) {
    views::Received r;
    r.number = v.pack().emergency_number;
    r.repeated = a.repeated;
    for (const auto& [what, text] : a.answer)
        if (what == "report") r.code = text;
    return v.pages->paper(v, drawn(v, {views::ReportStep::Does::show, 200, std::string(v.w()("public.sent")), views::received_page(r, v.w()), {}}, false));
}

// Beyond so many at once nobody's report is taken, and the page that says so sends this one with one press.
http::Response too_many(const Visit& v, int64_t seconds) {
    auto said = views::alert("danger", {views::p(v.w().count("public.too_many", (seconds + 59) / 60))});
    auto r = v.pages->paper(v, read_once_more(v, said, 429));
    r.headers.emplace_back("Retry-After", std::to_string(seconds));
    return r;
}

http::Response told(const Visit& v, const CommandAnswer& a) {
    std::string code;
    for (const auto& [what, text] : a.answer)
        if (what == "report") code = text;
    std::string line = v.w()("report.sent", {{"code", code}});
    if (a.repeated) line += " " + std::string(v.w()("done.repeated"));
    for (const auto& advice : a.advice) line += " " + advice_line(v, advice);
    return Pages::go_to(v.pages->noticed(v, Href::to({"reports", code}), line));
}

}  // namespace

void few_people(views::Form& report) {
    constexpr size_t people_max = 10;
    for (auto& f : report.fields)
        if (f.name == "people") f.groups_max = people_max;
}
void preset_unknown(views::Form& report) {
    for (auto& f : report.fields)
        for (auto& each : f.fields) {
            bool can_wait = each.name == "gender" || each.name == "citizenship_group";
            for (const auto& o : each.options)
                if (can_wait && o.value == "unknown") each.preset = o.value;
        }
}

void report_form(Visit v) {
    if (!let_in(v)) return;
    auto form = make(v);
    v.reply(v.pages->paper(v, drawn(v, views::report_asked(form, views::presets(form), {}, place(v), v.w()))));
}

void report_sent(Visit v) {
    if (!let_in(v)) return;
    auto form = make(v);
    auto steps = views::given_all(v.form, "_step");
    if (v.again && (steps.empty() || steps.back() != views::language_step)) {      // read once more, whatever was asked for
        std::erase_if(v.form, [](auto& f) { return f.first == "_step"; });
        v.form.emplace_back("_step", "check");
    }
    v.form = with_days(form, compacted(receive().fields(), std::move(v.form)));
    auto step = views::report_step(form, v.form, place(v), v.w());
    if (step.does != views::ReportStep::Does::send) return v.reply(v.pages->paper(v, drawn(v, std::move(step))));
    v.form = compacted(receive().fields(), std::move(v.form));
    if (v.field("_key").empty()) return v.reply(v.pages->paper(v, read_once_more(v, {}, 200)));
    if (!v.signed_in())
        if (auto seconds = v.pages->strangers().take(v.pages->now_s())) return v.reply(too_many(v, seconds));
    auto* pages = v.pages;
    pages->act(std::move(v), receive(), [form](const Visit& v, const Result<CommandAnswer>& a) {
        if (a) return v.signed_in() ? told(v, *a) : received(v, *a);
        auto asked = drawn(v, views::report_asked(form, v.form, errors_of(v, a.error(), form), place(v), v.w()));
        asked.status = status_of(a.error());
        return v.pages->paper(v, std::move(asked));
    });
}

namespace {

views::Facts person_facts(const Visit& v, const object& p) {
    const auto& w = v.w();
    auto country = text_of(p, "citizenship"), tongue = text_of(p, "language");
    return {{std::string(w("field.full_name")), text_of(p, "full_name")},
            {field_word(v, "other_names"), anything(v, p, "other_names")},
            {field_word(v, "documents"), anything(v, p, "documents")},
            {std::string(w("field.gender")), code_name(v, "gender", text_of(p, "gender"))},
            {std::string(w("field.age")), code_name(v, "age-band", text_of(p, "age_band"))},
            {std::string(w("case.child")), is_true(p, "maybe_child") ? std::string(w("case.may_be_child")) : ""},
            {std::string(w("field.born")), w.day(text_of(p, "born"))},
            {std::string(w("field.citizenship")), country.empty() ? code_name(v, "citizenship-group", text_of(p, "citizenship_group")) : option_label(countries_in(w.language()), country)},
            {std::string(w("field.language")), tongue.empty() ? "" : option_label(languages_in(w.language()), tongue)},
            {std::string(w("field.contact")), text_of(p, "contact")}};
}

// Each screening with what was seen beside each sign, and whom to call.
Html screened(const Visit& v, const object& body) {
    std::vector<views::ScreeningMade> made;
    std::vector<std::string> call;
    for (const auto& e : list_of(body, "screened")) {
        const auto& o = e.get_object();
        const auto* list = v.pack().list(text_of(o, "list"));
        views::ScreeningMade m{list ? foreign(v, list->name.in(v.pack_language)) : text_of(o, "list"), agency_name(v, text_of(o, "agency")), text_of(o, "day"), text_of(o, "note"),
                               number_of(o, "seen"), number_of(o, "listed"), {}};
        for (const auto& i : list_of(o, "indicators")) {
            auto id = text_of(i.get_object(), "indicator");
            const auto* sign = list ? list->find(id) : nullptr;
            m.signs.emplace_back(sign ? foreign(v, sign->text.in(v.pack_language)) : id, text_of(i.get_object(), "evidence"));
        }
        made.push_back(std::move(m));
    }
    if (made.empty()) return {};
    for (const auto& c : list_of(body, "call"))
        if (c.is_string()) call.push_back(agency_name(v, std::string(c.get_string())));
    return views::screenings_made(made, call, v.pack().emergency_number, v.w());
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
        for (const auto& each : list_of(body, "people")) r.people.push_back({text_of(each.get_object(), "code"), person_facts(v, each.get_object()), likely_or_ask(v, each.get_object())});
        for (const char* command : {"screen-report", "open-case"}) {
            if (!role_may(v, command)) continue;
            Href to = command == std::string_view("screen-report") ? Href::to({"reports", r.code, "screen"}) : Href::to({"do", command}).with("report", r.code);
            r.acts.push_back({foreign(v, title_of_command(v.pack(), command, v.pack_language)), std::move(to)});
        }
        r.screenings = screened(v, body);
        r.withheld = withheld_line(v, body);
        return Paper{std::string(w("report.title")) + " " + r.code, views::report_page(r, w), "", false, 200, {}, false, true};
    });
}

}  // namespace soria::app
