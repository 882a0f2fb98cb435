#pragma once
// The pack's figures, evaluated over the counts of events: as of any day, from the beginning or within a time.
#include <map>
#include <optional>
#include <set>

#include "base/core/table.hpp"
#include "pack/pack.hpp"

namespace soria::app {

struct Span { Date from, until; };       // until: not included
inline const Span always{Date(-1'000'000), Date(1'000'000)};

// A share's 95 % interval by Wilson's score (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), in percent.
struct Interval { double low, high; };
Interval wilson(int64_t part, int64_t whole);

// A median's 95 % interval from the order of what was observed: the sign test turned round (W. J. Conover, Practical Nonparametric
// Statistics, 3rd ed. 1999, section 3.2). Ranks from 1; none of fewer than six.
struct Ranks { int64_t low, high; };
std::optional<Ranks> median_ranks(int64_t n);

// What stands in a breakdown; no number where the rule of small numbers holds it back.
struct Portion { std::string value; std::optional<int64_t> n; };
struct Breakdown { std::string field; std::vector<Portion> portions; };
// A table by two things, of which every line's sum is told: holds back what is below, and more until no line has one cell alone that is held back.
void protect_table(std::vector<std::vector<Portion>>& lines, int64_t below);
// Holds back what is below; and if that is one portion alone, the next smallest too, for the rest would tell it.
void protect(std::vector<Portion>&, int64_t below);

// Of one group of a change: of those asked before, so many agreed; after likewise. The change is in percent points.
struct GroupChange { std::string group; int64_t part_before, before, part_after, after; double change; Interval interval; };
struct Value_ {
    std::optional<double> value;         // none: nothing to compute it from
    int64_t n = 0;                       // of a share: among how many; of a median: of how many; of a change: asked before and after
    std::vector<GroupChange> groups;     // of a change, those that were asked both times
    std::optional<int64_t> target;
    std::optional<Interval> interval;
    int64_t part = 0;                    // of a share: of those, how many
    std::map<std::string, int64_t> events;   // how many of each type it was computed from, each once
    std::map<std::string, Date> last;    // the day of the last of each
    // Of people so few that one could be known.
    bool small(const pack::Figure&, int64_t below) const;
};
struct Occurred { int64_t n = 0; Date last; };

// Reads each count once and keeps it, for all figures of one look.
class Figures {
public:
    Figures(const pack::Pack& pack, RowReader& rows, Date today) : pack_(pack), rows_(rows), today_(today) {}
    Result<Value_> value(const pack::Figure&, Span);
    Result<std::vector<Breakdown>> breakdowns(const pack::Figure&, Span);
    Result<Breakdown> exact(const pack::Figure&, const std::string& field, Span);        // nothing of it held back
    // By each value of a field: how many of these events, or one of their fields added up.
    Result<std::map<std::string, int64_t>> by_field(const std::string& event, const std::string& field, Span, const std::string& sum = {});
    Result<std::map<std::string, Occurred>> occurred(const std::string& event, const std::string& field, Span);
    // The values of a field in the events that a figure counts, and in those only.
    Result<std::set<std::string>> values(const pack::Figure&, const std::string& field, Span);

private:
    struct Cell { std::vector<std::pair<std::string, std::string>> fields; int64_t n; Date last; };
    using Cells = std::vector<Cell>;
    Result<const Cells*> cells(const std::string& event, const std::string& part, Span);
    Result<std::map<std::string, int64_t>> sum(const pack::Term&, const std::string& by, Span);
    Result<int64_t> sum(const std::vector<pack::Term>&, Span);
    Status count_events(const std::vector<const pack::Term*>&, Span, Value_&);
    Result<Value_> share(const pack::Figure&, Span);
    Result<Value_> median(const pack::Figure&, Span);
    Result<Value_> change(const pack::Figure&, Span);
    const pack::Pack& pack_;
    RowReader& rows_;
    Date today_;                         // what falls due later has not
    std::map<std::tuple<std::string, std::string, int32_t, int32_t>, Cells> known_;
};

}  // namespace soria::app
