#!/usr/bin/python3
"""Checks a ledger of Soria, written from docs/format/ledger.md and docs/format/events.md alone; it shares nothing with the program.

Usage: verify_ledger.py FOLDER [--keys FOLDER.keys | --data] [--json] [--passphrase FILE] [--public HEX]
                        [--checkpoint FILE]... [--request ACTOR KEY FILE]

FOLDER is a backup, or with --data a stopped data folder, which is locked meanwhile. With keys (of --keys, or of the data folder)
every sealed field is opened too. --passphrase names a file with the passphrase's bytes, where there is no master.key. --public is
the public key as somebody published it; --checkpoint brings a note that somebody kept; --request brings a command's bytes and the
key it came with. Nothing is written. Exit status: 0 nothing found, 1 faults, 2 wrong usage or a folder that cannot be looked at.
"""
import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from urllib.parse import quote

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from event_fields import check_fields
from ledger_format import (additional, copy_of, event_of, hash_of_parts, key_hash, leaf, master_of, note_of, public_of,
    read_of, signature_holds, sum_of_rows, types_of, unseal, unwrap, value, Damage, Tree, HAPPENED)

EVENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "format", "events.md")
SHOWN_MAX, IDEMPOTENCY_KEY_BYTES_MAX = 200, 100
META = {"schema": None, "ledger": 16, "origin": None, "public": 32, "tree": None, "recorded_us": None, "rows": 32}
KEYS_META = {"salt": 16, "ledger": 16, "origin": None, "public": 32, "secret": 104, "request": 72, "check": 32}
CHECKPOINTS = {"size": "i", "reads": "i", "note": "t"}


class Text(bytes):
    """A text of SQLite, so that a blob in its place is seen."""


class Verification:
    def __init__(self, folder, keys):
        self.folder, self.keys, self.types = folder, keys, types_of(EVENTS)
        self.faults, self.notes, self.counts = [], [], {}
        self.meta, self.packs, self.erased = {}, [], {}   # erased: owner -> number of the first event that destroys its key
        self.recorded = {}                                # number of an event -> its time and actor, where its bytes decode
        self.temporary = tempfile.TemporaryDirectory()
        self.soria, self.reads = self.opened(folder, "soria.db"), self.opened(folder, "reads.db")
        self.keys_db = self.opened(keys, "keys.db") if keys else None

    def fault(self, file, where, what):
        self.faults.append({"file": file, "where": where, "what": what})

    def opened(self, folder, name):
        """The database, never written to: one with a log beside it is read from a copy."""
        path = os.path.join(folder, name)
        if not os.path.isfile(path):
            self.fault(name, "", "is missing")
            return None
        if os.path.exists(path + "-wal"):
            for end in ("", "-wal"):
                shutil.copy(path + end, os.path.join(self.temporary.name, name + end))
            db = sqlite3.connect(os.path.join(self.temporary.name, name))
        else:
            db = sqlite3.connect(f"file:{quote(os.path.abspath(path))}?immutable=1", uri=True)
        db.text_factory = Text
        return db

    def rows(self, name, db, table, columns, order):
        """The rows of a table whose values have the types `columns` says (i, b, t); others are faults."""
        types = {"i": int, "b": bytes, "t": Text}
        names = ", ".join(f"[{c}]" for c in columns)
        try:
            for row in db.execute(f"SELECT {names} FROM {table} ORDER BY {order}") if db else ():
                wrong = [c for c, x in zip(columns, row) if type(x) is not types[columns[c]]]
                if wrong:
                    self.fault(name, f"{table} {shown(row[0])}", f"column {', '.join(wrong)} is of another type")
                else:
                    yield row
        except sqlite3.Error as e:
            self.fault(name, table, f"cannot be read: {e}")


def shown(x):
    return x.decode(errors="replace") if isinstance(x, Text) else x.hex() if isinstance(x, bytes) else str(x)


def check_integrity(v):
    """Step 1, the databases."""
    for name, db in (("soria.db", v.soria), ("reads.db", v.reads), ("keys.db", v.keys_db)):
        try:
            for (line,) in db.execute("PRAGMA integrity_check") if db else ():
                if line != b"ok":
                    v.fault(name, "", f"integrity_check: {shown(line)}")
        except sqlite3.Error as e:
            v.fault(name, "", f"integrity_check: {e}")


