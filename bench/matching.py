"""Runs build/soria over made-up people of several sizes and the index over a million of them, and prints what that cost.

CPU, wall seconds and memory are those of the program's own process. What Splink and the others do is told in docs/guide/matching.md."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

root = pathlib.Path(__file__).resolve().parents[1]
quick = "--quick" in sys.argv[1:]
sizes = [10_000, 100_000] if quick else [100_000, 1_000_000, 10_000_000]
online = 100_000 if quick else 1_000_000
shared = root.parent / "shared" / "data" / "matching" / "people-100k.csv.gz"


def part(*args):
    r = subprocess.run([root / "build" / "soria_bench", *map(str, args)], capture_output=True, text=True)
    if r.returncode:
        sys.exit(f"bench: {' '.join(map(str, args))}: {r.stderr.strip() or r.returncode}")
    return json.loads(r.stdout)


def line(what, *values):
    print(f"  {what:<44} " + "  ".join(values), flush=True)


def measured(*args):
    """Wall and CPU seconds, MiB at most, and what it said."""
    began = time.monotonic()
    p = subprocess.Popen([root / "build" / "soria", "match", *map(str, args), "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = p.stdout.read(), p.stderr.read()
    _, status, used = os.wait4(p.pid, 0)
    if status:
        sys.exit(f"bench: {' '.join(map(str, args))}: {err.decode()}")
    return time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, json.loads(out)


def errors(file):
    e = part("people-errors", file)
    return {k: v for k, v in e.items() if isinstance(v, dict)}


def like_people_100k(tmp):
    made = tmp / "errors.csv"
    part("people", made, 100_000, 1)
    mine, theirs = errors(made), None
    if shared.exists():
        plain = tmp / "people-100k.csv"
        plain.write_bytes(subprocess.run(["gzip", "-dc", shared], capture_output=True, check=True).stdout)
        theirs = errors(plain)
    print("\nErrors of the generator, and of people-100k: rows without a value, pairs of one person that are the same, that differ")
    for column, e in mine.items():
        told = [f"{e[k]:.3f}" + (f" ({theirs[column][k]:.3f})" if theirs else "") for k in ("rows_without", "pairs_same", "pairs_different")]
        line(column, *told)


def bulk(tmp):
    print("\nTrained, scored, clustered; F1 of pairs in clusters at the program's own threshold")
    for n in sizes:
        file, out = tmp / f"{n}.csv", tmp / f"{n}.out.csv"
        part("people", file, n, 7)
        best = None
        seen = set()
        for threads in (1, 2, os.cpu_count() or 1) if n < 10_000_000 else (os.cpu_count() or 1,):
            wall, cpu, mib, said = measured("dedupe", file, "--out", out, "--threads", threads, "--quiet")
            seen.add(out.read_bytes())
            line(f"{n} rows, threads {threads}", f"{wall:7.2f} s wall", f"{cpu:7.2f} s CPU", f"{mib:6.0f} MiB", f"{said['pairs_looked_at'] / n:.1f} pairs a row looked at")
            best = said
        if len(seen) != 1:
            sys.exit("bench: the output differs between numbers of threads")
        f1 = measured("evaluate", out, "--labels", file)[3]
        line("", f"precision {f1['precision']:.4f}", f"recall {f1['recall']:.4f}", f"F1 {f1['f1']:.4f}", f"recall of the passes, estimated {best['recall_of_passes_estimated']:.3f}")
        if n >= 1_000_000:
            file.unlink()
        out.unlink()


def scripts(tmp):
    print("\nNames re-scripted in Cyrillic, Arabic and Greek, or back from there, by ICU's rules")
    for share in (0.3, 0.7, 1.0):
        file, out = tmp / "scripts.csv", tmp / "scripts.out.csv"
        part("people", file, 20_000 if quick else 100_000, 3, share)
        measured("dedupe", file, "--out", out, "--quiet")
        f1 = measured("evaluate", out, "--labels", file)[3]
        line(f"{share:.0%} of the rows", f"precision {f1['precision']:.4f}", f"recall {f1['recall']:.4f}", f"F1 {f1['f1']:.4f}")


def questions(tmp):
    known, asked = tmp / "known.csv", tmp / "asked.csv"
    part("people", known, online, 21)
    # The same people again: the generator's first, with other errors.
    part("people", asked, 20_000, 21, 0, 1, 99)
    o = part("online", known, asked)
    print(f"\nOne person against {online}, one thread: {o['passes']} passes, index {o['index_mb']:.0f} MB, built in {o['build_cpu_s']:.2f} s CPU")
    for what, words in (("ask", "who may it be?"), ("score_and_explain", "score and explain a pair"), ("add", "add a person")):
        line(words, f"p50 {o[what]['p50_us']:.1f} us", f"p99 {o[what]['p99_us']:.1f} us", f"most {o[what]['most_us']:.0f} us")
    line("questions with a candidate", f"{o['questions_with_a_candidate']:.3f}")


def blind():
    o = part("blind", 4000 if quick else 20_000)
    print("\nBlind, one core: CLKs of 1,024 bits, and points of ristretto255")
    line("CLKs encoded a second", f"{o['clk_encoded_s']:,.0f}")
    for kernel, speed in o["clk_compared_million_s"].items():
        line(f"CLKs compared a second, {kernel}", f"{speed:,.0f} million")
    for what, words in (("psi_blinded_s", "elements hashed and blinded a second"), ("psi_evaluated_s", "points evaluated a second"), ("psi_unblinded_s", "points unblinded a second")):
        line(words, f"{o[what]:,.0f}")
    line("libsodium alone, hashed and blinded", f"{o['psi_libsodium_blinded_s']:,.0f}", f"ours is {o['psi_blinded_of_libsodium']:.1%} of it")


def main():
    with tempfile.TemporaryDirectory(prefix="soria-bench-", dir="/var/tmp") as t:
        tmp = pathlib.Path(t)
        print("The calibrator:", json.dumps(part("calibrate")), flush=True)
        like_people_100k(tmp)
        bulk(tmp)
        scripts(tmp)
        questions(tmp)
        blind()


main()
