#!/usr/bin/python3
"""The second verifier against the program: both find nothing in a whole folder and agree on it; what is damaged, both find.

verify_ledger.py knows docs/format/ledger.md and docs/format/events.md alone. It is held to every vector of the document, to a
folder put together from the vectors, and to a backup of a demonstration folder in which a person was erased. Each damage is done to a
copy of the backup, where the verifier must name the place (without keys, where the document does not ask for them), and to a copy
of the stopped data folder, where `soria audit verify` must find it too.
"""
import fcntl
import functools
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import damages
import ledger_format as form
import verify_ledger
from verify_ledger import verify

verify_ledger.event_of = functools.lru_cache(None)(form.event_of)   # the copies hold the same events

ROOT = os.path.dirname(os.path.dirname(HERE))
SORIA = os.path.join(os.environ.get("SORIA_BUILD", os.path.join(ROOT, "build")), "soria")
DOCUMENT = os.path.join(ROOT, "docs", "format", "ledger.md")
PACK = os.path.join(ROOT, "packs", "norway-2006")


def check(ok, what):
    if not ok:
        raise AssertionError(what)


def same(what, got, due):
    check(got == due, f"{what}: {got!r}, not {due!r}")


def none_found(what, v):
    check(not v.faults, f"{what}: {v.faults[:5]}")


# --- the document's vectors ---

def vectors():
    """The fenced blocks as {name: [lines]}."""
    with open(DOCUMENT, encoding="utf-8") as f:
        blocks = re.findall(r"^```vector (\S+)\n(.*?)^```$", f.read(), re.M | re.S)
    return {name: [line.split("   #")[0].rstrip("\n") for line in text.splitlines()] for name, text in blocks}


def named(lines):
    """A block of `name = value` lines: a JSON string, or the text as it stands."""
    pairs = (re.fullmatch(r"(\S+) =(?: (.*))?", line).groups("") for line in lines)
    return {name: json.loads(text) if text.startswith('"') else text for name, text in pairs}


def raw(block, name):
    return bytes.fromhex(block[name])


def plain(v):
    """A value as the vectors write it."""
    if isinstance(v, tuple):
        return "-".join(f"{n:0{w}}" for n, w in zip(v, (4, 2, 2)))
    if isinstance(v, (list, dict)):
        return [plain(x) for x in v] if isinstance(v, list) else {k: plain(x) for k, x in v.items()}
    return v.hex() if isinstance(v, bytes) else v


def typed(line):
    """A type, which may have spaces between brackets, and what follows it."""
    depth = 0
    for i, c in enumerate(line):
        depth += {"(": 1, ")": -1}.get(c, 0)
        if c == " " and depth == 0:
            return line[:i], line[i + 1:]
    raise AssertionError(f"a vector without a value: {line}")


def decoded(kind, data):
    if kind not in ("varint", "zigzag"):
        return form.value(kind, data)
    r = form.Reader(data)
    n = r.varint() if kind == "varint" else r.zigzag()
    r.end()
    return n


def values_hold(lines):
    for line in lines:
        kind, rest = typed(line)
        text, _, data = rest.rpartition(" =")
        due = json.loads(text)
        same(line, plain(decoded(kind, bytes.fromhex(data))), unicodedata.normalize("NFC", due) if isinstance(due, str) else due)


def damage_is_seen(lines):
    for line in lines:
        kind, data = typed(line)
        try:
            v = decoded(kind, bytes.fromhex(data))
        except form.Damage:
            continue
        raise AssertionError(f"{line}: read as {v}")


