"""Blind questions between two running Sorias: who is known at both is put before who leads the case or the neutral reviewer, never before the
desk that asked; each side records who asked, how many and for what, and no name; and whatever goes wrong between the two is said and leaves
nothing half done."""
import base64
import hashlib
import json
import pathlib
import re
import socket
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
from soria_server import Checks, Connection, Server  # noqa: E402

checks = Checks("peers")


def that(what, holds, detail=""):
    checks.that(holds, f"{what} {str(detail)[:400]}")


here, there = Server(day="2006-08-01"), Server(day="2006-08-01")
PEER, ASKS = "other-country", 5


def know(a, port, key):
    answer = a.owner("peer-add", f"{PEER} {port} {key}".encode())
    that("a peer is made known", answer.status == 200, answer)


def key_of(s):
    return s.owner("peer-key").json()["key"]


def report(server, user, name, born, others=()):
    person = {"gender": "woman", "age": "21-23", "citizenship_group": "other", "full_name": name, "citizenship": "NG", "other_names": list(others)}
    if born:
        person["born"] = born
    a = server.done(user, "receive-report", channel="agency", region="oslo", form="prostitution", seen="Made up.", people=[person])
    return a["report"], a["persons"][0]


def ask(server, user, person, peer=PEER):
    return server.done(user, "ask-peer", person=person, peer=peer)["question"]


def state(server, user, question, list_="asked"):
    body = server.get(user, "/api/v1/blind").json()
    return next((q for q in body.get(list_, []) if q["question"] == question), None)


def carried(server):
    a = server.owner("carry")
    that("carrying is answered", a.status == 200, a)
    return a.json()


def settled(server, user, question):
    carried(server)
    return state(server, user, question)


key_here, key_there = key_of(here), key_of(there)
that("each folder has a key of its own", len(key_here) == len(key_there) == 64 and key_here != key_there)
know(here, there.port, key_there)
know(there, here.port, key_here)
for wrong, says in ((f"{PEER} 1 {key_here}", "own key"), (f"{PEER} 0 {key_there}", "port"), (f"{PEER} 1 abc", "64"), (f"nobody 1 {key_there}", "names no peer"), ("x", "write a peer")):
    a = here.owner("peer-add", wrong.encode())
    that(f"refused: {says}", a.status >= 400 and says in a.body.decode(), a)

# --- One who is known at both, spelt otherwise, and led there by an agency; one of whom nobody knows there ---
MARK = "Zenobia Kwabena"
r, amina = report(there, "pro-centre", f"{MARK} Osei", "1985-06-24")
case = there.done("rosa", "open-case", report=r, person=amina, audience="women")["case"]
_, again = report(here, "labour-inspection", "Osei, Zenobia Quabena", "1985-06-24")
_, stranger = report(here, "labour-inspection", "Ludmila Petrenko", "1991-03-17")
reads_before = {u: here.get(u, "/api/v1/matches").bytes() for u in here.tokens}
q1, q2 = ask(here, "labour-inspection", again), ask(here, "labour-inspection", stranger)
s1, s2 = settled(here, "labour-inspection", q1), settled(here, "labour-inspection", q2)
that("both questions end in the same words", s1["state"] == s2["state"] == "carried" and {k: v for k, v in s1.items() if k != "question"} == {k: v for k, v in s2.items() if k != "question"}, s1)
that("the asking side reads nothing else than before", {u: here.get(u, "/api/v1/matches").bytes() for u in here.tokens} == reads_before)
for q in (q1, q2):
    got = state(there, "kom", q, "received")
    that("the other side has it on record: who, for what, and no person", got and got["state"] == "answered" and got["agency"] == "labour-inspection" and "person" not in got, got)
