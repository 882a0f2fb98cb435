"""What lies in a ledger's tables, read by docs/format/ledger.md alone: numbers, values, events, reads, trees, notes, sealed bytes.

A part of verify_ledger.py. Bytes that are not in the one form the document gives raise Damage.
"""
import base64
import ctypes
import hashlib
import re
from collections import namedtuple
from functools import lru_cache

KINDS = {"system": 0, "report": 1, "person": 2, "case": 3, "house": 4, "agency": 5, "project": 6, "measure": 7, "contact": 8, "list": 9, "match": 11,
         "milestone": 13, "budget": 14, "study": 15, "course": 16, "forum": 17, "conference": 18, "lesson": 19, "organisation": 20, "guidance": 21, "campaign": 22, "series": 23, "commitment": 24, "peer": 25}
CLASSES = {"public": 0, "statistical": 1, "status": 2, "staff": 3, "identity": 16, "contact": 17, "whereabouts": 18, "health": 19,
           "story": 20, "care": 21, "child": 22, "investigation": 23, "network": 24, "witness": 25}
SEALED_FROM, SYSTEM = 16, bytes(17)
LENGTH_MAX = 4194304
NOTE = re.compile(rb"([^\n]*)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\nreads (0|[1-9][0-9]{0,18}) ([A-Za-z0-9+/]{43}=)\n\n"
                  rb"\xe2\x80\x94 ([^ \n]+) ([A-Za-z0-9+/]{91}=)\n")

Field = namedtuple("Field", "name cls key type")
Type = namedtuple("Type", "name kinds fields")
Sealed = namedtuple("Sealed", "number cls owner nonce ciphertext")
Event = namedtuple("Event", "stream version type type_version at actor agency purpose clear sealed")
Read = namedtuple("Read", "at actor agency purpose what subjects")
Note = namedtuple("Note", "origin size root reads reads_root signer key_hash signature text")
HAPPENED = Field("happened", CLASSES["care"], "stream", "happened")   # field 0 of every event


class Text(bytes):
    """A text of SQLite, so that a blob in its place is seen."""


class Damage(Exception):
    """Bytes that are not in the form the document gives."""


# --- what libsodium does ---

sodium = ctypes.CDLL("libsodium.so.23")
sodium.sodium_init()


def unseal(key, nonce, sealed, about):
    """The plaintext, or None when it does not open."""
    out = ctypes.create_string_buffer(max(1, len(sealed)))
    length = ctypes.c_ulonglong()
    bad = len(nonce) != 24 or len(sealed) < 16 or sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
        out, ctypes.byref(length), None, sealed, ctypes.c_ulonglong(len(sealed)), about, ctypes.c_ulonglong(len(about)), nonce, key)
    return None if bad else out.raw[:length.value]


def unwrap(key, wrapped, about):
    return unseal(key, wrapped[:24], wrapped[24:], about)


def signature_holds(public, text, signature):
    return sodium.crypto_sign_verify_detached(signature, text, ctypes.c_ulonglong(len(text)), public) == 0


def public_of(seed):
    public, secret = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
    sodium.crypto_sign_seed_keypair(public, secret, seed)
    return public.raw


def master_of(passphrase, salt):
    out = ctypes.create_string_buffer(32)
    if sodium.crypto_pwhash(out, ctypes.c_ulonglong(32), passphrase, ctypes.c_ulonglong(len(passphrase)), salt,
                            ctypes.c_ulonglong(3), ctypes.c_size_t(262144 * 1024), 2):
        raise MemoryError("Argon2id needs 256 MiB")
    return out.raw


# --- section 2: numbers and values ---

class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def left(self):
        return len(self.data) - self.at

    def take(self, n):
        at, self.at = self.at, self.at + n
        if self.at > len(self.data):
            raise Damage("cut short")
        return self.data[at:self.at]

    def u8(self):
        self.at += 1
        if self.at > len(self.data):
            raise Damage("cut short")
        return self.data[self.at - 1]

    def varint(self, least=0, most=2**64 - 1):
        n = b = self.u8()
        shift = 0
        while b > 127:
            b, shift = self.u8(), shift + 7
            n += (b << shift) - (1 << shift)
            if b == 0:
                raise Damage("a varint that is not the shortest")
            if shift > 63:
                raise Damage("a varint of more than 64 bits")
        if not least <= n <= most:
            raise Damage(f"{n} is not in {least} to {most}")
        return n

    def zigzag(self, bits=64):
        n = self.varint()
        n = n >> 1 ^ -(n & 1)
        if not -2**(bits - 1) <= n < 2**(bits - 1):
            raise Damage(f"{n} does not fit in {bits} bits")
        return n

    def sized(self):
        return self.take(self.varint(0, LENGTH_MAX))

    def text(self):
        return utf8(self.sized())

    def end(self):
        if self.left():
            raise Damage(f"{self.left()} bytes left over")


