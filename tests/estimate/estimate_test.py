#!/usr/bin/python3
"""`soria estimate` on made-up lists: the answer's names, the refusals, the verdicts, and the same bytes for any number of threads."""
import hashlib, itertools, json, os, pathlib, random, re, shutil, signal, subprocess, sys, tempfile, time, xml.etree.ElementTree

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
failed = []
folder = pathlib.Path(tempfile.mkdtemp(prefix="soria-estimate-"))


def check(ok, what):
    if not ok:
        failed.append(what)


def run(text, *options):
    path = folder / "lists.csv"
    path.write_text(text)
    return subprocess.run([soria, "estimate", str(path), *map(str, options)], capture_output=True, text=True, timeout=300)


def ask(text, *options):
    r = run(text, *options, "--format", "json")
    if r.returncode:
        failed.append(f"{options}: {r.stderr or r.stdout}")
        return {}
    return json.loads(r.stdout)


def refused(text, reason, *options, status=1):
    r = run(text, *options)
    check(r.returncode == status and reason in r.stderr and not r.stdout, f"should be refused because '{reason}': {r.returncode} {r.stderr}")
    j = run(text, *options, "--format", "json")
    said = json.loads(j.stdout)
    check(j.returncode == status and reason in said["detail"], f"the refusal as JSON: {j.stdout}")
    check(status == 2 or said["verdict"] == "none" and reason in said["reasons"][0] and said["estimate"] is None, f"a refusal's verdict is none: {j.stdout}")
    if status == 1:
        nothing = {k: said.get(k, "no key") for k in ("known", "estimate", "lower", "upper", "model")}
        check(set(nothing.values()) == {None} and said["models"] == [] and said["level"] == 0.95 and said["version"].startswith("prevalence"), f"a refusal's names: {said}")
        of_file = "--pack" not in options                # else it was refused before the file was read
        check((said["seed"], said["data_sha256"]) == ((1, hashlib.sha256(text.encode()).hexdigest()) if of_file else (None, None)), f"a refusal's seed and hash: {said}")


def table(lists, counts):
    rows = [f"{','.join(str(m >> i & 1) for i in range(len(lists)))},{n}" for m, n in counts.items()]
    return ",".join(lists) + ",count\n" + "\n".join(rows) + "\n"


def population(n, chances, seed):
    """Persons who stand on each list with its chance, independently; those on none are left out."""
    r = random.Random(seed)
    counts = {}
    for _ in range(n):
        m = sum((r.random() < c) << i for i, c in enumerate(chances))
        if m:
            counts[m] = counts.get(m, 0) + 1
    return counts


good = table(["police", "shelter", "health", "labour"], population(2000, (0.3, 0.25, 0.2, 0.15), 1))
small = table(["A", "B", "C"], {1: 40, 2: 33, 4: 21, 3: 7, 5: 6, 6: 4, 7: 1})


def names():
    a = ask(good, "--bootstrap", 200, "--seed", 7)
    for key in ("known", "estimate", "lower", "upper", "level", "model", "models", "verdict", "reasons", "seed", "data_sha256"):
        check(key in a, f"the answer has no {key}")
    for m in a.get("models", []):
        check({"model", "estimate", "bic", "existence"} <= set(m), f"a model of the answer has {sorted(m)}")
    check(all("Wald" in t["interval"] for t in a["without_list"] + a["merged"] if "lower" in t) and all("BCa" in t["interval"] for t in a["held_out"] if "lower" in t), "what the checks' ranges are")
    check("model" in ask(good, "--method", "latent", "--draws", 400), "latent classes have the name 'model' with nothing in it")
    check(a["data_sha256"] == hashlib.sha256(good.encode()).hexdigest(), "the hash is not that of the file")
    check(a["seed"] == 7 and a["level"] == 0.95 and a["resamples"] == 200, "seed, level or resamples")
    check(a["lower"] < a["estimate"] < a["upper"] and a["lower"] < 2000 < a["upper"], f"2000 are not in {a['lower']} to {a['upper']}")
    check(a["verdict"] == "founded", f"independent lists are {a['verdict']}: {a['reasons']}")
    check(len(a["models"]) == 113 == a["models_looked_at"], f"{len(a['models'])} models of four lists")
    bics = [m["bic"] for m in a["models"] if m["existence"] == 0]
    check(bics == sorted(bics), "the models are not in order of BIC")
    check(len(a["without_list"]) == 4 and len(a["merged"]) == 6 and len(a["held_out"]) == 4, "the checks")


