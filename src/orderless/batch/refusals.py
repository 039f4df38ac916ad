"""What could not be taken as a request, or not be read as the mapping says: counted all, named the first."""

from __future__ import annotations

from collections import Counter

from orderless.batch.tables.table import Refused

__all__ = ["NAMED", "Refusals"]

NAMED = 1_000
"""How many are kept to be named one by one. All are counted, and each stands in its own row of the output."""


class Refusals:
    """Takes each refusal as it is met."""

    def __init__(self) -> None:
        self.first: list[Refused] = []
        self.cells = 0
        self.rows = 0
        self.unread = 0
        """Rows of these that the reader could not take as a request at all, so that they are in no output."""
        self.by_reason: Counter[tuple[str, str]] = Counter()
        """How often for each column and reason."""
        self.by_value: Counter[tuple[str, str, str]] = Counter()
        """The same, for each value; values beyond so many are counted together, with "" for the value."""
        self.first_row: dict[tuple[str, str], Refused] = {}
        """The first of them for each column and reason."""
        self._last: tuple[str, int] | None = None

    def add(self, refused: Refused) -> None:
        """Note a cell of a row that was read and cannot be decided. Those of one row come one after the other."""
        self._note(refused)

    def add_unread(self, refused: Refused) -> None:
        """Note a row that cannot be read at all, by the reader that met it."""
        self.unread += self._note(refused)

    def _note(self, refused: Refused) -> bool:
        """Whether it is the first of its row."""
        self.cells += 1
        place = (refused.file, refused.row)
        new = place != self._last
        self.rows += new
        self._last = place
        self.by_reason[refused.column, refused.reason] += 1
        by_value = (refused.column, refused.reason, refused.value)
        if len(self.by_value) >= NAMED and by_value not in self.by_value:
            by_value = (refused.column, refused.reason, "")
        self.by_value[by_value] += 1
        self.first_row.setdefault((refused.column, refused.reason), refused)
        if len(self.first) < NAMED:
            self.first.append(refused)
        return new
