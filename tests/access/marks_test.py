"""What really leaves: every sealed field of a little country holds a mark; every user looks at every route with every purpose
of theirs, and a mark may be in an answer exactly where the policy shows its class. Then the marks are searched for in every
file of the folder and in what the server said. Every look must stand in the list of readers."""
import collections
import json
import pathlib
import re
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
import model  # noqa: E402
import world as worlds  # noqa: E402
from soria_server import PACK, Checks, Server  # noqa: E402

checks = Checks("marks")
server = Server(day=worlds.DAY)
world = worlds.make(server)
access, policy = model.load(PACK)
roles = {r["id"]: r for r in access["roles"]}
users = {u["id"]: u for u in access["users"] if "folders" not in roles[u["role"]]}   # a trial's user is in no other folder, the public's in none

# What ties whom to what, as the story tells it: relations, parts that travelled, consents for a purpose.
EVERYTHING = {"status", "staff", "identity", "contact", "whereabouts", "health", "story", "care", "child"}
MORE = {"identity", "contact", "story", "care"}
CASES = {
    "A": {"rosa": ({"lead"}, set(), {}), "iom": ({"team"}, set(), {}), "clinic": ({"referral"}, {"identity", "health"}, {}),
          "counsel-oslo": ({"counsel"}, set(), {}), "udi": (set(), set(), {"residence": {"identity", "status"}}),
          "oslo-police": (set(), set(), {"identification": EVERYTHING})},
    "B": {"barnevern": ({"lead"}, set(), {}), "guardians-oslo": ({"representative"}, set(), {})},
    "C": {"rosa": ({"lead"}, set(), {}), "oslo-police": (set(), set(), {"identification": {"status"}}), "udi": (set(), set(), {"residence": {"status"}})},
    "E": {"rosa": ({"lead"}, set(), {}), "iom": ({"team"}, set(), {}), "pu": ({"team", "referral"}, {"identity", "care", "story"}, {"residence": MORE}),
          "justice-ministry": ({"team", "referral"}, {"identity", "care", "story"}, {"statistics": MORE}), "kom": (set(), set(), {"oversight": MORE}),
          "provider-oslo": ({"referral"}, {"identity"}, {"assistance": MORE})},
    "F": {"pro-centre": ({"lead"}, set(), {})},
}
AUTHORS = {"A": "pro-centre", "B": "reception-oslo", "C": "rosa", "E": "pro-centre", "F": "pro-centre"}


def bond(case, user, purpose):
    relations, parts, consents = CASES[case].get(users[user]["agency"], (set(), set(), {}))
    return set(relations), set(parts), set(consents.get(purpose, set()))


def shown(user, purpose, bonds, cls):
    relations, parts, consented = bonds
    look = (users[user]["role"], purpose, relations, consented, parts)
    return policy.shown(*look, "status") and policy.shown(*look, cls)


def may_see(mark, user, purpose):
    """Whether any look shows this mark to this user for this purpose, by the second model."""
    place, _, agency = mark.place.partition(" ")
    if place == "nowhere":
        return False
    if place == "match":
        return users[user]["agency"] == agency and shown(user, purpose, ({"reviewer"}, set(), set()), mark.cls)
    if place == "house":
        return policy.shown(users[user]["role"], purpose, {"lead"} if users[user]["agency"] == agency else set(), set(), set(), mark.cls)
    case = bond(mark.case, user, purpose)
    if place == "finding" and users[user]["agency"] != agency and not case[0] & {"lead", "representative", "counsel"}:
        return False
    bonds = [] if place == "screening" else [case]   # a case tells what was reported, not each sign behind it
    author = {"author"} if users[user]["agency"] == AUTHORS[mark.case] else set()
    if place == "person":
        bonds.append((case[0] | author, case[1], case[2]))
    if place in ("report", "screening"):
        bonds.append((case[0] & {"lead", "team"} | author, set(), set()))
    if place == "order" and users[user]["agency"] == agency:
        bonds.append((case[0] | {"order"}, case[1], case[2]))
    if place in ("order", "referral") and users[user]["agency"] != agency:
        bonds = [b for b in bonds if shown(user, purpose, b, "care")]   # which services somebody gets is care itself
    return any(shown(user, purpose, b, mark.cls) for b in bonds)


