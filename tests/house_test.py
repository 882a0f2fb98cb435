#!/usr/bin/env python3
"""The house's rules over its own files: who includes whom, TRY, SQL, sizes, words. Usage: tests/house_test.py

Each rule has samples that it must catch and samples that it must pass; they are tried before the tree is read, so that a
rule which has stopped working fails too.
"""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Who may include whom. A room below src/ -> rooms it sees; base/core is a room of its own inside base.
SEES = {
    "base/core": {"base/core"},
    "base": {"base", "base/core"},
    "pack": {"pack", "base", "base/core"},
    "access": {"access", "pack", "base", "base/core"},
    "domain": {"domain", "access", "pack", "base", "base/core"},
    "ledger": {"ledger", "base", "base/core"},
    "engines": {"engines", "base", "base/core"},
    "views": {"views", "base/core"},
}
SEES["app"] = set(SEES) | {"app"}

PURE = {"domain", "access", "engines"}   # no clock, no input or output, no randomness of their own
IMPURE = re.compile(r"sqlite|libpq|pqxx|SQLiteCpp|boost/(asio|beast|process|interprocess)|(sys|net|netinet|arpa)/|unistd\.h|"
                    r"i?o?f?stream$|iostream|syncstream|random$|c?time(\.h)?$|date/tz\.h|syslog\.h|spdlog|fmt/|boost/log|"
                    r"filesystem$|csignal|cstdio$|stdio\.h")
LOCKS = re.compile(r"(thread|mutex|shared_mutex|future|condition_variable|semaphore|latch|barrier)$")
IMPURE_CALL = re.compile(r"\b(system_clock|steady_clock|high_resolution_clock|utc_clock|random_device|mt19937\w*|getenv|gettimeofday|"
                         r"clock_gettime|std::(rand|time|clock)|printf|std::c(out|err|log))\b")
NOT_IN_CORE = re.compile(r"unicode/|date/tz\.h|boost/json|(thread|mutex|shared_mutex|future|condition_variable|atomic)$")
SQL = re.compile(r"\b(SELECT\s.*\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|"
                 r"(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIEW|TRIGGER)|PRAGMA\s+\w+)", re.S)
WORDS = re.compile(r"\b([p]rompt(s|ed)?|[a]ssistants?|(language|AI) [m]odels?|[L]LMs?|chat ?[b]ots?|AI [a]gents?|"
                   r"(this|that|coding|previous|earlier|next|another|last) [s]essions?)\b", re.I)
PLACES = re.compile(r"(?<![\w.:/-])/(work|root|home)(?=/|\b(?!/)[\"'`\s)])")
UNFINISHED = re.compile(r"\b([T]ODO|[F]IXME|[X]XX|[H]ACK|[Ss]tub(s|bed)?)\b")
LINES_MAX = 500

CODE = (".cpp", ".hpp", ".h")
DATA = (".json", ".csv", ".tsv", ".svg", ".png", ".txt", ".lock", ".dict", ".note", ".bin")


# --- reading C++ ---

TOKEN = re.compile(r'R"([^()\s\\]{0,16})\((.*?)\)\1"|//(?:\\\n|[^\n])*|/\*.*?\*/|"((?:\\.|[^"\\\n])*)"|'
                   r"(?<![0-9A-Fa-f])'((?:\\.|[^'\\\n])+)'", re.S)


def without(text, keep_strings):
    """The text with comments blanked, and strings too unless they are wanted. Lines and columns stay."""
    def blank(m):
        whole = m.group(0)
        if whole.startswith("/"):
            return re.sub(r"[^\n]", " ", whole)
        if keep_strings:
            return whole
        quote = '"' if whole[0] in 'R"' else "'"
        return quote + re.sub(r"[^\n]", "_", whole[1:-1]) + quote
    return TOKEN.sub(blank, text)


def strings(text):
    """(line, content) of every string literal; neighbours that the compiler joins are joined."""
    out = []
    end = -1
    for m in TOKEN.finditer(text):
        if m.group(3) is None and m.group(2) is None:
            continue
        s = m.group(3) if m.group(3) is not None else m.group(2)
        if out and text[end:m.start()].strip() == "" and end >= 0:
            out[-1] = (out[-1][0], out[-1][1] + s)
        else:
            out.append((text.count("\n", 0, m.start()) + 1, s))
        end = m.end()
    return out


