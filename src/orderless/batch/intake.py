"""What a reader gives, in the order of the file: rows to decide, and rows that could not be read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from orderless.batch.tables.table import Refused, Row, Unread

__all__ = ["Intake"]


class Intake:
    """Stands between a reader and a review.

    A row in which only cells cannot be read goes on with the others: whether it needs them, the mapping knows. What
    cannot be read at all waits until its place in the output comes.
    """

    def __init__(self) -> None:
        self.lost: deque[Refused] = deque()
        """Rows that could not be read and whose place has not come yet."""
        self.unread_cells = 0
        """Cells that could not be read in rows that go on."""
        self._with_gaps: deque[Row] = deque()

    def take(self, refused: Refused) -> None:
        """What a reader refuses."""
        if refused.cells:
            self.unread_cells += sum(isinstance(cell, Unread) for cell in refused.cells)
            self._with_gaps.append((refused.row, refused.cells))
        else:
            self.lost.append(refused)

    def rows(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows of a reader, and between them those with cells that could not be read."""
        for row in rows:
            while self._with_gaps:
                yield self._with_gaps.popleft()
            yield row
        yield from self._with_gaps

    def lost_before(self, row: int) -> Iterator[Refused]:
        """The rows that could not be read and stand before this one; each is given once."""
        while self.lost and self.lost[0].row < row:
            yield self.lost.popleft()

    def lost_at_the_end(self) -> Iterator[Refused]:
        """Those after the last row that could be read."""
        while self.lost:
            yield self.lost.popleft()
