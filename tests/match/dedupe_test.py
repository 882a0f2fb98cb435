#!/usr/bin/python3
"""soria match on files: the same bytes for any threads and order of rows, bad input refused with its place, known data found again."""
import csv, json, os, pathlib, random, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
shared = root.parent / "shared" / "data" / "matching"
failed = []
tmp = pathlib.Path(tempfile.mkdtemp())


def check(ok, what):
    if not ok:
        failed.append(what)


def run(*args):
    return subprocess.run([soria, "match", *map(str, args)], capture_output=True, text=True, timeout=600)


def write(name, data):
    path = tmp / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def dedupe(path, *more):
    out = tmp / (path.name + ".out")
    r = run("dedupe", path, "--out", out, "--quiet", *more)
    return r, out.read_text() if r.returncode == 0 else None


def persons(clusters):
    return len({row["cluster_id"] for row in csv.DictReader(clusters.splitlines())})


def people(n, seed):
    """Rows of made-up people, one to three each, with a wrong letter now and then."""
    r = random.Random(seed)
    parts = "ka lo mi ne ru so ta vi ber dan gor hel nik pav ter zo".split()
    rows = []
    for p in range(n):
        given, surname = "".join(r.choices(parts, k=2)), "".join(r.choices(parts, k=3))
        born = f"{r.randint(1950, 2004)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
        for k in range(r.choice([1, 1, 2, 3])):
            s = surname if r.random() < 0.8 else surname[:2] + "x" + surname[3:]
            rows.append(f"{p}-{k},{given},{s},{born if r.random() < .9 else ''},{r.choice(parts)}\n")
    return "unique_id,first_name,surname,dob,city\n", rows


def same_bytes():
    head, rows = people(1500, 1)
    whole = write("rows.csv", head + "".join(rows))
    turned = write("turned.csv", head + "".join(rows[::-1]))
    seen = set()
    for path, threads in ((whole, 1), (whole, 2), (whole, 5), (turned, 2)):
        pairs = tmp / "pairs.csv"
        r, out = dedupe(path, "--pairs", pairs, "--threads", threads)
        check(r.returncode == 0, "dedupe: " + r.stderr)
        seen.add((out, pairs.read_text()))
    check(len(seen) == 1, "threads or the order of rows change the output")
    out, pairs = seen.pop()
    check(out.startswith("unique_id,cluster_id\n") and out.count("\n") == len(rows) + 1, "every row has a cluster")
    check(pairs.startswith("id_l,id_r,weight,probability\n"), "the pairs' header")
    truth = write("truth.csv", "unique_id,cluster\n" + "".join(f"{x.split(',')[0]},{x.split('-')[0]}\n" for x in rows))
    r = run("evaluate", tmp / "turned.csv.out", "--labels", truth, "--format", "json")
    check(r.returncode == 0 and json.loads(r.stdout)["f1"] > 0.97, "people are found again: " + r.stdout + r.stderr)
    # A label is never read.
    labelled = write("labelled.csv", head.strip() + ",cluster\n" + "".join(x.strip() + f",{i}\n" for i, x in enumerate(rows)))
    check(dedupe(labelled)[1] == out, "the column cluster changes the output")


