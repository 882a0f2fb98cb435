#!/usr/bin/python3
"""Every story comes out as told; a story that is told wrong fails and names its line; every sentence is documented."""
import json, os, pathlib, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
at_least = 12


def tell(path):
    r = subprocess.run([soria, "story", path, "--packs", root / "packs", "--format", "json"], capture_output=True, text=True, timeout=120)
    return r.returncode, json.loads(r.stdout)


def main():
    failed, acts, expectations = [], 0, 0
    stories = sorted(root.glob("tests/stories/*.story"))
    for path in stories:
        code, answer = tell(path)
        if code:
            failed.append(f"{answer.get('where', path.name)}: {answer['detail']}")
        else:
            acts, expectations = acts + answer["acts"], expectations + answer["expectations"]
    if len(stories) < at_least:
        failed.append(f"only {len(stories)} stories; there shall be {at_least}")

    # Each expectation of each story, turned wrong one at a time by changing what it names, must fail at its own line.
    broken = caught = 0
    with tempfile.TemporaryDirectory() as tmp:
        for path in stories:
            lines = path.read_text().splitlines()
            wanted = [i for i, l in enumerate(lines) if l.strip().startswith("then ") and ": " in l]
            for i in wanted[:1]:
                head, _ = lines[i].rsplit(": ", 1)
                changed = lines[:i] + [head + ": something that nobody said"] + lines[i + 1:]
                p = pathlib.Path(tmp) / path.name
                p.write_text("\n".join(changed) + "\n")
                if "does not show" in head:
                    continue
                broken += 1
                code, answer = tell(p)
                if code == 1 and answer.get("where") == f"{path.name}:{i + 1}":
                    caught += 1
                else:
                    failed.append(f"{path.name}:{i + 1}: a wrong expectation was not caught at its line: {answer}")
        for text, where, what in [
            ("pack norway-2006\n2007-01-01 rosa reports R1: a woman\n", "x.story:1", "title"),
            ("# T\n2007-01-01 rosa reports R1: a woman\n", "x.story:1", "pack"),
            ("# T\npack norway-2006\n2007-02-30 rosa reports R1: a woman\n", "x.story:3", "day"),
            ("# T\npack norway-2006\n2007-02-03 rosa dances\n", "x.story:3", "understands"),
            ("# T\npack norway-2006\n2007-02-03 rosa accepts R1 as case C1\n", "x.story:3", "R1"),
            ("# T\npack norway-2006\n2007-02-03 nobody reports R1: a woman\n", "x.story:3", "nobody"),
            ("# T\npack norway-2006\n2007-02-03 rosa reports R1: a giraffe\n", "x.story:3", "giraffe"),
            ("# T\npack norway-2006\n2007-02-03 rosa reports R1: a woman\n2007-02-02 rosa accepts R1 as case C1\n", "x.story:4", "forward"),
            ("# T\npack norway-2006\n2007-02-03 rosa reports R1: a woman\n2007-02-04 udi accepts R1 as case C1\n", "x.story:4", "refused"),
        ]:
            p = pathlib.Path(tmp) / "x.story"
            p.write_text(text)
            broken += 1
            code, answer = tell(p)
            if code == 1 and answer.get("where") == where and what in answer["detail"]:
                caught += 1
            else:
                failed.append(f"a wrong story was not refused as it should be ({where}, {what}): {answer}")

    r = subprocess.run([soria, "story", "--sentences", "--format", "json"], capture_output=True, text=True)
    page = (root / "docs" / "stories.md").read_text()
    for sentence in (s["sentence"] for s in json.loads(r.stdout)["sentences"]):
        if f"`{sentence}`" not in page:
            failed.append(f"docs/stories.md does not have the sentence `{sentence}`")
    for f in failed:
        print("  " + f)
    print(f"  {len(stories)} stories, {acts} acts, {expectations} expectations; {caught} of {broken} wrong ones caught at their line")
    return 1 if failed else 0


sys.exit(main())
