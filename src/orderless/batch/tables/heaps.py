"""Rows taken together: few enough and small enough that memory depends neither on their number nor on their length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from orderless.batch.tables.table import Cell

__all__ = ["heaps", "weight"]

Taken = TypeVar("Taken")

_OF_A_CELL = 16
"""What a cell weighs without its text."""
_HEAVIEST = 1 << 20
"""A heap takes no more rows from here on: of texts, a million characters, which are up to four million bytes."""


def weight(cells: Sequence[Cell]) -> int:
    """About how many characters a row takes in memory."""
    try:
        long = sum(map(len, cells))  # type: ignore[arg-type]  # texts only, as in most tables
    except TypeError:
        long = sum(len(cell) for cell in cells if isinstance(cell, str))
    return long + _OF_A_CELL * len(cells)


def heaps(rows: Iterable[Taken], most: int, weigh: Callable[[Taken], int]) -> Iterator[list[Taken]]:
    """The rows in lists of at most `most`, of which none but its last row is needed to be heavy."""
    heap: list[Taken] = []
    heavy = 0
    for row in rows:
        heap.append(row)
        heavy += weigh(row)
        if heavy >= _HEAVIEST or len(heap) >= most:
            yield heap
            heap, heavy = [], 0
    if heap:
        yield heap
