#!/usr/bin/python3
"""The documents say what is there, and all of it.

docs/reference.md, docs/reference-pack.md and docs/guide/htcds.md are generated from the program, its sources and the pack: a stale one fails;
SORIA_WRITE=1 writes them anew. What people wrote is checked for names of files, commands, tests and identifiers that do not
exist, and for dead links. Every check is first shown something wrong, so that a check that cannot fail fails here.
"""
import json
import os
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent / "docs"))

from checks import (calls_wrong, decisions_wrong, files_missing, identifiers_unknown, keys_asked_for, links_dead,
    pack_keys_missing, places_wrong, private_words, scripts_unnamed, source_names_missing, stale, titles_unknown,
    undocumented, unparsed, DECISIONS, HEADINGS)
from htcds import htcds
from reference import RULES, reference, reference_pack
from sources import (class_names, command_line, commands_of, events_of, headers, members_of, pack_data, read, routes_of, run, tables_of,
    tracked, PACK, PROGRAM, ROOT)

MADE = {"docs/reference.md": reference, "docs/reference-pack.md": reference_pack, "docs/guide/htcds.md": htcds}
REQUIRED = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "docs/tour.md", "docs/glossary.md",
            "docs/limitations.md", "docs/decisions/README.md", "docs/format/pack.md", *MADE]
SOURCES = ["src", "packs", "script", "tests", "bench"]


