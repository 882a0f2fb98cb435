"""Damages to a ledger that verifier_test.py does, one by one: what each is, which fault must be found, and whether the keys are needed.

Each is done to a copy of a backup, and again to a copy of the stopped data folder.
"""
import base64
import ctypes
import os
import shutil
import sqlite3
from collections import namedtuple

import ledger_format as form

TABLES = {
    "soria": """CREATE TABLE meta(name TEXT PRIMARY KEY, bytes BLOB); CREATE TABLE recorded(at_us INTEGER PRIMARY KEY, last INTEGER);
        CREATE TABLE events(number INTEGER UNIQUE, stream BLOB, version INTEGER, body BLOB, PRIMARY KEY(stream, version)) WITHOUT ROWID;
        CREATE TABLE idempotency(actor TEXT, key TEXT, request BLOB, first INTEGER, last INTEGER, at_us INTEGER, PRIMARY KEY(actor, key));
        CREATE TABLE destroyed(owner BLOB PRIMARY KEY, number INTEGER); CREATE TABLE view_persons(id BLOB PRIMARY KEY, full_name BLOB);
        CREATE TABLE checkpoints(size INTEGER, reads INTEGER, note TEXT, PRIMARY KEY(size, reads));""",
    "reads": """CREATE TABLE reads(number INTEGER PRIMARY KEY, body BLOB); CREATE TABLE tree(id INTEGER PRIMARY KEY, state BLOB);
        CREATE TABLE by_subject(subject BLOB, number INTEGER, PRIMARY KEY(subject, number));""",
    "keys": """CREATE TABLE meta(name TEXT PRIMARY KEY, bytes BLOB); CREATE TABLE epochs(epoch INTEGER PRIMARY KEY, wrapped BLOB);
        CREATE TABLE keys(owner BLOB PRIMARY KEY, epoch INTEGER, wrapped BLOB); CREATE TABLE destroyed(owner BLOB PRIMARY KEY);""",
}
PERSON, SCREENED, ERASED = 11, 9, 5   # types of events

# keys: True when the document finds it with the keys alone. audit: False when a data folder may look like it and the program's next
# start mends it.
Harm = namedtuple("Harm", "name fault do keys audit", defaults=(False, True))


def database(path, name):
    """An empty database, laid out by the document."""
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(TABLES[name])
    return db


def fill(db, table, rows):
    for row in rows:
        db.execute(f"INSERT INTO {table} VALUES({', '.join('?' * len(row))})", row)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def varint(n):
    return bytes([n]) if n < 128 else bytes([n & 127 | 128]) + varint(n >> 7)


class Copy:
    """A copy that may be damaged; its keys lie beside it or in it."""

    def __init__(self, folder, keys, early, before_erasure):
        self.folder, self.keys, self.early, self.before_erasure = folder, keys, early, before_erasure

    def path(self, name):
        return os.path.join(self.keys if name in ("keys.db", "master.key") else self.folder, name)

    def sql(self, name, statement, *values):
        db = sqlite3.connect(self.path(f"{name}.db"), isolation_level=None)
        try:
            db.execute("PRAGMA synchronous = OFF")
            cursor = db.execute(statement, values)
            rows = cursor.fetchall()
            if not statement.startswith("SELECT") and cursor.rowcount == 0:
                raise AssertionError(f"nothing was damaged: {statement}")
            return rows
        finally:
            db.close()

    def one(self, name, statement, *values):
        return self.sql(name, statement, *values)[0][0]

    def meta(self, file, name, change):
        old = self.one(file, "SELECT bytes FROM meta WHERE name = ?", name)
        self.sql(file, "UPDATE meta SET bytes = ? WHERE name = ?", change(old), name)

    def body(self, number, change):
        old = self.one("soria", "SELECT body FROM events WHERE number = ?", number)
        new = change(old)
        if new == old:
            raise AssertionError(f"event {number} was not damaged")
        self.sql("soria", "UPDATE events SET body = ? WHERE number = ?", new, number)

    def file(self, name, change):
        with open(self.path(name), "rb") as f:
            old = f.read()
        with open(self.path(name), "wb") as f:
            f.write(change(old))

    def kept(self):
        return os.path.join("kept", os.listdir(self.path("kept"))[0])