def check_meta(v, name, db, lengths):
    """Step 1, the names of meta."""
    meta = {bytes(n).decode(errors="replace"): b for n, b in v.rows(name, db, "meta", {"name": "t", "bytes": "b"}, "name")}
    for n in sorted(lengths.keys() | meta.keys()):
        if n not in meta or n not in lengths:
            v.fault(name, f"meta {n}", "is missing" if n in lengths else "is no name of this format")
        elif lengths[n] and len(meta[n]) != lengths[n]:
            v.fault(name, f"meta {n}", f"has {len(meta[n])} bytes, not {lengths[n]}")
    if not re.fullmatch(r"[^\s+]+", meta.get("origin", b"").decode(errors="replace")):
        v.fault(name, "meta origin", "is not the name of a ledger")
    if "schema" in lengths and meta.get("schema") != b"1":
        v.fault(name, "meta schema", "is another format")
    return meta


def check_events(v, wanted):
    """Steps 2 to 4: the rows, what they hold, the tree."""
    v.tree, versions, v.last, latest = Tree(wanted), {}, 0, 0
    for number, stream, version, body in v.rows("soria.db", v.soria, "events",
                                                {"number": "i", "stream": "b", "version": "i", "body": "b"}, "number"):
        def fault(what):
            v.fault("soria.db", f"event {number}", what)
        if number != v.last + 1:
            fault(f"follows event {v.last}")
        v.last = number
        v.tree.append(leaf(number & 2**64 - 1, body))
        if version != versions.get(stream, 0) + 1:
            fault(f"version {version} of its stream follows {versions.get(stream, 0)}")
        versions[stream] = version
        try:
            e = event_of(body)
        except Damage as d:
            fault(f"its bytes: {d}")
            continue
        if (e.stream, e.version) != (stream, version):
            fault("stream or version of the row are not those of the bytes")
        if e.at < latest:
            fault("recorded before the event before it")
        latest = e.at
        v.recorded[number] = e.at, e.actor.encode()
        check_fields(v, number, e, fault)
    if v.tree.state() != v.meta.get("tree"):
        v.fault("soria.db", "meta tree", "is not the state of the events")
    if v.meta.get("recorded_us") != b"%d" % latest:
        v.fault("soria.db", "meta recorded_us", "is not the time of the last event")
    v.counts.update(events=v.tree.count, root=v.tree.root().hex())


def notes_of(v, brought):
    """The checkpoints of the table and those somebody brings: (file, where, bytes, what the row says)."""
    notes = [("soria.db", f"checkpoint {size} {reads}", bytes(note), (size, reads)) for size, reads, note in
             v.rows("soria.db", v.soria, "checkpoints", CHECKPOINTS, "size, reads")]
    for path in brought:
        with open(path, "rb") as f:
            notes.append((path, "", f.read(), None))
    parsed = []
    for file, where, text, row in notes:
        try:
            parsed.append((file, where, note_of(text), row))
        except Damage as d:
            v.fault(file, where, str(d))
    v.counts.update(checkpoints=sum(row is not None for _, _, _, row in notes))
    return parsed


def check_checkpoints(v, notes, public):
    """Step 5."""
    origin = v.meta.get("origin", b"")
    for file, where, note, row in notes:
        if row and row != (note.size, note.reads):
            v.fault(file, where, "the row does not say what its note says")
        if note.origin != origin or note.signer != origin:
            v.fault(file, where, "is of another origin")
        if note.key_hash != key_hash(note.origin, public) or not signature_holds(public, note.text, note.signature):
            v.fault(file, where, "its signature is not of the ledger's key")
        signed = (("events", note.size, note.root, v.tree), ("reads", note.reads, note.reads_root, v.reads_tree))
        for what, size, root, tree in signed:
            if size > tree.count:
                v.fault(file, where, f"signs {size} {what}; there are {tree.count}")
            elif root != tree.roots[size]:
                v.fault(file, where, f"the first {size} {what} are not those it signs")
    size, reads = (max((getattr(n, x) for _, _, n, row in notes if row), default=0) for x in ("size", "reads"))
    after = f"{max(0, v.tree.count - size)} events and {max(0, v.reads_tree.count - reads)} reads"
    v.notes.append(f"{after} came after the last checkpoint" if v.counts["checkpoints"] else f"no checkpoint: {after} are unsigned")


def check_recorded(v):
    """Step 6."""
    due = {at: number for number, (at, _) in v.recorded.items()}
    for at, last in v.rows("soria.db", v.soria, "recorded", {"at_us": "i", "last": "i"}, "at_us"):
        if due.pop(at, None) != last:
            v.fault("soria.db", f"recorded {at}", f"event {last} is not the last of that time")
    for at, last in due.items():
        v.fault("soria.db", f"recorded {at}", f"is missing; event {last} is of that time")