def bad_input():
    head = "unique_id,first_name,surname\n"
    for name, data, words in [
            ("empty", "", "the file is empty"), ("header", head, "no column to compare"), ("short", head + "1,a\n", "line 2: has 2 cells"),
            ("quote", head + '1,"a,b\n', "line 2: a quote is not closed"), ("large", head + "1," + "a" * 1_000_000 + ",b\n", "line 2: a row has at most"),
            ("mixed", head.encode() + b"1,J\xc3\xb8rgen,b\n2,J\xf8rgen,d\n", "line 3: is not UTF-8"), ("twice", head + "1,a,b\n1,c,d\n", "stands twice"),
            ("nulls", head + "1,,\n2,,\n", "no column to compare"), ("no id", "a,b\n1,2\n", "--id")]:
        r, _ = dedupe(write(name + ".csv", data))
        check(r.returncode == 1 and words in r.stderr, f"{name}: {r.returncode} {r.stderr}")
        check(not (tmp / (name + ".csv.out")).exists(), f"{name}: nothing half done")
    r, out = dedupe(write("one.csv", head + "1,a,b\n"))
    check(r.returncode == 0 and out == "unique_id,cluster_id\n1,1\n", "one row is one person")
    r = run("dedupe", write("few.csv", "unique_id,given,surname,dob,city\n1,Adaa,Obi,1990-02-03,Oslo\n2,Ada,Obi,1990-02-03,Oslo\n"), "--out", tmp / "few.out", "--format", "json")
    check(r.returncode == 0 and json.loads(r.stdout)["persons"] == 1 and json.loads(r.stdout)["pairs_looked_at"] == 1 and "every pair" in r.stdout, "of two rows the pair is looked at: " + r.stdout + r.stderr)
    r, out = dedupe(write("column.csv", "unique_id,first_name,surname,dob\n" + "".join(f"{i},n{i},s{i},\n" for i in range(200))))
    check(r.returncode == 0 and persons(out) == 200, "a column of nulls says nothing")
    many = "unique_id,first_name,surname,dob,city\n" + "".join(f"{i},Robert,Alan,1971-06-24,London\n" for i in range(1_000_000))
    r, out = dedupe(write("same.csv", many), "--memory", "200MiB")
    check(r.returncode == 0 and persons(out) == 1, "a million identical rows: " + r.stderr)
    r, _ = dedupe(tmp / "same.csv", "--memory", "40MiB")
    check(r.returncode == 1 and "--memory allows" in r.stderr, "memory is refused before it runs out: " + r.stderr)
    r, _ = dedupe(tmp / "same.csv", "--memory", "much")
    check(r.returncode == 2, "a wrong --memory is wrong usage")


def known_data():
    if not shared.is_dir():
        print("SKIPPED: ../shared/data/matching is not there")
        return
    for name, least in (("people-100k.csv.gz", 0.955), ("fake_1000.csv", 0.85)):
        r, out = dedupe(shared / name)
        check(r.returncode == 0, name + ": " + r.stderr)
        labels = tmp / "labels.csv"
        import gzip
        opener = gzip.open if name.endswith(".gz") else open
        with opener(shared / name, "rt") as f, open(labels, "w") as to:
            to.write(f.read())
        r = run("evaluate", tmp / (name + ".out"), "--labels", labels, "--format", "json")
        f1 = json.loads(r.stdout)["f1"]
        check(f1 >= least, f"{name}: F1 {f1}")
        print(f"{name}: F1 of pairs in clusters {f1}")
    links = tmp / "links.csv"
    r = run("link", shared / "febrl4a.csv", shared / "febrl4b.csv", "--id", "rec_id", "--out", links, "--quiet")
    check(r.returncode == 0, "febrl4: " + r.stderr)
    rows = list(csv.DictReader(open(links)))
    right = sum(x["id_l"].split("-")[1] == x["id_r"].split("-")[1] for x in rows)
    f1 = 2 * right / (len(rows) + 5000)
    check(f1 >= 0.9997, f"febrl4: F1 {f1}")
    print(f"febrl4: F1 of links {f1}")