class Facts:
    """Where things stand in the folder: numbers of events, rows, owners."""

    def __init__(self, c):
        events = [(n, form.event_of(body)) for n, body in c.sql("soria", "SELECT number, body FROM events ORDER BY number")]
        destroyed = [owner for (owner,) in c.sql("soria", "SELECT owner FROM destroyed ORDER BY owner")]
        # Of those the test erased itself, after its copy of the keys: the demonstration erased some before.
        self.last = len(events)
        self.destroyed = c.one("soria", "SELECT owner FROM destroyed ORDER BY number DESC, owner LIMIT 1")
        self.erased = max(n for n, e in events if e.type == ERASED)
        people = [(n, e) for n, e in events if e.type == PERSON and e.stream[1:] not in destroyed]
        (self.person, self.event), (self.person_2, self.event_2) = people[:2]
        self.screened = next(n for n, e in events if e.type == SCREENED)
        self.sealed, self.owner, self.nobody = self.event.sealed[-1], self.event.stream[1:], b"no person's id.."
        self.reads = c.one("reads", "SELECT count(*) FROM reads")


# --- forgers: who changes something and makes everything anew that needs no key ---

def tree_anew(c):
    tree, times = form.Tree(), {}
    for number, body in c.sql("soria", "SELECT number, body FROM events ORDER BY number"):
        tree.append(form.leaf(number, body))
        times[form.event_of(body).at] = number
    c.meta("soria", "tree", lambda _: tree.state())
    c.meta("soria", "recorded_us", lambda _: b"%d" % max(times))
    db = sqlite3.connect(c.path("soria.db"))
    with db:
        db.execute("DELETE FROM recorded")
        db.executemany("INSERT INTO recorded VALUES(?, ?)", times.items())
    db.close()
    return tree


def event_rewritten(c, f):
    c.body(f.screened, lambda b: b.replace(b"administration", b"administratiom").replace(b"assistance", b"assistancf"))
    tree_anew(c)


def event_put_in(c, f):
    body = c.one("soria", "SELECT body FROM events WHERE number = ?", f.person)
    db = sqlite3.connect(c.path("soria.db"))
    with db:
        for shift in (f"-(number + (number > {f.person}))", "-number"):
            db.execute(f"UPDATE events SET number = {shift}")
        stream = bytes([2]) + f.nobody
        body = body.replace(f.event.stream, stream).replace(f.owner, f.nobody)
        db.execute("INSERT INTO events VALUES(?, ?, 1, ?)", (f.person + 1, stream, body))
        db.execute("UPDATE destroyed SET number = number + 1")
        db.execute("UPDATE idempotency SET first = first + 1, last = last + 1")
    db.close()
    tree_anew(c)


def end_cut_off(c, f):
    c.sql("soria", "DELETE FROM idempotency WHERE last = ?", f.last)
    c.sql("soria", "DELETE FROM events WHERE number = ?", f.last)
    tree_anew(c)


def reads_rewritten(c, f):
    db = sqlite3.connect(c.path("reads.db"))
    with db:
        body = db.execute("SELECT body FROM reads WHERE number = 1").fetchone()[0]
        db.execute("UPDATE reads SET body = ? WHERE number = 1", (body.replace(b"rosa", b"udi!"),))
        tree = form.Tree()
        for number, body in db.execute("SELECT number, body FROM reads ORDER BY number"):
            tree.append(form.leaf(number, body))
        db.execute("UPDATE tree SET state = ?", (tree.state(),))
    db.close()


