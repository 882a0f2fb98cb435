#!/usr/bin/python3
"""The documents say what is there, and all of it.

docs/reference.md is generated from the program, its sources and the pack: a stale one fails; SORIA_WRITE=1 writes it anew.
What people wrote is checked for names of files, commands, tests and identifiers that do not exist, and for dead links.
Every check is first shown something wrong, so that a check that cannot fail fails here.
"""
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("SORIA_BUILD", ROOT / "build")) / "soria"
PACK = "packs/norway-2006"
REFERENCE = "docs/reference.md"
REQUIRED = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE", "docs/tour.md", "docs/glossary.md",
            "docs/limitations.md", "docs/reference.md", "docs/decisions/README.md", "docs/format/pack.md"]
HEADINGS = ["Decided.", "Because.", "What it costs.", "Where in the code.", "How it is held."]
DECISIONS = range(1, 30)
SOURCES = ["src", "packs", "script", "tests", "bench"]


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def run(*args):
    done = subprocess.run([str(PROGRAM), *args], capture_output=True, text=True, timeout=120, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(f"soria {' '.join(args)}: {done.stderr.strip()}")
    return done.stdout


def tracked():
    """Every file of the tree, without what is built or made."""
    skipped = {"build", "var", ".git", "node_modules", "__pycache__"}
    files = []
    for at, folders, names in os.walk(ROOT):
        folders[:] = [f for f in folders if f not in skipped and not f.startswith("build")]
        files += [str((Path(at) / n).relative_to(ROOT)) for n in names]
    return sorted(files)


# ---------------------------------------------------------------- what the sources say

def structs(text):
    """name -> (head, [(type, field, comment)]) of every struct that a header declares with one field, or a few, a line."""
    found = {}
    for m in re.finditer(r"^struct (\w+)[^;{]*\{\n(.*?)^\};", text, re.M | re.S):
        head, fields = [], []
        for line in m.group(2).splitlines():
            f = re.match(r"\s{4}([\w:]+(?:<.*>)?)\s+(\w+(?:, \w+)*)(?: = \w+)?;\s*(?://\s*(.*))?$", line)
            if f and not line.strip().startswith("static"):
                fields += [(f.group(1), n.rstrip("_"), f.group(3) or "") for n in f.group(2).split(", ")]
            else:
                head.append(line)
        found[m.group(1)] = ("\n".join(head), fields)
    return found


def headers(name):
    return {p: read(p) for p in tracked() if p.startswith("src/domain/") and p.endswith("/" + name)}


def class_names():
    """Statistical -> statistical, as the aliases in classes.hpp say."""
    return {alias: cls.rstrip("_") for alias, cls in
            re.findall(r"using (\w+) = Classified<Class::(\w+),", read("src/base/core/classes.hpp"))}


WORDS = {"std::string": "text", "Name": "a name", "Date": "a day", "Happened": "a day, month or year", "bool": "yes or no",
         "int32_t": "a whole number", "int64_t": "a whole number", "ListRef": "a list of indicators", "AgencyRef": "an agency",
         "IndicatorRef": "an indicator", "ServiceRef": "a service", "ClassRef": "a class", "CountryRef": "a country's two letters",
         "LanguageRef": "a language's letters", "RuleRef": "a rule and its version", "Id": "an id", "Month": "a month"}


def in_words(kind, known):
    for outer, text in (("std::optional", "{}"), ("std::vector", "list of {}")):
        if m := re.fullmatch(outer + r"<(.*)>", kind):
            return text.format(in_words(m.group(1), known))
    if m := re.fullmatch(r'Code<"(.*)">', kind):
        return f"`{m.group(1)}`"
    if m := re.fullmatch(r"Ref<(\w+)Id>", kind):
        return f"a {m.group(1).lower()}'s code"
    if m := re.fullmatch(r"(\w+)Id", kind):
        return f"a {m.group(1).lower()}'s id"
    if kind in known:
        return "(" + ", ".join(f"`{n}`: {in_words(t, known)}{'?' if t.startswith('std::optional') else ''}" for t, n, _ in known[kind][1]) + ")"
    return WORDS[kind]


def commands_of(files):
    """name -> (room, summary, [(field, words, optional)])"""
    known = {}
    for text in files.values():
        known.update(structs(text))
    out = {}
    for head, fields in known.values():
        if m := re.search(r'SORIA_COMMAND\(\w+, "([\w-]+)", "([\w-]+)",\s*"(.*)"\)', head):
            out[m.group(2)] = (m.group(1), m.group(3), [(n, in_words(t, known), t.startswith(("std::optional", "std::vector"))) for t, n, _ in fields])
    return dict(sorted(out.items()))


def events_of(files, classes):
    """number -> (name, stream, [(field, class, words, comment)])"""
    known = {}
    for text in files.values():
        known.update(structs(text))
    out = {}
    for head, fields in known.values():
        number, name = re.search(r"uint16_t type = (\d+);", head), re.search(r'string_view name = "(\w+)";', head)
        if not number or not name:
            continue
        list_ = []
        for kind, field, comment in fields:
            m = re.fullmatch(r"(\w+)<(.*?)(?:, Owner::(\w+?)_?)?>", kind)
            words = in_words(m.group(2), known) + (f", sealed with the {m.group(3)}'s key" if m.group(3) else "")
            list_.append((field, classes[m.group(1)], words, comment))
        out[int(number.group(1))] = (name.group(1), re.search(r"StreamKind::(\w+?)_?;", head).group(1), list_)
    return dict(sorted(out.items()))


def tables_of(text, classes):
    out = {}
    for head, fields in structs(text).values():
        m = re.search(r'string_view table = "(\w+)";', head)
        if not m:
            continue
        keys = int(re.search(r"key_columns = (\d+);", head).group(1))
        columns = []
        for i, (kind, field, comment) in enumerate(fields):
            sealed = re.fullmatch(r"Sealed<Class::(\w+?)_?, .*>", kind)
            columns.append((field, sealed.group(1) if sealed else classes[kind.split("<")[0]], bool(sealed), i < keys))
        out[m.group(1)] = columns
    return out


def routes_of(text):
    """[(method, path, summary, [(parameter, where, about)])] of the table in api.cpp."""
    named = {n: (p, w, a) for n, p, w, a in re.findall(r'constexpr Parameter (\w+)\{"([^"]+)", "(\w+)", "([^"]+)"', text)}
    table = re.search(r"std::vector<Route> list\{\n(.*?)\n    \};", text, re.S).group(1)
    out = []
    for m in re.finditer(r'\{"(GET|POST)", ((?:"(?:[^"\\]|\\.)*",\s*)+)(\{.*?\}), (?:nullptr|[^{}]*?)\},?\n', table + "\n", re.S):
        strings = [s.replace('\\"', '"') for s in re.findall(r'"((?:[^"\\]|\\.)*)"', m.group(2))]   # the path first, the summary last
        parameters = [named[n] for n in re.findall(r"[{,]\s*([a-z_]+)(?=[,}])", m.group(3)) if n in named]
        parameters += re.findall(r'\{"([^"]+)", "(\w+)", "([^"]+)"', m.group(3))
        out.append((m.group(1), strings[0], strings[-1], parameters))
    return out


def help_of(*path):
    """The options, positionals and subcommands that `soria PATH --help` shows."""
    text = run(*path, "--help")
    about = re.split(r"\nUsage:", text)[0].strip()
    sections = {}
    for m in re.finditer(r"^(Options|Positionals|Subcommands|OPTIONS|POSITIONALS|SUBCOMMANDS):\s*\n(.*?)(?=^\S|\Z)", text, re.M | re.S):
        sections[m.group(1).capitalize()] = m.group(2)
    entries = {}
    for section, body in sections.items():
        items = []
        for line in body.splitlines():
            m = re.match(r"  (\S.*?)(?:\s{2,}(.*))?$", line)
            if m and not line.startswith("   "):
                head, what = (line[:34].strip(), line[34:]) if not m.group(2) and line[33:34] == " " else (m.group(1), m.group(2) or "")
                items.append([head, what])
            elif line.strip() and items:
                items[-1][1] = (items[-1][1] + " " + line.strip()).strip()
        entries[section] = items
    return about, entries


def command_line(path=()):
    """path -> (about, options, positionals), for the program and every subcommand of it."""
    about, entries = help_of(*path)
    options = {}
    for head, what in entries.get("Options", []):
        for name in re.findall(r"--[\w-]+", head):
            options[name] = (head, what)
    out = {path: (about, options, entries.get("Positionals", []))}
    for head, _ in entries.get("Subcommands", []):
        out.update(command_line(path + (head.split()[0],)))
    return out


def pack_data():
    data = {}
    for p in sorted((ROOT / PACK).rglob("*.yaml")):
        for key, value in yaml.safe_load(p.read_text(encoding="utf-8")).items():
            data[key] = data[key] + value if key in data else value
    return data


RULES = ["clocks", "safeguards", "duties", "entitlements", "gates", "routes", "ages", "presumers", "retention", "disclosure"]
RULE_TITLES = {"routes": "routes of residence", "presumers": "who presumes and identifies", "disclosure": "disclosure, in the order they are asked"}


# ---------------------------------------------------------------- the reference

def cell(text):
    return text.replace("|", "\\|")


def reference(world):
    out = ["# Reference", "",
           "Everything that has a name: made from the program, its sources and the pack `norway-2006` by `tests/docs_test.py`. Do not edit;",
           "`SORIA_WRITE=1 python3 tests/docs_test.py` writes it anew.", "",
           "[Command line](#command-line) - [HTTP](#http) - [Commands](#commands) - [Events](#events) - [Views](#views) - [Facts](#facts) -",
           "[Roles and users](#roles-and-users) - [Rules of the pack](#rules-of-the-pack)", ""]
    out += reference_cli(world["cli"]) + reference_http(world["routes"]) + reference_commands(world) + reference_events(world)
    out += reference_views(world["tables"]) + reference_facts(world["pack"]) + reference_roles(world["pack"]) + reference_rules(world)
    return "\n".join(out).rstrip() + "\n"


def reference_cli(cli):
    out = ["## Command line", "", "Exit status 0: done; 1: refused or failed; 2: wrong usage. These options go with every command:", "",
           "| option | what |", "|---|---|"]
    everywhere = cli[()][1]
    out += [f"| `{n}` | {cell(what)} |" for n, (_, what) in everywhere.items()]
    out += ["", "| command | what | its own options |", "|---|---|---|"]
    for path, (about, options, positionals) in cli.items():
        if not path:
            continue
        own = [f"`{n}` {cell(what)}" for n, (_, what) in options.items() if n not in everywhere]
        words = " ".join(("soria",) + path + tuple(p[0].split()[0].upper() for p in positionals))
        out.append(f"| `{words}` | {cell(about)} | {'; '.join(own)} |")
    return out + [""]


def reference_http(routes):
    out = ["## HTTP", "", "The OpenAPI 3.1 document at `/api/v1/openapi.json` has the schemas. A problem is `application/problem+json` (RFC 9457).",
           "Headers: `Authorization: Bearer TOKEN`, `Soria-Purpose`, `Soria-Deadline-Ms`, `Idempotency-Key`, `If-Match`,", "`If-None-Match`, `Accept-Language`.", "",
           "| method | path | what | parameters |", "|---|---|---|---|"]
    for method, path, summary, parameters in routes:
        told = "; ".join(f"`{n}` {cell(a)}" for n, _, a in parameters)
        out.append(f"| {method} | `{path}` | {cell(summary)} | {told} |")
    return out + [""]


def reference_commands(world):
    access = {c["id"]: c for c in world["pack"]["commands"]}
    texts = world["pack"]["texts"]
    out = ["## Commands", "", "Each is `POST /api/v1/commands/NAME` and `soria do NAME`. A field with `?` may be missing. Who may: roles, and the agency's",
           "relation to the case or report; the law is asked afterwards.", ""]
    for name, (room, summary, fields) in world["commands"].items():
        who = access.get(name, {"roles": [], "relations": []})
        out += [f"### {name}", "", f"{summary} (*{texts['command.' + name]['nb']}*; room `{room}`)", ""]
        out += [f"- `{field}{'?' if optional else ''}`: {words}" for field, words, optional in fields]
        out += [f"- who may: {', '.join(who['roles'])}; relation: {', '.join(who['relations'])}", ""]
    return out


def reference_events(world):
    texts = world["pack"]["texts"]
    out = ["## Events", "", "What happened, by number. Fields have their class in front; **bold** classes are sealed.", ""]
    for number, (name, stream, fields) in world["events"].items():
        t = texts["event." + name]
        out += [f"### {number} {name}", "", f"{t['en'].capitalize()} (*{t['nb']}*). On the stream of a {stream}." if stream != "system"
                else f"{t['en'].capitalize()} (*{t['nb']}*). On the folder's own stream.", ""]
        for field, cls, words, comment in fields:
            shown = cls if cls in ("public", "statistical", "status", "staff") else f"**{cls}**"
            out.append(f"- `{field}` {shown}: {words}" + (f" ({comment})" if comment else ""))
        out.append("")
    return out


def reference_views(tables):
    out = ["## Views", "", "Tables folded from the events. *Italic* columns are the key; **bold** ones keep sealed bytes.", "", "| table | columns |", "|---|---|"]
    for name, columns in tables.items():
        told = ", ".join(("*%s*" if key else "**%s**" if sealed else "%s") % c + f" ({cls})" for c, cls, sealed, key in columns)
        out.append(f"| `{name}` | {told} |")
    return out + [""]


def reference_facts(pack):
    out = ["## Facts", "", "What a rule of a pack may name; computed from what is recorded.", "", "| fact | when it holds | på norsk |", "|---|---|---|"]
    out += [f"| `{k[5:]}` | {t['en']} | {t['nb']} |" for k, t in pack["texts"].items() if k.startswith("fact.")]
    return out + [""]


def reference_roles(pack):
    out = ["## Roles and users", "", "| role | på norsk | kind of agency | purposes |", "|---|---|---|---|"]
    out += [f"| `{r['id']}` | {r['name']['nb']} | {r['kind']} | {', '.join(r['purposes'])} |" for r in pack["roles"]]
    out += ["", "Demonstration users, until there is a login:", "", "| user | agency | role |", "|---|---|---|"]
    return out + [f"| `{u['id']}` | `{u['agency']}` | `{u['role']}` |" for u in pack["users"]] + [""]


def reference_rules(world):
    out = ["## Rules of the pack", "", f"As `soria pack explain ID --pack {PACK}` prints them.", ""]
    for kind in RULES:
        out += [f"### {RULE_TITLES.get(kind, kind).capitalize()}", ""]
        for rule in world["pack"][kind]:
            out += [f"**{rule['id']}** (*{rule['name']['nb']}*)", "", "```", world["explained"][rule["id"]].rstrip(), "```", ""]
    return out


# ---------------------------------------------------------------- the checks: each gives what is wrong, in words

def stale(written, generated):
    if written == generated:
        return []
    for n, (a, b) in enumerate(zip(written.splitlines() + [""] * 9999, generated.splitlines() + [""]), 1):
        if a != b:
            return [f"{REFERENCE}:{n} is stale: it says {a[:80]!r}, the program says {b[:80]!r}; SORIA_WRITE=1 writes it anew"]
    return [f"{REFERENCE} is longer than what the program says; SORIA_WRITE=1 writes it anew"]


def undocumented(kind, names, text):
    return [f"the {kind} {n} is not documented" for n in names if not re.search(r"(?<![\w-])" + re.escape(n) + r"(?![\w-])", text)]


def unparsed(kind, said_by_program, found):
    """The program and what was read from its sources agree."""
    return [f"the {kind} {n}: the program says {said_by_program.get(n)}, the sources {found.get(n)}"
            for n in sorted(set(said_by_program) | set(found)) if said_by_program.get(n) != found.get(n)]


def keys_asked_for(files):
    keys = set()
    for text in files.values():
        keys |= set(re.findall(r'(?:\.(?:str|ref|refs|strings|flag|number|text|basis|period|one_of|standing|each|at|has)|\bday)\("(\w+)"', text))
        keys |= set(re.findall(r'\{"(\w+)", (?:\[\]\(Entry|read_)', text))
        for method in ("basis", "standing"):
            if f".{method}()" in text:
                keys.add(method)
    return keys | {"id"}


def code_words(text):
    """Every word that stands in a code span or a code block."""
    spans = re.findall(r"`([^`]+)`", text) + re.findall(r"^ {4,}(.*)$", text, re.M)
    return set(re.findall(r"\w+", " ".join(spans)))


def pack_keys_missing(keys, document):
    known = code_words(document)
    return [f"the pack's key {k} is not in docs/format/pack.md" for k in sorted(keys) if k not in known]


def prose(text):
    """The text without code blocks, and its code spans on one line each."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return re.sub(r"^ {4,}.*$", "", text, flags=re.M)


def spans(text):
    return [re.sub(r"\s+", " ", s) for s in re.findall(r"`([^`]+)`", prose(text))]


ENDINGS = r"(?:cpp|hpp|py|sh|md|yaml|story|txt|svg|csv)"


def files_missing(name, text, files):
    tops = {f.split("/")[0] for f in files}
    wrong = []
    for s in spans(text):
        s = re.sub(r":\d+$", "", s)
        if re.fullmatch(r"[\w.*-]+(?:/[\w.*<>-]+)+/?", s) and s.split("/")[0] in tops:
            pattern = re.compile(re.escape(s.rstrip("/")).replace(r"\*\*", ".*").replace(r"\*", "[^/]*") + "(?:/.*)?")
            if not any(pattern.fullmatch(f) for f in files):
                wrong.append(f"{name} names {s}, which does not exist")
        elif re.fullmatch(r"[\w.-]+\." + ENDINGS, s) and not any(f.split("/")[-1] == s for f in files):
            wrong.append(f"{name} names {s}, which does not exist")
    return wrong


def identifiers_unknown(name, text, source_words, source_text):
    wrong = []
    for s in spans(text):
        s = s[:-2] if s.endswith("()") else s
        mixed = re.search(r"[a-z][A-Z]|_|::", s) or re.fullmatch(r"[A-Z][a-z]+", s)
        if re.fullmatch(r"[A-Za-z_]\w*(?:::\w+)*", s) and mixed:
            wrong += [f"{name} names {s}, which is nowhere in the sources" for part in s.split("::") if part not in source_words][:1]
        elif re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9.]+)+", s) and s not in source_text:
            wrong.append(f"{name} names {s}, which is nowhere in the sources")
    return wrong


def calls(text):
    """What a document tells people to type, word by word."""
    lines = re.findall(r"^\s*(?:\$ )?((?:build/)?soria .*)$", "\n".join(re.findall(r"^```.*?^```|^ {4,}.*$", text, re.M | re.S)), re.M)
    lines += [s for s in spans(text) if re.match(r"(?:build/)?soria ", s)]
    for line in lines:
        line = re.split(r"\s+#|;|\||&&", line)[0].rstrip(".,:")
        try:
            yield shlex.split(line)
        except ValueError:
            yield line.split()


def calls_wrong(name, text, cli, commands):
    wrong = []
    for words in calls(text):
        path = ()
        rest = words[1:]
        plain = [w for w in rest if not w.startswith("-")]
        while plain and path + (plain[0],) in cli:
            path += (plain.pop(0),)
        shown = " ".join(words)
        if not path and plain:
            wrong.append(f"{name}: there is no command in `{shown}`")
            continue
        allowed = set(cli[()][1]) | set(cli[path][1]) | {"--help"}
        wrong += [f"{name}: `{shown}` has the unknown option {w}" for w in rest if w.startswith("--") and w.split("=")[0] not in allowed]
        if path == ("do",) and plain and plain[0].islower():
            if plain[0] not in commands:
                wrong.append(f"{name}: `{shown}`: there is no command {plain[0]}")
            else:
                fields = {f for f, _, _ in commands[plain[0]][2]}
                wrong += [f"{name}: `{shown}`: {plain[0]} has no field {w.split('=')[0]}" for w in plain[1:] if "=" in w and w.split("=")[0] not in fields]
    return wrong


def titles_unknown(name, text, files):
    """A test's title that is quoted after its file stands in that file."""
    wrong = []
    for block in re.split(r"\n\s*\n", text):
        block = re.sub(r"\s+", " ", block)
        parts = re.split(r"`([\w/.-]+_test\.cpp)`", block)
        for path, after in zip(parts[1::2], parts[2::2]):
            code = files.get(path, "")
            wrong += [f'{name} quotes "{t}", which is no test in {path}' for t in re.findall(r'"([^"]+)"', after.split("`")[0]) if f'"{t}"' not in code]
    return wrong


def places_wrong(name, text, sources):
    """`this` in `that/file`: the file says this."""
    wrong = []
    for names, path in re.findall(r"((?:`[\w:~]+`(?:, | and )?)+)(?: \([^()`]*\))?(?: in|,| \() ?`([\w/.-]+\.(?:cpp|hpp|txt))`", re.sub(r"\s+", " ", text)):
        code = sources.get(path)
        for n in re.findall(r"`([\w:~]+)`", names):
            if code is not None and not re.search(r"\b" + re.escape(n.split("::")[-1]) + r"\b", code):
                wrong.append(f"{name} says that {n} is in {path}, and it is not")
    return wrong


def anchors(text):
    out = set()
    for h in re.findall(r"^#+ (.*)$", text, re.M):
        out.add(re.sub(r"[^\w -]", "", h.strip().lower()).replace(" ", "-"))
    return out


def links_dead(name, text, documents, files):
    wrong = []
    folders = {str(Path(f).parent) for f in files}
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        full = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
        if full not in files and full not in folders:
            wrong.append(f"{name} links to {target}, which is not there")
        elif anchor and full in documents and anchor not in anchors(documents[full]):
            wrong.append(f"{name} links to {target}: there is no such heading")
    return wrong


def decisions_wrong(pages, index, sources):
    """pages: file name -> text. sources: path -> text."""
    wrong = []
    for n in DECISIONS:
        mine = [p for p in pages if p.startswith(f"{n:04}-")]
        if len(mine) != 1:
            wrong.append(f"decision {n} has {len(mine)} pages")
            continue
        text = pages[mine[0]]
        if not text.startswith(f"# {n}. "):
            wrong.append(f"{mine[0]} does not begin with '# {n}. '")
        wrong += [f"{mine[0]} does not say '{h}'" for h in HEADINGS if f"**{h}**" not in text]
        if f"({mine[0]})" not in index:
            wrong.append(f"{mine[0]} is not in the index of decisions")
    for path, text in sources.items():
        wrong += [f"{path} names docs/decisions/{p}, which is not there" for p in re.findall(r"docs/decisions/([\w.-]+\.md)", text) if p not in pages and p != "README.md"]
    return wrong


def source_names_missing(sources, files):
    """A document or a test that a comment in the sources sends the reader to."""
    wrong = []
    for path, text in sources.items():
        for p in re.findall(r"\b((?:docs|tests)/[\w./-]+\." + ENDINGS + r")\b", text):
            if p not in files:
                wrong.append(f"{path} names {p}, which is not there")
    return wrong


def scripts_unnamed(scripts, text):
    return [f"{s} is not in CONTRIBUTING.md" for s in scripts if f"`{s}" not in text and f"`./{s}`" not in text]


def private_words(name, text):
    """What belongs to one machine."""
    return [f"{name} names a path of one machine: {m}" for m in re.findall(r"(?<![\w.])/(?:work|home|root)/\S*", text)]


# ---------------------------------------------------------------- each check is shown something wrong

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
        ("stale", stale("a\nb\n", "a\nb\n"), stale("a\nb\n", "a\nc\n")),
        ("stale: cut short", [], stale("a\nb\n", "a\n")),
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
        ("private words", private_words("d", "docs/work/x"), private_words("d", "see /work/main")),
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


# ---------------------------------------------------------------- everything together

def the_world():
    classes, pack = class_names(), pack_data()
    explained = {}
    for kind in RULES:
        for rule in pack[kind]:
            explained[rule["id"]] = run("pack", "explain", rule["id"], "--pack", PACK)
    return {"cli": command_line(), "routes": routes_of(read("src/app/api/api.cpp")), "commands": commands_of(headers("commands.hpp")),
            "events": events_of(headers("events.hpp"), classes), "tables": tables_of(read("src/domain/protection/views.hpp"), classes),
            "pack": pack, "explained": explained}


def all_findings(world, files):
    wrong = [f"{p} is not there" for p in REQUIRED if p not in files]
    written = read(REFERENCE) if REFERENCE in files else ""
    wrong += stale(written, reference(world))
    said = {c["command"]: (c["room"], c["what"], c["fields"]) for c in json.loads(run("commands", "--format", "json"))["commands"]}
    found = {n: (room, summary, " ".join(f + ("?" if o else "") for f, _, o in fields)) for n, (room, summary, fields) in world["commands"].items()}
    wrong += unparsed("command", said, found)
    events = {k[6:] for k in world["pack"]["texts"] if k.startswith("event.")}
    wrong += unparsed("event", {e: True for e in events}, {name: True for name, _, _ in world["events"].values()})
    listed = re.findall(r'"(/api/v\d/[^"]*)", "', read("src/app/api/api.cpp"))
    wrong += unparsed("route", {p: True for p in listed}, {p: True for _, p, _, _ in world["routes"]})
    wrong += undocumented("command", said, written) + undocumented("event", events, written) + undocumented("route", listed, written)
    wrong += undocumented("subcommand", [" ".join(p) for p in world["cli"] if p], written)
    wrong += undocumented("option", sorted({o for _, options, _ in world["cli"].values() for o in options}), written)
    for kind in RULES:
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
    sources = {f: read(f) for f in files if f.split("/")[0] in SOURCES + ["CMakeLists.txt", "run", "test"] and re.search(r"(?:\.(?:cpp|hpp|yaml|py|txt|sh|story)|/\w+|^run|^test)$", f)}
    text = "\n".join(t for f, t in sources.items() if f != "tests/docs_test.py")
    words = set(re.findall(r"\w+", text))
    tests = {f: t for f, t in sources.items() if f.endswith("_test.cpp")}
    known = set(files)
    for name, d in documents.items():
        wrong += links_dead(name, d, documents, known) + files_missing(name, d, files) + private_words(name, d)
        wrong += calls_wrong(name, d, world["cli"], world["commands"]) + titles_unknown(name, d, tests)
        if name != REFERENCE and not name.startswith("docs/format/"):
            wrong += identifiers_unknown(name, d, words, text) + places_wrong(name, d, sources)
    pages = {f.split("/")[-1]: t for f, t in documents.items() if re.fullmatch(r"docs/decisions/\d.*\.md", f)}
    others = {f: t for f, t in sources.items() if f != "tests/docs_test.py"}
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
        (ROOT / REFERENCE).write_text(reference(world), encoding="utf-8")
        print(f"{REFERENCE} is written")
    wrong = all_findings(world, tracked())
    for w in wrong[:60]:
        print(w)
    print(f"{len(world['commands'])} commands, {len(world['events'])} events, {len(world['routes'])} routes, {len(world['cli']) - 1} subcommands, "
          f"{len(world['explained'])} rules; {len(wrong)} findings")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
