#!/usr/bin/python3
"""The command line: wrong usage is said and never silent, lists go on, files are private, a held folder is waited for."""
import csv, fcntl, io, json, os, pathlib, re, stat, subprocess, sys, tempfile, threading, time

root = pathlib.Path(__file__).resolve().parents[1]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
failed = []


def check(ok, what):
    if not ok:
        failed.append(what)


def run(*args, **more):
    return subprocess.run([soria, *map(str, args)], capture_output=True, text=True, timeout=120, **more)


def usage(says, *args):
    r = run(*args)
    check(r.returncode == 2 and says in r.stderr, f"{args}: exit {r.returncode}: {r.stderr[:200]}")


def words(data):
    usage("there is no command 'natoinal'", "natoinal")
    usage("there is no command 'pack chekc'", "pack", "chekc", "x")
    usage("--data: is empty", "national", "--data", "")
    usage("to: is empty", "backup", "", "--data", data)
    usage("from: is empty", "restore", "", "--data", data)
    usage("--as-of: ", "national", "--data", data, "--as-of", "")
    usage("--as-of: ", "commands", "--as-of", "xx")
    usage("seen: ", "do", "receive-report", "--json", '{"seen":"x"}', "seen=y", "--data", data)
    usage("seen: ", "do", "receive-report", "seen=one", "seen=two", "--data", data)
    for args in (["national", "--format", "json", "--nosuch"], ["natoinal", "--format=json"]):
        r = run(*args)
        check(r.returncode == 2 and json.loads(r.stdout or "{}").get("fault") == "usage", f"{args}: exit {r.returncode}: {r.stdout[:200]}")


def answers(data):
    r = run("openapi", "--data", data)
    check(r.returncode == 0 and json.loads(r.stdout or "{}").get("openapi", "").startswith("3.1."), f"openapi: {r.stdout[:80]} {r.stderr[:200]}")
    few = json.loads(run("cases", "--data", data, "--as", "rosa", "--limit", 3, "--format", "json").stdout)
    every = json.loads(run("cases", "--data", data, "--as", "rosa", "--all", "--format", "json").stdout)
    check(len(few["cases"]) == 3 and few["next"] and len(every["cases"]) > 3 and "next" not in every and every["cases"][:3] == few["cases"], "cases, three and all")
    usage("--all", "cases", "--all", "--limit", 3, "--data", data)
    through_a_server(data, every["cases"])
    note = json.loads(run("audit", "checkpoint", "--data", data, "--format", "json").stdout)["checkpoint"]
    r = run("audit", "checkpoint", "--data", data)
    check(note.split("\n")[0] == "soria/norway-2006" and r.stdout.split("\n")[0] == note.split("\n")[0] and "\n\n\u2014 " in r.stdout and not any(l.startswith(" ") for l in r.stdout.splitlines()), "the note: " + r.stdout)


