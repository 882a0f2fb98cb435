#!/usr/bin/python3
"""A pack that changes in the middle of a case, and an agency that is closed with open referrals."""
import json, os, pathlib, shutil, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[1]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
checks = 0
failed = []


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        failed.append(what)


class Folder:
    def __init__(self, path):
        self.path = str(path)

    def run(self, *args, user=None):
        r = subprocess.run([soria, *map(str, args), *(["--as", user] if user else []), "--data", self.path, "--format", "json"], capture_output=True, text=True, timeout=300)
        text = r.stdout.strip() or r.stderr.strip()
        return r.returncode, json.loads(text) if text.startswith("{") else {"text": text}

    def must(self, *args, user=None):
        code, a = self.run(*args, user=user)
        if code:
            sys.exit(f"{args}: {a}")
        return a

    def do(self, user, command, **fields):
        return self.run("do", command, "--json", json.dumps(fields), user=user)

    def did(self, user, command, **fields):
        code, a = self.do(user, command, **fields)
        if code:
            sys.exit(f"{command} by {user}: {a}")
        return a


def presumed(f, day):
    f.must("day", day) if f.must("desk", user="rosa")["today"] != day else None
    person = {"gender": "woman", "age": "adult", "citizenship_group": "unknown"}
    report = f.did("rosa", "receive-report", channel="self", region="oslo", form="prostitution", seen="Made up.", people=[person])["report"]
    case = f.did("rosa", "open-case", report=report, audience="women")["case"]
    f.did("rosa", "record-finding", case=case, finding="presumed")
    f.did("rosa", "give-consent", case=case, to="udi", purpose="residence", classes=["status"], language="en", words="Made up.")
    return case


def edited(source, to, edits):
    shutil.copytree(source, to)
    for file, before, after in edits:
        p = to / file
        text = p.read_text()
        if before not in text:
            sys.exit(f"{file} does not have: {before}")
        p.write_text(text.replace(before, after, 1))
    return to


def clock_of(f, case):
    return f.must("law", "explain", case, user="rosa")["clocks"][0]


