#!/usr/bin/python3
"""Every figure of the pack, recomputed by plain reading: a demonstration's events are exported, each figure is computed anew from what
it says it was computed from, as of its last day and as of a day in the middle, and must be equal. Another size gives other values, and
no cases give none. Usage: tests/figures_test.py [cases ...]"""
import collections
import datetime
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[1]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
work = pathlib.Path(tempfile.mkdtemp(prefix="soria-figures-"))
failed = []


def check(ok, what):
    if not ok:
        failed.append(what)


def run(folder, *args):
    r = subprocess.run([soria, *args, "--data", str(folder)], capture_output=True, text=True, timeout=600)
    if r.returncode:
        raise SystemExit(f"{args}: {r.stderr or r.stdout}")
    return r.stdout


# Which events of one stream belong together is what a median says of its pairs: the first of each, or the latest and the next, in
# which the same fields agree. An "order.service" is the service of the order that the event names.
FIRST_BY = {"FindingRecorded": "finding"}
SMALL = 5


def words(v):
    return ("true" if v else "false") if isinstance(v, bool) else str(v).replace(";", " ").replace("=", " ")


def values(event, field):
    """What stands in a field: of a list every item, of a list of things that part of each."""
    name, _, part = field.partition(".")
    v = event["fields"].get(name)
    items = v if isinstance(v, list) else [] if v is None else [v]
    return [cut(words(i[part] if part else i)) for i in items if not part or part in i]


def cut(value):
    """As a cell of the counts holds it: whole letters of at most 120 bytes, without the signs that part cells."""
    return value.encode()[:120].decode(errors="ignore").translate({ord(";"): " ", ord("="): " "}) if isinstance(value, str) else value


def fits(event, where):
    """How often it fits: a list may hold several of the wanted values."""
    if not where:
        return 1
    counts = [sum(v in wanted for v in values(event, f)) for f, wanted in where.items()]
    return min(counts) if len(counts) > 1 else counts[0]


class Ledger:
    def __init__(self, events, day):
        self.day = day
        self.events = [e for e in events if e["day"] <= day and not e["stream"].startswith("system")]
        self.by_type = collections.defaultdict(list)
        for e in self.events:
            self.by_type[e["event"]].append(e)

    def firsts(self, name):
        seen, out = set(), []
        for e in self.by_type[name]:
            key = (e["stream"], tuple(values(e, FIRST_BY[name])) if name in FIRST_BY else ())
            if key not in seen:
                seen.add(key)
                out.append(e)
        return out

    def of(self, term, since):
        list_ = self.firsts(term["event"]) if term.get("first") else self.by_type[term["event"]]
        out = []
        for e in list_:
            # What falls due counts from that day on; what fell due before it was known, from when it was known.
            day = max(e["day"], e["fields"].get("due") or e["fields"].get("was_due") or "") if term.get("due") else e["day"]
            if since <= day <= self.day and fits(e, term.get("where", {})):
                out.append((e, fits(e, term.get("where", {}))))
        return out

    def number(self, terms, since):
        n = 0
        for t in terms:
            for e, times in self.of(t, since):
                n += e["fields"].get(t["sum"], 0) if "sum" in t else times
        return n

    def occurred(self, terms, since):
        """How many events of each type fit any of these terms, each once; a list's items are counted by themselves."""
        seen = collections.defaultdict(set)
        for t in terms:
            for e, _ in self.of(t, since):
                seen[t["event"]].add(e["number"])
        return {name: len(numbers) for name, numbers in seen.items()}

    def parts(self, plus, less, field, since):
        out = collections.Counter()
        for sign, terms in ((1, plus), (-1, less)):
            for t in terms:
                for e, _ in self.of(t, since):
                    for v in values(e, field):
                        out[v] += sign * (e["fields"].get(t["sum"], 0) if "sum" in t else 1)
        return {v: n for v, n in out.items() if n}

    def days(self, start, end, where, since, pairs):
        from_field, to_field = pairs.get("same", ("", ""))
        once = pairs["from"] == "first"
        orders, begun, ended, out = {}, {}, set(), []
        for e in self.events:
            if e["event"] == "ServiceOrdered":
                orders[e["stream"], e["fields"]["order"]] = e["fields"]["service"]
            if e["event"] == start:
                key = (e["stream"], tuple(values(e, from_field)) if from_field else ())
                if once:
                    begun.setdefault(key, e)
                else:
                    begun[key] = e
            if e["event"] != end:
                continue
            what = (orders[e["stream"], e["fields"]["order"]],) if to_field == "order.service" else tuple(values(e, to_field)) if to_field else ()
            key = (e["stream"], what)
            first = key not in ended
            ended.add(key)
            if key not in begun or (once and not first):
                continue
            f = begun[key] if once else begun.pop(key)
            if e["day"] >= since and fits(e, where):
                out.append((datetime.date.fromisoformat(e["day"]) - datetime.date.fromisoformat(f["day"])).days)
        return sorted(out)


