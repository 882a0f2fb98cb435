"""Of a country with a handful of people, whoever does not follow each case by its code is told no number that comes near to one
person: not by the national figures, not by another law tried on past cases. And what one part of an answer holds back, another
does not tell."""
import pathlib
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "http"))
import world as worlds  # noqa: E402
from soria_server import PACK, Checks, Server  # noqa: E402

checks = Checks("few")
server = Server(day=worlds.DAY)
world = worlds.make(server)
FOLLOW = ["kom", "auditor"]                     # every case by its code: told every number
STATISTICAL = ["justice-ministry", "health-ministry", "rosa", "provider", "udi", "oslo-police"]
BELOW = yaml.safe_load((PACK / "figures.yaml").read_text())["small_numbers"][0]["below"]


def small(n):
    return isinstance(n, int) and 0 < n < BELOW


def cells(national):
    return {part: of for part, of in national.items() if isinstance(of, dict) and part not in ("beds", "rests_on")}


def simulated(user):
    a = server.get(user, "/api/v1/law/simulate?clock=reflection-period&length=P1D")
    assert a.status == 200, a
    return a.json()


told = server.get("kom", "/api/v1/national").json()
checks.that(any(small(n) for of in cells(told).values() for n in of.values()), "nothing in this world is few")
checks.that(any(small(n) for n in told["clocks"].values()), "no clock of this world is few")
for user in FOLLOW:
    checks.that(small(simulated(user)["looked_at"]), f"{user} is not told how many a simulation looked at")
for user in STATISTICAL:
    national = server.get(user, "/api/v1/national").json()
    for part, of in cells(national).items():
        for cell, n in of.items():
            checks.that(not small(n), f"{user} is told {n} of {part} {cell}")
    held = [c for c, n in national["persons_by_residence"].items() if n is None]
    checks.that(held and all(n is None for n in national["clocks"].values()), f"{user}: the clocks tell what is held back of residence: {national['clocks']}")
    said = simulated(user)
    checks.that(said.get("held_back_by") == "small-number", f"{user}: a simulation names no rule of small numbers: {said}")
    for name in ("looked_at", "shorter", "longer", "same", "no_rule", "days_in_all", "cases_not_shown_to_you"):
        checks.that(name not in said, f"{user} is told {name} of a simulation: {said}")

case = world.codes["case A"]
for user, sees in (("kom", False), ("auditor", False), ("rosa", True)):
    consents = server.get(user, f"/api/v1/cases/{case}").json()["consents"]
    checks.that(bool(consents), f"{user} sees no consent")
    for c in consents:
        checks.that(("language" in c) == sees, f"{user}: the language in which somebody was asked: {c}")
        checks.that(("language" in c.get("withheld", {})) != sees, f"{user}: which rule withholds the language: {c}")
checks.end()
