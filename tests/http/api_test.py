"""The API against its own document: every route answers what its schema says, every command refuses what is wrong and leaves
nothing behind, ETags, idempotency keys, cursors, tokens and deadlines do what they should."""
import itertools
import json
import pathlib
import re
import sqlite3
import tempfile

import bad_bodies as wrong_bodies
import jsonschema
import world as worlds
from bad_bodies import BYTES, DATES, bad_bodies, changed, drop, raw_bodies
from soria_server import Checks, Connection, Server, pack_that_forgets, request

checks = Checks("api")
temporary = tempfile.TemporaryDirectory(prefix="soria-test-")
server = Server(day=worlds.DAY, pack=pack_that_forgets(pathlib.Path(temporary.name) / "pack"))
document = server.get("rosa", "/api/v1/openapi.json").json()
Validator = jsonschema.Draft202012Validator
operations = {}   # (method, path) -> operation


# --- The document, by the rules of OpenAPI 3.1 that can be checked by hand ---

def each_ref(node, at="#"):
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield at, value
            else:
                yield from each_ref(value, f"{at}/{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from each_ref(value, f"{at}/{i}")


def resolve(ref):
    node = document
    for part in ref.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def response_of(response):
    return resolve(response["$ref"]) if "$ref" in response else response


def valid_schema(schema, where):
    try:
        Validator.check_schema(schema)
        checks.that(True, "")
    except jsonschema.SchemaError as e:
        checks.that(False, f"{where}: {e.message}")


checks.that(re.fullmatch(r"3\.1\.\d+", document["openapi"]) and {"title", "version"} <= set(document["info"]), "the document's head")
checks.that(set(document) <= {"openapi", "info", "paths", "components", "servers", "security", "tags", "webhooks", "externalDocs", "jsonSchemaDialect"}, "an unknown key at the top")
refs = list(each_ref(document))
for at, ref in refs:
    try:
        checks.that(ref.startswith("#/") and resolve(ref) is not None, f"{at}: {ref}")
    except KeyError:
        checks.that(False, f"{at}: {ref} leads nowhere")
used = {ref for _, ref in refs}
for name, schema in document["components"]["schemas"].items():
    valid_schema(schema, name)
    checks.that(f"#/components/schemas/{name}" in used, f"the schema {name} is used nowhere")
ids = []
for path, item in document["paths"].items():
    checks.that(path.startswith("/api/v1/") and not path.endswith("/"), f"the path {path}")
    checks.that(set(item) <= {"get", "post"}, f"{path}: {set(item)}")
    for method, op in item.items():
        operations[method.upper(), path] = op
        where = f"{method} {path}"
        ids.append(op.get("operationId"))
        checks.that(set(op) <= {"summary", "operationId", "tags", "parameters", "requestBody", "responses", "security", "description"}, f"{where}: an unknown key")
        checks.that(op["summary"].endswith("."), f"{where}: no summary")
        names = [(p["in"], p["name"]) for p in op["parameters"]]
        checks.that(len(set(names)) == len(names), f"{where}: a parameter twice")
        checks.that({n for i, n in names if i == "path"} == set(re.findall(r"{(\w+)}", path)), f"{where}: path and its parameters differ")
        for p in op["parameters"]:
            checks.that(p["in"] in ("path", "query", "header") and isinstance(p["required"], bool) and p["description"] and "schema" in p, f"{where}: {p}")
            checks.that(p["in"] != "path" or p["required"], f"{where}: a path's parameter must be required")
            checks.that(p["in"] != "header" or p["name"] not in ("Accept", "Content-Type", "Authorization"), f"{where}: {p['name']} is not described as a parameter")
            valid_schema(p["schema"], f"{where} {p['name']}")
        for s in op["security"]:
            checks.that(set(s) <= set(document["components"]["securitySchemes"]), f"{where}: an unknown security scheme")
        for status, r in op["responses"].items():
            r = response_of(r)
            checks.that(re.fullmatch(r"[1-5]\d\d", status) and r["description"], f"{where}: the response {status}")
            for kind, content in r.get("content", {}).items():
                checks.that(kind == ("application/json" if status < "300" else "application/problem+json"), f"{where} {status}: {kind}")
                valid_schema(content["schema"], f"{where} {status}")
                checks.that(content["schema"] != {"type": "object"}, f"{where} {status}: any object at all")
        if method == "post":
            valid_schema(op["requestBody"]["content"]["application/json"]["schema"], where)
checks.that(None not in ids and len(set(ids)) == len(ids), "an operation without an id of its own")
print(f"api: {len(operations)} operations, {len(document['components']['schemas'])} schemas, {len(refs)} references in the document")


# --- Every answer against its schema ---

def validator(schema):
    return Validator({**schema, "components": document["components"]}, format_checker=jsonschema.FormatChecker(["date"]))


validators, answered = {}, {}


def fits(method, path, a):
    """The answer is one that the document has for that operation."""
    op = operations[method, path]
    status = str(a.status)
    answered.setdefault((method, path), set()).add(status)
    if not checks.that(status in op["responses"], f"{method} {path}: {status} is not in the document: {a}"):
        return a
    content = response_of(op["responses"][status]).get("content")
    if content is None:
        checks.that(a.body == b"" and a.header("Content-Type") is None, f"{method} {path} {status}: a body that should not be there")
        return a
    (kind, body), = content.items()
    checks.that(a.header("Content-Type") == kind, f"{method} {path} {status}: {a.header('Content-Type')}")
    key = method, path, status
    if key not in validators:
        validators[key] = validator(body["schema"])
    errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:150]}" for e in validators[key].iter_errors(a.json())]
    checks.that(not errors, f"{method} {path} {status}: {errors[:3]}")
    if a.status >= 400:
        p = a.json()
        checks.that(p["status"] == a.status and p["type"] == "about:blank" and p["detail"], f"{method} {path}: {p}")
        checks.that((a.status == 401) == (a.header("WWW-Authenticate") == "Bearer"), f"{method} {path}: WWW-Authenticate")
    return a


