"""`make standalone`: a folder with the program, Python and every library in it, for people who have no Python.

It is made by PyInstaller in an environment of its own below build/standalone, from the locked releases, and runs on the
system that it was made on. LICENCES.txt in it names everything that lies inside, with each licence's text.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "standalone"
FOLDER = PLACE / "orderless"
_PROGRAM = "orderless.exe" if os.name == "nt" else "orderless"
PROGRAM = FOLDER / _PROGRAM


def main() -> int:
    """Build the folder and say where it is and how large. Raises CalledProcessError where a step fails."""
    python = _environment()
    made = [
        "--noconfirm",
        "--clean",
        "--log-level",
        "ERROR",
        "--distpath",
        str(PLACE),
        "--workpath",
        str(PLACE / "work"),
    ]
    _run(python, "-m", "PyInstaller", *made, str(ROOT / "standalone" / "orderless.spec"))
    _run(
        python,
        str(ROOT / "standalone" / "licences.py"),
        str(PLACE / "work" / "orderless"),
        str(FOLDER / "LICENCES.txt"),
    )
    print(f"{FOLDER.relative_to(ROOT)}: {size(FOLDER) / 1_000_000:.0f} MB, run {_PROGRAM} in it")
    return 0


def size(folder: Path) -> int:
    """What all files in it take, in bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _environment() -> Path:
    """The Python of an environment with the locked releases and a copy of today's program."""
    place = PLACE / "venv"
    venv.create(place, with_pip=True, clear=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(python, *pip, "--require-hashes", "-r", str(ROOT / "requirements" / "standalone.txt"))
    _run(python, *pip, "--no-deps", "--no-build-isolation", str(ROOT))
    return python


def _run(*command: str | Path) -> None:
    """With nothing of Python's own in the environment: a PYTHONPATH would put a checkout in, without its knowledge."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(list(command), check=True, cwd=PLACE, env=clean)


if __name__ == "__main__":
    PLACE.mkdir(parents=True, exist_ok=True)
    sys.exit(main())