def threads():
    for method in (("stepwise",), ("bic", "--order", 2), ("downhill",)):
        options = ("--method", *method, "--bootstrap", 150, "--format", "json", "--replicates", "yes")
        one, two, five = (run(good, *options, "--threads", n).stdout for n in (1, 2, 5))
        check(one and one == two == five, f"{method[0]}: other bytes with other threads")
        check(run(good, *options, "--seed", 2).stdout != one, f"{method[0]}: another seed, the same bytes")


def methods():
    a = ask(small, "--method", "fixed", "--model", "[12,3]", "--bootstrap", 0)
    check(a["model"] == "[12,3]" and a["lower"] == a["naive"]["lower"], "the fixed model")
    by_name = {m["model"]: m for m in ask(small, "--method", "aic", "--bootstrap", 0)["models"]}
    best = min((m for m in by_name.values() if m["existence"] == 0), key=lambda m: m["aic"])
    check(ask(small, "--method", "aic", "--bootstrap", 0)["model"] == best["model"], "the best AIC")
    check(abs(by_name["[13,23]"]["estimate"] - (112 + 40 * 33 / 7)) < 1e-6, "lists independent given a third have a closed form")


def refusals():
    refused("", "the file is empty")
    refused(table(["A"], {1: 5}), "one list")
    refused(table(["A", "B"], {1: 5, 2: 3}), "no person stands on two lists")
    refused(table(["A", "B"], {1: 5, 3: 2, 2: -1}), "not negative")
    refused("A,B,count\n1,0,2.5\n1,1,1\n0,1,1\n", "whole number")
    refused("A,B,count\n1,0,2\n1,1,1e3\n", "whole number")
    refused(table(["A", "B", "C"], {1: 5, 2: 4, 3: 1}), "the list 'C' is empty")
    refused(table(["A", "B"], {1: 0, 2: 0, 3: 0}), "sum to nothing")
    refused(table([f"L{i}" for i in range(13)], {1: 5, 2: 4, 3: 1}), "this program holds 12")
    lonely = table(["A", "B", "C"], {1: 33, 2: 21, 4: 17, 3: 5})
    refused(lonely, "does not exist", "--method", "fixed", "--model", "[12,3]")
    refused(lonely, "cannot be identified", "--method", "fixed", "--model", "[12,13,23]")
    refused(small, "cannot be identified", "--method", "fixed", "--model", "[123]")
    refused(small, "there is no list", "--method", "fixed", "--model", "[14]")
    refused(small, "there is no method", "--method", "guess", status=2)
    refused(small, "--level is a number", "--level", "1.5", status=2)
    for n in (1, 2, 19):
        refused(small, "--bootstrap is 0 or at least 20", "--bootstrap", n, status=2)
    refused(small, "needs --model", "--method", "fixed", status=2)
    seven = table([f"L{i}" for i in range(7)], {1 << i: 30 for i in range(7)} | {(1 << i | 1 << j): 3 for i, j in itertools.combinations(range(7), 2)})
    refused(seven, "more than 5000000 models", "--method", "bic", "--order", 3)
    r = subprocess.run([soria, "estimate", str(folder / "none.csv")], capture_output=True, text=True)
    check(r.returncode == 1 and "cannot be read" in r.stderr, "a file that is not there")


