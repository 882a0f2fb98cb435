#!/usr/bin/env python3
"""What becomes of a form that is not sent at once: its session ends, somebody else signs in, its language is changed, a person is added; and
what a Norwegian reads on every form.

Usage: tests/forms_test.py   (SORIA_BUILD: the folder with the program, else build)
"""
import html
import json
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.parse

import pages_test as pages
from pages_test import ROOT, SORIA, hold


def answers_of(b):
    areas = {n: html.unescape(t) for n, t in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', b.raw)}
    return {**{f["name"]: f["value"] for form in b.page.forms for f in form["fields"] if f["tag"] == "input" and f["type"] == "text"}, **areas}


def written_by_another(port, case):
    """A form goes back to whoever wrote it, with the cause told, and to nobody else: not in the page's source, not to who signs in next."""
    secret = "Made up: only mine."
    path = f"/cases/{case}/do/record-need"
    rosa = pages.sign_in(port, "rosa")
    rosa.ask("GET", path)
    action, fields = rosa.form(service="interpreting", what=secret)
    out = pages.Browser(port)
    out.ask("POST", action, fields)
    hold("signed out: nothing of it can be read", out.status == 401 and secret not in out.raw and case not in out.raw)
    waits = out.form(user="provider")
    out.ask("POST", *waits)
    hold("another user is told and shown nothing", out.status == 403 and not out.cookie and secret not in out.raw and "another user" in out.page.text())
    again = out.form(user="rosa")
    out.ask("POST", *again)
    hold("its writer finds it filled in, and not sent", out.status == 200 and answers_of(out)["what"].strip() == secret and "Nothing has been sent yet" in out.page.text())
    out.send()
    hold("and sends it", out.status == 200 and "done." in out.page.text())
    # Signed in again in another tab: the same user, then another.
    tab = pages.sign_in(port, "rosa")
    tab.ask("GET", path)
    action, fields = tab.form(service="health-care", what=secret)
    for user, status in (("rosa", 200), ("provider", 403)):
        other = pages.sign_in(port, user)
        tab.cookie = other.cookie
        tab.ask("POST", action, fields)
        hold(f"an old page, and {user} signed in since: {tab.status}", tab.status == status and "Not for this role" not in tab.page.text())
        hold(f"{user} sees the text: {user == 'rosa'}", (secret in tab.raw) == (user == "rosa") and (user == "rosa" or case not in tab.raw))
    hold("the cause is told", "Somebody else has signed in" in tab.page.text())
    tab.ask("POST", *tab.form(user="provider"))
    hold("and who signs in instead gets nothing of it", secret not in tab.raw and tab.status == 403)
    tab.ask("POST", *[tab.form()[0], tab.form(user="provider")[1] + [("_without", "1")]])
    hold("but may leave it behind", tab.status == 200 and secret not in tab.raw and tab.cookie)


def another_language(port, case):
    """Another language keeps what was written, on every form and on the report that is read once more."""
    b = pages.sign_in(port, "rosa")
    b.ask("GET", f"/cases/{case}/do/record-threat")
    _, fields = b.form(family_at_risk="no", what="Made up: kept over the change.")
    b.ask("POST", f"/cases/{case}/do/record-threat?lang=nb", fields + [("_step", "language")])
    hold("the form is there in Norwegian, filled in", b.status == 200 and b.headers["content-language"] == "nb" and answers_of(b)["what"].strip() == "Made up: kept over the change.")
    hold("and what changes the language stands below the form", 'formaction="/cases/' in b.raw and b.raw.index("</form>") < b.raw.index("formaction="))
    b.ask("GET", "/report?lang=en")
    answers = {"channel": "agency", "region": "oslo", "form": "begging", "people.0.gender": "man", "people.0.age": "adult", "people.0.citizenship_group": "other", "seen": "Made up: two languages."}
    action, fields = b.form(**answers)
    b.ask("POST", "/report?lang=nb", fields + [("_step", "language")])
    hold("a report half written", b.status == 200 and answers_of(b)["seen"].strip() == "Made up: two languages." and b.headers["content-language"] == "nb")
    b.send(seen="Made up: two languages.")
    hold("is read once more", "Ingenting er sendt ennå" in b.page.text())
    _, fields = b.form()
    b.ask("POST", "/report?lang=en", [f for f in fields if f[0] != "_step"] + [("_step", "language")])
    hold("and stays there in the other language", "Nothing has been sent yet" in b.page.text() and "Made up: two languages." in b.page.text())


def second_person(port):
    """Another person of a report has the same answers chosen, is asked about by name, and can be taken out."""
    b = pages.sign_in(port, "rosa")
    b.ask("GET", "/report")
    action, fields = b.form(**{"channel": "agency", "region": "oslo", "form": "begging", "people.0.age": "adult", "seen": "Made up: two of them."})
    b.ask("POST", action, fields + [("_add", "people")])
    chosen = {f["name"]: f["value"] for form in b.page.forms for f in form["fields"] if f["checked"] or f["tag"] == "select"}
    hold("the second begins as the first did", chosen["people.1.gender"] == "unknown" and chosen["people.1.citizenship_group"] == "unknown" and "people.1.age" not in {n for n, v in chosen.items() if v})
    b.send(seen="Made up: two of them.")
    hold("what is missing of the second says whose it is", b.status == 422 and "Person 2: Age" in b.page.text() and "Person 1: Age" not in b.page.text())
    action, fields = b.form()
    b.ask("POST", action, fields + [("_drop", "people.1")])
    hold("taken out, the first is as it was", b.status == 200 and not any(n.startswith("people.1") for n in {f["name"] for form in b.page.forms for f in form["fields"]}))
    b.send(seen="Made up: two of them.")
    hold("and the report is whole", b.status == 200 and "Nothing has been sent yet" in b.page.text())


def in_english(b):
    """What a page says that it says in English for want of a word."""
    return re.findall(r'<span lang="en"[^>]*>([^<]+)<', b.raw)


def written(b, **given):
    """The form as it stands, with what is written in it."""
    areas = {n: html.unescape(t) for n, t in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', b.raw)}
    return b.form(**{**areas, **given})


def refused_and_listed(port, case):
    """A form about a case that is refused, by itself or by the law, still lists what the case has to choose from."""
    b = pages.sign_in(port, "rosa")
    b.do("/do/open-house", audience="men", region="oslo", beds="1", address="Made up: a house for men")
    for to, service in (("clinic", "health-care"), ("iom", "return-assistance")):
        b.do(f"/cases/{case}/do/offer-referral", to=to, service=service)
    for command, listed, wrong in (("hold-bed", "house", {"bed": "99"}), ("withdraw-referral", "referral", {"happened": "2999-01-01"})):
        b.ask("GET", f"/cases/{case}/do/{command}")
        radios = lambda: [i for i in re.findall(r'<input[^>]*>', b.raw) if f'name="{listed}"' in i and "radio" in i]
        options = lambda: re.findall(r'<option value="([^"]+)"', b.raw) or [re.search(r'value="([^"]*)"', i).group(1) for i in radios()]
        first = options()
        hold(f"{command} lists {listed}: {first}", len(first) >= 1)
        action, fields = b.form(**{**wrong, listed: first[0]})
        b.ask("POST", action, fields)
        hold(f"{command} is refused ({b.status}) and lists {listed} again: {options()}", b.status in (400, 409, 422) and options() == first)
        hold(f"{command} keeps what was chosen", re.search(rf' value="{first[0]}"[^>]* (selected|checked)', b.raw) is not None)


def many_houses(port, case):
    """A case's page lists the nearest thirty free beds and says that there are more; then the form takes any house's code."""
    b = pages.sign_in(port, "rosa")
    for i in range(31):
        b.do("/do/open-house", audience="women", region="oslo", beds="1", address=f"Made up {i}")
    b.ask("GET", f"/cases/{case}/services")
    hold("thirty houses, and where the others are", b.raw.count("/do/hold-bed") >= 30 and "..." in b.page.text() and 'href="/houses"' in b.raw)
    b.ask("GET", f"/cases/{case}/do/hold-bed")
    hold("any house's code can be written", re.search(r'<input[^>]* name="house"', b.raw) is not None and '<select' not in b.raw)


def beds_that_the_law_refuses(port):
    """Beside a bed that may not be held stands why, with the way to the rule, and no button; child welfare has the button."""
    b = pages.sign_in(port, "rosa")
    report = pages.report(b, name="Made Unsure")
    b.do(f"/do/open-case?report={report}", report=report, audience="women")
    case = re.search(r"/cases/([0-9A-Z-]{9})", b.path).group(1)
    at, button = f"/cases/{case}", f'action="/cases/{case}/do/hold-bed"'
    b.ask("GET", f"{at}/services")
    hold("of an adult, a bed is held by one press", button in b.raw and "Cannot be held" not in b.page.text())
    b.do(f"{at}/do/join-team", agency="barnevern")
    b.do(f"{at}/do/doubt-age", why="Made up: she says 16.")
    b.ask("GET", f"{at}/services")
    hold("of whoever may be a child, not", button not in b.raw and "Cannot be held for this case: A bed for anybody who may be under 18 is held by child welfare." in b.page.text())
    rule = f"{at}/law#before-hold-bed"
    hold("and each row leads to the rule", b.page.links.count(rule) == 30)
    b.ask("GET", f"{at}/law")
    hold("which is there", "before-hold-bed" in b.page.ids and "held by child welfare" in b.page.text())
    houses = json.loads(subprocess.run([SORIA, "case", case, "--as", "rosa", "--format", "json", "--data", pages.FOLDER], capture_output=True, check=True).stdout)["houses"]
    hold("the API says the same", houses and all(h["refused"]["rule"].startswith("child-bed@") for h in houses))
    child = pages.sign_in(port, "barnevern")
    child.ask("GET", f"{at}/services")
    hold("child welfare may hold it", "Cannot be held" not in child.page.text() and (button in child.raw or "look before holding" in child.page.text()))


def names_and_documents(port):
    """Several names, one on a line; several documents of one person, of several; and a case's page shows them to who may see identity."""
    b = pages.sign_in(port, "rosa")
    b.ask("GET", "/report")
    action, fields = b.form(**{"channel": "outreach", "region": "oslo", "form": "begging", "people.0.age": "adult", "seen": "Made up: names.", "people.0.full_name": "Made Up",
                               "people.0.other_names": " Made Alias \r\n\r\nMade Other\r\n", "people.0.documents.0.number": "MU-1"})
    b.ask("POST", action, fields + [("people.0.documents.0.kind", "passport"), ("_add", "people.0.documents")])
    hold("another document of the first person is asked for, and what was written stays", "people.0.documents.1.number" in b.raw and answers_of(b)["people.0.documents.0.number"] == "MU-1")
    action, fields = written(b, **{"people.0.documents.1.number": "MU 2"})
    b.ask("POST", action, fields + [("_add", "people")])
    hold("and another person, who has documents of their own", "people.1.documents.0.number" in b.raw and answers_of(b)["people.0.documents.1.number"] == "MU 2")
    action, fields = written(b, **{"people.1.full_name": "Made Second", "people.1.age": "adult", "people.1.documents.0.number": "MU 3"})
    b.ask("POST", action, fields + [("_add", "people.1.documents")])
    hold("a document of the second person", "people.1.documents.1.number" in b.raw)
    action, fields = written(b)
    b.ask("POST", action, fields + [("_drop", "people.0.documents.0")])
    hold("one is left out, and the next takes its place", answers_of(b)["people.0.documents.0.number"] == "MU 2" and "people.0.documents.1.number" not in b.raw)
    action, fields = written(b)
    b.ask("POST", action, fields)
    hold(f"what has no kind is told with its place: {b.status}", b.status == 422 and "Person 1: " in b.page.text() and 'href="#f-people-0-documents-0-kind"' in b.raw)
    action, fields = written(b, **{"people.0.documents.0.country": "RU"})
    b.ask("POST", action, fields + [("people.0.documents.0.kind", "passport"), ("people.1.documents.0.kind", "identity-card")])
    hold("the answers are shown", "Nothing has been sent yet" in b.page.text() and "MU 2" in b.page.text() and "MU 3" in b.page.text())
    b.ask("POST", *b.form(_step="send"))
    hold("the report shows both names and the document", all(s in b.page.text() for s in ("Made Alias; Made Other", "passport MU 2, Russia", "identity card MU 3")))
    report = b.path.split("?")[0].rsplit("/", 1)[1]
    person = re.search(r"People\s+([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z])", b.page.text()).group(1)
    b.do(f"/do/open-case?report={report}", person=person, audience="women")
    case = re.search(r"/cases/([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z])", b.raw).group(1)
    at = f"/cases/{case}/do/state-identity"
    b.do(at, other_names="Made Third", not_theirs="mu2")
    b.ask("GET", f"/cases/{case}/person")
    hold("the case has what holds now", "Made Alias; Made Other; Made Third" in b.page.text() and "MU 2" not in b.page.text())
    for given, says, where in (({"other_names": "Made Third"}, "stands there already", "f-other-names"), ({"other_names": "\n".join(f"Made {i}" for i in range(9))}, "at most 8", "f-other-names"),
                               ({"other_names": "x" * 1_000_000}, "at most 1608", "f-other-names"), ({"other_names": "x" * 300}, "the limit is 200", "f-other-names"), ({"other_names": "Made\x07"}, "control character", "f-other-names"),
                               ({"not_theirs": "Nobody"}, "none of the other names", "f-not-theirs"), ({}, "say another name", "f-other-names")):
        b.ask("GET", at)
        b.send(**given)
        hold(f"{str(given)[:60]}: {b.status}", b.status in (400, 409, 413, 422) and (b.status == 413 or says in b.page.text()) and (b.status == 413 or f'href="#{where}' in b.raw))
    desk = pages.sign_in(port, "kom")
    desk.ask("GET", f"/cases/{case}")
    hold("the coordinating unit sees no other name", "Made Alias" not in desk.raw and "MU" not in desk.page.text())


def lengths(port, case):
    """A text's limit is in signs, whatever bytes they take."""
    b = pages.sign_in(port, "rosa")
    for sign, service in (("ก", "language-lessons"), ("ع", "self-help")):
        b.ask("GET", f"/cases/{case}/do/record-need")
        b.send(service=service, what=sign * 4001)
        hold(f"one sign too many: {b.status}", b.status == 422 and "at most 4000" in b.page.text() and answers_of(b)["what"].strip() == sign * 4001)
        b.send(service=service, what=sign * 4000)
        hold(f"exactly so many: {b.status}", b.status == 200 and "done." in b.page.text())
        b.ask("GET", f"/cases/{case}/services")
        hold("it is there, whole", sign * 4000 in b.raw)


def full_to_the_limits(port):
    """A report of twenty people whose texts are full is read once more, sent and kept whole. Beyond the limit of forms, the page that says so."""
    text = "\U0001f9d5" * 4000
    fields = {"channel": "agency", "region": "oslo", "form": "other", "seen": text, "place": text}
    for i in range(20):
        person = {"gender": "woman", "age": "adult", "citizenship_group": "other", "full_name": f"Made {i}", "other_names": f"Made Alias {i}", "contact": text}
        fields |= {f"people.{i}.{k}": v for k, v in person.items()}
        for j in range(4):
            fields |= {f"people.{i}.documents.{j}.kind": "passport", f"people.{i}.documents.{j}.number": "9" * 50 + f"{i}-{j}", f"people.{i}.documents.{j}.country": "NG"}
    b = pages.sign_in(port, "rosa")
    b.ask("GET", "/report")
    sent = dict(f for f in b.form()[1] if f[0].startswith("_")) | fields
    size = len(urllib.parse.urlencode(sent))
    began = time.monotonic()
    b.ask("POST", "/report", list(sent.items()))
    hold(f"{size} bytes are read: {b.status}", size > 1 << 20 and b.status == 200 and "Nothing has been sent yet" in b.page.text())
    b.ask("POST", *b.form(_step="send"), {"Accept": "text/html"}, follow=False)
    hold(f"and received: {b.status}", b.status == 303 and b.headers["location"].startswith("/reports/"))
    code = b.headers["location"].split("/")[2].split("?")[0]
    print(f"forms: a report of {size} bytes, was read and received in {time.monotonic() - began:.1f} s")
    b.ask("GET", f"/reports/{code}")
    hold(f"whole, with everybody in it: {b.status}, {b.raw.count(text)} texts", b.status == 200 and b.raw.count(text) >= 22)
    sent["seen"] = "x" * (9 << 20)
    b.ask("POST", "/report", list(sent.items()), {"Accept": "text/html"})
    hold(f"what is truly too large is told so: {b.status}", b.status == 413 and "More was sent than one page takes" in b.page.text())
    stranger = pages.Browser(port)
    stranger.ask("POST", "/sign-in", [("user", "x" * (2 << 20))], {"Accept": "text/html"})
    hold(f"who has not signed in has a megabyte: {stranger.status}", stranger.status == 413 and "More was sent" in stranger.page.text())


def norwegian(port, case):
    """Every form and page of a case has its words; a refusal is read in Norwegian; a day is written as Norwegians do."""
    b = pages.sign_in(port, "rosa")
    b.ask("GET", "/?lang=nb")
    for path in [f"/do/{n}" for n in pages.names_of_commands()] + [f"/cases/{case}"] + [f"/cases/{case}/{p}" for p in pages.PARTS + ("law", "readers")]:
        b.ask("GET", path)
        hold(f"{path}: {b.status}, in English on a Norwegian page: {in_english(b)}", b.status == 200 and not in_english(b))
    english = pages.Browser(port)
    english.ask("GET", "/sign-in?lang=en")
    english.send(user="rosa")
    same = {"Forum", "Kroner", "Partner", "Person", "Plan", "Region"}       # words that are the same in both
    for name in pages.names_of_commands():
        said = []
        for browser in (english, b):
            browser.ask("GET", f"/do/{name}")
            said.append({k: re.sub(r"<[^>]+>", " ", t).strip() for k, t in re.findall(r'<label class="ds-label" for="([^"]+)"[^>]*data-weight="semibold"[^>]*>(.*?)</label>', browser.raw, re.S)})
        alike = {k: t for k, t in said[0].items() if t == said[1].get(k) and t.split(" ")[0] not in same}
        hold(f"{name}: labels that are English on the Norwegian page: {alike}", not alike)
    b.ask("GET", f"/cases/{case}/do/record-departure")
    b.send()
    hold("a refusal of the law in Norwegian", b.status == 409 and "Ingen reiser hjem før risikoen er vurdert" in b.page.text() and "Kilde antakelse" in b.page.text())
    b.ask("GET", f"/cases/{case}/do/join-team")
    b.send(agency="rosa")
    hold("a refusal of the house in Norwegian", b.status == 409 and "etaten er allerede i teamet" in b.page.text() and "already" not in b.page.text())
    b = pages.sign_in(port, "rosa")
    b.ask("GET", "/?lang=nb")
    b.ask("GET", f"/cases/{case}/do/doubt-age")
    b.send(why="Made up: she says 16.", happened="24.12.2150")
    hold("a day with dots is read, and told to be in the future", b.status == 400 and answers_of(b)["happened"] == "2150-12-24" and "ligger i framtiden: i dag er det" in b.page.text())


def main():
    with tempfile.TemporaryDirectory(prefix="soria-forms-") as t:
        folder = pages.FOLDER = pathlib.Path(t) / "data"
        for args in (["init", "--pack", "packs/norway-2006"], ["demo", "--seed", "3", "--cases", "4"]):
            subprocess.run([SORIA, *args, "--data", folder], cwd=ROOT, check=True, capture_output=True)
        server = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", folder], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            port = int(server.stdout.readline().split("127.0.0.1:")[1].split()[0])
            case = pages.waiting(port)
            written_by_another(port, case)
            another_language(port, case)
            second_person(port)
            names_and_documents(port)
            refused_and_listed(port, case)
            lengths(port, case)
            full_to_the_limits(port)
            many_houses(port, case)
            beds_that_the_law_refuses(port)
            norwegian(port, case)
        finally:
            server.terminate()
            server.wait(30)
    print(f"forms: {pages.checks} checks hold")


main()