def signed_anew(c, f):
    """By somebody with a key of his own: every checkpoint, over rewritten events."""
    seed = b"not the key of any ledger at all"
    public, secret = form.public_of(seed), seed + form.public_of(seed)
    event_rewritten(c, f)
    rows = c.sql("soria", "SELECT size, reads, note FROM checkpoints")
    tree = form.Tree({row[0] for row in rows})
    for number, body in c.sql("soria", "SELECT number, body FROM events ORDER BY number"):
        tree.append(form.leaf(number, body))
    for size, reads, text in rows:
        note = form.note_of(text.encode())
        new = note.text.replace(base64.b64encode(note.root), base64.b64encode(tree.roots[size]))
        signature = ctypes.create_string_buffer(64)
        form.sodium.crypto_sign_detached(signature, None, new, ctypes.c_ulonglong(len(new)), secret)
        line = base64.b64encode(form.key_hash(note.origin, public) + signature.raw)
        new += b"\n\xe2\x80\x94 " + note.origin + b" " + line + b"\n"
        c.sql("soria", "UPDATE checkpoints SET note = ? WHERE size = ? AND reads = ?", new.decode(), size, reads)
    c.meta("soria", "public", lambda _: public)


# --- damages that need more than a line ---

def swapped(c, table, key, columns, a, b, name="soria"):
    rows = [c.sql(name, f"SELECT {columns} FROM {table} WHERE {key} = ?", x)[0] for x in (a, b)]
    for x, row in ((a, rows[1]), (b, rows[0])):
        c.sql(name, f"UPDATE {table} SET ({columns}) = ({', '.join('?' * len(row))}) WHERE {key} = ?", *row, x)


def events_swapped(c, f):
    for old, new in ((f.person, -1), (f.person_2, f.person), (-1, f.person_2)):
        c.sql("soria", "UPDATE events SET number = ? WHERE number = ?", new, old)


def event_twice(c, f):
    stream, version, body = c.sql("soria", "SELECT stream, version, body FROM events WHERE number = ?", f.last)[0]
    c.sql("soria", "INSERT INTO events VALUES(?, ?, ?, ?)", f.last + 1, stream, version + 1, body)


def recorded_moved(c, f):
    c.body(f.last, lambda b: b.replace(varint(form.event_of(b).at), varint(form.event_of(b).at - 10**12)))


def type_unknown(c, f):
    e = f.event
    c.body(f.person, lambda b: b.replace(e.stream + varint(e.version) + b"\x0b", e.stream + varint(e.version) + b"\x3c"))


def field_missing(c, f):
    clear = b"".join(varint(n) + varint(len(x)) + x for n, x in f.event.clear.items())
    less = b"".join(varint(n) + varint(len(x)) + x for n, x in f.event.clear.items() if n != 5)
    c.body(f.person, lambda b: b.replace(varint(len(clear)) + clear, varint(len(less)) + less))


def sealed_missing(c, f):
    """The report's id, the last field that a person's registration seals, taken out."""
    s = f.sealed
    field = bytes([s.number, s.cls]) + s.owner + s.nonce + varint(len(s.ciphertext)) + s.ciphertext
    head = bytes([len(f.event.sealed)]) + bytes([f.event.sealed[0].number, f.event.sealed[0].cls]) + f.event.sealed[0].owner
    c.body(f.person, lambda b: b.replace(head, bytes([head[0] - 1]) + head[1:]).replace(field, b""))


def sealed_after_erasure(c, f):
    """An event of somebody whose key was destroyed, put in again at the end; all is made anew that needs no key."""
    last = form.event_of(c.one("soria", "SELECT body FROM events WHERE number = ?", f.last))
    for stream, body in c.sql("soria", "SELECT stream, body FROM events WHERE number < ? ORDER BY number DESC", f.erased):
        e = form.event_of(body)
        if any(s.owner == f.destroyed for s in e.sealed):
            break
    version = 1 + c.one("soria", "SELECT max(version) FROM events WHERE stream = ?", stream)
    body = body.replace(stream + varint(e.version), stream + varint(version)).replace(varint(e.at), varint(last.at))
    c.sql("soria", "INSERT INTO events VALUES(?, ?, ?, ?)", f.last + 1, stream, version, body)
    tree_anew(c)


