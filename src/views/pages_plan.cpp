#include "views/pages_plan.hpp"

#include <algorithm>

namespace soria::views {
namespace {

constexpr int64_t bar_px = 24, label_px = 190, width_px = 560, number_px = 60;

std::string text_of(const Bar& b) { return b.shown.empty() ? std::to_string(int64_t(b.n)) : b.shown; }

Html table_of(std::string_view title, const std::vector<Bar>& rows, const Words& w, Caption caption) {
    std::vector<std::vector<Html>> lines;
    for (const auto& r : rows) lines.push_back({plain(r.label), plain(text_of(r))});
    return data_table(title, {{std::string(w("plan.what")), false}, {std::string(w("plan.number")), true}}, lines, caption);
}
// The drawing for those who see it, folded beside its table for those who read.
Html drawn(std::string_view title, const std::vector<Bar>& rows, const Words& w) {
    if (rows.size() < 2) return table_of(title, rows, w, Caption::seen);
    return together({bars(title, rows), details(cls("ds-details"), summary(w("plan.as_table")), table_of(title, rows, w, Caption::unseen))});
}

// Beside a bar there is room for so much; the whole label is in the table. Cut between letters.
std::string shortened(const std::string& label) {
    constexpr size_t room = 27;
    size_t letters = 0;
    for (size_t i = 0; i < label.size(); ++i) {
        bool begins = (static_cast<unsigned char>(label[i]) & 0xC0) != 0x80;
        if (begins && ++letters > room) return label.substr(0, i) + "\u2026";
    }
    return label;
}

}  // namespace

Html bars(std::string_view title, const std::vector<Bar>& rows) {
    double most = 1;
    for (const auto& r : rows) most = std::max(most, r.n);
    std::vector<Html> shapes;
    for (size_t i = 0; i < rows.size(); ++i) {
        int64_t y = int64_t(i) * bar_px, length = int64_t(std::max(0.0, rows[i].n) * double(width_px - label_px - number_px) / most);
        std::string name = shortened(rows[i].label);
        shapes.push_back(text_(cls("plot-label"), attr("x", std::to_string(label_px - 8)), attr("y", std::to_string(y + 16)), attr("text-anchor", "end"), name));
        shapes.push_back(rect(cls("plot-bar"), attr("x", std::to_string(label_px)), attr("y", std::to_string(y + 4)), attr("width", std::to_string(std::max<int64_t>(length, 1))), attr("height", "16")));
        shapes.push_back(text_(cls("plot-number"), attr("x", std::to_string(label_px + length + 6)), attr("y", std::to_string(y + 16)), text_of(rows[i])));
    }
    std::string box = "0 0 " + std::to_string(width_px) + " " + std::to_string(int64_t(rows.size()) * bar_px + 4);
    return figure(cls("plot"), figcaption(title), svg(attr("viewbox", box), attr("role", "img"), aria_label(title), shapes));
}

Html plan_page(const PlanPage& plan, const Words& w) {
    std::vector<Bar> statuses;
    for (const auto& s : plan.statuses) statuses.push_back({s.name, double(s.n)});
    std::vector<std::vector<Html>> rows;
    for (const auto& m : plan.measures) {
        std::vector<Html> figures;
        for (const auto& f : m.figures) figures.push_back(li(f.name, ": ", f.value.empty() ? em(f.why) : strong(f.value)));
        std::string number = std::to_string(m.number);
        rows.push_back({a(cls("ds-link"), href(Href::to({"plan", number})), number, ". ", m.title), plain(m.ministries),
                        together({tag(m.status, m.color), p(m.because)}), ul(cls("acts"), figures)});
    }
    Html out = together({heading(1, w("plan.title")), lead(w("plan.lead", {{"day", w.day(plan.as_of)}})), drawn(w("plan.statuses"), statuses, w),
                         data_table(w("plan.measures"), {{std::string(w("plan.measure")), false}, {std::string(w("plan.ministries")), false}, {std::string(w("plan.status")), false}, {std::string(w("plan.figures")), false}}, rows)});
    if (!plan.contradictions.empty()) {
        Html all;
        for (const auto& c : plan.contradictions) {
            std::vector<Html> list;
            for (const auto& r : c.readings) list.push_back(li(r.says, " (", r.place, ")"));
            all += together({heading(3, c.about), ul(cls("ds-list"), list)});
        }
        out += section(cls("part"), heading(2, w("plan.contradictions")), all);
    }
    return out;
}

Html measure_page(const MeasurePage& m, const Words& w) {
    Html out = together({heading(1, std::to_string(m.measure.number) + ". " + m.measure.title), p(tag(m.measure.status, m.measure.color), " ", m.measure.because),
                         facts({{std::string(w("plan.ministries")), plain(m.measure.ministries)},
                                {std::string(w("plan.new_in_list")), plain(w(m.measure.new_in_list ? "form.yes" : "form.no"))},
                                {std::string(w("plan.new_in_chapter")), plain(w(m.measure.new_in_chapter ? "form.yes" : "form.no"))}})});
    for (const auto& f : m.figures) {
        Html one = together({heading(2, f.name), f.value.empty() ? p(f.why) : p(cls("figure"), f.value)});
        if (!f.by_year.empty()) one += drawn(w("plan.by_year"), f.by_year, w);
        for (const auto& [title, rows] : f.by) one += drawn(title, rows, w);
        std::vector<std::pair<std::string, Html>> about;
        using Line = std::pair<const char*, const std::string*>;
        for (const auto& [key, is] : {Line{"plan.how", &f.how}, Line{"plan.limits", &f.limits}, Line{"why.source", &f.source}})
            if (!is->empty()) about.emplace_back(std::string(w(key)), plain(*is));
        out += section(cls("part"), one, facts(about));
    }
    return together({out, p(text_link(Href::to({"plan"}), w("plan.back")))});
}

Html national_page(const NationalPage& n, const Words& w) {
    Html out = together({heading(1, w("national.title")), lead(w("national.lead", {{"day", w.day(n.as_of)}}))});
    for (const auto& part : n.parts)
        out += section(cls("part"), drawn(part.title, part.rows, w), part.rests_on.empty() ? Html() : p(cls("note"), w("national.rests_on"), " ", part.rests_on));
    if (n.estimates) out += p(text_link(Href::to({"estimate"}), w("estimate.title")));
    return out;
}

Html houses_page(const std::vector<HouseLine>& houses, const Words& w) {
    std::vector<std::vector<Html>> rows;
    for (const auto& h : houses) rows.push_back({bdi(cls("code"), h.code), plain(h.audience), plain(h.region), plain(std::to_string(h.free)), plain(std::to_string(h.beds))});
    Html list = rows.empty() ? p(w("houses.none"))
                             : data_table(w("houses.title"), {{std::string(w("field.house")), false}, {std::string(w("field.audience")), false}, {std::string(w("field.region")), false},
                                                              {std::string(w("houses.free")), true}, {std::string(w("houses.beds")), true}}, rows, Caption::unseen);
    return together({heading(1, w("houses.title")), lead(w("houses.lead")), list});
}

}  // namespace soria::views
