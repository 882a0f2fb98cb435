"""Runs the parts of build/soria_bench in turn, the arms of a comparison alternating, and prints medians and ratios.

Nothing here measures: each part measures itself and answers with JSON. CPU and wall seconds are of the part's own process."""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

root = pathlib.Path(__file__).resolve().parents[1]
quick = "--quick" in sys.argv[1:]
wanted = [a for a in sys.argv[1:] if a != "--quick"] or ["throughput", "replay", "figures", "growth"]
rounds = 3 if quick else 5
people_each = 4 if quick else 40              # recorded by each of the 64 clients in a round
sizes = [100, 1_000, 10_000] if quick else [10_000, 100_000, 1_000_000]      # persons, each with a case
replayed = 500 if quick else 50_000           # persons with twenty events each


def part(*args):
    r = subprocess.run([root / "build" / "soria_bench", *map(str, args)], capture_output=True, text=True)
    if r.returncode:
        sys.exit(f"bench: {' '.join(map(str, args))}: {r.stderr.strip() or r.returncode}")
    return json.loads(r.stdout)


def median(values):
    return statistics.median(values)


def line(what, *values):
    print(f"  {what:<58} " + "  ".join(values), flush=True)


def rate(o, seconds):
    return o["commands"] / seconds


def throughput(base, tmp):
    arms = {"raw": [], "inprocess": [], "http": []}
    for _ in range(rounds):
        for arm in ("inprocess", "http"):
            run = tmp / arm
            shutil.rmtree(run, ignore_errors=True)
            arms[arm].append(part(arm, base, run, people_each))
            if arm == "inprocess":
                shutil.rmtree(tmp / "raw", ignore_errors=True)
                arms["raw"].append(part("raw", base, run, tmp / "raw"))
    print(f"\nDurable commands, 64 clients, medians of {rounds} alternating runs, synchronous=FULL")
    wall = {a: median(rate(o, o["wall_s"]) for o in list_) for a, list_ in arms.items()}
    cpu = {a: median((o["cpu_s"] - o.get("client_cpu_s", 0)) / o["commands"] for o in list_) * 1e6 for a, list_ in arms.items()}
    for arm, words in (("raw", "the same rows by hand"), ("inprocess", "in process"), ("http", "through HTTP")):
        line(words, f"{wall[arm]:9.0f} commands/s", f"{cpu[arm]:8.1f} us CPU each (client's apart)",
             "" if arm == "raw" else f"ratio {wall[arm] / wall['raw']:.2f} wall, {cpu['raw'] / cpu[arm]:.2f} CPU")


