"""What a user gets, so that it can be checked: the wheel, its bill of materials, and whether part of it is known bad.

`make supply` builds the wheel twice, in two places and with other times on the files, and stops if a byte differs; puts
a bill of materials (CycloneDX, with the locked releases of all that the wheel needs) beside it; and asks pip-audit for
known weaknesses of these releases. Where no database can be reached it says so: that is no proof of anything.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
TOOLS = ROOT / ".venv" / "supply" / "bin"
"""In an environment of their own: the bill lists all that stands beside the program."""
LOCKED = ROOT / "requirements" / "dev.txt"
BUILT_FROM = ("src", "question_banks", "pyproject.toml", "README.md", "CHANGELOG.md")
_TEN_YEARS_AGO = 1_480_000_000
"""Seconds since 1970; the times on the files of the second building."""
_RELEASE = re.compile(r"^([A-Za-z0-9._-]+==[^\s;\\]+)", re.MULTILINE)


def main() -> int:
    """1 if the wheels differ, or if a weakness is known of what they need."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = (built(Path(folder) / place, when) for place, when in (("a", None), ("b/c", _TEN_YEARS_AGO)))
        if first.read_bytes() != second.read_bytes():
            print("Two wheels of the same tree differ: nobody can check yours.", file=sys.stderr)
            return 1
        DIST.mkdir(exist_ok=True)
        wheel = Path(shutil.copy(first, DIST))
        bill = bill_of_materials(wheel, Path(folder) / "installed")
    print(f"{wheel.relative_to(ROOT)}: the same bytes twice; {bill.relative_to(ROOT)}: what it needs")
    return audit()


def built(folder: Path, when: int | None = None) -> Path:
    """The wheel, from a copy of the tree in this folder; `when`: the time on all its files, in seconds since 1970."""
    tree = folder / "tree"
    for name in BUILT_FROM:
        source = ROOT / name
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    for path in tree.rglob("*") if when is not None else ():
        os.utime(path, (when, when))  # type: ignore[arg-type]
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=tree)
    (wheel,) = folder.glob("*.whl")
    return wheel


def bill_of_materials(wheel: Path, place: Path) -> Path:
    """Install the wheel, with the locked releases, where nothing else is, and list that. Returns the file beside it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    locked = place / "locked.txt"
    locked.write_text("\n".join(_RELEASE.findall(LOCKED.read_text(encoding="utf-8"))), encoding="utf-8")
    inside = str(place / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", inside]
    subprocess.run([*pip, "install", "--constraint", str(locked), str(wheel)], check=True)
    bill = wheel.with_name(f"{wheel.name.removesuffix('.whl')}.cdx.json")
    command = ["environment", inside, "--output-reproducible", "--of", "JSON", "-o", str(bill)]
    subprocess.run([str(TOOLS / "cyclonedx-py"), *command], check=True)
    listed = json.loads(bill.read_text(encoding="utf-8"))
    for part in listed["components"]:  # where the wheel lay on this machine is nobody's business
        part["externalReferences"] = [of for of in part.get("externalReferences", ()) if "file:" not in of["url"]]
    bill.write_text(json.dumps(listed, indent=2), encoding="utf-8")
    return bill


def audit() -> int:
    """Known weaknesses of the locked releases: 0 if there is none, or nobody who could know was reached."""
    command = [str(TOOLS / "pip-audit"), "--strict", "--no-deps", "--disable-pip", "--progress-spinner", "off"]
    ran = subprocess.run([*command, "-r", str(LOCKED)], capture_output=True, encoding="utf-8")
    if ran.returncode and not re.search(r"Found \d+ known vulnerabilit", ran.stderr):
        print("No database of known weaknesses could be asked, so this was left out.")
        return 0
    print(ran.stdout or "No known weakness in the locked releases.")
    return int(ran.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
