"""A hidden person is absent: a code that is hidden answers like one that never was, byte for byte, at every route and to every
command; and two worlds that differ in one hidden person answer the same bytes to those who may not know of them. Exceptions,
by name: national figures, the counts of a simulation, and the beds of houses (shared capacity)."""
import json
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
import model  # noqa: E402
import world as worlds  # noqa: E402
from soria_server import PACK, Checks, Server  # noqa: E402

checks = Checks("absence")
access, _ = model.load(PACK)
roles = {r["id"]: r for r in access["roles"]}
users = {u["id"]: u for u in access["users"] if "folders" not in roles[u["role"]]}   # a trial's user is in no other folder, the public's in none
CODE = re.compile(rb"[2-9B-DF-HJ-NP-TV-ZA]{3}-[2-9B-DF-HJ-NP-TV-ZA]{3}-[2-9B-DF-HJ-NP-TV-ZA]")

base = Server(day=worlds.DAY)
world = worlds.make(base)
BYSTANDERS = ["rosa", "pro-centre", "clinic", "oslo-police", "udi", "pu", "justice-ministry", "foreign-ministry", "children-ministry", "labour-ministry", "health-ministry", "defence-ministry", "provider", "counsel", "labour-inspection", "iom"]
ALWAYS = {"kom", "auditor", "officer", "officer-2"}   # follow everything by code, and are told so
checks.that(set(BYSTANDERS) | ALWAYS | {"barnevern", "reception", "guardian"} == set(users), "somebody is neither told nor a bystander")


def hide(server):
    """A child whom only the reception centre and child welfare know of: every kind of thing that can be."""
    said = server.done
    a = said("reception", "receive-report", channel="reception-centre", region="oslo", form="begging", seen="Hidden.",
             people=[{"gender": "man", "age": "9-17", "citizenship_group": "other", "full_name": "Name Hidden", "contact": "Hidden."}])
    hidden = {"report": a["report"], "person": a["persons"][0]}
    case = hidden["case"] = said("barnevern", "open-case", report=a["report"], audience="children")["case"]
    said("reception", "report-concern", report=a["report"], to="barnevern", what="Hidden.")
    said("barnevern", "record-finding", case=case, finding="presumed", grounds="Hidden.")
    said("barnevern", "doubt-age", case=case, why="Hidden.")
    said("barnevern", "hold-bed", house=world.codes["house B"], case=case)
    said("barnevern", "use-bed", house=world.codes["house B"], case=case)
    said("barnevern", "order-service", case=case, service="child-care", provider="barnevern", need="Hidden.")
    said("barnevern", "grant-legal-aid", case=case, minutes=60)
    said("barnevern", "plan-return", case=case, kind="obliged", country="RO", anonymous=False)
    said("barnevern", "appoint-representative", case=case, agency="guardians-oslo", representative="Hidden", independent=True)
    return hidden


# --- Hidden and never there ---

hidden = hide(base)
hidden["match"] = world.codes["match"]   # a question that the coordinating unit alone is asked to judge
never = {}
existing = set(world.codes.values()) | set(hidden.values())
for kind in hidden:
    never[kind] = next(c for c in iter(worlds.spoken_code, None) if c not in existing)
    existing.add(never[kind])


def commands(codes):
    """Every command on these codes: its fields, with what may come with them."""
    steps = worlds.through(worlds.World().steps(), worlds.World().erasure())
    step = next(steps)
    answer = worlds.Made(report=codes["report"], persons=[codes["person"]] * 2, case=codes["case"], house=world.codes["house"], letter=world.codes["letter"],
                         match=codes["match"], list=world.codes["list"])
    by_name = {}
    while True:
        by_name.setdefault(step[1], step[2])
        try:
            step = steps.send(answer)
        except StopIteration:
            break
    by_name["open-case"] = {**by_name["open-case"], "person": codes["person"]}
    return {name: fields for name, fields in by_name.items() if {"report", "person", "case", "match"} & set(fields)}   # the others name nothing that can hide


def variants(fields):
    yield fields, None, ()
    yield fields, None, (("If-Match", '"0123456789abcdef0123456789abcdef.00"'),)
    yield fields, None, (("Idempotency-Key", "one-key"),)
    yield fields, "2006-07-01", ()
    yield fields, "2007-01-01", ()
    yield fields, "2006", ()
    yield {**fields, "unknown": 1}, None, ()
    for name in ("person", "house", "report"):   # something else that is named and is not there
        if name in fields:
            yield {**fields, name: "999-999-9"}, None, ()
            yield {**fields, name: absent_code}, None, ()
    for name, value in fields.items():
        if isinstance(value, str) and name not in ("case", "report", "person", "house"):
            yield {**fields, name: ""}, None, ()
        if isinstance(value, int):
            yield {**fields, name: 99}, None, ()


