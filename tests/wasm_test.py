#!/usr/bin/env python3
"""The phone's pages, compiled twice: natively and as WebAssembly, the same bytes for the same 10,000 requests.

Usage: tests/wasm_test.py   (SORIA_BUILD: the folder with the programs, else build)
The kits are those that a server gives out, in every language its pack has. What is sent is generated from a seed: whole reports, parts of
them, and what no browser sends. Also held: how many bytes a phone takes (brotli).
"""
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import threading
import urllib.parse
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).parent / "http"))
from soria_server import BUILD, ROOT, Server  # noqa: E402

COUNT = 10_000
# Bytes after brotli; the kit is engine, worker and one language together.
KIT_MAX, LANGUAGE_MAX, SEAL_MAX, ISLAND_MAX = 25_000, 4_200, 15_000, 15_000
folder = BUILD if BUILD.is_absolute() else ROOT / BUILD
HOSTILE = ["<script>alert(1)</script>", "\"'&<b>", "</textarea><img src=x onerror=alert(1)>", "javascript:alert(1)", "{label}", "{n}", "a\tb\nc", "\r\n", "\u202e\u2066x", "\U0001f9d5", "ø" * 4000, "ع" * 4000, "ع" * 4001, "ก" * 4000, "ก" * 4001, "x" * 4100,
           "\ufffe", "\x01\x7f", "%00", "2006-02-30", "9999-12-31", "-1", "99999999999", " ", "", "نص عربي", "people.0.gender", "@style", "\u0000"]


def frame(kind, data):
    return struct.pack("<I", len(data) + 1) + kind + data


def options_of(kit):
    """Field's whole name -> values that may be chosen; and whether it is a list."""
    names, path, fields = {}, [], []
    for line in kit.split("\n\n", 1)[1].split("\n"):
        parts = line.split("\t")
        if parts[0] == "F":
            depth, kind, name = int(parts[1]), int(parts[2]), parts[9]
            path = path[:depth] + [name + (".0" if kind == 10 else "")]
            fields.append(".".join(path))
            names[fields[-1]] = []
        elif fields and line:
            names[fields[-1]].append(parts[0])
    return names


class Making:
    def __init__(self, kits, seed):
        self.random, self.kits = random.Random(seed), kits
        self.fields = options_of(next(iter(kits.values())))

    def text(self):
        r = self.random
        return r.choice(HOSTILE) if r.random() < 0.5 else "".join(chr(r.choice([r.randrange(32, 127), r.randrange(160, 0x3000), r.randrange(0x1F300, 0x1F600)])) for _ in range(r.randrange(20)))

    def value(self, name):
        r = self.random
        if self.fields[name] and r.random() < 0.9:
            return r.choice(self.fields[name])
        if name == "happened":
            return r.choice(["", "", "2006", "2006-10", "2006-10-17", self.text()])
        return "seen" if r.random() < 0.4 else self.text()

    def report(self):
        r, out = self.random, []
        for name in self.fields:
            if name.endswith(".0"):
                continue
            for i in range(r.choice([1, 1, 1, 2, 4]) if ".0." in name else 1):
                if r.random() < 0.85:
                    out.append((name.replace(".0.", f".{i}."), self.value(name)))
        if r.random() < 0.3:     # whole, so that it goes through
            out = [(n, (r.choice(values) if values else "2006-10-17" if n == "happened" else "seen")) for n, values in self.fields.items() if not n.endswith(".0") and not n.endswith("born")]
        return out

    def request(self):
        r = self.random
        language = r.choice([*self.kits, "xx", "<b>"]) if r.random() < 0.1 else r.choice([*self.kits])
        stand = [("phone", "ab" * 32), ("key", "%032x" % r.getrandbits(128)), ("today", r.choice(["2006-12-31", "2026-11-28", "", "1970-01-01"])), ("waiting", str(r.choice([0, 1, 2, 5, 11, 100]))),
                 ("refused", str(r.choice([0, 0, 1, 3]))), ("because", self.text()), ("last", r.choice(["", "2026-11-28 22:40", self.text()])), ("lock", r.choice(["none", "locked", "open"]))]
        stand += [("draft", f"{i} 2026-11-2{i} 0{i}:00") for i in range(r.randrange(4))]
        if r.random() < 0.2:
            stand.append(("said", r.choice(["kept", "draft", "full", self.text()])))
        if r.random() < 0.1:
            stand.append(r.choice([("wrong", "3"), ("wiped", "1")]))
        method, path, posted = r.choices([("GET", "/phone/", []), ("GET", "/phone/report", []), ("GET", "/phone/waiting", []), ("POST", "/phone/report", None), ("POST", "/phone/drafts", 0), ("POST", "/phone/deliver", []),
                                          ("GET", "/phone/" + self.text(), [])], [4, 3, 1, 30, 4, 1, 1])[0]
        if posted is None:
            posted = [("_step", "check"), *self.report()]
            more = r.random()
            posted += [("_step", r.choice(["send", "change", "keep"]))] if more < 0.6 else [("_add", r.choice(["people", self.text()]))] if more < 0.7 else []
            posted += [("_draft", r.choice(["7", "x"]))] if r.random() < 0.1 else []
        elif posted == 0:
            posted = [("_do", r.choice(["choose", "unlock", "drop"])), ("pin", r.choice(["123456", "12345", "", self.text()])), ("_draft", "3")] + [("kept." + n, v) for n, v in self.report()[:3]]
        body = urllib.parse.urlencode(posted)
        if r.random() < 0.03:
            body = r.choice([body + "%", body + "&x=%zz", "&" * 50 + body, body + "=" * 9, "%ff=1", "a" * 300 + "=1"])
        return f"{method} {path}\n{language}\n{urllib.parse.urlencode(stand)}\n{body}".encode("utf-8", "replace")