def prove():
    """Gives the name of every check that cannot tell right from wrong."""
    cli = {(): ("", {"--data": ("", "")}, []), ("do",): ("", {}, []), ("init",): ("", {"--pack": ("", "")}, [])}
    commands = {"open-case": ("protection", "", [("report", "", False)])}
    header = ('struct A {\n    SORIA_COMMAND(A, "room", "do-a", "Says a.");\n    Ref<CaseId> case_;\n    std::optional<std::string> note;\n};\n')
    event = ('struct B {\n    static constexpr uint16_t type = 7;\n    static constexpr std::string_view name = "B";\n'
             '    static constexpr StreamKind stream = StreamKind::case_;\n    Staff<AgencyRef> from, to;\n    Care<std::string> why;   // said\n};\n')
    view = ('struct R {\n    static constexpr std::string_view table = "rs";\n    static constexpr size_t key_columns = 1;\n'
            '    Public<Id> id;\n    Sealed<Class::care, std::string> why;\n};\n')
    api = ('constexpr Parameter code{"code", "path", "a code", true};\nstatic const std::vector<Route> list{\n'
           '        {"GET", "/api/x/{code}", "One x.", {code}, by<y>},\n        {"POST", "/api/z", "A \\"z\\".", {{"n", "query", "a number"}}, nullptr},\n    };\n')
    pages = {f"{n:04}-x.md": f"# {n}. X\n" + "".join(f"**{h}** x\n" for h in HEADINGS) for n in DECISIONS}
    index = " ".join(f"({p})" for p in pages)
    short = {p: t for p, t in pages.items() if not p.startswith("0007")}
    mute = dict(pages, **{"0008-x.md": "# 8. X\n"})
    files = ["docs/a.md", "src/b/c.cpp", "script/build"]
    cases = [   # name, what a right input gives, what a wrong one gives
        ("stale", stale("d", "a\nb\n", "a\nb\n"), stale("d", "a\nb\n", "a\nc\n")),
        ("stale: cut short", [], stale("d", "a\nb\n", "a\n")),
        ("undocumented", undocumented("x", ["hold-bed"], "`hold-bed`"), undocumented("x", ["hold-bed"], "hold-beds, un-hold-bed")),
        ("unparsed", unparsed("x", {"a": 1}, {"a": 1}), unparsed("x", {"a": 1}, {"b": 1})),
        ("pack keys", pack_keys_missing({"length"}, "`length` (x)"), pack_keys_missing({"length"}, "the length")),
        ("files", files_missing("d", "`src/b/c.cpp` `src/*/c.cpp` `src/b/` `c.cpp` `a/b` `16 KiB`", files), files_missing("d", "`src/b/d.cpp`", files)),
        ("files by name", [], files_missing("d", "`d.cpp`", files)),
        ("identifiers", identifiers_unknown("d", "`Store::one` `now` `hold-bed`", {"Store", "one"}, "hold-bed"), identifiers_unknown("d", "`Store::two`", {"Store"}, "")),
        ("identifiers with dashes", [], identifiers_unknown("d", "`hold-bad`", set(), "hold-bed")),
        ("calls", calls_wrong("d", "`soria init --pack P --data D` `soria do open-case report=K`", cli, commands), calls_wrong("d", "`soria initialise`", cli, commands)),
        ("calls: option", [], calls_wrong("d", "    soria init --sack P\n", cli, commands)),
        ("calls: command", [], calls_wrong("d", "```\nsoria do close-case case=K\n```", cli, commands)),
        ("calls: field", [], calls_wrong("d", "`soria do open-case person=K`", cli, commands)),
        ("titles", titles_unknown("d", '`a/b_test.cpp`: "yes,\nit is"', {"a/b_test.cpp": '"yes, it is"'}), titles_unknown("d", '`a/b_test.cpp`: "no"', {"a/b_test.cpp": '"yes"'})),
        ("places", places_wrong("d", "`A::one` and `two` in `src/a.cpp`, `three` in `src/b.cpp`", {"src/a.cpp": "one two", "src/b.cpp": "three"}),
         places_wrong("d", "`A::one` and `two` in `src/a.cpp`", {"src/a.cpp": "one"})),
        ("places: in brackets", [], places_wrong("d", "the lock (`one` in `src/a.cpp`)", {"src/a.cpp": "two"})),
        ("places: after a comma", [], places_wrong("d", "`one`, `src/a.cpp`", {"src/a.cpp": "two"})),
        ("links", links_dead("docs/a.md", "[x](../src/b/c.cpp) [y](#one-two) [z](https://x)\n# One two\n", {"docs/a.md": "# One two"}, files),
         links_dead("docs/a.md", "[x](b.md)", {}, files)),
        ("links: heading", [], links_dead("docs/a.md", "[y](#three)", {"docs/a.md": "# One two"}, files)),
        ("decisions", decisions_wrong(pages, index, {"s": "docs/decisions/0003-x.md"}), decisions_wrong(short, index, {})),
        ("decisions: headings", [], decisions_wrong(mute, index, {})),
        ("decisions: index", [], decisions_wrong(pages, "", {})),
        ("decisions: sources", [], decisions_wrong(pages, index, {"s": "docs/decisions/0003-y.md"})),
        ("names in sources", source_names_missing({"s": "see docs/a.md"}, files), source_names_missing({"s": "see docs/b.md"}, files)),
        ("scripts", scripts_unnamed(["script/build"], "`script/build`"), scripts_unnamed(["script/build"], "script/build")),
        ("private words", private_words("d", "docs/work/x"), private_words("d", "see /" + "work/main")),
    ]
    broken = [name for name, right, wrong in cases if right or not wrong]
    if keys_asked_for({"f": 'e.str("a"); v.standing(); {"b", [](Entry& e'}) != {"a", "b", "id", "standing"}:
        broken.append("keys asked for")
    if commands_of({"f": header}) != {"do-a": ("room", "Says a.", [("case", "a case's code", False), ("note", "text", True)])}:
        broken.append("commands read from the sources")
    if events_of({"f": event}, {"Staff": "staff", "Care": "care"}) != {7: ("B", "case", [("from", "staff", "an agency", ""), ("to", "staff", "an agency", ""), ("why", "care", "text", "said")])}:
        broken.append("events read from the sources")
    if tables_of(view, {"Public": "public"}) != {"rs": [("id", "public", False, True), ("why", "care", True, False)]}:
        broken.append("views read from the sources")
    if routes_of(api) != [("GET", "/api/x/{code}", "One x.", [("code", "path", "a code")]), ("POST", "/api/z", 'A "z".', [("n", "query", "a number")])]:
        broken.append("routes read from the sources")
    return broken


def the_world():
    classes, pack = class_names(), pack_data()
    explained = {}
    for kind in RULES:
        for rule in pack[kind]:
            explained[rule["id"]] = run("pack", "explain", rule["id"], "--pack", PACK)
    return {"cli": command_line(), "routes": routes_of(read("src/app/api/api.cpp")), "commands": commands_of(headers("commands.hpp")),
            "events": events_of(headers("events.hpp"), classes), "tables": tables_of("".join(headers("views.hpp").values()), classes),
            "pack": pack, "explained": explained}