def do(user, command, fields, happened=None, headers=()):
    return fits("POST", "/api/v1/commands/" + command, server.do(user, command, fields, happened, headers))


def post(user, command, body, headers=()):
    return fits("POST", "/api/v1/commands/" + command, server.ask(user, "POST", "/api/v1/commands/" + command, body, headers))


# --- What is wrong, for every field of every command ---

database = sqlite3.connect(f"file:{server.folder / 'soria.db'}?mode=ro", uri=True)


def events():
    return database.execute("SELECT max(number) FROM events").fetchone()[0]


refused = {}
statuses = set()


def must_refuse(user, command, kind, body):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    for name, value in BYTES.items():
        raw = raw.replace(b'"' + name + b'"', b'"' + value + b'"')
    before = events()
    a = post(user, command, raw)
    refused[kind] = refused.get(kind, 0) + 1
    statuses.add(a.status)
    checks.that(400 <= a.status < 500 and a.status not in (401, 405), f"{command}, {kind}: {a} for {raw[:300]}")
    checks.that(events() == before, f"{command}, {kind}: something was recorded for {raw[:300]}")
    return a


world = worlds.World()
wrong_bodies.codes = world.codes
steps = worlds.through(world.steps(), world.erasure())
step, tested = next(steps), set()
while True:
    user, command, fields, happened = step
    if user == "owner":
        server.owner(command, fields.encode())
        step = steps.send(None)
        continue
    if command == "first-match":
        step = steps.send(server.done(user, command))
        continue
    body = {"command": fields, **({"happened": happened} if happened else {})}
    if command not in tested:
        tested.add(command)
        schema = operations["POST", "/api/v1/commands/" + command]["requestBody"]["content"]["application/json"]["schema"]
        if "happened" not in body:
            body = {**body, "happened": worlds.DAY}
        errors = list(validator(schema).iter_errors(body))
        checks.that(not errors, f"{command}: a valid body does not fit its schema: {errors[:2]}")
        for kind, wrong in bad_bodies(schema, body):
            must_refuse(user, command, kind, wrong)
        for kind, wrong in raw_bodies(body):
            must_refuse(user, command, kind, wrong)
        for kind in ("text/plain", "application/jsonx", "application/x-www-form-urlencoded", "", "application", "application/json; charset=iso-8859-1", "application/json;a=b; Charset=", "application/json;charset"):
            a = post(user, command, body, [("Content-Type", kind)])
            refused["content type"] = refused.get("content type", 0) + 1
            checks.that(a.status == 415, f"{command} as {kind!r}: {a}")
        for coding in ("gzip", "br", "identity, gzip", ""):
            a = post(user, command, body, [("Content-Encoding", coding)])
            checks.that(a.status == 415 and a.json()["where"] == "Content-Encoding", f"{command} in {coding!r}: {a}")
        a = must_refuse(user, command, "unknown field", {**body, "command": {**fields, "unknown_here": 1}})
        checks.that(a.json()["where"] == "unknown_here", f"{command}: the unknown field is not named: {a}")
        for name in schema["properties"]["command"].get("required", []):
            a = must_refuse(user, command, "missing field", changed(body, ("command", name), drop))
            checks.that(a.json()["where"] == name, f"{command}: the missing {name} is not named: {a}")
    a = do(user, command, fields, happened)
    if not checks.that(a.status == 201, f"{user} {command}: {a}"):
        checks.end()
    try:
        step = steps.send(a.json())
    except StopIteration:
        break
