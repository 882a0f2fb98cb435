#!/usr/bin/python3
"""`soria estimate` beside reference results of R packages: models and codes exactly, numbers to a millionth. Usage: reference_test.py

The results lie in ../shared beside the repository; where they do not, the comparison is SKIPPED and says so.
"""
import csv, gzip, json, os, pathlib, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
shared = root.parent / "shared" / "data" / "prevalence"
failed, compared = [], 0
answers = {}


def check(ok, what):
    global compared
    compared += 1
    if not ok:
        failed.append(what)


def near(got, wanted, what, tolerance=1e-6):
    check(got is not None and abs(got - wanted) <= tolerance * max(1.0, abs(wanted)), f"{what}: {got}, the reference says {wanted}")


def ask(table, *options):
    key = (table, *options)
    if key not in answers:
        r = subprocess.run([soria, "estimate", str(shared / (table + ".csv")), *options, "--format", "json"], capture_output=True, text=True, timeout=600)
        if r.returncode:
            print(f"{key}: {r.stderr or r.stdout}")
            sys.exit(1)
        answers[key] = json.loads(r.stdout)
    return answers[key]


PLAIN = ("--bootstrap", "0", "--no-checks", "yes")


def terms(answer):
    """Pairs of the chosen model, as SparseMSE names them."""
    return sorted(":".join(p["lists"]) for p in answer["fit"]["parameters"] if len(p["lists"]) > 1)


def fit_of(key, answer, result):
    near(answer["estimate"], result["point"], key + " point")
    for name in ("deviance", "aic", "bic"):
        if name in result:
            near(answer["fit"][name], result[name], f"{key} {name}")


def stepwise(key, table, p, result):
    a = ask(table, "--p", p, *PLAIN)
    fit_of(key, a, result)
    if "model" in result:
        check(a["model"] == result["model"], f"{key} model {a['model']}")
        lists = [x["list"] for x in a["lists"]]
        for where, coefficient in result["coef"].items():
            wanted = [l for i, l in enumerate(lists) if (int(where) - 1) >> i & 1]
            got = next(p["value"] for p in a["fit"]["parameters"] if p["lists"] == wanted)
            near(got, coefficient, f"{key} coefficient {where}")
        return
    wanted = result["interactions"]
    check(terms(a) == sorted([wanted] if isinstance(wanted, str) else wanted), f"{key} interactions {terms(a)}")
    near(a["naive"]["lower"], result["wald_lo"], key + " lower")
    near(a["naive"]["upper"], result["wald_hi"], key + " upper")


def independent(key, table, result):
    lists = len(ask(table, *PLAIN)["lists"])
    a = ask(table, "--method", "fixed", "--model", "[" + ",".join(str(i + 1) for i in range(lists)) + "]", *PLAIN)
    fit_of(key, a, result)
    near(a["naive"]["lower"], result["wald_lo"], key + " lower")
    near(a["naive"]["upper"], result["wald_hi"], key + " upper")


def models(table, order):
    a = ask(table, "--method", "bic", "--order", str(order), *PLAIN)
    return a, {m["model"]: m for m in a["models"]}


def every_model(key, table, order, result):
    a, by_name = models(table, order)
    check(a["models_with_estimate"] == result["n_valid"], f"{key}: {a['models_with_estimate']} models have an estimate")
    check(a["model"] == result["best"], f"{key} best {a['model']}")
    check([m["model"] for m in a["models"][:len(result["top10"])]] == [m["model"] for m in result["top10"]], f"{key} the first ten")
    for m in result["top10"]:
        near(by_name[m["model"]]["estimate"], m["abundance"], f"{key} {m['model']}")
        near(by_name[m["model"]]["bic"], m["BIC"], f"{key} {m['model']} BIC")
    table_csv = shared / result.get("table_csv", "none")
    if not table_csv.exists():
        return
    rows = list(csv.DictReader(open(table_csv)))
    mismatches = 0
    for r in rows:
        m = by_name.get(r["model"])
        good = m and m["existence"] == 0 and abs(m["estimate"] / float(r["abundance"]) - 1) < 1e-6 and abs(m["bic"] - float(r["BIC"])) < 1e-6
        mismatches += not good
    check(mismatches == 0, f"{table_csv.name}: {mismatches} of {len(rows)} models differ")
    check(len(rows) == a["models_with_estimate"], f"{table_csv.name}: {len(rows)} models, here {a['models_with_estimate']} have an estimate")