def includes(text):
    for m in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', without(text, True), re.M):
        yield text.count("\n", 0, m.start()) + 1, m.group(1) == '"', m.group(2)


def room(path):
    parts = path.split("/")
    if parts[0] == "src":
        parts = parts[1:]
    return "base/core" if parts[:2] == ["base", "core"] else parts[0]


def is_code(path):
    return path.startswith("src/") and path.endswith(CODE)


def is_test(path):
    return re.search(r"_(test|fuzz|bench)\.cpp$|test_main\.cpp$|/testing/", path) is not None


# --- the rules: each yields (line, what) for one file ---

def rooms(path, text):
    if not is_code(path):
        return
    mine = room(path)
    if mine not in SEES:
        yield 1, f"the room '{mine}' is unknown to tests/house_test.py"
        return
    for line, own, name in includes(text):
        if own and (name.startswith(".") or "/" not in name):
            yield line, f"'{name}' is not named from src/ on"
        elif own and room(name) not in SEES[mine]:
            yield line, f"{mine} must not include {name}"


def pure(path, text):
    if not is_code(path) or room(path) not in PURE or is_test(path):
        return
    for line, _, name in includes(text):
        if IMPURE.search(name):
            yield line, f"{room(path)} must not include <{name}>"
        if LOCKS.search(name) and room(path) != "engines":   # engines may use threads: the same bytes for any number of them
            yield line, f"{room(path)} must not include <{name}>"
    for m in IMPURE_CALL.finditer(without(text, False)):
        yield text.count("\n", 0, m.start()) + 1, f"{room(path)} must not use {m.group(0)}"


def core(path, text):
    if not is_code(path) or room(path) not in ("base/core", "views") or is_test(path):
        return
    for line, _, name in includes(text):
        if NOT_IN_CORE.search(name):
            yield line, f"{room(path)} must not include <{name}>"
    for m in re.finditer(r"\b(throw|try|catch)\b", without(text, False)):
        yield text.count("\n", 0, m.start()) + 1, f"{room(path)} has no exceptions: {m.group(0)}"


def sql(path, text):
    if not is_code(path) or is_test(path) or path.startswith(("src/ledger/sqlite/", "src/ledger/postgres/")):
        return
    for line, s in strings(text):
        if SQL.search(s):
            yield line, f"SQL stands only in ledger/sqlite and ledger/postgres: {s[:40]}"
    for line, _, name in includes(text):
        if re.match(r"sqlite3|libpq|pqxx/|SQLiteCpp/", name):
            yield line, f"only ledger/sqlite and ledger/postgres include <{name}>"


CONTROL = re.compile(r"\s*(?:else\b|do\b|default\s*:|case\b(?:[^:?;]|::)*:(?!:)|(?:if(?:\s+constexpr)?|for|while|switch)\s*(?=\())")
TARGET = re.compile(r"""\s*(?:
      (?:(?:const|static|constexpr|thread_local)\s+)* [A-Za-z_][\w:]* (?:<[\w:<>,\s*&]*>)? (?:::\w+)* (?:\s+const)? [\s&*]+
      (?:[A-Za-z_]\w* | \[[\w,\s]+\])                       # a declaration: type and name
    | \*? [A-Za-z_]\w* (?:(?:\.|->)[A-Za-z_]\w*)*           # a plain variable or a member of one
    )\s*=\s*""", re.X)


def closing(text, at):
    depth = 0
    for i in range(at, len(text)):
        depth += (text[i] in "([{") - (text[i] in ")]}")
        if depth == 0:
            return i
    return len(text)


def beginning(text, at):
    """Where the statement that `at` stands in begins, or the bracket that it stands in."""
    depth = 0
    for i in range(at - 1, -1, -1):
        depth += (text[i] in ")]") - (text[i] in "([")
        if depth < 0:
            return i
        if depth == 0 and text[i] in ";{}":
            return i + 1
    return 0


