"""Blocks of rows that give way by priority, whole, when a pane is too low for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from orderless.terminal.cockpit.cells import Row, wrap

__all__ = ["Block", "fitted", "text_block"]


class Block(NamedTuple):
    """Rows that belong together; the higher `may_go`, the sooner they go, and never for 0."""

    rows: tuple[Row, ...]
    may_go: int = 0


def text_block(text: str, width: int, may_go: int = 0, style: str = "", first: str = "", rest: str = "") -> Block:
    """A wrapped text in one style, as a block."""
    return Block(tuple(((style, line),) for line in wrap(text, max(1, width), first, rest)), may_go)


def fitted(blocks: Iterable[Block], height: int) -> Sequence[Row]:
    """The rows of the blocks that stay; more than `height` only where blocks that never go are."""
    kept = {place: block for place, block in enumerate(blocks) if block.rows}
    total = sum(len(block.rows) for block in kept.values())
    for place in sorted(kept, key=lambda place: -kept[place].may_go):
        if total <= height or not kept[place].may_go:
            break
        total -= len(kept.pop(place).rows)
    return [row for block in kept.values() for row in block.rows]