def codes(key, table, result):
    lists = len(ask(table, *PLAIN)["lists"])
    if key.startswith("MSE.check_extended_MLE"):
        by_name = models(table, lists)[1]
        for model, code in result.items():
            check(by_name[model]["existence"] == code, f"{key} {model}: {by_name[model]['existence']}")
    elif "checkident" in key:
        wanted = len([m for m in pairs_of(lists)])
        full = next((m for m in all_pair_models(table, lists) if m["model"].count(",") + 1 == wanted and all(len(g) == 2 for g in generators(m))), None)
        if full:
            check(full["existence"] == result["ierr"], f"{key}: {full['existence']}")
        else:   # more models than are gone through: ask for that one
            name = "[" + ",".join(f"{i}{j}" for i, j in pairs_of(lists)) + "]"
            r = subprocess.run([soria, "estimate", str(shared / (table + ".csv")), "--method", "fixed", "--model", name, *PLAIN], capture_output=True, text=True)
            check((r.returncode == 0) == (result["ierr"] == 0), f"{key}: {r.stderr}")
    else:
        bad = [m for m in all_pair_models(table, lists) if m["existence"] == 1]
        check(len(bad) == result["nbad"], f"{key}: {len(bad)}")


def generators(m):
    return m["model"].strip("[]").split(",")


def pairs_of(lists):
    return [(i, j) for i in range(1, lists + 1) for j in range(i + 1, lists + 1)]


def all_pair_models(table, lists):
    return ask(table, "--method", "bic", "--order", "2", *PLAIN)["models"] if lists <= 6 else []


def saved(name):
    text = gzip.open(shared / name, "rt").read()
    path = pathlib.Path(tempfile.gettempdir()) / f"soria-{os.getpid()}-{name[:-3]}"
    path.write_text(text)
    return path, list(csv.DictReader(text.splitlines()))


def stepwise_bootstrap(key, table, result):
    near(ask(table, "--no-checks", "yes")["acceleration"], result["ahat"], key + " acceleration")
    file = f"boot_stepwise_{table}.csv.gz"
    if not (shared / file).exists():
        return
    path, rows = saved(file)
    limits = {}
    for level in ("0.95", "0.9", "0.68"):
        a = ask(table, "--resamples", str(path), "--replicates", "yes", "--no-checks", "yes", "--level", level)
        limits[f"{0.5 - float(level) / 2:.6g}"], limits[f"{0.5 + float(level) / 2:.6g}"] = a["lower"], a["upper"]
        limits["0.1"], limits["0.9"] = a["narrower"]["lower"], a["narrower"]["upper"]
    path.unlink()
    differing = sum(not abs(got / float(r["estimate"]) - 1) < 1e-6 for got, r in zip(a["replicates"], rows, strict=True))
    check(differing == 0, f"{key}: {differing} of {len(rows)} resamples differ")
    near(a["z0"], result["z0"], key + " z0")
    for alpha, limit in limits.items():
        near(limit, result["bca"][alpha], f"{key} {alpha}")


def ranked_bootstrap(key, table, result):
    a = ask(table, "--method", "bic", "--order", "3", *PLAIN)
    check(a["model"] == result["model"], key + " model")
    check(a["models_with_estimate"] == result["nmodels"], f"{key}: {a['models_with_estimate']} models")
    near(a["estimate"], result["point"], key + " point")
    ours = [m["model"] for m in a["models"][:len(result["bca_ntop"])]]
    ties = [m["bic"] for m in a["models"][:len(ours) + 1]]
    for i, (x, y) in enumerate(zip(ours, result["bca_ntop"])):   # equal fits may stand in either order
        check(x == y or min(abs(ties[i] - t) for k, t in enumerate(ties) if k != i) < 1e-6, f"{key} place {i + 1}: {x}, not {y}")
    file = f"boot_bic_{table}_samples.csv.gz"
    if not (shared / file).exists():
        return
    path, _ = saved(file)
    a = ask(table, "--method", "bic", "--order", "3", "--top", "100", "--resamples", str(path), "--no-checks", "yes")
    path.unlink()
    for k, (got, wanted) in enumerate(zip(a["by_top"], result["bca_all"], strict=True)):
        for value, alpha in ((got["lower"], "0.025"), (got["upper"], "0.975"), (got["narrower"]["lower"], "0.1"), (got["narrower"]["upper"], "0.9")):
            near(value, wanted[alpha], f"{key} best {k + 1} {alpha}")


def rcapture(key, table, result):
    order = 2 if ".order2." in key else len(ask(table, *PLAIN)["lists"]) - 1
    a, by_name = models(table, order)
    check(a["models_looked_at"] == result["n_models"], f"{key}: {a['models_looked_at']} models")
    check(a["model"] == result["best"], f"{key} best {a['model']}")
    near(a["fit"]["standard_error"], result["stderr"], key + " standard error")
    near(a["fit"]["aic"], result["AIC"], key + " AIC")
    for m in result["top5"]:
        near(by_name[m["model"]]["estimate"], m["abundance"], f"{key} {m['model']}")
        near(by_name[m["model"]]["bic"], m["BIC"], f"{key} {m['model']} BIC")
    best = ask(table, "--method", "aic", "--order", str(order), *PLAIN)
    check(best["model"] == result["best_AIC_model"], f"{key} best AIC {best['model']}")
    near(best["estimate"], result["best_AIC_abundance"], key + " best AIC's estimate")


