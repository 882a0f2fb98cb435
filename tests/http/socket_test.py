"""Bytes as nobody should send them, over a real socket: each gets exactly the answers it should and then a close, and the
server lives on (docs/decisions/0023-http.md)."""
import socket
import sys
import threading
import time

from soria_server import Checks, Connection, NotWellFormed, Server, request

checks = Checks("sockets")
server = Server()
H = "Host: localhost\r\n"
A = f"Authorization: Bearer {server.tokens['rosa']}\r\n"
C = "Connection: close\r\n"
POST = f"POST /api/v1/commands/receive-report HTTP/1.1\r\n{H}{A}Content-Type: application/json\r\n"
CHUNKED = POST + C + "Transfer-Encoding: chunked\r\n\r\n"
SMUGGLED = f"GET /api/v1/desk HTTP/1.1\r\n{H}{A}\r\n"


def raw(name, data, expected, slowly=False, half_close=False, page=""):
    """Sends the bytes and reads to the end. `expected`: the statuses that come back, in order. `page`: the language of the page that says it."""
    c = server.connect()
    try:
        data = data.encode("latin-1") if isinstance(data, str) else data
        try:
            if slowly:
                for i in range(len(data)):
                    c.send(data[i:i + 1])
            else:
                c.send(data)
            if half_close:
                c.socket.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # answered before everything was sent
        answers = c.rest()
        got = [a.status for a in answers]
        checks.that(got == expected, f"{name}: expected {expected}, got {got} {answers}")
        for a in answers:
            if page:
                text = a.body.decode("utf-8")
                checks.that(a.header("Content-Type").startswith("text/html") and a.header("Content-Language") == page, f"{name}: no page: {a}")
                checks.that('href="/leave"' in text and "<h1" in text and "default-src 'none'" in a.header("Content-Security-Policy") and a.header("Cache-Control") == "no-store", f"{name}: not a page of ours")
            elif a.status >= 400:
                checks.that(a.header("Content-Type") == "application/problem+json" and a.json()["status"] == a.status and a.json()["fault"], f"{name}: not a problem: {a}")
        return answers
    except (NotWellFormed, TimeoutError) as e:
        checks.that(False, f"{name}: {type(e).__name__} {e}")
        return []
    finally:
        c.close()
        checks.that(server.alive(), f"{name}: the server died")


def get(extra="", target="/api/v1/desk", version="HTTP/1.1", method="GET", host=H):
    return f"{method} {target} {version}\r\n{host}{A}{C}{extra}\r\n"


# As it should be.
raw("a request", get(), [200])
raw("byte by byte", get(), [200], slowly=True)
raw("the sender says no more", get(), [200], half_close=True)
raw("50 in a row", SMUGGLED * 49 + get(), [200] * 50)
raw("a body in chunks", CHUNKED + "5\r\n{\"com\r\n9\r\nmand\":{}}\r\n0\r\n\r\n", [400])
raw("a body byte by byte", CHUNKED + "2\r\n{}\r\n0\r\n\r\n", [400], slowly=True)