def verdicts():
    # One person on two lists: a third of the resamples have none.
    thin = ask(table(["A", "B"], {1: 30, 2: 20, 3: 1}))
    check(thin["verdict"] == "none" and any("resamples" in r for r in thin["reasons"]), f"thin lists: {thin['verdict']} {thin['reasons']}")
    check(thin["dropped"] > 200, f"{thin['dropped']} dropped")
    check(any("nothing tells whether they depend" in r for r in thin["reasons"]), f"two lists alone: {thin['reasons']}")
    tiny = ask(table(["A", "B", "C"], {1: 8, 2: 7, 4: 6, 3: 5, 5: 4, 6: 4, 7: 3}))
    check(tiny["verdict"] == "none" and any(b["rule"] == "known" for b in tiny["because"]), f"37 persons: {tiny['verdict']} {tiny['because']}")
    # What is switched off founds nothing, and is named.
    for options, what in ((("--no-checks", "yes"), "held-out"), (("--bootstrap", 0), "dropped"), (("--bootstrap", 50), "dropped"), (("--method", "fixed", "--model", "[1,2,3,4]"), "selection"),
                          (("--method", "decomposable"), "dropped"), (("--method", "latent", "--draws", 400), "dropped")):
        a = ask(good, *options)
        check(a["verdict"] != "founded" and {"rule": "not-looked-at", "facts": {"what": what}} in a["because"], f"{options}: {a['verdict']} {a['because']}")
    # Two models that fit the same and say quite different things.
    torn = ask(table(["A", "B", "C"], {1: 60, 2: 50, 4: 40, 3: 2, 5: 6, 6: 3, 7: 1}))
    spread = next(s for s in torn["within"] if s["within"] == 6)
    wanted = "none" if spread["upper"] > 3 * spread["lower"] else "fragile" if spread["upper"] > 1.5 * spread["lower"] else None
    check(wanted is not None and torn["verdict"] == wanted, f"torn: {torn['verdict']} with {spread}")
    shallow = ask(table(["A", "B", "C"], {1: 60, 2: 50, 4: 40, 3: 2, 5: 6, 6: 3, 7: 1}), "--order", 1)
    check(len(shallow["models"]) == 1 and shallow["verdict"] == wanted, f"a lower order hides models from the verdict: {shallow['verdict']} {shallow['reasons']}")
    # Most overlaps made by a referral.
    rows = ["A,B,C,referred"] + ["1,0,0,"] * 60 + ["0,1,0,"] * 50 + ["0,0,1,"] * 40 + ["1,1,0,B"] * 12 + ["1,0,1,C"] * 9 + ["1,1,0,"] * 5 + ["0,1,1,"] * 4 + ["1,0,1,"] * 3
    by = ask("\n".join(rows) + "\n", "--referred", "referred")
    check(by["known"] == 183 and by["referrals"]["overlapping"] == 33 and by["referrals"]["by_referral"] == 21, f"referrals {by['referrals']}")
    check(by["verdict"] == "none" and any("referral" in r for r in by["reasons"]), f"referrals: {by['verdict']} {by['reasons']}")
    check(by["referrals"]["without"]["estimate"] > 2 * by["estimate"], "without the referrals' captures there are more")


def strata():
    r = random.Random(3)
    rows = ["sex,age,A,B,C"]
    for sex, n in (("w", 900), ("m", 15)):
        for _ in range(n):
            on = [int(r.random() < c) for c in (0.4, 0.3, 0.3)]
            if any(on):
                rows.append(f"{sex},{'child' if r.random() < 0.05 and sex == 'w' else 'adult'}," + ",".join(map(str, on)))
    rows += ["x,adult,1,0,0"] * 30 + ["y,adult,0,1,0"] * 22
    a = ask("\n".join(rows) + "\n", "--strata", "sex", "--lists", "A,B,C", "--bootstrap", 100)
    by = {s["stratum"]: s for s in a["strata"]}
    check(set(by) == {"sex=w", "sex=m", "sex=x", "sex=y"}, f"strata {set(by)}")
    check(by["sex=w"]["lower"] < 900 < by["sex=w"]["upper"], "900 women")
    check(by["sex=m"]["withheld"] and "known" not in by["sex=m"], "a small stratum is withheld, its size too")
    check(by["sex=m"]["why"] == {"rule": "too-few", "facts": {"n": "20"}} and by["sex=y"]["why"]["rule"] == "another-group" and by["sex=x"]["why"]["rule"] == "empty-list", f"why not, as rules: {by}")
    check(by["sex=y"]["withheld"] and "another group" in by["sex=y"]["why_not"] and "known" not in by["sex=y"], f"one withheld alone is found by subtraction: {by['sex=y']}")
    check("cannot be estimated" in by["sex=x"]["why_not"], f"a stratum on one list only: {by['sex=x']}")


