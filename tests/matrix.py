"""Run the tests with the oldest and the newest releases that the bounds allow, under each Python of this machine.

`make matrix` does, and goes on where it was stopped: what passed is kept in `.soak/matrix.json` with a digest of the
files and releases it passed with, and is not run again until one of them changes. `--list` names the Pythons alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from support.pythons import Python, oldest_of_each

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".soak" / "matrix.json"
UV = ROOT / ".venv" / "uv" / "bin" / "uv"
ENDS = {"oldest": "lowest-direct", "newest": "highest"}
"""Which end of the bounds, and what uv calls it. Packages that only others need are the newest each time."""
READ = ("src", "tests", "question_banks", "docs", "benchmarks", "requirements")


def main() -> int:
    """Run what did not pass yet; 1 if something fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true", help="name the Pythons that would be used")
    only_list = parser.parse_args().list
    pythons = oldest_of_each().values()
    print("Pythons:", ", ".join(map(str, pythons)), flush=True)
    passed = [_run(python, end) for python in pythons for end in ENDS if not only_list]
    return int(not all(passed))


def _run(python: Python, end: str) -> bool:
    name = f"{'.'.join(map(str, python.release))}-{end}"
    releases = _releases(python, end)
    digest = _digest(releases)
    passed = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if passed.get(name) == digest:
        print(f"{name}: passed before, and nothing has changed", flush=True)
        return True
    print(f"{name}: ", end="", flush=True)
    folder = KEPT.parent / name
    _install(folder, python, releases)
    command = [
        str(folder / "bin" / "python"),
        "-m",
        "pytest",
        "-n",
        "auto",
        "--dist",
        "worksteal",
        "-p",
        "no:cacheprovider",
    ]
    log = folder / "tests.log"
    with log.open("w", encoding="utf-8") as said:
        done = subprocess.run(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, check=False)
    shown = log.read_text(encoding="utf-8").splitlines()
    failed = [line for line in shown if line.startswith(("FAILED", "ERROR"))]
    print("passed" if done.returncode == 0 else f"failed, see {log.relative_to(ROOT)}", *failed, sep="\n  ", flush=True)
    if done.returncode == 0:
        KEPT.write_text(json.dumps({**passed, name: digest}, indent=1) + "\n", encoding="utf-8")
    return done.returncode == 0


def _releases(python: Python, end: str) -> str:
    """The releases to install, a line each. Only wheels: whether an old release still builds is not ours to say."""
    asked = [UV, "pip", "compile", "-q", "--no-config", "--no-header", "--no-annotate", "--only-binary", ":all:"]
    for_python = ["--resolution", ENDS[end], "--python", python.path, "--extra", "dev", "pyproject.toml"]
    return subprocess.run(
        [*asked, *for_python], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def _install(folder: Path, python: Python, releases: str) -> None:
    subprocess.run([UV, "venv", "-q", "--clear", "--python", python.path, folder], check=True)
    listed = folder / "releases.txt"
    listed.write_text(releases, encoding="utf-8")
    into = [UV, "pip", "install", "-q", "--no-config", "--python", folder]
    subprocess.run([*into, "-r", listed], check=True)
    subprocess.run([*into, "--no-deps", "--no-build-isolation", "--editable", ROOT], check=True)


def _digest(releases: str) -> str:
    digest = hashlib.sha256(releases.encode())
    files = [
        path for part in READ for path in (ROOT / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    for path in sorted([*files, *ROOT.glob("[!.]*.*")]):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
