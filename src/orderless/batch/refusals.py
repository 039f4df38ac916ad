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
        self._last: tuple[str, int] | None = None

    def add(self, refused: Refused) -> None:
        """Note one refusal. Those of one row come one after the other."""
        self.cells += 1
        place = (refused.file, refused.row)
        if place != self._last or not refused.column:
            self.rows += 1
            self.unread += not refused.column
            self._last = place
        self.by_reason[refused.column, refused.reason] += 1
        if len(self.first) < NAMED:
            self.first.append(refused)