def keys_hold(keys, passphrase):
    def opened(name, key, about):
        same(name, keys[f"{name}.nonce"], keys[f"{name}.wrapped"][:48])
        return form.unwrap(key, raw(keys, f"{name}.wrapped"), about).hex()
    master = raw(keys, "master")
    same("signing", opened("signing", master, b"signing"), keys["seed"] + keys["public"])
    same("public", form.public_of(raw(keys, "seed")).hex(), keys["public"])
    same("request", opened("request", master, b"request"), keys["request"])
    same("epoch", opened("epoch", master, b"epoch"), keys["epoch.key"])
    same("subject", opened("subject", raw(keys, "epoch.key"), raw(keys, "subject")), keys["subject.key"])
    same("passphrase", form.master_of(passphrase["passphrase"].encode(), raw(passphrase, "salt")).hex(), passphrase["master"])


def event_holds(block, keys):
    number, body = int(block["number"]), raw(block, "bytes")
    e = form.event_of(body)
    told = {"stream.kind": str(e.stream[0]), "stream.id": e.stream[1:].hex(), "version": str(e.version), "type": str(e.type),
            "type_version": str(e.type_version), "recorded_us": str(e.at), "actor": e.actor, "agency": e.agency, "purpose": e.purpose,
            "clear": b"".join(bytes([n, len(b)]) + b for n, b in e.clear.items()).hex(), "sealed": str(len(e.sealed)),
            "leaf": form.leaf(number, body).hex(), "number": block["number"], "bytes": block["bytes"]}
    for i, s in enumerate(e.sealed):
        additional = form.additional(raw(keys, "ledger"), e, s)
        opened = form.unseal(raw(keys, "subject.key"), s.nonce, s.ciphertext, additional)
        told |= {f"sealed.{i}.{name}": x for name, x in (
            ("number", str(s.number)), ("class", str(s.cls)), ("owner", s.owner.hex()), ("nonce", s.nonce.hex()),
            ("plain", opened.hex()), ("additional", additional.hex()), ("ciphertext", s.ciphertext.hex()))}
        check(all(form.unseal(raw(keys, "subject.key"), s.nonce, s.ciphertext, damages.flipped(additional, at)) is None
                  for at in range(len(additional))), f"field {s.number} opens elsewhere too")
        if f"view.{s.number}" in block:
            same("view", form.copy_of(raw(block, f"view.{s.number}")), (e.stream, e.version, e.type, s))
            told[f"view.{s.number}"] = block[f"view.{s.number}"]
    same(f"event {number}", told, block)


def tree_holds(block):
    tree = form.Tree(range(9))
    for n in range(9):
        told = {f"root.{n}": tree.root().hex(), f"state.{n}": tree.state().hex()}
        if n:
            told[f"leaf.{n}"] = form.leaf(n, b"%d" % n).hex()
        for name in told.keys() & block.keys():
            same(name, told[name], block[name])
        if n < 8:
            tree.append(form.leaf(n + 1, b"%d" % (n + 1)))
    check(all(re.fullmatch(r"(leaf|root|state)\.[0-8]", name) for name in block), "a vector of the tree that was not looked at")


def read_holds(block):
    r = form.read_of(raw(block, "bytes"))
    same("read", {"number": "1", "at_us": str(r.at), "actor": r.actor, "agency": r.agency, "purpose": r.purpose, "what": r.what,
                  "subjects": "".join(s.hex() for s in r.subjects), "bytes": block["bytes"],
                  "leaf": form.leaf(1, raw(block, "bytes")).hex()}, block)


def note_holds(block, public):
    n = form.note_of(block["note"].encode())
    same("note", {"size": str(n.size), "root": n.root.hex(), "reads.size": str(n.reads), "reads.root": n.reads_root.hex(),
                  "text": n.text.decode(), "key_hash": n.key_hash.hex(), "signature": n.signature.hex(), "note": block["note"]}, block)
    same("key hash", form.key_hash(n.origin, public), n.key_hash)
    check(form.signature_holds(public, n.text, n.signature), "the note's signature")


