#!/usr/bin/python3
"""Every rule of the pack that binds is cited by some story: in what was recorded, in a refusal, or where the law is explained."""
import json, os, pathlib, subprocess, sys
import yaml

root = pathlib.Path(__file__).resolve().parents[2]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")
pack = root / "packs" / "norway-2006"
kinds = ["clocks", "duties", "entitlements", "safeguards", "routes", "ages", "presumers", "retention"]


def binds(version):
    return version.get("standing") in ("in force", "assumption") or version.get("run_as") == "assumption"


def main():
    rules, gates = {}, 0
    for path in [*pack.glob("law/*.yaml"), pack / "retention.yaml"]:
        parts = yaml.safe_load(path.read_text())
        gates += len(parts.get("gates", []))     # no command asks one: docs/limitations.md
        for kind in kinds:
            for rule in parts.get(kind, []):
                rules[rule["id"]] = (kind, any(binds(v) for v in rule.get("versions", [rule])))
    cited, failed = set(), []
    for path in sorted(root.glob("tests/stories/*.story")):
        r = subprocess.run([soria, "story", path, "--rules", "--packs", root / "packs", "--format", "json"], capture_output=True, text=True, timeout=120)
        if r.returncode:
            failed.append(f"{path.name} does not come out as told")
            continue
        cited |= set(json.loads(r.stdout)["rules"])
    never = [f"{kind} {rule}" for rule, (kind, b) in rules.items() if b and rule not in cited]
    failed += [f"no story cites {n}" for n in never]
    if not rules or not gates:
        failed.append("the pack's rules were not found")
    for f in failed:
        print("  " + f)
    bound = sum(b for _, b in rules.values())
    print(f"  {bound} rules bind, {len(never)} cited by no story; not counted: {len(rules) - bound} that bind nobody, {gates} gates that nothing asks")
    return 1 if failed else 0


sys.exit(main())
