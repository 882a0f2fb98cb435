#include "views/plots.hpp"

#include <algorithm>

namespace soria::views {
namespace {

// Squares are drawn as wide as a phone is, and a bar's label stands above it: nothing becomes too small to read.
constexpr int64_t width_px = 360, row_px = 38, square_px = 34, gap_px = 4;
constexpr double widest_tenths = 700;   // of a bar, in tenths of a percent
constexpr size_t label_letters_max = 54;

std::string text_of(const Bar& b) { return b.shown.empty() ? std::to_string(int64_t(b.n)) : b.shown; }
std::string at(int64_t px) { return std::to_string(px); }
// So many letters of a text at most, never a part of one.
std::string shortened(const std::string& s, size_t letters_max) {
    size_t letters = 0;
    for (size_t i = 0; i < s.size(); ++i)
        if ((uint8_t(s[i]) & 0xC0) != 0x80 && letters++ == letters_max) return s.substr(0, i) + "\u2026";
    return s;
}

}  // namespace

std::string grouped(int64_t n) {
    std::string digits = std::to_string(n < 0 ? -n : n), out;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i && (digits.size() - i) % 3 == 0) out += "\u00a0";
        out += digits[i];
    }
    return n < 0 ? "-" + out : out;
}

// As wide as the page: lengths are shares of it, letters stay as large as they are, and the widest bar leaves room for its number.
Html bars(std::string_view title, const std::vector<Bar>& rows) {
    double most = 1;
    for (const auto& r : rows) most = std::max(most, r.n);
    std::vector<Html> shapes;
    for (size_t i = 0; i < rows.size(); ++i) {
        int64_t y = int64_t(i) * row_px, tenths = int64_t(std::max(0.0, rows[i].n) * widest_tenths / most);
        std::string length = at(tenths / 10) + "." + at(tenths % 10) + "%";
        shapes.push_back(text_(cls("plot-label"), attr("x", "0"), attr("y", at(y + 13)), shortened(rows[i].label, label_letters_max)));
        if (rows[i].n > 0) shapes.push_back(rect(cls("plot-bar"), attr("x", "0"), attr("y", at(y + 18)), attr("width", length), attr("height", "13")));
        shapes.push_back(text_(cls("plot-number"), attr("x", length), attr("dx", rows[i].n > 0 ? "6" : "0"), attr("y", at(y + 29)), text_of(rows[i])));
    }
    return figure(cls("plot bars"), figcaption(title), svg(attr("width", "100%"), attr("height", at(int64_t(rows.size()) * row_px)), attr("role", "img"), aria_label(title), shapes));
}

Html bar_table(std::string_view title, const std::vector<Bar>& rows, const Words& w, Caption caption) {
    std::vector<std::vector<Html>> lines;
    for (const auto& r : rows) lines.push_back({plain(r.label), plain(text_of(r))});
    return data_table(title, {{std::string(w("plan.what")), false}, {std::string(w("plan.number")), true}}, lines, caption);
}

Html drawn(std::string_view title, const std::vector<Bar>& rows, const Words& w) {
    if (rows.size() < 2) return bar_table(title, rows, w, Caption::seen);
    return together({bars(title, rows), details(cls("ds-details"), summary(w("plan.as_table")), bar_table(title, rows, w, Caption::unseen))});
}

Html squares(std::string_view title, const std::vector<SquareRow>& rows, const std::vector<Square>& legend) {
    std::vector<Html> drawn_rows;
    constexpr size_t in_a_line = size_t(width_px / (square_px + gap_px));
    for (const auto& row : rows) {
        std::vector<Html> shapes;
        for (size_t k = 0; k < row.squares.size(); ++k) {
            const auto& s = row.squares[k];
            int64_t x = int64_t(k % in_a_line) * (square_px + gap_px) + 2, y = int64_t(k / in_a_line) * (square_px + gap_px) + 2;
            shapes.push_back(rect(cls("square square-" + s.color), attr("x", at(x)), attr("y", at(y)), attr("width", at(square_px)), attr("height", at(square_px))));
            shapes.push_back(text_(cls("plot-number"), attr("x", at(x + square_px / 2)), attr("y", at(y + 22)), attr("text-anchor", "middle"), s.label));
        }
        std::string lines = at(int64_t((row.squares.size() + in_a_line - 1) / in_a_line) * (square_px + gap_px) + 2);
        drawn_rows.push_back(together({p(row.label), svg(attr("viewbox", "0 0 " + at(width_px) + " " + lines), attr("role", "img"), aria_label(row.label), shapes)}));
    }
    std::vector<Html> names;
    for (const auto& s : legend)
        names.push_back(li(svg(attr("width", "20"), attr("height", "20"), attr("aria-hidden", "true"), rect(cls("square square-" + s.color), attr("x", "2"), attr("y", "2"), attr("width", "16"), attr("height", "16"))), " ", s.label));
    return figure(cls("plot squares"), figcaption(title), names.empty() ? Html() : ul(cls("legend"), names), drawn_rows);
}

}  // namespace soria::views
