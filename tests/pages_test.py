#!/usr/bin/env python3
"""The pages without a browser: signing in, every form, and the main job from a report to an accepted return through forms alone.

Usage: tests/pages_test.py   (SORIA_BUILD: the folder with the program, else build)
Every page that comes by is read by a strict reader: tags closed in their order, no id twice, every label with its field, and no
letter of what was sent as anything but text.
"""
import html.parser
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
SORIA = ROOT / os.environ.get("SORIA_BUILD", "build") / "soria"
VOID = {"meta", "link", "input", "br", "hr", "img"}
checks = 0
NASTY = "<script>alert(1)</script>\"'&<b>"
NEVER = ("unsafe", "data:", "http:", "https:")


def hold(what, ok):
    global checks
    checks += 1
    if not ok:
        sys.exit(f"pages: {what}")


class Reader(html.parser.HTMLParser):
    """One page: its forms, links and faults."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.labels, self.links, self.forms, self.faults, self.words, self.classes = [], set(), [], [], [], [], [], set()
        self.field = None
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"never closed: {self.open}")
        self.faults += [f"a label without its field: {l}" for l in self.labels if l not in self.ids]

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "script" and set(a) != {"defer", "src"}:
            self.faults.append("a script that is not one of the files")
        if any(name.startswith("on") or name == "style" for name in a):
            self.faults.append(f"<{tag}> carries {sorted(a)}")
        self.classes.update(a.get("class", "").split())
        if "id" in a:
            if a["id"] in self.ids:
                self.faults.append(f"id {a['id']} is there twice")
            self.ids.add(a["id"])
        if tag == "label" and "for" in a:
            self.labels.append(a["for"])
        if tag == "a":
            self.links.append(a.get("href", ""))
        if tag == "form":
            self.forms.append({"action": a.get("action"), "method": a.get("method", "get"), "fields": []})
        if self.forms and tag in ("input", "select", "textarea", "button") and a.get("name"):
            self.field = {"name": a["name"], "tag": tag, "type": a.get("type", "text"), "value": a.get("value", ""), "checked": "checked" in a, "options": []}
            self.forms[-1]["fields"].append(self.field)
        if tag == "option" and self.field:
            self.field["options"].append(a.get("value", ""))
            if "selected" in a:
                self.field["value"] = a.get("value", "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.words.append(data)

    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.words))


class Browser:
    def __init__(self, port):
        self.port, self.cookie, self.path = port, "", "/"

    def ask(self, method, path, fields=None, headers=None, follow=True):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        h = {"Accept-Language": "en", **(headers or {})}
        if self.cookie:
            h["Cookie"] = self.cookie
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            h.setdefault("Content-Type", "application/x-www-form-urlencoded")
        c.request(method, path, body, h)
        r = c.getresponse()
        text = r.read().decode("utf-8")
        self.status, self.headers, self.path = r.status, {k.lower(): v for k, v in r.getheaders()}, path
        cookie = self.headers.get("set-cookie")
        if cookie:
            hold("the cookie is for this server alone", "HttpOnly" in cookie and "SameSite=Strict" in cookie)
            self.cookie = "" if "Max-Age=0" in cookie else cookie.split(";")[0]
        self.raw = text
        self.page = self.read(text) if self.headers.get("content-type", "").startswith("text/html") else None
        if follow and self.status == 303 and self.headers["location"].startswith("/"):
            return self.ask("GET", self.headers["location"])
        return self

    def read(self, text):
        policy = self.headers.get("content-security-policy", "")
        hold(f"{self.path}: a policy that lets nothing in", "default-src 'none'" in policy and "require-trusted-types-for 'script'" in policy and not any(n in policy for n in NEVER))
        for name, value in (("cache-control", "no-store"), ("referrer-policy", "no-referrer"), ("x-content-type-options", "nosniff")):
            hold(f"{self.path}: {name}", self.headers.get(name) == value)
        page = Reader(text)
        hold(f"{self.path}: {page.faults[:3]}", not page.faults)
        hold(f"{self.path}: says that nobody here exists", "demonstration" in page.classes)
        hold(f"{self.path}: can be left", "/leave" in page.links)
        return page

    def form(self, **given):
        """The page's main form, filled in: what is not given keeps its value; a choice that is required takes the first."""
        form = next(f for f in self.page.forms if f["action"] != "/sign-out")
        fields, seen = [], set()
        for f in form["fields"]:
            name = f["name"]
            if f["tag"] == "button" or (name in given and name in seen):
                continue
            if name in given:
                values = given[name] if isinstance(given[name], list) else [given[name]]
                fields += [(name, v) for v in values]
            elif f["type"] in ("radio", "checkbox"):
                if f["checked"]:
                    fields.append((name, f["value"]))
                continue
            else:
                fields.append((name, f["value"]))
            seen.add(name)
        missing = set(given) - seen - {"_step"}
        hold(f"{self.path}: has the fields {missing}", not missing)
        if "_step" in given:
            fields = [(n, v) for n, v in fields if n != "_step"] + [("_step", given["_step"])]
        return form["action"], fields

    def send(self, **given):
        action, fields = self.form(**given)
        return self.ask("POST", action, fields)

    def do(self, path, **given):
        self.ask("GET", path)
        hold(f"{path}: opens ({self.status})", self.status == 200)
        self.send(**given)
        hold(f"{path}: done ({self.status}): {self.page.text()[:600] if self.page else ''}", self.status == 200 and "done." in self.page.text())
        return self


