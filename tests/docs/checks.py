"""What can be wrong with a document: each check gives what it found, in words."""
import os
import re
import shlex

HEADINGS = ["Decided.", "Because.", "What it costs.", "Where in the code.", "How it is held."]
DECISIONS = range(1, 30)


def stale(name, written, generated):
    if written == generated:
        return []
    for n, (a, b) in enumerate(zip(written.splitlines() + [""] * 9999, generated.splitlines() + [""]), 1):
        if a != b:
            return [f"{name}:{n} is stale: it says {a[:80]!r}, the program says {b[:80]!r}; SORIA_WRITE=1 writes it anew"]
    return [f"{name} is longer than what the program says; SORIA_WRITE=1 writes it anew"]


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
    folders = {os.path.dirname(f) for f in files}
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
