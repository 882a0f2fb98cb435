#!/usr/bin/env python3
"""The lists of indicators hold every group and item of their sources, unweighted, in words of our own."""
import json

from plan import SHARED, need, pack_file

OURS = {"general": "general", "sexual": "prostitution", "labour": "labour", "private_homes": "private-homes", "children": "children",
        "red_flags_in_contact": "red-flags", "health_setting": "health"}
lists = {e["id"]: e for e in pack_file("indicators.yaml")["lists"]}
source = json.loads(need(SHARED / "data/indicators/kom_2008_norway.json").read_text(encoding="utf-8"))
eleven = json.loads(need(SHARED / "data/indicators/ilo_11_forced_labour_2012.json").read_text(encoding="utf-8"))
faults, items = [], 0

for theirs in source["lists"]:
    ours = lists[OURS[theirs["key"]]]
    groups = theirs.get("groups") or [{"items": theirs["items"]}]
    if len(groups) != len(ours["groups"]):
        faults.append(f"{ours['id']}: {len(ours['groups'])} groups, the source has {len(groups)}")
    if bool(ours.get("truncated")) != any(g.get("truncated") for g in groups):
        faults.append(f"{ours['id']}: 'truncated' is not as in the source")
    for g, h in zip(groups, ours["groups"]):
        if bool(g.get("heading")) != bool(h.get("heading")):
            faults.append(f"{ours['id']}: a heading differs")
        want = [i["id"].replace(".", "-") for i in g["items"]]
        have = [i["id"] for i in h["items"]]
        if want != have:
            faults.append(f"{ours['id']}: items {sorted(set(want) ^ set(have))}")
        for i, j in zip(g["items"], h["items"]):
            items += 1
            if i["text_en"].lower() == j["text"]["en"].lower():
                faults.append(f"{ours['id']}: {j['id']} is the source's wording")

names = [i["text"]["en"] for g in lists["ilo-11"]["groups"] for i in g["items"]]
if names != eleven["indicators"]:
    faults.append("ilo-11: not the eleven")
faults += [f"{e['id']}: weighted" for e in lists.values() if e["weighted"] is not False]

for f in faults:
    print(f)
print(f"{items} items in {len(source['lists'])} lists and ILO's {len(names)}, {len(faults)} differences")
raise SystemExit(1 if faults else 0)