def wilson(k, n, z=1.959963984540054):
    p = k / n
    middle, half = p + z * z / n / 2, z * math.sqrt(p * (1 - p) / n + z * z / n / n / 4)
    return [100 * (middle - half) / (1 + z * z / n), 100 * (middle + half) / (1 + z * z / n)]


def median_limits(days):
    """The sign test turned round: the widest ranks that leave at most 2.5 % below and above."""
    n = len(days)
    if n < 6:
        return None
    if n > 1000:
        low = math.floor((n - 1.959963984540054 * math.sqrt(n)) / 2)
    else:
        low, below = 0, 0
        while (below + math.comb(n, low)) * 40 <= 2**n:
            below += math.comb(n, low)
            low += 1
    return [days[low - 1], days[n - low]]


def changes(events, how):
    """By each group that was asked both times: agreed and asked, before and after."""
    groups = collections.defaultdict(lambda: [0, 0, 0, 0])
    for e in events:
        f = e["fields"]
        if e["event"] == how["event"] and fits(e, how.get("where", {})) and f[how["by"]] in (how["before"], how["after"]):
            at = 0 if f[how["by"]] == how["before"] else 2
            groups[f.get(how["each"], "")][at] += f.get(how["part"], 0)
            groups[f.get(how["each"], "")][at + 1] += f.get(how["whole"], 0)
    return {name: g for name, g in groups.items() if g[1] and g[3]}


def change_of(groups):
    """Mantel and Haenszel's difference; Yan and Su's interval."""
    z = 1.959963984540054
    w = [g[1] * g[3] / (g[1] + g[3]) for g in groups]
    w = [x / sum(w) for x in w]

    def side(pairs):
        p = [k / n for k, n in pairs]
        v = [q * (1 - q) / n for q, (_, n) in zip(p, pairs)]
        roots = sum(x * math.sqrt(y) for x, y in zip(w, v))
        at = z * math.sqrt(sum(x * x * y for x, y in zip(w, v))) / roots if roots else z
        limits = [wilson(k, n, at) for k, n in pairs]
        return sum(x * q for x, q in zip(w, p)), *(sum(x * l[i] / 100 for x, l in zip(w, limits)) for i in (0, 1)), sum(x * x / n for x, (_, n) in zip(w, pairs))

    p1, low1, high1, k1 = side([(g[0], g[1]) for g in groups])
    p2, low2, high2, k2 = side([(g[2], g[3]) for g in groups])
    d = p2 - p1
    return [100 * x for x in (d, d - z * math.sqrt(k2 * low2 * (1 - low2) + k1 * high1 * (1 - high1)), d + z * math.sqrt(k2 * high2 * (1 - high2) + k1 * low1 * (1 - low1)))]


def near(a, b):
    return abs(a - b) <= 0.0501


def held_back(parts):
    """What the rule of small numbers hides: what is below, and the next smallest when that is one alone."""
    small = {v for v, n in parts.items() if 0 < n < SMALL}
    rest = sorted((n, v) for v, n in parts.items() if v not in small and n > 0)
    return small | ({rest[0][1]} if len(small) == 1 and rest else set()), rest


def compare_events(ledger, figure, since):
    how = figure["computed_from"]
    if how["form"] not in ("count", "share") or "less_before" in how:
        return
    want = ledger.occurred(how["count"] + how.get("of", []) + how.get("less", []), since)
    check({k: v for k, v in how["events"].items() if v} == want, f"{figure['id']}: computed from {how['events']}, not {want}")


def compare_national(folder):
    """Who follows each case by its code is told every number; a ministry none that is one person's, and none that tells one."""
    exact, told = (json.loads(run(folder, "national", "--format", "json", "--as", who)) for who in ("kom", "justice-ministry"))
    hidden = 0
    for key, parts in exact.items():
        if not isinstance(parts, dict) or key == "rests_on":
            continue
        want = set() if key == "beds" else held_back(parts)[0]
        if key == "clocks" and held_back(exact["persons_by_residence"])[0]:
            want = set(parts)            # clocks run for those who have a residence
        got = {v for v, n in told[key].items() if n is None}
        small = {v for v in want if 0 < parts[v] < SMALL}
        check(got >= small and (got == want or key != "clocks" and len(small) == 1 and len(got) == len(want)), f"{key}: {got} held back, not {want}")
        check(all(told[key][v] == n for v, n in parts.items() if v not in got), f"{key}: another number for a ministry")
        hidden += len(got)
    check(bool(hidden) == ("held_back_by" in told) and "held_back_by" not in exact, "which rule holds back")
    return hidden