def whole_try(path, text):
    """Only as a whole initialiser, right-hand side or statement: GCC 12.2 skips destructors of what a larger expression
    has already made (docs/decisions/0021-try.md)."""
    if not path.endswith(CODE):
        return
    code = re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), without(text, False), flags=re.M)
    for m in re.finditer(r"\bTRY\s*\(", code):
        after = code[closing(code, m.end() - 1) + 1:].lstrip()[:1]
        before = code[beginning(code, m.start()):m.start()]
        while control := CONTROL.match(before):
            rest = before[control.end():]
            before = rest[closing(rest, 0) + 1:] if rest.startswith("(") else rest
        before = re.sub(r"^\s*(public|private|protected)\s*:(?!:)", "", before)
        if after != ";" or not (before.strip() == "" or TARGET.fullmatch(before)) or re.match(r"\s*return\b", before):
            yield code.count("\n", 0, m.start()) + 1, "TRY stands inside a larger expression"


def size(path, text):
    if path.endswith(DATA) or path.startswith(("packs/", "tests/approval/")) or "/corpus/" in path or path == "LICENSE":
        return
    if path.startswith(("docs/format/", "docs/reference")):   # looked up, not read through
        return
    n = text.count("\n")
    if n > LINES_MAX:
        yield n, f"{n} lines; a file has at most {LINES_MAX}"


def places(path, text):
    for m in PLACES.finditer(text):
        yield text.count("\n", 0, m.start()) + 1, f"a path of one machine: {m.group(0)}"


def words(path, text):
    if path == "LICENSE":
        return
    for m in WORDS.finditer(text):
        yield text.count("\n", 0, m.start()) + 1, f"the project speaks of itself alone: '{m.group(0)}'"


def unfinished(path, text):
    if path.startswith("packs/") or "/corpus/" in path:
        return
    for m in UNFINISHED.finditer(text):
        yield text.count("\n", 0, m.start()) + 1, f"unfinished: {m.group(0)}"


def blanks(path, text):
    if not (path.endswith(CODE + (".py", ".sh", ".yaml", ".story", ".cmake", "CMakeLists.txt")) or is_script(path)):
        return
    if not text.endswith("\n"):
        yield text.count("\n") + 1, "does not end with a line feed"
    for n, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield n, "a tab"
        if line != line.rstrip():
            yield n, "blanks at the end of the line"


def headers(path, text):
    if path.endswith((".hpp", ".h")) and not re.match(r"#pragma once\n// \S", text):
        yield 1, "a header begins with #pragma once and a comment that says what it is"


def is_script(path):
    return path in ("run", "test", ".ci/run") or re.match(r"script/[^/]+$|tests/.*\.sh$", path) is not None


def scripts(path, text, executable=None):
    if not is_script(path):
        return
    if executable is None:
        executable = os.access(os.path.join(ROOT, path), os.X_OK)
    if not executable:
        yield 1, "a script is executable"
    if not re.match(r"#!/usr/bin/(env |python3)", text):
        yield 1, "a script names its interpreter"
    if not re.match(r'[^\n]*\n(# |""")\S.{15,}', text):
        yield 2, "a script's second line says what it does and how it is called"


RULES = [rooms, pure, core, sql, whole_try, size, places, words, unfinished, blanks, headers, scripts]


# --- each rule tried on samples: (rule, path, text, is it a violation) ---