def main():
    pack = root / "packs" / "norway-2006"
    version = ("pack.yaml", 'version: "1"', 'version: "2"')
    shorter = ("law/residence.yaml", """        valid: { from: 2006-12-01, dated_by: assumption }
        basis: { source: plan, where: "measure 7", lines: [1106, 1108], note: { nb: "midlertidig oppholds- og arbeidstillatelse", en: "temporary residence and work permit" } }
""", """        valid: { from: 2006-12-01, until: 2007-03-01, dated_by: assumption }
        basis: { source: plan, where: "measure 7", lines: [1106, 1108], note: { nb: "midlertidig oppholds- og arbeidstillatelse", en: "temporary residence and work permit" } }
      - max: P4M
        standing: assumption
        valid: { from: 2007-03-01, dated_by: assumption }
        basis: { source: assumption, note: { nb: "bare for denne prøven", en: "for this test only" } }
""")
    closed = ("agencies.yaml", 'kind: health, parent: pro-centre, city: Oslo,', 'kind: health, parent: pro-centre, city: Oslo, until: 2007-02-28, successor: pro-centre,')
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        f = Folder(tmp / "data")
        f.must("init", "--pack", pack, "--kind", "trial", "--day", "2007-02-05")
        first = presumed(f, "2007-02-05")
        ends = f.did("udi", "grant-reflection-period", case=first, **{"from": "2007-02-05"})["ends"]
        check(ends == "2007-08-05", f"the first clock ends {ends}")
        f.did("rosa", "give-consent", case=first, to="clinic", purpose="assistance", classes=["identity"], language="en", words="Made up.")
        f.did("rosa", "offer-referral", case=first, to="clinic", service="psychosocial", parts=["identity"])
        f.did("rosa", "order-service", case=first, service="health-care", provider="clinic")
        led = f.did("clinic", "receive-report", channel="self", region="oslo", form="prostitution", seen="Made up.", people=[{"gender": "woman", "age": "adult", "citizenship_group": "unknown"}])
        led = f.did("rosa", "open-case", report=led["report"], audience="women")["case"]
        f.did("rosa", "join-team", case=led, agency="clinic")
        f.did("rosa", "hand-over-lead", case=led, to="clinic")
        f.did("clinic", "record-threat", case=led, feared="Somebody.", what="Made up.", family_at_risk=False)

        # What may not be adopted says why, and changes nothing.
        events = f.must("audit", "verify")["events"]
        gone = edited(pack, tmp / "gone", [version, ("codes.yaml", '      - { id: full, name: { nb: "fullt", en: "full" } }\n', "")])
        other = edited(pack, tmp / "other", [("pack.yaml", "id: norway-2006", "id: norway-2007")])
        faulty = edited(pack, tmp / "faulty", [("pack.yaml", "zone: Europe/Oslo", "zone: Europe/Osl")])
        no_successor = edited(pack, tmp / "no-successor", [version, ("agencies.yaml", 'kind: health, parent: pro-centre, city: Oslo,', 'kind: health, parent: pro-centre, city: Oslo, until: 2007-02-28,')])
        for dir_, words in ((pack, "follows this edition already"), (gone, "code decline-reason full"), (other, "norway-2007"), (faulty, "zone"), (no_successor, "successor"), (tmp / "nowhere", "nowhere")):
            code, a = f.run("pack", "adopt", dir_)
            check(code == 1 and words in json.dumps(a), f"adopting {dir_.name}: {a}")
        check(f.must("audit", "verify")["events"] == events, "a refused edition was recorded")

        edition = edited(pack, tmp / "edition", [version, shorter, closed])
        a = f.must("pack", "adopt", edition)
        check((a["version"], a["before"]) == ("2", "1"), f"adopted: {a}")
        code, a = f.run("pack", "adopt", edition)
        check(code == 1 and "already" in json.dumps(a), f"adopted twice: {a}")

        # What was granted keeps its end and its rule; what is granted from now on is judged by the law of its day.
        c = clock_of(f, first)
        check(c["ends"] == "2007-08-05" and c["rule"] == "reflection-period@measure 7", f"the first clock: {c}")
        second = presumed(f, "2007-02-28")
        check(f.did("udi", "grant-reflection-period", case=second, **{"from": "2007-02-28"})["ends"] == "2007-08-28", "the day before the change")
        check(f.do("clinic", "accept-referral", case=first, referral=1)[0] == 0, "an agency works on its last day")
        third = presumed(f, "2007-03-01")
        code, a = f.do("udi", "grant-reflection-period", case=third, **{"from": "2007-03-01", "until": "2007-08-01"})
        check(code == 1 and a.get("rule") == "reflection-period@assumption" and "2007-07-01" in json.dumps(a), f"longer than the new rule: {a}")
        check(f.did("udi", "grant-reflection-period", case=third, **{"from": "2007-03-01"})["ends"] == "2007-07-01", "by the new rule")
        c = clock_of(f, first)
        check(c["ends"] == "2007-08-05" and c["state"] == "running", f"the first clock after the change: {c}")

        # The clinic is closed: its referral and its order came back, its case goes on with the successor.
        case = f.must("case", first, user="rosa")
        check([r["state"] for r in case["referrals"]] == ["withdrawn"], f"referrals: {case['referrals']}")
        check([(o["state"], o["reason"]) for o in case["orders"]] == [("declined", "closed")], f"orders: {case['orders']}")
        duties = [d for d in f.must("desk", user="rosa")["duties"] if d["for"] == first]
        check([(d["duty"], d["due"]) for d in duties if d["duty"] == "work-returned"] == [("work-returned", "2007-03-08")], f"duties: {duties}")
        check(f.must("case", led, user="pro-centre")["lead"] == "pro-centre", "the successor leads")
        check("clinic" not in f.must("case", led, user="pro-centre")["team"], "the closed agency is on the team")
        owed = [(d["duty"], d["state"]) for d in f.must("desk", user="pro-centre")["duties"] if d["for"] == led]
        check(owed == [("housing-after-threat", "overdue")], f"what the closed agency owed is the successor's: {owed}")
        code, a = f.run("cases", user="clinic")
        check(code == 1 and "agency-closed" in json.dumps(a), f"a user of the closed agency: {a}")
        for command, fields in (("offer-referral", {"to": "clinic", "service": "psychosocial", "parts": ["identity"]}), ("order-service", {"service": "health-care", "provider": "clinic"}),
                                ("join-team", {"agency": "clinic"}), ("hand-over-lead", {"to": "clinic"})):
            code, a = f.do("rosa", command, case=first, **fields)
            check(code == 1 and a.get("rule") == "agency-closed" and "pro-centre" in a.get("change", "") + json.dumps(a), f"{command} to a closed agency: {a}")
        check(f.do("rosa", "withdraw-consent", case=first, to="clinic", purpose="assistance")[0] == 0, "a consent to a closed agency can be withdrawn")
        check(f.do("rosa", "offer-referral", case=first, to="pro-centre", service="psychosocial", parts=[])[0] == 0, "the referral is offered to the successor")
        check(not [d for d in f.must("desk", user="rosa")["duties"] if d["for"] == first and d["duty"] == "work-returned"], "the duty is done")
        before = f.must("audit", "verify")["events"]
        f.must("day", "2007-03-02")
        verified = f.must("audit", "verify")
        check(verified["events"] - before <= 2, f"a second day closes nothing again: {verified['events'] - before}")
        check(verified["faults"] == [], f"faults: {verified['faults']}")
        code, a = f.run("rebuild")
        check(code == 0 and not a.get("changed"), f"rebuilt: {a}")
    for x in failed:
        print("  " + x)
    print(f"  pack change: {checks} checks, {len(failed)} failed")
    return 1 if failed else 0


sys.exit(main())