def compare_ministry(folder, people):
    """Of the whole country too, few people are held back from whoever does not follow each case by its code, and nothing else is."""
    exact, told = ({f["id"]: f for f in json.loads(run(folder, "plan", "figures", "--format", "json", "--as", who))["figures"]} for who in ("kom", "justice-ministry"))
    held = 0
    for name, f in exact.items():
        form, n = f["computed_from"]["form"], f.get("of_how_many", 0)
        part = round(f["value"] * n / 100) if form == "share" and f["value"] is not None else 0
        numbers = [f["value"]] if form == "count" else [n, part, n - part] if form == "share" else [n]      # few in either half tell of them too
        few = name in people and f["value"] is not None and any(0 < k < SMALL for k in numbers)
        if told[name].get("held_back_by"):
            check(few or f.get("held_back_by"), f"{name}: held back from a ministry, and is {f['value']}")
            check(told[name]["value"] is None and "of_how_many" not in told[name] and not told[name]["computed_from"]["events"], f"{name}: held back, and told")
            held += 1
        else:
            check(not few and told[name]["value"] == f["value"], f"{name}: a ministry is told {told[name]['value']}, of {f['value']}")
    return held


def in_year(ledger, how, year):
    since, until = f"{year}-01-01", f"{year}-12-31"
    then = Ledger([e for e in ledger.events if e["day"] <= until], ledger.day)
    return then, "0000" if how.get("over_time") == "level" else since


def compare_quarters(ledger, figure, people):
    """Each year's quarters as its parts: few people are held back, never one quarter alone; of a year that is held back, all."""
    held_years = {str(y["year"]) for y in figure.get("by_year", []) if y.get("held_back_by")}
    by_year = collections.defaultdict(dict)
    for q in figure.get("by_quarter", []):
        by_year[q["quarter"][:4]][q["quarter"]] = q["value"]
    for year, said in by_year.items():
        want = {}
        for quarter in said:
            first = 3 * int(quarter[-1]) - 2
            then = Ledger([e for e in ledger.events if e["day"] < (f"{year}-{first + 3:02}-01" if first < 10 else f"{int(year) + 1}-01-01")], ledger.day)
            want[quarter] = then.number(figure["computed_from"]["count"], f"{year}-{first:02}-01")
        hidden, rest = held_back(want) if figure["id"] in people else (set(), [])
        for quarter, n in said.items():
            if n is None:
                check(quarter in hidden or year in held_years or (rest and want[quarter] == rest[0][0]), f"{figure['id']} in {quarter}: held back")
            else:
                check(n == want[quarter] and quarter not in hidden | held_years or (rest and n == rest[0][0]), f"{figure['id']} in {quarter}: {n}, not {want[quarter]}")
    return len(by_year)


def compare_crossed(ledger, figure, people):
    """A figure told by quarter and by city is told by both: every number is the plain count, few people are held back, and no line has one
    cell alone that is, for each quarter's and each city's sum are told."""
    lines = []
    for q in figure.get("by_quarter", []):
        for by in q.get("by", []):
            year, first = int(q["quarter"][:4]), 3 * int(q["quarter"][-1]) - 2
            until = f"{year}-{first + 3:02}-01" if first < 10 else f"{year + 1}-01-01"
            then = Ledger([e for e in ledger.events if e["day"] < until], ledger.day)
            want = then.parts(figure["computed_from"]["count"], [], by["field"], f"{year}-{first:02}-01")
            line = [(p["value"], p["n"], want.get(p["value"], 0)) for p in by["portions"]]
            for value, n, is_ in line:
                check(n is None or n == is_, f"{figure['id']} in {q['quarter']}, {value}: {n}, not {is_}")
                check(n is None or figure["id"] not in people or not 0 < is_ < SMALL, f"{figure['id']} in {q['quarter']}, {value}: told, and is few")
            check(sum(is_ for _, _, is_ in line) == sum(want.values()), f"{figure['id']} in {q['quarter']}: a {by['field']} is missing")
            lines.append(line)
    for line in lines + [list(column) for column in zip(*lines)]:
        hidden = [1 for _, n, _ in line if n is None]
        check(len(hidden) != 1 or not any(n for _, n, _ in line), f"{figure['id']}: one cell alone is held back in {line}")
    return sum(n is not None for line in lines for _, n, _ in line)