def samples():
    h = "#pragma once\n// What it is.\n"
    in_f = lambda s: "Status f() {\n    " + s + "\n}\n"
    for path, name, bad in [
            ("src/base/a.cpp", "pack/pack.hpp", True), ("src/base/core/a.hpp", "base/json.hpp", True),
            ("src/pack/a.cpp", "access/policy.hpp", True), ("src/access/a.cpp", "domain/core/bond.hpp", True),
            ("src/access/a.cpp", "ledger/ledger.hpp", True), ("src/domain/plan/a.cpp", "app/http/head.hpp", True),
            ("src/domain/plan/a.cpp", "ledger/ledger.hpp", True), ("src/ledger/a.cpp", "pack/pack.hpp", True),
            ("src/engines/matching/a.cpp", "domain/core/bond.hpp", True), ("src/views/a.cpp", "base/json.hpp", True),
            ("src/domain/a.cpp", "bond.hpp", True), ("src/domain/a.cpp", "../access/policy.hpp", True),
            ("src/cellar/a.cpp", "base/json.hpp", True),
            ("src/views/a.cpp", "base/core/date.hpp", False), ("src/app/a.cpp", "ledger/ledger.hpp", False),
            ("src/domain/a.cpp", "access/policy.hpp", False), ("src/ledger/a.cpp", "base/core/codec.hpp", False)]:
        yield rooms, path, f'#include "{name}"\n', bad
    for name in ["sqlite3.h", "boost/asio.hpp", "sys/socket.h", "iostream", "fstream", "random", "thread", "mutex", "ctime", "time.h"]:
        yield pure, "src/domain/plan/a.cpp", f"#include <{name}>\n", True
    yield pure, "src/engines/matching/a.cpp", "#include <random>\n", True
    yield pure, "src/engines/matching/a.cpp", "#include <thread>\n", False
    yield pure, "src/app/a.cpp", "#include <random>\n", False
    yield pure, "src/access/a.cpp", "auto t = std::chrono::system_clock::now();\n", True
    yield pure, "src/access/a.cpp", "// never system_clock\n", False
    yield pure, "src/domain/a.cpp", 'f("std::cout");\n', False
    for s in ["#include <mutex>\n", "#include <unicode/unistr.h>\n", "#include <date/tz.h>\n", "#include <boost/json.hpp>\n",
              "void f() { throw 1; }\n", "void f() { try { g(); } catch (...) {} }\n"]:
        yield core, "src/base/core/a.cpp", s, True
        yield core, "src/base/a.cpp", s, False
    yield core, "src/base/core/a.cpp", "// we try; TRY(x)\n", False
    for s in ["SELECT a\" \" FROM b", "INSERT OR IGNORE INTO a VALUES(1)", "UPDATE a SET b = 1", "DELETE FROM a", "CREATE TABLE a(b)"]:
        yield sql, "src/app/a.cpp", f'auto s = "{s}";\n', True
        yield sql, "src/ledger/a.cpp", f'auto s = R"({s})";\n', True
        yield sql, "src/ledger/sqlite/a.cpp", f'auto s = "{s}";\n', False
    yield sql, "src/app/a.cpp", "// SELECT a FROM b\n", False
    yield sql, "src/ledger/a.cpp", "#include <sqlite3.h>\n", True
    yield sql, "src/app/a.cpp", 'auto s = "select a house from the list";\n', False
    for s in ["return TRY(x);", "return {TRY(x)};", "f(TRY(x));", "auto y = a + TRY(x);", "auto y = TRY(x).z;", "auto y = TRY(x)->z;",
              'o["k"] = TRY(x);', "A a{b, TRY(x)};", "A a = {b, TRY(x)};", "e.n = uint32_t(TRY(x));", "auto y = c ? TRY(x) : z;",
              "if (TRY(x)) g();", "for (auto& e : TRY(x)) g(e);", "if (c) f(TRY(x));", "auto y = *TRY(x);", "at(D(4)) = TRY(x);",
              "auto l = [d = TRY(x)] {};", "TRY(f(TRY(x)));", "n += TRY(x);", "case 1: return TRY(x);", "a = b = TRY(x);",
              "x, y = TRY(x);", "TRY(x), TRY(y);", "auto y = f(a,\n           TRY(x));", "f([&] { return TRY(x); });"]:
        yield whole_try, "src/app/a.cpp", in_f(s), True
    for s in ["TRY(x);", "if (a(b)) TRY(x);", "else TRY(x);", "for (auto& e : l) TRY(f(e, g(h)));", "auto y = TRY(x);", "TRY(f(\")\"));",
              "const auto& y = TRY(x);", "y = TRY(x);", "if (c) y = TRY(x);", "a.b = TRY(x);", "a->b.c = TRY(x);", "*a.b = TRY(x);",
              "std::map<int, A> m = TRY(x);", "const Person* p = TRY(x);", "auto [a, b] = TRY(x);", "f([&] { TRY(x); });", "// f(TRY(x))",
              "case A::b: TRY(x);", "if (auto r = a.at(b); r) TRY(x);", "char c = '\"'; TRY(x);", "std::optional<A> a = TRY(x);",
              "f(\"TRY(x)\");", "n = 1'000; TRY(x);", "if constexpr (A<B>) TRY(x);", "else if (a) b = TRY(x);"]:
        yield whole_try, "src/app/a.cpp", in_f(s), False
    yield size, "src/app/a.cpp", "\n" * (LINES_MAX + 1), True
    yield size, "src/app/a.cpp", "\n" * LINES_MAX, False
    yield size, "docs/tour.md", "\n" * (LINES_MAX + 1), True
    yield size, "packs/a/plan.yaml", "\n" * (LINES_MAX + 1), False
    for place in ["wo" "rk", "ro" "ot", "ho" "me"]:
        yield places, "docs/tour.md", f"see `/{place}/x`\n", True
        yield places, "src/app/a.cpp", f'auto d = "/{place}/x";\n', True
    yield places, "docs/tour.md", "see https://example.org/home/x and src/work/x\n", False
    for word in ["the pro" "mpt", "an assis" "tant", "in this ses" "sion", "a language mo" "del", "the previous ses" "sion"]:
        yield words, "docs/tour.md", word + "\n", True
    yield words, "src/app/http/server.cpp", "class Session; // promptly\n", False
    for word in ["TO" "DO", "FIX" "ME", "X" "XX", "a st" "ub", "st" "ubbed"]:
        yield unfinished, "src/app/a.cpp", f"// {word}: later\n", True
    yield unfinished, "tests/a.sh", "mktemp -d a.XXXXXX; stubborn\n", False
    for s in ["int a;", "int a;\t\n", "int a; \n"]:
        yield blanks, "src/app/a.cpp", s, True
        yield blanks, "script/a", s, True
    yield blanks, "src/app/a.cpp", "int a;\n", False
    yield headers, "src/app/a.hpp", "#pragma once\n#include <map>\n", True
    yield headers, "src/app/a.hpp", "// What it is.\n#pragma once\n", True
    yield headers, "src/app/a.hpp", h, False
    good = "#!/usr/bin/env bash\n# Builds everything. Usage: script/a [seconds]\n"
    for text, executable, bad in [(good, True, False), (good, False, True), (good[2:], True, True), ("#!/usr/bin/env bash\nls\n", True, True)]:
        yield (lambda p, t, x=executable: scripts(p, t, x)), "script/a", text, bad