def sign_in(port, user):
    b = Browser(port)
    b.ask("GET", "/")
    hold("nobody is let in unsigned", b.status == 401)
    b.send(user=user)
    hold(f"{user} signs in", b.status == 200 and b.cookie)
    return b


def report(b, region="oslo", age="adult", seen="Made up: seen at night.", name="Made Up", form="prostitution"):
    b.ask("GET", "/report")
    b.send(**{"channel": "outreach", "region": region, "form": form, "people.0.gender": "woman", "people.0.age": age, "people.0.citizenship_group": "other",
              "people.0.full_name": name, "seen": seen})
    hold("the answers are shown before they are sent", "Nothing has been sent yet" in b.page.text() and re.sub(r"\s+", " ", seen) in b.page.text())
    action, fields = b.form(_step="send")
    b.ask("POST", action, fields)
    code = re.search(r"/reports/([0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z])", b.path).group(1)
    hold("the report has its code", code in b.page.text())
    b.ask("POST", action, fields)
    hold("sent twice counts once", code in b.path and "counts once" in b.page.text())
    return code


def main_job(port):
    """From a report to an accepted return, by forms alone."""
    rosa, udi, clinic = (sign_in(port, u) for u in ("rosa", "udi", "clinic"))
    code = report(rosa, seen=NASTY)
    rosa.ask("GET", f"/reports/{code}")
    hold("what was seen is shown as it was written", re.sub(r"\s+", " ", NASTY) in rosa.page.text())
    rosa.do(f"/do/open-case?report={code}", report=code, audience="women")
    case = re.search(r"/cases/([0-9A-Z-]{9})", rosa.path).group(1)
    at = f"/cases/{case}"
    rosa.do(f"{at}/do/record-finding", finding="presumed", grounds="Made up: debt, a passport kept.")
    udi_classes = ["identity", "status"]
    for to, purpose in (("udi", "residence"), ("oslo-police", "identification"), ("iom", "return")):
        rosa.do(f"{at}/do/give-consent", to=to, purpose=purpose, classes=udi_classes, language="en", words="Made up: yes, they may.")
    rosa.do(f"{at}/do/offer-referral", to="clinic", service="health-care", parts=["identity", "health"], why="Made up.")
    clinic.ask("GET", "/")
    accept = next(f for f in clinic.page.forms if f["action"].endswith("/do/accept-referral") and case in f["action"])
    fields = [(f["name"], f["value"]) for f in accept["fields"]]
    clinic.ask("POST", accept["action"], fields)
    hold("a referral is accepted from the desk at one press", clinic.status == 200 and "done." in clinic.page.text())
    rosa.ask("GET", "/")
    told = rosa.page.text()
    hold(f"the desk of whoever offered it says that it was accepted, by whom: {told[:400]}", re.search(r"\d answers? to our referrals", told) and "accepted on" in told and case in told)
    rosa.ask("GET", at)
    rosa.ask("GET", "/")
    hold("until they have opened the case", not re.search(rf"answers? to our referrals.*{case}.*accepted on", rosa.page.text()))
    clinic.ask("POST", accept["action"], fields)
    hold("accepted once", "counts once" in clinic.page.text())
    today = json.loads(subprocess.run([SORIA, "desk", "--as", "rosa", "--format", "json", "--data", FOLDER], capture_output=True, check=True).stdout)["today"]
    udi.do(f"{at}/do/grant-reflection-period", **{"from": today})
    rosa.do("/do/open-house", audience="women", region="oslo", beds="2", address="Made up: behind the church.")
    house = re.search(r"House: ([0-9A-Z-]{9})", rosa.page.text()).group(1)
    rosa.do(f"{at}/do/hold-bed", house=house)
    rosa.do(f"{at}/do/use-bed", house=house)
    rosa.do(f"{at}/do/order-service", service="interpreting", provider="provider-oslo", need="Made up: twice a week.")
    provider = sign_in(port, "provider")
    provider.ask("GET", at)
    hold("a provider sees its order and no name", provider.status == 200 and "Made Up" not in provider.page.text() and "interpreting" in provider.page.text().lower())
    rosa.do(f"{at}/do/plan-return", kind="wished", country="NG", anonymous="no")
    rosa.do(f"{at}/do/assess-return-risk", acceptable="yes", grounds="Made up: a sister receives her.")
    rosa.do(f"{at}/do/release-bed", house=house)
    rosa.do(f"{at}/do/record-departure")
    hold("the case tells its way", all(w in rosa.page.text() for w in ("travelled home", "reflection period granted")))
    return case


