#pragma once
// One part of a case: what is due, what is recorded, what I can do now, who can see it. And the screening of a report.
#include "views/pages_case.hpp"

namespace soria::views {

// A button that does a command at once, because the page shows all that it needs; a link to its form when nothing is sent, or to
// why there is no button.
struct AtOnce { std::string label, about; Href to = Href::to({}); Given sent; std::string before = {}; };
// acts: none, or one for each row; an empty label is no button. codes: what stands first in a row is one.
struct PartTable { Table table; std::vector<AtOnce> acts; bool codes = false; };

struct PartPage {
    std::string code, title, printed_by, printed_on;
    bool may_be_child = false;
    std::vector<Begin> parts;                // the case's parts; the one that is shown has no address of its own
    std::vector<CaseClock> clocks;
    std::vector<CaseDuty> duties;            // those that are not done
    Facts facts;
    std::vector<PartTable> tables;
    std::vector<CaseEvent> events;
    std::vector<ActGroup> acts;
    bool readers = false;                    // may ask who has looked
    std::vector<SeenBy> seen_by;
    std::string withheld;
};
Html part_page(const PartPage&, const Words&);

// --- screening ---

struct ListChoice { std::string value, name; int64_t signs = 0; bool own = false; };
Html screening_choice(std::string_view report, const std::vector<ListChoice>&, const Words&);

struct SignGroup { std::string heading; std::vector<std::pair<std::string, std::string>> signs; };   // id and text
struct ScreeningPage {
    std::string report, name, rule;          // of the list
    std::vector<SignGroup> groups;
    Given given, hidden;                     // evidence.SIGN is what was seen of a sign
    FieldErrors errors;
    std::string note_label;
};
Html screening_page(const ScreeningPage&, const Words&);

struct ScreeningMade { std::string list, agency, day, note; int64_t seen = 0, listed = 0; std::vector<std::pair<std::string, std::string>> signs; };   // text and evidence
Html screenings_made(const std::vector<ScreeningMade>&, const std::vector<std::string>& call, std::string_view emergency_number, const Words&);

}  // namespace soria::views