def shared_number():
    """Ten women with one telephone and 1 January stay ten, and the waterfall says why."""
    head, rows = people(400, 9)
    given = "maria anna sofia elena ioana mirela blessing joy faith grace".split()
    surnames = "popescu ionescu dumitru stan rusu okafor eze bello musa obi".split()
    others = head.strip() + ",phone\n" + "".join(x.strip() + f",+479{random.Random(i).randint(1000000, 9999999)}\n" for i, x in enumerate(rows))
    for name, who in (("namesakes", lambda i: f"mary,{surnames[i]},1990-01-01"), ("of other years", lambda i: f",,{1985 + i}-01-01"), ("women", lambda i: f"{given[i]},{surnames[i]},1990-01-01")):
        path = write("women.csv", others + "".join(f"w{i},{who(i)},oslo,+4791234567\n" for i in range(10)))
        r, out = dedupe(path)
        check(r.returncode == 0, "women: " + r.stderr)
        theirs = {row["cluster_id"] for row in csv.DictReader(out.splitlines()) if row["unique_id"].startswith("w")}
        check(len(theirs) == 10, f"ten {name} with one telephone are {len(theirs)}")
    r = run("explain", "w0", "w1", path, "--quiet")
    check("a link, not evidence" in r.stdout, "explain says that the telephone is shared: " + r.stdout + r.stderr)


def names_in_any_order():
    """Two rows whose names changed places, and that agree in nothing else that is looked at first."""
    head, rows = people(400, 12)
    path = write("turned.csv", head + "".join(rows) + "a,Ngozi,Idahosa,1988-04-17,benin\nb,Idahosa,Ngozi,,\n")
    r, out = dedupe(path)
    is_one = {row["unique_id"]: row["cluster_id"] for row in csv.DictReader(out.splitlines())} if r.returncode == 0 else {}
    check(is_one.get("a") == is_one.get("b") is not None, "two rows with the same names in another order are two persons: " + r.stderr)


def explained():
    head, rows = people(300, 4)
    path = write("explain.csv", head + "".join(rows))
    two = next(x.split(",")[0] for x in rows if x.split(",")[0].endswith("-1"))
    r = run("explain", two[:-1] + "0", two, path, "--quiet")
    check(r.returncode == 0 and "together: the chance that they are one person" in r.stdout, "explain: " + r.stdout + r.stderr)
    r = run("explain", "nobody", two, path, "--quiet")
    check(r.returncode == 1 and "no row has the id" in r.stderr, "explain of nobody")
    model = tmp / "model.json"
    check(run("train", path, "--out", model, "--quiet").returncode == 0, "train")
    alone, out = dedupe(path)
    r, again = dedupe(path, "--model", model)
    check(r.returncode == 0 and out == again, "a trained model gives the same persons: " + r.stderr)
    few = write("few.csv", head + "".join(x.rsplit(",", 1)[0] + ",\n" for x in rows[:2]))
    r, again = dedupe(few, "--model", model)
    check(r.returncode == 0 and persons(again) <= 2, "a trained model says what a small file's columns are: " + r.stderr)
    r = run("review", path, "--quiet", "--format", "json")
    check(r.returncode == 0 and "queue" in json.loads(r.stdout), "review: " + r.stderr)
    scores = tmp / "scores.csv"
    r = run("score", path, "--model", model, "--out", scores, "--from", "0.01", "--quiet")
    check(r.returncode == 0 and scores.read_text().count("\n") > 100, "score: " + r.stderr)


def wrong_usage():
    head, rows = people(50, 3)
    path = write("usage.csv", head + "".join(rows))
    for budget in ("0", "-3"):
        r, _ = dedupe(path, "--pairs-per-row", budget)
        check(r.returncode != 0 and "pairs-per-row" in r.stderr, f"a budget of {budget} pairs: {r.returncode} {r.stderr}")
    r, _ = dedupe(path, "--kind", "forname=given")
    check(r.returncode == 2 and "--kind" in r.stderr and "forname" in r.stderr, f"a kind of a column that is not there: {r.returncode} {r.stderr}")
    check(dedupe(path, "--kind", "first_name=given")[0].returncode == 0, "a kind of a column that is there")
    r, _ = dedupe(path, "--pairs", tmp / (path.name + ".out"))
    check(r.returncode == 2 and "--pairs" in r.stderr, f"pairs over the clusters: {r.returncode} {r.stderr}")
    was = path.read_bytes()
    for out in (path, path.parent / "." / path.name):
        r = run("dedupe", path, "--out", out, "--quiet")
        check(r.returncode == 2 and "not written over" in r.stderr and path.read_bytes() == was, "the input is written over: " + r.stderr)


