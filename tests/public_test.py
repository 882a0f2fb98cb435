#!/usr/bin/env python3
"""What nobody signs in for: the card in every language, a report of the public, a letter checked; and the main pages in every language.

Usage: tests/public_test.py   (SORIA_BUILD: the folder with the program, else build)
"""
import collections
import html.parser
import http.client
import json
import pathlib
import re
import subprocess
import tempfile

import yaml

import pages_test as pages
from pages_test import ROOT, SORIA, Browser, hold

PACK = ROOT / "packs" / "norway-2006"
CATALOGUES = {p.stem: yaml.safe_load(p.read_text()) for p in sorted((PACK / "pages").glob("*.yaml"))}
WORDS = {l: c["words"] for l, c in CATALOGUES.items()}
PACK_SPEAKS = {"nb", "en"}
OTHER_SCRIPT = {"ar", "bg", "ru", "th", "uk"}
# Names, codes and units that are written so in every language.
SAME = re.compile(r"Soria|Shift|[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]|tokens|EEA|EU|CSV|Demo|Made [uU]p.*")
WHOLE_PAGE_BYTES = 50_000


class Said(html.parser.HTMLParser):
    """The texts of a page, each with the language it is said to be in, and the page's own language and direction."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.language, self.direction, self.texts, self.labels, self.open, self.assets, self.tag = None, None, [], [], [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        self.tag = tag
        if tag == "html":
            self.language, self.direction = a.get("lang"), a.get("dir")
        if tag in ("link", "script") and (a.get("href") or a.get("src", "")).startswith("/assets/"):
            self.assets.append(a.get("href") or a["src"])
        if tag not in pages.VOID:
            self.open.append(a.get("lang") or (self.open[-1] if self.open else None))
        if "aria-label" in a:
            self.labels.append((self.open[-1], a["aria-label"]))

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        if data.strip() and self.tag != "title":      # which has one language for all that it names
            self.texts.append((self.open[-1] if self.open else None, data))


def fetch(port, path, headers=None, method="GET", body=None):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    c.request(method, path, body, headers or {})
    r = c.getresponse()
    return r.status, {k.lower(): v for k, v in r.getheaders()}, r.read()


def fits(b, path, language):
    """A page in its language, with every word of it there."""
    said = Said(b.text)
    hold(f"{path} says that it is {language}", said.language == language and b.headers["content-language"] == language)
    hold(f"{path}: direction", said.direction == ("rtl" if language == "ar" else "ltr"))
    everything = " ".join(t for _, t in said.texts)
    keys = [k for k in re.findall(r"[a-z]+(?:[._-][a-z_-]+)+", everything) if k in WORDS["en"]]
    hold(f"{path}: keys without words {keys[:3]}", not keys)
    hold(f"{path}: {{placeholders}} are filled in", not re.search(r"\{[a-z]+\}", everything))
    said_once = everything.count(WORDS[language]["shell.pack_in_english"])
    hold(f"{path} says once that the country's texts are in English", said_once == (language not in PACK_SPEAKS))
    if language in OTHER_SCRIPT:
        stray = [t.strip() for l, t in said.texts if l == language and re.search(r"[A-Za-z]{3,}", SAME.sub("", t))]
        marked = {t for l, t in said.texts if l == "en"}
        stray += [t for l, t in said.labels if l == language and t not in marked and re.search(r"[A-Za-z]{3,}", SAME.sub("", t))]      # a label says what its part's heading says
        hold(f"{path}: English that is not marked as such: {stray[:4]}", not stray)
    return said


class Stranger(Browser):
    """Never given a cookie, and never sends one."""

    def read(self, text):
        self.text = text
        hold(f"{self.path}: nothing is set", "set-cookie" not in self.headers and self.headers["cache-control"] == "no-store")
        hold(f"{self.path}: no worker, no storage", "serviceWorker" not in text and "localStorage" not in text and "manifest" not in text)
        return super().read(text)


def card(port):
    b = Stranger(port)
    b.ask("GET", "/card")
    hold("the card's languages, each by its own name", b.status == 200 and all(f"/card/{l}" in b.page.links and c["name"] in b.page.text() for l, c in CATALOGUES.items()))
    hold("eleven languages", len(CATALOGUES) == 11)
    routes = yaml.safe_load((PACK / "law" / "residence.yaml").read_text())["routes"]
    for language, words in WORDS.items():
        b.ask("GET", f"/card/{language}", headers={"Accept-Language": "nb"})
        said = fits(b, f"/card/{language}", language)
        text = b.page.text()
        told = [t for k, t in words.items() if k.startswith(("card.right.", "card.help."))] + [words["card.route." + r["id"]] for r in routes]
        told = [re.split(r"\{\w+\}", t) for t in told]
        hold(f"/card/{language} tells every right, route and helper", all(part.strip() in text for parts in told for part in parts))
        hold(f"/card/{language}: history, number, leaving", words["card.history"] in text and "tel:112" in b.page.links and "/leave" in b.page.links)
        hold(f"/card/{language}: nothing that remembers", not b.page.forms)
        hold(f"/card/{language}: the history shows no more than a name", "<title>Soria</title>" in b.text)
        whole(port, f"/card/{language}", said)
    b.ask("GET", "/card/xx")
    hold("a language that is not there falls back and says so", b.status == 200 and '"xx"' in b.page.text() and Said(b.text).language == "en")
    signed = pages.sign_in(port, "rosa")
    status, headers, body = fetch(port, "/card/en", {"Cookie": signed.cookie})
    hold("the card knows nobody", status == 200 and "set-cookie" not in headers and b"ROSA," not in body and b"sign-out" not in body)


def whole(port, path, said):
    """The page with its styles and script, as they are sent to a browser."""
    size = 0
    for part in [path] + said.assets:
        status, headers, body = fetch(port, part, {"Accept-Encoding": "br"})
        hold(f"{part} is sent small", status == 200 and (headers.get("content-encoding") == "br" or len(body) < 1000))
        size += len(body)
    hold(f"{path}: {size} bytes whole", size <= WHOLE_PAGE_BYTES)
    sizes[path.split("?")[0].split("/")[1]].append(size)


def inbox(port):
    rosa = pages.sign_in(port, "rosa")
    rosa.ask("GET", "/")
    return rosa, set(l for l in rosa.page.links if l.startswith("/reports/"))


def send(b, answers):
    action, fields = b.form(**answers)
    b.ask("POST", action, fields)
    hold("the answers are read once more", b.status == 200 and "/report" in b.page.forms[-1]["action"] and WORDS[b.language]["report.check_lead"] in b.page.text())
    return b.form(_step="send")


def public_report(port):
    before = inbox(port)[1]
    b = Stranger(port)
    b.language = "th"
    b.ask("GET", "/report?lang=th")
    said = fits(b, "/report?lang=th", "th")
    whole(port, "/report?lang=th", said)
    form = b.page.forms[-1]
    names = [f["name"] for f in form["fields"] if f["type"] != "hidden"]
    hold("the same four questions", {"channel", "region", "form", "people.0.gender", "people.0.age", "people.0.citizenship_group", "seen"} <= set(names))
    hold("two channels, and no session's token", {f["value"] for f in form["fields"] if f["name"] == "channel"} == {"public", "self"} and not any(f["name"] == "_csrf" for f in form["fields"]))
    b.send()
    hold("an incomplete one is refused field by field", b.status == 422 and "errors" in b.page.ids and any(l.startswith("#f-") for l in b.page.links))
    fits(b, "/report refused", "th")
    answers = {"channel": "public", "region": "oslo", "form": "begging", "people.0.gender": "man", "people.0.age": "adult", "people.0.citizenship_group": "other", "seen": "Made up: " + pages.NASTY}
    action, fields = b.form(**dict(answers, channel="public"))
    b.ask("POST", action, [(n, "agency" if n == "channel" else v) for n, v in fields])
    hold("by no channel that is not the public's", b.status == 422)
    b.ask("GET", "/report?lang=th")
    action, fields = send(b, answers)
    hold("nothing has been sent yet", inbox(port)[1] == before)
    b.ask("POST", action, [(n, v) for n, v in fields if n != "_key"])
    hold("without its once-only number it is asked about again, not sent", b.status == 200 and inbox(port)[1] == before)
    codes = []
    for _ in range(3):
        b.ask("POST", action, fields)
        fits(b, "/report sent", "th")
        codes.append(re.search(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]", b.page.text()).group(0))
    hold("sent three times it counts once, and says so", len(set(codes)) == 1 and WORDS["th"]["done.repeated"] in b.page.text())
    rosa, after = inbox(port)
    hold("it has arrived once", after - before == {f"/reports/{codes[0]}"})
    rosa.ask("GET", f"/reports/{codes[0]}")
    hold("as it was written, from the public", rosa.status == 200 and re.sub(r"\s+", " ", pages.NASTY) in rosa.page.text() and "The public" in rosa.page.text())
    for path in (f"/reports/{codes[0]}", "/find", "/"):
        b.ask("GET", path)
        hold(f"{path} opens nothing without signing in", b.status == 401 and "Made up" not in b.page.text())
    b.ask("POST", "/find", {"code": codes[0]})
    hold("neither does finding by code", b.status == 401 and "Made up" not in b.page.text())
    for user in ("udi", "pu", "oslo-police"):
        other = pages.sign_in(port, user)
        other.ask("GET", f"/reports/{codes[0]}")
        hold(f"{user} does not know of it", other.status == 404)
    return action, fields, answers


def nobody_is_the_public(port, folder):
    """The public is nobody who signs in, by a page or by a token."""
    b = Stranger(port)
    b.ask("GET", "/sign-in")
    hold("not to be chosen", all("public" not in f["options"] for form in b.page.forms for f in form["fields"]))
    b.ask("POST", "/sign-in", {"user": "public"})
    hold("nor by name", b.status == 403)
    hold("there is no token", not any(l.startswith("public ") for l in (folder / "tokens").read_text().splitlines()))
    r = subprocess.run([SORIA, "desk", "--as", "public", "--data", folder], capture_output=True, text=True)
    hold("nor on the command line", r.returncode != 0)


def too_many(port, answers):
    """Beyond so many at once nobody's is taken, the page says so, and nothing of it is lost."""
    b = Stranger(port)
    b.language = "en"
    b.ask("GET", "/report?lang=en")
    action, fields = send(b, answers)
    for n in range(40):
        b.ask("POST", action, [(k, f"{n:032x}" if k == "_key" else v) for k, v in fields])
        if b.status == 429:
            break
    hold("there is a limit", b.status == 429 and int(b.headers["retry-after"]) > 0 and "has not been sent" in b.page.text())
    hold("the page keeps the report", dict(b.form(_step="send")[1])["seen"] == answers["seen"])


