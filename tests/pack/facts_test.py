#!/usr/bin/env python3
"""Every body, network, agreement, treaty, act and programme of the gathered facts is in the pack, and so are the time limits and
the gates, with places that hold the fact's own words."""
import json

from plan import PACK, SHARED, Plan, flat, need, pack_file

facts = json.loads(need(SHARED / "data/norway2006/facts.json").read_text(encoding="utf-8"))["facts"]
gates = json.loads(need(SHARED / "data/norway2006/legal-gates.json").read_text(encoding="utf-8"))
plan, faults, met = Plan(), [], 0

# The fact's name, and the id under which the pack has it.
WHERE = {
    "Ministry of Justice and the Police (main coordinating responsibility)": "justice-ministry", "Ministry of Labour and Social Inclusion": "labour-ministry",
    "Ministry of Children and Equality": "children-ministry", "Ministry of Defence": "defence-ministry", "Ministry of Health and Care Services": "health-ministry",
    "Ministry of Foreign Affairs": "foreign-ministry", "Directorate of Police": "police-directorate", "Directorate of Immigration (UDI)": "udi",
    "Directorate for Health and Social Affairs": "health-directorate", "Director General of Public Prosecutions": "public-prosecutions", "KRIPOS": "kripos",
    "Oslo police": "oslo-police", "Police Academy": "police-academy", "court administration": "courts-administration",
    "Norwegian Labour Inspection Authority": "labour-inspection", "National Coordinating Unit for Assistance and Protection": "kom",
    "New Methods Committee": "new-methods-committee", "Aggrieved Party Committee": "aggrieved-party-committee", "Pro Centre": "pro-centre",
    "ROSA project / crisis centre secretariat": "rosa", "Fafo": "fafo", "PION": "pion", "REFORM resource centre for men": "reform",
    "Natteravnene (Night Ravens)": "night-ravens", "Norges Taxi": "norges-taxi", "Defence Forces": "defence-forces",
    "child welfare services (municipal)": "barnevern", "reception centres": "reception-oslo", "Supreme Court": "supreme-court",
    "University of Oslo": "university-of-oslo", "IOM": "iom", "ILO": "ilo", "OSCE": "osce", "UNODC": "unodc", "NATO": "nato",
    "Council of Europe": "council-of-europe", "Europol": "europol", "Interpol": "interpol", "Eurojust": "eurojust",
    "European Women\u2019s Lobby": "european-womens-lobby", "Organs Watch": "organs-watch", "EU Commission Expert Group": "eu-expert-group",
    "CoE SP-CTO": "sp-cto", "Oslo Pilot": "oslo-pilot", "City Conferences": "city-conferences", "Children at Risk network (CBSS)": "children-at-risk",
    "Nordic-Baltic working group of state secretaries": "nordic-baltic-working-group",
    "Nordic-Baltic Task Force Against Trafficking in Human Beings": "nordic-baltic-task-force", "Nordic Council of Ministers": "nordic-council-of-ministers",
    "Barents Cooperation": "barents-cooperation", "Council of the Baltic Sea States": "baltic-sea-council", "Nordic police cooperation forums": "nordic-police",
    "Schengen Cooperation": "schengen", "IOM repatriation agreement": "iom-agreement", "EEA financing mechanism": "eea-mechanism",
    "ILO two-year programme agreement": "ilo-programme", "strategic partnership with the ILO": "ilo-partnership",
    "EU accession agreements Bulgaria/Romania": "accession-agreements", "repatriation agreements": "repatriation-agreements",
    "Palermo Protocol": "palermo-protocol", "UN Convention on Transnational Organised Crime": "un-organised-crime",
    "CoE Convention on Action against Trafficking in Human Beings": "coe-convention",
    "UN Convention on the Rights of the Child (+optional protocols)": "child-convention", "Optional Protocol sale of children": "sale-of-children",
    "OSCE Action Plan (annexe on children)": "osce-action-plan", "NATO Policy on Combating Trafficking": "nato-policy", "UN SC Resolution 1325": "resolution-1325",
    "Hague Programme": "hague-programme", "EU Action Plan": "eu-action-plan", "UN study on violence against children": "un-study-violence",
    "Soria Moria Declaration": "soria-moria", "Penal Code s.224": "pc-224", "Child Welfare Act s.1-1": "child-welfare-act", "Human Rights Act": "human-rights-act",
    "Immigration Act s.47": "imm-47", "Transplantation Act s.10a": "trans-10a", "Criminal Procedure Act ss.202b, 202c, 216a, 216b": "criminal-procedure-act",
    "POP pilot Oslo": "pop-oslo", "working group on disappearances of minors": "disappearances-working-group",
    "OSCE law enforcement training": "osce-police-training", "roving international communication function": "roving-communication",
    "MFA project activities 2006-2009": "projects-abroad-2006-2009", "ILO programme agreement, annual": "ilo-programme-budget",
    "Norway\u2019s Development Strategy: Three billion reasons": "three-billion-reasons",
}
CATEGORIES = {"institution", "network", "agreement", "treaty-or-international-instrument", "law", "project-or-programme", "budget"}

