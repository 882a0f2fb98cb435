#!/usr/bin/env python3
"""kill -9 at any moment, through the program: every acknowledged command is there, every other one once it is sent again,
the ledger verifies. And kill -9 during everything that works on a whole folder: afterwards it is as before, or whole, or
says how to go on. SORIA_TEST_SCALE makes it shorter; the seed is printed when something fails (SORIA_TEST_SEED sets it)."""
import gzip
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SORIA = os.path.join(os.environ.get("SORIA_BUILD", os.path.join(ROOT, "build")), "soria")
PACK = os.path.join(ROOT, "packs", "norway-2006")
CTDC = os.path.join(ROOT, "..", "shared", "data", "ctdc", "ctdc-2012-2018-recoded.csv.gz")
SCALE = float(os.environ.get("SORIA_TEST_SCALE", "1"))
SEED = int(os.environ.get("SORIA_TEST_SEED", "20060801"))
WRITERS = 6
chance = random.Random(SEED)


def scaled(n):
    return max(2, int(n * SCALE))


def check(ok, what):
    if not ok:
        raise AssertionError(what)


def run(*args, data=None):
    """The program, to its end: status, standard output, standard error."""
    p = subprocess.run([SORIA, *(["--data", data] if data else []), *args], capture_output=True, text=True, timeout=300)
    return p.returncode, p.stdout, p.stderr


def told(*args, data):
    status, out, err = run("--format", "json", *args, data=data)
    check(status == 0, f"{args}: {out} {err}")
    return json.loads(out)


def init(data, kind="demonstration"):
    return run("init", "--pack", PACK, "--kind", kind, data=data)


def verified(data):
    v = told("audit", "verify", data=data)
    check(v["faults"] == [], f"audit verify: {v['faults']}")
    return v


def whole(data):
    """Verifies, and the views come out the same."""
    v = verified(data)
    check(told("rebuild", data=data)["same_bytes"] is True, "rebuild: the views are not the same bytes")
    return v


servers = []


