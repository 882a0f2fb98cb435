#include "views/pages_card.hpp"

#include "views/pages_case.hpp"

namespace soria::views {
namespace {

Html lines(const std::vector<CardLine>& all) {
    std::vector<Html> list;
    for (const auto& l : all) list.push_back(li(l.text, l.assumed ? std::string("\xC2\xA0*") : std::string()));
    return ul(cls("plain"), list);
}
Html language_list(const std::vector<LanguageChoice>& all, const Words& w) {
    std::vector<Html> list;
    for (const auto& l : all)
        list.push_back(li(a(cls("ds-link"), href(Href::to({"card", l.code})), lang(l.code), dir(right_to_left(l.code) ? "rtl" : "ltr"), attr("hreflang", l.code),
                            Attribute{"aria-current", "true", l.code == w.language()}, l.name)));
    return ul(cls("languages"), list);
}

}  // namespace

Html card_languages(const std::vector<LanguageChoice>& all, const Words& w) {
    return together({heading(1, w("card.choose")), language_list(all, w), p(cls("note"), w("card.history"))});
}

Html card_page(const CardPage& c, const Words& w) {
    bool any_assumed = false;
    std::vector<std::pair<std::string, Html>> help;
    for (const auto& h : c.help) {
        help.emplace_back(h.name + (h.assumed ? "\xC2\xA0*" : ""), plain(h.does));
        any_assumed = any_assumed || h.assumed;
    }
    for (const auto* list : {&c.rights, &c.routes})
        for (const auto& l : *list) any_assumed = any_assumed || l.assumed;
    std::vector<Html> told;
    for (const char* key : {"card.private.name", "card.private.consent", "card.private.withdraw"}) told.push_back(li(w(key)));
    return together({heading(1, w("card.title")), lead(w("card.lead")), danger(c.number, w), part(w("card.rights"), lines(c.rights)),
                     c.routes.empty() ? Html() : part(w("card.routes"), together({lines(c.routes), p(w("card.routes_note"))})),
                     part(w("card.private"), ul(cls("plain"), told)), part(w("card.help"), together({facts(help), p(w("card.no_numbers"))})),
                     any_assumed ? p(cls("about"), w("card.assumed")) : Html(), p(cls("about printed"), w("card.printed", {{"day", w.day(c.day)}})),
                     p(cls("about screen"), w("card.history")),
                     div(cls("buttons"), button(cls("ds-button"), attr("data-variant", "secondary"), type("button"), flag("data-print"), flag("hidden"), w("print.print")),
                         c.may_report ? link_button(Href::to({"report"}).with("lang", w.language()), w("card.report"), "secondary") : Html()),
                     section(cls("part screen"), heading(2, w("card.languages")), language_list(c.languages, w))});
}

Html letter_page(const LetterPage& l, const Words& w) {
    Html wrong = l.error.empty() ? Html() : div(id("f-code-error"), cls("ds-validation-message"), attr("data-color", "danger"), attr("role", "alert"), p(l.error));
    Html found = l.known ? alert(l.holds ? "success" : "warning", {p(w(l.holds ? "letter.holds" : "letter.not_held", {{"what", l.what}, {"until", w.day(l.until)}}))}) : Html();
    return together({heading(1, w("letter.title")), lead(w("letter.lead")), found,
                     form(cls("form"), attr("method", "post"), action(l.to),
                          div(cls("ds-field"), label(cls("ds-label"), for_("f-code"), attr("data-weight", "semibold"), w("find.code")), p(id("f-code-help"), cls("help"), w("letter.help")),
                              input(cls("ds-input medium"), type("text"), id("f-code"), name("code"), value(l.given), described_by(l.error.empty() ? "f-code-help" : "f-code-help f-code-error"),
                                    attr("autocomplete", "off"), attr("autocapitalize", "characters"), attr("spellcheck", "false"), attr("maxlength", "32"),
                                    Attribute{"aria-invalid", "true", !l.error.empty()}),
                              wrong),
                          div(cls("buttons"), button(cls("ds-button"), type("submit"), w("letter.check")))),
                     p(cls("note"), w("card.history"))});
}

Html received_page(const Received& r, const Words& w) {
    return together({heading(1, w("public.sent")), p(w("public.code")), p(cls("figure"), bdi(cls("code"), r.code)), r.repeated ? p(w("done.repeated")) : Html(), p(w("public.code_help")),
                     p(w("public.next")), danger(r.number, w), p(text_link(Href::to({"card", w.language()}), w("signin.card"))), p(cls("note"), w("card.history"))});
}

}  // namespace soria::views
