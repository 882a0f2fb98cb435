#pragma once
// How many are not seen: the verdict, the range, the picture of every model, and tables of what speaks for and against.
#include "views/shell.hpp"

namespace soria::views {

// Places across in thousandths of the picture's width, on a scale of logarithms; down in tenths of BIC from the best.
struct EstimateDot { int64_t across = 0, down = 0; std::string says; };
struct EstimateMark { int64_t across = 0; std::string says; };
struct EstimateSpan { int64_t from = 0, to = 0; std::string says; };
struct EstimateTable { std::string title, note; std::vector<Column> columns; std::vector<std::vector<std::string>> rows; };
struct EstimateChoice { std::string from, until, today, by, each, method; };

struct EstimatePage {
    EstimateChoice choice;
    std::string verdict, color;
    std::vector<std::string> reasons, lines;      // lines: the range first
    std::vector<EstimateDot> dots;                // none: there is no estimate, and no picture
    std::vector<EstimateMark> marks;
    std::vector<EstimateSpan> spans;
    std::vector<EstimateTable> tables;
    std::string rests, run;
};
Html estimate_page(const EstimatePage&, const Words&);

}  // namespace soria::views