commands = {path.rsplit("/", 1)[1] for method, path in operations if method == "POST"}
checks.that(tested == commands, f"commands not tried: {commands - tested}")
before = events()
million = b'{"command":{"people":[{"full_name":"' + b"a" * 10_000_000 + b'"}]}}'
a = server.ask("rosa", "POST", "/api/v1/commands/receive-report", million)
checks.that(a.status == 413 and events() == before, f"10 MB in a name: {a}")
half = {"channel": "self", "region": "oslo", "form": "other", "seen": "x", "people": [{"gender": "man", "age": "adult", "citizenship_group": "eea", "full_name": "a" * 900_000}]}
a = do("rosa", "receive-report", half)
checks.that(a.status == 413 and a.json()["where"] == "people[0].full_name", f"900 kB in a name: {a}")
checks.that(server.events() == events() == before, "something was recorded")
for sign in ("ก", "ع"):   # a limit is in signs, whatever bytes they take
    for times, status in ((4001, 413), (4000, 201)):
        a = do("rosa", "receive-report", {**half, "people": [{k: v for k, v in half["people"][0].items() if k != "full_name"}], "seen": sign * times})
        checks.that(a.status == status and (status == 201 or (a.json()["where"] == "seen" and "has 4001 characters; the limit is 4000" in a.json()["detail"])), f"{times} of {sign}: {a}")
total = sum(refused.values())
print(f"api: {total} wrong bodies to {len(tested)} commands, 0 expected and {sum('recorded for' in f for f in checks.failed)} recorded: "
      + ", ".join(f"{n} {kind}" for kind, n in sorted(refused.items())))

# --- Every route, for every user ---

case, report = world.codes["case A"], world.codes["report A"]
QUERIES = {"/api/v1/persons": "?name=name", "/api/v1/pack/rule": "?id=reflection-period", "/api/v1/law/simulate": "?clock=reflection-period&length=P30D",
           "/api/v1/law/gate": "?method=m-record&offence=pc-224", "/api/v1/estimate": "?from=2006-01-01&until=" + worlds.DAY}
users = list(server.tokens)


def target(path):
    return path.replace("/reports/{code}", "/reports/" + report).replace("/letters/{code}", "/letters/" + world.codes["letter"]).replace("work/{code}", "work/" + world.codes["appropriation"]).replace("/persons/{code}", "/persons/" + world.codes["person A"]).replace("/matches/{code}", "/matches/" + world.codes["match"]).replace("{number}", "7").replace("{ministry}", "justice-ministry").replace("{return}", "glotip").replace("{figure}", "reports-received").replace("{code}", case) + QUERIES.get(path, "")


for target_of, status in ((f"/api/v1/reports/{world.codes['report D']}", 200), (f"/api/v1/persons?name={worlds.ERASED}", 200)):
    a = server.get("labour-inspection", target_of)
    checks.that(a.status == status and worlds.ERASED.encode() not in a.body and (b"(erased)" in a.body) == ("reports" in target_of), f"somebody erased at {target_of}: {a}")
