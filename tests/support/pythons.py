"""The Pythons that this machine has, the one in use among them: for tests and the matrix that run under several."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["MINORS", "Python", "oldest_of_each"]

MINORS = (11, 12, 13, 14)
"""The releases of Python 3 that are looked for."""

_ASK = "import sys, ensurepip, venv; print(*sys.version_info[:3])"


class Python(NamedTuple):
    """A Python that can make environments: its release, and where it is."""

    release: tuple[int, ...]
    path: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.release))} ({self.path})"


def oldest_of_each() -> dict[int, Python]:
    """The oldest Python of each minor release that is found and runs, by minor release."""
    found: dict[int, Python] = {}
    for path in dict.fromkeys(_candidates()):
        one = _asked(path)
        if one and one.release[0] == 3 and one.release[1] in MINORS:
            found[one.release[1]] = min(found.get(one.release[1], one), one, key=lambda python: python.release)
    return dict(sorted(found.items()))


def _candidates() -> Iterator[str]:
    """The one in use, those that are found by name, the system's own, and those that pyenv keeps."""
    yield sys._base_executable  # type: ignore[attr-defined]  # sys.executable is that of our own environment
    for name in ("python3", *(f"python3.{minor}" for minor in MINORS)):
        if there := shutil.which(name):
            yield there
    yield "/usr/bin/python3"
    if root := os.environ.get("PYENV_ROOT"):
        yield from map(str, sorted(Path(root).glob("versions/3.*/bin/python3")))


def _asked(path: str) -> Python | None:
    """What it says of itself; None if it does not run, as a pyenv shim of a release that is not chosen."""
    try:
        answer = subprocess.run([path, "-I", "-c", _ASK], capture_output=True, text=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return Python(tuple(map(int, answer.stdout.split())), path)
