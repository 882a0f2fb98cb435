#!/usr/bin/env python3
"""The 37 measures, recomputed from the plan's own text: numbers, ministries, periods, the marks of list and chapter, titles."""
from plan import Plan, bare, pack_file

plan = Plan()
data = pack_file("plan.yaml")
measures = {m["number"]: m for m in data["measures"]}
faults = []


def same(what, is_, should):
    if is_ != should:
        faults.append(f"{what}: the pack says {is_}, the plan {should}")


same("numbers", sorted(measures), list(range(1, 38)))
chapter_of = {g["id"]: g["chapter"] for g in data["goals"]}
for n, m in measures.items():
    text, in_list = plan.measures[n], plan.in_list[n]
    same(f"measure {n}, ministries", m["ministries"], text["ministries"])
    same(f"measure {n}, period", (m["from"], m["until"]), text["period"])
    same(f"measure {n}, new in the list", m["new_in_list"], in_list["new"])
    same(f"measure {n}, new in the chapter", m["new_in_chapter"], text["new"])
    same(f"measure {n}, another title in the list", "name_in_list" in m, bare(text["title"]) != bare(in_list["title"]))
    first, last = plan.chapter(int(chapter_of[m["goal"]]))
    same(f"measure {n}, chapter of its goal", first <= text["heading"][0] <= last, True)

same("new in the list", sum(m["new_in_list"] for m in measures.values()), 19)
same("new in the chapters", sum(m["new_in_chapter"] for m in measures.values()), 20)
same("marked by the chapter alone", [n for n, m in measures.items() if m["new_in_chapter"] != m["new_in_list"]], [17])
readings = next(c for c in data["contradictions"] if c["id"] == "number-of-new-measures")["readings"]
said = [plan.text(*r["basis"]["lines"]) for r in readings]
same("the text's own number", "sixteen of the measures are new" in said[0], True)
same("marks in the lines of the list", said[1].count("(new)"), 19)
same("marks in the lines of the chapters", said[2].count("(new)"), 20)

for f in faults:
    print(f)
print(f"37 measures against the plan, {len(faults)} differences")
raise SystemExit(1 if faults else 0)
