#!/usr/bin/env python3
"""Seconds and round trips of the pages on a slow phone (bench/browser.mjs) on a demonstration. Usage: script/bench browser [--quick]"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
SORIA = ROOT / "build" / "soria"
chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
if not chromium:
    sys.exit("bench: there is no chromium (script/bootstrap installs it)")
web = ROOT / "build" / "web"                     # beside the parts that npm brought
shutil.copytree(ROOT / "web" / "test", web / "test", dirs_exist_ok=True)
shutil.copy(ROOT / "bench" / "browser.mjs", web / "browser.mjs")
with tempfile.TemporaryDirectory(prefix="soria-bench-") as t:
    data = pathlib.Path(t) / "data"
    for args in (["init", "--pack", "packs/norway-2006", "--kind", "demonstration"], ["demo", "--seed", "3", "--cases", "20"]):
        subprocess.run([SORIA, *args, "--data", data], cwd=ROOT, check=True, capture_output=True)
    env = {**os.environ, "SORIA": str(SORIA), "CHROMIUM": chromium, "DATA": str(data), "RUNS": "1" if "--quick" in sys.argv else "5"}
    sys.exit(subprocess.run(["node", web / "browser.mjs"], env=env).returncode)
