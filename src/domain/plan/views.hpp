#pragma once
// Work on the plan's measures, one row for each: what /api/v1/work lists. Its history is its stream.
#include "domain/core/rows.hpp"

namespace soria::domain {

struct WorkRow {
    static constexpr std::string_view table = "works";
    static constexpr size_t key_columns = 1;
    static std::vector<Index> indexes() { return {{"by_measure", {2, 3, 4}}, {"by_due", {3, 5, 6}}, {"by_since", {4}}}; }
    Public<Id> id;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<Name> kind;                   // by the event that opened it: course, forum, project ...
    Public<Date> since;
    Public<Name> state;
    Public<std::optional<Date>> due;
    Public<AgencyRef> agency;
    Public<Name> about, region;
    Public<Name> title;
    Public<int64_t> planned, done;       // kroner, or people
    Public<Name> country;                // of a project, a step of a treaty, a dialogue
};
BOOST_DESCRIBE_STRUCT(WorkRow, (), (id, code, measure, kind, since, state, due, agency, about, region, title, planned, done, country))

// What work is, by the event that opened it: milestone, appropriation, course; and the kind of its stream, which several share.
struct WorkKind { std::string_view name; StreamKind stream; };
const std::vector<WorkKind>& work_kinds();
std::optional<StreamKind> stream_of_work(std::string_view kind);

}  // namespace soria::domain