def letter(port, case):
    """Whoever is shown a letter checks its code: what and until when, in every language; not whose it is, nothing kept, and not without limit."""
    rosa = pages.sign_in(port, "rosa")
    rosa.do(f"/cases/{case}/do/record-finding", finding="presumed", grounds="Made up.")
    codes = []
    for entitlement in ("health-care", "schooling"):
        rosa.do(f"/cases/{case}/do/issue-letter", entitlement=entitlement, until="2010-01-31")
        codes.append(re.search(r"Letter: ([0-9A-Z-]{9})", rosa.page.text()).group(1))
    rosa.do(f"/cases/{case}/do/revoke-letter", letter=codes[1])
    b = Stranger(port)
    b.ask("GET", "/sign-in?lang=en")
    hold("the way to it is without signing in", any(l.startswith("/letter") for l in b.page.links))

    def check(code, language):
        b.ask("GET", f"/letter?lang={language}")
        fits(b, f"/letter in {language}", language)
        action, fields = b.form(code=code)
        b.ask("POST", action, fields)
        fits(b, f"/letter checked in {language}", language)
        return b.page.text()

    around = lambda key, language: [part.strip() for part in re.split(r"\{\w+\}", WORDS[language][key]) if part.strip(" .،,:。")]
    for language in WORDS:
        said = check(codes[0], language)
        hold(f"{language}: holds ({b.status})", b.status == 200 and all(part in said for part in around("letter.holds", language)) and "2010" in said)
        hold(f"{language}: not whose it is", "Made" not in said and case not in b.text and "ROSA" not in said and codes[0] not in b.path)
    said = check(codes[1].lower().replace("-", ""), "en")
    hold("one that was taken back does not hold", b.status == 200 and "does not hold" in said)
    check(case, "en")
    hold("a case's code is no letter", b.status == 404 and "no letter" in b.page.text())
    check(codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B"), "en")
    hold("a sign that is wrong is said", b.status == 422)
    status, headers, _ = fetch(port, "/letter", {"Content-Type": "application/x-www-form-urlencoded"}, "POST", "code=" + codes[0])
    hold("nothing is kept", status == 200 and "set-cookie" not in headers and headers["cache-control"] == "no-store")
    looked = json.loads(subprocess.run([SORIA, "readers", case, "--as", "rosa", "--format", "json", "--data", pages.FOLDER], capture_output=True, text=True).stdout)["looks"]
    hold("and the look is recorded", sum(l["what"] == "letter checked" and l["by"] == "public" for l in looked) >= len(WORDS))
    for _ in range(40):
        check(case, "en")
        if b.status == 429:
            break
    hold("whoever guesses is held up, and reports are not", b.status == 429 and int(b.headers["retry-after"]) > 0 and "Too many letters" in b.page.text())
    b.ask("GET", "/report?lang=en")
    hold("the report is open", b.status == 200)


def without_the_role():
    """A pack without a public role: the report asks who one is."""
    with tempfile.TemporaryDirectory(prefix="soria-closed-") as t:
        pack, data = pathlib.Path(t) / "pack", pathlib.Path(t) / "data"
        subprocess.run(["cp", "-r", PACK, pack], check=True)
        access = (pack / "access.yaml").read_text()
        lines = [l for l in access.splitlines(True) if "member-of-public" not in l or "[all, member-of-public]" in l]
        (pack / "access.yaml").write_text("".join(lines).replace("[all, member-of-public]", "[all]"))
        subprocess.run([SORIA, "init", "--pack", pack, "--data", data], check=True, capture_output=True)
        subprocess.run([SORIA, "demo", "--seed", "3", "--cases", "1", "--data", data], check=True, capture_output=True)
        with serving(data) as port:
            b = Stranger(port)
            for method, fields in (("GET", None), ("POST", {"_step": "send", "_key": "a"})):
                b.ask(method, "/report", fields)
                hold("nobody reports unsigned where the pack does not say so", b.status == 401 and any(f["action"].startswith("/sign-in") for f in b.page.forms))
            b.ask("GET", "/letter")
            hold("nor checks a letter", b.status == 401)


class serving:
    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.server = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", self.data], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return int(self.server.stdout.readline().split("127.0.0.1:")[1].split()[0])

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait(30)


class Worker(Browser):
    def read(self, text):
        self.text = text
        return super().read(text)


def every_language(port, case, report):
    """The main pages, and one refusal, in each language."""
    paths = ["/", "/report", "/find", "/me", "/houses", "/national", "/plan", "/plan/7", f"/cases/{case}", f"/cases/{case}/law", f"/cases/{case}/readers", f"/reports/{report}",
             f"/cases/{case}/do/record-finding", f"/cases/{case}/do/offer-referral", "/do/open-case", "/nothing-here"]
    for language in WORDS:
        b = Worker(port)
        b.ask("GET", f"/sign-in?lang={language}")
        whole(port, f"/sign-in?lang={language}", fits(b, f"/sign-in?lang={language}", language))
        b.send(user="rosa")
        hold(f"{language}: signed in, and stays in it", b.status == 200 and Said(b.text).language == language)
        for path in paths:
            b.ask("GET", path)
            hold(f"{path} in {language}: {b.status}", b.status == (404 if path == "/nothing-here" else 200))
            said = fits(b, f"{path} in {language}", language)
            names = {c["name"] for c in CATALOGUES.values()}
            hold(f"{path}: the languages by their own names", names <= {t for _, t in said.texts})
            if language not in PACK_SPEAKS and path == f"/cases/{case}":
                hold(f"{path}: what the pack says is marked as English", any(l == "en" for l, _ in said.texts))
        b.ask("GET", f"/cases/{case}/do/record-departure")
        b.send()
        hold(f"{language}: refused", b.status == 409)
        fits(b, f"a refusal in {language}", language)


sizes = collections.defaultdict(list)


def main():
    with tempfile.TemporaryDirectory(prefix="soria-public-") as t:
        folder = pages.FOLDER = pathlib.Path(t) / "data"
        for args in (["init", "--pack", "packs/norway-2006"], ["demo", "--seed", "3", "--cases", "10"]):
            subprocess.run([SORIA, *args, "--data", folder], cwd=ROOT, check=True, capture_output=True)
        with serving(folder) as port:
            card(port)
            answers = public_report(port)[2]
            nobody_is_the_public(port, folder)
            rosa = pages.sign_in(port, "rosa")
            report = pages.report(rosa)
            rosa.do(f"/do/open-case?report={report}", report=report, audience="women")
            case = re.search(r"/cases/([0-9A-Z-]{9})", rosa.path).group(1)
            every_language(port, case, report)
            letter(port, case)
            too_many(port, answers)
        without_the_role()
    largest = ", ".join(f"{what} {max(n)}" for what, n in sorted(sizes.items()))
    print(f"public: {len(WORDS)} languages; whole pages at most, in bytes: {largest}; {pages.checks} checks hold")


main()
