"""A long telling over the panes, scrolled by pages; a short one needs none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from orderless.terminal.cockpit.blocks import text_block
from orderless.terminal.cockpit.cells import Row, plain

__all__ = ["Pager", "pager_rows", "scrolled"]


class Pager(NamedTuple):
    """What was told, and the first row of it that is shown."""

    lines: tuple[str, ...]
    top: int = 0


def _wrapped(pager: Pager, width: int) -> Sequence[Row]:
    return [row for line in pager.lines for row in text_block(plain(line), width, 0, "", "", "  ").rows]


def scrolled(pager: Pager, rows: int, width: int, height: int) -> Pager:
    """So many rows further down (up if negative), and never past an end."""
    most = max(0, len(_wrapped(pager, width)) - height)
    return pager._replace(top=max(0, min(pager.top + rows, most)))


def pager_rows(pager: Pager, width: int, height: int) -> tuple[Sequence[Row], str]:
    """The rows that are shown, and where they are in the whole: nothing where they are all of it."""
    rows = _wrapped(pager, width)
    top = max(0, min(pager.top, len(rows) - height))
    shown = rows[top : top + height]
    where = f"{top + 1}-{top + len(shown)} of {len(rows)}" if len(rows) > height else ""
    return shown, where
