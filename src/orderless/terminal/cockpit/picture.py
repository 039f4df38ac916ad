"""The live picture: what stands, the causes with their evidence, what is missing, and what can still come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orderless.session.outlook import CauseShown, Picture
from orderless.terminal.cockpit.blocks import Block, fitted, text_block
from orderless.terminal.cockpit.cells import Row, cut, width_of
from orderless.terminal.cockpit.marks import Marks
from orderless.terminal.cockpit.scene import Ahead

__all__ = ["picture_rows"]

_BAR, _SHORT_BAR, _ROOMY = 5, 3, 32
"""Columns of the longest bar, in a pane of at least so many columns, and in a narrower one."""

_FULL = 6
"""A bar is full where two strong answers speak for a cause (`causes.yaml`, scale)."""

_LEADING = 3
"""Causes shown before anything else."""

_SHARED = "Shared view: notes, evidence and leaning are hidden."


def picture_rows(picture: Picture | None, ahead: Ahead, width: int, height: int, marks: Marks) -> Sequence[Row]:
    """The pane in at most so many rows; without a picture, the screen is shared."""
    if picture is None:
        return fitted([text_block(_SHARED, width, 1)], height)[:height]
    return fitted(_blocks(picture, ahead, width, marks), height)[:height]


def _blocks(picture: Picture, ahead: Ahead, width: int, marks: Marks) -> Iterator[Block]:
    yield from _stands(picture, ahead, width)
    space = Block(((),), 14)
    if picture.causes:
        yield space
        yield Block(((("bold underline", "Causes"),),), 6)
        words = max((len(_word(cause)) for cause in picture.causes if cause.weight > 0), default=0)
        for place, cause in enumerate(picture.causes):
            yield Block((_cause(cause, width, words, marks),), 2 if place < _LEADING else 9)
    if ahead.best:
        yield space
        yield Block(((("bold underline", "Best asked next"),),), 7)
        _, label, why = ahead.best
        yield text_block(label, width, 3, "bold", f"{marks.best} ", "  ")
        yield text_block(why, width, 10, "", "  ", "  ")
    yield Block(((),), 13)
    if picture.missing:
        yield text_block("; ".join(picture.missing), width, 4, "", "Missing: ", "  ")
    if ahead.possible and len(ahead.possible) > 1:
        names = "; ".join(ahead.possible)
        yield text_block(names, width, 5, "", f"Possible ({len(ahead.possible)}): ", "  ")
    if ahead.flips:
        yield space
    for place, flip in enumerate(ahead.flips or ()):
        yield text_block(flip, width, 8 if not place else 11, "", "", "  ")


def _stands(picture: Picture, ahead: Ahead, width: int) -> Iterator[Block]:
    lean = f", leans {picture.leaning}" if picture.leaning else ""
    if picture.headline == "not yet":
        yield text_block(f"Not yet{lean or ', no lean yet'}", width, 0, "bold")
    else:
        yield text_block(picture.headline.capitalize(), width, 0, "bold")
        yield text_block(picture.title, width, 1)
    yield text_block(f"confidence {picture.confidence}", width, 1)
    if picture.urgent:
        yield text_block(f"Urgent: {picture.urgent}", width, 1, "bold")
    if ahead.possible is not None and len(ahead.possible) == 1:
        yield text_block("Settled: nothing you could still ask changes this.", width, 1, "bold")
    yield text_block(picture.because, width, 9)


def _word(cause: CauseShown) -> str:
    return cause.status.replace("_", " ")


def _cause(cause: CauseShown, width: int, words: int, marks: Marks) -> Row:
    """Name, bar and status word; what speaks against it has no bar. `words` is the longest status beside a bar."""
    status = _word(cause)
    style = "bold" if cause.status == "supported" else ""
    if cause.weight <= 0:
        room = max(0, width - 1 - len(status))
        return _named(cause, room), (style, f" {status}")
    longest = _BAR if width >= _ROOMY else _SHORT_BAR
    bar = marks.bar * min(longest, -(-longest * cause.weight // _FULL))
    room = max(0, width - longest - 2 - words)
    return _named(cause, room), ("", f" {bar:<{longest}} "), (style, status)


def _named(cause: CauseShown, room: int) -> tuple[str, str]:
    name = cut(cause.name, room)
    return "", name + " " * (room - width_of(name))
