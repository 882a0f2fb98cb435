#!/usr/bin/python3
"""Every rule of the pack is tried: what binds is cited by a story, what can refuse a command refuses one, every gate is asked,
and every refusal that the program's own rules know is met in a story."""
import json, os, pathlib, re, subprocess, sys, tempfile
import yaml

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
pack = root / "packs" / "norway-2006"
kinds = ["clocks", "duties", "entitlements", "safeguards", "routes", "ages", "presumers", "retention"]
# What each kind of rule can refuse; the others refuse nothing: duties are owed, routes stand side by side.
granted = {"reflection-period": "grant-reflection-period", "one-year-permit": "grant-permit"}
elsewhere = {"work-returned": "tests/pack_change_test.py"}      # no agency of this pack is closed
never_here = {"reflection-period": "only of a pack without that clock"}
drawn_on = {"legal-aid-before-complaint": ["grant-legal-aid", "use-legal-aid"]}


def binds(version):
    return version.get("standing") in ("in force", "assumption") or version.get("run_as") == "assumption"


def version_id(rule, version):
    basis = version["basis"]
    where = "assumption" if basis["source"] == "assumption" else basis["where"] if basis["source"] == "plan" else f"{basis['source']} {basis['where']}"
    return f"{rule['id']}@{where}"


def refusals_wanted(law):
    for r in law["safeguards"]:
        for v in r["versions"]:
            if binds(v):
                yield r["act"], version_id(r, v)
    for r in law["clocks"]:
        for v in r["versions"]:
            if binds(v):
                yield granted[r["id"]], version_id(r, v)
    for r in law["entitlements"]:
        for v in r["versions"]:
            if binds(v):
                for command in drawn_on[r["id"]]:
                    yield command, version_id(r, v)


def refusals_of_the_program():
    """The rules by which decide() refuses, as the source spells them."""
    found = set()
    for path in [*root.glob("src/domain/protection/*.cpp"), *root.glob("src/domain/children/*.cpp"), *root.glob("src/domain/plan/*.cpp")]:
        found |= set(re.findall(r'refuse\("([a-z0-9-]+)"', path.read_text()))
    return found


def ask_gates(law):
    """Each method for each offence: what the pack's gates name, and nothing else, finds a rule; what nobody decides stays closed."""
    failed, asked, named = [], 0, 0
    with tempfile.TemporaryDirectory() as tmp:
        def ask(*args):
            r = subprocess.run([soria, *args, "--data", tmp + "/d", "--format", "json"], capture_output=True, text=True, timeout=120)
            return r.returncode, json.loads(r.stdout) if r.stdout.strip() else {}
        ask("init", "--pack", str(pack), "--kind", "trial")
        for m in [x["id"] for x in law["methods"]]:
            for o in [x["id"] for x in law["offences"] + law["not_offences"]]:
                code, a = ask("law", "gate", m, o, "--as", "oslo-police")
                asked += 1
                gates = [g for g in law["gates"] if m in g["methods"] and any(o in v["offences"] for v in g["versions"])]
                named += bool(gates)
                if code or a["open"] or a.get("gate") != (gates[-1]["id"] if gates else None):
                    failed.append(f"gate {m} for {o}: {a}")
                if o in [x["id"] for x in law["not_offences"]] and "no offence" not in a.get("because", ""):
                    failed.append(f"{o} is answered as if it were an offence: {a}")
        for args in (("m-unknown", "pc-224"), ("m-intercept", "pc-999")):
            code, a = ask("law", "gate", *args, "--as", "oslo-police")
            if code != 1:
                failed.append(f"gate {args} is answered: {a}")
    return failed, asked, named


def main():
    rules, law = {}, {}
    for path in [*pack.glob("law/*.yaml"), pack / "retention.yaml"]:
        parts = yaml.safe_load(path.read_text())
        for kind, list_ in parts.items():
            law.setdefault(kind, []).extend(list_)
        for kind in kinds:
            for rule in parts.get(kind, []):
                rules[rule["id"]] = (kind, any(binds(v) for v in rule.get("versions", [rule])))
    cited, refused, failed = set(), set(), []
    for path in sorted(root.glob("tests/stories/*.story")):
        r = subprocess.run([soria, "story", path, "--rules", "--packs", root / "packs", "--format", "json"], capture_output=True, text=True, timeout=120)
        if r.returncode:
            failed.append(f"{path.name} does not come out as told")
            continue
        cited |= set(json.loads(r.stdout)["rules"])
        refused |= {tuple(x.split(" ", 1)) for x in json.loads(r.stdout)["refusals"]}
    cited |= {rule for rule, test in elsewhere.items() if rule in (root / test).read_text()}
    never = [f"{kind} {rule}" for rule, (kind, b) in rules.items() if b and rule not in cited]
    failed += [f"no story cites {n}" for n in never]
    wanted = list(refusals_wanted(law))
    failed += [f"no story has {c} refused by {r}" for c, r in wanted if (c, r) not in refused]
    own = refusals_of_the_program()
    met = {r for _, r in refused}
    failed += [f"no story is refused by the program's rule {r}" for r in sorted(own - met - set(never_here))]
    bad, asked, named = ask_gates(law)
    failed += bad
    if not rules or not law["gates"] or not wanted or not own:
        failed.append("the pack's rules, or the program's, were not found")
    for f in failed:
        print("  " + f)
    bound = sum(b for _, b in rules.values())
    print(f"  {bound} rules bind, {len(never)} cited by no story; {len(rules) - bound} bind nobody")
    print(f"  {len(wanted)} refusals by safeguards, clocks and entitlements, {len(own)} by the program's own rules: a story for {len(set(wanted) & refused)} and {len(own & met)}"
          f"; {', '.join(f'{r}: {why}' for r, why in never_here.items())}")
    print(f"  gates asked {asked} times: {named} are named by a rule, 0 are open, for the source names nobody who decides")
    return 1 if failed else 0


sys.exit(main())