def example_holds(v, folder):
    """The folder that the vectors describe, put together and verified; its rows are those of the vectors."""
    keys, rows, row, note = (named(v[name]) for name in ("keys", "rows", "idempotency", "checkpoint"))
    events, read = [named(v["event-1"]), named(v["event-2"])], named(v["read-1"])
    same("events.2.stream", form.event_of(raw(events[1], "bytes")).stream, raw(rows, "events.2.stream"))
    os.mkdir(folder)
    soria, reads, keys_db = (damages.database(os.path.join(folder, f"{n}.db"), n) for n in ("soria", "reads", "keys"))
    meta = {"ledger": raw(keys, "ledger"), "origin": keys["origin"].encode(), "public": raw(keys, "public")}
    damages.fill(soria, "meta", (meta | {"schema": b"1", "tree": raw(rows, "meta.tree"), "rows": raw(rows, "meta.rows"),
                                         "recorded_us": rows["meta.recorded_us"].encode()}).items())
    streams = [form.event_of(raw(e, "bytes")).stream for e in events]
    damages.fill(soria, "events", [(int(e["number"]), stream, int(e["version"]), raw(e, "bytes")) for e, stream in zip(events, streams)])
    damages.fill(soria, "recorded", [tuple(map(int, x.split())) for x in rows["recorded"].split(", ")])
    hashed = form.hash_of_parts(raw(keys, "request"), row["actor"].encode(), row["key"].encode(), row["request"].encode())
    same("request", hashed.hex(), row["hash"])
    damages.fill(soria, "idempotency", [(row["actor"], row["key"], hashed, *(int(row[n]) for n in ("first", "last", "at_us")))])
    damages.fill(soria, "checkpoints", [(int(note["size"]), int(note["reads.size"]), note["note"])])
    damages.fill(soria, "view_persons", [(raw(events[1], "stream.id"), raw(events[1], "view.7"))])
    damages.fill(reads, "reads", [(int(read["number"]), raw(read, "bytes"))])
    damages.fill(reads, "by_subject", [(raw(read, "subjects"), 1)])
    damages.fill(reads, "tree", [(1, raw(rows, "reads.tree"))])
    damages.fill(keys_db, "meta", (meta | {"salt": raw(keys, "salt"), "secret": raw(keys, "signing.wrapped"),
                                           "request": raw(keys, "request.wrapped"), "check": raw(rows, "keys.check")}).items())
    damages.fill(keys_db, "epochs", [(int(keys["epoch"]), raw(keys, "epoch.wrapped"))])
    damages.fill(keys_db, "keys", [(raw(keys, "subject"), int(keys["epoch"]), raw(keys, "subject.wrapped"))])
    for db in (soria, reads, keys_db):
        db.close()
    with open(os.path.join(folder, "master.key"), "wb") as f:
        f.write(raw(keys, "master"))
    same("epoch", int(events[1]["recorded_us"]) // 2592000000000, int(keys["epoch"]))
    request = os.path.join(folder, "request")
    with open(request, "w") as f:
        f.write(row["request"])
    found = verify(folder, folder, public=raw(keys, "public"), request=(row["actor"], row["key"], request))
    none_found("the folder of the vectors", found)
    same("opened", found.counts["opened"], int(events[1]["sealed"]))


def vectors_hold(folder):
    v = vectors()
    same("the blocks of vectors", sorted(v), sorted(("numbers values damaged event-1 event-2 keys passphrase tree idempotency rows read-1 "
                                                    "checkpoint").split()))
    values_hold(v["numbers"])
    values_hold(v["values"])
    damage_is_seen(v["damaged"])
    keys = named(v["keys"])
    keys_hold(keys, named(v["passphrase"]))
    for name in ("event-1", "event-2"):
        event_holds(named(v[name]), keys)
    tree_holds(named(v["tree"]))
    read_holds(named(v["read-1"]))
    note_holds(named(v["checkpoint"]), raw(keys, "public"))
    example_holds(v, folder)
    print(f"vectors: {sum(map(len, v.values()))} lines in {len(v)} blocks hold, and so does the folder they make")


# --- a demonstration folder and its backup ---

def soria(data, *args):
    p = subprocess.run([SORIA, "--data", data, *args], capture_output=True, text=True, timeout=300)
    return p.returncode, p.stdout, p.stderr


def done(data, *args):
    status, out, err = soria(data, *args)
    check(status == 0, f"soria {' '.join(args)}: {status} {out} {err}")
    return out


def told(data, *args):
    return json.loads(done(data, "--format", "json", *args))


class World:
    """data: the stopped folder; backup and backup.keys; early: databases as they were before the second half."""

    def __init__(self, folder):
        self.folder, self.data, self.backup = folder, os.path.join(folder, "data"), os.path.join(folder, "backup")
        self.early = os.path.join(folder, "early")
        done(self.data, "init", "--pack", PACK, "--kind", "demonstration")
        done(self.data, "demo", "--seed", "3", "--cases", "40")
        cases = told(self.data, "cases", "--as", "rosa")["cases"]
        closed = [c["code"] for c in cases if c["phase"] == "closed"]
        open_ = next(c["code"] for c in cases if c["phase"] == "open")
        people = [told(self.data, "case", case, "--as", "rosa")["person"]["code"] for case in closed]
        shutil.copytree(self.data, self.early)
        done(self.data, "day", "2017-07-02")   # ten years after the last case was closed
        done(self.data, "case", open_, "--as", "rosa")
        somebody = '[{"gender":"woman","age":"adult","citizenship":"TH","citizenship_group":"other","full_name":"Made Up"}]'
        done(self.data, "do", "receive-report", "channel=outreach", "region=oslo", "form=prostitution", "seen=Made up.",
             f"people={somebody}", "--happened", "2012", "--as", "rosa", "--idempotency-key", "k-1")
        done(self.data, "do", "join-team", f"case={open_}", "agency=oslo-police", "--as", "rosa", "--idempotency-key", "k-2")
        # Retention keeps a child's records longer: the first person it lets go.
        person = next((p for p in people if soria(self.data, "erase", p, "--as", "officer")[0] == 0), None)
        check(person, "retention lets nobody go")
        shutil.copy(os.path.join(self.data, "keys.db"), os.path.join(folder, "keys-before-erasure.db"))
        done(self.data, "erase", person, "--as", "officer-2")
        done(self.data, "do", "leave-team", f"case={open_}", "agency=oslo-police", "--as", "rosa", "--idempotency-key", "k-3")
        self.checkpoint = os.path.join(folder, "checkpoint.note")
        with open(self.checkpoint, "w", encoding="utf-8") as f:
            f.write(told(self.data, "audit", "checkpoint")["checkpoint"])
        done(self.data, "backup", self.backup)

    def copy(self, source, name):
        """A copy to damage: of the backup with its keys beside it, or of the data folder."""
        to = os.path.join(self.folder, name)
        for end in ("", ".keys") if source == self.backup else ("",):
            shutil.rmtree(to + end, ignore_errors=True)
            shutil.copytree(source + end, to + end)
        keys = to + ".keys" if source == self.backup else to
        return damages.Copy(to, keys, self.early, os.path.join(self.folder, "keys-before-erasure.db"))


def whole_agrees(w):
    """Nothing is damaged: both find nothing and tell the same of it."""
    theirs = told(w.data, "audit", "verify")
    same("audit verify", theirs["faults"], [])
    alone, keyed, data = verify(w.backup, brought=[w.checkpoint]), verify(w.backup, w.backup + ".keys"), verify(w.data, w.data)
    for what, v in (("the backup", alone), ("the backup with keys", keyed), ("the data folder", data)):
        none_found(what, v)
        same(what, {n: v.counts[n] for n in ("events", "reads", "root", "root_of_reads")},
             {n: theirs[n] for n in ("events", "reads", "root", "root_of_reads")})
        same(f"checkpoints of {what}", v.counts["checkpoints"], theirs["checkpoints"])
    check(keyed.counts["erased"] > 0 and keyed.counts["opened"] > 500, f"what was opened: {keyed.counts}")
    print(f"whole: {keyed.counts['events']} events, {keyed.counts['reads']} reads, {keyed.counts['checkpoints']} checkpoints, "
          f"{keyed.counts['opened']} sealed fields opened, {keyed.counts['erased']} erased; nothing found, and the same roots, by each")


def lines(v):
    return [": ".join(x for x in (f["file"], f["where"], f["what"]) if x) for f in v.faults]


def damages_are_found(w):
    """Each damage by the verifier, where the document says; and by the program."""
    mine = theirs = keyed = mended = 0
    wrong = []
    facts = damages.Facts(w.copy(w.backup, "facts"))
    for d in damages.HARMS:
        c = w.copy(w.backup, "damaged")
        d.do(c, facts)
        found = lines(verify(c.folder, c.keys))
        alone = [] if d in damages.KEYS else lines(verify(c.folder))   # without the keys nothing is damaged there
        if not any(re.search(d.fault, line) for line in found):
            wrong.append(f"{d.name}: the verifier with keys did not find it: {found[:3]}")
        elif d.keys and alone:
            wrong.append(f"{d.name}: found without keys: {alone[:3]}")
        elif not d.keys and not any(re.search(d.fault, line) for line in alone):
            wrong.append(f"{d.name}: the verifier without keys did not find it: {alone[:3]}")
        else:
            mine, keyed = mine + 1, keyed + d.keys
        c = w.copy(w.data, "damaged-data")
        d.do(c, facts)
        status, out, err = soria(c.folder, "audit", "verify")
        if d.audit:
            theirs += status == 1
        else:
            check("are to be destroyed" in out, f"{d.name}: audit verify says nothing of it: {out}")
            done(c.folder, "audit", "checkpoint")
            v = verify(c.folder, c.keys)
            mended += status == 0 and not v.faults and not any("its key is still there" in n for n in v.notes)
        if status != d.audit:
            wrong.append(f"{d.name}: audit verify: {status} {out} {err}")
    asked = sum(d.audit for d in damages.HARMS)
    print(f"damages: found by the verifier {mine} of {len(damages.HARMS)} ({keyed} of them need the keys), "
          f"by audit verify {theirs} of {asked}; the next start mends {mended} of {len(damages.HARMS) - asked}")
    same("what the next start mends", mended, len(damages.HARMS) - asked)
    check(not wrong, "\n".join(wrong))


def brought_tell(w):
    """What only somebody outside can tell: the whole folder put back, and everything signed anew."""
    old = w.copy(w.data, "put-back")
    for name in ("soria.db", "reads.db"):
        shutil.copy(os.path.join(w.early, name), old.folder)
    v = verify(old.folder, old.keys)
    none_found("an older soria.db and reads.db", v)
    check(any("soria.db is older" in n for n in v.notes), f"what the keys remember: {v.notes}")
    check(any("signs" in line for line in lines(verify(old.folder, brought=[w.checkpoint]))), "a checkpoint that lies elsewhere")
    forged, facts = w.copy(w.backup, "forged"), damages.Facts(w.copy(w.backup, "facts"))
    public = forged.one("soria", "SELECT bytes FROM meta WHERE name = 'public'")
    damages.signed_anew(forged, facts)
    none_found("a folder signed anew", verify(forged.folder))
    check(any("was published" in line for line in lines(verify(forged.folder, public=public))), "a public key that was published")
    print("brought: a folder put back is told by a kept checkpoint, one signed anew by the published key")


def between_is_told(w):
    """A data folder stopped between an erasure and the end of its key is as the document allows; it is said all the same."""
    c = w.copy(w.data, "between")
    shutil.copy(c.before_erasure, c.path("keys.db"))
    v = verify(c.folder, c.keys)
    none_found("a folder stopped in between", v)
    check(any("its key is still there" in n for n in v.notes), f"a key that is still there: {v.notes}")


def audit_goes_on(w):
    """`audit verify` says all it finds, in one shape, whatever is missing; and it looks before anything is made anew."""
    facts = damages.Facts(w.copy(w.backup, "facts"))

    def audit(*harms):
        c = w.copy(w.data, "audited")
        for do in harms:
            do(c)
        before = {name: open(c.path(name), "rb").read() for name in ("soria.db", "reads.db", "keys.db") if os.path.exists(c.path(name))}
        status, out, err = soria(c.folder, "--format", "json", "audit", "verify")
        check(not err, f"audit verify: {err}")
        check(all(open(c.path(name), "rb").read() == old for name, old in before.items()), "audit verify wrote")
        return status, json.loads(out)

    def other_program(c):
        c.sql("soria", "PRAGMA user_version = 7")
    status, found = audit(lambda c: os.remove(c.path(c.kept())), lambda c: os.remove(c.path("reads.db")),
                          lambda c: c.meta("keys", "secret", damages.last), lambda c: c.meta("soria", "schema", lambda _: b"2"),
                          lambda c: c.sql("soria", "DELETE FROM recorded WHERE last = ?", facts.last))
    for what in ("kept", "reads.db: is missing", "keys.db: a wrapped key", "schema", "table of times"):
        check(status == 1 and any(what in f for f in found["faults"]), f"{what} is not among {found['faults']}")
    same("events", found["events"], facts.last)
    status, found = audit(lambda c: os.remove(c.path("soria.db")))
    same("no soria.db", (status, found["faults"]), (1, ["soria.db: is missing; the last backup has one"]))
    status, found = audit(other_program)
    check(status == 0 and not found["faults"] and "made by another program" in found["notes"][0], f"another program's views: {found}")
    status, found = audit(other_program, lambda c: damages.view_damaged(c, damages.last))
    check(status == 1 and any("no copy of a sealed field" in f for f in found["faults"]), f"another program's damaged view: {found}")
    status, found = audit(other_program, lambda c: c.sql("soria", "DELETE FROM events WHERE number = ?", facts.person))
    check(any(f"event {facts.person} is missing" in f for f in found["faults"]) and not any("cannot be folded" in f for f in found["faults"]),
          f"a missing event: {found}")
    print("audit verify: goes on after what is missing, says it in one shape, writes nothing, and sees other programs' views")


def command_tells(w):
    """The verifier as a command: exit statuses, JSON, the lock, a log beside the database."""
    def run(*args):
        p = subprocess.run(["/usr/bin/python3", os.path.join(HERE, "verify_ledger.py"), *args], capture_output=True, text=True, timeout=300)
        return p.returncode, p.stdout
    c = w.copy(w.data, "logged")
    held = sqlite3.connect(c.path("soria.db"), isolation_level=None)
    held.execute("UPDATE recorded SET last = last - 1 WHERE last = (SELECT max(last) FROM recorded)")
    check(os.path.getsize(c.path("soria.db-wal")) > 0, "a log beside the database")
    status, out = run(c.folder, "--data", "--json")
    same("a fault in the log", (status, [f["where"].split()[0] for f in json.loads(out)["faults"]]), (1, ["recorded"]))
    held.close()
    same("nothing found", run(w.backup)[0], 0)
    same("no folder", run(os.path.join(w.folder, "none"))[0], 2)
    same("wrong usage", run(w.backup, "--keys", w.backup + ".keys", "--data")[0], 2)
    with open(c.path("lock"), "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        same("a folder that is held", run(c.folder, "--data")[0], 2)


def main():
    with tempfile.TemporaryDirectory() as folder:
        vectors_hold(os.path.join(folder, "vectors"))
        w = World(folder)
        whole_agrees(w)
        command_tells(w)
        audit_goes_on(w)
        damages_are_found(w)
        brought_tell(w)
        between_is_told(w)


if __name__ == "__main__":
    try:
        main()
    except AssertionError as e:
        print(f"FAILED: {e}")
        sys.exit(1)
