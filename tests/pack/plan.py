"""The plan's text, read for its own headings: which lines belong to which chapter, section and measure.

Shared by the tests beside it. The text is not part of this repository; where it is absent a test says so and is skipped.
"""
import difflib
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "packs" / "norway-2006"
SHARED = ROOT.parent / "shared"
PLAN = SHARED / "seed" / "plan-of-action-2006-2009.txt"

MINISTRIES = {
    "Ministry of Foreign Affairs": "foreign-ministry",
    "Ministry of Defence": "defence-ministry",
    "Ministry of Children and Equality": "children-ministry",
    "Ministry of Health and Care Services": "health-ministry",
    "Ministry of Labour and Social Inclusion": "labour-ministry",
    "Ministry of Justice and the Police": "justice-ministry",
}
# Headings of the list in 2.2 that belong to no measure.
GOALS_IN_LIST = ("Human trafficking will be prevented", "Victims of human trafficking will be ensured", "protection", "Child victims of",
                 "appropriate follow-up", "Human traffickers will be", "Improved knowledge and", "Strengthen the international framework and cooperation")


def need(path):
    """Leaves the test, plainly, when what it compares with is not there."""
    if not path.exists():
        print(f"skipped: {path.relative_to(ROOT.parent)} is not beside this repository")
        sys.exit(0)
    return path


def pack_file(name):
    return yaml.safe_load((PACK / name).read_text(encoding="utf-8"))


def flat(text):
    """One line, plain quotes, no double spaces: what was broken over lines can be compared."""
    return re.sub(r"\s+", " ", text.replace("\u2019", "'")).strip()


