"""Review the rows of a table of past requests: each is decided or reported, in order, in memory that does not grow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from orderless.batch.account import Account
from orderless.batch.collecting import seldom_collected
from orderless.batch.columns import PREFIX
from orderless.batch.decider import Decided, Decider, Job
from orderless.batch.refusals import Refusals
from orderless.batch.reviewed import Reviewed, added_cells, added_columns, lost_row
from orderless.batch.tables.table import Cell, Read, Refused, Row, Table, Unread, as_row
from orderless.errors import BadInput

__all__ = ["Reviewer", "Seen", "Task", "refuse_reviewed", "rows_to_write"]

_AT_ONCE = 256
"""Rows that are decided together, few enough to stay in a processor's cache."""

Seen = Callable[[Reviewed], None]
"""Is told of each request that was read, once it is counted."""


class Task(NamedTuple):
    """What is done with the rows of one table. It can travel to other processes."""

    name: str
    """The table's, for messages."""
    header: tuple[str, ...]
    """The requester's own columns."""
    job: Job
    against: Job | None = None
    """The same with other knowledge, for comparison."""
    several: bool = False
    """Whether it is one table of several, so that each row names it."""
    only: tuple[str, ...] = ()
    """The outcomes and responses that are written; all rows where there are none."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the output."""
        return (*self.header, *added_columns(self.job, several=self.several, against=self.against is not None))


def refuse_reviewed(table: Table) -> None:
    """Raises BadInput if the table was reviewed before."""
    before = next((name for name in table.header if name.startswith(PREFIX)), None)
    if before is not None:
        raise BadInput(f"{table.name} was reviewed before: it has a column {before}. Review the original.")


class Reviewer:
    """A task, ready for rows: all of a table, or some. Raises BadInput if a column that counts is not there."""

    def __init__(self, task: Task) -> None:
        self.task = task
        jobs = [task.job] if task.against is None else [task.job, task.against]
        self._deciders = [Decider(job, task.header, task.name) for job in jobs]
        self.bound = self._deciders[0].bound
        """The mapping over the columns."""

    def rows(self, read: Iterator[Read], account: Account, seen: Seen) -> Iterator[tuple[Cell, ...]]:
        """Decide what was read, count it, and give the rows to write, in their order."""
        with seldom_collected():
            yield from rows_to_write(self.task, self._reviewed(read, account.refusals), account, seen)

    def _reviewed(self, read: Iterator[Read], refusals: Refusals) -> Iterator[Reviewed | Refused]:
        while heap := list(islice(read, _AT_ONCE)):
            rows = [one for one in heap if not isinstance(one, Refused)]
            yield from self._decided(rows) if len(rows) == len(heap) else self._with_refused(heap, refusals)

    def _with_refused(self, heap: list[Read], refusals: Refusals) -> Iterator[Reviewed | Refused]:
        """A row in which only cells cannot be read is decided with the others: the mapping knows if it needs them."""
        rest = [as_row(one) for one in heap]
        refusals.unread_cells += sum(
            isinstance(cell, Unread) for one in heap if isinstance(one, Refused) for cell in one.cells
        )
        decided = self._decided([one for one in rest if not isinstance(one, Refused)])
        for one in rest:
            yield one if isinstance(one, Refused) else next(decided)

    def _decided(self, rows: Sequence[Row]) -> Iterator[Reviewed]:
        results = [decider.decide([decider.pick(cells) for _, cells in rows]) for decider in self._deciders]
        others: Sequence[Decided | None] = results[1] if len(results) > 1 else [None] * len(rows)
        for (number, cells), found, other in zip(rows, results[0], others, strict=True):
            yield Reviewed(number, cells, found, other)


def rows_to_write(
    task: Task, reviewed: Iterable[Reviewed | Refused], account: Account, seen: Seen
) -> Iterator[tuple[Cell, ...]]:
    """Count each request, and give the row to write where it is wanted.

    What could not be read stands in the output as well, so that its rows are those of the file.
    """
    job, file, only = task.job, task.name if task.several else "", set(task.only)
    tally, refusals = account
    for one in reviewed:
        if isinstance(one, Refused):
            refusals.add_unread(one)
            if not only:
                yield lost_row(task.columns, len(task.header), one)
            continue
        tally.add(one)
        if one.decided.misfits:
            refusals.add(
                Refused(task.name, one.row, column, reason, value=value)
                for column, reason, value in one.decided.misfits
            )
        seen(one)
        if not only or (not one.decided.misfits and not only.isdisjoint(tally.of(one.decided))):
            yield (*one.cells, *added_cells(job, one, file))