def same_person(port):
    """Two agencies' reports of one woman: seen at the report, asked, judged blind, joined and taken apart, by forms alone."""
    rosa, outreach, police = (sign_in(port, u) for u in ("rosa", "pro-centre", "oslo-police"))
    code, name = re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z](?![0-9A-Z-])"), "Tatjana Sokolova"
    first = report(outreach, name=name)
    rosa.do(f"/do/open-case?report={first}", report=first, audience="women")
    case = re.search(r"/cases/([0-9A-Z-]{9})", rosa.path).group(1)
    second = report(police, name=name)
    rosa.ask("GET", f"/reports/{second}")
    hold("before a second case the desk sees who it may be, and why", "Who it may be" in rosa.page.text() and case in rosa.page.text() and "speaks strongly for it" in rosa.page.text())
    rosa.ask("GET", f"/do/screen-report?report={second}")
    hold("and where it screens", "Who it may be" in rosa.page.text() and "speaks strongly for it" in rosa.page.text())
    for where in ("", "?list=general"):
        rosa.ask("GET", f"/reports/{second}/screen{where}")
        hold("and on the page of signs", "Who it may be" in rosa.page.text() and "speaks strongly for it" in rosa.page.text())
    rosa.ask("GET", f"/cases/{case}")
    hold("and on the case", "Who it may be" in rosa.page.text() and "speaks strongly for it" in rosa.page.text())
    police.ask("GET", f"/do/screen-report?report={second}")
    hold("and nobody else does", "Who it may be" not in police.page.text())
    police.ask("GET", f"/reports/{second}/screen?list=general")
    hold("nor on the page of signs", "Who it may be" not in police.page.text())
    police.ask("GET", f"/reports/{second}")
    person = (set(code.findall(police.page.text())) - {second}).pop()
    hold("who may not know of her sees nobody", "Who it may be" not in police.page.text() and case not in police.page.text())
    police.ask("GET", f"/persons/{person}/matches")
    hold("and is told so", "Nobody you may know of" in police.page.text() and any(link.startswith("/do/ask-match") for link in police.page.links))
    police.do(f"/do/ask-match?person={person}", person=person)
    hold("who asks is told nothing", "No answer comes back here" in police.page.text() and case not in police.page.text())
    police.do(f"/do/ask-peer?person={person}", person=person, peer="other-country")
    hold("another register is asked without a name, and no answer is promised", "No answer comes back here" in police.page.text())
    police.ask("GET", "/matches/blind")
    # Nobody is there: the question waits and counts, until it has failed and counts no longer.
    left = "1 of 5 since" if " waits " in police.page.text() else "0 of 5 since"
    hold("the page says what was asked and how much is left", left in police.page.text() and "another country's Soria" in police.page.text() and person not in police.page.text())
    rosa.ask("GET", "/matches/blind")
    hold("another agency's questions are its own", "0 of 5" in rosa.page.text() and "None." in rosa.page.text() and "Received" not in rosa.page.text())
    neutral = sign_in(port, "kom")
    neutral.ask("GET", "/matches/blind")
    hold("the neutral reviewer sees who asks, and for what", "Received" in neutral.page.text() and "Identification" in neutral.page.text().title() and person not in neutral.page.text())
    rosa.ask("GET", "/")
    question = next(link for link in rosa.page.links if link.startswith("/matches/"))
    match = question.rsplit("/", 1)[1]
    rosa.ask("GET", question)
    hold("judged blind", "What was compared" in rosa.page.text() and "Sokolova" not in rosa.page.text() and "Oslo police" not in rosa.page.text())
    rosa.do(f"/do/answer-match?match={match}", match=match, answer="same", reason="Made up: she says so.")
    hold("and comes back to the question", rosa.path.startswith(question) and "Made up: she says so." in rosa.page.text())
    rosa.do(f"/do/merge-persons?match={match}", match=match, reason="Made up: as answered.")
    rosa.ask("GET", f"/cases/{case}")
    hold("the case says with whom she is joined", "Joined: the same person" in rosa.page.text())
    police.ask("GET", f"/cases/{case}")
    hold("joined, nobody sees more", police.status == 404)
    rosa.do(f"/do/undo-merge?match={match}", match=match, reason="Made up: it was her sister.")
    rosa.ask("GET", f"/cases/{case}")
    hold("taken apart, nothing is left of it", "Joined: the same person" not in rosa.page.text())