def profile(key, table, command, result):
    model = command.split('mX="')[1].split('"')[0]
    a = ask(table, "--method", "fixed", "--model", model, *PLAIN)
    for got, wanted in (("estimate", "abundance"), ("lower", "infCL"), ("upper", "supCL")):
        near(a["profile"][got], result["CI"][wanted], f"{key} {wanted}")


def graphs(key, table, result):
    grid, delta = key.split(".Nmiss")[1].split(".delta")
    a = ask(table, "--method", "decomposable", "--delta", delta, "--unseen-max", grid, "--no-checks", "yes")
    p = a["posterior"]
    near(p["mean"], result["mean"], key + " mean")
    near(p["mass_at_upper_edge"], result["mass_at_upper_edge"], key + " mass at the edge", 1e-9)
    got = [p["mode"], a["lower"], a["narrower"]["lower"], p["median"], a["narrower"]["upper"], a["upper"]]
    wanted = [result[k] for k in ("mode", "q025", "q10", "median", "q90", "q975")]
    check(got == wanted, f"{key}: mode and quantiles {got}, the reference says {wanted}")
    for ours, theirs in zip(p["models"], result["top_models"]):
        near(ours["probability"], theirs["prob"], f"{key} {ours['model']}")
        near(ours["estimate"], theirs["mean_N"], f"{key} {ours['model']} mean")


def thresholded(key, table, result):
    a = ask(table, "--method", "threshold", "--no-checks", "yes")
    retained = result["retained"]
    pairs = {p for p in a["model_in_words"].split(", ")}
    check(pairs == {r.replace(":", "+") for r in ([retained] if isinstance(retained, str) else retained)}, f"{key} keeps {pairs}")
    # Their chain is a random walk of 10,000 steps, worth some hundreds of draws: a tenth of the spread is three standard errors.
    spread = result["quantiles"]["97.5%"] - result["quantiles"]["2.5%"]
    check(abs(a["estimate"] - result["popest"]) < 0.1 * spread, f"{key}: {a['estimate']}, the reference says {result['popest']}")


def latent(key, table, result):
    # Only where the reference's single chain goes round its labels: see docs/guide/prevalence.md for the UK's lists.
    if table.startswith("UK"):
        return
    a = ask(table, "--method", "latent", "--draws", "4000", "--no-checks", "yes")
    p = a["posterior"]
    check(p["r_hat"] < 1.02, f"{key} R-hat {p['r_hat']}")
    error = (p["sd"] ** 2 / p["effective_draws"] + result["sd"] ** 2 / result["approx_ess"]) ** 0.5
    check(abs(p["mean"] - result["mean"]) < 4 * error, f"{key}: mean {p['mean']}, the reference says {result['mean']}, standard error {error}")


def main():
    if not shared.exists():
        print("SKIPPED: ../shared/data/prevalence is not there, so nothing was compared with the reference results")
        return 0
    for key, entry in json.load(open(shared / "reference.json"))["computed"].items():
        table, result, command = entry["dataset"], entry["result"], entry["r_command"]
        if ".stepwise." in key and not key.startswith("Cruyff"):
            stepwise(key, table, key.split(".p", 1)[1], result)
        elif ".main." in key:
            independent(key, table, result)
        elif ".assemble_bic." in key:
            every_model(key, table, int(key[-1]), result)
        elif ".check" in key:
            codes(key, table, result)
        elif ".bootstrap_stepwise." in key:
            stepwise_bootstrap(key, table, result)
        elif ".bootstrap_bic." in key:
            ranked_bootstrap(key, table, result)
        elif "closedpMS" in key:
            rcapture(key, table, result)
        elif "closedpCI" in key:
            profile(key, table, command, result)
        elif ".downhill." in key:
            a = ask(table, "--method", "downhill", "--order", "2", *PLAIN)
            check((a["model"], a["considered"]) == (result["model"], result["considered"]), f"{key} {a['model']} {a['considered']}")
            near(a["estimate"], result["value"]["abundance"], key)
            near(a["fit"]["bic"], result["value"]["BIC"], key + " BIC")
        elif key.startswith("dga."):
            graphs(key, table, result)
        elif ".bayesthresh." in key:
            thresholded(key, table, result)
        elif key.startswith("LCMCR."):
            latent(key, table, result)
        elif "closedp.t" in key:
            a = ask(table, "--method", "fixed", "--model", "[1,2,3,4,5]", *PLAIN)
            mt = result["models"].index("Mt")
            near(a["estimate"], result["abundance"][mt], key + " Mt")
            near(a["fit"]["aic"], result["AIC"][mt], key + " Mt AIC")
    for f in failed[:40]:
        print(f)
    print(f"{compared} comparisons with the reference results, {len(failed)} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