def check_reads(v, wanted):
    """Step 7."""
    v.reads_tree, last, due = Tree(wanted), 0, set()
    for number, body in v.rows("reads.db", v.reads, "reads", {"number": "i", "body": "b"}, "number"):
        if number != last + 1:
            v.fault("reads.db", f"read {number}", f"follows read {last}")
        last = number
        v.reads_tree.append(leaf(number & 2**64 - 1, body))
        try:
            due |= {(subject, number) for subject in read_of(body).subjects}
        except Damage as d:
            v.fault("reads.db", f"read {number}", f"its bytes: {d}")
    found = set(v.rows("reads.db", v.reads, "by_subject", {"subject": "b", "number": "i"}, "number"))
    for subject, number in sorted(due ^ found, key=lambda x: x[1]):
        what = "is missing" if (subject, number) in due else "is not in that read"
        v.fault("reads.db", f"by_subject {subject.hex()} {number}", what)
    states = list(v.rows("reads.db", v.reads, "tree", {"id": "i", "state": "b"}, "id"))
    if states != [(1, v.reads_tree.state())] and (states or v.reads_tree.count):
        v.fault("reads.db", "tree", "is not the state of the reads")
    v.counts.update(reads=v.reads_tree.count, root_of_reads=v.reads_tree.root().hex())


def check_erasures(v):
    """Step 8."""
    v.destroyed = dict(v.rows("soria.db", v.soria, "destroyed", {"owner": "b", "number": "i"}, "owner"))
    for owner in sorted(v.destroyed.keys() | v.erased.keys()):
        number, first = v.destroyed.get(owner), v.erased.get(owner)
        def fault(what):
            v.fault("soria.db", f"destroyed {owner.hex()}", what)
        if first is None:
            fault("no event destroys this key")
        elif number is None:
            fault(f"is missing; event {first} destroys it")
        elif number < first or v.recorded.get(number, ())[:1] != v.recorded[first][:1]:
            fault(f"{number} is no event of the command that destroys it, with event {first}")


def check_idempotency(v):
    """Step 9."""
    columns = {"actor": "t", "key": "t", "request": "b", "first": "i", "last": "i", "at_us": "i"}
    v.idempotency, before = list(v.rows("soria.db", v.soria, "idempotency", columns, "first, last")), 0
    for actor, key, request, first, last, at in v.idempotency:
        def fault(what):
            v.fault("soria.db", f"idempotency {shown(actor)} {shown(key)}", what)
        if len(request) != 32 or len(key) > IDEMPOTENCY_KEY_BYTES_MAX:
            fault("its request or its key has a wrong length")
        if not (1 <= first <= last + 1 and last <= v.last):
            fault(f"there are no events {first} to {last}")
            continue
        if first <= last and first <= before:
            fault(f"event {first} belongs to another row too")
        before = max(before, last if first <= last else 0)
        if any(v.recorded.get(n) != (at, actor) for n in range(first, last + 1)):
            fault("an event of it has another actor or time")
        if last == first - 1 and v.recorded.get(last, (0,))[0] > at:
            fault("is from before the event before it")


def check_kept(v):
    """Step 10."""
    folder, found = os.path.join(v.folder, "kept"), set()
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if not name.endswith(".new"):
            found.add(name)
            path = os.path.join(folder, name)
            if not os.path.isfile(path) or hashlib.sha256(open(path, "rb").read()).hexdigest() != name:
                v.fault(f"kept/{name}", "", "does not have the bytes it is named by")
    for number, name in v.packs:
        if name not in found:
            v.fault("soria.db", f"event {number}", f"the pack it names is not in kept/: {name}")


def check_views(v):
    """Step 11."""
    try:
        for (table,) in v.soria.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'view_*'").fetchall():
            for row in v.soria.execute(f"SELECT * FROM [{table.decode()}]"):
                for blob in (x for x in row if type(x) is bytes and len(x) != 16):
                    if not copied(v, blob):
                        v.fault("soria.db", f"{table.decode()} {shown(row[0])}", "has a blob that is no copy of a sealed field")
    except sqlite3.Error as e:
        v.fault("soria.db", "views", f"cannot be read: {e}")


def copied(v, blob):
    try:
        stream, version, kind, copy = copy_of(blob)
        body = v.soria.execute("SELECT CAST(body AS BLOB) FROM events WHERE stream = ? AND version = ?", (stream, version)).fetchone()
        e = body and event_of(body[0])
        return bool(e) and e.type == kind and copy in e.sealed
    except Damage:
        return False


