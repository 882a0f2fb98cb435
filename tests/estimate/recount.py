"""The lists of presumed victims in a backup, counted again by plain reading: what lies in its tables is read by docs/format/ledger.md
(tests/verifier/ledger_format.py), and the rules are those that docs/guide/prevalence.md tells in words. Not a line of the program's."""
import collections
import datetime
import hashlib
import os
import pathlib
import sqlite3
import sys
import zoneinfo

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "verifier"))
from ledger_format import HAPPENED, additional, event_of, types_of, unseal, unwrap, value  # noqa: E402


def events_of(folder, keys):
    """Every event with its number, name, stream's id, day recorded, span of days it happened in, and fields, sealed ones opened."""
    types = types_of(ROOT / "docs" / "format" / "events.md")
    zone = zoneinfo.ZoneInfo("Europe/Oslo")
    db, vault = (sqlite3.connect(f"file:{p}?mode=ro", uri=True) for p in (os.path.join(folder, "soria.db"), os.path.join(keys, "keys.db")))
    ledger = db.execute("SELECT bytes FROM meta WHERE name = 'ledger'").fetchone()[0]
    master = pathlib.Path(keys, "master.key").read_bytes()
    epochs = {n: unwrap(master, wrapped, b"epoch") for n, wrapped in vault.execute("SELECT epoch, wrapped FROM epochs")}
    of_owner = {owner: unwrap(epochs[epoch], wrapped, owner) for owner, epoch, wrapped in vault.execute("SELECT owner, epoch, wrapped FROM keys")}
    for number, body in db.execute("SELECT number, body FROM events ORDER BY number"):
        e = event_of(body)
        t = types[e.type, e.type_version]
        fields = {t.fields[n].name: value(t.fields[n].type, data) for n, data in e.clear.items()}
        day = datetime.datetime.fromtimestamp(e.at / 1e6, zone).date()
        span = (day, day)
        for s in e.sealed:
            if s.owner not in of_owner:
                continue
            plain = unseal(of_owner[s.owner], s.nonce, s.ciphertext, additional(ledger, e, s))
            if s.number == 0:
                span = days_of(value(HAPPENED.type, plain))
            else:
                fields[t.fields[s.number].name] = value(t.fields[s.number].type, plain)
        yield number, t.name, e.stream[1:], day, span, fields


def days_of(happened):
    """The first and the last day of a day, a month or a year."""
    parts = list(happened)
    first = datetime.date(*(parts + [1, 1])[:3])
    if len(parts) == 3:
        return first, first
    after = datetime.date(first.year + 1, 1, 1) if len(parts) == 1 or first.month == 12 else datetime.date(first.year, first.month + 1, 1)
    return first, after - datetime.timedelta(1)