def waiting(port):
    """A case of which nothing has been planned yet."""
    rosa = sign_in(port, "rosa")
    code = report(rosa, seen="Made up: begging, a man waits.", form="begging")
    rosa.do(f"/do/open-case?report={code}", report=code, audience="women")
    return re.search(r"/cases/([0-9A-Z-]{9})", rosa.path).group(1)


def refusals(port, case):
    rosa = sign_in(port, "rosa")
    rosa.ask("GET", f"/cases/{case}/do/record-departure")
    rosa.send()
    hold("a refusal names rule and source beside the form", rosa.status == 409 and "Rule" in rosa.page.text() and "Source" in rosa.page.text())
    rosa.ask("GET", f"/cases/{case}/law")
    hold("the law of the case is there", rosa.status == 200 and "What the law refuses now" in rosa.page.text())
    rosa.ask("GET", f"/cases/{case}/readers")
    hold("who looked is there", rosa.status == 200 and "the law of the case" in rosa.page.text())
    action, fields = (rosa.ask("GET", "/report"), rosa.form())[1]
    rosa.ask("POST", action, [(n, "x" if n == "_csrf" else v) for n, v in fields])
    hold("a form without the token of its session is refused", rosa.status == 403)
    rosa.ask("POST", action, fields, {"Origin": "http://elsewhere.example"})
    hold("a form of another site is refused", rosa.status == 403)
    rosa.ask("POST", action, fields, {"Sec-Fetch-Site": "cross-site"})
    hold("a form of another site is refused, however it says so", rosa.status == 403)
    rosa.ask("GET", "/", headers={"Host": "elsewhere.example"})
    hold("another name for this machine is refused", rosa.status == 403)
    rosa.ask("GET", "/report")
    rosa.send()
    hold("an empty report is refused field by field", rosa.status == 422 and "errors" in rosa.page.ids and any(l.startswith("#f-") for l in rosa.page.links))
    provider = sign_in(port, "provider")
    provider.ask("GET", f"/cases/{case}")
    hold("a case that is none of theirs does not exist", provider.status == 404)
    provider.ask("GET", "/cases/ABC-DEF-G")
    hold("as one that never was", provider.status == 404)


def ended(port):
    """A form whose session has ended comes back filled in, and is sent by its person."""
    b = sign_in(port, "rosa")
    b.ask("GET", "/report")
    action, fields = b.form(**{"channel": "agency", "region": "oslo", "form": "begging", "people.0.gender": "man", "people.0.age": "adult", "people.0.citizenship_group": "other", "seen": "Made up: kept."})
    b.cookie = ""
    b.ask("POST", action, fields)
    hold("the answers wait in the page of signing in", b.status == 401 and "kept on this page" in b.page.text())
    b.send(user="rosa")
    hold("and are there again", b.status == 200 and any(f["name"] == "seen" for form in b.page.forms for f in form["fields"]) and "Nothing has been sent yet" in b.page.text())


def languages(port):
    b = sign_in(port, "rosa")
    b.ask("GET", "/?lang=nb")
    hold("Norwegian", b.status == 200 and b.headers["content-language"] == "nb" and "Min pult" in b.page.text())
    b.ask("GET", "/?lang=xx")
    hold("a language that is not there falls back and says so", b.status == 200 and "xx" in b.page.text())