absent_code = next(c for c in iter(worlds.spoken_code, None) if c not in existing)
ROUTES = ["/api/v1/persons/{person}/matches", "/api/v1/matches/{match}", "/api/v1/persons/{match}/matches", "/api/v1/matches/{person}", "/api/v1/cases/{match}",
          "/api/v1/cases/{case}", "/api/v1/cases/{case}/law", "/api/v1/cases/{case}/readers", "/api/v1/reports/{report}", "/api/v1/cases/{report}", "/api/v1/cases/{person}",
          "/api/v1/reports/{case}", "/api/v1/cases/{case}?as-of=2006-08-01", "/api/v1/cases/{case}?as-of=2006-07-31", "/api/v1/cases/{case}/law?as-of=2006-07-31",
          "/api/v1/reports/{report}?as-of=2006-07-31", "/api/v1/cases/{case}?as-of=1999-01-01", "/api/v1/cases/{case}?limit=1", "/api/v1/cases/{case}/law?as-of=2030-01-01",
          "/api/v1/cases/{case}/readers?as-of=2006-08-01", "/api/v1/cases/{case}/readers?as-of=2006-07-31"]


def masked(answer, codes):
    b = answer.bytes()
    for kind, code in codes.items():
        b = b.replace(code.encode(), kind.encode())
    return b


def lower(codes):
    return {kind: code.lower().replace("-", "") for kind, code in codes.items()}


events = base.events()
compared = 0
for user in BYSTANDERS:
    for purpose in roles[users[user]["role"]]["purposes"]:
        for route in ROUTES:
            for change, headers in ((dict, {}), (lower, {"If_None_Match": "*"})):
                a, b = (base.get(user, route.format(**change(codes)), Soria_Purpose=purpose, **headers) for codes in (hidden, never))
                compared += 1
                checks.that(masked(a, hidden) == masked(b, never) and a.status in (400, 404), f"{user} for {purpose} at {route}: {a} and {b}")
    there, not_there = commands(hidden), commands(never)
    for name in there:
        for (fields, happened, headers), (other, _, _) in zip(variants(there[name]), variants(not_there[name])):
            a, b = (base.do(user, name, f, happened, headers) for f in (fields, other))
            compared += 1
            checks.that(masked(a, hidden) == masked(b, never) and a.status in (400, 404), f"{user} {name} {json.dumps(fields)} {happened} {headers}: {a} and {b}")
checks.that(base.events() == events, "something was recorded about a hidden person")
print(f"absence: {compared} answers about a hidden thing compared with those about one that never was")

# A house is known by its code to whoever may hold a bed; to the others it is not there either.
for user in ("oslo-police", "udi", "pu", "justice-ministry", "counsel", "labour-inspection", "iom"):
    for name in ("hold-bed", "use-bed", "release-bed"):
        a, b = (base.do(user, name, {"house": house, "case": never["case"]}) for house in (world.codes["house"], absent_code))
        checks.that(masked(a, {"h": world.codes["house"]}) == masked(b, {"h": absent_code}), f"{user} {name}: a house's code tells: {a} and {b}")
# By whom a bed is taken stays with them.
a = base.do("rosa", "hold-bed", {"house": world.codes["house B"], "case": world.codes["case E"], "bed": 1})
checks.that(a.status == 409 and b"barnevern" not in a.body, f"a taken bed tells who has it: {a}")

# --- What happens to a hidden case moves no mark that others see ---
before = base.get("reception", f"/api/v1/reports/{hidden['report']}")
base.done("barnevern", "order-service", case=hidden["case"], service="child-care", provider="barnevern")
after = base.get("reception", f"/api/v1/reports/{hidden['report']}")
checks.that(before.header("ETag") and before.bytes() == after.bytes(), f"the author of a report sees its hidden case move: {before.header('ETag')} {after.header('ETag')}")
# Nor does a case move the mark of an order that lies in it: the mark is of what the provider is shown.
before = base.get("provider", f"/api/v1/cases/{world.codes['case A']}")
base.done("rosa", "record-need", case=world.codes["case A"], service="psychosocial", what="A need that the provider is not told of.")
after = base.get("provider", f"/api/v1/cases/{world.codes['case A']}")
checks.that(before.status == 200 and before.header("ETag") and before.bytes() == after.bytes(), f"a provider is told when the case around its order moves: {before} {after}")
base.remove()

# --- Two worlds ---

plain = Server(day=worlds.DAY)
world = worlds.make(plain)
plain.stop()
copy = plain.folder.parent / "other"
shutil.copytree(plain.folder, copy)
plain.start()
other = Server(copy)   # the same ledger, keys, codes and tokens
hidden = hide(other)


