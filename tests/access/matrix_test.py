"""The program's verdicts against a second model of the same rules: every role, purpose, set of relations, class, with and
without consent, with and without a part that travelled."""
import os
import subprocess
import sys
import tempfile

import model

BUILD = model.ROOT / os.environ.get("SORIA_BUILD", "build")
access, second = model.load(model.ROOT / "packs" / "norway-2006")

with tempfile.NamedTemporaryFile("r") as file:
    subprocess.run([BUILD / "app_test", "--test-case=the matrix of verdicts", "--minimal=true", "--no-version=true"], check=True,
                   env={**os.environ, "SORIA_MATRIX": file.name})
    ids = file.readline().split()
    classes = file.readline().split()
    lines = file.readlines()

letter = {rule: chr(ord("a") + i) for i, rule in enumerate(ids)} | {"default-closed": "."}
options = [(set(), set()), (set(), True), (True, set()), (True, True)]
compared, wrong = 0, []
for line in lines:
    role, purpose, relations, verdicts = line.rstrip("\n").split("\t")
    relations = set(relations.split())
    # Only what can fit at all, so that the whole matrix is a matter of seconds; the order stays.
    rules = [r for r in second.rules if role in r["roles"] or "all" in r["roles"]]
    narrow = model.Model([r for r in rules if purpose in r["purposes"] or "any" in r["purposes"]])
    expected = ""
    for cls in classes:
        for consented, parts in options:
            shown, rule = narrow.verdict(role, purpose, relations, {cls} if consented else set(), {cls} if parts else set(), cls)
            expected += letter[rule].upper() if shown else letter[rule]
    compared += len(expected)
    if expected != verdicts:
        wrong += [(role, purpose, sorted(relations), classes[i // 4], i % 4, verdicts[i], e) for i, e in enumerate(expected) if verdicts[i] != e]

roles = {r["id"] for r in access["roles"]}
asked = {line.split("\t")[0] for line in lines}
for w in wrong[:10]:
    print("  WRONG:", *w)
print(f"matrix: {compared} verdicts compared with the second model, {len(wrong)} differ; {len(roles)} roles, {len(ids)} rules")
sys.exit(1 if wrong or roles != asked or set(ids) != {r["id"] for r in second.rules} or compared == 0 else 0)
