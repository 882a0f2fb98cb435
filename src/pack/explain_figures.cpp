// A figure in words: what is counted, of which events, by what, and what it cannot say.
#include "pack/explain.hpp"

namespace soria::pack {
namespace {

std::string where_in_words(const Words& w, const std::map<std::string, std::vector<std::string>>& where) {
    std::string s;
    for (const auto& [field, values] : where)
        s += (s.empty() ? w.say(" where ", " der ") : w.say(" and ", " og ")) + field + w.say(" is ", " er ") + Words::joined(values, [](auto& v) { return v; }, w.nb ? " eller " : " or ");
    return s;
}
std::string term_in_words(const Words& w, const Term& t) {
    std::string event = w.pack.text("event." + t.event, w.language) + " (" + t.event + ")";
    std::string s = !t.sum.empty() ? w.say("the sum of ", "summen av ") + t.sum + w.say(" in: ", " i: ") + event
                    : t.first      ? w.say("the first in each file of: ", "den første i hver sak eller person av: ") + event
                                   : event;
    if (t.due) s += w.say(", on the day it falls due", ", den dagen det forfaller");
    return s + where_in_words(w, t.where);
}
void terms(Words& w, const char* en, const char* no, const std::vector<Term>& list) {
    std::vector<std::string> words;
    for (const auto& t : list) words.push_back(term_in_words(w, t));
    w.said(en, no, Words::joined(words, [](auto& s) { return s; }, "; "));
}

}  // namespace

void figures(Words& w, std::string_view id) {
    each(w.pack.figures, id, [&](const Figure& f) {
        w.head("figure", "tall", f.id, w.in(f.name));
        w.said("Of measures", "Til tiltak", Words::joined(f.measures, [&](auto& m) {
            const auto* measure = w.pack.measure(m);
            return measure ? std::to_string(measure->number) : m;
        }));
        w.said("Unit", "Enhet", w.name(w.pack.units, f.unit));
        terms(w, f.form == Figure::Form::share ? "The share of" : "It counts", f.form == Figure::Form::share ? "Andelen av" : "Det teller", f.plus);
        terms(w, "Less", "Minus", f.less);
        terms(w, "Among", "Blant", f.of);
        if (f.form == Figure::Form::median)
            w.said("The median of the days", "Medianen av dagene",
                   w.say("from ", "fra ") + w.pack.text("event." + f.from, w.language) + " (" + f.from + ")" + w.say(" to ", " til ") +
                       w.pack.text("event." + f.to, w.language) + " (" + f.to + ")" + where_in_words(w, f.where) + w.say(", in the same file", ", i samme sak eller person"));
        if (const auto& c = f.change; f.form == Figure::Form::change)
            w.said("The change", "Endringen",
                   w.say("of ", "av ") + c.part + w.say(" as a share of ", " som andel av ") + c.whole + w.say(", from ", ", fra ") + c.before + w.say(" to ", " til ") + c.after + " (" + c.field + ")" +
                       w.say(", each with itself by ", ", hver med seg selv etter ") + c.each + w.say(", in: ", ", i: ") + w.pack.text("event." + c.event, w.language) + " (" + c.event + ")" + where_in_words(w, c.where));
        terms(w, "Target", "Mål", f.target);
        if (f.quarters) w.said("Told", "Fortelles", w.say("by quarter too, never finer", "også etter kvartal, aldri finere"));
        w.said("By", "Etter", Words::joined(f.by, [](auto& b) { return b; }));
        if (f.form != Figure::Form::none) w.said("Since", "Siden", f.this_year ? w.say("the first day of the year", "årets første dag") : w.say("the beginning", "begynnelsen"));
        if (f.form == Figure::Form::count) w.said("Of a time", "Av en tid", f.level ? w.say("what stands at its end", "det som står ved slutten av den") : w.say("what happened in it", "det som skjedde i den"));
        if (f.during) w.said("Less what ended", "Minus det som ble avsluttet", w.say("before the year", "før året"));
        if (!f.kind.empty()) {
            static const std::map<std::string, std::array<const char*, 2>> kinds{{"new", {"new this year", "nye i år"}}, {"under-follow-up", {"under follow-up", "under oppfølging"}},
                                                                                {"presumed", {"presumed", "antatte"}}, {"identified", {"identified", "fastslåtte"}}};
            w.said("Which", "Hvilke", kinds.at(f.kind)[w.nb]);
            w.said("Unduplicated", "Uten gjentakelser", w.yes(f.unduplicated));
        }
        if (f.people && !w.pack.small_numbers.empty())
            w.said("Small numbers", "Små tall", w.in(w.pack.small_numbers[0].name) + " (" + w.pack.small_numbers[0].id + ")");
        w.said("It cannot say", "Det kan ikke si", w.in(f.limits));
        w.said("Not computed, because", "Beregnes ikke, fordi", w.in(f.says_why));
        w.source(f.basis);
    });
    each(w.pack.promises, id, [&](const Promise& p) {
        static const std::map<std::string, std::array<const char*, 2>> kinds{
            {"works", {"it goes on: its figures show that the work is done", "det fortsetter: tallene viser at arbeidet gjøres"}},
            {"once", {"it is delivered by the first of what its figures count", "det er levert ved det første som tallene teller"}},
            {"considers", {"it is delivered when its conclusion is published, whatever it says", "det er levert når konklusjonen er offentliggjort, hva den enn sier"}}};
        w.head("promise", "løfte", p.id, kinds.at(p.kind)[w.nb]);
        w.said("Delivered by", "Levert ved", Words::joined(p.delivered_by, [](auto& f) { return f; }));
        w.source(p.basis);
    });
    each(w.pack.steps, id, [&](const Step& s) {
        w.head("step", "steg", s.id, w.in(s.name));
        w.said("Time", "Tid", w.name(w.pack.figures, s.time));
        w.said("Who has begun it and not come to its end waits", "Den som har begynt og ikke kommet til slutten, venter", w.yes(s.waits));
        w.source(s.basis);
    });
    each(w.pack.trials, id, [&](const Trial& t) {
        w.head("trial", "forsøk", t.id, w.in(t.name));
        w.said("Clock", "Frist", w.name(w.pack.clocks, t.clock));
        w.said("Length", "Lengde", t.length.text());
        w.said("Measures", "Tiltak", Words::joined(t.measures, [](auto& m) { return m; }));
        w.source(t.basis);
    });
    each(w.pack.small_numbers, id, [&](const SmallNumbers& s) {
        w.head("rule of small numbers", "regel om små tall", s.id, w.in(s.name));
        w.said("Below", "Under", std::to_string(s.below));
        w.source(s.basis);
    });
}

void reports(Words& w, std::string_view id) {
    each(w.pack.reports, id, [&](const ReportForm& r) {
        w.head("report", "rapport", r.id, w.in(r.name));
        for (const auto& section : r.sections) {
            w.line(2, w.in(section.name));
            for (const auto& q : section.questions) {
                w.said("Asked", "Spurt", w.in(q.asks), 4);
                w.said("Figures", "Tall", Words::joined(q.figures, [&](auto& f) { return w.name(w.pack.figures, f); }, "; "), 6);
                w.said("By", "Etter", Words::joined(q.by, [](auto& b) { return b; }), 6);
                w.said("It cannot say", "Den kan ikke si", w.in(q.cannot), 6);
                w.source(q.basis, 6);
            }
        }
        w.source(r.basis);
    });
}

}  // namespace soria::pack
