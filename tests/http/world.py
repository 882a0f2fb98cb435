"""A little country: a woman, a child, two in one report, a case that is closed, a person who is erased. Every command is in it once or more, each with
what makes it acceptable, and every sealed field holds a mark of its own that can be searched for. Nobody in it exists.

`steps` yields (user, command, fields, happened) and is sent what the command answered."""
import itertools
import random

DAY, LATER = "2006-08-01", "2006-08-03"
ERASED = "Goneyxbbzyx"
SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZA"


def spoken_code(rng=random):
    """A code with a fitting check letter, as the program makes them (docs/format)."""
    code = [rng.randrange(29) for _ in range(6)]
    check = -sum((i + 2) * c for i, c in enumerate(code)) % 29
    s = "".join(SIGNS[c] for c in code)
    return f"{s[:3]}-{s[3:]}-{SIGNS[check]}"


class Made(dict):
    """What a command might have answered, for whoever only wants to know what the steps are: a thing that nobody told is "1"."""

    def __missing__(self, key):
        return "1"


class Mark:
    def __init__(self, text, cls, place, case):
        self.text, self.cls, self.place, self.case = text, cls, place, case

    def __repr__(self):
        return f"{self.text} ({self.cls}, {self.place} {self.case})"


class World:
    """What the steps made: codes by name, and every mark. A mark's place says where it can be seen: on a person, a report, a
    screening of a report, a case, an order of an agency, a house of an agency, a referral to an agency, a finding of an agency that is no
    verdict for others, or nowhere: no look shows it."""

    def __init__(self):
        self.marks, self.codes, self.numbers = [], {}, itertools.count(1)
        self.dates = itertools.count(1)

    def mark(self, cls, place, case, name="Mark"):
        # Words of letters only, so that a name can be one.
        n, word = next(self.numbers), ""
        for _ in range(4):
            n, word = n // 20, "bdfgjklmnprstvzxhcwq"[n % 20] + word
        m = Mark(f"{name}y{word}yzx", cls, place, case)
        self.marks.append(m)
        return m.text

    def value(self, text, cls, place, case):
        self.marks.append(Mark(text, cls, place, case))
        return text

    def day(self, case, place="case"):
        """A day that stands nowhere else: when something happened."""
        return self.value(f"2006-06-{next(self.dates):02}", "care", place, case)

    def person(self, case, age="24-26", **more):
        return {"gender": "woman", "age": age, "citizenship_group": "other", "full_name": self.mark("identity", "person", case, "Name"),
                "contact": self.mark("contact", "person", case), **more}

    def steps(self):
        m, codes = self.mark, self.codes
        # A grown woman: reported by outreach, led by the shelter.
        person = self.person("A", born=self.value("1979-03-17", "identity", "person", "A"), citizenship=self.value("XQ", "identity", "person", "A"),
                             language=self.value("xqz", "identity", "person", "A"), other_names=[self.mark("identity", "person", "A", "Alias")],
                             documents=[{"kind": "passport", "number": self.mark("identity", "person", "A"), "country": self.value("QZ", "identity", "person", "A")}])
        a = yield ("pro-centre", "receive-report", {"channel": "outreach", "region": "oslo", "form": "prostitution", "people": [person],
                                                    "seen": m("story", "report", "A"), "place": m("whereabouts", "report", "A")}, self.day("A"))
        codes["report A"], codes["person A"] = a["report"], a["persons"][0]
        yield ("pro-centre", "screen-report", {"report": a["report"], "list": "prostitution", "note": m("story", "screening", "A"),
                                               "indicators": [{"indicator": "sex-01", "evidence": m("story", "screening", "A")}]}, None)
        a = yield ("rosa", "open-case", {"report": a["report"], "person": codes["person A"], "audience": "women"}, None)
        case = codes["case A"] = a["case"]
        yield ("rosa", "record-finding", {"case": case, "finding": "presumed", "grounds": m("care", "case", "A")}, self.day("A"))
        wrong = m("identity", "nowhere", "A")
        yield ("rosa", "state-identity", {"case": case, "other_names": [wrong]}, None)
        yield ("rosa", "state-identity", {"case": case, "other_names": [m("identity", "person", "A", "Alias")], "not_theirs": [wrong],
                                          "documents": [{"kind": "identity-card", "number": m("identity", "person", "A")}]}, None)
        yield ("rosa", "join-team", {"case": case, "agency": "labour-inspection"}, None)
        yield ("rosa", "join-team", {"case": case, "agency": "iom"}, None)
        yield ("rosa", "leave-team", {"case": case, "agency": "labour-inspection"}, None)
        yield ("rosa", "offer-referral", {"case": case, "to": "clinic", "service": "health-care", "parts": ["identity", "health"],
                                          "why": m("care", "referral clinic", "A")}, None)
        yield ("clinic", "accept-referral", {"case": case, "referral": 1}, None)
        yield ("rosa", "offer-referral", {"case": case, "to": "pro-centre", "service": "social-support", "parts": ["identity"]}, None)
        yield ("pro-centre", "decline-referral", {"case": case, "referral": 2, "reason": "full"}, None)
        yield ("rosa", "order-service", {"case": case, "service": "interpreting", "provider": "provider-oslo", "need": m("care", "order provider-oslo", "A")}, None)
        yield ("provider", "deliver-service", {"case": case, "order": 1, "note": m("care", "order provider-oslo", "A")}, None)
        yield ("rosa", "order-service", {"case": case, "service": "psychosocial", "provider": "rosa", "need": m("care", "order rosa", "A")}, None)
        yield ("rosa", "order-service", {"case": case, "service": "legal-aid", "provider": "counsel-oslo", "need": m("care", "order counsel-oslo", "A")}, None)
        yield ("rosa", "give-consent", {"case": case, "to": "udi", "purpose": "residence", "classes": ["identity", "status"], "language": "en",
                                        "words": m("care", "case", "A"), "until": "2007-08-01"}, None)
        # Far more than any consent opens for the police.
        yield ("rosa", "give-consent", {"case": case, "to": "oslo-police", "purpose": "identification", "language": "en", "words": m("care", "case", "A"),
                                        "classes": ["status", "staff", "identity", "contact", "whereabouts", "health", "story", "care", "child"]}, None)
        yield ("rosa", "give-consent", {"case": case, "to": "reform", "purpose": "assistance", "classes": ["identity"], "language": "en", "words": "yes"}, None)
        yield ("rosa", "withdraw-consent", {"case": case, "to": "reform", "purpose": "assistance"}, None)
        yield ("udi", "grant-reflection-period", {"case": case, "from": "2006-07-31"}, None)
        yield ("udi", "correct-residence-start", {"case": case, "residence": "reflection-period", "from": DAY, "why": m("care", "case", "A")}, None)
        yield ("udi", "record-application", {"case": case, "application": "asylum"}, None)
        yield ("udi", "record-application-decided", {"case": case, "application": "asylum", "granted": False}, None)
        yield ("rosa", "grant-legal-aid", {"case": case, "minutes": 240}, None)
        yield ("counsel", "use-legal-aid", {"case": case, "minutes": 60, "note": m("care", "case", "A")}, None)
        yield ("rosa", "record-breaking-away", {"case": case, "note": m("story", "case", "A")}, self.day("A"))
        a = yield ("rosa", "open-house", {"audience": "women", "region": "oslo", "beds": 4, "address": m("whereabouts", "house rosa", "")}, None)
        house = codes["house"] = a["house"]
        yield ("rosa", "hold-bed", {"house": house, "case": case, "bed": 2}, None)
        yield ("rosa", "use-bed", {"house": house, "case": case}, self.day("A", "nowhere"))
        yield ("rosa", "plan-return", {"case": case, "kind": "wished", "country": self.value("QX", "whereabouts", "case", "A"), "anonymous": False}, None)
        yield ("rosa", "assess-return-risk", {"case": case, "acceptable": False, "grounds": m("care", "case", "A")}, None)

        # A child: reported by the reception centre, led by child welfare, with a representative.
        a = yield ("reception", "receive-report", {"channel": "reception-centre", "region": "eastern", "form": "begging", "seen": m("story", "report", "B"),
                                                   "people": [self.person("B", age="9-17")], "place": m("whereabouts", "report", "B")}, None)
        codes["report B"], codes["person B"] = a["report"], a["persons"][0]
        yield ("reception", "report-concern", {"report": a["report"], "to": "barnevern", "what": m("child", "case", "B")}, None)
        a = yield ("barnevern", "open-case", {"report": a["report"], "audience": "children"}, None)
        case = codes["case B"] = a["case"]
        yield ("barnevern", "record-finding", {"case": case, "finding": "presumed", "grounds": m("care", "case", "B")}, None)
        yield ("barnevern", "doubt-age", {"case": case, "why": m("child", "case", "B")}, None)
        yield ("barnevern", "decide-age", {"case": case, "under_18": True, "grounds": m("child", "case", "B")}, None)
        yield ("barnevern", "tell-rights", {"case": case, "language": "ro", "in_writing": True}, None)
        yield ("barnevern", "appoint-representative", {"case": case, "agency": "guardians-oslo", "representative": m("child", "person", "B", "Name"),
                                                       "independent": True}, None)
        yield ("barnevern", "plan-return", {"case": case, "kind": "wished", "country": self.value("ZQ", "whereabouts", "case", "B"), "anonymous": False}, self.day("B"))
        yield ("barnevern", "determine-best-interests", {"case": case, "supports_return": True, "grounds": m("child", "case", "B"),
                                                         "view_of_the_child": m("child", "case", "B")}, None)
        yield ("barnevern", "name-carer", {"case": case, "carer": m("child", "case", "B", "Name"), "how_known": m("child", "case", "B")}, None)
        a = yield ("barnevern", "open-house", {"audience": "children", "region": "oslo", "beds": 2, "address": m("whereabouts", "house barnevern", "")}, None)
        codes["house B"] = a["house"]
        yield ("barnevern", "hold-bed", {"house": a["house"], "case": case}, None)

        # Two in one report, each with a case of their own; around the first everybody whom a lead can bring in, and should not.
        a = yield ("pro-centre", "receive-report", {"channel": "outreach", "region": "oslo", "form": "prostitution", "seen": m("story", "report", "E"),
                                                    "people": [self.person("E"), self.person("F")]}, None)
        codes["report E"], codes["person E"], codes["person F"] = a["report"], a["persons"][0], a["persons"][1]
        a = yield ("rosa", "open-case", {"report": a["report"], "person": codes["person E"], "audience": "women"}, None)
        case = codes["case E"] = a["case"]
        a = yield ("pro-centre", "open-case", {"report": codes["report E"], "person": codes["person F"], "audience": "women"}, None)
        codes["case F"] = a["case"]
        for agency in ("iom", "pu", "justice-ministry"):
            yield ("rosa", "join-team", {"case": case, "agency": agency}, None)
        yield ("rosa", "record-finding", {"case": case, "finding": "presumed", "grounds": m("care", "case", "E")}, None)
        yield ("pro-centre", "record-finding", {"case": codes["case F"], "finding": "presumed", "grounds": m("care", "case", "F")}, None)
        for agency in ("pu", "justice-ministry"):
            yield ("rosa", "offer-referral", {"case": case, "to": agency, "service": "social-support", "parts": ["identity", "care", "story"]}, None)
        yield ("rosa", "offer-referral", {"case": case, "to": "provider-oslo", "service": "social-support", "parts": ["identity"],
                                          "why": m("care", "referral provider-oslo", "E")}, None)
        yield ("rosa", "order-service", {"case": case, "service": "interpreting", "provider": "provider-oslo", "need": m("care", "order provider-oslo", "E")}, None)
        yield ("rosa", "order-service", {"case": case, "service": "psychosocial", "provider": "rosa", "need": m("care", "order rosa", "E")}, None)
        for agency, purpose in (("pu", "residence"), ("justice-ministry", "statistics"), ("kom", "oversight"), ("provider-oslo", "assistance")):
            yield ("rosa", "give-consent", {"case": case, "to": agency, "purpose": purpose, "classes": ["identity", "contact", "story", "care"], "language": "en",
                                            "words": m("care", "case", "E")}, None)
        yield from self.support(case, house)
        yield from self.plan()
        yield ("udi", "receive-report", {"channel": "agency", "region": "oslo", "form": "begging", "seen": "Nobody in it.", "people": [
            {"gender": "unknown", "age": "unknown", "citizenship_group": "unknown"}]}, None)

        # One woman whom two agencies report before anybody leads a case: the neutral reviewer judges. Nothing of her is marked but the reasons.
        she = {"gender": "woman", "age": "21-23", "citizenship_group": "other", "full_name": "Tatjana Sokolova", "born": "1983-05-17", "citizenship": "RU"}
        a = yield ("pro-centre", "receive-report", {"channel": "outreach", "region": "oslo", "form": "prostitution", "seen": "Twice.", "people": [she]}, None)
        codes["report G"], codes["person G"] = a["report"], a["persons"][0]
        a = yield ("labour-inspection", "receive-report", {"channel": "agency", "region": "oslo", "form": "forced-labour", "seen": "Twice.",
                                                           "people": [{**she, "full_name": "Tatiana Sokolowa"}]}, None)
        codes["report H"], codes["person H"] = a["report"], a["persons"][0]
        yield ("labour-inspection", "ask-match", {"person": codes["person H"]}, None)
        yield ("labour-inspection", "ask-peer", {"person": codes["person H"], "peer": "other-register"}, None)
        yield ("owner", "carry", "", None)               # whatever waits has failed, now and not while a test counts
        a = yield ("kom", "first-match", {}, None)       # not a command: what waits in the reviewer's queue
        match = codes["match"] = a["match"]
        yield ("kom", "answer-match", {"match": match, "answer": "same", "reason": m("care", "match kom", "G")}, None)
        yield ("kom", "merge-persons", {"match": match, "reason": m("care", "nowhere", "G")}, None)
        yield ("kom", "undo-merge", {"match": match, "reason": m("care", "nowhere", "G")}, None)
        yield ("kom", "merge-persons", {"match": match, "reason": m("care", "match kom", "G")}, None)

        # A case that went its whole way.
        a = yield ("rosa", "receive-report", {"channel": "self", "region": "western", "form": "forced-labour", "seen": m("story", "report", "C"),
                                              "people": [self.person("C")]}, None)
        codes["report C"], codes["person C"] = a["report"], a["persons"][0]
        a = yield ("rosa", "open-case", {"report": a["report"], "audience": "women"}, None)
        case = codes["case C"] = a["case"]
        yield ("rosa", "record-finding", {"case": case, "finding": "presumed", "grounds": m("care", "case", "C")}, None)
        yield ("rosa", "hold-bed", {"house": house, "case": case}, None)
        yield ("rosa", "release-bed", {"house": house, "case": case}, None)
        # The police cannot see it, and have to be let in first.
        yield ("rosa", "give-consent", {"case": case, "to": "oslo-police", "purpose": "identification", "classes": ["status"], "language": "en", "words": m("care", "case", "C")}, None)
        yield ("rosa", "give-consent", {"case": case, "to": "udi", "purpose": "residence", "classes": ["status"], "language": "en", "words": m("care", "case", "C")}, None)
        yield ("oslo-police", "record-complaint", {"case": case}, None)
        yield ("oslo-police", "record-investigation", {"case": case}, None)
        yield ("udi", "grant-permit", {"case": case, "permit": "humanitarian", "from": DAY, "until": "2007-02-01"}, None)
        yield ("udi", "withdraw-residence", {"case": case, "why": m("care", "case", "C")}, None)
        yield ("rosa", "plan-return", {"case": case, "kind": "wished", "country": "RO", "anonymous": True}, None)
        yield ("rosa", "assess-return-risk", {"case": case, "acceptable": True, "grounds": m("care", "case", "C")}, None)
        yield ("rosa", "record-departure", {"case": case}, None)
        yield ("rosa", "choose-return-channel", {"case": case, "channel": m("contact", "case", "C")}, None)
        yield ("rosa", "follow-up-return", {"case": case, "outcome": "well", "note": m("care", "case", "C")}, None)
        yield ("rosa", "close-case", {"case": case, "why": m("care", "case", "C")}, None)

    def support(self, case, house):
        """What is recorded while somebody is helped, on the case with the most who are around it and should see little."""
        m, codes = self.mark, self.codes
        yield ("pro-centre", "log-contact", {"region": "oslo", "arena": "outdoors", "women": 3, "men": 1, "information": [{"how": "oral", "language": "ro"}], "help_offered": True,
                                             "referred_to": "rosa", "agent": m("identity", "nowhere", "E", "Name"), "agent_checked": True, "note": m("story", "nowhere", "E")}, None)
        yield ("rosa", "record-turned-away", {"audience": "women", "region": "oslo", "reason": "no-free-bed"}, None)
        a = yield ("rosa", "derive-list", {"from": "general", "title": "A made-up list", "indicators": ["gen-control-02", "gen-control-11"]}, None)
        codes["list"] = a["list"]
        yield ("rosa", "revise-list", {"list": a["list"], "indicators": ["gen-control-11", "gen-violence-01"]}, None)
        yield ("rosa", "screen-report", {"report": codes["report E"], "list": "general", "derived": a["list"],
                                         "indicators": [{"indicator": "gen-control-11", "evidence": m("story", "screening", "E")}]}, None)
        a = yield ("rosa", "record-threat", {"case": case, "feared": m("story", "case", "E"), "what": m("story", "case", "E"), "family_at_risk": True}, None)
        yield ("rosa", "end-threat", {"case": case, "threat": int(a["threat"]), "why": m("story", "case", "E")}, None)
        yield ("rosa", "agree-safety-plan", {"case": case, "safe_times": m("contact", "case", "E"), "safe_channels": m("contact", "case", "E"),
                                             "plan": m("care", "case", "E")}, None)
        yield ("rosa", "mark-house", {"house": house, "warning": "recruitment", "why": m("whereabouts", "nowhere", "E")}, None)
        yield ("rosa", "record-need", {"case": case, "service": "language-lessons", "what": m("care", "case", "E")}, None)
        a = yield ("rosa", "order-service", {"case": case, "service": "language-lessons", "provider": "provider-oslo", "need": m("care", "order provider-oslo", "E")}, None)
        yield ("provider", "accept-order", {"case": case, "order": int(a["order"])}, None)
        a = yield ("rosa", "order-service", {"case": case, "service": "work-training", "provider": "provider-oslo"}, None)
        yield ("provider", "decline-order", {"case": case, "order": int(a["order"]), "reason": "full"}, None)
        yield ("rosa", "appoint-counsel", {"case": codes["case A"], "counsel": "counsel-oslo", "task": "redress"}, None)
        a = yield ("rosa", "plan-step", {"case": case, "kind": "work", "goal": m("care", "case", "E")}, None)
        yield ("rosa", "reach-step", {"case": case, "step": int(a["step"])}, None)
        a = yield ("rosa", "plan-step", {"case": case, "kind": "education", "goal": m("care", "case", "E")}, None)
        yield ("rosa", "drop-step", {"case": case, "step": int(a["step"]), "why": m("care", "case", "E")}, None)
        a = yield ("rosa", "issue-letter", {"case": case, "entitlement": "health-care", "until": "2007-01-31"}, None)
        codes["letter"] = a["letter"]
        a = yield ("rosa", "issue-letter", {"case": case, "entitlement": "schooling", "until": "2007-01-31"}, None)
        yield ("rosa", "revoke-letter", {"case": case, "letter": a["letter"]}, None)
        yield ("rosa", "record-redress", {"case": case, "kind": "wages", "step": "claimed", "note": m("story", "case", "E")}, None)
        a = yield ("rosa", "add-person", {"report": codes["report E"], "person": {"gender": "man", "age": "0-8", "citizenship_group": "other"}}, None)
        codes["person of E"] = a["persons"][0]
        yield ("rosa", "record-relation", {"case": case, "to": codes["person of E"], "relation": "child"}, None)
        yield ("rosa", "record-pregnancy", {"case": case, "due": self.value("2007-01-19", "health", "person", "E")}, None)
        yield ("rosa", "record-finding", {"case": case, "finding": "not-found", "grounds": m("care", "finding rosa", "E")}, None)
        yield ("rosa", "ask-review", {"case": case, "of": "rosa", "why": m("care", "finding rosa", "E")}, None)
        a = yield ("rosa", "offer-referral", {"case": case, "to": "reform", "service": "self-help", "parts": ["identity"]}, None)
        yield ("rosa", "withdraw-referral", {"case": case, "referral": int(a["referral"]), "why": m("care", "case", "E")}, None)
        a = yield ("rosa", "offer-referral", {"case": case, "to": "clinic", "service": "health-care", "parts": ["health"]}, None)
        yield ("clinic", "accept-referral", {"case": case, "referral": int(a["referral"])}, None)
        yield ("clinic", "complete-referral", {"case": case, "referral": int(a["referral"]), "outcome": m("care", "case", "E")}, None)
        yield ("rosa", "join-team", {"case": case, "agency": "pro-centre"}, None)
        yield ("rosa", "hand-over-lead", {"case": case, "to": "pro-centre"}, None)
        yield ("pro-centre", "hand-over-lead", {"case": case, "to": "rosa"}, None)
        yield ("pro-centre", "leave-team", {"case": case, "agency": "pro-centre"}, None)

    def plan(self):
        """What ministries and agencies do on the plan's measures: all of it is read by everybody, and nothing in it is about a person."""
        a = yield ("kom", "set-milestone", {"measure": "m29", "title": "The methods are issued", "due": LATER}, None)
        yield ("kom", "reach-milestone", {"milestone": a["milestone"], "evidence": "A letter."}, None)
        a = yield ("foreign-ministry", "appropriate-funds", {"measure": "m01", "title": "Projects abroad", "year": 2006, "amount": 22500000, "budget": "projects-abroad-2006-2009"}, None)
        self.codes["appropriation"] = a["appropriation"]
        yield ("foreign-ministry", "disburse-funds", {"appropriation": a["appropriation"], "purpose": "A project", "amount": 1000000}, None)
        a = yield ("kom", "commission-study", {"measure": "m10", "kind": "evaluation", "title": "The third year", "by": "An institute", "due": LATER}, None)
        yield ("kom", "publish-study", {"study": a["study"], "conclusion": "It works.", "reference": "Report 1"}, None)
        yield ("justice-ministry", "publish-conclusion", {"measure": "m20", "kind": "no-change", "title": "Methods", "conclusion": "Nothing is changed."}, None)
        yield ("justice-ministry", "update-measure", {"measure": "m19", "title": "A group is set up", "evidence": "A letter."}, None)
        a = yield ("justice-ministry", "compare-law", {"measure": "m19", "title": "Purchase of sexual services", "country": "SE", "proposal": "The same here.", "position": "It is considered.", "state": "compared"}, None)
        yield ("justice-ministry", "move-proposal", {"comparison": a["comparison"], "state": "proposed", "position": "It is proposed."}, None)
        a = yield ("children-ministry", "plan-course", {"measure": "m13", "title": "A course", "profession": "child-welfare", "region": "oslo", "places": 30}, None)
        yield ("barnevern", "enrol-in-course", {"course": a["course"], "profession": "child-welfare", "region": "oslo", "people": 20}, None)
        yield ("children-ministry", "certify-course", {"course": a["course"], "profession": "child-welfare", "region": "oslo", "people": 18, "right_before": 90, "asked_before": 180,
                                                       "right_after": 150, "asked_after": 180}, None)
        yield ("defence-ministry", "record-deployment", {"measure": "m02", "mission": "A mission", "kind": "military", "unit": "A unit", "deployed": 40, "trained": 30}, None)
        yield ("defence-ministry", "record-conduct-case", {"measure": "m02", "mission": "A mission", "kind": "military", "subject": "paid-for-sex", "outcome": "sent-home"}, None)
        a = yield ("kom", "found-forum", {"measure": "m30", "title": "The Oslo Pilot", "level": "local", "region": "oslo", "seats": ["rosa", "oslo-police"]}, None)
        forum = a["forum"]
        yield ("rosa", "hold-meeting", {"forum": forum, "subject": "How we work together."}, None)
        a = yield ("kom", "decide-in-forum", {"forum": forum, "what": "A list of telephone numbers.", "owner": "rosa", "due": LATER}, None)
        yield ("rosa", "complete-decision", {"forum": forum, "decision": int(a["decision"]), "evidence": "The list."}, None)
        a = yield ("children-ministry", "plan-conference", {"measure": "m15", "title": "Nordic conference", "day": DAY, "call": "What have you learnt?"}, None)
        conference = a["conference"]
        yield ("children-ministry", "set-programme", {"conference": conference, "programme": "Morning: what was learnt. Afternoon: what is missing."}, None)
        yield ("children-ministry", "record-participants", {"conference": conference, "country": "SE", "profession": "police", "participants": 12},
               None)
        a = yield ("children-ministry", "conclude-conference", {"conference": conference, "what": "Share more.", "owner": "barnevern", "due": LATER}, None)
        yield ("barnevern", "follow-up-conclusion", {"conference": conference, "conclusion": int(a["conclusion"]), "evidence": "Shared."}, None)
        yield ("barnevern", "write-lesson", {"measure": "m12", "title": "Trust takes time", "theme": "trust", "region": "oslo", "lesson": "The same adult should meet the child each time."}, None)
        yield ("rosa", "survey-service", {"measure": "m09", "title": "A survey", "service": "interpreting", "asked": 20, "answered": 15, "satisfied": 12}, None)
        a = yield ("kom", "register-organisation", {"measure": "m08", "title": "An organisation", "kind": "users"}, None)
        yield ("kom", "give-seat", {"forum": forum, "organisation": a["organisation"]}, None)
        yield ("kom", "support-organisation", {"organisation": a["organisation"], "purpose": "A year's work", "amount": 50000}, None)
        a = yield ("kom", "issue-guidance", {"measure": "m29", "title": "A brochure", "kind": "brochure", "profession": "everybody", "language": "nb", "edition": "1"}, None)
        yield ("kom", "revise-guidance", {"guidance": a["guidance"], "edition": "2", "changes": "A new telephone number."}, None)
        yield ("kom", "give-guidance", {"guidance": a["guidance"], "to": "rosa", "people": 12}, None)
        yield ("kom", "release-data", {"measure": "m32", "title": "A table by year", "receiver": "A university", "purpose": "A study.",
                                       "kind": "aggregated", "grounds": "A decision of the ministry."}, None)
        yield ("labour-inspection", "record-inspection", {"measure": "m26", "title": "Three building sites", "industry": "construction", "region": "oslo", "workers": 30, "reported_workers": 2,
                                                          "reported_employers": 1}, None)
        a = yield ("foreign-ministry", "propose-project", {"measure": "m01", "title": "Work for women", "partner": "A partner", "country": "MD", "target": "women", "amount": 2000000, "mission": "A foreign mission"}, None)
        yield ("foreign-ministry", "choose-project", {"project": a["project"], "why": "It is near those at risk."}, None)
        yield ("foreign-ministry", "agree-project", {"project": a["project"], "amount": 2000000, "until": "2008-08-01"}, None)
        yield ("foreign-ministry", "pay-instalment", {"project": a["project"], "part": "the first half", "amount": 1000000}, None)
        yield ("foreign-ministry", "record-result", {"project": a["project"], "reached": 120, "result": "They have work."}, None)
        yield ("foreign-ministry", "close-project", {"project": a["project"], "outcome": "completed", "result": "It is over."}, None)
        a = yield ("foreign-ministry", "propose-project", {"measure": "m33", "title": "Border posts", "partner": "A partner", "country": "UA", "target": "authorities", "amount": 500000}, None)
        yield ("foreign-ministry", "decline-project", {"project": a["project"], "why": "No money is left this year."}, None)
        a = yield ("children-ministry", "plan-campaign", {"measure": "m03", "title": "A campaign", "target": "public", "question": "Should it be bought?", "percent_before": 50, "percent_after": 60}, None)
        yield ("children-ministry", "survey-campaign", {"campaign": a["campaign"], "wave": "before", "asked": 500, "agreed": 250}, None)
        yield ("children-ministry", "adopt-guideline", {"measure": "m03", "body": "An enterprise", "kind": "state-enterprise"}, None)
        a = yield ("health-ministry", "follow-series", {"measure": "m04", "title": "Waiting list", "series": "organ-waiting-list", "target": 150}, None)
        yield ("health-ministry", "record-value", {"series": a["series"], "on": DAY, "value": 210, "reference": "A register"}, None)
        yield ("foreign-ministry", "record-treaty-step", {"measure": "m33", "treaty": "palermo-protocol", "country": "MD", "step": "ratified"}, None)
        a = yield ("foreign-ministry", "make-commitment", {"measure": "m16", "kind": "contribution", "title": "Training", "counterpart": "Council of Baltic Sea States", "due": LATER}, None)
        yield ("foreign-ministry", "keep-commitment", {"commitment": a["commitment"], "evidence": "It was held."}, None)
        yield ("foreign-ministry", "hold-dialogue", {"measure": "m35", "title": "A round", "country": "VN", "raised": True, "answer": "promised"}, None)

    def erasure(self):
        """Somebody whose key is destroyed, in a pack that keeps records for a day only."""
        a = yield ("labour-inspection", "receive-report", {"channel": "agency", "region": "southern", "form": "forced-labour", "seen": ERASED,
                                                           "people": [{"gender": "man", "age": "adult", "citizenship_group": "eea", "full_name": ERASED, "other_names": [ERASED + " 2"],
                                                                       "documents": [{"kind": "passport", "number": ERASED}]}]}, None)
        self.codes["report D"], self.codes["person D"] = a["report"], a["persons"][0]
        yield ("owner", "day", LATER, None)
        yield ("officer", "request-erasure", {"person": self.codes["person D"]}, None)
        yield ("officer-2", "confirm-erasure", {"person": self.codes["person D"]}, None)


def through(*stories):
    """One story after the other."""
    for story in stories:
        yield from story


def make(server):
    """Does all of it; the world it made."""
    world = World()
    steps = world.steps()
    answer = None
    while True:
        try:
            user, command, fields, happened = steps.send(answer)
        except StopIteration:
            return world
        answer = server.owner(command, fields.encode()).json() if user == "owner" else server.done(user, command, happened, **fields)
