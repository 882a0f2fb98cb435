// The law's kinds: clocks, safeguards, gates, duties, entitlements, routes, ages, presumers.
#include <algorithm>

#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

std::string citation(const Basis& b) {
    if (b.assumption()) return "assumption";
    return b.source == "plan" ? b.where : b.source + " " + b.where;
}

Validity read_validity(Entry& parent) {
    Validity v;
    auto n = parent.at("valid", false);
    if (!n.IsDefined()) return v;
    Entry e(parent.reading(), n, "a validity");
    auto day = [&](const char* key) -> std::optional<Date> {
        auto s = e.str(key, false);
        if (s.empty()) return std::nullopt;
        auto d = Date::parse(s);
        if (!d) e.fault("'" + std::string(key) + "': " + d.error().because, key);
        return d ? std::optional<Date>(*d) : std::nullopt;
    };
    v.from = day("from");
    v.until = day("until");
    v.dated_by_assumption = e.one_of("dated_by", {"assumption"}, false) == "assumption";
    if (v.from && v.until && *v.from >= *v.until) e.fault("'until' must be after 'from'");
    if (!v.from && !v.until && !e.has("from") && !e.has("until")) e.fault("a validity has 'from', 'until' or both");
    return v;
}

bool overlap(const Validity& a, const Validity& b) {
    bool a_first = a.until && b.from && *a.until <= *b.from, b_first = b.until && a.from && *b.until <= *a.from;
    return !a_first && !b_first;
}

// What all rules share: id, name, versions. `more` reads what the kind's versions have.
template <class V, class Fn> void read_rule(Entry& e, const char* kind, Rule<V>& rule, Fn more) {
    rule.id = e.id(kind);
    rule.name = e.text("name");
    e.each("versions", [&](const YAML::Node& n) {
        Entry v(e.reading(), n, std::string("a version of a ") + kind);
        V version;
        version.basis = v.basis();
        version.standing = v.standing(version.basis);
        bool binds = version.binds();
        version.run_as_assumption = v.one_of("run_as", {"assumption"}, false) == "assumption";
        if (binds && version.run_as_assumption) v.fault("'run_as' is for what would not bind; this does", "run_as");
        version.valid = read_validity(v);
        version.id = citation(version.basis);
        more(v, version);
        for (const auto& other : rule.versions) {
            if (!other.binds() || !version.binds()) continue;
            if (overlap(other.valid, version.valid)) v.fault("overlapping validity: two versions of '" + rule.id + "' bind on the same day");
            if (other.id == version.id) v.fault("two versions of '" + rule.id + "' have the same place in the source");
        }
        rule.versions.push_back(std::move(version));
    });
    if (rule.versions.empty() && e.has("versions")) e.fault("'" + rule.id + "' has no version", "versions");
}

void read_clock(Entry& e, Pack& p) {
    Clock c;
    read_rule(e, "clock", c, [](Entry& v, ClockVersion& x) {
        x.length = v.period("length", false);
        x.max = v.period("max", false);
        if (v.has("length") == v.has("max")) v.fault("a clock's version has either 'length' or 'max'");
        for (auto period : {x.length, x.max})
            if (period && *period <= Period{}) v.fault("a clock must run for at least a day");
    });
    c.subject = e.one_of("subject", {"person", "case"});
    c.starts = e.ref("starts", "event");
    if (auto n = e.at("warns", false); n.IsDefined()) {
        Entry w(e.reading(), n, "a clock's warnings");
        for (const auto& s : w.strings("at")) {
            auto period = Period::parse(s);
            if (period) c.warns_at.push_back(*period);
            else w.fault("'at': " + period.error().because, "at");
        }
        c.warns_basis = w.basis();
        c.warns_standing = w.standing(c.warns_basis);
    }
    c.ends_by = e.refs("ends_by", "event");
    c.on_expiry = e.text("on_expiry");
    c.once_per = e.one_of("once_per", {"situation"}, false);
    c.once_basis = e.basis("once_basis", !c.once_per.empty());
    if (c.once_per.empty() && e.has("once_basis")) e.fault("'once_basis' without 'once_per'", "once_basis");
    p.clocks.push_back(std::move(c));
}

// Commands by which somebody is seen, helped and housed.
bool help(std::string_view command) {
    static const std::set<std::string_view> list{"receive-report", "screen-report", "open-case", "offer-referral", "accept-referral", "order-service",
                                                 "deliver-service", "hold-bed", "use-bed", "grant-legal-aid", "use-legal-aid", "report-concern", "tell-rights"};
    return list.count(command) > 0;
}

void read_safeguard(Entry& e, Pack& p) {
    Safeguard s;
    read_rule(e, "safeguard", s, [](Entry& v, SafeguardVersion& x) {
        x.when = v.refs("when", "fact", {}, false);
        x.required = v.refs("requires", "fact");
    });
    s.act = e.ref("act", "command");
    if (help(s.act))
        for (const auto& v : s.versions)
            for (const auto* facts : {&v.when, &v.required})
                for (const auto& fact : *facts)
                    if (never_for_help(fact)) e.fault("'" + s.act + "' is help, which never depends on '" + fact + "'", "act");
    s.because = e.text("because");
    p.safeguards.push_back(std::move(s));
}

