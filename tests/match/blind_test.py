#!/usr/bin/env python3
"""soria match blind in files: the pairs are those of a plain Dice, faults say where.

Usage: tests/match/blind_test.py   (SORIA_BUILD: the folder with the program)"""
import base64
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SORIA = ROOT / os.environ.get("SORIA_BUILD", "build") / "soria"
SECRET = b"a secret of both sides"
checks = 0


def hold(what, ok):
    global checks
    checks += 1
    if not ok:
        sys.exit(f"blind: {what}")


def run(*args, ok=True):
    r = subprocess.run([SORIA, "--format", "json", "match", "blind", *map(str, args)], capture_output=True, text=True)
    hold(f"{args}: {r.stdout[:300]}{r.stderr[:300]}", (r.returncode == 0) == ok)
    return r.stdout + r.stderr


def bits_of(clk):
    return int.from_bytes(base64.b64decode(clk), "big")


def dice(a, b):
    both, each = bin(a & b).count("1"), bin(a).count("1") + bin(b).count("1")
    return 2 * both / each if each else 0.0


def main():
    feature = {"hashing": {"comparison": {"type": "ngram", "n": 2}, "strategy": {"bitsPerToken": 20}, "hash": {"type": "doubleHash"}}}
    schema = {"version": 3, "clkConfig": {"l": 1024, "kdf": {"type": "HKDF"}},
              "features": [{"identifier": "unique_id", "ignored": True}, {"identifier": "name", "format": {"type": "string"}, **feature}, {"identifier": "town", "format": {"type": "string"}, **feature}]}
    left = [("a1", "Amina Eksempel", "Oslo"), ("a2", "Олена Приклад", "Bergen"), ("a3", 'Quote, "d"', "")]
    right = [("b1", "Amina Eksempal", "Oslo"), ("b2", "Nobody Else", "Bodø"), ("b3", "Олена Приклад", "Bergen")]
    with tempfile.TemporaryDirectory() as t:
        tmp = pathlib.Path(t)
        (tmp / "schema.json").write_text(json.dumps(schema))
        (tmp / "secret").write_bytes(SECRET + b"\n")
        clks = {}
        for name, rows in (("l", left), ("r", right)):
            with open(tmp / f"{name}.csv", "w", newline="", encoding="utf-8") as f:
                csv.writer(f).writerows([("unique_id", "name", "town"), *rows])
            run("encode", tmp / f"{name}.csv", "--schema", tmp / "schema.json", "--secret-file", tmp / "secret", "--out", tmp / f"{name}.clk")
            clks[name] = {r["id"]: bits_of(r["clk"]) for r in csv.DictReader(open(tmp / f"{name}.clk", encoding="utf-8"))}
            hold("every row has its CLK", list(clks[name]) == [r[0] for r in rows])
        hold("the same person, the same bits", clks["l"]["a2"] == clks["r"]["b3"])
        for threads in (1, 2):
            run("compare", tmp / "l.clk", tmp / "r.clk", "--threshold", "0.3", "--out", tmp / "out.csv", "--threads", threads)
            found = {(r["id_l"], r["id_r"]): float(r["dice"]) for r in csv.DictReader(open(tmp / "out.csv"))}
            expected = {(i, k): dice(a, b) for i, a in clks["l"].items() for k, b in clks["r"].items() if dice(a, b) >= 0.3}
            hold(f"the pairs of a plain Dice: {found} {expected}", found.keys() == expected.keys() and all(abs(found[p] - d) < 1e-5 for p, d in expected.items()))
        hold("a letter apart is alike, another person is not", found[("a1", "b1")] > 0.7 and found.get(("a1", "b2"), 0) < 0.6 < found[("a1", "b1")])
        (tmp / "other").write_bytes(b"another secret, as long")
        run("encode", tmp / "l.csv", "--schema", tmp / "schema.json", "--secret-file", tmp / "other", "--out", tmp / "o.clk")
        hold("another secret, other bits", bits_of(next(csv.DictReader(open(tmp / "o.clk")))["clk"]) != clks["l"]["a1"])
        (tmp / "short").write_bytes(b"short")
        hold("a short secret is refused", "16 bytes" in run("encode", tmp / "l.csv", "--schema", tmp / "schema.json", "--secret-file", tmp / "short", "--out", tmp / "x", ok=False))
        (tmp / "bad.json").write_text(json.dumps({**schema, "version": 9}))
        hold("a schema of another version is refused with its file", "bad.json" in run("encode", tmp / "l.csv", "--schema", tmp / "bad.json", "--secret-file", tmp / "secret", "--out", tmp / "x", ok=False))
        (tmp / "no.csv").write_text("unique_id,name\n1,x\n")
        hold("a missing column is named", "town" in run("encode", tmp / "no.csv", "--schema", tmp / "schema.json", "--secret-file", tmp / "secret", "--out", tmp / "x", ok=False))
        (tmp / "bad.clk").write_text("id,clk\n1,AAAA\n2,AAAAAAA=\n")
        hold("filters of two lengths are refused with their line", "line 3" in run("compare", tmp / "bad.clk", tmp / "r.clk", "--out", tmp / "x", ok=False))
        run("encode", tmp / "l.csv", "--schema", tmp / "schema.json", "--secret-file", tmp / "secret", "--out", tmp / "b.clk", "--balanced")
        hold("balanced filters have as many bits each", {bin(bits_of(r["clk"])).count("1") for r in csv.DictReader(open(tmp / "b.clk"))} == {1024})
        hold("nothing is left half written", not (tmp / "x").exists() and not list(tmp.glob("*.draft*")) and not list(tmp.glob("x*")))
    print(f"blind: {checks} checks hold")


main()