def all_findings(world, files):
    wrong = [f"{p} is not there" for p in REQUIRED if p not in files]
    texts = {name: read(name) if name in files else "" for name in MADE}
    for name, make in MADE.items():
        wrong += stale(name, texts[name], make(world))
    written = "\n".join(texts.values())
    said = {c["command"]: (c["room"], c["what"], c["fields"]) for c in json.loads(run("commands", "--format", "json"))["commands"]}
    found = {n: (room, summary, " ".join(f + ("?" if o else "") + members_of(words) for f, words, o in fields))
             for n, (room, summary, fields) in world["commands"].items()}
    wrong += unparsed("command", said, found)
    events = {k[6:] for k in world["pack"]["texts"] if k.startswith("event.")}
    wrong += unparsed("event", {e: True for e in events}, {name: True for name, _, _ in world["events"].values()})
    listed = re.findall(r'"(/api/v\d/[^"]*)", "', read("src/app/api/api.cpp"))
    wrong += unparsed("route", {p: True for p in listed}, {p: True for _, p, _, _ in world["routes"]})
    wrong += undocumented("command", said, written) + undocumented("event", events, written) + undocumented("route", listed, written)
    wrong += undocumented("subcommand", [" ".join(p) for p in world["cli"] if p], written)
    wrong += undocumented("option", sorted({o for _, options, _ in world["cli"].values() for o in options}), written)
    for kind in RULES + ["disclosure"]:
        wrong += undocumented(kind, [r["id"] for r in world["pack"][kind]], written)
    wrong += pack_keys_missing(keys_asked_for({p: read(p) for p in files if re.fullmatch(r"src/pack/\w+\.cpp", p)}), read("docs/format/pack.md"))
    glossary = read("docs/glossary.md") if "docs/glossary.md" in files else ""
    terms = set(re.findall(r'return "([a-z]+)"', read("src/base/core/classes.cpp"))) | {v["id"] for v in next(c for c in world["pack"]["codes"] if c["id"] == "purpose")["values"]}
    terms |= set(re.findall(r'"([a-z]+)"', re.search(r"names\{(.*?)\}", read("src/access/policy.cpp"), re.S).group(1)))
    wrong += undocumented("term (glossary)", sorted(terms), glossary)
    scripts = [f for f in files if re.fullmatch(r"script/\w+|run|test|\.ci/run", f)]
    wrong += scripts_unnamed(scripts, read("CONTRIBUTING.md") if "CONTRIBUTING.md" in files else "")
    return wrong + findings_in_documents(world, files)


def findings_in_documents(world, files):
    wrong = []
    documents = {f: read(f) for f in files if f.endswith(".md")}
    sources = {f: read(f) for f in files if not f.startswith("tests/fuzz/corpus/") and f.split("/")[0] in SOURCES + ["CMakeLists.txt", "run", "test"] and re.search(r"(?:\.(?:cpp|hpp|yaml|py|txt|sh|story)|/\w+|^run|^test)$", f)}
    text = "\n".join(t for f, t in sources.items() if not f.startswith("tests/docs"))
    words = set(re.findall(r"\w+", text))
    tests = {f: t for f, t in sources.items() if f.endswith("_test.cpp")}
    known = set(files)
    for name, d in documents.items():
        wrong += links_dead(name, d, documents, known) + files_missing(name, d, files) + private_words(name, d)
        wrong += calls_wrong(name, d, world["cli"], world["commands"]) + titles_unknown(name, d, tests)
        if name not in MADE and not name.startswith("docs/format/"):
            wrong += identifiers_unknown(name, d, words, text) + places_wrong(name, d, sources)
    pages = {f.split("/")[-1]: t for f, t in documents.items() if re.fullmatch(r"docs/decisions/\d.*\.md", f)}
    others = {f: t for f, t in sources.items() if not f.startswith("tests/docs")}
    told = {f: t for f, t in others.items() if not f.startswith("tests/")}   # a test's samples name what is not there
    return wrong + decisions_wrong(pages, documents.get("docs/decisions/README.md", ""), others) + source_names_missing(told, known)


def main():
    if broken := prove():
        print("these checks cannot tell right from wrong: " + ", ".join(broken))
        return 1
    if not PROGRAM.exists():
        print(f"{PROGRAM} is not there: script/build makes it")
        return 1
    world = the_world()
    if os.environ.get("SORIA_WRITE") == "1":
        for name, make in MADE.items():
            (ROOT / name).write_text(make(world), encoding="utf-8")
            print(f"{name} is written")
    wrong = all_findings(world, tracked())
    for w in wrong[:60]:
        print(w)
    print(f"{len(world['commands'])} commands, {len(world['events'])} events, {len(world['routes'])} routes, {len(world['cli']) - 1} subcommands, "
          f"{len(world['explained'])} rules; {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
