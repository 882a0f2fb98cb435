#pragma once
// What somebody may read and write without signing in: the card for the person, and what a report of the public ends with.
#include "views/shell.hpp"

namespace soria::views {

struct CardLine { std::string text; bool assumed = false; };           // assumed: no law says it yet
struct CardHelp { std::string name, does; bool assumed = false; };

struct CardPage {
    std::string number;                    // to call when in danger; empty: the pack has none
    std::string day;                       // of the law that it tells
    std::vector<CardLine> rights, routes;
    std::vector<CardHelp> help;
    bool may_report = false;               // anybody may, without signing in
    std::vector<LanguageChoice> languages;
};
Html card_page(const CardPage&, const Words&);
Html card_languages(const std::vector<LanguageChoice>&, const Words&);     // each by its own name

// What a letter proves, for whoever was shown it. `known`: there is one with that code.
struct LetterPage {
    Href to = Href::to({});
    std::string given, error, what, until;
    bool known = false, holds = false;
};
Html letter_page(const LetterPage&, const Words&);

// The code to quote. It opens nothing without signing in.
struct Received { std::string code, number; bool repeated = false; };
Html received_page(const Received&, const Words&);

}  // namespace soria::views