def check_keys(v, passphrase):
    """Step 12. Gives the subjects' keys."""
    meta = check_meta(v, "keys.db", v.keys_db, KEYS_META)
    for name in ("ledger", "origin", "public"):
        if meta.get(name) != v.meta.get(name):
            v.fault("keys.db", f"meta {name}", "is not that of soria.db")
    master = master_key(v, meta, passphrase)
    if not master:
        return None

    def opens(where, wrapped, key, about, length):
        plain = unwrap(key, wrapped, about) if key else None
        if plain is None or len(plain) != length:
            v.fault("keys.db", where, "does not open")
            return None
        return plain
    secret = opens("meta secret", meta.get("secret", b""), master, b"signing", 64)
    if secret and not secret[32:] == public_of(secret[:32]) == meta.get("public"):
        v.fault("keys.db", "meta secret", "is not the key of meta public")
    v.request_key = opens("meta request", meta.get("request", b""), master, b"request", 32)
    epoch_rows = list(v.rows("keys.db", v.keys_db, "epochs", {"epoch": "i", "wrapped": "b"}, "epoch"))
    epochs = {n: opens(f"epochs {n}", wrapped, master, b"epoch", 32) for n, wrapped in epoch_rows}
    keys = {owner: opens(f"keys {owner.hex()}", wrapped, epochs.get(epoch), owner, 32) for owner, epoch, wrapped in
            v.rows("keys.db", v.keys_db, "keys", {"owner": "b", "epoch": "i", "wrapped": "b"}, "owner")}
    gone = {owner for (owner,) in v.rows("keys.db", v.keys_db, "destroyed", {"owner": "b"}, "owner")}
    check_destroyed(v, keys, gone)
    if v.request_key:
        check_sums(v, meta, epoch_rows, gone)
    v.gone = gone | v.destroyed.keys()
    return keys


def master_key(v, meta, passphrase):
    path = os.path.join(v.keys, "master.key")
    if os.path.exists(path):
        with open(path, "rb") as f:
            master = f.read()
        if len(master) == 32:
            return master
        v.fault("master.key", "", f"has {len(master)} bytes, not 32")
    elif passphrase is not None and len(meta.get("salt", b"")) == 16:
        return master_of(passphrase, meta["salt"])
    else:
        v.notes.append("there is no master.key and no passphrase was given: nothing sealed was opened")
    return None


def check_destroyed(v, keys, gone):
    """A data folder may have been stopped between the erasure and the keys' destruction; a backup was not."""
    for owner in sorted((keys.keys() & (gone | v.destroyed.keys())) | (v.destroyed.keys() - gone)):
        what = "its key is still there" if owner in keys else "it is not in keys.db"
        if v.keys == v.folder and owner not in gone:
            v.notes.append(f"destroyed {owner.hex()}: {what}: stopped in between, or the keys are older; the next start destroys it")
        else:
            v.fault("keys.db", f"destroyed {owner.hex()}", what)
    for owner in sorted(gone - v.destroyed.keys()):
        v.notes.append(f"keys.db destroyed {owner.hex()}, and soria.db does not know: soria.db is older")


def check_sums(v, meta, epochs, gone):
    due = sum_of_rows(v.request_key, [(b"meta", n.encode(), b) for n, b in meta.items() if n != "check"] +
                      [(b"epochs", *row) for row in epochs] + [(b"destroyed", owner, b"") for owner in gone])
    if due != meta.get("check"):
        v.fault("keys.db", "meta check", "is not the sum of the rows of meta, epochs and destroyed")
    checkpoints = v.rows("soria.db", v.soria, "checkpoints", CHECKPOINTS, "size, reads")
    due = sum_of_rows(v.request_key, [(b"idempotency", *row) for row in v.idempotency] +
                      [(b"destroyed", *row) for row in v.destroyed.items()] + [(b"checkpoints", *row) for row in checkpoints])
    if due != v.meta.get("rows"):
        v.fault("soria.db", "meta rows", "is not the sum of the rows of idempotency, destroyed and checkpoints")