def routes():
    codes = world.codes
    cases = [codes[c] for c in sorted(codes) if c.startswith("case")]
    for code in cases:
        for tail in ("", "/law", "/readers"):
            yield f"/api/v1/cases/{code}{tail}"
        for tail in ("", "/law", "/readers"):
            yield f"/api/v1/cases/{code}{tail}?as-of={worlds.DAY}"
    for name in sorted(codes):
        if name.startswith("report"):
            yield f"/api/v1/reports/{codes[name]}"
            yield f"/api/v1/reports/{codes[name]}?as-of={worlds.DAY}"
        elif not name.startswith("case"):   # a code of another kind
            yield f"/api/v1/cases/{codes[name]}"
        if name.startswith("person"):
            yield f"/api/v1/persons/{codes[name]}/matches"
        yield f"/api/v1/matches/{codes[name]}"
    for m in world.marks:
        if m.cls == "identity" and m.text.startswith("Name"):
            yield f"/api/v1/persons?name={m.text}"
    for name in ("yzx", "name"):
        yield f"/api/v1/persons?name={name}"
        yield f"/api/v1/persons?name={name}&as-of={worlds.DAY}"
    for clock in ("reflection-period", "one-year-permit", "nonsense"):
        yield f"/api/v1/law/simulate?clock={clock}&length=P45D"
        yield f"/api/v1/law/simulate?clock={clock}&length=P30D"
    yield "/api/v1/pack/rule?id=police-membrane"
    yield "/api/v1/matches"
    for route in ("national", "desk", "houses", "cases"):
        yield f"/api/v1/{route}"
        yield f"/api/v1/{route}?as-of={worlds.DAY}"
    for route in ("cases?limit=1", "pack", "openapi.json", "nothing"):
        yield f"/api/v1/{route}"


# Everybody looks at everything.
looked = seen = 0
texts = [(m, json.dumps(m.text).encode()) for m in world.marks]
answers = collections.defaultdict(dict)
for user, u in users.items():
    for purpose in roles[u["role"]]["purposes"]:
        found = collections.defaultdict(list)
        for route in routes():
            a = server.get(user, route, Soria_Purpose=purpose)
            answers[user, purpose][route] = a
            for m, text in texts:
                looked += 1
                if text in a.body or (len(m.text) > 6 and m.text.encode() in a.head + a.body):
                    found[m].append(route)
        for m in world.marks:
            allowed, routes_found = may_see(m, user, purpose), found.get(m)
            seen += bool(routes_found)
            if routes_found and not allowed:
                checks.that(False, f"LEAK: {user} for {purpose} sees {m} at {routes_found[0]}")
            elif allowed and not routes_found:
                checks.that(False, f"{user} for {purpose} should see {m}")
            else:
                checks.that(True, "")
print(f"marks: {len(world.marks)} marks looked for in {sum(map(len, answers.values()))} answers to {len(users)} users: "
      f"{looked} times, {seen} seen by whom the policy shows them to")