class Server:
    def __init__(self, data):
        self.process = subprocess.Popen([SORIA, "--data", data, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        servers.append(self)
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not found:
            self.process.kill()
            raise AssertionError(f"the server does not start: {line} {self.process.stderr.read()}")
        self.port = int(found.group(1))

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


class Command:
    def __init__(self, key, user):
        self.key, self.user, self.code, self.person = key, user, None, None
        self.body = json.dumps({"command": {"channel": "outreach", "region": "oslo", "form": "prostitution", "seen": f"Made up: {key}.",
                                            "people": [{"gender": "woman", "age": "adult", "citizenship_group": "other", "full_name": f"Prøve {key}"}]}})

    def send(self, connection, token):
        connection.request("POST", "/api/v1/commands/receive-report", self.body.encode(),
                           {"Authorization": "Bearer " + token, "Content-Type": "application/json", "Idempotency-Key": self.key})
        response = connection.getresponse()
        answer = json.loads(response.read())
        check(response.status in (200, 201), f"{self.key}: {response.status} {answer}")
        if self.code:
            check(answer["report"] == self.code and answer.get("repeated"), f"{self.key} was answered {self.code}, then {answer}")
        self.code = answer["report"]


def look(connection, token, code):
    connection.request("GET", "/api/v1/reports/" + code, headers={"Authorization": "Bearer " + token})
    response = connection.getresponse()
    response.read()
    check(response.status == 200, f"a look at {code}: {response.status}")


def serve_and_kill(data):
    check(init(data)[0] == 0, "init")
    Server(data).kill()   # makes the tokens
    tokens = dict(line.split() for line in open(os.path.join(data, "tokens")))
    users = ["pro-centre", "oslo-police", "rosa"]
    commands, pending, looks, wrong = [], [], 0, []
    lock = threading.Lock()
    rounds = scaled(25)
    ends = time.monotonic() + 120
    done = 0
    for r in range(rounds):
        if time.monotonic() > ends:
            break
        done += 1
        server = Server(data)
        again, pending = pending, []
        stop = threading.Event()

        def work(writer, mine):
            nonlocal looks
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
            n = 0
            while not stop.is_set():
                n += 1
                c = mine.pop(0) if mine else Command(f"r{r}w{writer}n{n}", users[writer % len(users)])
                try:
                    c.send(connection, tokens[c.user])
                    with lock:
                        commands.append(c)
                    if n % 3 == 0:
                        look(connection, tokens[c.user], c.code)
                        with lock:
                            looks += 1
                except (OSError, http.client.HTTPException, json.JSONDecodeError):
                    if not c.code:
                        with lock:
                            pending.append(c)
                    return
                except AssertionError as e:
                    with lock:
                        wrong.append(e)
                    return

        threads = [threading.Thread(target=work, args=(w, again[w::WRITERS])) for w in range(WRITERS)]
        # What was not answered is sent again first, with the same key; then new ones.
        for t in threads:
            t.start()
        time.sleep(chance.uniform(0.02, 0.6))
        server.kill()
        stop.set()
        for t in threads:
            t.join()
        for share in (again[w::WRITERS] for w in range(WRITERS)):
            pending.extend(c for c in share if not c.code and c not in pending)
        check(not wrong, wrong[:1])
        if r % 5 == 0:
            verified(data)
    server = Server(data)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    resent = len(pending)
    for c in pending:
        c.send(connection, tokens[c.user])
        commands.append(c)
    for c in commands[:: max(1, len(commands) // 50)]:   # the same answer, whoever was told it before the kill
        c.send(connection, tokens[c.user])
        look(connection, tokens[c.user], c.code)
        looks += 1
    server.kill()
    for c in chance.sample(commands, min(len(commands), 10)):
        status, out, err = run("report", c.code, "--as", c.user, data=data)
        check(status == 0 and c.key in out, f"{c.code} of {c.key}: {out} {err}")
        looks += 1
    codes = {c.code for c in commands}
    check(len(codes) == len(commands), "two commands have one code")
    reports = told("national", data=data)["reports"]
    check(reports == len(commands), f"{len(commands)} commands, {reports} reports")
    v = whole(data)
    check(v["reads"] >= looks, f"{looks} looks were answered, {v['reads']} are recorded")
    return f"{done} kills of a server: {len(commands)} reports acknowledged, {resent} sent again at the end, each there once; {looks} looks answered, {v['reads']} recorded"


def killed(args, data, after):
    """Starts the program and kills it; true when it ended by itself first."""
    p = subprocess.Popen([SORIA, "--data", data, *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        p.wait(timeout=max(after, 0.001))
        return True
    except subprocess.TimeoutExpired:
        p.kill()
        p.wait()
        return False


def seconds_of(args, data):
    began = time.monotonic()
    status, out, err = run(*args, data=data)
    check(status == 0, f"{args}: {out} {err}")
    return time.monotonic() - began


def moments(seconds, n):
    return [chance.uniform(0, 1.1 * seconds) for _ in range(scaled(n))]


def empty_or_whole(data, how):
    """Nothing yet, and said so, or a folder that verifies."""
    status, out, err = run("audit", "verify", data=data)
    if status == 0:
        whole(data)
        return True
    check("there is no ledger" in err or "interrupted" in err, f"{how}: {err}")
    return False


def kill_init(base):
    data = os.path.join(base, "init")
    seconds = seconds_of(["init", "--pack", PACK, "--kind", "demonstration"], data)
    made = 0
    for after in moments(seconds, 12):
        shutil.rmtree(data)
        killed(["init", "--pack", PACK, "--kind", "demonstration"], data, after)
        if os.path.isdir(data) and empty_or_whole(data, "init"):
            made += 1
        else:
            status, out, err = init(data)
            check(status == 0, f"init again: {err}")
        whole(data)
    return f"init {scaled(12)} times ({made} made before the kill)"


def kill_rebuild(base, data):
    before = verified(data)
    seconds = seconds_of(["rebuild"], data)
    for after in moments(seconds, 8):
        killed(["rebuild"], data, after)
        check(verified(data) == before, "rebuild: not as before")
    return f"rebuild {scaled(8)} times"


def kill_backup(base, data):
    events = verified(data)["events"]
    to = os.path.join(base, "copy")
    seconds = seconds_of(["backup", to], data)
    shutil.rmtree(to), shutil.rmtree(to + ".keys")
    there = 0
    for i, after in enumerate(moments(seconds, 8)):
        killed(["backup", to], data, after)
        if os.path.isdir(to):
            there += 1
        elif os.path.isdir(to + ".keys"):
            status, _, err = run("backup", to, data=data)
            check(status == 1 and "is there already" in err, f"backup again: {err}")
            shutil.rmtree(to + ".keys")
        if not os.path.isdir(to):
            status, _, err = run("backup", to, data=data)
            check(status == 0, f"backup again: {err}")
        target = os.path.join(base, f"from{i}")
        status, _, err = run("restore", to, data=target)
        check(status == 0 and verified(target)["events"] == events, f"restore: {err}")
        for gone in (to, to + ".keys", target):
            shutil.rmtree(gone)
        check(not os.path.exists(to + ".unfinished"), "a part of a backup is left")
    verified(data)
    return f"backup {scaled(8)} times ({there} whole before the kill)"


def kill_restore(base, data):
    events = verified(data)["events"]
    copy, target = os.path.join(base, "copy"), os.path.join(base, "restored")
    check(run("backup", copy, data=data)[0] == 0, "backup")
    seconds = seconds_of(["restore", copy], target)
    there = 0
    for after in moments(seconds, 8):
        shutil.rmtree(target)
        killed(["restore", copy], target, after)
        if os.path.isdir(target) and empty_or_whole(target, "restore"):
            there += 1
        else:
            status, _, err = run("restore", copy, data=target)
            check(status == 0, f"restore again: {err}")
        check(whole(target)["events"] == events, "restore: not all events")
    return f"restore {scaled(8)} times ({there} whole before the kill)"


def kill_demo(base):
    data, cases = os.path.join(base, "demo"), "15"
    check(init(data)[0] == 0, "init")
    seconds = seconds_of(["demo", "--seed", "7", "--cases", cases], data)
    parts = 0
    for after in moments(seconds, 6):
        shutil.rmtree(data)
        check(init(data)[0] == 0, "init")
        ended = killed(["demo", "--seed", "7", "--cases", cases], data, after)
        if not empty_or_whole(data, "demo"):
            check(init(data)[0] == 0, "init again")
        status, _, err = run("demo", "--seed", "7", "--cases", cases, data=data)
        if status:
            parts += not ended
            check("holds records already" in err, f"demo again: {err}")
        whole(data)
    return f"demo {scaled(6)} times ({parts} left a part, which says to use a new folder)"


def kill_import(base):
    if not os.path.exists(CTDC):
        return "import ctdc: skipped, ../shared is not there"
    small, data = os.path.join(base, "small.csv"), os.path.join(base, "trial")
    with gzip.open(CTDC, "rt") as f, open(small, "w") as out:
        out.writelines(line for line, _ in zip(f, range(251)))
    check(init(data)[0] == 0, "init")
    seconds = seconds_of(["import", "ctdc", small], data)
    figures = told("national", data=data)
    for after in moments(seconds, 6):
        shutil.rmtree(data)
        check(init(data)[0] == 0, "init")
        killed(["import", "ctdc", small], data, after)
        if not empty_or_whole(data, "import"):
            check(init(data)[0] == 0, "init again")
        status, _, err = run("import", "ctdc", small, data=data)
        check(status == 0, f"import again: {err}")
        check(told("national", data=data) == figures, "import: other figures after a kill")
        whole(data)
    return f"import of 250 rows {scaled(6)} times, the same figures after each"


def main():
    if not os.access(SORIA, os.X_OK):
        sys.exit(f"{SORIA} is not there: script/build")
    base = tempfile.mkdtemp(prefix="soria-kill9-")
    try:
        data = os.path.join(base, "served")
        print(serve_and_kill(data))
        kills = [kill_rebuild(base, data), kill_backup(base, data), kill_restore(base, data), kill_init(base), kill_demo(base), kill_import(base)]
        print("kill -9 during " + "; ".join(kills))
    except AssertionError as e:
        print(f"seed {SEED}: {e}")
        sys.exit(1)
    finally:
        for s in servers:
            s.process.kill()
        shutil.rmtree(base, ignore_errors=True)


main()