# The nine of decision 23.
raw("both lengths", POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [400])
raw("two lengths", POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", [400])
raw("two equal lengths", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", [400])
raw("a space before the colon", get("X-Y : z\r\n"), [400])
raw("no Host", get(host=""), [400])
raw("bare line feeds", get().replace("\r\n", "\n"), [400])
raw("one bare line feed", get("X-Y: a\nX-Z: b\r\n"), [400])
raw("NUL", get("X-Y: a\0b\r\n"), [400])
raw("xchunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", [400])
raw("a folded header", get("X-Y: a\r\n b\r\n"), [400])
raw("a head of 32 KiB", get("X-Y: " + "a" * 32768 + "\r\n"), [431])

# Two readers of the same bytes.
raw("CL.TE", POST + f"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{SMUGGLED}", [400])
raw("TE.CL", POST + f"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{len(SMUGGLED):x}\r\n{SMUGGLED}\r\n0\r\n\r\n", [400])
for value in ("chunked,", "chunked, identity", "identity, chunked", "identity", "Chunked", "CHUNKED", '"chunked"', "chunked;q=1", "gzip, chunked", "\x0bchunked", "",
              "chunked\r\nTransfer-Encoding: chunked", "chunked\r\nTransfer-Encoding: identity", "\r\n chunked", "chunked\r\n "):
    raw(f"Transfer-Encoding {value!r}", POST + f"Transfer-Encoding: {value}\r\n\r\n0\r\n\r\n{SMUGGLED}", [400])
raw("Transfer-Encoding with a space before the colon", POST + f"Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{SMUGGLED}", [400])
raw("Transfer_Encoding is another header", POST + C + "Transfer_Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}", [400])
for value in ("+2", "-2", "2, 2", "2,", "2 2", "0x2", "2.0", "", " ", "two", "2\t3", "9" * 16, "9" * 30, "\u0662".encode().decode("latin-1")):
    raw(f"Content-Length {value!r}", POST + f"Content-Length: {value}\r\n\r\n{{}}{SMUGGLED}", [400])
raw("Content-Length beyond the limit", POST + "Content-Length: 1048577\r\n\r\n{}", [413])
raw("two Hosts", get("Host: other\r\n"), [400])
for value in ("", "a, b", "a b", "a/b", "a@b", "a\tb"):
    raw(f"Host {value!r}", get(host=f"Host: {value}\r\n"), [400])
raw("a Host with a port", get(host="Host: 127.0.0.1:8080\r\n"), [200])
raw("two tokens", get(A), [400])
raw("a header without a name", get(": x\r\n"), [400])
raw("a header without a colon", get("X-Y\r\n"), [400])
raw("a name with a sign that is none", get("X(Y): z\r\n"), [400])
raw("an empty line first", "\r\n" + get(), [400])
raw("a carriage return in a value", get("X-Y: a\rb\r\n"), [400])
raw("a control sign in a value", get("X-Y: a\x01b\r\n"), [400])

# Chunks.
for size in ("x", "-1", "+2", "0x2", " 2", "2 ", "", "2\r", "2;\x01", "g", "1" * 17, "2_"):
    raw(f"chunk size {size!r}", CHUNKED + f"{size}\r\n{{}}\r\n0\r\n\r\n", [400])
raw("a chunk larger than the limit", CHUNKED + "100001\r\n", [413])
raw("chunks larger than the limit together", CHUNKED + ("80000\r\n" + "a" * 0x80000 + "\r\n") * 2 + "1\r\na\r\n0\r\n\r\n", [413])
raw("a bare line feed after a size", CHUNKED + "2\n{}\r\n0\r\n\r\n", [400])
raw("no line end after a chunk", CHUNKED + "2\r\n{}0\r\n\r\n", [400])
raw("more in a chunk than it says", CHUNKED + "1\r\n{}\r\n0\r\n\r\n", [400])
raw("an extension of a chunk", CHUNKED + "2;name=value\r\n{}\r\n0\r\n\r\n", [400])
raw("an endless extension of a chunk", CHUNKED + "2;" + "a" * 40000, [431])
raw("endless trailers", CHUNKED + "2\r\n{}\r\n0\r\n" + "X-Y: z\r\n" * 5000, [431])
no_token = CHUNKED.replace(A, "")
raw("a token in the trailers", no_token + f"2\r\n{{}}\r\n0\r\n{A}\r\n", [401])
raw("a purpose in the trailers", CHUNKED + "2\r\n{}\r\n0\r\nSoria-Purpose: nonsense\r\n\r\n", [400])
answers = raw("what follows the last chunk is the next request", POST + f"Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n" + get(), [400, 200])

# Other forms, versions and methods.
raw("absolute form", get(target="http://localhost/api/v1/desk"), [400])
raw("no slash", get(target="api/v1/desk"), [400])
raw("a fragment", get(target="/api/v1/desk#a"), [400])
raw("a raw sign beyond ASCII", get(target="/api/v1/d\xe9sk"), [400])
raw("an encoded slash", get(target="/api/v1%2Fdesk"), [400])
raw("an encoded NUL", get(target="/api/v1/desk%00"), [400])
raw("half a percent sign", get(target="/api/v1/desk%2"), [400])
raw("two dots are a name", get(target="/api/v1/x/../desk"), [404])
raw("two spaces", get(target=" /api/v1/desk"), [400])
raw("HTTP/1.0", get(version="HTTP/1.0"), [505])
raw("HTTP/0.9", "GET /api/v1/desk\r\n\r\n", [400])
raw("HTTP/1.2", get(version="HTTP/1.2"), [505])
raw("HTTP/11", get(version="HTTP/11"), [400])
raw("http/1.1", get(version="http/1.1"), [400])
raw("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [505])
raw("an upgrade to HTTP/2 is not taken", get("Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"), [200])
raw("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x9a" * 500, [400], page="nb")
# A person reads it on a page, in their language.
HTML = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\nAccept-Language: {}\r\n"
raw("a browser's head of 32 KiB", get(HTML.format("en") + "X-Y: " + "a" * 32768 + "\r\n", target="/report"), [431], page="en")
raw("a browser's header twice", get(HTML.format("ru,en") + "X-Y: a\r\nX-Y: b\r\n", target="/report"), [400], page="ru")
raw("a browser's half percent sign", get(HTML.format("ar") + "X-Z: z\r\n", target="/report%2"), [400], page="ar")
raw("a browser's older version", get(HTML.format("nb"), target="/report", version="HTTP/1.0"), [505], page="nb")
raw("a head that never says who asks", "GET /report HTTP/1.1\r\nHost: localhost\r\nX-Y: " + "a" * 32768, [431], page="nb")
raw("a program's header twice", get("Accept: */*\r\nX-Y: a\r\nX-Y: b\r\n", target="/report"), [400])
raw("a browser's broken chunk", f"POST /report HTTP/1.1\r\n{H}{C}{HTML.format('en')}Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", [400], page="en")
raw("OPTIONS", get(method="OPTIONS"), [405])
raw("OPTIONS of everything", get(method="OPTIONS", target="*"), [400])
raw("CONNECT", get(method="CONNECT", target="localhost:22"), [400])
for method in ("PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"):
    raw(method, get(method=method), [405])
raw("a method that is none", get(method="G(T"), [400])
c = server.connect()
c.send((get(method="HEAD").replace(C, "") + get()).encode())
first, second = c.read(head_only=True), c.read()
checks.that(first.status == 405 and first.header("Allow") == "GET" and second is not None and second.status == 200 and c.read() is None, f"HEAD: {first} {second}")
c.close()

# Expect.
c = server.connect()
c.send((POST + C + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").encode())
first = c.read()
c.send(b"{}")
rest = c.rest()
checks.that(first.status == 100 and [a.status for a in rest] == [400], f"Expect: {first} {rest}")
c.close()
raw("Expect with its body", POST + C + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n{}", [400])
raw("another expectation", POST + "Content-Length: 2\r\nExpect: a-miracle\r\n\r\n{}", [417])
raw("Expect of too large a body", POST + "Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n", [413])
raw("an expectation in another header's value", POST + C + "X-Y: Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}", [400])

# Large.
raw("10 MB in a name", POST + "Content-Length: 10000100\r\n\r\n{\"command\":{\"people\":[{\"full_name\":\"" + "a" * 10_000_000 + "\"}]}}", [413])
raw("a head just within the limit", get("X-Y: " + "a" * 15000 + "\r\n"), [200])

# Deadlines.
for ms, allowed in (("0", {503}), ("1", {200, 503}), ("999999", {200})):
    c = server.connect()
    c.send(get(f"Soria-Deadline-Ms: {ms}\r\n").encode())
    answers = c.rest()
    checks.that(len(answers) == 1 and answers[0].status in allowed, f"a deadline of {ms} ms: {answers}")
    c.close()
for value in ("", "-1", "1.5", "1000000", "soon"):
    raw(f"a deadline {value!r}", get(f"Soria-Deadline-Ms: {value}\r\n"), [400])

# Those who go away in the middle.
whole = (POST + C + "Content-Length: 14\r\n\r\n{\"command\":{}}").encode()
for cut in range(0, len(whole), 7):
    c = server.connect()
    c.send(whole[:cut])
    c.close()
for _ in range(50):   # and before the answer
    c = server.connect()
    c.send(get().encode())
    c.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")   # closes with a reset
    c.close()
raw("after they went", get(), [200])

# A hundred that trickle, while others work.
slow = [server.connect() for _ in range(100)]
stop = threading.Event()


def trickle():
    while not stop.wait(0.05):
        for s in slow:
            try:
                s.send(b"X")
            except OSError:
                pass


for s in slow:
    s.send(b"GET /api/v1/desk HTTP/1.1\r\nX-Slow: ")
thread = threading.Thread(target=trickle)
thread.start()
for i in range(100):
    raw("beside a hundred slow ones", get(), [200])
stop.set()
thread.join()
for s in slow:
    s.close()

# More connections than there are files for: said, not suffered.
few = Server(files_max=200)
crowd, statuses = [], []
for _ in range(300):
    try:
        crowd.append(Connection(("127.0.0.1", few.port)))
    except OSError:
        break
for c in crowd[100:]:
    try:
        a = c.read() if c.socket.settimeout(0.2) is None else None
        statuses.append(a.status if a else None)
    except (TimeoutError, ConnectionResetError):
        pass
checks.that(statuses and set(statuses) <= {503, None} and 503 in statuses, f"more connections than files: {set(statuses)}")
checks.that(few.owner("checkpoint").status == 200, "the folder's owner does not get in past a crowd")
for c in crowd:
    c.close()
# The server sees each close in its own time; until then it says 503.
for _ in range(200):
    after = few.ask("rosa", "GET", "/api/v1/desk").status
    if after != 503:
        break
    time.sleep(0.05)
checks.that(after == 200 and few.alive(), f"after the crowd the server does not answer: {after}")
few.remove()

checks.that(server.ask("rosa", "GET", "/api/v1/desk").status == 200, "at the end the server does not answer")
checks.that(server.events() == 3, "something was recorded")
code = server.stop()
checks.that(code == 0, f"the server ended with {code}")
server.remove()
checks.end()