# The four sentences, once more in their own words.
police = b"".join(a.body for (user, _), by_route in answers.items() if user == "oslo-police" for a in by_route.values())
checks.that(world.codes["person A"].encode() in police, "the police should see the person who consented")
checks.that(not any(f'"{f}":"M'.encode() in police for f in ("contact", "seen", "place", "words", "grounds", "why", "need", "note")), "police see care, story, contact or whereabouts")
for (user, purpose), by_route in answers.items():
    role = users[user]["role"]
    for route, a in by_route.items():
        named = [n for n, c in world.codes.items() if c.encode() in a.body and c not in route]
        if role in ("expulsion-officer", "ministry-official"):
            named = [n for n in named if not (n.startswith("house") and role == "ministry-official")]
            checks.that(not named, f"{user} is told of {named} at {route}")
            checks.that(a.status == 404 or not route.startswith(("/api/v1/cases/", "/api/v1/reports/")), f"{user} gets {a.status} at {route}")
        if role in ("expulsion-officer", "ministry-official") and "/api/v1/cases" == route.split("?")[0]:
            checks.that(a.json() == {"cases": []}, f"{user}'s list of cases tells how many it hides: {a}")
        if role == "expulsion-officer" and route.split("?")[0].endswith(("national", "simulate")):
            checks.that(a.status in (403, 404), f"{user} sees figures at {route}: {a}")
        if role == "provider-worker" and a.status == 200 and route.startswith("/api/v1/cases/"):
            body = a.json()
            if route.startswith(f"/api/v1/cases/{world.codes['case A']}"):
                checks.that(set(body) == {"case", "orders", "can_do", "as_of"} and [o["order"] for o in body["orders"]] == [1], f"a provider sees more than its order: {body}")
            elif "orders" in body:
                own = [1, 3, 4] if world.codes["case E"] in route else [1]
                checks.that([o["order"] for o in body["orders"]] == own and "need" not in body.get("withheld", {}), f"a provider sees another's order: {body['orders']}")
        if role == "provider-worker" and "simulate" in route and a.status == 200:
            checks.that(world.codes["case A"].encode() not in a.body, f"a provider sees a simulated case: {a}")
        if role == "national-desk" and route == f"/api/v1/cases/{world.codes['case A']}":
            body = a.json()
            checks.that(body["clocks"] and body["timeline"] and not {"full_name", "other_names", "documents", "contact", "born", "citizenship", "language"} & set(body["person"]), f"the desk: {body}")
            checks.that(body["orders"] == [] and body["referrals"] == [] and "house" not in body, f"the desk sees services: {body}")
            checks.that(not any(e["event"] in ("BedAssigned", "ServiceOrdered") or "happened" in e for e in body["timeline"]), "the desk's timeline tells of beds or services")
        if role in ("national-desk", "police-contact", "immigration-officer", "counsel") and route.endswith("/law") and a.status == 200:
            facts = a.json()["facts"]
            checks.that("case.bed_assigned" not in facts and "return.carer_named" not in facts, f"{user} is told at {route} of {facts}")
        checks.that(not re.search(rb'"number":\s*[^"\s]', a.body) or route == "/api/v1/pack" or "openapi" in route, f"a number of the ledger at {route}")

# Recorded before the answer: each look stands in the list of readers when the answer has come.
case, report = world.codes["case A"], world.codes["report A"]


def readers():
    looks = server.get("rosa", f"/api/v1/cases/{case}/readers").json()["looks"]
    return collections.Counter((r["by"], r["agency"], r["purpose"], r["what"]) for r in looks if r["what"] != "list of readers")


def recorded(user, route, what, status=200, **headers):
    before = readers()
    a = server.get(user, route, **headers)
    new = readers() - before
    purpose = headers.get("Soria_Purpose", roles[users[user]["role"]]["purposes"][0])
    checks.that(a.status == status, f"{user} {route}: {a}")
    expected = {(user, users[user]["agency"], purpose, what): 1} if what else {}
    checks.that(dict(new) == expected, f"{user} {route}: recorded {dict(new)}, expected {expected}")
    return a


looks = 0
for user, u in users.items():
    for purpose in roles[u["role"]]["purposes"]:
        present = {name: answers[user, purpose][f"/api/v1/{name}"].status == 200 for name in (f"cases/{case}", f"cases/{case}/law", f"reports/{report}")}
        for name, what in ((f"cases/{case}", "case page"), (f"cases/{case}/law", "law explained"), (f"reports/{report}", "report page")):
            a = recorded(user, f"/api/v1/{name}", what if present[name] else None, 200 if present[name] else 404, Soria_Purpose=purpose)
            looks += present[name]
            if a.header("ETag"):
                recorded(user, f"/api/v1/{name}", what, 304, Soria_Purpose=purpose, If_None_Match=a.header("ETag"))
                looks += 1
recorded("rosa", "/api/v1/cases", "list of cases")
recorded("iom", "/api/v1/cases", "list of cases")
recorded("barnevern", "/api/v1/cases", None)
recorded("rosa", "/api/v1/desk", "desk")
recorded("barnevern", "/api/v1/desk", None)
name = next(m.text for m in world.marks if m.place == "person" and m.case == "A" and m.text.startswith("Name"))
for user in users:
    hit = name.encode() in server.get(user, f"/api/v1/persons?name={name}").body
    recorded(user, f"/api/v1/persons?name={name}", "search by name" if hit else None)
    looks += hit
