"""Bodies that no command may accept, made from a valid one and its schema."""
import copy
import itertools
import json

import world as worlds

codes = {}   # of the world that the bodies are sent to, by name
RAW = {name: ("Q" + name).encode() for name in ("ff", "c328", "c080", "eda080", "f8888080", "e28")}
BYTES = {b'Qff': b'\xff', b'Qc328': b'\xc3(', b'Qc080': b'\xc0\x80', b'Qeda080': b'\xed\xa0\x80', b'Qf8888080': b'\xf8\x88\x80\x80', b'Qe28': b'\xe2\x82'}
DATES = ["2006-02-31", "2006-02-29", "0206-01-01", "2006-13-01", "2006-00-10", "2006-04-00", "2006-1-1", "31.02.2006", "1874-12-31", "2201-01-01", "2006-01-01T00:00:00", " 2006-01-01",
         "2006-01-01 ", "20060101", "2006-W01-1", "\uff12006-01-01", "yesterday", "-2006-01-01", "99999-01-01", ""]
ODD = ["a\0b", "\x01", "\x7f", "\x1b[31m", "a\rb"]


def bad_values(schema, value, path):
    """What must not stand at this place."""
    kind = schema["type"]
    for wrong in (None, 7, 1.5, True, "text", [], {}, ["text"], {"a": 1}, [[]], -1, 2 ** 63, 1e300):
        fits_type = {"string": isinstance(wrong, str), "integer": isinstance(wrong, int) and not isinstance(wrong, bool), "boolean": isinstance(wrong, bool),
                     "array": isinstance(wrong, list), "object": isinstance(wrong, dict)}[kind]
        if not fits_type:
            yield "null" if wrong is None else "wrong type", wrong
    if kind == "integer":
        for wrong in (-1, schema.get("maximum", 10 ** 10 - 1) + 1, 2 ** 63, 2 ** 64, 10 ** 400, -2 ** 63 - 1):
            yield "out of range", wrong
        yield "wrong type", str(value)
    if kind == "string":
        for odd in ODD:
            yield "control character", odd
        for name in RAW:
            yield "invalid UTF-8", "Q" + name
        if "maxLength" in schema:
            yield "too long", "a" * (schema["maxLength"] + 1)
            yield "too long", "\u0e01" * (schema["maxLength"] + 1)
        yield "too long", "a" * 100_000
        if schema.get("format") == "date" or path[-1] in ("born", "happened"):
            for d in DATES:
                yield "impossible date", d
            if path[-1] in ("born", "happened"):
                for d in ("2006-13", "06", "2006-", "206", "2030-08-02", "2030-09", "2030", *(["2006-08-02", "2007"] if path[-1] == "born" else [])):
                    yield "impossible date", d
        about = schema.get("description", "")
        if about.startswith("a code, like"):
            kind = {"to": "person", "feared_person": "person"}.get(path[-1], path[-1])
            for code in (worlds.spoken_code(), "K7M-4QX-X", "K7M-4QX", "", "000-000-0", "K7M-4QX-PP", "../../x", *(c for name, c in codes.items() if not name.startswith(kind))):
                yield "unknown reference", code
        elif about.startswith("a value of the pack's code list") or path[-1] in ("agency", "to", "provider", "service", "list", "indicator", "citizenship", "language"):
            for code in ("nonsense", "", "WOMEN", "women ", "\u0441"):
                yield "unknown code", code
        elif path[-2:-1] == ("classes",) or path[-2:-1] == ("parts",):
            for code in ("nonsense", "", "Identity"):
                yield "unknown code", code
    if kind == "array":
        if schema.get("minItems"):
            yield "empty", []
        yield "too many", list(itertools.islice(itertools.cycle(value), 501))


def places(schema, value, path=()):
    """Every place of a valid body with its schema."""
    yield schema, value, path
    if schema["type"] == "object":
        for name, s in schema["properties"].items():
            if name in value:
                yield from places(s, value[name], path + (name,))
    if schema["type"] == "array":
        for i, v in enumerate(value):
            yield from places(schema["items"], v, path + (i,))


def changed(body, path, change):
    body = copy.deepcopy(body)
    at = body
    for part in path[:-1]:
        at = at[part]
    change(at, path[-1])
    return body


def put(value):
    def change(at, key):
        at[key] = value
    return change


def drop(at, key):
    del at[key]


def bad_bodies(schema, body):
    for s, value, path in places(schema, body):
        if path:
            for kind, wrong in bad_values(s, value, path):
                yield kind, changed(body, path, put(wrong))
        if s["type"] == "object":
            for name in s.get("required", []):
                yield "missing field", changed(body, path + (name,), drop)
            for name in ("unknown", "\u00e6" * 40, "id", "__proto__", "code "):
                yield "unknown field", changed(body, path + (name,), put(1))
            for name, inner in s["properties"].items():   # what is not in this body: null is not nothing
                if name not in value:
                    yield "null", changed(body, path + (name,), put(None))


def raw_bodies(valid):
    text = json.dumps(valid)
    yield "not JSON", b""
    for cut in (1, len(text) // 2, len(text) - 1):
        yield "not JSON", text[:cut].encode()
    for wrong in (b"null", b"[]", b"7", b'"text"', b"{", b"[" * 1000, b'{"a":' * 1000, b"nul", b"NaN", b"{'command':{}}", b'{"command":{},}', b"\xef\xbb\xbf" + text.encode(),
                  text.encode("utf-16"), text.encode() + b"{}", text.encode() + b"x", b"// note\n" + text.encode(), b"\0" + text.encode(), b'{"command":{}}', b"{}"):
        yield "not JSON" if wrong not in (b'{"command":{}}', b"{}") else "missing field", wrong
    yield "duplicate field", text.replace('"command"', '"command": {}, "command"', 1).encode()
    yield "duplicate field", text.replace('"command"', '"\\u0063ommand": {}, "command"', 1).encode()
    first = next(iter(valid["command"]))
    yield "duplicate field", text.replace(f'"{first}"', f'"{first}": 1, "{first}"', 1).encode()
    deep = []
    for _ in range(40):
        deep = [deep]
    yield "too deep", json.dumps({**valid, "command": {**valid["command"], first: deep}}).encode()
