"""Paints frames: sends only what differs from what is on the screen already.

It stands in for prompt_toolkit's own renderer, which goes through every cell of the screen at every key. The rest of
prompt_toolkit (reading keys, editing the line, the loop) is used as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from orderless.terminal.cockpit.text_rows import Row, clusters

__all__ = ["ENTER", "LEAVE", "Frame", "Painter"]

SGR = {"bold": "1", "italic": "3", "underline": "4", "reverse": "7"}

ENTER = "\x1b[?1049h\x1b[22;0t\x1b]2;orderless\x07\x1b[?7l\x1b[?2004h\x1b[?25h\x1b[0m\x1b[2J"
"""Switches to the other screen, which leaves nothing in the scrollback; sets a title without a client's word; turns off
line wrapping by the terminal; and has pastes marked, so that each comes in one piece."""

LEAVE = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[2J\x1b[23;0t\x1b[?1049l\x1b[?25h"


class Frame(NamedTuple):
    """A whole screen: rows of exactly its width, and where the cursor stands (column and row from 0)."""

    rows: tuple[Row, ...]
    cursor: tuple[int, int]


_Cells = list[tuple[str, str]]
"""Text and style of each column; the second column of a wide sign has no text."""


class Painter:
    """Draws what `frame` gives for a size (columns, rows) through `write`, which must flush."""

    def __init__(self, frame: Callable[[int, int], Frame], write: Callable[[str], None]) -> None:
        self._frame = frame
        self._write = write
        self._shown: tuple[Row, ...] = ()
        self._cursor = (-1, -1)
        self._entered = False

    def paint(self, columns: int, rows: int) -> None:
        """Bring the screen up to date."""
        frame = self._frame(columns, rows)
        out = [] if self._entered else [ENTER]
        self._entered = True
        if len(self._shown) != len(frame.rows):
            if self._shown:
                out.append("\x1b[0m\x1b[2J")
            self._shown = ((),) * len(frame.rows)
        for y, (row, before) in enumerate(zip(frame.rows, self._shown, strict=True)):
            if row != before:
                out.append(_difference(y, row, before))
        self._shown = frame.rows
        if out or frame.cursor != self._cursor:
            x, y = self._cursor = frame.cursor
            self._write(f"{''.join(out)}\x1b[{y + 1};{x + 1}H")

    def forget(self) -> None:
        """Draw everything afresh next time, as nobody knows what is on the screen now."""
        self._shown, self._cursor = (), (-1, -1)
        if self._entered:
            self._write("\x1b[0m\x1b[2J")

    def leave(self) -> None:
        """Go back to the screen that was shown before."""
        if self._entered:
            self.left()
            self._write(LEAVE)

    def left(self) -> None:
        """Note that somebody else went back to the screen that was shown before."""
        self._entered = False
        self._shown, self._cursor = (), (-1, -1)


def _difference(y: int, row: Row, before: Row) -> str:
    """The text that turns the row `before` into this row."""
    new = _cells(row)
    old = _cells(before) if before else [(" ", "")] * len(new)  # just cleared
    start = 0
    least = min(len(new), len(old))
    while start < least and new[start] == old[start]:
        start += 1
    end = len(new)
    if len(old) == len(new):
        while end > start and new[end - 1] == old[end - 1]:
            end -= 1
    while start and start < len(new) and (not new[start][0] or (start < len(old) and not old[start][0])):
        start -= 1  # a wide sign is written whole, and one that goes is overwritten whole
    while end < len(new) and (not new[end][0] or not old[end][0]):
        end += 1
    return f"\x1b[{y + 1};{start + 1}H{_written(new[start:end])}" if end > start else ""


def _cells(row: Row) -> _Cells:
    return [cell for style, text in row for cell in _span(style, text)]


@lru_cache(maxsize=1024)
def _span(style: str, text: str) -> tuple[tuple[str, str], ...]:
    if text.isascii():
        return tuple((char, style) for char in text)
    cells: _Cells = []
    for piece, columns in clusters(text):
        if columns:
            cells.append((piece, style))
            cells += [("", style)] * (columns - 1)
    return tuple(cells)


def _written(cells: _Cells) -> str:
    out, now = [], ""
    for text, style in cells:
        if style != now:
            out.append(_sgr(style))
            now = style
        out.append(text)
    if now:
        out.append("\x1b[0m")
    return "".join(out)


def _sgr(style: str) -> str:
    codes = ";".join(SGR[word] for word in style.split())
    return f"\x1b[0;{codes}m" if codes else "\x1b[0m"
