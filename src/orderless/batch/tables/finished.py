"""Rows that are text already: what one process makes and another puts into the file."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Finished"]


class Finished(NamedTuple):
    """Rows as the text of their format, to stand after others."""

    text: bytes
    guarded: int
    """Cells in it that have an apostrophe before them now."""
    replaced: int = 0
    """NUL signs in whose place U+FFFD stands."""
