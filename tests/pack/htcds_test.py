#!/usr/bin/env python3
"""Every value of the HTCDS standard that the pack gives is one of its field's picklist, spelt as the standard spells it, and
what is said to be missing there is not there by the same name."""
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

for f in faults:
    print(f)
print(f"{values} values against the standard, {len(faults)} wrong")
raise SystemExit(1 if faults else 0)
