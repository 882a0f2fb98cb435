#!/usr/bin/env python3
"""Every place in the plan that the pack gives: the lines exist, lie in the chapter, section or measure that is named, and say
what they are cited for as far as a machine can tell."""
import re

from plan import MINISTRIES, PACK, Plan, bare, flat, pack_file

PREFACE_LAST = 47
plan = Plan()
faults = []


def ranges(where):
    """Where lines may lie that are said to stand in that place; the most exact name is asked for."""
    if where == "preface":
        return [(1, PREFACE_LAST)]
    if where == "list of measures":
        return [(min(e["lines"][0] for e in plan.in_list.values()) - 9, plan.chapter_start[3] - 1)]
    if m := re.fullmatch(r"chapters (\d) to (\d)", where):
        return [(plan.chapter(int(m[1]))[0], plan.chapter(int(m[2]))[1])]
    if m := re.fullmatch(r"measure (\d+)", where):
        parts = sorted([plan.measures[int(m[1])]["heading"], plan.measures[int(m[1])]["text"]])
        return [(parts[0][0], parts[1][1])] if parts[1][0] <= parts[0][1] + 2 else parts
    if m := re.fullmatch(r"(?:chapter )?(\d)", where):
        first, last = plan.chapter(int(m[1]))
        inner = [s[0] for s in plan.sections.values() if first <= s[0] <= last]
        return [(first, min(inner) - 1 if inner else last)]      # its heading and introduction
    return [plan.sections[where]] if where in plan.sections else []


def check(basis, at):
    first, last = basis["lines"]
    where = str(basis["where"])
    if not 1 <= first <= last <= plan.last:
        return faults.append(f"{at}: the plan has no lines {first}-{last}")
    inside = ranges(where)
    if not inside:
        return faults.append(f"{at}: the plan has no '{where}'")
    if not any(a <= first and last <= b for a, b in inside):
        faults.append(f"{at}: lines {first}-{last} are not in {where}, which is {inside}")
    for n in (first, last):
        if not plan.lines[n].strip():
            faults.append(f"{at}: line {n} is blank")
    if "measures" in plan.lines[ranges(where)[0][0]] and where in plan.sections:
        for number, m in plan.measures.items():
            for a, b in (m["heading"], m["text"]):
                if a <= first and last <= b:
                    faults.append(f"{at}: lines {first}-{last} are measure {number}, not only {where}")


count = 0
def walk(node, at):
    global count
    if isinstance(node, dict):
        if node.get("source") == "plan":
            count += 1
            check(node, at)
        for key, value in node.items():
            walk(value, f"{at}/{node.get('id', '')}{'.' if 'id' in node else ''}{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            walk(value, at if isinstance(value, dict) and "id" in value else f"{at}[{i}]")
    elif isinstance(node, str):      # places inside notes
        for m in re.finditer(r"(\d\.\d|measure \d+), lines? (\d+)(?:-(\d+))?", node):
            count += 1
            check({"where": m[1], "lines": [int(m[2]), int(m[3] or m[2])]}, at)


for path in sorted(PACK.rglob("*.yaml")):
    name = str(path.relative_to(PACK))
    walk(pack_file(name), name)

# A measure's three places hold what they are for.
for m in pack_file("plan.yaml")["measures"]:
    n, own = m["number"], plan.measures[m["number"]]
    at = f"measure {n}"
    head = plan.text(*m["basis"]["lines"])
    if not re.match(rf"Measure no\. {n}\b", head):
        faults.append(f"{at}: basis does not begin with its heading")
    for ministry, agency in MINISTRIES.items():
        if (agency in m["ministries"]) != (ministry in head):
            faults.append(f"{at}: {ministry} in the heading and in 'ministries' differ")
    if f"Implementation: {m['from']}-{m['until']}" not in head:
        faults.append(f"{at}: the period is not in the basis")
    if not bare(plan.text(*m["text_basis"]["lines"])).startswith(bare(own["title"])):
        faults.append(f"{at}: text_basis does not begin with the title")
    if bare(plan.in_list[n]["title"]).replace(" ", "") not in bare(plan.text(*m["list_basis"]["lines"])).replace(" ", ""):
        faults.append(f"{at}: list_basis does not hold the title")

# A body, network, programme or instrument is mentioned in the lines given for it.
SMALL = {"the", "and", "for", "with", "from", "norway", "norwegian", "national", "working", "group", "oslo", "demonstration", "action", "plan"}
for file, keys in (("agencies.yaml", ("agencies", "networks")), ("plan.yaml", ("programmes", "instruments"))):
    for key in keys:
        for e in pack_file(file)[key]:
            if e["basis"]["source"] != "plan":
                continue
            said = plan.text(*e["basis"]["lines"]).lower()
            words = [w for w in re.findall(r"[a-z]{3,}|\d{2,}", flat(e["name"]["en"]).lower()) if w not in SMALL]
            if words and not any(w[:6] in said for w in words):
                faults.append(f"{file}: the lines of '{e['id']}' do not mention it: {said[:80]}")

for f in faults:
    print(f)
print(f"{count} places in the plan, {len(faults)} wrong")
raise SystemExit(1 if faults or count < 200 else 0)