def utf8(data):
    if b"\0" in data:
        raise Damage("a NUL in a text")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Damage("not UTF-8") from None


def date_of(days):
    """Year, month and day of the proleptic Gregorian calendar, for any number of days since 1970-01-01."""
    era, of_era = divmod(days + 719468, 146097)
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    day = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5 - 1
    month += 3 if month < 10 else -9
    return year + era * 400 + (month <= 2), month, day


def read_date(r):
    days = r.zigzag(32)
    if not -719162 <= days <= 2932896:
        raise Damage("not of the years 1 to 9999")
    return date_of(days)


def read_month(r):
    months = r.zigzag(32)
    if not -23628 <= months <= 96359:
        raise Damage("not of the years 1 to 9999")
    return 1970 + months // 12, months % 12 + 1


def read_happened(r):
    precision = r.u8()
    if precision > 2:
        raise Damage("no such precision")
    date = read_date(r)
    if precision > 0 and date[2] != 1 or precision > 1 and date[1] != 1:
        raise Damage("not the first day of its month or year")
    return date[:3 - precision]


def read_bool(r):
    b = r.u8()
    if b > 1:
        raise Damage("a truth value that is neither 0 nor 1")
    return b == 1


def read_list(r, item):
    return [value(item, r.sized()) for _ in range(r.varint(0, r.left()))]


def read_numbered(r, most):
    """What a struct and the clear fields are made of: ascending numbers, each with bytes that are not none."""
    found, last = {}, 0
    while r.left():
        last = r.varint(last + 1, most)
        found[last] = r.sized()
        if not found[last]:
            raise Damage(f"field {last} has no bytes")
    return found


def read_struct(r, members):
    found = read_numbered(r, len(members))
    return {name: value(kind, found.get(i + 1, b"")) for i, (name, kind) in enumerate(members)}


SIMPLE = {"int32": lambda r: r.zigzag(32), "int64": Reader.zigzag, "nok": Reader.zigzag, "bool": read_bool, "id": lambda r: r.take(16),
          "date": read_date, "month": read_month, "happened": read_happened}
SIMPLE |= {name: lambda r: utf8(r.take(r.left())) for name in (
    "text", "name", "agency", "service", "indicator-list", "indicator", "class", "measure", "country", "language", "rule", "code")}


@lru_cache(None)
def reader_of(kind):
    head, _, inner = kind.partition("(")
    inner = inner[:-1]
    if head in SIMPLE:
        return SIMPLE[head]
    if head == "optional":
        return lambda r: value(inner, r.take(r.left())) if r.left() else None
    if head == "list":
        return lambda r: read_list(r, inner)
    if head == "struct":
        members, depth, begin = [], 0, 0
        for i, c in enumerate(inner + ","):
            depth += {"(": 1, ")": -1}.get(c, 0)
            if c == "," and depth == 0:
                members.append(tuple(inner[begin:i].strip().split(" ", 1)))
                begin = i + 1
        return lambda r: read_struct(r, members)
    raise ValueError(f"events.md has a type of value that ledger.md does not: {kind}")


def value(kind, data):
    """The value that these bytes are, all of them; Damage when they are none."""
    r = Reader(data)
    v = reader_of(kind)(r)
    r.end()
    return v


@lru_cache(None)
def always_there(kind):
    try:
        value(kind, b"")
        return False
    except Damage:
        return True