looks = [path for method, path in operations if method == "GET"]
tags = {}
def contradictions(node):
    """What stands in an object that says it is withheld."""
    if isinstance(node, dict):
        yield from (k for k in node.get("withheld", {}) if node.get(k) is not None) if isinstance(node.get("withheld"), dict) else ()
        yield from (c for v in node.values() for c in contradictions(v))
    elif isinstance(node, list):
        yield from (c for v in node for c in contradictions(v))


for user, path in itertools.product(users, looks):
    a = fits("GET", path, server.get(user, target(path)))
    checks.that(a.status in (200, 403, 404), f"{user} {path}: {a}")
    checks.that(not list(contradictions(a.json())), f"{user} {path}: shown, and said to be withheld: {list(contradictions(a.json()))[:3]}")
    tag = a.header("ETag")
    checks.that(bool(tag) == (a.status == 200), f"{user} {path}: the ETag {tag} of {a.status}")
    if a.status == 200:
        checks.that(tag.startswith("W/") or path in ("/api/v1/cases/{code}", "/api/v1/reports/{code}"), f"{path}: the ETag {tag}")
        tags.setdefault(path, user)
looks_recorded = server.owner("verify").json()["reads"]
for path, user in tags.items():
    if path.endswith("/readers"):
        continue        # a look at who looked is in the next one
    tag = server.get(user, target(path)).header("ETag")
    a = fits("GET", path, server.get(user, target(path), If_None_Match=tag))
    checks.that(a.status == 304 and a.header("ETag") == tag, f"{user} {path}, unchanged since {tag}: {a} {a.header('ETag')}")
    checks.that(server.get(user, target(path), If_None_Match='W/"x"').status == 200, f"{user} {path}: another ETag")
checks.that(server.owner("verify").json()["reads"] == looks_recorded + 3 * (len(tags) - 2), "a look that was unchanged is not recorded")   # but the document's
for path in looks:
    op = operations["GET", path]
    checks.that("200" in answered["GET", path], f"{path} was shown to nobody")
    known = {p["name"] for p in op["parameters"] if p["in"] == "query"}
    join = "&" if "?" in target(path) else "?"
    a = fits("GET", path, server.get("rosa", target(path) + join + "unknown=1"))
    checks.that(a.status == 400 and a.json()["where"] == "unknown", f"{path}: an unknown parameter: {a}")
    if known:
        name = sorted(known)[0]
        a = fits("GET", path, server.get("rosa", target(path) + join + f"{name}=1&{name}=1"))
        checks.that(a.status == 400 and a.json()["where"] == name, f"{path}: {name} twice: {a}")
    for p in op["parameters"]:
        if p["required"] and p["in"] == "query":
            others = "&".join(q for q in QUERIES[path][1:].split("&") if not q.startswith(p["name"] + "="))
            a = fits("GET", path, server.get("rosa", path + "?" + others))
            checks.that(a.status == 400 and a.json()["where"] == p["name"], f"{path} without {p['name']}: {a}")
    if "as-of" in known:
        for d in DATES + ["2030-01-01"]:
            a = fits("GET", path, server.get(tags[path], target(path) + join + "as-of=" + "".join(f"%{b:02x}" for b in d.encode())))
            checks.that(a.status == 400 and a.json()["where"] == "as-of", f"{path} as of {d!r}: {a}")
        checks.that(fits("GET", path, server.get(tags[path], target(path) + join + "as-of=" + worlds.DAY)).status == 200, f"{path} as of another day")
    if "limit" in known:
        for n in ("0", "201", "-1", "1.5", "ten", "1e2", "%31%00", "99999999999999999999"):
            a = server.get("rosa", target(path) + join + "limit=" + n)
            checks.that(a.status == 400, f"{path} with the limit {n}: {a}")
    for token in (None, "", "Bearer", "Bearer ", "Bearer x", "Basic cm9zYTpyb3Nh", "Bearer " + server.tokens["rosa"][:-1], "Bearer " + server.tokens["rosa"] + "0", "Bearer " + server.tokens["rosa"].upper(),
                  server.tokens["rosa"]):
        a = fits("GET", path, server.ask(None, "GET", target(path), headers=[("Authorization", token)] if token is not None else []))
        checks.that(a.status == 401, f"{path} with the token {token!r}: {a}")
