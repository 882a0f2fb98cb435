#pragma once
// What is around every page: where one is, who one is, the way out.
#include <string>
#include <vector>

#include "views/html.hpp"
#include "views/words.hpp"

namespace soria::views {

struct Begin { std::string label; Href to = Href::to({}); };      // something to do, by name

struct LanguageChoice { std::string code, name; };

struct Shell {
    std::string title;                     // of the page; the document's title adds the house's name
    std::string here = "/";                // the path, for the choice of language
    Html tasks, person;                    // work_menu and signed_in; empty: nobody has signed in
    std::string demonstration, proposes;   // the pack's lines; the first is empty for a real folder
    std::string pack_in;                   // the language of the country's own texts, when it is not the page's
    std::string wanted_language;           // asked for, and not there; empty: none
    std::vector<LanguageChoice> languages;
    std::string style, script;             // names below /assets
    std::string island;                    // another script, of this page alone; empty: none
    Href home = Href::to({});              // where the house's name leads
    std::string notice;                    // what was just done
    bool wide = false;                     // tables
};

inline constexpr std::string_view language_step = "language";     // the _step that only shows the form again

std::string page(const Shell&, const Words&, Parts content);
// Of a page with a form, whose language is changed by sending it, so that nothing written is lost: the link at the top, and the buttons
// below the form, where Enter in a field does not press them.
Html to_languages(const Words&);
Html languages_of_form(std::string_view here, const std::vector<LanguageChoice>&);
// For whoever has signed in (shell_work.cpp): the menu, with which of it this is: desk, report, find; and who they are, by name.
// `figures`: who may see what the country counts has its pages there too.
Html work_menu(std::string_view current, bool figures, const Words&);
Html signed_in(std::string_view user, std::string_view agency, std::string_view csrf, const Words&);

// Small parts that every screen uses.
Html code_link(Href to, std::string_view code);
Html heading(int level, std::string_view text);
Html lead(std::string_view text);
Html tag(std::string_view text, std::string_view color = "neutral");   // neutral, info, success, warning, danger
Html alert(std::string_view color, Parts);
Html facts(const std::vector<std::pair<std::string, Html>>&);           // a list of names and what they are; empty ones left out
Html link_button(Href to, std::string_view text, std::string_view variant = "primary");
Html text_link(Href to, std::string_view text);
Html plain(std::string_view text);                                     // a text as Html, escaped like every other

struct Column { std::string head; bool number = false; };
Column words_of(const Words&, const char* key);
Column number_of(const Words&, const char* key);
// A table that scrolls by itself when it is wider than the page. Below a heading that says the same its caption is for screen readers alone.
enum class Caption : uint8_t { seen, unseen };
Html data_table(std::string_view caption, const std::vector<Column>&, const std::vector<std::vector<Html>>& rows, Caption = Caption::seen);

// A part of a page under its heading.
Html part(std::string_view title, const Html& content);

}  // namespace soria::views