def types_of(path):
    """events.md as {(type, version): Type}."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    streams = {(int(t), int(v)): {KINDS[s] for s in kinds.split(", ")}
               for t, v, kinds in re.findall(r"^\| (\d+) \| (\d+) \| \w+ \| ([a-z, ]+) \|$", text, re.M)}
    types = {}
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        t, name, version = re.match(r"(\d+) (\w+), version (\d+)\n", part).groups()
        rows = re.findall(r"^\| (\d+) \| (\S+) \| (\S+) \| (\S*) *\| (.+) \|$", part, re.M)
        fields = {int(n): Field(field, CLASSES[cls], key, kind) for n, field, cls, key, kind in rows}
        types[int(t), int(version)] = Type(name, streams[int(t), int(version)], fields)
    return types


# --- sections 5, 6, 8, 10, 11: what lies in the tables ---

def event_of(body):
    r = Reader(body)
    r.varint(1, 1)
    stream = r.take(17)
    if stream[0] not in KINDS.values() or stream[0] == 0 and stream != SYSTEM:
        raise Damage("no such stream")
    version, kind, kind_version = r.varint(1, 2**32 - 2), r.varint(1, 65534), r.varint(1, 65534)
    at = r.varint(0, 2**63 - 2)
    actor, agency, purpose = r.text(), r.text(), r.text()
    clear = read_numbered(Reader(r.sized()), 2**64 - 1)
    sealed = []
    for _ in range(r.varint(0, 63)):
        s = Sealed(r.u8(), r.u8(), r.take(16), r.take(24), r.sized())
        if len(s.ciphertext) < 17:
            raise Damage(f"the ciphertext of field {s.number} is too short")
        if s.cls < SEALED_FROM or s.cls not in CLASSES.values():
            raise Damage(f"field {s.number} is sealed with class {s.cls}")
        if sealed and sealed[-1].number >= s.number:
            raise Damage("sealed fields do not ascend")
        sealed.append(s)
    r.end()
    return Event(stream, version, kind, kind_version, at, actor, agency, purpose, clear, sealed)


def additional(ledger, e, s):
    return (b"soria-field-1" + ledger + e.stream + e.version.to_bytes(4, "big") + e.type.to_bytes(2, "big") +
            bytes([s.number, s.cls]) + s.owner)


def copy_of(blob):
    """Section 13, a view's copy of a sealed field: stream, version and type of its event, and the field."""
    r = Reader(blob)
    return r.take(17), r.varint(1, 2**32 - 2), r.varint(1, 65534), Sealed(r.u8(), r.u8(), r.take(16), r.take(24), r.take(r.left()))


def read_of(body):
    r = Reader(body)
    read = Read(r.varint(0, 2**63 - 2), r.text(), r.text(), r.text(), r.text(), [r.take(16) for _ in range(r.varint())])
    r.end()
    return read


def leaf(number, body):
    return hashlib.sha256(b"\0" + number.to_bytes(8, "big") + body).digest()


class Tree:
    """The perfect subtrees of the leaves so far, from the left; and the roots of all lengths that somebody will ask for."""

    def __init__(self, wanted=()):
        self.count, self.parts, self.roots = 0, [], {}
        self.wanted = set(wanted)
        self.remember()

    def append(self, h):
        n = self.count
        while n & 1:
            h = hashlib.sha256(b"\1" + self.parts.pop() + h).digest()
            n >>= 1
        self.parts.append(h)
        self.count += 1
        self.remember()

    def remember(self):
        if self.count in self.wanted:
            self.roots[self.count] = self.root()

    def root(self):
        if not self.parts:
            return hashlib.sha256().digest()
        h = self.parts[-1]
        for left in reversed(self.parts[:-1]):
            h = hashlib.sha256(b"\1" + left + h).digest()
        return h

    def state(self):
        return self.count.to_bytes(8, "big") + b"".join(self.parts)


def key_hash(origin, public):
    return hashlib.sha256(origin + b"\n\1" + public).digest()[:4]


def note_of(text):
    m = NOTE.fullmatch(text)
    if not m:
        raise Damage("not a note of a checkpoint")
    root, reads_root, signed = (base64.b64decode(x) for x in m.group(3, 5, 7))
    if [base64.b64encode(x) for x in (root, reads_root, signed)] != list(m.group(3, 5, 7)):
        raise Damage("base64 with bits left over")
    return Note(m[1], int(m[2]), root, int(m[4]), reads_root, m[6], signed[:4], signed[4:], text[:m.end(5) + 1])


def hash_of_parts(request_key, *parts):
    parts = [str(p).encode() if isinstance(p, int) else p for p in parts]
    return hashlib.sha256(request_key + b"".join(b"%d:%s" % (len(p), p) for p in parts)).digest()


def sum_of_rows(request_key, rows):
    return (sum(int.from_bytes(hash_of_parts(request_key, *row), "big") for row in rows) % 2**256).to_bytes(32, "big")