def read_time(c, f):
    c.sql("reads", "UPDATE reads SET body = ? WHERE number = 1", (lambda b: varint(2**63 - 1) + b[len(varint(form.read_of(b).at)):])(
        c.one("reads", "SELECT body FROM reads WHERE number = 1")))


def note(c, change):
    size, reads, text = c.sql("soria", "SELECT size, reads, note FROM checkpoints ORDER BY size DESC LIMIT 1")[0]
    c.sql("soria", "UPDATE checkpoints SET note = ? WHERE size = ? AND reads = ?", change(text), size, reads)


def signature_flipped(text):
    head, line = text.rstrip("\n").rsplit(" ", 1)
    return head + " " + base64.b64encode(flipped(base64.b64decode(line), 40)).decode() + "\n"


def page_damaged(c, f):
    root = c.one("soria", "SELECT rootpage FROM sqlite_master WHERE name = 'events'")
    size = c.one("soria", "SELECT page_size FROM pragma_page_size")
    c.file("soria.db", lambda b: b[:(root - 1) * size] + b"\x07" + b[(root - 1) * size + 1:])


def view_damaged(c, change):
    owner, blob = c.sql("soria", "SELECT id, full_name FROM view_persons WHERE length(full_name) > 16 ORDER BY id LIMIT 1")[0]
    c.sql("soria", "UPDATE view_persons SET full_name = ? WHERE id = ?", change(blob), owner)


def key_put_back(c, f):
    db = sqlite3.connect(c.before_erasure)
    row = db.execute("SELECT owner, epoch, wrapped FROM keys WHERE owner = ?", (f.destroyed,)).fetchone()
    db.close()
    c.sql("keys", "INSERT INTO keys VALUES(?, ?, ?)", *row)


def sql(name, statement, *attributes):
    return lambda c, f: c.sql(name, statement, *(getattr(f, a) if isinstance(a, str) else a for a in attributes))


def meta(file, name, change):
    return lambda c, f: c.meta(file, name, change)


def body(change, event="person"):
    return lambda c, f: c.body(getattr(f, event), change)


def read(change):
    return lambda c, f: c.sql("reads", "UPDATE reads SET body = ? WHERE number = 1", change(
        c.one("reads", "SELECT body FROM reads WHERE number = 1")))


def first(b):
    return flipped(b, 0)


def last(b):
    return flipped(b, len(b) - 1)


K_1, K_2 = "WHERE key = 'k-1'", "WHERE key = 'k-2'"
NOTES = "(SELECT max(size) FROM checkpoints)"

