#pragma once
// What a pack says about its figures and its promises: declared here, computed from the counts of events when somebody looks.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/core/date.hpp"

namespace soria::pack {

struct Text {
    std::map<std::string, std::string> by_language;
    const std::string& in(std::string_view language) const;
    bool empty() const { return by_language.empty(); }
};
struct Basis {
    std::string source, where;
    Text note;
    int line_first = 0, line_last = 0;
    bool assumption() const;
    std::string text(std::string_view language = "en") const;   // "plan, 5.5, lines 1042-1045 (note)"
};

// Events of one type, all of them or those whose fields have one of these values: how many, a field of theirs added up, or
// only the first of each stream; or each on the day it fell due, and not before.
struct Term {
    std::string event, sum;
    bool first = false, due = false;
    std::map<std::string, std::vector<std::string>> where;
};
// How a share changed between two values of a field, as in surveys before and after: in each group by itself, then over all groups.
struct ShareChange {
    std::string event, part, whole;      // both are fields that are added up: how many agreed, of how many
    std::string field, before, after;
    std::string each;                    // the field that parts the groups
    std::map<std::string, std::vector<std::string>> where;
};
struct Figure {
    enum class Form { count, share, median, change, none };
    std::string id, unit, kind;          // kind: new, under-follow-up, presumed, identified; empty: not of people's stages
    std::vector<std::string> measures, by;
    Text name, limits, says_why;
    Form form = Form::none;
    std::vector<Term> plus, less, of;    // less: what has ended; of: what a share is a share of
    std::string from, to;                // a median is of the days between these two events of one stream
    std::map<std::string, std::vector<std::string>> where;   // of the event it ends with
    ShareChange change;
    std::vector<Term> target;            // what it is to come to, added up; such a figure has no value before its first event
    bool quarters = false;               // told by quarter too, never finer
    bool this_year = false, people = false, unduplicated = false;
    bool during = false;                 // of a time: what had begun by its end, less what had ended before it
    bool level = false;                  // of a time: what stands at its end; else what happened in it
    Basis basis;
};
// When a measure is delivered, by rule. works: it goes on, and its figures show that it does. once: by the first of what its
// figures count. considers: when its conclusion is published, whatever it says.
struct Promise { std::string id, kind; std::vector<std::string> begun_by, delivered_by; Basis basis; };
// What an event says about a measure's own plan, whatever its figures say.
struct PlanEvent { std::string event, says, measure; };
struct SmallNumbers { std::string id; Text name; int64_t below = 0; Basis basis; };
struct Unit { std::string id; Text name; };
// A way that a case goes: its median, and whether whoever began it and has not come to its end is waiting.
struct Step { std::string id, time; Text name; bool waits = false; Basis basis; };

// Another law that is tried on past cases, shown with these measures: a clock under another length.
struct Trial { std::string id, clock; Text name; Period length; std::vector<std::string> measures; Basis basis; };

// A report that is filled from figures: the annual report, or a return that somebody abroad asks for. What it cannot say, it says.
struct Question { std::string id; Text asks, cannot; std::vector<std::string> figures, by; Basis basis; };
struct Section { std::string id; Text name; std::vector<Question> questions; };
struct ReportForm { std::string id, kind; Text name; std::vector<Section> sections; Basis basis; };   // annual, return

// What the program counts of an event: a figure asks for this and for nothing else.
struct CountedEvent {
    std::map<std::string, std::string> fields;   // name -> type
    std::vector<std::vector<std::string>> groups;   // fields counted together; the first has every event, a flag alone only where it is true
    std::set<std::string> sums, days;            // fields added up; events that days are counted from
    bool first = false;                          // the first of its stream
    std::string first_by;                        // ... for each value of that field
    bool people = false;                         // it happened to somebody
    bool due = false;                            // once more, on the day it falls due
};

}  // namespace soria::pack
