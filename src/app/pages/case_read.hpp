#pragma once
// What the page of a case and the pages of its parts read of a case's look (case.cpp).
#include <set>

#include "app/pages/screens.hpp"
#include "views/pages_case.hpp"

namespace soria::app {

struct CaseTable { std::string_view list; views::Table table; };

std::string event_words(const Visit&, const json::bj::object& entry);      // what happened, and to which clock or duty
std::string case_code(const json::bj::object& body);      // a provider sees its own order, and the case by its code alone
std::vector<CaseTable> case_tables(const Visit&, const json::bj::object& body);
std::vector<views::ActGroup> case_acts(const Visit&, const json::bj::object& body, const std::vector<std::string_view>& themes = {});    // none: all
std::vector<views::Begin> case_parts(const Visit&, const json::bj::object& body);
// Which agency sees what of it, of these classes; none: of all.
std::vector<views::SeenBy> case_seen_by(const Visit&, const json::bj::object& body, const std::set<std::string_view>& classes);
bool can_do(const json::bj::object& body, std::string_view command);
views::CasePage read_case(const Visit&, const json::bj::object& body);

}  // namespace soria::app
