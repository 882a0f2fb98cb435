// The reports of a pack: what each asks, which figures answer, and what of it cannot be said.
#include <algorithm>

#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

Question read_question(Reading_& r, const YAML::Node& n) {
    Entry e(r, n, "a question of a report");
    Question q;
    q.id = e.id("question");
    q.asks = e.text("asks");
    q.figures = e.refs("figures", "figure", {}, false);
    q.by = e.strings("by", false);
    q.cannot = e.text("cannot", false);
    q.basis = e.basis();
    if (q.figures.empty() && q.cannot.empty()) e.fault("a question has figures, or says why it cannot be answered");
    if (q.figures.empty() && !q.by.empty()) e.fault("'by' is of figures", "by");
    return q;
}

}  // namespace

void read_step(Entry& e, Pack& p) {
    Step s;
    s.id = e.id("step");
    s.name = e.text("name");
    s.time = e.ref("time", "figure");
    s.waits = e.flag("waits");
    s.basis = e.basis();
    p.steps.push_back(std::move(s));
}

void read_trial(Entry& e, Pack& p) {
    Trial t;
    t.id = e.id("trial");
    t.name = e.text("name");
    t.clock = e.ref("clock", "clock");
    t.length = e.period("length").value_or(Period{});
    if (t.length <= Period{}) e.fault("a clock must run for at least a day", "length");
    t.measures = e.refs("measures", "measure");
    t.basis = e.basis();
    p.trials.push_back(std::move(t));
}

void read_report(Entry& e, Pack& p) {
    ReportForm f;
    f.id = e.id("report");
    f.kind = e.one_of("kind", {"annual", "return"});
    f.name = e.text("name");
    f.basis = e.basis();
    e.each("sections", [&](const YAML::Node& n) {
        Entry s(e.reading(), n, "a section of a report");
        Section section;
        section.id = s.id("section");
        section.name = s.text("name");
        s.each("questions", [&](const YAML::Node& q) { section.questions.push_back(read_question(e.reading(), q)); });
        f.sections.push_back(std::move(section));
    });
    if (f.kind == "annual" && std::any_of(p.reports.begin(), p.reports.end(), [](auto& r) { return r.kind == "annual"; })) e.fault("there is one annual report", "kind");
    p.reports.push_back(std::move(f));
}

// A step has a median; a question breaks its figures down by what some of them are counted by.
void check_reports(Reading_& r, const Pack& p) {
    auto place = [&](const char* kind, const std::string& id) { return r.defined[kind][id]; };
    for (const auto& s : p.steps)
        if (const auto* f = p.figure(s.time); f && f->form != Figure::Form::median) r.fault(place("step", s.id), "'" + s.time + "' is no median");
    for (const auto& form : p.reports)
        for (const auto& section : form.sections)
            for (const auto& q : section.questions)
                for (const auto& field : q.by)
                    if (std::none_of(q.figures.begin(), q.figures.end(), [&](auto& id) {
                            const auto* f = p.figure(id);
                            return f && std::find(f->by.begin(), f->by.end(), field) != f->by.end();
                        }))
                        r.fault(place("question", q.id), "none of its figures has '" + field.substr(0, 60) + "' in 'by'");
}

}  // namespace soria::pack
