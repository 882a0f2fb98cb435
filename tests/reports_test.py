#!/usr/bin/python3
"""The plan's reports, recomputed: a demonstration's events are exported, and every number of the annual reports, of a ministry's status, of a
measure's sheet and of the returns is computed anew in plain python from what the pack declares, in its time and as of its day. Also money by
year, the steps' times and who waits, the CSV beside the JSON, and what stands behind a figure. Usage: tests/reports_test.py [cases]"""
import collections
import csv
import importlib.util
import io
import json
import pathlib
import shutil
import subprocess
import sys

import yaml

root = pathlib.Path(__file__).resolve().parents[1]
spec = importlib.util.spec_from_file_location("figures_test", root / "tests/figures_test.py")
figures_test = importlib.util.module_from_spec(spec)
spec.loader.exec_module(figures_test)
run, made, held_back, wilson, work = (getattr(figures_test, n) for n in ("run", "made", "held_back", "wilson", "work"))
failed = figures_test.failed
check = figures_test.check
FIRST = "0000"
PAIRS = {}                      # of each median, what it says of its pairs
compared = 0


def figures_of_the_pack():
    with open(root / "packs/norway-2006/figures.yaml") as f:
        read = yaml.safe_load(f)
    return {f["id"]: f for f in read["figures"]}, read["steps"], {p["measure"]: p for p in read["promises"]}


def terms(list_):
    """As a look says them: values are words."""
    return [{**t, "where": {k: [figures_test.words(v) for v in (vs if isinstance(vs, list) else [vs])] for k, vs in t.get("where", {}).items()}} for t in list_ or []]


def between(ledger, since, until):
    """A ledger of the events of that time, that still knows what came before."""
    return figures_test.Ledger(ledger.events, until), since or FIRST