def every_form(port, case):
    """Each command's form opens for somebody, whole."""
    names = names_of_commands()
    rosa = sign_in(port, "rosa")
    for name in names:
        rosa.ask("GET", f"/do/{name}")
        hold(f"/do/{name} opens", rosa.status == 200)
        rosa.ask("GET", f"/cases/{case}/do/{name}")
        hold(f"/cases/{case}/do/{name} opens", rosa.status == 200)
    return len(names)


OURS = {"html", "head", "meta", "title", "link", "script", "body"} | set(
    "a header div nav ul ol li details summary form input button main h1 h2 h3 p span strong bdi section fieldset legend label select option textarea em small code pre blockquote abbr aside article h4 tfoot br hr img "
    "table caption thead tbody tr th td dl dt dd time footer svg g rect path text figure figcaption".split())


def inert(b):
    """The page as a browser's own algorithm reads it (html5lib): our elements, nothing that runs, no address elsewhere."""
    import html5lib
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(b.raw)
    hold(f"{b.path}: the parser has nothing to put right: {parser.errors[:2]}", not parser.errors)
    for e in tree.iter():
        name = e.tag.split("}")[-1] if isinstance(e.tag, str) else "a comment"
        hold(f"{b.path}: <{name}> is one of ours", name in OURS)
        hold(f"{b.path}: <{name}> runs nothing", not any(a.startswith("on") or a in ("style", "srcdoc") for a in e.attrib))
        hold(f"{b.path}: a script is a file of ours", name != "script" or (e.attrib.get("src", "").startswith("/assets/") and not e.text))
        for a in ("href", "src", "action", "formaction"):
            to = e.attrib.get(a, "/")
            hold(f"{b.path}: {a}={to[:40]}", (to.startswith("/") and to[1:2] not in ("/", "\\")) or to.startswith(("#", "tel:")))


def script_in_every_field(port, case):
    """Markup in every field of every form, sent back by the check, or kept and shown on every page that shows it."""
    rosa = sign_in(port, "rosa")
    kinds = set()
    for path in [f"/do/{n}" for n in names_of_commands()] + [f"/cases/{case}/do/{n}" for n in names_of_commands()] + ["/report", f"/reports/{report(rosa)}/screen?list=general"]:
        rosa.ask("GET", path)
        form = next((f for f in rosa.page.forms if f["action"] != "/sign-out"), None)
        if not form:
            continue
        kinds |= {(f["tag"], f["type"] if f["tag"] == "input" else "") for f in form["fields"]}
        fields = [(f["name"], f["value"] if f["name"] in ("_csrf", "_key") else NASTY) for f in form["fields"] if f["tag"] != "button" and not f["name"].startswith("evidence.")]
        rosa.ask("POST", form["action"].split("?")[0], fields + [(NASTY, NASTY), ("x.0." + NASTY, NASTY)], follow=False)
        if rosa.page:
            inert(rosa)
    hold(f"every kind of field was tried: {sorted(kinds)}", {k[0] for k in kinds} >= {"input", "select", "textarea"} and {k[1] for k in kinds} >= {"text", "radio", "checkbox", "hidden"})
    nasty = {"people.0.gender": "woman", "people.0.age": "adult", "people.0.citizenship_group": "other", "people.0.full_name": NASTY, "people.0.contact": NASTY}
    rosa.ask("GET", "/report")
    rosa.send(channel="outreach", region="oslo", form="begging", seen=NASTY, place=NASTY, **nasty)
    inert(rosa)
    action, fields = rosa.form(_step="send")
    rosa.ask("POST", action, fields)
    code = re.search(r"/reports/([0-9A-Z-]{9})", rosa.path).group(1)
    rosa.ask("GET", f"/reports/{code}/screen?list=general")
    sign = next(f["name"] for f in rosa.page.forms[-1]["fields"] if f["name"].startswith("evidence."))
    rosa.send(**{sign: NASTY, "note": NASTY})
    rosa.ask("GET", f"/reports/{code}")
    hold("what was seen of a sign stands beside it, as it was written, and the reading ends with whom to call",
         rosa.page.text().count(re.sub(r"\s+", " ", NASTY)) >= 4 and "A list never decides" in rosa.page.text() and "Whom to call" in rosa.page.text())
    inert(rosa)
    rosa.do(f"/do/open-case?report={code}", report=code, audience="women")
    at = rosa.path.split("?")[0]
    rosa.do(f"{at}/do/record-threat", family_at_risk="yes", feared=NASTY, what=NASTY)
    rosa.do(f"{at}/do/record-need", service="interpreting", what=NASTY)
    rosa.do(f"{at}/do/give-consent", to="udi", purpose="residence", classes=["status"], language="en", words=NASTY)
    for path in [at, f"{at}/law", f"{at}/readers", "/", "/find", "/houses", "/national", "/plan", "/me", "/report", "/card"] + [f"{at}/{p}" for p in PARTS]:
        rosa.ask("GET", path)
        hold(f"{path} opens", rosa.status == 200)
        inert(rosa)
    piece = urllib.parse.quote(NASTY.replace("/", ""))            # a slash in a piece of the path is no path of this server
    for path in ("/find?lang=" + piece, "/nothing/" + piece, "/card/" + piece):
        rosa.ask("GET", path)
        inert(rosa)
    return at