that("a desk does not read what others asked", "received" not in there.get("rosa", "/api/v1/blind").json())
queues = {u: there.get(u, "/api/v1/matches").json().get("matches", []) for u in there.tokens}
hits = [m for m in queues["rosa"]]
that("who leads the case is asked, once, and of the other nobody", len(hits) == 1 and hits[0]["question"] == q1 and hits[0]["peer"] == PEER, queues)
that("and only the agency that leads", all(not ms or u in ("rosa",) or ms == hits for u, ms in queues.items()) and not queues["kom"] and not queues["pro-centre"])
hit = hits[0] if hits else checks.end()
that("what agrees is said without a value", [g["what"] for g in hit["why"]] == ["given-name", "surname", "born"] and MARK not in json.dumps(hit) and "1985" not in json.dumps(hit), hit)
that("the person here is named to who knows of them; the other is elsewhere", [p["person"] for p in hit["persons"]] == [None, amina], hit)
that("it can be answered and not joined", hit["can_do"] == ["answer-match"])
m = there.do("rosa", "merge-persons", {"match": hit["code"], "reason": "no"})
that("nobody is joined with somebody elsewhere", m.status == 409 and m.json()["rule"] == "match-elsewhere", m)
page = there.get("rosa", "/api/v1/desk").json()
that("the desk says that something waits", {"match": hit["code"]} in page["matches_to_judge"])

# --- Nothing is told until a person there has answered that it is the same, and then to the reviewer here ---
carried(here)
that("nothing is brought before", here.get("kom", "/api/v1/matches").json()["matches"] == [])
there.done("rosa", "answer-match", match=hit["code"], answer="cannot-tell", reason="Made up.")
carried(here)
that("cannot tell is not told", here.get("kom", "/api/v1/matches").json()["matches"] == [])
there.done("rosa", "answer-match", match=hit["code"], answer="same", reason="Made up.")
carried(here), carried(here)
told = here.get("kom", "/api/v1/matches").json()["matches"]
that("the same is told once, to the neutral reviewer, with the question's code", len(told) == 1 and told[0]["question"] == q1 and told[0]["told"] == "same", told)
asked_desk = here.get("labour-inspection", "/api/v1/matches").json()["matches"]
that("and not to the desk that asked", asked_desk == [] and state(here, "labour-inspection", q1)["state"] == "carried")
here.done("kom", "answer-match", match=told[0]["code"], answer="same", reason="Made up.")

# --- Who is known here by another name than there ---
r, alias_there = report(there, "pro-centre", "Candida Ferreira", "1987-10-24", ["Rose Obiora"])
there.done("rosa", "open-case", report=r, person=alias_there, audience="women")
_, alias_here = report(here, "oslo-police", "Adaeze Nwosu", "1987-10-24", ["Blossom", "Kandida Ferreira"])
_, by_alias = report(here, "oslo-police", "Rose Obiora", "1987-10-24")
_, not_her = report(here, "oslo-police", "Adaeze Nwosu", "1987-10-24", ["Blossom"])


def proposed(question):
    return [m for m in there.get("rosa", "/api/v1/matches").json()["matches"] if m["question"] == question]


for person, grounds in ((alias_here, ["given-name", "surname", "born"]), (by_alias, ["other-given-name", "other-surname", "born"]), (not_her, None)):
    q = ask(here, "oslo-police", person)
    that("a question by several names is carried as any other", settled(here, "oslo-police", q)["state"] == "carried")
    found = [[g["what"] for g in m["why"]] for m in proposed(q)]
    that("another name meets the name by which somebody is known there, and what agreed is said as it is there", found == ([grounds] if grounds else []), found)

# --- Requests that no peer made, or that are not as they must be ---


def raw(server, path, body, key=key_here, signature="0" * 128):
    headers = [("Soria-Key", key), ("Soria-Signature", signature), ("Content-Type", "application/json")]
    data = json.dumps(body).encode() if not isinstance(body, bytes) else body
    c = Connection(("127.0.0.1", server.port))
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: localhost"] + [f"{n}: {v}" for n, v in headers] + [f"Content-Length: {len(data)}"])
    c.send(head.encode() + b"\r\n\r\n" + data)
    a = c.read()
    c.close()
    return a


that("a stranger is not heard", raw(there, "/peer/v1/open", {}).status == 401)
that("nor one without a signature", raw(there, "/peer/v1/open", {}, signature="").status == 401)
a = there.ask("rosa", "POST", "/peer/v1/open", {})
that("nor a user of the folder", a.status == 401, a)