for length in ("P45", "45D", "P-1D", "P0D", "P1H", "P999Y", "", "p45d", "P1.5M"):
    a = fits("GET", "/api/v1/law/simulate", server.get("rosa", f"/api/v1/law/simulate?clock=reflection-period&length={length}"))
    checks.that(a.status == 400, f"simulated with {length}: {a}")
checks.that(fits("GET", "/api/v1/law/simulate", server.get("rosa", "/api/v1/law/simulate?clock=nonsense&length=P1D")).status == 404, "an unknown clock")
for name in commands:
    a = fits("POST", "/api/v1/commands/" + name, server.ask(None, "POST", "/api/v1/commands/" + name, {"command": {}}))
    checks.that(a.status == 401, f"{name} without a token: {a}")
a = server.ask("rosa", "GET", "/api/v1/desk", headers=[("Soria-Purpose", "prosecution")])
checks.that(a.status == 403 and a.json()["rule"] == "purpose-of-role", f"another role's purpose: {a}")
checks.that(server.get("pu", "/api/v1/law/simulate?clock=reflection-period&length=P30D").status == 403, "immigration control simulates")

# What is not in the document is not there.
for path in document["paths"]:
    here = target(path)
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"):
        if (method, path) not in operations:
            a = server.ask("rosa", method, here)
            allow = "POST" if "/commands/" in path else "GET"
            checks.that(a.status == 405 and a.header("Allow") == allow and (method == "HEAD") == (a.body == b""), f"{method} {here}: {a}")
for path in ("/api", "/api/v1", "/api/v1/", "/api/v2/desk", "/api/v1/desk/", "/api/v1//desk", "/api/v1/Desk", "/api/v1/cases/", f"/api/v1/cases/{case}/", f"/api/v1/cases/{case}/nothing", "/api/v1/commands",
             "/api/v1/commands/", "/owner/verify", "/owner/checkpoint", "/owner/backup", "/tokens", "/soria.db", "/..", "/%2e%2e/tokens", "/favicon.ico"):
    for method in ("GET", "POST"):
        a = server.ask("rosa", method, path, b"{}" if method == "POST" else None)
        checks.that(a.status == 404, f"{method} {path}: {a}")
# What is answered before an operation is asked is in the document too.
desk, receive = ("GET", "/api/v1/desk"), ("POST", "/api/v1/commands/receive-report")
for (method, path), status, fault, headers, body in (
        (desk, 503, "busy", [("Soria-Deadline-Ms", "0")], None), (receive, 503, "busy", [("Soria-Deadline-Ms", "0")], {"command": {}}),
        (desk, 400, "invalid", [("", "x")], None), (desk, 400, "invalid", [("Host", "other")], None), (desk, 417, "invalid", [("Expect", "a-miracle")], None),
        (desk, 431, "limit", [("X-Y", "a" * 20_000)], None), (receive, 413, "limit", [], b"a" * 10_000_000), (desk, 400, "invalid", [("Soria-Deadline-Ms", "9999999")], None)):
    a = fits(method, path, server.ask("rosa", method, path, body, headers))
    checks.that(a.status == status and a.json()["fault"] == fault, f"{method} {path}, {headers[:1]}: {a}")
    checks.that(status != 503 or ("idempotency key" in a.json()["detail"]) == (method == "POST"), f"{method} past its deadline: {a}")
    checks.that(headers[:1] != [("Soria-Deadline-Ms", "9999999")] or "from 0 to 999999" in a.json()["detail"], f"a deadline out of range: {a}")
for status, a in ((400, fits("GET", "/api/v1/cases/{code}", server.get("rosa", "/api/v1/cases/%zz"))),
                  (505, fits(*desk, server.send(request("GET", "/api/v1/desk").replace(b"HTTP/1.1", b"HTTP/1.0")))), (405, fits(*desk, server.ask("rosa", "PUT", "/api/v1/desk")))):
    checks.that(a.status == status and a.json()["fault"] == "invalid", f"{status} expected: {a}")
