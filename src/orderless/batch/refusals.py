"""What could not be taken as a request, or not be read as the mapping says: counted all, named the first."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable

from orderless.batch.tables.table import Refused

__all__ = ["NAMED", "Refusals"]

NAMED = 1_000
"""How many are kept to be named one by one. All are counted."""


class Refusals:
    """Takes each refusal as it is met. Counts stand in the order of the rows: by the first that each was met in."""

    def __init__(self, *, of_a_part: bool = False) -> None:
        """`of_a_part`: of few rows, to be joined with others, so that all their values are kept till then."""
        self._most_values = sys.maxsize if of_a_part else NAMED
        self.first: list[Refused] = []
        self.cells = 0
        self.rows = 0
        self.unread = 0
        """Rows of these that the reader could not take as a request at all."""
        self.unread_cells = 0
        """Cells without a value in rows that were taken all the same: whether it needs them, the mapping knows."""
        self.by_reason: Counter[tuple[str, str]] = Counter()
        """How often for each column and reason."""
        self.by_value: Counter[tuple[str, str, str]] = Counter()
        """The same, for each value; values met after the first NAMED are counted together, with "" for the value."""
        self.first_row: dict[tuple[str, str], Refused] = {}
        """The first of them for each column and reason."""

    def add(self, cells: Iterable[Refused]) -> None:
        """Note a row that was read and cannot be decided, for each of these cells."""
        self.rows += 1
        for refused in cells:
            self._note(refused)

    def add_unread(self, refused: Refused) -> None:
        """Note a row that cannot be read at all, by the reader that met it."""
        self.rows += 1
        self.unread += 1
        self._note(refused)

    def join(self, other: Refusals) -> None:
        """Take in what was refused of later rows."""
        self.cells += other.cells
        self.rows += other.rows
        self.unread += other.unread
        self.unread_cells += other.unread_cells
        self.by_reason.update(other.by_reason)
        for (column, reason, value), many in other.by_value.items():
            self.by_value[self._kept(column, reason, value)] += many
        for key, first in other.first_row.items():
            self.first_row.setdefault(key, first)
        self.first += other.first[: NAMED - len(self.first)]

    def most_common(self) -> list[tuple[Refused, int]]:
        """The first of each column and reason and how often it was met, the most frequent first.

        What is met equally often stands in the order of the rows, and within a row in that of the mapping.
        """
        return [(self.first_row[key], many) for key, many in self.by_reason.most_common()]

    def _kept(self, column: str, reason: str, value: str) -> tuple[str, str, str]:
        """What a value is counted as."""
        key = (column, reason, value)
        return key if len(self.by_value) < self._most_values or key in self.by_value else (column, reason, "")

    def _note(self, refused: Refused) -> None:
        self.cells += 1
        self.by_reason[refused.column, refused.reason] += 1
        self.by_value[self._kept(refused.column, refused.reason, refused.value)] += 1
        self.first_row.setdefault((refused.column, refused.reason), refused)
        if len(self.first) < NAMED:
            self.first.append(refused)