def tables(data):
    """CSV is one table, whatever the answer: a list as it is, anything else each value with its place."""
    rows = list(csv.DictReader(io.StringIO(run("cases", "--data", data, "--as", "rosa", "--limit", 3, "--format", "csv").stdout)))
    check(len(rows) == 3 and all(re.fullmatch("[^-]{3}-[^-]{3}-.", r["code"]) and None not in r.values() for r in rows), f"cases as CSV: {rows}")
    code = rows[0]["code"]
    told = json.loads(run("national", "--data", data, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("national", "--data", data, "--format", "csv").stdout)))
    check(all(set(r) == {"part", "row", "name", "value"} for r in rows), f"national as CSV: {rows[:3]}")
    beds = {r["name"]: int(r["value"]) for r in rows if r["part"] == "beds"}
    check(beds and beds == told["beds"], f"beds as CSV: {beds}, and {told['beds']}")
    told = json.loads(run("case", code, "--data", data, "--as", "rosa", "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("case", code, "--data", data, "--as", "rosa", "--format", "csv").stdout)))
    timeline = [r["value"] for r in rows if r["part"] == "timeline" and r["name"] == "event"]
    check(timeline and timeline == [e["event"] for e in told["timeline"]], f"a timeline as CSV: {timeline}")


def languages(data):
    for status, arguments in ((404, ["case", "234-567-8"]), (400, ["cases", "--limit", "0"]), (400, ["do", "open-case", "report=x"])):
        english, norwegian = (json.loads(run(*arguments, "--data", data, "--as", "rosa", "--language", l, "--format", "json").stdout) for l in ("en", "nb"))
        check(english["status"] == norwegian["status"] == status, f"{arguments}: {english}")
        for part in ("title", "detail"):
            check(english[part] != norwegian[part], f"{arguments}: the {part} is the same in both languages: {norwegian}")


def kept_apart(data, tmp):
    for to in (data, data / "copy", tmp / "elsewhere" / ".." / data.name / "copy"):
        r = run("backup", to, "--data", data)
        check(r.returncode == 1 and "outside the data folder" in r.stderr, f"a backup to {to}: {r.stderr}")
    r = run("backup", tmp / "copy", "--data", data)
    check(r.returncode == 0 and (tmp / "copy").exists() and (tmp / "copy.keys").exists(), f"a backup beside: {r.stderr}")
    server = subprocess.Popen([soria, "serve", "--port", "0", "--data", data], stdout=subprocess.PIPE, text=True, cwd="/")
    try:
        server.stdout.readline()
        r = run("backup", "copy-by-name", "--data", data, cwd=tmp)
        check(r.returncode == 0 and (tmp / "copy-by-name").exists(), f"a backup by a name, through a server: {r.stdout}{r.stderr}")
    finally:
        server.terminate()
        server.wait()
    r = run("--version")
    check(r.returncode == 0 and r.stdout.startswith("soria"), f"--version: {r.stdout}{r.stderr}")


def through_a_server(data, every):
    server = subprocess.Popen([soria, "serve", "--port", "0", "--data", data], stdout=subprocess.PIPE, text=True)
    try:
        server.stdout.readline()
        seen, cursor = [], []
        for _ in range(100):
            page = json.loads(run("cases", "--data", data, "--as", "rosa", "--limit", 3, "--format", "json", *cursor).stdout)
            seen += page.get("cases", [])
            if not page.get("next"):
                break
            cursor = ["--cursor=" + page["next"]]
        check(seen == every, f"cases by cursor: {len(seen)} of {len(every)}")
    finally:
        server.terminate()
        server.wait()


def erasure(data):
    r = run("erase", "ZZZ", "--data", data, "--as", "officer")
    check(r.returncode == 1 and r.stderr.startswith("soria: person: ") and "about:blank" not in r.stderr, "erase: " + r.stderr)
    norwegian = run("erase", "ZZZ", "--data", data, "--as", "officer", "--language", "nb")
    check(norwegian.returncode == 1 and norwegian.stderr != r.stderr, "erase in Norwegian: " + norwegian.stderr)
    r = run("erase", "ZZZ", "--data", data, "--as", "officer", "--purpose", "no-such-purpose")
    check(r.returncode == 1 and not r.stderr.startswith("soria: person: "), "erase passes the purpose over: " + r.stderr)


def private(tmp):
    d = tmp / "existing"
    d.mkdir()
    subprocess.run([soria, "init", "--pack", root / "packs" / "norway-2006", "--data", d], capture_output=True, timeout=120, preexec_fn=lambda: os.umask(0o022))
    for name in ("soria.db", "keys.db", "reads.db"):
        mode = stat.S_IMODE((d / name).stat().st_mode)
        check(mode == 0o600, f"{name} has the mode {mode:o}")
    return d


def held(data):
    with open(data / "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        threading.Timer(0.7, lambda: fcntl.flock(lock, fcntl.LOCK_UN)).start()
        r = run("national", "--data", data)
        check(r.returncode == 0, "a folder held for a moment: " + r.stderr)
        time.sleep(0.8)
        fcntl.flock(lock, fcntl.LOCK_EX)
        begun = time.monotonic()
        r = run("national", "--data", data)
        check(r.returncode == 1 and "another process holds" in r.stderr and 1.5 < time.monotonic() - begun < 10, "a folder held for long: " + r.stderr)


def stories(tmp):
    pack = ["--packs", root / "packs"]
    told = (root / "tests" / "stories" / "two_reflection_periods.story").read_text()
    wrong = tmp / "wrong.story"
    wrong.write_text("\ufeff" + told, encoding="utf-8")
    r = run("story", wrong, *pack)
    check(r.returncode == 0, "a story with a byte-order mark: " + r.stderr)
    wrong.write_text(told.replace("pack norway-2006", "pack nowhere", 1))
    line = told[:told.index("pack norway-2006")].count("\n") + 1
    r = run("story", wrong, *pack)
    check(r.returncode == 1 and f"wrong.story:{line}" in r.stderr and "nowhere" in r.stderr, "an unknown pack: " + r.stderr)
    for each in sorted((root / "tests" / "stories").glob("*.story")):
        lines = each.read_text().splitlines()
        at = next((i for i, l in enumerate(lines) if " reflection period ends 2007-" in l), None)
        if at is None:
            continue
        lines[at] = lines[at].replace("ends 2007-", "ends 2011-", 1)
        wrong.write_text("\n".join(lines) + "\n")
        r = run("story", wrong, *pack)
        check(r.returncode == 1 and "expected 2011-" in r.stderr, "a wrong expectation: " + r.stderr)
        return
    check(False, "no story says when a reflection period ends")


def main():
    with tempfile.TemporaryDirectory() as name:
        tmp = pathlib.Path(name)
        data = tmp / "demo"
        run("init", "--kind", "demonstration", "--pack", root / "packs" / "norway-2006", "--data", data)
        r = run("demo", "--seed", 1, "--cases", 50, "--data", data)
        check(r.returncode == 0, "demo: " + r.stderr)
        words(data)
        answers(data)
        tables(data)
        languages(data)
        kept_apart(data, tmp)
        erasure(data)
        held(private(tmp))
        stories(tmp)
    for f in failed:
        print("  " + f[:600])
    print(f"  the command line: {len(failed)} wrong")
    return 1 if failed else 0


sys.exit(main())
