#!/usr/bin/python3
"""The demonstration: every command of the product occurs in it, the ledger's own figures follow the published margins, the same seed tells
the same stories and another seed others, and no section of the national figures is empty."""
import json
import math
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SORIA = str(ROOT / os.environ.get("SORIA_BUILD", "build") / "soria")
PACK = ROOT / "packs" / "norway-2006"
FIGURES = {f["id"]: f for f in yaml.safe_load((PACK / "demonstration.yaml").read_text(encoding="utf-8"))["demonstration"]}
CASES = 400
NEVER = {}          # command: why the demonstration does not use it
failed = []


def check(ok, what):
    if not ok:
        failed.append(what)


def run(*args, data=None, form="json"):
    r = subprocess.run([SORIA, *map(str, args), *(["--data", str(data)] if data else []), "--format", form], capture_output=True, text=True, timeout=900)
    check(r.returncode == 0, f"{' '.join(map(str, args))}: {r.stderr[-300:]}")
    return json.loads(r.stdout) if form == "json" and r.returncode == 0 else r.stdout


def demonstration(tmp, name, seed, cases):
    data = pathlib.Path(tmp) / name
    run("init", "--pack", PACK, "--kind", "demonstration", data=data)
    return data, run("demo", "--seed", seed, "--cases", cases, data=data)


def chances(figure):
    values = {str(v["id"]): v["n"] for v in FIGURES[figure]["values"]}
    return {k: n / sum(values.values()) for k, n in values.items()}


def chi_square(seen, chance):
    n = sum(seen.values())
    return sum((seen.get(k, 0) - n * p) ** 2 / (n * p) for k, p in chance.items())


def once_in_1000(freedom):
    s = 2 / (9 * freedom)
    return freedom * (1 - s + 3.0902 * math.sqrt(s)) ** 3


def follows(seen, figure, what):
    chance = chances(figure)
    x = chi_square(seen, chance)
    check(set(seen) <= set(chance) and x < once_in_1000(len(chance) - 1), f"{what}: {seen} against {figure}: chi-square {x:.1f}")


def margins(made, national):
    """What the ledger counts, where it counts lives alone; what was drawn, where it counts others too."""
    groups = {v["id"]: group for group in ("sexual", "labour", "other") for v in FIGURES["demo-form-" + group]["values"]}
    forms = {}
    for form, n in national["reports_by_form"].items():
        if n:
            forms[groups[form]] = forms.get(groups[form], 0) + n
    forms["other"] = forms.get("other", 0) - 2        # two reports about long ago, to be erased
    follows(forms, "demo-form", "reports by form in the ledger")
    for figure in FIGURES:
        if "values" in FIGURES[figure] and figure != "demo-form-odds":
            follows(made["drawn"].get(figure, {}), figure, "drawn")
    # A share: within 4 standard deviations, and never all or nothing when it was asked often.
    for figure, f in FIGURES.items():
        if "percent" not in f:
            continue
        yes, no = (made["drawn"].get(figure, {}).get(k, 0) for k in ("yes", "no"))
        p, n = f["percent"] / 100, yes + no
        check(n and abs(yes - n * p) <= 4 * math.sqrt(n * p * (1 - p)) + 1, f"{figure}: {yes} of {n}, and {f['percent']} % is what the pack says")
    worse = dict(forms, sexual=forms["labour"], labour=forms["sexual"])
    check(chi_square(worse, chances("demo-form")) > once_in_1000(2), "exchanged forms pass the test of margins")
    done = made["done"]
    check(national["persons"] == done["receive-report"] + done["add-person"], f"persons: {national['persons']}")
    check(national["cases"] == done["open-case"] and national["reports"] == done["receive-report"], "cases and reports")
    seen = national["persons_by_gender"]
    drawn = made["drawn"]["demo-sex-and-age"]
    more = done["receive-report"] + done["add-person"] - sum(drawn.values())
    check(abs(seen["man"] - drawn["boy"] - drawn["man"]) <= more and sum(seen.values()) == national["persons"], f"persons by gender: {seen}, drawn {drawn}")


def rich(made, national):
    commands = {c["command"] for c in run("commands")["commands"]}
    never = sorted(commands - set(made["done"]) - set(NEVER))
    check(not never, f"commands that the demonstration never uses: {never}")
    check(not set(NEVER) & set(made["done"]) and not set(NEVER) - commands, "a command is named as never used, and is used or is none")
    empty = [k for k, v in national.items() if isinstance(v, dict) and k != "rests_on" and not any(v.values())]
    check(not empty, f"sections of the national figures with nothing in them: {empty}")
    for section, key in (("duties", "overdue"), ("clocks", "expired"), ("clocks", "running"), ("needs", "met"), ("steps", "dropped"), ("reviews", "answered"), ("referrals", "declined"),
                         ("referrals", "withdrawn"), ("services", "declined"), ("persons_by_residence", "one-year-permit"), ("cases_by_phase", "returned"), ("letters", "residence")):
        check(national[section][key] > 0, f"no {key} in {section}")
    check(sum(national["clocks_due_in_14_days"].values()) > 0, "no clock is about to lapse on the last day")
    for rule in ("house-full", "child-return", "return-risk", "not-visible-any-more", "agent-checked"):
        check(made["refused_by_rule"].get(rule, 0) > 0, f"nothing was refused by {rule}: {made['refused_by_rule']}")
    return len(commands)


def main():
    with tempfile.TemporaryDirectory() as tmp:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        data, made = demonstration(tmp, "large", 2009, CASES)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        national = run("national", data=data)
        margins(made, national)
        commands = rich(made, national)
        check(not run("audit", "verify", data=data)["faults"], "the ledger does not verify")
        printed = run("national", data=data, form="table")
        check("nobody" in printed, "the print does not say that nobody exists")
        told = run("demo", "--explain", data=data)
        check(len(told["published"]) + len(told["assumptions"]) == len(FIGURES), "not every figure is explained")
        check(all("source" in f and "where" in f for f in told["published"]) and all(f.get("assumed_because") for f in told["assumptions"]), "a figure without its source or assumption")
        check({f["id"] for f in told["published"]} == {k for k, f in FIGURES.items() if f["basis"]["source"] != "assumption"}, "what is published")
        small = [demonstration(tmp, f"small-{i}", seed, 25) for i, seed in enumerate((7, 7, 8))]
        same = [(m["done"], m["drawn"], m["refused_by_rule"], run("national", data=d)) for d, m in small]
        check(same[0] == same[1], "the same seed told two stories")
        check(same[0] != same[2], "two seeds told one story")
    for f in failed:
        print("  " + f[:500])
    print(f"  {CASES} lives, {made['commands']} commands of {commands} kinds, {cpu:.1f} CPU seconds; margins of {len(FIGURES)} figures")
    return 1 if failed else 0


sys.exit(main())
