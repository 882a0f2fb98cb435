#!/usr/bin/env python3
"""Every refusal, fault, advice and fact that a command may answer has its sentence in the pack's texts, so that it is read in the reader's language.

Usage: tests/pack/said_test.py
The sentences are read from the source: what stands between quotes, with whatever is put between them.
"""
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXTS = {k: t for k, t in yaml.safe_load((ROOT / "packs/norway-2006/texts.yaml").read_text())["texts"].items() if k.startswith("said.")}
FORMS = [re.compile(re.escape(t["en"]).replace(r"\{0\}", ".+").replace(r"\{1\}", ".+").replace(r"\{2\}", ".+").replace(r"\{3\}", ".+")) for t in TEXTS.values()]
# What a person meets who works in the program; owners' commands and the program's own damage are told in English.
APART = ["src/app/api/api.cpp"]
ROOMS = ["protection", "children", "matching", "core", "plan", "prevention", "cooperation", "international"]
IN_ENGLISH_MOST = 4


def literals(text):
    """Each call's text as a sample sentence: the literals, X for what is computed."""
    for m in re.finditer(r'(?:refuse\([^,;]+,|invalid\(|wrong\(|Error\{Fault::\w+, |fail\(Fault::(?!damaged)\w+,|advice\.push_back\(|\.change = |facts\.push_back\()\s*((?:"(?:[^"\\]|\\.)*"|[^;"])*?);', text):
        said = m.group(1)
        parts = re.findall(r'"((?:[^"\\]|\\.)*)"(\s*\+)?', said)
        if not parts or not said.lstrip().startswith(('"', "std::string(\"")):
            continue
        out, at = "", 0
        for lit in re.finditer(r'"((?:[^"\\]|\\.)*)"', said):
            between = said[at:lit.start()]
            if at and not between.strip():
                pass                                        # two literals side by side are one
            elif at and "," in re.sub(r"\([^()]*\)", "", between):
                break                                       # the next argument
            elif at:
                out += "X"
            out += lit.group(1).replace('\\"', '"')
            at = lit.end()
        rest = said[at:]
        if re.match(r"\s*\+", rest):
            out += "X"
        yield out


def main():
    total, english = 0, []
    paths = [p for room in ROOMS for p in sorted((ROOT / "src/domain" / room).glob("*.cpp"))] + [ROOT / p for p in APART]
    for path in paths:
        for sentence in literals(path.read_text()):
            total += 1
            if not any(f.fullmatch(sentence) for f in FORMS):
                english.append(f"{path.relative_to(ROOT)}: {sentence}")
    titles = re.findall(r'(?:case \d+|default): return "([^"]*)";', (ROOT / APART[0]).read_text())
    if len(titles) < 10:
        sys.exit(f"said: only {len(titles)} titles of problems were found in the source")
    english += [f"the title {t}" for t in titles if t not in {e["en"] for e in TEXTS.values()}]
    if total < 150:
        sys.exit(f"said: only {total} sentences were found in the source; the test reads it wrongly")
    if len(english) > IN_ENGLISH_MOST:
        sys.exit(f"said: {len(english)} of {total} sentences are said in English alone:\n  " + "\n  ".join(english))
    for key, t in TEXTS.items():
        if set(re.findall(r"\{\d\}", t["en"])) != set(re.findall(r"\{\d\}", t["nb"])):
            sys.exit(f"said: {key} does not fill in the same in both languages")
    print(f"said: {total} sentences of {len(ROOMS)} rooms, {len(english)} of them in English alone, at most {IN_ENGLISH_MOST}")


main()
