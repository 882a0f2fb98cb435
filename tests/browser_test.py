#!/usr/bin/env python3
"""The pages in a browser: web/test/*.mjs with playwright-core and Debian's Chromium, each on a demonstration of its own.

Usage: tests/browser_test.py [NAME...]   (SORIA_BUILD: the folder with the program, else build)
Bytes, taps and violations fail; seconds are only printed. Without Chromium it says that it skipped, and in CI that is a failure.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
BUILD = ROOT / os.environ.get("SORIA_BUILD", "build")
SORIA = BUILD / "soria"
chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
if not chromium:
    print("browser: SKIPPED, there is no chromium (script/bootstrap installs it)")
    sys.exit(0)

# Beside the parts that npm brought.
tests = BUILD / "web" / "test"
shutil.rmtree(tests, ignore_errors=True)
shutil.copytree(ROOT / "web" / "test", tests)
(tests / "seal.mjs").write_text((ROOT / "web" / "seal.js").read_text())
cases = {"phone": [], "live": ["--seed", "3", "--cases", "5"], "screens": ["--seed", "3", "--cases", "10"], "taps": ["--seed", "3", "--cases", "10"], "keys": ["--seed", "3", "--cases", "5"], "back": [], "leave": []}
failed = False
for name, demo in cases.items():
    if not (tests / f"{name}.mjs").exists() or (sys.argv[1:] and name not in sys.argv[1:]):
        continue
    with tempfile.TemporaryDirectory(prefix="soria-browser-") as t:
        data = pathlib.Path(t) / "data"
        for args in [["init", "--pack", "packs/norway-2006", "--kind", "demonstration"]] + ([["demo", *demo]] if demo else []):
            subprocess.run([SORIA, *args, "--data", data], cwd=ROOT, check=True, capture_output=True)
        env = {**os.environ, "SORIA": str(SORIA), "CHROMIUM": chromium, "DATA": str(data)}
        failed |= subprocess.run(["node", tests / f"{name}.mjs"], env=env, timeout=900).returncode != 0
sys.exit(1 if failed else 0)
