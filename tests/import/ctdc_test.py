#!/usr/bin/python3
"""The import of CTDC records: the national tables equal a plain recount of the file; bad files are refused with their place."""
import collections, csv, gzip, json, os, pathlib, re, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
shared = root.parent / "shared" / "data" / "ctdc" / "ctdc-2012-2018-recoded.csv.gz"
header = "yearOfRegistration,Datasource,gender,citizenship,isForcedLabour,ControlCategory,RecruiterCategory,ExploitType,Labor_Type,ageCategories"
failed = []


def check(ok, what):
    if not ok:
        failed.append(what)


def run(*args, data, **more):
    return subprocess.run([soria, *map(str, args), "--data", str(data)], capture_output=True, text=True, timeout=600, **more)


def answer(*args, data):
    r = run(*args, "--format", "json", data=data)
    return r.returncode, json.loads(r.stdout)


def folder(tmp, name):
    data = pathlib.Path(tmp) / name
    r = run("init", "--pack", root / "packs" / "norway-2006", data=data)
    check(r.returncode == 0, "init: " + r.stderr)
    return data


# What each column's values are called in the pack, told apart from the program.
tables = {
    "persons_by_gender": ("gender", {"Female": "woman", "Male": "man"}),
    "persons_by_age": ("ageCategories", {f"Age {a}": a for a in ["0-8", "9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "39-47"]} | {"Age 48+": "48-plus"}),
    "reports_by_form": ("ExploitType", {"Sexual Exploitation": "sexual-other", "Forced Labor": "forced-labour", "Forced Marriage": "forced-marriage", "Other": "other"}),
    "persons_by_means_of_control": ("ControlCategory", {v: v.lower() for v in ["Threats", "Financial", "Survival", "Physical", "Other"]}),
    "reports_by_year": ("yearOfRegistration", {str(y): str(y) for y in range(2000, 2030)}),
}


def recount(rows):
    return {name: collections.Counter(names[r[column]] for r in rows) for name, (column, names) in tables.items()}


def compare(rows, data, label):
    code, national = answer("national", data=data)
    check(code == 0 and national["persons"] == national["reports"] == national["cases"] == len(rows), f"{label}: {national['persons']} persons, the file has {len(rows)} rows")
    for name, counts in recount(rows).items():
        got = {k: n for k, n in national[name].items() if n}
        check(got == dict(counts), f"{label}: {name} is {got}, the file says {dict(counts)}")
    check(national["screenings"] == {"by-people": 0, "derived": len(rows)}, f"{label}: screenings are not marked as derived")
    check(sum(national["clocks"].values()) == 0 and sum(national["duties"].values()) == 0, f"{label}: a clock or duty was started by a year")
    check(national["folder"] == "trial", f"{label}: the folder is not marked as a trial")
    # The same tables as ./run --check prints them.
    r = subprocess.run([root / "script" / "serve", "--check"], capture_output=True, text=True, env=dict(os.environ, SORIA_DATA=str(data)), timeout=60)
    printed = {}
    for line in r.stdout.splitlines():
        if line and not line.startswith(" "):
            section = printed.setdefault(line.strip().replace(" ", "_"), {})
        elif m := re.fullmatch(r"  (\S.*?)  +(\d+)", line):
            section[m[1]] = int(m[2])
    for name, counts in recount(rows).items():
        got = {k: n for k, n in printed.get(name, {}).items() if n}
        counts = {re.sub("(?<=[a-z])-(?=[a-z])", " ", k): n for k, n in counts.items()}      # people read words
        check(got == counts, f"{label}: ./run --check prints {name} as {got}, the file says {counts}")


def rows_of(text):
    return list(csv.DictReader(text.splitlines()))


small = "\n".join([header, "2012,Case Management,Female,LK,1,Threats,Other,Forced Labor,Domestic Work,Age 30-38",
                   '2013,Hotline,"Male",0,0,Physical,Other,Other,Other,"Age 48+"', "2013,Hotline,Female,RO,0,Financial,Other,Sexual Exploitation,Other,Age 9-17"]) + "\n"


def good_files(tmp):
    for label, data in [("plain", small), ("a byte-order mark and CRLF", "\ufeff" + small.replace("\n", "\r\n")), ("no last line feed", small.rstrip("\n")),
                        ("columns in another order", "\n".join(",".join(reversed(l.split(","))) for l in small.replace('"', "").splitlines()) + "\n")]:
        file = pathlib.Path(tmp) / "good.csv"
        file.write_text(data, newline="")
        d = folder(tmp, "good-" + label.replace(" ", "-"))
        code, a = answer("import", "ctdc", file, data=d)
        check(code == 0 and a["new"] == 3, f"{label}: {a}")
        code, again = answer("import", "ctdc", file, data=d)
        check(code == 0 and again["new"] == 0, f"{label}: imported twice: {again}")
        compare(rows_of(small), d, label)
    return d


def bad_files(tmp):
    line3 = small.splitlines()[2]
    cases = [
        ("a missing column", small.replace("gender,", "", 1), 1, "gender"),
        ("a doubled column", small.replace("citizenship", "gender", 1), 1, "gender"),
        ("an unknown value", small.replace("Hotline", "Telephone", 1), 3, "Datasource"),
        ("a year that is none", small.replace("2013,", "0206,", 1), 3, "year"),
        ("a year after the import", small.replace("2013,", "2019,", 1), 3, "lies after"),
        ("too few cells", small.replace(",Other,Other,Other", ",Other", 1), 3, "cells"),
        ("an open quote", small.replace('"Male"', '"Male', 1), 3, "quote"),
        ("a quote inside", small.replace("Hotline", 'Hot"line', 1), 3, "quote"),
        ("invalid UTF-8", small.replace("LK", "\udcff", 1), 2, "UTF-8"),
        ("NUL", small.replace("LK", "L\0", 1), 2, "NUL"),
        ("10 MB in a cell", small.replace("LK", "L" * 10_000_000, 1), 2, "10000 bytes"),
        ("an empty file", "", 0, "empty"),
    ]
    for i, (label, text, line, what) in enumerate(cases):
        file = pathlib.Path(tmp) / "bad.csv"
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        d = folder(tmp, f"bad-{i}")
        code, a = answer("import", "ctdc", file, data=d)
        check(code == 1 and what in json.dumps(a) and (not line or f"bad.csv:{line}" in a.get("where", "") or f"{line}:" in a.get("where", "")), f"{label}: {a}")
        _, national = answer("national", data=d)
        check(national["persons"] == 0 and national["folder"] == "real", f"{label}: something was imported, or the folder is {national['folder']}")
        check(a.get("where", "").startswith("bad.csv"), f"{label}: the file is not named: {a}")
        if line <= 1 or what == "quote" and label == "an open quote":
            continue
        code, a = answer("import", "ctdc", file, "--continue", data=d)
        check(code == 0 and a["new"] == 2 and a["bad_rows"] == 1 and what in a["faults"][0]["what"] + a["faults"][0]["where"], f"{label} with --continue: {a}")
    return len(cases)


def nothing_to_import(tmp):
    d = folder(tmp, "nothing")
    file = pathlib.Path(tmp) / "nothing.csv"
    for label, text, more, what in [("only a header", header + "\n", [], "no records"),
                                    ("every row bad", small.replace("2012,", "2019,").replace("2013,", "2019,"), ["--continue"], "none of the file's 3 rows")]:
        file.write_text(text)
        code, a = answer("import", "ctdc", file, *more, data=d)
        _, national = answer("national", data=d)
        check(code == 1 and what in a["detail"] and national["folder"] == "real", f"{label}: {code} {a} {national['folder']}")


def mended_files(tmp):
    """Only what is new is recorded of a file that was mended, sorted, or has grown."""
    file = pathlib.Path(tmp) / "mended.csv"
    lines = small.splitlines()
    more = "2013,Hotline,Female,RO,0,Financial,Other,Sexual Exploitation,Other,Age 9-17"          # equal to the last row
    other = "2014,Hotline,Male,BG,0,Survival,Other,Forced Labor,Other,Age 21-23"
    d = folder(tmp, "mended")
    file.write_text("\n".join(lines[:3] + [lines[3].replace("RO", "Romania")]) + "\n")
    code, a = answer("import", "ctdc", file, "--continue", data=d)
    check(code == 0 and a["new"] == 2, f"one bad row: {a}")
    whole = small
    for label, text, new in [("mended", small, 1), ("CRLF", small.replace("\n", "\r\n"), 0),
                             ("other columns", "\n".join(",".join(reversed(l.split(","))) for l in small.replace('"', "").splitlines()) + "\n", 0),
                             ("grown by an equal row", small + more + "\n", 1), ("reordered and grown", "\n".join([lines[0], other, more] + lines[:0:-1]) + "\n", 1)]:
        file.write_text(text, newline="")
        code, a = answer("import", "ctdc", file, data=d)
        check(code == 0 and a["new"] == new, f"{label}: {a}")
        whole = text
    compare(rows_of(whole), d, "mended")


def full_disk(tmp):
    """A disk that fills up: how many are recorded is said, and again records the rest."""
    small_disk = pathlib.Path(tmp) / "disk"
    small_disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=5000k", "tmpfs", small_disk], capture_output=True).returncode != 0:
        return "; SKIPPED: no small disk can be mounted"
    try:
        d = folder(small_disk, "data")
        file = pathlib.Path(tmp) / "many.csv"
        rows = [f"{2012 + i % 7},Hotline,Female,{'LK' if i % 2 else 'RO'},0,Threats,Other,Forced Labor,Other,Age 30-38" for i in range(3000)]
        file.write_text("\n".join([header] + rows) + "\n")
        code, a = answer("import", "ctdc", file, data=d)
        said = re.match(r"(\d+) of 3000 records are recorded", a.get("detail", ""))
        check(code == 1 and said and "only the rest" in json.dumps(a), f"a full disk: {code} {a}")
        subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
        code, a = answer("import", "ctdc", file, data=d)
        check(code == 0 and said and a["new"] == 3000 - int(said[1]), f"after a full disk, with {said and said[1]} recorded: {a}")
        compare(rows_of(file.read_text()), d, "after a full disk")
    finally:
        subprocess.run(["umount", small_disk])
    return "; a full disk"


def refused_beside_real_cases(tmp, trial):
    d = folder(tmp, "real")
    body = {"channel": "agency", "region": "oslo", "form": "begging", "seen": "", "people": [{"gender": "man", "age": "adult", "citizenship_group": "other"}]}
    r = run("do", "receive-report", "--json", json.dumps(body), "--as", "rosa", data=d)
    check(r.returncode == 0, "a report in a real folder: " + r.stderr)
    file = pathlib.Path(tmp) / "good.csv"
    code, a = answer("import", "ctdc", file, data=d)
    check(code == 1 and a["rule"] == "import-trial", f"not refused beside a real report: {a}")
    _, national = answer("national", data=d)
    check(national["persons"] == 1, "the real folder changed")
    code, a = answer("demo", "--cases", "5", data=trial)
    check(code == 1 and a["rule"] == "folder-empty", f"demonstration data went into a trial: {a}")


def main():
    with tempfile.TemporaryDirectory() as tmp:
        trial = good_files(tmp)
        tried = bad_files(tmp)
        refused_beside_real_cases(tmp, trial)
        nothing_to_import(tmp)
        mended_files(tmp)
        said = f"  {tried} bad files refused with their place" + full_disk(tmp)
        if shared.exists():
            d = folder(tmp, "whole")
            r = run("import", "ctdc", shared, data=d)
            check(r.returncode == 0 and "14299" in r.stdout and "of 14299" in r.stderr, "the whole file: " + r.stdout + r.stderr)
            rows = rows_of(gzip.open(shared, "rt").read())
            compare(rows, d, "the whole file")
            code, again = answer("import", "ctdc", shared, data=d)
            check(code == 0 and again["new"] == 0, f"the whole file again: {again}")
            code, proof = answer("audit", "verify", data=d)
            check(code == 0 and not proof["faults"], f"the ledger after the import: {proof}")
            said += f"; {len(rows)} records recounted, {len(tables)} tables equal, twice"
        else:
            said += "; SKIPPED: the whole file is not at ../shared/data/ctdc"
    for f in failed:
        print("  " + f[:600])
    print(said)
    return 1 if failed else 0


sys.exit(main())