# The asker's own key, read from its folder: what a peer that is known may try.
import ctypes  # noqa: E402
sodium = ctypes.CDLL("libsodium.so.23")
sodium.sodium_init()
pk, sk = ctypes.create_string_buffer(32), ctypes.create_string_buffer(64)
sodium.crypto_sign_seed_keypair(pk, sk, bytes.fromhex((here.folder / "peer.key").read_text().strip()))


def signed(path, body, to=None):
    data = json.dumps(body).encode() if not isinstance(body, bytes) else body
    text = f"soria peer question 1\n{to or key_there}\n{path}\n".encode() + data
    s = ctypes.create_string_buffer(64)
    sodium.crypto_sign_detached(s, None, text, ctypes.c_ulonglong(len(text)), sk)
    return raw(there, path, data, key_here, s.raw.hex())


EXCHANGE = "ab" * 16
QUESTION = {"agency": "labour-inspection", "purpose": "identification"}
that("a request for another folder is not for this one", raw(there, "/peer/v1/open", {}, key_here, "1" * 128).status == 401 and signed("/peer/v1/open", {}, to="cd" * 32).status == 401)
for body, says in ((b"{", "1:"), ({}, "exchange"), ({"exchange": "x", "questions": []}, "exchange"), ({"exchange": EXCHANGE, "questions": []}, "questions"),
                   ({"exchange": EXCHANGE, "questions": [{"question": "K7M-4QX-A", **QUESTION}]}, "code"),
                   ({"exchange": EXCHANGE, "questions": [{"question": q1, "agency": "A b", "purpose": "identification"}]}, "agency"),
                   ({"exchange": EXCHANGE, "questions": [{"question": q1, "agency": "x", "purpose": "prosecution"}]}, "purpose"),
                   ({"exchange": EXCHANGE, "questions": [{"question": q1, **QUESTION}] * 2}, "twice")):
    a = signed("/peer/v1/open", body)
    that(f"open is refused: {says}", 400 <= a.status < 500 and says in a.body.decode(), a)
before = there.events()
a = signed("/peer/v1/open", {"exchange": EXCHANGE, "questions": [{"question": q1, **QUESTION}]})
that("a question that was answered is not compared again: a replay learns and changes nothing", a.json() == {"compare": [], "answered": [q1], "refused": [], "pieces": 0} and there.events() == before, a)


# Codes as a Soria draws them, made by a third folder whose questions wait there.
CODES = []
third = Server(day="2006-08-01")
for user in ("labour-inspection", "pro-centre", "rosa", "clinic", "oslo-police"):
    _, somebody = report(third, user, "Dora Novak", "1988-09-21")
    CODES += [ask(third, user, somebody) for _ in range(ASKS)]
third.stop()
question = CODES.pop()
opened = signed("/peer/v1/open", {"exchange": EXCHANGE, "questions": [{"question": question, **QUESTION}]}).json()
that("an open question has pieces, as many as say little", opened["compare"] == [question] and opened["pieces"] == 1, opened)
piece = base64.b64decode(signed("/peer/v1/piece", {"exchange": EXCHANGE, "piece": 0}).json()["points"])
that("a piece has 4096 different points", len(piece) == 4096 * 32 and len({piece[i:i + 32] for i in range(0, len(piece), 32)}) == 4096)
for bad, says in ((b"\xff" * 32 * 4096, "no point"), (b"\0" * 32 * 4096, "no point"), (piece[:32] * 4096, "twice"), (piece[:32], "4096"), (b"", "points"), (piece[:-1], "points")):
    a = signed("/peer/v1/return", {"exchange": EXCHANGE, "piece": 0, "points": base64.b64encode(bad).decode()})
    that(f"malformed points are refused: {says}", a.status == 400 and says in a.body.decode(), a)
