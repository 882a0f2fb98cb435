"""What the program, its sources and its pack say: commands, events, views, routes, the command line, the rules."""
import os
import re
import subprocess
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = Path(os.environ.get("SORIA_BUILD", ROOT / "build")) / "soria"
PACK = "packs/norway-2006"


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
    return {p: read(p) for p in tracked() if p.startswith("src/domain/") and p.rsplit("/", 1)[-1] in (name, "support_" + name, "plan_" + name)}


def class_names():
    """Statistical -> statistical, as the aliases in classes.hpp say."""
    return {alias: cls.rstrip("_") for alias, cls in
            re.findall(r"using (\w+) = Classified<Class::(\w+),", read("src/base/core/classes.hpp"))}


WORDS = {"std::string": "text", "Name": "a name", "Date": "a day", "Happened": "a day, month or year", "bool": "yes or no",
         "int32_t": "a whole number", "int64_t": "a whole number", "ListRef": "a list of indicators", "AgencyRef": "an agency",
         "IndicatorRef": "an indicator", "ServiceRef": "a service", "ClassRef": "a class", "CountryRef": "a country's two letters",
         "LanguageRef": "a language's letters", "RuleRef": "a rule and its version", "Id": "an id", "Month": "a month", "MeasureRef": "a measure of the plan, like m07", "Nok": "whole kroner"}


def in_words(kind, known):
    for outer, text in (("std::optional", "{}"), ("std::vector", "list of {}"), ("Some", "list of {}, at least one")):
        if m := re.fullmatch(outer + r"<(.*)>", kind):
            return text.format(in_words(m.group(1), known))
    if m := re.fullmatch(r'Code<"(.*)">', kind):
        return f"`{m.group(1)}`"
    if m := re.fullmatch(r"Ref<(\w+)Id>", kind):
        return f"a {m.group(1).lower()}'s code"
    if m := re.fullmatch(r"(\w+)Id", kind):
        return f"a {m.group(1).lower()}'s id"
    if kind in known:
        return "(" + ", ".join(f"`{n}`: {in_words(t, known)}{'?' if t.startswith(('std::optional', 'std::vector')) else ''}" for t, n, _ in known[kind][1]) + ")"
    return WORDS[kind]


def apart(words):
    """The parts, each from its name on, that stand in no bracket."""
    parts, depth = [""], 0
    for i, c in enumerate(words):
        depth += (c == "(") - (c == ")")
        if not depth and words.startswith(", `", i):
            parts.append("")
        parts[-1] += c
    return [p.strip(", ") for p in parts]


def members_of(words):
    """[a b?[c d]] of a list of structs, as `soria commands` writes it; nothing of anything else."""
    m = re.match(r"list of \((.*)\)(?:, at least one)?\??$", words)
    parts = [re.match(r"`(\w+)`: (.*)", p) for p in apart(m.group(1))] if m else []
    return f"[{' '.join(n + '?' * w.endswith('?') + members_of(w) for n, w in (p.groups() for p in parts if p))}]" if m else ""


def commands_of(files):
    """name -> (room, summary, [(field, words, optional)])"""
    known = {}
    for text in files.values():
        known.update(structs(text))
    out = {}
    for head, fields in known.values():
        if m := re.search(r'SORIA_COMMAND\(\w+, "([\w-]+)", "([\w-]+)",\s*"(.*?)"\);', head, re.S):
            out[m.group(2)] = (m.group(1), re.sub(r'"\s*"', "", m.group(3)), [(n, in_words(t, known), t.startswith(("std::optional", "std::vector"))) for t, n, _ in fields])
    return dict(sorted(out.items()))


def events_of(files, classes):
    """number -> (name, stream, [(field, class, words, comment)])"""
    known = {}
    for text in files.values():
        known.update(structs(text))
    out = {}
    for head, fields in known.values():
        number, name = re.search(r"uint16_t type = (\d+);", head), re.search(r'string_view name = "(\w+)"[,;]', head)
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
                if head.count("[") != head.count("]"):      # a range as wide as the column: nothing stands beside it
                    head, what = line.strip(), ""
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
        for name in re.findall(r"--[\w-]+", head.split("Excludes:")[0]):
            options[name] = (head, what)
    out = {path: (about, options, entries.get("Positionals", []))}
    for head, _ in entries.get("Subcommands", []):
        out.update(command_line(path + (head.split()[0],)))
    return out


def pack_data():
    data = {}
    for p in sorted((ROOT / PACK).rglob("*.yaml")):
        if p.parent.name == "pages":
            continue                     # words, no rules
        for key, value in yaml.safe_load(p.read_text(encoding="utf-8")).items():
            data[key] = data[key] + value if key in data else value
    return data
