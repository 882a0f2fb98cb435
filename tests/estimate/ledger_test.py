#!/usr/bin/python3
"""An estimate from the ledger: two hundred made-up people whom agencies report, presume, refer and merge. The overlaps are counted again by
a second program from a backup; overlaps that referrals made are found; lists without a legal basis stay out; small numbers are not told;
who may look is told by the pack, and every look is recorded."""
import json
import pathlib
import random
import re
import subprocess
import sys
import time

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(ROOT / "tests" / "http"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import pages_test  # noqa: E402
from recount import recount  # noqa: E402
from soria_server import PACK, SORIA, Checks, Server  # noqa: E402

SEED = 20061129
rng = random.Random(SEED)
checks = Checks("estimate from the ledger")
DAY, FROM, UNTIL = "2007-06-30", "2007-01-01", "2007-06-30"
CHANCES = {"oslo-police": 0.4, "labour-inspection": 0.35, "rosa": 0.45, "pro-centre": 0.2, "clinic": 0.1}
REPORTERS = list(CHANCES)
ONSETS, VOWELS = "b d f g h k l m n p r s t v z br dr gr kl pr st tr".split(), "a e i o u".split()
estimates = yaml.safe_load((PACK / "estimates.yaml").read_text())
agencies = {a["id"]: a["kind"] for a in yaml.safe_load((PACK / "agencies.yaml").read_text())["agencies"]}
entering = {k for e in estimates["estimate_lists"] if e["enters"] for k in e["kinds"]}
SMALL = yaml.safe_load((PACK / "figures.yaml").read_text())["small_numbers"][0]["below"]


def word():
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(3)).capitalize()


def particulars():
    born = f"{rng.randrange(1972, 1988)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
    return {"gender": "woman" if rng.random() < 0.7 else "man", "age": "24-26", "citizenship_group": "other", "full_name": f"{word()} {word()}", "born": born,
            "citizenship": rng.choice(["NG", "RU", "BG", "RO"])}


class World:
    """A folder that people are put into; each is reported by some agencies, presumed once, and the reports of one are merged."""

    def __init__(self):
        self.server = Server(day=DAY)
        self.judges = sorted(self.server.tokens)

    def report(self, agency, who, happened=None):
        a = self.server.done(agency, "receive-report", happened, channel="agency", region="oslo", form=rng.choice(["prostitution", "forced-labour"]), seen="Made up.", people=[who])
        return a["report"], a["persons"][0]

    def open(self, report, person):
        case = self.server.done("barnevern", "open-case", report=report, person=person, audience="women")["case"]
        self.server.done("barnevern", "record-finding", case=case, finding="presumed", grounds="Made up.")
        return case

    def refer(self, case, to):
        number = self.server.done("barnevern", "offer-referral", case=case, to=to, service="social-support", parts=["identity"])["referral"]
        self.server.done(to, "accept-referral", case=case, referral=int(number))

    def merge(self, agency, person):
        self.server.done(agency, "ask-match", person=person)
        merged = 0
        for judge in self.judges:
            for m in self.server.get(judge, "/api/v1/matches").json().get("matches", []):
                if m["state"] == "waiting":
                    self.server.done(judge, "answer-match", match=m["code"], answer="same", reason="Made up.")
                    self.server.done(judge, "merge-persons", match=m["code"], reason="Made up.")
                    merged += 1
        return merged

    def recounted(self, by=None, each="agency", begin=FROM, end=UNTIL):
        backup = self.server.folder.parent / f"backup-{rng.randrange(1 << 40)}"
        a = self.server.owner("backup", str(backup).encode())
        checks.that(a.status == 200, f"a backup: {a}")
        keys = str(backup) + ".keys"
        if not pathlib.Path(keys, "master.key").exists():
            pathlib.Path(keys, "master.key").write_bytes((self.server.folder / "master.key").read_bytes())
        return recount(str(backup), keys, begin, end, agencies, entering, SMALL, by, each)

    def asked(self, user="kom", **query):
        query = {"from": FROM, "until": UNTIL, "bootstrap": "200", "matchings": "0"} | {k: str(v) for k, v in query.items()}
        return self.server.get(user, "/api/v1/estimate?" + "&".join(f"{k}={v}" for k, v in query.items()))


