#!/usr/bin/env python3
"""Every value of the HTCDS standard that the pack gives is one of its field's picklist, spelt as the standard spells it, and
what is said to be missing there is not there by the same name. Every field of the standard is in htcds.yaml with its type, and every value
of its picklist is ours or said not to be. Where picklist and definitions differ is found again, and is what the pack says."""
import json
import re

from plan import SHARED, need, pack_file

standard = json.loads(need(SHARED / "data/htcds/htcds_fields_v2.0.json").read_text(encoding="utf-8"))
fields = {f["name"]: f for f in standard["fields"] if "name" in f}
faults, values = [], 0


def plain(s):
    return re.sub(r"[^a-z]", "", s.lower())


def check(what, field, entries):
    global values
    if field not in fields or not fields[field].get("values"):
        return faults.append(f"{what}: the standard has no picklist '{field}'")
    known, labels = fields[field]["values"], {plain(v) for v in fields[field]["value_labels"]}
    for e in entries:
        values += 1
        if e.get("htcds_missing"):
            if plain(e["name"]["en"]) in labels:
                faults.append(f"{what}: '{e['id']}' is in the standard")
        elif e["htcds"] not in known:
            faults.append(f"{what}: '{e['htcds']}' is no value of {field}")
        if e.get("htcds_missing") and "htcds" in e:
            faults.append(f"{what}: '{e['id']}' both has a value and has none")


check("kinds", "org_Type", pack_file("agencies.yaml")["kinds"])
for code in pack_file("codes.yaml")["codes"]:
    if "htcds" in code:
        check(code["id"], code["htcds"], code["values"])
        if code["basis"] != {**code["basis"], "source": "htcds", "where": code["htcds"]}:
            faults.append(f"{code['id']}: its basis is not that field")
    elif any(plain(code["name"]["en"]) == plain(f["label"]) and f.get("values") for f in fields.values()):
        faults.append(f"{code['id']}: the standard has a field of that name")

# htcds.yaml: fields, types, values.
page = pack_file("htcds.yaml")
ours = {f["field"]: f for f in page["htcds"]}
types = {"Text": "text", "Picklist or Text": "text", "Long Text": "long-text", "Date": "date", "Number": "number", "Checkbox": "checkbox", "Picklist": "picklist",
         "Multiselect Picklist": "multiselect", "Geolocation": "geolocation", "": "none"}
faults += [f"htcds.yaml and the standard differ in the field {n}" for n in set(ours) ^ set(fields)]
lists = {c["id"]: c["values"] for c in pack_file("codes.yaml")["codes"]}
for name in set(ours) & set(fields):
    f, theirs = ours[name], fields[name]
    wanted = "lookup" if theirs["type"].startswith("Lookup") else types[theirs["type"]]
    if f["type"] != wanted:
        faults.append(f"{name}: the type is {wanted}")
    if f.get("deprecated", False) != (theirs["status"] == "DEPRECATED"):
        faults.append(f"{name}: deprecated or not")
    if "held" in f and theirs.get("values"):
        said = [v["value"] for v in f.get("values", [])]
        there = set(said) | {c["htcds"] for c in lists.get(f.get("codes"), []) if "htcds" in c}
        if there != set(theirs["values"]) or len(said) != len(set(said)):
            faults.append(f"{name}: the values differ: {sorted(there ^ set(theirs['values']))}")

# Picklist against definitions, as the pack tells it.
definitions = json.loads(need(SHARED / "data/htcds/htcds_definitions.json").read_text(encoding="utf-8"))
defined = {d["name"].removeprefix("MethodsOfControl") for d in definitions if d["group"] == "Methods Of Control"}
chosen = set(fields["vic_MethodsOfControl"]["values"])
against = page["htcds_contradictions"]
told = {side: {v for c in against if c["field"] == "vic_MethodsOfControl" for v in c.get(side, [])} for side in ("definitions", "picklist")}
if told["definitions"] != defined - chosen or told["picklist"] != chosen - defined:
    faults.append(f"means of control: defined alone {sorted(defined - chosen)}, in the picklist alone {sorted(chosen - defined)}; the pack says {told}")
industries = {d["name"] for d in definitions if d["group"] == "Labour Industry (TIER 1)"}
if industries != set(fields["vic_ForcedLabourIndustry"]["values"]):
    faults.append("industries: picklist and definitions differ, and the pack does not say so")
multilingual = need(SHARED / "data/htcds/htcds_multilingual_hxltm.csv").read_text(encoding="utf-8")
seen = {
    "gender-unknown": "Not Specified/Unknown" in fields["prs_Gender"]["value_labels"],
    "citizenship-nationality": "prs_Nationality_nomen" in multilingual and "prs_Citizenship_nomen" not in multilingual,
    "language-codes": "639-2" in fields["prs_PrimaryLanguage"]["value_source"] and "country codes" in fields["prs_PrimaryLanguage"]["value_source"],
    "decision-maker": not set(fields["vic_TraffickingStatusDecisionMakingOrg"]["values"]) <= set(fields["org_Type"]["values"]),
    "relation-spelling": "Unaquainted" in fields["vic_RelationshipToTrafficker"]["values"],
    "deprecated-core": fields["vic_Vulnerabilities"]["core"] and fields["vic_Vulnerabilities"]["status"] == "DEPRECATED",
    "one-referral": "multiple" in fields["cas_ReferredOrganisation"]["notes"] and fields["cas_ReferredOrganisation"]["type"].startswith("Lookup"),
    "industry-manufacturing": any(d["group"] == "Manufacturing" and "transport via pipelines" in d["name"] for d in definitions),
    "mailing-country": fields["prs_MailingCountry"]["type"] == "Text" and "3166" in fields["prs_MailingCountry"]["value_source"],
}
for c in against:
    if not seen.get(c["id"], c["field"] == "vic_MethodsOfControl" and bool(c.get("definitions"))):
        faults.append(f"the contradiction {c['id']} is not in the standard's files")

for f in faults:
    print(f)
print(f"{len(ours)} fields, {sum('held' in f for f in ours.values())} held; {len(against)} contradictions found again")
print(f"{values} values against the standard, {len(faults)} wrong")
raise SystemExit(1 if faults else 0)
