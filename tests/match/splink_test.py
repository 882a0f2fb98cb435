#!/usr/bin/python3
"""soria match with settings of Splink: what its formulas give when they are worked out here a second time, in plain Python, pair by pair; and the settings come back as they were.
Splink itself is not run. The settings are written as Splink 4 writes them for DuckDB and for Spark, with numbers made up here."""
import csv, itertools, json, math, os, pathlib, random, re, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
failed = []
tmp = pathlib.Path(tempfile.mkdtemp())


def check(ok, what):
    if not ok:
        failed.append(what)


def run(*args):
    return subprocess.run([soria, "match", *map(str, args)], capture_output=True, text=True, timeout=300)


def jaro(a, b):
    if not a or not b:
        return 1.0 if a == b else 0.0
    reach = max(max(len(a), len(b)) // 2 - 1, 0)
    taken, mine = set(), []
    for i, c in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if b[j] == c and j not in taken:
                taken.add(j)
                mine.append(c)
                break
    if not mine:
        return 0.0
    theirs = [b[j] for j in sorted(taken)]
    m = len(mine)
    return (m / len(a) + m / len(b) + (m - sum(x != y for x, y in zip(mine, theirs)) // 2) / m) / 3


def winkler(a, b):
    j = jaro(a, b)
    same = len(os.path.commonprefix([a[:4], b[:4]]))
    return j + same * .1 * (1 - j) if j > .7 else j


def levenshtein(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (x != y)))
        row = new
    return row[-1]


def user(mail):
    return re.match("[^@]*", mail)[0] or None


def both(f):
    return lambda a, b: a is not None and b is not None and f(a, b)


# Each: the column, and (SQL, what it means, m, u, adjusted by frequency).
def comparisons(duckdb):
    quote, jw = ('"', "jaro_winkler_similarity") if duckdb else ("`", "jaro_winkler")
    def sides(column):
        return f"{quote}{column}_l{quote}", f"{quote}{column}_r{quote}"
    out = []
    for column in ("first_name", "surname"):
        l, r = sides(column)
        out.append((column, f"{l} IS NULL OR {r} IS NULL", [
            (f"{l} = {r}", lambda a, b: a == b, .49, .0061, True), (f"{jw}({l}, {r}) >= 0.92", lambda a, b: winkler(a, b) >= .92, .15, .0019, False),
            (f"{jw}({l}, {r}) >= 0.7", lambda a, b: winkler(a, b) >= .7, .08, .018, False)], .28, .974))
    l, r = sides("dob")
    text = "TEXT" if duckdb else "STRING"
    out.append(("dob", f"CAST({l} AS {text}) IS NULL OR CAST({r} AS {text}) IS NULL", [
        (f"CAST({l} AS {text}) = CAST({r} AS {text})", lambda a, b: a == b, .39, .0018, False),
        (f"levenshtein(CAST({l} AS {text}), CAST({r} AS {text})) <= 1", lambda a, b: levenshtein(a, b) <= 1, .15, .0015, False),
        (f"(SUBSTR({l}, 1, 4) = SUBSTR({r}, 1, 4)) AND NOT (SUBSTR({l}, 6, 2) <> SUBSTR({r}, 6, 2))", lambda a, b: a[:7] == b[:7], .1, .002, False)], .36, .99))
    l, r = sides("email")
    name = lambda x: f"NULLIF(regexp_extract({x}, '^[^@]+', 0), '')"
    out.append(("email", f"{l} IS NULL OR {r} IS NULL", [
        (f"{l} = {r}", lambda a, b: a == b, .55, .002, True),
        (f"{name(l)} = {name(r)}", lambda a, b: both(lambda x, y: x == y)(user(a), user(b)), .22, .0009, False),
        (f"{jw}({name(l)}, {name(r)}) >= 0.88", lambda a, b: both(lambda x, y: winkler(x, y) >= .88)(user(a), user(b)), "level not observed in training dataset", .0006, False)], .23, .995))
    return out


def settings(duckdb):
    made = []
    for column, null, levels, m, u in comparisons(duckdb):
        rows = [{"sql_condition": null, "label_for_charts": f"{column} is NULL", "fix_m_probability": False, "is_null_level": True}]
        for sql, _, lm, lu, tf in levels:
            rows.append({"sql_condition": sql, "label_for_charts": sql[:30], "m_probability": lm, "u_probability": lu, "fix_u_probability": False})
            if tf:
                rows[-1] |= {"tf_adjustment_column": column, "tf_adjustment_weight": 1.0}
        rows.append({"sql_condition": "ELSE", "label_for_charts": "All other comparisons", "m_probability": m, "u_probability": u})
        made.append({"output_column_name": column, "comparison_levels": rows, "comparison_description": "made for a test"})
    dialect = "duckdb" if duckdb else "spark"
    rules = ['(l."first_name" = r."first_name") AND (SUBSTR(l.dob, 1, 4) = SUBSTR(r.dob, 1, 4))', 'l."surname" = r."surname"', '(l.dob = r.dob) OR (l.email = r.email)']
    return {"link_type": "dedupe_only", "probability_two_random_records_match": 0.00298012298012298, "retain_matching_columns": True, "sql_dialect": dialect, "linker_uid": "o0e6adm7",
            "em_convergence": 0.0001, "unique_id_column_name": "person", "source_dataset_column_name": "source_dataset",
            "blocking_rules_to_generate_predictions": [{"blocking_rule": x if duckdb else x.replace('"', "`"), "sql_dialect": dialect} for x in rules], "comparisons": made}


def found_by_rules(a, b):
    same = lambda c: a[c] is not None and a[c] == b[c]
    year = a["dob"] is not None and b["dob"] is not None and a["dob"][:4] == b["dob"][:4]
    return (same("first_name") and year) or same("surname") or same("dob") or same("email")


def expected(rows, prior):
    counts = {c: {} for c in rows[0]}
    for row in rows:
        for c, v in row.items():
            if v is not None:
                counts[c][v] = counts[c].get(v, 0) + 1
    out = {}
    for a, b in itertools.combinations(rows, 2):
        if not found_by_rules(a, b):
            continue
        bits = math.log2(prior / (1 - prior))
        for column, _, levels, m, u in comparisons(True):
            x, y = a[column], b[column]
            if x is None or y is None:
                continue
            for _, holds, lm, lu, tf in levels:
                if holds(x, y):
                    bits += math.log2((1e-6 if isinstance(lm, str) else lm) / lu)
                    if tf:
                        bits += math.log2(lu / (counts[column][x] / sum(counts[column].values())))
                    break
            else:
                bits += math.log2(m / u)
        out[a["person"], b["person"]] = bits
    return out


def people(n):
    r = random.Random(5)
    parts = "ka lo mi ne ru so ta vi ber dan".split()
    rows = []
    for p in range(n):
        given, surname = "".join(r.choices(parts, k=2)).title(), "".join(r.choices(parts, k=2)).title()
        dob, mail = f"{r.randint(1990, 1996)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}", f"{given}{r.randint(1, 99)}@x.no".lower()
        for _ in range(r.choice([1, 1, 2, 3])):
            i = r.randrange(len(given))
            rows.append({"first_name": given if r.random() < .7 else given[:i] + "é" + given[i + 1:], "surname": surname if r.random() < .8 else None,
                         "dob": dob if r.random() < .7 else dob[:-1] + str(r.randint(0, 8)) if r.random() < .8 else None, "email": mail if r.random() < .6 else mail.replace("x.no", "y.no") if r.random() < .7 else None})
    return [{"person": str(i), **row} for i, row in enumerate(rows)]


rows = people(260)
path = tmp / "people.csv"
with open(path, "w", newline="", encoding="utf-8") as f:
    w = csv.DictWriter(f, rows[0].keys())
    w.writeheader()
    w.writerows({k: v or "" for k, v in row.items()} for row in rows)
want = expected(rows, 0.00298012298012298)
check(len(want) > 1000, f"the test itself: only {len(want)} pairs")
for duckdb in (True, False):
    which = "DuckDB" if duckdb else "Spark"
    model = tmp / f"{which}.json"
    model.write_text(json.dumps(settings(duckdb), indent=4))
    pairs = tmp / "pairs.csv"
    for threads in (1, 2):
        r = run("dedupe", path, "--out", tmp / "clusters.csv", "--pairs", pairs, "--model", model, "--from", "0.0001", "--threads", threads, "--quiet")
        check(r.returncode == 0, f"{which}: {r.stderr}")
        if r.returncode:
            continue
        got = {(row["id_l"], row["id_r"]): float(row["weight"]) for row in csv.DictReader(open(pairs))}
        least = math.log2(0.0001 / 0.9999)
        should = {k: v for k, v in want.items() if v > least + 1e-3}
        check(should.keys() <= got.keys(), f"{which}: {len(should.keys() - got.keys())} pairs are missing, as {sorted(should.keys() - got.keys())[:3]}")
        check(got.keys() <= want.keys(), f"{which}: {len(got.keys() - want.keys())} pairs are too many, as {sorted(got.keys() - want.keys())[:3]}")
        off = [(k, got[k], want[k]) for k in got if k in want and abs(got[k] - want[k]) > 2e-3]
        check(not off, f"{which}: {len(off)} weights differ, as {off[:3]}")
    back, again = tmp / "model.json", tmp / "back.json"
    r = run("train", path, "--model", model, "--out", back, "--splink", again, "--quiet")
    check(r.returncode == 0, f"{which}, train: {r.stderr}")
    for copy in (back, again):
        check(copy.exists() and json.loads(copy.read_text()) == settings(duckdb), f"{which}: the settings did not come back as they were")

    (a, b), bits = max(want.items(), key=lambda x: x[1])
    r = run("explain", a, b, path, "--model", model)
    check(r.returncode == 0 and f"{bits:+.2f}  together" in r.stdout, f"{which}, explain: {r.stdout}{r.stderr}, not {bits:+.2f}")
    check("how frequent it is" in r.stdout, f"{which}, explain: {r.stdout}")

# What is not understood is refused with its place, and a column that is not there too.
bad = settings(True)
bad["comparisons"][2]["comparison_levels"][1]["sql_condition"] = "my_own_function(dob_l, dob_r) > 1"
(tmp / "bad.json").write_text(json.dumps(bad))
r = run("dedupe", path, "--out", tmp / "none.csv", "--model", tmp / "bad.json", "--quiet")
check(r.returncode == 1 and "comparisons[2].comparison_levels[1].sql_condition" in r.stderr and "my_own_function" in r.stderr, f"not refused: {r.stderr}")
bad["comparisons"][2]["comparison_levels"][1]["sql_condition"] = "nowhere_l = nowhere_r"
(tmp / "bad.json").write_text(json.dumps(bad))
r = run("dedupe", path, "--out", tmp / "none.csv", "--model", tmp / "bad.json", "--quiet")
check(r.returncode == 1 and "no column 'nowhere'" in r.stderr, f"not refused: {r.stderr}")
check(not (tmp / "none.csv").exists(), "a refusal left a file behind")

for f in failed:
    print("FAILED:", f)
print(f"{len(want)} pairs weighed twice, {len(failed)} faults")
sys.exit(bool(failed))