class Plan:
    def __init__(self):
        self.lines = [""] + need(PLAN).read_text(encoding="utf-8").split("\n")
        self.last = len(self.lines) - 1
        self._chapters()
        self._sections()
        self._measures()
        self._list()

    def text(self, first, last):
        return flat(" ".join(self.lines[first:last + 1]))

    def _chapters(self):
        self.chapter_start, wanted = {}, 1
        for n in range(1, self.last + 1):
            if re.match(rf"^\s?{wanted} [A-Z]", self.lines[n]):
                self.chapter_start[wanted] = n
                wanted += 1
        assert wanted == 10, "nine chapters"
        self.end = next(n for n in range(self.last, 0, -1) if self.lines[n].startswith(" The painting on the cover")) - 1

    def chapter(self, k):
        return self.chapter_start[k], self.chapter_start.get(k + 1, self.end + 1) - 1

    def _sections(self):
        starts = []
        for n in range(self.chapter_start[1], self.end + 1):
            m = re.match(r"^\s*(\d\.\d)(\s+[A-Zm].*)?\s*$", self.lines[n])
            if m:
                starts.append((m.group(1), n))
        self.sections = {}
        for (name, n), after in zip(starts, starts[1:] + [(None, self.end + 1)]):
            assert name not in self.sections, name
            self.sections[name] = (n, min(after[1] - 1, self.chapter(int(name[0]))[1]))

    def _measures(self):
        heads = {}
        for n in range(self.chapter_start[4], self.end + 1):
            m = re.match(r"^\s*Measure no\. (\d+)\s*$", self.lines[n])
            if m:
                heads[int(m.group(1))] = n
        assert sorted(heads) == list(range(1, 38)), sorted(heads)
        self.measures = {}
        for number, start in heads.items():
            self.measures[number] = self._heading(start)
        titles = self._list_titles()
        taken = {n for m in self.measures.values() for n in m["own"]}
        for number, m in self.measures.items():
            first, last = self._part(m["heading"][0])
            def likeness(n):
                return difflib.SequenceMatcher(None, titles[number][:60], self.text(n, n + 2)[:60]).ratio()
            candidates = [n for n in range(first, last + 1) if n not in taken and re.match(r"^\s*[A-Z]", self.lines[n])]
            m["title_line"] = max(candidates, key=likeness)
            assert likeness(m["title_line"]) > 0.7, (number, self.lines[m["title_line"]])
        bounds = sorted({m["title_line"] for m in self.measures.values()} | {m["heading"][0] for m in self.measures.values()})
        for number, m in self.measures.items():
            stop = min([b for b in bounds if b > m["title_line"]] + [self._part(m["heading"][0])[1] + 1]) - 1
            while not self.lines[stop].strip() or self.lines[stop].strip().isdigit() or stop in taken and stop not in m["own"]:
                stop -= 1
            aside = [n for n in range(m["title_line"], stop + 1) if re.match(r"^(\u201c|\d\. )", self.lines[n])]   # a quotation, a footnote
            stop = min(aside + [stop + 1]) - 1
            while not self.lines[stop].strip():
                stop -= 1
            m["text"] = (m["title_line"], stop)
            lengths = [n for n in range(1, 5) if m["title_line"] + n - 1 <= stop]
            title = max((self.text(m["title_line"], m["title_line"] + n - 1) for n in lengths),
                        key=lambda t: (difflib.SequenceMatcher(None, bare(titles[number]), bare(t)).ratio(), t.endswith("(new)")))
            m["title"], m["new"] = title, title.endswith("(new)")

    def _part(self, line):
        """The measures of a chapter: from 'N.M measures:' to the chapter's end."""
        for first, last in self.sections.values():
            if first <= line <= last and "measures" in self.lines[first]:
                return first, last
        raise AssertionError(line)

    def _heading(self, start):
        """Number, period, ministries: they stand together, with the title between them or elsewhere."""
        n, m = start, {"own": {start}}
        while not self.lines[n].startswith("Implementation:"):
            n += 1
        m["period"] = tuple(int(y) for y in re.findall(r"\d{4}", self.lines[n]))
        m["own"] |= {n, n + 1}
        n += 1
        assert re.match(r"Responsible [mM]inistr", self.lines[n]), (start, self.lines[n])
        said = ""
        while self._prefix(flat(said + " " + self.lines[n + 1])) and self.lines[n + 1].strip():
            n += 1
            said = flat(said + " " + self.lines[n])
            m["own"].add(n)
        m["ministries"] = [MINISTRIES[name.strip()] for name in said.split(", ")]
        m["heading"] = (start, n)
        return m

    @staticmethod
    def _prefix(said):
        parts = [p for p in said.rstrip(",").split(", ")]
        return all(p in MINISTRIES for p in parts[:-1]) and any(name.startswith(parts[-1]) for name in MINISTRIES)

    def _list(self):
        self.in_list = {}
        waiting, n, first = [], self.sections["2.2"][0], self.chapter_start[3]
        current = None
        for n in range(n, first):
            line = self.lines[n]
            m = re.match(r"^Measure no\. (\d+)\s*(.*)$", line)
            if m and not m.group(2).strip():
                waiting.append(int(m.group(1)))
                current = None
            elif m:
                current = int(m.group(1))
                self.in_list[current] = [n, n, m.group(2)]
            elif line.startswith(GOALS_IN_LIST) and not (current == 17 or current == 16):
                current = None
            elif waiting and re.match(r"^[A-Z]", line) and (current is None or current in self.in_list and self.in_list[current][3:] == [True]):
                current = waiting.pop(0)
                self.in_list[current] = [n, n, line, True]
            elif current and line.strip():
                self.in_list[current][1] = n
                self.in_list[current][2] += " " + line
        for number, entry in self.in_list.items():
            title = flat(entry[2]).replace("investi- gative", "investigative").replace("coopera tion", "cooperation").replace("traffickingcases", "trafficking cases")
            self.in_list[number] = {"lines": (entry[0], entry[1]), "title": title, "new": title.endswith("(new)")}
        assert sorted(self.in_list) == list(range(1, 38)), sorted(self.in_list)

    def _list_titles(self):
        self._list()
        return {n: e["title"] for n, e in self.in_list.items()}


def bare(title):
    """A title without its mark and footnote, for comparing list and chapter."""
    return flat(re.sub(r"(?<=[a-z])\d", "", title).replace("(new)", "").replace("-", " ")).lower()