def check_sealed(v, keys):
    """Step 13."""
    opened = erased = 0
    for number, body in v.rows("soria.db", v.soria, "events", {"number": "i", "body": "b"}, "number"):
        try:
            e = event_of(body)
        except Damage:
            continue   # said before
        t = v.types.get((e.type, e.type_version))
        for s in e.sealed:
            plain = None
            if s.owner in v.gone:
                erased += 1
            elif keys.get(s.owner) is None:
                v.fault("soria.db", f"event {number}", f"sealed field {s.number}: its owner {s.owner.hex()} has no key")
            else:
                plain = unseal(keys[s.owner], s.nonce, s.ciphertext, additional(v.meta.get("ledger", b""), e, s))
                opened += plain is not None
                if plain is None:
                    v.fault("soria.db", f"event {number}", f"sealed field {s.number} does not open")
            field = HAPPENED if s.number == 0 else t and t.fields.get(s.number)
            if plain is not None and field:
                try:
                    if value(field.type, plain) != s.owner and field.type == f"id({field.key})":
                        v.fault("soria.db", f"event {number}", f"sealed field {s.number} is not sealed with the key of the id in it")
                except Damage as d:
                    v.fault("soria.db", f"event {number}", f"sealed field {s.number}: {d}")
    v.counts.update(opened=opened, erased=erased)


def check_request(v, actor, key, path):
    """Step 14."""
    with open(path, "rb") as f:
        due = hash_of_parts(v.request_key, actor.encode(), key.encode(), f.read())
    if due not in [request for a, k, request, *_ in v.idempotency if (a, k) == (actor.encode(), key.encode())]:
        v.fault("soria.db", f"idempotency {actor} {key}", "has another request, or there is none")


def verify(folder, keys=None, public=None, brought=(), passphrase=None, request=None):
    """All steps. Gives the verification, with its faults, notes and counts."""
    v = Verification(folder, keys)
    check_integrity(v)
    v.meta = check_meta(v, "soria.db", v.soria, META)
    if public and public != v.meta.get("public"):
        v.fault("soria.db", "meta public", "is not the public key that was published")
    if not public:
        v.notes.append("the public key was read from the folder itself")
    notes = notes_of(v, brought)
    check_events(v, {n.size for _, _, n, _ in notes})
    check_reads(v, {n.reads for _, _, n, _ in notes})
    check_checkpoints(v, notes, public or v.meta.get("public", b"").ljust(32, b"\0"))
    for check in (check_recorded, check_erasures, check_idempotency, check_kept):
        check(v)
    if v.soria:
        check_views(v)
    opening = check_keys(v, passphrase) if v.keys_db else None
    if opening is not None:
        check_sealed(v, opening)
        if request and v.request_key:
            check_request(v, *request)
    return v


def main():
    p = argparse.ArgumentParser(description="Checks a backup of a ledger, or a stopped data folder.",
                                epilog="Exit status: 0 nothing found, 1 faults, 2 wrong usage or a folder that cannot be looked at.")
    p.add_argument("folder")
    where = p.add_mutually_exclusive_group()
    where.add_argument("--keys", metavar="FOLDER", help="the folder with keys.db and master.key")
    where.add_argument("--data", action="store_true", help="the folder is a stopped data folder")
    p.add_argument("--json", action="store_true")
    p.add_argument("--passphrase", metavar="FILE", help="a file with the passphrase's bytes, where there is no master.key")
    p.add_argument("--public", metavar="HEX", help="the public key as it was published")
    p.add_argument("--checkpoint", metavar="FILE", action="append", default=[], help="a note that somebody kept")
    p.add_argument("--request", nargs=3, metavar=("ACTOR", "KEY", "FILE"), help="a command's bytes and the key it came with")
    a = p.parse_args()
    try:
        public = bytes.fromhex(a.public or "")
        passphrase = open(a.passphrase, "rb").read() if a.passphrase else None
        if not os.path.isfile(os.path.join(a.folder, "soria.db")) or len(public) not in (0, 32):
            p.error("there is no soria.db in the folder, or the public key does not have 32 bytes")
        if a.data:
            lock = open(os.path.join(a.folder, "lock"), "rb")
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        v = verify(a.folder, a.keys or (a.folder if a.data else None), public, a.checkpoint, passphrase, a.request)
    except (OSError, ValueError) as e:
        p.error(f"{type(e).__name__}: {e}")
    result = "nothing found" if not v.faults else f"{len(v.faults)} faults"
    if a.json:
        print(json.dumps({**v.counts, "faults": v.faults[:SHOWN_MAX], "notes": v.notes, "result": result}, indent=2))
    else:
        for f in v.faults[:SHOWN_MAX]:
            print(": ".join(x for x in (f["file"], f["where"], f["what"]) if x))
        print(*(f"{k.replace('_', ' ')}: {x}" for k, x in v.counts.items()), *v.notes, result, sep="\n")
    return 1 if v.faults else 0


if __name__ == "__main__":
    sys.exit(main())
