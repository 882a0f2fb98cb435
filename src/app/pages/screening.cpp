// The screening of a report: a list is chosen, what was seen stands beside each of its signs, and the reading ends with whom to call.
#include <algorithm>

#include "app/pages/screens.hpp"
#include "views/pages_part.hpp"

namespace soria::app {
namespace {

using json::bj::object;
using views::Href;

constexpr std::string_view evidence = "evidence.";

// The list that is asked for, by its id or by the code of a list derived from it, with the signs that it has.
struct Chosen {
    const pack::IndicatorList* list = nullptr;
    std::string derived, title;                // code and title of the agency's own
    std::vector<std::string> signs;            // of a derived one; empty: all
};

std::vector<std::string> spaced(const std::string& text) {
    std::vector<std::string> out;
    for (size_t at = 0; at < text.size();) {
        auto one = text.substr(at, text.find(' ', at) - at);
        at += one.size() + 1;
        if (!one.empty()) out.push_back(one);
    }
    return out;
}

bool for_this(const pack::IndicatorList& l, const Visit& v) {
    return std::any_of(l.for_kinds.begin(), l.for_kinds.end(), [&](auto& k) { return k == "all" || k == v.viewer.kind; });
}

// Of the lists' look: the newest edition of each derived list.
std::map<std::string, const object*> derived_in(const object& body) {
    std::map<std::string, const object*> newest;
    for (const auto& e : list_of(body, "derived")) {
        const auto& o = e.get_object();
        auto& at = newest[text_of(o, "code")];
        if (!at || number_of(o, "edition") > number_of(*at, "edition")) at = &o;
    }
    return newest;
}

Chosen choose(const Visit& v, const object& body, const std::string& list, const std::string& derived) {
    Chosen c;
    if (derived.empty()) {
        c.list = v.pack().list(list);
        return c;
    }
    auto all = derived_in(body);
    auto own = all.find(derived);
    if (own == all.end()) return c;
    c.list = v.pack().list(text_of(*own->second, "from"));
    c.derived = derived;
    c.title = text_of(*own->second, "title");
    c.signs = spaced(text_of(*own->second, "indicators"));
    return c;
}

Paper choice(const Visit& v, const object& body, const std::string& report) {
    std::vector<views::ListChoice> lists;
    for (const auto& [code, o] : derived_in(body)) lists.push_back({code, text_of(*o, "title"), int64_t(spaced(text_of(*o, "indicators")).size()), true});
    for (bool mine : {true, false})            // those of the profession first, then the others
        for (const auto& l : v.pack().lists) {
            if (for_this(l, v) != mine) continue;
            int64_t n = 0;
            for (const auto& g : l.groups) n += int64_t(g.items.size());
            lists.push_back({l.id, foreign(v, l.name.in(v.pack_language)), n, false});
        }
    return {std::string(v.w()("screen.title")), views::screening_choice(report, lists, v.w()), "", false, 200};
}

Paper asked(const Visit& v, const Chosen& c, const std::string& report, const views::Given& given, views::FieldErrors errors, int status) {
    const auto& w = v.w();
    views::ScreeningPage s;
    s.report = report;
    s.name = c.derived.empty() ? foreign(v, c.list->name.in(v.pack_language)) : c.title;
    if (c.list->rule) s.rule = foreign(v, c.list->rule->in(v.pack_language));
    for (const auto& g : c.list->groups) {
        views::SignGroup group{g.heading ? foreign(v, g.heading->in(v.pack_language)) : "", {}};
        for (const auto& i : g.items)
            if (c.signs.empty() || std::find(c.signs.begin(), c.signs.end(), i.id) != c.signs.end()) group.signs.emplace_back(i.id, foreign(v, i.text.in(v.pack_language)));
        if (!group.signs.empty()) s.groups.push_back(std::move(group));
    }
    std::string key(v.field("_key"));
    s.hidden = {{"_csrf", v.session.csrf}, {"_key", key.empty() ? random_hex(16) : key}, {"list", c.list->id}};
    if (!c.derived.empty()) s.hidden.emplace_back("derived", c.derived);
    s.given = given;
    s.errors = std::move(errors);
    s.note_label = std::string(w("field.note"));
    std::string title(w("screen.title"));
    return {s.errors.empty() ? title : w("form.error_title", {{"title", title}}), views::screening_page(s, w), "", false, status, {}, false, false, true};
}

// Who those of the report may be, of whom this viewer may know: before a sign is looked for, and never part of the screening itself.
views::Html may_be(const Visit& v, const object& report) {
    views::Html all;
    for (const auto& each : list_of(report, "people")) all += likely_or_ask(v, each.get_object());
    return all;
}

// What was written beside the signs becomes the command's indicators, in the order of the list.
views::Given command_of(const Chosen& c, const views::Given& posted, const std::string& report) {
    views::Given out{{"report", report}, {"list", c.list->id}};
    if (!c.derived.empty()) out.emplace_back("derived", c.derived);
    size_t n = 0;
    for (const auto& g : c.list->groups)
        for (const auto& i : g.items) {
            auto seen = views::given(posted, std::string(evidence) + i.id);
            if (seen.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
            std::string at = "indicators." + std::to_string(n++) + ".";
            out.emplace_back(at + "indicator", i.id);
            out.emplace_back(at + "evidence", std::string(seen));
        }
    out.emplace_back("note", std::string(views::given(posted, "note")));
    out.emplace_back("_key", std::string(views::given(posted, "_key")));
    return out;
}

// The sign that a fault is about: the command numbers those that were given.
std::string sign_at(const views::Given& command, const std::string& where) {
    auto field = field_at(where);
    auto at = field.rfind(".evidence");
    auto sign = at == std::string::npos ? std::string_view() : views::given(command, field.substr(0, at) + ".indicator");
    return sign.empty() ? std::string() : std::string(evidence) + std::string(sign);
}

http::Response sent(const Visit& v, const Result<CommandAnswer>& a, const Chosen& c, const std::string& report, const views::Given& posted) {
    if (!a) {
        views::FieldError f{sign_at(v.form, a.error().where), foreign(v, a.error().because), {}};
        if (auto more = why(v, a.error()); !more.empty()) f.more.push_back(std::move(more));
        return v.pages->paper(v, asked(v, c, report, posted, {f}, status_of(a.error())));
    }
    std::string line = std::string(v.w()("screen.title")) + ": " + std::string(v.w()(a->repeated ? "done.repeated" : "done.done"));
    return Pages::go_to(v.pages->noticed(v, Href::to({"reports", report}), line).at("screened"));      // the reading, and whom to call
}

}  // namespace

void screen_form(Visit v) {
    auto code = parse_code(v.path[0]);
    if (!code) return v.reply(v.pages->refused(v, code.error()));
    // Two reads, each recorded before what it found is shown: the report's people, then the lists.
    auto shared = std::make_shared<Visit>(v);
    auto report = std::make_shared<object>();
    v.reply = [shared, report, code = *code](http::Response) {
        auto* pages = shared->pages;
        pages->look(std::move(*shared), "indicator-lists", {}, {}, [code, report](const Visit& v, const object& body) {
            auto c = choose(v, body, v.request.param("list").value_or(""), v.request.param("derived").value_or(""));
            auto paper = c.list ? asked(v, c, code, {}, {}, 200) : choice(v, body, code);
            paper.content += may_be(v, *report);
            return paper;
        });
    };
    auto* pages = v.pages;
    pages->look_any(std::move(v), "report", {*code}, {}, [report](const Visit&, const Result<Look>& found) {
        if (found) *report = found->body;
        return http::Response();
    });
}

void screen_sent(Visit v) {
    auto code = parse_code(v.path[0]);
    if (!code) return v.reply(v.pages->refused(v, code.error()));
    Chosen c;
    c.list = v.pack().list(std::string(v.field("list")));
    if (!c.list) return v.reply(v.pages->refused(v, "problem.no_page"));
    c.derived = c.title = std::string(v.field("derived").substr(0, 40));
    for (const auto& [name, value] : v.form)                       // the form has a field for every sign that it showed
        if (name.rfind(evidence, 0) == 0) c.signs.push_back(name.substr(evidence.size()));
    if (v.again) {
        auto given = v.form;
        return v.reply(v.pages->paper(v, asked(v, c, *code, given, {}, 200)));
    }
    auto posted = v.form;
    v.form = command_of(c, posted, *code);
    auto* pages = v.pages;
    pages->act(std::move(v), *domain::command_type("screen-report"), [c, code = *code, posted](const Visit& v, const Result<CommandAnswer>& a) { return sent(v, a, c, code, posted); });
}

}  // namespace soria::app
