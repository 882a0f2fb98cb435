#pragma once
// The screens, one function for each route of page_routes(). What a screen shows is a typed struct of src/views, filled from the
// body of a look and from nothing else.
#include "app/pages/pages.hpp"
#include "views/pages_match.hpp"

namespace soria::app {

// sign_in.cpp
void sign_in(Visit);
void sign_in_sent(Visit);
void sign_out(Visit);
void leave(Visit);
void me(Visit);
void me_sent(Visit);
// desk.cpp
void desk(Visit);
void desk_changes(Visit);
void find(Visit);
void find_sent(Visit);
// answers.cpp
void answer_page(Visit);         // what a form was answered
// report.cpp
// What the agency's kind and city say is chosen already. Age is never: it decides who must be told.
void preset_place(const Visit&, const access::Viewer& who, views::Form& report);
void few_people(views::Form& report);          // as many as a report of the public, or of a phone, has room for when each of its fields is full
void preset_unknown(views::Form& report);      // that gender and citizenship are not known is an answer
void report_form(Visit);
void report_sent(Visit);
void report_page(Visit);
// phone.cpp
void phone_page(Visit);
void phone_enrol(Visit);
void phone_forget(Visit);
void phone_kit(Visit);
void phone_worker(Visit);
void phone_sealed(Visit);
// card.cpp
bool has_card(const pack::Pack&);
void card_choice(Visit);
void letter_form(Visit);
void letter_sent(Visit);
bool may_check_letters(const Visit&);          // whoever has not signed in
void card(Visit);                // in the language that the address names
// case.cpp
void case_page(Visit);
void case_changes(Visit);
void case_law(Visit);
void case_readers(Visit);
// case_parts.cpp
void case_part(Visit);           // /cases/CODE/PART: person, services, sharing, child, return
// screening.cpp
void screen_form(Visit);
void screen_sent(Visit);
// match.cpp
void matches_page(Visit);
void reviews_page(Visit);
void question_page(Visit);
void blind_page(Visit);
// plan.cpp
void plan_page(Visit);
void measure_page(Visit);
void national_page(Visit);
void houses_page(Visit);
// plan_report.cpp
void reports_page(Visit);
void annual_page(Visit);
void annual_csv(Visit);
void ministry_page(Visit);
void ministry_csv(Visit);
void return_page(Visit);
void return_csv(Visit);
void measure_csv(Visit);
void figure_page(Visit);
// work.cpp
void works_page(Visit);
void work_page(Visit);
// estimate.cpp
void estimate_page(Visit);
// act.cpp
void act_form(Visit);            // /do/COMMAND
void act_sent(Visit);
void case_act_form(Visit);       // /cases/CODE/do/COMMAND
void case_act_sent(Visit);

// --- reading a look's body ---
std::string text_of(const json::bj::object&, std::string_view key);           // empty when it is not there, withheld or null
int64_t number_of(const json::bj::object&, std::string_view key, int64_t otherwise = 0);
bool is_true(const json::bj::object&, std::string_view key);
const json::bj::array& list_of(const json::bj::object&, std::string_view key);        // empty when it is not there
const json::bj::object& object_of(const json::bj::object&, std::string_view key);

// --- names in the page's language ---
std::string agency_name(const Visit&, const std::string& id);
std::string service_name(const Visit&, const std::string& id);
std::string code_name(const Visit&, std::string_view list, const std::string& id);
// figure_words.cpp
std::string number_in(const Visit&, double);                                  // grouped, and with the language's decimal sign
std::optional<double> number_of_json(const json::bj::value*);                 // nothing for what is no number
std::string advice_line(const Visit&, const std::string& advice);             // what a command's answer advises, as a sentence
std::string figure_value(const Visit&, const json::bj::object& figure);
std::string figure_part(const Visit&, std::string_view field, const std::string& id);
std::string list_of_parts(const Visit&, const std::string& field, const std::vector<std::string>& ids);     // as `field` of figure_part
std::string user_name(const Visit&, const std::string& id);
std::string state_word(const Visit&, const std::string& state);
std::string foreign_text(const Visit&, const json::bj::object&, std::string_view key);      // a sentence of the pack's, as a look has it
std::string class_names(const Visit&, std::string_view ids);                  // "identity status": by name
std::string option_label(const std::vector<views::Option>&, std::string_view value);
std::string field_word(const Visit&, std::string_view key);                   // what a field of a look is called
std::string field_word(const Visit&, std::string_view list, std::string_view key);     // in one list another word than elsewhere
std::string computed(const Visit&, std::string_view);                         // "2006-10-17 + P6M = 2007-04-17" with days and periods in words
// Any one value of a look in words: a code by its list, a day, yes or no. Empty for what is withheld or not known.
std::string anything(const Visit&, const json::bj::object&, std::string_view key);
// What a look left out, and by which rules, in one sentence; empty when nothing.
std::string withheld_line(const Visit&, const json::bj::object& body);
// Of a look's body (match.cpp): who somebody may be or is joined with, and what both have of the law.
std::vector<views::LikelyPerson> people_in(const Visit&, const json::bj::object&, std::string_view list);
views::Html likely_or_ask(const Visit&, const json::bj::object& person);
std::vector<std::string> conflicts_in(const Visit&, const json::bj::object&);
// Whether the viewer's role may do this at all; the relation to one thing is judged when it is asked.
bool role_may(const Visit&, std::string_view command);

struct CaseTheme { std::string_view key; std::vector<std::string_view> commands; };
const std::vector<CaseTheme>& case_themes();

}  // namespace soria::app