recorded("rosa", "/api/v1/law/simulate?clock=reflection-period&length=P30D", "law simulated")
recorded("provider", "/api/v1/law/simulate?clock=reflection-period&length=P30D", None)
# What shows nobody is recorded too, and what was refused; a document is not, nor what is no question.
for route, more in (("national", 1), ("houses", 1), ("pack", 1), ("desk", 1), ("cases", 1), ("persons?name=nobody", 1), ("law/simulate?clock=reflection-period&length=P30D", 1),
                    ("openapi.json", 0), (f"cases/{worlds.spoken_code()}", 1), ("nothing", 0), ("houses?unknown=1", 0)):
    before = server.owner("verify").json()["reads"]
    server.get("rosa", "/api/v1/" + route)
    after = server.owner("verify").json()["reads"]
    looks += more
    checks.that(after - before == more, f"{route}: {after - before} looks recorded")
print(f"marks: {looks} looks, each recorded once when its answer came, those answered 304 too")

# What is refused says nothing either: every command, by everybody, on a case that some may see.
tried = told = 0
steps = worlds.World().steps()   # the same commands again, with this world's codes
step, again = next(steps), []
fake = worlds.Made(report=world.codes["report A"], persons=[world.codes["person A"]] * 2, case=world.codes["case A"], house=world.codes["house"], letter=world.codes["letter"],
                   match=world.codes["match"], list=world.codes["list"])
while True:
    again.append(step)
    try:
        step = steps.send(fake)
    except StopIteration:
        break
by_name = {command: fields for _, command, fields, _ in again if command != "receive-report"}
for user in users:
    for command, fields in by_name.items():
        a = server.do(user, command, fields)
        tried += 1
        checks.that(a.status < 500, f"{user} {command}: {a}")
        for m, text in texts:
            told += text in a.body
            checks.that(text not in a.body, f"LEAK: {user} is told {m} by {command}: {a.status}")
print(f"marks: {told} found in the answers to {tried} commands")

# The day on which somebody turns 18 is their birthday: whoever does not see the one does not see the other.
a = server.done("reception", "receive-report", channel="reception-centre", region="oslo", form="begging", seen="x", people=[
    {"gender": "man", "age": "9-17", "citizenship_group": "other", "born": "1988-08-10"}])
grown = server.done("barnevern", "open-case", report=a["report"], audience="children")["case"]
server.owner("day", b"2006-08-20")
for user, sees in (("barnevern", True), ("kom", False), ("auditor", False)):
    facts = [server.get(user, f"/api/v1/cases/{grown}/law?as-of=2006-08-{day:02}").json()["facts"] for day in range(1, 21)]
    changes = sum(a != b for a, b in zip(facts, facts[1:]))
    checks.that(changes == (1 if sees else 0), f"{user} sees the facts change {changes} times around a birthday")

# Nothing in clear in any file, nor in what the server said.
checks.that(server.owner("verify").json()["faults"] == [], "the ledger does not verify")
output = pathlib.Path(server.output.name)
code = server.stop()
checks.that(code == 0, f"the server ended with {code}")
with sqlite3.connect(server.folder / "reads.db") as journal:
    refusals = [body for (body,) in journal.execute("SELECT body FROM reads WHERE instr(body, CAST('refused: ' AS BLOB))")]
for refusal in ("join-team, command.join-team", f"case {world.codes['case A']}, not found", "join-team, not found"):
    checks.that(any(f"refused: {refusal}".encode() in body for body in refusals), f"no record of a refusal: {refusal}")
checks.that(all(body.endswith(b"\0") for body in refusals), "a refusal names a subject")
files = [f for f in server.folder.rglob("*") if f.is_file()]
names = {f.name for f in files}
checks.that({"soria.db", "reads.db", "keys.db", "tokens"} <= names, f"the folder's files: {names}")
wanted = [m.text.encode() for m in world.marks if len(m.text) > 3]
wanted += [w.lower() for w in wanted] + [w.decode().encode("utf-16-le") for w in wanted]
searched = found = size = 0
for f in files + [output]:
    data = f.read_bytes()
    size += len(data)
    for w in wanted:
        searched += 1
        if w in data:
            found += 1
            checks.that(False, f"{w} stands in {f.name}")
checks.that(not any(w in server.said.encode() for w in wanted), f"the server said {server.said}")
print(f"marks: {found} found in {searched} searches of {len(files)} files ({size} bytes) and of what the server said")
for f in files:
    if f.name in ("tokens", "lock") or f.suffix in (".key", ".db"):
        checks.that(f.stat().st_mode & 0o077 == 0 or f.suffix == ".db", f"{f.name} can be read by others: {oct(f.stat().st_mode)}")
server.remove()
checks.end()
