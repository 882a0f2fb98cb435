#!/usr/bin/env python3
"""soria match blind in files: the pairs are those of a plain Dice, faults say where.

Usage: tests/match/blind_test.py   (SORIA_BUILD: the folder with the program)"""
import base64
import csv
import datetime
import hashlib
import hmac
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


def hashed_bits(kind, keys, tokens, counts, l):
    """Bits that tokens set, as clkhash's bloomfilter.py does it (data61/clkhash, 00770da63277b3aa4f11e68cde2c42895b3bda2f), in our own words."""
    found = set()
    for token, n in zip(tokens, counts):
        t = token.encode()
        if kind == "blakeHash":
            for i in range(n):
                out = hashlib.blake2b(t, key=keys[0], salt=str(i // 32).encode()).digest()
                found.add(int.from_bytes(out[2 * (i % 32):2 * (i % 32) + 2], "little") % l)
            continue
        first, step = (int(hmac.new(k, t, h).hexdigest(), 16) % l for k, h in zip(keys, ("sha1", "md5")))
        again = 0
        while kind == "nonSingular" and step == 0:
            step, again = int(hmac.new(keys[1], t + chr(again).encode(), "md5").hexdigest(), 16) % l, again + 1
        found |= {(first + i * step) % l for i in range(n)}
    return found


def plain_clk(schema, secret, row):
    """A CLK as clkhash's key_derivation.py (two keys a feature, from one HKDF), comparators.py and field_formats.py make it."""
    config, features = schema["clkConfig"], schema["features"]
    kdf = config["kdf"]
    digest, size = kdf.get("hash", "SHA256").lower(), kdf.get("keySize", 64)
    extracted = hmac.new(base64.b64decode(kdf.get("salt", "")) or b"\0" * hashlib.new(digest).digest_size, secret, digest).digest()
    keys, block, i = b"", b"", 0
    while len(keys) < 2 * size * len(features):
        i += 1
        block = hmac.new(extracted, block + base64.b64decode(kdf.get("info", "")) + bytes([i]), digest).digest()
        keys += block
    l = config["l"] << config.get("xorFolds", 0)
    bits = set()
    for at, f in enumerate(features):
        if f.get("ignored"):
            continue
        value, h, form = row[f["identifier"]], f["hashing"], f["format"]
        missing = h.get("missingValue")
        if missing and value == missing["sentinel"]:
            value = missing.get("replaceWith", value)
        elif form["type"] == "integer":
            value = str(int(value))
        elif form["type"] == "date":
            value = datetime.datetime.strptime(value, form["format"]).strftime("%Y%m%d").rjust(8, "0")
        c = h["comparison"]
        if c["type"] == "exact":
            tokens = [value] if value else []
        else:
            padded = " " * (c["n"] - 1) + value + " " * (c["n"] - 1) if value else ""
            tokens = [padded[k:k + c["n"]] for k in range(len(padded) - c["n"] + 1)] if value else []
            if c.get("positional"):
                tokens = [f"{k + 1} {t}" for k, t in enumerate(tokens)]
        s = h["strategy"]
        counts = [s.get("bitsPerToken", 0)] * len(tokens)
        if "bitsPerFeature" in s and tokens:
            each, more = divmod(s["bitsPerFeature"], len(tokens))
            counts = [each + 1] * more + [each] * (len(tokens) - more)
        hashing = h.get("hash", {"type": "blakeHash"})
        kind = "nonSingular" if hashing.get("prevent_singularity") else hashing["type"]
        own = [keys[(2 * at + k) * size:(2 * at + k + 1) * size] for k in (0, 1)]
        bits |= hashed_bits(kind, own, tokens, counts, l)
    line = [k in bits for k in range(l)]
    for _ in range(config.get("xorFolds", 0)):
        line = [a != b for a, b in zip(line[:len(line) // 2], line[len(line) // 2:])]
    return sum(1 << (len(line) - 1 - k) for k, b in enumerate(line) if b)


def like_clkhash(tmp):
    """clkhash publishes no whole CLK to compare with. It publishes, in tests/test_bloomfilter.py (the same commit), tokens whose second hash is
    zero under known keys, and tokens for which it is not: those hold for the plain hashing above, and that makes the bits that the program must make."""
    published = (b"secret1", b"secret2")
    for token, singular in (("635", True), ("1402", True), ("666", False), ("1401", False)):
        plain, mended = (hashed_bits(kind, published, [token], [20], 1024) for kind in ("doubleHash", "nonSingular"))
        hold(f"clkhash's token {token}", (len(plain) == 1) == singular and len(mended) > 1 and (plain == mended) != singular)
    gram = {"type": "ngram", "n": 2}
    string = {"type": "string", "encoding": "utf-8"}
    features = [{"identifier": "unique_id", "ignored": True},
                {"identifier": "name", "format": string, "hashing": {"comparison": gram, "strategy": {"bitsPerFeature": 101}}},
                {"identifier": "alias", "format": string, "hashing": {"comparison": {"type": "ngram", "n": 3, "positional": True}, "strategy": {"bitsPerToken": 40}}},
                {"identifier": "born", "format": {"type": "date", "format": "%d/%m/%Y"}, "hashing": {"comparison": {"type": "ngram", "n": 1, "positional": True}, "strategy": {"bitsPerToken": 9}, "hash": {"type": "doubleHash", "prevent_singularity": True}, "missingValue": {"sentinel": "?", "replaceWith": "19000101"}}},
                {"identifier": "children", "format": {"type": "integer", "minimum": -5, "maximum": 40}, "hashing": {"comparison": {"type": "exact"}, "strategy": {"bitsPerToken": 33}, "hash": {"type": "doubleHash"}}},
                {"identifier": "sex", "format": {"type": "enum", "values": ["F", "M"]}, "hashing": {"comparison": {"type": "exact"}, "strategy": {"bitsPerFeature": 70}}},
                {"identifier": "place", "format": string, "hashing": {"comparison": {"type": "exact"}, "strategy": {"bitsPerToken": 40}}}]
    rows = [("1", "Олена Приклад", "J", "07/03/1985", "+3", "F", "Oslo"), ("2", "Amina Eksempel-Størdal", "", "29/02/1992", "007", "M", ""), ("3", "", "Princess", "?", "-2", "F", ""), ("4", "x", "ab", "31/12/0999", "0", "M", "Å")]
    names = [f["identifier"] for f in features]
    with open(tmp / "like.csv", "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows([names, *rows])
    for config in ({"l": 1024, "kdf": {"type": "HKDF"}}, {"l": 512, "xorFolds": 1, "kdf": {"type": "HKDF", "hash": "SHA512", "salt": "c2FsdA==", "info": "aW5mbw==", "keySize": 32}}):
        schema = {"version": 3, "clkConfig": config, "features": features}
        (tmp / "like.json").write_text(json.dumps(schema))
        run("encode", tmp / "like.csv", "--schema", tmp / "like.json", "--secret-file", tmp / "secret", "--out", tmp / "like.clk")
        for told, row in zip(csv.DictReader(open(tmp / "like.clk")), rows):
            hold(f"row {row[0]} under {config} has the bits of clkhash's construction", bits_of(told["clk"]) == plain_clk(schema, SECRET, dict(zip(names, row))))
    (tmp / "no.csv").write_text(",".join(names) + "\n1,a,b,30/02/1990,1,F,\n")
    hold("a day that is none is refused, as clkhash does", "born" in run("encode", tmp / "no.csv", "--schema", tmp / "like.json", "--secret-file", tmp / "secret", "--out", tmp / "x", ok=False))


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
        like_clkhash(tmp)
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