def tree():
    """Every text file of the project: what git has or would take, else what lies here."""
    try:
        names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
        names = names.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = []
        for at, dirs, files in os.walk(ROOT):
            dirs[:] = [d for d in dirs if not re.match(r"(build.*|var|node_modules|\.git|__pycache__)$", d)]
            names += [os.path.relpath(os.path.join(at, f), ROOT) for f in files]
    for name in sorted(n for n in names if n):
        whole = os.path.join(ROOT, name)
        if not os.path.isfile(whole):
            continue
        with open(whole, "rb") as f:
            raw = f.read()
        if "/corpus/" in name or b"\0" in raw:
            continue
        try:
            yield name, raw.decode()
        except UnicodeDecodeError:
            continue


def main():
    faults = []
    tried = 0
    for rule, path, text, bad in samples():
        tried += 1
        if bool(list(rule(path, text))) != bad:
            faults.append(f"the rule '{getattr(rule, '__name__', 'rule')}' {'misses' if bad else 'wrongly catches'}: {text!r}")
    seen = 0
    for path, text in tree():
        seen += 1
        for rule in RULES:
            faults += [f"{path}:{line}: {what}" for line, what in rule(path, text)]
    for f in faults:
        print(f)
    print(f"house: {len(RULES)} rules, {tried} samples, {seen} files, {len(faults)} faults")
    if seen < 50:
        print("house: the tree was not found")
        return 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
