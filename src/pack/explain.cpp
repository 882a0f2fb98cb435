// Whatever a pack holds in words, for `soria pack explain`: what it says, its source with the place, its standing, what is assumed.
#include <algorithm>
#include <functional>

#include "pack/explain.hpp"

namespace soria::pack {
namespace {

void clocks(Words& w, std::string_view id) {
    each(w.pack.clocks, id, [&](const Clock& c) {
        w.head("clock", "frist", c.id, w.in(c.name));
        w.said("It starts when", "Den begynner når dette er registrert", w.events({c.starts}));
        w.said("It ends before its time when", "Den slutter før tiden når dette er registrert", w.events(c.ends_by));
        w.said("When it runs out", "Når den løper ut", w.in(c.on_expiry));
        for (const auto& v : c.versions)
            w.version(v, v.length ? period_in_words(*v.length, w.language)
                                  : w.say("at most ", "høyst ") + period_in_words(*v.max, w.language) + w.say("; the decision names the end", "; vedtaket sier når den slutter"));
        std::string warns;
        for (const auto& p : c.warns_at) warns += (warns.empty() ? "" : ", ") + period_in_words(p, w.language);
        if (!warns.empty()) {
            w.out += "\n";
            w.said("It warns before the end", "Den varsler før slutten", warns);
            w.source(c.warns_basis, 4);
            w.standing(c.warns_standing, false, 4);
        }
        if (!c.once_per.empty()) {
            w.out += "\n";
            w.line(2, w.say("Once for each situation.", "Én gang for hver situasjon."));
            w.source(c.once_basis, 4);
        }
        w.out += "\n";
        w.line(2, w.say("Days are calendar days in ", "Dagene er kalenderdager i ") + w.pack.zone +
                      w.say(" and end at midnight; a month that is too short ends on its last day.", " og slutter ved midnatt; en måned som er for kort, slutter på sin siste dag."));
    });
}

void obligations(Words& w, std::string_view id) {
    each(w.pack.safeguards, id, [&](const Safeguard& s) {
        w.head("safeguard", "vern", s.id, w.in(s.name));
        w.line(2, w.in(s.because));
        w.said("It is asked before", "Det spørres før", w.pack.text("command." + s.act, w.language));
        for (const auto& v : s.versions)
            w.version(v, (v.when.empty() ? w.say("always", "alltid") : w.say("when ", "når ") + w.facts(v.when)) + w.say(", this must hold: ", ", må dette være oppfylt: ") + w.facts(v.required));
    });
    each(w.pack.duties, id, [&](const Duty& d) {
        w.head("duty", "plikt", d.id, w.in(d.name));
        w.line(2, w.in(d.what));
        w.said("Held by", "Den som har plikten", d.holder == "lead" ? w.say("whoever leads the case", "den som leder saken") : d.holder == "asked" ? w.say("whoever was asked", "den som ble spurt") : w.kinds({d.holder}));
        w.said("It arises after", "Den oppstår etter", w.events(d.after) + (d.when.empty() ? "" : w.say(", when ", ", når ") + w.facts(d.when)));
        w.said("It is done by", "Den er utført ved", d.done_by.empty() ? w.say("nothing that is recorded yet", "ingenting som registreres ennå") : w.events(d.done_by));
        for (const auto& v : d.versions) w.version(v, w.say("within ", "innen ") + period_in_words(v.within, w.language));
    });
    each(w.pack.entitlements, id, [&](const Entitlement& e) {
        w.head("entitlement", "rett", e.id, w.in(e.name));
        w.said("It is granted by", "Den gis ved", w.events({e.granted_by}));
        w.said("It ends by", "Den slutter ved", w.events(e.ends_by));
        std::string unit = e.unit == "minutes" ? w.say("minutes", "minutter") : e.unit == "nights" ? w.say("nights", "netter") : w.say("øre", "øre");
        for (const auto& v : e.versions) {
            std::string amount = std::to_string(v.amount) + " " + unit;
            if (e.unit == "minutes" && v.amount % 60 == 0) amount += " (" + std::to_string(v.amount / 60) + w.say(" hours)", " timer)");
            w.version(v, w.say("up to ", "inntil ") + amount);
        }
    });
}

void gates(Words& w, std::string_view id) {
    auto offence = [&](const std::string& o) {
        for (const auto& n : w.pack.offences)
            if (n.id == o) return w.in(n.name) + " (" + w.in(n.section) + ")";
        return o;
    };
    auto method = [&](const std::string& m) {
        for (const auto& n : w.pack.methods)
            if (n.id == m) return w.in(n.name) + (n.provision.empty() ? "" : " (" + w.in(n.provision) + ")");
        return m;
    };
    each(w.pack.gates, id, [&](const Gate& g) {
        w.head("gate", "port", g.id, w.in(g.name));
        w.line(2, w.say("Closed unless a rule opens it.", "Stengt om ikke en regel åpner den."));
        w.said("Methods", "Metoder", Words::joined(g.methods, method, "; "));
        for (const auto& v : g.versions) {
            w.version(v, w.say("for ", "for ") + Words::joined(v.offences, offence, "; ") + w.say("; suspicion: ", "; mistanke: ") + w.in(v.suspicion));
            w.said("Under", "Hjemmel", w.in(v.provision), 4);
            w.said("Decided by", "Besluttes av", v.decided_by.empty() ? w.say("the source does not say who, so nobody may use it until a sourced rule does", "kilden sier ikke hvem, så ingen kan bruke den før en regel med kilde gjør det")
                                                                      : w.in(v.decided_by), 4);
            w.said("For at most", "Høyst", v.for_at_most ? period_in_words(*v.for_at_most, w.language) : w.say("the source does not say how long", "kilden sier ikke hvor lenge"), 4);
        }
    });
}

void persons(Words& w, std::string_view id) {
    each(w.pack.routes, id, [&](const Route& r) {
        w.head("route of residence", "vei til opphold", r.id, w.in(r.name));
        w.line(2, w.say("Shown beside every other route; the person chooses, with advice.", "Vises ved siden av alle andre veier; personen velger, med råd."));
        if (const auto* c = w.pack.clock(r.clock)) w.said("Clock", "Frist", w.in(c->name) + " (" + c->id + ")");
        for (const auto& v : r.versions) w.version(v, v.needs.empty() ? w.say("nothing is needed to apply", "det kreves ingenting for å søke") : w.say("needs: ", "krever: ") + w.facts(v.needs));
    });
    each(w.pack.ages, id, [&](const Age& a) {
        w.head("age", "alder", a.id, w.in(a.name));
        for (const auto& v : a.versions) {
            w.version(v, w.say("under ", "under ") + std::to_string(v.under) + w.say(" years", " år"));
            w.line(4, w.say("Doubt counts as a child.", "Tvil regnes som barn."));
            w.source(v.doubt_basis, 6);
        }
    });
    each(w.pack.presumers, id, [&](const Presumers& p) {
        w.head("rule of findings", "regel om vurderinger", p.id, w.in(p.name));
        for (const auto& v : p.versions)
            w.version(v, w.say("presume: ", "antar: ") + w.kinds(v.may_presume) + w.say("; identify: ", "; fastslår: ") + w.kinds(v.may_identify));
    });
}

void access(Words& w, std::string_view id) {
    each(w.pack.retention, id, [&](const Retention& t) {
        w.head("retention", "oppbevaring", t.id, w.in(t.name));
        w.line(2, w.say("Kept for ", "Oppbevares i ") + period_in_words(t.keep, w.language) + w.say(" after the case is closed.", " etter at saken er lukket."));
        w.said("Class", "Klasse", w.classes({t.class_name}));
        w.source(t.basis);
        w.standing(t.standing, false);
    });
    each(w.pack.match_reviewers, id, [&](const MatchReviewer& r) {
        w.head("reviewer of matches", "vurderer av treff", r.id, w.in(r.name));
        const auto* agency = w.pack.agency(r.agency);
        w.said("Agency", "Etat", agency ? w.in(agency->name) : r.agency);
        w.source(r.basis);
        w.standing(r.standing, false);
    });
    each(w.pack.peers, id, [&](const PeerRule& t) {
        const auto* list = w.pack.code_list("peer");
        const auto* value = list ? list->find(t.id) : nullptr;
        w.head("blind questions", "blinde spørsmål", t.id, value ? w.in(value->name) : t.id);
        w.said("Each of our agencies may ask", "Hver av våre etater kan spørre", std::to_string(t.asks) + w.say(" times in ", " ganger i løpet av ") + period_in_words(t.per, w.language));
        w.said("May ask us", "Kan spørre oss", std::to_string(t.answers) + w.say(" times in the same time", " ganger i samme tid"));
        w.source(t.basis);
        w.standing(t.standing, false);
    });
    each(w.pack.desk, id, [&](const DeskRule& t) {
        w.head("rule of the desk", "regel om pulten", t.id, w.in(t.name));
        w.said("Shown for", "Vises i", period_in_words(t.shown, w.language));
        w.source(t.basis);
        w.standing(t.standing, false);
    });
    each(w.pack.estimates, id, [&](const EstimateRule& t) {
        w.head("rule of estimates", "regel om anslag", t.id, w.in(t.name));
        std::string unit = t.unit == "percent" ? " %" : t.unit == "persons" ? w.say(" persons", " personer") : t.unit == "lists" ? w.say(" lists", " lister") : w.say(" of BIC", " i BIC");
        w.said("Value", "Verdi", std::to_string(t.value) + unit);
        w.source(t.basis);
        w.standing(t.standing, false);
    });
    each(w.pack.estimate_lists, id, [&](const EstimateList& l) {
        w.head("list of estimates", "liste til anslag", l.id, w.in(l.name));
        w.said("Kinds of agency", "Slag etater", w.kinds(l.kinds));
        w.said("Enters an estimate", "Tas med i et anslag", l.enters ? w.say("yes", "ja") : w.say("no", "nei"));
        w.source(l.basis);
        w.standing(l.standing, false);
    });
    each(w.pack.looks, id, [&](const LookAccess& l) {
        w.head("look", "innsyn", l.id, w.in(l.name));
        w.said("Who may", "Hvem som kan", w.roles(l.roles));
        w.source(l.basis);
        w.standing(l.standing, false);
    });
    each(w.pack.demonstration, id, [&](const DemonstrationFigure& f) {
        w.head("figure of the demonstration", "tall i demonstrasjonen", f.id, w.in(f.name));
        std::string values;
        for (const auto& v : f.values) values += (values.empty() ? "" : ", ") + v.id + " " + std::to_string(v.n);
        w.said("Value", "Verdi", f.values.empty() ? std::to_string(f.percent) + " %" : values);
        w.source(f.basis);
    });
    each(w.pack.disclosure, id, [&](const Disclosure& d) {
        w.head("rule of disclosure", "regel om innsyn", d.id, w.in(d.name));
        w.said("Who", "Hvem", w.roles(d.roles));
        w.said("Relation to the case", "Forhold til saken", w.relations(d.relations));
        w.said("Purpose", "Formål", w.purposes(d.purposes));
        w.said("What", "Hva", w.classes(d.classes));
        w.said("Verdict", "Avgjørelse", d.verdict == "shown" ? w.say("shown", "vises") : d.verdict == "withheld" ? w.say("withheld", "vises ikke")
                                      : d.verdict == "with-consent" ? w.say("shown as far as the person has consented", "vises så langt personen har samtykket")
                                                                    : w.say("the parts that the referral names are shown", "det som henvisningen nevner, vises"));
        w.source(d.basis);
        w.standing(d.standing, false);
    });
    each(w.pack.commands, id, [&](const CommandAccess& c) {
        w.head("command", "handling", c.id, w.pack.text("command." + c.id, w.language));
        w.said("Who may", "Hvem som kan", w.roles(c.roles));
        w.said("Relation to the case", "Forhold til saken", w.relations(c.relations));
        w.source(c.basis);
        w.standing(c.standing, false);
    });
    each(w.pack.roles, id, [&](const Role& r) {
        w.head("role", "rolle", r.id, w.in(r.name));
        w.said("In", "I", w.kinds({r.kind}));
        w.said("Purposes", "Formål", w.purposes(r.purposes));
    });
}

void contradiction(Words& w, const Contradiction& c, size_t indent) {
    for (const auto& r : c.readings) {
        w.line(indent, "- " + w.in(r.says));
        w.source(r.basis, indent + 2);
    }
}

void plan(Words& w, std::string_view id) {
    for (const auto& m : w.pack.measures) {
        if (m.id != id && std::to_string(m.number) != id) continue;
        w.head("measure", "tiltak", std::to_string(m.number), w.in(m.name));
        if (m.name_in_list) w.said("The list calls it", "Listen kaller det", w.in(*m.name_in_list));
        w.said("Goal", "Mål", w.name(w.pack.goals, m.goal));
        w.said("Responsible", "Ansvarlig", Words::joined(m.ministries, [&](auto& a) { return w.name(w.pack.agencies, a); }));
        w.said("Period", "Periode", std::to_string(m.from) + "-" + std::to_string(m.until));
        w.said("Marked new in the list", "Merket som nytt i listen", w.yes(m.new_in_list));
        w.said("Marked new in the chapter", "Merket som nytt i kapitlet", w.yes(m.new_in_chapter));
        w.said("Source, heading", "Kilde, overskrift", w.place(m.basis));
        w.said("Source, text", "Kilde, tekst", w.place(m.text_basis));
        w.said("Source, list", "Kilde, listen", w.place(m.list_basis));
        std::string figures;
        for (const auto& f : w.pack.figures)
            if (std::find(f.measures.begin(), f.measures.end(), m.id) != f.measures.end()) figures += (figures.empty() ? "" : ", ") + f.id;
        w.said("Figures", "Tall", figures);
        for (const auto& c : w.pack.contradictions) {
            if (std::find(c.measures.begin(), c.measures.end(), m.id) == c.measures.end()) continue;
            w.out += "\n";
            w.said("The source contradicts itself", "Kilden motsier seg selv", w.in(c.about) + " (" + c.id + ")");
            contradiction(w, c, 4);
        }
    }
    each(w.pack.goals, id, [&](const Goal& g) {
        w.head("goal", "mål", g.id, w.in(g.name));
        w.source(g.basis);
        if (g.chapter_basis) w.said("Chapter", "Kapittel", w.place(*g.chapter_basis));
        std::string measures;
        for (const auto& m : w.pack.measures)
            if (m.goal == g.id) measures += (measures.empty() ? "" : ", ") + std::to_string(m.number);
        w.said("Measures", "Tiltak", measures);
    });
    each(w.pack.contradictions, id, [&](const Contradiction& c) {
        w.head("contradiction", "motsigelse", c.id, w.in(c.about));
        w.line(2, w.say("Every reading is kept; none is mended.", "Alle lesemåter beholdes; ingen rettes."));
        contradiction(w, c, 2);
    });
}

void lists(Words& w, std::string_view id) {
    each(w.pack.lists, id, [&](const IndicatorList& l) {
        w.head("list of indicators", "liste over tegn", l.id, w.in(l.name));
        w.said("For", "For", w.kinds(l.for_kinds));
        if (l.rule) w.said("How to read it", "Hvordan den leses", w.in(*l.rule));
        w.said("Whose words", "Hvem sine ord", w.in(l.wording));
        if (l.truncated) w.line(2, w.say("The source breaks off in the copy we have; so does this list.", "Kilden slutter brått i eksemplaret vi har; det gjør listen også."));
        w.source(l.basis);
        for (const auto& g : l.groups) {
            w.out += "\n";
            if (g.heading) w.line(2, w.in(*g.heading));
            for (const auto& i : g.items) w.line(4, i.id + "  " + w.in(i.text));
        }
    });
    each(w.pack.codes, id, [&](const CodeList& l) {
        w.head("code list", "kodeliste", l.id, w.in(l.name));
        w.said("Field in the HTCDS standard", "Felt i standarden HTCDS", l.htcds);
        w.source(l.basis);
        for (const auto& v : l.values)
            w.line(4, v.id + "  " + w.in(v.name) + (v.htcds.empty() ? "" : "  [" + v.htcds + "]") + (v.htcds_missing ? w.say("  [not in the standard]", "  [ikke i standarden]") : "") +
                          (v.note.empty() ? "" : w.say("  Note: ", "  Merknad: ") + w.in(v.note)));
    });
    each(w.pack.services, id, [&](const Service& s) {
        w.head("service", "tjeneste", s.id, w.in(s.name));
        if (const auto* kinds = w.pack.code_list("service-kind")) w.said("Kind", "Slag", w.name(kinds->values, s.kind));
        w.said("Delivered by", "Ytes av", w.kinds(s.delivered_by));
        w.said("Needs", "Krever", s.needs.empty() ? w.say("nothing: no complaint, no testimony, no residence", "ingenting: ingen anmeldelse, ikke vitnemål, ikke opphold") : w.facts(s.needs));
        w.said("Note", "Merknad", w.in(s.note));
        w.source(s.basis);
    });
}

void bodies(Words& w, std::string_view id) {
    each(w.pack.kinds, id, [&](const Kind& k) {
        w.head("kind of agency", "slags etat", k.id, w.in(k.name));
        w.said("In the HTCDS standard", "I standarden HTCDS", k.htcds.empty() ? w.say("no such value", "ingen slik verdi") : k.htcds);
    });
    each(w.pack.agencies, id, [&](const Agency& a) {
        w.head("agency or body", "etat eller organ", a.id, w.in(a.name));
        w.said("Kind", "Slag", w.kinds({a.kind}));
        if (!a.parent.empty()) w.said("Part of", "Del av", w.name(w.pack.agencies, a.parent));
        w.said("City", "By", a.city);
        w.said("Note", "Merknad", w.in(a.note));
        w.source(a.basis);
    });
    auto named = [&](const std::vector<Named>& list, const char* en, const char* no) {
        each(list, id, [&](const Named& n) {
            w.head(en, no, n.id, w.in(n.name));
            static const std::map<std::string, std::pair<const char*, const char*>> kinds{
                {"treaty", {"treaty", "traktat"}}, {"act", {"act", "lov"}}, {"agreement", {"agreement", "avtale"}},
                {"policy", {"policy or plan", "politikk eller plan"}}, {"report", {"report", "rapport"}}, {"circular", {"circular", "rundskriv"}}};
            if (auto k = kinds.find(n.kind); k != kinds.end()) w.said("Kind", "Slag", w.say(k->second.first, k->second.second));
            w.said("Section", "Bestemmelse", w.in(n.section));
            w.said("Provision", "Hjemmel", w.in(n.provision));
            if (n.penalty_at_most) w.said("Penalty", "Straff", w.say("imprisonment for up to ", "fengsel inntil ") + period_in_words(*n.penalty_at_most, w.language));
            w.said("Note", "Merknad", w.in(n.note));
            w.source(n.basis);
        });
    };
    each(w.pack.budgets, id, [&](const Budget& b) {
        w.head("budget", "bevilgning", b.id, w.in(b.name));
        w.said("Payer", "Betaler", w.name(w.pack.agencies, b.payer));
        w.said("Amount", "Beløp", "NOK " + std::to_string(b.amount) + (b.each_year ? w.say(" each year", " hvert år") : std::string()));
        w.said("Years", "År", std::to_string(b.from) + "-" + std::to_string(b.until));
        for (const auto& p : b.parts) w.said("Part", "Del", w.in(p.name) + (p.amount ? ": NOK " + std::to_string(p.amount) : std::string()));
        w.source(b.basis);
    });
    each(w.pack.evaluations, id, [&](const Evaluation& v) {
        w.head("evaluation", "evaluering", v.id, w.in(v.name));
        w.said("Measure", "Tiltak", w.name(w.pack.measures, v.measure));
        w.source(v.basis);
    });
    each(w.pack.numbers, id, [&](const Cited& c) {
        w.head("number that the plan cites", "tall som planen nevner", c.id, w.in(c.name));
        w.source(c.basis);
    });
    named(w.pack.networks, "network", "nettverk");
    named(w.pack.programmes, "programme", "program");
    named(w.pack.instruments, "instrument", "instrument");
    named(w.pack.offences, "offence", "lovbrudd");
    named(w.pack.not_offences, "no offence", "ikke et lovbrudd");
    named(w.pack.methods, "method", "metode");
    each(w.pack.sources, id, [&](const Source& s) {
        static const std::map<std::string, const char*> kinds{{"plan", "plan"}, {"treaty", "traktat"}, {"act", "lov"}, {"document", "dokument"}, {"standard", "standard"}};
        w.head("source", "kilde", s.id, w.in(s.title));
        auto k = kinds.find(s.kind);
        w.said("Kind", "Slag", w.nb && k != kinds.end() ? k->second : s.kind);
        if (s.year) w.said("Year", "År", std::to_string(s.year));
        w.said("Note", "Merknad", w.in(s.note));
    });
    each(w.pack.users, id, [&](const User& u) {
        w.head("user of the demonstration", "bruker i demonstrasjonen", u.id, w.in(u.name));
        w.said("Agency", "Etat", w.name(w.pack.agencies, u.agency));
        w.said("Role", "Rolle", w.name(w.pack.roles, u.role));
    });
}

}  // namespace

Result<std::string> explain(const Pack& pack, std::string_view id, std::string_view language) {
    Words w{pack, std::string(language), {}};
    for (auto part : {clocks, obligations, gates, persons, access, plan, figures, reports, lists, bodies}) part(w, id);
    if (w.out.empty()) return fail(Fault::absent, "the pack has nothing called '" + std::string(id.substr(0, 100)) + "'");
    return w.out;
}

}  // namespace soria::pack
