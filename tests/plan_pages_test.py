#!/usr/bin/env python3
"""The pages of the plan without a browser: every link from the plan at a glance down to the work, each page read by a strict reader.

Usage: tests/plan_pages_test.py   (SORIA_BUILD: the folder with the program, else build)
"""
import collections
import pathlib
import re
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
    hold("with squares and bars", {"square-continuing", "square-not-begun", "plot-bar", "legend"} <= kom.page.classes)
    kom.ask("GET", "/plan/5")
    hold("contacts are told by quarter and city", "By quarter, " in kom.page.text() and "2006 Q1" in kom.page.text())
    kom.ask("GET", "/plan/1")
    hold("a measure shows its money and its work", all(w in kom.page.text() for w in ("Money by year", "90 000 000", "The work on the measures", "Made up")))
    for path in ("/plan/7", "/plan/19"):
        kom.ask("GET", path)
        tried = re.search(r"Of the ([\d ]+) periods that were granted, ([\d ]+) would have been shorter, ([\d ]+) longer and ([\d ]+) the same; days in all: (-?[\d ]+)",
                          kom.page.text())
        hold(f"{path}: all of them were looked at", tried and int(tried[1]) == int(tried[2]) + int(tried[3]) + int(tried[4]))
        hold(f"{path}: the earlier law is tried on past cases, and shortens them", tried and int(tried[2]) > 0 and int(tried[5].replace(" ", "")) < 0 and "binds nobody" in kom.page.text())
        kom.ask("GET", f"{path}?as-of=2008-01-01")
        hold(f"{path}: as the cases stand today, not as of another day", kom.status == 200 and "would have been shorter" not in kom.page.text())
    kom.ask("GET", "/plan/24")
    hold("and beside no other measure", "would have been shorter" not in kom.page.text())
    kom.ask("GET", "/plan/19")
    hold("provisions compared stand on their measure, by how far they have come", all(w in kom.page.text() for w in ("rovision of another country's law", "Provisions compared"))
         and any(c in kom.page.text() for c in ("Sweden", "Denmark", "Finland", "Iceland")))
    kom.ask("GET", "/plan/annual?year=2008")
    hold("a report says which figure it is and how sure", all(w in kom.page.text() for w in ("Under follow-up", "not unduplicated", "cannot be answered", "95 %")))
    kom.ask("GET", "/plan/annual?year=1")
    hold("a year is a year", kom.status == 400)
    kom.ask("GET", "/plan/work?measure=1&kind=project")
    hold("work can be asked for by measure and kind", "project" in kom.page.text() and len([l for l in kom.page.links if l.startswith("/plan/work/")]) > 3)
    rosa, pu = sign_in(port, "rosa"), sign_in(port, "pu")
    rosa.ask("GET", "/plan/figures/reports-received")
    hold("behind a figure stand the cases that one may know of", rosa.status == 200 and any(l.startswith("/cases/") for l in rosa.page.links))
    for path in ("/plan/figures/reports-received", "/plan/annual", "/plan/annual/csv"):
        pu.ask("GET", path)
        hold(f"{path}: not for immigration control", pu.status == 403)