void read_gate(Entry& e, Pack& p) {
    Gate g;
    read_rule(e, "gate", g, [](Entry& v, GateVersion& x) {
        x.offences = v.refs("offences", "offence");
        x.suspicion = v.text("suspicion");
        x.provision = v.text("provision", false);
        x.decided_by = v.text("decided_by", false);
        x.for_at_most = v.period("for_at_most", false);
    });
    g.methods = e.refs("methods", "method");
    p.gates.push_back(std::move(g));
}

void read_duty(Entry& e, Pack& p) {
    Duty d;
    read_rule(e, "duty", d, [](Entry& v, DutyVersion& x) { x.within = v.period("within").value_or(Period{}); });
    d.subject = e.one_of("subject", {"person", "case"});
    if (e.has("after") && e.node()["after"].IsSequence()) d.after = e.refs("after", "event");
    else d.after = {e.ref("after", "event")};
    d.when = e.refs("when", "fact", {}, false);
    d.holder = e.str("holder");
    if (!d.holder.empty() && d.holder != "lead" && d.holder != "asked") e.reading().names("kind", d.holder, e.node()["holder"]);
    d.tells = e.ref("class", "class", false);
    d.done_by = e.refs("done_by", "event");
    bool binding = std::any_of(d.versions.begin(), d.versions.end(), [](auto& v) { return v.binds(); });
    if (binding && d.done_by.empty() && e.has("done_by")) e.fault("a duty that binds is done by some event", "done_by");
    d.what = e.text("what");
    p.duties.push_back(std::move(d));
}

void read_entitlement(Entry& e, Pack& p) {
    Entitlement t;
    read_rule(e, "entitlement", t, [](Entry& v, EntitlementVersion& x) { x.amount = v.number("amount", 1, 1'000'000'000); });
    t.subject = e.one_of("subject", {"person", "case"});
    t.unit = e.one_of("unit", {"minutes", "ore", "nights"});
    t.granted_by = e.ref("granted_by", "event");
    t.ends_by = e.refs("ends_by", "event", {}, false);
    p.entitlements.push_back(std::move(t));
}

void read_named(Entry& e, const char* kind, std::vector<Named>& list) {
    Named n;
    n.id = e.id(kind);
    n.name = e.text("name");
    n.note = e.text("note", false);
    if (std::string_view(kind) == "offence") {
        n.section = e.text("section");
        n.penalty_at_most = e.period("penalty_at_most", false);
    }
    if (std::string_view(kind) == "method") n.provision = e.text("provision", false);
    n.basis = e.basis();
    list.push_back(std::move(n));
}

using Reader = void (*)(Entry&, Pack&);
const std::map<std::string, Reader, std::less<>>& readers() {
    static const std::map<std::string, Reader, std::less<>> r{
        {"clocks", read_clock}, {"safeguards", read_safeguard}, {"gates", read_gate}, {"duties", read_duty},
        {"entitlements", read_entitlement},
        {"routes", [](Entry& e, Pack& p) {
             Route r;
             read_rule(e, "route", r, [](Entry& v, RouteVersion& x) { x.needs = v.refs("needs", "fact", {}, false); });
             r.clock = e.ref("clock", "clock", false);
             p.routes.push_back(std::move(r));
         }},
        {"ages", [](Entry& e, Pack& p) {
             Age a;
             read_rule(e, "age", a, [](Entry& v, AgeVersion& x) {
                 x.under = int(v.number("under", 1, 100));
                 x.doubt_basis = v.basis("doubt_basis");
             });
             p.ages.push_back(std::move(a));
         }},
        {"presumers", [](Entry& e, Pack& p) {
             Presumers s;
             read_rule(e, "presumer", s, [](Entry& v, PresumerVersion& x) {
                 x.may_presume = v.refs("may_presume", "kind");
                 x.may_identify = v.refs("may_identify", "kind");
             });
             p.presumers.push_back(std::move(s));
         }},
        {"offences", [](Entry& e, Pack& p) { read_named(e, "offence", p.offences); }},
        {"not_offences", [](Entry& e, Pack& p) { read_named(e, "act that is no offence", p.not_offences); }},
        {"methods", [](Entry& e, Pack& p) { read_named(e, "method", p.methods); }}};
    return r;
}

}  // namespace

bool is_law(std::string_view key) { return readers().find(key) != readers().end(); }

void read_law(Reading_& r, Pack& p, const std::string& key, const YAML::Node& list) {
    if (!list.IsSequence()) return r.fault(list.Mark(), "'" + key + "' must be a list");
    for (const auto& n : list) {
        Entry e(r, n, "an entry of '" + key + "'");
        readers().at(key)(e, p);
    }
}

}  // namespace soria::pack
