#pragma once
// Which commands a case's page offers: those that the case, as this viewer sees it, leaves something to do for. What a look does not say
// hides no button: the command itself is judged by decide and by the law, as from every other door.
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace soria::app {

// A command about one row of the case, which it names by `field`: the rows it can still be about are in one of these states.
struct AboutRow {
    std::string_view command, field, list;
    std::vector<std::string_view> states, tells;     // no states: any; tells: what its option says
    std::string_view own;                            // the field that must name the viewer's agency; empty: none
};
const AboutRow* about_row(std::string_view command);
bool can_be_about(const AboutRow&, const json::bj::object& row, std::string_view agency);

bool is_offered(std::string_view command, const json::bj::object& the_case, std::string_view agency);

}  // namespace soria::app