EVENTS = [
    Harm("a byte of an event's purpose", "meta tree: is not the state", body(lambda b: b.replace(b"assistance", b"assistancf"), "screened")),
    Harm("a byte of a ciphertext", "meta tree: is not the state", body(lambda b: flipped(b, len(b) - 20))),
    Harm("a number longer than need be", "its bytes: a varint that is not the shortest", body(lambda b: b"\x81\0" + b[1:])),
    Harm("a byte behind an event", "its bytes: 1 bytes left over", body(lambda b: b + b"\0")),
    Harm("an event cut short", "its bytes: cut short", body(lambda b: b[:-1])),
    Harm("a missing event", "event \\d+: follows event", sql("soria", "DELETE FROM events WHERE number = ?", "person")),
    Harm("the last event missing", "meta tree: is not the state", sql("soria", "DELETE FROM events WHERE number = ?", "last")),
    Harm("two events swapped", "recorded before the event before it", events_swapped),
    Harm("two events' bytes swapped", "stream or version of the row",
         lambda c, f: swapped(c, "events", "number", "body", f.person, f.person_2)),
    Harm("an event twice", "stream or version of the row", event_twice),
    Harm("a row's version", "version 99 of its stream follows", sql("soria", "UPDATE events SET version = 99 WHERE number = ?", "person")),
    Harm("a row's stream", "stream or version of the row",
         sql("soria", "UPDATE events SET stream = x'0201010101010101010101010101010101' WHERE number = ?", "person")),
    Harm("a recorded time moved back", "recorded before the event before it", recorded_moved),
    Harm("a type that does not exist", "type 60, version 1 is unknown", type_unknown),
    Harm("a clear field missing", "field 5, maybe_child, is missing", field_missing),
    Harm("a sealed field missing", "field 12, report, is missing", sealed_missing),
    Harm("a field sealed after its key was destroyed", "is sealed after event \\d+ destroyed its key", sealed_after_erasure),
    Harm("a NUL in a purpose", "its bytes: a NUL in a text", body(lambda b: b.replace(b"assistance", b"assist\0nce"), "screened")),
    Harm("a second stream of the system", "its bytes: no such stream",
         lambda c, f: c.body(1, lambda b: b[:2] + flipped(b[2:18], 7) + b[18:])),
    Harm("a sealed field's class", "sealed field \\d+ has class 17", lambda c, f: c.body(f.person, lambda b: b.replace(
        bytes([f.sealed.number, f.sealed.cls]) + f.sealed.owner, bytes([f.sealed.number, 17]) + f.sealed.owner))),
    Harm("a sealed field's owner", "is not sealed with its stream's key", lambda c, f: c.body(f.person, lambda b: b.replace(
        f.sealed.owner + f.sealed.nonce, flipped(f.sealed.owner, 3) + f.sealed.nonce))),
    Harm("the state of the tree", "meta tree: is not the state", meta("soria", "tree", last)),
    Harm("the time of the last event", "meta recorded_us", meta("soria", "recorded_us", last)),
    Harm("an event as text", "column body is of another type",
         sql("soria", "UPDATE events SET body = CAST(body AS TEXT) WHERE number = ?", "person")),
    Harm("a time missing", "recorded \\d+: is missing", sql("soria", "DELETE FROM recorded WHERE last = ?", "last")),
    Harm("a time's last event", "recorded \\d+: event \\d+ is not the last",
         sql("soria", "UPDATE recorded SET last = last - 1 WHERE last = ?", "last")),
    Harm("a time too many", "recorded 5: event 1 is not the last", sql("soria", "INSERT INTO recorded VALUES(5, 1)")),
]
FORGERIES = [
    Harm("an event rewritten, the tree made anew", "the first \\d+ events are not those it signs", event_rewritten),
    Harm("an event put in, all made anew", "the first \\d+ events are not those it signs", event_put_in),
    Harm("the last event cut off, all made anew", "signs \\d+ events; there are", end_cut_off),
    Harm("a read rewritten, the tree made anew", "the first \\d+ reads are not those it signs", reads_rewritten),
    Harm("events rewritten, checkpoints signed anew", "keys.db: meta public", signed_anew, True),
]
CHECKPOINTS = [
    Harm("a signature", "its signature is not of the ledger's key", (lambda c, f: note(c, signature_flipped))),
    Harm("a checkpoint's text", "its signature is not of the ledger's key", (lambda c, f: note(c, lambda t: t.replace("\nreads ", "\nreads 1")))),
    Harm("a checkpoint's origin", "is of another origin", (lambda c, f: note(c, lambda t: t.replace("norway", "sweden")))),
    Harm("a note with a line more", "not a note", (lambda c, f: note(c, lambda t: t + "\n"))),
    Harm("a second signature line", "not a note", (lambda c, f: note(c, lambda t: t + t.rstrip("\n").rsplit("\n", 1)[1] + "\n"))),
    Harm("a checkpoint's row", "the row does not say", sql("soria", f"UPDATE checkpoints SET reads = reads + 1 WHERE size = {NOTES}")),
    Harm("a checkpoint missing", "meta rows: is not the sum", sql("soria", f"DELETE FROM checkpoints WHERE size = {NOTES}"), True),
    Harm("a checkpoint too many", "the row does not say",
         sql("soria", "INSERT INTO checkpoints SELECT size, reads + 9, note FROM checkpoints ORDER BY size DESC LIMIT 1")),
    Harm("all checkpoints missing", "meta rows: is not the sum", sql("soria", "DELETE FROM checkpoints"), True),
]
READS = [
    Harm("a byte of a read", "tree: is not the state", read(lambda b: b.replace(b"rosa", b"rosb"))),
    Harm("a read cut short", "read 1: its bytes: cut short", read(lambda b: b[:-1])),
    Harm("a read's time out of range", "read 1: its bytes: \\d+ is not in 0 to", read_time),
    Harm("a byte behind a read", "read 1: its bytes: 1 bytes left over", read(lambda b: b + b"\0")),
    Harm("a missing read", "read 2: follows read 0", sql("reads", "DELETE FROM reads WHERE number = 1")),
    Harm("the last read missing", "tree: is not the state", sql("reads", "DELETE FROM reads WHERE number = ?", "reads")),
    Harm("a subject missing", "by_subject .*: is missing",
         sql("reads", "DELETE FROM by_subject WHERE number = (SELECT max(number) FROM by_subject)")),
    Harm("a subject too many", "by_subject .*: is not in that read", sql("reads", "INSERT INTO by_subject VALUES(?, 1)", "nobody")),
    Harm("the state of the reads' tree", "tree: is not the state", (lambda c, f: c.sql(
        "reads", "UPDATE tree SET state = ?", last(c.one("reads", "SELECT state FROM tree"))))),
    Harm("no state of the reads' tree", "tree: is not the state", sql("reads", "DELETE FROM tree")),
    Harm("an older reads.db", "signs \\d+ reads; there are", (lambda c, f: shutil.copy(os.path.join(c.early, "reads.db"), c.folder))),
    Harm("no reads.db", "reads.db: is missing", (lambda c, f: os.remove(c.path("reads.db")))),
]
OTHERS = [
    Harm("a byte of a kept file", "does not have the bytes it is named by", (lambda c, f: c.file(c.kept(), first))),
    Harm("a kept file missing", "the pack it names is not in kept/", (lambda c, f: os.remove(c.path(c.kept())))),
    Harm("a kept file of another name", "does not have the bytes", (lambda c, f: shutil.copy(c.path(c.kept()), c.path("kept/" + "0" * 64)))),
    Harm("a folder among the kept files", "does not have the bytes", (lambda c, f: os.mkdir(c.path("kept/" + "0" * 64)))),
    Harm("a request's hash", "meta rows: is not the sum", sql("soria", f"UPDATE idempotency SET request = zeroblob(32) {K_1}"), True),
    Harm("a request's key", "meta rows: is not the sum", sql("soria", f"UPDATE idempotency SET key = 'k-9' {K_1}"), True),
    Harm("a request missing", "meta rows: is not the sum", sql("soria", f"DELETE FROM idempotency {K_1}"), True),
    Harm("a request's actor", "another actor or time", sql("soria", f"UPDATE idempotency SET actor = 'udi' {K_1}")),
    Harm("a request's events", "another actor or time|belongs to another row", sql("soria", f"UPDATE idempotency SET last = last + 1 {K_1}")),
    Harm("a request's time", "another actor or time", sql("soria", f"UPDATE idempotency SET at_us = at_us + 1 {K_2}")),
    Harm("a request of no events", "there are no events", sql("soria", f"UPDATE idempotency SET last = last + 999 {K_2}")),
    Harm("an erased owner's row missing", "destroyed .*: is missing; event", sql("soria", "DELETE FROM destroyed WHERE owner = ?", "destroyed")),
    Harm("an erasure moved", "is no event of the command", sql("soria", "UPDATE destroyed SET number = number - 9 WHERE owner = ?", "destroyed")),
    Harm("an erasure that never was", "no event destroys this key", sql("soria", "INSERT INTO destroyed VALUES(?, ?)", "nobody", "last")),
    Harm("a byte of a view's copy", "no copy of a sealed field", (lambda c, f: view_damaged(c, last))),
    Harm("a view's copy cut short", "no copy of a sealed field", (lambda c, f: view_damaged(c, lambda b: b[:12]))),
    Harm("a view's copy without a byte", "no copy of a sealed field", (lambda c, f: view_damaged(c, lambda b: b""))),
    Harm("a name too many in meta", "is no name of this format", sql("soria", "INSERT INTO meta VALUES('more', x'00')")),
    Harm("a text in meta", "column bytes is of another type", sql("soria", "UPDATE meta SET bytes = CAST(bytes AS TEXT) WHERE name = 'recorded_us'")),
    Harm("the ledger's name", "is of another origin", meta("soria", "origin", lambda b: b + b"x")),
    Harm("the public key", "its signature is not", meta("soria", "public", first)),
    Harm("the schema", "is another format", meta("soria", "schema", lambda b: b"2")),
    Harm("no id of the ledger", "meta ledger: is missing", sql("soria", "DELETE FROM meta WHERE name = 'ledger'")),
    Harm("the ledger's id", "keys.db: meta ledger", meta("soria", "ledger", first), True),
    Harm("the sum of rows", "meta rows: is not the sum", meta("soria", "rows", first), True),
    Harm("a page", "integrity_check|cannot be read", page_damaged),
    Harm("half of soria.db", "integrity_check", (lambda c, f: c.file("soria.db", lambda b: b[:len(b) // 2]))),
]
KEYS = [Harm(*d, True) for d in (
    ("a subject's key", "keys \\w+: does not open",
     sql("keys", "UPDATE keys SET wrapped = zeroblob(72) WHERE owner = ?", "owner")),
    ("a subject's key missing", "has no key", sql("keys", "DELETE FROM keys WHERE owner = ?", "owner")),
    ("two subjects' keys exchanged", "keys \\w+: does not open",
     lambda c, f: swapped(c, "keys", "owner", "epoch, wrapped", f.owner, f.event_2.stream[1:], "keys")),
    ("a key's epoch", "keys \\w+: does not open", sql("keys", "UPDATE keys SET epoch = epoch + 1 WHERE owner = ?", "owner")),
    ("an epoch's key", "epochs \\d+: does not open",
     sql("keys", "UPDATE epochs SET wrapped = zeroblob(72) WHERE epoch = (SELECT min(epoch) FROM epochs)")),
    ("an epoch missing", "meta check: is not the sum", sql("keys", "DELETE FROM epochs WHERE epoch = (SELECT max(epoch) FROM epochs)")),
    ("the signing key", "meta secret: does not open", meta("keys", "secret", last)),
    ("the request key", "meta request: does not open", meta("keys", "request", last)),
    ("the sum of the keys' rows", "meta check: is not the sum", meta("keys", "check", last)),
    ("the salt", "meta check: is not the sum", meta("keys", "salt", last)),
    ("a name too many in meta of the keys", "is no name of this format", sql("keys", "INSERT INTO meta VALUES('more', x'00')")),
    ("a destroyed key's row missing", "meta check: is not the sum", sql("keys", "DELETE FROM destroyed WHERE owner = ?", "destroyed")),
    ("a destroyed key too many", "meta check: is not the sum", sql("keys", "INSERT INTO destroyed VALUES(?)", "owner")),
    ("an older keys.db", "has no key", (lambda c, f: shutil.copy(os.path.join(c.early, "keys.db"), c.keys))),
    ("another master key", "does not open", (lambda c, f: c.file("master.key", last))),
    ("no keys.db", "keys.db: is missing", (lambda c, f: os.remove(c.path("keys.db")))),
)]
KEYS.append(Harm("the keys.db from before the erasure", "its key is still there",
                 (lambda c, f: shutil.copy(c.before_erasure, c.path("keys.db"))), True, False))
KEYS.append(Harm("a destroyed key put back", "its key is still there", key_put_back, True))
HARMS = EVENTS + FORGERIES + CHECKPOINTS + READS + OTHERS + KEYS
