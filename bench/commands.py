#!/usr/bin/env python3
"""What each command of the protection and children's rooms costs the server, against those that the ledger's bench records. Usage:
script/bench commands [--quick]. A little country (tests/http/world.py) is made through HTTP, one command at a time, again and again; the
server's threads' CPU is read around each."""
import collections
import pathlib
import re
import statistics
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "http"))
import world as worlds  # noqa: E402
from soria_server import Server  # noqa: E402

ROUNDS = 3 if "--quick" in sys.argv else 15
spine = set(re.findall(r'return \{"[a-z-]+", "([a-z-]+)"', (ROOT / "bench" / "persons.cpp").read_text()))   # what the ledger's bench records


def cpu_us(process):
    """Nanoseconds that the kernel counted for each thread (proc(5), schedstat), in microseconds, once the server has come to rest."""
    def now():
        return sum(int(t.joinpath("schedstat").read_text().split()[0]) for t in pathlib.Path(f"/proc/{process.pid}/task").iterdir()) / 1e3
    before = now()
    while True:
        time.sleep(0.002)   # what follows an answer is its cost too: the live index, live desks
        after = now()
        if after - before < 20:
            return after
        before = after


def measure(costs):
    server = Server(day=worlds.DAY)
    steps, answer = worlds.World().steps(), None
    while True:
        try:
            user, command, fields, happened = steps.send(answer)
        except StopIteration:
            break
        if user == "owner" or command == "first-match":
            answer = server.owner(command, fields.encode()).json() if user == "owner" else server.done(user, command, happened, **fields)
            continue
        before = cpu_us(server.process)
        answer = server.done(user, command, happened, **fields)
        costs[command].append(cpu_us(server.process) - before)
    server.stop()
    server.remove()


def commands_of(story):
    """Which commands a story has, whatever they would answer."""
    names, answer = set(), None
    while True:
        try:
            names.add(story.send(answer)[1])
        except StopIteration:
            return names
        answer = worlds.Made()


costs = collections.defaultdict(list)
measure(collections.defaultdict(list))   # once for the machine's caches
for _ in range(ROUNDS):
    measure(costs)
work = commands_of(worlds.World().plan())
median = {c: statistics.median(us) for c, us in costs.items() if c not in work}
of_spine = statistics.mean(us for c, us in median.items() if c in spine)
others = {c: us for c, us in median.items() if c not in spine}
print(f"CPU of a durable command through HTTP, one client, its commit and what follows it included; medians of {ROUNDS} rounds")
print(f"  {len(median) - len(others)} commands of the ledger's bench   {of_spine:7.0f} us each")
print(f"  {len(others)} others of the rooms           {statistics.mean(others.values()):7.0f} us each   ratio {statistics.mean(others.values()) / of_spine:.2f} (wanted: at most 1.2)")
for c, us in sorted(others.items(), key=lambda x: -x[1])[:10]:
    print(f"    {c:<32} {us:7.0f} us   {us / of_spine:.2f}")