def matching():
    r = random.Random(9)
    rows, truth = [], []
    for person in range(700):
        for name in "ABC":
            if r.random() < 0.35:
                rows.append(name)
                truth.append(person)
    def draw():   # one in twelve of those who are the same is not recognised
        return [f"{p}" if r.random() > 1 / 12 else f"{p}-{i}" for i, p in enumerate(truth)]
    def file(draws):
        return "list," + ",".join(f"draw{i}" for i in range(len(draws))) + "\n" + "".join(f"{name},{','.join(d[i] for d in draws)}\n" for i, name in enumerate(rows))
    sure = ask(file([truth_of(truth)] * 5), "--matched", "yes", "--bootstrap", 200)
    check(sure["matching"]["share_of_variance"] < 0.1 and sure["lower"] < 700 < sure["upper"], f"certain matching: {sure['matching']}")
    text = file([draw() for _ in range(20)])
    unsure = ask(text, "--matched", "yes", "--bootstrap", 200)
    m = unsure["matching"]
    check(m["draws"] == 20 and len(m["estimates"]) == 20 and unsure["resamples"] == 4000, f"draws of the matching: {m}")
    check(0.02 < m["share_of_variance"] < 0.95 and m["known_least"] < m["known_most"], f"uncertain matching: {m}")
    check(unsure["upper"] - unsure["lower"] > m["as_if_certain"]["upper"] - m["as_if_certain"]["lower"], "uncertain matching widens the interval")
    one, three = (run(text, "--matched", "yes", "--bootstrap", 50, "--format", "json", "--threads", n).stdout for n in (1, 3))
    check(one and one == three, "matching: other bytes with other threads")
    refused("draw\n1\n", "the column 'list' is missing", "--matched", "yes")
    refused(text, "pooled with resamples", "--matched", "yes", "--bootstrap", 0)


def truth_of(truth):
    return [str(p) for p in truth]


def bayesian():
    a = ask(small, "--method", "decomposable", "--no-checks", "yes")
    check(sum(m["probability"] for m in a["posterior"]["models"]) > 0.99 and len(a["posterior"]["models"]) == 8, "eight graphs of three lists")
    check(len(a["posterior"]["other_priors"]) == 2, "other priors beside")
    refused(small, "has not died away", "--method", "decomposable", "--unseen-max", 100)
    for method in ("threshold", "latent"):
        options = ("--method", method, "--draws", 800, "--no-checks", "yes", "--format", "json")
        one, two = (run(good, *options, "--threads", n).stdout for n in (1, 2))
        check(one and one == two, f"{method}: other bytes with other threads")
        a = json.loads(one)
        check(a["lower"] < 2000 < a["upper"] and a["posterior"]["r_hat"] < 1.1 and a["posterior"]["effective_draws"] > 100, f"{method}: {a['lower']} to {a['upper']}")
    refused(table(["A", "B"], {1: 5, 2: 3}), "no person stands on two lists", "--method", "latent")


def pages():
    awkward = table(["<b>&A", "B", "C"], {1: 40, 2: 33, 4: 21, 3: 7, 5: 6, 6: 4, 7: 1})
    html = run(awkward, "--page", "html", "--bootstrap", 100).stdout
    check("&lt;b&gt;&amp;A" in html and "<b>" not in html, "a list's name is escaped")
    words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.S)
    check(words.index("estimate") < words.index(" to ") and "presumed victims" in words and "SHA-256" in words, "verdict, range, what it rests on")
    check("http" not in html.replace("http://www.w3.org/2000/svg", ""), "nothing is fetched from elsewhere")
    svg = run(small, "--page", "svg", "--bootstrap", 100).stdout
    root_of = xml.etree.ElementTree.fromstring(svg)
    dots = root_of.findall(".//{http://www.w3.org/2000/svg}circle")
    near = [m for m in ask(small, "--bootstrap", 0)["models"] if m["existence"] == 0 and m["away"] <= 10]
    check(len(dots) == len(near) > 1, f"{len(dots)} models in the picture, {len(near)} within 10")
    refused(small, "--page is html or svg", "--page", "pdf", status=2)


