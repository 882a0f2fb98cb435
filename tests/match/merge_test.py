"""Whether two persons are one, through the doors: whoever may not know of somebody is told of nobody, in the same bytes as when there is
nobody; a merge gives nobody access; and merged then undone, in any order, everybody reads again the bytes that they read before."""
import pathlib
import random
import sqlite3
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from soria_server import Checks, Server  # noqa: E402

SEED = 20061129
rng = random.Random(SEED)
checks = Checks("merge")
server = Server(day="2006-08-01")
FIRST = ["Tatjana", "Mercy", "Ioana", "Blessing", "Olena", "Joy"]
LAST = ["Sokolova", "Okafor", "Popescu", "Osagie", "Kovalenko", "Igbinedion"]
AGENCIES = ["pro-centre", "labour-inspection", "oslo-police", "rosa"]


def heard(name):
    return name.replace("j", "i").replace("k", "c").replace("v", "w").replace("y", "i")


def report(user, name, born, country):
    a = server.done(user, "receive-report", channel="agency", region="oslo", form="prostitution", seen="Made up.", people=[
        {"gender": "woman", "age": "21-23", "citizenship_group": "other", "full_name": name, "born": born, "citizenship": country, "contact": "99887766"}])
    return a["report"], a["persons"][0]


# Six women, each reported twice by two agencies; the first report of some is a case before the second comes.
reports, persons, cases, doubles = [], [], [], []
for i, (first, last) in enumerate(zip(FIRST, LAST)):
    born = f"1984-0{i + 2}-1{i}"
    one, other = rng.sample(AGENCIES, 2)
    r, p = report(one, f"{first} {last}", born, "RU" if i % 2 else "NG")
    if i % 2:
        c = server.done("rosa", "open-case", report=r, person=p, audience="women")["case"]
        cases.append(c)
        server.done("rosa", "record-finding", case=c, finding="presumed", grounds="Made up.")
    r2, p2 = report(other, f"{heard(first)} {heard(last)}", born, "RU" if i % 2 else "NG")
    reports += [r, r2]
    persons += [p, p2]
    doubles.append((p, p2, other))
users = sorted(server.tokens)


def queue():
    """Every question, with a user who is asked to judge it."""
    found = {}
    for user in users:
        for m in server.get(user, "/api/v1/matches").json().get("matches", []):
            found.setdefault(m["code"], (user, m))
    return found


# --- Asked: the same words whether there is somebody or nobody ---
_, nobody = report("labour-inspection", "Zdenka Novotna", "1979-12-24", "CZ")
answers = set()
for p, p2, other in doubles:
    a = server.do(other, "ask-match", {"person": p2})
    checks.that(a.status == 201, f"{other} asks: {a}")
    answers.add(a.body)
answers.add(server.do("labour-inspection", "ask-match", {"person": nobody}).body)
checks.that(len(answers) == 1, f"who asks is told whether there is somebody: {answers}")
questions = queue()
checks.that(len(questions) == len(doubles), f"{len(questions)} questions for {len(doubles)} women who were reported twice")
for code, (user, m) in questions.items():
    said = str(m)
    checks.that(not any(n in said for n in FIRST + LAST + [heard(x) for x in FIRST + LAST] + ["1984", "99887766"]), f"{user} reads a value in {m}")
    checks.that("asked_by" not in m and m["why"], f"{user} reads who asked: {m}")
asked = {(user, code) for code, (user, m) in questions.items()}
for p, p2, other in doubles:
    again = server.do(other, "ask-match", {"person": p2})
    checks.that(again.body in answers, f"asked again: {again}")
checks.that(len(queue()) == len(questions), "asked twice, a question is there twice")

# --- Nobody judges but who is asked; nobody joins what nobody answered ---
for code, (judge, m) in questions.items():
    for user in users:
        if user != judge and user not in [u for u in users if server.get(u, f"/api/v1/matches/{code}").status == 200]:
            for command, fields in (("answer-match", {"answer": "same", "reason": "x"}), ("merge-persons", {"reason": "x"}), ("undo-merge", {"reason": "x"})):
                a, never = (server.do(user, command, {"match": c, **fields}) for c in (code, "222-222-2"))
                checks.that(a.status in (400, 403, 404), f"{user} does {command} on another's question: {a}")
    a = server.do(judge, "merge-persons", {"match": code, "reason": "x"})
    checks.that(a.status == 409 and a.json()["rule"] == "match-same", f"joined before anybody answered: {a}")
    a = server.do(judge, "answer-match", {"match": code, "answer": "same", "reason": ""})
    checks.that(a.status == 400 and a.json()["where"] == "reason", f"answered without a reason: {a}")


def routes():
    for c in cases:
        for tail in ("", "/law", "/readers"):
            yield f"/api/v1/cases/{c}{tail}"
    for r in reports:
        yield f"/api/v1/reports/{r}"
    for p in persons:
        yield f"/api/v1/persons/{p}/matches"
    for code in questions:
        yield f"/api/v1/matches/{code}"
    for route in ("national", "desk", "cases", "houses", "persons?name=sok", "matches", "export/htcds", "plan", "figures"):
        yield f"/api/v1/{route}"


