#pragma once
// One case, its law and its readers; one report; the answers of a report before it is sent.
#include "views/forms.hpp"
#include "views/shell.hpp"

namespace soria::views {

struct CaseClock { std::string name, state, from, ends, clock; int64_t days_left = 0; bool running = false; };
struct CaseDuty { std::string what, state, due, duty; bool overdue = false, open = false; };
struct CaseEvent { std::string day, what, by; };
struct ActGroup { std::string title; std::vector<Begin> acts; };
struct Table { std::string title; std::vector<Column> columns; std::vector<std::vector<std::string>> rows; };
struct Fact { std::string what, is, law = {}; };      // law: where the law of the case explains it
using Facts = std::vector<Fact>;

struct SeenBy { std::string agency, classes; };

struct CasePage {
    std::string code, printed_by, printed_on;
    std::vector<Begin> parts;               // pages of their own (pages_part.hpp)
    bool may_be_child = false;
    Facts about, person;
    std::vector<CaseClock> clocks;
    std::vector<CaseDuty> duties;
    std::vector<ActGroup> acts;
    std::vector<Table> tables;
    std::vector<CaseEvent> timeline;
    Html may_be;                            // who the person may be, of those this viewer may know of
    Html joined;                            // with whom the person is one (pages_match.hpp)
    std::string person_code;                // empty: not this viewer's to know
    std::string report;                     // its code, when the viewer may know of it
    std::string withheld;                   // what is not shown, in a sentence; empty: nothing
    bool law = false, readers = false;      // may read its law, and who has looked
    std::vector<SeenBy> seen_by;
    std::string warning;                    // said above everything; empty: none
};
Html case_page(const CasePage&, const Words&);
// What its parts show too. Each date leads to its rule.
Html case_clocks(const std::string& code, const std::vector<CaseClock>&, const Words&);
Html case_duties(const std::string& code, const std::vector<CaseDuty>&, const Words&);
// Links between the case's parts; `current` is the title of the one that is shown, or empty.
Html part_links(const std::vector<Begin>&, std::string_view current, const Words&);
Html case_facts(const std::string& code, const Facts&);
Html case_acts(const std::vector<ActGroup>&, const Words&);
Html case_events(const std::vector<CaseEvent>&, const Words&);
Html printed_line(const std::string& code, const std::string& by, const std::string& on, const Words&);

// A rule at work: a clock, a duty, a safeguard, a route.
struct RuleAtWork {
    std::string id, title, state, rule, source, computation, change;
    bool good = false, bad = false;
    std::vector<std::string> facts;         // each in a sentence
    Facts more;
};
struct LawPart { std::string title, nothing; std::vector<RuleAtWork> rules; };
struct LawPage { std::string code, printed_by, printed_on; std::vector<LawPart> parts; };
Html law_page(const LawPage&, const Words&);

struct ReaderLine { std::string day, time, by, agency, purpose, what; };
Html readers_page(std::string_view code, const std::vector<ReaderLine>&, const Words&);

struct ReportPerson { std::string code; Facts facts; Html may_be; };   // may_be: who that may be (pages_match.hpp)
struct ReportPage { std::string code, printed_by, printed_on; Facts about; std::vector<ReportPerson> people; std::vector<Begin> acts; Html screenings; std::string withheld; };
Html report_page(const ReportPage&, const Words&);

// Check your answers: what was written, a way back, and the button that sends it.
Html check_answers(const Form&, const Given&, const Sending&, const Words&);
Html danger(std::string_view number, const Words&);       // nothing without a number

}  // namespace soria::views