PARTS = ("person", "services", "sharing", "child", "return")


def parts_of_a_case(port, case):
    """Each part says what is due, what can be done, and who can see it; a consent is withdrawn where it stands, a bed held where it is free."""
    rosa, udi, provider = (sign_in(port, u) for u in ("rosa", "udi", "provider"))
    at = f"/cases/{case}"
    for part in PARTS:
        rosa.ask("GET", f"{at}/{part}")
        hold(f"{part}: its three questions", rosa.status == 200 and all(s in rosa.page.text() for s in ("What is due", "What I can do", "Who can see this")))
        hold(f"{part}: each agency that sees it", "The ROSA project" in rosa.page.text())
        provider.ask("GET", f"{at}/{part}")
        hold(f"{part} of a case that is none of theirs does not exist", provider.status == 404)
    rosa.ask("GET", f"{at}/nothing")
    hold("a part that is none", rosa.status == 404)
    rosa.ask("GET", f"{at}/sharing")
    withdraw = next(f for f in rosa.page.forms if f["action"] == f"{at}/do/withdraw-consent")
    hold("the consent stands with its words", "Withdraw" in rosa.page.text())
    rosa.ask("POST", withdraw["action"], [(f["name"], f["value"]) for f in withdraw["fields"]])
    hold("withdrawn at one press, and back where it was", rosa.status == 200 and "done." in rosa.page.text() and rosa.path.startswith(f"{at}/sharing"))
    hold("and it is gone", not any(f["action"] == f"{at}/do/withdraw-consent" for f in rosa.page.forms))
    rosa.do("/do/open-house", audience="women", region="oslo", beds="1", address="Made up: by the sea.")
    rosa.ask("GET", f"{at}/services")
    beds = [f for f in rosa.page.forms if f["action"] == f"{at}/do/hold-bed"]
    hold("houses with a free bed stand there by their codes, never an address", beds and "by the sea" not in rosa.page.text())
    rosa.ask("POST", beds[0]["action"], [(f["name"], f["value"]) for f in beds[0]["fields"]])
    hold("a bed is held at one press", rosa.status == 200 and "done." in rosa.page.text() and rosa.path.startswith(f"{at}/services"))


def names_of_commands():
    said = subprocess.run([SORIA, "commands", "--format", "json", "--data", FOLDER], capture_output=True, check=True).stdout
    return [c["name"] if "name" in c else c["command"] for c in json.loads(said)["commands"]]


def main():
    global FOLDER
    with tempfile.TemporaryDirectory(prefix="soria-pages-") as t:
        FOLDER = pathlib.Path(t) / "data"
        for args in (["init", "--pack", "packs/norway-2006"], ["demo", "--seed", "3", "--cases", "10"]):
            subprocess.run([SORIA, *args, "--data", FOLDER], cwd=ROOT, check=True, capture_output=True)
        server = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", FOLDER], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        try:
            port = int(server.stdout.readline().split("127.0.0.1:")[1].split()[0])
            refusals(port, waiting(port))
            case = main_job(port)
            same_person(port)
            ended(port)
            languages(port)
            forms = every_form(port, case)
            at = script_in_every_field(port, case)
            parts_of_a_case(port, at.rsplit("/", 1)[1])
        finally:
            server.terminate()
            server.wait(30)
        print(f"pages: {forms} forms, the main job, {checks} checks hold")


if __name__ == "__main__":
    main()
