"""A server on a demonstration folder of its own, and a client that speaks to it byte by byte and takes nothing that is not
well formed. Used by the tests in tests/http and tests/access; speaks to 127.0.0.1 and the folder's own socket only."""
import atexit
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("SORIA_BUILD", ROOT / "build"))
SORIA = (BUILD if BUILD.is_absolute() else ROOT / BUILD) / "soria"
PACK = ROOT / "packs" / "norway-2006"
TIMEOUT_S = 60  # only so that a hanging test ends
HEADER = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\x20-\x7e]*")


class NotWellFormed(Exception):
    pass


class Answer:
    def __init__(self, status, headers, body, head):
        self.status, self.headers, self.body, self.head = status, headers, body, head

    def header(self, name):
        return next((v for n, v in self.headers if n.lower() == name.lower()), None)

    def json(self):
        return json.loads(self.body)

    def bytes(self):
        """Everything but a Date."""
        lines = [line for line in self.head.split(b"\r\n") if not line.lower().startswith(b"date:")]
        return b"\r\n".join(lines) + self.body

    def __repr__(self):
        return f"{self.status} {self.body[:200]!r}"


def take_answer(data, head_only=False):
    """The first answer in the bytes and what is left; None when it is not whole yet."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None, data
    lines = data[:end].split(b"\r\n")
    start = re.fullmatch(rb"HTTP/1\.1 ([1-5][0-9][0-9]) [A-Za-z ]+", lines[0])
    if not start:
        raise NotWellFormed(lines[0])
    for line in lines[1:]:
        if not HEADER.fullmatch(line):
            raise NotWellFormed(line)
    headers = [tuple(part.decode() for part in line.split(b": ", 1)) for line in lines[1:]]
    names = [n.lower() for n, _ in headers]
    if len(set(names)) != len(names):
        raise NotWellFormed(b"a header twice: " + data[:end])
    status, rest = int(start[1]), data[end + 4:]
    if status in (100, 304):
        if "content-length" in names:
            raise NotWellFormed(b"a length without a body")
        return Answer(status, headers, b"", data[:end + 4]), rest
    if "content-length" not in names or "content-type" not in names:
        raise NotWellFormed(data[:end])
    length = 0 if head_only else int(dict(zip(names, (v for _, v in headers)))["content-length"])
    if len(rest) < length:
        return None, data
    return Answer(status, headers, rest[:length], data[:end + 4]), rest[length:]


class Connection:
    def __init__(self, address):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.settimeout(TIMEOUT_S)
        self.socket.connect(address)
        if family == socket.AF_INET:
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.data = b""

    def send(self, data):
        self.socket.sendall(data)

    def read(self, head_only=False):
        """The next answer; None when the other side closed instead."""
        while True:
            answer, self.data = take_answer(self.data, head_only)
            if answer:
                return answer
            try:
                more = self.socket.recv(1 << 16)
            except ConnectionResetError:
                more = b""
            if not more:
                if self.data:
                    raise NotWellFormed(b"cut: " + self.data[:200])
                return None
            self.data += more

    def rest(self):
        """Every answer until the other side closes."""
        answers = []
        while (a := self.read()) is not None:
            answers.append(a)
        return answers

    def close(self):
        self.socket.close()


def request(method, target, headers=(), body=None):
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost"] + [f"{n}: {v}" for n, v in headers]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


class Server:
    def __init__(self, folder=None, files_max=None, day=None, pack=PACK):
        self.made = tempfile.mkdtemp(prefix="soria-test-") if folder is None else None
        self.folder = pathlib.Path(self.made) / "data" if self.made else pathlib.Path(folder)
        self.files_max = files_max
        if folder is None:
            run("init", "--pack", pack, "--kind", "demonstration", "--data", self.folder, *(["--day", day] if day else []))
        atexit.register(self.remove)   # also when a test breaks off
        self.start()

    def start(self):
        def few_files():
            resource.setrlimit(resource.RLIMIT_NOFILE, (self.files_max, self.files_max))
        self.output = open(self.folder.parent / (self.folder.name + ".output"), "ab")
        self.process = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", self.folder], stdout=subprocess.PIPE,
                                        stderr=self.output, preexec_fn=few_files if self.files_max else None)
        line = self.process.stdout.readline().decode()
        self.said = line
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", line)[1])
        self.tokens = dict(line.split() for line in (self.folder / "tokens").read_text().splitlines())
        self.connection = None
        self.owner_connection = None

    def stop(self):
        for c in (self.connection, self.owner_connection):
            if c:
                c.close()
        self.connection = self.owner_connection = None
        self.process.terminate()
        said = self.process.stdout.read()
        code = self.process.wait(TIMEOUT_S)
        self.output.close()
        self.said += said.decode()
        return code

    def alive(self):
        return self.process.poll() is None

    def remove(self):
        if self.process.poll() is None:
            self.stop()
        if self.made:
            shutil.rmtree(self.made, ignore_errors=True)

    def connect(self):
        return Connection(("127.0.0.1", self.port))

    def authorization(self, user):
        return ("Authorization", "Bearer " + self.tokens[user])

    def send(self, data, head_only=False):
        """One request's bytes on a connection that is kept; one answer."""
        for _ in (1, 2):
            try:
                if self.connection is None:
                    self.connection = self.connect()
                self.connection.send(data)
                answer = self.connection.read(head_only)
            except ConnectionError:
                answer = None
            if answer is not None:
                if answer.header("Connection") == "close":
                    self.connection.close()
                    self.connection = None
                return answer
            if self.connection is not None:
                self.connection.close()
            self.connection = None
        how = "the server is alive" if self.alive() else f"the server ended with {self.process.returncode}"
        said = pathlib.Path(self.output.name).read_text(errors="replace")[-3000:]
        raise AssertionError(f"closed without an answer to {data[:200]}: {how}; it said: {said}")

    def ask(self, user, method, target, body=None, headers=()):
        headers = list(headers)
        if user is not None:
            headers.append(self.authorization(user))
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        return self.send(request(method, target, headers, body), method == "HEAD")

    def get(self, user, target, **headers):
        return self.ask(user, "GET", target, headers=[(n.replace("_", "-"), v) for n, v in headers.items()])

    def do(self, user, command, fields, happened=None, headers=()):
        body = {"command": fields}
        if happened:
            body["happened"] = happened
        return self.ask(user, "POST", "/api/v1/commands/" + command, body, headers)

    def done(self, user, command, happened=None, **fields):
        """A command that must be recorded; what it answered."""
        if command == "first-match":
            return {"match": self.get(user, "/api/v1/matches").json()["matches"][0]["code"]}
        a = self.do(user, command, fields, happened)
        if a.status != 201:
            raise AssertionError(f"{user} {command}: {a}")
        return a.json()

    def owner(self, what, argument=b""):
        # A connection for each: between two questions a test may be silent for longer than the server waits.
        if self.owner_connection is not None:
            self.owner_connection.close()
        self.owner_connection = Connection(str(self.folder / "soria.sock"))
        self.owner_connection.send(request("POST", "/owner/" + what, (), argument))
        return self.owner_connection.read()

    def events(self):
        verified = self.owner("verify").json()
        if verified["faults"]:
            raise AssertionError(verified["faults"])
        return verified["events"]


def run(*arguments):
    subprocess.run([SORIA, *arguments], check=True, stdout=subprocess.DEVNULL)


def pack_that_forgets(into):
    """The pack, but what has to be kept is kept for a day: nobody can wait ten years for an erasure."""
    shutil.copytree(PACK, into)
    retention = into / "retention.yaml"
    retention.write_text(re.sub(r"keep: P\d+Y", "keep: P1D", retention.read_text()))
    return into


class Checks:
    """Counts what holds, remembers what does not, and ends a test with one line."""

    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, []

    def that(self, holds, what):
        if holds:
            self.passed += 1
        else:
            self.failed.append(what)
        return holds

    def end(self, more=""):
        for what in self.failed[:20]:
            print(f"  WRONG: {what}")
        if len(self.failed) > 20:
            print(f"  and {len(self.failed) - 20} more")
        print(f"{self.name}: {self.passed} checks hold, {len(self.failed)} do not{more}")
        sys.exit(1 if self.failed else 0)
