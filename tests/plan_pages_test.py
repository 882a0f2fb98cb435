#!/usr/bin/env python3
"""The pages of the plan without a browser: every link from the plan at a glance down to the work, each page read by a strict reader.

Usage: tests/plan_pages_test.py   (SORIA_BUILD: the folder with the program, else build)
"""
import collections
import pathlib
import subprocess
import tempfile

import pages_test as pages
from pages_test import ROOT, SORIA, hold, sign_in


def the_plan(port):
    """The plan at a glance, a measure, reports and returns with their files, the page behind a figure, and the work: no dead link among them."""
    kom = sign_in(port, "kom")
    seen, waiting, files = set(), ["/plan", "/plan/1", "/plan/3", "/plan/10", "/plan/29", "/plan/reports", "/plan/work"], 0
    kinds = collections.Counter()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        kom.ask("GET", path)
        hold(f"{path}: opens ({kom.status})", kom.status == 200)
        if path.split("?")[0].endswith("/csv"):
            files += 1
            hold(f"{path} is a file", kom.headers["content-type"].startswith("text/csv") and "attachment" in kom.headers["content-disposition"])
            continue
        for link in kom.page.links:
            kind = "csv" if link.split("?")[0].endswith("/csv") else next((k for k in ("/plan/figures/", "/plan/ministries/", "/plan/returns/", "/plan/annual", "/plan/reports", "/plan/work/", "/plan/work?", "/plan/") if link.startswith(k)), None)
            if kind and "lang=" not in link and link not in seen and kinds[kind] < 12:
                kinds[kind] += 1
                waiting.append(link)
    hold(f"every kind of page was linked: {kinds}", all(kinds[k] for k in ("/plan/figures/", "/plan/ministries/", "/plan/returns/", "/plan/annual", "/plan/work/")) and files > 3)
    kom.ask("GET", "/plan")
    for there in ("At a glance", "Where it stands still", "22 500 000"):
        hold(f"the plan is drawn: {there}", there in kom.page.text())
    hold("with squares and bars", {"square-success", "square-neutral", "plot-bar"} <= kom.page.classes)
    kom.ask("GET", "/plan/1")
    hold("a measure shows its money and its work", all(w in kom.page.text() for w in ("Money by year", "90 000 000", "The work on the measures", "Made up")))
    kom.ask("GET", "/plan/annual?year=2008")
    hold("a report says which figure it is and how sure", all(w in kom.page.text() for w in ("Under follow-up", "not unduplicated", "cannot be answered", "95 %")))
    kom.ask("GET", "/plan/annual?year=1")
    hold("a year is a year", kom.status == 400)
    kom.ask("GET", "/plan/work?measure=1&kind=project")
    hold("work can be asked for by measure and kind", "Made up: a project" in kom.page.text())
    rosa, pu = sign_in(port, "rosa"), sign_in(port, "pu")
    rosa.ask("GET", "/plan/figures/reports-received")
    hold("behind a figure stand the cases that one may know of", rosa.status == 200 and any(l.startswith("/cases/") for l in rosa.page.links))
    for path in ("/plan/figures/reports-received", "/plan/annual", "/plan/annual/csv"):
        pu.ask("GET", path)
        hold(f"{path}: not for immigration control", pu.status == 403)


def main():
    with tempfile.TemporaryDirectory(prefix="soria-plan-pages-") as t:
        folder = pathlib.Path(t) / "data"
        for args in (["init", "--pack", "packs/norway-2006"], ["demo", "--seed", "3", "--cases", "10"]):
            subprocess.run([SORIA, *args, "--data", folder], cwd=ROOT, check=True, capture_output=True)
        server = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", folder], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            the_plan(int(server.stdout.readline().split("127.0.0.1:")[1].split()[0]))
        finally:
            server.terminate()
            server.wait(30)
        print(f"pages of the plan: {pages.checks} checks hold")


if __name__ == "__main__":
    main()
