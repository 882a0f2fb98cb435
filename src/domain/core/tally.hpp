#pragma once
// What happened, counted by day and by the clear fields of each type of event: what the plan's figures are computed from. The
// counts are the program's own and know no pack: a figure is declared in the pack and evaluated when somebody looks, so that
// another pack asks other questions of the same rows (docs/decisions/0034-figures.md).
#include <map>
#include <set>

#include "domain/core/rows.hpp"

namespace soria::domain {

// So many events of that type on that day, in that part: "" every event, "by.FIELD" by a field apart from those, "first" the first
// of its type in its stream, "sum.FIELD" a field added up, "in.FIELD" what a list holds, "days.EVENT" by how many days after that
// other event.
// The cell is "field=value;field=value".
struct CountRow {
    static constexpr std::string_view table = "counts";
    static constexpr size_t key_columns = 4;
    static std::vector<Index> indexes() { return {}; }
    Statistical<int32_t> type;
    Statistical<Name> part, cell;
    Statistical<Date> day;               // recorded
    Statistical<int64_t> n;
};
BOOST_DESCRIBE_STRUCT(CountRow, (), (type, part, cell, day, n))

// The day of an event that later ones of its stream are measured from.
struct FirstRow {
    static constexpr std::string_view table = "firsts";
    static constexpr size_t key_columns = 3;
    static std::vector<Index> indexes() { return {}; }
    Public<Id> id;                       // of the stream
    StatusOf<int32_t> type;
    StatusOf<Name> which;                // "order=3", or empty; after a sign "~" when the next event of the pair takes it away
    StatusOf<Date> day;
};
BOOST_DESCRIBE_STRUCT(FirstRow, (), (id, type, which, day))

Status tally(Rows&, const EventRecord&);

// What is counted of a type of event: a pack's figures may ask for this and for nothing else.
struct Counted {
    std::map<std::string, std::string> fields;   // name -> type, as docs/format/ledger.md names it
    std::vector<std::vector<std::string>> groups;   // fields counted together; the first has every event, a flag alone only where it is true
    std::set<std::string> sums, days;            // fields added up; events that days are counted from
    bool first = false;                          // the first of its stream
    std::string first_by;                        // ... for each value of that field
    bool people = false;                         // it happened to somebody: a person's, a case's, a report's or a contact's
    bool due = false;                            // once more on the day it falls due, or on its own when that is later
};
const std::map<std::string, Counted>& counted();

// Which two events of a stream the days between are counted: those that agree in these fields. `once`: from the first of the one to the
// first of the other; else from the latest of the one to the next of the other, each used once.
struct Pairing { std::string_view from_by, to_by; bool once; };
std::optional<Pairing> pairing(std::string_view from, std::string_view to);

}  // namespace soria::domain
