"""The live picture: what stands, the causes with their evidence, what is missing, and what can still come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orderless.interview.live_picture import CauseShown, Picture
from orderless.terminal.cockpit.blocks import Block, fitted, text_block
from orderless.terminal.cockpit.cells import Row, cut, width_of
from orderless.terminal.cockpit.marks import Marks
from orderless.terminal.cockpit.scene import Ahead

__all__ = ["picture_rows"]

_BAR = 5
"""Columns of the longest bar."""

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
    yield from (_text(block, marks) for block in _stands(picture, ahead, width))
    if picture.causes:
        yield Block(((("bold underline", "Causes"),),), 6)
        words = max(len(_word(cause)) for cause in picture.causes)
        for place, cause in enumerate(picture.causes):
            yield Block((_cause(cause, width, words, marks),), 2 if place < _LEADING else 9)
    if ahead.best:
        yield Block(((("bold underline", "Best asked next"),),), 7)
        _, label, why = ahead.best
        yield _text(text_block(label, width, 3, "bold", f"{marks.best} ", "  "), marks)
        yield _text(text_block(why, width, 10, "", "  ", "  "), marks)
    if picture.missing:
        yield _text(text_block("; ".join(picture.missing), width, 4, "", "Missing: ", "  "), marks)
    if ahead.possible and len(ahead.possible) > 1:
        names = "; ".join(ahead.possible)
        yield _text(text_block(names, width, 5, "", f"Possible ({len(ahead.possible)}): ", "  "), marks)
    for place, flip in enumerate(ahead.flips or ()):
        yield _text(text_block(flip, width, 8 if not place else 11, "", "", "  "), marks)


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


def _text(block: Block, marks: Marks) -> Block:
    return Block(tuple(tuple((style, marks.own(text)) for style, text in row) for row in block.rows), block.may_go)


def _word(cause: CauseShown) -> str:
    return cause.status.replace("_", " ")


def _cause(cause: CauseShown, width: int, words: int, marks: Marks) -> Row:
    """Name, bar and status word; what speaks against it has no bar. `words` is how wide the longest status is."""
    bar = marks.bar * min(_BAR, -(-_BAR * max(0, cause.weight) // _FULL))
    room = max(0, width - _BAR - 2 - words)
    name = cut(marks.own(cause.name), room)
    gap = " " * (room - width_of(name))
    return (("", f"{name}{gap} {bar:<{_BAR}} "), ("bold" if cause.status == "supported" else "", _word(cause)))
