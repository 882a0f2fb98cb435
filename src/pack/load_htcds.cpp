// The part of a pack that says how the HTCDS standard's fields and values lie beside ours.
#include <algorithm>

#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

// `ours` and `becomes` name codes of the field's list, kinds of agency, forms, or the phases of a case.
HtcdsValue read_value(Entry& v, const HtcdsField& f) {
    HtcdsValue x;
    x.value = v.str("value");
    bool phases = f.held == "case.status";
    std::string kind = f.held == "finding.by" ? "kind" : f.held == "report.form.sexual" ? "form code" : f.codes + " code";
    if (phases) x.ours = v.strings("ours", false);
    else x.ours = v.refs("ours", kind.c_str(), {}, false);
    x.becomes = phases ? v.str("becomes", false) : v.ref("becomes", kind.c_str(), false);
    if (x.ours.empty() == x.becomes.empty()) v.fault("'" + x.value.substr(0, 60) + "' needs either 'ours' or 'becomes'");
    for (auto phase : x.ours)
        if (phases && phase != "open" && phase != "returning" && phase != "returned" && phase != "closed") v.fault("a case has no phase '" + phase.substr(0, 60) + "'", "ours");
    if (phases && !x.becomes.empty() && x.becomes != "open" && x.becomes != "closed") v.fault("a case becomes open or closed", "becomes");
    return x;
}

}  // namespace

void read_htcds_field(Entry& e, Pack& p) {
    HtcdsField f;
    f.field = e.str("field");
    f.xlsform = e.str("xlsform", false);
    if (!f.field.empty()) e.reading().define("HTCDS field", f.field, e.node()["field"]);
    if (!f.xlsform.empty()) e.reading().define("HTCDS field", f.xlsform, e.node()["xlsform"]);
    f.type = e.one_of("type", {"text", "long-text", "date", "number", "checkbox", "picklist", "multiselect", "lookup", "geolocation", "none"});
    f.deprecated = e.flag("deprecated");
    f.held = e.one_of("held", {"person.name.first", "person.name.middle", "person.name.second", "person.born", "person.gender", "person.citizenship",
                               "person.language", "person.number", "person.contact", "report.form", "report.form.sexual", "report.means", "report.seen", "report.place",
                               "finding.status", "finding.by", "case.status", "case.closed-because"}, false);
    f.codes = e.ref("codes", "code list", false);
    f.label = e.str("label", false);
    f.note = e.text("note", false);
    if (f.held.empty() && f.note.empty()) e.fault("a field that is not held says why in 'note'");
    bool lines = f.held == "person.contact" || f.held == "report.place";
    if (lines == f.label.empty()) e.fault("a field that is a line of a text, and no other, has a 'label'");
    if (!lines && !f.held.empty()) e.reading().define("place of an HTCDS field", f.held, e.node()["held"]);
    e.each("values", [&](const YAML::Node& n) {
        Entry v(e.reading(), n, "a value of the standard");
        f.values.push_back(read_value(v, f));
    }, false);
    p.htcds.push_back(std::move(f));
}

void read_htcds_contradiction(Entry& e, Pack& p) {
    HtcdsContradiction c;
    c.id = e.id("contradiction of HTCDS");
    c.field = e.ref("field", "HTCDS field");
    c.picklist = e.strings("picklist", false);
    c.definitions = e.strings("definitions", false);
    c.says = e.text("says");
    c.does = e.text("does");
    c.basis = e.basis();
    p.htcds_contradictions.push_back(std::move(c));
}

void read_citizenship_group(Entry& e, Pack& p) {
    CitizenshipGroup g;
    g.group = e.ref("group", "citizenship-group code");
    g.countries = e.strings("countries");
    for (const auto& c : g.countries) {
        if (c.size() != 2 || !std::all_of(c.begin(), c.end(), [](char x) { return x >= 'A' && x <= 'Z'; })) e.fault("a country is two capital letters of ISO 3166", "countries");
        else e.reading().define("country's group", c, e.node()["countries"]);
    }
    g.basis = e.basis();
    p.citizenship_groups.push_back(std::move(g));
}

}  // namespace soria::pack