def everything(user):
    for name, code in world.codes.items():
        for tail in ("", "/law", "/readers", "?as-of=2006-08-01", "/law?as-of=2006-08-01", "/readers?as-of=2006-08-01") if name.startswith("case") else ("",):
            yield f"/api/v1/cases/{code}{tail}"
        yield f"/api/v1/reports/{code}"
        yield f"/api/v1/persons/{code}/matches"
        yield f"/api/v1/matches/{code}"
    for route in ("matches", "desk", "desk?as-of=2006-08-01", "cases", "cases?limit=200", "cases?as-of=2006-08-01", "persons?name=name&as-of=2006-08-01", "pack", "openapi.json", "persons?name=name", "persons?name=hidden", "persons?name=yzx&limit=1",
                  "law/simulate?clock=reflection-period&length=P30D", "law/simulate?clock=one-year-permit&length=P30D", "national", "houses", "export/htcds", f"estimate?from=2006-01-01&until={worlds.DAY}"):
        yield f"/api/v1/{route}"


COUNTS = re.compile(rb'"(shorter|longer|same|no_rule|days_in_all|cases_not_shown_to_you)":-?[0-9]+')
FREE = re.compile(rb'"houses":\[(?:[^][]|\[[^]]*\])*\]')   # the beds of houses again, on the page of a case that may need one
exceptions = {"/api/v1/national": "national figures", "/api/v1/houses": "beds of houses"}
excepted, compared, same_bytes = {}, 0, 0


def without_beds(answer):
    head, end, body = FREE.sub(b'"houses":[]', answer).partition(b"\r\n\r\n")
    return (re.sub(rb"(ETag|Content-Length): [^\r]*", rb"\1", head) if FREE.search(answer) else head) + end + body


def same(user, what, a, b, mask=lambda x: x):
    global compared
    compared += 1
    where = what.split("?")[0]
    if where in exceptions:
        if a.bytes() != b.bytes():
            excepted[exceptions[where]] = excepted.get(exceptions[where], 0) + 1
        return
    a, b = a.bytes(), b.bytes()
    if where.startswith("/api/v1/cases/"):
        a, b = without_beds(a), without_beds(b)
    a, b = mask(a), mask(b)
    if "simulate" in where:
        a, b = (re.sub(rb"ETag: [^\r]*", b"ETag", COUNTS.sub(rb'"\1":0', x)) for x in (a, b))   # of the counts too
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    checks.that(a == b, f"{user} {what}: from byte {at} {a[max(at - 200, 0):at + 200]} and {b[max(at - 200, 0):at + 200]}")


def in_order(node):
    """Lists sorted: what has no order of its own comes in the order of random ids."""
    if isinstance(node, dict):
        return {k: in_order(v) for k, v in node.items()}
    return sorted(map(in_order, node), key=json.dumps) if isinstance(node, list) else node


def but_for_chance(b):
    head, _, body = re.sub(rb"ETag: [^\r]*", b"ETag", CODE.sub(b"code", b)).partition(b"\r\n\r\n")
    return head + json.dumps(in_order(json.loads(body))).encode()


def look(mask):
    for user in BYSTANDERS:
        for purpose in roles[users[user]["role"]]["purposes"]:
            for route in everything(user):
                same(user, route, *(s.get(user, route, Soria_Purpose=purpose) for s in (plain, other)), mask)


look(lambda x: x)
# Then the same happens in both. Codes made now are random in each; everything else must still be the same.
for user, command, fields in (
        ("rosa", "record-finding", {"case": world.codes["case E"], "finding": "presumed", "grounds": "Both."}),
        ("rosa", "receive-report", {"channel": "self", "region": "oslo", "form": "other", "seen": "Both.", "people": [
            {"gender": "woman", "age": "adult", "citizenship_group": "other", "full_name": "Name Both"}]}),
        ("rosa", "offer-referral", {"case": world.codes["case E"], "to": "clinic", "service": "health-care", "parts": ["identity"]}),
        ("rosa", "hold-bed", {"house": world.codes["house"], "case": world.codes["case E"]}),
        ("udi", "grant-reflection-period", {"case": world.codes["case B"], "from": worlds.DAY}),
        ("rosa", "give-consent", {"case": world.codes["case E"], "to": "udi", "purpose": "residence", "classes": ["status"], "language": "en", "words": "Both."}),
        ("udi", "grant-reflection-period", {"case": world.codes["case E"], "from": worlds.DAY}),
        ("provider", "deliver-service", {"case": world.codes["case E"], "order": 1})):
    same(user, command, *(s.do(user, command, fields) for s in (plain, other)), but_for_chance)
for s in (plain, other):
    s.owner("day", b"2006-08-20")
look(but_for_chance)
print(f"absence: {compared} answers of two worlds compared; excepted by name and different: {excepted}")
checks.that(set(excepted) == {"national figures", "beds of houses"}, f"the exceptions are others: {excepted}")
for s in (other, plain):
    s.stop()
plain.remove()
checks.end()