entries = {}
for path in PACK.rglob("*.yaml"):
    for top in pack_file(str(path.relative_to(PACK))).values():
        for e in top if isinstance(top, list) else []:
            if "basis" in e and "id" in e and path.name in ("agencies.yaml", "plan.yaml", "gates.yaml"):
                entries[e["id"]] = e
for f in facts:
    if f["category"] not in CATEGORIES:
        continue
    met += 1
    if f["name"] not in WHERE:
        faults.append(f"nobody has said where '{f['name']}' is in the pack")
    elif WHERE[f["name"]] not in entries:
        faults.append(f"the pack has no '{WHERE[f['name']]}' for '{f['name']}'")
    elif f["category"] == "budget" and entries[WHERE[f["name"]]]["amount"] != f["amount"]:
        faults.append(f"'{f['name']}' is another amount in the pack")
for fact, evaluation in (("ROSA evaluation", "rosa-evaluation"),):
    met += 1
    lines, ours = next(f["lines"] for f in facts if f["name"] == fact), entries[evaluation]["basis"]["lines"]
    if not (ours[0] <= lines[0] and lines[1] <= ours[1]):
        faults.append(f"{evaluation} does not stand where the plan promises it")

# Numbers that the plan cites from others stand in the pack with their lines.
CITED = {"ILO forced labourers worldwide": ("forced-labourers-world", "12.3"), "of whom victims of trafficking": ("forced-labourers-trafficked", "2.4"),
         "illegal business rank": ("illegal-business-rank", "second largest"), "kidney transplants from live donors": ("live-donors-share", "40")}
cited = {n["id"]: n for n in pack_file("plan.yaml")["numbers"]}
for fact, (ours, said) in CITED.items():
    met += 1
    lines = next(f["lines"] for f in facts if f["name"] == fact)
    if ours not in cited or said not in cited[ours]["name"]["en"] or not (cited[ours]["basis"]["lines"][0] <= lines[0] and lines[1] <= cited[ours]["basis"]["lines"][1]):
        faults.append(f"the pack does not cite '{fact}' from its place")

# What the pack says in numbers, against the words of the plan in the very lines it gives.
law = {k: v for name in ("residence", "entitlements", "duties", "safeguards", "gates") for k, v in pack_file(f"law/{name}.yaml").items()}
def version(kind, rule, n=0):
    return next(r for r in law[kind] if r["id"] == rule)["versions"][n]
for v, key, value, words in (
        (version("clocks", "reflection-period", 0), "length", "P45D", "postponed for 45 days"),
        (version("clocks", "reflection-period", 1), "max", "P6M", "for up to six months"),
        (version("clocks", "one-year-permit"), "max", "P1Y", "work permit for one year is proposed"),
        (version("entitlements", "legal-aid-before-complaint"), "amount", 300, "up to five hours of free legal aid"),
        (version("ages", "child"), "under", 18, "children under the age of 18"),
        (version("safeguards", "child-return"), "requires", ["return.carer_named", "return.best_interests_support"], "carer or welfare service is clearly identified"),
        (version("duties", "concern-to-child-welfare"), "standing", "in force", "must report to the child welfare service"),
        (version("duties", "financial-track"), "standing", "announced", "in parallel with ordinary investigation"),
        (version("gates", "gate-smuggling-procurement"), "standing", "considered", "will consider amending legislation"),
        (version("gates", "gate-testimony"), "standing", "considered", "will consider the possibilities")):
    met += 1
    said = plan.text(*v["basis"]["lines"]).lower()
    if v[key] != value or words not in said:
        faults.append(f"{key}: {v[key]} is not {value}, or its lines do not say '{words}'")

# The gates: the same offences and methods, the same openings, nobody invented who decides.
ids = lambda key, where: {e["id"] for e in where[key]}
extra = {"m-anonymous-witness", "m-videolink", "m-judicial-examination", "m-recorded-statement"}      # measure 21
if ids("offences", law) != ids("offences", gates) or ids("methods", law) - extra != ids("methods", gates):
    faults.append("offences or methods are not those of the gathered gates")
for ours, theirs in (("gate-trafficking", "G1"), ("gate-serious-trafficking", "G2")):
    met += 1
    g, rule = next(x for x in law["gates"] if x["id"] == ours), next(x for x in gates["gate_rules"] if x["id"] == theirs)
    inside = g["versions"][0]["basis"]["lines"][0] <= rule["lines"][0] and rule["lines"][1] <= g["versions"][0]["basis"]["lines"][1]
    if g["methods"] != rule["then"] or not inside:
        faults.append(f"{ours} does not open what the plan opens")
for m in law["methods"]:
    provision = next((x["legal_basis_in_plan"] for x in gates["methods"] if x["id"] == m["id"]), None)
    if m["id"] not in extra and (provision or "").split("s.")[-1].replace(" ", "") != m.get("provision", {}).get("en", "").split("section")[-1].replace(" ", ""):
        faults.append(f"{m['id']}: another provision than the plan's")
for g in law["gates"]:
    for v in g["versions"]:
        if "decided_by" in v or "for_at_most" in v:
            faults.append(f"{g['id']}: the plan names nobody who decides and no length of time")

for f in faults:
    print(f)
print(f"{met} facts, {len(faults)} missing or different")
raise SystemExit(1 if faults else 0)