def equal(said, counted, what):
    """Against the second program, with what is too small held back."""
    near = lambda n: max(SMALL, (n + SMALL // 2) // SMALL * SMALL) if n else 0
    small = lambda n: None if 0 < n < SMALL else near(n)
    checks.that(said["data_sha256"] == counted["sha256"], f"{what}: another table:\n{counted['table']}\n{said['lists']} {said['pairs']} {said['known']} {said['referrals']}")
    checks.that({l["list"]: l["persons"] for l in said["lists"]} == {l: near(n) for l, n in counted["sizes"].items()}, f"{what}: other lists: {said['lists']}, {counted['sizes']}")
    checks.that({tuple(p["lists"]): p["persons"] for p in said["pairs"]} == {k: small(n) for k, n in counted["pairs"].items()}, f"{what}: other pairs: {said['pairs']}, {counted['pairs']}")
    checks.that(said["known"] == near(counted["known"]), f"{what}: {said['known']} known, counted {counted['known']}")
    checks.that({l["list"]: l["persons"] for l in said["ledger"]["left_out"]} == {l: near(n) if n >= SMALL else None for l, n in counted["left_out"].items()},
                f"{what}: left out: {said['ledger']['left_out']}, {counted['left_out']}")
    r = said["referrals"]
    checks.that((r["overlapping"], r["by_referral"]) == (small(counted["overlapping"]), small(counted["by_referral"])), f"{what}: referrals: {r}, {counted}")


# --- a population: each person is seen by each agency with its chance; two seen twice are merged ---
world = World()
merges = twice = 0
for i in range(170):
    who = particulars()
    seen = [a for a in REPORTERS if rng.random() < CHANCES[a]]
    if not seen:
        continue
    rng.shuffle(seen)
    outside = "2006-11-05" if i % 17 == 0 else None
    first = None
    for agency in seen:
        report, person = world.report(agency, who, outside if agency == seen[0] else None)
        if first is None:
            first = world.open(report, person) if i % 11 else None
        elif i % 9 == 0:
            world.open(report, person)          # nobody has asked whether it is the same person
        else:
            twice += 1
            merges += world.merge(agency, person)
    if i % 13 == 0 and first and "oslo-police" not in seen:
        world.refer(first, "oslo-police")
checks.that(twice > 60 and merges >= 0.9 * twice, f"{merges} merges of {twice} who were reported again")
a = world.asked()
checks.that(a.status == 200, f"the estimate: {a}")
said = a.json()
equal(said, world.recounted(), "by agency")
checks.that(said["estimate"] is not None and said["lower"] <= said["estimate"] <= said["upper"] and len(said["models"]) > 3 and "naive" in said, f"never one number alone: {str(said)[:400]}")
left = {l["list"]: l["why"] for l in said["ledger"]["left_out"]}
checks.that(left["pro-centre"] == left["clinic"] == left["barnevern"] == "no-basis" and set(left) & {l["list"] for l in said["lists"]} == set(), f"without a legal basis: {left}")
checks.that(all(l["basis"] for l in said["ledger"]["left_out"] if l["why"] == "no-basis"), f"why a list is left out is not said: {said['ledger']}")
equal(world.asked(each="kind").json(), world.recounted(each="kind"), "by kind of agency")
for by in ("sex", "age", "form"):
    told = world.asked(by=by)
    checks.that(told.status == 200, f"by {by}: {told}")
    equal(told.json(), world.recounted(by=by), f"by {by}")
    groups = told.json()["strata"]
    checks.that(all(("lower" in g) != ("why_not" in g) for g in groups) and groups, f"a group has a range or a reason: {groups}")
    checks.that(all("known" not in g for g in groups if g["withheld"]), f"a group that is withheld is counted: {groups}")
equal(world.asked(until="2007-01-31").json(), world.recounted(end="2007-01-31"), "a period in which nothing was recorded")
checks.that(world.asked(until="2007-01-31").json()["verdict"] == "none" and world.asked(until="2007-01-31").json()["estimate"] is None, "nothing to estimate from, and yet an estimate")
equal(world.asked(**{"from": "2006-11-01"}).json(), world.recounted(begin="2006-11-01"), "a longer period")

# --- the same answer again, from what is kept; another seed another, and everything that it follows from is said ---
again = world.asked()
checks.that(again.body == a.body, "asked again, another answer")
checks.that(world.asked(seed=2).json()["seed"] == 2 and world.asked(seed=2).body != a.body, "another seed, the same answer")
checks.that(said["version"].startswith("prevalence") and said["rules"]["of"].startswith("pack norway-2006"), f"version and rules: {said['version']}, {said['rules']}")
drawn = world.asked(matchings=10).json()
doubt = drawn["ledger"]["matching"]
checks.that(drawn["data_sha256"] == said["data_sha256"] and doubt["pairs"] >= 3 and drawn["matching"]["draws"] == 10, f"draws of who is the same: {doubt}")
checks.that(drawn["matching"]["known_least"] <= said["known"] and 0 <= drawn["matching"]["share_of_variance"] <= 1, f"pairs in doubt are never one: {drawn['matching']}")
checks.that("not_drawn" in said["ledger"]["matching"], "nothing was drawn, and why is not said")
svg = world.asked(**{"as": "svg"}).json()["printed"]
checks.that(svg.startswith("<svg") and svg.count("<circle") == sum(m["existence"] == 0 and m["away"] <= 10 for m in said["models"]), "the picture has not every model")
text = world.asked(**{"as": "text"}).json()["printed"]
headline = next((line for line in text.split("\n") if line.startswith("From ")), "")
checks.that("presumed victims" in headline and "about" in headline and said["data_sha256"] in text and "Left out" in text, f"the print: {text}")

# --- small numbers are in no form of it, nor in what they could be found from ---
two = lambda x: x is None or abs(x - float(f"{x:.1e}")) < 1e-6 * max(1, abs(x)) or x == round(x) < 100
checks.that(all(two(m["estimate"]) and abs(m["bic"] * 10 - round(m["bic"] * 10)) < 1e-6 for m in said["models"] if m["existence"] == 0), "a model tells more than two figures")
ranges = [said] + [r for key in ("without_list", "merged", "held_out") for r in said[key] if "lower" in r]
checks.that(all(two(r[key]) for r in ranges for key in ("estimate", "lower", "upper")) and "steps" not in said and two(said["naive"]["lower"]), f"more than two figures: {ranges}")
for by in ("form", "form,sex", "sex", "age,form"):
    grouped = world.asked(by=by).json()
    checks.that(all(g.get("known", 0) % SMALL == 0 for g in grouped["strata"]) and grouped["known"] == said["known"] and grouped["known"] % SMALL == 0,
                f"by {by}: a number that another question could be subtracted from: {grouped['strata']}")
checks.that(not any(p["persons"] in range(1, SMALL) for p in said["pairs"]) and "fit" not in said and all("known" not in t for t in said["without_list"]), "small numbers are told")

# --- who may look, and that it is recorded ---
for user in sorted(world.server.tokens):
    role_may = user in ("kom",) or user.endswith("-ministry")
    got = world.asked(user)
    checks.that((got.status == 200) == role_may and (role_may or got.json().get("rule") in ("look.estimate", "expulsion-membrane")), f"{user} asks for an estimate: {got}")
for query in ({"from": "2007-02-31"}, {"until": "2006-01-01"}, {"until": "2030-01-01"}, {"by": "name"}, {"by": "sex,sex"}, {"each": "house"}, {"bootstrap": "0"}, {"bootstrap": "10001"}, {"matchings": "101"},
              {"method": "guess"}, {"as": "pdf"}, {"level": "2"}, {"method": "fixed"}, {"seed": "-1"}):
    got = world.asked(**query)
    checks.that(got.status == 400, f"{query}: {got}")
for method in ("bic", "aic", "downhill", "decomposable", "threshold", "latent"):
    got = world.asked(method=method)
    checks.that(got.status == 200 and got.json()["method"] == method and got.json()["lower"] is not None, f"{method}: {got}")

usual = world.server.get("kom", f"/api/v1/estimate?from={FROM}&until={UNTIL}&method=bic")
checks.that(usual.status == 200 and usual.json()["ranked_anew"] >= 1 and usual.json()["matching"]["draws"] == 5, f"bic as it is asked for: {usual}")
begun = time.monotonic()
much = world.server.get("kom", f"/api/v1/estimate?from={FROM}&until={UNTIL}&method=downhill&bootstrap=10000&matchings=100")
checks.that(much.status in (200, 413) and (much.status == 200 or "ask for fewer" in much.json()["detail"]) and time.monotonic() - begun < 10, f"too much: {much} after {time.monotonic() - begun:.1f} s")

# --- the page, in every language: read whole, every part with its words, nothing told that is too small ---
PARTS = "title picture models lists left_out referrals without_list merged held_out matching top rests also".split()
browser = pages_test.sign_in(world.server.port, "kom")
for path in sorted((PACK / "pages").glob("*.yaml")):
    words = yaml.safe_load(path.read_text())["words"]
    browser.ask("GET", f"/estimate?from={FROM}&until={UNTIL}&by=sex&lang={path.stem}")
    shown = " ".join(browser.page.text().split())
    missing = [k for k in PARTS if " ".join(words["estimate." + k].split()) not in shown]
    checks.that(browser.status == 200 and not missing and not browser.page.faults and not re.search(r"estimate\.[a-z]", shown), f"the page in {path.stem}: {browser.status} without {missing} {browser.page.faults}")
    checks.that(words["estimate.verdict." + said["verdict"]] in shown, f"the verdict in {path.stem}")
    checks.that(any(words["estimate.interval." + k] in shown for k in ("draws", "bca")) and "resamples" not in shown.replace(words["estimate.reason.dropped"], "") or path.stem in ("en", "pcm"),
                f"how the range is made, in {path.stem}")
    browser.ask("GET", f"/estimate?from={FROM}&until=2007-01-31&lang={path.stem}")
    shown = " ".join(browser.page.text().split())
    checks.that(words["estimate.reason.no-list"] in shown and "list of presumed victims may be used" not in shown.replace(words["estimate.reason.no-list"], ""), f"why there is no estimate, in {path.stem}")
browser.ask("GET", f"/estimate?from={FROM}&until={UNTIL}&lang=en")
shown = browser.page.text()
checks.that(f"fewer than {SMALL}" in shown or all(n == 0 or n >= SMALL for n in list(world.recounted()["pairs"].values()) + list(world.recounted()["left_out"].values())), "the page tells a small number")
checks.that(said["data_sha256"] in shown and "presumed victims" in shown, "the page says not what it rests on")
checks.that("existence code 0" in shown and "Shown are" in shown and f"to the nearest {SMALL}" in shown and "Wald" in shown, f"what the numbers are: {shown}")
here = f"/estimate?from={FROM}&until={UNTIL}"
for form, begins in (("svg", "<svg"), ("html", "<!doctype html>"), ("json", "{")):
    checks.that(f"as={form}" in browser.raw, f"no link to the {form}")
    browser.ask("GET", here + f"&as={form}")
    checks.that(browser.status == 200 and browser.raw.startswith(begins), f"the {form}: {browser.status} {browser.raw[:100]}")
    browser.ask("GET", here + "&lang=en")
browser.ask("GET", here + "&method=latent&lang=en")
checks.that(browser.status == 200 and "R-hat" in browser.page.text(), f"another method on the page: {browser.status}")
for wrong in ("&from=2007-01-01", "&color=red", "&by=", "&method=guess"):
    browser.ask("GET", here + wrong)
    checks.that(browser.status == 400, f"{wrong}: {browser.status}")
browser.ask("GET", "/estimate")
checks.that(browser.status == 200, f"the page of the last year: {browser.status}")
other = pages_test.sign_in(world.server.port, "rosa")
other.ask("GET", "/estimate")
checks.that(other.status == 403, f"rosa opens the page: {other.status}")

# --- the command line, through the server that holds the folder and without it ---
def command(*more):
    return subprocess.run([SORIA, "estimate", "--ledger", "--from", FROM, "--until", UNTIL, "--bootstrap", "200", "--matchings", "0", "--data", str(world.server.folder), *more],
                          capture_output=True, text=True, timeout=120)


through = command("--format", "json")
checks.that(through.returncode == 0 and json.loads(through.stdout) == said, f"the command line says something else: {through.stdout[:300]} {through.stderr}")
checks.that(command("--strata", "sex").returncode == 2 and command("lists.csv").returncode == 2 and command("--as", "rosa").returncode == 1, "the command line takes what does not go together")

world.server.stop()
alone = command("--format", "json")
checks.that(alone.returncode == 0 and json.loads(alone.stdout) == said, f"without a server: {alone.stdout[:300]} {alone.stderr}")
checks.that(command().stdout == text and command("--page", "svg").stdout == svg and "<h1>" in command("--page", "html").stdout, "the command's print, page or picture is another")

# --- most overlaps made by referrals: no estimate is to be cited ---
world = World()
for i in range(60):
    agency = ["rosa", "labour-inspection"][i % 2]
    report, person = world.report(agency, particulars())
    case = world.open(report, person)
    if i % 3 == 0:
        world.refer(case, "oslo-police")
said = world.asked().json()
counted = world.recounted()
equal(said, counted, "referred")
checks.that(counted["by_referral"] == counted["overlapping"] > 0, f"not every overlap came by a referral: {counted}")
checks.that(said["verdict"] == "none" and any("referral" in r for r in said["reasons"] + [said["referrals"].get("why_not", "")]), f"referrals made the overlaps, and: {said['verdict']} {said['reasons']}")
checks.that(said["referrals"]["without"] is None, f"an estimate without any overlap: {said['referrals']}")
checks.end()
