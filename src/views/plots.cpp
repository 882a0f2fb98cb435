#include "views/plots.hpp"

#include <algorithm>

namespace soria::views {
namespace {

constexpr int64_t bar_px = 24, label_px = 260, width_px = 640, number_px = 90;
constexpr int64_t square_px = 34, gap_px = 4, row_px = 64;

std::string text_of(const Bar& b) { return b.shown.empty() ? std::to_string(int64_t(b.n)) : b.shown; }
std::string at(int64_t px) { return std::to_string(px); }

}  // namespace

std::string grouped(int64_t n) {
    std::string digits = std::to_string(n < 0 ? -n : n), out;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i && (digits.size() - i) % 3 == 0) out += "\u00a0";
        out += digits[i];
    }
    return n < 0 ? "-" + out : out;
}

Html bars(std::string_view title, const std::vector<Bar>& rows) {
    double most = 1;
    for (const auto& r : rows) most = std::max(most, r.n);
    std::vector<Html> shapes;
    for (size_t i = 0; i < rows.size(); ++i) {
        int64_t y = int64_t(i) * bar_px, length = int64_t(std::max(0.0, rows[i].n) * double(width_px - label_px - number_px) / most);
        std::string name = rows[i].label.size() > 60 ? rows[i].label.substr(0, 57) + "..." : rows[i].label;
        shapes.push_back(text_(cls("plot-label"), attr("x", at(label_px - 8)), attr("y", at(y + 16)), attr("text-anchor", "end"), name));
        shapes.push_back(rect(cls("plot-bar"), attr("x", at(label_px)), attr("y", at(y + 4)), attr("width", at(std::max<int64_t>(length, 1))), attr("height", "16")));
        shapes.push_back(text_(cls("plot-number"), attr("x", at(label_px + length + 6)), attr("y", at(y + 16)), text_of(rows[i])));
    }
    std::string box = "0 0 " + at(width_px) + " " + at(int64_t(rows.size()) * bar_px + 4);
    return figure(cls("plot"), figcaption(title), svg(attr("viewbox", box), attr("role", "img"), aria_label(title), shapes));
}

Html bar_table(std::string_view title, const std::vector<Bar>& rows, const Words& w) {
    std::vector<std::vector<Html>> lines;
    for (const auto& r : rows) lines.push_back({plain(r.label), plain(text_of(r))});
    return data_table(title, {{std::string(w("plan.what")), false}, {std::string(w("plan.number")), true}}, lines);
}

Html drawn(std::string_view title, const std::vector<Bar>& rows, const Words& w) {
    if (rows.size() < 2) return bar_table(title, rows, w);
    return together({bars(title, rows), details(cls("ds-details"), summary(w("plan.as_table")), bar_table(title, rows, w))});
}

Html squares(std::string_view title, const std::vector<SquareRow>& rows) {
    std::vector<Html> shapes;
    for (size_t i = 0; i < rows.size(); ++i) {
        int64_t y = int64_t(i) * row_px;
        shapes.push_back(text_(cls("plot-label"), attr("x", "0"), attr("y", at(y + 16)), rows[i].label));
        for (size_t k = 0; k < rows[i].squares.size(); ++k) {
            const auto& s = rows[i].squares[k];
            int64_t x = int64_t(k) * (square_px + gap_px);
            shapes.push_back(rect(cls("square square-" + s.color), attr("x", at(x + 1)), attr("y", at(y + 22)), attr("width", at(square_px)), attr("height", at(square_px))));
            shapes.push_back(text_(cls("plot-number"), attr("x", at(x + 1 + square_px / 2)), attr("y", at(y + 44)), attr("text-anchor", "middle"), s.label));
        }
    }
    std::string box = "0 0 " + at(width_px) + " " + at(int64_t(rows.size()) * row_px + 4);
    return figure(cls("plot"), figcaption(title), svg(attr("viewbox", box), attr("role", "img"), aria_label(title), shapes));
}

}  // namespace soria::views
