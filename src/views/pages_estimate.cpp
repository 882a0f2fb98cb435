#include "views/pages_estimate.hpp"

namespace soria::views {
namespace {

constexpr int64_t left_px = 60, width_px = 560, top_px = 14, bic_tenths_max = 100, below_px = 30, span_px = 40;

std::string number(int64_t n) { return std::to_string(n); }
int64_t x_of(int64_t across) { return left_px + across * (width_px - left_px - 20) / 1000; }
int64_t y_of(int64_t down) { return top_px + down * 24 / 10; }

Html ruled(int64_t x1, int64_t x2, int64_t y1, int64_t y2, std::string_view kind) {
    return line(cls(kind), attr("x1", number(x1)), attr("x2", number(x2)), attr("y1", number(y1)), attr("y2", number(y2)));
}
Html said(int64_t x, int64_t y, std::string_view anchor, std::string_view words) {
    return text_(cls("plot-label"), attr("x", number(x)), attr("y", number(y)), attr("text-anchor", anchor), words);
}

// Every model: across what it estimates, down how far it is from the best; below, the intervals.
Html picture(const EstimatePage& e, const Words& w) {
    std::vector<Html> shapes;
    int64_t bottom = y_of(bic_tenths_max);
    for (int64_t bic : {0, 2, 6, 10}) {
        shapes.push_back(ruled(left_px, width_px - 20, y_of(bic * 10), y_of(bic * 10), "plot-grid"));
        shapes.push_back(said(left_px - 8, y_of(bic * 10) + 4, "end", "+" + number(bic)));
    }
    for (const auto& m : e.marks) {
        shapes.push_back(ruled(x_of(m.across), x_of(m.across), top_px, bottom, "plot-grid"));
        shapes.push_back(said(x_of(m.across), bottom + 18, "middle", m.says));
    }
    for (const auto& d : e.dots)
        shapes.push_back(circle(cls("plot-dot"), attr("cx", number(x_of(d.across))), attr("cy", number(y_of(d.down))), attr("r", "4"), title_(d.says)));
    int64_t y = bottom + below_px;
    for (const auto& s : e.spans) {
        y += span_px;
        shapes.push_back(said(left_px, y - 8, "start", s.says));
        shapes.push_back(rect(cls("plot-bar"), attr("x", number(x_of(s.from))), attr("y", number(y)), attr("width", number(std::max<int64_t>(x_of(s.to) - x_of(s.from), 1))), attr("height", "5")));
    }
    std::string box = "0 0 " + number(width_px) + " " + number(y + 14);
    return figure(cls("plot"), figcaption(w("estimate.picture")), svg(attr("viewbox", box), attr("role", "img"), aria_label(w("estimate.picture")), shapes));
}

Html field(const char* name_, std::string_view says, const Html& control) { return div(cls("ds-field"), label(cls("ds-label"), for_(name_), attr("data-weight", "semibold"), says), control); }

// Methods have the names that the field gives them.
Html method(const EstimateChoice& c, const Words& w) {
    std::vector<Html> options;
    for (const char* name_is : {"stepwise", "bic", "aic", "downhill", "decomposable", "threshold", "latent"})
        options.push_back(option(value(name_is), flag("selected", c.method == name_is), lang("en"), name_is));
    return field("method", w("estimate.method_head"), select(cls("ds-input"), id("method"), name("method"), options));
}

// The same estimate as files: for a printer, for another page, for a program.
Html files(const EstimatePage& e, const Words& w) {
    const auto& c = e.choice;
    std::vector<Html> links;
    for (auto [as, says] : {std::pair{"html", "estimate.also.print"}, {"svg", "estimate.also.picture"}, {"json", "estimate.also.data"}}) {
        if (e.dots.empty() && std::string_view(as) == "svg") continue;
        auto to = Href::to({"estimate"}).with("from", c.from).with("until", c.until).with("by", c.by).with("each", c.each).with("method", c.method).with("as", as);
        links.push_back(li(text_link(std::move(to), w(says))));
    }
    return section(cls("part"), heading(2, w("estimate.also")), ul(cls("plain"), links));
}

Html choice(const EstimateChoice& c, const Words& w) {
    auto day = [&](const char* name_, std::string_view says, const std::string& is) {
        return field(name_, says, input(cls("ds-input medium"), type("date"), id(name_), name(name_), value(is), attr("max", c.today), flag("required")));
    };
    auto one_of = [&](const char* name_, std::string_view says, const std::string& is, std::initializer_list<std::pair<const char*, const char*>> values) {
        std::vector<Html> options;
        for (const auto& [is_value, key] : values) options.push_back(option(value(is_value), flag("selected", is == is_value), w(key)));
        return field(name_, says, select(cls("ds-input"), id(name_), name(name_), options));
    };
    return form(cls("form"), attr("method", "get"), action(Href::to({"estimate"})), day("from", w("estimate.from"), c.from), day("until", w("estimate.until"), c.until),
                one_of("by", w("estimate.by"), c.by, {{"none", "estimate.by.none"}, {"sex", "estimate.by.sex"}, {"age", "estimate.by.age"}, {"form", "estimate.by.form"}}),
                one_of("each", w("estimate.each"), c.each, {{"agency", "estimate.each.agency"}, {"kind", "estimate.each.kind"}}),
                method(c, w), button(cls("ds-button"), type("submit"), w("estimate.show")));
}

Html told(const EstimateTable& t) {
    std::vector<std::vector<Html>> rows;
    for (const auto& r : t.rows) {
        std::vector<Html> cells;
        for (const auto& c : r) cells.push_back(plain(c));
        rows.push_back(std::move(cells));
    }
    return section(cls("part"), heading(2, t.title), t.note.empty() ? Html() : p(t.note), rows.empty() ? Html() : data_table(t.title, t.columns, rows, Caption::unseen));
}

}  // namespace

Html estimate_page(const EstimatePage& e, const Words& w) {
    std::vector<Html> reasons, tables, lines;
    for (const auto& r : e.reasons) reasons.push_back(li(r));
    for (const auto& t : e.tables) tables.push_back(told(t));
    for (const auto& l : e.lines) lines.push_back(p(l));
    return together({heading(1, w("estimate.title")), lead(w("estimate.lead", {{"from", w.day(e.choice.from)}, {"until", w.day(e.choice.until)}})),
                     alert(e.color, {heading(2, e.verdict), ul(cls("plain"), reasons)}), e.dots.empty() ? Html() : picture(e, w), together({lines}), together({tables}),
                     section(cls("part"), heading(2, w("estimate.rests")), p(e.rests), p(cls("note"), e.run)), files(e, w), section(cls("part"), heading(2, w("estimate.other")), choice(e.choice, w))});
}

}  // namespace soria::views