def compare_years(ledger, figure, people):
    """A level stands at the year's end, a flow is what happened in it; few people are held back, and of a sum never one year alone."""
    how, name, hidden, shown = figure["computed_from"], figure["id"], [], []
    for y in figure.get("by_year", []):
        if how["form"] != "count" or "less_before" in how:
            continue
        then, since = in_year(ledger, how, y["year"])
        want = then.number(how["count"], since) - then.number(how.get("less", []), since)
        if how.get("target") and not then.occurred(how["count"], since):
            check(y["value"] is None, f"{name} in {y['year']}: nothing was recorded by then, and is {y['value']}")
            continue
        few = name in people and 0 < want < SMALL
        if y.get("held_back_by"):
            hidden.append(want)
            check(name in people and y["value"] is None, f"{name} in {y['year']}: held back")
        else:
            shown.append(want)
            check(y["value"] == want and not few, f"{name} in {y['year']}: {y['value']}, not {want}")
    if how.get("over_time") == "flow" and "since" not in how and figure.get("by_year") and not hidden and not figure.get("held_back_by"):
        check(sum(shown) == figure["value"], f"{name}: its years add up to {sum(shown)}, not {figure['value']}")
    if name in people and how.get("over_time") == "flow":
        small = [n for n in hidden if 0 < n < SMALL]
        extra = [n for n in hidden if not 0 < n < SMALL]
        check(len(hidden) != 1 or not any(n > 0 for n in shown), f"{name}: one year alone is held back")
        check(len(extra) <= (1 if len(small) == 1 else 0), f"{name}: {extra} are held back beside {small}")


