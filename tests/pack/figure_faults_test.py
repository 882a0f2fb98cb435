#!/usr/bin/env python3
"""A figure that asks for what is not counted is refused, with its file, its line and what is wrong: one change to the pack at a time."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
soria = root / os.environ.get("SORIA_BUILD", "build") / "soria"
text = (root / "packs/norway-2006/figures.yaml").read_text(encoding="utf-8")

# In the figure of that id this becomes that; then the check says so, at a line of the figure.
WRONG = [
    ("campaign-change", "part: agreed", "part: answered", "the field 'answered' of CampaignSurveyed is not added up"),
    ("campaign-change", "each: campaign", "each: title", "the sums of CampaignSurveyed are not counted by 'title'"),
    ("campaign-change", "after: after", "after: later", "there is no wave code 'later'"),
    ("campaign-change", "unit: percent-points", "unit: percent", "a change is in percent points"),
    ("commitments-kept-children", "CommitmentKept, due: true", "MeasureUpdated, due: true", "counted of an event with a day it is due"),
    ("organ-donors", "over_time: level", "over_time: flow", "a count that is a level"),
    ("contacts-logged", "over_time: flow", "over_time: level", "quarters are of a flow"),
    ("contacts-referred", "by: [city]", "by: [region]", "is not counted by 'region' and 'referred' together"),
    ("contacts-referred", "referred: [true]", "referred: [false]", "only 'true' is counted"),
    ("rights-told-in-time", "in_time: [true]", "in_good_time: [true]", "the event's field 'in_good_time' is not counted"),
]


def lines_of(figure):
    start = re.search(rf"^  - id: {figure}$", text, re.M).start()
    after = re.compile(r"^  - id: ", re.M).search(text, start + 5)
    return start, after.start() if after else len(text)


def main():
    faults = []
    for figure, this, that, said in WRONG:
        start, end = lines_of(figure)
        if this not in text[start:end]:
            faults.append(f"{figure} has no '{this}'")
            continue
        with tempfile.TemporaryDirectory() as tmp:
            pack = pathlib.Path(tmp) / "pack"
            shutil.copytree(root / "packs/norway-2006", pack)
            (pack / "figures.yaml").write_text(text[:start] + text[start:end].replace(this, that, 1) + text[end:], encoding="utf-8")
            r = subprocess.run([soria, "pack", "check", str(pack)], capture_output=True, text=True, timeout=60)
        first, last = text[:start].count("\n") + 1, text[:end].count("\n")
        found = [l for l in (r.stdout + r.stderr).splitlines() if said in l and l.startswith("figures.yaml:")]
        if r.returncode != 1 or not any(first <= int(l.split(":")[1]) <= last for l in found):
            faults.append(f"{figure}, '{that}': not said between lines {first} and {last}: {(r.stdout + r.stderr).strip()[:200]}")
    print(f"{len(WRONG)} wrong figures, {len(faults)} not refused in their place" + "".join("\n  " + f for f in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