def answers(command, data, out):
    p = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    threading.Thread(target=lambda: (p.stdin.write(data), p.stdin.close()), daemon=True).start()
    while head := p.stdout.read(4):
        out.append(p.stdout.read(struct.unpack("<I", head)[0]))
    if p.wait(60) != 0:
        sys.exit(f"wasm: {command[0]} ended with {p.returncode}")


def brotli_bytes(data):
    return int(subprocess.run(["node", "-e", "const z=require('zlib'),b=require('fs').readFileSync(0);console.log(z.brotliCompressSync(b,{params:{[z.constants.BROTLI_PARAM_QUALITY]:11}}).length)"], input=data, capture_output=True, check=True).stdout)


def main():
    server = Server()
    languages = sorted(f.stem for f in (ROOT / "packs/norway-2006/pages").glob("*.yaml"))
    kits = {}
    for language in languages:
        answer = server.get(None, f"/phone/kit/{language}")
        if answer.status != 200:
            sys.exit(f"wasm: the server has no kit in {language}: {answer.status}")
        kits[language] = answer.body.decode()
    seed = int(os.environ.get("SORIA_SEED", "20061017"))
    making = Making(kits, seed)
    requests = [making.request() for _ in range(COUNT)]
    data = b"".join(frame(b"K", k.encode()) for k in kits.values()) + b"".join(frame(b"R", r) for r in requests)
    native, wasm = [], []
    threads = [threading.Thread(target=answers, args=(c, data, o)) for c, o in (([folder / "phone_answers"], native), (["node", ROOT / "tests/wasm/answers.mjs", folder / "engine/engine.wasm"], wasm))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if len(native) != COUNT or len(wasm) != COUNT:
        sys.exit(f"wasm: {len(native)} native answers and {len(wasm)} of WebAssembly to {COUNT} requests")
    kinds = {}
    for r, a, b in zip(requests, native, wasm):
        if a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            sys.exit(f"wasm: seed {seed}: not the same at byte {at}\n  {r[:300]!r}\n  {a[max(0, at - 100):at + 100]!r}\n  {b[max(0, at - 100):at + 100]!r}")
        first = a.split(b"\n", 1)[0].decode().split()
        kind = " ".join(first[:2])
        kinds[kind] = kinds.get(kind, 0) + 1
        if first[1] == "show" and (b"<script>alert" in a or b"onerror=alert(1)>" in a):
            sys.exit(f"wasm: what was sent is markup: {r[:300]!r}")
    for kind in ("200 show", "422 show", "404 show", "200 send", "200 keep", "200 pin", "200 text", "200 deliver", "200 drop", "400 text"):
        if not kinds.get(kind):
            sys.exit(f"wasm: no request was answered with {kind}: {kinds}")
    sizes = json.loads((folder / "web/sizes.json").read_text())
    words = {language: brotli_bytes(k.encode()) for language, k in kits.items()}
    kit = sizes["engine"] + sizes["worker"] + words["en"]
    said = f"engine {sizes['engine']}, worker {sizes['worker']}, English {words['en']}: {kit} bytes; " + ", ".join(f"{k} {n}" for k, n in words.items() if k != "en") + f"; sealing and PIN {sizes['seal']}; island {sizes['island']}"
    if kit > KIT_MAX or max(words.values()) > LANGUAGE_MAX or sizes["seal"] > SEAL_MAX or sizes["island"] > ISLAND_MAX:
        sys.exit(f"wasm: larger than a phone should take: {said}")
    print(f"wasm: {COUNT} requests in {len(kits)} languages, the same {sum(map(len, native))} bytes natively and as WebAssembly ({zlib.crc32(b''.join(native)):08x}); {kinds}")
    print(f"wasm: {said}")


main()