for language, title in (("en", "Not found"), ("nb-NO,nb;q=0.9", "Finnes ikke")):
    for a in (server.get("rosa", f"/api/v1/cases/{report}", Accept_Language=language), server.do("rosa", "nonsense", {}, headers=[("Accept-Language", language)])):
        checks.that(a.status == 404 and a.json()["title"] == title, f"a title in {language}: {a}")
a = server.ask("rosa", "POST", "/api/v1/commands/nonsense", {"command": {}})
checks.that(a.status == 404 and "nonsense" in a.json()["detail"], f"an unknown command: {a}")
a = server.ask("rosa", "POST", "/api/v1/commands/" + "%C3%A6" * 40, {"command": {}})
checks.that(a.status == 404 and a.json(), f"a command cut within a letter: {a}")
front = server.ask(None, "GET", "/")
checks.that(front.status == 401 and front.header("Content-Type").startswith("text/html") and b"127.0.0.1" in front.body and b'action="/sign-in' in front.body,
            f"the front page asks who it is: {front}")

# --- ETags ---

page = f"/api/v1/cases/{case}"
first = fits("GET", "/api/v1/cases/{code}", server.get("rosa", page))
etag = first.header("ETag")
checks.that(re.fullmatch(r'"[0-9a-f]{32}\.[0-9a-f]{32}"', etag or ""), f"the ETag {etag}")
for seen in (etag, "W/" + etag, "*", f'"x", {etag}', f'{etag},"y"'):
    a = fits("GET", "/api/v1/cases/{code}", server.get("rosa", page, If_None_Match=seen))
    checks.that(a.status == 304 and a.header("ETag") == etag, f"If-None-Match {seen}: {a}")
other = etag[:-2] + ('1"' if etag[-2] == "0" else '0"')
for seen in ('"x"', other, etag.strip('"')):
    checks.that(server.get("rosa", page, If_None_Match=seen).status == 200, f"If-None-Match {seen}")
checks.that(server.get("rosa", page, If_None_Match=etag, Accept_Language="nb").status == 200, "another language is the same to an ETag")
checks.that(server.get("iom", page, If_None_Match=etag).status == 200, "another viewer is the same to an ETag")
offer = {"case": case, "to": "reform", "service": "self-help", "parts": []}
for wrong in ("x", '"', etag + ", " + etag, "W/" + etag, "*", server.get("rosa", "/api/v1/cases").header("ETag")):
    checks.that(do("rosa", "offer-referral", offer, headers=[("If-Match", wrong)]).status == 400, f"If-Match {wrong}")
for stale in ('""', '"."', '".x"', '"x"', '"' + "0" * 32 + '.x"'):
    a = do("rosa", "offer-referral", offer, headers=[("If-Match", stale)])
    checks.that(a.status == (400 if stale == '""' else 412), f"If-Match {stale}: {a}")
checks.that(do("rosa", "offer-referral", offer, headers=[("If-Match", etag)]).status == 201, "If-Match of what was seen")
a = do("rosa", "offer-referral", {**offer, "to": "iom"}, headers=[("If-Match", etag)])
checks.that(a.status == 412 and a.json()["rule"] == "if-match", f"If-Match of what has changed: {a}")
today = first.json()["as_of"]
checks.that(f"changed by The ROSA project on {today}" in a.json()["detail"], f"who changed it, and when: {a.json()}")
checks.that(server.get("rosa", page, If_None_Match=etag).status == 200, "a change that an ETag does not see")
mine = f"/api/v1/cases/{world.codes['case E']}"
now = server.get("rosa", mine).header("ETag")
checks.that(do("rosa", "hold-bed", {"house": world.codes["house"], "case": world.codes["case E"]}, headers=[("If-Match", now)]).status == 201, "a case's ETag at a command that names a house too")
theirs = f"/api/v1/reports/{world.codes['report E']}"
now = fits("GET", "/api/v1/reports/{code}", server.get("pro-centre", theirs)).header("ETag")
checks.that(do("pro-centre", "screen-report", {"report": world.codes["report E"], "list": "general"}, headers=[("If-Match", now)]).status == 201, "a report's ETag")

