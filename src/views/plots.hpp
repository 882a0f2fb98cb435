#pragma once
// Drawings in SVG, each beside a table that says the same: for who sees it, and for who reads.
#include "views/shell.hpp"

namespace soria::views {

// `shown` is what stands beside it, else the number.
struct Bar { std::string label; double n = 0; std::string shown = {}; };
// Bars with their numbers.
Html bars(std::string_view title, const std::vector<Bar>&);
// The same as a table; both, with the table folded, when there is more than one.
Html bar_table(std::string_view title, const std::vector<Bar>&, const Words&, Caption);
Html drawn(std::string_view title, const std::vector<Bar>&, const Words&);

// A square for each thing, in rows by what it belongs to; `color` is the rest of its class. The legend names each.
struct Square { std::string label, color; };
struct SquareRow { std::string label; std::vector<Square> squares; };
Html squares(std::string_view title, const std::vector<SquareRow>&, const std::vector<Square>& legend);

// 90 000 000: whole numbers in groups of three.
std::string grouped(int64_t n);

}  // namespace soria::views
