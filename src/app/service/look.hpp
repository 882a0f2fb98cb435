#pragma once
// What may be looked at. Every look goes through access::disclose and says whose data it shows; the door records the look
// before the answer leaves.
#include "app/service/load.hpp"
#include "domain/core/bond.hpp"

namespace soria::app {

struct Look {
    json::bj::object body;
    std::vector<Id> subjects;            // whose data the answer shows
    std::string what;                    // for the journal of reads
    std::string etag;                    // for If-Match; empty: no command goes by it
};

struct Asked {
    access::Viewer viewer;
    std::optional<Date> as_of;           // what was recorded by the end of that day
    std::string cursor;
    size_t limit = 50;
};

Result<Look> look_national(Folder&, const Asked&);
Result<Look> look_desk(Folder&, const Asked&);
Result<Look> look_cases(Folder&, const Asked&);                       // of the viewer's agency, in pages
Result<Look> look_case(Folder&, const Asked&, std::string_view code);
Result<Look> look_report(Folder&, const Asked&, std::string_view code);
Result<Look> look_persons(Folder&, const Asked&, std::string_view name);
Result<Look> look_matches(Folder&, const Asked&, std::string_view person_code);   // who that person may be
Result<Look> look_reviews(Folder&, const Asked&);                     // questions of identity that the viewer's agency is asked to judge
Result<Look> look_match(Folder&, const Asked&, std::string_view code);
Result<Look> look_blind(Folder&, const Asked&);                       // blind questions asked and received
Result<Look> look_letter(Folder&, const Asked&, std::string_view code);
Result<Look> look_houses(Folder&, const Asked&);
Result<Look> look_indicator_lists(Folder&, const Asked&);
Result<Look> look_htcds(Folder&, const Asked&, std::string_view names);    // rows of the standard, in pages; names: standard, xlsform
Result<Look> look_readers(Folder&, const Asked&, std::string_view case_code);
Result<Look> look_law(Folder&, const Asked&, std::string_view case_code);
Result<Look> look_gate(Folder&, const Asked&, std::string_view method, std::string_view offence);
// How many past and running clocks another length would have made shorter or longer, and by how many days in all; of every one of them.
struct LengthTried { int64_t looked_at = 0, shorter = 0, longer = 0, same = 0, no_rule = 0, days = 0; };
Result<LengthTried> try_length(const pack::Law& other, RowReader&, std::string_view clock, Date until);
Result<Look> look_simulation(Folder&, const Asked&, std::string_view clock, Period);
Result<Look> look_plan(Folder&, const Asked&);
Result<Look> look_measure(Folder&, const Asked&, std::string_view number);
Result<Look> look_works(Folder&, const Asked&, const std::string& measure, const std::string& kind, const std::string& words);
Result<Look> look_work(Folder&, const Asked&, std::string_view code);
Result<Look> look_figures(Folder&, const Asked&);
Result<Look> look_figure(Folder&, const Asked&, std::string_view id);   // and what may be known of the work behind it
Result<Look> look_annual(Folder&, const Asked&, std::string_view year);
Result<Look> look_sheet(Folder&, const Asked&, std::string_view number);
Result<Look> look_ministry(Folder&, const Asked&, std::string_view id);
Result<Look> look_return(Folder&, const Asked&, std::string_view id, std::string_view year);
Result<Look> look_steps(Folder&, const Asked&);
using EstimateParameters = std::map<std::string, std::string>;        // of the route /api/v1/estimate
Result<Look> look_estimate(Folder&, const Asked&, const EstimateParameters&);
Result<Look> look_pack(Folder&, const Asked&);
Result<Look> look_demonstration(Folder&, const Asked&);               // what made-up data follow
json::bj::object demonstration_figures(const pack::Pack&, std::string_view language);
Result<Look> look_rule(Folder&, const Asked&, std::string_view id);   // of the pack, in words

}  // namespace soria::app