def linked_by_what_columns_hold():
    head, rows = people(200, 9)
    one = write("ours.csv", head + "".join(rows))
    renamed = "date_of_birth,last name,person,given_name,town\n"
    turned = []
    for row in rows:
        key, given, surname, born, city = row.rstrip("\n").split(",")
        turned.append(f"{'.'.join(born.split('-')[::-1])},{surname},t{key},{given},{city}\n")
    two = write("theirs.csv", renamed.replace("person", "unique_id") + "".join(turned))
    r = run("link", one, two, "--out", tmp / "alike.csv", "--format", "json")
    check(r.returncode == 0, "link by what columns hold: " + r.stderr)
    said = {c["column"]: c.get("with") for c in json.loads(r.stdout)["columns"]}
    check(said == {"city": "town", "date_of_birth": "dob", "first_name": "given_name", "last name": "surname"}, f"columns that were joined: {said}")
    links = {(row["id_l"], row["id_r"]) for row in csv.DictReader(open(tmp / "alike.csv"))}
    own = sum((row.split(",")[0], "t" + row.split(",")[0]) in links for row in rows)
    check(own > 0.95 * len(rows), f"of {len(rows)} rows {own} were linked with themselves under other headings")
    check("first_name: given (by its heading), with the other file's given_name" in r.stderr, "link says what it joined: " + r.stderr)
    unclear = write("unclear.csv", renamed.replace("person", "unique_id").replace("town", "forename") + "".join(turned))
    r = run("link", one, unclear, "--out", tmp / "alike.csv")
    check("passed over: first_name: may be the other file's given_name, forename" in r.stderr, "link says what is not clear: " + r.stderr)


def links_and_labels():
    head = "unique_id,first_name,surname,dob\n"
    one = write("one.csv", head + "1,Ada,Obi,1990-02-03\n2,Ada,Obi,1990-02-03\n3,Bo,Ek,1991-04-05\n")
    two = write("two.csv", head + "x,Ada,Obi,1990-02-03\ny,Bo,Ek,1991-04-05\n")
    for more, want in (((), {("1", "x"), ("2", "x"), ("3", "y")}), (("--one-to-one",), {("1", "x"), ("3", "y")})):
        r = run("link", one, two, "--out", tmp / "l.csv", "--quiet", *more)
        got = {(x["id_l"], x["id_r"]) for x in csv.DictReader(open(tmp / "l.csv"))} if r.returncode == 0 else r.stderr
        check(got == want, f"links {more}: {got}")
    clusters = write("found.csv", "unique_id,cluster_id\n1,a\n2,a\n3,\n4,\n5,b\n")
    labels = write("told.csv", "unique_id,cluster\n1,p\n2,p\n3,\n4,\n5,\n")
    r = run("evaluate", clusters, "--labels", labels, "--format", "json")
    told = json.loads(r.stdout) if r.returncode == 0 else {}
    check([told.get(k) for k in ("pairs_in_clusters", "pairs_labelled", "pairs_in_both", "rows_without_label")] == [1, 1, 1, 3], f"nobody's rows: {r.stdout} {r.stderr}")
    check('"pairs_in_clusters": 1,' in r.stdout, "counts are whole numbers: " + r.stdout)
    r, _ = dedupe(write("dates.csv", head + "1,a,b,1990-02-03\n2,c,d,soon\n"))
    r = run("dedupe", tmp / "dates.csv", "--out", tmp / "dates.out")
    check("1 of 2 dates were not understood, first in line 3" in r.stderr and "dob: date (by its heading)" in r.stderr, "what was not understood is said: " + r.stderr)


for part in (wrong_usage, linked_by_what_columns_hold, links_and_labels, same_bytes, bad_input, shared_number, names_in_any_order, explained, known_data):
    part()
for f in failed:
    print("FAILED:", f)
subprocess.run(["rm", "-rf", str(tmp)])
sys.exit(1 if failed else 0)