def rules():
    pack = root / "packs" / "norway-2006"
    a = ask(good, "--bootstrap", 50, "--pack", pack)
    check(a["rules"]["of"] == "pack norway-2006, version 1" and a["rules"]["spread_none"] == 3 and a["rules"]["dropped_most"] == 0.2, f"the pack's rules: {a['rules']}")
    other = folder / "pack"
    shutil.copytree(pack, other)
    text = (other / "estimates.yaml").read_text()
    (other / "estimates.yaml").write_text(text.replace("value: 300", "value: 101").replace("value: 150", "value: 100"))
    b = ask(good, "--bootstrap", 50, "--pack", other)
    check(b["verdict"] == "none" and b["estimate"] == a["estimate"], f"with stricter rules: {b['verdict']}")
    (other / "estimates.yaml").write_text("\n".join(l for l in text.splitlines() if "near-bic" not in l) + "\n")
    refused(good, "the pack has no rule 'estimate-near-bic'", "--pack", other)
    shutil.rmtree(other)


def stopped():
    """Ctrl-C leaves nothing half said: no byte of an answer, and no file."""
    path = folder / "lists.csv"
    path.write_text(table([f"L{i}" for i in range(6)], {m: max(1, 400 >> (2 * bin(m).count("1"))) for m in range(1, 64)}))
    before = sorted(folder.iterdir())
    p = subprocess.Popen([soria, "estimate", str(path), "--method", "bic", "--order", "3", "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                         preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))     # a shell lets what runs in the background ignore it
    said = p.stderr.readline()
    p.send_signal(signal.SIGINT)
    out, _ = p.communicate(timeout=60)
    check("%" in said, f"no progress was said: {said}")
    check(out == "" and p.returncode != 0 and sorted(folder.iterdir()) == before, f"stopped with {p.returncode}, {len(out)} bytes said")


def progress():
    """What takes longer than a second says so once a second, within one long piece too."""
    path = folder / "lists.csv"
    path.write_text(good)
    for method in ("latent", "threshold"):
        p = subprocess.Popen([soria, "estimate", str(path), "--method", method, "--draws", "10000000", "--threads", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        begun = time.monotonic()
        lines = [p.stderr.readline() for _ in range(3)]
        took = time.monotonic() - begun
        p.kill()
        p.communicate()
        check(all("part" in line and "%" in line for line in lines[1:]) and took < 15, f"{method}: three words on how far it is took {took:.1f} s: {lines}")


def for_people():
    text = run(good).stdout
    check("existence code 0" in text and re.search(r"Shown are \d+ of 113 models", text) and "0.67 times" in text and "Wald" in text, "existence, how many models are shown, what the ranges are: " + text)
    latent = run(good, "--method", "latent", "--draws", 400, "--page", "html").stdout
    check("R-hat" in latent and "95 %" in latent, "R-hat and the level on the page")
    graphs = run(good, "--method", "decomposable", "--page", "html").stdout
    check("The most probable models" in graphs and "existence code 0" in run(good, "--page", "html").stdout, "the models' probabilities and the existence code on the page")
    picture = run(good, "--page", "svg").stdout
    check("Shown are" in picture and "Seed 1" in picture and hashlib.sha256(good.encode()).hexdigest() in picture and "prevalence 2" in picture, "the picture says what it is of")
    check(re.search(r"From \d[\d ]* to \d[\d ]* presumed victims .*about \d", text), "the range stands before the point: " + text[:300])
    head = text.split("The models")[0]
    for line in head.splitlines():
        for figure in re.findall(r"\d[\d ]*\d|\d", line.replace(str(ask(good)["known"]), "")):
            digits = figure.replace(" ", "").rstrip("0")
            check(len(digits) <= 2 or "resamples" in line or "%" in figure, f"more than two figures: {line}")
    check("Presumed, not confirmed" in text and "SHA-256" in text, "what it rests on")
    thin = run(table(["A", "B"], {1: 30, 2: 20, 3: 1})).stdout
    check(thin.startswith("No well-founded estimate can be made"), "the verdict comes first")
    models = run(small, "--format", "csv").stdout.splitlines()
    check(models[0] == "model,estimate,bic,aic,away,existence" and len(models) == 9, "every model as CSV")


try:
    for f in (names, threads, methods, refusals, verdicts, strata, matching, bayesian, pages, rules, stopped, progress, for_people):
        f()
finally:
    for p in folder.iterdir():
        p.unlink()
    folder.rmdir()
for f in failed[:30]:
    print(f[:400])
print(f"estimate: {'nothing' if not failed else len(failed)} wrong")
sys.exit(1 if failed else 0)