LOOKS_LEFT_OUT = ("/readers",)      # the list of readers grows by being read


def everything():
    return {(u, r): server.get(u, r).bytes() for u in users for r in routes() if not r.endswith(LOOKS_LEFT_OUT)}


def tables():
    """The views' rows, but for those that count events or list them: what happened stays."""
    server.owner("verify")
    with sqlite3.connect(f"file:{server.folder / 'soria.db'}?mode=ro", uri=True) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {n: sorted(map(repr, db.execute(f'SELECT * FROM "{n}"'))) for n in names if any(k in n for k in VIEWS)}


VIEWS = ("reports", "persons", "cases", "teams", "matches", "findings", "clocks", "duties", "referrals", "orders", "codes")
for code, (judge, _) in questions.items():
    server.done(judge, "answer-match", match=code, answer="same", reason="Made up.")
before, rows = everything(), tables()
checks.that(len(rows) >= 8 and any(rows.values()), f"the views' tables are not found: {sorted(rows)}")
opened = {k for k, b in before.items() if b.startswith(b"HTTP/1.1 200")}

# --- Any order of merges and undoings; then all undone ---
merged, acts = set(), 0
for _ in range(40):
    code = rng.choice(sorted(questions))
    judge = questions[code][0]
    command = "undo-merge" if code in merged else "merge-persons"
    server.done(judge, command, match=code, reason="Made up.")
    acts += 1
    merged ^= {code}
for code in sorted(set(questions) - merged):
    server.done(questions[code][0], "merge-persons", match=code, reason="Made up.")
joined = everything()
checks.that(server.get("kom", "/api/v1/national").json()["persons_joined"] == len(questions), "the figure does not count what is joined")
checks.that(opened == {k for k, b in joined.items() if b.startswith(b"HTTP/1.1 200")}, "a merge opened or closed a page to somebody")
lead = [r for (u, r), b in joined.items() if u == "rosa" and "/cases/" in r and b'"same_person":[{' in b]
checks.that(len(lead) == len(cases), f"who leads is not told of {len(cases)} joined persons: {lead}")
for (user, route), b in joined.items():
    if user in ("pu", "justice-ministry", "provider", "counsel", "guardian", "iom", "clinic", "udi"):
        checks.that(b == before[user, route] or route.endswith("national"), f"{user} reads something else at {route} since others were joined")
rng.shuffle(order := sorted(questions))
for code in order:
    server.done(questions[code][0], "undo-merge", match=code, reason="Made up.")
after = everything()
for key, b in before.items():
    checks.that(after[key] == b, f"{key} is not what it was: {b[-400:]} and {after[key][-400:]}")
for name, was in rows.items():
    checks.that(tables()[name] == was, f"the view {name} is not what it was")
checks.that(server.owner("verify").json()["faults"] == [], "the ledger does not verify")

# --- A person's no is stronger than a chain: A is B, A is C, and B is not C ---
_, a = report("pro-centre", "Ljudmila Petrenko", "1980-05-06", "UA")
_, b = report("pro-centre", "Ludmila Petrenko", "1980-05-06", "UA")
_, c = report("pro-centre", "Liudmila Petrenko", "1980-05-06", "UA")
for p in (a, b, c):
    server.done("pro-centre", "ask-match", person=p)


def listed(person):
    """Whom the list proposes as that person, and whom it says is joined."""
    m = server.get("pro-centre", f"/api/v1/persons/{person}/matches").json()
    return {x["person"] for x in m["may_be"]}, {x["person"] for x in m["same_person"]}


checks.that(listed(a) == ({b, c}, set()) and listed(b) == ({a, c}, set()), f"before anybody answers, the others are proposed: {listed(a)}, {listed(b)}")
three = {frozenset(x["person"] for x in m["persons"]): m["code"] for m in server.get("pro-centre", "/api/v1/matches").json()["matches"]}
ab, ac, bc = three[frozenset((a, b))], three[frozenset((a, c))], three[frozenset((b, c))]
for code, answer in ((ab, "same"), (ac, "same"), (bc, "not-the-same")):
    server.done("pro-centre", "answer-match", match=code, answer=answer, reason="Made up.")
checks.that(listed(b) == ({a}, set()) and listed(c) == ({a}, set()), f"who is not the same is not proposed again: {listed(b)}, {listed(c)}")
server.done("pro-centre", "merge-persons", match=ab, reason="Made up.")
checks.that(listed(a) == (set(), {b}) and listed(b) == (set(), {a}), f"who is joined stands in one list: {listed(a)}, {listed(b)}")
refused = server.do("pro-centre", "merge-persons", {"match": ac, "reason": "Made up."})
checks.that(refused.status == 409 and refused.json()["rule"] == "match-not-the-same", f"two who are not the same were joined by way of a third: {refused}")
print(f"merge: seed {SEED}; {len(questions)} questions, {acts} merges and undoings in random order; {len(before)} answers to {len(users)} users the same bytes after, "
      f"{sum(map(len, rows.values()))} rows of {len(rows)} views")
server.stop()
server.remove()
checks.end()
