"""Every look can be had as of a day: what was told on a day is told again of it, whatever was recorded since; and of a day before
the first record there is nothing. Each look is asked on the day itself, then something is recorded that changes it."""
import datetime
import pathlib
import tempfile

import world as worlds
from soria_server import Checks, Server, pack_that_forgets

checks = Checks("as of a day")
temporary = tempfile.TemporaryDirectory(prefix="soria-test-")
server = Server(day=worlds.DAY, pack=pack_that_forgets(pathlib.Path(temporary.name) / "pack"))
world = worlds.make(server)
codes = world.codes
SHE = {"gender": "woman", "age": "21-23", "citizenship_group": "other", "full_name": "Tatjana Sokolova", "born": "1983-05-17", "citizenship": "RU"}
day = server.get("kom", "/api/v1/national").json()["as_of"]
later = (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
before = (datetime.date.fromisoformat(worlds.DAY) - datetime.timedelta(days=1)).isoformat()
period = f"from={worlds.DAY}&until={day}&bootstrap=20"
LOOKS = [("kom", "/api/v1/matches"), ("kom", "/api/v1/matches/" + codes["match"]),
         ("labour-inspection", f"/api/v1/persons/{codes['person H']}/matches"), ("labour-inspection", "/api/v1/blind"),
         ("rosa", "/api/v1/export/htcds"), ("kom", "/api/v1/estimate?" + period), ("kom", "/api/v1/estimate?each=kind&" + period),
         ("kom", "/api/v1/national"), ("rosa", "/api/v1/cases"), ("rosa", f"/api/v1/cases/{codes['case A']}"), ("rosa", "/api/v1/desk"),
         ("rosa", "/api/v1/cases/" + codes["case A"] + "/law"), ("pro-centre", "/api/v1/reports/" + codes["report A"]), ("kom", "/api/v1/houses")]
OF_TODAY = ["may_be", "houses", "more_houses"]                        # what a case or a report proposes to do, and whom it resembles
UNCHANGED = {"estimate", "houses", "reports", "law"}                 # nothing below changes these


def look(user, path, **query):
    for name, value in query.items():
        path += ("&" if "?" in path else "?") + name.replace("_", "-") + "=" + value
    a = server.get(user, path)
    return a.status, a.json()


def of_that_day(told, path):
    """Without a cursor, and without what is proposed for today."""
    status, body = told
    for question in [body, *body.get("matches", [])] if "/matches" in path else []:
        question.pop("can_do", None)
    of_one = "/cases/" in path or "/reports/" in path
    for of in [body, *(body.get("people", []) if of_one else [])]:
        for name in ["next", *(OF_TODAY if of_one else [])]:
            of.pop(name, None)
    return status, body


def differences(a, b):
    return {k: (a.get(k), b.get(k)) for k in {**a, **b} if a.get(k) != b.get(k)}


then = {at: look(*at) for at in LOOKS}
for (user, path), (status, body) in then.items():
    checks.that(status == 200, f"{user} {path}: {status} {body}")
moved = server.owner("day", later.encode())
checks.that(moved.status == 200, f"the day: {moved}")
for user, command, fields in (("kom", "undo-merge", {"match": codes["match"], "reason": "Made up: two all the same"}),
                              ("labour-inspection", "ask-peer", {"person": codes["person H"], "peer": "other-register"}),
                              ("rosa", "withdraw-consent", {"case": codes["case A"], "to": "udi", "purpose": "residence"})):
    a = server.do(user, command, fields)
    checks.that(a.status == 201, f"{user} {command}: {a}")
for user in ("labour-inspection", "rosa"):
    a = server.done(user, "receive-report", channel="outreach", region="oslo", form="prostitution", people=[SHE], seen="Made up: seen again")
    if user == "rosa":
        server.done(user, "open-case", report=a["report"], audience="women")
for (user, path), told in then.items():
    now, again, never = look(user, path), look(user, path, as_of=day), look(user, path, as_of=before)
    if "/cases/" in path:
        checks.that(not any(name in again[1] for name in OF_TODAY), f"{user} {path} as of {day} proposes: {again}")
    checks.that(of_that_day(again, path) == of_that_day(told, path), f"{user} {path} as of {day}: {differences(again[1], told[1])}")
    same = {k: v for k, v in now[1].items() if k != "as_of"} == {k: v for k, v in told[1].items() if k != "as_of"}
    checks.that(not same or any(part in path for part in UNCHANGED), f"{user} {path}: nothing changed it, so that it shows nothing")
    early = "/estimate" in path and never[0] == 400 and never[1]["where"] == "until"      # no period ends after the day asked of
    checks.that(early or never[0] in (200, 404), f"{user} {path} as of {before}: {never}")
    if never[0] == 200:
        held = [v for v in never[1].values() if isinstance(v, list) and v and isinstance(v[0], dict) and "code" in v[0]]
        checks.that(not held, f"{user} {path} as of {before}: {held}")

# Whoever is erased is brought back by no earlier day.
she = server.done("labour-inspection", "receive-report", channel="agency", region="oslo", form="forced-labour", seen="Made up.", people=[SHE])["persons"][0]
seen = {path: look("labour-inspection", path) for path in (f"/api/v1/persons/{she}/matches", "/api/v1/export/htcds", f"/api/v1/persons/{codes['person H']}/matches")}
checks.that(all(status == 200 for status, _ in seen.values()) and any(o["person"] == she for o in list(seen.values())[2][1]["may_be"]), f"before she is erased: {seen}")
server.owner("day", worlds.LATER.encode())
server.done("officer", "request-erasure", person=she)
server.done("officer-2", "confirm-erasure", person=she)
paths = list(seen)
again = {path: look("labour-inspection", path, as_of=later) for path in paths}
checks.that(again[paths[0]][0] == 404, f"the matches of an erased person as of {later}: {again[paths[0]]}")
rows, before_it = again[paths[1]][1]["rows"], seen[paths[1]][1]["rows"]
checks.that(len(rows) == len(before_it) - 1, f"rows of the export as of {later}: {len(rows)}, and {len(before_it)} before she was erased")
checks.that(all(o["person"] != she for o in again[paths[2]][1]["may_be"]), f"an erased person is proposed as of {later}: {again[paths[2]]}")
checks.end()
