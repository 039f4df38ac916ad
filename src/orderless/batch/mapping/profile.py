"""What the columns of a table hold, from its first rows: how full they are, which values, how long, of which kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from orderless.batch.mapping.cells import Reader, Unfit, as_text, day_reader
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.shape import ColumnShape
from orderless.batch.tables.table import Cell, Table

__all__ = ["LOOKED_AT", "Profile", "profiles"]

LOOKED_AT = 5_000
"""Rows that are looked at."""

_FEW = 40
_LONG = 30
_MOSTLY = 0.8
_ORDERS: tuple[Literal["day_first", "month_first"], ...] = ("day_first", "month_first")
_FRACTION = re.compile(r"[\d.]*\d,\d{1,2}")
_BETWEEN, _SOME_LISTS = ";", 0.2
"""Where so many cells hold this sign, they are lists of values."""


class Profile(NamedTuple):
    """One column. `values` are the commonest with how often they stand there, all of them where they are few."""

    name: str
    rows: int
    filled: int
    different: int
    values: tuple[tuple[str, int], ...]
    length: float
    numbers: bool
    commas: bool
    """Whether its numbers have a comma before the fraction, as in 21,5."""
    dates: Literal["", "day_first", "month_first"]
    """How its dates can be read, if it holds dates."""
    written_dates: bool = False
    """Whether some of them are texts that must be told which of 03/04/2026 is the month."""

    @property
    def few(self) -> bool:
        """Whether it holds the same few values again and again, as a list to choose from does."""
        return 0 < self.different <= _FEW and (self.different <= 2 or self.different * 2 <= self.filled)

    @property
    def free_text(self) -> bool:
        """Whether people wrote what they liked."""
        return not self.few and not self.numbers and not self.dates and self.length >= _LONG


def profiles(table: Table) -> list[Profile]:
    """The profile of every column, in order. Reads the rows it looks at."""
    rows = [cells for _, cells in islice(table.rows, LOOKED_AT)]
    return [_profile(name, [cells[place] for cells in rows]) for place, name in enumerate(table.header)]


def _profile(name: str, cells: list[Cell]) -> Profile:
    filled = [cell for cell in cells if cell is not None and as_text(cell).strip()]
    texts = [" ".join(as_text(cell).split()) for cell in filled]
    lists = sum(_BETWEEN in text for text in texts) >= _SOME_LISTS * len(texts) > 0
    parts = [part.strip() for text in texts for part in text.split(_BETWEEN)] if lists else texts
    counts = Counter(part for part in parts if part)
    return Profile(
        name=name,
        rows=len(cells),
        filled=len(filled),
        different=len(counts),
        values=tuple(counts.most_common(_FEW)),
        length=sum(map(len, texts)) / len(texts) if texts else 0,
        numbers=_mostly(_is_number(cell) for cell in filled),
        commas=_mostly(_FRACTION.fullmatch(text) is not None for text in texts),
        dates=_order_of(filled),
        written_dates=any(isinstance(cell, str) and "/" in cell for cell in filled),
    )


def _mostly(found: Iterable[bool]) -> bool:
    each = list(found)
    return bool(each) and sum(each) >= _MOSTLY * len(each)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return True
    text = as_text(cell).strip().strip("€$£% ").replace(" ", "")
    return bool(text) and text.replace(",", "").replace(".", "").isdecimal()


def _order_of(cells: Sequence[Cell]) -> Literal["", "day_first", "month_first"]:
    """Which order reads more of the cells as days, if either reads most of them."""
    first, other = (_days(cells, order) for order in _ORDERS)
    if max(first, other) < _MOSTLY * len(cells) or not cells:
        return ""
    return "day_first" if first >= other else "month_first"


def _days(cells: Sequence[Cell], order: Literal["day_first", "month_first"]) -> int:
    read = day_reader(Column("", ColumnShape(role="date", dates=order)), Mapping(()))
    return sum(_is_day(cell, read) for cell in cells)


def _is_day(cell: Cell, read: Reader) -> bool:
    try:
        return isinstance(cell, date | str) and read[cell] is not None
    except Unfit:
        return False