# --- Idempotency keys ---

key = [("Idempotency-Key", "one")]
count = events()
first = do("rosa", "offer-referral", {**offer, "to": "night-ravens"}, headers=key)
again = do("rosa", "offer-referral", {**offer, "to": "night-ravens"}, headers=key)
checks.that(first.status == 201 and again.status == 200, f"the same key: {first} {again}")
checks.that({**first.json(), "repeated": True} == again.json(), f"the same key, another answer: {first} {again}")
checks.that(events() == count + 1, "a repeat was recorded")
a = do("rosa", "offer-referral", {**offer, "to": "fafo"}, headers=key)
checks.that(a.status == 409 and a.json()["rule"] == "idempotency" and events() == count + 1, f"the same key, another body: {a}")
a = do("rosa", "order-service", {"case": case, "service": "self-help", "provider": "reform"}, headers=key)
checks.that(a.status == 409 and events() == count + 1, f"the same key, another command: {a}")
person = {"gender": "woman", "age": "adult", "citizenship_group": "eea"}
again = {"channel": "self", "region": "oslo", "form": "other", "seen": "x", "people": [person, person]}
first, second = (do("rosa", "receive-report", again, headers=key_of) for key_of in ([("Idempotency-Key", "two")],) * 2)
checks.that(first.status == 201 and second.status == 200 and all(first.json()[k] == second.json()[k] for k in ("report", "persons")), f"a repeated report: {first} {second}")
checks.that(do("pro-centre", "receive-report", again, headers=[("Idempotency-Key", "two")]).status == 201, "another's key")
checks.that(do("rosa", "receive-report", again, headers=[("Idempotency-Key", "k" * 101)]).status == 413, "a key that is too long")
checks.that(do("rosa", "receive-report", again, headers=[("Idempotency-Key", "k" * 100)]).status == 201, "a key as long as it may be")
a = do("rosa", "receive-report", again, headers=[("Idempotency-Key", "")])
checks.that(a.status == 400 and a.json()["where"] == "Idempotency-Key", f"an empty key: {a}")
for kind in ("application/json; charset=utf-8", 'APPLICATION/JSON;charset="UTF-8"', "application/json; a=b"):
    a = do("rosa", "receive-report", again, headers=[("Content-Type", kind), ("Content-Encoding", "identity")])
    checks.that(a.status == 201, f"as {kind}: {a}")
refusal = do("rosa", "hold-bed", {"house": world.codes["house"], "case": world.codes["case E"]}, headers=[("Idempotency-Key", "three")])
checks.that(refusal.status == 409 and refusal.json()["rule"] == "bed-one-each", f"a refusal: {refusal}")
checks.that(do("rosa", "release-bed", {"house": world.codes["house"], "case": world.codes["case E"]}).status == 201, "a bed is left")
checks.that(do("rosa", "hold-bed", {"house": world.codes["house"], "case": world.codes["case E"]}, headers=[("Idempotency-Key", "three")]).status == 201, "a refusal keeps no key")

# --- Cursors ---


def new_case():
    a = server.done("rosa", "receive-report", **again)
    return server.done("rosa", "open-case", report=a["report"], person=a["persons"][0], audience="women")["case"]


def walk(user, limit, between=lambda: None):
    pages, cursor = [], ""
    while True:
        a = fits("GET", "/api/v1/cases", server.get(user, f"/api/v1/cases?limit={limit}" + (f"&cursor={cursor}" if cursor else "")))
        pages.append([c["code"] for c in a.json()["cases"]])
        cursor = a.json().get("next")
        if not cursor:
            return pages
        between()


for _ in range(20):
    new_case()
at_first = {c for page in walk("rosa", 200) for c in page}
for limit in (1, 7, len(at_first), len(at_first) - 1, 200):
    pages = walk("rosa", limit)
    flat = [c for page in pages for c in page]
    checks.that(sorted(flat) == sorted(at_first) and all(len(p) == limit for p in pages[:-1]) and pages[-1], f"pages of {limit}: {list(map(len, pages))}")