def recount(folder, keys, begin, end, agencies, entering, least, by=None, each="agency"):
    """`agencies`: agency -> kind. `entering`: kinds with a legal basis. The table as text with its SHA-256, sizes, pairs, who is left out."""
    begin, end = (datetime.date.fromisoformat(d) for d in (begin, end))
    name_of = (lambda a: agencies[a]) if each == "kind" else (lambda a: a)
    named, findings, people, reports, cases, offers, accepted, merged, pairs, erased = [], [], {}, {}, {}, {}, [], set(), {}, set()
    for n, event, stream, day, span, f in events_of(folder, keys):
        if event == "ReportReceived":
            reports[stream] = (f["agency"], n, f["form"])
            named += [(p, f["agency"], n, span, stream) for p in f.get("people", [])]
        elif event == "PersonAdded" and "person" in f:
            named.append((f["person"], f["agency"], n, span, stream))
        elif event == "PersonRegistered":
            people[stream] = (n, f["gender"], f["age_band"])
        elif event == "FindingRecorded":
            findings.append((stream, f["agency"], f["finding"] in ("presumed", "identified"), n, span))
        elif event == "CaseOpened":
            cases[stream] = (f.get("person"), f["lead"], f.get("report"), span, n)
        elif event == "ReferralOffered":
            offers[stream, f["referral"]] = (f["from"], f["to"], n)
        elif event == "ReferralAccepted":
            accepted.append((stream, f["referral"], n, span))
        elif event == "MatchProposed" and "first" in f and "second" in f:
            pairs[stream] = (f["first"], f["second"])
        elif event == "PersonsMerged":
            merged.add(stream)
        elif event == "MergeUndone":
            merged.discard(stream)
        elif event == "SubjectErased":
            erased.add(stream)
    # Who is one: everybody starts alone, and every merge that stands joins two sets.
    being = {p: {p} for p in people if p not in erased}
    for match in merged:
        a, b = (being.get(p) for p in pairs.get(match, (None, None)))
        if a and b and a is not b:
            a |= b
            for p in b:
                being[p] = a
    one = {p: min(s) for p, s in being.items()}
    own, brought, on, last = {}, {}, {}, {}
    presumed, form = set(), {}

    def earliest(book, who, lst, n):
        book[who, lst] = min(n, book.get((who, lst), n))

    def capture(who, lst, n, span):
        if begin <= span[0] and span[1] <= end:
            earliest(on, who, lst, n)
    for p, agency, n, span, report in named:
        if p in one:
            earliest(own, one[p], name_of(agency), n)
            capture(one[p], name_of(agency), n, span)
            if n < form.get(one[p], (n + 1,))[0]:
                form[one[p]] = (n, reports[report][2])
    for p, agency, yes, n, span in findings:
        if p in one and span[0] <= end:
            lst = name_of(agency)
            if yes:
                presumed.add(one[p])
                capture(one[p], lst, n, span)
            last[one[p], lst] = max((n, yes), last.get((one[p], lst), (0, yes)))
    for p, lead, report, span, n in cases.values():
        if p in one and report in reports and name_of(reports[report][0]) != name_of(lead):
            earliest(brought, one[p], name_of(lead), reports[report][1])
            capture(one[p], name_of(lead), n, span)
    for (case, _), (giver, taker, n) in offers.items():
        if cases[case][0] in one and name_of(giver) != name_of(taker):
            earliest(brought, one[cases[case][0]], name_of(taker), n)
    for case, referral, n, span in accepted:
        giver, taker, _ = offers[case, referral]
        if cases[case][0] in one and name_of(giver) != name_of(taker):
            capture(one[cases[case][0]], name_of(taker), n, span)
    on = {(w, l): n for (w, l), n in on.items() if w in presumed and last.get((w, l), (0, True))[1]}
    sizes = collections.Counter(l for _, l in on)
    kind_of = (lambda l: l) if each == "kind" else (lambda l: agencies[l])
    lists = sorted(l for l in sizes if kind_of(l) in entering and sizes[l] >= least)
    rows, table = collections.Counter(), ""
    for who in {w for w, _ in on}:
        captured = {l: n for (w, l), n in on.items() if w == who and l in lists}
        if not captured:
            continue
        by_referral = {l for l in captured if (who, l) not in own or brought.get((who, l), 1 << 62) <= own[who, l]}
        if len(by_referral) == len(captured):
            by_referral.discard(min(captured, key=captured.get))
        first = min((people[p] for p, w in one.items() if w == who))
        group = {"sex": first[1], "age": first[2], "form": form.get(who, (0, "unknown"))[1]}.get(by, "")
        rows[sum((l in captured) << i for i, l in enumerate(lists)), sum((l in by_referral) << i for i, l in enumerate(lists)), f"{by}={group}" if by else ""] += 1
    table = ",".join(lists + (["group"] if by else []) + ["referred", "count"]) + "\n"
    for (mask, referred, group), n in sorted(rows.items()):
        cells = [str(mask >> i & 1) for i in range(len(lists))] + ([f'"{group}"'] if by else [])
        table += ",".join(cells + ["+".join(l for i, l in enumerate(lists) if referred >> i & 1) or "0", str(n)]) + "\n"
    both = {(a, b): sum(n for (mask, _, _), n in rows.items() if mask >> i & 1 and mask >> j & 1) for i, a in enumerate(lists) for j, b in enumerate(lists) if i < j}
    overlapping = sum(n for (mask, _, _), n in rows.items() if bin(mask).count("1") > 1)
    made = sum(n for (mask, referred, _), n in rows.items() if bin(mask).count("1") > 1 and bin(mask & ~referred).count("1") == 1)
    return {"table": table, "sha256": hashlib.sha256(table.encode()).hexdigest(), "sizes": {l: sizes[l] for l in lists}, "pairs": both, "known": sum(rows.values()),
            "left_out": {l: sizes[l] for l in sizes if l not in lists}, "overlapping": overlapping, "by_referral": made}

