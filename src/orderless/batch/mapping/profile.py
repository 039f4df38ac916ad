"""What the columns of a table hold, from its first rows: how full they are, which values, how long, of which kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from orderless.bank.answer_types.cells import as_text
from orderless.batch.mapping.lists import ALWAYS, parts_of, separator_of
from orderless.batch.mapping.readable import Amount, Dates, Decimal, Readable, amounts_in, days_in, decimal_of
from orderless.batch.mapping.spellings import counted, is_error
from orderless.batch.tables.table import Cell, Table, Unread, readable

__all__ = ["LOOKED_AT", "Profile", "profiles"]

LOOKED_AT = 5_000
"""Rows that are looked at."""

_FEW = 40
_LONG = 30
_MOSTLY, _HALF = 0.8, 0.5


class Profile(NamedTuple):
    """One column. Values are compared as a mapping does, and stand here in their commonest spelling."""

    name: str
    rows: int
    filled: int
    unread: int
    """Cells whose value cannot be had, such as formulas without a result; they do not count as filled."""
    different: int
    values: Sequence[tuple[str, int]]
    """The commonest with how often they stand there, all of them where they are few."""
    parts: Sequence[tuple[str, int]]
    """The same for whom several values may stand in a cell."""
    separator: str
    """What stands between several values; empty if the cells are no lists. `values` are such values then, too."""
    lists: int
    """Cells with several values."""
    errors: Sequence[tuple[str, int]]
    """Signs that a spreadsheet put there in the place of a value, such as #N/A."""
    length: float
    amounts: Mapping[Amount, Readable]
    days: Readable
    decimal: Decimal
    dates: Dates

    @property
    def few(self) -> bool:
        """Whether it holds the same few values again and again, as a list to choose from does."""
        return 0 < self.different <= _FEW and (self.different <= 2 or self.different * 2 <= self.filled)

    @property
    def numbers(self) -> bool:
        """Whether most of its cells are numbers."""
        return any(self.mostly(kind) for kind in _PLAIN)

    def mostly(self, kind: Amount) -> bool:
        """Whether most of its cells can be read as such an amount."""
        return self.amounts[kind].share >= _MOSTLY

    def half(self, kind: Amount) -> bool:
        """Whether half of them can, as in a column with costs where somebody wrote "2 days"."""
        return self.amounts[kind].share >= _HALF

    @property
    def free_text(self) -> bool:
        """Whether people wrote what they liked."""
        return not self.few and not self.numbers and not self.dates and self.length >= _LONG


_PLAIN: Sequence[Amount] = ("number", "money")


def profiles(table: Table) -> list[Profile]:
    """The profile of every column, in order. Reads the rows it looks at."""
    rows = [cells for _, cells in islice(readable(table.rows), LOOKED_AT)]
    return [_profile(name, [cells[place] for cells in rows]) for place, name in enumerate(table.header)]


def _profile(name: str, cells: list[Cell]) -> Profile:
    filled = [cell for cell in cells if cell is not None and as_text(cell).strip()]
    texts = Counter(map(as_text, filled))
    amounts = amounts_in(filled)
    dates, days = days_in(filled)
    figures = any(amounts[kind].share >= _MOSTLY for kind in amounts) or bool(dates)
    separator = "" if figures else separator_of(texts)
    parted = [(parts_of(text, separator or ALWAYS), many) for text, many in texts.items()]
    parts = counted((part, many) for found, many in parted for part in found)
    values = parts if separator else counted(texts.items())
    return Profile(
        name=name,
        rows=len(cells),
        filled=len(filled),
        unread=sum(isinstance(cell, Unread) for cell in cells),
        different=len(values),
        values=values[:_FEW],
        parts=parts[:_FEW],
        separator=separator,
        lists=sum(many for found, many in parted if len(found) > 1),
        errors=counted((text, many) for text, many in texts.items() if is_error(text)),
        length=sum(len(" ".join(text.split())) * many for text, many in texts.items()) / max(len(filled), 1),
        amounts=amounts,
        days=days,
        decimal=decimal_of(filled) if any(amounts[kind].share >= _HALF for kind in amounts) else "",
        dates=dates,
    )