arrived = []
flat = [c for page in walk("rosa", 3, lambda: arrived.append(new_case()) if len(arrived) < 12 else None) for c in page]
checks.that(len(set(flat)) == len(flat) and at_first <= set(flat) <= at_first | set(arrived) and arrived, "new cases make a page double or lose one")
cursor = server.get("rosa", "/api/v1/cases?limit=2").json()["next"]
paged = server.get("rosa", "/api/v1/cases?limit=2")
again_cursor = paged.json()["next"]
a = fits("GET", "/api/v1/cases", server.get("rosa", "/api/v1/cases?limit=2", If_None_Match=paged.header("ETag")))
checks.that(a.status == 304, f"a page with a next one, unchanged: {a}")
checks.that(cursor != again_cursor, "a cursor that can be compared")
for i in range(len(cursor)):
    altered = cursor[:i] + ("A" if cursor[i] != "A" else "B") + cursor[i + 1:]
    a = server.get("rosa", "/api/v1/cases?cursor=" + altered)
    if not checks.that(a.status == 400 and a.json()["where"] == "cursor", f"a cursor altered at {i}: {a}"):
        break
for wrong in ("x", cursor[:-4], cursor + "AAAA", "A" * len(cursor), "A" * 5000, "%00", "==="):
    checks.that(server.get("rosa", "/api/v1/cases?cursor=" + wrong).status in (400, 431), f"the cursor {wrong[:20]}")
for other in ("iom", "barnevern", "kom"):
    checks.that(server.get(other, "/api/v1/cases?cursor=" + cursor).status == 400, f"{other} goes on with rosa's cursor")
# A cursor goes on with the list as of its own day only.
cursors = 0
for path, query in (("/api/v1/cases", "limit=1"), ("/api/v1/work", "limit=1"), ("/api/v1/figures/{figure}", "limit=1")):
    for day, other in (("", "&as-of=" + worlds.DAY), ("&as-of=" + worlds.DAY, "")):
        of_day = server.get("rosa", target(path) + "?" + query + day).json().get("next")
        if of_day is None:
            continue
        cursors += 1
        a = fits("GET", path, server.get("rosa", target(path) + f"?{query}{other}&cursor={of_day}"))
        checks.that(a.status == 400 and a.json()["where"] == "cursor", f"{path}: a cursor of the day {day!r} at {other!r}: {a}")
        a = fits("GET", path, server.get("rosa", target(path) + f"?{query}{day}&cursor={of_day}"))
        checks.that(a.status == 200, f"{path}: its own cursor: {a}")
checks.that(cursors >= 5, f"lists with a next page: {cursors}")

# --- The owner's socket ---

for headers in ([("Soria-As", "rosa")], [("soria-as", "kom"), ("Authorization", "Bearer x")]):
    checks.that(server.ask(None, "GET", "/api/v1/desk", headers=headers).status == 401, "Soria-As over TCP")
a = server.ask("provider", "GET", f"/api/v1/cases/{case}", headers=[("Soria-As", "rosa")])
checks.that(set(a.json()) == {"case", "orders", "can_do", "as_of"}, f"Soria-As over TCP beside a token: {a}")
sock = server.folder / "soria.sock"
checks.that(sock.stat().st_mode & 0o777 == 0o600, f"the owner's socket: {oct(sock.stat().st_mode)}")
checks.that((server.folder / "tokens").stat().st_mode & 0o777 == 0o600, "the tokens can be read by others")
owner = Connection(str(sock))
for who, status in (("rosa", 200), ("pu", 404), ("nobody", 401)):
    owner.send(request("GET", page, [("Soria-As", who)]))
    checks.that(owner.read().status == status, f"the owner as {who}")
owner.send(request("GET", page))
checks.that(owner.read().status == 401, "the owner as nobody in particular")
owner.send(request("POST", "/owner/nonsense", (), b""))
checks.that(owner.read().status == 404, "an act that the owner does not have")
owner.close()

checks.that(server.events() == events(), "the ledger's own count")
database.close()
checks.that(server.stop() == 0, "the server ended badly")
server.remove()
temporary.cleanup()
seen = sum(len(s) for s in answered.values())
print(f"api: {seen} kinds of answers of {len(answered)} operations fit their schemas")
checks.end()