def acts(port):
    """From a page of the plan to a form with what is known filled in, through it to the work, and on from there; nobody is offered what is not theirs."""
    justice, kom, rosa = sign_in(port, "justice-ministry"), sign_in(port, "kom"), sign_in(port, "rosa")
    justice.ask("GET", "/")
    hold("a ministry's desk leads to the plan and to what it owes", {"/plan", "/plan/ministries/justice-ministry"} <= set(justice.page.links))
    for path in ("/plan", "/plan/24", "/plan/work"):
        justice.ask("GET", path)
        hold(f"{path} offers a ministry its acts", any(l.startswith("/do/set-milestone") for l in justice.page.links))
        rosa.ask("GET", path)
        hold(f"{path} offers nobody else a ministry's", not any(l.startswith("/do/set-milestone") for l in rosa.page.links))
    justice.ask("GET", "/plan/24")
    hold("with the measure filled in", "/do/set-milestone?measure=m24" in justice.page.links and "/do/publish-conclusion?measure=m24" in justice.page.links)
    justice.ask("GET", "/plan/1")
    hold("and not of another ministry's measure", not any(l.startswith("/do/set-milestone") for l in justice.page.links))
    justice.ask("GET", "/plan/28")
    hold("a measure that promises work has no conclusion to publish", not any(l.startswith("/do/publish-conclusion") for l in justice.page.links))
    opened = 0
    for path in ("/plan/24", "/plan/28", "/plan/work"):
        justice.ask("GET", path)
        for link in [l for l in justice.page.links if l.startswith("/do/")]:
            justice.ask("GET", link)
            hold(f"{link} opens", justice.status == 200)
            opened += 1
    hold("forms were offered", opened > 20)
    today = justice_day(justice)
    justice.do("/do/set-milestone?measure=m24", title="Made up: the review is read", due=today)
    hold(f"sent, one comes to the work ({justice.path})", justice.path.startswith("/plan/work/"))
    work = justice.path
    justice.ask("GET", "/")
    hold("what is due soon is on the desk", work.split("?")[0] in justice.page.links and "the review is read" in justice.page.text())
    justice.ask("GET", "/plan/24")
    hold("and comes next in its measure", "What comes next" in justice.page.text() and "the review is read" in justice.page.text())
    justice.ask("GET", work)
    reach = [l for l in justice.page.links if l.startswith("/do/reach-milestone?milestone=")]
    hold("the work offers what goes on with it", len(reach) == 1)
    rosa.ask("GET", work)
    hold("to those who may", not any(l.startswith("/do/") for l in rosa.page.links))
    justice.do(reach[0], evidence="Made up: a letter")
    hold("and one is back at it", justice.path.split("?")[0] == work.split("?")[0])
    hold("and nothing when it is done", not any(l.startswith("/do/") for l in justice.page.links) and "reached" in justice.page.text())
    justice.ask("GET", "/plan/18")
    hold("nothing planned is said, and who may plan", "Nothing is planned here" in justice.page.text() and "Justice" in justice.page.text())
    kom.ask("GET", "/plan")
    hold("contradicting titles stand beside each other", " / " in kom.page.text() and kom.page.text().count("Coordination Unit") >= 1)
    for kind in ("treaty", "dialogue", "deployment", "update", "guideline", "release", "inspection", "conduct", "comparison", "project"):
        kom.ask("GET", f"/plan/work?kind={kind}")
        hold(f"work of the kind {kind} has its own list", kom.status == 200 and any(l.startswith("/plan/work/") for l in kom.page.links))
    kom.ask("GET", "/plan/work?kind=nothing")
    hold("what is no kind is refused with the kinds there are", kom.status == 400 and "dialogue" in kom.page.text())
    kom.ask("GET", "/plan/work?kind=treaty")
    hold("a step says its country and which it is", "Step of a treaty: signed" in kom.page.text() or "step of a treaty: signed" in kom.page.text())
    kom.ask("GET", "/plan/annual?year=2005")
    hold("no report of a year before the plan", kom.status == 400)
    kom.ask("GET", "/plan/returns/greta?year=2008")
    hold("groups say by what", any(w in kom.page.text() for w in ("Age: ", "Gender: ")))


def justice_day(who):
    who.ask("GET", "/plan")
    months = "January February March April May June July August September October November December".split()
    day, month, year = re.search(r"on (\d+) (\w+) (\d{4})", who.page.text()).groups()
    return f"{year}-{months.index(month) + 1:02}-{int(day):02}"


def main():
    with tempfile.TemporaryDirectory(prefix="soria-plan-pages-") as t:
        folder = pathlib.Path(t) / "data"
        for args in (["init", "--pack", "packs/norway-2006"], ["demo", "--seed", "3", "--cases", "10"]):
            subprocess.run([SORIA, *args, "--data", folder], cwd=ROOT, check=True, capture_output=True)
        server = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", folder], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            port = int(server.stdout.readline().split("127.0.0.1:")[1].split()[0])
            the_plan(port)
            acts(port)
        finally:
            server.terminate()
            server.wait(30)
        print(f"pages of the plan: {pages.checks} checks hold")


if __name__ == "__main__":
    main()