def replay(tmp):
    folder = tmp / "replay"
    part("grow", folder, 0, replayed, "full")
    rebuilt, by_hand = [], []
    for _ in range(rounds):
        rebuilt.append(part("rebuild", folder))
        by_hand.append(part("raw-rows", folder, "as-made"))
    print(f"\nReplay of {rebuilt[0]['events']} events into every view, against inserting the same {by_hand[0]['rows']} rows")
    a, b = (median(o["wall_s"] for o in x) for x in (rebuilt, by_hand))
    c, d = (median(o["cpu_s"] for o in x) for x in (rebuilt, by_hand))
    line("replay and fold", f"{a:8.2f} s wall", f"{c:8.2f} s CPU", f"ratio {b / a:.2f} wall, {d / c:.2f} CPU")
    line("insert by hand", f"{b:8.2f} s wall", f"{d:8.2f} s CPU")
    # A host may have two speeds and change within seconds: microseconds, which no other arm stands beside, are told of each run.
    runs = sorted((part("decide", folder, 200) for _ in range(2 * rounds)), key=lambda d: d["us_p50"])
    print("\nLoad 20 events and decide")
    for what, decided in ("fastest run", runs[0]), ("median run", runs[len(runs) // 2]), ("slowest run", runs[-1]):
        line(f"{what}: p50, p90, p99 of {decided['cases']}", f"{decided['us_p50']:.0f} us", f"{decided['us_p90']:.0f} us", f"{decided['us_p99']:.0f} us")
    return folder


def resident_mb(pid):
    for l in open(f"/proc/{pid}/status"):
        if l.startswith("VmRSS"):
            return int(l.split()[1]) / 1024
    return 0


def serving(folder):
    tokens = dict(l.split() for l in open(folder / "tokens"))
    began = time.monotonic()
    server = subprocess.Popen([root / "build" / "soria", "serve", "--port", "0", "--data", folder], stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline().split("127.0.0.1:")[1].split()[0])

        def ask(path):
            r = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": "Bearer " + tokens["rosa"]})
            return json.load(urllib.request.urlopen(r, timeout=60))

        ask("/api/v1/cases?limit=1")
        first = time.monotonic() - began
        while "note" in ask("/api/v1/persons?name=no-such-name"):
            time.sleep(0.05)
        names = time.monotonic() - began
        print("\nServing that folder")
        line("first answer after the start; names ready", f"{first:.2f} s", f"{names:.2f} s")
        line("memory, index of names included", f"{resident_mb(server.pid):.0f} MB resident")
    finally:
        server.terminate()
        server.wait(60)


def growth(tmp):
    print("\nGrowth, and a case page with and without its record in the journal of reads")
    first, before, csv = None, 0, ["cases,append_cpu_us,case_cpu_us,desk_cpu_ms"]
    folder = tmp / "growth"
    for n in sizes:
        part("grow", folder, before, n, "mixed")
        before = n
        desk = part("desks", folder, 20)      # before the looks: a case that was looked at leaves the desk, and of a small folder most would be
        pages, few = (part("cases", folder, 400, rounds, readers) for readers in (8, os.cpu_count() or 1))
        copy = tmp / "append"
        shutil.rmtree(copy, ignore_errors=True)
        append = part("inprocess", folder, copy, people_each)
        now = {"append": append["cpu_s"] / append["commands"] * 1e6, "case": median(o["cpu_us_a_look"] for o in pages["plain"]), "desk": desk["cpu_ms"]}
        first = first or now
        csv.append(f"{n},{now['append']:.1f},{now['case']:.1f},{now['desk']:.3f}")
        line(f"{n} cases: append, case read, desk (CPU)", f"{now['append']:.0f} us", f"{now['case']:.0f} us", f"{now['desk']:.2f} ms",
             "times the smallest: " + ", ".join(f"{now[k] / first[k]:.2f}" for k in now))
        line("  read recorded against not recorded", f"ratio {median(o['cpu_us_a_look'] for o in pages['recorded']) / now['case']:.2f} CPU")
        for o in (pages, few):
            took, flush = (median(r[k] for r in o["recorded"]) for k in ("ms_p99", "flush_ms_p99"))
            line(f"  p99 of a recorded look, {o['readers']} readers; of the flush", f"{took:.1f} ms", f"{flush:.1f} ms")
    return csv


def figures(tmp):
    n = sizes[-1]
    print(f"\nEvery figure of every measure, {n} cases over four years, the process just begun")
    folder = tmp / "figures"
    grown = part("grow", folder, 0, n, "mixed", 1461)
    runs = [part("figures", folder, rounds) for _ in range(rounds)]
    line(f"{runs[0]['figures']} figures from {runs[0]['counts']} counts of {runs[0]['days']} days", f"{median(o['started_wall_s'] for o in runs):.2f} s wall",
         f"{median(o['started_cpu_s'] for o in runs):.2f} s CPU", f"once more {median(o['wall_s'] for o in runs):.2f} s")
    c = part("counting", folder, 20_000 if quick else 500_000)
    spent = grown["cpu_s"] / grown["events"] * 1e6
    line(f"counting, of {c['events']} events", f"{c['rows_an_event']:.2f} rows an event of {c['all_rows_an_event']:.2f}", f"{c['counting_us']:.1f} us CPU of {c['fold_us']:.1f} us folding",
         f"{spent:.1f} us an event with decisions, sealing and writing: ratio {spent / (spent - c['counting_us']):.2f}")


def main():
    with tempfile.TemporaryDirectory(prefix="soria-bench-", dir="/var/tmp") as t:
        tmp = pathlib.Path(t)
        print("The calibrator:", json.dumps(part("calibrate")), flush=True)
        if "throughput" in wanted:
            base = tmp / "base"
            part("grow", base, 0, 200, "full")
            throughput(base, tmp)
        if "replay" in wanted:
            serving(replay(tmp))
        if "figures" in wanted:
            figures(tmp)
        if "growth" in wanted:
            print("\n" + "\n".join(growth(tmp)))


main()
