#pragma once
// A form for every command, made from its declaration and the pack.
#include "domain/core/command_type.hpp"
#include "pack/pack.hpp"
#include "views/forms.hpp"

namespace soria::app {

struct FormOf {
    const pack::Pack& pack;
    const views::Words& words;
    std::string language;                          // of the pack's own words: nb or en
    const json::bj::object* about = nullptr;       // the case, as this viewer sees it: its referrals, orders, people
    std::string_view agency = {};                  // the viewer's
};

// The language of the pack's words for a page in `language`: its own, else English.
std::string pack_language(const pack::Pack&, std::string_view language);

views::Form form_of(const domain::CommandType&, const FormOf&);
std::string title_of_command(const pack::Pack&, std::string_view command, std::string_view language);

// Names in the page's language, in the order of that language.
const std::vector<views::Option>& countries_in(const std::string& language);
const std::vector<views::Option>& languages_in(const std::string& language);

}  // namespace soria::app
