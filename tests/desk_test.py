#!/usr/bin/python3
"""The desk on the command line, without a server: who turns 18 soon is on it from the first look, though days of birth are sealed and
have to be opened first."""
import json, os, pathlib, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parents[1]
soria = str(root / os.environ.get("SORIA_BUILD", "build") / "soria")


def main():
    with tempfile.TemporaryDirectory() as tmp:
        def run(*args, user):
            r = subprocess.run([soria, *args, "--as", user, "--data", tmp + "/data", "--format", "json"], capture_output=True, text=True, timeout=120)
            if r.returncode:
                sys.exit(f"{args}: {r.stdout} {r.stderr}")
            return json.loads(r.stdout)
        subprocess.run([soria, "init", "--pack", root / "packs" / "norway-2006", "--kind", "trial", "--day", "2008-03-01", "--data", tmp + "/data"], check=True, capture_output=True)
        person = {"gender": "woman", "age": "9-17", "citizenship_group": "other", "born": "1990-05-04", "full_name": "Made Up"}
        fields = {"channel": "self", "region": "oslo", "form": "begging", "seen": "Made up.", "people": [person]}
        report = run("do", "receive-report", "--json", json.dumps(fields), user="rosa")["report"]
        case = run("do", "open-case", f"report={report}", "audience=children", user="barnevern")["case"]
        desk = run("desk", user="barnevern")
        found = [(x["case"], x["day"]) for x in desk["coming_of_age"]]
        if found != [(case, "2008-05-04")] or "still being read" in desk.get("note", ""):
            sys.exit(f"the desk shows {found}, and says {desk.get('note')}")
    print("  1 look at the desk without a server: who turns 18 soon is on it")


main()
