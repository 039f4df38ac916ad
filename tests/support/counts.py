"""How often a long test tries: least in `make check`, more in a night, which is to end by morning, most in a soak."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

__all__ = ["by_night", "examples", "some"]


def by_night(few: int, *, soak: int) -> int:
    """`few` in `make nightly`; `soak` where ORDERLESS_SOAK is set, as `make soak` does."""
    return soak if os.environ.get("ORDERLESS_SOAK") else few


def some(files: Sequence[Path]) -> Sequence[Path]:
    """All of these at night and where mutants are tried; every third of them in `make check`."""
    return files if os.environ.get("HYPOTHESIS_PROFILE") else files[::3]


def examples(many: int) -> int:
    """`many` examples of a property, at night and where mutants are tried; a third of them in `make check`."""
    return many if os.environ.get("HYPOTHESIS_PROFILE") else many // 3