def recompute(ledger, f, since, until):
    """value, of how many, interval"""
    then, since = between(ledger, since, until)
    if "median" in f:
        m = f["median"]
        where = {k: [figures_test.words(v) for v in vs] for k, vs in m.get("where", {}).items()}
        d = then.days(m["from"], m["to"], where, since, PAIRS[m["from"], m["to"]])
        return (None if not d else (d[(len(d) - 1) // 2] + d[len(d) // 2]) / 2), len(d), figures_test.median_limits(d)
    if "share" in f:
        k, n = then.number(terms(f["share"]), since), then.number(terms(f["of"]), since)
        return (None, n, None) if n <= 0 or k < 0 or k > n else (100 * k / n, n, wilson(k, n))
    if "change" in f:
        how = {**f["change"], "where": terms([f["change"]])[0]["where"]}
        groups = list(figures_test.changes(then.events, how).values())
        if not groups:
            return None, 0, None
        value, *limits = figures_test.change_of(groups)
        return value, sum(g[1] + g[3] for g in groups), limits
    if "count" not in f:
        return None, None, None
    if f.get("during"):
        before = figures_test.Ledger([e for e in ledger.events if e["day"] < since], until)
        return then.number(terms(f["count"]), FIRST) - before.number(terms(f["less"]), FIRST), None, None
    return then.number(terms(f["count"]), since) - then.number(terms(f.get("less")), since), None, None


def few(f, value, of):
    """Of people so few that one could be known."""
    if not f.get("people") or value is None:
        return False
    if of is None:
        return 0 < value < figures_test.SMALL
    part = round(value * of / 100) if "share" in f else of
    return any(0 < k < figures_test.SMALL for k in (of, part, of - part))


def near(a, b):
    return (a is None) == (b is None) and (a is None or abs(a - b) <= 0.0501)


def compare(ledger, report, pack, asked):
    """Every number of a report; `asked`: what a question wants its figures broken down by."""
    global compared
    groups = collections.defaultdict(dict)
    for n in report["numbers"]:
        f, at = pack[n["figure"]], f"{report['report']} {report.get('year', '')} {n['figure']} {n['from']}..{n['until']}"
        check(n["until"] <= report["as_of"] and n["as_of"] == report["as_of"], f"{at}: beyond its day")
        if n["group"] is not None:
            groups[n["question"], n["figure"], n["from"], n["until"], n["by"]][n["group"]] = n["value"]
            continue
        value, of, interval = recompute(ledger, f, n["from"], n["until"])
        yearly = "year" in report and str(report["year"]) == (n["from"] or "")[:4] or n["section"].isdigit() or f.get("since") == "year" or (f.get("over_time") == "level" and "year" in report)
        if n["held_back_by"]:
            check(f.get("people") and yearly and (n["value"], n["of_how_many"], n["low"], n["events"]) == (None, None, None, {}), f"{at}: held back")
            compared += 1
            continue
        check(not yearly or not few(f, value, of), f"{at}: {value} of {of} is small and shown")
        check(near(n["value"], value), f"{at}: {n['value']}, not {value}")
        check(n["of_how_many"] == of, f"{at}: of {n['of_how_many']}, not {of}")
        check(interval is None or (near(n["low"], interval[0]) and near(n["high"], interval[1])), f"{at}: {n['low']} to {n['high']}, not {interval}")
        check((n["kind"], n["unduplicated"]) == (f.get("kind"), f["unduplicated"] if "kind" in f else None), f"{at}: which figure it is")
        if "count" in f and "less" not in f and not any("sum" in t for t in f["count"]):
            check(sum(n["events"].values()) == value, f"{at}: the events {n['events']} give {value}")
        check(n["over_time"] == f.get("over_time"), f"{at}: over time")
        compared += 1
    for (question, figure, since, until, by), said in groups.items():
        f = pack[figure]
        then, start = between(ledger, since, until)
        parts = then.parts(terms(f["count"]), terms(f.get("less")), by, start)
        hidden, rest = held_back(parts) if f.get("people") else (set(), [])
        check(set(said) == set(parts) and by in asked(question), f"{figure} by {by}: {sorted(said)}, not {sorted(parts)}")
        for group, n in said.items():
            check(n == parts.get(group) if n is not None else group in hidden or (rest and parts[group] == rest[0][0]), f"{figure} by {by}, {group}: {n}, not {parts.get(group)}")
            check(n is None or group not in hidden or n >= figures_test.SMALL, f"{figure} by {by}, {group} is small and shown")
            compared += 1


def money(ledger, day):
    """By measure and year: appropriated for that year, the rest recorded in it."""
    out = collections.defaultdict(lambda: dict.fromkeys(("set_aside", "paid", "agreed_with_projects", "paid_to_projects", "to_organisations"), 0))
    of = {"FundsDisbursed": ("paid", "amount"), "ProjectAgreed": ("agreed_with_projects", "planned"), "InstalmentPaid": ("paid_to_projects", "amount"), "OrganisationSupported": ("to_organisations", "amount")}
    for e in ledger.events:
        f = e["fields"]
        if e["day"] > day:
            continue
        if e["event"] == "FundsAppropriated":
            out[f["measure"], f["year"]]["set_aside"] += f["planned"]
        elif e["event"] in of:
            key, field = of[e["event"]]
            out[f["measure"], int(e["day"][:4])][key] += f[field]
    return {k: v for k, v in out.items() if any(v.values())}


def compare_money(ledger, report, years=None):
    want = money(ledger, report["as_of"])
    said = {(f"m{m['measure']:02}", m["year"]): {k: v for k, v in m.items() if k not in ("measure", "year")} for m in report["money"]}
    measures = {f"m{m['measure']:02}" for m in report["measures"]}
    want = {k: v for k, v in want.items() if k[0] in measures and (years is None or k[1] in years)}
    check(said == want, f"{report['report']}: money {said}, not {want}")


def compare_steps(ledger, told, steps, pack):
    """Those who came through in the report's year; who waits when it ends."""
    for s, declared in zip(told["steps"], steps, strict=True):
        median = pack[declared["time"]]["median"]
        check(s["from"] == (f"{told['year']}-01-01" if "year" in told else None), f"step {s['id']}: since {s['from']}")
        value, n, _ = recompute(ledger, pack[declared["time"]], s["from"], told["as_of"])
        _, all_, _ = recompute(ledger, pack[declared["time"]], None, told["as_of"])
        begun = len([e for e in ledger.by_type[median["from"]] if e["day"] <= told["as_of"]])
        if s.get("held_back_by"):
            check(0 < n < figures_test.SMALL and s["days"] is None and s["of_how_many"] is None, f"step {s['id']}: held back")
        else:
            check((s["days"], s["of_how_many"]) == (value, n), f"step {s['id']}: {s['days']} of {s['of_how_many']}, not {value} of {n}")
        check(s.get("waiting") == (begun - all_ if declared.get("waits") else None), f"step {s['id']}: {s.get('waiting')} wait, not {begun - all_}")


def behind(folder, ledger, figure, user):
    """All pages of what this user may know of behind a figure: how often, and the cases."""
    told = json.loads(run(folder, "plan", "figure", figure, "--as", user, "--format", "json"))
    return sum(b["times"] for b in told["behind"]), {b.get("case") or b.get("work") for b in told["behind"]}, told


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    pack, steps, _ = figures_of_the_pack()
    with open(root / "packs/norway-2006/reports.yaml") as f:
        forms = {r["id"]: r for r in yaml.safe_load(f)["reports"]}
    questions = {q["id"]: q for r in forms.values() for s in r["sections"] for q in s["questions"]}
    folder = made(cases)
    events = [json.loads(line) for line in run(folder, "export", "events", "--format", "json").splitlines()]
    whole = figures_test.Ledger(events, events[-1]["day"])
    last = int(events[-1]["day"][:4])

    def told(*args):
        return json.loads(run(folder, "plan", *args, "--format", "json"))

    for f in told("figures")["figures"]:
        if f["computed_from"]["form"] == "median":
            PAIRS[f["computed_from"]["from"], f["computed_from"]["to"]] = f["computed_from"]["pairs"]
    values = collections.defaultdict(set)
    for year in range(2006, last + 1):
        for args in (["report", "annual"], ["report", "return", "glotip"], ["report", "return", "greta"]):
            r = told(*args, "--year", str(year))
            check(r["as_of"] == min(f"{year}-12-31", events[-1]["day"]), f"{args} {year} is as of {r['as_of']}")
            compare(whole, r, pack, lambda q: questions[q].get("by", []))
            form = forms[r["report"]]
            check([q["question"] for q in r["questions"]] == [q["id"] for s in form["sections"] for q in s["questions"]], f"{args}: its questions")
            for q in r["questions"]:
                declared = questions[q["question"]]
                want = "not" if not declared.get("figures") else "in part" if "cannot" in declared else "in full"
                check(q["answered"] == want and ("cannot" in q) == ("cannot" in declared), f"{q['question']}: {q['answered']}, not {want}")
                answered = {n["figure"] for n in r["numbers"] if n["question"] == q["question"]}
                check(answered == set(declared.get("figures", [])), f"{q['question']}: {answered}")
            for n in r["numbers"]:
                if n["group"] is None:
                    values[r["report"], n["figure"]].add(n["value"])
            if r["form"] == "annual":
                compare_money(whole, r, {year})
                compare_steps(whole, r, steps, pack)
                check(len(r["measures"]) == 37, "a year's report has every measure")
            rows = list(csv.DictReader(io.StringIO(run(folder, "plan", *args, "--year", str(year), "--format", "csv"))))
            cannot = {q["question"]: q["cannot"] for q in r["questions"] if "cannot" in q}
            check({a["question"]: a["limits"] for a in rows if not a["figure"]} == cannot, f"{args} {year}: what cannot be answered does not stand in the CSV")
            rows = [a for a in rows if a["figure"]]
            check(len(rows) == len(r["numbers"]) and all(float(a["value"]) == b["value"] if b["value"] is not None else a["value"] == "" for a, b in zip(rows, r["numbers"])), f"{args} {year}: the CSV is not the JSON")
    check(any(len(v) > 2 for v in values.values()), "the years differ")
    for ministry in ("foreign-ministry", "justice-ministry", "defence-ministry"):
        r = told("report", "status", ministry)
        compare(whole, r, pack, lambda _: [])
        compare_money(whole, r)
        plan = told("list")
        check({m["measure"]: m["status"] for m in r["measures"]} == {m["number"]: m["status"] for m in plan if ministry in m["ministries"]}, f"{ministry}: its measures and where they stand")
        owned = {e["fields"]["code"] for e in events if e["event"] == "MilestoneSet" and any(f"m{m['measure']:02}" == e["fields"]["measure"] for m in r["measures"])}
        check({m["code"] for m in r["milestones"]} == owned, f"{ministry}: its milestones")
    for number in (1, 3, 7, 26, 29):
        r = told("sheet", str(number))
        compare(whole, r, pack, lambda _: {b for f in pack.values() for b in f.get("by", [])})
        compare_money(whole, r)
    compare_steps(whole, told("steps"), steps, pack)
    taken = sum(e["fields"]["planned"] for e in events if e["event"] == "FundsAppropriated" and e["fields"].get("budget") == "projects-abroad-2006-2009")
    for b in told("sheet", "1")["budgets"]:
        check((b["set_aside_by_the_plan"], b["appropriated"], b["left"]) == (90_000_000, taken, 90_000_000 - taken), f"budget {b}")

    # From a figure down: of work all of it; of cases what each may know of, and for whoever knows every case by code the whole figure.
    paid = len([e for e in events if e["event"] == "InstalmentPaid" and e["fields"]["measure"] == "m01"])
    for user in ("rosa", "foreign-ministry", "kom"):
        times, codes, _ = behind(folder, whole, "projects-nok-paid", user)
        check(times == paid, f"{user} sees {times} instalments, not {paid}")
    granted = len([e for e in events if e["event"] == "ReflectionPeriodGranted"])
    mine = {c["code"] for c in json.loads(run(folder, "cases", "--as", "rosa", "--format", "json"))["cases"]}
    for figure, want in (("reflection-granted", granted), ("national-identified", len([e for e in events if e["event"] == "FindingRecorded" and e["fields"]["finding"] == "identified"]))):
        everything, _, _ = behind(folder, whole, figure, "kom")
        check(everything == want, f"behind {figure} the coordinating unit sees {everything}, not {want}")
        some, codes, told_ = behind(folder, whole, figure, "rosa")
        check(some <= want and codes <= mine and (codes or "next" not in told_), f"behind {figure} rosa sees {codes - mine}")
        none, _, _ = behind(folder, whole, figure, "foreign-ministry")
        check(none == 0, f"behind {figure} a ministry sees {none} cases")
    shutil.rmtree(work)
    print(f"reports: {compared} numbers compared, {len(failed)} faults" + "".join("\n  " + f for f in failed[:20]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