def compare(ledger, figure, people):
    how, name = figure["computed_from"], figure["id"]
    since = how.get("since", "0000")
    if figure.get("held_back_by"):           # a year's number of so few people
        want = ledger.number(how["count"], since)
        check(name in people and figure["value"] is None and not how["events"] and (0 < want < SMALL or since != "0000"), f"{name}: held back, and is {want}")
        return
    compare_events(ledger, figure, since)
    compare_years(ledger, figure, people)
    if how["form"] == "not computed":
        check(figure["value"] is None and figure["says_why"], f"{name}: not computed, and does not say why")
        return
    if how["form"] == "median":
        d = ledger.days(how["from"], how["to"], how.get("where", {}), since, how["pairs"])
        want = None if not d else (d[(len(d) - 1) // 2] + d[len(d) // 2]) / 2
        check(figure["value"] == want and figure["of_how_many"] == len(d), f"{name}: {figure['value']} of {figure['of_how_many']}, not {want} of {len(d)}")
        limits, said = median_limits(d), figure.get("interval")
        check((said and [said["low"], said["high"]]) == limits, f"{name}: interval {said}, not {limits}")
    elif how["form"] == "change":
        groups = changes(ledger.by_type[how["change"]["event"]], how["change"])
        said = {g["group"]: g for g in figure["groups"]}
        check(set(said) == set(groups), f"{name}: {sorted(said)}, not {sorted(groups)}")
        for code, g in groups.items():
            d, low, high = change_of([g])
            check(near(said[code]["change"], d) and near(said[code]["low"], low) and near(said[code]["high"], high), f"{name} of {code}: {said[code]}, not {d}")
        check((figure["value"] is None) == (not groups), f"{name}: {figure['value']} of {len(groups)} campaigns")
        if groups:
            d, low, high = change_of(list(groups.values()))
            check(near(figure["value"], d) and near(figure["interval"]["low"], low) and near(figure["interval"]["high"], high), f"{name}: {figure['value']}, not {d}")
    elif how["form"] == "share":
        k, n = ledger.number(how["count"], since), ledger.number(how["of"], since)
        want = None if n <= 0 or k > n else 100 * k / n
        check((want is None) == (figure["value"] is None) and (want is None or abs(figure["value"] - want) <= 0.0501), f"{name}: {figure['value']}, not {want}")
        if want is not None:
            low, high = wilson(k, n)
            check(abs(figure["interval"]["low"] - low) <= 0.0501 and abs(figure["interval"]["high"] - high) <= 0.0501, f"{name}: interval {figure['interval']}")
    else:
        want = ledger.number(how["count"], since) - ledger.number(how.get("less", []), since)
        if "less_before" in how:             # what had begun by now, less what had ended before that day
            before = Ledger([e for e in ledger.events if e["day"] < how["less_before"]], ledger.day)
            want = ledger.number(how["count"], "0000") - before.number(how["less"], "0000")
        if how.get("target") and not any(how["events"].values()):
            check(figure["value"] is None and "target" in figure or not ledger.number(how["target"], since), f"{name}: nothing recorded, and is {figure['value']}")
            return
        if how.get("target"):
            check(figure["target"] == ledger.number(how["target"], since), f"{name}: target {figure.get('target')}")
        check(figure["value"] == want, f"{name}: {figure['value']}, not {want}")
        for by in figure.get("by", []):
            parts = ledger.parts(how["count"], how.get("less", []), by["field"], since)
            said = {p["value"]: p["n"] for p in by["portions"]}
            check(set(said) == set(parts), f"{name} by {by['field']}: {sorted(said)}, not {sorted(parts)}")
            hidden, rest = held_back(parts) if name in people else (set(), [])
            for v, n in said.items():
                if n is None:        # of two that are equally small either may be the second to be hidden
                    check(v in hidden or (rest and parts[v] == rest[0][0]), f"{name} by {by['field']}: {v} is held back")
                else:
                    check(n == parts.get(v) and (name not in people or n >= SMALL or n <= 0), f"{name} by {by['field']}: {v} is {n}, not {parts.get(v)}")


def people_figures():
    text = (root / "packs/norway-2006/figures.yaml").read_text()
    import yaml
    figures = yaml.safe_load(text)["figures"]
    check(all("over_time" in f for f in figures if "count" in f), "a count does not say whether it is a level or a flow")
    return {f["id"] for f in figures if f.get("people")}


def made(cases):
    folder = work / str(cases)
    run(folder, "init", "--pack", str(root / "packs/norway-2006"), "--kind", "demonstration", "--day", "2006-10-02")
    if cases:
        run(folder, "demo", "--cases", str(cases), "--seed", "7")
    return folder


def main():
    sizes = [int(a) for a in sys.argv[1:]] or [12, 45, 90]
    people, seen, compared, hidden, hidden_from_ministries, quarters, crossed = people_figures(), {}, 0, 0, 0, 0, 0
    for size in sizes:
        folder = made(size)
        hidden += compare_national(folder)
        hidden_from_ministries += compare_ministry(folder, people)
        for m in json.loads(run(folder, "plan", "list", "--format", "json")):
            rests_on = m.get("status_rests_on", {}).get("event")
            check(rests_on not in ("DutyArose", "DutyOverdue", "ClockExpired"), f"measure {m['number']}: its status rests on {rests_on}, which is nobody's work")
        events = [json.loads(line) for line in run(folder, "export", "events", "--format", "json").splitlines()]
        check([e["number"] for e in events] == list(range(1, len(events) + 1)), "the export has every event, in order")
        days = sorted({e["day"] for e in events})
        for as_of in (days[-1], days[len(days) // 2]):
            said = json.loads(run(folder, "plan", "figures", "--format", "json", "--as-of", as_of))
            ledger = Ledger(events, as_of)
            for m in range(1, 38) if as_of == days[-1] else ():
                for f in json.loads(run(folder, "plan", "show", str(m), "--format", "json", "--as-of", as_of))["figures"]:
                    compare_years(ledger, f, people)
                    quarters += compare_quarters(ledger, f, people)
                    crossed += compare_crossed(ledger, f, people)
            for f in said["figures"]:
                compare(ledger, f, people)
                compared += 1
        now = json.loads(run(folder, "plan", "figures", "--format", "json"))["figures"]
        seen[size] = {f["id"]: f for f in now}
        rebuilt = json.loads(run(folder, "rebuild", "--format", "json"))
        check(rebuilt["same_bytes"], f"rebuilt to other bytes: {rebuilt}")
    check(quarters > 0 and crossed > 0, "no figure is told by quarter, or none by quarter and city")
    check(hidden > 0 and hidden_from_ministries > 0, "nothing was so small that it is held back")
    measures = {m for f in seen[sizes[-1]].values() if f["computed_from"]["form"] != "not computed" for m in f["measures"]}
    none = json.loads(run(made(0), "plan", "figures", "--format", "json"))["figures"]
    check(all(not f["value"] for f in none), f"without cases: {[f['id'] for f in none if f['value']]}")
    constant = [i for i, f in seen[sizes[0]].items() if f["value"] and all(f["value"] == seen[n].get(i, {}).get("value") for n in sizes[1:])]
    check(not constant, f"the same for {sizes} cases: {constant}")
    shutil.rmtree(work)
    print(f"figures: {compared} compared, {len(measures)} measures computed, {len(failed)} faults" + "".join("\n  " + f for f in failed[:20]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
