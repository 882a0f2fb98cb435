// A rule in words with its source, for `soria pack explain`.
#include "pack/pack.hpp"

namespace soria::pack {
namespace {

struct Words {
    const Pack& pack;
    std::string language, out;

    void line(const std::string& s) { out += s + "\n"; }
    void said(const char* what, const std::string& s) {
        if (!s.empty()) line(std::string("  ") + what + ": " + s);
    }
    void head(const char* kind, const std::string& id, const Text& name) {
        if (!out.empty()) line("");
        line(std::string(kind) + " " + id + ": " + name.in(language));
    }
    void source(const Basis& b) {
        if (b.assumption()) return said("source", "none; an assumption: " + b.note);
        const auto* s = pack.source(b.source);
        said("source", b.text() + (s ? " (" + s->title + ")" : ""));
    }
    static std::string list(const std::vector<std::string>& l) {
        std::string s;
        for (const auto& e : l) s += (s.empty() ? "" : ", ") + e;
        return s;
    }
    std::string facts(const std::vector<std::string>& l) {
        std::string s;
        for (const auto& f : l) {
            bool negated = f.rfind("not ", 0) == 0;
            s += (s.empty() ? "" : "; ") + std::string(negated ? "not: " : "") + pack.text("fact." + (negated ? f.substr(4) : f), language);
        }
        return s;
    }
    std::string events(const std::vector<std::string>& l) {
        std::string s;
        for (const auto& e : l) s += (s.empty() ? "" : ", ") + pack.text("event." + e, language);
        return s;
    }
    void version(const Version& v, const std::string& says) {
        std::string when;
        if (v.valid.from) when += " from " + v.valid.from->text();
        if (v.valid.until) when += " until " + v.valid.until->text() + " (not included)";
        if (v.valid.dated_by_assumption) when += ", dated by assumption";
        line("  - " + says + when);
        std::string standing(name_of(v.standing));
        if (v.run_as_assumption) standing += ", run as an assumption: it binds and is shown as one";
        else if (!v.binds()) standing += ": binds nobody";
        said("  standing", standing);
        source(v.basis);
    }
};

std::string length_of(const ClockVersion& v) { return v.length ? "lasts " + v.length->text() : "at most " + v.max->text() + "; the decision names the end"; }

void clocks(Words& w, std::string_view id) {
    for (const auto& c : w.pack.clocks) {
        if (c.id != id) continue;
        w.head("clock", c.id, c.name);
        w.said("starts when", w.events({c.starts}));
        w.said("ends by", w.events(c.ends_by));
        std::vector<std::string> warns;
        for (const auto& p : c.warns_at) warns.push_back(p.text());
        w.said("warns before the end", Words::list(warns) + (c.warns_basis.assumption() ? " (assumption: " + c.warns_basis.note + ")" : ""));
        w.said("when it runs out", c.on_expiry.in(w.language));
        if (!c.once_per.empty()) w.said("once for each", c.once_per + " (" + c.once_basis.text() + ")");
        for (const auto& v : c.versions) w.version(v, length_of(v));
    }
}

void rules(Words& w, std::string_view id) {
    for (const auto& s : w.pack.safeguards) {
        if (s.id != id) continue;
        w.head("safeguard", s.id, s.name);
        w.said("before", w.pack.text("command." + s.act, w.language));
        w.said("because", s.because.in(w.language));
        for (const auto& v : s.versions)
            w.version(v, (v.when.empty() ? std::string("always") : "when " + w.facts(v.when)) + ", requires: " + w.facts(v.required));
    }
    for (const auto& d : w.pack.duties) {
        if (d.id != id) continue;
        w.head("duty", d.id, d.name);
        w.said("what", d.what.in(w.language));
        w.said("held by", d.holder);
        w.said("after", w.events({d.after}) + (d.when.empty() ? "" : ", when " + w.facts(d.when)));
        w.said("done by", w.events(d.done_by));
        for (const auto& v : d.versions) w.version(v, "within " + v.within.text());
    }
    for (const auto& e : w.pack.entitlements) {
        if (e.id != id) continue;
        w.head("entitlement", e.id, e.name);
        w.said("granted by", w.events({e.granted_by}));
        w.said("ends by", w.events(e.ends_by));
        for (const auto& v : e.versions) w.version(v, std::to_string(v.amount) + " " + e.unit);
    }
    for (const auto& g : w.pack.gates) {
        if (g.id != id) continue;
        w.head("gate", g.id, g.name);
        w.said("opens", Words::list(g.methods));
        for (const auto& v : g.versions)
            w.version(v, "for " + Words::list(v.offences) + ", suspicion: " + v.suspicion + (v.provision.empty() ? "" : ", under " + v.provision) +
                             (v.decided_by.empty() ? "" : ", decided by " + v.decided_by) + (v.for_at_most ? ", for at most " + v.for_at_most->text() : ""));
    }
    for (const auto& r : w.pack.routes) {
        if (r.id != id) continue;
        w.head("route of residence", r.id, r.name);
        for (const auto& v : r.versions) w.version(v, v.needs.empty() ? "open to all" : "needs: " + w.facts(v.needs));
    }
    for (const auto& a : w.pack.ages) {
        if (a.id != id) continue;
        w.head("age", a.id, a.name);
        for (const auto& v : a.versions) w.version(v, "under " + std::to_string(v.under) + " years; doubt counts as a child");
    }
    for (const auto& p : w.pack.presumers) {
        if (p.id != id) continue;
        w.head("who finds", p.id, p.name);
        for (const auto& v : p.versions)
            w.version(v, "presume: " + Words::list(v.may_presume) + "; identify: " + Words::list(v.may_identify));
    }
    for (const auto& t : w.pack.retention) {
        if (t.id != id) continue;
        w.head("retention", t.id, t.name);
        w.said("class", t.class_name);
        w.said("keeps", t.keep.text() + " after the case is closed");
        w.said("standing", std::string(name_of(t.standing)));
        w.source(t.basis);
    }
    for (const auto& d : w.pack.disclosure) {
        if (d.id != id) continue;
        w.head("disclosure", d.id, d.name);
        w.said("roles", Words::list(d.roles));
        w.said("relations", Words::list(d.relations));
        w.said("purposes", Words::list(d.purposes));
        w.said("classes", Words::list(d.classes));
        w.said("verdict", d.verdict);
        w.source(d.basis);
    }
}

void plan(Words& w, std::string_view id) {
    for (const auto& m : w.pack.measures) {
        if (m.id != id && std::to_string(m.number) != id) continue;
        w.head("measure", std::to_string(m.number), m.name);
        if (m.name_in_list) w.said("called in the list", m.name_in_list->in(w.language));
        w.said("ministries", Words::list(m.ministries));
        w.said("period", std::to_string(m.from) + "-" + std::to_string(m.until));
        w.said("new in the list", m.new_in_list ? "yes" : "no");
        w.said("new in the chapter", m.new_in_chapter ? "yes" : "no");
        w.source(m.basis);
        w.source(m.list_basis);
    }
    for (const auto& g : w.pack.goals) {
        if (g.id != id) continue;
        w.head("goal", g.id, g.name);
        w.source(g.basis);
    }
    for (const auto& c : w.pack.contradictions) {
        if (c.id != id) continue;
        w.head("contradiction", c.id, c.about);
        for (const auto& r : c.readings) {
            w.line("  - " + r.says.in(w.language));
            w.source(r.basis);
        }
    }
}

void lists(Words& w, std::string_view id) {
    for (const auto& l : w.pack.lists) {
        if (l.id != id) continue;
        w.head("list of indicators", l.id, l.name);
        w.said("for", Words::list(l.for_kinds));
        if (l.rule) w.said("how to read it", l.rule->in(w.language));
        if (l.truncated) w.said("note", "the source breaks off; so does this list");
        w.source(l.basis);
        for (const auto& g : l.groups) {
            if (g.heading) w.line("  " + g.heading->in(w.language));
            for (const auto& i : g.items) w.line("    " + i.id + "  " + i.text.in(w.language));
        }
    }
    for (const auto& l : w.pack.codes) {
        if (l.id != id) continue;
        w.head("code list", l.id, l.name);
        w.said("in HTCDS", l.htcds);
        for (const auto& v : l.values)
            w.line("    " + v.id + "  " + v.name.in(w.language) + (v.htcds.empty() ? "" : "  [" + v.htcds + "]") + (v.htcds_missing ? "  [not in the standard]" : ""));
    }
    for (const auto& s : w.pack.services) {
        if (s.id != id) continue;
        w.head("service", s.id, s.name);
        w.said("delivered by", Words::list(s.delivered_by));
        w.said("needs", s.needs.empty() ? "nothing" : w.facts(s.needs));
        w.source(s.basis);
    }
    for (const auto& a : w.pack.agencies) {
        if (a.id != id) continue;
        w.head("agency", a.id, a.name);
        w.said("kind", a.kind);
        w.said("part of", a.parent);
        w.said("city", a.city);
        w.said("note", a.note);
        w.source(a.basis);
    }
    for (const auto* named : {&w.pack.networks, &w.pack.offences, &w.pack.methods})
        for (const auto& n : *named) {
            if (n.id != id) continue;
            w.head(named == &w.pack.networks ? "network" : named == &w.pack.offences ? "offence" : "method", n.id, n.name);
            w.said("section", n.section);
            w.said("provision", n.provision);
            w.source(n.basis);
        }
    for (const auto& s : w.pack.sources)
        if (s.id == id) w.line("source " + s.id + ": " + s.title + (s.year ? " (" + std::to_string(s.year) + ")" : "") + (s.note.empty() ? "" : "\n  " + s.note));
}

}  // namespace

Result<std::string> explain(const Pack& pack, std::string_view id, std::string_view language) {
    Words w{pack, std::string(language), {}};
    clocks(w, id);
    rules(w, id);
    plan(w, id);
    lists(w, id);
    if (w.out.empty()) return fail(Fault::absent, "the pack has nothing called '" + std::string(id.substr(0, 100)) + "'");
    return w.out;
}

}  // namespace soria::pack
