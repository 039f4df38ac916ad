"""The source tree that is looked at, what a result about it holds for, and where results are kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["KEPT", "ROOT", "state_of"]

ROOT = Path(__file__).parents[2]
"""The root of the source tree."""

KEPT = ROOT / ".soak"
"""Results, logs and copies of the tree. Git ignores it, and it may be deleted at any time."""

_DECIDES = ("src", "question_banks", "tests", "pyproject.toml")
_BESIDE = frozenset({"equivalent.toml"})


def state_of(root: Path) -> str:
    """A fingerprint (16 hex digits) of all that a result depends on: source, knowledge, tests and their settings.

    Which mutants are explained is left out: it changes what a result is called, not what it is.
    """
    total = hashlib.sha256()
    for name in _DECIDES:
        for path in sorted((root / name).rglob("*")) if (root / name).is_dir() else [root / name]:
            if path.is_file() and "__pycache__" not in path.parts and path.name not in _BESIDE:
                total.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
                total.update(path.read_bytes())
    return total.hexdigest()[:16]
