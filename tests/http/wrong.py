"""What may not stand in a request: values, and bodies that are not JSON or not what they seem; and where to put them."""
import copy
import json

RAW = {name: ("Q" + name).encode() for name in ("ff", "c328", "c080", "eda080", "f8888080", "e28")}
BYTES = {b'Qff': b'\xff', b'Qc328': b'\xc3(', b'Qc080': b'\xc0\x80', b'Qeda080': b'\xed\xa0\x80', b'Qf8888080': b'\xf8\x88\x80\x80', b'Qe28': b'\xe2\x82'}
DATES = ["2006-02-31", "2006-02-29", "0206-01-01", "2006-13-01", "2006-00-10", "2006-04-00", "2006-1-1", "31.02.2006", "1874-12-31", "2201-01-01", "2006-01-01T00:00:00", " 2006-01-01",
         "2006-01-01 ", "20060101", "2006-W01-1", "\uff12006-01-01", "yesterday", "-2006-01-01", "99999-01-01", ""]
ODD = ["a\0b", "\x01", "\x7f", "\x1b[31m", "a\rb"]


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
