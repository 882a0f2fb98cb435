#!/usr/bin/env python3
"""A disk that fails under a running server: whoever asks is told so in words and gets no figures, and the server starts again on the
whole file with everything that was acknowledged. The failure is a file cut short while it is read."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SORIA = pathlib.Path(os.environ.get("SORIA_BUILD", ROOT / "build")) / "soria"


def serve(data):
    server = subprocess.Popen([SORIA, "serve", "--port", "0", "--data", data], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return server, int(server.stdout.readline().split("127.0.0.1:")[1].split()[0])


def national(port, token):
    r = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/national", headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(r, timeout=60) as answer:
        return answer.read()


def main():
    with tempfile.TemporaryDirectory(prefix="soria-failing-") as t:
        data, whole = pathlib.Path(t) / "data", pathlib.Path(t) / "whole.db"
        for args in (["init", "--pack", ROOT / "packs" / "norway-2006", "--kind", "demonstration"], ["demo", "--seed", "5", "--cases", "20"]):
            subprocess.run([SORIA, *args, "--data", data], check=True, capture_output=True)
        token = dict(line.split() for line in open(data / "tokens"))["rosa"]
        server, port = serve(data)
        before = national(port, token)
        shutil.copyfile(data / "soria.db", whole)
        os.truncate(data / "soria.db", 4096)
        try:
            national(port, token)
            print("failing disk: the server answered from a file that is not there")
            return 1
        except urllib.error.HTTPError as e:
            said = json.load(e)
            if e.code < 500 or "soria.db" not in json.dumps(said):
                print(f"failing disk: it is not said in words: {e.code} {said}")
                return 1
        server.terminate()
        server.wait(60)
        shutil.copyfile(whole, data / "soria.db")
        for name in ("soria.db-wal", "soria.db-shm"):
            (data / name).unlink(missing_ok=True)
        server, port = serve(data)
        again = national(port, token)
        server.terminate()
        server.wait(60)
        verified = subprocess.run([SORIA, "audit", "verify", "--data", data], capture_output=True, text=True)
        if again != before or verified.returncode:
            print(f"failing disk: not the same afterwards: {verified.stdout} {verified.stderr}")
            return 1
        print("failing disk: said in words, and the same answers after a start on the whole file")
        return 0


if __name__ == "__main__":
    sys.exit(main())