for path, body in (("piece", {"exchange": EXCHANGE, "piece": 1}), ("piece", {"exchange": "cd" * 16, "piece": 0}), ("return", {"exchange": EXCHANGE, "piece": -1, "points": ""}),
                   ("close", {"exchange": EXCHANGE, "tags": [base64.b64encode(b"x" * 256).decode()]})):
    a = signed("/peer/v1/" + path, body)
    that(f"{path} out of its place is refused", 400 <= a.status < 500, a)
that("and the question is open still, once", state(there, "kom", question, "received")["state"] == "received")
reopened = signed("/peer/v1/open", {"exchange": "ef" * 16, "questions": [{"question": question, **QUESTION}]}).json()
other = base64.b64decode(signed("/peer/v1/piece", {"exchange": "ef" * 16, "piece": 0}).json()["points"])
that("asked again it begins anew, with other points", reopened == opened and not {piece[i:i + 32] for i in range(0, len(piece), 32)} & {other[i:i + 32] for i in range(0, len(other), 32)})
back = base64.b64encode(other).decode()                         # multiplied by one
that("points come back", signed("/peer/v1/return", {"exchange": "ef" * 16, "piece": 0, "points": back}).status == 200)
for tags in ([], ["!"], [base64.b64encode(b"x" * 16).decode()]):
    that("tags are 16 for each question", signed("/peer/v1/close", {"exchange": "ef" * 16, "tags": tags}).status == 400)
a = signed("/peer/v1/close", {"exchange": "ef" * 16, "tags": [base64.b64encode(hashlib.sha256(b"1").digest() * 8).decode()]})
that("it is answered", a.status == 200 and state(there, "kom", question, "received")["state"] == "answered", a)
that("and is over", signed("/peer/v1/close", {"exchange": "ef" * 16, "tags": [base64.b64encode(b"x" * 256).decode()]}).status == 409)

# --- A peer that is dead, dies in between, or is another ---
_, third_person = report(here, "pro-centre", "Katarina Horvat", "1990-11-02")
there.stop()
q = ask(here, "pro-centre", third_person)
s = settled(here, "pro-centre", q)
that("a peer that is not there: said, and it costs nothing", s["state"] == "failed" and s["why"] == "not-reached" and here.get("pro-centre", "/api/v1/blind").json()["peers"][0]["asked"] == 0, s)


def false_peer(answer):
    """Takes connections at a port of its own and answers each with those bytes, or none."""
    l = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                c, _ = l.accept()
            except OSError:
                return
            c.settimeout(10)
            c.recv(1 << 16)
            if answer:
                c.sendall(answer)
            c.close()
    threading.Thread(target=serve, daemon=True).start()
    return l


for bytes_, why in ((b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", "another"), (b"", "broke-off"), (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", "broke-off"), (b"rubbish\r\n\r\n", "broke-off")):
    listener = false_peer(bytes_)
    know(here, listener.getsockname()[1], key_there)
    s = settled(here, "pro-centre", ask(here, "pro-centre", third_person))
    that(f"a false peer: {why}", s["state"] == "failed" and s["why"] == why, s)
    listener.close()
there.start()
know(here, there.port, "ab" * 32)
s = settled(here, "pro-centre", ask(here, "pro-centre", third_person))
that("another key than the peer's: whoever answers is not believed", s["why"] == "another", s)
know(here, there.port, key_there)


class Between:
    """Carries bytes to the peer and breaks off before the request that names that step."""

    def __init__(self, port, step):
        self.listener, self.port, self.step = socket.create_server(("127.0.0.1", 0)), port, step
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                c, _ = self.listener.accept()
            except OSError:
                return
            data = b""
            c.settimeout(10)
            while b"\r\n\r\n" not in data:
                data += c.recv(1 << 16)
            if f"/peer/v1/{self.step} ".encode() in data.split(b"\r\n")[0]:
                c.close()
                continue
            length = int(re.search(rb"Content-Length: (\d+)", data, re.I)[1])
            while len(data.split(b"\r\n\r\n", 1)[1]) < length:
                data += c.recv(1 << 16)
            with socket.create_connection(("127.0.0.1", self.port)) as to:
                to.sendall(data)
                while more := to.recv(1 << 16):
                    c.sendall(more)
            c.close()


