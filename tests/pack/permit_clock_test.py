#!/usr/bin/env python3
"""A permit starts the clock that is called after it, and no other: asylum for three years runs out in three years."""
import json
import os
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SORIA = ROOT / os.environ.get("SORIA_BUILD", "build") / "soria"


def soria(data, *args, user="rosa"):
    p = subprocess.run([SORIA, "--data", data, "--format", "json", *args, "--as", user], capture_output=True, text=True, timeout=120)
    if p.returncode:
        raise SystemExit(f"soria {' '.join(args)}: {p.stdout}{p.stderr}")
    return json.loads(p.stdout)


def case(data):
    report = soria(data, "do", "receive-report", "channel=agency", "region=oslo", "form=prostitution", "seen=made up",
                   'people=[{"gender":"woman","age":"24-26","citizenship_group":"other"}]')["report"]
    code = soria(data, "do", "open-case", f"report={report}", "audience=women")["case"]
    soria(data, "do", "record-finding", f"case={code}", "finding=presumed")
    for agency in ("udi", "oslo-police"):
        soria(data, "do", "join-team", f"case={code}", f"agency={agency}")
    return code


def clocks(data, code):
    return [(c["clock"], c["from"], c["ends"]) for c in soria(data, "law", "explain", code)["clocks"]]


with tempfile.TemporaryDirectory() as folder:
    data = os.path.join(folder, "data")
    subprocess.run([SORIA, "--data", data, "init", "--pack", ROOT / "packs/norway-2006", "--kind", "trial", "--day", "2007-02-01"], check=True, capture_output=True)
    asylum = case(data)
    soria(data, "do", "grant-permit", f"case={asylum}", "permit=asylum", "from=2007-02-01", "until=2010-02-01", user="udi")
    assert clocks(data, asylum) == [], clocks(data, asylum)
    year = case(data)
    soria(data, "do", "record-breaking-away", f"case={year}")
    soria(data, "do", "record-investigation", f"case={year}", user="oslo-police")
    soria(data, "do", "grant-permit", f"case={year}", "permit=one-year-permit", "from=2007-02-01", user="udi")
    assert clocks(data, year) == [("one-year-permit", "2007-02-01", "2008-02-01")], clocks(data, year)
print("asylum starts no clock, a one-year permit its own")
