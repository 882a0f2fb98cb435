"""Runs the parts of build/soria_bench for the estimates and prints each beside the peer's cost. The peers' seconds were measured
with R 4.2.2 on two cores of this kind; R itself is not run here. The lists lie in ../shared beside the repository."""
import json
import pathlib
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[1]
shared = root.parent / "shared" / "data" / "prevalence"


def part(*args):
    r = subprocess.run([root / "build" / "soria_bench", *map(str, args)], capture_output=True, text=True)
    if r.returncode:
        sys.exit(f"bench: {' '.join(map(str, args))}: {r.stderr.strip() or r.returncode}")
    return json.loads(r.stdout)


def line(what, peer, o, reach, note=""):
    print(f"  {what:<58} {peer:>12} {o['cpu_s']:10.3f} {o['wall_s']:10.3f}   {reach:<28} {note}", flush=True)


def figures():
    if not shared.exists():
        print("SKIPPED: ../shared/data/prevalence is not there; only the made-up seven lists are measured")
    print(f"  {'':<58} {'peer CPU s':>12} {'CPU s':>10} {'wall s':>10}   reach")
    table = lambda name: shared / (name + ".csv")
    if shared.exists():
        for _ in range(3):
            line("UK six lists, 1,000 BCa, stepwise", "293", part("prevalence", "stepwise", table("UKdat"), 1000), "0.1 CPU")
        for _ in range(3):
            o = part("prevalence", "models", table("UKdat_5"), 4)
            line(f"UK five lists, {o['models']:,} models", "20.8", o, "0.1 CPU; stretch 0.02", o["best"])
        o = part("prevalence", "models", table("UKdat"), 2)
        line(f"UK six lists, {o['models']:,} models of pairs", "about 92", o, "", o["best"])
        o = part("prevalence", "ranked", table("UKdat_5"), 4, 1000)
        line(f"exhaustive BCa over {o['models']:,} models, 1,000", "14,700", o, "120 wall; stretch 30", f"{o['lower']:.0f} to {o['upper']:.0f}")
        o = part("prevalence", "models", table("UKdat"), 3)
        line(f"UK six lists up to order 3: {o['models']:,} models", "not offered", o, "120 CPU", o["best"])
        for name, peer, reach in (("UKdat_5", "2.3", "0.15 CPU"), ("UKdat", "none", "3 CPU")):
            o = part("prevalence", "graphs", table(name), 40000)
            line(f"{o['graphs']:,} decomposable graphs, 40,000 values of N", peer, o, reach, f"{o['summed']:,} mattered")
    o = part("prevalence", "seven")
    line(f"{o['graphs']:,} decomposable graphs, 40,000 values of N", "none", o, "120 wall", f"{o['summed']:,} mattered")
    if shared.exists():
        for name, peer in (("UKdat_5", 302), ("UKdat", 164), ("Western", 650), ("NewOrl_185", 561)):
            o = part("prevalence", "latent", table(name))
            rate = o["effective_draws"] / o["cpu_s"]
            line(f"latent classes, {name}: {o['effective_draws']:.0f} effective draws", f"{peer}/s", o, f"5 times {peer}/s",
                 f"{rate:.0f}/s = {rate / peer:.1f} times, R-hat {o['r_hat']:.3f}")
        o = part("prevalence", "matching", table("UKdat"), 100, 1000)
        line("100 match draws x 1,000 resamples, stepwise, six lists", "about 8 h", o, "15 wall", f"share of variance {o['share']:.2f}")


def study():
    studies = next((int(a) for a in sys.argv if a.isdigit()), 1000)
    o = part("coverage", studies)
    print(f"  How often a 95 % interval has the truth; four lists of which two depend ({o['cpu_s']:.0f} s CPU)")
    for w in o["worlds"]:
        print(f"  {w['world'].replace('_', ' ')}: {w['persons']} persons, {w['known']:.0f} known; matching brings {100 * w['share_of_variance']:.0f} % of the variance")
        conditional = w["world"] == "little_seen"        # where the published limits' condition costs little
        for key, words, wanted in (("bca", "the true model fixed, BCa", conditional and "93 to 97 %"), ("bca_unconditional", "the same, how many are seen varied as well", "93 to 97 %"), ("profile", "the true model fixed, profile likelihood", "93 to 97 %"),
                                   ("wald", "the true model fixed, Wald", ""), ("chosen_stepwise", "the model chosen stepwise, BCa", ""), ("chosen_unconditional", "the same, how many are seen varied as well", ""),
                                   ("matching_drawn", "matching errors, the matching drawn", "90 to 98 %"),
                                   ("matching_as_if_certain", "matching errors, as if one draw were certain", "")):
            print(f"    {words:<56} {100 * w[key]['met']:6.1f} %   of {w[key]['studies']}   {wanted or ''}")


print(f"{'Coverage' if '--coverage' in sys.argv else 'Estimates'}; calibrator: {part('calibrate')}")
study() if "--coverage" in sys.argv else figures()
