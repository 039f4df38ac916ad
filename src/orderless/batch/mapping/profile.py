"""What the columns of a table hold, from its first rows: how full they are, which values, how long, of which kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from orderless.batch.mapping.amounts import amount_reader
from orderless.batch.mapping.days import day_reader
from orderless.batch.mapping.mapping import Column, Mapping
from orderless.batch.mapping.reader import Reader, Unfit, as_text
from orderless.batch.mapping.shape import ColumnShape
from orderless.batch.tables.table import Cell, Table, readable

__all__ = ["LOOKED_AT", "Dates", "Decimal", "Profile", "is_number", "profiles"]

LOOKED_AT = 5_000
"""Rows that are looked at."""

_FEW = 40
_LONG = 30
_MOSTLY, _HALF = 0.8, 0.5
_BETWEEN, _SOME_LISTS = ";", 0.2
"""Where so many cells hold this sign, they are lists of values."""

Decimal = Literal["", "comma", "point", "mixed", "unclear"]
"""What stands before the fraction: 12,5 says comma, 1,250.00 point; some say this and some that; or 3.000 can be three
as well as three thousand. Empty: there are only plain whole numbers."""

Dates = Literal["", "plain", "day_first", "month_first", "unclear"]
"""How dates can be read: as they stand (2026-03-01, 24.09.2025), or as a 24/09/2025 among them shows, or nothing shows
which of 03/04/2026 is the month. Empty: the column holds no dates."""


class Profile(NamedTuple):
    """One column. `values` are the commonest with how often they stand there, all of them where they are few."""

    name: str
    rows: int
    filled: int
    different: int
    values: tuple[tuple[str, int], ...]
    length: float
    numbers: bool
    """Whether most of its cells are numbers."""
    amounts: bool
    """Whether half of them are, as in a column with costs where somebody wrote "2 days"."""
    decimal: Decimal
    dates: Dates

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
    rows = [cells for _, cells in islice(readable(table.rows), LOOKED_AT)]
    return [_profile(name, [cells[place] for cells in rows]) for place, name in enumerate(table.header)]


def _profile(name: str, cells: list[Cell]) -> Profile:
    filled = [cell for cell in cells if cell is not None and as_text(cell).strip()]
    texts = [" ".join(as_text(cell).split()) for cell in filled]
    lists = sum(_BETWEEN in text for text in texts) >= _SOME_LISTS * len(texts) > 0
    parts = [part.strip() for text in texts for part in text.split(_BETWEEN)] if lists else texts
    counts = Counter(part for part in parts if part)
    figures = [is_number(cell) for cell in filled]
    return Profile(
        name=name,
        rows=len(cells),
        filled=len(filled),
        different=len(counts),
        values=tuple(counts.most_common(_FEW)),
        length=sum(map(len, texts)) / len(texts) if texts else 0,
        numbers=_share(figures) >= _MOSTLY,
        amounts=_share(figures) >= _HALF,
        decimal=_decimal_of(filled) if _share(figures) >= _HALF else "",
        dates=_dates_of(filled),
    )


def _share(found: Iterable[bool]) -> float:
    each = list(found)
    return sum(each) / len(each) if each else 0


def is_number(cell: Cell) -> bool:
    """Whether it looks like a number, with a currency or a per cent sign or without."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return True
    text = as_text(cell).strip().strip("€$£% ").replace(" ", "")
    return bool(text) and text.replace(",", "").replace(".", "").isdecimal()


def _read(cell: Cell, reader: Reader) -> object:
    """What this reader makes of a cell; None where it makes nothing of it."""
    try:
        return reader[cell]
    except Unfit:
        return None


# ---------------------------------------------------------------------------------------------------- amounts, dates


def _decimal_of(cells: Sequence[Cell]) -> Decimal:
    by_comma, by_point = (
        amount_reader(Column("", ColumnShape(role="money", decimal=decimal)), Mapping(()))
        for decimal in (_COMMA, _POINT)
    )
    ways = [(_read(cell, by_comma), _read(cell, by_point)) for cell in cells if isinstance(cell, str)]
    comma = any(one is not None and other is None for one, other in ways)
    point = any(one is None and other is not None for one, other in ways)
    if comma or point:
        return "mixed" if comma and point else "comma" if comma else "point"
    return "unclear" if any(one != other for one, other in ways) else ""


def _dates_of(cells: Sequence[Cell]) -> Dates:
    """Cells that can be read in one way only show which way the others are meant."""
    plain, by_day, by_month = (
        day_reader(Column("", ColumnShape(role="date", dates=order)), Mapping(()))
        for order in (None, _DAY_FIRST, _MONTH_FIRST)
    )
    days = [cell for cell in cells if isinstance(cell, date | str)]
    riddles = [cell for cell in days if _read(cell, plain) is None and _read(cell, by_day) is not None]
    read = sum(_read(cell, plain) is not None for cell in days) + len(riddles)
    if not cells or read < _MOSTLY * len(cells):
        return ""
    shown = [cell for cell in days if isinstance(cell, str) and "." not in cell]
    first = sum(_read(cell, by_month) is None and _read(cell, by_day) is not None for cell in shown)
    other = sum(_read(cell, by_day) is None and _read(cell, by_month) is not None for cell in shown)
    if first == other:
        return "unclear" if riddles else "plain"
    return "day_first" if first > other else "month_first"


_COMMA: Literal["comma"] = "comma"
_POINT: Literal["point"] = "point"
_DAY_FIRST: Literal["day_first"] = "day_first"
_MONTH_FIRST: Literal["month_first"] = "month_first"
