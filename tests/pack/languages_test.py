#!/usr/bin/env python3
"""Every text of the pack is in Norwegian and English, and is not the same words twice unless it is a name."""
from plan import PACK, pack_file

# Names that are the same in both languages, or words that happen to be.
NAMES = {"ROSA", "Kripos", "PION", "Fafo", "Interpol", "Europol", "Eurojust", "NATO", "Norges Taxi", "Organs Watch", "European Women's Lobby", "Oslo", "Bergen", "Trondheim", "Stavanger", "Fredrikstad", "Drammen",
         "Coordination Unit", "Coordinating Unit", "Demo: ROSA", "Demo: IOM", "Human Trafficking Case Data Standard 2.0 (IOM)", "status", "administration"}
ENGLISH = {" the ", " and ", " is ", " are ", " with ", " which "}
NORWEGIAN = {" og ", " ikke ", " som ", " er ", " til "}
faults, pairs = [], 0


def walk(node, at):
    global pairs
    if isinstance(node, dict) and "nb" in node:
        pairs += 1
        nb, en = node["nb"], node["en"]
        if nb == en and nb not in NAMES:
            faults.append(f"{at}: '{nb}' in both languages")
        if any(w in f" {nb.lower()} " for w in ENGLISH):
            faults.append(f"{at}: English in '{nb}'")
        if any(w in f" {en.lower()} " for w in NORWEGIAN):
            faults.append(f"{at}: Norwegian in '{en}'")
    elif isinstance(node, dict):
        for k, v in node.items():
            walk(v, f"{at}/{node.get('id', k)}")
    elif isinstance(node, list):
        for v in node:
            walk(v, at)


for path in sorted(PACK.rglob("*.yaml")):
    walk(pack_file(str(path.relative_to(PACK))), path.name)
for f in faults:
    print(f)
print(f"{pairs} texts in two languages, {len(faults)} faults")
raise SystemExit(1 if faults else 0)