_, fourth = report(here, "rosa", "Zenobia Kwabena Osei", "1985-06-24")
for step in ("piece", "return", "close"):
    matches = len(there.get("rosa", "/api/v1/matches").json()["matches"])
    between = Between(there.port, step)
    know(here, between.listener.getsockname()[1], key_there)
    q = ask(here, "rosa", fourth)
    s = settled(here, "rosa", q)
    got = state(there, "kom", q, "received")
    that(f"broken off at {step}: said at both, nobody is proposed", s["why"] == "broke-off" and got["state"] == "received" and len(there.get("rosa", "/api/v1/matches").json()["matches"]) == matches, (s, got))
    between.listener.close()
know(here, there.port, key_there)
q = ask(here, "rosa", fourth)
that("and a new question goes through", settled(here, "rosa", q)["state"] == "carried")

# --- Budgets, purposes, too little, erased ---
left = ASKS - here.get("rosa", "/api/v1/blind").json()["peers"][0]["asked"]
for _ in range(left):
    ask(here, "rosa", fourth)
a = here.do("rosa", "ask-peer", {"person": fourth, "peer": PEER})
that("a spent budget refuses, with the day on which there is more", a.status == 409 and a.json()["rule"] == "peer-budget" and "2006-08-31" in a.json()["would_open"], a)
carried(here)
that("another agency's is its own", here.do("labour-inspection", "ask-peer", {"person": stranger, "peer": PEER}).status == 201)
a = here.do("udi", "ask-peer", {"person": stranger, "peer": PEER})
that("who has nothing to do with a person asks nothing of them", a.status in (403, 404), a)
a = here.ask("oslo-police", "POST", "/api/v1/commands/ask-peer", {"command": {"person": report(here, "oslo-police", "Irina Malova", "1984-02-20")[1], "peer": PEER}}, [("Soria-Purpose", "investigation")])
that("not for investigation", a.status == 409 and a.json()["rule"] == "peer-purpose", a)
for name, born in (("Single", "1980-05-05"), ("Two Names", None)):
    _, p = report(here, "clinic", name, born)
    s = settled(here, "clinic", ask(here, "clinic", p))
    that("too little to compare is said, and costs nothing", s["why"] == "too-little" and here.get("clinic", "/api/v1/blind").json()["peers"][0]["asked"] == 0, s)
s = settled(here, "clinic", ask(here, "clinic", report(here, "clinic", "Dana Horvat", "1989-12-12")[1], "other-register"))
that("a peer whose place nobody said", s["why"] == "no-address", s)
# The other side counts for itself, whoever asks from here.
refused = []
for code in CODES:
    refused += signed("/peer/v1/open", {"exchange": EXCHANGE, "questions": [{"question": code, **QUESTION}]}).json()["refused"]
spent = there.get("kom", "/api/v1/blind").json()["peers"][0]
that("the answerer's budget ends, and what is refused is not recorded", refused and spent["was_asked"] == spent["may_be_asked"] == 20 and not state(there, "kom", refused[0], "received"), (refused, spent))
s = settled(here, "labour-inspection", ask(here, "labour-inspection", stranger))
that("and the asker is told that it was refused", s["state"] == "failed" and s["why"] == "refused", s)

# --- Both ledgers are whole, no name is in what they keep in clear, and everything rebuilds to the same bytes ---
for s in (here, there):
    s.events()
    rebuilt = s.owner("rebuild").json()
    that("rebuilt to the same bytes", rebuilt["same_bytes"], rebuilt)
    for f in s.folder.glob("*"):
        if f.is_file() and not f.name.endswith(".sock"):
            that("no name in clear", MARK.encode() not in f.read_bytes(), f.name)
    that("nothing secret is told by the program", MARK not in open(s.output.name, errors="replace").read())
page = there.get("kom", "/api/v1/blind").json()
that("how many, of how many", page["peers"][0]["was_asked"] == len([q for q in page["received"]]) <= page["peers"][0]["may_be_asked"], page["peers"])
there.stop()
there.start()
that("and after a new start it reads the same", there.get("kom", "/api/v1/blind").json() == page)
checks.end()
